/* The store's one SQLite connection: an in-memory database, schema `view`, with HOME/lanyard.db attached as `log`. One
 * transaction changes both. Statements are prepared once and found again by the address of their SQL literal, so that SQL
 * stands where it runs. */
#ifndef LANYARD_STORE_DB_H
#define LANYARD_STORE_DB_H

#include "store/store.h"

#include <sqlite3.h>

enum { DB_STATEMENTS = 512 }; /* a power of two, well above the number of statements in the program */

struct db {
	sqlite3 *handle;
	struct {
		const char *sql;
		sqlite3_stmt *statement;
	} prepared[DB_STATEMENTS];
};

/* Makes a log file that is complete or absent: tables, application id, settings. */
bool db_create(const char *path, struct err *err);
/* Opens, makes the view's tables and reads every setting back; refuses when one differs. */
bool db_open(struct db *db, const char *path, enum store_mode mode, struct err *err);
/* The zero value is welcome. */
void db_close(struct db *db);

/* The statement for this literal, reset and ready to bind; NULL and `err` if it cannot be prepared. A statement that is being
 * stepped is never given twice. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql, struct err *err);
/* Runs a literal without parameters. */
bool db_run(struct db *db, const char *sql, struct err *err);
/* Steps to the end and resets. */
bool db_finish(struct db *db, sqlite3_stmt *statement, struct err *err);
/* The first column of the first row as a number, 0 if there is none. */
int64_t db_number(struct db *db, const char *sql);
/* Copies the log's WAL into its file and empties it. False also when a reader holds it back. */
bool db_checkpoint(struct db *db, struct err *err);

/* Turns the connection's last error into code and sentence. Always returns false. */
bool db_fail(struct db *db, const char *doing, struct err *err);

void db_bind_text(sqlite3_stmt *statement, int index, const char *text);
void db_bind_bytes(sqlite3_stmt *statement, int index, const void *data, size_t size);
/* Copies a text column, cut at a character; "" for NULL. */
void db_text(sqlite3_stmt *statement, int column, char *out, size_t size);
/* Copies a blob of exactly `size` bytes; false if it is not one. */
bool db_bytes(sqlite3_stmt *statement, int column, void *out, size_t size);

/* Of a row `p` of person, the visit that stands: the earliest arrival after the last departure, of those not taken back. */
#define STANDING_VISIT \
	"SELECT v.event FROM visit v WHERE v.person = p.id AND v.arrived AND NOT EXISTS (SELECT 1 FROM undone u WHERE " \
	"u.event = v.event) AND v.stamp > coalesce((SELECT max(o.stamp) FROM visit o WHERE o.person = p.id AND NOT " \
	"o.arrived AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.event = o.event)), x'') ORDER BY v.stamp LIMIT 1"

extern const char schema_log[];
extern const char *const schema_view[]; /* up to NULL */

#endif
