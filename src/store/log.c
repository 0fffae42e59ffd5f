/* Rows of the log, and the commit: what has passed store_commit() survives a power cut. */
#include "store/internal.h"

#include "base/log.h"

#include <string.h>

static bool log_damaged(const struct event *event, struct err *err)
{
	return err_set(err, ERR_CORRUPT,
		       "fact %llu of device %s is damaged in the log; restore it or fetch it from the hub again",
		       (unsigned long long)event->seq, event->device);
}

bool log_read(struct store *store, sqlite3_stmt *row, struct event *out, struct err *err)
{
	int64_t id = sqlite3_column_int64(row, 0), no = id >> 40;
	*out = (struct event){.seq = (uint64_t)(id - event_id(no, 0)), .at = (uint64_t)sqlite3_column_int64(row, 1)};
	const char *device = "?";
	for (size_t i = 0; i < store->chain_count; i++)
		if (store->chains[i].no == no)
			device = store->chains[i].id;
	memcpy(out->device, device, strlen(device) + 1);
	out->sealed = sqlite3_column_blob(row, 4);
	out->sealed_size = (size_t)sqlite3_column_bytes(row, 4);
	bool body = out->sealed ? out->sealed_size >= EVENT_OVERHEAD && out->sealed_size <= EVENT_SEALED_MOST
				: db_bytes(row, 5, out->body_digest, DIGEST_BYTES);
	return (body && *device != '?' && db_bytes(row, 2, out->prev, DIGEST_BYTES) &&
		db_bytes(row, 3, out->digest, DIGEST_BYTES) && db_bytes(row, 6, out->signature, SIGNATURE_BYTES)) ||
	       log_damaged(out, err);
}

static bool insert(struct store *store, const char *sql, int64_t id, const struct event *event, struct err *err)
{
	sqlite3_stmt *row = db_prepare(&store->db, sql, err);
	if (!row)
		return false;
	sqlite3_bind_int64(row, 1, id);
	sqlite3_bind_int64(row, 2, (int64_t)event->at);
	db_bind_bytes(row, 3, event->prev, DIGEST_BYTES);
	db_bind_bytes(row, 4, event->digest, DIGEST_BYTES);
	if (event->sealed)
		db_bind_bytes(row, 5, event->sealed, event->sealed_size);
	else
		db_bind_bytes(row, 6, event->body_digest, DIGEST_BYTES);
	db_bind_bytes(row, 7, event->signature, SIGNATURE_BYTES);
	return db_finish(&store->db, row, err);
}

bool log_insert(struct store *store, int64_t no, const struct event *event, struct err *err)
{
	return insert(
		store,
		"INSERT INTO event(id, at, prev, digest, sealed, body_digest, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		event_id(no, event->seq), event, err);
}

bool log_insert_fork(struct store *store, int64_t no, const struct event *event, struct err *err)
{
	return insert(
		store,
		"INSERT INTO fork(id, at, prev, digest, sealed, body_digest, signature) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		event_id(no, event->seq), event, err);
}

bool store_begin(struct store *store, struct err *err)
{
	return db_run(&store->db, store->mode == STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", err);
}

void store_rollback(struct store *store)
{
	if (!sqlite3_get_autocommit(store->db.handle))
		db_run(&store->db, "ROLLBACK", NULL);
	store->changes.count = 0;
	store->changes.fair = store->changes.erased = store->changes.apart = false;
}

/* A failed commit may have left pages that the kernel has forgotten to write (Linux drops them after a failed fsync). Copying
 * the WAL into the file and emptying it is what makes the next commit safe; if even that fails, this log takes no more. */
bool store_commit(struct store *store, struct err *err)
{
	if (db_run(&store->db, "COMMIT", err))
		return true;
	store_rollback(store);
	store->appends = 0; /* look at the free space next time */
	if (!db_checkpoint(&store->db, NULL) && !(ballast_drop(store->home) && db_checkpoint(&store->db, NULL))) {
		store->broken = true;
		log_line(LOG_ERROR, "the log cannot be written any more");
	}
	return false;
}
