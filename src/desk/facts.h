/* Facts that go into one commit. What fails while they are gathered is remembered and told by facts_commit(), so that the code
 * that gathers them reads as a list. */
#ifndef LANYARD_DESK_FACTS_H
#define LANYARD_DESK_FACTS_H

#include "store/store.h"

enum { FACTS_MOST = 12 };

struct facts {
	struct fact list[FACTS_MOST];
	size_t count;
	bool lost; /* there was no memory or no room for one of them */
};

/* Takes the body over; NULL stands for a body that could not be made. */
void facts_add(struct facts *facts, const char *kind, json_t *body);
/* Appends them all in one commit (none at all is fine) and gives the bodies back. */
bool facts_commit(struct facts *facts, struct store *store, struct err *err);

/* Puts a text into a body; NULL and "" are left out. The body may be NULL. */
void body_text(json_t *body, const char *field, const char *value);

#endif
