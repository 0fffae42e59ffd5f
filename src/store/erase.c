/* A person's right to be forgotten, in the log: sealed bodies go, digests stay, and every chain still verifies. */
#include "store/internal.h"

#include "store/kinds.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static bool erase_row(struct store *store, const char *sql, int64_t key, const uint8_t body_digest[DIGEST_BYTES],
		      struct err *err)
{
	sqlite3_stmt *row = db_prepare(&store->db, sql, err);
	if (!row)
		return false;
	sqlite3_bind_int64(row, 1, key);
	db_bind_bytes(row, 2, body_digest, DIGEST_BYTES);
	return db_finish(&store->db, row, err);
}

bool erase_event(struct store *store, int64_t id, const uint8_t body_digest[DIGEST_BYTES], struct err *err)
{
	return erase_row(store, "UPDATE event SET sealed = NULL, body_digest = ?2 WHERE id = ?1", id, body_digest, err);
}

bool erase_fork(struct store *store, int64_t no, const uint8_t body_digest[DIGEST_BYTES], struct err *err)
{
	return erase_row(store, "UPDATE fork SET sealed = NULL, body_digest = ?2 WHERE no = ?1", no, body_digest, err);
}

/* Rows to erase, gathered before any is changed. */
struct doomed {
	struct row {
		int64_t key;
		uint8_t body_digest[DIGEST_BYTES];
	} * rows;
	size_t count, room;
};

static bool doom(struct doomed *doomed, int64_t key, const struct event *event, struct err *err)
{
	if (doomed->count == doomed->room) {
		size_t room = doomed->room ? doomed->room * 2 : 64;
		struct row *rows = realloc(doomed->rows, room * sizeof *rows);
		if (!rows)
			return err_set(err, ERR_MEMORY, "there is no memory to erase");
		doomed->rows = rows;
		doomed->room = room;
	}
	struct row *row = &doomed->rows[doomed->count++];
	row->key = key;
	crypto_generichash(row->body_digest, DIGEST_BYTES, event->sealed, event->sealed_size, NULL, 0);
	return true;
}

/* Whether an opened body is about somebody erased and of a kind that goes. */
static bool is_doomed(struct store *store, const uint8_t *body, size_t size)
{
	sqlite3_stmt *row = db_prepare(
		&store->db,
		"SELECT ?1->>'kind' WHERE EXISTS (SELECT 1 FROM erased WHERE person = ?1->>'person') OR EXISTS "
		"(SELECT 1 FROM badge b JOIN erased e ON e.person = b.owner WHERE b.badge = ?1->>'badge')",
		NULL);
	if (!row)
		return false;
	sqlite3_bind_text64(row, 1, (const char *)body, size, SQLITE_STATIC, SQLITE_UTF8);
	bool about = sqlite3_step(row) == SQLITE_ROW;
	const char *name = about ? (const char *)sqlite3_column_text(row, 0) : NULL;
	const struct kind *kind = name ? kind_find(name) : NULL;
	sqlite3_reset(row);
	return about && !(kind && kind->kept);
}

static bool gather(struct store *store, const char *sql, struct doomed *doomed, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db, sql, err);
	bool ok = rows != NULL;
	while (ok && sqlite3_step(rows) == SQLITE_ROW) {
		struct event event;
		size_t size;
		ok = log_read(store, rows, &event, err);
		if (!ok || !event_open(store->keys->fair, store->keys->fair_key, &event, store->scratch, &size))
			continue;
		if (is_doomed(store, store->scratch, size))
			ok = doom(doomed, sqlite3_column_int64(rows, 7), &event, err);
		sodium_memzero(store->scratch, size);
	}
	sqlite3_reset(rows);
	return ok;
}

bool erase_sweep(struct store *store, struct err *err)
{
	struct doomed events = {0}, forks = {0};
	bool ok = gather(store,
			 "SELECT id, at, prev, digest, sealed, body_digest, signature, id FROM event WHERE sealed IS NOT NULL",
			 &events, err) &&
		  gather(store,
			 "SELECT id, at, prev, digest, sealed, body_digest, signature, no FROM fork WHERE sealed IS NOT NULL",
			 &forks, err);
	for (size_t i = 0; ok && i < events.count; i++)
		ok = erase_event(store, events.rows[i].key, events.rows[i].body_digest, err);
	for (size_t i = 0; ok && i < forks.count; i++)
		ok = erase_fork(store, forks.rows[i].key, forks.rows[i].body_digest, err);
	free(events.rows);
	free(forks.rows);
	return ok;
}
