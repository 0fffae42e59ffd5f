/* See search.h for the idea. Words live in a hash table (to find one while indexing) and in a sorted array (to find a prefix);
 * new words are merged into the sorted array when somebody searches. */
#include "store/search.h"

#include "base/text.h"
#include "store/distance.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD_MOST = 63, /* bytes of a word that are kept; one machine word for the distance */
	FOLDED_MOST = 512,
	MARK_EMAIL = '\x01',
	MARK_PHONE = '\x02',
};

struct word {
	char *text;
	uint32_t length;
	uint32_t count, room; /* people; one of them needs no array */
	union {
		uint32_t one;
		uint32_t *many;
	} people;
};

struct name {
	char *folded;   /* words with single spaces; NULL = nobody here */
	char *contacts; /* marked words with spaces between, or NULL */
};

enum { NEAR_WORDS_MOST = 2048 };

/* Words that a typed word may have meant. */
struct near {
	struct {
		uint32_t index;
		uint8_t distance;
	} words[NEAR_WORDS_MOST];
	size_t count, postings;
};

/* How many typed words somebody's name passed in this search, and how far away it is. */
struct mark {
	uint32_t round;
	uint8_t level, sum, last;
};

struct search {
	struct word *words;
	struct outline *outlines; /* of words, at the same index */
	size_t word_count, word_room, outline_room;
	uint32_t *table; /* open addressing: index of a word + 1 */
	size_t table_room;
	uint32_t *sorted;
	size_t sorted_count, sorted_room; /* words beyond sorted_count of `words` are not in it yet */
	struct name *names;               /* by person.row */
	size_t name_room, people;
	uint32_t *seen, round; /* by person.row: found in this search already */
	struct mark *marks;    /* by person.row */
	struct near near[SEARCH_WORDS_MOST];
	uint8_t hash_key[crypto_shorthash_KEYBYTES];
};

/* --- words ------------------------------------------------------------------------------------------------------ */

static const uint32_t *people_of(const struct word *word)
{
	return word->room ? word->people.many : &word->people.one;
}

static size_t slot_of(const struct search *search, const char *text, size_t length)
{
	uint64_t hash;
	crypto_shorthash((uint8_t *)&hash, (const uint8_t *)text, length, search->hash_key);
	size_t slot = (size_t)hash & (search->table_room - 1);
	for (uint32_t at; (at = search->table[slot]) != 0; slot = (slot + 1) & (search->table_room - 1)) {
		const struct word *word = &search->words[at - 1];
		if (word->length == length && memcmp(word->text, text, length) == 0)
			break;
	}
	return slot;
}

static bool grow_table(struct search *search)
{
	size_t room = search->table_room ? search->table_room * 2 : 1024;
	uint32_t *table = calloc(room, sizeof *table);
	if (!table)
		return false;
	free(search->table);
	search->table = table;
	search->table_room = room;
	for (size_t i = 0; i < search->word_count; i++)
		table[slot_of(search, search->words[i].text, search->words[i].length)] = (uint32_t)i + 1;
	return true;
}

/* Grows an array to hold `need` items; false without memory. */
static bool make_room(void **items, size_t *room, size_t need, size_t size)
{
	if (need <= *room)
		return true;
	size_t more = *room ? *room * 2 : 64;
	while (more < need)
		more *= 2;
	void *grown = realloc(*items, more * size);
	if (!grown)
		return false;
	memset((char *)grown + *room * size, 0, (more - *room) * size);
	*items = grown;
	*room = more;
	return true;
}

