/* The scanners of this kiosk, from their threads to inputs: each code becomes an INPUT_SCAN, each change an INPUT_DEVICE. */
#ifndef LANYARD_SCANNING_H
#define LANYARD_SCANNING_H

#include "device/scanners.h"
#include "device/state.h"
#include "input.h"

#include <SDL.h>
#include <stdatomic.h>

typedef void scanning_fn(void *self, const struct input *input);

struct scanning {
	struct scanners *scanners;
	atomic_int ready; /* of the named scanners: -1 none is named, 0 one is missing, 1 all are there */
	atomic_int there; /* how many are */
	bool heard;       /* a scanner that types has sent a code */
	struct device_state told;
	Uint32 event; /* a code; event + 1: a change */
	scanning_fn *give;
	void *self;
};

/* `options->where` NULL or "": only scanners that type. `give` is called from scanning_take(). */
bool scanning_start(struct scanning *scanning, const struct scanner_options *options, scanning_fn *give, void *self,
		    struct err *err);
/* False if the event is none of these. */
bool scanning_take(struct scanning *scanning, const SDL_Event *event);
/* A code came through the window. */
void scanning_heard(struct scanning *scanning);
void scanning_stop(struct scanning *scanning);

#endif
