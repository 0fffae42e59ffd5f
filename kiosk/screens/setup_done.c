/* 22, the second step: the kiosk is in the fair. Any badge held up shows that the scanner works, the equipment says how it is,
 * and the staff PIN can be tried. Start leads to what the kiosk is for. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff.h"

enum { ACT_PIN = ACT_SECONDARY, STEPS = 2, SCANNED = 1, LOOK_MS = 5000 };

static void look(struct app *app)
{
	app->health->look(app->health);
	app->deadline = app->now + LOOK_MS;
}

static bool knows_pin(const struct app *app)
{
	char hash[PIN_HASH_MOST];
	return app->store && staff_pin_hash(app->store, hash);
}

static struct words line(struct ui *ui, const char *id, enum icon icon, const char *words)
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
			      .after = pick(ui, 8, 20, 28)};
}

static const char *printer_words(const struct app *app, struct ui *ui)
{
	const struct device_state *state = &app->devices[EQUIPMENT_PRINTER];
	return state->condition == CONDITION_UNKNOWN ? ui_say(ui, "setup.no_printer") : staff_device_text(ui, state);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = ui_header(
		ui, (struct header){.step = 2, .steps = STEPS, .name = ui_say(ui, "header.setup"), .no_start_over = true});
	const char *fair = app->store ? store_fair(app->store)->name : "";
	rect_cut_bottom(&area, pick(ui, 6, 26, 28), 0);
	rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 24, 60), 0);
	struct words list[] = {
		{.words = fair[0] ? ui_fill(ui, "setup.in", "event", fair) : ui_say(ui, "setup.in_unknown"),
		 .text = {.id = "title",
			  .type = is_compact(ui) ? TYPE_HEADING
				  : is_large(ui) ? TYPE_TITLE_TIGHT
						 : TYPE_TITLE,
			  .color = COLOR_TEXT,
			  .on = COLOR_PAGE,
			  .heading = true,
			  .shrink = by_class(ui, 24, 34, 48)},
		 .after = pick(ui, 10, 30, 40)},
		line(ui, "scanner", app->field == SCANNED ? ICON_CHECK : ICON_SCAN,
		     ui_say(ui, app->field == SCANNED ? "setup.scanned" : "setup.scan")),
		line(ui, "printer", ICON_PRINTER, printer_words(app, ui)),
		line(ui, "pin", ICON_LOCK, ui_say(ui, knows_pin(app) ? "setup.pin" : "setup.no_pin")),
	};
	front_words(ui, area, list, sizeof list / sizeof list[0], false);
	struct button start = front_next(ui, true), pin = {.id = "try-pin", .look = BUTTON_SECONDARY, .action = ACT_PIN};
	start.label = ui_say(ui, "setup.start.button");
	pin.label = knows_pin(app) ? ui_say(ui, "setup.pin.button") : NULL;
	front_dock(ui, start, pin);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_end_visit(app);
	else if (action == ACT_PIN && knows_pin(app))
		app_go(app, SCREEN_STAFF_PIN);
}

/* Whatever it is, it was read; nobody is checked in here. */
static void scan(struct app *app, const char *code, size_t size)
{
	(void)code;
	(void)size;
	app->field = SCANNED;
}

const struct screen screen_setup_done = {
	.name = "setup-done",
	.enter = look,
	.build = build,
	.act = act,
	.scan = scan,
	.tick = look,
	.sample_home = "front",
	.roomy = true,
};
