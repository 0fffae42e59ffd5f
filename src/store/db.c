/* Opening with the settings that keep an acknowledged fact, and statements prepared once. Each setting is read back: a build of
 * SQLite or a file system that ignores one must be found out before it costs somebody's registration. */
#include "store/db.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	APPLICATION_ID = 0x4C594431, /* "LYD1" */
	SCHEMA_VERSION = 1,
	BUSY_WAIT = 5000,       /* ms */
	CHECKPOINT_PAGES = 400, /* of the WAL, 1.6 MB */
};

#define TEXT(x) #x
#define NUMBER(x) TEXT(x)

struct setting {
	const char *set, *get, *want;
	bool writer; /* matters to the writer only; a read-only medium has no WAL */
};

static const struct setting settings[] = {
	{"PRAGMA log.journal_mode=WAL", "PRAGMA log.journal_mode", "wal", true},
	{"PRAGMA log.synchronous=FULL", "PRAGMA log.synchronous", "2", false},
	{"PRAGMA log.secure_delete=ON", "PRAGMA log.secure_delete", "1", false},
	{"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2", false},
	{"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1", false},
	{"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0", false},
	{"PRAGMA log.mmap_size=0", "PRAGMA log.mmap_size", "0", false},
};

static enum err_code code_of(struct db *db, int code)
{
	int reason = db->handle ? sqlite3_system_errno(db->handle) : 0;
	switch (code & 0xFF) {
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ERR_CORRUPT;
	case SQLITE_NOMEM:
		return ERR_MEMORY;
	case SQLITE_IOERR:
		return reason == ENOSPC || reason == EDQUOT || reason == EFBIG ? ERR_FULL : ERR_IO;
	default:
		return ERR_IO;
	}
}

bool db_fail(struct db *db, const char *doing, struct err *err)
{
	enum err_code code = code_of(db, db->handle ? sqlite3_extended_errcode(db->handle) : SQLITE_NOMEM);
	if (code == ERR_FULL)
		return err_set(err, ERR_FULL, "%s: the disk is full; free some space, then try again", doing);
	if (code == ERR_BUSY)
		return err_set(err, ERR_BUSY, "%s: another Lanyard program holds the log; try again in a moment", doing);
	return err_set(err, code, "%s: %s", doing, db->handle ? sqlite3_errmsg(db->handle) : "no memory");
}

/* --- statements ------------------------------------------------------------------------------------------------- */

sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *err)
{
	size_t i = ((uintptr_t)sql >> 3) % DB_STATEMENTS;
	for (int tries = 0; tries < DB_STATEMENTS; tries++, i = (i + 1) % DB_STATEMENTS) {
		if (db->prepared[i].sql == sql && !sqlite3_stmt_busy(db->prepared[i].statement)) {
			sqlite3_reset(db->prepared[i].statement);
			sqlite3_clear_bindings(db->prepared[i].statement);
			return db->prepared[i].statement;
		}
		if (db->prepared[i].sql)
			continue;
		sqlite3_stmt *statement = NULL;
		if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) {
			db_fail(db, "the log's statement cannot be prepared", err);
			return NULL;
		}
		db->prepared[i].sql = sql;
		db->prepared[i].statement = statement;
		return statement;
	}
	err_set(err, ERR_MEMORY, "too many statements are open");
	return NULL;
}

bool db_finish(struct db *db, sqlite3_stmt *statement, struct err *err)
{
	int code;
	while ((code = sqlite3_step(statement)) == SQLITE_ROW)
		;
	if (code != SQLITE_DONE)
		db_fail(db, "the log", err);
	sqlite3_reset(statement);
	return code == SQLITE_DONE;
}

bool db_run(struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *statement = db_prepare(db, sql, err);
	return statement && db_finish(db, statement, err);
}

int64_t db_number(struct db *db, const char *sql)
{
	sqlite3_stmt *statement = db_prepare(db, sql, NULL);
	int64_t number = statement && sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	sqlite3_reset(statement);
	return number;
}

