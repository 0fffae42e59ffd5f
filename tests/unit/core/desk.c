/* src/desk: what is written for a visitor, and that no scan but a good one leaves anything else than scan.refused. */
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

/* --- a fair for each test ------------------------------------------------------------------------------------------------ */

static char dir[64];
static struct store *store;
static int64_t now;

static void set_clock(int64_t wall)
{
	char path[96], text[32];
	struct err err = {0};
	now = wall;
	snprintf(path, sizeof path, "%s/clock", dir);
	snprintf(text, sizeof text, "%lld\n", (long long)wall);
	assert_true(file_replace(path, text, strlen(text), 0600, &err));
	setenv("LANYARD_CLOCK", path, 1);
}

static void check(bool ok, const struct err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static int open_fair(void **state)
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

static int close_fair(void **state)
{
	(void)state;
	char command[128];
	store_close(store);
	unsetenv("LANYARD_CLOCK");
	snprintf(command, sizeof command, "rm -rf '%s'", dir);
	return system(command);
}

static void append(const char *kind, json_t *body)
{
	struct err err = {0};
	assert_non_null(body);
	check(store_append(store, &(struct fact){.kind = kind, .body = body}, 1, &err), &err);
	json_decref(body);
}

/* --- reading the log ----------------------------------------------------------------------------------------------------- */

enum { FACTS_SEEN = 64 };

struct seen {
	uint64_t after;
	size_t count;
	json_t *body[FACTS_SEEN];
};

static bool see(void *self, const struct event *event, json_t *body)
{
	struct seen *seen = self;
	(void)event;
	assert_true(seen->count < FACTS_SEEN);
	seen->body[seen->count++] = json_incref(body);
	return true;
}

/* From here on: facts written after this. */
static struct seen mark(void)
{
	return (struct seen){.after = store_event_count(store)};
}

static void forget(struct seen *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		json_decref(seen->body[i]);
	seen->count = 0;
}

static const char *field(const struct seen *seen, size_t at, const char *name)
{
	const char *text = json_string_value(json_object_get(seen->body[at], name));
	return text ? text : "";
}

/* Fails unless exactly these kinds were written since the mark; their bodies are in `seen` then. */
static void expect_facts(struct seen *seen, const char *kinds)
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

static void expect_only(struct seen *seen, const char *kinds)
{
	expect_facts(seen, kinds);
	forget(seen);
}

/* --- people -------------------------------------------------------------------------------------------------------------- */

static struct registration marisol(bool share)
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

static struct registered registered(bool share)
{
	struct err err = {0};
	struct registration in = marisol(share);
	struct registered out;
	check(desk_register(store, &in, &out, &err), &err);
	return out;
}

/* Somebody imported, with a ticket of another system, who has not come yet. */
static void import(const char *person, const char *name, const char *ticket)
{
	append("person.registered",
	       json_pack("{s:s, s:s, s:s, s:[s]}", "person", person, "name", name, "source", "eventbrite", "ticket", ticket));
}

static void registering_is_one_commit_of_all_facts(void **state)
{
	(void)state;
	struct seen seen = mark();
	struct registered out = registered(true);
	expect_facts(&seen, "person.registered consent.withdrawn consent.given badge.issued person.checked_in");
	assert_string_equal(field(&seen, 0, "person"), out.person);
	assert_string_equal(field(&seen, 0, "name"), "Marisol Peña");
	assert_string_equal(field(&seen, 0, "given"), "Marisol");
	assert_string_equal(field(&seen, 0, "family"), "Peña");
	assert_string_equal(field(&seen, 0, "email"), "marisol@example.org");
	assert_string_equal(field(&seen, 0, "phone"), "+13055550137");
	assert_string_equal(field(&seen, 0, "language"), "es");
	assert_string_equal(field(&seen, 0, "source"), "kiosk");
	assert_string_equal(field(&seen, 1, "purpose"), "messages");
	assert_string_equal(field(&seen, 2, "purpose"), "share");
	assert_string_equal(field(&seen, 2, "wording"), "2026-03");
	assert_string_equal(field(&seen, 2, "language"), "es");
	assert_string_equal(field(&seen, 3, "badge"), out.badge);
	assert_string_equal(field(&seen, 4, "badge"), out.badge);
	forget(&seen);
	struct person person;
	assert_true(view_person(store, out.person, &person));
	assert_string_equal(person.name, "Marisol Peña");
	assert_string_equal(person.badge, out.badge);
	assert_int_equal(person.checked_in_at.wall, now);
	assert_true(view_consent(store, out.person, CONSENT_SHARE));
	assert_false(view_consent(store, out.person, CONSENT_MESSAGES));
	assert_false(view_consent(store, out.person, CONSENT_TALENT)); /* was not asked */
}

static void a_name_alone_is_enough(void **state)
{
	(void)state;
	struct err err = {0};
	struct registered out;
	struct registration in = {.given = "Wideline", .family = "", .email = "", .phone = NULL};
	struct seen seen = mark();
	check(desk_register(store, &in, &out, &err), &err);
	expect_facts(&seen, "person.registered badge.issued person.checked_in");
	assert_string_equal(field(&seen, 0, "name"), "Wideline");
	assert_null(json_object_get(seen.body[0], "email"));
	assert_null(json_object_get(seen.body[0], "family"));
	forget(&seen);
}

static void what_cannot_be_is_refused_and_nothing_is_written(void **state)
{
	(void)state;
	static const char long_name[] = "ééééééééééééééééééééééééééééééééééééééééé"; /* 41 letters */
	const struct registration rows[] = {
		{.given = ""},
		{.given = NULL},
		{.given = " \t\n\x01 "},
		{.given = long_name},
		{.given = "Ana", .family = long_name},
		{.given = "Ana", .email = "ana"},
		{.given = "Ana", .email = "ana@example.org bob@example.org"},
		{.given = "Ana", .phone = "123"},
		{.given = "Ana", .phone = "call me"},
	};
	struct seen seen = mark();
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		struct registered out;
		memset(&out, 'x', sizeof out);
		assert_false(desk_register(store, &rows[i], &out, &err));
		assert_int_equal(err.code, ERR_INPUT);
		assert_non_null(strchr(err.text, ';'));
		assert_string_equal(out.person, "");
		assert_string_equal(out.token, "");
	}
	expect_only(&seen, "");
	assert_int_equal(view_people_count(store), 0);
}

