/* A hub's store in one SQLite file.
 *
 * One connection writes and a few read (WAL: they never wait for each other). synchronous=FULL, so that a commit that was
 * answered outlives a power cut. Event ids are device number << 40 | seq: a device's events lie together and in order, its head
 * is the last id of its range, and the unique key that forbids two events under one number costs no index of its own. */
#include "base/file.h"
#include "base/log.h"
#include "hub/store.h"
#include "wire/limits.h"

#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	APPLICATION_ID = 0x4C594831, /* "LYH1" */
	SCHEMA_VERSION = 1,
	READERS = 3,
};

static const char schema[] =
	"CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
	/* who may write; the certificate is the exact text that was signed */
	"CREATE TABLE device (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, certificate TEXT NOT NULL,"
	" arrival INTEGER NOT NULL) STRICT;"
	/* id: device.number << 40 | seq. sealed is NULL when erased, and body_digest only then not */
	"CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, prev BLOB NOT NULL, digest BLOB NOT NULL, sealed "
	"BLOB,"
	" body_digest BLOB, sig BLOB NOT NULL, arrival INTEGER NOT NULL) STRICT;"
	/* other events under the same number, by a copy of the device */
	"CREATE TABLE fork (id INTEGER NOT NULL, digest BLOB NOT NULL, at INTEGER NOT NULL, prev BLOB NOT NULL, sealed BLOB,"
	" body_digest BLOB, sig BLOB NOT NULL, arrival INTEGER NOT NULL, PRIMARY KEY (id, digest)) STRICT, WITHOUT ROWID;";

/* The parameters of APPEND and KEEP, which are bound a hundred thousand times: by number, as a name is looked for each time. */
enum { EVENT_ID = 1, EVENT_AT, EVENT_PREV, EVENT_DIGEST, EVENT_SEALED, EVENT_BODY_DIGEST, EVENT_SIG, EVENT_ARRIVAL };

enum statement { SET, ADMIT, APPEND, KEEP, DIGEST, KEPT, WRITER_COUNT };
static const char *const writer_sql[WRITER_COUNT] = {
	[SET] = "INSERT INTO setting (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = :value",
	[ADMIT] = "INSERT INTO device (id, certificate, arrival) VALUES (:id, :certificate, :arrival)",
	[APPEND] = "INSERT INTO event (id, at, prev, digest, sealed, body_digest, sig, arrival)"
		   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[KEEP] = "INSERT INTO fork (id, at, prev, digest, sealed, body_digest, sig, arrival)"
		 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
	[DIGEST] = "SELECT digest FROM event WHERE id = :id",
	[KEPT] = "SELECT 1 FROM fork WHERE id = :id AND digest = :digest",
};

struct reader {
	pthread_mutex_t lock;
	sqlite3 *db;
	sqlite3_stmt *events;
};

struct sqlite_store {
	struct hub_store base;
	int lock; /* on FILE.lock: one hub a file */
	sqlite3 *db;
	sqlite3_stmt *statements[WRITER_COUNT];
	struct reader readers[READERS];
};

static struct sqlite_store *of(struct hub_store *store)
{
	return (struct sqlite_store *)store;
}

static bool failed(sqlite3 *db, const char *doing, struct err *err)
{
	int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
	if (code == SQLITE_FULL)
		return err_set(err, ERR_FULL, "the hub's disk is full; make room and it goes on by itself");
	return err_set(err, code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? ERR_CORRUPT : ERR_IO,
		       "the hub's store failed while %s: %s", doing, db ? sqlite3_errmsg(db) : "no memory");
}

static bool run(sqlite3 *db, const char *sql, const char *doing, struct err *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || failed(db, doing, err);
}

/* --- life ---------------------------------------------------------------------------------------------------------------- */

static bool ask_number(sqlite3 *db, const char *sql, int64_t *out, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	bool ok = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;
	if (ok)
		*out = sqlite3_column_int64(statement, 0);
	else
		failed(db, "opening", err);
	sqlite3_finalize(statement);
	return ok;
}

