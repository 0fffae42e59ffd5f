/* 01 Welcome: one tap starts in your language. The wall with its badge says hello in every language of the fair; the order of
 * the words rotates, so that nobody's language is always last. */
#include "screens/welcome.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { ACT_START = ACT_SCREEN, ACT_STAFF, ACT_NOTICES, IDLE_S = TIMING_IDLE_WARNING_S };

static void wait_for_next(struct app *app)
{
	const int64_t step = TIMING_ATTRACT_ROTATE_S * 1000;
	app->deadline = app->now + step - (app->now - app->entered) % step;
}

/* Somebody chose another language, larger text or colours here and left. */
static bool is_untouched(const struct app *app)
{
	const struct ui *ui = &app->ui;
	return ui->language == 0 && ui->theme == THEME_LIGHT && !is_large(ui) && !ui->reduced_motion && !app->more_time &&
	       app->voice.on == (app->voice.headphones && !app->voice.barred);
}

static void tick(struct app *app)
{
	int64_t quiet = app->now - (app->touched > app->entered ? app->touched : app->entered);
	if (!is_untouched(app) && quiet >= IDLE_S * 1000)
		app_end_visit(app);
	wait_for_next(app);
}

/* --- pictures ---------------------------------------------------------------------------------------------------------- */

/* The badge that hangs on the wall, with a hello a line. */
static void hello_badge(struct app *app, struct ui *ui, struct rect r)
{
	size_t count = catalog_count(app->catalog), shown = count < 3 ? count : 3;
	size_t first = ui->reduced_motion ? 0 : (size_t)((app->now - app->entered) / (TIMING_ATTRACT_ROTATE_S * 1000)) % count;
	ui_strap_hanging(ui, r.x + r.w / 2, 0, r.y, pick(ui, 26, 42, 56));
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BADGE), CORNERS_ALL, COLOR_PAPER,
		   ui->theme == THEME_LIGHT ? COLOR_ILLUS_SHADE : COLOR_BORDER_CONTROL, ui_px(ui, STROKE_CONTROL));
	struct rect slot = {r.x + r.w / 2 - r.w * 24 / 280, r.y + r.h * 16 / 256, r.w * 48 / 280, r.h * 13 / 256};
	draw_round(ui->draw, slot, slot.h / 2, CORNERS_ALL, ui->theme != THEME_LIGHT ? COLOR_INK : COLOR_ILLUS_SHADE,
		   COLOR_NONE, 0);
	struct rect lines = {r.x, r.y + r.h * 40 / 256, r.w, r.h * 204 / 256};
	int px = r.h * 60 / 256, line = lines.h / (int)shown;
	for (size_t i = 0; i < shown; i++) {
		const char *hello = say(app->catalog, (first + i) % count, "welcome.hello");
		int w = render_text_width(ui->render, FONT_BOLD, px, hello);
		draw_text(ui->draw, r.x + (r.w - w) / 2, lines.y + (int)i * line, px, line, FONT_BOLD, COLOR_INK, hello);
	}
}

static void wall(struct app *app, struct ui *ui)
{
	static const char *const art[SIZE_COUNT] = {"wall-compact", "wall-regular", "wall-tall"};
	struct rect r = {ui->profile.w - pick(ui, 300, 536, 1080), 0, pick(ui, 300, 536, 1080), pick(ui, 225, 402, 540)};
	draw_art(ui->draw, r, art[ui->profile.size]);
	int w = pick(ui, 170, 280, 420), h = pick(ui, 158, 256, 347), y = pick(ui, 50, 112, 138);
	hello_badge(app, ui, (struct rect){r.x + (r.w - w) / 2, y, w, h});
}

/* --- the page ---------------------------------------------------------------------------------------------------------- */

/* Whoever checks in here is told beforehand where the badge is. The fair's name gives way for it. */
static bool printer_is_out(const struct app *app)
{
	return app->mode != MODE_TOWN_HALL && state_health(app->devices[EQUIPMENT_PRINTER].condition) == HEALTH_BAD;
}