static void forty_letters_of_any_kind_are_a_name(void **state)
{
	(void)state;
	struct err err = {0};
	struct registered out;
	struct person person;
	const struct registration in = {.given = "ééééééééééééééééééééééééééééééééééééééé李", .family = "D’Ángelo-Łukasz"};
	check(desk_register(store, &in, &out, &err), &err);
	assert_true(view_person(store, out.person, &person));
	assert_string_equal(person.given, in.given);
	assert_string_equal(person.family, in.family);
}

static void checking_in_gives_a_badge_once(void **state)
{
	(void)state;
	struct err err = {0};
	struct registered first, second;
	bool already;
	import("PERSON0000000000000000000A", "Keisha Brown", "TICKET-1");
	struct seen seen = mark();
	check(desk_checkin(store, "PERSON0000000000000000000A", &first, &already, &err), &err);
	assert_false(already);
	expect_only(&seen, "badge.issued person.checked_in");
	seen = mark();
	check(desk_checkin(store, "PERSON0000000000000000000A", &second, &already, &err), &err);
	assert_true(already);
	assert_memory_equal(&first, &second, sizeof first);
	expect_only(&seen, "");
	append("badge.revoked", json_pack("{s:s}", "badge", first.badge));
	seen = mark();
	check(desk_checkin(store, "PERSON0000000000000000000A", &second, &already, &err), &err);
	assert_true(already);
	assert_string_not_equal(first.badge, second.badge);
	expect_only(&seen, "badge.issued");
	assert_false(desk_checkin(store, "NOBODY", &second, &already, &err));
	assert_int_equal(err.code, ERR_MISSING);
}

/* --- scans at the door --------------------------------------------------------------------------------------------------- */

static struct scan scan_at(const char *employer, const char *code, size_t size)
{
	struct err err = {0};
	struct scan scan;
	memset(&scan, 'x', sizeof scan);
	check(employer ? desk_scan_booth(store, employer, code, size, &scan, &err) : desk_scan(store, code, size, &scan, &err),
	      &err);
	return scan;
}

static struct scan scan_text(const char *code)
{
	return scan_at(NULL, code, strlen(code));
}

