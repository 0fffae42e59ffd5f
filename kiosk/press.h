/* What fingers, keys and time do to the app, whatever the screen: from a touch to an action, from an arrow key to a focus, from
 * silence to "Still there?". */
#ifndef LANYARD_PRESS_H
#define LANYARD_PRESS_H

#include "app.h"

/* Pressed look on touch-down; the action on touch-up inside the target grown by 16 px. */
void press_pointer(struct app *app, const struct input *input);
void press_key(struct app *app, enum input_key key);
void press_text(struct app *app, int32_t codepoint);
/* Lets go without acting: a press that began on one screen never acts on the next. */
void press_forget(struct app *app);
/* Puts what is pressed into app->ui for this frame. */
void press_show(struct app *app);
/* A held delete key. */
void press_tick(struct app *app);
int64_t press_deadline(const struct app *app);

/* Everything that is due at app->now: the screen's tick, toasts, held keys, idle visitors. */
void idle_tick(struct app *app);
/* The caret blinks only while somebody may be watching; then it stays. */
bool idle_caret_rests(const struct app *app);

#endif
