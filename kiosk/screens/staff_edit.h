/* The page of details in its two parts: the rows, and the field of one of them with the keyboard. */
#ifndef LANYARD_SCREENS_STAFF_EDIT_H
#define LANYARD_SCREENS_STAFF_EDIT_H

#include "screens/staff.h"

/* Actions of the open field, answered by staff_detail_act(). */
enum { ACT_DETAIL = ACT_SCREEN + 50, ACT_DETAIL_REMOVE };

struct detail_row {
	const char *id, *word;
	enum keyboard_layout layout;
	enum icon icon;
};
extern const struct detail_row staff_details[DETAIL_COUNT];

/* How a detail is shown: e-mail and phone that were there before only as far as tells people apart. */
void staff_detail_shown(const struct staff_edit *edit, enum detail detail, char out[EMAIL_MOST]);

/* The field of one detail: opens, is drawn below the bar, takes keys and characters, and closes. */
void staff_detail_open(struct app *app, enum detail detail);
void staff_detail_build(struct app *app, struct ui *ui, struct rect area);
/* False if the action is none of the field's. */
bool staff_detail_act(struct app *app, int action, int arg);
void staff_detail_type(struct app *app, int32_t codepoint);
/* Back to the rows; what is typed is kept if it can stand. */
void staff_detail_keep(struct app *app);
void staff_detail_close(struct app *app);

#endif
