/* kiosk/device: serial scanners on real terminals (a pty each), scanners that are read from their own input device, and the
 * parser of what they send. */
#include "device/scanners.h"

#include "base/text.h"
#include "device/scan_bytes.h"
#include "device/scan_keys.h"

#include <SDL.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/input-event-codes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define TOKEN "L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7"

/* --- from bytes to codes ------------------------------------------------------------------------------------------------- */

static void hear_code(void *self, const char *code, size_t size)
{
	char *out = self;
	size_t used = strlen(out);
	snprintf(out + used, 256 - used, "[%.*s]", (int)(size < 80 ? size : 80), code);
}

/* A script of what arrives together; '|' stands for a pause that ends a code, '/' for one that does not. */
static const struct {
	const char *why, *prefix, *suffix, *script, *codes;
} byte_rows[] = {
	{"a line", NULL, NULL, TOKEN "\r", "[" TOKEN "]"},
	{"CR and LF are one end", NULL, NULL, "ABC\r\nDEF\r\n", "[ABC][DEF]"},
	{"two in one read", NULL, NULL, "ABC\nDEF\n", "[ABC][DEF]"},
	{"one in several", NULL, NULL, "AB/C/D\n", "[ABCD]"},
	{"no end but silence", NULL, NULL, "ABC|DEF|", "[ABC][DEF]"},
	{"what is broken off does not join what follows", NULL, NULL, "L440MD|" TOKEN "\n", "[L440MD][" TOKEN "]"},
	{"STX and ETX", NULL, NULL,
	 "\x02"
	 "ABC\x03\x02"
	 "DEF\x03",
	 "[ABC][DEF]"},
	{"Tab", NULL, NULL, "ABC\tDEF\t", "[ABC][DEF]"},
	{"nothing but ends", NULL, NULL, "\r\n\r\n\n\t", ""},
	{"a prefix is taken off", "~", NULL, "~ABC\n~DEF\nGHI\n", "[ABC][DEF][GHI]"},
	{"a suffix ends a code", NULL, "##", "ABC##DEF##", "[ABC][DEF]"},
	{"a suffix and a line end", NULL, "##", "ABC##\r\n", "[ABC]"},
	{"prefix and suffix alone are no code", "~", "#", "~#~\n", ""},
	{"marks of AIM are left to the desk", NULL, NULL, "]Q3ABC\r", "[]Q3ABC]"},
};

static void bytes_become_codes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof byte_rows / sizeof byte_rows[0]; i++) {
		struct scan_bytes bytes;
		char out[256] = "";
		int64_t now = 1000;
		scan_bytes_init(&bytes, byte_rows[i].prefix, byte_rows[i].suffix);
		for (const char *at = byte_rows[i].script; *at;) {
			size_t n = strcspn(at, "|/");
			scan_bytes_take(&bytes, at, n, now, hear_code, out);
			if (at[n] == '|') {
				now += BYTES_QUIET_MS;
				assert_int_equal(scan_bytes_deadline(&bytes), bytes.size ? now : -1);
				scan_bytes_tick(&bytes, now, hear_code, out);
			}
			now += at[n] == '/' ? BYTES_QUIET_MS - 1 : 0;
			at += n + (at[n] != '\0');
		}
		if (strcmp(out, byte_rows[i].codes) != 0)
			fail_msg("%s: expected %s, got %s", byte_rows[i].why, byte_rows[i].codes, out);
		assert_int_equal(scan_bytes_deadline(&bytes), -1);
	}
}

static void hear_size(void *self, const char *code, size_t size)
{
	(void)code;
	*(size_t *)self = *(size_t *)self * 1000 + size;
}

static void an_endless_code_has_an_end(void **state)
{
	(void)state;
	struct scan_bytes bytes;
	char many[3000];
	size_t sizes = 0;
	memset(many, 'A', sizeof many);
	scan_bytes_init(&bytes, NULL, NULL);
	scan_bytes_take(&bytes, many, sizeof many, 1, hear_size, &sizes);
	scan_bytes_take(&bytes, "\nABC\n", 5, 2, hear_size, &sizes);
	assert_int_equal(sizes, (SCAN_MOST + 1) * 1000 + 3);
	for (size_t i = 0; i < sizeof bytes.bytes; i++)
		assert_int_equal(bytes.bytes[i], 0);
}

