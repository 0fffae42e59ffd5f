/* Who may be registered twice: on a list under one spelling, at the door under another; and who was, and was made one. */
#include "store/view_staff.h"

#include "base/text.h"
#include "store/distance.h"
#include "store/internal.h"

#include <sodium.h>
#include <string.h>

enum { CANDIDATES_MOST = 32, WORDS_OF_NAME_MOST = 8 };

/* --- names -------------------------------------------------------------------------------------------------------- */

struct name {
	char folded[NAME_MOST];
	size_t count;
	struct {
		const char *text;
		size_t length;
	} words[WORDS_OF_NAME_MOST];
};

static void split(const char *name, struct name *out)
{
	text_fold(name, out->folded, sizeof out->folded);
	out->count = 0;
	for (const char *at = out->folded; *at && out->count < WORDS_OF_NAME_MOST;) {
		at += strspn(at, " ");
		size_t length = strcspn(at, " ");
		if (length) {
			out->words[out->count].text = at;
			out->words[out->count++].length = length;
		}
		at += length;
	}
}

/* Each word of the shorter name stands in the longer one too, but for slips: "Marisol Pena", "Marisol Peña Ruiz". */
static bool is_near(const struct name *a, const struct name *b)
{
	bool taken[WORDS_OF_NAME_MOST] = {false};
	if (a->count > b->count)
		return is_near(b, a);
	for (size_t i = 0; i < a->count; i++) {
		size_t j = 0;
		while (j < b->count &&
		       (taken[j] || !distance_near(a->words[i].text, a->words[i].length, b->words[j].text, b->words[j].length)))
			j++;
		if (j == b->count)
			return false;
		taken[j] = true;
	}
	return a->count > 0;
}

/* --- two people --------------------------------------------------------------------------------------------------- */

enum likeness { LIKE_NOT, LIKE_NAME, LIKE_NAME_AND_CONTACT };

static enum likeness compare(const struct person *a, const struct person *b)
{
	struct name one, other;
	bool mail = a->email[0] && b->email[0], phone = a->phone[0] && b->phone[0];
	bool same = (mail && sqlite3_stricmp(a->email, b->email) == 0) || (phone && strcmp(a->phone, b->phone) == 0);
	split(a->name, &one);
	split(b->name, &other);
	enum likeness like = LIKE_NOT;
	if (same && is_near(&one, &other))
		like = LIKE_NAME_AND_CONTACT;
	else if (!same && !mail && !phone && one.count > 1 && strcmp(one.folded, other.folded) == 0)
		like = LIKE_NAME;
	sodium_memzero(&one, sizeof one);
	sodium_memzero(&other, sizeof other);
	return like;
}

#define NAMED(column) "coalesce((SELECT canonical FROM alias WHERE person = " column "), " column ")"

static bool is_apart(struct store *store, const char *one, const char *other)
{
	sqlite3_stmt *row = db_prepare(
		&store->db, "SELECT 1 FROM apart WHERE " NAMED("one") " IN (?1, ?2) AND " NAMED("other") " IN (?1, ?2) LIMIT 1",
		NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, one);
	db_bind_text(row, 2, other);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	sqlite3_reset(row);
	return found;
}

struct search_for {
	struct store *store;
	const struct person *person;
	enum likeness best;
	char *other;
};

static void consider(struct search_for *search, const char *id)
{
	struct person person;
	if (strcmp(id, search->person->id) == 0 || !view_person(search->store, id, &person))
		return;
	enum likeness like = compare(search->person, &person);
	if (like > search->best && !is_apart(search->store, search->person->id, person.id)) {
		search->best = like;
		text_copy(search->other, ID_TEXT, person.id);
	}
	sodium_memzero(&person, sizeof person);
}

static void consider_contacts(struct search_for *search)
{
	sqlite3_stmt *rows = db_prepare(
		&search->store->db,
		"SELECT id FROM person WHERE registered IS NOT NULL AND ((?1 <> '' AND email = ?1 COLLATE NOCASE) OR (?2 <> '' "
		"AND phone = ?2)) LIMIT ?3",
		NULL);
	if (!rows)
		return;
	char ids[CANDIDATES_MOST][ID_TEXT];
	size_t count = 0;
	db_bind_text(rows, 1, search->person->email);
	db_bind_text(rows, 2, search->person->phone);
	sqlite3_bind_int(rows, 3, CANDIDATES_MOST);
	while (count < CANDIDATES_MOST && sqlite3_step(rows) == SQLITE_ROW)
		db_text(rows, 0, ids[count++], ID_TEXT);
	sqlite3_reset(rows);
	for (size_t i = 0; i < count; i++)
		consider(search, ids[i]);
}

bool view_duplicate(struct store *store, const char *id, char other[ID_TEXT])
{
	struct person person;
	struct hit hits[CANDIDATES_MOST];
	other[0] = '\0';
	if (!view_person(store, id, &person))
		return false;
	struct search_for search = {.store = store, .person = &person, .other = other};
	consider_contacts(&search);
	size_t count = view_find(store, person.name, hits, CANDIDATES_MOST, NULL);
	for (size_t i = 0; i < count && search.best < LIKE_NAME_AND_CONTACT; i++)
		consider(&search, hits[i].person);
	sodium_memzero(&person, sizeof person);
	return search.best > LIKE_NOT;
}

/* --- merges ------------------------------------------------------------------------------------------------------- */

bool view_merge(struct store *store, const char *person, char event[EVENT_REF_TEXT], struct moment *at)
{
	sqlite3_stmt *row = db_prepare(
		&store->db,
		"SELECT event, stamp, seen FROM merged WHERE event NOT IN (SELECT event FROM unmerged) AND "
		"one IN (SELECT a.person FROM alias a JOIN alias b USING (canonical) WHERE b.person = ?1) "
		"ORDER BY stamp DESC LIMIT 1",
		NULL);
	event[0] = '\0';
	if (!row)
		return false;
	db_bind_text(row, 1, person);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found) {
		db_text(row, 0, event, EVENT_REF_TEXT);
		*at = moment_of(store, sqlite3_column_blob(row, 1), sqlite3_column_bytes(row, 1), sqlite3_column_value(row, 2));
	}
	sqlite3_reset(row);
	return found;
}

json_t *view_undone_merges(struct store *store, const char *person)
{
	json_t *list = json_array();
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"WITH RECURSIVE near(person) AS (SELECT ?1 UNION SELECT iif(m.one = n.person, m.other, m.one) FROM near n JOIN "
		"merged m ON m.one = n.person OR m.other = n.person) SELECT event FROM unmerged JOIN merged m USING (event) "
		"WHERE "
		"m.one IN near ORDER BY event",
		NULL);
	if (!rows)
		return list;
	db_bind_text(rows, 1, person);
	while (sqlite3_step(rows) == SQLITE_ROW)
		json_array_append_new(list, json_string((const char *)sqlite3_column_text(rows, 0)));
	sqlite3_reset(rows);
	return list;
}
