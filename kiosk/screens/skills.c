/* 09 Skills: groups at the left, chips at the right; what this fair's employers ask for comes first. On a small screen, and in
 * large text, one group at a time with the way to the others above it. */
#include "base/text.h"
#include "screens/seeker.h"

#include <string.h>

enum { ACT_GROUP = ACT_SCREEN, ACT_CHIP, ACT_MORE, ACT_SEARCH, WANTED_MOST = 4 };

static void enter(struct app *app)
{
	seeker_begin(app);
	app->visitor->from = 0;
}

/* --- what there is to choose -------------------------------------------------------------------------------------------- */

static const char *group_name(struct app *app, size_t group)
{
	return seeker_name(app, TERM_GROUP, skills_id(app->skills, TERM_GROUP, group));
}

static enum icon group_icon(struct app *app, size_t group)
{
	static const struct {
		const char *name;
		enum icon icon;
	} rows[] = {
#define ROW(icon, file) {file, ICON_##icon},
		ICON_LIST(ROW)
#undef ROW
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcmp(rows[i].name, skills_icon(app->skills, group)) == 0)
			return rows[i].icon;
	return ICON_STAR;
}

static size_t chosen_in(struct app *app, size_t group)
{
	const struct entries *entries = seeker_entries(app, TERM_SKILL);
	size_t n = 0, term;
	for (size_t i = 0; i < entries->count; i++)
		n += skills_index(app->skills, TERM_SKILL, entries->list[i], &term) &&
		     skills_group(app->skills, TERM_SKILL, term) == group;
	return n;
}

/* Skills of one's own are in no group, so they come first in each. */
static void add_own(struct app *app, struct chips *chips)
{
	const struct entries *entries = seeker_entries(app, TERM_SKILL);
	size_t term;
	for (size_t i = 0; i < entries->count; i++)
		if (!skills_index(app->skills, TERM_SKILL, entries->list[i], &term))
			chips_add(chips, entries->list[i]);
}

static void add_wanted(struct app *app, struct chips *chips)
{
	char wanted[WANTED_MOST][ENTRY_MOST];
	size_t term,
		count = openings_wanted(seeker_openings(app), app->skills, (size_t)app->visitor->group, wanted, WANTED_MOST);
	for (size_t i = 0; i < count; i++)
		if (skills_index(app->skills, TERM_SKILL, wanted[i], &term))
			chips_add(chips, skills_id(app->skills, TERM_SKILL, term));
}

static bool has(const struct chips *chips, const char *entry)
{
	for (size_t i = 0; i < chips->count; i++)
		if (skills_same(chips->entries[i], entry))
			return true;
	return false;
}

