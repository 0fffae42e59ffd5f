/* Deadlines. The library's own time-out is for silence only, so a client that sends a byte a second would hold a connection for
 * ever. Here every connection has an absolute deadline, moved only when a whole request has come or gone; whoever passes it is
 * shut down. For any thread. */
#ifndef LANYARD_HUB_REAPER_H
#define LANYARD_HUB_REAPER_H

#include "base/err.h"

#include <stdint.h>

struct reaper;
struct reaped;

/* `tick` is called with clock_steady() every quarter of a second, for others who wait for a time. */
struct reaper *reaper_create(void (*tick)(void *self, int64_t now), void *self, struct err *err);
void reaper_destroy(struct reaper *reaper);

/* Watches a socket until reaper_forget(), which must come before it is closed. NULL without memory. */
struct reaped *reaper_watch(struct reaper *reaper, int fd, int64_t deadline);
void reaper_forget(struct reaper *reaper, struct reaped *reaped);
/* 0 = none: while the hub itself is at work. */
void reaper_deadline(struct reaper *reaper, struct reaped *reaped, int64_t deadline);

#endif
