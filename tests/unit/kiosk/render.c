/* kiosk/ui/render: a frame redrawn where it changed equals the frame drawn whole, on every kind of surface; shapes, texts and
 * codes are where they should be; and no text is kept. */
#define _GNU_SOURCE /* memmem */
#include "ui/render.h"

#include "ui/commands.h"
#include "ui/damage.h"
#include "ui/font.h"
#include "ui/texts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { W = 1280, H = 800, RECTS = DAMAGE_RECTS_MOST };

static struct render *render;
static struct draw *draw;
static SDL_Rect changed[RECTS];
static size_t pixels;

static SDL_Surface *surface(int w, int h, Uint32 format)
{
	SDL_Surface *made = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
	assert_non_null(made);
	SDL_FillRect(made, NULL, 0x123456);
	return made;
}

static int start(void **state)
{
	(void)state;
	struct err err = {0};
	render = render_create(ASSETS, &err);
	if (!render)
		print_error("%s\n", err.text);
	draw = draw_create();
	return render && draw ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	draw_destroy(draw);
	render_destroy(render);
	return 0;
}

static uint32_t pixel(const SDL_Surface *from, int x, int y)
{
	return ((const uint32_t *)from->pixels)[y * from->pitch / 4 + x] & 0xFFFFFF;
}

/* --- pieces against the whole ----------------------------------------------------------------------------------------- */

static unsigned seed = 1;
static int any(int below)
{
	seed = seed * 1103515245U + 12345U;
	return (int)(seed >> 8) % below;
}

static struct rect any_rect(void)
{
	int w = 1 + any(300), h = 1 + any(200);
	return (struct rect){any(W + 80) - 80, any(H + 80) - 80, w, h};
}

static void draw_any(void)
{
	static const char *const words[] = {"Ana", "jÿ Ñandú", "Ế Łódź", "Kreyòl Ayisyen", "李小龙", "محمد", "A"};
	static const char *const arts[] = {"scan", "wall-regular", "badge-question", "strap"};
	static struct qr qr = {.side = 25, .dark = {[3] = 1, [30] = 1, [600] = 1}};
	struct rect r = any_rect();
	enum color color = (enum color)any(COLOR_COUNT), other = (enum color)any(COLOR_COUNT);
	int points[8] = {any(W), any(H), any(W), any(H), any(W), any(H), any(W), any(H)};
	int kind = any(24), width = any(12);
	if (kind < 6)
		draw_round(draw, r, any(60), (unsigned)any(16), any(3) ? (int)color : COLOR_NONE, (int)other, width);
	else if (kind < 14)
		draw_text(draw, r.x, r.y, 12 + any(40), 40, (enum font)any(FONT_COUNT), color, words[any(7)]);
	else if (kind < 17)
		draw_icon(draw, (struct rect){r.x, r.y, 20 + any(4), 20 + any(4)}, (enum icon)(1 + any(ICON_COUNT - 1)), color);
	else if (kind == 17)
		draw_art(draw, (struct rect){r.x, r.y, 200, 150}, arts[any(4)]);
	else if (kind == 18)
		draw_qr(draw, r, &qr);
	else if (kind == 19)
		draw_ring(draw, r, 1 + width, color, other, any(11) / 10.0);
	else if (kind == 20)
		draw_polygon(draw, points, 3 + any(2), color);
	else if (kind == 21)
		draw_disc(draw, r, color);
	else if (kind == 22)
		draw_clip(draw, any(2) ? &r : NULL);
	else if (any(4) == 0)
		draw_scrim(draw);
}

/* A frame of as many commands as seeds; equal seeds draw equal commands. */
static void draw_seeds(const unsigned *seeds, size_t count)
{
	draw_begin(draw, W, H, THEME_LIGHT, COLOR_PAGE);
	for (size_t i = 0; i < count; i++) {
		seed = seeds[i];
		draw_any();
	}
}

