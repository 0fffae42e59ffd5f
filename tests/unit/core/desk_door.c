/* src/desk: scans at the door; none but a good one leaves anything else than scan.refused. */
#include "desk_fair.h"

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

static void every_verdict_has_its_name(void **state)
{
	(void)state;
	static const char *const names[VERDICT_COUNT] = {"valid",   "already", "revoked",  "forged",
							 "foreign", "unknown", "malformed"};
	for (enum verdict v = 0; v < VERDICT_COUNT; v++)
		assert_string_equal(verdict_name(v), names[v]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_badge_checks_in_and_a_second_time_says_so),
		TEST(a_ticket_of_another_system_is_the_persons),
		TEST(bad_scans_are_refused_at_the_door),
		TEST(a_flood_of_false_badges_is_noted_once_a_second),
		cmocka_unit_test(every_verdict_has_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
