/* For tests with a hub in the same process: a directory that goes away, and a hub on a free port. */
#ifndef TEST_SYNC_LIVE_H
#define TEST_SYNC_LIVE_H

#include "hub/hub.h"
#include "unit/core/home.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct live {
	char path[256];
	char store[300]; /* "sqlite:…/hub.db" */
	struct hub *hub;
};

static inline void live_begin(struct live *live)
{
	const char *parent = getenv("TMPDIR");
	*live = (struct live){0};
	snprintf(live->path, sizeof live->path, "%s/lanyard-sync.XXXXXX", parent ? parent : "/tmp");
	if (!mkdtemp(live->path))
		abort();
	snprintf(live->store, sizeof live->store, "sqlite:%s/hub.db", live->path);
}

/* With `options` as far as they are set; store and address are filled in. */
static inline const char *live_hub(struct live *live, struct hub_options options)
{
	struct err err = {0};
	options.store = live->store;
	options.listen = options.listen ? options.listen : "127.0.0.1:0";
	live->hub = hub_start(&options, &err);
	if (!live->hub) {
		fprintf(stderr, "hub: %s\n", err.text);
		abort();
	}
	return hub_url(live->hub);
}

static inline void live_end(struct live *live)
{
	char command[300];
	hub_stop(live->hub);
	snprintf(command, sizeof command, "rm -rf '%s'", live->path);
	if (system(command) != 0)
		fprintf(stderr, "%s is left behind\n", live->path);
}

/* A number from the hub's file. */
static inline int64_t ask_hub(const struct live *live, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;
	assert_int_equal(sqlite3_open(live->store + strlen("sqlite:"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int64_t value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return value;
}

#endif
