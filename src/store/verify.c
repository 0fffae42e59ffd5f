/* Proofs: that the log is what its devices signed, and that the view is what the log says. */
#include "store/internal.h"

#include <sodium.h>
#include <string.h>

/* --- the log ---------------------------------------------------------------------------------------------------- */

struct inspection {
	struct store *store;
	const struct chain *chain;
	uint64_t seq;
	uint8_t digest[DIGEST_BYTES];
	uint64_t events;
	bool sound;
	struct err *err;
};

static bool blame(struct inspection *inspection, const struct event *event)
{
	inspection->sound = false;
	return err_wrap(inspection->err, "fact %llu of device %s", (unsigned long long)event->seq, event->device);
}

static bool seal_opens(struct store *store, const struct event *event, struct err *err)
{
	size_t size;
	if (!event->sealed)
		return true;
	bool ok = event_open(store->keys->fair, store->keys->fair_key, event, store->scratch, &size);
	if (ok)
		sodium_memzero(store->scratch, size);
	return ok || err_set(err, ERR_CORRUPT, "it was not sealed for this fair");
}

static bool inspect_event(void *self, const struct event *event, json_t *body)
{
	struct inspection *in = self;
	(void)body;
	bool ok = true;
	if (event->seq != in->seq + 1)
		ok = err_set(in->err, ERR_CORRUPT, "the fact before it is missing");
	else if (memcmp(event->prev, in->digest, DIGEST_BYTES) != 0)
		ok = err_set(in->err, ERR_CORRUPT, "it does not follow the fact before it");
	ok = ok && event_verify(in->store->keys->fair, event, in->chain->public_key, in->err) &&
	     seal_opens(in->store, event, in->err);
	in->seq = event->seq;
	memcpy(in->digest, event->digest, DIGEST_BYTES);
	in->events++;
	return ok || blame(in, event);
}

static bool inspect_fork(void *self, const struct event *event, json_t *body)
{
	struct inspection *in = self;
	(void)body;
	const struct chain *chain = chain_find(in->store, event->device);
	bool ok = event_verify(in->store->keys->fair, event, chain->public_key, in->err) &&
		  seal_opens(in->store, event, in->err);
	return ok || blame(in, event);
}

/* Certificates stand in order of admission, so each inviter has been checked before whom it invited. */
static bool inspect_certificate(void *self, const char *certificate, const struct device *device)
{
	struct inspection *in = self;
	char inviter[ID_TEXT];
	struct device read;
	if (!certificate_inviter(certificate, inviter, in->err))
		return in->sound = false;
	const struct chain *known = chain_find(in->store, inviter);
	if (!certificate_read(certificate, known ? known->public_key : NULL, &read, in->err))
		return in->sound = false;
	if (strcmp(read.id, device->id) != 0 || memcmp(read.public_key, device->public_key, KEY_BYTES) != 0)
		in->sound = err_set(in->err, ERR_CORRUPT, "the key of device %s is not that of its certificate", device->id);
	return in->sound;
}

bool store_verify(struct store *store, uint64_t *events, struct err *err)
{
	struct inspection in = {.store = store, .sound = true, .err = err};
	bool ok = chains_refresh(store, err) && store_certificates(store, inspect_certificate, &in, err);
	for (size_t i = 0; ok && in.sound && i < store->chain_count; i++) {
		in.chain = &store->chains[i];
		in.seq = 0;
		memset(in.digest, 0, DIGEST_BYTES);
		ok = store_events(store, in.chain->id, 0, SIZE_MAX, false, inspect_event, &in, err);
	}
	ok = ok && in.sound && store_forks(store, inspect_fork, &in, err);
	*events = in.events;
	return ok && in.sound;
}

/* --- the view --------------------------------------------------------------------------------------------------- */

static void hash_number(crypto_generichash_state *hash, int64_t number)
{
	crypto_generichash_update(hash, (const uint8_t *)&number, sizeof number);
}

