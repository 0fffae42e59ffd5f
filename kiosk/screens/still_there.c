/* 13 Still there? A dialog over the page of somebody who has gone quiet: yes brings everything back, silence wipes it. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

enum { ACT_STAY = ACT_SCREEN, ACT_END, COUNTDOWN_S = TIMING_IDLE_COUNTDOWN_S, REMIND_S = 10 /* said once more */ };

static int seconds_left(const struct app *app)
{
	int64_t left = app->entered + COUNTDOWN_S * 1000 - app->now;
	return left > 0 ? (int)((left + 999) / 1000) : 0;
}

static void next_second(struct app *app)
{
	app->deadline = app->entered + (int64_t)(COUNTDOWN_S - seconds_left(app) + 1) * 1000;
}

/* The focus goes to "Yes": whoever only hears the question needs one key. */
static void enter(struct app *app)
{
	text_copy(app->ui.focus, sizeof app->ui.focus, "still-here");
	next_second(app);
}

/* Nobody is: the visit ends, and a booth that was opened here is locked. */
static void end(struct app *app)
{
	if (booth_is_guest(app))
		booth_lock(app);
	else
		app_end_visit(app);
}

static void tick(struct app *app)
{
	if (seconds_left(app) == 0)
		end(app);
	else
		next_second(app);
}

static void words(struct ui *ui, struct rect r, int left)
{
	const char *title = ui_say(ui, "still.title"), *text = front_count(ui, "still.text", (unsigned long)left);
	int gap = pick(ui, 4, 16, 20);
	int high = ui_text_height(ui, r.w, TYPE_TITLE, title) + gap + ui_text_height(ui, r.w, TYPE_LEAD, text);
	rect_cut_top(&r, high < r.h ? (r.h - high) / 2 : 0, 0);
	int used = ui_text(ui, r, title,
			   (struct text){.id = "still-title",
					 .type = TYPE_TITLE,
					 .color = COLOR_TEXT,
					 .on = COLOR_SURFACE,
					 .lines = 2,
					 .heading = true,
					 .shrink = by_class(ui, 22, 32, 32),
					 .spoken = front_count(ui, "spoken.still", left > REMIND_S ? COUNTDOWN_S : REMIND_S)});
	rect_cut_top(&r, used, gap);
	ui_text(ui, r, text,
		(struct text){.id = "still-text",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .shrink = by_class(ui, 20, 24, 28)});
}

static void buttons(struct ui *ui, struct rect r)
{
	struct button end = {.id = "end-visit", .label = ui_say(ui, "dock.over"), .look = BUTTON_SECONDARY, .action = ACT_END};
	int gap = pick(ui, 12, 20, 28), w = ui_button_width(ui, end), least = (r.w - gap) * 280 / 804, most = (r.w - gap) / 2;
	w = w < least ? least : w;
	ui_button(ui, rect_cut_left(&r, w < most ? w : most, gap), end);
	ui_button(ui, r,
		  (struct button){.id = "still-here",
				  .label = ui_say(ui, "still.yes.button"),
				  .look = BUTTON_PRIMARY,
				  .action = ACT_STAY});
}

static void build(struct app *app, struct ui *ui)
{
	if (app->covered != SCREEN_STILL_THERE)
		screens[app->covered]->build(app, ui);
	int left = seconds_left(app), side = pick(ui, 130, 232, 232);
	struct rect in = ui_dialog(ui, "still-there", 0, is_large(ui) ? pick(ui, 420, 560, 900) : pick(ui, 0, 0, 700));
	struct rect below = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_LARGE_HEIGHT), pick(ui, 8, 16, 28));
	side = side < in.h ? side : in.h;
	if (!is_large(ui)) { /* in larger text the words alone count down */
		struct rect disc = rect_cut_left(&in, side, pick(ui, 24, 44, 48));
		ui_countdown(ui, (struct rect){disc.x, in.y + (in.h - side) / 2, side, side},
			     (struct countdown){.id = "countdown", .seconds = left, .part = (double)left / COUNTDOWN_S});
	}
	words(ui, in, left);
	buttons(ui, below);
	ui_dialog_end(ui);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_STAY)
		app_uncover(app);
	else if (action == ACT_END)
		end(app);
}

static void sample(struct app *app)
{
	app->screen = SCREEN_CONTACT;
	screens[SCREEN_CONTACT]->enter(app);
	screens[SCREEN_CONTACT]->sample(app);
	app_cover(app, SCREEN_STILL_THERE);
	app->now = app->entered + 6000;
}

const struct screen screen_still_there = {
	.name = "still-there",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sample,
	.sample_home = "front",
};