static bool connect_file(const char *path, sqlite3 **db, struct err *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(path, db, flags, NULL) != SQLITE_OK)
		return failed(*db, "opening", err) || err_wrap(err, "%s", path);
	sqlite3_busy_timeout(*db, 5000);
	return run(*db, "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA trusted_schema=OFF;", "opening", err);
}

/* A new file gets the schema; one of ours is kept; anything else is refused. */
static bool found_schema(struct sqlite_store *store, const char *path, struct err *err)
{
	int64_t tables, application, version;
	if (!ask_number(store->db, "SELECT count(*) FROM sqlite_schema", &tables, err) ||
	    !ask_number(store->db, "PRAGMA application_id", &application, err) ||
	    !ask_number(store->db, "PRAGMA user_version", &version, err))
		return false;
	if (tables && application != APPLICATION_ID)
		return err_set(err, ERR_REFUSED, "%s is not a hub's store; name another file", path);
	if (tables && version > SCHEMA_VERSION)
		return err_set(err, ERR_REFUSED, "%s was written by a newer hub; update this one", path);
	if (tables)
		return true;
	char create[sizeof schema + 128];
	snprintf(create, sizeof create, "BEGIN;%sPRAGMA application_id=%d;PRAGMA user_version=%d;COMMIT", schema,
		 APPLICATION_ID, SCHEMA_VERSION);
	return run(store->db, create, "creating it", err);
}

static bool open_writer(struct sqlite_store *store, const char *path, struct err *err)
{
	if (!connect_file(path, &store->db, err) ||
	    !run(store->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;", "opening",
		 err) ||
	    !found_schema(store, path, err) || !run(store->db, "PRAGMA wal_checkpoint(TRUNCATE)", "opening", err))
		return false;
	for (int i = 0; i < WRITER_COUNT; i++)
		if (sqlite3_prepare_v3(store->db, writer_sql[i], -1, SQLITE_PREPARE_PERSISTENT, &store->statements[i], NULL))
			return failed(store->db, "opening", err);
	return true;
}

static bool open_reader(struct reader *reader, const char *path, struct err *err)
{
	static const char sql[] =
		"SELECT id, at, prev, digest, sealed, body_digest, sig FROM event WHERE id > :after AND id <= :last"
		" ORDER BY id LIMIT :most";
	return connect_file(path, &reader->db, err) && run(reader->db, "PRAGMA query_only=ON", "opening", err) &&
	       (sqlite3_prepare_v3(reader->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &reader->events, NULL) == SQLITE_OK ||
		failed(reader->db, "opening", err));
}

static void sqlite_close(struct hub_store *base)
{
	if (!base)
		return;
	struct sqlite_store *store = of(base);
	for (int i = 0; i < READERS; i++) {
		sqlite3_finalize(store->readers[i].events);
		sqlite3_close(store->readers[i].db);
		pthread_mutex_destroy(&store->readers[i].lock);
	}
	for (int i = 0; i < WRITER_COUNT; i++)
		sqlite3_finalize(store->statements[i]);
	sqlite3_close(store->db);
	file_unlock(store->lock);
	free(store);
}

static bool open_all(struct sqlite_store *store, const char *path, struct err *err)
{
	char lock[PATH_MAX], parent[PATH_MAX];
	if (snprintf(lock, sizeof lock, "%s.lock", path) >= (int)sizeof lock)
		return err_set(err, ERR_USAGE, "the path of the store is too long");
	snprintf(parent, sizeof parent, "%s", path);
	store->lock = file_lock(lock, 0, err);
	if (store->lock < 0 || !open_writer(store, path, err))
		return false;
	for (int i = 0; i < READERS; i++)
		if (!open_reader(&store->readers[i], path, err))
			return false;
	return file_sync_dir(dirname(parent), err);
}

