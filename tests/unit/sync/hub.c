/* The hub against everybody who is not a well-behaved device: malformed and smuggled requests, slowness, crowds, and the same
 * batch from ten sides at once. After each it still serves. */
#include "agent/agent.h"
#include "base/clock.h"
#include "unit/sync/live.h"
#include "unit/sync/proxy.h"

#include <errno.h>
#include <poll.h>
#include <sqlite3.h>

/* --- bytes on a socket --- */

static int port_of(const char *url)
{
	return atoi(strrchr(url, ':') + 1);
}

/* Sends and reads until the hub closes or nothing comes for a while; true if it closed. */
static bool exchange(const char *url, const char *request, size_t size, char *answer, size_t room)
{
	int fd = proxy_socket(port_of(url), false);
	assert_true(fd >= 0);
	proxy_send(fd, request, size);
	size_t got = 0;
	bool closed = false;
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	while (got < room - 1 && poll(&ready, 1, got ? 300 : 5000) > 0) {
		ssize_t n = recv(fd, answer + got, room - 1 - got, 0);
		closed = n <= 0;
		if (closed)
			break;
		got += (size_t)n;
	}
	answer[got] = '\0';
	close(fd);
	return closed;
}

static void must_serve(const char *url)
{
	static const char hello[] = "GET /v1/hello HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
	char answer[4096];
	exchange(url, hello, sizeof hello - 1, answer, sizeof answer);
	assert_non_null(strstr(answer, "HTTP/1.1 200"));
	assert_non_null(strstr(answer, "lanyard-hub"));
}

#define POST "POST /v1/session HTTP/1.1\r\nHost: hub\r\n"
#define GET(path) "GET " path " HTTP/1.1\r\nHost: hub\r\n\r\n"