static void assert_same(const SDL_Surface *one, const SDL_Surface *other)
{
	for (int y = 0; y < one->h; y++)
		for (int x = 0; x < one->w; x++)
			if (pixel(one, x, y) != pixel(other, x, y))
				fail_msg("pixel %d, %d is %06X, not %06X", x, y, pixel(one, x, y), pixel(other, x, y));
}

static void a_frame_redrawn_where_it_changed_equals_one_drawn_whole(void **state)
{
	(void)state;
	enum { COMMANDS = 30, ROUNDS = 60 };
	struct err err = {0};
	struct render *whole = render_create(ASSETS, &err);
	SDL_Surface *pieces = surface(W, H, SDL_PIXELFORMAT_RGB888), *full = surface(W, H, SDL_PIXELFORMAT_RGB888);
	unsigned seeds[COMMANDS], choice = 7;
	size_t redrawn = 0;
	for (unsigned i = 0; i < COMMANDS; i++)
		seeds[i] = i * 7919 + 1;
	for (int round = 0; round < ROUNDS; round++) {
		seed = choice;
		for (int i = any(3); i >= 0; i--)
			seeds[any(COMMANDS)] = (unsigned)any(1 << 20);
		choice = seed;
		draw_seeds(seeds, COMMANDS);
		render_frame(render, draw, pieces, changed, RECTS, &pixels);
		redrawn += pixels;
		render_forget(whole);
		assert_int_equal(render_frame(whole, draw, full, changed, RECTS, &pixels), 1);
		assert_int_equal(pixels, W * H);
		assert_same(pieces, full);
	}
	assert_true(redrawn < (size_t)ROUNDS * W * H / 2); /* it was pieces that were compared */
	SDL_FreeSurface(pieces);
	SDL_FreeSurface(full);
	render_destroy(whole);
}

/* Something of everything, at 640 x 400. */
static void draw_sample(const char *name)
{
	static struct qr qr = {.side = 21, .dark = {[0] = 1, [440] = 1}};
	draw_begin(draw, 640, 400, THEME_LIGHT, COLOR_PAGE);
	draw_art(draw, (struct rect){300, 0, 340, 255}, "wall-regular");
	draw_art(draw, (struct rect){0, 200, 200, 150}, "ticket");
	draw_round(draw, (struct rect){20, 20, 200, 64}, 18, CORNERS_ALL, COLOR_PRIMARY, COLOR_FOCUS, 3);
	draw_text(draw, 40, 30, 30, 36, FONT_SEMIBOLD, COLOR_TEXT_ON_PRIMARY, name);
	draw_icon(draw, (struct rect){230, 30, 44, 44}, ICON_GEAR, COLOR_TEXT);
	draw_ring(draw, (struct rect){220, 250, 99, 99}, 10, COLOR_PRIMARY, COLOR_STRAP_AHEAD, 0.7);
	draw_polygon(draw, (const int[]){400, 260, 440, 262, 480, 380, 420, 390}, 4, COLOR_STRAP);
	draw_qr(draw, (struct rect){500, 270, 120, 120}, &qr);
}

static void every_kind_of_surface_shows_the_same(void **state)
{
	(void)state;
	static const Uint32 formats[] = {SDL_PIXELFORMAT_ARGB8888, SDL_PIXELFORMAT_BGR888, SDL_PIXELFORMAT_RGBX8888,
					 SDL_PIXELFORMAT_ABGR8888};
	SDL_Surface *plain = surface(640, 400, SDL_PIXELFORMAT_RGB888);
	draw_sample("Siguiente");
	render_frame(render, draw, plain, changed, RECTS, &pixels);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		SDL_Surface *other = surface(640, 400, formats[i]);
		render_forget(render);
		draw_sample("Atrás");
		render_frame(render, draw, other, changed, RECTS, &pixels);
		draw_sample("Siguiente");
		render_frame(render, draw, other, changed, RECTS, &pixels);
		assert_true(pixels < 640 * 400 / 4);
		SDL_Surface *back = SDL_ConvertSurfaceFormat(other, SDL_PIXELFORMAT_RGB888, 0);
		assert_same(back, plain);
		SDL_FreeSurface(back);
		SDL_FreeSurface(other);
	}
	SDL_FreeSurface(plain);
}