/* --- from keys to bytes -------------------------------------------------------------------------------------------------- */

struct event {
	uint64_t seconds, micros;
	uint16_t type, code;
	int32_t value;
};

static size_t press(struct event *out, uint16_t code, bool shift)
{
	size_t n = 0;
	if (shift)
		out[n++] = (struct event){.type = EV_KEY, .code = KEY_LEFTSHIFT, .value = 1};
	out[n++] = (struct event){.type = EV_MSC, .code = MSC_SCAN, .value = 458756};
	out[n++] = (struct event){.type = EV_KEY, .code = code, .value = 1};
	out[n++] = (struct event){.type = EV_SYN};
	out[n++] = (struct event){.type = EV_KEY, .code = code, .value = 2};
	out[n++] = (struct event){.type = EV_KEY, .code = code, .value = 0};
	if (shift)
		out[n++] = (struct event){.type = EV_KEY, .code = KEY_LEFTSHIFT, .value = 0};
	return n;
}

/* The events of a text as a scanner sends them. */
static size_t press_text(struct event *out, const char *text)
{
	static const char rows[] = "1234567890\1\1\1\1qwertyuiop\1\1\1\1asdfghjkl\1\1\1\1\1zxcvbnm";
	size_t n = 0;
	for (; *text; text++) {
		bool upper = *text >= 'A' && *text <= 'Z';
		const char *at = strchr(rows, upper ? *text - 'A' + 'a' : *text);
		n += press(out + n, *text == '\n' ? KEY_ENTER : (uint16_t)(KEY_1 + (at - rows)), upper);
	}
	return n;
}

static void keys_become_bytes(void **state)
{
	(void)state;
	static const struct {
		uint16_t code;
		bool shift;
		char is;
	} rows[] = {{KEY_4, true, '$'},         {KEY_RIGHTBRACE, false, ']'}, {KEY_BACKSLASH, false, '\\'},
		    {KEY_KP7, false, '7'},      {KEY_SEMICOLON, true, ':'},   {KEY_GRAVE, true, '~'},
		    {KEY_KPENTER, false, '\n'}, {KEY_SPACE, true, ' '},       {KEY_ESC, false, '\0'},
		    {KEY_F1, false, '\0'},      {KEY_MAX, false, '\0'},       {KEY_Q, true, 'Q'}};
	struct scan_keys keys = {.shift = false};
	struct event events[64 * 8];
	char out[256];
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t n = press(events, rows[i].code, rows[i].shift);
		size_t made = scan_keys_take(&keys, (const unsigned char *)events, n * sizeof events[0], out);
		assert_int_equal(made, rows[i].is ? 1 : 0);
		if (rows[i].is)
			assert_int_equal(out[0], rows[i].is);
	}
	size_t size = press_text(events, TOKEN "\n") * sizeof events[0], used = 0;
	for (size_t at = 0, step = 1; at < size; at += step, step = step % 50 + 7) /* events torn in every way */
		used += scan_keys_take(&keys, (const unsigned char *)events + at, size - at < step ? size - at : step,
				       out + used);
	out[used] = '\0';
	assert_string_equal(out, TOKEN "\n");
}

/* --- devices ---------------------------------------------------------------------------------------------------------------
 */

enum { HEARD_MOST = 2100, PATIENCE_MS = 20000 };

struct bench {
	char dir[64], by_id[96];
	SDL_mutex *mutex;
	struct scanners *scanners;
	size_t heard;
	char codes[HEARD_MOST][48];
	enum scan_source source;
	int ready; /* -1 nothing told */
	bool hold; /* codes are not taken */
};

