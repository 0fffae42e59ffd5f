/* kiosk/ui/draw: what a recorded frame keeps, what it leaves out, and that two frames hash alike only if they look alike. */
#define _GNU_SOURCE /* memmem */
#include "ui/commands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct draw *draw;

static int start(void **state)
{
	(void)state;
	draw = draw_create();
	assert_non_null(draw);
	draw_begin(draw, 640, 480, THEME_LIGHT, COLOR_PAGE);
	return 0;
}

static int end(void **state)
{
	(void)state;
	draw_destroy(draw);
	return 0;
}

static bool arena_has(const char *text)
{
	return memmem(draw->text, sizeof draw->text, text, strlen(text)) != NULL;
}

static void the_next_frame_overwrites_the_texts_of_this_one(void **state)
{
	(void)state;
	draw_text(draw, 10, 10, 24, 30, FONT_REGULAR, COLOR_TEXT, "Marisol");
	assert_true(arena_has("Marisol"));
	draw_begin(draw, 640, 480, THEME_LIGHT, COLOR_PAGE);
	for (size_t i = 0; i < sizeof draw->text; i++)
		assert_int_equal(draw->text[i], 0);
	assert_int_equal(draw->count, 0);
}

static void what_cannot_be_seen_is_left_out(void **state)
{
	(void)state;
	draw_rect(draw, (struct rect){640, 0, 10, 10}, COLOR_TEXT);
	draw_rect(draw, (struct rect){-10, 0, 10, 10}, COLOR_TEXT);
	draw_rect(draw, (struct rect){10, 10, 0, 10}, COLOR_TEXT);
	draw_rect(draw, (struct rect){10, 10, 10, -4}, COLOR_TEXT);
	draw_text(draw, 10, 10, 24, 30, FONT_REGULAR, COLOR_TEXT, "");
	draw_icon(draw, (struct rect){0, 0, 32, 32}, ICON_NONE, COLOR_TEXT);
	draw_polygon(draw, (const int[]){0, 0, 10, 10}, 2, COLOR_TEXT);
	draw_clip(draw, &(struct rect){100, 100, 50, 50});
	draw_rect(draw, (struct rect){0, 0, 100, 100}, COLOR_TEXT);
	draw_clip(draw, &(struct rect){700, 100, 50, 50});
	draw_text(draw, 710, 110, 24, 30, FONT_REGULAR, COLOR_TEXT, "outside");
	draw_scrim(draw);
	assert_int_equal(draw->count, 0);
	draw_clip(draw, NULL);
	draw_rect(draw, (struct rect){-10, -10, 11, 11}, COLOR_TEXT);
	assert_int_equal(draw->count, 1);
	assert_int_equal(draw->commands[0].clip.w, 1);
}

static void the_ceilings_hold(void **state)
{
	(void)state;
	static char longest[DRAW_TEXT_MOST + 1];
	memset(longest, 'x', DRAW_TEXT_MOST);
	draw_text(draw, 0, 0, 24, 30, FONT_REGULAR, COLOR_TEXT, longest);
	assert_int_equal(draw->count, 0);
	longest[DRAW_TEXT_MOST - 1] = '\0';
	draw_text(draw, 0, 0, 24, 30, FONT_REGULAR, COLOR_TEXT, longest);
	draw_text(draw, 0, 0, 24, 30, FONT_REGULAR, COLOR_TEXT, "y");
	assert_int_equal(draw->count, 1);
	for (int i = 0; i < 2 * DRAW_COMMANDS_MOST; i++)
		draw_rect(draw, (struct rect){0, 0, 10, 10}, COLOR_TEXT);
	assert_int_equal(draw->count, DRAW_COMMANDS_MOST);
}

static void a_code_is_packed_bit_by_bit(void **state)
{
	(void)state;
	static struct qr qr = {.side = 21};
	qr.dark[0] = qr.dark[9] = qr.dark[440] = 1;
	draw_qr(draw, (struct rect){0, 0, 300, 300}, &qr);
	assert_int_equal(draw->commands[0].as.qr.side, 21);
	const char *bits = draw->text + draw->commands[0].as.qr.at;
	for (int i = 0; i < 21 * 21; i++)
		assert_int_equal(bits[i / 8] >> i % 8 & 1, qr.dark[i]);
	qr.side = QR_SIDE_MOST + 1;
	draw_qr(draw, (struct rect){0, 0, 300, 300}, &qr);
	assert_int_equal(draw->count, 1);
}

