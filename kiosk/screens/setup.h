/* What the pages of the set-up share. */
#ifndef LANYARD_SCREENS_SETUP_H
#define LANYARD_SCREENS_SETUP_H

#include "screens/front.h"

enum { SETUP_STEPS = 3 };

/* How the equipment is, a row each, in a panel. */
void setup_equipment(struct app *app, struct ui *ui, struct rect r);
/* The header of a step after joining; returns what is left of the page. */
struct rect setup_head(struct ui *ui, int step);
void setup_title(struct ui *ui, struct rect *area, const char *title);
/* A line with an icon, for front_words(). */
struct words setup_line(struct ui *ui, const char *id, enum icon icon, const char *words);

#endif