static void the_dummy_drivers_window_shows_the_same(void **state)
{
	(void)state;
	SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	assert_int_equal(SDL_Init(SDL_INIT_VIDEO), 0);
	SDL_Window *window = SDL_CreateWindow("", 0, 0, 640, 400, SDL_WINDOW_BORDERLESS);
	assert_non_null(window);
	SDL_Surface *shown = SDL_GetWindowSurface(window), *plain = surface(640, 400, SDL_PIXELFORMAT_RGB888);
	assert_non_null(shown);
	draw_sample("Kontinye");
	render_frame(render, draw, plain, changed, RECTS, &pixels);
	render_forget(render);
	size_t count = render_frame(render, draw, shown, changed, RECTS, &pixels);
	assert_int_equal(SDL_UpdateWindowSurfaceRects(window, changed, (int)count), 0);
	assert_same(shown, plain);
	SDL_FreeSurface(plain);
	SDL_DestroyWindow(window);
	SDL_Quit();
}

/* --- what is drawn again ---------------------------------------------------------------------------------------------- */

/* A keyboard as on the name page, two of its keys maybe pressed. */
static void draw_keyboard(int pressed, int other)
{
	draw_begin(draw, W, H, THEME_LIGHT, COLOR_PAGE);
	draw_text(draw, 40, 120, 50, 60, FONT_BOLD, COLOR_TEXT, "¿Cómo se llama?");
	for (int i = 0; i < 44; i++) {
		char letter[2] = {(char)('a' + i % 26), '\0'};
		struct rect r = {32 + i % 11 * 106, 410 + i / 11 * 72, 98, 64};
		bool down = i == pressed || i == other;
		draw_round(draw, (struct rect){r.x, r.y + 3, r.w, r.h}, 12, CORNERS_ALL, COLOR_KEY_EDGE, COLOR_NONE, 0);
		draw_round(draw, r, 12, CORNERS_ALL, down ? COLOR_KEY_PRESSED : COLOR_KEY, COLOR_NONE, 0);
		draw_text(draw, r.x + 40, r.y + 14, 32, 36, FONT_MEDIUM, down ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT, letter);
	}
}

static void only_what_changed_is_drawn_again(void **state)
{
	(void)state;
	SDL_Surface *to = surface(W, H, SDL_PIXELFORMAT_RGB888);
	draw_keyboard(-1, -1);
	assert_int_equal(render_frame(render, draw, to, changed, RECTS, &pixels), 1);
	assert_int_equal(pixels, W * H);
	draw_keyboard(-1, -1);
	assert_int_equal(render_frame(render, draw, to, changed, RECTS, &pixels), 0);
	assert_int_equal(pixels, 0);
	draw_keyboard(3, -1); /* a key goes down … */
	render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_in_range(pixels, 98 * 64, W * H / 20);
	draw_keyboard(29, -1); /* … and up, while another goes down */
	size_t count = render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_in_range(count, 2, RECTS);
	assert_in_range(pixels, 2 * 98 * 64, W * H / 20);
	draw_keyboard(29, -1);
	draw_scrim(draw);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_int_equal(pixels, W * H);
	SDL_FreeSurface(to);
}

static void too_many_pieces_become_one_and_the_caller_sets_the_limit(void **state)
{
	(void)state;
	SDL_Surface *to = surface(W, H, SDL_PIXELFORMAT_RGB888);
	draw_keyboard(-1, -1);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	draw_keyboard(0, 43);
	assert_int_equal(render_frame(render, draw, to, changed, 1, &pixels), 1);
	assert_int_equal(changed[0].x, 32);
	assert_true(changed[0].w > 1100 && changed[0].h > 256);
	draw_begin(draw, W, H, THEME_LIGHT, COLOR_PAGE);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	for (int i = 0; i < 40; i++)
		draw_rect(draw, (struct rect){i % 10 * 128 + i / 10 * 32, i / 10 * 160, 8, 8}, COLOR_TEXT);
	assert_int_equal(render_frame(render, draw, to, changed, RECTS, &pixels), 1);
	assert_true(pixels < W * H);
	SDL_FreeSurface(to);
}

