/* PROTOCOL.md's examples, replayed: what is written there is what our readers take, what our writers write byte by byte, and
 * what a live hub answers. Nonces, tokens, times and the hub's id differ from run to run and are the only things not compared.
 */
#include "agent/link.h"
#include "base/file.h"
#include "base/text.h"
#include "store/device.h"
#include "unit/sync/again.h"
#include "unit/sync/live.h"

#include <jansson.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>

#include <cmocka.h>

#define PROTOCOL TEST_DATA "/../../sync/wire/PROTOCOL.md"

struct exchange {
	char method[8], path[256];
	char *request; /* "" = none */
	unsigned status;
	char *answer;
};

enum { EXCHANGES_MOST = 32 };
static struct exchange exchanges[EXCHANGES_MOST];
static size_t exchange_count;

/* The next fenced block of kind http, as a copy; NULL at the end. */
static char *next_block(const char **at)
{
	static const char open[] = "```http\n", close[] = "```";
	const char *begin = strstr(*at, open);
	if (!begin)
		return NULL;
	begin += sizeof open - 1;
	const char *end = strstr(begin, close);
	assert_non_null(end);
	*at = end + sizeof close - 1;
	return strndup(begin, (size_t)(end - begin));
}

/* Cuts the first line off. */
static char *cut_line(char *block)
{
	char *end = strchr(block, '\n');
	assert_non_null(end);
	*end = '\0';
	char *rest = end + 1;
	size_t size = strlen(rest);
	if (size)
		rest[size - 1] = '\0';
	return strdup(rest);
}

static int load(void **state)
{
	struct buf text;
	struct err err = {0};
	(void)state;
	buf_init(&text, 1 << 20);
	if (!file_read(PROTOCOL, &text, &err))
		fail_msg("%s", err.text);
	const char *at = buf_text(&text);
	for (char *block; (block = next_block(&at));) {
		struct exchange *exchange = &exchanges[exchange_count++];
		assert_true(exchange_count <= EXCHANGES_MOST);
		exchange->request = cut_line(block);
		assert_int_equal(sscanf(block, "%7s %255s", exchange->method, exchange->path), 2);
		free(block);
		block = next_block(&at);
		assert_non_null(block);
		exchange->answer = cut_line(block);
		exchange->status = (unsigned)strtoul(block, NULL, 10);
		free(block);
	}
	buf_release(&text);
	assert_true(exchange_count >= 10);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	for (size_t i = 0; i < exchange_count; i++) {
		free(exchanges[i].request);
		free(exchanges[i].answer);
	}
	return 0;
}

static const struct exchange *find(const char *method, const char *end)
{
	for (size_t i = 0; i < exchange_count; i++) {
		size_t size = strcspn(exchanges[i].path, "?"), want = strlen(end);
		if (strcmp(exchanges[i].method, method) == 0 && size >= want &&
		    memcmp(exchanges[i].path + size - want, end, want) == 0)
			return &exchanges[i];
	}
	fail_msg("the protocol has no example of %s …%s", method, end);
	return NULL;
}

/* --- read and written again -------------------------------------------------------------------------------------------- */

static const struct {
	const char *end;
	again_fn *request, *answer;
} kinds[] = {
	{"/hello", NULL, again_hello},      {"/session", again_session, again_token},
	{"/heads", NULL, again_heads},      {"/events", again_batch, again_heads},
	{"/pull", again_have, again_batch}, {"/certificates", NULL, again_certificates},
};

static void check_again(again_fn *again, const char *text, const char *what)
{
	char *copy = strdup(text);
	struct buf out;
	struct err err = {0};
	buf_init(&out, 1 << 20);
	if (!again || !again(copy, strlen(copy), &out, &err))
		fail_msg("%s: %s", what, err.text);
	assert_string_equal(buf_text(&out), text);
	buf_release(&out);
	free(copy);
}

static void test_every_example_is_read_and_written(void **state)
{
	size_t checked = 0;
	(void)state;
	for (size_t i = 0; i < exchange_count; i++) {
		const struct exchange *exchange = &exchanges[i];
		size_t size = strcspn(exchange->path, "?");
		if (exchange->status != 200) {
			check_again(again_refusal, exchange->answer, exchange->path);
			continue;
		}
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			size_t want = strlen(kinds[k].end);
			if (size < want || memcmp(exchange->path + size - want, kinds[k].end, want) != 0)
				continue;
			if (exchange->request[0])
				check_again(kinds[k].request, exchange->request, exchange->path);
			check_again(kinds[k].answer, exchange->answer, exchange->path);
			checked++;
		}
	}
	assert_true(checked >= 7);
}

/* A byte less anywhere is refused by every reader, and none reads past the end. */
static void test_every_cut_is_refused(void **state)
{
	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const char *whole = find(k == 1 || k == 3 || k == 4 ? "POST" : "GET", kinds[k].end)->answer;
		struct buf out;
		buf_init(&out, 1 << 20);
		for (size_t size = 0; size < strlen(whole); size++) {
			char *copy = malloc(size + 1);
			assert_non_null(copy);
			memcpy(copy, whole, size);
			copy[size] = '\0';
			buf_clear(&out);
			if (kinds[k].answer(copy, size, &out, &(struct err){0}))
				fail_msg("%s: the first %zu bytes were accepted", kinds[k].end, size);
			free(copy);
		}
		buf_release(&out);
	}
}

