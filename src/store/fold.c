/* From the log to the view. One event is dissected by one statement (kind, person, whether that person was erased, time), then
 * the statements of its kind run. The fold goes device by device along the chains: order does not matter to the kinds, and so
 * every link can be checked on the way. */
#include "store/internal.h"

#include "base/clock.h"
#include "base/log.h"
#include "store/kinds.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FOLD_AT_ONCE = 10000 };

/* --- one event -------------------------------------------------------------------------------------------------- */

static const char dissect[] =
	"SELECT :body->>'kind',"
	" coalesce((SELECT canonical FROM alias WHERE person = :body->>'person'), :body->>'person'),"
	" EXISTS (SELECT 1 FROM erased WHERE person = :body->>'person') OR"
	" EXISTS (SELECT 1 FROM badge b JOIN erased e ON e.person = b.owner WHERE b.badge = :body->>'badge'),"
	" iif(:body->>'boot' IS NULL, CAST(coalesce(:body->>'wall', :at >> 16) AS INTEGER),"
	" (:body->>'boot') || ':' || (:body->>'up') || ':' || coalesce(:body->>'said', 0))";
enum { DISSECT_KIND, DISSECT_PERSON, DISSECT_ERASED, DISSECT_SEEN };

/* What every statement of a kind may ask for. */
struct matter {
	const struct event *event;
	const char *body;
	size_t size;
	uint8_t stamp[STAMP_BYTES];
	char ref[EVENT_REF_TEXT];
	sqlite3_stmt *parts; /* `dissect`, standing on its row */
};

static void make_stamp(const struct event *event, uint8_t stamp[STAMP_BYTES])
{
	for (int i = 0; i < 8; i++) {
		stamp[i] = (uint8_t)(event->at >> (56 - 8 * i));
		stamp[24 + i] = (uint8_t)(event->seq >> (56 - 8 * i));
	}
	base32_decode(event->device, ID_TEXT - 1, stamp + 8, ID_BYTES);
	memcpy(stamp + 32, event->digest, STAMP_BYTES - 32);
}

static void bind(sqlite3_stmt *statement, const struct matter *m)
{
	int at;
	if ((at = sqlite3_bind_parameter_index(statement, ":body")))
		sqlite3_bind_text64(statement, at, m->body, m->size, SQLITE_STATIC, SQLITE_UTF8);
	if ((at = sqlite3_bind_parameter_index(statement, ":person")))
		sqlite3_bind_value(statement, at, sqlite3_column_value(m->parts, DISSECT_PERSON));
	if ((at = sqlite3_bind_parameter_index(statement, ":seen")))
		sqlite3_bind_value(statement, at, sqlite3_column_value(m->parts, DISSECT_SEEN));
	if ((at = sqlite3_bind_parameter_index(statement, ":stamp")))
		db_bind_bytes(statement, at, m->stamp, STAMP_BYTES);
	if ((at = sqlite3_bind_parameter_index(statement, ":event")))
		db_bind_text(statement, at, m->ref);
	if ((at = sqlite3_bind_parameter_index(statement, ":device")))
		db_bind_text(statement, at, m->event->device);
	if ((at = sqlite3_bind_parameter_index(statement, ":seq")))
		sqlite3_bind_int64(statement, at, (int64_t)m->event->seq);
	if ((at = sqlite3_bind_parameter_index(statement, ":at")))
		sqlite3_bind_int64(statement, at, (int64_t)m->event->at);
}