static int no_printer(struct ui *ui, struct rect r)
{
	const char *words = ui_say(ui, "welcome.no_printer");
	if (ui_text_height(ui, r.w, TYPE_CAPTION, words) > r.h)
		return 0;
	return ui_text(ui, r, words,
		       (struct text){.id = "no-printer",
				     .type = TYPE_CAPTION,
				     .color = COLOR_TEXT,
				     .on = COLOR_PAGE,
				     .lines = 2,
				     .shrink = by_class(ui, 20, 24, 28)});
}

/* Where the product's name stands; returns what is free beside it, up to the wall. */
static struct rect brand(struct ui *ui)
{
	bool large = is_large(ui);
	if (large && is_compact(ui))
		return (struct rect){0};
	int x = pick(ui, 20, 57, 56), y = pick(ui, 19, 53, large ? 388 : 588), gap = pick(ui, 16, 32, 40);
	int from = front_brand(ui, x, y) + gap, wall = large ? pick(ui, 20, 40, 56) : pick(ui, 300, 536, 56);
	return (struct rect){from, y, ui->profile.w - wall - (large || is_tall(ui) ? 0 : gap) - from, pick(ui, 32, 46, 62)};
}

/* In larger text the wall gives its place to the words. Returns what is free below them. */
static struct rect heading(struct app *app, struct ui *ui)
{
	char when[512];
	bool large = is_large(ui);
	enum type type = large || printer_is_out(app) ? TYPE_TITLE : TYPE_DISPLAY;
	int x = pick(ui, 20, 57, 56), beside = is_tall(ui) ? x : large ? pick(ui, 20, 40, 56) : pick(ui, 312, 560, 56);
	int top = large ? pick(ui, 14, 120, 490) : pick(ui, 64, 131, 674);
	struct rect area = {x, top, ui->profile.w - x - beside,
			    (is_tall(ui) ? welcome_starts_place(ui).y - ui_design(ui, 14) : welcome_hours_place(ui).y) - top},
		    title = area;
	const char *name = store_fair(app->store)->name;
	title.w = front_balance(ui, area.w, type, name);
	int used = ui_text(ui, title, name,
			   (struct text){.id = "title",
					 .type = type,
					 .color = COLOR_TEXT,
					 .on = COLOR_PAGE,
					 .lines = 2,
					 .heading = true,
					 .shrink = by_class(ui, 30, 52, 64)});
	rect_cut_top(&area, used, pick(ui, 6, large ? 8 : 24, 20));
	front_when(app, when, sizeof when);
	used = ui_text(ui, area, when,
		       (struct text){.id = "when",
				     .type = TYPE_LEAD,
				     .color = COLOR_TEXT,
				     .on = COLOR_PAGE,
				     .lines = is_tall(ui) ? 2 : 1,
				     .shrink = by_class(ui, 20, 24, 28)});
	rect_cut_top(&area, used, pick(ui, 4, 10, 20));
	if (printer_is_out(app) && !(is_compact(ui) && large))
		rect_cut_top(&area, no_printer(ui, area), 0);
	return area;
}

/* --- below the start buttons ------------------------------------------------------------------------------------------- */

/* A line of the page's foot, `w` wide. */
static struct rect foot(const struct ui *ui, int x, int w)
{
	return (struct rect){x, ui->profile.h - pick(ui, 64, 88, 123), w, ui_px(ui, PART_DOCK_BUTTON_HEIGHT)};
}

/* Beside Text & voice, with its words where there is room for them beside `other`. Returns its width. */
static int notices_button(struct ui *ui, int x, int room, int other)
{
	struct button notices = {.id = "notices",
				 .label = ui_say(ui, "welcome.notices.button"),
				 .look = BUTTON_QUIET,
				 .icon = ICON_INFO,
				 .action = ACT_NOTICES};
	int w = ui_button_width(ui, notices);
	notices.icon_only = is_compact(ui) || w + other > room;
	w = notices.icon_only ? pick(ui, 68, 84, 112) : w;
	ui_button(ui, foot(ui, x, w), notices);
	return w;
}

