/* See words.h. Near words are found by walking the sorted array as the trie that it is: all words with a common beginning share
 * the steps of the distance, and a beginning that is too far away rules out all of them at once. */
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_LETTERS = 8 };

/* --- taking in ------------------------------------------------------------------------------------------------ */

static size_t slot_of(const struct words *words, const char *text, size_t length)
{
	uint64_t hash;
	crypto_shorthash((uint8_t *)&hash, (const uint8_t *)text, length, words->hash_key);
	size_t slot = (size_t)hash & (words->table_room - 1);
	for (uint32_t at; (at = words->table[slot]) != 0; slot = (slot + 1) & (words->table_room - 1)) {
		const struct word *word = &words->list[at - 1];
		if (word->length == length && memcmp(word->text, text, length) == 0)
			break;
	}
	return slot;
}

static void fill_table(struct words *words)
{
	memset(words->table, 0, words->table_room * sizeof *words->table);
	for (size_t i = 0; i < words->count; i++)
		words->table[slot_of(words, words->list[i].text, words->list[i].length)] = (uint32_t)i + 1;
}

static bool grow_table(struct words *words)
{
	size_t room = words->table_room ? words->table_room * 2 : 1024;
	uint32_t *table = malloc(room * sizeof *table);
	if (!table)
		return false;
	free(words->table);
	words->table = table;
	words->table_room = room;
	fill_table(words);
	return true;
}

static bool grow_list(struct words *words)
{
	size_t room = words->room ? words->room * 2 : 256;
	struct word *list = realloc(words->list, room * sizeof *list);
	if (!list)
		return false;
	words->list = list;
	words->room = room;
	return true;
}

static struct word *word_make(struct words *words, const char *text, size_t length)
{
	if (words->count * 2 >= words->table_room && !grow_table(words))
		return NULL;
	size_t slot = slot_of(words, text, length);
	if (words->table[slot])
		return &words->list[words->table[slot] - 1];
	char *copy = words->count < words->room || grow_list(words) ? malloc(length + 1) : NULL;
	if (!copy)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	struct word *word = &words->list[words->count++];
	*word = (struct word){.text = copy, .length = (uint32_t)length};
	words->table[slot] = (uint32_t)words->count;
	return word;
}

static bool word_add(struct word *word, uint32_t person)
{
	if (word->count == 0 && word->room == 0) {
		word->people.one = person;
		word->count = 1;
		return true;
	}
	if (word->count >= word->room) {
		uint32_t room = word->room ? word->room * 2 : 4;
		uint32_t *many = realloc(word->room ? word->people.many : NULL, room * sizeof *many);
		if (!many)
			return false;
		if (word->room == 0)
			many[0] = word->people.one;
		word->people.many = many;
		word->room = room;
	}
	word->people.many[word->count++] = person;
	return true;
}

bool words_add(struct words *words, const char *text, size_t length, uint32_t person)
{
	struct word *word = word_make(words, text, length);
	return word && word_add(word, person);
}

void words_drop(struct words *words, const char *text, size_t length, uint32_t person)
{
	size_t slot = words->table_room ? slot_of(words, text, length) : 0;
	if (words->table_room == 0 || words->table[slot] == 0)
		return;
	struct word *word = &words->list[words->table[slot] - 1];
	uint32_t *people = word->room ? word->people.many : &word->people.one;
	for (uint32_t i = 0; i < word->count; i++)
		if (people[i] == person) {
			people[i] = people[--word->count];
			return;
		}
}

static void word_release(struct word *word)
{
	sodium_memzero(word->text, word->length);
	free(word->text);
	if (word->room)
		free(word->people.many);
}

/* The sorted array keeps its order; only the numbers in it change. */
void words_tidy(struct words *words)
{
	size_t kept = 0, sorted = 0;
	uint32_t *moved = malloc((words->count + 1) * sizeof *moved);
	if (!moved)
		return;
	for (size_t i = 0; i < words->count; i++) {
		moved[i] = words->list[i].count ? (uint32_t)kept : UINT32_MAX;
		if (words->list[i].count)
			words->list[kept++] = words->list[i];
		else
			word_release(&words->list[i]);
	}
	for (size_t i = 0; i < words->sorted_count; i++)
		if (moved[words->sorted[i].word] != UINT32_MAX)
			words->sorted[sorted++] = (struct sorted_word){words->sorted[i].key, moved[words->sorted[i].word]};
	sodium_memzero(words->sorted + sorted, (words->sorted_count - sorted) * sizeof *words->sorted);
	words->count = kept;
	words->sorted_count = sorted;
	if (words->table)
		fill_table(words);
	free(moved);
}

void words_release(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		word_release(&words->list[i]);
	if (words->sorted)
		sodium_memzero(words->sorted, words->sorted_count * sizeof *words->sorted);
	free(words->list);
	free(words->table);
	free(words->sorted);
	*words = (struct words){.count = 0};
}

/* --- sorting -------------------------------------------------------------------------------------------------- */

static uint64_t key_of(const char *text, size_t length)
{
	uint64_t key = 0;
	for (size_t i = 0; i < KEY_LETTERS; i++)
		key = key << 8 | (i < length ? (unsigned char)text[i] : 0);
	return key;
}

static _Thread_local const struct word *sorting; /* qsort() has no argument for it */

