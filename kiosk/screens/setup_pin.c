/* 22, the third step: the staff PIN. Where the event has one it can be tried; where none is known whoever sets up the kiosk may
 * choose it. Start leads to what the kiosk is for. */
#include "screens/setup.h"
#include "screens/staff.h"

#include <sodium.h>

enum { ACT_PIN = ACT_SECONDARY };

static bool knows_pin(const struct app *app)
{
	char hash[PIN_HASH_MOST];
	bool knows = app->store && staff_pin_hash(app->store, hash);
	sodium_memzero(hash, sizeof hash);
	return knows;
}

static void build(struct app *app, struct ui *ui)
{
	bool knows = knows_pin(app);
	struct rect area = setup_head(ui, 3);
	if (!is_large(ui) || is_tall(ui)) {
		int side = pick(ui, 150, 240, 320);
		struct rect panel = front_scan_panel(ui, &area, false),
			    sign = {panel.x + (panel.w - side) / 2, panel.y + (panel.h - side) / 2, side, side};
		front_disc(ui, sign, ICON_LOCK, COLOR_ACCENT, COLOR_TEXT_ON_ACCENT);
	}
	setup_title(ui, &area, ui_say(ui, "setup.pin.title"));
	struct words list[] = {
		setup_line(ui, "pin", knows ? ICON_CHECK : ICON_LOCK, ui_say(ui, knows ? "setup.pin" : "setup.no_pin")),
		setup_line(ui, "desk", ICON_SHIELD, ui_say(ui, "setup.desk")),
	};
	front_words(ui, area, list, sizeof list / sizeof list[0], false);
	struct button start = front_next(ui, true), pin = {.id = "pin-button", .look = BUTTON_SECONDARY, .action = ACT_PIN};
	start.label = ui_say(ui, "setup.start.button");
	pin.label = ui_say(ui, knows ? "setup.pin.button" : "setup.pin.new.button");
	front_dock(ui, start, pin);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_end_visit(app);
	if (action != ACT_PIN)
		return;
	app->staff->step = knows_pin(app) ? PIN_ENTER : PIN_NEW;
	app_go(app, SCREEN_STAFF_PIN);
}

const struct screen screen_setup_pin = {
	.name = "setup-pin",
	.build = build,
	.act = act,
	.sample_home = "front",
};
