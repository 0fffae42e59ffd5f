/* 02b Scan ticket: shows where the scanner is, or with a camera what that sees. The scan itself is the mode's usual answer, as
 * on every page. */
#include "screens/front.h"

enum { ACT_FIND = ACT_SCREEN, TROUBLE_MS = 15000 };

static void enter(struct app *app)
{
	app->deadline = app->now + TROUBLE_MS;
}

/* The deadline has only to come for the words to change. */
static void tick(struct app *app)
{
	(void)app;
}

/* With a scanner, with a camera, and with one that is gone. */
static const struct ways {
	const char *title, *where, *text;
} ways[] = {
	{"scan.title", "scan.where.below", "scan.text"},
	{"scan.camera.title", "scan.camera.where", "scan.camera.text"},
	{"scan.camera.title", "scan.camera.resting", "scan.camera.text"},
};

/* Text under text, in the middle of the column. */
static void column(struct app *app, struct ui *ui, struct rect r)
{
	bool trouble = app->now - app->entered >= TROUBLE_MS;
	const struct ways *say = &ways[app->screen == SCREEN_SCAN_CAMERA ? app->sight.state == CAMERA_LOST ? 2 : 1 : 0];
	const char *title = ui_say(ui, say->title), *where = ui_say(ui, say->where);
	const char *text = ui_say(ui, trouble ? "scan.trouble" : say->text);
	struct button find = {.id = "find-name",
			      .label = ui_say(ui, "scan.find.button"),
			      .look = BUTTON_SECONDARY,
			      .icon = ICON_SEARCH,
			      .action = ACT_FIND};
	int gap = pick(ui, 8, 18, 28), button = ui_px(ui, PART_BUTTON_HEIGHT), more = pick(ui, 14, 38, 48);
	struct text muted = {.id = "where",
			     .type = TYPE_LEAD,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_PAGE,
			     .shrink = by_class(ui, 20, 24, 28)};
	struct words list[] = {{.words = title,
				.text = {.id = "title",
					 .type = TYPE_TITLE,
					 .color = COLOR_TEXT,
					 .on = COLOR_PAGE,
					 .heading = true,
					 .shrink = by_class(ui, 24, 34, 48)},
				.after = gap},
			       {.words = where, .text = muted, .after = gap},
			       {.words = text, .text = muted}};
	list[2].text.id = trouble ? "trouble" : "text";
	struct rect left = r;
	left.h -= more + button;
	int free = left.h - front_words_height(ui, r.w, list, 3, 100);
	if (!is_tall(ui) && free > 0)
		rect_cut_top(&left, free / 2, 0);
	left = front_words(ui, left, list, 3, false);
	left.y += more;
	int w = ui_button_width(ui, find);
	ui_button(ui, (struct rect){left.x, left.y, w < left.w ? w : left.w, button}, find);
}

static void panel(struct app *app, struct ui *ui, struct rect *area)
{
	bool camera = app->screen == SCREEN_SCAN_CAMERA;
	struct rect r = front_scan_panel(ui, area, !camera);
	struct photo seen;
	if (camera)
		ui_finder(ui, r, "view", ui_say(ui, "scan.camera.view"), sight_photo(app, &seen) ? &seen : NULL);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 0, "header.check_in");
	rect_cut_bottom(&area, pick(ui, 10, 24, 28), 0);
	if (!is_large(ui) || is_tall(ui))
		panel(app, ui, &area);
	column(app, ui, area);
	front_dock(ui, (struct button){.label = NULL}, front_back(ui));
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_FIND)
		app_go(app, SCREEN_FIND_NAME);
	else if (action == ACT_SECONDARY)
		app_go(app, SCREEN_REGISTERED);
}

const struct screen screen_scan_ticket = {
	.name = "scan-ticket",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample_home = "front",
	.roomy = true,
	.idle_s = TIMING_IDLE_WARNING_S,
};

const struct screen screen_scan_camera = {
	.name = "scan-camera",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sight_sample,
	.sample_home = "front",
	.roomy = true,
	.camera = true,
	.idle_s = TIMING_IDLE_WARNING_S,
};
