/* See search.h for the idea: people are joined over the typed words by marking rows, rarest word first. */
#include "store/search.h"

#include "base/text.h"
#include "store/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	FOLDED_MOST = 512,
	SPANS_MOST = 1024,
	MARK_EMAIL = '\x01',
	MARK_PHONE = '\x02', /* the last mark: names sort behind it */
};

struct person_words {
	char *folded;   /* words of the name with single spaces; NULL = nobody here */
	char *contacts; /* marked words with spaces between */
};

struct search {
	struct words words;
	struct person_words *names; /* by person.row, like the following */
	uint32_t *marks;            /* how far a row has come in the join that is on */
	uint32_t *taken;            /* the search in which a row was found last */
	uint8_t *sums;              /* edits so far */
	size_t room, people;
	uint32_t next_mark, round;
};

/* --- people --------------------------------------------------------------------------------------------------- */

/* Calls for each word of a text with spaces between; over-long words are cut. */
typedef void word_fn(struct search *search, const char *word, size_t length, uint32_t row);

static void each_word(struct search *search, const char *text, uint32_t row, word_fn *next)
{
	while (*text) {
		size_t length = strcspn(text, " ");
		if (length)
			next(search, text, length < WORD_MOST ? length : WORD_MOST, row);
		text += length + (text[length] == ' ');
	}
}

static void index_word(struct search *search, const char *text, size_t length, uint32_t row)
{
	words_add(&search->words, text, length, row);
}

static void unindex_word(struct search *search, const char *text, size_t length, uint32_t row)
{
	words_drop(&search->words, text, length, row);
}

static void wipe(char **text)
{
	if (*text)
		sodium_memzero(*text, strlen(*text));
	free(*text);
	*text = NULL;
}

static void forget(struct search *search, uint32_t row)
{
	struct person_words *name = &search->names[row];
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
	struct person_words *name = &search->names[row];
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

/* Grows an array that is indexed by row; what is new is zero. NULL without memory: then the old one stands. */
static void *grow(void *array, size_t room, size_t before, size_t size)
{
	char *grown = realloc(array, room * size);
	if (grown)
		memset(grown + before * size, 0, (room - before) * size);
	return grown;
}

#define GROW(array) ((grown = grow(array, room, search->room, sizeof *(array))) && ((array) = grown))

static bool room_for_row(struct search *search, int64_t row)
{
	if (row < 0 || row >= UINT32_MAX)
		return false;
	if ((size_t)row < search->room)
		return true;
	size_t room = search->room ? search->room : 256;
	void *grown;
	while (room <= (size_t)row)
		room *= 2;
	if (!GROW(search->names) || !GROW(search->marks) || !GROW(search->taken) || !GROW(search->sums))
		return false;
	search->room = room;
	return true;
}

static const char *column(sqlite3_stmt *row, int at)
{
	const char *text = (const char *)sqlite3_column_text(row, at);
	return text ? text : "";
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
		words_tidy(&search->words);
}

static void forget_all(struct search *search)
{
	for (size_t i = 0; i < search->room; i++) {
		wipe(&search->names[i].folded);
		wipe(&search->names[i].contacts);
	}
	words_release(&search->words);
	crypto_shorthash_keygen(search->words.hash_key);
	search->people = 0;
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
		crypto_shorthash_keygen(search->words.hash_key);
	return search;
}

void search_destroy(struct search *search)
{
	if (!search)
		return;
	forget_all(search);
	free(search->names);
	free(search->marks);
	free(search->taken);
	free(search->sums);
	free(search);
}

size_t search_people(const struct search *search)
{
	return search->people;
}

/* --- what was typed ------------------------------------------------------------------------------------------- */

struct typed {
	char text[FOLDED_MOST];
	struct typed_word words[SEARCH_WORDS_MOST];
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
		typed_word_set(&typed->words[typed->count++], at, length);
		at += length + (at[length] == ' ');
	}
	read_contact(text, typed->contact);
}

/* --- what is kept --------------------------------------------------------------------------------------------- */

struct candidate {
	uint32_t row;
	unsigned distance, rank;
	const char *folded;
};

struct found {
	const struct typed *typed;
	struct candidate list[SEARCH_HITS_MOST];
	size_t count, exact;
};

static bool has_whole_word(const char *folded, const struct typed_word *word)
{
	for (const char *at = folded; at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, word->text, word->length) == 0 && (at[word->length] == ' ' || at[word->length] == '\0'))
			return true;
	}
	return false;
}

/* Whole words count most, then the name's own beginning; the smaller the better. */
static unsigned rank_of(const struct typed *typed, const char *folded)
{
	unsigned rank = 0;
	for (size_t i = 0; i < typed->count; i++)
		rank += has_whole_word(folded, &typed->words[i]) ? 0 : 2;
	return rank + (typed->count && strncmp(folded, typed->words[0].text, typed->words[0].length) != 0);
}

