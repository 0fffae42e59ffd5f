/* src/store: one home, one device. What is appended stays, what is altered is found, what is erased is gone, and the files say
 * nothing about anybody. */
#include "home.h"

#include "store/device.h"
#include "store/internal.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void register_person(struct store *store, const char *id, const char *name)
{
	append(store, "person.registered",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", id, "name", name, "email", "marisol.pena@example.org", "phone",
			 "+13055550137"));
}

/* --- life ------------------------------------------------------------------------------------------------------- */

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
	static const char *const secret[] = {"lanyard.db", "lanyard.db-wal", "keys", "lock", "ballast"};
	for (size_t i = 0; i < sizeof secret / sizeof secret[0]; i++) {
		char path[300];
		struct stat file;
		snprintf(path, sizeof path, "%s/%s", home.path, secret[i]);
		assert_int_equal(stat(path, &file), 0);
		assert_int_equal(file.st_mode & 0777, 0600);
	}
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
		assert_int_equal(view_people_count(store), 1);
		assert_int_equal(view_checked_in_count(store), 1);
		store_close(store);
		store = home_open(&home, STORE_READ);
	}
	store_close(store);
	home_remove(&home);
}

static void a_commit_is_all_or_nothing(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	char *long_text = malloc(STORE_BODY_MOST + 1);
	memset(long_text, 'x', STORE_BODY_MOST);
	long_text[STORE_BODY_MOST] = '\0';
	json_t *good = json_pack("{s:s, s:s}", "person", "P1", "name", "Ana"), *large = json_pack("{s:s}", "person", long_text);
	struct {
		struct fact second;
		enum err_code code;
	} rows[] = {
		{{"person.changed", large}, ERR_FULL},        /* too large */
		{{"person.invented", good}, ERR_USAGE},       /* no such kind */
		{{"person.changed", json_null()}, ERR_USAGE}, /* not an object */
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err said = {0};
		struct person person;
		struct fact facts[] = {{"person.registered", good}, rows[i].second};
		assert_false(store_append(store, facts, 2, &said));
		assert_int_equal(said.code, rows[i].code);
		assert_int_equal(store_event_count(store), 2);
		assert_false(view_person(store, "P1", &person));
		assert_int_equal(view_people_count(store), 0);
	}
	register_person(store, "P2", "Ana");
	uint64_t events;
	ASSERT_OK(store_verify(store, &events, &err));
	assert_int_equal(events, 3);
	json_decref(good);
	json_decref(large);
	free(long_text);
	store_close(store);
	home_remove(&home);
}

static void a_body_may_be_as_large_as_it_says(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	size_t frame = strlen("{\"kind\":\"person.changed\",\"person\":\"\"}") +
		       96; /* 96: room for what is said about the time */
	char *text = malloc(STORE_BODY_MOST);
	memset(text, 'x', STORE_BODY_MOST);
	text[STORE_BODY_MOST - frame] = '\0';
	append(store, "person.changed", json_pack("{s:s}", "person", text));
	free(text);
	store_close(store);
	store = home_open(&home, STORE_READ);
	assert_int_equal(store_event_count(store), 3);
	store_close(store);
	home_remove(&home);
}

/* --- other programs beside it ----------------------------------------------------------------------------------- */

static void there_is_one_writer_and_any_number_of_readers(void **state)
{
	(void)state;
	struct home home;
	home_make(&home);
	struct store *writer = home_open(&home, STORE_WRITE), *reader = home_open(&home, STORE_READ);
	struct err said = {0};
	struct person person;
	assert_null(store_open(home.path, STORE_WRITE, &said));
	assert_int_equal(said.code, ERR_BUSY);
	for (int i = 0; i < 3; i++) {
		char id[16];
		uint64_t revision = store_revision(reader);
		snprintf(id, sizeof id, "P%d", i);
		register_person(writer, id, "Ana");
		ASSERT_OK(store_fold_all(reader, &err));
		assert_true(view_person(reader, id, &person));
		assert_true(store_revision(reader) > revision);
		revision = store_revision(reader);
		ASSERT_OK(store_fold_all(reader, &err));
		assert_int_equal(store_revision(reader), revision);
	}
	json_t *body = json_object();
	assert_false(store_append(reader, &(struct fact){"person.checked_in", body}, 1, &said));
	json_decref(body);
	store_close(writer);
	ASSERT_OK(store_fold_all(reader, &err)); /* the writer has tidied its WAL away */
	store_close(reader);
	reader = home_open(&home, STORE_READ);
	assert_true(view_person(reader, "P2", &person));
	store_close(reader);
	home_remove(&home);
}