static struct word *word_make(struct search *search, const char *text, size_t length)
{
	if (search->word_count * 2 >= search->table_room && !grow_table(search))
		return NULL;
	size_t slot = slot_of(search, text, length);
	if (search->table[slot])
		return &search->words[search->table[slot] - 1];
	if (!make_room((void **)&search->words, &search->word_room, search->word_count + 1, sizeof *search->words) ||
	    !make_room((void **)&search->outlines, &search->outline_room, search->word_count + 1, sizeof *search->outlines))
		return NULL;
	struct word *word = &search->words[search->word_count];
	*word = (struct word){.text = malloc(length + 1), .length = (uint32_t)length};
	if (!word->text)
		return NULL;
	memcpy(word->text, text, length);
	word->text[length] = '\0';
	bool contact = *text == MARK_EMAIL || *text == MARK_PHONE; /* those are found as typed or not at all */
	search->outlines[search->word_count] = contact ? (struct outline){0} : distance_outline(word->text, length);
	search->table[slot] = (uint32_t)++search->word_count;
	return word;
}

static void word_add(struct word *word, uint32_t row)
{
	if (word->count == 0 && word->room == 0) {
		word->people.one = row;
		word->count = 1;
		return;
	}
	if (word->count >= word->room) {
		uint32_t room = word->room ? word->room * 2 : 4;
		uint32_t *many = realloc(word->room ? word->people.many : NULL, room * sizeof *many);
		if (!many)
			return;
		if (word->room == 0)
			many[0] = word->people.one;
		word->people.many = many;
		word->room = room;
	}
	word->people.many[word->count++] = row;
}

static void word_drop(struct word *word, uint32_t row)
{
	uint32_t *people = word->room ? word->people.many : &word->people.one;
	for (uint32_t i = 0; i < word->count; i++)
		if (people[i] == row) {
			people[i] = people[--word->count];
			return;
		}
}

/* Calls for each word of a text with spaces between; over-long words are cut. */
typedef void word_fn(struct search *search, const char *word, size_t length, uint32_t row);

static void each_word(struct search *search, const char *text, uint32_t row, word_fn *next)
{
	while (text && *text) {
		size_t length = strcspn(text, " ");
		if (length)
			next(search, text, length < WORD_MOST ? length : WORD_MOST, row);
		text += length + (text[length] == ' ');
	}
}

static void index_word(struct search *search, const char *text, size_t length, uint32_t row)
{
	struct word *word = word_make(search, text, length);
	if (word)
		word_add(word, row);
}

static void unindex_word(struct search *search, const char *text, size_t length, uint32_t row)
{
	size_t slot = search->table_room ? slot_of(search, text, length) : 0;
	if (search->table_room && search->table[slot])
		word_drop(&search->words[search->table[slot] - 1], row);
}

/* --- people ----------------------------------------------------------------------------------------------------- */

static void wipe(char **text)
{
	if (*text)
		sodium_memzero(*text, strlen(*text));
	free(*text);
	*text = NULL;
}

static void forget(struct search *search, uint32_t row)
{
	struct name *name = &search->names[row];
	if (!name->folded)
		return;
	each_word(search, name->folded, row, unindex_word);
	each_word(search, name->contacts, row, unindex_word);
	wipe(&name->folded);
	wipe(&name->contacts);
	search->people--;
}

/* "\1local" and "\2" with the digits backwards, so that both are found by their beginning. */
static void fold_contacts(const char *email, const char *phone, char *out, size_t size)
{
	size_t n = 0;
	if (*email) {
		out[n++] = MARK_EMAIL;
		for (const char *at = email; *at && *at != '@' && n + 40 < size; at++)
			if (*at != ' ')
				out[n++] = (char)tolower((unsigned char)*at);
		out[n++] = ' ';
	}
	out[n++] = MARK_PHONE;
	for (const char *at = phone + strlen(phone); at > phone && n + 2 < size;)
		if (isdigit((unsigned char)*--at))
			out[n++] = *at;
	out[n] = '\0';
}

