/* The agent with everything between it and a real hub that a venue's network does: nothing but an exact acknowledgement moves a
 * cursor, nothing is stored twice, and nothing acknowledged is ever lost. */
#include "base/clock.h"
#include "unit/sync/pair.h"
#include "unit/sync/proxy.h"
#include "wire/base64.h"

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
	struct pair *pair = *state;
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
	struct proxy proxy;
	char url[64];
	proxy_begin(&proxy, live_hub(&pair->live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	add_people(pair->home.path, "Rosa Delgado", 3);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char reply[2048];
		fill_in(reply, sizeof reply, rows[i].reply, &pair->home);
		struct agent_result result;
		struct err err = {0};
		proxy_rule(&proxy, "/events", reply, 0, 0, false);
		if (run(pair->home.path, url, true, false, &result, &err))
			fail_msg("%s was taken for an acknowledgement", rows[i].what);
		if (result.pushed != 0 || result.pending != 5 || pending(pair->home.path) != 5 || !err.text[0])
			fail_msg("%s: %d sent, %d left", rows[i].what, (int)result.pushed, (int)pending(pair->home.path));
	}
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event"), 0);
	/* And the true one, built the same way, is: the rows above fail for the reason they name. */
	char reply[2048];
	fill_in(reply, sizeof reply, AS_JSON "{\"fair\":\"FAIR\",\"heads\":[HEAD]}", &pair->home);
	proxy_rule(&proxy, "/events", reply, 0, 0, false);
	struct agent_result result;
	ASSERT_OK(run(pair->home.path, url, true, false, &result, &err));
	assert_int_equal(result.pushed, 5);
	/* A liar does not get far: the next run asks the hub's heads, which know nothing of it. */
	proxy_rule(&proxy, NULL, NULL, 0, 0, false);
	assert_int_equal(once(pair->home.path, url).pushed, 5);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event"), 5);
	proxy_end(&proxy);
}

/* The same answers to everything else that is asked end the run and move nothing either. */
static void test_strangers_everywhere(void **state)
{
	struct pair *pair = *state;
	static const char *const paths[] = {"/hello", "/session", "/heads", "/pull"};
	static const char *const replies[] = {
		HEAD("200 OK", "text/html") "<html>Welcome</html>",
		AS_JSON "{}",
		AS_JSON "{\"fair\":\"00000000000000000000000000\",\"heads\":[],\"events\":[]}",
		HEAD("302 Found", "text/html") "",
		"HTTP/1.1 204 No Content\r\n\r\n",
	};
	struct proxy proxy;
	char url[64];
	proxy_begin(&proxy, live_hub(&pair->live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		for (size_t k = 0; k < sizeof replies / sizeof *replies; k++) {
			struct agent_result result;
			struct err err = {0};
			proxy_rule(&proxy, paths[i], replies[k], 0, 0, false);
			if (run(pair->home.path, url, i == 3 ? false : true, true, &result, &err))
				fail_msg("%s: \"%s\" was accepted", paths[i], replies[k]);
			assert_int_equal(pending(pair->home.path), 2);
		}
	proxy_end(&proxy);
}

/* The hub stored it, but its answer breaks off at every place in turn: sent again, stored once. */
static void test_lost_answers(void **state)
{
	struct pair *pair = *state;
	struct proxy proxy;
	char url[64];
	proxy_begin(&proxy, live_hub(&pair->live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	uint64_t events = 2;
	for (size_t keep = 1; keep < 360; keep += 60) {
		add_people(pair->home.path, "Rosa Delgado", 2);
		events += 2;
		proxy_rule(&proxy, "/events", NULL, keep, 1, true);
		struct agent_result result = once(pair->home.path, url);
		assert_int_equal(proxy.seen, 1);
		assert_int_equal(result.pending, 0);
		assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event"), events);
	}
	assert_int_equal(verify(pair->home.path, url).received, events);
	proxy_end(&proxy);
}

/* A busy hub: tried again, and what it asks for is waited for. */
static void test_busy_passes(void **state)
{
	struct pair *pair = *state;
	struct proxy proxy;
	char url[64];
	proxy_begin(&proxy, live_hub(&pair->live, (struct hub_options){0}));
	snprintf(url, sizeof url, "http://127.0.0.1:%d", proxy.port);
	proxy_rule(&proxy, "/events", "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Type: text/html\r\n\r\nlater", 0, 1,
		   false);
	int64_t before = clock_steady();
	assert_int_equal(once(pair->home.path, url).pushed, 2);
	assert_true(clock_steady() - before >= 1000);
	assert_int_equal(proxy.seen, 1);
	/* A session that the hub has forgotten is opened anew. */
	add_people(pair->home.path, "Rosa Delgado", 1);
	proxy_rule(&proxy, "/heads",
		   HEAD("401 Unauthorized", "application/json") "{\"error\":\"session\",\"message\":\"over\"}", 0, 1, false);
	assert_int_equal(once(pair->home.path, url).pushed, 1);
	proxy_end(&proxy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing_else_is_an_acknowledgement, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_strangers_everywhere, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_lost_answers, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_busy_passes, pair_begin, pair_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
