/* The scanners of this kiosk, from their threads to inputs: each code becomes an INPUT_SCAN, each change an INPUT_DEVICE. */
#ifndef LANYARD_SCANNING_H
#define LANYARD_SCANNING_H

#include "device/camera.h"
#include "device/scanners.h"
#include "device/state.h"
#include "input.h"

#include <SDL.h>
#include <stdatomic.h>

struct scanning_answers {
	void (*give)(void *self, const struct input *input);
	void (*seen)(void *self); /* the camera has a new view */
	void *self;
};

struct scanning {
	struct scanners *scanners;
	struct camera *camera; /* the quiet twin without one */
	atomic_int ready;      /* of the named scanners: -1 none is named, 0 one is missing, 1 all are there */
	atomic_int there;      /* how many are */
	atomic_int sees;       /* enum camera_state */
	bool saw;              /* the camera has shown a picture */
	bool heard;            /* a scanner that types has sent a code */
	struct device_state told;
	Uint32 event; /* the first of enum scanning_event */
	struct scanning_answers answers;
};

/* `options->where` NULL or "": only scanners that type; `camera` likewise. Answers come from scanning_take(). */
bool scanning_start(struct scanning *scanning, const struct scanner_options *options, const char *camera,
		    const struct scanning_answers *answers, struct err *err);
/* False if the event is none of these. */
bool scanning_take(struct scanning *scanning, const SDL_Event *event);
/* A code came through the window. */
void scanning_heard(struct scanning *scanning);
void scanning_stop(struct scanning *scanning);

#endif
