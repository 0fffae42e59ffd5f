/* Folding the whole log once more, without a merge that was taken back: what was moved together cannot be told apart again, but
 * the log can. A program that just does its work and ends empties its view and waits. Before people a second view is folded on
 * a second connection, as many facts at a time as the caller has patience for; the old one goes on answering and taking in
 * facts until the new one has caught up and takes its place. */
#include "store/internal.h"

#include "base/log.h"

#include <stdlib.h>
#include <string.h>

/* --- at once ------------------------------------------------------------------------------------------------------ */

static bool empty_view(struct store *store, struct err *err)
{
	sqlite3_stmt *names = db_prepare(
		&store->db, "SELECT name FROM view.sqlite_schema WHERE type = 'table' AND name <> 'unmerged'", err);
	bool ok = names != NULL && db_run(&store->db, "BEGIN", err);
	while (ok && sqlite3_step(names) == SQLITE_ROW) {
		char *sql = sqlite3_mprintf("DELETE FROM view.\"%w\"", sqlite3_column_text(names, 0));
		ok = (sql && sqlite3_exec(store->db.handle, sql, NULL, NULL, NULL) == SQLITE_OK) ||
		     db_fail(&store->db, "the view", err);
		sqlite3_free(sql);
	}
	sqlite3_reset(names);
	ok = ok && store_commit(store, err);
	if (!ok)
		store_rollback(store);
	return ok;
}

static bool begin_empty(struct store *store, struct err *err)
{
	if (!empty_view(store, err))
		return err_wrap(err, "the view cannot be folded anew; start the program again");
	for (size_t i = 0; i < store->chain_count; i++) {
		store->chains[i].folded = 0;
		memset(store->chains[i].folded_digest, 0, DIGEST_BYTES);
	}
	store->forks_folded = 0;
	store->stale = store->changes.lost = true;
	fold_settle(store);
	return true;
}

/* --- beside ------------------------------------------------------------------------------------------------------- */

/* Keys and scratch are the old one's. */
void anew_drop(struct store *store)
{
	struct store *anew = store->anew;
	store->anew = NULL;
	if (!anew)
		return;
	anew->keys = NULL;
	anew->scratch = NULL;
	store_close(anew);
}

/* So that the fold knows from its first fact on which merges do not stand. */
static bool copy_unmerged(struct store *from, struct store *to, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&from->db, "SELECT event FROM unmerged", err);
	sqlite3_stmt *insert = db_prepare(&to->db, "INSERT OR IGNORE INTO unmerged(event) VALUES (?)", err);
	bool ok = rows && insert;
	while (ok && sqlite3_step(rows) == SQLITE_ROW) {
		sqlite3_bind_value(insert, 1, sqlite3_column_value(rows, 0));
		ok = db_finish(&to->db, insert, err);
	}
	sqlite3_reset(rows);
	return ok;
}

/* One that is under way does not know of the newest merge that was taken back: it begins again. */
static bool begin_beside(struct store *store, struct err *err)
{
	char path[PATH_MAX];
	anew_drop(store);
	struct store *anew = store->anew = calloc(1, sizeof *anew);
	if (!anew)
		return err_set(err, ERR_MEMORY, "there is no memory to fold the log anew");
	*anew = (struct store){.mode = STORE_READ,
			       .lock = -1,
			       .keys = store->keys,
			       .scratch = store->scratch,
			       .now = store->now,
			       .stale = true,
			       .data_version = -1,
			       .search = search_create()};
	memcpy(anew->home, store->home, sizeof anew->home);
	bool ok = anew->search || err_set(err, ERR_MEMORY, "there is no memory to fold the log anew");
	ok = ok && home_path(store->home, "lanyard.db", path, err) && db_open(&anew->db, path, STORE_WRITE, err) &&
	     chains_refresh(anew, err) && store_find_self(anew, err) && copy_unmerged(store, anew, err);
	store_note_changes(anew);
	if (!ok)
		anew_drop(store);
	return ok;
}

#define SWAP(type, a, b) \
	do { \
		type kept = (a); \
		(a) = (b); \
		(b) = kept; \
	} while (0)

/* The connection goes over with all that was read through it; what this device has written since it was opened stays. */
static void take_place(struct store *store)
{
	struct store *anew = store->anew;
	SWAP(struct db, store->db, anew->db);
	SWAP(struct search *, store->search, anew->search);
	SWAP(struct chain *, store->chains, anew->chains);
	SWAP(size_t, store->chain_count, anew->chain_count);
	SWAP(size_t, store->chain_room, anew->chain_room);
	store->own = anew->own;
	store->forks_folded = anew->forks_folded;
	store->faulty = anew->faulty;
	store_note_changes(store);
	store_note_changes(anew);
	anew_drop(store);
	store->changes.count = 0;
	fold_settle(store);
}

bool anew_fold(struct store *store, size_t most, size_t *left, struct err *err)
{
	if (!fold_log(store->anew, most, left, err)) {
		anew_drop(store);
		store->changes.apart = true; /* with the next fact, once more */
		return err_wrap(err, "the view cannot be folded anew");
	}
	if (*left == 0)
		take_place(store);
	return true;
}

bool store_is_folding(const struct store *store)
{
	return store->anew != NULL;
}

void store_fold_beside(struct store *store, bool beside)
{
	store->beside = beside;
}

bool fold_anew(struct store *store, struct err *err)
{
	if (!store->changes.apart)
		return true;
	store->changes.apart = false;
	if (store->beside && chains_left(store) == 0) {
		if (begin_beside(store, err))
			return true;
		log_line(LOG_WARNING, "%s", err->text);
	}
	return begin_empty(store, err);
}
