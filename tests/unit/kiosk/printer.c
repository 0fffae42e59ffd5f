/* kiosk/device/printer: what becomes of a badge whatever its child does. The child is this program itself, started as
 * lanyard-print would be; the queue's name says how it behaves, and what it was asked stands in a file. */
#include "device/printer.h"

#include "base/file.h"
#include "base/text.h"
#include "device/printer_queue.h"

#include <SDL.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000, NEWS_MOST = 512, TRIES = 10 };

/* --- the child ----------------------------------------------------------------------------------------------------------- */

static FILE *asked; /* a letter and a job a line: p(rint), f(ind), s(ettle) */

static void answer(enum print_news news, enum printer_state state, const char *job, int number)
{
	char line[ORDER_LINE_MOST];
	struct print_answer answer = {.news = news, .state = state, .number = number};
	text_copy(answer.job, sizeof answer.job, job);
	if (answer_write(&answer, line))
		fputs(line, stdout);
	fflush(stdout);
}

static void print_well(const struct print_order *order, int number)
{
	answer(NEWS_SUBMITTED, PRINTER_STATE_READY, order->job, number);
	answer(NEWS_DONE, PRINTER_STATE_READY, order->job, number);
}

static bool is_named(const char *name, const char *one, const char *other)
{
	return strcmp(name, one) == 0 || strcmp(name, other) == 0;
}

/* How a child named so answers an order to print, the nth of its life. */
static void print_as(const char *name, const struct print_order *order, int nth)
{
	if (strcmp(name, "well") == 0 || (nth > 1 && is_named(name, "jams-once", "refuses-once"))) {
		print_well(order, nth);
	} else if (is_named(name, "jams", "jams-once")) {
		answer(NEWS_FAILED, PRINTER_STATE_JAM, order->job, nth);
	} else if (strcmp(name, "cancels") == 0) {
		answer(NEWS_FAILED, PRINTER_STATE_READY, order->job, nth);
	} else if (strcmp(name, "refuses-once") == 0) {
		answer(NEWS_REFUSED, PRINTER_STATE_REJECTING, order->job, 0);
		answer(NEWS_STATE, PRINTER_STATE_REJECTING, "", 0);
		answer(NEWS_STATE, PRINTER_STATE_READY, "", 0);
	} else if (is_named(name, "holds", "forgets")) {
		answer(NEWS_SUBMITTED, PRINTER_STATE_READY, order->job, nth);
	} else if (strcmp(name, "dies") == 0) {
		exit(1);
	} else if (strcmp(name, "hangs") == 0) {
		for (;;)
			pause();
	}
}

static void find_as(const char *name, const struct print_order *order, int number)
{
	if (strcmp(name, "well") == 0)
		print_well(order, number);
	else if (strcmp(name, "forgets") == 0)
		answer(NEWS_NEVER, PRINTER_STATE_READY, order->job, 0);
	else
		answer(NEWS_SUBMITTED, PRINTER_STATE_READY, order->job, number);
}

static int be_the_child(const char *name)
{
	static char line[ORDER_LINE_MOST];
	int nth = 0;
	asked = fopen(getenv("ASKED"), "a");
	answer(NEWS_STATE, PRINTER_STATE_READY, "", 0);
	while (fgets(line, sizeof line, stdin)) {
		struct print_order order;
		if (!order_read(line, &order))
			return 2;
		fprintf(asked, "%c %s\n", "pfs"[order.what], order.job);
		fflush(asked);
		if (order.what == ORDER_PRINT)
			print_as(name, &order, ++nth);
		else if (order.what == ORDER_FIND)
			find_as(name, &order, order.number ? order.number : 7);
	}
	return 0;
}

/* --- what the kiosk hears ------------------------------------------------------------------------------------------------ */

static char home[] = "/tmp/lanyard-printer-XXXXXX", self[4096];
static SDL_mutex *mutex;
static SDL_cond *heard;
static struct printer_news news[NEWS_MOST];
static int news_count;

static void hear(void *nobody, const struct printer_news *one)
{
	(void)nobody;
	SDL_LockMutex(mutex);
	if (news_count < NEWS_MOST)
		news[news_count++] = *one;
	SDL_CondSignal(heard);
	SDL_UnlockMutex(mutex);
}

/* How often that was told of a job ("" any). */
static int told(enum printer_told what, const char *job)
{
	int count = 0;
	for (int i = 0; i < news_count; i++)
		count += news[i].told == what && (!job[0] || strcmp(news[i].job, job) == 0);
	return count;
}

