/* The limits that a push is held against.
 *     limits raw HOME NEW.db    inserts HOME's event rows into a new file, 500 a transaction, WAL+FULL; prints the ms
 *     limits bytes HOME         writes as many bytes as those rows hold (in base64, as they travel) to standard output
 *     limits sink PORT          an HTTP server on loopback that reads every body to its end and answers 200, until it is ended
 */
#include "bench/bench.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { BATCH = 500, BLOBS = 4 };

static void check(int code, int wanted)
{
	if (code == wanted)
		return;
	fprintf(stderr, "limits: %s\n", sqlite3_errstr(code));
	exit(1);
}

struct row {
	int64_t id, at;
	struct {
		void *data;
		int size;
	} blob[BLOBS];
};

struct rows {
	struct row *list;
	size_t count;
	size_t bytes;
};

/* All of it in memory first, so that only the writing is measured. */
static struct rows rows_read(const char *home)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/lanyard.db", home);
	sqlite3 *db;
	sqlite3_stmt *select;
	check(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	check(sqlite3_prepare_v2(db, "SELECT id, at, prev, digest, sealed, signature FROM event ORDER BY id", -1, &select,
				 NULL),
	      SQLITE_OK);
	struct rows rows = {0};
	for (size_t room = 0; sqlite3_step(select) == SQLITE_ROW; rows.count++) {
		if (rows.count == room) {
			room = room ? room * 2 : 1024;
			rows.list = realloc(rows.list, room * sizeof *rows.list);
			if (!rows.list)
				exit(1);
		}
		struct row *row = &rows.list[rows.count];
		row->id = sqlite3_column_int64(select, 0);
		row->at = sqlite3_column_int64(select, 1);
		for (int i = 0; i < BLOBS; i++) {
			row->blob[i].size = sqlite3_column_bytes(select, i + 2);
			row->blob[i].data = malloc((size_t)row->blob[i].size + 1);
			if (!row->blob[i].data)
				exit(1);
			memcpy(row->blob[i].data, sqlite3_column_blob(select, i + 2), (size_t)row->blob[i].size);
			rows.bytes += (size_t)row->blob[i].size;
		}
	}
	sqlite3_finalize(select);
	sqlite3_close(db);
	return rows;
}

static void rows_free(struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		for (int k = 0; k < BLOBS; k++)
			free(rows->list[i].blob[k].data);
	free(rows->list);
}

static void insert_row(sqlite3_stmt *insert, const struct row *row)
{
	sqlite3_bind_int64(insert, 1, row->id);
	sqlite3_bind_int64(insert, 2, row->at);
	for (int i = 0; i < BLOBS; i++)
		sqlite3_bind_blob(insert, i + 3, row->blob[i].data, row->blob[i].size, SQLITE_STATIC);
	check(sqlite3_step(insert), SQLITE_DONE);
	sqlite3_reset(insert);
}

static int raw(const char *home, const char *path)
{
	struct rows rows = rows_read(home);
	sqlite3 *db;
	sqlite3_stmt *insert;
	check(sqlite3_open(path, &db), SQLITE_OK);
	check(sqlite3_exec(db,
			   "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
			   "CREATE TABLE event (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, prev BLOB NOT NULL,"
			   " digest BLOB NOT NULL, sealed BLOB, signature BLOB NOT NULL) STRICT",
			   NULL, NULL, NULL),
	      SQLITE_OK);
	double start = bench_now();
	check(sqlite3_prepare_v2(db, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6)", -1, &insert, NULL), SQLITE_OK);
	for (size_t i = 0; i < rows.count; i++) {
		if (i % BATCH == 0)
			check(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
		insert_row(insert, &rows.list[i]);
		if (i % BATCH == BATCH - 1 || i + 1 == rows.count)
			check(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	}
	printf("%.0f\n", (bench_now() - start) / 1e3);
	sqlite3_finalize(insert);
	sqlite3_close(db);
	rows_free(&rows);
	return 0;
}

static int bytes(const char *home)
{
	struct rows rows = rows_read(home);
	char block[65536];
	memset(block, 'A', sizeof block);
	for (size_t left = rows.bytes * 4 / 3; left > 0;) {
		size_t written = fwrite(block, 1, left < sizeof block ? left : sizeof block, stdout);
		if (written == 0)
			return 1;
		left -= written;
	}
	rows_free(&rows);
	return 0;
}

static enum MHD_Result swallow(void *self, struct MHD_Connection *connection, const char *url, const char *method,
			       const char *version, const char *data, size_t *size, void **state)
{
	(void)self, (void)url, (void)method, (void)version, (void)data;
	if (!*state || *size) {
		*state = connection;
		*size = 0;
		return MHD_YES;
	}
	static char ok[] = "ok";
	struct MHD_Response *response = MHD_create_response_from_buffer(sizeof ok - 1, ok, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result queued = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return queued;
}

static int sink(uint16_t port)
{
	sigset_t end;
	int got;
	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &end, NULL) != 0) /* before the daemon's thread is made, which inherits it */
		return 1;
	struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, port, NULL, NULL, swallow, NULL,
						     MHD_OPTION_SOCK_ADDR, &where, MHD_OPTION_END);
	if (!daemon)
		return 1;
	sigwait(&end, &got);
	MHD_stop_daemon(daemon);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc == 4 && strcmp(argv[1], "raw") == 0)
		return raw(argv[2], argv[3]);
	if (argc == 3 && strcmp(argv[1], "bytes") == 0)
		return bytes(argv[2]);
	if (argc == 3 && strcmp(argv[1], "sink") == 0)
		return sink((uint16_t)atoi(argv[2]));
	fprintf(stderr, "usage: limits raw HOME NEW.db | bytes HOME | sink PORT\n");
	return 2;
}
