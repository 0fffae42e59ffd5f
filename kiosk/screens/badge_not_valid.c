/* 21a Badge not usable: no blame, one way forward; the line for staff carries the reason. */
#include "base/text.h"
#include "screens/front.h"

#include <stdio.h>

enum { ACT_FIND = ACT_PRIMARY, ACT_AGAIN = ACT_SECONDARY };

/* What is said of each verdict; rows without a title share the usual one. */
static const struct {
	const char *title, *text, *staff;
} answers[VERDICT_COUNT] = {
	[VERDICT_MALFORMED] = {"refused.malformed.title", "refused.malformed.text", "refused.malformed.staff"},
	[VERDICT_FORGED] = {"refused.title", "refused.forged.text", "refused.forged.staff"},
	[VERDICT_FOREIGN] = {"refused.title", "refused.foreign.text", "refused.foreign.staff"},
	[VERDICT_REVOKED] = {"refused.title", "refused.revoked.text", "refused.revoked.staff"},
	[VERDICT_UNKNOWN] = {"refused.title", "refused.unknown.text", "refused.unknown.staff"},
};

static void words(struct app *app, struct ui *ui, struct rect r)
{
	enum verdict verdict = answers[app->visitor->refused].text ? app->visitor->refused : VERDICT_MALFORMED;
	const char *title = ui_say(ui, answers[verdict].title), *text = ui_say(ui, answers[verdict].text);
	const char *help = ui_say(ui, "refused.help"), *staff = ui_say(ui, answers[verdict].staff);
	int gap = pick(ui, 8, 18, 28);
	struct text look = {.color = COLOR_TEXT, .on = COLOR_PAGE, .shrink = by_class(ui, 20, 24, 28)};
	struct words list[] = {{.words = title, .text = look, .after = gap},
			       {.words = text, .text = look, .after = gap},
			       {.words = help, .text = look, .after = gap + pick(ui, 2, 8, 16)},
			       {.words = staff, .text = look}};
	static const char *const ids[] = {"title", "reason", "help", "staff-reason"};
	static const enum type types[] = {TYPE_TITLE, TYPE_LEAD, TYPE_LEAD, TYPE_CAPTION};
	for (int i = 0; i < 4; i++) {
		list[i].text.id = ids[i];
		list[i].text.type = types[i];
		list[i].text.color = i < 2 ? COLOR_TEXT : COLOR_TEXT_MUTED;
	}
	list[0].text.heading = true;
	list[0].text.shrink = by_class(ui, 24, 32, 48);
	front_words(ui, r, list, 4, !is_tall(ui));
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 0, "header.check_in");
	rect_cut_bottom(&area, pick(ui, 10, 24, 28), 0);
	if (!is_large(ui) || is_tall(ui)) {
		int box = pick(ui, 230, 460, 560), side = pick(ui, 220, 439, 560);
		struct rect art = is_tall(ui) ? rect_cut_top(&area, box, ui_design(ui, 60))
					      : rect_cut_left(&area, box, pick(ui, 28, 64, 0));
		art = (struct rect){art.x + (art.w - side) / 2, is_tall(ui) ? art.y : art.y + pick(ui, 55, 49, 0), side, side};
		draw_art(ui->draw, art, "badge-question");
	}
	words(app, ui, area);
	front_dock(ui,
		   (struct button){.id = "find-name",
				   .label = ui_say(ui, "refused.find.button"),
				   .look = BUTTON_PRIMARY,
				   .icon = ICON_SEARCH,
				   .icon_behind = true,
				   .action = ACT_FIND},
		   (struct button){.id = "again",
				   .label = ui_say(ui, "refused.again.button"),
				   .look = BUTTON_SECONDARY,
				   .action = ACT_AGAIN});
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_FIND)
		app_go(app, SCREEN_FIND_NAME);
	else if (action == ACT_AGAIN)
		app_go(app, SCREEN_SCAN_TICKET);
}

static void sample(struct app *app)
{
	app->visitor->refused = VERDICT_FORGED;
}

const struct screen screen_badge_not_valid = {
	.name = "badge-not-valid",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.roomy = true,
	.idle_s = TIMING_IDLE_WARNING_S,
};