void db_bind_text(sqlite3_stmt *statement, int index, const char *text)
{
	sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

void db_bind_bytes(sqlite3_stmt *statement, int index, const void *data, size_t size)
{
	sqlite3_bind_blob64(statement, index, data, size, SQLITE_STATIC);
}

void db_text(sqlite3_stmt *statement, int column, char *out, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	text_copy(out, size, text ? text : "");
}

bool db_bytes(sqlite3_stmt *statement, int column, void *out, size_t size)
{
	const void *bytes = sqlite3_column_blob(statement, column);
	if (!bytes || sqlite3_column_bytes(statement, column) != (int)size)
		return false;
	memcpy(out, bytes, size);
	return true;
}

bool db_checkpoint(struct db *db, struct err *err)
{
	int in_wal = 0, copied = 0;
	int code = sqlite3_wal_checkpoint_v2(db->handle, "log", SQLITE_CHECKPOINT_TRUNCATE, &in_wal, &copied);
	if (code == SQLITE_OK || (code == SQLITE_BUSY && in_wal == copied))
		return true;
	return db_fail(db, "the log's newest part cannot be copied into its file", err);
}

/* --- opening ---------------------------------------------------------------------------------------------------- */

/* Runs a pragma and compares its answer with `want` (NULL: any). */
static bool pragma_is(struct db *db, const char *pragma, const char *want, struct err *err)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(db->handle, pragma, -1, &statement, NULL) != SQLITE_OK)
		return db_fail(db, "the log cannot be opened", err);
	int code = sqlite3_step(statement);
	const char *got = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : "";
	bool ok = true;
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		ok = db_fail(db, "the log cannot be opened", err);
	else if (want && strcmp(got ? got : "", want) != 0)
		ok = err_set(err, ERR_IO, "the log's disk does not allow '%s' (it says %s); use another disk", pragma, got);
	sqlite3_finalize(statement);
	return ok;
}

static bool apply_settings(struct db *db, enum store_mode mode, struct err *err)
{
	for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
		const struct setting *s = &settings[i];
		if (s->writer && mode != STORE_WRITE)
			continue;
		if (!pragma_is(db, s->set, NULL, err) || !pragma_is(db, s->get, s->want, err))
			return false;
	}
	if (mode == STORE_READ)
		return pragma_is(db, "PRAGMA log.wal_autocheckpoint=0", NULL, err);
	int stays = 1; /* emptied when the log is closed, not removed: the next start has no new name to make durable */
	return sqlite3_file_control(db->handle, "log", SQLITE_FCNTL_PERSIST_WAL, &stays) == SQLITE_OK &&
	       pragma_is(db, "PRAGMA log.journal_size_limit=4194304", NULL, err) &&
	       pragma_is(db, "PRAGMA log.wal_autocheckpoint=400", NULL, err);
}

static bool check_file(struct db *db, struct err *err)
{
	if (db_number(db, "PRAGMA log.application_id") != APPLICATION_ID)
		return err_set(err, ERR_CORRUPT, "this is not a Lanyard log; check the home directory");
	int64_t version = db_number(db, "PRAGMA log.user_version");
	if (version != SCHEMA_VERSION)
		return err_set(err, ERR_INPUT, "the log has format %lld, this program knows %d; update Lanyard on this device",
			       (long long)version, SCHEMA_VERSION);
	return true;
}

/* "file:" URI of a path. */
static bool make_uri(const char *path, const char *query, char *out, size_t size)
{
	size_t n = (size_t)snprintf(out, size, "file:");
	for (const char *at = path; *at && n + 4 < size; at++)
		n += (size_t)snprintf(out + n, size - n, strchr("%?#", *at) ? "%%%02X" : "%c", (unsigned char)*at);
	return (size_t)snprintf(out + n, size - n, "?%s", query) < size - n;
}

