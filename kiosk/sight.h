/* What the app knows of its camera: whether one is there, when it may look, and what it sees. It looks only while a screen is
 * up that shows what it sees; the picture is in no recording and is overwritten when it goes off. */
#ifndef LANYARD_SIGHT_H
#define LANYARD_SIGHT_H

#include "device/camera.h"

struct app;
struct input;
struct photo;

struct sight {
	struct camera *camera; /* the device; the caller's */
	enum camera_state state;
	struct view *view;
};

bool sight_open(struct sight *sight); /* on the quiet twin; false without memory */
void sight_close(struct sight *sight);

/* Looks, or ceases to, as the screen that is up wants it. */
void sight_follow(struct app *app);
/* Takes an INPUT_CAMERA. */
void sight_take(struct app *app, const struct input *input);
/* Gets what the camera sees now; for the next frame. */
void sight_fetch(struct app *app);
/* False while nothing is seen. */
bool sight_photo(const struct app *app, struct photo *out);
/* For sample(): a camera that sees a code. */
void sight_sample(struct app *app);

#endif
