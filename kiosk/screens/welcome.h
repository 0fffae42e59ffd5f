/* What the welcome page is made of beside its own file: the start buttons, each in its language with the fair's hours. */
#ifndef LANYARD_SCREENS_WELCOME_H
#define LANYARD_SCREENS_WELCOME_H

#include "screens/front.h"

/* Staff have closed the fair: nobody begins any more. */
bool welcome_is_closed(const struct app *app);
/* Where the start buttons lie, and the line of hours above them (on a tall screen it is below). */
struct rect welcome_starts_place(const struct ui *ui);
struct rect welcome_hours_place(const struct ui *ui);
/* A press of one is `action`, with the number of its language. */
void welcome_starts(struct app *app, struct ui *ui, int action);

#endif
