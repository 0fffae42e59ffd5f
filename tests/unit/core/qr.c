/* src/badge/qr: sizes, finder patterns, ceilings. Reading back is done from pictures in tests/unit/core/badge.c. */
#include "badge/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct qr qr;

static void a_token_is_version_2(void **state)
{
	(void)state;
	assert_true(qr_make("L4G0G3RM4HZXVE7K2Q9MT0000000000AB", &qr));
	assert_int_equal(qr.side, 25); /* ISO/IEC 18004: 17 + 4 * version */
}

static void finder_patterns_stand_in_three_corners(void **state)
{
	(void)state;
	assert_true(qr_make("LANYARD", &qr));
	int far = qr.side - 7;
	const int corners[3][2] = {{0, 0}, {far, 0}, {0, far}};
	for (int c = 0; c < 3; c++) {
		for (int y = 0; y < 7; y++) {
			for (int x = 0; x < 7; x++) {
				int dx = x > 3 ? x - 3 : 3 - x, dy = y > 3 ? y - 3 : 3 - y, ring = dx > dy ? dx : dy;
				assert_int_equal(qr_dark(&qr, corners[c][0] + x, corners[c][1] + y), ring != 2);
			}
		}
	}
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	static char text[8000];
	assert_false(qr_make("", &qr));
	memset(text, 'a', sizeof text - 1);
	assert_false(qr_make(text, &qr));
	assert_int_equal(qr.side, 0);
	text[2331] = '\0'; /* the most bytes of version 40-M */
	assert_true(qr_make(text, &qr));
	assert_int_equal(qr.side, QR_SIDE_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_version_2),
		cmocka_unit_test(finder_patterns_stand_in_three_corners),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