static void a_good_badge_checks_in_and_a_second_time_says_so(void **state)
{
	(void)state;
	struct err err = {0};
	struct registered badge;
	import("PERSON0000000000000000000A", "Keisha Brown", "TICKET-1");
	check(desk_badge(store, "PERSON0000000000000000000A", &badge, &err), &err);
	struct seen seen = mark();
	struct scan look;
	check(desk_look(store, badge.token, strlen(badge.token), &look, &err), &err);
	assert_int_equal(look.verdict, VERDICT_VALID);
	assert_false(look.admitted);
	assert_string_equal(look.person.name, "Keisha Brown");
	expect_only(&seen, "");
	struct scan scan = scan_text(badge.token);
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_true(scan.admitted);
	assert_string_equal(scan.person.name, "Keisha Brown");
	assert_int_equal(scan.person.checked_in_at.wall, now);
	assert_string_equal(scan.badge, badge.badge);
	assert_string_equal(scan.token, badge.token);
	assert_string_equal(scan.lead.employer, "");
	expect_only(&seen, "person.checked_in");
	seen = mark();
	scan = scan_text(badge.token);
	assert_int_equal(scan.verdict, VERDICT_ALREADY);
	assert_false(scan.admitted);
	assert_string_equal(scan.person.name, "Keisha Brown");
	expect_only(&seen, "");
	check(desk_look(store, badge.token, strlen(badge.token), &look, &err), &err);
	assert_int_equal(look.verdict, VERDICT_ALREADY);
}

static void a_ticket_of_another_system_is_the_persons(void **state)
{
	(void)state;
	import("PERSON0000000000000000000A", "Keisha Brown", "1234567890123");
	struct seen seen = mark();
	struct scan scan = scan_text("]Q31234567890123\r\n");
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_string_equal(scan.person.name, "Keisha Brown");
	expect_only(&seen, "badge.issued person.checked_in");
	assert_int_equal(strlen(scan.token), 33);
	struct scan again = scan_text(scan.token);
	assert_int_equal(again.verdict, VERDICT_ALREADY);
	assert_string_equal(again.person.id, scan.person.id);
}

/* Everything that is not a badge of ours that we know. */
struct bad {
	const char *name;
	enum verdict verdict;
	char code[600];
	size_t size;
};

enum { BAD_MOST = 16 };

static void add_bad(struct bad *list, size_t *count, const char *name, enum verdict verdict, const void *code, size_t size)
{
	struct bad *bad = &list[(*count)++];
	assert_true(*count <= BAD_MOST && size <= sizeof bad->code);
	*bad = (struct bad){.name = name, .verdict = verdict, .size = size};
	memcpy(bad->code, code, size);
}

static size_t bad_scans(struct bad list[BAD_MOST])
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
static void expect_refused(const struct bad *bad, const struct scan *scan)
{
	if (scan->verdict != bad->verdict)
		fail_msg("%s: %s", bad->name, verdict_name(scan->verdict));
	const struct person *person = &scan->person;
	if (scan->admitted || scan->shared || scan->badge[0] || scan->token[0] || scan->lead.employer[0] || scan->lead.name[0])
		fail_msg("%s: more than the verdict is told", bad->name);
	if (person->id[0] || person->name[0] || person->given[0] || person->email[0] || person->phone[0] || person->badge[0])
		fail_msg("%s: a person is told", bad->name);
}

static void bad_scans_are_refused_at_the_door(void **state)
{
	(void)state;
	static struct bad bad[BAD_MOST];
	size_t count = bad_scans(bad), people = view_people_count(store), inside = view_checked_in_count(store);
	for (size_t i = 0; i < count; i++) {
		set_clock(now + 2000);
		struct seen seen = mark();
		struct scan scan = scan_at(NULL, bad[i].code, bad[i].size);
		expect_refused(&bad[i], &scan);
		expect_facts(&seen, "scan.refused");
		assert_string_equal(field(&seen, 0, "why"), verdict_name(bad[i].verdict));
		assert_null(json_object_get(seen.body[0], "booth"));
		forget(&seen);
		struct err err = {0};
		seen = mark();
		check(desk_look(store, bad[i].code, bad[i].size, &scan, &err), &err);
		expect_refused(&bad[i], &scan);
		expect_only(&seen, "");
	}
	assert_int_equal(view_people_count(store), people);
	assert_int_equal(view_checked_in_count(store), inside);
}

static void a_flood_of_false_badges_is_noted_once_a_second(void **state)
{
	(void)state;
	set_clock(now + 60000);
	struct seen seen = mark();
	for (int i = 0; i < 200; i++)
		assert_int_equal(scan_text("nonsense").verdict, VERDICT_MALFORMED);
	expect_only(&seen, "scan.refused");
	set_clock(now + 1000);
	scan_text("nonsense");
	expect_only(&seen, "scan.refused scan.refused");
}

