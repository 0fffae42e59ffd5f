/* src/store: the hybrid clock, and what may be said of a time when a device has no clock of its own. */
#include "home.h"

#include "store/internal.h"

enum { MINUTE = 60 * 1000 };
static const int64_t noon = 1773316800000;

static struct instant at_hand;

static void test_clock(struct instant *out)
{
	*out = at_hand;
}

static void clock_says(bool trusted, int64_t wall, const char *boot, int64_t up)
{
	at_hand = (struct instant){.trusted = trusted, .wall = wall, .up = up};
	snprintf(at_hand.boot, sizeof at_hand.boot, "%s", boot);
}

static struct store *open_with_test_clock(const struct home *home)
{
	struct store *store;
	ASSERT_OK(store = store_open(home->path, STORE_WRITE, &err));
	store->now = test_clock;
	ASSERT_OK(store_fold_all(store, &err));
	return store;
}

static void the_clock_never_goes_back(void **state)
{
	(void)state;
	struct hlc clock = {0};
	static const int64_t walls[] = {0, 0, noon, noon, noon - MINUTE, 0, noon + 1, 1};
	uint64_t last = 0;
	for (size_t i = 0; i < sizeof walls / sizeof walls[0]; i++) {
		uint64_t at = hlc_next(&clock, walls[i]);
		assert_true(at > last);
		last = at;
	}
	assert_int_equal(hlc_wall(last), noon + 1);
}

static void a_far_future_is_not_adopted_by_a_trusted_clock(void **state)
{
	(void)state;
	struct hlc clock = {0};
	assert_true(hlc_see(&clock, (uint64_t)(noon + HLC_AHEAD_MOST) << 16, noon));
	assert_int_equal(hlc_wall(clock.last), noon + HLC_AHEAD_MOST);
	assert_false(hlc_see(&clock, (uint64_t)(noon + HLC_AHEAD_MOST + 1) << 16, noon));
	assert_int_equal(hlc_wall(clock.last), noon + HLC_AHEAD_MOST);
	assert_true(hlc_see(&clock, (uint64_t)(noon + 365LL * 24 * 60 * MINUTE) << 16, 0)); /* who has no clock believes it */
}

static struct moment registered_at(struct store *store, const char *id)
{
	struct person person;
	assert_true(view_person(store, id, &person));
	return person.registered_at;
}

static void say(struct store *store, const char *id)
{
	append(store, "person.registered", json_pack("{s:s, s:s}", "person", id, "name", "Ana"));
}

static void check_moment(struct store *store, const char *id, int certainty, int64_t wall)
{
	struct moment moment = registered_at(store, id);
	assert_int_equal(moment.certainty, certainty);
	assert_int_equal(moment.wall, wall);
}

static void a_trusted_clock_is_exact(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	clock_says(true, noon, "b0", 1);
	struct store *store = open_with_test_clock(&home);
	clock_says(true, noon + 5, "b0", 6);
	say(store, "P1");
	check_moment(store, "P1", MOMENT_EXACT, noon + 5);
	clock_says(true, noon - 30 * MINUTE, "b0", 7); /* set back: order stays, the time shown is the clock's */
	say(store, "P2");
	check_moment(store, "P2", MOMENT_EXACT, noon - 30 * MINUTE);
	assert_true(store->clock.last > (uint64_t)(noon + 5) << 16);
	store_close(store);
	home_remove(&home);
}

static void an_anchor_of_the_same_start_corrects_times_afterwards(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	clock_says(false, 12345, "b1", 1000);
	struct store *store = open_with_test_clock(&home);
	say(store, "P1");
	check_moment(store, "P1", MOMENT_UNKNOWN, 12345);
	uint64_t events = store_event_count(store);
	clock_says(true, noon, "b1", 1000 + 10 * MINUTE);
	say(store, "P2");
	assert_int_equal(store_event_count(store), events + 2); /* the anchor came by itself */
	check_moment(store, "P1", MOMENT_EXACT, noon - 10 * MINUTE);
	check_moment(store, "P2", MOMENT_EXACT, noon);
	say(store, "P3");
	assert_int_equal(store_event_count(store), events + 3); /* once is enough */
	store_close(store);
	store = open_with_test_clock(&home);
	check_moment(store, "P1", MOMENT_EXACT, noon - 10 * MINUTE);
	assert_int_equal(store_event_count(store), events + 3);
	store_close(store);
	home_remove(&home);
}

static void an_anchor_is_written_at_start_when_facts_wait_for_one(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	clock_says(false, 0, "b1", 1000);
	struct store *store = open_with_test_clock(&home);
	say(store, "P1");
	check_moment(store, "P1", MOMENT_UNKNOWN, 1); /* never 0, which would mean never */
	store_close(store);
	clock_says(true, noon, "b1", 61000);
	store = open_with_test_clock(&home);
	check_moment(store, "P1", MOMENT_EXACT, noon - MINUTE);
	store_close(store);
	home_remove(&home);
}

static void between_two_known_times_it_is_about(void **state)
{
	(void)state;
	static const struct {
		int64_t later;
		int certainty;
	} rows[] = {{20 * MINUTE, MOMENT_ABOUT}, {61 * MINUTE, MOMENT_UNKNOWN}};
	for (size_t i = 0; i < 2; i++) {
		struct home home;
		home_make(&home);
		clock_says(true, noon, "b1", 1000);
		struct store *store = open_with_test_clock(&home);
		say(store, "P1");
		clock_says(false, 77, "b2", 500); /* the board restarted without a clock */
		say(store, "P2");
		clock_says(true, noon + rows[i].later, "b3", 900); /* and again, before it learnt the time */
		say(store, "P3");
		check_moment(store, "P2", rows[i].certainty, rows[i].certainty == MOMENT_ABOUT ? noon + 10 * MINUTE : 77);
		store_close(store);
		home_remove(&home);
	}
}

/* store_init() reads the machine's clock; here it is an hour before noon, whatever the machine says. */
static int set_machine_clock(void **state)
{
	(void)state;
	FILE *file = fopen("clock", "w");
	if (!file)
		return -1;
	fprintf(file, "%lld\n", (long long)(noon - 60 * MINUTE));
	fclose(file);
	return setenv("LANYARD_CLOCK", "clock", 1);
}

static int unset_machine_clock(void **state)
{
	(void)state;
	return unlink("clock");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_clock_never_goes_back),
		cmocka_unit_test(a_far_future_is_not_adopted_by_a_trusted_clock),
		cmocka_unit_test(a_trusted_clock_is_exact),
		cmocka_unit_test(an_anchor_of_the_same_start_corrects_times_afterwards),
		cmocka_unit_test(an_anchor_is_written_at_start_when_facts_wait_for_one),
		cmocka_unit_test(between_two_known_times_it_is_about),
	};
	return cmocka_run_group_tests(tests, set_machine_clock, unset_machine_clock);
}