static void wait_told(enum printer_told what, const char *job, int times)
{
	Uint64 until = SDL_GetTicks64() + PATIENCE_MS;
	SDL_LockMutex(mutex);
	while (told(what, job) < times && SDL_GetTicks64() < until)
		SDL_CondWaitTimeout(heard, mutex, 100);
	int count = told(what, job);
	SDL_UnlockMutex(mutex);
	if (count < times)
		fail_msg("%d of %d times told of %s: %d", count, times, job, (int)what);
}

static void wait_state(enum printer_state state)
{
	Uint64 until = SDL_GetTicks64() + PATIENCE_MS;
	bool is = false;
	while (!is && SDL_GetTicks64() < until) {
		SDL_LockMutex(mutex);
		for (int i = 0; i < news_count; i++)
			is = is || (news[i].told == TOLD_STATE && news[i].state == state);
		if (!is)
			SDL_CondWaitTimeout(heard, mutex, 100);
		SDL_UnlockMutex(mutex);
	}
	if (!is)
		fail_msg("the printer was never told to be \"%s\"", printer_state_word(state));
}

/* Lines of what the children were asked, of that letter and job ("" any). */
static int was_asked(char letter, const char *job)
{
	char line[128], path[4096];
	int count = 0;
	snprintf(path, sizeof path, "%s/asked", home);
	FILE *file = fopen(path, "r");
	while (file && fgets(line, sizeof line, file)) {
		line[strcspn(line, "\n")] = '\0';
		count += line[0] == letter && (!job[0] || strcmp(line + 2, job) == 0);
	}
	if (file)
		fclose(file);
	return count;
}

static void wait_asked(char letter, const char *job, int times)
{
	Uint64 until = SDL_GetTicks64() + PATIENCE_MS;
	while (was_asked(letter, job) < times && SDL_GetTicks64() < until)
		SDL_Delay(10);
	if (was_asked(letter, job) < times)
		fail_msg("asked \"%c %s\" %d of %d times", letter, job, was_asked(letter, job), times);
}

/* --- a printer ----------------------------------------------------------------------------------------------------------- */

static struct printer *start(const char *name, int hung_ms, int retry_ms)
{
	struct printer_options options = {.program = self, .queue = name, .hung_ms = hung_ms, .retry_ms = retry_ms};
	news_count = 0;
	return printer_create(home, &options, hear, NULL);
}

static void order(struct printer *printer, const char *job)
{
	struct print_order order = {.what = ORDER_PRINT};
	text_copy(order.job, sizeof order.job, job);
	text_copy(order.words.given, sizeof order.words.given, "Marisol");
	printer->print(printer, PRINT_BADGE, "7K2Q9M4D8R3T6VWX", &order);
}

static void read_queue(char text[65536])
{
	char path[4096];
	struct buf bytes;
	struct err err;
	snprintf(path, sizeof path, "%s/prints", home);
	buf_init(&bytes, 65536);
	text[0] = '\0';
	if (file_read(path, &bytes, &err))
		text_copy(text, 65536, buf_text(&bytes));
	buf_release(&bytes);
}

/* Until the file of the queue has that in it. */
static void wait_queue(const char *part)
{
	static char text[65536];
	Uint64 until = SDL_GetTicks64() + PATIENCE_MS;
	do {
		read_queue(text);
		if (strstr(text, part))
			return;
		SDL_Delay(10);
	} while (SDL_GetTicks64() < until);
	fail_msg("the queue has no %s: %s", part, text);
}

static void assert_nothing_waits(void)
{
	static char text[65536];
	read_queue(text);
	assert_string_equal(text, "[]");
}

static int clean(void **state)
{
	char path[4096];
	(void)state;
	snprintf(path, sizeof path, "%s/prints", home);
	unlink(path);
	snprintf(path, sizeof path, "%s/asked", home);
	unlink(path);
	setenv("ASKED", path, 1);
	return 0;
}

/* --- tests --------------------------------------------------------------------------------------------------------------- */

static void a_badge_is_printed_told_and_settled(void **state)
{
	(void)state;
	struct printer *printer = start("well", 0, 0);
	order(printer, "A");
	wait_told(TOLD_PRINTED, "A", 1);
	wait_state(PRINTER_STATE_READY);
	assert_string_equal(news[news_count - 1].badge, "7K2Q9M4D8R3T6VWX");
	printer->settle(printer, "A");
	wait_asked('s', "A", 1); /* CUPS is to forget it */
	printer->destroy(printer);
	assert_nothing_waits();
	assert_int_equal(was_asked('p', ""), 1);
}

