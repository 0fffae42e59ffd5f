/* Chips of different widths in rows, from the left, as words in a paragraph. */
#ifndef LANYARD_SCREENS_FLOW_H
#define LANYARD_SCREENS_FLOW_H

#include "ui/rect.h"

struct flow {
	struct rect area;
	int high, gap;
	int x, y; /* where the next one goes */
};

static inline struct flow flow_in(struct rect area, int high, int gap)
{
	return (struct flow){area, high, gap, area.x, area.y};
}

/* Places one; false (and nothing moves) when there is no room. One wider than a row gets the row. */
static inline bool flow_next(struct flow *flow, int w, struct rect *out)
{
	int x = flow->x, y = flow->y, right = flow->area.x + flow->area.w;
	w = w < flow->area.w ? w : flow->area.w;
	if (x > flow->area.x && x + w > right) {
		x = flow->area.x;
		y += flow->high + flow->gap;
	}
	if (y + flow->high > flow->area.y + flow->area.h)
		return false;
	*out = (struct rect){x, y, w, flow->high};
	flow->x = x + w + flow->gap;
	flow->y = y;
	return true;
}

/* The lower edge of what was placed. */
static inline int flow_bottom(const struct flow *flow)
{
	return flow->x > flow->area.x ? flow->y + flow->high : flow->y;
}

#endif
