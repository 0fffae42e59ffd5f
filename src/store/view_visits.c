/* See view_visits.h. The set of facts decides, in the order of their stamps, so that every order of arrival says the same. */
#include "store/view_visits.h"

#include "store/internal.h"

static sqlite3_stmt *comings_and_goings(struct store *store, const char *person, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT v.arrived, v.stamp, v.seen FROM visit v WHERE v.person = coalesce((SELECT canonical FROM alias WHERE "
		"person = ?1), ?1) AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = v.event) ORDER BY v.stamp, v.event",
		err);
	if (rows)
		db_bind_text(rows, 1, person);
	return rows;
}

bool view_visits(struct store *store, const char *person, visit_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = comings_and_goings(store, person, err);
	if (!rows)
		return false;
	struct visit visit = {.left = false};
	bool here = false, more = true;
	int code = SQLITE_ROW;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		bool arrived = sqlite3_column_int(rows, 0);
		if (arrived == here)
			continue;
		struct moment at = moment_of(store, sqlite3_column_blob(rows, 1), sqlite3_column_bytes(rows, 1),
					     sqlite3_column_value(rows, 2));
		here = arrived;
		if (arrived) {
			visit = (struct visit){.in = at};
			continue;
		}
		visit.out = at;
		visit.left = true;
		more = next(self, &visit);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	if (ok && more && here)
		next(self, &visit);
	return ok;
}
