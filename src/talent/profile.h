/* A person's profile in the Talent Database: what they can do and want. All of it is optional. It is kept as fields of
 * profile.set facts; names and codes are permanent:
 *
 *   headline        the first job wanted, in words, for the badge and the booth
 *   target_occ      up to 3 jobs: O*NET-SOC 2019 codes, or {"text"} where the catalogue has none
 *   open_to_any     true: any work is fine
 *   skills          up to 10 of {"id" or "text", "level": 2 (can do), "source": "self"}
 *   languages       those of the skills that are one: {"id": ISO 639-3}
 *   exp_years_band  "0", "1-2", "3-5", "6-10", "10+": never a date, which would tell the age
 *   schedule        of "full", "part"
 *   available_from  "now", "2w", "later"
 *   work_mode       of "onsite", "hybrid", "remote"
 *   education       0 … 8 as in PIRL 408: none, diploma, equivalency, IEP certificate, a year of college, certificate,
 *                   associate, bachelor, beyond */
#ifndef LANYARD_TALENT_PROFILE_H
#define LANYARD_TALENT_PROFILE_H

#include "talent/skills.h"

#include <jansson.h>

enum { TALENT_SKILLS = 10, TALENT_JOBS = 3, TALENT_YEARS_MOST = 30, TALENT_UNSAID = -1 };

enum talent_hours { HOURS_FULL, HOURS_PART, HOURS_EITHER, HOURS_COUNT };
enum talent_start { START_NOW, START_TWO_WEEKS, START_LATER, START_COUNT };
enum talent_mode { WORK_ONSITE, WORK_HYBRID, WORK_REMOTE, WORK_COUNT };
enum { EDUCATION_COUNT = 9 };

/* A list of entries, each once. */
struct entries {
	size_t count;
	char list[TALENT_SKILLS][ENTRY_MOST];
};

struct talent {
	struct entries skills, jobs; /* TALENT_SKILLS and TALENT_JOBS at most */
	bool open_to_any;
	int years;     /* 0 just starting … TALENT_YEARS_MOST that or more; as these are, TALENT_UNSAID if not said */
	int hours;     /* enum talent_hours */
	int start;     /* enum talent_start */
	int education; /* 0 … 8 */
	bool mode[WORK_COUNT];
};

/* Nothing said. */
void talent_init(struct talent *talent);
bool talent_is_empty(const struct talent *talent);

bool entries_has(const struct entries *entries, const char *entry);
/* Adds an entry, or takes it off if it is there; false if there is no room among `most`. */
bool entries_toggle(struct entries *entries, size_t most, const char *entry);

/* The fields above, to be put into a profile.set fact: what was not said is null or an empty list, so that it also clears what
 * was said before. `language` is the headline's. New reference, NULL without memory. */
json_t *talent_body(const struct talent *talent, const struct skills *skills, const char *language);
/* From view_profile(). What is not understood is left out. Years come back as the least of their band. */
void talent_read(struct talent *talent, const struct skills *skills, const json_t *profile);

#endif
