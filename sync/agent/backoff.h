/* When to try again: twice as long after each failure, up to a ceiling, with jitter so that a hall full of devices does not
 * come back at the same moment; never earlier than the hub asked for. Pure: time and chance are passed in. */
#ifndef LANYARD_AGENT_BACKOFF_H
#define LANYARD_AGENT_BACKOFF_H

#include <stdint.h>

enum {
	BACKOFF_FIRST_MS = 500,
	BACKOFF_MOST_MS = 300000,
};

struct backoff {
	unsigned failures;
};

/* After a success. */
void backoff_clear(struct backoff *backoff);
/* Milliseconds to wait after another failure; `chance` is any random number, `retry_after` in seconds, 0 = not said. */
int64_t backoff_next(struct backoff *backoff, unsigned retry_after, uint32_t chance);

#endif
