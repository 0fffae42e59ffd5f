/* A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): wall milliseconds << 16 | counter. Order first,
 * time as near as it can be trusted. Pure: time is passed in. */
#ifndef LANYARD_STORE_HLC_H
#define LANYARD_STORE_HLC_H

#include <stdbool.h>
#include <stdint.h>

enum { HLC_AHEAD_MOST = 10 * 60 * 1000 }; /* ms that another device's clock may be ahead of a trusted one */

struct hlc {
	uint64_t last;
};

static inline int64_t hlc_wall(uint64_t at)
{
	return (int64_t)(at >> 16);
}

/* The next time stamp, after every one made or adopted before. `wall` is 0 when the clock cannot be trusted. */
uint64_t hlc_next(struct hlc *clock, int64_t wall);
/* Hears of another device's time. Not adopted (false) when it is too far ahead of a trusted wall clock. */
bool hlc_see(struct hlc *clock, uint64_t at, int64_t wall);

#endif
