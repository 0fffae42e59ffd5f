/* Edit distance of a typed word to the beginning of another: insert, delete, change, or swap two neighbours (optimal string
 * alignment). One letter of the other word is one step, so that words with a common beginning share the steps. Works on bytes;
 * folded names are nearly always ASCII. */
#ifndef LANYARD_STORE_DISTANCE_H
#define LANYARD_STORE_DISTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DISTANCE_LONGEST = 63 }; /* bytes of a typed word that count */

struct typed_word {
	const char *text; /* borrowed */
	size_t length;
	unsigned most; /* edits that are forgiven: none below 4 letters, 1 below 6, else 2 */
};

/* cells[i]: distance of the typed word's first i letters to what has been stepped through. */
struct column {
	uint8_t cells[DISTANCE_LONGEST + 1];
	unsigned least; /* of all cells: a longer word can only be farther away */
	unsigned whole; /* of the whole typed word */
};

void typed_word_set(struct typed_word *typed, const char *text, size_t length);
/* Before the first letter. */
void distance_begin(const struct typed_word *typed, struct column *out);
/* Steps from `last` over letter number `depth` (1, 2, …), which is `letter`; `before` is the letter before it and `earlier` the
 * column before `last` (both ignored at depth 1). */
void distance_step(const struct typed_word *typed, const struct column *earlier, const struct column *last, size_t depth,
		   char before, char letter, struct column *out);
/* Whether two whole words are the same but for as many edits as are forgiven in the shorter. */
bool distance_near(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