static bool attach(struct db *db, const char *path, const char *query, struct err *err)
{
	char uri[PATH_MAX];
	sqlite3_stmt *statement = NULL;
	if (!make_uri(path, query, uri, sizeof uri))
		return err_set(err, ERR_INPUT, "the home's path is too long");
	bool ok = sqlite3_prepare_v2(db->handle, "ATTACH ? AS log", -1, &statement, NULL) == SQLITE_OK;
	if (ok) {
		db_bind_text(statement, 1, uri);
		ok = sqlite3_step(statement) == SQLITE_DONE;
	}
	sqlite3_finalize(statement);
	if (!ok)
		return db_fail(db, "the log cannot be opened", err);
	/* Attaching is lazy; only reading shows whether the file and its WAL can be used. */
	if (sqlite3_exec(db->handle, "SELECT count(*) FROM log.setting", NULL, NULL, NULL) == SQLITE_OK)
		return true;
	db_fail(db, "the log cannot be read", err);
	sqlite3_exec(db->handle, "DETACH log", NULL, NULL, NULL);
	return false;
}

static bool holds_bytes(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && info.st_size > 0;
}

/* A reader of a home on a read-only medium can make no WAL index; if nothing is in a WAL either, the file alone is the log. */
static bool attach_log(struct db *db, const char *path, enum store_mode mode, struct err *err)
{
	char wal[PATH_MAX];
	if (attach(db, path, mode == STORE_WRITE ? "mode=rw" : "mode=ro", err))
		return true;
	if (mode == STORE_WRITE || (size_t)snprintf(wal, sizeof wal, "%s-wal", path) >= sizeof wal || holds_bytes(wal))
		return false;
	return attach(db, path, "mode=ro&immutable=1", err);
}

bool db_open(struct db *db, const char *path, enum store_mode mode, struct err *err)
{
	*db = (struct db){0};
	if (!file_exists(path))
		return err_set(err, ERR_MISSING, "there is no fair in %.*s; make one with 'lanyard init' or join one",
			       (int)(strrchr(path, '/') ? strrchr(path, '/') - path : 0), path);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* nobody asks for it, and it locks at every allocation */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(":memory:", &db->handle, flags, NULL) != SQLITE_OK)
		return db_fail(db, "the view cannot be made", err);
	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_MAINDBNAME, "view");
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, mode == STORE_READ, NULL);
	sqlite3_busy_timeout(db->handle, BUSY_WAIT);
	if (!attach_log(db, path, mode, err) || !check_file(db, err) || !apply_settings(db, mode, err))
		return false;
	bool ok = sqlite3_exec(db->handle, "BEGIN", NULL, NULL, NULL) == SQLITE_OK; /* one change of the schema, not forty */
	for (const char *const *part = schema_view; ok && *part; part++)
		ok = sqlite3_exec(db->handle, *part, NULL, NULL, NULL) == SQLITE_OK;
	ok = ok && sqlite3_exec(db->handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
	return ok || db_fail(db, "the view cannot be made", err);
}

void db_close(struct db *db)
{
	for (size_t i = 0; i < DB_STATEMENTS; i++)
		sqlite3_finalize(db->prepared[i].statement);
	sqlite3_close(db->handle);
	*db = (struct db){0};
}

bool db_create(const char *path, struct err *err)
{
	struct db db = {0};
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) /* made here, so that nobody else may read it; the WAL gets the same mode */
		return err_errno(err, "%s", path);
	close(fd);
	bool ok = sqlite3_open_v2(path, &db.handle, flags, NULL) == SQLITE_OK &&
		  sqlite3_exec(db.handle,
			       "PRAGMA application_id=" NUMBER(0x4C594431) "; PRAGMA user_version=1; PRAGMA synchronous=FULL;"
									   "PRAGMA journal_mode=WAL; BEGIN IMMEDIATE;",
			       NULL, NULL, NULL) == SQLITE_OK &&
		  sqlite3_exec(db.handle, schema_log, NULL, NULL, NULL) == SQLITE_OK &&
		  sqlite3_exec(db.handle, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
	if (!ok)
		db_fail(&db, path, err);
	db_close(&db);
	if (!ok)
		unlink(path);
	return ok;
}
