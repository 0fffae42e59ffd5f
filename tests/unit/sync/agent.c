/* The agent against a real hub, with everything between them that a venue's network does: nothing but an exact acknowledgement
 * moves a cursor, nothing is stored twice, and nothing acknowledged is ever lost. */
#include "agent/agent.h"
#include "agent/backoff.h"
#include "agent/carry.h"
#include "agent/inbox.h"
#include "base/clock.h"
#include "base/file.h"
#include "store/view.h"
#include "unit/core/home.h"
#include "unit/sync/live.h"
#include "unit/sync/proxy.h"
#include "wire/base64.h"

#include <sqlite3.h>
#include <sys/stat.h>

/* --- what the tests are made of --- */

static void add_people(const char *home, const char *name, int count)
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

static bool run(const char *home, const char *url, bool push, bool pull, struct agent_result *result, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .url = url, .push = push, .pull = pull, .wake = -1};
	*result = (struct agent_result){0};
	bool ok = agent_open(&agent, &options, err) && agent_connect(&agent, err) && agent_run(&agent, result, err);
	agent_close(&agent);
	return ok;
}

static struct agent_result once(const char *home, const char *url)
{
	struct agent_result result;
	ASSERT_OK(run(home, url, true, true, &result, &err));
	return result;
}

static uint64_t pending(const char *home)
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

static bool add_proof(void *self, const struct agent_proof *proof)
{
	struct total *total = self;
	total->received += proof->received;
	total->events += proof->events;
	return true;
}

static struct total verify(const char *home, const char *url)
{
	struct agent agent;
	struct agent_options options = {.home = home, .url = url, .wake = -1};
	struct total total = {0};
	ASSERT_OK(agent_open(&agent, &options, &err) && agent_connect(&agent, &err) &&
		  agent_verify(&agent, add_proof, &total, &err));
	agent_close(&agent);
	return total;
}

/* A number from the hub's file. */
static int64_t ask_hub(const struct live *live, const char *sql)
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

static void copy_home(const char *from, char to[400], const struct live *live)
{
	char command[2000];
	snprintf(to, 400, "%s/copy-%ld", live->path, random());
	snprintf(command, sizeof command, "cp -r '%s' '%s'", from, to);
	assert_int_equal(system(command), 0);
}

/* A second device: invited by `founder`, with a home inside the scratch directory. */
static void join(const char *founder, char home[400], const struct live *live)
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

static bool knows(const char *home, const char *name)
{
	struct store *store;
	ASSERT_OK(store = store_open(home, STORE_READ, &err));
	ASSERT_OK(store_fold_all(store, &err));
	struct hit hit;
	bool found = view_find(store, name, &hit, 1, NULL) == 1 && !hit.near;
	store_close(store);
	return found;
}

static bool export_to(const char *home, const char *path, uint64_t *events, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .wake = -1};
	struct wire_heads nobody = {0};
	bool ok = agent_open(&agent, &options, err) && carry_export(&agent, path, &nobody, events, err);
	agent_close(&agent);
	return ok;
}

static bool import_from(const char *home, const char *path, uint64_t *added, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = home, .wake = -1};
	uint64_t events;
	bool ok = agent_open(&agent, &options, err) && carry_import(&agent, path, &events, added, err);
	agent_close(&agent);
	return ok;
}

/* --- two devices --- */

