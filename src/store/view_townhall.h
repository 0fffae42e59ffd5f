/* Who signed in to a town hall, what matters to them, and what they ask the panel. */
#ifndef LANYARD_STORE_VIEW_TOWNHALL_H
#define LANYARD_STORE_VIEW_TOWNHALL_H

#include "store/view.h"

enum {
	TOPICS_MOST = 8,   /* of a town hall */
	TOPICS_CHOSEN = 3, /* by one person */
	TOPIC_ID_MOST = 33,
	QUESTION_GRAPHEMES = 280,
	QUESTION_MOST = QUESTION_GRAPHEMES * 4 + 1,
};

struct signing {
	char person[ID_TEXT];
	struct moment at;
	char topics[TOPICS_MOST * TOPIC_ID_MOST]; /* ids, ';' between them */
	char question[QUESTION_MOST];
};
/* All that was signed, oldest first; who signs in twice is there twice. Returning false stops. */
typedef bool signing_fn(void *self, const struct signing *signing);
bool view_signings(struct store *store, signing_fn *next, void *self, struct err *err);

#endif