static void test_what_is_refused(void **state)
{
	static const struct {
		const char *what, *request, *status;
		bool closes;
	} rows[] = {
		{"two equal lengths", POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", " 400 ", true},
		{"two lengths", POST "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}", " 400 ", true},
		{"length and chunks", POST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		 " 400 ", true},
		{"chunks and length", POST "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		 " 400 ", true},
		{"chunks twice", POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n2\r\n{}\r\n0\r\n\r\n", " 400 ",
		 true},
		{"a length that is none", POST "Content-Length: two\r\n\r\n{}", " 400 ", true},
		{"a negative length", POST "Content-Length: -2\r\n\r\n{}", " 400 ", true},
		{"a body over the limit", POST "Content-Length: 4194305\r\n\r\n{", " 413 ", true},
		{"a body where none belongs", "GET /v1/hello HTTP/1.1\r\nHost: hub\r\nContent-Length: 2000\r\n\r\n{", " 413 ",
		 true},
		{"no JSON", POST "Content-Length: 5\r\n\r\nhello", " 400 ", false},
		{"no body", POST "Content-Length: 0\r\n\r\n", " 400 ", false},
		{"binary", "\x16\x03\x01\x02\xff\x01\xfe\xfc\x03\x03\r\n\r\n", "", true},
		{"no such path", GET("/"), " 404 ", false},
		{"a path below a route", GET("/v1/hello/x"), " 404 ", false},
		{"another method", "DELETE /v1/hello HTTP/1.1\r\nHost: hub\r\n\r\n", " 405 ", false},
		{"no token", GET("/v1/fairs/00000000000000000000000000/heads"), " 401 ", false},
		{"a long path", GET("/v1/fairs/0000000000000000000000000000000000000000000000000000/heads"), " 404 ", false},
		{"a way up", GET("/v1/invitations/..%2F..%2Fhub.db"), " 404 ", false},
		{"a way up in clear", GET("/v1/invitations/../../hub.db"), " 404 ", false},
		{"a name beside an id", GET("/v1/invitations/7KQ29MXF%00x"), " 404 ", false},
	};
	struct live live;
	char answer[8192];
	(void)state;
	live_begin(&live);
	const char *url = live_hub(&live, (struct hub_options){0});
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool closed = exchange(url, rows[i].request, strlen(rows[i].request), answer, sizeof answer);
		if (!strstr(answer, rows[i].status) || (rows[i].closes && !closed) || strstr(answer, " 200 "))
			fail_msg("%s: expected%sand %s, got%s %.80s", rows[i].what, rows[i].status,
				 rows[i].closes ? "a close" : "anything", closed ? " a close and" : "", answer);
		must_serve(url);
	}
	live_end(&live);
}

static void test_what_is_too_much(void **state)
{
	struct live live;
	char answer[8192];
	enum { DEEP = 100000, LONG = 200000 };
	static char request[LONG + 200];
	(void)state;
	live_begin(&live);
	const char *url = live_hub(&live, (struct hub_options){0});
	int head = snprintf(request, sizeof request, POST "Connection: close\r\nContent-Length: %d\r\n\r\n", DEEP);
	memset(request + head, '[', DEEP);
	exchange(url, request, (size_t)head + DEEP, answer, sizeof answer);
	assert_non_null(strstr(answer, " 400 "));
	assert_non_null(strstr(answer, "malformed"));
	must_serve(url);

	head = snprintf(request, sizeof request, "GET /v1/hello HTTP/1.1\r\nX: ");
	memset(request + head, 'a', LONG);
	assert_true(exchange(url, request, (size_t)head + LONG, answer, sizeof answer));
	assert_null(strstr(answer, " 200 "));
	must_serve(url);

	head = snprintf(request, sizeof request, "GET /");
	memset(request + head, 'a', LONG);
	assert_true(exchange(url, request, (size_t)head + LONG, answer, sizeof answer));
	must_serve(url);
	live_end(&live);
}

/* --- slowness --- */

/* Sends a byte now and then until the hub closes; false if it never does. */
static bool is_closed_while_dripping(const char *url, const char *begin, const char *drip)
{
	int fd = proxy_socket(port_of(url), false);
	assert_true(fd >= 0);
	proxy_send(fd, begin, strlen(begin));
	size_t at = 0, size = strlen(drip);
	for (int i = 0; i < 300; i++) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		char ignored[1024];
		if (poll(&ready, 1, 50) > 0 && recv(fd, ignored, sizeof ignored, 0) <= 0) {
			close(fd);
			return true;
		}
		if (size)
			proxy_send(fd, &drip[at++ % size], 1);
	}
	close(fd);
	return false;
}

static void test_slow_clients_are_shut_out(void **state)
{
	static const struct {
		const char *what, *begin, *drip;
	} rows[] = {
		{"says nothing", "", ""},
		{"drips a request line", "GET /v1/he", "l"},
		{"drips headers", "GET /v1/hello HTTP/1.1\r\nHost: hub\r\n", "X: y\r\n"},
		{"stops inside the headers", "GET /v1/hello HTTP/1.1\r\nHost: hub\r\n", ""},
		{"drips a body", POST "Content-Length: 100000\r\n\r\n{", " "},
		{"drips chunks", POST "Transfer-Encoding: chunked\r\n\r\n", "1\r\n{\r\n"},
		{"keeps a connection for nothing", GET("/v1/hello"), ""},
		{"drips a second request", GET("/v1/hello"),
		 "GET /v1/hello HTTP/1.1\r\nX: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"},
	};
	struct live live;
	(void)state;
	live_begin(&live);
	const char *url = live_hub(&live, (struct hub_options){.head_ms = 300, .body_ms = 300});
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!is_closed_while_dripping(url, rows[i].begin, rows[i].drip))
			fail_msg("who %s is never shut out", rows[i].what);
	must_serve(url);
	live_end(&live);
}