/* Draws the i-th variant: neighbours differ in one thing only. Returns false behind the last. */
static bool draw_variant(int i)
{
	static const struct rect r = {20, 30, 200, 100}, moved = {21, 30, 200, 100};
	static const int triangle[] = {0, 0, 50, 0, 50, 50}, other[] = {0, 0, 50, 0, 50, 51};
	static struct qr qr = {.side = 21};
	qr.dark[200] = 0;
	/* clang-format off */
	switch (i) {
	case 0: draw_rect(draw, r, COLOR_TEXT); break;
	case 1: draw_rect(draw, moved, COLOR_TEXT); break;
	case 2: draw_rect(draw, r, COLOR_PRIMARY); break;
	case 3: draw_round(draw, r, 12, CORNERS_ALL, COLOR_TEXT, COLOR_NONE, 0); break;
	case 4: draw_round(draw, r, 13, CORNERS_ALL, COLOR_TEXT, COLOR_NONE, 0); break;
	case 5: draw_round(draw, r, 12, CORNERS_LEFT, COLOR_TEXT, COLOR_NONE, 0); break;
	case 6: draw_round(draw, r, 12, CORNERS_ALL, COLOR_TEXT, COLOR_PRIMARY, 2); break;
	case 7: draw_round(draw, r, 12, CORNERS_ALL, COLOR_TEXT, COLOR_PRIMARY, 3); break;
	case 8: draw_text(draw, 20, 30, 24, 30, FONT_REGULAR, COLOR_TEXT, "Ana"); break;
	case 9: draw_text(draw, 20, 30, 24, 30, FONT_REGULAR, COLOR_TEXT, "Ane"); break;
	case 10: draw_text(draw, 20, 30, 25, 30, FONT_REGULAR, COLOR_TEXT, "Ana"); break;
	case 11: draw_text(draw, 20, 30, 24, 31, FONT_REGULAR, COLOR_TEXT, "Ana"); break;
	case 12: draw_text(draw, 20, 30, 24, 30, FONT_BOLD, COLOR_TEXT, "Ana"); break;
	case 13: draw_icon(draw, r, ICON_CHECK, COLOR_TEXT); break;
	case 14: draw_icon(draw, r, ICON_CLOSE, COLOR_TEXT); break;
	case 15: draw_art(draw, r, "scan"); break;
	case 16: draw_art(draw, r, "new"); break;
	case 17: draw_qr(draw, r, &qr); break;
	case 18: qr.dark[200] = 1; draw_qr(draw, r, &qr); break;
	case 19: draw_ring(draw, r, 10, COLOR_PRIMARY, COLOR_DIVIDER, 0.5); break;
	case 20: draw_ring(draw, r, 10, COLOR_PRIMARY, COLOR_DIVIDER, 0.51); break;
	case 21: draw_ring(draw, r, 11, COLOR_PRIMARY, COLOR_DIVIDER, 0.5); break;
	case 22: draw_disc(draw, r, COLOR_PRIMARY); break;
	case 23: draw_polygon(draw, triangle, 3, COLOR_TEXT); break;
	case 24: draw_polygon(draw, other, 3, COLOR_TEXT); break;
	case 25: draw_scrim(draw); break;
	case 26: draw_clip(draw, &r); draw_scrim(draw); draw_clip(draw, NULL); break;
	default: return false;
	}
	/* clang-format on */
	return true;
}

static void frames_hash_alike_only_if_they_look_alike(void **state)
{
	(void)state;
	uint64_t hashes[THEME_COUNT * 32];
	int count = 0;
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		for (int i = 0;; i++, count++) {
			draw_begin(draw, 640, 480, (enum theme)theme, COLOR_PAGE);
			if (!draw_variant(i))
				break;
			assert_int_equal(draw->count, 1);
			hashes[count] = draw->commands[0].hash;
			draw_variant(i);
			assert_true(draw->commands[1].hash == hashes[count]);
			for (int j = 0; j < count; j++)
				if (hashes[j] == hashes[count])
					fail_msg("variants %d and %d hash alike", j, count);
		}
	}
	assert_int_equal(count, THEME_COUNT * 27);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_next_frame_overwrites_the_texts_of_this_one, start, end),
		cmocka_unit_test_setup_teardown(what_cannot_be_seen_is_left_out, start, end),
		cmocka_unit_test_setup_teardown(the_ceilings_hold, start, end),
		cmocka_unit_test_setup_teardown(a_code_is_packed_bit_by_bit, start, end),
		cmocka_unit_test_setup_teardown(frames_hash_alike_only_if_they_look_alike, start, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