static void a_new_size_and_a_new_theme_draw_all(void **state)
{
	(void)state;
	SDL_Surface *to = surface(W, H, SDL_PIXELFORMAT_RGB888), *small = surface(800, 480, SDL_PIXELFORMAT_RGB888);
	draw_keyboard(-1, -1);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	draw_begin(draw, W, H, THEME_HIGH_CONTRAST, COLOR_PAGE);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_int_equal(pixels, W * H);
	assert_int_equal(pixel(to, 5, 5), 0x000000);
	draw_begin(draw, 800, 480, THEME_LIGHT, COLOR_PAGE);
	render_frame(render, draw, small, changed, RECTS, &pixels);
	assert_int_equal(pixels, 800 * 480);
	assert_int_equal(pixel(small, 799, 479), 0xF7F7F2);
	draw_begin(draw, W, H, THEME_LIGHT, COLOR_SURFACE); /* the window shrank since the frame was recorded */
	render_frame(render, draw, small, changed, RECTS, &pixels);
	assert_int_equal(pixels, 800 * 480);
	SDL_FreeSurface(small);
	SDL_FreeSurface(to);
}

/* --- shapes ----------------------------------------------------------------------------------------------------------- */

/* Draws what was recorded onto black and returns how many pixels' worth of white there are. */
static double whiteness(SDL_Surface *to)
{
	double sum = 0;
	render_forget(render);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	for (int y = 0; y < to->h; y++)
		for (int x = 0; x < to->w; x++)
			sum += (pixel(to, x, y) & 0xFF) / 255.0;
	return sum;
}

static void shapes_cover_what_geometry_says(void **state)
{
	(void)state;
	static const double pi = 3.14159265358979;
	static const int quad[] = {10, 10, 150, 30, 180, 170, 40, 90};
	SDL_Surface *to = surface(200, 200, SDL_PIXELFORMAT_RGB888);
	for (int i = 0; i < 8; i++) {
		double expected = 0;
		draw_begin(draw, 200, 200, THEME_LIGHT, COLOR_INK);
		switch (i) {
		case 0:
			draw_round(draw, (struct rect){10, 20, 100, 60}, 18, CORNERS_ALL, COLOR_PAPER, COLOR_NONE, 0);
			expected = 100 * 60 - (4 - pi) * 18 * 18;
			break;
		case 1:
			draw_round(draw, (struct rect){10, 20, 100, 60}, 18, CORNERS_LEFT, COLOR_PAPER, COLOR_NONE, 0);
			expected = 100 * 60 - (4 - pi) * 18 * 18 / 2;
			break;
		case 2:
			draw_round(draw, (struct rect){10, 20, 100, 60}, 18, CORNERS_ALL, COLOR_NONE, COLOR_PAPER, 5);
			expected = 100 * 60 - 90 * 50 - (4 - pi) * (18 * 18 - 13 * 13);
			break;
		case 3:
			draw_round(draw, (struct rect){10, 20, 100, 60}, 18, CORNERS_ALL, COLOR_PAPER, COLOR_INK, 5);
			expected = 90 * 50 - (4 - pi) * 13 * 13;
			break;
		case 4:
			draw_disc(draw, (struct rect){10, 20, 71, 71}, COLOR_PAPER);
			expected = pi * 35.5 * 35.5;
			break;
		case 5:
			draw_ring(draw, (struct rect){10, 20, 140, 140}, 10, COLOR_PAPER, COLOR_INK, 0.7);
			expected = 0.7 * pi * (70 * 70 - 60 * 60);
			break;
		case 6:
			draw_ring(draw, (struct rect){10, 20, 140, 140}, 10, COLOR_PAPER, COLOR_INK, 0.3);
			expected = 0.3 * pi * (70 * 70 - 60 * 60);
			break;
		default:
			draw_polygon(draw, quad, 4, COLOR_PAPER);
			for (int j = 0; j < 4; j++)
				expected += (quad[2 * j] * quad[(2 * j + 3) % 8] - quad[(2 * j + 2) % 8] * quad[2 * j + 1]) /
					    2.0;
		}
		double got = whiteness(to);
		if (got < expected * 0.996 || got > expected * 1.004)
			fail_msg("shape %d covers %.1f pixels, not %.1f", i, got, expected);
	}
	SDL_FreeSurface(to);
}