static void test_a_crowd_that_does_nothing(void **state)
{
	enum { CROWD = 200 };
	struct live live;
	int fds[CROWD];
	(void)state;
	live_begin(&live);
	const char *url = live_hub(&live, (struct hub_options){0});
	for (int i = 0; i < CROWD; i++) {
		fds[i] = proxy_socket(port_of(url), false);
		assert_true(fds[i] >= 0);
		proxy_send(fds[i], "POST /v1/session HTTP/1.1\r\n", 20);
	}
	must_serve(url);
	for (int i = 0; i < CROWD; i++)
		close(fds[i]);
	must_serve(url);
	live_end(&live);
}

/* --- devices --- */

static void sign_in(struct agent *agent, const char *home, const char *url)
{
	struct agent_options options = {.home = home, .url = url, .wake = -1};
	ASSERT_OK(agent_open(agent, &options, &err) && agent_connect(agent, &err) && step_greet(agent, &err) &&
		  step_sign_in(agent, &err) && step_heads(agent, &err));
}

static bool put_event(void *self, const struct event *event, json_t *body)
{
	(void)body;
	return wire_batch_event(self, event);
}

/* The home's whole log as one batch. */
static void whole_log(struct agent *agent, struct buf *out)
{
	assert_true(wire_batch_begin(out, store_fair(agent->reader)->id) && wire_batch_events(out));
	ASSERT_OK(store_events(agent->reader, store_device(agent->reader), 0, 10000, false, put_event, out, &err));
	assert_true(wire_batch_end(out, false));
}

struct sender {
	struct agent agent;
	struct buf batch;
	unsigned status;
	pthread_t thread;
};

static void *send_batch(void *self)
{
	struct sender *sender = self;
	char path[AGENT_PATH];
	struct err err = {0};
	agent_path(&sender->agent, "events", path);
	if (link_ask(sender->agent.link, path, &sender->batch, &sender->agent.answer, &err))
		sender->status = sender->agent.answer.status;
	return NULL;
}

static void test_the_same_batch_ten_times_at_once(void **state)
{
	enum { SENDERS = 10 };
	struct live live;
	struct home home;
	struct sender senders[SENDERS] = {0};
	(void)state;
	live_begin(&live);
	home_make(&home);
	home_grow(&home, 5);
	const char *url = live_hub(&live, (struct hub_options){0});
	for (int i = 0; i < SENDERS; i++) {
		sign_in(&senders[i].agent, home.path, url);
		buf_init(&senders[i].batch, WIRE_BODY_MOST);
		whole_log(&senders[i].agent, &senders[i].batch);
	}
	for (int i = 0; i < SENDERS; i++)
		assert_int_equal(pthread_create(&senders[i].thread, NULL, send_batch, &senders[i]), 0);
	for (int i = 0; i < SENDERS; i++) {
		pthread_join(senders[i].thread, NULL);
		assert_int_equal(senders[i].status, 200);
	}
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 2 + 5 * STORE_COMMIT_MOST);
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM fork"), 0);
	for (int i = 0; i < SENDERS; i++) {
		agent_close(&senders[i].agent);
		buf_release(&senders[i].batch);
	}
	home_remove(&home);
	live_end(&live);
}

