/* From a node list to what is said: pure functions, so that every word a visitor hears can be tested without a sound. A control
 * is said as "label, kind, state, 2 of 4"; a node's spoken text stands in for its label.
 *
 * Nothing personal is put into a script for the loudspeaker: one sentence says where it can be heard instead. */
#ifndef LANYARD_UI_SPOKEN_H
#define LANYARD_UI_SPOKEN_H

#include "lang/catalog.h"
#include "script.h"
#include "ui/nodes.h"

struct speaker {
	const struct catalog *catalog;
	size_t language;
	bool loud; /* everybody around can hear it */
};

/* All add to a script. */

/* What a page says about itself: the spoken text of its heading, else the words "spoken.SCREEN", else the heading. With a
 * dialog on the page, that of the dialog. */
void spoken_arrival(const struct speaker *speaker, const struct nodes *nodes, const char *screen, struct script *script);
/* The arrival, then all that can be seen in reading order: content, dock, header. The keys of the on-screen keyboard are left
 * to the focus, and what was said is not said again. */
void spoken_page(const struct speaker *speaker, const struct nodes *nodes, const char *screen, struct script *script);
/* One node as the focus reaches it. */
void spoken_node(const struct speaker *speaker, const struct nodes *nodes, const struct node *node, struct script *script);
/* What changes by itself and wants to be heard: banners, toasts, what is wrong. Countdowns are left out. */
void spoken_news(const struct speaker *speaker, const struct nodes *nodes, struct script *script);
/* What was typed into or erased from a field that held `before`. */
void spoken_typed(const struct speaker *speaker, const struct node *field, const char *before, struct script *script);
/* The words of a key, with one {placeholder} filled if `name` is given. */
void spoken_words(const struct speaker *speaker, const char *key, const char *name, const char *value, struct script *script);

/* The field that takes what is typed, NULL if there is none. */
const struct node *spoken_field(const struct nodes *nodes);

#endif
