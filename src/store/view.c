/* Questions about people, answered from the view. Every statement is prepared once and reset before the answer is given. */
#include "store/view.h"

#include "base/text.h"
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

static const char *const consent_names[CONSENT_COUNT] = {
	[CONSENT_MESSAGES] = "messages",
	[CONSENT_SHARE] = "share",
	[CONSENT_TALENT] = "talent",
};

const char *consent_name(enum consent_purpose purpose)
{
	return consent_names[purpose];
}

/* Runs a statement with one text parameter; true when it stands on a row. The caller resets. */
static sqlite3_stmt *ask(struct store *store, const char *sql, const char *text)
{
	sqlite3_stmt *row = db_prepare(&store->db, sql, NULL);
	if (!row)
		return NULL;
	db_bind_text(row, 1, text);
	if (sqlite3_step(row) == SQLITE_ROW)
		return row;
	sqlite3_reset(row);
	return NULL;
}

/* --- people ----------------------------------------------------------------------------------------------------- */

#define PERSON_IS \
	"SELECT p.id, p.name, p.given, p.family, p.email, p.phone, p.language, p.source, p.registered, p.registered_seen, " \
	"v.stamp, v.seen, (SELECT b.badge FROM badge b WHERE b.person = p.id AND NOT EXISTS (SELECT 1 FROM badge_revoked r " \
	"WHERE " \
	"r.badge = b.badge) ORDER BY b.stamp DESC LIMIT 1), (SELECT value->>'$' FROM profile f WHERE f.person = p.id AND " \
	"f.field = " \
	"'headline'), p.age_band FROM person p LEFT JOIN visit v ON v.event = (" STANDING_VISIT \
	") WHERE p.registered IS NOT NULL"

static struct moment read_moment(struct store *store, sqlite3_stmt *row, int column)
{
	return moment_of(store, sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column),
			 sqlite3_column_value(row, column + 1));
}

static void read_person(struct store *store, sqlite3_stmt *row, struct person *out)
{
	*out = (struct person){0};
	db_text(row, 0, out->id, sizeof out->id);
	db_text(row, 1, out->name, sizeof out->name);
	db_text(row, 2, out->given, sizeof out->given);
	db_text(row, 3, out->family, sizeof out->family);
	db_text(row, 4, out->email, sizeof out->email);
	db_text(row, 5, out->phone, sizeof out->phone);
	db_text(row, 6, out->language, sizeof out->language);
	db_text(row, 7, out->source, sizeof out->source);
	out->registered_at = read_moment(store, row, 8);
	out->checked_in_at = read_moment(store, row, 10);
	db_text(row, 12, out->badge, sizeof out->badge);
	db_text(row, 13, out->headline, sizeof out->headline);
	db_text(row, 14, out->age_band, sizeof out->age_band);
}

bool view_person(struct store *store, const char *id, struct person *out)
{
	sqlite3_stmt *row = ask(store, PERSON_IS " AND p.id = coalesce((SELECT canonical FROM alias WHERE person = ?1), ?1)",
				id);
	if (!row)
		return false;
	read_person(store, row, out);
	sqlite3_reset(row);
	return true;
}

static bool find_id(struct store *store, const char *sql, const char *key, char person[ID_TEXT])
{
	sqlite3_stmt *row = ask(store, sql, key);
	if (!row)
		return false;
	db_text(row, 0, person, ID_TEXT);
	sqlite3_reset(row);
	return true;
}

bool view_badge(struct store *store, const char *badge, char person[ID_TEXT], bool *revoked)
{
	sqlite3_stmt *row = ask(
		store,
		"SELECT b.person, EXISTS (SELECT 1 FROM badge_revoked r WHERE r.badge = b.badge) OR EXISTS (SELECT 1 "
		"FROM erased e WHERE e.person = b.person) FROM badge b WHERE b.badge = ?1 UNION ALL SELECT '', 1 FROM "
		"badge_revoked WHERE badge = ?1 LIMIT 1",
		badge);
	if (!row)
		return false;
	db_text(row, 0, person, ID_TEXT);
	*revoked = sqlite3_column_int(row, 1);
	sqlite3_reset(row);
	return true;
}

