/* A shared skill counts 2 and a job that was asked for 3, so that two skills outweigh a title. */
#include "talent/match.h"

#include <stdint.h>
#include <string.h>

enum { WEIGHT_SKILL = 2, WEIGHT_JOB = 3 };

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint64_t turn_of(const char *person, const char *role)
{
	const char *const texts[] = {person, "\n", role};
	uint64_t hash = 0xCBF29CE484222325ull;
	for (size_t i = 0; i < 3; i++)
		for (const char *at = texts[i]; *at; at++)
			hash = (hash ^ (unsigned char)*at) * 0x100000001B3ull;
	return hash;
}

static struct match score(const struct talent *talent, const char *person, const struct opening *opening, size_t index)
{
	struct match match = {.opening = index};
	for (size_t i = 0; i < opening->skill_count; i++) {
		if (!entries_has(&talent->skills, opening->skills[i]))
			continue;
		if (match.reasons < MATCH_REASONS)
			match.reason[match.reasons++] = i;
		match.shared++;
	}
	match.wanted = entries_has(&talent->jobs, opening->job);
	match.points = WEIGHT_SKILL * match.shared + (match.wanted ? WEIGHT_JOB : 0);
	match.turn = turn_of(person, opening->role);
	return match;
}

/* Whoever is open to any work fits where no skill is asked for. */
static bool fits(const struct talent *talent, const struct match *match, const struct opening *opening)
{
	return match->points > 0 || (talent->open_to_any && opening->skill_count == 0);
}

static bool is_better(const struct match *a, const struct match *b, const struct opening *openings)
{
	if (a->points != b->points)
		return a->points > b->points;
	if (a->turn != b->turn)
		return a->turn < b->turn;
	return strcmp(openings[a->opening].role, openings[b->opening].role) < 0;
}

/* Takes the match of the same employer off the list, if it is worse; false if it is better. */
static bool replace(struct match *list, size_t *count, const struct match *match, const struct opening *openings)
{
	for (size_t i = 0; i < *count; i++) {
		if (strcmp(openings[list[i].opening].employer, openings[match->opening].employer) != 0)
			continue;
		if (!is_better(match, &list[i], openings))
			return false;
		memmove(&list[i], &list[i + 1], (--*count - i) * sizeof *list);
		return true;
	}
	return true;
}

/* Puts a match in its place; the last one falls off a full list. */
static void insert(struct match *list, size_t *count, size_t most, const struct match *match, const struct opening *openings)
{
	size_t at = *count;
	while (at > 0 && is_better(match, &list[at - 1], openings))
		at--;
	if (at == most)
		return;
	*count += *count < most;
	memmove(&list[at + 1], &list[at], (*count - 1 - at) * sizeof *list);
	list[at] = *match;
}

size_t talent_match(const struct talent *talent, const char *person, const struct opening *openings, size_t count,
		    struct match *out, size_t most)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		struct match match = score(talent, person, &openings[i], i);
		if (fits(talent, &match, &openings[i]) && replace(out, &n, &match, openings))
			insert(out, &n, most, &match, openings);
	}
	return n;
}

size_t talent_best(const struct talent *talent, const struct opening *openings, size_t count, const char *employer)
{
	size_t best = count, points = 0;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(openings[i].employer, employer) != 0)
			continue;
		struct match match = score(talent, "", &openings[i], i);
		bool more = best == count || match.points > points ||
			    (match.points == points && openings[i].places > openings[best].places);
		if (more) {
			best = i;
			points = match.points;
		}
	}
	return best;
}
