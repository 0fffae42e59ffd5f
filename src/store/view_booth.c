/* Questions of the booths: employers, what they look for, and their leads. */
#include "store/internal.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- employers and roles ---------------------------------------------------------------------------------------- */

static void read_employer(sqlite3_stmt *row, struct employer *out)
{
	*out = (struct employer){.id = ""};
	db_text(row, 0, out->id, sizeof out->id);
	db_text(row, 1, out->name, sizeof out->name);
	db_text(row, 2, out->booth, sizeof out->booth);
	db_text(row, 3, out->email, sizeof out->email);
}

bool view_employer(struct store *store, const char *id, struct employer *out)
{
	sqlite3_stmt *row = db_prepare(&store->db,
				       "SELECT id, name, booth, email FROM employer WHERE id = ?1 COLLATE NOCASE OR booth = ?1 "
				       "COLLATE NOCASE ORDER BY "
				       "id <> ?1, id <> ?1 COLLATE NOCASE, id LIMIT 1",
				       NULL);
	if (!row || !*id)
		return false;
	db_bind_text(row, 1, id);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	if (found)
		read_employer(row, out);
	sqlite3_reset(row);
	return found;
}

bool view_employers(struct store *store, employer_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db,
					"SELECT id, name, booth, email FROM employer ORDER BY name COLLATE NOCASE, id", err);
	if (!rows)
		return false;
	bool more = true;
	while (more && sqlite3_step(rows) == SQLITE_ROW) {
		struct employer employer;
		read_employer(rows, &employer);
		more = next(self, &employer);
	}
	sqlite3_reset(rows);
	return true;
}

bool view_roles(struct store *store, const char *employer, role_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT id, employer, title, skills, openings FROM role WHERE ?1 IS NULL OR employer = ?1 "
		"COLLATE NOCASE ORDER BY title COLLATE NOCASE, id",
		err);
	if (!rows)
		return false;
	if (employer)
		db_bind_text(rows, 1, employer);
	bool more = true;
	while (more && sqlite3_step(rows) == SQLITE_ROW) {
		struct role role = {.openings = sqlite3_column_int(rows, 4)};
		db_text(rows, 0, role.id, sizeof role.id);
		db_text(rows, 1, role.employer, sizeof role.employer);
		db_text(rows, 2, role.title, sizeof role.title);
		db_text(rows, 3, role.skills, sizeof role.skills);
		more = next(self, &role);
	}
	sqlite3_reset(rows);
	return true;
}

/* --- leads ------------------------------------------------------------------------------------------------------ */

/* All scans of one employer, gathered by who the badge belongs to as far as that is known now (else by badge): the newest
 * scan's badge and time, the oldest's time, how many. `only` narrows the scans. */
#define LEADS(only) \
	"WITH scan AS (SELECT s.badge, s.stamp, s.seen, coalesce((SELECT b.person FROM badge b WHERE b.badge = " \
	"s.badge), " \
	"s.person, '') AS who FROM lead_scan s WHERE s.employer = ?1), " \
	"newest AS (SELECT who, badge, max(stamp) AS stamp, seen, iif(who = '', badge, who) AS grp FROM scan " only \
	" GROUP BY grp), " \
	"oldest AS (SELECT min(stamp) AS stamp, seen, count(*) AS scans, iif(who = '', badge, who) AS grp FROM scan " only \
	" GROUP BY grp) " \
	"SELECT n.who, n.badge, n.stamp, n.seen, o.stamp, o.scans, o.seen FROM newest n JOIN oldest o ON o.grp = " \
	"n.grp " \
	"ORDER BY n.stamp DESC"

struct removal {
	bool removed;
	uint8_t at[STAMP_BYTES];
};

/* The newest of one field over all badges of a person: kept only if its stamp is newer than what is there. */
static bool newer(sqlite3_stmt *row, int column, uint8_t newest[STAMP_BYTES])
{
	uint8_t stamp[STAMP_BYTES];
	if (!db_bytes(row, column, stamp, sizeof stamp) || memcmp(stamp, newest, sizeof stamp) <= 0)
		return false;
	memcpy(newest, stamp, sizeof stamp);
	return true;
}

static void read_notes(struct store *store, const char *employer, struct lead *lead, struct removal *removal)
{
	uint8_t at[5][STAMP_BYTES] = {{0}};
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT rating, rating_at, status, status_at, tags, tags_at, note, note_at, next_step, "
		"next_step_at, removed, removed_at FROM lead_note WHERE employer = ?1 AND (badge = ?2 OR badge "
		"IN (SELECT badge FROM badge WHERE person = ?3))",
		NULL);
	if (!rows)
		return;
	db_bind_text(rows, 1, employer);
	db_bind_text(rows, 2, lead->badge);
	db_bind_text(rows, 3, lead->person);
	while (sqlite3_step(rows) == SQLITE_ROW) {
		if (newer(rows, 1, at[0]))
			lead->rating = sqlite3_column_int(rows, 0);
		if (newer(rows, 3, at[1]))
			db_text(rows, 2, lead->status, sizeof lead->status);
		if (newer(rows, 5, at[2]))
			db_text(rows, 4, lead->tags, sizeof lead->tags);
		if (newer(rows, 7, at[3]))
			db_text(rows, 6, lead->note, sizeof lead->note);
		if (newer(rows, 9, at[4]))
			db_text(rows, 8, lead->next_step, sizeof lead->next_step);
		if (newer(rows, 11, removal->at))
			removal->removed = sqlite3_column_int(rows, 10);
	}
	sqlite3_reset(rows);
}

