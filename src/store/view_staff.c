/* Questions of the staff desk, answered from the view. */
#include "store/view_staff.h"

#include "store/internal.h"

#include <string.h>

/* --- totals ------------------------------------------------------------------------------------------------------- */

void view_totals(struct store *store, struct totals *out)
{
	*out = (struct totals){
		.people = view_people_count(store),
		.checked_in = view_checked_in_count(store),
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
