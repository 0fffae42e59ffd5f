/* Facts of other devices into the log and the view, in one commit. An event either continues its device's chain, or is there
 * already, or shows that the device was cloned: then both streams are facts, and the second is kept beside the chain. */
#include "store/internal.h"

#include "base/log.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* What memory holds and a failed batch must give back. */
struct before {
	struct chain *chains;
	struct hlc clock;
	uint64_t forks_folded;
	bool unsure;
};

static bool remember(const struct store *store, struct before *before, struct err *err)
{
	size_t size = store->chain_count * sizeof *store->chains;
	*before = (struct before){malloc(size), store->clock, store->forks_folded, store->unsure};
	if (!before->chains)
		return err_set(err, ERR_MEMORY, "there is no memory to take facts in");
	memcpy(before->chains, store->chains, size);
	return true;
}

static void restore(struct store *store, const struct before *before)
{
	store_rollback(store);
	memcpy(store->chains, before->chains, store->chain_count * sizeof *store->chains);
	store->clock = before->clock;
	store->forks_folded = before->forks_folded;
	store->unsure = before->unsure;
}

static bool check_shape(const char *fair, const struct event *event, struct err *err)
{
	if (event->seq == 0 || event->seq >= 1ull << 40 || event->at > INT64_MAX)
		return err_set(err, ERR_INPUT, "its number or time cannot be");
	if (event->sealed && (event->sealed_size < EVENT_OVERHEAD || event->sealed_size > EVENT_SEALED_MOST))
		return err_set(err, ERR_INPUT, "its body has %zu bytes", event->sealed_size);
	return event_check(fair, event, err);
}

/* The digest stored for (device, seq); false if there is none. */
static bool stored_digest(struct store *store, const struct chain *chain, uint64_t seq, uint8_t digest[DIGEST_BYTES])
{
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT digest FROM event WHERE id = ?", NULL);
	if (!row || seq == 0 || seq > chain->seq)
		return false;
	sqlite3_bind_int64(row, 1, event_id(chain->no, seq));
	bool found = sqlite3_step(row) == SQLITE_ROW && db_bytes(row, 0, digest, DIGEST_BYTES);
	sqlite3_reset(row);
	return found;
}

static bool is_in_fork(struct store *store, const uint8_t digest[DIGEST_BYTES])
{
	sqlite3_stmt *row = db_prepare(&store->db, "SELECT 1 FROM fork WHERE digest = ?", NULL);
	if (!row)
		return false;
	db_bind_bytes(row, 1, digest, DIGEST_BYTES);
	bool found = sqlite3_step(row) == SQLITE_ROW;
	sqlite3_reset(row);
	return found;
}

/* Folds an event just stored; `fork` is its fork.no, or 0. */
static bool fold_new(struct store *store, const struct chain *chain, const struct event *event, int64_t fork, struct err *err)
{
	size_t size;
	bool erase = false, ok = true;
	if (!event->sealed)
		return true;
	if (!event_open(store->keys->fair, store->keys->fair_key, event, store->scratch, &size)) {
		log_line(LOG_WARNING, "fact %llu of device %s is not sealed for this fair and was passed over",
			 (unsigned long long)event->seq, event->device);
		return true;
	}
	ok = fold_event(store, event, (const char *)store->scratch, size, &erase, err);
	sodium_memzero(store->scratch, size);
	if (ok && erase) {
		uint8_t digest[DIGEST_BYTES];
		crypto_generichash(digest, sizeof digest, event->sealed, event->sealed_size, NULL, 0);
		ok = fork ? erase_fork(store, fork, digest, err)
			  : erase_event(store, event_id(chain->no, event->seq), digest, err);
	}
	return ok;
}