static void learn(struct search *search, uint32_t row, const char *shown, const char *email, const char *phone)
{
	char folded[FOLDED_MOST], contacts[WORD_MOST * 2 + 8];
	struct name *name = &search->names[row];
	text_fold(shown, folded, sizeof folded);
	fold_contacts(email, phone, contacts, sizeof contacts);
	name->folded = strdup(folded);
	name->contacts = strdup(contacts);
	if (name->folded && name->contacts) {
		each_word(search, folded, row, index_word);
		each_word(search, contacts, row, index_word);
		search->people++;
	} else {
		wipe(&name->folded);
		wipe(&name->contacts);
	}
	sodium_memzero(folded, sizeof folded);
	sodium_memzero(contacts, sizeof contacts);
}

static bool room_for_row(struct search *search, int64_t row)
{
	if (row < 0 || row >= UINT32_MAX)
		return false;
	size_t before = search->name_room, again = before, room = before;
	if (!make_room((void **)&search->names, &room, (size_t)row + 1, sizeof *search->names))
		return false;
	search->name_room = room;
	return make_room((void **)&search->seen, &before, (size_t)row + 1, sizeof *search->seen) &&
	       make_room((void **)&search->marks, &again, (size_t)row + 1, sizeof *search->marks);
}

static const char *column(sqlite3_stmt *row, int at)
{
	const char *text = (const char *)sqlite3_column_text(row, at);
	return text ? text : "";
}

/* Wipes the words that nobody bears any more, so that nothing of an erased name stays in memory. Order is kept. */
static void drop_unborne(struct search *search)
{
	size_t kept = 0, sorted = 0;
	uint32_t *moved = malloc((search->word_count + 1) * sizeof *moved);
	if (!moved)
		return;
	for (size_t i = 0; i < search->word_count; i++) {
		struct word *word = &search->words[i];
		moved[i] = (uint32_t)kept;
		if (word->count) {
			search->outlines[kept] = search->outlines[i];
			search->words[kept++] = *word;
			continue;
		}
		moved[i] = UINT32_MAX;
		wipe(&word->text);
		if (word->room)
			free(word->people.many);
	}
	for (size_t i = 0; i < search->sorted_count; i++)
		if (moved[search->sorted[i]] != UINT32_MAX)
			search->sorted[sorted++] = moved[search->sorted[i]];
	search->word_count = kept;
	search->sorted_count = sorted;
	memset(search->table, 0, search->table_room * sizeof *search->table);
	for (size_t i = 0; i < kept; i++)
		search->table[slot_of(search, search->words[i].text, search->words[i].length)] = (uint32_t)i + 1;
	free(moved);
}

void search_update(struct search *search, struct db *db, int64_t row)
{
	if (!room_for_row(search, row))
		return;
	bool was = search->names[row].folded != NULL;
	forget(search, (uint32_t)row);
	sqlite3_stmt *person = db_prepare(db, "SELECT name, email, phone FROM person WHERE row = ? AND registered IS NOT NULL",
					  NULL);
	if (!person)
		return;
	sqlite3_bind_int64(person, 1, row);
	if (sqlite3_step(person) == SQLITE_ROW)
		learn(search, (uint32_t)row, column(person, 0), column(person, 1), column(person, 2));
	sqlite3_reset(person);
	if (was && !search->names[row].folded)
		drop_unborne(search);
}

static void forget_all(struct search *search)
{
	for (size_t i = 0; i < search->word_count; i++) {
		wipe(&search->words[i].text);
		if (search->words[i].room)
			free(search->words[i].people.many);
	}
	for (size_t i = 0; i < search->name_room; i++) {
		wipe(&search->names[i].folded);
		wipe(&search->names[i].contacts);
	}
	if (search->table)
		memset(search->table, 0, search->table_room * sizeof *search->table);
	search->word_count = search->sorted_count = search->people = 0;
}

void search_rebuild(struct search *search, struct db *db)
{
	forget_all(search);
	sqlite3_stmt *rows = db_prepare(db, "SELECT row, name, email, phone FROM person WHERE registered IS NOT NULL", NULL);
	while (rows && sqlite3_step(rows) == SQLITE_ROW)
		if (room_for_row(search, sqlite3_column_int64(rows, 0)))
			learn(search, (uint32_t)sqlite3_column_int64(rows, 0), column(rows, 1), column(rows, 2),
			      column(rows, 3));
	sqlite3_reset(rows);
}

