/* See openings.h. Fairs have tens to hundreds of roles, so counting is done by going through them. */
#include "talent/openings.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	struct openings *out;
	const struct skills *skills;
	size_t room;
	bool lost;
};

static void read_skills(struct opening *opening, const struct skills *skills, const char *list)
{
	while (*list && opening->skill_count < OPENING_SKILLS) {
		char text[256], *entry = opening->skills[opening->skill_count];
		size_t size = strcspn(list, ";");
		text_format(text, sizeof text, "%.*s", (int)size, list);
		skills_entry(skills, TERM_SKILL, text, ENTRY_MOST, entry);
		bool twice = !entry[0];
		for (size_t i = 0; i < opening->skill_count && !twice; i++)
			twice = skills_same(opening->skills[i], entry);
		opening->skill_count += !twice;
		list += size + (list[size] == ';');
	}
}

static bool read_role(void *self, const struct role *role)
{
	struct reading *reading = self;
	struct openings *out = reading->out;
	if (out->count == OPENINGS_MOST)
		return false;
	if (out->count == reading->room) {
		size_t room = reading->room ? 2 * reading->room : 64;
		struct opening *list = realloc(out->list, room * sizeof *list);
		reading->lost = !list;
		if (!list)
			return false;
		out->list = list;
		reading->room = room;
	}
	struct opening *opening = &out->list[out->count++];
	*opening = (struct opening){.places = role->openings > 0 ? role->openings : 1};
	text_copy(opening->role, sizeof opening->role, role->id);
	text_copy(opening->employer, sizeof opening->employer, role->employer);
	skills_entry(reading->skills, TERM_JOB, role->title, ENTRY_MOST, opening->job);
	read_skills(opening, reading->skills, role->skills);
	return true;
}

bool openings_read(struct openings *out, struct store *store, const struct skills *skills, struct err *err)
{
	struct reading reading = {.out = out, .skills = skills};
	*out = (struct openings){.list = NULL};
	return view_roles(store, NULL, read_role, &reading, err) &&
	       (!reading.lost || err_set(err, ERR_MEMORY, "there is not enough memory for the employers' roles"));
}

void openings_release(struct openings *openings)
{
	free(openings->list);
	*openings = (struct openings){.list = NULL};
}

/* --- counting ----------------------------------------------------------------------------------------------------------- */

int openings_places(const struct openings *openings, const char *job)
{
	int places = 0;
	for (size_t i = 0; i < openings->count; i++)
		if (skills_same(openings->list[i].job, job))
			places += openings->list[i].places;
	return places;
}

enum { TALLY_MOST = 512 };

struct tally {
	size_t count;
	struct {
		const char *entry;
		int n;
	} list[TALLY_MOST];
};

static void tally_add(struct tally *tally, const char *entry, int n)
{
	size_t i = 0;
	while (i < tally->count && !skills_same(tally->list[i].entry, entry))
		i++;
	if (i == TALLY_MOST)
		return;
	if (i == tally->count) {
		tally->list[tally->count].entry = entry;
		tally->list[tally->count++].n = 0;
	}
	tally->list[i].n += n;
}

/* Takes the largest out, equals by their text, so that the order of the roles does not matter. */
static bool tally_take(struct tally *tally, char out[ENTRY_MOST])
{
	size_t best = tally->count;
	for (size_t i = 0; i < tally->count; i++) {
		int more = best == tally->count ? 1 : tally->list[i].n - tally->list[best].n;
		if (more > 0 || (more == 0 && strcmp(tally->list[i].entry, tally->list[best].entry) < 0))
			best = i;
	}
	if (best == tally->count)
		return false;
	text_copy(out, ENTRY_MOST, tally->list[best].entry);
	tally->list[best] = tally->list[--tally->count];
	return true;
}

static size_t tally_out(struct tally *tally, char (*out)[ENTRY_MOST], size_t most)
{
	size_t n = 0;
	while (n < most && tally_take(tally, out[n]))
		n++;
	return n;
}

size_t openings_jobs(const struct openings *openings, char (*jobs)[ENTRY_MOST], size_t most)
{
	struct tally tally = {.count = 0};
	for (size_t i = 0; i < openings->count; i++)
		if (openings->list[i].job[0])
			tally_add(&tally, openings->list[i].job, openings->list[i].places);
	return tally_out(&tally, jobs, most);
}

size_t openings_wanted(const struct openings *openings, const struct skills *skills, size_t group, char (*wanted)[ENTRY_MOST],
		       size_t most)
{
	struct tally tally = {.count = 0};
	for (size_t i = 0; i < openings->count; i++)
		for (size_t j = 0; j < openings->list[i].skill_count; j++) {
			const char *entry = openings->list[i].skills[j];
			size_t term;
			bool known = skills_index(skills, TERM_SKILL, entry, &term);
			if (known && (group == SIZE_MAX || skills_group(skills, TERM_SKILL, term) == group))
				tally_add(&tally, entry, openings->list[i].places);
		}
	return tally_out(&tally, wanted, most);
}
