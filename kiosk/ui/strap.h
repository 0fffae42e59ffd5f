/* The strap across the header; ui_strap_hanging() of ui.h is the other one. */
#ifndef LANYARD_UI_STRAP_H
#define LANYARD_UI_STRAP_H

#include "ui/ui.h"

/* Draws the strap from the left edge along y = middle, `step` of `steps` done (0: half of the first; more than steps: the badge
 * has its check). Returns the right edge of the badge icon. */
int strap_across(struct ui *ui, int middle, int step, int steps);

#endif