static void a_ring_is_done_clockwise_from_the_top(void **state)
{
	(void)state;
	SDL_Surface *to = surface(200, 200, SDL_PIXELFORMAT_RGB888);
	draw_begin(draw, 200, 200, THEME_LIGHT, COLOR_INK);
	draw_ring(draw, (struct rect){0, 0, 200, 200}, 20, COLOR_PRIMARY, COLOR_ACCENT, 0.25);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_int_equal(pixel(to, 164, 36), theme_color(THEME_LIGHT, COLOR_PRIMARY)); /* top right */
	assert_int_equal(pixel(to, 164, 164), theme_color(THEME_LIGHT, COLOR_ACCENT)); /* bottom right */
	assert_int_equal(pixel(to, 36, 36), theme_color(THEME_LIGHT, COLOR_ACCENT));
	assert_int_equal(pixel(to, 100, 100), 0x000000);
	SDL_FreeSurface(to);
}

static void a_code_has_whole_modules_and_its_quiet_zone(void **state)
{
	(void)state;
	static struct qr qr = {.side = 25};
	SDL_Surface *to = surface(240, 240, SDL_PIXELFORMAT_RGB888);
	for (int i = 0; i < qr.side * qr.side; i++)
		qr.dark[i] = (unsigned char)(i % 2 == 0);
	draw_begin(draw, 240, 240, THEME_HIGH_CONTRAST, COLOR_PAGE);
	draw_qr(draw, (struct rect){0, 0, 240, 240}, &qr);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	enum { UNIT = 7 }; /* 240 / (25 + 2 * 4) */
	int left = (240 - 25 * UNIT) / 2;
	assert_true(left >= QR_QUIET * UNIT);
	for (int y = 0; y < 240; y++) {
		for (int x = 0; x < 240; x++) {
			int column = (x - left) / UNIT, row = (y - left) / UNIT;
			bool inside = x >= left && y >= left && column < 25 && row < 25;
			assert_int_equal(pixel(to, x, y), inside && qr_dark(&qr, column, row) ? 0x000000 : 0xFFFFFF);
		}
	}
	SDL_FreeSurface(to);
}

static void a_scrim_darkens_what_was_drawn_before_it(void **state)
{
	(void)state;
	SDL_Surface *to = surface(64, 64, SDL_PIXELFORMAT_RGB888);
	draw_begin(draw, 64, 64, THEME_LIGHT, COLOR_PAPER);
	draw_scrim(draw);
	draw_rect(draw, (struct rect){0, 0, 32, 64}, COLOR_PAPER);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	assert_int_equal(pixel(to, 10, 10), 0xFFFFFF);
	uint32_t dark = pixel(to, 50, 50);
	assert_in_range(dark >> 16, 0x3E, 0x41); /* 0.22 of 255 and 0.78 of 0x0A */
	assert_in_range(dark & 0xFF, 0x5E, 0x61);
	SDL_FreeSurface(to);
}

