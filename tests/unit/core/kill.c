/* src/store: a writer is killed in the middle of registering, again and again. Nobody whom it acknowledged may be missing,
 * nobody may be half there, and the log must verify. kill -9 proves order and atomicity of commits, not the disk's honesty; the
 * settings that a power cut needs are checked when the log is opened (db.c). LANYARD_KILLS=n sets the rounds;
 * tests/cli/kill.test.sh asks for 200. */
#include "home.h"

#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <sys/wait.h>
#include <time.h>

enum { KILLS = 12, LONGEST = 30000 /* us until the kill */, PATIENCE = 10000 /* ms for a first visitor */ };

/* One visitor: who, badge and check-in in one commit, then the number through the pipe. */
static bool register_one(struct store *store, uint32_t number, int out)
{
	char person[16], badge[16];
	snprintf(person, sizeof person, "P%u", number);
	snprintf(badge, sizeof badge, "B%u", number);
	struct fact facts[] = {
		{"person.registered", json_pack("{s:s, s:s}", "person", person, "name", "Ana María Peña")},
		{"badge.issued", json_pack("{s:s, s:s}", "badge", badge, "person", person)},
		{"person.checked_in", json_pack("{s:s, s:s}", "person", person, "badge", badge)},
	};
	bool ok = store_append(store, facts, 3, NULL);
	for (int i = 0; i < 3; i++)
		json_decref(facts[i].body);
	return ok && write(out, &number, sizeof number) == sizeof number;
}

/* The writer: until killed. */
static _Noreturn void write_for_ever(const char *home, uint32_t first, int out)
{
	size_t left;
	struct store *store = store_open(home, STORE_WRITE, NULL);
	if (!store || !store_fold(store, SIZE_MAX, &left, NULL))
		_exit(1);
	for (uint32_t number = first; register_one(store, number, out); number++)
		;
	_exit(2);
}

/* Runs a writer for a random while; returns the last number that it acknowledged, or `first - 1`. Every fourth is killed while
 * it opens the log, the others while they register. */
static uint32_t one_round(const char *home, uint32_t first, bool early)
{
	int ends[2], status;
	assert_int_equal(pipe(ends), 0);
	pid_t writer = fork();
	assert_true(writer >= 0);
	if (writer == 0)
		write_for_ever(home, first, ends[1]);
	close(ends[1]);
	if (!early)
		assert_int_equal(poll(&(struct pollfd){.fd = ends[0], .events = POLLIN}, 1, PATIENCE), 1);
	struct timespec moment = {.tv_nsec = (long)(randombytes_uniform(LONGEST)) * 1000};
	nanosleep(&moment, NULL);
	kill(writer, SIGKILL);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_true(WIFSIGNALED(status)); /* it was killed; it did not give up */
	uint32_t number, last = first - 1;
	while (read(ends[0], &number, sizeof number) == sizeof number)
		last = number;
	close(ends[0]);
	return last;
}

/* Everybody acknowledged is whole; at most one more may have been saved before it could be said. Returns the next number. */
static uint32_t check(const struct home *home, uint32_t acknowledged)
{
	struct store *store = home_open(home, STORE_READ);
	uint32_t number = 1;
	for (;; number++) {
		struct person person;
		char id[16], badge[16];
		snprintf(id, sizeof id, "P%u", number);
		snprintf(badge, sizeof badge, "B%u", number);
		if (!view_person(store, id, &person))
			break;
		assert_string_equal(person.badge, badge);
		assert_true(person.checked_in_at.wall != 0);
	}
	if (number <= acknowledged)
		fail_msg("%u was acknowledged and is missing", number);
	assert_true(number <= acknowledged + 2);
	assert_int_equal(store_event_count(store), 2 + 3 * (number - 1));
	store_close(store);
	return number;
}

static void nobody_acknowledged_is_lost(void **state)
{
	(void)state;
	const char *asked = getenv("LANYARD_KILLS");
	int kills = asked ? atoi(asked) : KILLS;
	struct home home;
	uint64_t events;
	uint32_t next = 1;
	home_make(&home);
	for (int i = 0; i < kills; i++)
		next = check(&home, one_round(home.path, next, i % 4 == 3));
	assert_true(next > 1);
	struct store *store = home_open(&home, STORE_WRITE);
	ASSERT_OK(store_verify(store, &events, &err));
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	print_message("%d kills, %u people, %llu facts\n", kills, next - 1, (unsigned long long)events);
	home_remove(&home);
}

/* With one clock for all, no fact but the visitors' own is written. */
static int set_clock(void **state)
{
	(void)state;
	FILE *file = fopen("clock", "w");
	if (!file)
		return -1;
	fputs("1773316800000\n", file);
	fclose(file);
	return setenv("LANYARD_CLOCK", "clock", 1);
}

static int unset_clock(void **state)
{
	(void)state;
	return unlink("clock");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_acknowledged_is_lost),
	};
	return cmocka_run_group_tests(tests, set_clock, unset_clock);
}