static void add_group(struct app *app, struct chips *chips, const struct chips *but)
{
	for (size_t i = 0; i < skills_count(app->skills, TERM_SKILL); i++) {
		const char *id = skills_id(app->skills, TERM_SKILL, i);
		if (skills_group(app->skills, TERM_SKILL, i) == (size_t)app->visitor->group && !has(but, id))
			chips_add(chips, id);
	}
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static const char *count_words(struct app *app, struct ui *ui)
{
	unsigned long n = seeker_entries(app, TERM_SKILL)->count;
	return front_count(ui, n >= TALENT_SKILLS ? "skills.full" : "skills.count", n);
}

static void heading(struct ui *ui, struct rect *area, const char *id, const char *words)
{
	struct rect r = rect_cut_top(area, ui_line(ui, TYPE_LABEL), pick(ui, 6, 14, 18));
	ui_text(ui, r, words, front_label(ui, id));
}

static void chips_with_headings(struct app *app, struct ui *ui, struct rect area)
{
	struct chips wanted = {.count = 0}, all = {.count = 0}, own = {.count = 0};
	add_wanted(app, &wanted);
	add_own(app, &own);
	for (size_t i = 0; i < own.count; i++)
		chips_add(&all, own.entries[i]);
	add_group(app, &all, &wanted);
	if (wanted.count) {
		heading(ui, &area, "wanted", ui_say(ui, "skills.wanted"));
		struct rect two = {area.x, area.y, area.w, 2 * ui_px(ui, PART_CHIP_HEIGHT) + pick(ui, 8, 12, 16)};
		int top = two.y;
		seeker_chips(app, ui, &two, TERM_SKILL, &wanted, 0, ACT_CHIP, ACT_NONE);
		rect_cut_top(&area, two.y - top, pick(ui, 10, 24, 32));
	}
	heading(ui, &area, "all", ui_fill(ui, "skills.all", "group", group_name(app, (size_t)app->visitor->group)));
	seeker_chips(app, ui, &area, TERM_SKILL, &all, (size_t)app->visitor->from, ACT_CHIP, ACT_MORE);
}

/* How wide a name is when it is as small as it may be. */
static int least_width(struct ui *ui, const char *name)
{
	int px = profile_type_px(&ui->profile, TYPE_LABEL, ui->text_scale), least = pick(ui, 20, 24, 28);
	return ui_text_width(ui, TYPE_LABEL, name) * least / px + 2;
}

static void group_row(struct app *app, struct ui *ui, struct rect r, size_t i)
{
	char id[NODE_ID_MOST], number[8], spoken[NODE_TEXT_MOST];
	size_t n = chosen_in(app, i);
	bool on = (size_t)app->visitor->group == i;
	text_format(id, sizeof id, "group-%s", skills_id(app->skills, TERM_GROUP, i));
	text_format(number, sizeof number, "%zu", n);
	text_format(spoken, sizeof spoken, "%s, %s", group_name(app, i), front_count(ui, "skills.chosen", n));
	draw_round(ui->draw, r, ui_px(ui, RADIUS_FIELD), CORNERS_ALL, COLOR_SURFACE_SUNKEN, COLOR_NONE, 0);
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = group_name(app, i),
			    .value = n ? number : "",
			    .spoken = spoken,
			    .fill = on ? COLOR_PRIMARY : COLOR_SURFACE_SUNKEN,
			    .radius = ui_px(ui, RADIUS_FIELD),
			    .action = ACT_GROUP,
			    .arg = (int)i});
	struct node *node = nodes_find(ui->nodes, id);
	enum color ink = on ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT;
	node->kind = NODE_CHOICE;
	node->selected = on;
	node->fg = ink;
	node->bg = on ? COLOR_PRIMARY : COLOR_SURFACE_SUNKEN;
	struct rect in = rect_inset(r, pick(ui, 10, 18, 24), 0);
	int side = ui_px(ui, PART_ICON_SMALL), disc = pick(ui, 32, 40, 52);
	struct rect icon = rect_cut_left(&in, side, pick(ui, 8, 12, 18));
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, group_icon(app, i), ink);
	if (n) {
		struct rect at = rect_cut_right(&in, disc, pick(ui, 4, 6, 10));
		at = (struct rect){at.x, r.y + (r.h - disc) / 2, disc, disc};
		draw_disc(ui->draw, at, COLOR_ACCENT);
		ui_text(ui, at, number,
			(struct text){.type = TYPE_LABEL,
				      .color = COLOR_TEXT_ON_ACCENT,
				      .on = COLOR_ACCENT,
				      .lines = 1,
				      .shrink = 20,
				      .align = ALIGN_CENTER,
				      .middle = true});
	}
	struct text text = front_label(ui, NULL);
	text.color = ink;
	text.on = on ? COLOR_PRIMARY : COLOR_SURFACE_SUNKEN;
	text.lines = least_width(ui, group_name(app, i)) <= in.w ? 1 : 2; /* two are close in a row */
	ui_text(ui, in, group_name(app, i), text);
}