bool view_badges(struct store *store, badge_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT badge, person, EXISTS (SELECT 1 FROM badge_revoked r WHERE r.badge = b.badge) OR EXISTS "
		"(SELECT 1 FROM erased e WHERE e.person = b.person) FROM badge b",
		err);
	if (!rows)
		return false;
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW)
		more = next(self, (const char *)sqlite3_column_text(rows, 0), (const char *)sqlite3_column_text(rows, 1),
			    sqlite3_column_int(rows, 2));
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}

bool view_ticket(struct store *store, const char *code, char person[ID_TEXT])
{
	return find_id(store, "SELECT person FROM ticket WHERE code = ? ORDER BY stamp DESC LIMIT 1", code, person);
}

bool view_external(struct store *store, const char *key, char person[ID_TEXT])
{
	return find_id(store, "SELECT person FROM external WHERE key = ? ORDER BY stamp LIMIT 1", key, person);
}

void view_external_version(struct store *store, const char *key, char *version, size_t size)
{
	sqlite3_stmt *row = ask(store, "SELECT version FROM external WHERE key = ? ORDER BY version_at DESC LIMIT 1", key);
	version[0] = '\0';
	if (row) {
		db_text(row, 0, version, size);
		sqlite3_reset(row);
	}
}

bool view_erased(struct store *store, const char *person)
{
	char id[ID_TEXT];
	return find_id(store, "SELECT person FROM erased WHERE person = ?", person, id);
}

bool view_setting(struct store *store, const char *field, char *out, size_t size)
{
	sqlite3_stmt *row = ask(store, "SELECT value FROM fair WHERE field = ?", field);
	out[0] = '\0';
	if (!row)
		return false;
	db_text(row, 0, out, size);
	sqlite3_reset(row);
	return true;
}

bool view_kiosk_setting(struct store *store, const char *field, char *out, size_t size)
{
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT value FROM kiosk WHERE device = ? AND field = ?", NULL);
	out[0] = '\0';
	if (!row)
		return false;
	db_bind_text(row, 1, store_device(store));
	db_bind_text(row, 2, field);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found)
		db_text(row, 0, out, size);
	sqlite3_reset(row);
	return found;
}

bool view_visit(struct store *store, const char *person, char event[EVENT_REF_TEXT])
{
	sqlite3_stmt *row = ask(store, "SELECT (" STANDING_VISIT ") FROM person p WHERE p.id = ?", person);
	if (!row)
		return false;
	db_text(row, 0, event, EVENT_REF_TEXT);
	sqlite3_reset(row);
	return event[0] != '\0';
}

/* lanyard_fold(name): the order in which people look for a name. */
static void fold_for_sorting(sqlite3_context *context, int count, sqlite3_value **values)
{
	char folded[NAME_MOST];
	const char *text = (const char *)sqlite3_value_text(values[0]);
	(void)count;
	size_t size = text_fold(text ? text : "", folded, sizeof folded);
	sqlite3_result_text(context, folded, (int)size, SQLITE_TRANSIENT);
}

bool view_people(struct store *store, person_fn *next, void *self, struct err *err)
{
	sqlite3_create_function_v2(store->db.handle, "lanyard_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
				   fold_for_sorting, NULL, NULL, NULL);
	sqlite3_stmt *ids = db_prepare(
		&store->db, "SELECT id FROM person WHERE registered IS NOT NULL ORDER BY lanyard_fold(coalesce(name, '')), id",
		err);
	if (!ids)
		return false;
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(ids)) == SQLITE_ROW) {
		struct person person;
		more = !view_person(store, (const char *)sqlite3_column_text(ids, 0), &person) || next(self, &person);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(ids);
	return ok;
}

void view_domains(struct store *store, domain_fn *next, void *self)
{
	sqlite3_stmt *rows = db_prepare(&store->db,
					"SELECT lower(substr(email, instr(email, '@') + 1)) AS domain, count(*) AS people FROM "
					"person WHERE registered IS "
					"NOT NULL AND instr(email, '@') > 0 GROUP BY domain ORDER BY people DESC, domain",
					NULL);
	while (rows && sqlite3_step(rows) == SQLITE_ROW &&
	       next(self, (const char *)sqlite3_column_text(rows, 0), sqlite3_column_int(rows, 1)))
		continue;
	if (rows)
		sqlite3_reset(rows);
}

