/* Edit distance of a typed word to the beginning of another: insert, delete, change, or swap two neighbours (optimal string
 * alignment), bit-parallel after H. Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances"
 * (2003). Works on bytes; folded names are nearly always ASCII. */
#ifndef LANYARD_STORE_DISTANCE_H
#define LANYARD_STORE_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern {
	uint64_t places[256]; /* bit i: the typed word has this byte at i */
	size_t length;        /* at most 63 */
	uint32_t letters;
	unsigned most; /* edits that are forgiven: none below 3 letters, 1 below 6, else 2 */
};

void distance_prepare(struct pattern *pattern, const char *typed, size_t length);
/* The smallest distance to any beginning of `word`; more than pattern->most means "too far". */
unsigned distance_to_prefix(const struct pattern *pattern, const char *word, size_t length);

/* A cheap test that most words fail: which letters occur, as bits. */
uint32_t distance_letters(const char *word, size_t length);
bool distance_possible(const struct pattern *pattern, uint32_t letters, size_t length);

#endif