/* Of the column of groups: each name has one line beside the number of what is chosen in it. */
static int groups_width(struct app *app, struct ui *ui)
{
	int words = 0, least = ui_design(ui, 340), most = ui_design(ui, 400);
	for (size_t i = 0; i < skills_count(app->skills, TERM_GROUP); i++) {
		int w = least_width(ui, group_name(app, i));
		words = w > words ? w : words;
	}
	int all = words + ui_px(ui, PART_ICON_SMALL) + ui_design(ui, 2 * 18 + 12 + 40 + 6);
	return all < least ? least : all < most ? all : most;
}

static void search_button(struct ui *ui, struct rect r)
{
	ui_button(ui, r,
		  (struct button){.id = "search",
				  .label = ui_say(ui, "skills.search"),
				  .look = BUTTON_SECONDARY,
				  .icon = ICON_SEARCH,
				  .small = true,
				  .action = ACT_SEARCH});
}

static void count_line(struct app *app, struct ui *ui, struct rect *area)
{
	bool full = seeker_entries(app, TERM_SKILL)->count >= TALENT_SKILLS;
	const char *words = count_words(app, ui);
	int high = ui_line(ui, TYPE_BODY), w = ui_text_width(ui, TYPE_LABEL, words) + 1;
	struct rect line = rect_cut_top(area, high, 0);
	struct text text = front_label(ui, "count");
	struct rect left = rect_cut_left(&line, w < line.w ? w : line.w, pick(ui, 6, 8, 10));
	ui_text(ui, left, words, text);
	const char *hint = ui_say(ui, "skills.hint");
	if (full || ui_text_width(ui, TYPE_BODY, hint) > line.w)
		return;
	text.id = "hint";
	text.type = TYPE_BODY;
	text.color = COLOR_TEXT_MUTED;
	ui_text(ui, line, hint, text);
}

static void build_columns(struct app *app, struct ui *ui, struct rect area)
{
	struct rect top = rect_cut_top(&area, ui_design(ui, 120), ui_design(ui, 6));
	struct rect search = rect_cut_right(&top, ui_design(ui, 372), ui_design(ui, 24));
	rect_cut_top(&top, ui_design(ui, 4), 0);
	front_title(ui, &top, TYPE_TITLE, ui_say(ui, "skills.title"), NULL);
	count_line(app, ui, &top);
	search_button(ui, (struct rect){search.x, search.y + ui_design(ui, 14), search.w, ui_px(ui, PART_FIELD_HEIGHT)});
	struct rect groups = rect_cut_left(&area, groups_width(app, ui), ui_design(ui, 28));
	for (size_t i = 0; i < skills_count(app->skills, TERM_GROUP); i++)
		group_row(app, ui, rect_cut_top(&groups, ui_px(ui, PART_CATEGORY_ROW_HEIGHT), ui_design(ui, 8)), i);
	chips_with_headings(app, ui, area);
}

static void tall_title(struct app *app, struct ui *ui, struct rect *area, int design_top)
{
	int top = ui_design(ui, design_top);
	front_tall_title(app, ui, top, ui_say(ui, "skills.title"), count_words(app, ui), NULL);
	area->h -= top - area->y;
	area->y = top;
}

static void build_tall(struct app *app, struct ui *ui, struct rect area)
{
	int rows = ((int)skills_count(app->skills, TERM_GROUP) + 1) / 2;
	tall_title(app, ui, &area, 680);
	search_button(ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), ui_design(ui, 24)));
	int high = ui_design(ui, 92), gap = ui_design(ui, 12);
	struct rect groups = rect_cut_top(&area, rows * (high + gap) - gap, ui_design(ui, 32));
	for (size_t i = 0; i < skills_count(app->skills, TERM_GROUP); i++)
		group_row(app, ui, rect_column(rect_row(groups, (int)i / 2, rows, gap), (int)i % 2, 2, gap), i);
	chips_with_headings(app, ui, area);
}

static void turn(struct ui *ui, struct rect r, const char *id, const char *key, enum icon icon, int group, int groups)
{
	ui_button(ui, r,
		  (struct button){.id = id,
				  .label = ui_say(ui, key),
				  .look = BUTTON_SECONDARY,
				  .icon = icon,
				  .icon_only = true,
				  .action = ACT_GROUP,
				  .arg = (group + groups) % groups});
}