static bool take_next(struct store *store, struct chain *chain, const struct event *event, bool last, struct err *err)
{
	if (last && !event_verify(store->keys->fair, event, chain->public_key, err))
		return false;
	if (!log_insert(store, chain->no, event, err) || !fold_new(store, chain, event, 0, err))
		return false;
	chain->seq = chain->folded = event->seq;
	memcpy(chain->digest, event->digest, DIGEST_BYTES);
	memcpy(chain->folded_digest, event->digest, DIGEST_BYTES);
	return true;
}

/* A fork has no chain to vouch for it, so each of its events must be signed. */
static bool take_fork(struct store *store, const struct chain *chain, const struct event *event, size_t *added, struct err *err)
{
	if (is_in_fork(store, event->digest))
		return true;
	if (!event_verify(store->keys->fair, event, chain->public_key, err) || !log_insert_fork(store, chain->no, event, err))
		return false;
	int64_t no = sqlite3_last_insert_rowid(store->db.handle);
	if (!is_in_fork(store, event->prev))
		log_line(LOG_WARNING, "device %s was cloned: it wrote two facts with number %llu", event->device,
			 (unsigned long long)event->seq);
	store->forks_folded = (uint64_t)no;
	++*added;
	return fold_new(store, chain, event, no, err);
}

static bool take(struct store *store, const struct event *event, const struct event *next, size_t *added, struct err *err)
{
	struct chain *chain = chain_find(store, event->device);
	uint8_t digest[DIGEST_BYTES];
	if (!chain)
		return err_set(err, ERR_REFUSED, "the device is not admitted to this fair");
	if (!check_shape(store->keys->fair, event, err))
		return false;
	if (event->seq == chain->seq + 1 && memcmp(event->prev, chain->digest, DIGEST_BYTES) == 0) {
		/* The signature of the last of a run vouches, through `prev`, for all before it. */
		bool vouched = next && strcmp(next->device, event->device) == 0 && next->seq == event->seq + 1 &&
			       memcmp(next->prev, event->digest, DIGEST_BYTES) == 0;
		++*added;
		return take_next(store, chain, event, !vouched, err);
	}
	if (stored_digest(store, chain, event->seq, digest))
		return memcmp(digest, event->digest, DIGEST_BYTES) == 0 || take_fork(store, chain, event, added, err);
	if (is_in_fork(store, event->prev))
		return take_fork(store, chain, event, added, err);
	if (event->seq > chain->seq + 1)
		return err_set(err, ERR_INPUT, "the facts before it are missing; fetch them first");
	return err_set(err, ERR_CORRUPT, "it does not follow the fact before it");
}

static bool take_all(struct store *store, const struct event *events, size_t count, size_t *added, struct err *err)
{
	struct instant now;
	store->now(&now);
	for (size_t i = 0; i < count; i++) {
		if (!take(store, &events[i], i + 1 < count ? &events[i + 1] : NULL, added, err))
			return err_wrap(err, "fact %llu of device %.26s", (unsigned long long)events[i].seq, events[i].device);
		hlc_see(&store->clock, events[i].at, now.trusted ? now.wall : 0);
	}
	return !store->changes.erased || erase_sweep(store, err);
}

bool store_ingest(struct store *store, const struct event *events, size_t count, size_t *added, struct err *err)
{
	struct before before = {0};
	*added = 0;
	if (store->mode != STORE_WRITE)
		return err_set(err, ERR_USAGE, "this log is open for reading only");
	if (!store_recovered(store, err) || !store_fold_log(store, err) || !remember(store, &before, err))
		return false;
	bool ok = store_begin(store, err) && take_all(store, events, count, added, err);
	bool erased = store->changes.erased;
	ok = ok && store_commit(store, err);
	if (ok) {
		fold_settle(store);
		forks_count(store);
		if (erased)
			db_checkpoint(&store->db, NULL);
		ok = !store->changes.apart || (fold_anew(store, err) && store_fold_log(store, err));
	} else {
		restore(store, &before);
		*added = 0;
	}
	free(before.chains);
	return ok;
}
