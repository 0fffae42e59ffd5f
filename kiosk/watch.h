/* Tells the main loop what happens outside without a single wake-up in between: that the sync agent left a batch in HOME/inbox,
 * that it noted something about the hub, that a network came or went. A thread sleeps in the kernel and pushes SDL events. */
#ifndef LANYARD_WATCH_H
#define LANYARD_WATCH_H

#include "base/err.h"

#include <SDL.h>

enum watch_news { WATCH_INBOX, WATCH_DEVICES };

struct watch {
	SDL_Thread *thread;
	int notify, links, stop[2]; /* descriptors: inotify, netlink (-1: not to be had), and a pipe that ends the thread */
	int home;                   /* inotify's number for the home itself */
	Uint32 event;               /* the events' type; their code is an enum watch_news */
};

/* Watches HOME and HOME/inbox, which it makes if it is not there. */
bool watch_start(struct watch *watch, const char *home, struct err *err);
void watch_stop(struct watch *watch);

#endif