/* Permissions do not hold root back, so a child reads as nobody. */
static int read_as_nobody(const struct home *home)
{
	enum { NOBODY = 65534 };
	struct person person;
	struct err said = {0};
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
			_exit(2);
		struct store *store = store_open(home->path, STORE_READ, &said);
		bool ok = store && store_fold_all(store, &said) && view_person(store, "P1", &person);
		if (!ok)
			fprintf(stderr, "%s\n", said.text);
		store_close(store);
		_exit(ok ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_home_on_a_read_only_medium_can_be_read(void **state)
{
	(void)state;
	struct home home = {.path = "/tmp/lanyard-home.XXXXXX", .fair = {.name = "Fair"}};
	char command[400];
	assert_non_null(mkdtemp(home.path)); /* not under TMPDIR, into which nobody may look */
	ASSERT_OK(store_init(home.path, &home.fair, "Front desk", home.device, &err));
	struct store *store = home_open(&home, STORE_WRITE);
	register_person(store, "P1", "Ana");
	store_close(store);
	snprintf(command, sizeof command, "chmod -R a+rX,a-w '%s'", home.path);
	assert_int_equal(system(command), 0);
	assert_int_equal(read_as_nobody(&home), 0);
	snprintf(command, sizeof command, "chmod -R u+w '%s'", home.path);
	assert_int_equal(system(command), 0);
	home_remove(&home);
}

/* --- what the files say ----------------------------------------------------------------------------------------- */

static bool file_holds(const char *path, const char *text)
{
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	char *bytes = malloc(4 << 20);
	size_t size = fread(bytes, 1, 4 << 20, file);
	size_t length = strlen(text);
	bool found = false;
	for (size_t at = 0; at + length <= size && !found; at++)
		found = memcmp(bytes + at, text, length) == 0;
	free(bytes);
	fclose(file);
	return found;
}

/* Whether any file of the home holds the text; counts the files that were looked at. */
static bool home_holds(const struct home *home, const char *text, size_t *files)
{
	DIR *directory = opendir(home->path);
	bool found = false;
	*files = 0;
	for (const struct dirent *entry; (entry = readdir(directory));) {
		char path[600];
		snprintf(path, sizeof path, "%s/%s", home->path, entry->d_name);
		if (entry->d_type != DT_REG)
			continue;
		++*files;
		found = found || file_holds(path, text);
	}
	closedir(directory);
	return found;
}

static void no_file_says_who_was_here(void **state)
{
	(void)state;
	static const char *const personal[] = {"Marisol", "MARISOL", "Pe\xC3\xB1", "marisol.pena", "example.org", "3055550137"};
	struct home home;
	size_t files;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	for (int i = 0; i < 40; i++) {
		char id[16];
		snprintf(id, sizeof id, "P%d", i);
		register_person(store, id, "Marisol Peña");
	}
	for (size_t i = 0; i < sizeof personal / sizeof personal[0]; i++)
		assert_false(home_holds(&home, personal[i], &files));
	assert_true(home_holds(&home, "Front desk", &files)); /* the search does find what is there in clear */
	assert_true(files >= 4);                              /* the log, its WAL and index, the lock … */
	store_close(store);
	for (size_t i = 0; i < sizeof personal / sizeof personal[0]; i++)
		assert_false(home_holds(&home, personal[i], &files));
	home_remove(&home);
}

static int count_sealed(struct store *store)
{
	return (int)db_number(&store->db, "SELECT count(*) FROM event WHERE sealed IS NOT NULL");
}

static void an_erased_person_is_gone_from_view_and_log(void **state)
{
	(void)state;
	struct home home;
	struct person person;
	struct hit hits[2];
	struct lead lead;
	char id[ID_TEXT];
	bool revoked;
	uint64_t events;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	register_person(store, "P1", "Marisol Peña");
	register_person(store, "P2", "Jean-Robert");
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B1", "person", "P1"));
	append(store, "lead.scanned", json_pack("{s:s, s:s}", "employer", "E1", "badge", "B1"));
	append(store, "lead.noted", json_pack("{s:s, s:s, s:s}", "employer", "E1", "badge", "B1", "note", "welder"));
	int sealed = count_sealed(store);
	append(store, "person.erased", json_pack("{s:s}", "person", "P1"));
	assert_int_equal(count_sealed(store), sealed - 3 + 1); /* registration, scan and note go; the erasure came */
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "P1", "name", "Marisol again"));
	append(store, "lead.scanned", json_pack("{s:s, s:s}", "employer", "E1", "badge", "B1"));
	assert_int_equal(count_sealed(store), sealed - 3 + 1); /* facts that come later go at once */

	for (int opened = 0; opened < 2; opened++) {
		assert_false(view_person(store, "P1", &person));
		assert_true(view_person(store, "P2", &person));
		assert_true(view_erased(store, "P1"));
		assert_int_equal(view_find(store, "Peña", hits, 2, NULL), 0);
		assert_int_equal(view_people_count(store), 1);
		assert_false(view_lead(store, "E1", "B1", &lead));
		assert_true(view_badge(store, "B1", id, &revoked));
		assert_true(revoked);
		ASSERT_OK(store_verify(store, &events, &err));
		assert_int_equal(events, 10);
		ASSERT_OK(store_rebuild(store, &events, &err));
		store_close(store);
		store = home_open(&home, STORE_READ);
	}
	store_close(store);
	home_remove(&home);
}