static void on_code(void *self, enum scan_source source, const char *code, size_t size)
{
	struct bench *bench = self;
	SDL_LockMutex(bench->mutex);
	if (bench->heard < HEARD_MOST)
		text_format(bench->codes[bench->heard], sizeof bench->codes[0], "%.*s", (int)size, code);
	bench->heard++;
	bench->source = source;
	bool hold = bench->hold;
	struct scanners *scanners = bench->scanners;
	SDL_UnlockMutex(bench->mutex);
	if (!hold)
		scanners_taken(scanners);
}

static void on_ready(void *self, bool all, int there)
{
	(void)there;
	struct bench *bench = self;
	SDL_LockMutex(bench->mutex);
	bench->ready = all;
	SDL_UnlockMutex(bench->mutex);
}

static int bench_open(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);
	text_copy(bench->dir, sizeof bench->dir, "/tmp/lanyard-scanners.XXXXXX");
	assert_non_null(mkdtemp(bench->dir));
	text_format(bench->by_id, sizeof bench->by_id, "%s/serial/by-id", bench->dir);
	bench->mutex = SDL_CreateMutex();
	bench->ready = -1;
	*state = bench;
	return 0;
}

static int bench_close(void **state)
{
	struct bench *bench = *state;
	char command[128];
	scanners_close(bench->scanners);
	SDL_DestroyMutex(bench->mutex);
	text_format(command, sizeof command, "rm -rf '%s'", bench->dir);
	assert_int_equal(system(command), 0);
	free(bench);
	return 0;
}

static void start(struct bench *bench, const char *where)
{
	struct err err = {.code = ERR_NONE};
	struct scanner_answers answers = {.code = on_code, .ready = on_ready, .self = bench};
	SDL_LockMutex(bench->mutex);
	bench->scanners = scanners_watch(&(struct scanner_options){.where = where, .by_id = bench->by_id}, &answers, &err);
	SDL_UnlockMutex(bench->mutex);
	if (!bench->scanners)
		fail_msg("%s", err.text);
}

static bool has(struct bench *bench, int ready, size_t heard)
{
	SDL_LockMutex(bench->mutex);
	bool yes = (ready < 0 || bench->ready == ready) && bench->heard >= heard;
	SDL_UnlockMutex(bench->mutex);
	return yes;
}

static void wait_for(struct bench *bench, int ready, size_t heard, const char *what)
{
	for (int ms = 0; ms < PATIENCE_MS; ms += 5, SDL_Delay(5))
		if (has(bench, ready, heard))
			return;
	fail_msg("waited in vain for %s: ready %d, %zu codes", what, bench->ready, bench->heard);
}

/* A terminal whose slave end is linked to from `link`; the master is what a scanner would be. */
static int plug_in(const char *link)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	assert_int_equal(symlink(ptsname(master), link), 0);
	return master;
}

static void plug_out(int master, const char *link)
{
	unlink(link);
	close(master);
}

static void send(int to, const char *text)
{
	for (size_t left = strlen(text); left > 0;) {
		ssize_t n = write(to, text, left);
		assert_true(n > 0);
		text += n;
		left -= (size_t)n;
	}
}

static void a_serial_scanner_is_read(void **state)
{
	struct bench *bench = *state;
	char path[96], back[8];
	text_format(path, sizeof path, "%s/scanner", bench->dir);
	int scanner = plug_in(path);
	start(bench, path);
	wait_for(bench, 1, 0, "the scanner");
	send(scanner, TOKEN "\r\n");
	wait_for(bench, 1, 1, "a code");
	assert_string_equal(bench->codes[0], TOKEN);
	assert_int_equal(bench->source, SCAN_SERIAL);
	send(scanner, "no end at all");
	wait_for(bench, 1, 2, "a code that ends in silence");
	assert_string_equal(bench->codes[1], "no end at all");
	fcntl(scanner, F_SETFL, O_NONBLOCK); /* raw: nothing is echoed to the scanner */
	assert_true(read(scanner, back, sizeof back) < 0);
	plug_out(scanner, path);
	wait_for(bench, 0, 2, "the loss");
}

