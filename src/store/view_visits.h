/* Who came, when, and when they left. A person who leaves and comes back has several visits. */
#ifndef LANYARD_STORE_VIEW_VISITS_H
#define LANYARD_STORE_VIEW_VISITS_H

#include "store/view.h"

struct visit {
	struct moment in, out;
	bool left; /* `out` is when; else it is not over */
};
/* One person's visits in order, of arrivals and departures that were not taken back: a second arrival without a departure
 * between them is no visit of its own, and a departure of somebody who is not here is nothing. Returning false stops. */
typedef bool visit_fn(void *self, const struct visit *visit);
bool view_visits(struct store *store, const char *person, visit_fn *next, void *self, struct err *err);

#endif
