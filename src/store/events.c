/* Walking the log, for whoever sends it on, lists it or counts it. */
#include "store/internal.h"

#include <sodium.h>

/* The opened body, or NULL if it is erased or not a JSON object sealed for this fair. */
static json_t *open_body(struct store *store, const struct event *event)
{
	size_t size;
	if (!event_open(store->keys->fair, store->keys->fair_key, event, store->scratch, &size))
		return NULL;
	json_t *body = json_loadb((const char *)store->scratch, size, 0, NULL);
	sodium_memzero(store->scratch, size);
	return body;
}

static bool give(struct store *store, sqlite3_stmt *rows, bool open_bodies, event_fn *next, void *self, bool *more,
		 struct err *err)
{
	struct event event;
	if (!log_read(store, rows, &event, err))
		return false;
	if (event.sealed)
		crypto_generichash(event.body_digest, DIGEST_BYTES, event.sealed, event.sealed_size, NULL, 0);
	json_t *body = open_bodies && event.sealed ? open_body(store, &event) : NULL;
	*more = next(self, &event, body);
	json_decref(body);
	return true;
}

static bool walk(struct store *store, sqlite3_stmt *rows, bool open_bodies, event_fn *next, void *self, struct err *err)
{
	bool more = true, ok = true;
	int code = SQLITE_ROW;
	while (ok && more && (code = sqlite3_step(rows)) == SQLITE_ROW)
		ok = give(store, rows, open_bodies, next, self, &more, err);
	if (ok && more && code != SQLITE_DONE)
		ok = db_fail(&store->db, "the log cannot be read", err);
	sqlite3_reset(rows);
	return ok;
}

bool store_events(struct store *store, const char *device, uint64_t after, size_t most, bool open_bodies, event_fn *next,
		  void *self, struct err *err)
{
	if (store->mode == STORE_READ && !chains_refresh(store, err))
		return false;
	const struct chain *chain = device ? chain_find(store, device) : NULL;
	if (device && !chain)
		return err_set(err, ERR_MISSING, "no device of this fair has the id %.40s", device);
	sqlite3_stmt *rows = chain ? db_prepare(&store->db,
						"SELECT id, at, prev, digest, sealed, body_digest, signature FROM event WHERE "
						"id > (?1 << 40) + ?2 "
						"AND id < (?1 + 1) << 40 ORDER BY id LIMIT ?3",
						err)
				   : db_prepare(&store->db,
						"SELECT id, at, prev, digest, sealed, body_digest, signature FROM event WHERE "
						"id & ((1 << 40) - 1) "
						"> ?2 ORDER BY id LIMIT ?3",
						err);
	if (!rows)
		return false;
	if (chain)
		sqlite3_bind_int64(rows, 1, chain->no);
	sqlite3_bind_int64(rows, 2, after > INT64_MAX ? INT64_MAX : (int64_t)after);
	sqlite3_bind_int64(rows, 3, most > INT64_MAX ? INT64_MAX : (int64_t)most);
	return walk(store, rows, open_bodies, next, self, err);
}

bool store_forks(struct store *store, event_fn *next, void *self, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db, "SELECT id, at, prev, digest, sealed, body_digest, signature FROM fork ORDER BY no", err);
	return rows && walk(store, rows, false, next, self, err);
}

uint64_t store_fork_count(const struct store *store)
{
	return store->forks;
}
