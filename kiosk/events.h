/* From SDL's events to inputs: mouse and fingers become one pointer, keys go through the wedge. */
#ifndef LANYARD_EVENTS_H
#define LANYARD_EVENTS_H

#include "device/wedge.h"

#include <SDL.h>

typedef void input_fn(void *self, const struct input *input); /* at and wall are for the receiver to fill in */

struct events {
	struct wedge wedge;
	bool repeat; /* the last key event was a repeat: so is the text that follows */
	bool finger_down;
	SDL_FingerID finger;      /* the one that is the pointer */
	int w, h;                 /* of the window: fingers come as fractions */
	int x, y;                 /* where the pointer was last */
	SDL_Keycode plug, unplug; /* keys that say that headphones came or went; 0: none */
	input_fn *give;
	void *self;
};

void events_init(struct events *events, const struct wedge_options *options, input_fn *give, void *self);
/* Gives the inputs that an event stands for. */
void events_take(struct events *events, const SDL_Event *event);
/* To be called when no event is waiting. */
void events_idle(struct events *events);
/* Milliseconds until events_idle() has something to do, -1 never. */
int events_wait(const struct events *events);
void events_release(struct events *events);

#endif