/* --- booths -------------------------------------------------------------------------------------------------------------- */

static void set_up_booths(void)
{
	append("employer.set", json_pack("{s:s, s:s, s:s}", "employer", "mangrove", "name", "Mangrove Health", "booth", "B12"));
	append("employer.set", json_pack("{s:s, s:s, s:s}", "employer", "river", "name", "Little River", "booth", "A07"));
}

static struct scan scan_booth(const char *employer, const char *code)
{
	return scan_at(employer, code, strlen(code));
}

static void bad_scans_are_refused_at_a_booth(void **state)
{
	(void)state;
	static struct bad bad[BAD_MOST];
	set_up_booths();
	size_t count = bad_scans(bad);
	for (size_t i = 0; i < count; i++) {
		if (bad[i].verdict == VERDICT_UNKNOWN)
			continue;
		set_clock(now + 2000);
		struct seen seen = mark();
		struct scan scan = scan_at("mangrove", bad[i].code, bad[i].size);
		expect_refused(&bad[i], &scan);
		expect_facts(&seen, "scan.refused");
		assert_string_equal(field(&seen, 0, "booth"), "mangrove");
		forget(&seen);
	}
	assert_int_equal(view_lead_count(store, "mangrove"), 0);
}

static void a_booth_sees_what_was_agreed_to(void **state)
{
	(void)state;
	set_up_booths();
	struct registered open = registered(true), closed = registered(false);
	struct seen seen = mark();
	struct scan scan = scan_booth("b12", open.token); /* by booth, any case */
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_true(scan.admitted && scan.shared);
	assert_string_equal(scan.person.name, "Marisol Peña");
	assert_string_equal(scan.person.email, "marisol@example.org");
	assert_string_equal(scan.lead.employer, "mangrove");
	assert_string_equal(scan.lead.badge, open.badge);
	assert_string_equal(scan.lead.person, open.person);
	assert_string_equal(scan.lead.name, "Marisol Peña");
	expect_facts(&seen, "lead.scanned");
	assert_string_equal(field(&seen, 0, "employer"), "mangrove");
	assert_string_equal(field(&seen, 0, "person"), open.person);
	forget(&seen);
	scan = scan_booth("mangrove", closed.token);
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_true(scan.admitted && !scan.shared);
	assert_string_equal(scan.person.name, "Marisol");
	assert_string_equal(scan.person.given, "Marisol");
	assert_string_equal(scan.person.family, "");
	assert_string_equal(scan.person.email, "");
	assert_string_equal(scan.person.phone, "");
	assert_string_equal(scan.person.language, "");
	assert_int_equal(scan.person.checked_in_at.wall, 0);
	assert_string_equal(scan.lead.name, "Marisol");
}

static void a_second_scan_is_told_and_kept(void **state)
{
	(void)state;
	set_up_booths();
	struct registered badge = registered(true);
	scan_booth("mangrove", badge.token);
	int64_t first = now;
	set_clock(now + 60000);
	struct scan scan = scan_booth("mangrove", badge.token);
	assert_int_equal(scan.verdict, VERDICT_ALREADY);
	assert_true(scan.admitted);
	assert_int_equal(scan.lead.scans, 2);
	assert_int_equal(scan.lead.first_scanned_at.wall, first);
	assert_int_equal(scan.lead.scanned_at.wall, now);
	assert_int_equal(scan_booth("river", badge.token).verdict, VERDICT_VALID); /* leads of one are not the other's */
	assert_int_equal(view_lead_count(store, "mangrove"), 1);
}

/* A device that has not synced yet: the lead is kept, the name comes later. */
static void a_badge_of_ours_that_is_not_known_is_a_lead(void **state)
{
	(void)state;
	set_up_booths();
	char text[TOKEN_TEXT];
	struct token token;
	token_make(store_fair_key(store), store_fair(store)->id, text, &token);
	struct scan scan = scan_booth("mangrove", text);
	assert_int_equal(scan.verdict, VERDICT_UNKNOWN);
	assert_true(scan.admitted);
	assert_string_equal(scan.person.id, "");
	assert_string_equal(scan.lead.badge, token.badge);
	assert_string_equal(scan.lead.person, "");
	import("PERSON0000000000000000000A", "Keisha Brown", "TICKET-1");
	append("badge.issued", json_pack("{s:s, s:s}", "badge", token.badge, "person", "PERSON0000000000000000000A"));
	struct lead lead;
	assert_true(view_lead(store, "mangrove", token.badge, &lead));
	assert_string_equal(lead.person, "PERSON0000000000000000000A");
	desk_lead_as_shared(store, &lead);
	assert_string_equal(lead.name, "Keisha"); /* never asked: given name only */
}

