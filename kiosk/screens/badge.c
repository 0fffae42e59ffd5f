/* 08 Badge ready: the badge on its strap, and its code large enough to be photographed. */
#include "badge/qr.h"
#include "base/text.h"
#include "screens/seeker.h"

#include <sodium.h>

/* --- the badge --------------------------------------------------------------------------------------------------------- */

static void take(struct app *app, struct ui *ui, struct rect r)
{
	int disc = pick(ui, 40, 60, 76), gap = pick(ui, 14, 20, 28);
	const char *words = ui_say(ui, app->printer ? "badge.take" : "badge.pickup");
	struct text text = {.id = "take",
			    .type = TYPE_HEADING,
			    .color = COLOR_PRIMARY_TINT_TEXT,
			    .on = COLOR_SURFACE_AQUA,
			    .lines = 2,
			    .shrink = by_class(ui, 20, 24, 30),
			    .middle = true,
			    .align = ALIGN_CENTER};
	struct rect in = rect_inset(r, pick(ui, 10, 22, 40), 0);
	if (app->printer) {
		int w = ui_text_width(ui, TYPE_HEADING, words);
		w = w < in.w - disc - gap ? w : in.w - disc - gap;
		rect_cut_left(&in, (in.w - w - gap - disc) / 2, 0);
		front_disc(ui, (struct rect){in.x + w + gap, r.y + (r.h - disc) / 2, disc, disc}, ICON_ARROW_DOWN, COLOR_ACCENT,
			   COLOR_TEXT_ON_ACCENT);
		in.w = w;
		text.align = ALIGN_LEFT;
	}
	int even = front_balance(ui, in.w, TYPE_HEADING, words);
	if (!app->printer)
		in = (struct rect){in.x + (in.w - even) / 2, in.y, even, in.h};
	ui_text(ui, in, words, text);
}

static void badge_panel(struct app *app, struct ui *ui, struct rect r, const struct qr *qr, const char *code)
{
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	int w = pick(ui, 282, 456, is_large(ui) ? 540 : 700), top = pick(ui, 18, 98, 102);
	struct rect badge = {r.x + (r.w - w) / 2, r.y + top, w, w * 3 / 4};
	if (!is_compact(ui))
		ui_strap_hanging(ui, badge.x + badge.w / 2, r.y, badge.y, ui_design(ui, 36));
	front_badge(app, ui, badge, "badge", qr, code);
	take(app, ui, (struct rect){r.x, badge.y + badge.h, r.w, r.y + r.h - badge.y - badge.h});
}

/* --- the code ---------------------------------------------------------------------------------------------------------- */

/* Whole pixels a module, at least the design's size. */
static int code_side(const struct ui *ui, const struct qr *qr)
{
	int modules = qr->side + 2 * QR_QUIET, least = ui_px(ui, PART_QR_MIN);
	return (least + modules - 1) / modules * modules;
}

static void words(struct ui *ui, struct rect r, const char *id, const char *title, const char *text, enum color on)
{
	char below[NODE_ID_MOST];
	text_format(below, sizeof below, "%s-text", id);
	const struct words list[] = {
		{.words = title,
		 .text = {.id = id, .type = TYPE_HEADING, .color = COLOR_TEXT, .on = on, .shrink = by_class(ui, 20, 24, 30)},
		 .after = pick(ui, 2, 6, 8)},
		{.words = text,
		 .text = {.id = below,
			  .type = TYPE_BODY,
			  .color = on == COLOR_SURFACE ? COLOR_TEXT_MUTED : COLOR_TEXT,
			  .on = on,
			  .shrink = by_class(ui, 20, 24, 28)}},
	};
	front_words(ui, r, list, 2, true);
}

/* Whether both are in there, at their smallest if need be. */
static bool have_room(struct ui *ui, struct rect r, const char *title, const char *text)
{
	const struct words list[] = {
		{.words = title,
		 .text = {.type = TYPE_HEADING, .shrink = by_class(ui, 20, 24, 30)},
		 .after = pick(ui, 2, 6, 8)},
		{.words = text, .text = {.type = TYPE_BODY, .shrink = by_class(ui, 20, 24, 28)}},
	};
	return front_words_height(ui, r.w, list, 2, 1) <= r.h;
}

