/* 21b: the printer does not do its part. The check-in is complete, the code on the screen counts, and nobody has to wait; the
 * one sentence that changes says what is wrong. */
#include "base/text.h"
#include "screens/badge_code.h"

#include <sodium.h>

enum { ACT_OK = ACT_PRIMARY, ACT_AGAIN = ACT_SECONDARY };

/* What people can see at the printer has a sentence of its own. */
static const char *reason(const struct app *app)
{
	switch (app->devices[EQUIPMENT_PRINTER].condition) {
	case PRINTER_EMPTY:
		return "trouble.empty";
	case PRINTER_OPEN:
		return "trouble.open";
	case PRINTER_JAM:
		return "trouble.jam";
	case PRINTER_READY:
	case PRINTER_TWICE:
		return app->visitor->print.is == PRINT_FAILED ? "trouble.failed" : "trouble.slow";
	default:
		return "trouble.missing";
	}
}

static bool may_again(const struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	return wait->job[0] && (wait->is == PRINT_RUNS || wait->count < PRINTS_A_VISIT);
}

/* Title and reason, and below them the panel with the code, all in the middle of the page. */
static void page(struct app *app, struct ui *ui, struct rect area, const struct qr *qr)
{
	bool small = is_compact(ui) || (is_large(ui) && !is_tall(ui));
	int panel = badge_code_side(ui, qr) + pick(ui, 16, 32, 60), gap = pick(ui, 8, 24, 40);
	const struct words list[] = {
		{.words = ui_say(ui, "trouble.title"),
		 .text = {.id = "title",
			  .type = small ? TYPE_TITLE_TIGHT : TYPE_TITLE,
			  .color = COLOR_TEXT,
			  .on = COLOR_PAGE,
			  .heading = true,
			  .shrink = by_class(ui, 24, 32, 48)},
		 .after = pick(ui, 4, 12, 20)},
		{.words = ui_say(ui, reason(app)),
		 .text = {.id = "reason",
			  .type = small ? TYPE_BODY : TYPE_LEAD,
			  .color = COLOR_TEXT,
			  .on = COLOR_PAGE,
			  .shrink = by_class(ui, 20, 24, 28)}},
	};
	int spare = area.h - panel - gap - front_words_height(ui, area.w, list, 2, 100);
	if (spare > 0 && !is_tall(ui))
		rect_cut_top(&area, spare / 2, 0);
	struct rect upper = area;
	upper.h -= panel + gap;
	area = front_words(ui, upper, list, 2, false);
	area.h = panel;
	area.y += gap;
	badge_code_panel(app, ui, area, qr, "use-code", ui_say(ui, "trouble.code.title"), ui_say(ui, "trouble.code.text"));
}

static void build(struct app *app, struct ui *ui)
{
	struct qr qr;
	struct rect area = front_page(ui, FRONT_STEPS + 1, "header.checked_in");
	rect_cut_bottom(&area, pick(ui, 10, 24, 28), 0);
	if (!qr_make(app->visitor->registered.token, &qr))
		return;
	if (!is_large(ui) || is_tall(ui)) {
		int box = pick(ui, 220, 420, 560), side = pick(ui, 210, 420, 560);
		struct rect art = is_tall(ui) ? rect_cut_top(&area, box, ui_design(ui, 48))
					      : rect_cut_left(&area, box, pick(ui, 24, 56, 0));
		art = (struct rect){art.x + (art.w - side) / 2, is_tall(ui) ? art.y : art.y + (art.h - side) / 2, side, side};
		draw_art(ui->draw, art, "printer-empty");
	}
	page(app, ui, area, &qr);
	front_says(ui, "title", ui_fill(ui, "spoken.printer", "reason", ui_say(ui, reason(app))), false);
	struct button ok = front_next(ui, true), again = front_back(ui);
	ok.label = ui_say(ui, "trouble.ok.button");
	ok.icon = ICON_CHECK;
	again.id = "again";
	again.label = may_again(app) ? ui_say(ui, "badge.again.button") : NULL;
	again.icon = ICON_NONE;
	front_dock(ui, ok, again);
	sodium_memzero(&qr, sizeof qr);
}

/* A badge that still waits in the queue comes out by itself: asking again must not make two. */
static void print_again(struct app *app)
{
	struct print_wait *wait = &app->visitor->print;
	if (wait->is == PRINT_RUNS)
		wait->since = app->now;
	else
		print_visitor(app, PRINT_BADGE);
	app_go(app, SCREEN_BADGE);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_OK)
		app_go(app, SCREEN_BADGE);
	else if (action == ACT_AGAIN && may_again(app))
		print_again(app);
}

static void sample(struct app *app)
{
	screens[SCREEN_BADGE]->sample(app);
	app->visitor->print = (struct print_wait){.job = "SAMPLE", .is = PRINT_RUNS, .count = 1};
	app->devices[EQUIPMENT_PRINTER] = (struct device_state){PRINTER_EMPTY, 0};
}

const struct screen screen_printer_trouble = {
	.name = "printer-trouble",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
