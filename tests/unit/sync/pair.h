/* For tests of the agent: a hub in this process, a home that has two events, and what is asked of both. */
#ifndef TEST_SYNC_PAIR_H
#define TEST_SYNC_PAIR_H

#include "agent/agent.h"
#include "agent/carry.h"
#include "store/view.h"
#include "unit/sync/live.h"

struct pair {
	struct live live;
	struct home home;
};

/* A cmocka set-up and tear-down; the hub is started by the test. */
static inline int pair_begin(void **state)
{
	static struct pair pair;
	live_begin(&pair.live);
	home_make(&pair.home);
	*state = &pair;
	return 0;
}

static inline int pair_end(void **state)
{
	struct pair *pair = *state;
	home_remove(&pair->home);
	live_end(&pair->live);
	return 0;
}

static inline void add_people(const char *home, const char *name, int count)
{
	struct store *store;
	ASSERT_OK(store = store_open(home, STORE_WRITE, &err));
	ASSERT_OK(store_fold_all(store, &err));
	for (int i = 0; i < count; i++) {
		char person[ID_TEXT], text[64];
		rand_id(person);
		snprintf(text, sizeof text, "%s %d", name, i + 1);
		struct fact fact = {"person.registered",
				    json_pack("{s:s, s:s, s:s}", "person", person, "name", text, "source", "kiosk")};
		ASSERT_OK(store_append(store, &fact, 1, &err));
		json_decref(fact.body);
	}
	store_close(store);
}

static inline bool run(const char *home, const char *url, bool push, bool pull, struct agent_result *result, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .url = url, .push = push, .pull = pull, .wake = -1};
	*result = (struct agent_result){0};
	bool ok = agent_open(&agent, &options, err) && agent_connect(&agent, err) && agent_run(&agent, result, err);
	agent_close(&agent);
	return ok;
}

static inline struct agent_result once(const char *home, const char *url)
{
	struct agent_result result;
	ASSERT_OK(run(home, url, true, true, &result, &err));
	return result;
}

static inline uint64_t pending(const char *home)
{
	struct agent agent;
	struct agent_options options = {.home = home, .wake = -1};
	uint64_t left = 0, events;
	ASSERT_OK(agent_open(&agent, &options, &err) && agent_pending(&agent, &left, &events, &err));
	agent_close(&agent);
	return left;
}

struct total {
	uint64_t received, events;
};

static inline bool add_proof(void *self, const struct agent_proof *proof)
{
	struct total *total = self;
	total->received += proof->received;
	total->events += proof->events;
	return true;
}

static inline struct total verify(const char *home, const char *url)
{
	struct agent agent;
	struct agent_options options = {.home = home, .url = url, .wake = -1};
	struct total total = {0};
	ASSERT_OK(agent_open(&agent, &options, &err) && agent_connect(&agent, &err) &&
		  agent_verify(&agent, add_proof, &total, &err));
	agent_close(&agent);
	return total;
}

static inline void copy_home(const char *from, char to[400], const struct live *live)
{
	char command[2000];
	snprintf(to, 400, "%s/copy-%ld", live->path, random());
	snprintf(command, sizeof command, "cp -r '%s' '%s'", from, to);
	assert_int_equal(system(command), 0);
}

/* A second device: invited by `founder`, with a home inside the scratch directory. */
static inline void join(const char *founder, char home[400], const struct live *live)
{
	char device[ID_TEXT];
	struct store *store;
	ASSERT_OK(store = store_open(founder, STORE_READ, &err));
	char *invitation;
	ASSERT_OK(invitation = invitation_make(store, "Kiosk 2", ROLE_KIOSK, "", "a pass phrase", INT64_MAX / 2, &err));
	snprintf(home, 400, "%s/joined-%ld", live->path, random());
	ASSERT_OK(invitation_accept(home, invitation, "a pass phrase", 1773321845120, device, &err));
	free(invitation);
	store_close(store);
}

static inline bool knows(const char *home, const char *name)
{
	struct store *store;
	ASSERT_OK(store = store_open(home, STORE_READ, &err));
	ASSERT_OK(store_fold_all(store, &err));
	struct hit hit;
	bool found = view_find(store, name, &hit, 1, NULL) == 1 && !hit.near;
	store_close(store);
	return found;
}

static inline bool export_to(const char *home, const char *path, uint64_t *events, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .wake = -1};
	struct wire_heads nobody = {0};
	bool ok = agent_open(&agent, &options, err) && carry_export(&agent, path, &nobody, events, err);
	agent_close(&agent);
	return ok;
}

static inline bool import_from(const char *home, const char *path, uint64_t *added, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .wake = -1};
	uint64_t events;
	bool ok = agent_open(&agent, &options, err) && carry_import(&agent, path, &events, added, err);
	agent_close(&agent);
	return ok;
}

#endif