struct search *search_create(void)
{
	struct search *search = calloc(1, sizeof *search);
	if (search)
		crypto_shorthash_keygen(search->hash_key);
	return search;
}

void search_destroy(struct search *search)
{
	if (!search)
		return;
	forget_all(search);
	free(search->words);
	free(search->outlines);
	free(search->table);
	free(search->sorted);
	free(search->names);
	free(search->seen);
	free(search->marks);
	free(search);
}

size_t search_people(const struct search *search)
{
	return search->people;
}

/* --- finding ---------------------------------------------------------------------------------------------------- */

static _Thread_local const struct word *sorting; /* qsort() has no argument for it */

static int by_text(const void *a, const void *b)
{
	return strcmp(sorting[*(const uint32_t *)a].text, sorting[*(const uint32_t *)b].text);
}

/* Merges the words that are new since the last search into the sorted array. */
static bool sort_words(struct search *search)
{
	size_t old = search->sorted_count, all = search->word_count, fresh = all - old;
	if (fresh == 0)
		return true;
	if (!make_room((void **)&search->sorted, &search->sorted_room, all, sizeof *search->sorted))
		return false;
	uint32_t *tail = malloc(fresh * sizeof *tail);
	if (!tail)
		return false;
	for (size_t i = 0; i < fresh; i++)
		tail[i] = (uint32_t)(old + i);
	sorting = search->words;
	qsort(tail, fresh, sizeof *tail, by_text);
	for (size_t to = all; fresh > 0; to--) {
		bool take_old = old > 0 && by_text(&search->sorted[old - 1], &tail[fresh - 1]) > 0;
		search->sorted[to - 1] = take_old ? search->sorted[--old] : tail[--fresh];
	}
	free(tail);
	search->sorted_count = all;
	return true;
}

struct range {
	size_t from, to; /* of `sorted` */
	size_t postings;
};