static void every_icon_and_picture_can_be_drawn(void **state)
{
	(void)state;
	static const char *const arts[] = {"mark",         "new",          "printer-empty", "scan",
					   "search",       "strap",        "ticket",        "badge-question",
					   "wall-compact", "wall-regular", "wall-tall",     "wall-done"};
	SDL_Surface *to = surface(96, 96, SDL_PIXELFORMAT_RGB888);
	for (int i = 1; i < ICON_COUNT; i++) {
		draw_begin(draw, 96, 96, THEME_LIGHT, COLOR_INK);
		draw_icon(draw, (struct rect){0, 0, 96, 96}, (enum icon)i, COLOR_PAPER);
		double white = whiteness(to);
		if (white < 300 || white > 4000)
			fail_msg("icon %d covers %.0f pixels", i, white);
	}
	for (size_t i = 0; i < 2 * sizeof arts / sizeof arts[0]; i++) {
		draw_begin(draw, 96, 96, i % 2 ? THEME_HIGH_CONTRAST : THEME_LIGHT, COLOR_FOCUS);
		draw_art(draw, (struct rect){0, 0, 96, 96}, arts[i / 2]);
		render_forget(render);
		render_frame(render, draw, to, changed, RECTS, &pixels);
		uint32_t nothing = pixel(to, 0, 0);
		int drawn = 0;
		for (int at = 0; at < 96 * 96; at++)
			drawn += pixel(to, at % 96, at / 96) != nothing;
		if (drawn < 500)
			fail_msg("%s is not there", arts[i / 2]);
	}
	draw_begin(draw, 96, 96, THEME_LIGHT, COLOR_INK);
	draw_art(draw, (struct rect){0, 0, 96, 96}, "no-such-picture");
	assert_true(whiteness(to) == 0);
	SDL_FreeSurface(to);
}

/* --- text ------------------------------------------------------------------------------------------------------------- */

static struct rect ink(const SDL_Surface *in)
{
	int left = in->w, top = in->h, right = -1, bottom = -1;
	for (int y = 0; y < in->h; y++) {
		for (int x = 0; x < in->w; x++) {
			if ((pixel(in, x, y) & 0xFF) < 128)
				continue;
			left = x < left ? x : left;
			right = x > right ? x : right;
			top = y < top ? y : top;
			bottom = y > bottom ? y : bottom;
		}
	}
	return (struct rect){left, top, right + 1 - left, bottom + 1 - top};
}

static struct rect ink_of(SDL_Surface *to, int px, int line, enum font font, const char *text)
{
	draw_begin(draw, to->w, to->h, THEME_LIGHT, COLOR_INK);
	draw_text(draw, 20, 20, px, line, font, COLOR_PAPER, text);
	render_frame(render, draw, to, changed, RECTS, &pixels);
	return ink(to);
}

static void letters_stand_on_the_baseline_a_browser_would_use(void **state)
{
	(void)state;
	/* Type, line, and the baseline that Chromium has for Inter in a line box of that height. */
	static const struct {
		int px, line, baseline;
	} rows[] = {{27, 36, 27}, {30, 36, 29}, {92, 98, 82}, {64, 64, 55}, {24, 30, 23}, {176, 176, 152}, {50, 60, 48}};
	SDL_Surface *to = surface(800, 300, SDL_PIXELFORMAT_RGB888);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(font_baseline(rows[i].px, rows[i].line), rows[i].baseline);
		struct rect plain = ink_of(to, rows[i].px, rows[i].line, FONT_BOLD, "HE");
		assert_int_equal(plain.y + plain.h, 20 + rows[i].baseline);
		struct rect accents = ink_of(to, rows[i].px, rows[i].line, FONT_BOLD, "HÊ");
		assert_int_equal(accents.y + accents.h, 20 + rows[i].baseline);
		accents = ink_of(to, rows[i].px, rows[i].line, FONT_BOLD, "HẾ");
		assert_int_equal(accents.y + accents.h, 20 + rows[i].baseline);
		assert_true(accents.y < plain.y);
	}
	SDL_FreeSurface(to);
}

static void a_letter_that_reaches_left_does_not_move_the_others(void **state)
{
	(void)state;
	SDL_Surface *to = surface(800, 300, SDL_PIXELFORMAT_RGB888);
	struct rect with = ink_of(to, 92, 98, FONT_REGULAR, "jH"), without = ink_of(to, 92, 98, FONT_REGULAR, "H");
	assert_true(with.x < 20);
	assert_true(without.x > 20);
	SDL_FreeSurface(to);
}

