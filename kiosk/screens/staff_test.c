/* Behind 18: "Test my devices". A test badge is printed; it, or any code, is read and shown with what has read it, and a tone
 * is heard; nobody is checked in. */
#include "base/text.h"
#include "desk/badge.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

enum { ACT_TONE = ACT_PRIMARY, ACT_BACK = ACT_SECONDARY, ACT_PRINT = ACT_SCREEN };

static const char *const source_words[SCAN_SOURCE_COUNT] = {
	[SCAN_TYPED] = "test.source.typed",
	[SCAN_KEYS] = "test.source.keys",
	[SCAN_SERIAL] = "test.source.serial",
	[SCAN_CAMERA] = "test.source.camera",
};

/* --- a code -------------------------------------------------------------------------------------------------------------- */

/* What can be shown of a code: its beginning, and what is no plain character as a dot. */
static void show_code(const char *code, size_t size, char *out, size_t room)
{
	size_t n = size < room - 4 ? size : room - 4;
	for (size_t i = 0; i < n; i++)
		out[i] = isgraph((unsigned char)code[i]) ? code[i] : '.';
	text_copy(out + n, room - n, n < size ? "\u2026" : "");
}

static void scan(struct app *app, const char *code, size_t size)
{
	struct staff_read *test = &app->staff->test;
	token_strip(&code, &size);
	test->source = app->scans.source;
	test->ours = desk_is_badge(app->store, code, size);
	test->trial = size == strlen(DESK_TEST_CODE) && memcmp(code, DESK_TEST_CODE, size) == 0;
	test->count++;
	show_code(code, size, test->code, sizeof test->code);
	voice_tone(app, TONE_GOOD);
}

/* --- page ---------------------------------------------------------------------------------------------------------------- */

static bool came_out(const struct app *app)
{
	return app->print.test.job[0] && app->print.test.is == PRINT_CAME_OUT;
}

/* What became of the test badge; before there is one, what can be tested. */
static const char *hint(struct app *app, struct ui *ui)
{
	const struct print_wait *paper = &app->print.test;
	if (!paper->job[0])
		return ui_say(ui, "test.text");
	if (came_out(app))
		return ui_say(ui, app->staff->test.trial ? "test.both" : "test.out");
	if (!app->printer)
		return staff_device_text(ui, &app->devices[EQUIPMENT_PRINTER]);
	return ui_say(ui, paper->is == PRINT_FAILED ? "test.failed" : "devices.test.printing");
}

static void picture(struct app *app, struct ui *ui, struct rect r)
{
	struct photo seen;
	if (sight_photo(app, &seen)) {
		ui_finder(ui, r, "view", ui_say(ui, "scan.camera.view"), &seen);
		return;
	}
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	draw_art(ui->draw, rect_inset(r, pick(ui, 10, 24, 40), pick(ui, 10, 24, 40)), "scan");
}

static void line(struct ui *ui, struct rect *r, const char *id, enum type type, enum color color, const char *words)
{
	int used = ui_text(ui, *r, words,
			   (struct text){.id = id,
					 .type = type,
					 .color = color,
					 .on = COLOR_SURFACE,
					 .lines = 2,
					 .shrink = by_class(ui, 20, 24, 28)});
	rect_cut_top(r, used, pick(ui, 2, 8, 12));
}

static void result(struct app *app, struct ui *ui, struct rect r)
{
	const struct staff_read *test = &app->staff->test;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	r = rect_inset(r, pick(ui, 14, 28, 36), pick(ui, 8, 22, 28));
	if (test->count == 0) {
		line(ui, &r, "read", TYPE_LEAD, COLOR_TEXT_MUTED, ui_say(ui, "test.none"));
		return;
	}
	line(ui, &r, "read", TYPE_BUTTON, COLOR_SUCCESS, ui_say(ui, source_words[test->source]));
	line(ui, &r, "code", TYPE_BODY, COLOR_TEXT, test->code);
	nodes_find(ui->nodes, "code")->personal = true;
	line(ui, &r, "whose", TYPE_BODY, COLOR_TEXT_MUTED,
	     ui_say(ui, test->trial  ? "test.trial"
			: test->ours ? "test.ours"
				     : "test.other"));
}

/* Below the title, where there is room for it beside what was read. */
static void print_button(struct app *app, struct ui *ui, struct rect *area)
{
	struct button button = {.id = "print-test",
				.label = ui_say(ui, "devices.test.button"),
				.look = BUTTON_SECONDARY,
				.icon = ICON_PRINTER,
				.small = true,
				.action = ACT_PRINT};
	int w = ui_button_width(ui, button);
	if (!app->printer || (is_large(ui) && !is_tall(ui)))
		return;
	struct rect at = rect_cut_bottom(area, ui_px(ui, PART_QUIET_BUTTON_HEIGHT), pick(ui, 6, 20, 28));
	at.w = w < at.w ? w : at.w;
	ui_button(ui, at, button);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_DEVICES);
	rect_cut_top(&area, pick(ui, 4, 24, 32), 0);
	rect_cut_bottom(&area, pick(ui, 8, 24, 28), 0);
	if (is_tall(ui))
		picture(app, ui, rect_cut_top(&area, ui_design(ui, 640), ui_design(ui, 40)));
	else if (!is_large(ui))
		picture(app, ui, rect_cut_left(&area, pick(ui, 250, 480, 0), pick(ui, 20, 40, 0)));
	front_title(ui, &area, is_compact(ui) ? TYPE_HEADING : TYPE_TITLE_TIGHT, ui_say(ui, "test.title"), hint(app, ui));
	rect_cut_top(&area, 0, pick(ui, 2, 12, 20));
	print_button(app, ui, &area);
	int high = pick(ui, 150, 240, 320);
	result(app, ui, (struct rect){area.x, area.y, area.w, area.h < high || is_large(ui) ? area.h : high});
	staff_dock(ui,
		   (struct button){.id = "tone",
				   .label = ui_say(ui, "test.tone.button"),
				   .look = BUTTON_PRIMARY,
				   .icon = ICON_SPEAKER,
				   .action = ACT_TONE},
		   front_back(ui));
}

/* What was read before it came out says nothing of it. */
static void print_another(struct app *app)
{
	sodium_memzero(&app->staff->test, sizeof app->staff->test);
	print_test(app);
}

static void act(struct app *app, int action, int arg)
{
	if (staff_act(app, action, arg))
		return;
	if (action == ACT_TONE)
		voice_tone(app, TONE_GOOD);
	else if (action == ACT_PRINT && app->printer)
		print_another(app);
	else if (action == ACT_BACK)
		app_go(app, SCREEN_STAFF_DEVICES);
}

static void enter(struct app *app)
{
	sodium_memzero(&app->staff->test, sizeof app->staff->test);
	if (app->print.test.is != PRINT_RUNS)
		app->print.test = (struct print_wait){.job = ""};
	staff_enter(app);
}

static void sample(struct app *app)
{
	staff_sample(app, SCREEN_STAFF_TEST);
	app->printer = true;
	app->print.test = (struct print_wait){.job = "SAMPLE", .is = PRINT_CAME_OUT};
	app->staff->test = (struct staff_read){.count = 1, .trial = true, .source = SCAN_SERIAL};
	text_copy(app->staff->test.code, sizeof app->staff->test.code, DESK_TEST_CODE);
}

const struct screen screen_staff_test = {
	.name = "staff-test",
	.enter = enter,
	.build = build,
	.act = act,
	.scan = scan,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
	.camera = true,
};
