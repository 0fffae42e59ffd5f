/* 21c: what is told below the header while there is no network, and for a moment when it is back. Once a visit it is also said.
 */
#ifndef LANYARD_KIOSK_BANNER_H
#define LANYARD_KIOSK_BANNER_H

#include <stdbool.h>
#include <stdint.h>

struct app;

struct banner {
	int64_t since; /* steady time at which the network was missed, 0 it is there */
	int64_t saved; /* steady time until which "All saved" is told */
	bool shown;    /* it was missed for long enough to be told */
	bool said;     /* a page of this visit has told it */
};

/* After an input: begins, tells, ends. */
void banner_tick(struct app *app);
/* When it changes by itself, -1 never. */
int64_t banner_deadline(const struct app *app);
/* Puts it into the frame that is begun. */
void banner_show(struct app *app);

#endif