static void width_is_what_is_drawn_and_kerned(void **state)
{
	(void)state;
	SDL_Surface *to = surface(800, 100, SDL_PIXELFORMAT_RGB888);
	struct rect drawn = ink_of(to, 30, 36, FONT_SEMIBOLD, "Thursday, March 12");
	int width = render_text_width(render, FONT_SEMIBOLD, 30, "Thursday, March 12");
	assert_in_range(width, drawn.w, drawn.w + 6);
	assert_int_equal(width, render_text_width(render, FONT_SEMIBOLD, 30, "Thursday, March 12"));
	assert_true(render_text_width(render, FONT_SEMIBOLD, 60, "AV") <
		    render_text_width(render, FONT_SEMIBOLD, 60, "A") + render_text_width(render, FONT_SEMIBOLD, 60, "V"));
	assert_int_equal(render_text_width(render, FONT_BOLD, 30, ""), 0);
	SDL_FreeSurface(to);
}

static void names_of_the_world_have_their_letters(void **state)
{
	(void)state;
	static const char *const names[] = {
		"¿¡ÁÉÍÓÚÜÑáéíóúüñ «» 1.º",
		"ÈÒÀèòàÇçÊêÔô",
		"Nguyễn Thị Ánh Đặng Ế Ỗ ữ",
		"Łukasz Żółć Śćięński",
		"Dvořák Őri Şükrü Iñaki",
		"O’Brien-D'Ángelo ‘Okina",
		"✓ ● … – · • ← → ↵",
		"Иван Ђорђе Ґ",
		"Ελένη",
		"محمد عبد الله",
		"שלום",
		"李小龙 王伟",
		"さくら",
		"ქეთევან",
		"e\u0301 n\u0303",
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		for (int font = 0; font < FONT_COUNT; font++)
			if (!render_text_drawable(render, (enum font)font, names[i]))
				fail_msg("no font has every letter of %s", names[i]);
	assert_false(render_text_drawable(render, FONT_REGULAR, "\U0001F9FF\U000E0041"));
	assert_false(render_text_drawable(render, FONT_REGULAR, "bad\xFF"));
	/* Both parts are there, the second from another font. */
	int one = render_text_width(render, FONT_BOLD, 40, "Ana "),
	    both = render_text_width(render, FONT_BOLD, 40, "Ana 李小龙");
	assert_true(both > one + 100);
}

static void arabic_is_joined_and_read_from_the_right(void **state)
{
	(void)state;
	int joined = render_text_width(render, FONT_REGULAR, 40, "محمد");
	int apart = render_text_width(render, FONT_REGULAR, 40, "م ح م د") -
		    3 * render_text_width(render, FONT_REGULAR, 40, " ");
	assert_true(joined < apart);
	SDL_Surface *to = surface(300, 100, SDL_PIXELFORMAT_RGB888);
	struct rect alef_first = ink_of(to, 40, 60, FONT_REGULAR,
					"اممم"); /* alef, read first, stands at the right: tall there */
	int tall = 0;
	for (int x = alef_first.x + alef_first.w - 8; x < alef_first.x + alef_first.w; x++)
		tall += pixel(to, x, alef_first.y + 4) > 0x808080;
	assert_true(tall > 0);
	SDL_FreeSurface(to);
}

static void texts_are_known_by_a_hash_only_and_wiped(void **state)
{
	(void)state;
	static struct texts texts;
	static struct fonts fonts;
	struct err err = {0};
	assert_true(fonts_init(&fonts, ASSETS, &err));
	const char *name = "Marisol Peña";
	uint64_t key = text_key(FONT_BOLD, 30, name);
	const struct text_picture *picture = texts_picture(&texts, &fonts, key, FONT_BOLD, 30, name);
	assert_true(picture->coverage.w > 100);
	assert_ptr_equal(texts_picture(&texts, &fonts, key, FONT_BOLD, 30, name), picture);
	assert_true(texts_width(&texts, &fonts, FONT_BOLD, 30, name) > 100);
	assert_null(memmem(&texts, sizeof texts, "Marisol", 7));
	assert_null(memmem(&fonts, sizeof fonts, "Marisol", 7));
	texts_wipe(&texts);
	for (size_t i = 0; i < sizeof texts; i++)
		assert_int_equal(((const unsigned char *)&texts)[i], 0);
	fonts_release(&fonts);
}

static void the_cache_of_texts_keeps_its_ceilings(void **state)
{
	(void)state;
	static struct texts texts;
	static struct fonts fonts;
	struct err err = {0};
	assert_true(fonts_init(&fonts, ASSETS, &err));
	for (int i = 0; i < 2 * TEXTS_MOST; i++) {
		char text[16];
		snprintf(text, sizeof text, "%d", i);
		assert_true(texts_picture(&texts, &fonts, text_key(FONT_BOLD, 24, text), FONT_BOLD, 24, text)->coverage.w > 0);
	}
	for (int i = 0; i < 60; i++) {
		char text[64];
		snprintf(text, sizeof text, "a long line in the largest type %d", i);
		assert_true(texts_picture(&texts, &fonts, text_key(FONT_BOLD, 92, text), FONT_BOLD, 92, text)->coverage.w > 0);
		assert_true(texts.bytes <= TEXTS_BYTES_MOST);
	}
	texts_wipe(&texts);
	fonts_release(&fonts);
}

static void a_wipe_leaves_nothing_to_compare_with(void **state)
{
	(void)state;
	SDL_Surface *to = surface(640, 400, SDL_PIXELFORMAT_RGB888);
	draw_sample("Marisol");
	render_frame(render, draw, to, changed, RECTS, &pixels);
	render_wipe(render);
	draw_sample("Marisol");
	assert_int_equal(render_frame(render, draw, to, changed, RECTS, &pixels), 1);
	assert_int_equal(pixels, 640 * 400);
	SDL_FreeSurface(to);
}

static void missing_assets_are_named(void **state)
{
	(void)state;
	struct err err = {0};
	assert_null(render_create("/nowhere", &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_non_null(strstr(err.text, "/nowhere/icons"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_frame_redrawn_where_it_changed_equals_one_drawn_whole, start, end),
		cmocka_unit_test_setup_teardown(every_kind_of_surface_shows_the_same, start, end),
		cmocka_unit_test_setup_teardown(the_dummy_drivers_window_shows_the_same, start, end),
		cmocka_unit_test_setup_teardown(only_what_changed_is_drawn_again, start, end),
		cmocka_unit_test_setup_teardown(too_many_pieces_become_one_and_the_caller_sets_the_limit, start, end),
		cmocka_unit_test_setup_teardown(a_new_size_and_a_new_theme_draw_all, start, end),
		cmocka_unit_test_setup_teardown(shapes_cover_what_geometry_says, start, end),
		cmocka_unit_test_setup_teardown(a_ring_is_done_clockwise_from_the_top, start, end),
		cmocka_unit_test_setup_teardown(a_code_has_whole_modules_and_its_quiet_zone, start, end),
		cmocka_unit_test_setup_teardown(a_scrim_darkens_what_was_drawn_before_it, start, end),
		cmocka_unit_test_setup_teardown(every_icon_and_picture_can_be_drawn, start, end),
		cmocka_unit_test_setup_teardown(letters_stand_on_the_baseline_a_browser_would_use, start, end),
		cmocka_unit_test_setup_teardown(a_letter_that_reaches_left_does_not_move_the_others, start, end),
		cmocka_unit_test_setup_teardown(width_is_what_is_drawn_and_kerned, start, end),
		cmocka_unit_test_setup_teardown(names_of_the_world_have_their_letters, start, end),
		cmocka_unit_test_setup_teardown(arabic_is_joined_and_read_from_the_right, start, end),
		cmocka_unit_test_setup_teardown(texts_are_known_by_a_hash_only_and_wiped, start, end),
		cmocka_unit_test_setup_teardown(the_cache_of_texts_keeps_its_ceilings, start, end),
		cmocka_unit_test_setup_teardown(a_wipe_leaves_nothing_to_compare_with, start, end),
		cmocka_unit_test(missing_assets_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