/* Scanned before anybody here knew whose badge it was; who it was, was erased meanwhile. */
static void a_lead_of_an_erased_person_goes_when_its_badge_is_known(void **state)
{
	(void)state;
	struct home home;
	struct lead lead;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	append(store, "lead.scanned",
	       json_pack("{s:s, s:s, s:{s:s}}", "employer", "E1", "badge", "B1", "card", "name", "Marisol"));
	append(store, "lead.noted", json_pack("{s:s, s:s, s:s}", "employer", "E1", "badge", "B1", "note", "welder"));
	append(store, "person.erased", json_pack("{s:s}", "person", "P1"));
	assert_true(view_lead(store, "E1", "B1", &lead));
	int sealed = count_sealed(store);
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B1", "person", "P1"));
	assert_false(view_lead(store, "E1", "B1", &lead));
	assert_int_equal(count_sealed(store), sealed - 2 + 1);
	assert_int_equal(db_number(&store->db, "SELECT count(*) FROM lead_note"), 0);
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	home_remove(&home);
}

/* --- what was altered ------------------------------------------------------------------------------------------- */

static void alter(const struct home *home, const char *sql)
{
	char path[300];
	sqlite3 *db;
	snprintf(path, sizeof path, "%s/lanyard.db", home->path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_total_changes(db), 1);
	sqlite3_close(db);
}

