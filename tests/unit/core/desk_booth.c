/* src/desk: scans at a booth, and the leads that come of them: what is seen, noted, taken back. */
#include "desk_fair.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
