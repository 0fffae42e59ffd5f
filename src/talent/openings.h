/* The roles that employers brought, as openings: read from the view once and kept until the store's revision is another. */
#ifndef LANYARD_TALENT_OPENINGS_H
#define LANYARD_TALENT_OPENINGS_H

#include "store/view.h"
#include "talent/match.h"

struct openings {
	struct opening *list;
	size_t count;
};

/* Reads all roles, at most OPENINGS_MOST of them. `out` is to be released whatever comes back. */
bool openings_read(struct openings *out, struct store *store, const struct skills *skills, struct err *err);
void openings_release(struct openings *openings);

/* How many places all roles of a job offer. */
int openings_places(const struct openings *openings, const char *job);
/* The jobs that are offered, those with most places first; returns how many of `jobs` were filled. */
size_t openings_jobs(const struct openings *openings, char (*jobs)[ENTRY_MOST], size_t most);
/* The skills that are asked for most often, of one group or of all (SIZE_MAX). */
size_t openings_wanted(const struct openings *openings, const struct skills *skills, size_t group, char (*wanted)[ENTRY_MOST],
		       size_t most);

#endif