static struct hub_store *sqlite_open(const char *path, struct err *err)
{
	struct sqlite_store *store = calloc(1, sizeof *store);
	if (!store) {
		err_set(err, ERR_MEMORY, "no memory for the hub's store");
		return NULL;
	}
	store->base.type = &hub_store_sqlite;
	store->lock = -1;
	for (int i = 0; i < READERS; i++)
		pthread_mutex_init(&store->readers[i].lock, NULL);
	if (open_all(store, path, err))
		return &store->base;
	sqlite_close(&store->base);
	return NULL;
}

/* --- the writer's --------------------------------------------------------------------------------------------------------- */

static bool sqlite_begin(struct hub_store *store, struct err *err)
{
	return run(of(store)->db, "BEGIN IMMEDIATE", "beginning", err);
}

static bool sqlite_commit(struct hub_store *store, struct err *err)
{
	return run(of(store)->db, "COMMIT", "committing", err);
}

static void sqlite_rollback(struct hub_store *store)
{
	if (!sqlite3_get_autocommit(of(store)->db))
		sqlite3_exec(of(store)->db, "ROLLBACK", NULL, NULL, NULL);
}

static void bind_text(sqlite3_stmt *statement, const char *name, const char *text)
{
	sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, name), text, -1, SQLITE_STATIC);
}

static void bind_number(sqlite3_stmt *statement, const char *name, int64_t value)
{
	sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, name), value);
}

static void bind_bytes(sqlite3_stmt *statement, const char *name, const void *data, size_t size)
{
	sqlite3_bind_blob64(statement, sqlite3_bind_parameter_index(statement, name), data, size, SQLITE_STATIC);
}

static bool finish(struct hub_store *store, sqlite3_stmt *statement, const char *doing, struct err *err)
{
	bool ok = sqlite3_step(statement) == SQLITE_DONE || failed(of(store)->db, doing, err);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return ok;
}

static bool sqlite_set(struct hub_store *store, const char *name, const char *value, struct err *err)
{
	sqlite3_stmt *statement = of(store)->statements[SET];
	bind_text(statement, ":name", name);
	bind_text(statement, ":value", value);
	return finish(store, statement, "setting", err);
}

static bool sqlite_admit(struct hub_store *store, const char *device, const char *certificate, int64_t now, int64_t *number,
			 struct err *err)
{
	sqlite3_stmt *statement = of(store)->statements[ADMIT];
	bind_text(statement, ":id", device);
	bind_text(statement, ":certificate", certificate);
	bind_number(statement, ":arrival", now);
	if (!finish(store, statement, "admitting a device", err))
		return false;
	*number = sqlite3_last_insert_rowid(of(store)->db);
	return true;
}

static int64_t event_id(int64_t number, uint64_t seq)
{
	return (int64_t)((uint64_t)number << SEQ_BITS | seq);
}

