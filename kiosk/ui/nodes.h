/* The node list: everything a screen shows, in reading order. Drawing, touch, key focus, speech and tests all read this one
 * list; a screen has no other way to be seen, touched or heard. It is declared anew for each frame. */
#ifndef LANYARD_UI_NODES_H
#define LANYARD_UI_NODES_H

#include "ui/rect.h"
#include "ui/theme.h"

#include <stddef.h>

enum node_kind {
	NODE_HEADING,
	NODE_TEXT,
	NODE_BUTTON,
	NODE_FIELD,
	NODE_KEY,
	NODE_CHOICE, /* one of several: segment, yes/no, rating */
	NODE_CHIP,   /* on or off */
	NODE_ROW,    /* a pressable row of a list */
	NODE_IMAGE,
	NODE_STATUS, /* changes by itself: countdown, toast, banner */
	NODE_KIND_COUNT
};
const char *node_kind_name(enum node_kind kind); /* "heading", … as in --tree */

enum { NODES_MOST = 192, NODE_ID_MOST = 40, NODE_TEXT_MOST = 512 };

struct node {
	char id[NODE_ID_MOST]; /* unique in the list; what tests touch by */
	enum node_kind kind;
	struct rect rect; /* as drawn; touch counts in this grown by 16 px on release only */
	char label[NODE_TEXT_MOST];
	char value[NODE_TEXT_MOST];                   /* what a field holds, what a picture says */
	char spoken[NODE_TEXT_MOST];                  /* "" -> label, kind, state, position are spoken */
	bool enabled, selected, decorative, personal; /* personal: never to the loudspeaker, never in a log */
	bool opens;                                   /* a field that is pressed to type into it; the focus alone does not */
	bool masked;                                  /* a field that shows dots: never said, "digit entered" instead */
	unsigned tongue;                              /* 1 + the language of its words where it is not the page's, else 0 */
	int repeat_ms;                                /* held down it acts again so often, 0 = once */
	int action, arg;                              /* given to the screen's act() on release; 0 = cannot be pressed */
	enum color fg, bg;                            /* for the contrast check */
	enum type type;
	const char *group; /* "header", "content", "keyboard", "dock", "dialog": focus and "one of n" count inside it */
};

struct nodes {
	size_t count;
	struct node list[NODES_MOST];
};

void nodes_clear(struct nodes *nodes); /* and overwrites: labels may be personal */
/* Adds a node (enabled, not pressable) and returns it to be filled in; the last one again when the list is full. */
struct node *nodes_add(struct nodes *nodes, enum node_kind kind, const char *id, struct rect rect);
struct node *nodes_find(struct nodes *nodes, const char *id);
/* The topmost pressable node at a point, enabled or not (a disabled one says why), NULL if none. With a "dialog" group present
 * only that group counts. */
struct node *nodes_at(struct nodes *nodes, int x, int y);
/* The next or previous focusable node (pressable and enabled) in reading order, around the ends. NULL if none. */
struct node *nodes_focus(struct nodes *nodes, const char *from, int step);
/* The --tree JSON text of INTERFACE, one document; NULL without memory or with text that is not UTF-8. Free with free(). */
char *nodes_json(const struct nodes *nodes, const char *screen, const char *language, const char *focus);

#endif
