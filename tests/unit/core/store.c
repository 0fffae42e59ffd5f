/* src/store: one home, one device. Appending, opening again, and what is asked of the view. */
#include "home.h"

static void a_new_home_says_what_fair_it_is(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	struct store *store = home_open(&home, STORE_READ);
	assert_string_equal(store_fair(store)->name, "Biscayne Hiring Fair");
	assert_string_equal(store_fair(store)->kind, "hiring-fair");
	assert_string_equal(store_fair(store)->timezone, "America/New_York");
	assert_string_equal(store_fair(store)->id, home.fair.id);
	assert_string_equal(store_device(store), home.device);
	assert_int_equal(store_event_count(store), 2);
	store_close(store);
	struct err err = {0};
	assert_false(store_init(home.path, &home.fair, "Front desk", home.device, &err));
	assert_int_equal(err.code, ERR_REFUSED);
	home_remove(&home);
}

static void what_was_appended_is_there_after_opening_again(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	struct fact facts[] = {
		{"person.registered", json_pack("{s:s, s:s, s:s, s:s, s:s}", "person", "P1", "name", "Łukasz Nowak", "email",
						"lukasz@example.org", "phone", "+13055550137", "language", "es")},
		{"badge.issued", json_pack("{s:s, s:s}", "badge", "B1", "person", "P1")},
		{"person.checked_in", json_pack("{s:s}", "person", "P1")},
	};
	ASSERT_OK(store_append(store, facts, 3, &err));
	for (int i = 0; i < 3; i++)
		json_decref(facts[i].body);

	for (int opened = 0; opened < 2; opened++) {
		struct person person;
		char id[ID_TEXT];
		bool revoked;
		assert_true(view_person(store, "P1", &person));
		assert_string_equal(person.name, "Łukasz Nowak");
		assert_string_equal(person.email, "lukasz@example.org");
		assert_string_equal(person.phone, "+13055550137");
		assert_string_equal(person.language, "es");
		assert_string_equal(person.badge, "B1");
		assert_true(person.checked_in_at.wall > 0);
		assert_true(view_badge(store, "B1", id, &revoked));
		assert_string_equal(id, "P1");
		assert_false(revoked);
		struct hit hits[4];
		size_t total;
		assert_int_equal(view_find(store, "now luk", hits, 4, &total), 1);
		assert_string_equal(hits[0].person, "P1");
		assert_int_equal(total, 1);
		assert_int_equal(view_people_count(store), 1);
		assert_int_equal(view_checked_in_count(store), 1);
		store_close(store);
		store = home_open(&home, STORE_READ);
	}
	store_close(store);
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_home_says_what_fair_it_is),
		cmocka_unit_test(what_was_appended_is_there_after_opening_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
