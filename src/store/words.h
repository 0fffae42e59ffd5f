/* The words of all names, each once, with the people who bear it. A hash table finds a word while names are taken in; a sorted
 * array finds all that begin alike, and all that nearly do. Distinct words grow far slower than people. */
#ifndef LANYARD_STORE_WORDS_H
#define LANYARD_STORE_WORDS_H

#include "store/distance.h"

#include <sodium.h>

enum { WORD_MOST = DISTANCE_LONGEST }; /* bytes of a word that are kept */

struct word {
	char *text;
	uint32_t length;
	uint32_t count, room; /* people; a single one needs no array */
	union {
		uint32_t one;
		uint32_t *many;
	} people;
};

struct words {
	struct word *list;
	size_t count, room;
	uint32_t *table; /* open addressing: index of a word + 1 */
	size_t table_room;
	/* The first eight letters stand beside the number, so that searching seldom leaves this array. Words beyond
	 * `sorted_count` of `list` are not in it yet. */
	struct sorted_word {
		uint64_t key;
		uint32_t word;
	} * sorted;
	size_t sorted_count, sorted_room;
	uint8_t hash_key[crypto_shorthash_KEYBYTES];
};

/* The zero value and a random hash_key make an empty vocabulary. Wipes. */
void words_release(struct words *words);

bool words_add(struct words *words, const char *text, size_t length, uint32_t person);
void words_drop(struct words *words, const char *text, size_t length, uint32_t person);
/* Wipes the words that nobody bears any more. */
void words_tidy(struct words *words);

/* Merges what is new into the sorted array; without it, new words are not found. */
bool words_sort(struct words *words);
/* Places in the sorted array: words that begin with `text`. */
struct span {
	uint32_t from, to;
	unsigned distance;
};
struct span words_beginning(const struct words *words, const char *text, size_t length);
/* Spans of words that sort after `first` and whose beginning is within typed->most of the typed word. A span may lie in
 * another; then its distance is smaller. Returns how many were filled. */
size_t words_near(const struct words *words, const struct typed_word *typed, char first, struct span *spans, size_t most);

static inline const struct word *words_at(const struct words *words, size_t place)
{
	return &words->list[words->sorted[place].word];
}
static inline const uint32_t *word_people(const struct word *word)
{
	return word->room ? word->people.many : &word->people.one;
}

#endif
