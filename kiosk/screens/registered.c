/* 02 Registered? The right path in one tap; a code can be scanned at once. */
#include "screens/front.h"

enum { ACT_SCAN = ACT_SCREEN, ACT_FIND, ACT_NEW };

static const struct way {
	const char *id, *art, *title, *text;
	enum color tint;
	int action;
} ways[] = {
	{"scan-ticket", "ticket", "registered.scan.title", "registered.scan.text", COLOR_SURFACE_SKY, ACT_SCAN},
	{"find-name", "search", "registered.find.title", "registered.find.text", COLOR_SURFACE_SUN, ACT_FIND},
	{"new", "new", "registered.new.title", "registered.new.text", COLOR_SURFACE_CORAL, ACT_NEW},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

/* No code can be read here. */
static bool rests(const struct app *app)
{
	const struct device_state *scanner = &app->devices[EQUIPMENT_SCANNER];
	return scanner->condition == SCANNER_MISSING && scanner->number == 0;
}

/* Only a camera reads codes here, and it looks on the page that shows what it sees. */
static bool only_camera(const struct app *app)
{
	return app->sight.state != CAMERA_NONE && app->devices[EQUIPMENT_SCANNER].number <= 1;
}

static void cards(struct app *app, struct ui *ui, struct rect area)
{
	struct card cards[WAYS];
	for (int i = 0; i < WAYS; i++) {
		bool resting = ways[i].action == ACT_SCAN && rests(app);
		cards[i] = (struct card){.id = ways[i].id,
					 .art = ways[i].art,
					 .title = ui_say(ui, ways[i].title),
					 .text = ui_say(ui, resting ? "registered.scan.resting" : ways[i].text),
					 .tint = ways[i].tint,
					 .disabled = resting,
					 .action = ways[i].action};
	}
	ui_choice_cards(ui, area, pick(ui, 12, 20, 28), is_tall(ui), cards, WAYS);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 0, "header.check_in");
	const char *title = ui_say(ui, "registered.title");
	rect_cut_bottom(&area, pick(ui, 8, 36, 28), 0);
	bool hinted = !rests(app) && !only_camera(app);
	struct rect hint = rect_cut_bottom(&area, hinted ? pick(ui, 66, 92, 124) : 0, hinted ? pick(ui, 8, 24, 32) : 0);
	if (is_tall(ui)) {
		int top = ui_design(ui, is_large(ui) ? 640 : 720);
		area.h -= top - area.y;
		area.y = top;
		front_tall_title(app, ui, top, title, NULL, NULL);
	} else {
		rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 20, 0), 0);
		front_title(ui, &area, is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, NULL);
		rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 22, 0), 0);
	}
	cards(app, ui, area);
	if (hinted)
		front_hint(ui, hint, "hint", ICON_SCAN, ui_say(ui, "registered.hint"));
	front_dock(ui, (struct button){.label = NULL}, front_back(ui));
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	switch (action) {
	case ACT_SCAN:
		app_go(app, app->sight.state == CAMERA_NONE || app->sight.state == CAMERA_LOST ? SCREEN_SCAN_TICKET
											       : SCREEN_SCAN_CAMERA);
		break;
	case ACT_FIND:
		app_go(app, SCREEN_FIND_NAME);
		break;
	case ACT_NEW:
		app_go(app, SCREEN_NAME);
		break;
	case ACT_SECONDARY:
		app_end_visit(app);
		break;
	default:
		break;
	}
}

const struct screen screen_registered = {
	.name = "registered",
	.build = build,
	.act = act,
	.sample_home = "front",
	.roomy = true,
	.idle_s = TIMING_IDLE_WARNING_S,
};
