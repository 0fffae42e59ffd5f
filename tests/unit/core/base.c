/* src/base: errors, buffers, base32, the clock and files that are whole or not there. */
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/file.h"
#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void errors_gain_context_and_never_split_a_character(void **state)
{
	(void)state;
	struct err err = {0};
	assert_false(err_set(&err, ERR_INPUT, "line %d has no name; add one", 7));
	assert_false(err_wrap(&err, "people.csv"));
	assert_string_equal(err.text, "people.csv: line 7 has no name; add one");
	assert_int_equal(err.code, ERR_INPUT);

	char wide[1024];
	for (size_t i = 0; i + 2 < sizeof wide; i += 2)
		memcpy(wide + i, "é", 3);
	err_set(&err, ERR_IO, "x%s", wide);
	size_t n = strlen(err.text);
	assert_in_range(n, sizeof err.text - 4, sizeof err.text - 1);
	assert_int_equal(n % 2, 1); /* the x, then whole é only */
	assert_false(err_set(NULL, ERR_IO, "nobody listens"));
}

static void errors_become_the_exit_status_of_the_contract(void **state)
{
	(void)state;
	assert_int_equal(err_exit_status(ERR_NONE), 0);
	assert_int_equal(err_exit_status(ERR_IO), 1);
	assert_int_equal(err_exit_status(ERR_CORRUPT), 1);
	assert_int_equal(err_exit_status(ERR_USAGE), 2);
	assert_int_equal(err_exit_status(ERR_REFUSED), 3);
}

static void buffers_stop_at_their_ceiling_and_keep_what_they_had(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10);
	assert_string_equal(buf_text(&buf), "");
	assert_true(buf_add_text(&buf, "12345"));
	assert_true(buf_add_format(&buf, "%s", "67890"));
	assert_false(buf_add_char(&buf, 'x'));
	assert_false(buf_add(&buf, "", SIZE_MAX));
	assert_string_equal(buf_text(&buf), "1234567890");
	buf_wipe(&buf);
	for (size_t i = 0; i < buf.room; i++)
		assert_int_equal(buf.data[i], 0);
	buf_release(&buf);
}

/* Vectors made with the definition: 5 bits a character, most significant first. */
static void base32_reads_what_it_writes_and_what_people_mistype(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t size;
		const char *text;
	} rows[] = {{"\x00", 1, "00"}, {"\xFF", 1, "ZW"}, {"\x00\x01", 2, "000G"}, {"hello", 5, "D1JPRV3F"}};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[16];
		char back[8];
		base32_encode(rows[i].bytes, rows[i].size, text);
		assert_string_equal(text, rows[i].text);
		assert_true(base32_decode(text, strlen(text), back, rows[i].size));
		assert_memory_equal(back, rows[i].bytes, rows[i].size);
	}
	char out[8];
	assert_true(base32_decode("diJprv3f", 8, out, 5)); /* I is 1 */
	assert_memory_equal(out, "hello", 5);
	assert_false(base32_decode("D1JPRV3U", 8, out, 5)); /* U is not in the alphabet */
	assert_false(base32_decode("D1JPRV3", 7, out, 5));
	assert_false(base32_decode("01", 2, out, 1)); /* unused bits set */
	assert_false(base32_decode("0\0", 2, out, 1));
}

static void times_are_read_in_the_forms_exports_use(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t wall;
	} rows[] = {
		{"1970-01-01", 0},
		{"2026-03-12T13:24:05.120Z", 1773321845120},
		{"2026-03-12T13:24:05.120+00:00", 1773321845120},
		{"2026-03-12 09:24:05.12-0400", 1773321845120},
		{"2024-02-29T00:00", 1709164800000},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t wall = -1;
		assert_true(clock_parse(rows[i].text, &wall));
		assert_int_equal(wall, rows[i].wall);
	}
	static const char *const wrong[] = {"", "12/03/2026", "2026-13-01", "2026-03-12T25:00", "2026-03-12T13:24+2"};
	int64_t wall;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(clock_parse(wrong[i], &wall));
	char out[32];
	clock_format_utc(1773321845120, out, sizeof out);
	assert_string_equal(out, "2026-03-12T13:24:05.120Z");
	clock_format_utc(-1, out, sizeof out);
	assert_string_equal(out, "1969-12-31T23:59:59.999Z");
}

