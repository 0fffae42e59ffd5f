/* The devices of a fair as the log knows them, in memory: a few dozen rows, looked up for every event. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

struct chain *chain_find(struct store *store, const char *device)
{
	for (size_t i = 0; i < store->chain_count; i++)
		if (strcmp(store->chains[i].id, device) == 0)
			return &store->chains[i];
	return NULL;
}

static struct chain *chain_add(struct store *store, int64_t no, const char *id)
{
	if (store->chain_count == store->chain_room) {
		size_t room = store->chain_room ? store->chain_room * 2 : 16;
		struct chain *chains = room <= DEVICES_MOST ? realloc(store->chains, room * sizeof *chains) : NULL;
		if (!chains)
			return NULL;
		store->chains = chains;
		store->chain_room = room;
	}
	struct chain *chain = &store->chains[store->chain_count++];
	*chain = (struct chain){.no = no};
	memcpy(chain->id, id, strlen(id) + 1);
	return chain;
}

static bool read_devices(struct store *store, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(&store->db, "SELECT no, id, public_key FROM device ORDER BY no", err);
	bool ok = rows != NULL;
	while (ok && sqlite3_step(rows) == SQLITE_ROW) {
		char id[ID_TEXT];
		db_text(rows, 1, id, sizeof id);
		struct chain *chain = chain_find(store, id);
		if (!chain)
			chain = chain_add(store, sqlite3_column_int64(rows, 0), id);
		ok = chain ? db_bytes(rows, 2, chain->public_key, KEY_BYTES) ||
				     err_set(err, ERR_CORRUPT, "the key of device %s is damaged; restore the log", id)
			   : err_set(err, ERR_FULL, "there are too many devices");
	}
	sqlite3_reset(rows);
	return ok;
}

static bool read_head(struct store *store, struct chain *chain, struct err *err)
{
	sqlite3_stmt *row = db_prepare(
		&store->db, "SELECT id, digest FROM event WHERE id > ?1 << 40 AND id < (?1 + 1) << 40 ORDER BY id DESC LIMIT 1",
		err);
	if (!row)
		return false;
	sqlite3_bind_int64(row, 1, chain->no);
	bool ok = true;
	if (sqlite3_step(row) == SQLITE_ROW) {
		chain->seq = (uint64_t)(sqlite3_column_int64(row, 0) - event_id(chain->no, 0));
		ok = db_bytes(row, 1, chain->digest, DIGEST_BYTES) ||
		     err_set(err, ERR_CORRUPT, "the digest of device %s's newest fact is damaged; restore the log", chain->id);
	}
	return db_finish(&store->db, row, err) && ok;
}

void forks_count(struct store *store)
{
	store->forks = (uint64_t)db_number(
		&store->db, "SELECT count(*) FROM fork f WHERE EXISTS (SELECT 1 FROM event e WHERE e.id = f.id)");
}

bool chains_refresh(struct store *store, struct err *err)
{
	if (!read_devices(store, err))
		return false;
	for (size_t i = 0; i < store->chain_count; i++)
		if (!read_head(store, &store->chains[i], err))
			return false;
	forks_count(store);
	return true;
}

bool store_heads(struct store *store, head_fn *next, void *self, struct err *err)
{
	if (store->mode == STORE_READ && !chains_refresh(store, err))
		return false;
	for (size_t i = 0; i < store->chain_count; i++) {
		const struct chain *chain = &store->chains[i];
		struct head head = {.seq = chain->seq};
		memcpy(head.device, chain->id, ID_TEXT);
		memcpy(head.digest, chain->digest, DIGEST_BYTES);
		if (chain->seq && !next(self, &head))
			break;
	}
	return true;
}

uint64_t store_event_count(const struct store *store)
{
	uint64_t count = 0;
	for (size_t i = 0; i < store->chain_count; i++)
		count += store->chains[i].seq;
	return count;
}
