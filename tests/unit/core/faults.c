/* src/store: every write and every sync of a commit fails once. This program's pwrite64() and fdatasync() stand before the C
 * library's, so SQLite calls them. Whatever fails: what was acknowledged stays, what was not is not half there. */
#include "home.h"

#include "store/internal.h"

#include <errno.h>
#include <sys/syscall.h>

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at);

enum fault { FAULT_NONE, FAULT_FULL, FAULT_WRITE, FAULT_SYNC };

static struct {
	enum fault fault;
	int after;    /* calls that still work */
	bool lasting; /* and all later ones fail too */
	bool hit;
} faults;

static bool fails(bool sync)
{
	if (faults.fault == FAULT_NONE || sync != (faults.fault == FAULT_SYNC))
		return false;
	if (faults.after-- > 0)
		return false;
	if (!faults.lasting)
		faults.fault = FAULT_NONE;
	return faults.hit = true;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t at)
{
	bool full = faults.fault == FAULT_FULL;
	if (fails(false)) {
		errno = full ? ENOSPC : EIO;
		return -1;
	}
	return syscall(SYS_pwrite64, fd, data, size, at);
}

int fdatasync(int fd) /* NOLINT(readability-inconsistent-declaration-parameter-name) */
{
	if (fails(true)) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_fdatasync, fd);
}

static bool try_append(struct store *store, int number, struct err *err)
{
	char id[16], padding[3000];
	snprintf(id, sizeof id, "P%d", number);
	memset(padding, 'x', sizeof padding - 1);
	padding[sizeof padding - 1] = '\0';
	struct fact facts[] = {
		{"person.registered", json_pack("{s:s, s:s, s:s}", "person", id, "name", "Ana", "source", padding)},
		{"person.checked_in", json_pack("{s:s}", "person", id)},
	};
	bool ok = store_append(store, facts, 2, err);
	json_decref(facts[0].body);
	json_decref(facts[1].body);
	return ok;
}

/* Everybody acknowledged is there; nobody else is half there. */
static void check(const struct home *home, const bool *acknowledged, int count)
{
	uint64_t events, people = 0;
	struct store *store = home_open(home, STORE_WRITE);
	for (int i = 0; i < count; i++) {
		char id[16];
		struct person person;
		snprintf(id, sizeof id, "P%d", i);
		bool there = view_person(store, id, &person);
		people += there;
		if (acknowledged[i] && !there)
			fail_msg("%s was acknowledged and is lost", id);
		assert_int_equal(there, there && person.checked_in_at.wall != 0);
	}
	ASSERT_OK(store_verify(store, &events, &err));
	assert_int_equal(events, 2 + 2 * people);
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
}

static bool run(enum fault fault, int after, bool lasting, enum err_code expected)
{
	enum { BEFORE = 2, ALL = 6 };
	struct home home;
	struct err said = {0};
	bool acknowledged[ALL] = {false};
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	for (int i = 0; i < ALL; i++) {
		if (i == BEFORE) {
			faults.fault = fault;
			faults.after = after;
			faults.lasting = lasting;
			faults.hit = false;
		}
		acknowledged[i] = try_append(store, i, &said);
		if (!acknowledged[i] && i >= BEFORE && said.code != expected && said.code != ERR_IO)
			fail_msg("write %d: code %d, '%s'", after, (int)said.code, said.text);
		if (!acknowledged[i])
			assert_non_null(strstr(said.text, "not saved"));
	}
	faults.fault = FAULT_NONE;
	assert_true(acknowledged[0] && acknowledged[1]);
	assert_true(said.code == ERR_NONE || faults.hit);
	store_close(store);
	check(&home, acknowledged, ALL);
	home_remove(&home);
	return faults.hit;
}

static void torture(enum fault fault, bool lasting, enum err_code expected)
{
	int after = 0;
	while (after < 60 && run(fault, after, lasting, expected))
		after++;
	assert_true(after > 3); /* there were writes to fail, and all of them did once */
	assert_true(after < 60);
}

static void a_full_disk_leaves_nothing_half_written(void **state)
{
	(void)state;
	torture(FAULT_FULL, true, ERR_FULL);
}

static void a_write_that_fails_once_leaves_nothing_half_written(void **state)
{
	(void)state;
	torture(FAULT_WRITE, false, ERR_IO);
}

static void a_sync_that_fails_is_never_acknowledged(void **state)
{
	(void)state;
	torture(FAULT_SYNC, false, ERR_IO);
	torture(FAULT_SYNC, true, ERR_IO);
}

static void a_log_in_doubt_takes_facts_again_once_it_can_be_made_safe(void **state)
{
	(void)state;
	struct home home;
	struct err said = {0};
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	assert_true(try_append(store, 0, &said));
	faults.fault = FAULT_SYNC;
	faults.after = 0;
	faults.lasting = true;
	assert_false(try_append(store, 1, &said));
	assert_true(store->broken);
	assert_false(try_append(store, 1, &said));
	assert_int_equal(said.code, ERR_IO);
	faults.fault = FAULT_NONE;
	ASSERT_OK(try_append(store, 1, &err));
	store_close(store);
	check(&home, (bool[]){true, true}, 2);
	home_remove(&home);
}

static void a_full_disk_is_called_full(void **state)
{
	(void)state;
	struct home home;
	struct err said = {0};
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	faults.fault = FAULT_FULL;
	faults.after = 0;
	faults.lasting = true;
	assert_false(try_append(store, 1, &said));
	faults.fault = FAULT_NONE;
	assert_int_equal(said.code, ERR_FULL);
	ASSERT_OK(try_append(store, 1, &err)); /* once there is room again */
	store_close(store);
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_is_called_full),
		cmocka_unit_test(a_log_in_doubt_takes_facts_again_once_it_can_be_made_safe),
		cmocka_unit_test(a_full_disk_leaves_nothing_half_written),
		cmocka_unit_test(a_write_that_fails_once_leaves_nothing_half_written),
		cmocka_unit_test(a_sync_that_fails_is_never_acknowledged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