/* A body that is not what its kind says (a faulty device) is passed over: it must not keep everybody else's facts out. */
static bool is_faulty_body(struct store *store)
{
	int code = sqlite3_errcode(store->db.handle) & 0xFF;
	return code == SQLITE_ERROR || code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

static bool run_kind(struct store *store, const struct kind *kind, const struct matter *m, struct err *err)
{
	for (size_t i = 0; i < KIND_STATEMENTS && kind->sql[i]; i++) {
		sqlite3_stmt *statement = db_prepare(&store->db, kind->sql[i], err);
		if (!statement)
			return false;
		bind(statement, m);
		if (!db_finish(&store->db, statement, err)) {
			if (!is_faulty_body(store))
				return false;
			store->faulty++;
			log_line(LOG_WARNING, "a %s fact of device %s is faulty and was passed over", kind->name,
				 m->event->device);
			return true;
		}
	}
	return true;
}

/* Whether badges of an erased person may have become known, so that bodies about them are still in the log. */
static bool reveals_erased(const struct kind *kind, bool erased)
{
	return erased && strcmp(kind->name, "badge.issued") == 0;
}

/* Merges that the view has met and that were taken back. */
static int64_t undone_merges(struct store *store)
{
	return db_number(&store->db, "SELECT count(*) FROM unmerged JOIN merged USING (event)");
}

static bool may_undo_merges(const struct kind *kind)
{
	return strcmp(kind->name, "person.unmerged") == 0 || strcmp(kind->name, "person.erased") == 0;
}

bool fold_event(struct store *store, const struct event *event, const char *body, size_t size, bool *erase, struct err *err)
{
	*erase = false;
	struct matter m = {.event = event, .body = body, .size = size};
	m.parts = db_prepare(&store->db, dissect, err);
	if (!m.parts)
		return false;
	bind(m.parts, &m);
	int code = memchr(body, '\0', size) ? SQLITE_DONE : sqlite3_step(m.parts);
	if (code != SQLITE_ROW) {
		bool ok = code == SQLITE_DONE || is_faulty_body(store) || db_fail(&store->db, "the view", err);
		sqlite3_reset(m.parts);
		return ok;
	}
	const char *name = (const char *)sqlite3_column_text(m.parts, DISSECT_KIND);
	const struct kind *kind = name ? kind_find(name) : NULL;
	bool erased = sqlite3_column_int(m.parts, DISSECT_ERASED), ok = true;
	if (strcmp(event->device, store->keys->device) == 0)
		store->unsure = sqlite3_column_type(m.parts, DISSECT_SEEN) == SQLITE_TEXT && name &&
				strcmp(name, "clock.anchor") != 0;
	if (erased && !(kind && kind->kept)) {
		*erase = true;
	} else if (kind) {
		make_stamp(event, m.stamp);
		event_ref(event, m.ref);
		int64_t undone = may_undo_merges(kind) ? undone_merges(store) : -1;
		ok = run_kind(store, kind, &m, err);
		if (undone >= 0 && undone_merges(store) > undone)
			store->changes.apart = true;
		if (reveals_erased(kind, erased))
			store->changes.erased = true;
	}
	sqlite3_reset(m.parts);
	return ok;
}

/* --- what changed ----------------------------------------------------------------------------------------------- */

static int64_t trusted_wall(const struct store *store)
{
	struct instant now;
	store->now(&now);
	return now.trusted ? now.wall : 0;
}

static void read_fair(struct store *store)
{
	static const struct {
		const char *field;
		size_t offset, size;
	} fields[] = {
#define FIELD(json, name) {json, offsetof(struct fair, name), sizeof((struct fair *)0)->name}
		FIELD("name", name),           FIELD("type", kind),     FIELD("venue", venue), FIELD("timezone", timezone),
		FIELD("languages", languages), FIELD("starts", starts), FIELD("ends", ends),   FIELD("capacity", capacity),
	};
	sqlite3_stmt *rows = db_prepare(&store->db, "SELECT field, value FROM fair", NULL);
	while (rows && sqlite3_step(rows) == SQLITE_ROW) {
		const char *field = (const char *)sqlite3_column_text(rows, 0);
		for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
			char *place = (char *)&store->fair + fields[i].offset;
			if (strcmp(fields[i].field, field) != 0)
				continue;
			int64_t number = sqlite3_column_int64(rows, 1);
			if (i >= 5)
				memcpy(place, &number, sizeof number);
			else
				db_text(rows, 1, place, fields[i].size);
		}
	}
	sqlite3_reset(rows);
}

void fold_settle(struct store *store)
{
	struct changes *changes = &store->changes;
	for (size_t i = 0; i < changes->count; i++)
		search_update(store->search, &store->db, changes->people[i]);
	if (changes->lost)
		search_rebuild(store->search, &store->db);
	if (changes->fair)
		read_fair(store);
	changes->count = 0;
	changes->fair = changes->erased = changes->lost = false;
	store->revision++;
}

/* --- the log into the view -------------------------------------------------------------------------------------- */

/* Opens and folds an event that chains. A body that does not open, although it is what its device signed, is passed over. */
static bool fold_stored(struct store *store, const struct event *event, struct err *err)
{
	size_t size;
	bool erase;
	if (!event->sealed)
		return true;
	if (!event_open(store->keys->fair, store->keys->fair_key, event, store->scratch, &size)) {
		log_line(LOG_WARNING, "fact %llu of device %s is not sealed for this fair and was passed over",
			 (unsigned long long)event->seq, event->device);
		return true;
	}
	bool ok = fold_event(store, event, (const char *)store->scratch, size, &erase, err);
	sodium_memzero(store->scratch, size);
	return ok;
}

/* Names the event in the sentence that is there. */
static bool blame(const struct event *event, struct err *err)
{
	return err_wrap(err, "fact %llu of device %s", (unsigned long long)event->seq, event->device);
}

static bool check_link(struct store *store, const struct chain *chain, const struct event *event, struct err *err)
{
	if (event->seq != chain->folded + 1)
		return err_set(err, ERR_CORRUPT, "the facts before it are missing; restore the log or fetch them from the hub");
	if (memcmp(event->prev, chain->folded_digest, DIGEST_BYTES) != 0)
		return err_set(err, ERR_CORRUPT, "it does not follow the fact before it; restore the log");
	return event->seq == chain->seq ? event_verify(store->keys->fair, event, chain->public_key, err)
					: event_check(store->keys->fair, event, err);
}

