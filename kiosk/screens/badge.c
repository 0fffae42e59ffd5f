/* 08 Badge ready: the badge on its strap, and its code large enough to be photographed. */
#include "base/text.h"
#include "screens/badge_code.h"
#include "screens/seeker.h"

#include <sodium.h>

enum { ACT_AGAIN = ACT_SCREEN };

/* --- the badge --------------------------------------------------------------------------------------------------------- */

enum paper { PAPER_AT_DESK, PAPER_PRINTS, PAPER_IS_OUT };

/* Where the badge on paper is, for all we know. */
static enum paper paper(const struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	if (!wait->job[0] || wait->is == PRINT_FAILED)
		return PAPER_AT_DESK;
	if (wait->is == PRINT_CAME_OUT)
		return PAPER_IS_OUT;
	return app->printer && app->now - wait->since < PRINT_PATIENCE_MS ? PAPER_PRINTS : PAPER_AT_DESK;
}

static const struct {
	const char *words;
	enum icon icon;
} papers[] = {
	[PAPER_AT_DESK] = {"badge.pickup", ICON_NONE},
	[PAPER_PRINTS] = {"badge.printing", ICON_PRINTER},
	[PAPER_IS_OUT] = {"badge.take", ICON_ARROW_DOWN},
};

/* In one line beside its arrow if letters of a size that was asked for allow it, else in two of the same length. */
static void take(struct app *app, struct ui *ui, struct rect r)
{
	enum icon icon = papers[paper(app)].icon;
	const char *words = ui_say(ui, papers[paper(app)].words);
	struct rect in = rect_inset(r, pick(ui, 10, 16, 40), 0);
	int disc = icon == ICON_NONE ? 0 : pick(ui, 38, 54, 76), gap = icon == ICON_NONE ? 0 : pick(ui, 12, 16, 28);
	disc = disc < r.h ? disc : r.h;
	int room = in.w - disc - gap, full = ui_text_width(ui, TYPE_HEADING, words);
	int least = (int)(pick(ui, 20, 24, 30) * (ui->text_scale > 1 ? ui->text_scale : 1));
	bool one = full * least <= room * profile_type_px(&ui->profile, TYPE_HEADING, ui->text_scale);
	int w = !one ? front_balance(ui, room, TYPE_HEADING, words) : full < room ? full + 1 : room;
	rect_cut_left(&in, (in.w - w - gap - disc) / 2, 0);
	ui_text(ui, (struct rect){in.x, in.y, w, in.h}, words,
		(struct text){.id = "take",
			      .type = TYPE_HEADING,
			      .color = COLOR_PRIMARY_TINT_TEXT,
			      .on = COLOR_SURFACE_AQUA,
			      .lines = one ? 1 : 2,
			      .shrink = by_class(ui, 20, 24, 30),
			      .middle = true,
			      .align = icon == ICON_NONE ? ALIGN_CENTER : ALIGN_LEFT});
	if (icon != ICON_NONE)
		front_disc(ui, (struct rect){in.x + w + gap, r.y + (r.h - disc) / 2, disc, disc}, icon, COLOR_ACCENT,
			   COLOR_TEXT_ON_ACCENT);
}

/* For a moment behind a badge that came out torn. */
static struct button again_button(struct ui *ui, enum button_look look)
{
	return (struct button){.id = "again",
			       .label = ui_say(ui, "badge.again.button"),
			       .look = look,
			       .icon = ICON_PRINTER,
			       .small = true,
			       .action = ACT_AGAIN};
}

static void again(struct ui *ui, struct rect r, enum button_look look)
{
	struct button button = again_button(ui, look);
	int w = ui_button_width(ui, button), h = ui_px(ui, PART_QUIET_BUTTON_HEIGHT);
	w = w < r.w ? w : r.w;
	ui_button(ui, (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h}, button);
}

