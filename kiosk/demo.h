/* A small demo fair in a temporary home, for --shots and tests: the same people, badges and times each time. */
#ifndef LANYARD_DEMO_H
#define LANYARD_DEMO_H

#include "base/err.h"
#include "store/store.h"

enum { DEMO_HOME_MOST = 64 };

struct demo {
	char home[DEMO_HOME_MOST];
	struct store *store;
};

extern const int64_t demo_now; /* Thursday, March 12, 2026, 1:24 PM in Miami */
/* Makes randomness and clock predictable (replay.h) and opens the store for writing. */
bool demo_open(struct demo *demo, struct err *err);
void demo_close(struct demo *demo); /* and removes the home */

#endif
