/* 22, the second step: the kiosk is in the fair. Any badge held up shows that the scanner works, a test print that the printer
 * does, and the equipment says how it is. The third step is in setup_pin.c. */
#include "base/text.h"
#include "screens/setup.h"
#include "screens/staff.h"

enum { ACT_PRINT_TEST = ACT_SECONDARY, SCANNED = 1, LOOK_MS = 5000 };

static void look(struct app *app)
{
	app->health->look(app->health);
	app->deadline = app->now + LOOK_MS;
}

/* --- what both steps share ------------------------------------------------------------------------------------------------ */

struct words setup_line(struct ui *ui, const char *id, enum icon icon, const char *words)
{
	int gap = pick(ui, 12, 22, 28);
	return (struct words){.words = words,
			      .text = {.id = id,
				       .type = is_compact(ui) ? TYPE_CAPTION
					       : is_large(ui) ? TYPE_BODY
							      : TYPE_LEAD,
				       .color = COLOR_TEXT,
				       .on = COLOR_PAGE,
				       .shrink = by_class(ui, 20, 24, 28)},
			      .icon = icon,
			      .indent = pick(ui, 28, 36, 48) + gap,
			      .gap = gap,
			      .after = pick(ui, 10, 24, 32)};
}

struct rect setup_head(struct ui *ui, int step)
{
	struct rect area = ui_header(
		ui,
		(struct header){.step = step, .steps = SETUP_STEPS, .name = ui_say(ui, "header.setup"), .no_start_over = true});
	rect_cut_bottom(&area, pick(ui, 10, 24, 28), 0);
	return area;
}

void setup_title(struct ui *ui, struct rect *area, const char *title)
{
	bool tight = is_compact(ui) || is_large(ui);
	rect_cut_top(area, pick(ui, 0, is_large(ui) ? 0 : 4, 30), 0);
	front_title(ui, area, is_compact(ui) ? TYPE_HEADING : tight ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, NULL);
	rect_cut_top(area, pick(ui, 6, is_large(ui) ? 10 : 22, 40), 0);
}

/* --- page ----------------------------------------------------------------------------------------------------------------- */

static const char *printer_words(const struct app *app, struct ui *ui)
{
	const struct device_state *state = &app->devices[EQUIPMENT_PRINTER];
	const struct print_wait *test = &app->print.test;
	if (state->condition == CONDITION_UNKNOWN)
		return ui_say(ui, "setup.no_printer");
	if (!app->printer || !test->job[0] || test->is == PRINT_FAILED)
		return staff_device_text(ui, state);
	return ui_say(ui, test->is == PRINT_CAME_OUT ? "setup.printed" : "devices.test.printing");
}

static bool has_printed(const struct app *app)
{
	return app->print.test.job[0] && app->print.test.is == PRINT_CAME_OUT;
}

static void build(struct app *app, struct ui *ui)
{
	const char *fair = app->store ? store_fair(app->store)->name : "";
	bool scanned = app->field == SCANNED;
	struct rect area = setup_head(ui, 2);
	setup_title(ui, &area, fair[0] ? ui_fill(ui, "setup.in", "event", fair) : ui_say(ui, "setup.in_unknown"));
	if (is_tall(ui) && !is_large(ui))
		setup_equipment(app, ui, rect_cut_top(&area, ui_design(ui, 620), ui_design(ui, 48)));
	else if (!is_compact(ui) && !is_large(ui))
		setup_equipment(app, ui, rect_cut_right(&area, ui_design(ui, 500), ui_design(ui, 56)));
	struct words list[] = {
		setup_line(ui, "scanner", scanned ? ICON_CHECK : ICON_SCAN,
			   ui_say(ui, scanned ? "setup.scanned" : "setup.scan")),
		setup_line(ui, "printer", has_printed(app) ? ICON_CHECK : ICON_PRINTER, printer_words(app, ui)),
	};
	front_words(ui, area, list, sizeof list / sizeof list[0], false);
	struct button print = {.id = "print-test", .look = BUTTON_SECONDARY, .icon = ICON_PRINTER, .action = ACT_PRINT_TEST};
	print.label = app->printer ? ui_say(ui, "setup.print.button") : NULL;
	front_dock(ui, front_next(ui, true), print);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_go(app, SCREEN_SETUP_PIN);
	else if (action == ACT_PRINT_TEST && app->printer)
		print_test(app);
}

/* Whatever it is, it was read; nobody is checked in here. */
static void scan(struct app *app, const char *code, size_t size)
{
	(void)code;
	(void)size;
	app->field = SCANNED;
	voice_tone(app, TONE_GOOD);
}

static void sample(struct app *app)
{
	app->printer = true;
	app->devices[EQUIPMENT_SCANNER] = (struct device_state){SCANNER_READY, 1};
	app->devices[EQUIPMENT_PRINTER].condition = PRINTER_READY;
	app->devices[EQUIPMENT_NETWORK].condition = NETWORK_UP;
	app->devices[EQUIPMENT_DISK] = (struct device_state){DISK_FINE, 24};
	app->devices[EQUIPMENT_CLOCK].condition = CLOCK_GOOD;
}

const struct screen screen_setup_done = {
	.name = "setup-done",
	.enter = look,
	.build = build,
	.act = act,
	.scan = scan,
	.tick = look,
	.sample = sample,
	.sample_home = "front",
};
