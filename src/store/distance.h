/* Edit distance of a typed word to the beginning of another: insert, delete, change, or swap two neighbours (optimal string
 * alignment), bit-parallel after H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances"
 * (2003). Works on bytes; folded names are nearly always ASCII. */
#ifndef LANYARD_STORE_DISTANCE_H
#define LANYARD_STORE_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Eight bytes that let most words be passed over without looking at them. */
struct outline {
	uint32_t letters; /* which ones occur, as bits */
	uint8_t length;
	char first, second;
};

struct pattern {
	uint64_t places[256]; /* bit i: the typed word has this byte at i */
	size_t length;        /* at most 63 */
	struct outline outline;
	unsigned most; /* edits that are forgiven: none below 4 letters, 1 below 6, else 2 */
};

void distance_prepare(struct pattern *pattern, const char *typed, size_t length);
/* The smallest distance to any beginning of `word`; more than pattern->most means "too far". */
unsigned distance_to_prefix(const struct pattern *pattern, const char *word, size_t length);

struct outline distance_outline(const char *word, size_t length);
/* False for most words that are too far away. People seldom get the first letter wrong, so it has to be there: in its place, or
 * moved by one. */
static inline bool distance_possible(const struct pattern *pattern, struct outline outline)
{
	const struct outline *typed = &pattern->outline;
	if (outline.first != typed->first && outline.first != typed->second && outline.second != typed->first)
		return false;
	uint32_t lacking = typed->letters & ~outline.letters;
	for (unsigned i = 0; i < pattern->most; i++)
		lacking &= lacking - 1; /* takes the lowest one away; 0 stays 0 */
	return lacking == 0 && outline.length + pattern->most >= pattern->length;
}

#endif
