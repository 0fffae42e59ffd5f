/* print/reasons: what printers and CUPS' backends say, as measured on real ones, and what it means. */
#include "reasons.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *why;
	const char *words[3];
	bool stopped, rejecting, waiting, reports;
	const char *message;
	enum printer_state state;
} rows[] = {
	{.why = "nothing is wrong", .words = {"none"}, .state = PRINTER_STATE_READY},
	{.why = "while it prints", .words = {"cups-waiting-for-job-completed"}, .state = PRINTER_STATE_READY},
	{.why = "labels are low, not out", .words = {"media-low-warning"}, .state = PRINTER_STATE_READY},
	{.why = "out of labels, as CUPS says it",
	 .words = {"cups-waiting-for-job-completed", "media-empty-warning"},
	 .state = PRINTER_STATE_EMPTY},
	{.why = "out of labels, without severity", .words = {"media-empty"}, .state = PRINTER_STATE_EMPTY},
	{.why = "no ribbon", .words = {"marker-supply-empty-error"}, .state = PRINTER_STATE_EMPTY},
	{.why = "cover", .words = {"cover-open-warning"}, .state = PRINTER_STATE_OPEN},
	{.why = "door", .words = {"door-open-error"}, .state = PRINTER_STATE_OPEN},
	{.why = "jam", .words = {"media-jam-error"}, .state = PRINTER_STATE_JAM},
	{.why = "a jam of last week", .words = {"media-jam-report"}, .state = PRINTER_STATE_READY},
	{.why = "the jam of the job that failed", .words = {"media-jam-report"}, .reports = true, .state = PRINTER_STATE_JAM},
	{.why = "USB cable pulled", .words = {"offline-report"}, .state = PRINTER_STATE_OFFLINE},
	{.why = "connecting has only begun", .words = {"connecting-to-device"}, .state = PRINTER_STATE_READY},
	{.why = "connecting takes too long",
	 .words = {"connecting-to-device"},
	 .waiting = true,
	 .state = PRINTER_STATE_OFFLINE},
	{.why = "the IPP backend finds nobody",
	 .words = {"none"},
	 .message = "The printer may not exist or is unavailable at this time.",
	 .state = PRINTER_STATE_OFFLINE},
	{.why = "a message of no importance", .words = {"none"}, .message = "Printing.", .state = PRINTER_STATE_READY},
	{.why = "cupsdisable", .words = {"media-jam-report", "paused"}, .stopped = true, .state = PRINTER_STATE_STOPPED},
	{.why = "stopped by an error", .words = {"none"}, .stopped = true, .state = PRINTER_STATE_STOPPED},
	{.why = "empty and paused: the later one helps more",
	 .words = {"media-empty-error", "paused"},
	 .stopped = true,
	 .state = PRINTER_STATE_STOPPED},
	{.why = "cupsreject", .words = {"none"}, .rejecting = true, .state = PRINTER_STATE_REJECTING},
	{.why = "no filter", .words = {"cups-missing-filter-warning"}, .state = PRINTER_STATE_TROUBLE},
	{.why = "a word that nobody knows", .words = {"media-emptyish"}, .state = PRINTER_STATE_READY},
};

static void reasons_become_one_state(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct reasons reasons = {.words = rows[i].words,
					  .stopped = rows[i].stopped,
					  .accepting = !rows[i].rejecting,
					  .waiting = rows[i].waiting,
					  .reports = rows[i].reports,
					  .message = rows[i].message};
		while (reasons.count < 3 && rows[i].words[reasons.count])
			reasons.count++;
		enum printer_state got = reasons_state(&reasons);
		if (got != rows[i].state)
			fail_msg("%s: %s, not %s", rows[i].why, printer_state_word(got), printer_state_word(rows[i].state));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(reasons_become_one_state)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
