/* src/desk: what is written for a visitor who registers or checks in. */
#include "desk_fair.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(registering_is_one_commit_of_all_facts),
		TEST(a_name_alone_is_enough),
		TEST(what_cannot_be_is_refused_and_nothing_is_written),
		TEST(forty_letters_of_any_kind_are_a_name),
		TEST(checking_in_gives_a_badge_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