static bool fold_chain(struct store *store, struct chain *chain, size_t *budget, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT id, at, prev, digest, sealed, body_digest, signature FROM event WHERE id > ?1 AND "
		"id <= ?2 ORDER BY id LIMIT ?3",
		err);
	if (!rows)
		return false;
	sqlite3_bind_int64(rows, 1, event_id(chain->no, chain->folded));
	sqlite3_bind_int64(rows, 2, event_id(chain->no, chain->seq));
	sqlite3_bind_int64(rows, 3, (int64_t)*budget);
	bool own = chain == &store->chains[store->own], ok = true;
	int64_t wall = own ? 0 : trusted_wall(store);
	int code = SQLITE_ROW;
	while (ok && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct event event;
		ok = log_read(store, rows, &event, err);
		if (!ok)
			break;
		ok = (check_link(store, chain, &event, err) && fold_stored(store, &event, err)) || blame(&event, err);
		hlc_see(&store->clock, event.at, wall);
		chain->folded = event.seq;
		memcpy(chain->folded_digest, event.digest, DIGEST_BYTES);
		(*budget)--;
	}
	if (ok && code != SQLITE_DONE)
		ok = db_fail(&store->db, "the log cannot be read", err);
	sqlite3_reset(rows);
	if (ok && *budget && chain->folded < chain->seq)
		ok = err_set(err, ERR_CORRUPT, "facts of device %s are missing; restore the log or fetch them from the hub",
			     chain->id);
	return ok;
}

static bool fold_forks(struct store *store, struct err *err)
{
	sqlite3_stmt *rows = db_prepare(
		&store->db,
		"SELECT id, at, prev, digest, sealed, body_digest, signature, no FROM fork WHERE no > ? ORDER BY no", err);
	if (!rows)
		return false;
	sqlite3_bind_int64(rows, 1, (int64_t)store->forks_folded);
	bool ok = true;
	while (ok && sqlite3_step(rows) == SQLITE_ROW) {
		struct event event;
		ok = log_read(store, rows, &event, err);
		if (!ok)
			break;
		ok = (event_check(store->keys->fair, &event, err) && fold_stored(store, &event, err)) || blame(&event, err);
		store->forks_folded = (uint64_t)sqlite3_column_int64(rows, 7);
	}
	sqlite3_reset(rows);
	return ok;
}

uint64_t chains_left(const struct store *store)
{
	uint64_t left = 0;
	for (size_t i = 0; i < store->chain_count; i++)
		left += store->chains[i].seq - store->chains[i].folded;
	return left;
}

/* A reader learns of new facts by the log's data_version; a writer is the only one who makes any. */
static bool notice_others(struct store *store, struct err *err)
{
	if (store->mode == STORE_WRITE)
		return true;
	int64_t version = db_number(&store->db, "PRAGMA log.data_version");
	if (version == store->data_version)
		return true;
	store->data_version = version;
	store->stale = true;
	return chains_refresh(store, err);
}

static bool fold_some(struct store *store, size_t most, struct err *err)
{
	size_t room = store->chain_count * sizeof *store->chains, budget = most;
	struct chain *before = malloc(room ? room : 1);
	if (!before)
		return err_set(err, ERR_MEMORY, "there is no memory to read the log");
	memcpy(before, store->chains, room);
	uint64_t forks = store->forks_folded;
	bool ok = db_run(&store->db, "BEGIN", err);
	for (size_t i = 0; ok && budget && i < store->chain_count; i++)
		if (store->chains[i].folded < store->chains[i].seq)
			ok = fold_chain(store, &store->chains[i], &budget, err);
	ok = ok && fold_forks(store, err) && store_commit(store, err);
	if (ok) {
		fold_settle(store);
		ok = fold_anew(store, err);
	} else {
		store_rollback(store);
		memcpy(store->chains, before, room);
		store->forks_folded = forks;
	}
	free(before);
	return ok;
}

bool fold_log(struct store *store, size_t most, size_t *left, struct err *err)
{
	*left = 0;
	if (!notice_others(store, err))
		return false;
	if ((store->stale || chains_left(store)) && !fold_some(store, most, err))
		return false;
	*left = (size_t)chains_left(store);
	store->stale = *left > 0;
	return true;
}

bool store_fold_log(struct store *store, struct err *err)
{
	size_t left;
	do {
		if (!fold_log(store, FOLD_AT_ONCE, &left, err))
			return false;
	} while (left);
	return true;
}

bool store_fold(struct store *store, size_t most, size_t *left, struct err *err)
{
	if (!fold_log(store, most, left, err))
		return false;
	if (*left == 0 && store->anew && !anew_fold(store, most, left, err))
		return false;
	if (*left || store->mode == STORE_READ)
		return true;
	*left = inbox_take(store);
	return store_anchor(store, err);
}

bool store_fold_all(struct store *store, struct err *err)
{
	size_t left;
	do {
		if (!store_fold(store, FOLD_AT_ONCE, &left, err))
			return false;
	} while (left);
	return true;
}

uint64_t store_revision(const struct store *store)
{
	return store->revision;
}