/* Pulled out and plugged in again, directories and all, as udev does it. */
static void unplugging_heals(void **state)
{
	struct bench *bench = *state;
	char parent[96], path[160];
	text_format(parent, sizeof parent, "%s/serial", bench->dir);
	text_format(path, sizeof path, "%s/usb-A_Scanner-if00", bench->by_id);
	start(bench, "auto");
	wait_for(bench, 0, 0, "nothing to be found");
	for (size_t round = 1; round <= 3; round++) {
		assert_int_equal(mkdir(parent, 0755), 0);
		assert_int_equal(mkdir(bench->by_id, 0755), 0);
		int scanner = plug_in(path);
		wait_for(bench, 1, 0, "the scanner");
		send(scanner, round % 2 ? "L440\r" : "MD2R\r");
		wait_for(bench, 1, round, "its code");
		assert_string_equal(bench->codes[round - 1], round % 2 ? "L440" : "MD2R");
		send(scanner, "half a co");
		plug_out(scanner, path);
		wait_for(bench, 0, round, "the loss");
		assert_int_equal(bench->heard, round);
		assert_int_equal(rmdir(bench->by_id), 0);
		assert_int_equal(rmdir(parent), 0);
	}
}

/* Two scanners send 1,000 codes each as fast as they can, torn anywhere, while nobody takes them for a while: every code comes
 * once and whole. */
static void a_flood_of_two_is_not_mixed(void **state)
{
	struct bench *bench = *state;
	enum { CODES = 1000 };
	char path[2][96], where[200], chunk[16];
	int scanner[2];
	for (int i = 0; i < 2; i++) {
		text_format(path[i], sizeof path[i], "%s/scanner%d", bench->dir, i);
		scanner[i] = plug_in(path[i]);
	}
	bench->hold = true;
	text_format(where, sizeof where, "%s,%s", path[0], path[1]);
	start(bench, where);
	wait_for(bench, 1, 0, "the scanners");
	for (int i = 0; i < CODES; i++) {
		if (i == 100) { /* so many may wait, and no more */
			wait_for(bench, 1, SCANNERS_WAITING, "as many as may wait");
			SDL_Delay(20);
			SDL_LockMutex(bench->mutex);
			assert_int_equal(bench->heard, SCANNERS_WAITING);
			bench->hold = false;
			SDL_UnlockMutex(bench->mutex);
			for (int j = 0; j < SCANNERS_WAITING; j++)
				scanners_taken(bench->scanners);
		}
		for (int at = 0; at < 10; at += 4) /* four bytes of the one, four of the other */
			for (int s = 0; s < 2; s++) {
				snprintf(chunk, sizeof chunk, "%c%08d\r", 'A' + s, i);
				chunk[at + 4 < 10 ? at + 4 : 10] = '\0';
				send(scanner[s], chunk + at);
			}
	}
	wait_for(bench, 1, 2 * (size_t)CODES, "all codes");
	assert_int_equal(bench->heard, 2 * CODES);
	int next[2] = {0, 0};
	for (size_t i = 0; i < bench->heard; i++) {
		int s = bench->codes[i][0] - 'A';
		assert_in_range(s, 0, 1);
		snprintf(chunk, sizeof chunk, "%c%08d", 'A' + s, next[s]++);
		assert_string_equal(bench->codes[i], chunk);
	}
	for (int i = 0; i < 2; i++)
		plug_out(scanner[i], path[i]);
}