static int by_text(const void *a, const void *b)
{
	const struct sorted_word *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return strcmp(sorting[x->word].text, sorting[y->word].text);
}

static bool grow_sorted(struct words *words)
{
	if (words->count <= words->sorted_room)
		return true;
	struct sorted_word *sorted = realloc(words->sorted, words->room * sizeof *sorted);
	if (!sorted)
		return false;
	words->sorted = sorted;
	words->sorted_room = words->room;
	return true;
}

bool words_sort(struct words *words)
{
	size_t old = words->sorted_count, fresh = words->count - old;
	if (fresh == 0)
		return true;
	struct sorted_word *tail = grow_sorted(words) ? malloc(fresh * sizeof *tail) : NULL;
	if (!tail)
		return false;
	for (size_t i = 0; i < fresh; i++) {
		const struct word *word = &words->list[old + i];
		tail[i] = (struct sorted_word){key_of(word->text, word->length), (uint32_t)(old + i)};
	}
	sorting = words->list;
	qsort(tail, fresh, sizeof *tail, by_text);
	for (size_t to = words->count; fresh > 0; to--) {
		bool take_old = old > 0 && by_text(&words->sorted[old - 1], &tail[fresh - 1]) > 0;
		words->sorted[to - 1] = take_old ? words->sorted[--old] : tail[--fresh];
	}
	words->sorted_count = words->count;
	free(tail);
	return true;
}

/* --- finding -------------------------------------------------------------------------------------------------- */

/* What was asked for, in the form in which places are compared with it. */
struct prefix {
	const char *text;
	size_t length;
	uint64_t key, mask; /* of the first eight letters */
};

static int compare(const struct words *words, size_t place, const struct prefix *prefix)
{
	uint64_t key = words->sorted[place].key & prefix->mask;
	if (key != prefix->key)
		return key < prefix->key ? -1 : 1;
	if (prefix->length <= KEY_LETTERS)
		return 0;
	return strncmp(words_at(words, place)->text, prefix->text, prefix->length);
}

/* First place that does not sort before the prefix; with `after`, nor begins with it. */
static uint32_t bound(const struct words *words, const struct prefix *prefix, bool after)
{
	size_t low = 0, high = words->sorted_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(words, middle, prefix);
		if (order < 0 || (after && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

struct span words_beginning(const struct words *words, const char *text, size_t length)
{
	struct prefix prefix = {text, length, key_of(text, length), 0};
	for (size_t i = 0; i < KEY_LETTERS; i++)
		prefix.mask = prefix.mask << 8 | (i < length ? 0xFF : 0);
	return (struct span){bound(words, &prefix, false), bound(words, &prefix, true), 0};
}

/* --- near words ----------------------------------------------------------------------------------------------- */

/* Letter number `depth` (0, 1, …) of the word at a place; NUL behind its end. */
static char letter_at(const struct words *words, size_t place, size_t depth)
{
	if (depth < KEY_LETTERS)
		return (char)(words->sorted[place].key >> (8 * (KEY_LETTERS - 1 - depth)));
	const struct word *word = words_at(words, place);
	return depth < word->length ? word->text[depth] : '\0';
}

/* The end of those in [from, to) that have the same letter there as `from`: by doubling steps, then halving. */
static uint32_t end_of_letter(const struct words *words, uint32_t from, uint32_t to, size_t depth, char letter)
{
	uint32_t step = 1, low = from;
	while (low + step < to && letter_at(words, low + step, depth) == letter) {
		low += step;
		step *= 2;
	}
	uint32_t high = low + step < to ? low + step : to;
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (letter_at(words, middle, depth) == letter)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

struct walk {
	const struct words *words;
	const struct typed_word *typed;
	struct span *spans;
	size_t count, most;
	struct column columns[WORD_MOST + 4]; /* by depth */
	char letters[WORD_MOST + 4];
};

/* Words in [from, to) agree in their first `depth` letters; `best` is the distance at which all of them are reported already.
 */
static void walk_down(struct walk *walk, uint32_t from, uint32_t to, size_t depth, unsigned best)
{
	while (from < to && walk->count < walk->most) {
		char letter = letter_at(walk->words, from, depth);
		uint32_t end = end_of_letter(walk->words, from, to, depth, letter);
		struct column *column = &walk->columns[depth + 1];
		uint32_t first = from;
		from = end;
		if (letter == '\0')
			continue;
		walk->letters[depth + 1] = letter;
		distance_step(walk->typed, depth ? column - 2 : NULL, column - 1, depth + 1, walk->letters[depth], letter,
			      column);
		unsigned found = column->whole < best ? column->whole : best;
		if (found < best)
			walk->spans[walk->count++] = (struct span){first, end, found};
		if (column->least < found && depth + 1 < walk->typed->length + walk->typed->most)
			walk_down(walk, first, end, depth + 1, found);
	}
}

size_t words_near(const struct words *words, const struct typed_word *typed, char first, struct span *spans, size_t most)
{
	struct walk walk = {.words = words, .typed = typed, .spans = spans, .most = most};
	uint32_t from = words_beginning(words, &first, 1).to;
	distance_begin(typed, &walk.columns[0]);
	walk_down(&walk, from, (uint32_t)words->sorted_count, 0, typed->most + 1);
	return walk.count;
}
