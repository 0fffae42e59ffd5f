/* Part of 15: all that a person shares, a line each, for where the card has no room: small screens, large text, many skills. As
 * many lines as fit make a page; where there is the width, what was asked for stands beside the rest. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/seeker.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { ACT_MORE = ACT_PRIMARY, LINES_MOST = BOOTH_FACTS + 1 + OPENING_SKILLS };

struct about {
	struct booth_fact lines[LINES_MOST];
	int count, first_skill; /* the line that counts them stands before */
};

/* --- lines --------------------------------------------------------------------------------------------------------------- */

static void add_skills(struct app *app, struct ui *ui, struct about *about)
{
	static char ids[OPENING_SKILLS][NODE_ID_MOST];
	const struct booth *booth = &app->booth;
	char met[24], asked[24];
	if (!booth->asked_count)
		return;
	snprintf(met, sizeof met, "%zu", booth->met_count);
	snprintf(asked, sizeof asked, "%zu", booth->asked_count);
	struct booth_fact *line = &about->lines[about->count++];
	*line = (struct booth_fact){"asked", ICON_STAR, ""};
	text_copy(line->words, sizeof line->words, booth_fill_two(ui, "lead.asked", "n", met, "m", asked));
	about->first_skill = about->count;
	for (size_t i = 0; i < booth->asked_count; i++) {
		line = &about->lines[about->count++];
		text_format(ids[i], sizeof ids[i], "asked-%zu", i + 1);
		*line = (struct booth_fact){ids[i], i < booth->met_count ? ICON_CHECK : ICON_MINUS, ""};
		text_copy(line->words, sizeof line->words, seeker_name(app, TERM_SKILL, booth->asked[i]));
	}
}

static void read_about(struct app *app, struct ui *ui, struct about *about)
{
	struct booth_fact facts[BOOTH_FACTS];
	about->count = 0;
	about->first_skill = LINES_MOST;
	booth_facts(app, ui, facts);
	for (int i = 0; i < BOOTH_FACTS; i++)
		if (facts[i].words[0])
			about->lines[about->count++] = facts[i];
	sodium_memzero(facts, sizeof facts);
	add_skills(app, ui, about);
}

/* --- drawing ------------------------------------------------------------------------------------------------------------- */

static void draw_line(struct ui *ui, struct rect r, const struct booth_fact *line, bool skill)
{
	int side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 2), high = r.h;
	struct rect at = rect_cut_left(&r, side, pick(ui, 10, 18, 22));
	draw_icon(ui->draw, (struct rect){at.x, r.y + (high - side) / 2, side, side}, line->icon, COLOR_PRIMARY_TINT_TEXT);
	ui_text(ui, r, line->words,
		(struct text){.id = line->id,
			      .type = TYPE_BODY,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .personal = true,
			      .middle = true});
	if (skill)
		front_says(
			ui, line->id,
			ui_fill(ui, line->icon == ICON_CHECK ? "lead.skill.has" : "lead.skill.missing", "skill", line->words),
			true);
}

static void draw_lines(struct ui *ui, struct rect r, int high, const struct about *about, int from, int to)
{
	for (int i = from; i < to; i++)
		draw_line(ui, rect_cut_top(&r, high, 0), &about->lines[i], i >= about->first_skill);
}

static void enter(struct app *app)
{
	app->booth.about_page = 0;
	app->deadline = booth_idle_at(app);
}

static void build(struct app *app, struct ui *ui)
{
	const struct booth *booth = &app->booth;
	booth_look(app, false);
	struct rect area = booth_card_page(app, ui);
	struct about about;
	const char *name = booth_name(booth);
	read_about(app, ui, &about);
	rect_cut_top(&area, pick(ui, 6, 22, 40), 0);
	rect_cut_bottom(&area, pick(ui, 6, 22, 28), 0);
	struct text title = {.id = "title",
			     .type = is_compact(ui) ? TYPE_HEADING : TYPE_TITLE_TIGHT,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 28, 32),
			     .heading = true,
			     .personal = true};
	rect_cut_top(&area, ui_text(ui, area, name[0] ? name : ui_say(ui, "lead.unknown.title"), title), pick(ui, 2, 10, 20));
	int high = ui_line(ui, TYPE_BODY) + pick(ui, 4, 10, 16), fit = area.h / high > 0 ? area.h / high : 1;
	bool beside = !is_tall(ui) && !is_large(ui) && about.first_skill < about.count;
	int left = beside ? about.first_skill - 1 : about.count, right = about.count - left, most = left > right ? left : right;
	int pages = (most + fit - 1) / fit, page = pages > 1 ? booth->about_page % pages : 0;
	int gap = pick(ui, 16, 28, 0);
	struct rect facts = beside ? rect_cut_left(&area, (area.w - gap) / 2, gap) : area;
	draw_lines(ui, facts, high, &about, page * fit, left < (page + 1) * fit ? left : (page + 1) * fit);
	int end = left + (page + 1) * fit;
	if (beside)
		draw_lines(ui, area, high, &about, left + page * fit, end < about.count ? end : about.count);
	struct button more = {.id = "about-more", .icon = ICON_DOWN, .icon_behind = true, .action = ACT_MORE};
	more.label = pages > 1 ? ui_say(ui, "leads.down.button") : NULL;
	booth_dock(ui, more, front_back(ui), (struct button){.label = NULL});
	sodium_memzero(&about, sizeof about);
	booth_refused(app, ui);
}

/* --- acting -------------------------------------------------------------------------------------------------------------- */

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	app->deadline = booth_idle_at(app);
	if (booth_act(app, action))
		return;
	if (action == ACT_MORE)
		app->booth.about_page++;
	else if (action == ACT_SECONDARY)
		app_go(app, SCREEN_BOOTH_LEAD);
}

const struct screen screen_booth_about = {
	.name = "booth-about",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = booth_card_tick,
	.sample = booth_card_sample,
	.sample_home = "booth",
};