/* One group at a time: before, its name, after; and the search. */
static void build_small(struct app *app, struct ui *ui, struct rect area)
{
	struct chips chips = {.count = 0}, none = {.count = 0};
	int groups = (int)skills_count(app->skills, TERM_GROUP), group = app->visitor->group,
	    high = ui_px(ui, PART_BUTTON_HEIGHT);
	int side = pick(ui, 64, 88, 120), gap = pick(ui, 8, 12, 20);
	if (is_tall(ui))
		tall_title(app, ui, &area, 650);
	else
		front_line(ui, &area, ui_say(ui, "skills.title"), (struct text){.id = "count", .color = COLOR_TEXT_MUTED},
			   count_words(app, ui));
	rect_cut_top(&area, pick(ui, 6, 8, 0), 0);
	struct rect line = rect_cut_top(&area, high, pick(ui, 10, 16, 32));
	turn(ui, rect_cut_left(&line, side, gap), "group-before", "skills.before", ICON_BACK, group - 1, groups);
	ui_button(ui, rect_cut_right(&line, side, gap),
		  (struct button){.id = "search",
				  .label = ui_say(ui, "skills.search"),
				  .look = BUTTON_SECONDARY,
				  .icon = ICON_SEARCH,
				  .icon_only = true,
				  .action = ACT_SEARCH});
	turn(ui, rect_cut_right(&line, side, gap), "group-after", "skills.after", ICON_NEXT, group + 1, groups);
	struct rect icon = rect_cut_left(&line, ui_px(ui, PART_ICON_SMALL), gap);
	draw_icon(ui->draw, (struct rect){icon.x, line.y + (line.h - icon.w) / 2, icon.w, icon.w},
		  group_icon(app, (size_t)group), COLOR_TEXT);
	struct text text = front_label(ui, "group");
	text.lines = 2;
	ui_text(ui, line, group_name(app, (size_t)group), text);
	add_own(app, &chips);
	add_wanted(app, &chips);
	add_group(app, &chips, &none);
	rect_cut_bottom(&area, pick(ui, 6, 10, 28), 0);
	seeker_chips(app, ui, &area, TERM_SKILL, &chips, (size_t)app->visitor->from, ACT_CHIP, ACT_MORE);
}

static void build(struct app *app, struct ui *ui)
{
	bool any = seeker_entries(app, TERM_SKILL)->count > 0;
	struct rect area = front_page_of(ui, 1, SEEKER_STEPS, "header.skills");
	if (is_compact(ui) || is_large(ui))
		build_small(app, ui, area);
	else if (is_tall(ui))
		build_tall(app, ui, area);
	else
		build_columns(app, ui, area);
	struct button next = front_next(ui, any);
	if (!any) {
		next.label = ui_say(ui, "skills.needed");
		next.icon = ICON_NONE;
	}
	front_dock(ui, next, front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_GROUP:
		app->visitor->group = arg;
		app->visitor->from = 0;
		break;
	case ACT_CHIP:
		seeker_toggle(app, TERM_SKILL, arg);
		break;
	case ACT_MORE:
		app->visitor->from = arg;
		break;
	case ACT_SEARCH:
		app->visitor->seeking_job = false;
		app_go(app, SCREEN_SEEK);
		break;
	case ACT_PRIMARY:
		app_go(app, SCREEN_WORK);
		break;
	case ACT_SECONDARY:
		app_go(app, seeker_home(app));
		break;
	default:
		break;
	}
}

static void sample(struct app *app)
{
	static const char *const chosen[] = {"patient-care", "cpr", "spreadsheets", "spanish"};
	struct entries *entries = seeker_entries(app, TERM_SKILL);
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++)
		entries_toggle(entries, TALENT_SKILLS, chosen[i]);
}

const struct screen screen_skills = {
	.name = "skills",
	.enter = enter,
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