static void code_panel(struct app *app, struct ui *ui, struct rect r, const struct qr *qr)
{
	int side = code_side(ui, qr), pad = (r.h - side) / 2;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	ui_qr(ui, (struct rect){r.x + pad, r.y + pad, side, side}, "qr", qr, app->visitor->registered.token,
	      ui_say(ui, "badge.qr"));
	struct rect text = rect_inset(r, pick(ui, 10, 14, 40), pick(ui, 6, 12, 20));
	rect_cut_left(&text, r.x + pad + side - text.x, pick(ui, 12, 20, 28));
	words(ui, text, "keep", ui_say(ui, "badge.keep.title"), ui_say(ui, "badge.keep.text"), COLOR_SURFACE);
}

static void next_panel(struct app *app, struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE_SUN, COLOR_NONE);
	struct rect in = rect_inset(r, pick(ui, 16, 24, 40), pick(ui, 6, 10, 16));
	if (!is_compact(ui) && !is_large(ui)) {
		int disc = pick(ui, 0, 84, 112);
		struct rect mark = rect_cut_left(&in, disc, pick(ui, 0, 20, 36));
		front_disc(ui, (struct rect){mark.x, r.y + (r.h - disc) / 2, disc, disc}, ICON_BOOTH, COLOR_ACCENT,
			   COLOR_TEXT_ON_ACCENT);
	}
	const char *title = ui_say(ui, "badge.invite.title");
	const char *text = ui_say(ui, seeker_joined(app) ? "badge.invite.joined" : "badge.invite.text");
	if (is_large(ui) || !have_room(ui, in, title, text))
		text = ui_say(ui, "badge.invite.short");
	if (seeker_offered(app))
		words(ui, in, "next", title, text, COLOR_SURFACE_SUN);
	else
		words(ui, in, "next", ui_say(ui, "done.any_booth"), ui_say(ui, "done.wear"), COLOR_SURFACE_SUN);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static const char *title(struct app *app, struct ui *ui)
{
	return ui_fill(ui, app->visitor->already ? "badge.again" : "badge.title", "name", front_first_name(app));
}

static struct rect page(struct app *app, struct ui *ui)
{
	if (!is_compact(ui))
		return front_page(ui, FRONT_STEPS + 1, "header.ready");
	return ui_header(ui, (struct header){.step = FRONT_STEPS + 1,
					     .steps = FRONT_STEPS,
					     .name = title(app, ui),
					     .title = true,
					     .no_start_over = true});
}

static void layout(struct app *app, struct ui *ui, struct rect area, const struct qr *qr, const char *code)
{
	int gap = pick(ui, 12, 22, 33), panel = code_side(ui, qr) + pick(ui, 16, 36, 44);
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
	code_panel(app, ui, rect_cut_top(&area, panel, gap), qr);
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
		   ui_fill(ui, app->printer ? "spoken.badge" : "spoken.badge_screen", "name", front_first_name(app)), true);
	dock(app, ui);
	sodium_memzero(&qr, sizeof qr);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY && seeker_offered(app))
		seeker_open(app, SCREEN_SKILLS);
	else if (action == ACT_PRIMARY || action == ACT_SECONDARY)
		app_go(app, SCREEN_DONE);
}

static void sample(struct app *app)
{
	struct visitor *visitor = app->visitor;
	text_copy(visitor->given, sizeof visitor->given, "Marisol");
	text_copy(visitor->family, sizeof visitor->family, "Peña");
	text_copy(visitor->registered.person, sizeof visitor->registered.person, "SAMPLE");
	text_copy(visitor->registered.badge, sizeof visitor->registered.badge, "7K2Q9M4D8R3T6VWX");
	text_copy(visitor->registered.token, sizeof visitor->registered.token, "L0407K2Q9M4D8R3T6VWX0123456789ABC");
}

const struct screen screen_badge = {
	.name = "badge",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
