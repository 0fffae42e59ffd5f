/* Leaving and coming back, in whatever order devices hear of it, and how many are inside. */
#include "home.h"

#include "desk/desk.h"
#include "store/view_staff.h"
#include "store/view_visits.h"

static struct home home;
static struct store *store;

static int open_store(void **state)
{
	(void)state;
	home_make(&home);
	store = home_open(&home, STORE_WRITE);
	append(store, "person.registered", json_pack("{s:s, s:s}", "person", "P1", "name", "Ana"));
	append(store, "person.registered", json_pack("{s:s, s:s}", "person", "P2", "name", "Wideline"));
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	home_remove(&home);
	return 0;
}

/* --- visits --------------------------------------------------------------------------------------------------------------- */

struct seen {
	size_t visits, over;
	int64_t last_in, last_out;
};

static bool see(void *self, const struct visit *visit)
{
	struct seen *seen = self;
	seen->visits++;
	seen->over += visit->left;
	assert_true(visit->in.wall >= seen->last_out); /* one after the other */
	assert_true(!visit->left || visit->out.wall >= visit->in.wall);
	seen->last_in = visit->in.wall;
	seen->last_out = visit->left ? visit->out.wall : INT64_MAX;
	return true;
}

static struct seen visits_of(const char *person)
{
	struct seen seen = {0};
	ASSERT_OK(view_visits(store, person, see, &seen, &err));
	return seen;
}

static void expect_visits(const char *person, size_t visits, size_t over)
{
	struct seen seen = visits_of(person);
	struct person found;
	assert_int_equal(seen.visits, visits);
	assert_int_equal(seen.over, over);
	assert_true(view_person(store, person, &found));
	assert_int_equal(found.checked_in_at.wall != 0, visits > over); /* the other way of asking says the same */
	if (visits > over)
		assert_int_equal(found.checked_in_at.wall, seen.last_in);
}

static void about(const char *kind)
{
	append(store, kind, json_pack("{s:s}", "person", "P1"));
}

static void who_leaves_and_comes_back_has_two_visits(void **state)
{
	(void)state;
	expect_visits("P1", 0, 0);
	about("person.checked_out"); /* heard of before anybody came: nothing */
	expect_visits("P1", 0, 0);
	about("person.checked_in");
	about("person.checked_in"); /* at another kiosk too */
	expect_visits("P1", 1, 0);
	about("person.checked_out");
	about("person.checked_out");
	expect_visits("P1", 1, 1);
	about("person.checked_in");
	expect_visits("P1", 2, 1);
	expect_visits("P2", 0, 0);
}

static void what_was_taken_back_is_no_visit(void **state)
{
	(void)state;
	char event[EVENT_REF_TEXT];
	about("person.checked_in");
	about("person.checked_out");
	about("person.checked_in");
	assert_true(view_visit(store, "P1", event));
	append(store, "checkin.undone", json_pack("{s:s}", "checkin", event));
	expect_visits("P1", 1, 1);
}

/* --- the desk ------------------------------------------------------------------------------------------------------------- */

static void leaving_twice_is_an_answer(void **state)
{
	(void)state;
	bool here = true, already;
	struct registered first, again;
	struct err said = {0};
	ASSERT_OK(desk_checkout(store, "P1", &here, &err));
	assert_false(here);
	assert_int_equal(visits_of("P1").visits, 0);
	ASSERT_OK(desk_checkin(store, "P1", &first, &already, &err));
	ASSERT_OK(desk_checkout(store, "P1", &here, &err));
	assert_true(here);
	uint64_t facts = store_event_count(store);
	ASSERT_OK(desk_checkout(store, "P1", &here, &err));
	assert_false(here);
	assert_int_equal(store_event_count(store), facts);
	ASSERT_OK(desk_checkin(store, "P1", &again, &already, &err));
	assert_false(already);
	assert_string_equal(again.token, first.token); /* the same badge lets them in again */
	expect_visits("P1", 2, 1);
	assert_false(desk_checkout(store, "NOBODY", &here, &said));
	assert_int_equal(said.code, ERR_MISSING);
}

static void a_scan_at_the_exit_checks_out(void **state)
{
	(void)state;
	struct registered badge;
	struct scan scan;
	bool already;
	ASSERT_OK(desk_checkin(store, "P1", &badge, &already, &err));
	ASSERT_OK(desk_scan_out(store, badge.token, strlen(badge.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_VALID);
	assert_true(scan.admitted);
	assert_string_equal(scan.person.name, "Ana");
	expect_visits("P1", 1, 1);
	ASSERT_OK(desk_scan_out(store, badge.token, strlen(badge.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_ALREADY);
	assert_false(scan.admitted);
	ASSERT_OK(desk_scan_out(store, "not a badge", 11, &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_MALFORMED);
	assert_string_equal(scan.person.id, "");
	ASSERT_OK(desk_scan(store, badge.token, strlen(badge.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_VALID); /* back again */
	expect_visits("P1", 2, 1);
}

static void a_full_hall_has_room_when_somebody_leaves(void **state)
{
	(void)state;
	struct registered badge;
	struct totals totals;
	struct err said = {0};
	bool flag;
	assert_false(desk_is_full(store)); /* any number */
	ASSERT_OK(desk_set_capacity(store, 1, &err));
	assert_int_equal(store_fair(store)->capacity, 1);
	assert_string_equal(store_fair(store)->name, home.fair.name); /* and nothing else of the fair changed */
	assert_false(desk_is_full(store));
	ASSERT_OK(desk_checkin(store, "P1", &badge, &flag, &err));
	assert_true(desk_is_full(store));
	ASSERT_OK(desk_checkin(store, "P2", &badge, &flag, &err)); /* whom staff let in is in */
	view_totals(store, &totals);
	assert_int_equal(totals.inside, 2);
	assert_int_equal(totals.checked_in, 2);
	ASSERT_OK(desk_checkout(store, "P1", &flag, &err));
	ASSERT_OK(desk_checkout(store, "P2", &flag, &err));
	view_totals(store, &totals);
	assert_int_equal(totals.inside, 0);
	assert_int_equal(totals.checked_in, 2); /* who came, came */
	assert_false(desk_is_full(store));
	assert_false(desk_set_capacity(store, -1, &said));
	assert_int_equal(said.code, ERR_INPUT);
	assert_false(desk_set_capacity(store, CAPACITY_MOST + 1, &said));
	ASSERT_OK(desk_set_capacity(store, 0, &err));
	assert_int_equal(store_fair(store)->capacity, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_leaves_and_comes_back_has_two_visits),
		TEST(what_was_taken_back_is_no_visit),
		TEST(leaving_twice_is_an_answer),
		TEST(a_scan_at_the_exit_checks_out),
		TEST(a_full_hall_has_room_when_somebody_leaves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
