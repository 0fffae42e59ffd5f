/* Between half and the whole of the doubled interval ("equal jitter"). */
#include "agent/backoff.h"

void backoff_clear(struct backoff *backoff)
{
	backoff->failures = 0;
}

int64_t backoff_next(struct backoff *backoff, unsigned retry_after, uint32_t chance)
{
	int64_t whole = BACKOFF_FIRST_MS;
	for (unsigned i = 0; i < backoff->failures && whole < BACKOFF_MOST_MS; i++)
		whole *= 2;
	if (whole > BACKOFF_MOST_MS)
		whole = BACKOFF_MOST_MS;
	backoff->failures++;
	int64_t wait = whole / 2 + (int64_t)(chance % (uint32_t)(whole / 2 + 1));
	int64_t asked = (int64_t)retry_after * 1000;
	return wait < asked ? asked + (int64_t)(chance % 1000) : wait;
}