static struct button staff_button(struct ui *ui)
{
	return (struct button){.id = "staff",
			       .label = ui_say(ui, "welcome.staff.button"),
			       .look = BUTTON_QUIET,
			       .icon = ICON_SHIELD,
			       .action = ACT_STAFF};
}

/* That the log is being read, or that it can speak: in one line or two, if there is room for that. */
static bool hint(struct app *app, struct ui *ui, struct rect r, bool right)
{
	const char *words = ui_say(ui, app->folded ? "welcome.headphones" : "welcome.loading");
	struct text text = {.id = app->folded ? "headphones" : "loading",
			    .type = TYPE_CAPTION,
			    .color = COLOR_TEXT_MUTED,
			    .on = COLOR_PAGE,
			    .lines = 2,
			    .middle = true};
	int side = app->folded ? ui_px(ui, PART_ICON_SMALL) : 0, gap = app->folded ? ui_px(ui, SPACE_ICON_GAP) : 0;
	int w = ui_text_width(ui, TYPE_CAPTION, words) + 1, room = r.w - side - gap;
	w = w < room ? w : front_balance(ui, room, TYPE_CAPTION, words);
	if ((app->folded && (app->voice.barred || app->voice.headphones)) ||
	    ui_text_height(ui, w, TYPE_CAPTION, words) > r.h + ui_design(ui, 2))
		return false;
	rect_cut_left(&r, right ? room - w : 0, 0);
	struct rect icon = rect_cut_left(&r, side, gap);
	if (app->folded)
		draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, ICON_HEADPHONES,
			  COLOR_TEXT_MUTED);
	r.w = w;
	ui_text(ui, r, words, text);
	return true;
}

/* Where the foot has no room for the hint it stands beside the product's name, or below the fair's. */
static void foot_line(struct app *app, struct ui *ui, struct rect beside_brand, struct rect below_heading)
{
	struct button staff = staff_button(ui),
		      access = {.id = "access",
				.label = ui_say(ui, is_compact(ui) ? "dock.access_short" : "dock.access"),
				.look = BUTTON_SECONDARY,
				.icon = ICON_ACCESS,
				.small = true,
				.spoken = ui_say(ui, "dock.access"),
				.action = ACT_ACCESS};
	int margin = pick(ui, 16, 40, 56), gap = ui_px(ui, SPACE_INLINE_GAP), w = ui_button_width(ui, access);
	int x = margin, end = ui->profile.w - margin, staff_w = ui_button_width(ui, staff);
	ui_button(ui, foot(ui, x, w), access);
	x += w + gap;
	x += notices_button(ui, x, end - x - gap, is_tall(ui) ? staff_w * 2 / 3 : staff_w) + gap; /* there its words may wrap */
	staff_w = staff_w < end - x ? staff_w : end - x;
	ui_button(ui, foot(ui, end - staff_w, staff_w), staff);
	int line = ui_line(ui, TYPE_CAPTION);
	if (!hint(app, ui, foot(ui, x, end - staff_w - gap - x), false) && !hint(app, ui, beside_brand, true) &&
	    below_heading.h >= line)
		hint(app, ui, rect_cut_top(&below_heading, line, 0), false);
}

static void build(struct app *app, struct ui *ui)
{
	if (!is_large(ui))
		wall(app, ui);
	struct rect beside = brand(ui), below = heading(app, ui);
	welcome_starts(app, ui, ACT_START);
	ui->group = "dock";
	foot_line(app, ui, beside, below);
}

static void act(struct app *app, int action, int arg)
{
	if (action == ACT_STAFF)
		app_go(app, SCREEN_STAFF_PIN);
	if (action == ACT_NOTICES)
		app_go(app, SCREEN_NOTICES);
	if (action != ACT_START || welcome_is_closed(app))
		return;
	app->ui.language = (size_t)arg;
	app_go(app, app->store && desk_is_full(app->store) ? SCREEN_FULL : modes[app->mode].start);
}

const struct screen screen_welcome = {
	.name = "welcome",
	.enter = wait_for_next,
	.build = build,
	.act = act,
	.tick = tick,
	.sample_home = "front",
};
