/* A fair for each test of the desk, and what was written to its log since a mark. */
#ifndef LANYARD_TESTS_DESK_FAIR_H
#define LANYARD_TESTS_DESK_FAIR_H

#include "desk/desk.h"

#include "base/clock.h"
#include "base/file.h"
#include "store/device.h"
#include "store/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

static char dir[64];
static struct store *store;
static int64_t now;

static inline void set_clock(int64_t wall)
{
	char path[96], text[32];
	struct err err = {0};
	now = wall;
	snprintf(path, sizeof path, "%s/clock", dir);
	snprintf(text, sizeof text, "%lld\n", (long long)wall);
	assert_true(file_replace(path, text, strlen(text), 0600, &err));
	setenv("LANYARD_CLOCK", path, 1);
}

static inline void check(bool ok, const struct err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static inline int open_fair(void **state)
{
	(void)state;
	struct err err = {0};
	char home[80], device[ID_TEXT];
	struct fair fair = {.name = "Biscayne Hiring Fair", .kind = "hiring-fair", .languages = "en,es,ht"};
	strcpy(dir, "/tmp/lanyard-desk-XXXXXX");
	assert_non_null(mkdtemp(dir));
	set_clock((now ? now : 1773336240000) + 3600000); /* what one test refused is long ago for the next */
	snprintf(home, sizeof home, "%s/home", dir);
	check(store_init(home, &fair, "kiosk 1", device, &err), &err);
	store = store_open(home, STORE_WRITE, &err);
	check(store != NULL, &err);
	check(store_fold_all(store, &err), &err);
	return 0;
}

static inline int close_fair(void **state)
{
	(void)state;
	char command[128];
	store_close(store);
	unsetenv("LANYARD_CLOCK");
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

static inline void append(const char *kind, json_t *body)
{
	struct err err = {0};
	assert_non_null(body);
	check(store_append(store, &(struct fact){.kind = kind, .body = body}, 1, &err), &err);
	json_decref(body);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_fair, close_fair)

/* --- reading the log ----------------------------------------------------------------------------------------------------- */

enum { FACTS_SEEN = 64 };

struct seen {
	uint64_t after;
	size_t count;
	json_t *body[FACTS_SEEN];
};

static inline bool see(void *self, const struct event *event, json_t *body)
{
	struct seen *seen = self;
	(void)event;
	assert_true(seen->count < FACTS_SEEN);
	seen->body[seen->count++] = json_incref(body);
	return true;
}

/* From here on: facts written after this. */
static inline struct seen mark(void)
{
	return (struct seen){.after = store_event_count(store)};
}

static inline void forget(struct seen *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		json_decref(seen->body[i]);
	seen->count = 0;
}

static inline const char *field(const struct seen *seen, size_t at, const char *name)
{
	const char *text = json_string_value(json_object_get(seen->body[at], name));
	return text ? text : "";
}

/* Fails unless exactly these kinds were written since the mark; their bodies are in `seen` then. */
static inline void expect_facts(struct seen *seen, const char *kinds)
{
	struct err err = {0};
	char got[512] = "";
	forget(seen);
	check(store_events(store, store_device(store), seen->after, FACTS_SEEN, true, see, seen, &err), &err);
	for (size_t i = 0; i < seen->count; i++) {
		strcat(got, i ? " " : "");
		strcat(got, field(seen, i, "kind"));
	}
	assert_string_equal(got, kinds);
}

static inline void expect_only(struct seen *seen, const char *kinds)
{
	expect_facts(seen, kinds);
	forget(seen);
}

/* --- people -------------------------------------------------------------------------------------------------------------- */

static inline struct registration marisol(bool share)
{
	return (struct registration){
		.given = " Marisol ",
		.family = "Peña",
		.email = "marisol@example.org",
		.phone = "(305) 555-0137",
		.language = "es",
		.consent = {[CONSENT_SHARE] = share, [CONSENT_TALENT] = true},
		.asked = {[CONSENT_MESSAGES] = true, [CONSENT_SHARE] = true},
		.consent_wording = "2026-03",
		.source = "kiosk",
	};
}

static inline struct registered registered(bool share)
{
	struct err err = {0};
	struct registration in = marisol(share);
	struct registered out;
	check(desk_register(store, &in, &out, &err), &err);
	return out;
}

/* Somebody imported, with a ticket of another system, who has not come yet. */
static inline void import(const char *person, const char *name, const char *ticket)
{
	append("person.registered",
	       json_pack("{s:s, s:s, s:s, s:[s]}", "person", person, "name", name, "source", "eventbrite", "ticket", ticket));
}

/* --- scans at the door --------------------------------------------------------------------------------------------------- */

static inline struct scan scan_at(const char *employer, const char *code, size_t size)
{
	struct err err = {0};
	struct scan scan;
	memset(&scan, 'x', sizeof scan);
	check(employer ? desk_scan_booth(store, employer, code, size, &scan, &err) : desk_scan(store, code, size, &scan, &err),
	      &err);
	return scan;
}

static inline struct scan scan_text(const char *code)
{
	return scan_at(NULL, code, strlen(code));
}

/* Everything that is not a badge of ours that we know. */
struct bad {
	const char *name;
	enum verdict verdict;
	char code[600];
	size_t size;
};

enum { BAD_MOST = 16 };

static inline void add_bad(struct bad *list, size_t *count, const char *name, enum verdict verdict, const void *code,
			   size_t size)
{
	struct bad *bad = &list[(*count)++];
	assert_true(*count <= BAD_MOST && size <= sizeof bad->code);
	*bad = (struct bad){.name = name, .verdict = verdict, .size = size};
	memcpy(bad->code, code, size);
}

static inline size_t bad_scans(struct bad list[BAD_MOST])
{
	static const uint8_t other_key[32] = {7};
	size_t count = 0;
	char text[TOKEN_TEXT], huge[600];
	struct token token;
	struct registered known = registered(true), gone = registered(true);
	append("badge.revoked", json_pack("{s:s}", "badge", gone.badge));
	add_bad(list, &count, "revoked", VERDICT_REVOKED, gone.token, strlen(gone.token));
	token_make(other_key, store_fair(store)->id, text, &token);
	add_bad(list, &count, "forged with another key", VERDICT_FORGED, text, strlen(text));
	memcpy(text, known.token, sizeof text);
	text[32] = text[32] == '0' ? '1' : '0';
	add_bad(list, &count, "altered in its MAC", VERDICT_FORGED, text, strlen(text));
	memcpy(text, known.token, sizeof text);
	text[15] = text[15] == '0' ? '1' : '0';
	add_bad(list, &count, "altered in its print id", VERDICT_FORGED, text, strlen(text));
	token_make(other_key, "ANOTHERFAIR", text, &token);
	add_bad(list, &count, "of another fair", VERDICT_FOREIGN, text, strlen(text));
	token_make(store_fair_key(store), store_fair(store)->id, text, &token);
	add_bad(list, &count, "ours but not known here", VERDICT_UNKNOWN, text, strlen(text));
	token_make(store_fair_key(store), store_fair(store)->id, text, &token);
	append("badge.revoked", json_pack("{s:s}", "badge", token.badge));
	add_bad(list, &count, "revoked, its issue not known here", VERDICT_REVOKED, text, strlen(text));
	memset(huge, ' ', sizeof huge);
	memcpy(huge, known.token, strlen(known.token));
	add_bad(list, &count, "too long", VERDICT_MALFORMED, huge, sizeof huge);
	memcpy(text, known.token, sizeof text);
	text[9] = '\0';
	add_bad(list, &count, "with a NUL inside", VERDICT_MALFORMED, text, sizeof text - 1);
	add_bad(list, &count, "good before a NUL", VERDICT_MALFORMED, known.token, sizeof known.token);
	rand_bytes(huge, 300);
	huge[0] = '\0';
	add_bad(list, &count, "binary", VERDICT_MALFORMED, huge, 300);
	add_bad(list, &count, "nothing", VERDICT_MALFORMED, "", 0);
	add_bad(list, &count, "a web address", VERDICT_MALFORMED, "https://example.org/t?x=1", 25);
	add_bad(list, &count, "an unknown ticket", VERDICT_MALFORMED, "9999999999999", 13);
	add_bad(list, &count, "SQL", VERDICT_MALFORMED, "' OR 1=1 --", 11);
	return count;
}

/* Nothing but the verdict is told. */
static inline void expect_refused(const struct bad *bad, const struct scan *scan)
{
	if (scan->verdict != bad->verdict)
		fail_msg("%s: %s", bad->name, verdict_name(scan->verdict));
	const struct person *person = &scan->person;
	if (scan->admitted || scan->shared || scan->badge[0] || scan->token[0] || scan->lead.employer[0] || scan->lead.name[0])
		fail_msg("%s: more than the verdict is told", bad->name);
	if (person->id[0] || person->name[0] || person->given[0] || person->email[0] || person->phone[0] || person->badge[0])
		fail_msg("%s: a person is told", bad->name);
}

#endif