static void test_sign_in_is_signed_as_written(void **state)
{
	(void)state;
	char *hello_text = strdup(find("GET", "/hello")->answer), *text = strdup(find("POST", "/session")->request);
	struct wire_hello hello;
	struct wire_session session;
	struct device device;
	struct err err = {0};
	uint8_t statement[WIRE_STATEMENT_BYTES];
	assert_true(wire_get_hello(hello_text, strlen(hello_text), &hello, &err));
	assert_true(wire_get_session(text, strlen(text), &session, &err));
	assert_int_equal(session.certificates.count, 1);
	if (!certificate_read(session.certificates.texts[0], NULL, &device, &err))
		fail_msg("%s", err.text);
	assert_string_equal(device.id, session.device);
	assert_string_equal(device.fair, session.fair);
	assert_true(wire_session_statement(hello.hub, &session, statement));
	assert_true(device_signed(device.public_key, statement, sizeof statement, session.signature));
	wire_session_release(&session);
	free(text);
	free(hello_text);
}

/* --- against a hub --- */

static void ask(struct link *link, const char *path, const char *body, struct answer *answer)
{
	struct buf text;
	struct err err = {0};
	buf_init(&text, 1 << 20);
	buf_add_text(&text, body);
	if (!link_ask(link, path, body[0] ? &text : NULL, answer, &err))
		fail_msg("%s: %s", path, err.text);
	buf_release(&text);
}

/* Signs in as the document's device does, with the nonce of now. */
static void sign_in(struct link *link, struct answer *answer)
{
	char *text = strdup(find("POST", "/session")->request);
	struct wire_session session;
	struct wire_hello hello;
	struct wire_token token;
	struct buf body;
	struct err err = {0};
	uint8_t seed[crypto_sign_SEEDBYTES], key[KEY_BYTES], secret[crypto_sign_SECRETKEYBYTES];
	uint8_t message[16 + WIRE_STATEMENT_BYTES] = "lanyard message\n";
	memset(seed, 1, sizeof seed);
	crypto_sign_seed_keypair(key, secret, seed);
	ask(link, "/v1/hello", "", answer);
	assert_true(wire_get_hello(answer->body.data, answer->body.size, &hello, &err));
	assert_true(wire_get_session(text, strlen(text), &session, &err));
	memcpy(session.nonce, hello.nonce, NONCE_BYTES);
	assert_true(wire_session_statement(hello.hub, &session, message + 16));
	crypto_sign_detached(session.signature, NULL, message, sizeof message, secret);
	buf_init(&body, 1 << 20);
	assert_true(wire_put_session(&body, &session));
	ask(link, "/v1/session", buf_text(&body), answer);
	assert_int_equal(answer->status, 200);
	assert_true(wire_get_token(answer->body.data, answer->body.size, &token, &err));
	link_token(link, token.token);

	/* The same signed nonce a second time is refused. */
	ask(link, "/v1/session", buf_text(&body), answer);
	assert_int_equal(answer->status, 401);
	buf_release(&body);
	wire_session_release(&session);
	free(text);
}

static void compare(const struct exchange *exchange, const struct answer *answer)
{
	json_t *got = json_loadb(buf_text(&answer->body), answer->body.size, 0, NULL);
	json_t *expected = json_loads(exchange->answer, 0, NULL);
	assert_true(answer->json);
	assert_non_null(expected);
	if (answer->status != exchange->status || !json_equal(got, expected))
		fail_msg("%s %s\n  got      %u %s\n  expected %u %s", exchange->method, exchange->path, answer->status,
			 buf_text(&answer->body), exchange->status, exchange->answer);
	json_decref(got);
	json_decref(expected);
}

static void test_a_live_hub_answers_as_written(void **state)
{
	struct live live;
	struct answer answer = {0};
	struct err err = {0};
	(void)state;
	live_begin(&live);
	struct link_options options = {.url = live_hub(&live, (struct hub_options){0}), .wake = -1};
	struct link *link = link_create(&options, &err);
	assert_non_null(link);
	sign_in(link, &answer);
	for (size_t i = 0; i < exchange_count; i++) {
		if (strstr(exchanges[i].path, "/hello") || strstr(exchanges[i].path, "/session"))
			continue;
		ask(link, exchanges[i].path, exchanges[i].request, &answer);
		compare(&exchanges[i], &answer);
	}
	answer_release(&answer);
	link_destroy(link);
	live_end(&live);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_example_is_read_and_written),
		cmocka_unit_test(test_every_cut_is_refused),
		cmocka_unit_test(test_sign_in_is_signed_as_written),
		cmocka_unit_test(test_a_live_hub_answers_as_written),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
