/* Which booths fit a person: a pure function from a profile and the roles that employers brought to a short list, with its
 * reasons. It counts only skills and jobs; name, language, age and whatever else is known of a person cannot change it. */
#ifndef LANYARD_TALENT_MATCH_H
#define LANYARD_TALENT_MATCH_H

#include "talent/profile.h"

#include <stdint.h>

enum { OPENING_SKILLS = 24, OPENINGS_MOST = 4096, MATCH_REASONS = 6 };

/* A role that is offered, its words as entries. */
struct opening {
	char role[64], employer[64];
	char job[ENTRY_MOST];
	char skills[OPENING_SKILLS][ENTRY_MOST]; /* each once, those that are needed most first */
	size_t skill_count;
	int places;
};

struct match {
	size_t opening;               /* index of the employer's role that fits best */
	bool wanted;                  /* it is a job that the person asked for */
	size_t shared;                /* skills of it that the person has */
	size_t reason[MATCH_REASONS]; /* the first of them, as indices into the opening's skills */
	size_t reasons;
	size_t points; /* what it was ranked by, and among equals the smaller turn */
	uint64_t turn;
};

/* The employers that fit, best first, each once, so that the list spreads over the fair. Order: what shares more and was asked
 * for comes first; equals are turned by person and role, so that not the same employer is first for everybody. The same
 * arguments give the same list, whatever order the openings are in. Returns how many of `out` were filled. */
size_t talent_match(const struct talent *talent, const char *person, const struct opening *openings, size_t count,
		    struct match *out, size_t most);

/* The role of one employer that fits best, or of several the one with most places, for the card at its booth; `count` if it has
 * none. */
size_t talent_best(const struct talent *talent, const struct opening *openings, size_t count, const char *employer);

#endif