/* In high contrast the button has an edge, which stays clear of the panel's. */
static void below_badge(struct app *app, struct ui *ui, struct rect r)
{
	if (print_may_again(app)) {
		rect_cut_bottom(&r, pick(ui, 9, 16, 18), 0);
		again(ui, rect_cut_bottom(&r, ui_px(ui, PART_QUIET_BUTTON_HEIGHT), 0), BUTTON_QUIET);
		r = rect_inset(r, 0, pick(ui, 4, 8, 10));
	}
	take(app, ui, r);
}

static void badge_panel(struct app *app, struct ui *ui, struct rect r, const struct qr *qr, const char *code)
{
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	int w = pick(ui, 258, 440, is_large(ui) ? 456 : 628), top = pick(ui, 14, 92, is_large(ui) ? 84 : 92);
	struct rect badge = {r.x + (r.w - w) / 2, r.y + top, w, w * 3 / 4};
	if (!is_compact(ui))
		ui_strap_hanging(ui, badge.x + badge.w / 2, r.y, badge.y, ui_design(ui, 36));
	front_badge(app, ui, badge, "badge", qr, code);
	below_badge(app, ui, (struct rect){r.x, badge.y + badge.h, r.w, r.y + r.h - badge.y - badge.h});
}

/* --- what is next ------------------------------------------------------------------------------------------------------ */

static void next_panel(struct app *app, struct ui *ui, struct rect r)
{
	struct rect in = rect_inset(r, pick(ui, 16, 24, 40), pick(ui, 6, 10, 16));
	bool no_badge = is_large(ui) && !is_tall(ui); /* below which it could be said where the paper is */
	ui_panel(ui, r, no_badge && is_compact(ui) ? COLOR_SURFACE_AQUA : COLOR_SURFACE_SUN, COLOR_NONE);
	if (no_badge && print_may_again(app))
		again(ui,
		      rect_cut_right(&in, ui_button_width(ui, again_button(ui, BUTTON_SECONDARY)), ui_px(ui, SPACE_INLINE_GAP)),
		      BUTTON_SECONDARY);
	if (no_badge && is_compact(ui)) { /* what is next has a button below */
		take(app, ui, in);
		return;
	}
	if (!is_compact(ui) && !is_large(ui)) {
		int disc = pick(ui, 0, 84, 112);
		struct rect mark = rect_cut_left(&in, disc, pick(ui, 0, 20, 36));
		front_disc(ui, (struct rect){mark.x, r.y + (r.h - disc) / 2, disc, disc}, ICON_BOOTH, COLOR_ACCENT,
			   COLOR_TEXT_ON_ACCENT);
	}
	const char *title = ui_say(ui, "badge.invite.title");
	const char *text = ui_say(ui, seeker_joined(app) ? "badge.invite.joined" : "badge.invite.text");
	if (is_large(ui) || !badge_words_fit(ui, in, title, text))
		text = ui_say(ui, "badge.invite.short");
	if (seeker_offered(app))
		badge_words(ui, in, "next", title, text, COLOR_SURFACE_SUN);
	else
		badge_words(ui, in, "next", ui_say(ui, "done.any_booth"), ui_say(ui, "done.wear"), COLOR_SURFACE_SUN);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static const char *title(struct app *app, struct ui *ui)
{
	return ui_fill(ui, app->visitor->already ? "badge.again" : "badge.title", "name", front_first_name(app));
}

static struct rect page(struct app *app, struct ui *ui)
{
	if (!is_compact(ui))
		return front_page(ui, FRONT_STEPS + 1,
				  is_large(ui) && !is_tall(ui) ? papers[paper(app)].words : "header.ready");
	return ui_header(ui, (struct header){.step = FRONT_STEPS + 1,
					     .steps = FRONT_STEPS,
					     .name = title(app, ui),
					     .title = true,
					     .no_start_over = true});
}

static void layout(struct app *app, struct ui *ui, struct rect area, const struct qr *qr, const char *code)
{
	int gap = pick(ui, 12, 22, 33), panel = badge_code_side(ui, qr) + pick(ui, 16, 36, 44);
	rect_cut_bottom(&area, pick(ui, 12, 20, 28), 0);
	if (is_tall(ui)) {
		rect_cut_top(&area, ui_design(ui, 26), 0);
		front_title(ui, &area, TYPE_TITLE, title(app, ui), NULL);
		rect_cut_top(&area, ui_design(ui, 16), 0);
		badge_panel(app, ui, rect_cut_top(&area, ui_design(ui, is_large(ui) ? 640 : 740), gap), qr, code);
	} else {
		if (!is_large(ui))
			badge_panel(app, ui, rect_cut_left(&area, pick(ui, 318, 500, 0), pick(ui, 16, 32, 0)), qr, code);
		if (!is_compact(ui)) {
			rect_cut_top(&area, ui_design(ui, 4), 0);
			front_title(ui, &area, TYPE_TITLE, title(app, ui), NULL);
			rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 12), 0);
		}
	}
	badge_code_panel(app, ui, rect_cut_top(&area, panel, gap), qr, "keep", ui_say(ui, "badge.keep.title"),
			 ui_say(ui, "badge.keep.text"));
	next_panel(app, ui, area);
}

