/* Homes of tests: a directory under TMPDIR, filled by store_init() and removed afterwards. */
#ifndef LANYARD_TESTS_HOME_H
#define LANYARD_TESTS_HOME_H

#include "store/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct home {
	char path[256];
	struct fair fair;
	char device[ID_TEXT];
};

#define ASSERT_OK(call) \
	do { \
		struct err err = {0}; \
		if (!(call)) \
			fail_msg("%s: %s", #call, err.text); \
	} while (0)

static inline void home_directory(struct home *home)
{
	const char *tmp = getenv("TMPDIR");
	*home = (struct home){.fair = {.name = "Biscayne Hiring Fair", .kind = "hiring-fair", .timezone = "America/New_York"}};
	snprintf(home->path, sizeof home->path, "%s/lanyard-home.XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(home->path));
}

static inline void home_make(struct home *home)
{
	home_directory(home);
	ASSERT_OK(store_init(home->path, &home->fair, "Front desk", home->device, &err));
}

static inline void home_remove(const struct home *home)
{
	char command[300];
	snprintf(command, sizeof command, "rm -rf '%s'", home->path);
	assert_int_equal(system(command), 0);
}

static inline struct store *home_open(const struct home *home, enum store_mode mode)
{
	struct store *store;
	ASSERT_OK(store = store_open(home->path, mode, &err));
	ASSERT_OK(store_fold_all(store, &err));
	return store;
}

/* Appends one fact; takes `body`. */
static inline void append(struct store *store, const char *kind, json_t *body)
{
	assert_non_null(body);
	ASSERT_OK(store_append(store, &(struct fact){kind, body}, 1, &err));
	json_decref(body);
}

/* Appends that many commits of STORE_COMMIT_MOST facts. */
static inline void home_grow(const struct home *home, int commits)
{
	struct store *store = home_open(home, STORE_WRITE);
	for (int i = 0; i < commits; i++) {
		struct fact facts[STORE_COMMIT_MOST];
		for (int k = 0; k < STORE_COMMIT_MOST; k++)
			facts[k] = (struct fact){"employer.set", json_pack("{s:s, s:s}", "employer", "acme", "name", "ACME")};
		ASSERT_OK(store_append(store, facts, STORE_COMMIT_MOST, &err));
		for (int k = 0; k < STORE_COMMIT_MOST; k++)
			json_decref(facts[k].body);
	}
	store_close(store);
}

#endif