/* What a device may not do: every altered batch is refused as a whole, with its own reason, and leaves nothing behind. */
static void test_altered_batches(void **state)
{
	struct live live;
	struct home home;
	struct agent agent;
	struct buf batch;
	char path[AGENT_PATH];
	(void)state;
	live_begin(&live);
	home_make(&home);
	home_grow(&home, 1);
	const char *url = live_hub(&live, (struct hub_options){0});
	sign_in(&agent, home.path, url);
	buf_init(&batch, WIRE_BODY_MOST);
	whole_log(&agent, &batch);
	agent_path(&agent, "events", path);
	/* Flip one character of each value of an event in the middle: of its device, number, time, prev, body, signature; and
	 * of the last. */
	static const char *const fields[] = {
		"\"device\":\"", "\"seq\":", "\"at\":", "\"prev\":\"", "\"sealed\":\"", "\"fair\":\""};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		char *at = strstr(batch.data + (i == 5 ? 0 : batch.size / 2), fields[i]) + strlen(fields[i]) + 1;
		char was = *at;
		*at = was == '5' ? '6' : '5';
		ASSERT_OK(link_ask(agent.link, path, &batch, &agent.answer, &err));
		if (agent.answer.status != 400 && agent.answer.status != 403)
			fail_msg("%s altered: status %u %s", fields[i], agent.answer.status, buf_text(&agent.answer.body));
		*at = was;
		assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 0);
	}
	char *last = NULL;
	for (char *at = batch.data; (at = strstr(at, "\"sig\":\"")); at++)
		last = at + strlen("\"sig\":\"");
	*last = *last == 'A' ? 'B' : 'A';
	ASSERT_OK(link_ask(agent.link, path, &batch, &agent.answer, &err));
	assert_int_equal(agent.answer.status, 403);
	assert_non_null(strstr(buf_text(&agent.answer.body), "signature"));
	assert_int_equal(ask_hub(&live, "SELECT count(*) FROM event"), 0);
	buf_release(&batch);
	agent_close(&agent);
	home_remove(&home);
	live_end(&live);
}

struct listener {
	struct agent agent;
	struct buf have;
	pthread_t thread;
	bool ok;
};

static void *listen_for_news(void *self)
{
	struct listener *listener = self;
	char path[AGENT_PATH];
	struct err err = {0};
	agent_path(&listener->agent, "pull?wait=60", path);
	listener->ok = link_ask(listener->agent.link, path, &listener->have, &listener->agent.answer, &err) &&
		       listener->agent.answer.status == 200;
	return NULL;
}

/* With what the home has, or as one that has nothing; returns once the hub holds the request. */
static void begin_listening(struct listener *listener, const struct live *live, const char *home, bool nothing)
{
	struct wire_heads have = {0};
	struct waiters *waiters = &live->hub->waiters;
	*listener = (struct listener){0};
	sign_in(&listener->agent, home, hub_url(live->hub));
	if (!nothing)
		ASSERT_OK(agent_have(&listener->agent, &have, &err));
	buf_init(&listener->have, WIRE_BODY_MOST);
	assert_true(wire_put_have(&listener->have, &have));
	wire_heads_release(&have);
	assert_int_equal(pthread_create(&listener->thread, NULL, listen_for_news, listener), 0);
	for (bool held = false; !held; usleep(1000)) {
		pthread_mutex_lock(&waiters->lock);
		held = waiters->first != NULL;
		pthread_mutex_unlock(&waiters->lock);
	}
}

static size_t finish_listening(struct listener *listener)
{
	struct wire_batch batch = {0};
	pthread_join(listener->thread, NULL);
	assert_true(listener->ok);
	ASSERT_OK(wire_get_batch(listener->agent.answer.body.data, listener->agent.answer.body.size, &batch, &err));
	size_t count = batch.count;
	wire_batch_release(&batch);
	buf_release(&listener->have);
	agent_close(&listener->agent);
	return count;
}

/* Whoever waits gets what another pushes; and a hub that is told to stop lets everybody go. Without either this waits a minute
 * and fails, for the answer is empty then or does not come. */
static void test_waiting_for_news(void **state)
{
	struct live live;
	struct home home;
	struct listener listener;
	struct sender sender = {0};
	(void)state;
	live_begin(&live);
	home_make(&home);
	const char *url = live_hub(&live, (struct hub_options){0});
	begin_listening(&listener, &live, home.path, true);
	sign_in(&sender.agent, home.path, url);
	buf_init(&sender.batch, WIRE_BODY_MOST);
	whole_log(&sender.agent, &sender.batch);
	send_batch(&sender);
	assert_int_equal(sender.status, 200);
	assert_int_equal(finish_listening(&listener), 2);

	begin_listening(&listener, &live, home.path, false);
	hub_stop(live.hub);
	live.hub = NULL;
	assert_int_equal(finish_listening(&listener), 0);
	buf_release(&sender.batch);
	agent_close(&sender.agent);
	home_remove(&home);
	live_end(&live);
}