static void a_ticket_at_a_booth_gets_a_badge_to_be_kept_under(void **state)
{
	(void)state;
	set_up_booths();
	import("PERSON0000000000000000000A", "Keisha Brown", "TICKET-1");
	struct seen seen = mark();
	struct scan scan = scan_booth("mangrove", "TICKET-1");
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_int_equal(strlen(scan.badge), 16);
	assert_string_equal(scan.lead.badge, scan.badge);
	assert_string_equal(scan.person.name, "Keisha");
	expect_only(&seen, "badge.issued lead.scanned");
	assert_int_equal(view_checked_in_count(store), 0);
}

static void nobody_collects_leads_for_an_unknown_employer(void **state)
{
	(void)state;
	static const char *const unknown[] = {"", "newcomer", "B99"};
	struct registered badge = registered(true);
	set_up_booths();
	struct seen seen = mark();
	for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
		struct err err = {0};
		struct scan scan;
		assert_false(desk_scan_booth(store, unknown[i], badge.token, strlen(badge.token), &scan, &err));
		assert_int_equal(err.code, ERR_MISSING);
		assert_string_equal(scan.person.id, "");
	}
	expect_only(&seen, "");
}

/* A booth's device was invited for its employer, and works before anything else of the fair has reached it. */
static void a_booth_device_scans_before_it_has_synced(void **state)
{
	(void)state;
	struct err err = {0};
	char home[80], device[ID_TEXT], text[TOKEN_TEXT];
	struct token token;
	char *invitation = invitation_make(store, "Booth B12", ROLE_BOOTH, "mangrove", "correct horse", clock_wall() + 3600000,
					   &err);
	check(invitation != NULL, &err);
	snprintf(home, sizeof home, "%s/booth", dir);
	check(invitation_accept(home, invitation, "correct horse", clock_wall(), device, &err), &err);
	free(invitation);
	token_make(store_fair_key(store), store_fair(store)->id, text, &token);
	struct store *front = store;
	store = store_open(home, STORE_WRITE, &err);
	check(store != NULL, &err);
	check(store_fold_all(store, &err), &err);
	struct scan scan = scan_booth("mangrove", text);
	store_close(store);
	store = front;
	assert_int_equal(scan.verdict, VERDICT_UNKNOWN);
	assert_true(scan.admitted);
	assert_string_equal(scan.lead.employer, "mangrove");
}

static void notes_change_only_what_they_name(void **state)
{
	(void)state;
	struct err err = {0};
	struct lead lead;
	set_up_booths();
	struct registered badge = registered(true);
	scan_booth("mangrove", badge.token);
	struct seen seen = mark();
	check(desk_lead_note(store, "mangrove", badge.badge,
			     &(struct lead_note){.rating = 4, .tags = "interview;bilingual", .note = "Line one.\nLine two."},
			     &err),
	      &err);
	check(desk_lead_note(store, "mangrove", badge.badge, &(struct lead_note){.next_step = "call_back", .tags = ""}, &err),
	      &err);
	check(desk_lead_note(store, "mangrove", badge.badge, &(struct lead_note){0}, &err), &err);
	expect_only(&seen, "lead.noted lead.noted");
	assert_true(view_lead(store, "mangrove", badge.badge, &lead));
	assert_int_equal(lead.rating, 4);
	assert_string_equal(lead.tags, "");
	assert_string_equal(lead.note, "Line one.\nLine two.");
	assert_string_equal(lead.next_step, "call_back");
}

