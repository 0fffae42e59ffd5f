/* See hlc.h. */
#include "store/hlc.h"

uint64_t hlc_next(struct hlc *clock, int64_t wall)
{
	uint64_t now = wall > 0 ? (uint64_t)wall << 16 : 0;
	clock->last = now > clock->last ? now : clock->last + 1;
	return clock->last;
}

bool hlc_see(struct hlc *clock, uint64_t at, int64_t wall)
{
	if (wall > 0 && hlc_wall(at) > wall + HLC_AHEAD_MOST)
		return false;
	if (at > clock->last)
		clock->last = at;
	return true;
}