static void test_what_one_writes_the_other_reads(void **state)
{
	struct live live;
	struct home home;
	char other[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	join(home.path, other, &live);
	add_people(home.path, "Rosa Delgado", 3);
	struct agent_result result = once(home.path, url);
	assert_int_equal(result.pushed, 5);
	assert_int_equal(result.pending, 0);
	result = once(other, url);
	assert_int_equal(result.pulled, 5);
	assert_int_equal(result.pushed, 1);
	assert_true(knows(other, "delgado"));

	/* Once more: nothing moves. */
	result = once(other, url);
	assert_int_equal(result.pulled + result.pushed + result.pending, 0);
	assert_int_equal(once(home.path, url).pulled, 1);
	struct total total = verify(home.path, url);
	assert_int_equal(total.events, 6);
	assert_int_equal(total.received, 6);
	home_remove(&home);
	live_end(&live);
}

static void test_many_batches(void **state)
{
	struct live live;
	struct home home;
	char other[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	join(home.path, other, &live);
	struct store *store = home_open(&home, STORE_WRITE);
	for (int i = 0; i < 50; i++) {
		struct fact facts[STORE_COMMIT_MOST];
		for (int k = 0; k < STORE_COMMIT_MOST; k++)
			facts[k] = (struct fact){"employer.set", json_pack("{s:s, s:s}", "employer", "acme", "name", "ACME")};
		ASSERT_OK(store_append(store, facts, STORE_COMMIT_MOST, &err));
		for (int k = 0; k < STORE_COMMIT_MOST; k++)
			json_decref(facts[k].body);
	}
	store_close(store);
	assert_int_equal(once(home.path, url).pushed, 2 + 50 * STORE_COMMIT_MOST);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 2 + 50 * STORE_COMMIT_MOST);
	assert_int_equal(once(other, url).pulled, 2 + 50 * STORE_COMMIT_MOST);
	struct total total = verify(other, url);
	assert_int_equal(total.received, total.events);
	home_remove(&home);
	live_end(&live);
}

/* --- answers that are no acknowledgement --- */

#define HEAD(status, type) "HTTP/1.1 " status "\r\nContent-Type: " type "\r\nConnection: close\r\n\r\n"
#define AS_JSON HEAD("200 OK", "application/json")

static void replace_all(char *text, size_t size, const char *what, const char *with)
{
	char built[4096] = "";
	const char *from = text;
	for (const char *at; (at = strstr(from, what)); from = at + strlen(what)) {
		strncat(built, from, (size_t)(at - from));
		strcat(built, with);
	}
	strcat(built, from);
	assert_true(strlen(built) < size);
	memcpy(text, built, strlen(built) + 1);
}

static bool take_head(void *self, const struct head *head)
{
	*(struct head *)self = *head;
	return true;
}

/* Puts this home's own values for the words in capitals. */
static void fill_in(char *out, size_t size, const char *pattern, const struct home *home)
{
	struct head head;
	char digest[BASE64_LENGTH(DIGEST_BYTES) + 1] = "", zero[BASE64_LENGTH(DIGEST_BYTES) + 1] = "";
	static const uint8_t nothing[DIGEST_BYTES];
	struct store *store = home_open(home, STORE_READ);
	ASSERT_OK(store_heads(store, take_head, &head, &err));
	store_close(store);
	base64_encode(head.digest, DIGEST_BYTES, digest);
	base64_encode(nothing, DIGEST_BYTES, zero);
	snprintf(out, size, "%s", pattern);
	replace_all(out, size, "HEAD", "{\"device\":\"DEVICE\",\"seq\":5,\"digest\":\"DIGEST\"}");
	replace_all(out, size, "FAIR", home->fair.id);
	replace_all(out, size, "DEVICE", head.device);
	replace_all(out, size, "DIGEST", digest);
	replace_all(out, size, "ZERO", zero);
}

static void test_nothing_else_is_an_acknowledgement(void **state)
{
	static const struct {
		const char *what, *reply;
	} rows[] = {
		{"captive portal", HEAD("200 OK", "text/html") "<html>Welcome to Hall Wi-Fi</html>"},
		{"a page that says it is JSON", AS_JSON "<html>Welcome</html>"},
		{"no content", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"},
		{"empty JSON answer", AS_JSON},
		{"a redirect to a login",
		 "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n"},
		{"not found, a page", HEAD("404 Not Found", "text/html") "<h1>404</h1>"},
		{"not found, JSON", HEAD("404 Not Found", "application/json") "{\"error\":\"missing\",\"message\":\"no\"}"},
		{"bad request, JSON",
		 HEAD("400 Bad Request", "application/json") "{\"error\":\"malformed\",\"message\":\"no\"}"},
		{"empty object", AS_JSON "{}"},
		{"an array", AS_JSON "[]"},
		{"no heads", AS_JSON "{\"fair\":\"FAIR\",\"heads\":[]}"},
		{"another fair", AS_JSON "{\"fair\":\"00000000000000000000000000\",\"heads\":[HEAD]}"},
		{"beyond what was sent",
		 AS_JSON "{\"fair\":\"FAIR\",\"heads\":[{\"device\":\"DEVICE\",\"seq\":99,\"digest\":\"DIGEST\"}]}"},
		{"less than what was sent",
		 AS_JSON "{\"fair\":\"FAIR\",\"heads\":[{\"device\":\"DEVICE\",\"seq\":4,\"digest\":\"DIGEST\"}]}"},
		{"another digest",
		 AS_JSON "{\"fair\":\"FAIR\",\"heads\":[{\"device\":\"DEVICE\",\"seq\":5,\"digest\":\"ZERO\"}]}"},
		{"another device", AS_JSON
		 "{\"fair\":\"FAIR\",\"heads\":[{\"device\":\"00000000000000000000000000\",\"seq\":5,\"digest\":\"DIGEST\"}]}"},
		{"one device twice", AS_JSON "{\"fair\":\"FAIR\",\"heads\":[HEAD,HEAD]}"},
		{"cut inside", AS_JSON "{\"fair\":\"FAIR\",\"heads\":[HEAD"},
		{"more behind the end", AS_JSON "{\"fair\":\"FAIR\",\"heads\":[HEAD]} x"},
	};
	struct live live;
	struct home home;
	struct proxy proxy;
	char url[64];
	(void)state;
	live_begin(&live);
	home_make(&home);
	proxy_begin(&proxy, live_hub(&live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	add_people(home.path, "Rosa Delgado", 3);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char reply[2048];
		fill_in(reply, sizeof reply, rows[i].reply, &home);
		struct agent_result result;
		struct err err = {0};
		proxy_rule(&proxy, "/events", reply, 0, 0, false);
		if (run(home.path, url, true, false, &result, &err))
			fail_msg("%s was taken for an acknowledgement", rows[i].what);
		if (result.pushed != 0 || result.pending != 5 || pending(home.path) != 5 || !err.text[0])
			fail_msg("%s: %d sent, %d left", rows[i].what, (int)result.pushed, (int)pending(home.path));
	}
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 0);
	/* And the true one, built the same way, is: the rows above fail for the reason they name. */
	char reply[2048];
	fill_in(reply, sizeof reply, AS_JSON "{\"fair\":\"FAIR\",\"heads\":[HEAD]}", &home);
	proxy_rule(&proxy, "/events", reply, 0, 0, false);
	struct agent_result result;
	ASSERT_OK(run(home.path, url, true, false, &result, &err));
	assert_int_equal(result.pushed, 5);
	/* A liar does not get far: the next run asks the hub's heads, which know nothing of it. */
	proxy_rule(&proxy, NULL, NULL, 0, 0, false);
	assert_int_equal(once(home.path, url).pushed, 5);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 5);
	proxy_end(&proxy);
	home_remove(&home);
	live_end(&live);
}

/* The same answers to everything else that is asked end the run and move nothing either. */
static void test_strangers_everywhere(void **state)
{
	static const char *const paths[] = {"/hello", "/session", "/heads", "/pull"};
	static const char *const replies[] = {
		HEAD("200 OK", "text/html") "<html>Welcome</html>",
		AS_JSON "{}",
		AS_JSON "{\"fair\":\"00000000000000000000000000\",\"heads\":[],\"events\":[]}",
		HEAD("302 Found", "text/html") "",
		"HTTP/1.1 204 No Content\r\n\r\n",
	};
	struct live live;
	struct home home;
	struct proxy proxy;
	char url[64];
	(void)state;
	live_begin(&live);
	home_make(&home);
	proxy_begin(&proxy, live_hub(&live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		for (size_t k = 0; k < sizeof replies / sizeof *replies; k++) {
			struct agent_result result;
			struct err err = {0};
			proxy_rule(&proxy, paths[i], replies[k], 0, 0, false);
			if (run(home.path, url, i == 3 ? false : true, true, &result, &err))
				fail_msg("%s: \"%s\" was accepted", paths[i], replies[k]);
			assert_int_equal(pending(home.path), 2);
		}
	proxy_end(&proxy);
	home_remove(&home);
	live_end(&live);
}

/* The hub stored it, but its answer breaks off at every place in turn: sent again, stored once. */
static void test_lost_answers(void **state)
{
	struct live live;
	struct home home;
	struct proxy proxy;
	char url[64];
	(void)state;
	live_begin(&live);
	home_make(&home);
	proxy_begin(&proxy, live_hub(&live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	uint64_t events = 2;
	for (size_t keep = 1; keep < 360; keep += 60) {
		add_people(home.path, "Rosa Delgado", 2);
		events += 2;
		proxy_rule(&proxy, "/events", NULL, keep, 1, true);
		struct agent_result result = once(home.path, url);
		assert_int_equal(proxy.seen, 1);
		assert_int_equal(result.pending, 0);
		assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), events);
	}
	assert_int_equal(verify(home.path, url).received, events);
	proxy_end(&proxy);
	home_remove(&home);
	live_end(&live);
}

/* A busy hub: tried again, and what it asks for is waited for. */
static void test_busy_passes(void **state)
{
	struct live live;
	struct home home;
	struct proxy proxy;
	char url[64];
	(void)state;
	live_begin(&live);
	home_make(&home);
	proxy_begin(&proxy, live_hub(&live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	proxy_rule(&proxy, "/events", "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Type: text/html\r\n\r\nlater", 0, 1,
		   false);
	int64_t before = clock_steady();
	assert_int_equal(once(home.path, url).pushed, 2);
	assert_true(clock_steady() - before >= 1000);
	assert_int_equal(proxy.seen, 1);
	/* A session that the hub has forgotten is opened anew. */
	add_people(home.path, "Rosa Delgado", 1);
	proxy_rule(&proxy, "/heads",
		   HEAD("401 Unauthorized", "application/json") "{\"error\":\"session\",\"message\":\"over\"}", 0, 1, false);
	assert_int_equal(once(home.path, url).pushed, 1);
	proxy_end(&proxy);
	home_remove(&home);
	live_end(&live);
}

/* --- the hub's side of it --- */

/* Stops the hub, puts a file in place of its store, and serves again at the same address. */
static void restore_hub(struct live *live, const char *saved, char url[64])
{
	char command[2000], listen[64];
	const char *file = live->store + strlen("sqlite:");
	snprintf(url, 64, "%s", hub_url(live->hub));
	snprintf(listen, sizeof listen, "%s", url + strlen("http://"));
	hub_stop(live->hub);
	snprintf(command, sizeof command, "rm -f '%s'-wal '%s'-shm; cp '%s' '%s'", file, file, saved, file);
	assert_int_equal(system(command), 0);
	live_hub(live, (struct hub_options){.listen = listen});
}

static void save_hub(struct live *live, char saved[400])
{
	char sql[500];
	sqlite3 *db = NULL;
	snprintf(saved, 400, "%s/saved.db", live->path);
	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", saved);
	assert_int_equal(sqlite3_open(live->store + strlen("sqlite:"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void test_a_hub_restored_from_yesterday_is_filled_again(void **state)
{
	struct live live;
	struct home home;
	char saved[400], url[64];
	(void)state;
	live_begin(&live);
	home_make(&home);
	snprintf(url, sizeof url, "%s", live_hub(&live, (struct hub_options){0}));
	once(home.path, url);
	save_hub(&live, saved);
	add_people(home.path, "Rosa Delgado", 4);
	assert_int_equal(once(home.path, url).pushed, 4);
	restore_hub(&live, saved, url);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 2);
	assert_int_equal(verify(home.path, url).received, 2);
	struct agent_result result = once(home.path, url);
	assert_int_equal(result.pushed, 4);
	assert_int_equal(verify(home.path, url).received, 6);
	home_remove(&home);
	live_end(&live);
}

/* The same home twice, each used: both logs are kept, whoever comes second is told, and nobody's events are lost. */
static void test_a_copied_device(void **state)
{
	struct live live;
	struct home home;
	char copy[400], other[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	join(home.path, other, &live);
	add_people(home.path, "Before Both", 3);
	once(home.path, url);
	copy_home(home.path, copy, &live);
	add_people(home.path, "Original", 4);
	add_people(copy, "Copied", 2);
	assert_int_equal(once(home.path, url).pushed, 4);

	struct agent_result result;
	ASSERT_OK(run(copy, url, true, false, &result, &err));
	assert_int_equal(result.forks, 1);
	assert_int_equal(result.pending, 0);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event WHERE id >> 40 = 1"), 9);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM fork"), 2);
	/* It goes on being kept, also when it grows beyond the original. */
	add_people(copy, "Copied Later", 5);
	ASSERT_OK(run(copy, url, true, false, &result, &err));
	assert_int_equal(result.pending, 0);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM fork"), 7);
	assert_true(verify(copy, url).received < verify(copy, url).events);
	assert_int_equal(verify(home.path, url).received, 9);

	/* The copy takes in the original's events beside its own, once. */
	ASSERT_OK(run(copy, url, false, true, &result, &err));
	assert_true(knows(copy, "original"));
	assert_true(knows(copy, "copied"));
	ASSERT_OK(run(copy, url, false, true, &result, &err));
	assert_int_equal(result.pulled, 0);
	/* Others go on as if nothing had happened. */
	assert_true(once(other, url).pulled >= 9);
	assert_true(knows(other, "original"));
	home_remove(&home);
	live_end(&live);
}

/* The home was restored from a copy and not used yet: it gets its own events back. */
static void test_a_home_restored_from_yesterday(void **state)
{
	struct live live;
	struct home home;
	char copy[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	add_people(home.path, "Early", 1);
	once(home.path, url);
	copy_home(home.path, copy, &live);
	add_people(home.path, "Late", 3);
	once(home.path, url);
	struct agent_result result = once(copy, url);
	assert_int_equal(result.pulled, 3);
	assert_int_equal(result.forks, 0);
	assert_true(knows(copy, "late"));
	add_people(copy, "Afterwards", 1);
	assert_int_equal(once(copy, url).pushed, 1);
	assert_int_equal(verify(copy, url).received, verify(copy, url).events);
	home_remove(&home);
	live_end(&live);
}

static void test_strangers_are_refused(void **state)
{
	struct live live;
	struct home home, foreign;
	struct agent_result result;
	struct err why = {0};
	(void)state;
	live_begin(&live);
	home_make(&home);
	home_make(&foreign);
	const char *url = live_hub(&live, (struct hub_options){0});
	once(home.path, url);
	assert_false(run(foreign.path, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "another fair"));
	assert_int_equal(pending(foreign.path), 2);

	/* Revoked: refused from the next request on, and the log stays. */
	add_people(home.path, "Rosa Delgado", 1);
	ASSERT_OK(tray_revoke(&live.hub->tray, home.device, &err));
	assert_false(run(home.path, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "revoked"));
	assert_int_equal(pending(home.path), 1);
	home_remove(&foreign);
	home_remove(&home);
	live_end(&live);
}

static void test_a_pinned_hub_adopts_nobody_else(void **state)
{
	struct live live;
	struct home home, foreign;
	struct agent_result result;
	struct err err = {0};
	(void)state;
	live_begin(&live);
	home_make(&home);
	home_make(&foreign);
	const char *url = live_hub(&live, (struct hub_options){.fair = home.fair.id});
	assert_false(run(foreign.path, url, true, true, &result, &err));
	assert_int_equal(err.code, ERR_REFUSED);
	assert_int_equal(once(home.path, url).pushed, 2);
	home_remove(&foreign);
	home_remove(&home);
	live_end(&live);
}

/* Somebody changed a row in the hub's file: whose it is is passed over and said, and what everybody else wrote flows on. */
static void test_an_altered_row_at_the_hub(void **state)
{
	struct live live;
	struct home home;
	char other[400], third[400];
	struct agent_result result;
	struct err why = {0};
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	join(home.path, other, &live);
	join(home.path, third, &live);
	add_people(home.path, "Rosa Delgado", 3);
	add_people(other, "Jean Etienne", 3);
	once(home.path, url);
	once(other, url);
	char sql[200];
	snprintf(sql, sizeof sql,
		 "UPDATE event SET sealed = zeroblob(60) WHERE id = (SELECT number << 40 | 4 FROM device WHERE id = '%s') "
		 "RETURNING 1",
		 home.device);
	assert_int_equal(ask_hub(&live, sql), 1);
	assert_false(run(third, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "stay where they are"));
	assert_true(knows(third, "etienne"));
	assert_false(knows(third, "delgado"));
	assert_int_equal(result.pulled, 4);
	assert_int_equal(result.pending, 0);
	home_remove(&home);
	live_end(&live);
}

/* A row of our own log was altered: the hub refuses that device's events, and those of others that we carry still go out. */
static void test_an_altered_row_here(void **state)
{
	struct live live;
	struct home home;
	char other[400], stick[400], db[500];
	struct agent_result result;
	struct err why = {0};
	uint64_t count;
	sqlite3 *file = NULL;
	(void)state;
	live_begin(&live);
	home_make(&home);
	join(home.path, other, &live);
	add_people(home.path, "Rosa Delgado", 3);
	add_people(other, "Jean Etienne", 3);
	snprintf(stick, sizeof stick, "%s/stick", live.path);
	ASSERT_OK(export_to(home.path, stick, &count, &err));
	ASSERT_OK(import_from(other, stick, &count, &err));
	snprintf(db, sizeof db, "%s/lanyard.db", other);
	assert_int_equal(sqlite3_open(db, &file), SQLITE_OK);
	assert_int_equal(sqlite3_exec(file,
				      "UPDATE event SET sealed = zeroblob(60) WHERE id & ((1 << 40) - 1) = 4 AND id >> 40 = 1",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_changes(file), 1);
	sqlite3_close(file);
	const char *url = live_hub(&live, (struct hub_options){0});
	assert_false(run(other, url, true, false, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_int_equal(result.pushed, 4);
	assert_int_equal(result.pending, 5);
	assert_int_equal(once(home.path, url).pushed, 5);
	home_remove(&home);
	live_end(&live);
}

/* A person's right: the body is gone, its digest stays, and the chain holds on every device and at the hub. */
static void test_an_erased_body_travels_as_its_digest(void **state)
{
	struct live live;
	struct home home;
	char other[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	join(home.path, other, &live);
	struct store *store = home_open(&home, STORE_WRITE);
	char person[ID_TEXT];
	rand_id(person);
	struct fact facts[] = {
		{"person.registered",
		 json_pack("{s:s, s:s, s:s}", "person", person, "name", "Rosa Delgado", "source", "kiosk")},
		{"person.erased", json_pack("{s:s}", "person", person)},
	};
	ASSERT_OK(store_append(store, &facts[0], 1, &err));
	ASSERT_OK(store_append(store, &facts[1], 1, &err));
	json_decref(facts[0].body);
	json_decref(facts[1].body);
	store_close(store);
	const char *url = live_hub(&live, (struct hub_options){0});
	assert_int_equal(once(home.path, url).pushed, 4);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event WHERE sealed IS NULL AND body_digest IS NOT NULL"), 1);
	assert_int_equal(once(other, url).pulled, 4);
	assert_int_equal(verify(other, url).received, 5);
	store = home_open(&home, STORE_READ);
	uint64_t events;
	ASSERT_OK(store_verify(store, &events, &err));
	store_close(store);
	home_remove(&home);
	live_end(&live);
}

/* --- beside a running kiosk --- */

static void test_a_running_kiosk_gets_it_through_the_inbox(void **state)
{
	struct live live;
	struct home home;
	char other[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	join(home.path, other, &live);
	add_people(home.path, "Rosa Delgado", 3);
	once(home.path, url);

	struct store *kiosk;
	ASSERT_OK(kiosk = store_open(other, STORE_WRITE, &err));
	ASSERT_OK(store_fold_all(kiosk, &err));
	assert_int_equal(once(other, url).pulled, 5);
	assert_int_equal(inbox_count(other), 1);
	/* What lies in the inbox is had: it does not come again. */
	assert_int_equal(once(other, url).pulled, 0);
	assert_int_equal(inbox_count(other), 1);
	add_people(home.path, "Jean Etienne", 1);
	once(home.path, url);
	assert_int_equal(once(other, url).pulled, 1);
	assert_int_equal(inbox_count(other), 2);

	size_t left;
	do
		ASSERT_OK(store_fold(kiosk, 100, &left, &err));
	while (left);
	struct hit hit;
	assert_int_equal(view_find(kiosk, "delgado", &hit, 1, NULL), 1);
	assert_int_equal(view_find(kiosk, "etienne", &hit, 1, NULL), 1);
	assert_int_equal(inbox_count(other), 0);
	/* The kiosk writes on, and that goes out beside it. */
	struct fact fact = {"employer.set", json_pack("{s:s, s:s}", "employer", "acme", "name", "ACME")};
	ASSERT_OK(store_append(kiosk, &fact, 1, &err));
	json_decref(fact.body);
	assert_int_equal(once(other, url).pushed, 1);
	store_close(kiosk);
	home_remove(&home);
	live_end(&live);
}

/* --- on a stick --- */

static void test_a_stick(void **state)
{
	struct live live;
	struct home home;
	char other[400], path[400], bad[400];
	uint64_t events, added;
	struct buf text;
	(void)state;
	live_begin(&live);
	home_make(&home);
	join(home.path, other, &live);
	add_people(home.path, "Rosa Delgado", 600);
	snprintf(path, sizeof path, "%s/stick", live.path);
	snprintf(bad, sizeof bad, "%s/bad", live.path);
	ASSERT_OK(export_to(home.path, path, &events, &err));
	assert_int_equal(events, 602);

	/* Cut anywhere or altered anywhere, nothing of it is taken. */
	buf_init(&text, 8 << 20);
	ASSERT_OK(file_read(path, &text, &err));
	for (size_t i = 0; i < 24; i++) {
		size_t at = text.size / 24 * i, size = i % 2 ? at : text.size;
		char was = text.data[at];
		text.data[at] = was == 'A' ? 'B' : 'A';
		ASSERT_OK(file_replace(bad, text.data, size, 0600, &err));
		text.data[at] = was;
		if (import_from(other, bad, &added, &(struct err){0}))
			fail_msg("a file that was %s at byte %zu was taken", i % 2 ? "cut" : "altered", at);
		assert_int_equal(added, 0);
	}
	assert_false(knows(other, "delgado"));
	ASSERT_OK(import_from(other, path, &added, &err));
	assert_int_equal(added, 602);
	assert_true(knows(other, "delgado"));
	ASSERT_OK(import_from(other, path, &added, &err));
	assert_int_equal(added, 0);

	/* Who got it from a stick brings it to the hub. */
	const char *url = live_hub(&live, (struct hub_options){0});
	assert_int_equal(once(other, url).pushed, 603);
	assert_int_equal(verify(home.path, url).received, 602);

	/* No room, no file. */
	snprintf(bad, sizeof bad, "%s/nowhere/stick", live.path);
	assert_false(export_to(home.path, bad, &events, &(struct err){0}));
	assert_false(file_exists(bad));
	buf_release(&text);
	home_remove(&home);
	live_end(&live);
}

/* --- small parts --- */

static void test_backoff(void **state)
{
	struct backoff backoff = {0};
	int64_t most = BACKOFF_FIRST_MS;
	(void)state;
	for (int i = 0; i < 40; i++) {
		struct backoff twin = backoff;
		int64_t least_wait = backoff_next(&twin, 0, 0),
			most_wait = backoff_next(&backoff, 0, UINT32_MAX - UINT32_MAX % 3);
		assert_int_equal(least_wait, most / 2);
		assert_true(most_wait >= most / 2 && most_wait <= most && most_wait <= BACKOFF_MOST_MS);
		most = most * 2 < BACKOFF_MOST_MS ? most * 2 : BACKOFF_MOST_MS;
	}
	assert_true(backoff_next(&backoff, 3600, 7) >= 3600000);
	backoff_clear(&backoff);
	assert_true(backoff_next(&backoff, 0, UINT32_MAX) <= BACKOFF_FIRST_MS);
}

/* What is remembered of the hub may be cut by a power failure: it is asked anew, nothing is sent twice, nothing lost. */
static void test_a_broken_memory(void **state)
{
	static const char *const contents[] = {
		"", "{", "[]", "null", "{\"url\":7,\"acked\":[1]}", "{\"acked\":{\"X\":{\"seq\":-5}}}"};
	struct live live;
	struct home home;
	char path[400];
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	once(home.path, url);
	snprintf(path, sizeof path, "%s/hub.json", home.path);
	struct stat is;
	assert_int_equal(stat(path, &is), 0);
	assert_int_equal(is.st_mode & 0777, 0600);
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		ASSERT_OK(file_replace(path, contents[i], strlen(contents[i]), 0600, &err));
		assert_int_equal(pending(home.path), 2);
		struct agent_result result = once(home.path, url);
		assert_int_equal(result.pushed, 0);
		assert_int_equal(result.pending, 0);
	}
	home_remove(&home);
	live_end(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_one_writes_the_other_reads),
		cmocka_unit_test(test_many_batches),
		cmocka_unit_test(test_nothing_else_is_an_acknowledgement),
		cmocka_unit_test(test_strangers_everywhere),
		cmocka_unit_test(test_lost_answers),
		cmocka_unit_test(test_busy_passes),
		cmocka_unit_test(test_a_hub_restored_from_yesterday_is_filled_again),
		cmocka_unit_test(test_a_copied_device),
		cmocka_unit_test(test_a_home_restored_from_yesterday),
		cmocka_unit_test(test_strangers_are_refused),
		cmocka_unit_test(test_a_pinned_hub_adopts_nobody_else),
		cmocka_unit_test(test_a_running_kiosk_gets_it_through_the_inbox),
		cmocka_unit_test(test_a_stick),
		cmocka_unit_test(test_an_altered_row_at_the_hub),
		cmocka_unit_test(test_an_altered_row_here),
		cmocka_unit_test(test_an_erased_body_travels_as_its_digest),
		cmocka_unit_test(test_backoff),
		cmocka_unit_test(test_a_broken_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
