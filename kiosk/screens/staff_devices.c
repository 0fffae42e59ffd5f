/* Part of 18: the equipment of this kiosk, a row each; the one that is chosen says in a sentence how it is and what to do. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff.h"

enum { ACT_TEST = ACT_PRIMARY, ACT_CHOOSE = ACT_SCREEN };

static void rows(struct app *app, struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	r = rect_inset(r, pick(ui, 12, 24, 28), pick(ui, 2, 8, 12));
	for (int i = 0; i < EQUIPMENT_COUNT; i++)
		staff_device_row(app, ui, rect_row(r, i, EQUIPMENT_COUNT, 0), (enum equipment)i, i > 0, ACT_CHOOSE);
}

enum { ACT_PRINT_TEST = ACT_SCREEN + 50 };

/* At the foot of the printer's panel. */
static void print_test_button(struct app *app, struct ui *ui, struct rect *in)
{
	struct button button = {.id = "print-test",
				.label = ui_say(ui, "devices.test.button"),
				.look = BUTTON_SECONDARY,
				.icon = ICON_PRINTER,
				.small = true,
				.action = ACT_PRINT_TEST};
	int w = ui_button_width(ui, button);
	if (app->staff->device != EQUIPMENT_PRINTER || !app->printer)
		return;
	struct rect at = rect_cut_bottom(in, ui_px(ui, PART_QUIET_BUTTON_HEIGHT), pick(ui, 4, 12, 16));
	at.w = w < at.w ? w : at.w;
	ui_button(ui, at, button);
}

/* What the chosen row has to say, in a panel of its own. */
static void explanation(struct app *app, struct ui *ui, struct rect r)
{
	const struct device_state *state = &app->devices[app->staff->device];
	bool bad = state_health(state->condition) == HEALTH_BAD;
	enum color fill = bad ? COLOR_WARNING_TINT : COLOR_SURFACE_AQUA;
	ui_panel(ui, r, fill, bad ? (int)COLOR_WARNING : COLOR_NONE);
	struct rect in = rect_inset(r, pick(ui, 16, 28, 36), pick(ui, 10, 24, 32));
	print_test_button(app, ui, &in);
	int used = ui_text(ui, in, staff_device_name(ui, (enum equipment)app->staff->device),
			   (struct text){.id = "title",
					 .type = TYPE_HEADING,
					 .color = COLOR_TEXT,
					 .on = fill,
					 .lines = 1,
					 .heading = true,
					 .shrink = by_class(ui, 20, 24, 28)});
	rect_cut_top(&in, used, pick(ui, 4, 12, 16));
	ui_text(ui, in, staff_device_text(ui, state),
		(struct text){.id = "what-to-do",
			      .type = is_compact(ui) ? TYPE_BODY : TYPE_LEAD,
			      .color = COLOR_TEXT,
			      .on = fill,
			      .shrink = by_class(ui, 20, 24, 28)});
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_DEVICES), list;
	rect_cut_top(&area, pick(ui, 1, 20, 28), 0);
	rect_cut_bottom(&area, pick(ui, 1, 22, 28), 0);
	if (is_tall(ui))
		list = rect_cut_bottom(&area, ui_design(ui, 6 * 120), ui_design(ui, 28));
	else
		list = rect_cut_left(&area, area.w * 55 / 100, pick(ui, 10, 24, 0));
	rows(app, ui, list);
	explanation(app, ui, area);
	struct button test = {.id = "test",
			      .label = ui_say(ui, "test.button"),
			      .look = BUTTON_PRIMARY,
			      .icon = ICON_CHECK,
			      .action = ACT_TEST};
	staff_dock(ui, test, (struct button){.label = NULL});
}

static void act(struct app *app, int action, int arg)
{
	if (staff_act(app, action, arg))
		return;
	if (action == ACT_PRINT_TEST && app->printer) {
		app_go(app, SCREEN_STAFF_TEST);
		print_test(app);
	} else if (action == ACT_CHOOSE && arg >= 0 && arg < EQUIPMENT_COUNT)
		app->staff->device = arg;
	else if (action == ACT_TEST)
		app_go(app, SCREEN_STAFF_TEST);
}

static void sample(struct app *app)
{
	staff_sample(app, SCREEN_STAFF_DEVICES);
}

const struct screen screen_staff_devices = {
	.name = "staff-devices",
	.enter = staff_enter,
	.build = build,
	.act = act,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
