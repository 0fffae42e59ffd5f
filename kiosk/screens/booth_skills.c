/* Part of 15: how many of the skills that are asked for somebody has, and which: those they have first, as many as find room,
 * and how many are left. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/flow.h"
#include "screens/front.h"
#include "screens/seeker.h"

#include <limits.h>
#include <stdio.h>

enum { SKILL_ROWS = 3 };

static int skill_high(const struct ui *ui)
{
	int line = ui_line(ui, TYPE_LABEL) + ui_design(ui, 8), high = pick(ui, 40, 52, 64);
	return line > high ? line : high;
}

/* Where the chips stand; `more` says how many found no room. */
struct skills_placed {
	struct rect at[OPENING_SKILLS], more;
	size_t shown;
	int bottom;
};

static int chip_width(struct app *app, struct ui *ui, size_t i)
{
	const struct booth *booth = &app->booth;
	return ui_skill_width(ui, seeker_name(app, TERM_SKILL, booth->asked[i]), i < booth->met_count);
}

/* The first that is not placed yet, or one of its kind behind it that still fits into the row. */
static size_t next_chip(struct app *app, struct ui *ui, const struct flow *flow, const struct skills_placed *chips,
			size_t count)
{
	size_t first = 0, met = app->booth.met_count;
	int room = flow->area.x + flow->area.w - flow->x;
	if (flow->x == flow->area.x) /* an empty row takes any */
		room = INT_MAX;
	while (chips->at[first].w)
		first++;
	for (size_t i = first; i < count && (i < met) == (first < met); i++)
		if (!chips->at[i].w && chip_width(app, ui, i) <= room)
			return i;
	return first;
}

static void more_words(size_t left, char *out, size_t size)
{
	text_format(out, size, "+%zu", left);
}

/* The first `count`, and behind them how many are left; false if they find no room. */
static bool try_chips(struct app *app, struct ui *ui, struct rect area, size_t count, struct skills_placed *chips)
{
	char more[16];
	size_t left = app->booth.asked_count - count;
	struct flow flow = flow_in(area, skill_high(ui), pick(ui, 6, 12, 16));
	*chips = (struct skills_placed){.shown = count};
	for (size_t placed = 0; placed < count; placed++) {
		size_t i = next_chip(app, ui, &flow, chips, count);
		if (!flow_next(&flow, chip_width(app, ui, i), &chips->at[i]))
			return false;
	}
	more_words(left, more, sizeof more);
	if (left && !flow_next(&flow, ui_skill_width(ui, more, false), &chips->more))
		return false;
	chips->bottom = flow_bottom(&flow);
	return true;
}

static struct skills_placed place_chips(struct app *app, struct ui *ui, struct rect area)
{
	struct skills_placed chips;
	for (size_t count = app->booth.asked_count; count > 0; count--)
		if (try_chips(app, ui, area, count, &chips))
			return chips;
	return (struct skills_placed){.bottom = area.y};
}

static void draw_chips(struct app *app, struct ui *ui, struct rect area)
{
	const struct booth *booth = &app->booth;
	struct skills_placed chips = place_chips(app, ui, area);
	for (size_t i = 0; i < chips.shown; i++) {
		char id[NODE_ID_MOST];
		bool met = i < booth->met_count;
		const char *name = seeker_name(app, TERM_SKILL, booth->asked[i]);
		text_format(id, sizeof id, "asked-%zu", i + 1);
		ui_chip(ui, chips.at[i], (struct chip){.id = id, .label = name, .match = met, .plain = !met});
		nodes_find(ui->nodes, id)->personal = true;
		front_says(ui, id, ui_fill(ui, met ? "lead.skill.has" : "lead.skill.missing", "skill", name), true);
	}
	if (chips.more.w) {
		char more[16];
		more_words(booth->asked_count - chips.shown, more, sizeof more);
		ui_chip(ui, chips.more, (struct chip){.id = "asked-more", .label = more, .plain = true});
		front_says(ui, "asked-more", front_count(ui, "skills.more", booth->asked_count - chips.shown), false);
	}
}

/* In the rows that the panel has at the usual sizes. */
bool booth_skills_fit(struct app *app, struct ui *ui, struct rect panel)
{
	panel.h = SKILL_ROWS * skill_high(ui) + (SKILL_ROWS - 1) * pick(ui, 6, 12, 16);
	return place_chips(app, ui, panel).shown == app->booth.asked_count;
}

/* "4 of 5 skills you asked for" and the skills, at the bottom of what is left; never a percentage. */
struct rect booth_skills_cut(struct app *app, struct ui *ui, struct rect *area)
{
	int line = ui_line(ui, TYPE_HEADING), gap = pick(ui, 4, 10, 14), most = area->h * 3 / 5;
	if (!app->booth.asked_count || most < line + skill_high(ui))
		return (struct rect){.h = 0};
	struct rect room = {area->x, area->y, area->w, most - line - gap};
	int chips = place_chips(app, ui, room).bottom - room.y;
	return rect_cut_bottom(area, line + gap + chips, pick(ui, 4, 14, 18));
}

void booth_skills(struct app *app, struct ui *ui, struct rect r)
{
	const struct booth *booth = &app->booth;
	char met[24], asked[24];
	if (!r.h)
		return;
	snprintf(met, sizeof met, "%zu", booth->met_count);
	snprintf(asked, sizeof asked, "%zu", booth->asked_count);
	struct rect line = rect_cut_top(&r, ui_line(ui, TYPE_HEADING), pick(ui, 4, 10, 14));
	ui_text(ui, line, booth_fill_two(ui, "lead.asked", "n", met, "m", asked),
		(struct text){.id = "asked",
			      .type = TYPE_LABEL,
			      .color = COLOR_PRIMARY_TINT_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = 16,
			      .middle = true,
			      .personal = true});
	draw_chips(app, ui, r);
}