static void hash_value(crypto_generichash_state *hash, sqlite3_stmt *row, int column)
{
	int type = sqlite3_column_type(row, column);
	const void *bytes = type == SQLITE_TEXT ? (const void *)sqlite3_column_text(row, column)
						: sqlite3_column_blob(row, column);
	int size = sqlite3_column_bytes(row, column);
	hash_number(hash, type);
	hash_number(hash, size);
	crypto_generichash_update(hash, bytes ? bytes : "", (unsigned long long)size);
}

/* All rows of a table, sorted by all columns; `row` numbers depend on the order of arrival and are left out. */
static sqlite3_stmt *select_sorted(struct db *db, const char *table, struct err *err)
{
	sqlite3_stmt *columns = db_prepare(
		db,
		"SELECT group_concat('\"' || name || '\"', ', ') FROM pragma_table_info(?, 'view') WHERE name "
		"<> 'row'",
		err);
	if (!columns)
		return NULL;
	db_bind_text(columns, 1, table);
	sqlite3_stmt *rows = NULL;
	char *sql = NULL;
	if (sqlite3_step(columns) == SQLITE_ROW) {
		const char *list = (const char *)sqlite3_column_text(columns, 0);
		sql = sqlite3_mprintf("SELECT %s FROM view.\"%w\" ORDER BY %s", list, table, list);
	}
	sqlite3_reset(columns);
	if (!sql || sqlite3_prepare_v2(db->handle, sql, -1, &rows, NULL) != SQLITE_OK)
		db_fail(db, "the view", err);
	sqlite3_free(sql);
	return rows;
}

bool view_digests(struct store *store, struct view_digest tables[VIEW_TABLES_MOST], size_t *count, struct err *err)
{
	sqlite3_stmt *names = db_prepare(&store->db, "SELECT name FROM view.sqlite_schema WHERE type = 'table' ORDER BY name",
					 err);
	bool ok = names != NULL;
	*count = 0;
	while (ok && *count < VIEW_TABLES_MOST && sqlite3_step(names) == SQLITE_ROW) {
		struct view_digest *table = &tables[(*count)++];
		crypto_generichash_state hash;
		db_text(names, 0, table->name, sizeof table->name);
		sqlite3_stmt *rows = select_sorted(&store->db, table->name, err);
		ok = rows != NULL;
		crypto_generichash_init(&hash, NULL, 0, DIGEST_BYTES);
		while (ok && sqlite3_step(rows) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(rows); i++)
				hash_value(&hash, rows, i);
		crypto_generichash_final(&hash, table->digest, DIGEST_BYTES);
		sqlite3_finalize(rows);
	}
	sqlite3_reset(names);
	return ok;
}

static bool compare(struct store *kept, struct store *anew, struct err *err)
{
	struct view_digest a[VIEW_TABLES_MOST], b[VIEW_TABLES_MOST];
	size_t count, others;
	if (!view_digests(kept, a, &count, err) || !view_digests(anew, b, &others, err))
		return false;
	for (size_t i = 0; i < count && count == others; i++)
		if (memcmp(a[i].digest, b[i].digest, DIGEST_BYTES) != 0)
			return err_set(err, ERR_CORRUPT,
				       "the view's table '%s' is not what the log says; start the program again", a[i].name);
	return true;
}

bool store_rebuild(struct store *store, uint64_t *events, struct err *err)
{
	struct store *anew = NULL;
	bool ok = true;
	*events = 0;
	/* Beside a running kiosk the log may grow between the two folds: then once more. */
	for (int tries = 0; ok && tries < 5; tries++) {
		store_close(anew);
		anew = store_open(store->home, STORE_READ, err);
		ok = anew && store_fold_all(anew, err) && store_fold_log(store, err);
		if (ok && store_event_count(anew) == store_event_count(store))
			break;
	}
	ok = ok && compare(store, anew, err);
	if (ok)
		*events = store_event_count(anew);
	store_close(anew);
	return ok;
}