/* False when nothing more can be kept or counted. */
static bool keep(struct search *search, struct found *found, uint32_t row, unsigned distance)
{
	const char *folded = search->names[row].folded;
	if (search->taken[row] == search->round || !folded)
		return true;
	search->taken[row] = search->round;
	found->exact += distance == 0;
	if (found->count < SEARCH_HITS_MOST)
		found->list[found->count++] = (struct candidate){row, distance, rank_of(found->typed, folded), folded};
	return distance == 0 ? found->exact < SEARCH_COUNT_MOST : found->count < SEARCH_HITS_MOST;
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

/* --- joining -------------------------------------------------------------------------------------------------- */

/* Where one typed word is found: spans in order of distance. */
struct pass {
	struct span *spans;
	size_t count, people;
};

static int by_distance(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return (x->from > y->from) - (x->from < y->from);
}

static int by_people(const void *a, const void *b)
{
	const struct pass *x = a, *y = b;
	return (x->people > y->people) - (x->people < y->people);
}

static void count_people(const struct words *words, struct pass *pass)
{
	pass->people = 0;
	for (size_t i = 0; i < pass->count; i++)
		for (uint32_t place = pass->spans[i].from; place < pass->spans[i].to; place++)
			pass->people += words_at(words, place)->count;
}

/* Rows that came through all passes before now carry the mark `want`; they get `want + 1`, or are kept if this pass is the
 * last. In the first pass every row may come. */
struct join {
	struct search *search;
	struct found *found;
	uint32_t want;
	bool first, last, near;
};

static bool join_row(const struct join *join, uint32_t row, unsigned distance)
{
	struct search *search = join->search;
	if (join->first ? search->marks[row] > join->want : search->marks[row] != join->want)
		return true;
	search->marks[row] = join->want + 1;
	search->sums[row] = (uint8_t)(distance + (join->first ? 0 : search->sums[row]));
	if (!join->last)
		return true;
	unsigned sum = search->sums[row];
	return keep(search, join->found, row, join->near && sum == 0 ? 1 : sum);
}

static bool join_pass(const struct join *join, const struct pass *pass)
{
	const struct words *words = &join->search->words;
	for (size_t i = 0; i < pass->count; i++)
		for (uint32_t place = pass->spans[i].from; place < pass->spans[i].to; place++) {
			const struct word *word = words_at(words, place);
			for (uint32_t j = 0; j < word->count; j++)
				if (!join_row(join, word_people(word)[j], pass->spans[i].distance))
					return false;
		}
	return true;
}

static void join_all(struct search *search, struct pass *passes, size_t count, bool near, struct found *found)
{
	for (size_t i = 0; i < count; i++)
		count_people(&search->words, &passes[i]);
	qsort(passes, count, sizeof *passes, by_people);
	for (size_t i = 0; i < count; i++) {
		struct join join = {search, found, search->next_mark + (uint32_t)i, i == 0, i + 1 == count, near};
		if (!join_pass(&join, &passes[i]))
			break;
	}
	search->next_mark += (uint32_t)count + 1;
}

static void find_exact(struct search *search, struct found *found)
{
	const struct typed *typed = found->typed;
	struct span spans[SEARCH_WORDS_MOST], contact;
	struct pass passes[SEARCH_WORDS_MOST];
	for (size_t i = 0; i < typed->count; i++) {
		spans[i] = words_beginning(&search->words, typed->words[i].text, typed->words[i].length);
		passes[i] = (struct pass){.spans = &spans[i], .count = 1};
	}
	join_all(search, passes, typed->count, false, found);
	if (typed->contact[0]) {
		contact = words_beginning(&search->words, typed->contact, strlen(typed->contact));
		join_all(search, &(struct pass){.spans = &contact, .count = 1}, 1, false, found);
	}
}

static void find_near(struct search *search, struct found *found)
{
	const struct typed *typed = found->typed;
	struct span spans[SEARCH_WORDS_MOST][SPANS_MOST];
	struct pass passes[SEARCH_WORDS_MOST];
	for (size_t i = 0; i < typed->count; i++) {
		size_t count = words_near(&search->words, &typed->words[i], MARK_PHONE, spans[i], SPANS_MOST);
		qsort(spans[i], count, sizeof spans[i][0], by_distance);
		passes[i] = (struct pass){.spans = spans[i], .count = count};
	}
	join_all(search, passes, typed->count, true, found);
}

/* Marks grow with every search; before they run over, all start again. */
static void begin_round(struct search *search)
{
	if (search->next_mark > UINT32_MAX - 4 * SEARCH_WORDS_MOST || search->round == UINT32_MAX) {
		memset(search->marks, 0, search->room * sizeof *search->marks);
		memset(search->taken, 0, search->room * sizeof *search->taken);
		search->next_mark = search->round = 0;
	}
	search->round++;
	search->next_mark++;
}

size_t search_find(struct search *search, const char *text, struct search_hit *hits, size_t most, size_t *total)
{
	struct typed typed;
	struct found found = {.typed = &typed};
	read_typed(text, &typed);
	begin_round(search);
	if (search->people && words_sort(&search->words)) {
		find_exact(search, &found);
		if (found.count < most)
			find_near(search, &found);
	}
	qsort(found.list, found.count, sizeof found.list[0], by_merit);
	size_t count = found.count < most ? found.count : most;
	for (size_t i = 0; i < count; i++)
		hits[i] = (struct search_hit){found.list[i].row, found.list[i].distance};
	if (total)
		*total = found.exact;
	sodium_memzero(&typed, sizeof typed);
	return count;
}