/* What came out is told again after a restart, and not printed again, until somebody has settled it. */
static void what_came_out_is_told_until_it_is_settled(void **state)
{
	(void)state;
	for (int run = 0; run < 2; run++) {
		struct printer *printer = start("well", 0, 0);
		if (run == 0)
			order(printer, "A");
		wait_told(TOLD_PRINTED, "A", 1);
		printer->destroy(printer);
	}
	assert_int_equal(was_asked('p', ""), 1);
	struct printer *printer = start("well", 0, 0);
	wait_told(TOLD_PRINTED, "A", 1);
	printer->settle(printer, "A");
	printer->destroy(printer);
	assert_nothing_waits();
}

/* A badge that CUPS had at the end of the last run is looked for, not ordered again. */
static void a_restart_finds_what_was_submitted(void **state)
{
	(void)state;
	struct printer *printer = start("holds", 0, 0);
	order(printer, "A");
	wait_queue("\"sent\"");
	printer->destroy(printer);
	printer = start("well", 0, 0);
	wait_told(TOLD_PRINTED, "A", 1);
	printer->destroy(printer);
	assert_int_equal(was_asked('f', "A"), 1);
	assert_int_equal(was_asked('p', "A"), 1);
	assert_int_equal(told(TOLD_TWICE, ""), 0);
}

/* One that CUPS had and has forgotten may be lying in the printer: it is printed, and the desk is told so. */
static void what_may_come_out_twice_is_told(void **state)
{
	(void)state;
	struct printer *printer = start("forgets", 0, 0);
	order(printer, "A");
	wait_queue("\"sent\"");
	printer->destroy(printer);
	printer = start("forgets", 0, 0);
	wait_told(TOLD_WANTED, "A", 1); /* what is on a badge is not kept: it is asked for */
	order(printer, "A");
	wait_asked('p', "A", 2);
	wait_queue("\"sent\"");
	wait_queue("\"twice\":true");
	printer->destroy(printer);
	printer = start("well", 0, 0);
	wait_told(TOLD_TWICE, "A", 1);
	assert_int_equal(told(TOLD_PRINTED, "A"), 0);
	printer->settle(printer, "A");
	printer->destroy(printer);
	assert_nothing_waits();
}

/* One that was never submitted is asked for after a restart, and given up by whoever does not want it any more. */
static void what_never_was_submitted_is_asked_for(void **state)
{
	(void)state;
	struct printer *printer = start("jams", 0, 60000);
	order(printer, "A");
	wait_told(TOLD_STATE, "", 2); /* ready, jam */
	wait_state(PRINTER_STATE_JAM);
	printer->destroy(printer);
	printer = start("well", 0, 0);
	wait_told(TOLD_WANTED, "A", 1);
	printer->settle(printer, "A");
	printer->destroy(printer);
	assert_nothing_waits();
	assert_int_equal(was_asked('p', "A"), 1);
}

static void a_jam_is_told_until_the_badge_is_out(void **state)
{
	(void)state;
	struct printer *printer = start("jams-once", 0, 100);
	order(printer, "A");
	wait_told(TOLD_PRINTED, "A", 1);
	printer->settle(printer, "A");
	printer->destroy(printer);
	enum printer_state order_of[] = {PRINTER_STATE_READY, PRINTER_STATE_JAM};
	int seen = 0, out = -1;
	for (int i = 0; i < news_count; i++) {
		if (news[i].told == TOLD_PRINTED)
			out = i;
		if (news[i].told == TOLD_STATE && seen < 2)
			assert_int_equal(news[i].state, order_of[seen++]);
		else if (news[i].told == TOLD_STATE && news[i].state == PRINTER_STATE_READY)
			assert_true(out >= 0); /* not before */
	}
	assert_int_equal(seen, 2);
}

static void a_badge_is_tried_ten_times(void **state)
{
	(void)state;
	struct printer *printer = start("jams", 0, 1);
	order(printer, "A");
	wait_told(TOLD_FAILED, "A", 1);
	printer->destroy(printer);
	assert_int_equal(was_asked('p', "A"), TRIES);
	assert_nothing_waits();
}

static void what_somebody_took_back_is_given_up(void **state)
{
	(void)state;
	struct printer *printer = start("cancels", 0, 1);
	order(printer, "A");
	wait_told(TOLD_FAILED, "A", 1);
	printer->destroy(printer);
	assert_int_equal(was_asked('p', "A"), 1);
}

/* A queue that refuses is tried again when it takes badges, however long a try would have to wait. */
static void a_refused_badge_goes_when_the_queue_is_ready(void **state)
{
	(void)state;
	struct printer *printer = start("refuses-once", 0, 600000);
	order(printer, "A");
	wait_told(TOLD_PRINTED, "A", 1);
	wait_state(PRINTER_STATE_REJECTING);
	printer->destroy(printer);
	assert_int_equal(was_asked('p', "A"), 2);
}

