/* What only staff are shown: totals, arrivals, a person's history, and who may be the same person twice. */
#ifndef LANYARD_STORE_VIEW_STAFF_H
#define LANYARD_STORE_VIEW_STAFF_H

#include "store/view.h"

struct totals {
	size_t people, checked_in;
	size_t printed;  /* badges that came out of a printer */
	size_t profiles; /* people with a talent profile that they agreed to */
	size_t scans;    /* of badges at booths */
	size_t forged;   /* scans refused for their signature */
};
void view_totals(struct store *store, struct totals *out);

/* First arrivals of each person that stand, counted in `count` spans of `span` ms from `from` on. Those of unknown time are
 * left out. */
void view_arrivals(struct store *store, int64_t from, int64_t span, int *counts, size_t count);
/* Wall time of the earliest of them that is known, 0 if there is none. */
int64_t view_first_arrival(struct store *store);

#endif