/* First place whose word does not sort before the prefix; with `after`, before anything that begins with it. */
static size_t bound(const struct search *search, const char *prefix, size_t length, bool after)
{
	size_t low = 0, high = search->sorted_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(search->words[search->sorted[middle]].text, prefix, length);
		if (order < 0 || (after && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct range range_of(const struct search *search, const char *prefix, size_t length)
{
	struct range range = {bound(search, prefix, length, false), bound(search, prefix, length, true), 0};
	for (size_t i = range.from; i < range.to; i++)
		range.postings += search->words[search->sorted[i]].count;
	return range;
}

/* What was typed, split into words. */
struct typed {
	char text[FOLDED_MOST];
	struct {
		const char *text;
		size_t length;
	} words[SEARCH_WORDS_MOST];
	size_t count;
	char contact[WORD_MOST + 1]; /* as a marked word, or "" */
};

static void read_contact(const char *text, char *out)
{
	size_t digits = 0, others = 0, n = 0, at_sign = strcspn(text, "@");
	for (const char *at = text; *at; at++) {
		digits += isdigit((unsigned char)*at) != 0;
		others += !isdigit((unsigned char)*at) && !strchr(" +-().", *at);
	}
	out[0] = '\0';
	if (others == 0 && digits >= SEARCH_CONTACT_LEAST) {
		out[n++] = MARK_PHONE;
		for (const char *at = text + strlen(text); at > text && n < WORD_MOST;)
			if (isdigit((unsigned char)*--at))
				out[n++] = *at;
	} else if (at_sign >= SEARCH_CONTACT_LEAST && at_sign < WORD_MOST - 1) {
		out[n++] = MARK_EMAIL;
		for (size_t i = 0; i < at_sign; i++)
			if (text[i] != ' ')
				out[n++] = (char)tolower((unsigned char)text[i]);
	}
	out[n] = '\0';
}

static void read_typed(const char *text, struct typed *typed)
{
	typed->count = 0;
	text_fold(text, typed->text, sizeof typed->text);
	for (const char *at = typed->text; *at && typed->count < SEARCH_WORDS_MOST;) {
		size_t length = strcspn(at, " ");
		typed->words[typed->count].text = at;
		typed->words[typed->count++].length = length < WORD_MOST ? length : WORD_MOST;
		at += length + (at[length] == ' ');
	}
	read_contact(text, typed->contact);
}

static bool begins_some_word(const char *folded, const char *word, size_t length)
{
	for (const char *at = folded; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, word, length) == 0)
			return true;
	}
	return false;
}

static bool begins_all(const struct typed *typed, const char *folded)
{
	for (size_t i = 0; i < typed->count; i++)
		if (!begins_some_word(folded, typed->words[i].text, typed->words[i].length))
			return false;
	return true;
}

/* Whole words count most, then the name's own beginning; the smaller the better. */
static unsigned rank_of(const struct typed *typed, const char *folded)
{
	unsigned rank = 0;
	for (size_t i = 0; i < typed->count; i++) {
		const char *word = typed->words[i].text;
		size_t length = typed->words[i].length;
		bool whole = false;
		for (const char *at = folded; at && !whole; at = strchr(at, ' ')) {
			at += *at == ' ';
			whole = strncmp(at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0');
		}
		rank += whole ? 0 : 2;
	}
	return rank + (typed->count && strncmp(folded, typed->words[0].text, typed->words[0].length) != 0);
}

struct candidate {
	uint32_t row;
	unsigned distance, rank;
	const char *folded;
};

struct found {
	struct candidate list[SEARCH_HITS_MOST];
	size_t count, total;
};

static void keep(struct search *search, struct found *found, uint32_t row, unsigned distance, const struct typed *typed)
{
	search->seen[row] = search->round;
	found->total += distance == 0;
	if (found->count < SEARCH_HITS_MOST)
		found->list[found->count++] = (struct candidate){row, distance, rank_of(typed, search->names[row].folded),
								 search->names[row].folded};
}

static bool is_new(const struct search *search, uint32_t row)
{
	return search->seen[row] != search->round && search->names[row].folded;
}

/* Everybody who bears a word in the range and passes the other words. */
static void collect_exact(struct search *search, struct range range, const struct typed *typed, bool check, struct found *found)
{
	for (size_t i = range.from; i < range.to && found->total < SEARCH_COUNT_MOST; i++) {
		const struct word *word = &search->words[search->sorted[i]];
		for (uint32_t j = 0; j < word->count && found->total < SEARCH_COUNT_MOST; j++) {
			uint32_t row = people_of(word)[j];
			if (is_new(search, row) && (!check || begins_all(typed, search->names[row].folded)))
				keep(search, found, row, 0, typed);
		}
	}
}

static void find_exact(struct search *search, const struct typed *typed, struct found *found)
{
	struct range rarest = {0};
	for (size_t i = 0; i < typed->count; i++) {
		struct range range = range_of(search, typed->words[i].text, typed->words[i].length);
		if (i == 0 || range.postings < rarest.postings)
			rarest = range;
	}
	collect_exact(search, rarest, typed, typed->count > 1, found);
	if (typed->contact[0])
		collect_exact(search, range_of(search, typed->contact, strlen(typed->contact)), typed, false, found);
}

/* --- near misses ------------------------------------------------------------------------------------------------ */

/* Words of names (not contacts) that a typed word may have meant, and how far they are from it. */
static void near_words(const struct search *search, const struct pattern *pattern, struct near *near)
{
	near->count = near->postings = 0;
	for (size_t i = 0; i < search->word_count && near->count < NEAR_WORDS_MOST; i++) {
		if (!distance_possible(pattern, search->outlines[i]))
			continue;
		const struct word *word = &search->words[i];
		unsigned distance = distance_to_prefix(pattern, word->text, word->length);
		if (distance > pattern->most)
			continue;
		near->words[near->count].index = (uint32_t)i;
		near->words[near->count++].distance = (uint8_t)distance;
		near->postings += word->count;
	}
}

/* Marks who bears a word of the list and passed all lists before; `level` counts the lists. A name that has two such words is
 * as far away as the nearer one. */
static void mark_bearers(struct search *search, const struct near *near, uint8_t level)
{
	for (size_t i = 0; i < near->count; i++) {
		const struct word *word = &search->words[near->words[i].index];
		uint8_t distance = near->words[i].distance;
		for (uint32_t j = 0; j < word->count; j++) {
			struct mark *mark = &search->marks[people_of(word)[j]];
			if (mark->round != search->round) {
				if (level > 0)
					continue;
				*mark = (struct mark){.round = search->round};
			}
			if (mark->level == level) {
				mark->level = (uint8_t)(level + 1);
				mark->sum = (uint8_t)(mark->sum + distance);
				mark->last = distance;
			} else if (mark->level == level + 1 && distance < mark->last) {
				mark->sum = (uint8_t)(mark->sum - mark->last + distance);
				mark->last = distance;
			}
		}
	}
}

/* Short words allow no error: they must begin a word of the name as typed. */
static bool begins_short(const struct typed *typed, const struct pattern *patterns, const char *folded)
{
	for (size_t i = 0; i < typed->count; i++)
		if (patterns[i].most == 0 && !begins_some_word(folded, typed->words[i].text, typed->words[i].length))
			return false;
	return true;
}

/* Those of the list's bearers who passed every list with just this distance in all. */
static void collect_near(struct search *search, const struct near *near, uint8_t levels, unsigned distance,
			 const struct typed *typed, const struct pattern *patterns, struct found *found)
{
	for (size_t i = 0; i < near->count; i++) {
		const struct word *word = &search->words[near->words[i].index];
		for (uint32_t j = 0; j < word->count && found->count < SEARCH_HITS_MOST; j++) {
			uint32_t row = people_of(word)[j];
			const struct mark *mark = &search->marks[row];
			if (mark->round == search->round && mark->level == levels && mark->sum == distance &&
			    is_new(search, row) && begins_short(typed, patterns, search->names[row].folded))
				keep(search, found, row, distance, typed);
		}
	}
}

static void find_near(struct search *search, const struct typed *typed, struct found *found)
{
	struct pattern patterns[SEARCH_WORDS_MOST];
	const struct near *fewest = NULL;
	uint8_t levels = 0;
	unsigned farthest = 0;
	for (size_t i = 0; i < typed->count; i++) {
		distance_prepare(&patterns[i], typed->words[i].text, typed->words[i].length);
		if (patterns[i].most == 0)
			continue;
		struct near *near = &search->near[levels];
		near_words(search, &patterns[i], near);
		mark_bearers(search, near, levels++);
		farthest += patterns[i].most;
		if (!fewest || near->postings < fewest->postings)
			fewest = near;
	}
	for (unsigned distance = 1; fewest && distance <= farthest; distance++)
		collect_near(search, fewest, levels, distance, typed, patterns, found);
}

static int by_merit(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	int order = strcmp(x->folded, y->folded);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

size_t search_find(struct search *search, const char *text, struct search_hit *hits, size_t most, size_t *total)
{
	struct typed typed;
	struct found found = {.count = 0};
	read_typed(text, &typed);
	search->round++;
	if ((typed.count || typed.contact[0]) && search->people && sort_words(search)) {
		find_exact(search, &typed, &found);
		if (found.count < most && typed.count)
			find_near(search, &typed, &found);
	}
	qsort(found.list, found.count, sizeof found.list[0], by_merit);
	size_t count = found.count < most ? found.count : most;
	for (size_t i = 0; i < count; i++)
		hits[i] = (struct search_hit){found.list[i].row, found.list[i].distance};
	if (total)
		*total = found.total;
	sodium_memzero(&typed, sizeof typed);
	return count;
}