json_t *view_lead_card(struct store *store, const char *employer, const char *badge)
{
	sqlite3_stmt *row = db_prepare(
		&store->db,
		"SELECT card FROM lead_scan WHERE employer = ?1 AND badge = ?2 AND card IS NOT NULL ORDER "
		"BY stamp DESC LIMIT 1",
		NULL);
	if (!row)
		return NULL;
	db_bind_text(row, 1, employer);
	db_bind_text(row, 2, badge);
	json_t *card = NULL;
	if (sqlite3_step(row) == SQLITE_ROW)
		card = json_loads((const char *)sqlite3_column_text(row, 0), JSON_REJECT_DUPLICATES, NULL);
	sqlite3_reset(row);
	return card;
}

static void read_name(struct store *store, struct lead *lead)
{
	struct person person;
	if (lead->person[0] && view_person(store, lead->person, &person)) {
		memcpy(lead->name, person.name, sizeof lead->name);
		explicit_bzero(&person, sizeof person);
		return;
	}
	json_t *card = view_lead_card(store, lead->employer, lead->badge);
	const char *name = json_string_value(json_object_get(card, "name"));
	text_copy(lead->name, sizeof lead->name, name ? name : "");
	json_decref(card);
}

/* False if the lead was taken back and not scanned again since. */
static bool read_lead(struct store *store, const char *employer, sqlite3_stmt *row, struct lead *out)
{
	struct removal removal = {.removed = false};
	const void *newest = sqlite3_column_blob(row, 2), *oldest = sqlite3_column_blob(row, 4);
	int newest_size = sqlite3_column_bytes(row, 2), oldest_size = sqlite3_column_bytes(row, 4);
	*out = (struct lead){.scans = (size_t)sqlite3_column_int64(row, 5)};
	text_copy(out->employer, sizeof out->employer, employer);
	db_text(row, 0, out->person, sizeof out->person);
	db_text(row, 1, out->badge, sizeof out->badge);
	out->scanned_at = moment_of(store, newest, newest_size, sqlite3_column_value(row, 3));
	out->first_scanned_at = moment_of(store, oldest, oldest_size, sqlite3_column_value(row, 6));
	read_notes(store, employer, out, &removal);
	return !removal.removed || (newest_size == STAMP_BYTES && memcmp(newest, removal.at, STAMP_BYTES) > 0);
}

bool view_leads(struct store *store, const char *employer, lead_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db, LEADS(""), err);
	if (!rows)
		return false;
	db_bind_text(rows, 1, employer);
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct lead lead;
		if (!read_lead(store, employer, rows, &lead))
			continue;
		read_name(store, &lead);
		more = next(self, &lead);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}

bool view_lead(struct store *store, const char *employer, const char *badge, struct lead *out)
{
	sqlite3_stmt *row = db_prepare(
		&store->db,
		LEADS("WHERE badge = ?2 OR (who <> '' AND who = (SELECT b.person FROM badge b WHERE b.badge = ?2))"), NULL);
	if (!row)
		return false;
	db_bind_text(row, 1, employer);
	db_bind_text(row, 2, badge);
	bool found = sqlite3_step(row) == SQLITE_ROW && read_lead(store, employer, row, out);
	if (found)
		read_name(store, out);
	sqlite3_reset(row);
	return found;
}

static bool read_meeting(struct store *store, const char *employer, const char *badge, struct meeting *out)
{
	struct lead lead;
	bool stands = view_lead(store, employer, badge, &lead);
	*out = (struct meeting){.at = lead.scanned_at};
	if (stands && !view_employer(store, employer, &out->employer))
		text_copy(out->employer.id, sizeof out->employer.id, employer);
	explicit_bzero(&lead, sizeof lead);
	return stands;
}

bool view_meetings(struct store *store, const char *person, meeting_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT employer, badge, max(stamp) AS newest FROM lead_scan WHERE badge IN (SELECT badge "
		"FROM badge WHERE person = coalesce((SELECT canonical FROM alias WHERE person = ?1), ?1)) "
		"GROUP BY employer ORDER BY newest DESC",
		err);
	if (!rows)
		return false;
	db_bind_text(rows, 1, person);
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct meeting meeting;
		if (read_meeting(store, (const char *)sqlite3_column_text(rows, 0), (const char *)sqlite3_column_text(rows, 1),
				 &meeting))
			more = next(self, &meeting);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}

bool view_leads_asked(struct store *store, const char *employer, struct moment *at)
{
	sqlite3_stmt *row = db_prepare(
		&store->db, "SELECT stamp, seen FROM leads_asked WHERE employer = ?1 ORDER BY stamp DESC LIMIT 1", NULL);
	*at = (struct moment){.wall = 0};
	if (!row)
		return false;
	db_bind_text(row, 1, employer);
	bool asked = sqlite3_step(row) == SQLITE_ROW;
	if (asked)
		*at = moment_of(store, sqlite3_column_blob(row, 0), sqlite3_column_bytes(row, 0), sqlite3_column_value(row, 1));
	sqlite3_reset(row);
	return asked;
}

static bool count_lead(void *self, const struct lead *lead)
{
	(void)lead;
	++*(size_t *)self;
	return true;
}

size_t view_lead_count(struct store *store, const char *employer)
{
	size_t count = 0;
	view_leads(store, employer, count_lead, &count, NULL);
	return count;
}
