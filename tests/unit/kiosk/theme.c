/* kiosk/ui/theme and the generated tables: contrast, classes and scaled sizes. */
#include "ui/theme.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Relative luminance and contrast ratio as WCAG 2.2 defines them. */
static double channel(uint32_t byte)
{
	double c = byte / 255.0;
	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
	return 0.2126 * channel(rgb >> 16 & 0xFF) + 0.7152 * channel(rgb >> 8 & 0xFF) + 0.0722 * channel(rgb & 0xFF);
}

static double contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a), lb = luminance(b);
	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void every_pair_of_both_themes_has_its_contrast(void **state)
{
	(void)state;
	int checked = 0;
	for (int i = 0; i < token_pair_count; i++) {
		for (int theme = 0; theme < THEME_COUNT; theme++) {
			if (!(token_pairs[i].themes & 1U << theme))
				continue;
			uint32_t on = theme_color((enum theme)theme, token_pairs[i].on);
			uint32_t below = theme_color((enum theme)theme, token_pairs[i].below);
			if (contrast(on, below) < token_pairs[i].ratio)
				fail_msg("%s: #%06X on #%06X is %.2f, not %.1f", theme_name((enum theme)theme), on, below,
					 contrast(on, below), token_pairs[i].ratio);
			checked++;
		}
	}
	assert_true(checked > 100);
}

static void knows_roles_by_the_values_of_the_design(void **state)
{
	(void)state;
	assert_int_equal(theme_color(THEME_LIGHT, COLOR_PRIMARY), 0x004F63);
	assert_int_equal(theme_color(THEME_HIGH_CONTRAST, COLOR_PRIMARY), 0xFFE14D);
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		assert_int_equal(theme_color((enum theme)theme, COLOR_INK), 0x000000);
		assert_int_equal(theme_color((enum theme)theme, COLOR_PAPER), 0xFFFFFF);
	}
	assert_string_equal(theme_name(THEME_HIGH_CONTRAST), "high-contrast");
	assert_int_equal(TIMING_IDLE_WARNING_S, 45);
	assert_int_equal(MOTION_PRESS_MS, 60);
}

static void lays_every_display_out_as_its_class(void **state)
{
	(void)state;
	static const struct {
		int w, h;
		enum size_class size;
		double scale;
	} rows[] = {
		{800, 480, SIZE_COMPACT, 1.0},     {1280, 800, SIZE_REGULAR, 1.0},  {1080, 1920, SIZE_TALL, 1.0},
		{1920, 1080, SIZE_REGULAR, 1.35},  {1024, 600, SIZE_REGULAR, 0.75}, {1366, 768, SIZE_REGULAR, 0.96},
		{720, 1280, SIZE_TALL, 2.0 / 3.0}, {1600, 960, SIZE_REGULAR, 1.2},  {480, 800, SIZE_TALL, 0.4166667},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct profile profile = profile_for(rows[i].w, rows[i].h, 0);
		assert_int_equal(profile.size, rows[i].size);
		assert_true(fabs(profile.scale - rows[i].scale) < 1e-6);
	}
}

static void knows_the_size_of_a_pixel_in_the_world(void **state)
{
	(void)state;
	assert_true(fabs(profile_for(1280, 800, 0).mm_per_px - 0.170) < 0.0005);
	assert_true(fabs(profile_for(800, 480, 0).mm_per_px - 0.191) < 0.0005);
	assert_true(fabs(profile_for(1920, 1080, 15.6).mm_per_px - 0.180) < 0.0005);
}

static void scales_metrics_and_keeps_thin_lines(void **state)
{
	(void)state;
	struct profile regular = profile_for(1280, 800, 0), small = profile_for(480, 320, 0), tall = profile_for(1080, 1920, 0);
	assert_int_equal(profile_px(&regular, PART_TOUCH_MIN), 64);
	assert_int_equal(profile_px(&tall, STROKE_SELECTED), 5);
	assert_int_equal(profile_px(&small, STROKE_DIVIDER), 1);
	struct profile wide = profile_for(1920, 1080, 0);
	assert_int_equal(profile_px(&wide, PART_HEADER_HEIGHT), 119); /* 88 x 1.35 = 118.8 */
}

static void gives_a_metric_that_a_class_leaves_out(void **state)
{
	(void)state;
	struct profile compact = profile_for(800, 480, 0), tall = profile_for(1080, 1920, 0);
	assert_int_equal(profile_px(&compact, PART_BAR_HEIGHT), 68); /* 88 x 21/27 */
	assert_int_equal(profile_px(&tall, PART_BAR_HEIGHT), 111);   /* 88 x 34/27 */
}

static void grows_type_with_the_visitor_but_key_caps_only_to_44(void **state)
{
	(void)state;
	struct profile regular = profile_for(1280, 800, 0), half = profile_for(640, 400, 0);
	assert_int_equal(profile_type_px(&regular, TYPE_BODY, 1), 27);
	assert_int_equal(profile_type_px(&regular, TYPE_BODY, 1.5), 41);
	assert_int_equal(profile_type_line(&regular, TYPE_BODY, 1.25), 45);
	assert_int_equal(profile_type_px(&regular, TYPE_KEY_CAP, 1), 32);
	assert_int_equal(profile_type_px(&regular, TYPE_KEY_CAP, 1.25), 40);
	assert_int_equal(profile_type_px(&regular, TYPE_KEY_CAP, 1.5), 44);
	assert_int_equal(half.size, SIZE_COMPACT);
	assert_int_equal(profile_type_font(&regular, TYPE_BUTTON), FONT_SEMIBOLD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair_of_both_themes_has_its_contrast),
		cmocka_unit_test(knows_roles_by_the_values_of_the_design),
		cmocka_unit_test(lays_every_display_out_as_its_class),
		cmocka_unit_test(knows_the_size_of_a_pixel_in_the_world),
		cmocka_unit_test(scales_metrics_and_keeps_thin_lines),
		cmocka_unit_test(gives_a_metric_that_a_class_leaves_out),
		cmocka_unit_test(grows_type_with_the_visitor_but_key_caps_only_to_44),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
