/* The keyboard's layouts as rows of data: a character or a function, and how wide it is, on wide and on compact displays. */
#ifndef LANYARD_UI_KEYBOARD_LAYOUTS_H
#define LANYARD_UI_KEYBOARD_LAYOUTS_H

#include "ui/keyboard.h"

/* What a key is: a character in lower case, or one of these. */
enum cap_key {
	CAP_GAP = 0x200000, /* nothing is there */
	CAP_DELETE,
	CAP_SHIFT,
	CAP_SHIFT_RIGHT,
	CAP_NUMBERS,
	CAP_ACCENTS,
	CAP_CLEAR,
	CAP_HIDE,
	CAP_DOT_COM,
	CAP_DOT_ORG,
	CAP_SMART, /* and the four after it: the texts of struct keyboard's smart row */
};

enum { ROW_CAPS_MOST = 14, PAGE_ROWS_MOST = 5, SMART_MOST = 5 };

struct cap {
	int32_t key;
	signed char wide, compact; /* tenths of a unit; 0: not there */
};

struct cap_row {
	struct cap caps[ROW_CAPS_MOST]; /* up to the first key 0 */
};

/* What a key is called and looks like; characters have no row here. */
struct cap_face {
	int32_t key;
	const char *id;     /* of the node, without "k-" */
	const char *label;  /* key of the catalogue; NULL: `text` */
	const char *text;   /* the same in every language */
	const char *spoken; /* key of the catalogue, NULL: the label is spoken */
	enum icon icon;     /* drawn in place of the label */
	bool function;      /* in the colour of function keys */
};
const struct cap_face *cap_face(int32_t key); /* NULL for most characters */

/* A keyboard as it stands, top to bottom. */
struct keyboard_page {
	const struct cap_row *rows[PAGE_ROWS_MOST];
	size_t count;
	bool smart;   /* the first is a smart row */
	bool accents; /* and it holds accents */
};
/* Creole asks for its own order of accents. */
struct keyboard_page keyboard_page(const struct keyboard *keyboard, bool compact, bool creole);

/* Characters that may be typed in a layout by a real keyboard. */
bool keyboard_takes(enum keyboard_layout layout, int32_t codepoint);

#endif