size_t view_people_count(struct store *store)
{
	return search_people(store->search);
}

size_t view_checked_in_count(struct store *store)
{
	return (size_t)db_number(&store->db, "SELECT count(*) FROM inside");
}

size_t view_find(struct store *store, const char *text, struct hit *hits, size_t most, size_t *total)
{
	struct search_hit found[SEARCH_HITS_MOST];
	size_t count = search_find(store->search, text, found, most < SEARCH_HITS_MOST ? most : SEARCH_HITS_MOST, total),
	       kept = 0;
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT id FROM person WHERE row = ?", NULL);
	for (size_t i = 0; row && i < count; i++) {
		sqlite3_bind_int64(row, 1, found[i].row);
		if (sqlite3_step(row) == SQLITE_ROW) {
			db_text(row, 0, hits[kept].person, ID_TEXT);
			hits[kept++].near = found[i].distance > 0;
		}
		sqlite3_reset(row);
	}
	return kept;
}

/* --- consent ---------------------------------------------------------------------------------------------------- */

#define CANONICAL(n) "coalesce((SELECT canonical FROM alias WHERE person = ?" #n "), ?" #n ")"

bool view_consent_given(struct store *store, const char *person, enum consent_purpose purpose, struct consent_given *out)
{
	*out = (struct consent_given){.wording = ""};
	sqlite3_stmt *row = db_prepare(
		&store->db,
		"SELECT g.wording, g.language, g.stamp, g.seen FROM consent g WHERE g.person = " CANONICAL(
			1) " AND g.purpose = ?2 AND g.given AND "
			   "NOT EXISTS (SELECT 1 FROM consent w WHERE w.person = g.person AND w.purpose = g.purpose AND "
			   "NOT w.given AND w.event NOT IN (SELECT value FROM json_each(coalesce(g.over, '[]')))) ORDER BY "
			   "g.stamp DESC LIMIT 1",
		NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, person);
	db_bind_text(row, 2, consent_names[purpose]);
	bool given = sqlite3_step(row) == SQLITE_ROW;
	if (given) {
		db_text(row, 0, out->wording, sizeof out->wording);
		db_text(row, 1, out->language, sizeof out->language);
		out->at = read_moment(store, row, 2);
	}
	sqlite3_reset(row);
	return given;
}

bool view_consent(struct store *store, const char *person, enum consent_purpose purpose)
{
	struct consent_given given;
	return view_consent_given(store, person, purpose, &given);
}

bool view_consent_refused(struct store *store, const char *person, enum consent_purpose purpose)
{
	if (view_consent(store, person, purpose))
		return false;
	json_t *withdrawals = view_withdrawals(store, person, purpose);
	bool refused = json_array_size(withdrawals) > 0;
	json_decref(withdrawals);
	return refused;
}

json_t *view_withdrawals(struct store *store, const char *person, enum consent_purpose purpose)
{
	json_t *list = json_array();
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT event FROM consent WHERE person = " CANONICAL(1) " AND purpose = ?2 AND NOT given ORDER BY event",
		NULL);
	if (!rows)
		return list;
	db_bind_text(rows, 1, person);
	db_bind_text(rows, 2, consent_names[purpose]);
	while (sqlite3_step(rows) == SQLITE_ROW)
		json_array_append_new(list, json_string((const char *)sqlite3_column_text(rows, 0)));
	sqlite3_reset(rows);
	return list;
}

/* --- profile ---------------------------------------------------------------------------------------------------- */

json_t *view_profile(struct store *store, const char *person)
{
	json_t *profile = json_object();
	sqlite3_stmt *rows = db_prepare(
		&store->db, "SELECT field, value FROM profile WHERE person = " CANONICAL(1) " ORDER BY field", NULL);
	if (!rows)
		return profile;
	db_bind_text(rows, 1, person);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		const char *value = (const char *)sqlite3_column_text(rows, 1);
		json_t *json = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
		if (json)
			json_object_set_new(profile, (const char *)sqlite3_column_text(rows, 0), json);
	}
	sqlite3_reset(rows);
	return profile;
}