static void a_file_sets_the_clock_of_a_test(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(file_replace("clock", "1773321845120\n", 14, 0600, &err));
	setenv("LANYARD_CLOCK", "clock", 1);
	assert_int_equal(clock_wall(), 1773321845120);
	assert_int_equal(clock_steady(), 1773321845120);
	assert_true(clock_trusted());
	unsetenv("LANYARD_CLOCK");
	assert_true(clock_wall() > 1767225600000);
}

static void files_are_replaced_whole_with_their_mode(void **state)
{
	(void)state;
	struct err err = {0};
	struct buf buf;
	buf_init(&buf, 16);
	assert_true(file_replace("note", "one", 3, 0600, &err));
	assert_true(file_replace("note", "two", 3, 0600, &err));
	assert_true(file_read("note", &buf, &err));
	assert_string_equal(buf_text(&buf), "two");
	struct stat info;
	assert_int_equal(stat("note", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);

	assert_true(file_replace("long", "12345678901234567", 17, 0644, &err));
	assert_false(file_read("long", &buf, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_false(file_read("not there", &buf, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_false(file_replace("no/such/dir", "x", 1, 0644, &err));
	assert_false(file_exists("no"));
	buf_release(&buf);
}

static void a_lock_has_one_holder_and_names_it(void **state)
{
	(void)state;
	struct err err = {0};
	assert_true(file_make_dirs("a/b/c", 0700, &err));
	int lock = file_lock("a/b/c/lock", 0, &err);
	assert_true(lock >= 0);
	pid_t child = fork();
	if (child == 0) {
		struct err refused = {0};
		char holder[16];
		snprintf(holder, sizeof holder, "%ld", (long)getppid());
		bool named = file_lock("a/b/c/lock", 0, &refused) < 0 && refused.code == ERR_BUSY &&
			     strstr(refused.text, holder);
		_exit(named ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	file_unlock(lock);
	lock = file_lock("a/b/c/lock", 0, &err);
	assert_true(lock >= 0);
	file_unlock(lock);
}

static void a_lock_held_for_a_moment_is_waited_for(void **state)
{
	(void)state;
	struct err err = {.code = ERR_NONE};
	int held[2];
	char byte;
	assert_int_equal(pipe(held), 0);
	pid_t child = fork();
	if (child == 0) {
		int lock = file_lock("moment", 0, &err);
		bool told = lock >= 0 && write(held[1], "h", 1) == 1;
		nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
		file_unlock(lock);
		_exit(told ? 0 : 1);
	}
	assert_int_equal(read(held[0], &byte, 1), 1);
	assert_true(file_lock("moment", 50, &err) < 0);
	assert_int_equal(err.code, ERR_BUSY);
	int lock = file_lock("moment", 10000, &err), status;
	assert_true(lock >= 0);
	file_unlock(lock);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	close(held[0]);
	close(held[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_gain_context_and_never_split_a_character),
		cmocka_unit_test(errors_become_the_exit_status_of_the_contract),
		cmocka_unit_test(buffers_stop_at_their_ceiling_and_keep_what_they_had),
		cmocka_unit_test(base32_reads_what_it_writes_and_what_people_mistype),
		cmocka_unit_test(times_are_read_in_the_forms_exports_use),
		cmocka_unit_test(a_file_sets_the_clock_of_a_test),
		cmocka_unit_test(files_are_replaced_whole_with_their_mode),
		cmocka_unit_test(a_lock_has_one_holder_and_names_it),
		cmocka_unit_test(a_lock_held_for_a_moment_is_waited_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