static void whatever_is_altered_is_found_and_named(void **state)
{
	(void)state;
#define FLIP(column, at) \
	"UPDATE event SET " column " = CAST(substr(" column ", 1, " at " - 1) || x'00' || substr(" column ", " at \
	" + 1) AS BLOB) " \
	"WHERE id & 1023 = 4"
	static const struct {
		const char *sql, *named;
		bool fold; /* found when folding already, which checks only each head's signature */
	} rows[] = {
		{FLIP("sealed", "1"), "fact 4", true},     /* nonce */
		{FLIP("sealed", "60"), "fact 4", true},    /* body */
		{FLIP("prev", "2"), "fact 4", true},       /* chain */
		{FLIP("digest", "3"), "fact 4", true},     /* its own digest */
		{FLIP("signature", "5"), "fact 4", false}, /* only the signature */
		{"UPDATE event SET at = at + 1 WHERE id & 1023 = 4", "fact 4", true},
		{"UPDATE event SET sealed = NULL, body_digest = zeroblob(32) WHERE id & 1023 = 4", "fact 4", true},
		{"UPDATE event SET sealed = NULL, body_digest = zeroblob(9) WHERE id & 1023 = 4", "fact 4", true},
		{"DELETE FROM event WHERE id & 1023 = 4", "fact 5", true},
		{"UPDATE device SET certificate = replace(certificate, 'Front', 'Other')", "certificate", false},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct home home;
		struct err err = {0};
		uint64_t events;
		home_make(&home);
		struct store *store = home_open(&home, STORE_WRITE);
		for (int n = 0; n < 4; n++)
			register_person(store, "P1", "Ana");
		store_close(store);
		alter(&home, rows[i].sql);
		assert_non_null(store = store_open(home.path, STORE_READ, &err));
		assert_false(store_verify(store, &events, &err));
		assert_true(err.code == ERR_CORRUPT || err.code == ERR_REFUSED);
		if (!strstr(err.text, rows[i].named))
			fail_msg("row %zu: '%s' does not name %s", i, err.text, rows[i].named);
		assert_int_equal(store_fold_all(store, &err), !rows[i].fold);
		store_close(store);
		home_remove(&home);
	}
}

static void keys_of_another_home_are_refused(void **state)
{
	(void)state;
	struct home a, b;
	struct err err = {0};
	char command[700];
	home_make(&a);
	home_make(&b);
	snprintf(command, sizeof command, "cp '%s/keys' '%s/keys'", a.path, b.path);
	assert_int_equal(system(command), 0);
	assert_null(store_open(b.path, STORE_READ, &err));
	assert_int_equal(err.code, ERR_CORRUPT);
	snprintf(command, sizeof command, "echo '{}' > '%s/keys'", b.path);
	assert_int_equal(system(command), 0);
	assert_null(store_open(b.path, STORE_READ, &err));
	assert_int_equal(err.code, ERR_CORRUPT);
	home_remove(&a);
	home_remove(&b);
	assert_null(store_open(a.path, STORE_READ, &err));
	assert_int_equal(err.code, ERR_MISSING);
}

static void sealed_keys_open_with_their_pass_phrase_only(void **state)
{
	(void)state;
	struct home home;
	struct err said = {0};
	size_t files;
	home_make(&home);
	struct keys *keys = keys_load(home.path, &said);
	assert_non_null(keys);
	assert_true(home_holds(&home, "device_seed", &files));
	ASSERT_OK(keys_save(keys, home.path, "seven brown pelicans", &err));
	assert_false(home_holds(&home, "device_seed", &files));
	keys_destroy(keys);
	unsetenv("LANYARD_PASSPHRASE");
	assert_null(store_open(home.path, STORE_READ, &said));
	assert_int_equal(said.code, ERR_REFUSED);
	setenv("LANYARD_PASSPHRASE", "seven white pelicans", 1);
	assert_null(store_open(home.path, STORE_READ, &said));
	assert_int_equal(said.code, ERR_REFUSED);
	setenv("LANYARD_PASSPHRASE", "seven brown pelicans", 1);
	store_close(home_open(&home, STORE_READ));
	unsetenv("LANYARD_PASSPHRASE");
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_home_says_what_fair_it_is),
		cmocka_unit_test(what_was_appended_is_there_after_opening_again),
		cmocka_unit_test(a_commit_is_all_or_nothing),
		cmocka_unit_test(a_body_may_be_as_large_as_it_says),
		cmocka_unit_test(there_is_one_writer_and_any_number_of_readers),
		cmocka_unit_test(a_home_on_a_read_only_medium_can_be_read),
		cmocka_unit_test(no_file_says_who_was_here),
		cmocka_unit_test(an_erased_person_is_gone_from_view_and_log),
		cmocka_unit_test(a_lead_of_an_erased_person_goes_when_its_badge_is_known),
		cmocka_unit_test(whatever_is_altered_is_found_and_named),
		cmocka_unit_test(keys_of_another_home_are_refused),
		cmocka_unit_test(sealed_keys_open_with_their_pass_phrase_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
