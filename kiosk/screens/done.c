/* 12 Done: ten seconds of good wishes, then everything is wiped. Touching the page adds ten more, once. */
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>

enum { ACT_BADGE = ACT_SECONDARY, COUNTDOWN_MS = TIMING_DONE_COUNTDOWN_S * 1000 };

static int64_t ends(const struct app *app)
{
	int64_t longer = app->more_time != TIME_NORMAL ? 2 : 1;
	return app->entered + COUNTDOWN_MS * (longer + app->field);
}

static int seconds_left(const struct app *app)
{
	int64_t left = ends(app) - app->now;
	return left > 0 ? (int)((left + 999) / 1000) : 0;
}

static void next_second(struct app *app)
{
	app->deadline = ends(app) - (int64_t)(seconds_left(app) - 1) * 1000;
}

static void tick(struct app *app)
{
	if (app->field == 0 && app->touched > app->entered)
		app->field = 1;
	if (app->now >= ends(app))
		app_end_visit(app);
	else
		next_second(app);
}

static bool is_hall(const struct app *app)
{
	return app->mode == MODE_TOWN_HALL;
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static struct words line(struct ui *ui, const char *id, enum icon icon, const char *words)
{
	int gap = pick(ui, 12, 22, 28);
	return (struct words){.words = words,
			      .text = {.id = id,
				       .type = TYPE_LEAD,
				       .color = COLOR_TEXT,
				       .on = COLOR_PAGE,
				       .shrink = by_class(ui, 20, 24, 28)},
			      .icon = icon,
			      .indent = pick(ui, 28, 36, 48) + gap,
			      .gap = gap,
			      .after = pick(ui, 8, 20, 28)};
}

static void wishes(struct app *app, struct ui *ui, struct rect area, enum type type)
{
	const struct visitor *visitor = app->visitor;
	const char *booth = visitor->booth;
	struct words list[5] = {
		{.words = ui_fill(ui, is_hall(app) ? "townhall.thanks" : "done.title", "name", front_first_name(app)),
		 .text = {.id = "title",
			  .type = type,
			  .color = COLOR_TEXT,
			  .on = COLOR_PAGE,
			  .heading = true,
			  .personal = true,
			  .shrink = by_class(ui, 24, 40, 56)},
		 .after = pick(ui, 12, 30, 40)},
	};
	size_t n = 1;
	if (visitor->registered.badge[0] || !is_hall(app))
		list[n++] = line(ui, "wear", ICON_BADGE, ui_say(ui, "done.wear"));
	if (is_hall(app))
		list[n++] = line(ui, "seat", ICON_PIN, ui_say(ui, "townhall.seat"));
	else
		list[n++] = line(ui, "booths", ICON_PIN,
				 booth[0] ? ui_fill(ui, "done.booth", "booth", booth) : ui_say(ui, "done.any_booth"));
	list[n] = line(ui, "questions", ICON_SPEECH,
		       ui_say(ui, visitor->hall.question[0] ? "townhall.asked" : "done.questions"));
	list[n++].after += pick(ui, 2, 12, 16);
	list[n++] = (struct words){.words = front_count(ui, "done.clears", (unsigned long)seconds_left(app)),
				   .text = {.id = "clears",
					    .type = TYPE_BODY,
					    .color = COLOR_TEXT_MUTED,
					    .on = COLOR_PAGE,
					    .shrink = by_class(ui, 20, 24, 28)}};
	front_words(ui, area, list, n, false);
}

static struct rect picture(struct app *app, struct ui *ui)
{
	int dock = ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT), side = pick(ui, 180, 268, 380);
	struct rect wall = {ui->profile.w - pick(ui, 300, 557, 1080), 0, pick(ui, 300, 557, 1080),
			    is_tall(ui) ? ui_design(ui, 540) : dock};
	draw_clip(ui->draw, &wall);
	draw_art(ui->draw, wall, is_tall(ui) ? "wall-tall" : "wall-done");
	draw_clip(ui->draw, NULL);
	struct rect disc = {wall.x + (wall.w - side) / 2, wall.y + (wall.h - side) / 2, side, side};
	draw_disc(ui->draw, rect_inset(disc, -pick(ui, 4, 6, 8), -pick(ui, 4, 6, 8)), COLOR_SURFACE);
	ui_countdown(ui, disc,
		     (struct countdown){.id = "countdown",
					.seconds = seconds_left(app),
					.part = seconds_left(app) * 1000.0 / COUNTDOWN_MS});
	return wall;
}

/* The seconds it begins with: it is said once. */
static void say_title(struct app *app, struct ui *ui)
{
	char said[NODE_TEXT_MOST], number[16];
	unsigned long seconds = TIMING_DONE_COUNTDOWN_S * (app->more_time != TIME_NORMAL ? 2 : 1);
	text_format(number, sizeof number, "%lu", seconds);
	say_fill(said, sizeof said,
		 is_hall(app) ? ui_say(ui, "spoken.town_hall") : say_count(ui->catalog, ui->language, "spoken.done", seconds),
		 "name", front_first_name(app), "n", number, NULL);
	front_says(ui, "title", said, true);
	sodium_memzero(said, sizeof said);
}

static void build(struct app *app, struct ui *ui)
{
	bool tall = is_tall(ui), plain = is_large(ui) && !tall;
	int x = pick(ui, 20, 57, 56);
	struct rect wall = {ui->profile.w, 0, 0, 0};
	struct rect area = {x, 0, 0, ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT) - pick(ui, 8, 20, 28)};
	if (!plain)
		wall = picture(app, ui);
	area.w = (tall ? ui->profile.w : wall.x) - x - pick(ui, 20, 36, 56);
	if (tall)
		rect_cut_top(&area, wall.h, ui_design(ui, is_large(ui) ? 48 : 100));
	front_brand(ui, x, area.y + pick(ui, 19, 53, 0));
	rect_cut_top(&area, pick(ui, 64, plain ? 120 : 158, is_large(ui) ? 110 : 160), 0);
	wishes(app, ui, area, is_large(ui) ? TYPE_TITLE : TYPE_DISPLAY);
	struct button finish = front_next(ui, true);
	finish.label = ui_say(ui, "done.finish.button");
	finish.icon = ICON_CHECK;
	say_title(app, ui);
	struct button badge = {.id = "badge", .look = BUTTON_SECONDARY, .icon = ICON_BADGE, .action = ACT_BADGE};
	if (is_hall(app) && !app->visitor->registered.badge[0])
		badge.label = ui_say(ui, "townhall.badge.button");
	front_dock(ui, finish, badge);
}

/* At a town hall nobody has to have a badge, and who wants one gets it here. */
static void give_badge(struct app *app)
{
	char person[ID_TEXT];
	struct err err;
	text_copy(person, sizeof person, app->visitor->registered.person);
	if (desk_badge(app->store, person, &app->visitor->registered, &err)) {
		app_go(app, SCREEN_BADGE);
		return;
	}
	text_copy(app->visitor->registered.person, sizeof person, person);
	app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_end_visit(app);
	else if (action == ACT_BADGE && is_hall(app))
		give_badge(app);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	app->now = app->entered + 2000;
}

const struct screen screen_done = {
	.name = "done",
	.enter = next_second,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sample,
	.sample_home = "front",
};