/* A child that dies or hangs is started anew; its badge is looked for before it is ordered again. */
static void a_lost_child_is_replaced(void **state)
{
	static const struct {
		const char *name;
		enum printer_state state;
	} rows[] = {{"dies", PRINTER_STATE_TROUBLE}, {"hangs", PRINTER_STATE_HUNG}};
	for (size_t i = 0; i < 2; i++) {
		clean(state);
		struct printer *printer = start(rows[i].name, 300, 0);
		order(printer, "A");
		wait_state(rows[i].state);
		wait_asked('f', "A", 1);
		printer->destroy(printer);
		assert_int_equal(was_asked('p', "A"), 1);
	}
}

/* The 65th of a run is refused at once; those before it stay. */
static void a_full_queue_refuses(void **state)
{
	char job[ID_TEXT];
	(void)state;
	struct printer *printer = start("holds", 0, 0);
	for (int i = 0; i <= PRINTS_MOST; i++) {
		snprintf(job, sizeof job, "J%d", i);
		order(printer, job);
		if (i < PRINTS_MOST)
			wait_asked('p', job, 1);
	}
	wait_told(TOLD_FAILED, "J64", 1);
	printer->destroy(printer);
	assert_int_equal(told(TOLD_FAILED, ""), 1);
	struct print_queue queue;
	assert_true(print_queue_open(&queue, home));
	assert_int_equal(queue.count, PRINTS_MOST);
	print_queue_close(&queue);
}

/* Whatever stands in the file: nothing is printed that it does not name, and printing goes on. */
static void a_spoilt_file_is_survived(void **state)
{
#define ROW(job, stage, kind) \
	"[{\"job\":\"" job "\",\"badge\":\"\",\"stage\":\"" stage "\",\"kind\":" kind \
	",\"number\":0,\"tries\":0,\"twice\":false}]"
	static const char *const spoilt[] = {
		"",
		"{",
		"[1, null, {}]",
		ROW("A", "flying", "0"),
		ROW("A", "sent", "9"),
		ROW("0123456789012345678901234567890123456789", "sent", "0"),
	};
	for (size_t i = 0; i < sizeof spoilt / sizeof spoilt[0]; i++) {
		char path[4096];
		struct err err;
		clean(state);
		snprintf(path, sizeof path, "%s/prints", home);
		assert_true(file_replace(path, spoilt[i], strlen(spoilt[i]), 0600, &err));
		struct printer *printer = start("well", 0, 0);
		order(printer, "B");
		wait_told(TOLD_PRINTED, "B", 1);
		printer->destroy(printer);
		assert_int_equal(was_asked('p', ""), 1);
		assert_int_equal(was_asked('f', ""), 0);
	}
}

static void none_prints_nothing(void **state)
{
	(void)state;
	struct printer *printer = start("none", 0, 0);
	assert_ptr_equal(printer, printer_quiet());
	order(printer, "A");
	printer->destroy(printer);
	assert_int_equal(was_asked('p', ""), 0);
}

int main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "serve") == 0)
		return be_the_child(argv[3]);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_badge_is_printed_told_and_settled, clean),
		cmocka_unit_test_setup(what_came_out_is_told_until_it_is_settled, clean),
		cmocka_unit_test_setup(a_restart_finds_what_was_submitted, clean),
		cmocka_unit_test_setup(what_may_come_out_twice_is_told, clean),
		cmocka_unit_test_setup(what_never_was_submitted_is_asked_for, clean),
		cmocka_unit_test_setup(a_jam_is_told_until_the_badge_is_out, clean),
		cmocka_unit_test_setup(a_badge_is_tried_ten_times, clean),
		cmocka_unit_test_setup(what_somebody_took_back_is_given_up, clean),
		cmocka_unit_test_setup(a_refused_badge_goes_when_the_queue_is_ready, clean),
		cmocka_unit_test_setup(a_lost_child_is_replaced, clean),
		cmocka_unit_test_setup(a_full_queue_refuses, clean),
		cmocka_unit_test_setup(a_spoilt_file_is_survived, clean),
		cmocka_unit_test_setup(none_prints_nothing, clean),
	};
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	if (n <= 0 || !mkdtemp(home))
		return 1;
	self[n] = '\0';
	setenv("CUPS_SERVER", "nobody", 1);
	mutex = SDL_CreateMutex();
	heard = SDL_CreateCond();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	clean(NULL);
	rmdir(home);
	SDL_DestroyCond(heard);
	SDL_DestroyMutex(mutex);
	return failed;
}