/* --- small parts --- */

static void test_sessions(void **state)
{
	struct sessions *sessions = sessions_create();
	uint8_t nonce[NONCE_BYTES], other[NONCE_BYTES];
	char device[ID_TEXT] = "0123456789ABCDEFGHJKMNPQR0", found[ID_TEXT], token[TOKEN_TEXT], first[TOKEN_TEXT];
	const int64_t now = 1000000, minute = 60000, day = 24 * 60 * minute;
	(void)state;
	sessions_nonce(sessions, now, nonce);
	sessions_nonce(sessions, now, other);
	assert_memory_not_equal(nonce, other, NONCE_BYTES);
	nonce[9] ^= 1;
	assert_false(sessions_answer(sessions, now, nonce)); /* altered */
	nonce[9] ^= 1;
	assert_true(sessions_answer(sessions, now + minute, nonce));
	assert_false(sessions_answer(sessions, now + minute, nonce));     /* a second time */
	assert_false(sessions_answer(sessions, now + 3 * minute, other)); /* too late */
	assert_false(sessions_answer(sessions, now - 1, other));          /* from the future */

	sessions_open(sessions, now, device, first);
	assert_true(sessions_find(sessions, now + day - 1, first, found));
	assert_string_equal(found, device);
	assert_false(sessions_find(sessions, now + day, first, found));
	assert_false(sessions_find(sessions, now, "", found));
	first[3] = first[3] == 'A' ? 'B' : 'A';
	assert_false(sessions_find(sessions, now, first, found));
	first[3] = first[3] == 'A' ? 'B' : 'A';
	/* A device that signs in over and over pushes out its own sessions only. */
	char mine[TOKEN_TEXT];
	sessions_open(sessions, now, "ZZZZZZZZZZZZZZZZZZZZZZZZZ0", mine);
	for (int i = 0; i < 20000; i++)
		sessions_open(sessions, now + i, device, token);
	assert_true(sessions_find(sessions, now + 20000, mine, found));
	assert_true(sessions_find(sessions, now + 20000, token, found));
	sessions_destroy(sessions);
}

static void test_stores_that_are_none(void **state)
{
	static const struct {
		const char *url, *says;
	} rows[] = {
		{"postgresql://localhost/lanyard", "SQLite only"},
		{"hub.db", "sqlite:FILE"},
		{"sqlite:", "sqlite:FILE"},
		{"", "sqlite:FILE"},
		{"sqlite:/nowhere/at/all/hub.db", "nowhere"},
	};
	struct live live;
	struct err why = {0};
	(void)state;
	live_begin(&live);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct hub_options options = {.store = rows[i].url, .listen = "127.0.0.1:0"};
		assert_null(hub_start(&options, &why));
		if (!strstr(why.text, rows[i].says))
			fail_msg("%s: %s", rows[i].url, why.text);
	}
	/* One hub a file; and no file that is something else. */
	live_hub(&live, (struct hub_options){0});
	assert_null(hub_start(&(struct hub_options){.store = live.store, .listen = "127.0.0.1:0"}, &why));
	assert_int_equal(why.code, ERR_BUSY);
	char other[400], *file = live.store + strlen("sqlite:");
	sqlite3 *db = NULL;
	snprintf(other, sizeof other, "sqlite:%s.other", file);
	assert_int_equal(sqlite3_open(other + strlen("sqlite:"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE people(name)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_null(hub_start(&(struct hub_options){.store = other, .listen = "127.0.0.1:0"}, &why));
	assert_non_null(strstr(why.text, "not a hub's store"));
	live_end(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_what_is_too_much),
		cmocka_unit_test(test_slow_clients_are_shut_out),
		cmocka_unit_test(test_a_crowd_that_does_nothing),
		cmocka_unit_test(test_the_same_batch_ten_times_at_once),
		cmocka_unit_test(test_altered_batches),
		cmocka_unit_test(test_waiting_for_news),
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_stores_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
