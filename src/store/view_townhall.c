/* See view_townhall.h. */
#include "store/view_townhall.h"

#include "store/internal.h"

static void read_signing(struct store *store, sqlite3_stmt *row, struct signing *out)
{
	*out = (struct signing){0};
	db_text(row, 0, out->person, sizeof out->person);
	db_text(row, 1, out->topics, sizeof out->topics);
	db_text(row, 2, out->question, sizeof out->question);
	out->at = moment_of(store, sqlite3_column_blob(row, 3), sqlite3_column_bytes(row, 3), sqlite3_column_value(row, 4));
}

bool view_signings(struct store *store, signing_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db,
					"SELECT person, (SELECT group_concat(value, ';') FROM json_each(townhall.topics) WHERE "
					"type = 'text'), question, "
					"stamp, seen FROM townhall ORDER BY stamp, event",
					err);
	if (!rows)
		return false;
	int code = SQLITE_ROW;
	bool more = true;
	while (more && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct signing signing;
		read_signing(store, rows, &signing);
		more = next(self, &signing);
	}
	bool ok = !more || code == SQLITE_DONE || db_fail(&store->db, "the view", err);
	sqlite3_reset(rows);
	return ok;
}