static void dock(struct app *app, struct ui *ui)
{
	struct button done = front_next(ui, true), booths = done;
	done.id = "done";
	done.label = ui_say(ui, "badge.done.button");
	if (!seeker_offered(app)) {
		front_dock(ui, done, (struct button){.label = NULL});
		return;
	}
	booths.label = ui_say(ui, "badge.booths.button");
	done.look = BUTTON_SECONDARY;
	done.icon = ICON_NONE;
	done.action = ACT_SECONDARY;
	front_dock(ui, booths, done);
}

static void build(struct app *app, struct ui *ui)
{
	struct qr qr;
	char code[SHORT_CODE_TEXT];
	struct rect area = page(app, ui);
	if (!qr_make(app->visitor->registered.token, &qr))
		return;
	token_short_code(app->visitor->registered.badge, code);
	layout(app, ui, area, &qr, code);
	front_says(ui, is_compact(ui) ? "page" : "title",
		   ui_fill(ui, paper(app) == PAPER_AT_DESK ? "spoken.badge_screen" : "spoken.badge", "name",
			   front_first_name(app)),
		   true);
	dock(app, ui);
	sodium_memzero(&qr, sizeof qr);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

/* The page changes by itself when its patience ends, and when there is no "Print again" any more. */
static void wait_for_next(struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	app->deadline = 0;
	if (paper(app) == PAPER_PRINTS)
		app->deadline = wait->since + PRINT_PATIENCE_MS;
	else if (print_may_again(app))
		app->deadline = wait->since + PRINT_AGAIN_MS;
}

static void enter(struct app *app)
{
	if (app->printer && !app->visitor->already && !app->visitor->print.job[0])
		print_visitor(app, PRINT_BADGE);
	wait_for_next(app);
}

static void tick(struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	bool late = wait->job[0] && wait->is == PRINT_RUNS && app->now - wait->since >= PRINT_PATIENCE_MS;
	if (late)
		app_go(app, SCREEN_PRINTER_TROUBLE);
	else
		wait_for_next(app);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_AGAIN && print_may_again(app)) {
		print_visitor(app, PRINT_BADGE);
		wait_for_next(app);
	} else if (action == ACT_PRIMARY && seeker_offered(app)) {
		seeker_open(app, SCREEN_SKILLS);
	} else if (action == ACT_PRIMARY || action == ACT_SECONDARY) {
		app_go(app, SCREEN_DONE);
	}
}

static void sample(struct app *app)
{
	struct visitor *visitor = app->visitor;
	text_copy(visitor->given, sizeof visitor->given, "Marisol");
	text_copy(visitor->family, sizeof visitor->family, "Peña");
	text_copy(visitor->registered.person, sizeof visitor->registered.person, "SAMPLE");
	text_copy(visitor->registered.badge, sizeof visitor->registered.badge, "7K2Q9M4D8R3T6VWX");
	text_copy(visitor->registered.token, sizeof visitor->registered.token, "L0407K2Q9M4D8R3T6VWX0123456789ABC");
	visitor->print = (struct print_wait){.job = "SAMPLE", .is = PRINT_CAME_OUT, .since = app->now, .count = 1};
}

const struct screen screen_badge = {
	.name = "badge",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