static bool insert_event(struct hub_store *store, enum statement which, int64_t number, const struct event *event, int64_t now,
			 struct err *err)
{
	sqlite3_stmt *statement = of(store)->statements[which];
	sqlite3_bind_int64(statement, EVENT_ID, event_id(number, event->seq));
	sqlite3_bind_int64(statement, EVENT_AT, (int64_t)event->at);
	sqlite3_bind_blob64(statement, EVENT_PREV, event->prev, DIGEST_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob64(statement, EVENT_DIGEST, event->digest, DIGEST_BYTES, SQLITE_STATIC);
	if (event->sealed)
		sqlite3_bind_blob64(statement, EVENT_SEALED, event->sealed, event->sealed_size, SQLITE_STATIC);
	else
		sqlite3_bind_blob64(statement, EVENT_BODY_DIGEST, event->body_digest, DIGEST_BYTES, SQLITE_STATIC);
	sqlite3_bind_blob64(statement, EVENT_SIG, event->signature, SIGNATURE_BYTES, SQLITE_STATIC);
	sqlite3_bind_int64(statement, EVENT_ARRIVAL, now);
	return finish(store, statement, "storing an event", err);
}

static bool sqlite_append(struct hub_store *store, int64_t number, const struct event *event, int64_t now, struct err *err)
{
	return insert_event(store, APPEND, number, event, now, err);
}

static bool sqlite_keep(struct hub_store *store, int64_t number, const struct event *event, int64_t now, struct err *err)
{
	return insert_event(store, KEEP, number, event, now, err);
}

static void copy_digest(sqlite3_stmt *statement, int column, uint8_t digest[DIGEST_BYTES])
{
	const void *bytes = sqlite3_column_blob(statement, column);
	if (bytes && sqlite3_column_bytes(statement, column) == DIGEST_BYTES)
		memcpy(digest, bytes, DIGEST_BYTES);
	else
		memset(digest, 0, DIGEST_BYTES);
}

static bool sqlite_digest(struct hub_store *store, int64_t number, uint64_t seq, uint8_t digest[DIGEST_BYTES], bool *found,
			  struct err *err)
{
	sqlite3_stmt *statement = of(store)->statements[DIGEST];
	bind_number(statement, ":id", event_id(number, seq));
	int code = sqlite3_step(statement);
	*found = code == SQLITE_ROW;
	if (*found)
		copy_digest(statement, 0, digest);
	bool ok = *found || code == SQLITE_DONE || failed(of(store)->db, "looking up an event", err);
	sqlite3_reset(statement);
	return ok;
}

static bool sqlite_kept(struct hub_store *store, int64_t number, uint64_t seq, const uint8_t digest[DIGEST_BYTES], bool *found,
			struct err *err)
{
	sqlite3_stmt *statement = of(store)->statements[KEPT];
	bind_number(statement, ":id", event_id(number, seq));
	bind_bytes(statement, ":digest", digest, DIGEST_BYTES);
	int code = sqlite3_step(statement);
	*found = code == SQLITE_ROW;
	bool ok = *found || code == SQLITE_DONE || failed(of(store)->db, "looking up an event", err);
	sqlite3_reset(statement);
	return ok;
}

/* --- anybody's ------------------------------------------------------------------------------------------------------------ */

/* A reader that is free, or the first when all are busy (waiting for it). */
static struct reader *take_reader(struct sqlite_store *store)
{
	for (int i = 0; i < READERS; i++)
		if (pthread_mutex_trylock(&store->readers[i].lock) == 0)
			return &store->readers[i];
	pthread_mutex_lock(&store->readers[0].lock);
	return &store->readers[0];
}

static void give_reader(struct reader *reader)
{
	pthread_mutex_unlock(&reader->lock);
}

static bool sqlite_setting(struct hub_store *store, const char *name, char value[HUB_SETTING_MOST], struct err *err)
{
	struct reader *reader = take_reader(of(store));
	sqlite3_stmt *statement = NULL;
	value[0] = '\0';
	bool ok = sqlite3_prepare_v2(reader->db, "SELECT value FROM setting WHERE name = ?", -1, &statement, NULL) == SQLITE_OK;
	if (ok) {
		sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
		if (sqlite3_step(statement) == SQLITE_ROW)
			snprintf(value, HUB_SETTING_MOST, "%s", (const char *)sqlite3_column_text(statement, 0));
	} else {
		failed(reader->db, "reading a setting", err);
	}
	sqlite3_finalize(statement);
	give_reader(reader);
	return ok;
}

static bool find_head(sqlite3_stmt *statement, int64_t number, struct head *head)
{
	sqlite3_bind_int64(statement, 1, event_id(number, 0));
	sqlite3_bind_int64(statement, 2, event_id(number + 1, 0));
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW) {
		head->seq = (uint64_t)sqlite3_column_int64(statement, 0) & ((1ULL << SEQ_BITS) - 1);
		copy_digest(statement, 1, head->digest);
	}
	sqlite3_reset(statement);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool walk_members(sqlite3_stmt *devices, sqlite3_stmt *heads, hub_member_fn *next, void *self)
{
	int code;
	while ((code = sqlite3_step(devices)) == SQLITE_ROW) {
		struct hub_member member = {
			.number = sqlite3_column_int64(devices, 0),
			.certificate = (const char *)sqlite3_column_text(devices, 2),
		};
		snprintf(member.head.device, sizeof member.head.device, "%s", (const char *)sqlite3_column_text(devices, 1));
		if (!find_head(heads, member.number, &member.head))
			return false;
		if (!next(self, &member))
			return true;
	}
	return code == SQLITE_DONE;
}

static bool sqlite_members(struct hub_store *store, hub_member_fn *next, void *self, struct err *err)
{
	struct reader *reader = take_reader(of(store));
	sqlite3_stmt *devices = NULL, *heads = NULL;
	bool ok = sqlite3_prepare_v2(reader->db, "SELECT number, id, certificate FROM device ORDER BY number", -1, &devices,
				     NULL) == SQLITE_OK &&
		  sqlite3_prepare_v2(reader->db,
				     "SELECT id, digest FROM event WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1", -1,
				     &heads, NULL) == SQLITE_OK &&
		  walk_members(devices, heads, next, self);
	if (!ok)
		failed(reader->db, "reading the devices", err);
	sqlite3_finalize(heads);
	sqlite3_finalize(devices);
	give_reader(reader);
	return ok;
}

static bool sqlite_forks(struct hub_store *store, uint64_t *count, struct err *err)
{
	struct reader *reader = take_reader(of(store));
	int64_t rows = 0;
	bool ok = ask_number(reader->db, "SELECT count(*) FROM fork", &rows, err);
	*count = (uint64_t)rows;
	give_reader(reader);
	return ok;
}

static void read_event(sqlite3_stmt *row, struct event *event)
{
	*event = (struct event){
		.seq = (uint64_t)sqlite3_column_int64(row, 0) & ((1ULL << SEQ_BITS) - 1),
		.at = (uint64_t)sqlite3_column_int64(row, 1),
		.sealed = sqlite3_column_blob(row, 4),
		.sealed_size = (size_t)sqlite3_column_bytes(row, 4),
	};
	copy_digest(row, 2, event->prev);
	copy_digest(row, 3, event->digest);
	if (!event->sealed)
		copy_digest(row, 5, event->body_digest);
	const void *signature = sqlite3_column_blob(row, 6);
	if (signature && sqlite3_column_bytes(row, 6) == SIGNATURE_BYTES)
		memcpy(event->signature, signature, SIGNATURE_BYTES);
}

static bool sqlite_events(struct hub_store *store, int64_t number, uint64_t after, size_t most, event_fn *next, void *self,
			  struct err *err)
{
	struct reader *reader = take_reader(of(store));
	sqlite3_stmt *rows = reader->events;
	bind_number(rows, ":after", event_id(number, after));
	bind_number(rows, ":last", event_id(number + 1, 0) - 1);
	bind_number(rows, ":most", (int64_t)most);
	int code;
	bool wanted = true;
	while (wanted && (code = sqlite3_step(rows)) == SQLITE_ROW) {
		struct event event;
		read_event(rows, &event);
		wanted = next(self, &event, NULL);
	}
	bool ok = !wanted || code == SQLITE_DONE || failed(reader->db, "reading events", err);
	sqlite3_reset(rows);
	give_reader(reader);
	return ok;
}

const struct hub_store_type hub_store_sqlite = {
	.scheme = "sqlite:",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.set = sqlite_set,
	.admit = sqlite_admit,
	.append = sqlite_append,
	.keep = sqlite_keep,
	.digest = sqlite_digest,
	.kept = sqlite_kept,
	.setting = sqlite_setting,
	.members = sqlite_members,
	.forks = sqlite_forks,
	.events = sqlite_events,
};
