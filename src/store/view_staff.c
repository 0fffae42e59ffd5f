/* Questions of the staff desk, answered from the view. */
#include "store/view_staff.h"

#include "store/internal.h"

#include <string.h>

/* --- totals ------------------------------------------------------------------------------------------------------- */

void view_totals(struct store *store, struct totals *out)
{
	*out = (struct totals){
		.people = view_people_count(store),
		.checked_in = (size_t)db_number(
			&store->db, "SELECT count(DISTINCT v.person) FROM visit v JOIN person p ON p.id = v.person WHERE "
				    "p.registered IS NOT "
				    "NULL AND v.arrived AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = v.event)"),
		.inside = view_checked_in_count(store),
		.printed = (size_t)db_number(&store->db, "SELECT count(*) FROM badge_print"),
		.scans = (size_t)db_number(&store->db, "SELECT count(*) FROM lead_scan"),
		.forged = (size_t)db_number(&store->db, "SELECT count(*) FROM refusal WHERE why = 'forged'"),
	};
	sqlite3_stmt *rows = db_prepare(&store->db, "SELECT DISTINCT person FROM profile", NULL);
	while (rows && sqlite3_step(rows) == SQLITE_ROW)
		out->profiles += view_consent(store, (const char *)sqlite3_column_text(rows, 0), CONSENT_TALENT);
	sqlite3_reset(rows);
}

/* --- arrivals ----------------------------------------------------------------------------------------------------- */

/* The earliest arrival of each person that was not taken back. */
static sqlite3_stmt *first_arrivals(struct store *store)
{
	return db_prepare(
		&store->db,
		"SELECT min(v.stamp), v.seen FROM visit v WHERE v.arrived AND NOT EXISTS (SELECT 1 FROM undone u WHERE "
		"u.event = v.event) GROUP BY v.person",
		NULL);
}

static bool next_arrival(struct store *store, sqlite3_stmt *rows, struct moment *out)
{
	if (!rows || sqlite3_step(rows) != SQLITE_ROW)
		return false;
	*out = moment_of(store, sqlite3_column_blob(rows, 0), sqlite3_column_bytes(rows, 0), sqlite3_column_value(rows, 1));
	return true;
}

void view_arrivals(struct store *store, int64_t from, int64_t span, int *counts, size_t count)
{
	struct moment moment;
	memset(counts, 0, count * sizeof *counts);
	sqlite3_stmt *rows = first_arrivals(store);
	while (next_arrival(store, rows, &moment)) {
		int64_t at = moment.wall - from;
		if (moment.certainty != MOMENT_UNKNOWN && at >= 0 && (uint64_t)(at / span) < count)
			counts[at / span]++;
	}
	sqlite3_reset(rows);
}

int64_t view_first_arrival(struct store *store)
{
	struct moment moment;
	int64_t first = 0;
	sqlite3_stmt *rows = first_arrivals(store);
	while (next_arrival(store, rows, &moment))
		if (moment.certainty != MOMENT_UNKNOWN && (!first || moment.wall < first))
			first = moment.wall;
	sqlite3_reset(rows);
	return first;
}

/* --- one person --------------------------------------------------------------------------------------------------- */

static const char history[] =
	"WITH who(id) AS (SELECT coalesce((SELECT canonical FROM alias WHERE person = ?1), ?1)), badges AS (SELECT badge FROM "
	"badge JOIN who ON person = id) "
	"SELECT 0 AS what, registered AS stamp, registered_seen, '' FROM person JOIN who USING (id) WHERE registered IS NOT "
	"NULL "
	"UNION ALL SELECT iif(arrived, 1, 2), stamp, seen, coalesce((SELECT label FROM joined j WHERE j.device = v.device), "
	"'') "
	"FROM visit v JOIN who ON v.person = id WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = v.event) "
	"UNION ALL SELECT 3, stamp, seen, '' FROM badge_print WHERE badge IN badges "
	"UNION ALL SELECT 4, max(stamp), seen, '' FROM profile JOIN who ON person = id HAVING count(*) > 0 "
	"UNION ALL SELECT 5, stamp, seen, coalesce((SELECT coalesce(nullif(booth, ''), name) FROM employer e WHERE e.id = "
	"s.employer COLLATE NOCASE), s.employer) FROM lead_scan s WHERE badge IN badges AND NOT EXISTS (SELECT 1 FROM "
	"lead_note "
	"n "
	"WHERE n.employer = s.employer AND n.badge = s.badge AND n.removed AND n.removed_at > s.stamp) "
	"ORDER BY stamp";

bool view_history(struct store *store, const char *person, history_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db, history, err);
	if (!rows)
		return false;
	db_bind_text(rows, 1, person);
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct history_row row = {.what = (enum happening)sqlite3_column_int(rows, 0)};
		row.at = moment_of(store, sqlite3_column_blob(rows, 1), sqlite3_column_bytes(rows, 1),
				   sqlite3_column_value(rows, 2));
		db_text(rows, 3, row.where, sizeof row.where);
		more = next(self, &row);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}

/* --- booths ------------------------------------------------------------------------------------------------------- */

/* Scans and removals gathered by person, as view_leads() does, for all employers at once. */
static const char booths[] =
	"WITH scan AS (SELECT s.employer, max(s.stamp) AS stamp, s.seen, coalesce((SELECT b.person FROM badge b WHERE b.badge "
	"= "
	"s.badge), s.person, s.badge) AS who FROM lead_scan s GROUP BY s.employer, who), "
	"note AS (SELECT n.employer, max(n.removed_at) AS at, n.removed, coalesce((SELECT b.person FROM badge b WHERE b.badge "
	"= "
	"n.badge), n.badge) AS who FROM lead_note n WHERE n.removed_at > x'' GROUP BY n.employer, who), "
	"met AS (SELECT s.employer, count(*) AS leads, max(s.stamp) AS stamp, s.seen FROM scan s LEFT JOIN note n ON "
	"n.employer "
	"= "
	"s.employer AND n.who = s.who WHERE NOT coalesce(n.removed, 0) OR s.stamp > n.at GROUP BY s.employer) "
	"SELECT e.id, e.name, e.booth, coalesce(m.leads, 0), m.stamp, m.seen FROM employer e LEFT JOIN met m ON m.employer = "
	"e.id "
	"ORDER BY coalesce(e.booth, '') = '', rtrim(e.booth, '0123456789'), length(e.booth), e.booth, e.name COLLATE NOCASE, "
	"e.id";

bool view_booths(struct store *store, booth_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db, booths, err);
	if (!rows)
		return false;
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct booth_count booth = {.leads = (size_t)sqlite3_column_int64(rows, 3)};
		db_text(rows, 0, booth.employer.id, sizeof booth.employer.id);
		db_text(rows, 1, booth.employer.name, sizeof booth.employer.name);
		db_text(rows, 2, booth.employer.booth, sizeof booth.employer.booth);
		booth.last = moment_of(store, sqlite3_column_blob(rows, 4), sqlite3_column_bytes(rows, 4),
				       sqlite3_column_value(rows, 5));
		more = next(self, &booth);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}
