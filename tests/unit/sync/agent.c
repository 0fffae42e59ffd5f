/* The agent between devices and a hub: what one writes the other reads, whatever was restored, copied, revoked or altered. */
#include "agent/backoff.h"
#include "agent/inbox.h"
#include "base/file.h"
#include "unit/sync/pair.h"

#include <sys/stat.h>

/* --- two devices --- */

static void test_what_one_writes_the_other_reads(void **state)
{
	struct pair *pair = *state;
	char other[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	join(pair->home.path, other, &pair->live);
	add_people(pair->home.path, "Rosa Delgado", 3);
	struct agent_result result = once(pair->home.path, url);
	assert_int_equal(result.pushed, 5);
	assert_int_equal(result.pending, 0);
	result = once(other, url);
	assert_int_equal(result.pulled, 5);
	assert_int_equal(result.pushed, 1);
	assert_true(knows(other, "delgado"));

	/* Once more: nothing moves. */
	result = once(other, url);
	assert_int_equal(result.pulled + result.pushed + result.pending, 0);
	assert_int_equal(once(pair->home.path, url).pulled, 1);
	struct total total = verify(pair->home.path, url);
	assert_int_equal(total.events, 6);
	assert_int_equal(total.received, 6);
}

static void test_many_batches(void **state)
{
	struct pair *pair = *state;
	char other[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	join(pair->home.path, other, &pair->live);
	home_grow(&pair->home, 50);
	assert_int_equal(once(pair->home.path, url).pushed, 2 + 50 * STORE_COMMIT_MOST);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event"), 2 + 50 * STORE_COMMIT_MOST);
	assert_int_equal(once(other, url).pulled, 2 + 50 * STORE_COMMIT_MOST);
	struct total total = verify(other, url);
	assert_int_equal(total.received, total.events);
}

/* --- the hub's side of it --- */

/* Stops the hub, puts a file in place of its store, and serves again at the same address. */
static void restore_hub(struct live *live, const char *saved, char url[64])
{
	char command[2000], listen[64];
	const char *file = live->store + strlen("sqlite:");
	snprintf(url, 64, "%s", hub_url(live->hub));
	snprintf(listen, sizeof listen, "%s", url + strlen("http://"));
	hub_stop(live->hub);
	snprintf(command, sizeof command, "rm -f '%s'-wal '%s'-shm; cp '%s' '%s'", file, file, saved, file);
	assert_int_equal(system(command), 0);
	live_hub(live, (struct hub_options){.listen = listen});
}

static void save_hub(struct live *live, char saved[400])
{
	char sql[500];
	sqlite3 *db = NULL;
	snprintf(saved, 400, "%s/saved.db", live->path);
	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", saved);
	assert_int_equal(sqlite3_open(live->store + strlen("sqlite:"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void test_a_hub_restored_from_yesterday_is_filled_again(void **state)
{
	struct pair *pair = *state;
	char saved[400], url[64];
	snprintf(url, sizeof url, "%s", live_hub(&pair->live, (struct hub_options){0}));
	once(pair->home.path, url);
	save_hub(&pair->live, saved);
	add_people(pair->home.path, "Rosa Delgado", 4);
	assert_int_equal(once(pair->home.path, url).pushed, 4);
	restore_hub(&pair->live, saved, url);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event"), 2);
	assert_int_equal(verify(pair->home.path, url).received, 2);
	struct agent_result result = once(pair->home.path, url);
	assert_int_equal(result.pushed, 4);
	assert_int_equal(verify(pair->home.path, url).received, 6);
}

/* The same home twice, each used: both logs are kept, whoever comes second is told, and nobody's events are lost. */
static void test_a_copied_device(void **state)
{
	struct pair *pair = *state;
	char copy[400], other[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	join(pair->home.path, other, &pair->live);
	add_people(pair->home.path, "Before Both", 3);
	once(pair->home.path, url);
	copy_home(pair->home.path, copy, &pair->live);
	add_people(pair->home.path, "Original", 4);
	add_people(copy, "Copied", 2);
	assert_int_equal(once(pair->home.path, url).pushed, 4);

	struct agent_result result;
	ASSERT_OK(run(copy, url, true, false, &result, &err));
	assert_int_equal(result.forks, 1);
	assert_int_equal(result.pending, 0);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event WHERE id >> 40 = 1"), 9);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM fork"), 2);
	/* It goes on being kept, also when it grows beyond the original. */
	add_people(copy, "Copied Later", 5);
	ASSERT_OK(run(copy, url, true, false, &result, &err));
	assert_int_equal(result.pending, 0);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM fork"), 7);
	assert_true(verify(copy, url).received < verify(copy, url).events);
	assert_int_equal(verify(pair->home.path, url).received, 9);

	/* The copy takes in the original's events beside its own, once. */
	ASSERT_OK(run(copy, url, false, true, &result, &err));
	assert_true(knows(copy, "original"));
	assert_true(knows(copy, "copied"));
	ASSERT_OK(run(copy, url, false, true, &result, &err));
	assert_int_equal(result.pulled, 0);
	/* Others go on as if nothing had happened. */
	assert_true(once(other, url).pulled >= 9);
	assert_true(knows(other, "original"));
}

/* The home was restored from a copy and not used yet: it gets its own events back. */
static void test_a_home_restored_from_yesterday(void **state)
{
	struct pair *pair = *state;
	char copy[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	add_people(pair->home.path, "Early", 1);
	once(pair->home.path, url);
	copy_home(pair->home.path, copy, &pair->live);
	add_people(pair->home.path, "Late", 3);
	once(pair->home.path, url);
	struct agent_result result = once(copy, url);
	assert_int_equal(result.pulled, 3);
	assert_int_equal(result.forks, 0);
	assert_true(knows(copy, "late"));
	add_people(copy, "Afterwards", 1);
	assert_int_equal(once(copy, url).pushed, 1);
	assert_int_equal(verify(copy, url).received, verify(copy, url).events);
}

static void test_strangers_are_refused(void **state)
{
	struct pair *pair = *state;
	struct home foreign;
	struct agent_result result;
	struct err why = {0};
	home_make(&foreign);
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	once(pair->home.path, url);
	assert_false(run(foreign.path, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "another fair"));
	assert_int_equal(pending(foreign.path), 2);

	/* Revoked: refused from the next request on, and the log stays. */
	add_people(pair->home.path, "Rosa Delgado", 1);
	ASSERT_OK(tray_revoke(&pair->live.hub->tray, pair->home.device, &err));
	assert_false(run(pair->home.path, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "revoked"));
	assert_int_equal(pending(pair->home.path), 1);
	home_remove(&foreign);
}

static void test_a_pinned_hub_adopts_nobody_else(void **state)
{
	struct pair *pair = *state;
	struct home foreign;
	struct agent_result result;
	struct err err = {0};
	home_make(&foreign);
	const char *url = live_hub(&pair->live, (struct hub_options){.fair = pair->home.fair.id});
	assert_false(run(foreign.path, url, true, true, &result, &err));
	assert_int_equal(err.code, ERR_REFUSED);
	assert_int_equal(once(pair->home.path, url).pushed, 2);
	home_remove(&foreign);
}

/* Somebody changed a row in the hub's file: whose it is is passed over and said, and what everybody else wrote flows on. */
static void test_an_altered_row_at_the_hub(void **state)
{
	struct pair *pair = *state;
	char other[400], third[400];
	struct agent_result result;
	struct err why = {0};
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	join(pair->home.path, other, &pair->live);
	join(pair->home.path, third, &pair->live);
	add_people(pair->home.path, "Rosa Delgado", 3);
	add_people(other, "Jean Etienne", 3);
	once(pair->home.path, url);
	once(other, url);
	char sql[200];
	snprintf(sql, sizeof sql,
		 "UPDATE event SET sealed = zeroblob(60) WHERE id = (SELECT number << 40 | 4 FROM device WHERE id = '%s') "
		 "RETURNING 1",
		 pair->home.device);
	assert_int_equal(ask_hub(&pair->live, sql), 1);
	assert_false(run(third, url, true, true, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_non_null(strstr(why.text, "stay where they are"));
	assert_true(knows(third, "etienne"));
	assert_false(knows(third, "delgado"));
	assert_int_equal(result.pulled, 4);
	assert_int_equal(result.pending, 0);
}

/* A row of our own log was altered: the hub refuses that device's events, and those of others that we carry still go out. */
static void test_an_altered_row_here(void **state)
{
	struct pair *pair = *state;
	char other[400], stick[400], db[500];
	struct agent_result result;
	struct err why = {0};
	uint64_t count;
	sqlite3 *file = NULL;
	join(pair->home.path, other, &pair->live);
	add_people(pair->home.path, "Rosa Delgado", 3);
	add_people(other, "Jean Etienne", 3);
	snprintf(stick, sizeof stick, "%s/stick", pair->live.path);
	ASSERT_OK(export_to(pair->home.path, stick, &count, &err));
	ASSERT_OK(import_from(other, stick, &count, &err));
	snprintf(db, sizeof db, "%s/lanyard.db", other);
	assert_int_equal(sqlite3_open(db, &file), SQLITE_OK);
	assert_int_equal(sqlite3_exec(file,
				      "UPDATE event SET sealed = zeroblob(60) WHERE id & ((1 << 40) - 1) = 4 AND id >> 40 = 1",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_changes(file), 1);
	sqlite3_close(file);
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	assert_false(run(other, url, true, false, &result, &why));
	assert_int_equal(why.code, ERR_REFUSED);
	assert_int_equal(result.pushed, 4);
	assert_int_equal(result.pending, 5);
	assert_int_equal(once(pair->home.path, url).pushed, 5);
}

/* A person's right: the body is gone, its digest stays, and the chain holds on every device and at the hub. */
static void test_an_erased_body_travels_as_its_digest(void **state)
{
	struct pair *pair = *state;
	char other[400];
	join(pair->home.path, other, &pair->live);
	struct store *store = home_open(&pair->home, STORE_WRITE);
	char person[ID_TEXT];
	rand_id(person);
	struct fact facts[] = {
		{"person.registered",
		 json_pack("{s:s, s:s, s:s}", "person", person, "name", "Rosa Delgado", "source", "kiosk")},
		{"person.erased", json_pack("{s:s}", "person", person)},
	};
	ASSERT_OK(store_append(store, &facts[0], 1, &err));
	ASSERT_OK(store_append(store, &facts[1], 1, &err));
	json_decref(facts[0].body);
	json_decref(facts[1].body);
	store_close(store);
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	assert_int_equal(once(pair->home.path, url).pushed, 4);
	assert_int_equal(ask_hub(&pair->live, "SELECT count(*) FROM event WHERE sealed IS NULL AND body_digest IS NOT NULL"),
			 1);
	assert_int_equal(once(other, url).pulled, 4);
	assert_int_equal(verify(other, url).received, 5);
	store = home_open(&pair->home, STORE_READ);
	uint64_t events;
	ASSERT_OK(store_verify(store, &events, &err));
	store_close(store);
}

/* --- beside a running kiosk --- */

static void test_a_running_kiosk_gets_it_through_the_inbox(void **state)
{
	struct pair *pair = *state;
	char other[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	join(pair->home.path, other, &pair->live);
	add_people(pair->home.path, "Rosa Delgado", 3);
	once(pair->home.path, url);

	struct store *kiosk;
	ASSERT_OK(kiosk = store_open(other, STORE_WRITE, &err));
	ASSERT_OK(store_fold_all(kiosk, &err));
	assert_int_equal(once(other, url).pulled, 5);
	assert_int_equal(inbox_count(other), 1);
	/* What lies in the inbox is had: it does not come again. */
	assert_int_equal(once(other, url).pulled, 0);
	assert_int_equal(inbox_count(other), 1);
	add_people(pair->home.path, "Jean Etienne", 1);
	once(pair->home.path, url);
	assert_int_equal(once(other, url).pulled, 1);
	assert_int_equal(inbox_count(other), 2);

	size_t left;
	do
		ASSERT_OK(store_fold(kiosk, 100, &left, &err));
	while (left);
	struct hit hit;
	assert_int_equal(view_find(kiosk, "delgado", &hit, 1, NULL), 1);
	assert_int_equal(view_find(kiosk, "etienne", &hit, 1, NULL), 1);
	assert_int_equal(inbox_count(other), 0);
	/* The kiosk writes on, and that goes out beside it. */
	struct fact fact = {"employer.set", json_pack("{s:s, s:s}", "employer", "acme", "name", "ACME")};
	ASSERT_OK(store_append(kiosk, &fact, 1, &err));
	json_decref(fact.body);
	assert_int_equal(once(other, url).pushed, 1);
	store_close(kiosk);
}

/* --- on a stick --- */

static void test_a_stick(void **state)
{
	struct pair *pair = *state;
	char other[400], path[400], bad[400];
	uint64_t events, added;
	struct buf text;
	join(pair->home.path, other, &pair->live);
	add_people(pair->home.path, "Rosa Delgado", 600);
	snprintf(path, sizeof path, "%s/stick", pair->live.path);
	snprintf(bad, sizeof bad, "%s/bad", pair->live.path);
	ASSERT_OK(export_to(pair->home.path, path, &events, &err));
	assert_int_equal(events, 602);

	/* Cut anywhere or altered anywhere, nothing of it is taken. */
	buf_init(&text, 8 << 20);
	ASSERT_OK(file_read(path, &text, &err));
	for (size_t i = 0; i < 24; i++) {
		size_t at = text.size / 24 * i, size = i % 2 ? at : text.size;
		char was = text.data[at];
		text.data[at] = was == 'A' ? 'B' : 'A';
		ASSERT_OK(file_replace(bad, text.data, size, 0600, &err));
		text.data[at] = was;
		if (import_from(other, bad, &added, &(struct err){0}))
			fail_msg("a file that was %s at byte %zu was taken", i % 2 ? "cut" : "altered", at);
		assert_int_equal(added, 0);
	}
	assert_false(knows(other, "delgado"));
	ASSERT_OK(import_from(other, path, &added, &err));
	assert_int_equal(added, 602);
	assert_true(knows(other, "delgado"));
	ASSERT_OK(import_from(other, path, &added, &err));
	assert_int_equal(added, 0);

	/* Who got it from a stick brings it to the hub. */
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	assert_int_equal(once(other, url).pushed, 603);
	assert_int_equal(verify(pair->home.path, url).received, 602);

	/* No room, no file. */
	snprintf(bad, sizeof bad, "%s/nowhere/stick", pair->live.path);
	assert_false(export_to(pair->home.path, bad, &events, &(struct err){0}));
	assert_false(file_exists(bad));
	buf_release(&text);
}

/* --- small parts --- */

static void test_backoff(void **state)
{
	struct backoff backoff = {0};
	int64_t most = BACKOFF_FIRST_MS;
	(void)state;
	for (int i = 0; i < 40; i++) {
		struct backoff twin = backoff;
		int64_t least_wait = backoff_next(&twin, 0, 0),
			most_wait = backoff_next(&backoff, 0, UINT32_MAX - UINT32_MAX % 3);
		assert_int_equal(least_wait, most / 2);
		assert_true(most_wait >= most / 2 && most_wait <= most && most_wait <= BACKOFF_MOST_MS);
		most = most * 2 < BACKOFF_MOST_MS ? most * 2 : BACKOFF_MOST_MS;
	}
	assert_true(backoff_next(&backoff, 3600, 7) >= 3600000);
	backoff_clear(&backoff);
	assert_true(backoff_next(&backoff, 0, UINT32_MAX) <= BACKOFF_FIRST_MS);
}

/* What is remembered of the hub may be cut by a power failure: it is asked anew, nothing is sent twice, nothing lost. */
static void test_a_broken_memory(void **state)
{
	struct pair *pair = *state;
	static const char *const contents[] = {
		"", "{", "[]", "null", "{\"url\":7,\"acked\":[1]}", "{\"acked\":{\"X\":{\"seq\":-5}}}"};
	char path[400];
	const char *url = live_hub(&pair->live, (struct hub_options){0});
	once(pair->home.path, url);
	snprintf(path, sizeof path, "%s/hub.json", pair->home.path);
	struct stat is;
	assert_int_equal(stat(path, &is), 0);
	assert_int_equal(is.st_mode & 0777, 0600);
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		ASSERT_OK(file_replace(path, contents[i], strlen(contents[i]), 0600, &err));
		assert_int_equal(pending(pair->home.path), 2);
		struct agent_result result = once(pair->home.path, url);
		assert_int_equal(result.pushed, 0);
		assert_int_equal(result.pending, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_one_writes_the_other_reads, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_many_batches, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_hub_restored_from_yesterday_is_filled_again, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_copied_device, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_home_restored_from_yesterday, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_strangers_are_refused, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_pinned_hub_adopts_nobody_else, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_running_kiosk_gets_it_through_the_inbox, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_a_stick, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_an_altered_row_at_the_hub, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_an_altered_row_here, pair_begin, pair_end),
		cmocka_unit_test_setup_teardown(test_an_erased_body_travels_as_its_digest, pair_begin, pair_end),
		cmocka_unit_test(test_backoff),
		cmocka_unit_test_setup_teardown(test_a_broken_memory, pair_begin, pair_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