/* Two that type, each read from its own device (a pipe stands in for it), in the same moment. */
static void two_that_type_are_not_mixed(void **state)
{
	struct bench *bench = *state;
	static struct event events[2][64 * 8];
	static const char *const codes[2] = {TOKEN "\n", "ABCDEFGH12345678ABCDEFGH123456789\n"};
	char path[2][96], where[220];
	int fd[2];
	size_t size[2];
	for (int i = 0; i < 2; i++) {
		text_format(path[i], sizeof path[i], "%s/keys%d", bench->dir, i);
		assert_int_equal(mkfifo(path[i], 0600), 0);
		fd[i] = open(path[i], O_RDWR);
		size[i] = press_text(events[i], codes[i]) * sizeof events[i][0];
	}
	text_format(where, sizeof where, "keys:%s,keys:%s", path[0], path[1]);
	start(bench, where);
	wait_for(bench, 1, 0, "the scanners");
	for (size_t at = 0; at < size[0] || at < size[1]; at += 24)
		for (int i = 0; i < 2; i++)
			if (at < size[i])
				assert_int_equal(write(fd[i], (const char *)events[i] + at, 24), 24);
	wait_for(bench, 1, 2, "both codes");
	bool first = strcmp(bench->codes[0], TOKEN) == 0;
	assert_string_equal(bench->codes[first ? 0 : 1], TOKEN);
	assert_string_equal(bench->codes[first ? 1 : 0], "ABCDEFGH12345678ABCDEFGH123456789");
	assert_int_equal(bench->source, SCAN_KEYS);
	close(fd[0]);
	close(fd[1]);
}

/* How often the threads other than this one have gone to sleep. */
static long sleeps_of_others(void)
{
	long sum = 0, own = (long)getpid(), n;
	char path[64], line[128];
	DIR *dir = opendir("/proc/self/task");
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		if (entry->d_name[0] == '.' || strtol(entry->d_name, NULL, 10) == own)
			continue;
		text_format(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
		FILE *file = fopen(path, "r");
		while (file && fgets(line, sizeof line, file))
			if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1)
				sum += n;
		if (file)
			fclose(file);
	}
	closedir(dir);
	return sum;
}

/* Neither a scanner that is there and silent nor one that is missing wakes the thread. */
static void nothing_wakes_up_while_nothing_happens(void **state)
{
	struct bench *bench = *state;
	char path[96], where[256];
	text_format(path, sizeof path, "%s/scanner", bench->dir);
	int scanner = plug_in(path);
	text_format(where, sizeof where, "%s,%s/missing,auto", path, bench->dir);
	start(bench, where);
	wait_for(bench, 0, 0, "the news");
	long before, after = -1;
	for (int ms = 0; ms < PATIENCE_MS; ms += 1000) { /* it looks again a few times at first */
		before = sleeps_of_others();
		SDL_Delay(1000);
		after = sleeps_of_others();
		if (before == after)
			break;
	}
	assert_int_equal(before, after);
	send(scanner, "ABC\r"); /* and yet it listens */
	wait_for(bench, 0, 1, "a code");
	plug_out(scanner, path);
}

static void what_is_no_device_is_said(void **state)
{
	(void)state;
	static const char *const wrong[] = {"COM1", "auto,ttyACM0", "keys:event3", "/dev/a,/b,/c,/d,/e,/f,/g,/h,/i"};
	struct scanner_answers answers = {.code = on_code, .ready = on_ready};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct err err = {.code = ERR_NONE};
		assert_null(scanners_watch(&(struct scanner_options){.where = wrong[i]}, &answers, &err));
		assert_int_equal(err.code, ERR_USAGE);
		assert_non_null(strstr(err.text, "--scanner"));
	}
}

/* A file that is no terminal is not read as one. */
static void a_file_is_no_scanner(void **state)
{
	struct bench *bench = *state;
	char path[96];
	text_format(path, sizeof path, "%s/file", bench->dir);
	FILE *file = fopen(path, "w");
	fputs("ABCDEFGH\n", file);
	fclose(file);
	start(bench, path);
	wait_for(bench, 0, 0, "the news");
	assert_int_equal(bench->heard, 0);
}

#define DEVICES(test) cmocka_unit_test_setup_teardown(test, bench_open, bench_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_become_codes),
		cmocka_unit_test(an_endless_code_has_an_end),
		cmocka_unit_test(keys_become_bytes),
		DEVICES(a_serial_scanner_is_read),
		DEVICES(unplugging_heals),
		DEVICES(a_flood_of_two_is_not_mixed),
		DEVICES(two_that_type_are_not_mixed),
		DEVICES(nothing_wakes_up_while_nothing_happens),
		cmocka_unit_test(what_is_no_device_is_said),
		DEVICES(a_file_is_no_scanner),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
