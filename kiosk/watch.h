/* Tells the main loop that the sync agent left a batch in HOME/inbox, without a single wake-up in between: a thread sleeps in
 * the kernel and pushes one SDL event. */
#ifndef LANYARD_WATCH_H
#define LANYARD_WATCH_H

#include "base/err.h"

#include <SDL.h>

struct watch {
	SDL_Thread *thread;
	int notify, stop[2]; /* descriptors: inotify, and a pipe that ends the thread */
	Uint32 event;        /* the event's type */
};

/* Watches HOME/inbox, which it makes if it is not there. */
bool watch_start(struct watch *watch, const char *home, struct err *err);
void watch_stop(struct watch *watch);

#endif