static void notes_that_cannot_be_are_refused(void **state)
{
	(void)state;
	char huge[NOTE_MOST + 1];
	set_up_booths();
	struct registered badge = registered(true);
	scan_booth("mangrove", badge.token);
	memset(huge, 'a', sizeof huge);
	huge[NOTE_MOST] = '\0';
	const struct lead_note rows[] = {{.rating = 5},    {.rating = -1},
					 {.note = huge},   {.note = "\x01"},
					 {.tags = "\xFF"}, {.status = "this status is far too long to be kept"}};
	struct seen seen = mark();
	struct err err = {0};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_false(desk_lead_note(store, "mangrove", badge.badge, &rows[i], &err));
		assert_int_equal(err.code, ERR_INPUT);
	}
	assert_false(desk_lead_note(store, "river", badge.badge, &(struct lead_note){.rating = 1}, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_false(desk_lead_remove(store, "river", badge.badge, true, &err));
	expect_only(&seen, "");
}

static void a_scan_can_be_taken_back_and_come_back(void **state)
{
	(void)state;
	struct err err = {0};
	set_up_booths();
	struct registered badge = registered(true);
	scan_booth("mangrove", badge.token);
	check(desk_lead_remove(store, "mangrove", badge.badge, true, &err), &err);
	assert_int_equal(view_lead_count(store, "mangrove"), 0);
	check(desk_lead_remove(store, "mangrove", badge.badge, false, &err), &err);
	assert_int_equal(view_lead_count(store, "mangrove"), 1);
	check(desk_lead_remove(store, "mangrove", badge.badge, true, &err), &err);
	struct scan scan = scan_booth("mangrove", badge.token);
	assert_true(scan.admitted);
	assert_string_equal(scan.lead.badge, badge.badge);
	assert_int_equal(view_lead_count(store, "mangrove"), 1);
}

static bool collect_name(void *self, const struct lead *lead)
{
	char *names = self;
	strcat(names, lead->name);
	strcat(names, ";");
	return true;
}

static void a_list_of_leads_keeps_the_promise_too(void **state)
{
	(void)state;
	struct err err = {0};
	char names[512] = "";
	set_up_booths();
	scan_booth("mangrove", registered(true).token);
	set_clock(now + 1000);
	scan_booth("mangrove", registered(false).token);
	check(desk_leads(store, "mangrove", collect_name, names, &err), &err);
	assert_string_equal(names, "Marisol;Marisol Peña;"); /* newest first */
}

static void six_characters_find_a_badge(void **state)
{
	(void)state;
	char code[SHORT_CODE_TEXT], badge[PRINT_ID_TEXT], typed[16];
	struct registered mine = registered(true), other = registered(true);
	token_short_code(mine.badge, code);
	assert_true(desk_by_short_code(store, code, badge));
	assert_string_equal(badge, mine.badge);
	snprintf(typed, sizeof typed, " %c%c%c %c%c%c", code[0] | 0x20, code[1], code[2], code[4], code[5], code[6]);
	assert_true(desk_by_short_code(store, typed, badge));
	assert_string_equal(badge, mine.badge);
	static const char *const wrong[] = {"", "7K2", "7K2-Q9M-A", "7K2-Q9!", "ZZZ-ZZZ", "ÑÑÑÑÑÑ"};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_false(desk_by_short_code(store, wrong[i], badge));
	append("badge.revoked", json_pack("{s:s}", "badge", mine.badge));
	assert_false(desk_by_short_code(store, code, badge));
	token_short_code(other.badge, code);
	assert_true(desk_by_short_code(store, code, badge));
}

static void every_verdict_has_its_name(void **state)
{
	(void)state;
	static const char *const names[VERDICT_COUNT] = {"valid",   "already", "revoked",  "forged",
							 "foreign", "unknown", "malformed"};
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		assert_string_equal(verdict_name(v), names[v]);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, open_fair, close_fair)

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		TEST(registering_is_one_commit_of_all_facts),
		TEST(a_name_alone_is_enough),
		TEST(what_cannot_be_is_refused_and_nothing_is_written),
		TEST(forty_letters_of_any_kind_are_a_name),
		TEST(checking_in_gives_a_badge_once),
		TEST(a_good_badge_checks_in_and_a_second_time_says_so),
		TEST(a_ticket_of_another_system_is_the_persons),
		TEST(bad_scans_are_refused_at_the_door),
		TEST(a_flood_of_false_badges_is_noted_once_a_second),
		TEST(bad_scans_are_refused_at_a_booth),
		TEST(a_booth_sees_what_was_agreed_to),
		TEST(a_second_scan_is_told_and_kept),
		TEST(a_badge_of_ours_that_is_not_known_is_a_lead),
		TEST(a_ticket_at_a_booth_gets_a_badge_to_be_kept_under),
		TEST(nobody_collects_leads_for_an_unknown_employer),
		TEST(a_booth_device_scans_before_it_has_synced),
		TEST(notes_change_only_what_they_name),
		TEST(notes_that_cannot_be_are_refused),
		TEST(a_scan_can_be_taken_back_and_come_back),
		TEST(a_list_of_leads_keeps_the_promise_too),
		TEST(six_characters_find_a_badge),
		cmocka_unit_test(every_verdict_has_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
