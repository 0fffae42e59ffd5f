/* The visitor's code on the screen, large enough to be photographed, with words beside it. */
#ifndef LANYARD_SCREENS_BADGE_CODE_H
#define LANYARD_SCREENS_BADGE_CODE_H

#include "badge/qr.h"
#include "screens/front.h"

/* Side of the code with its quiet zone: whole pixels a module, at least the design's size. */
int badge_code_side(const struct ui *ui, const struct qr *qr);
/* A panel with the code, "qr", and beside it a heading `id` and a text `id`-text. */
void badge_code_panel(struct app *app, struct ui *ui, struct rect r, const struct qr *qr, const char *id, const char *title,
		      const char *text);
/* A heading and a text below it, in the middle of `r`. */
void badge_words(struct ui *ui, struct rect r, const char *id, const char *title, const char *text, enum color on);
/* Whether both are in there, at their smallest if need be. */
bool badge_words_fit(struct ui *ui, struct rect r, const char *title, const char *text);

#endif
