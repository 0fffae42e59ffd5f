/* Fields on a page, each with its label above it. The one that is tapped has the page to itself, above the keyboard. */
#ifndef LANYARD_SCREENS_FORM_H
#define LANYARD_SCREENS_FORM_H

#include "screens/front.h"

/* Where what is typed is kept. */
struct form_place {
	char *text;
	size_t size;
};

struct form {
	const struct form_field {
		const char *id, *label; /* label: its key */
		const char *hint;       /* key of what is said of it above the keyboard, or NULL */
		enum keyboard_layout keyboard;
		size_t letters; /* the most, 0 = as many as have room */
		bool optional, multiline;
	} * fields; /* app->field is an index; 0 is no field */
	int action; /* of a field that is tapped */
	struct form_place (*place)(struct app *app, int field);
	void (*changed)(struct app *app, int field); /* a field was opened or typed into; NULL = nothing follows from it */
};

bool form_is_open(const struct app *app);
/* Opens a field for typing, or none. */
void form_open(struct app *app, const struct form *form, int field);
/* A field with its label, which is smaller where the rectangle is lower than form_block_height(); `fixed` cannot be typed into.
 */
void form_block(struct app *app, struct ui *ui, const struct form *form, struct rect r, int field, bool fixed);
int form_block_height(const struct ui *ui);
/* A label, with a note (NULL: none) at its right when there is room for both; the id of the note is "ID-note". */
void form_label(struct ui *ui, struct rect r, const char *id, const char *label, const char *note);
/* The open field above the keyboard, and the keyboard. */
void form_typing(struct app *app, struct ui *ui, const struct form *form, struct rect area);
/* A key of the keyboard; hiding it closes the field. */
void form_press(struct app *app, const struct form *form, int key);
/* A character of a real keyboard, into the open field. */
void form_type(struct app *app, const struct form *form, int32_t codepoint);

#endif
