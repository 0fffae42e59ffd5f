/* The search for a skill (09) or a job (10): what is typed filters the chips, and what the catalogue does not know can be added
 * in one's own words. Before anything is typed it offers what the employers here ask for. */
#include "base/text.h"
#include "screens/seeker.h"

#include <sodium.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_CHIP, ACT_ADD, ACT_MORE, ACT_SHOW, OFFERED_MOST = 12 };

static enum term_kind kind_of(const struct app *app)
{
	return app->visitor->seeking_job ? TERM_JOB : TERM_SKILL;
}

static void enter(struct app *app)
{
	seeker_begin(app);
	sodium_memzero(app->visitor->search, sizeof app->visitor->search);
	app->visitor->from = 0;
	keyboard_start(&app->keyboard, KEYBOARD_SEARCH);
}

/* --- what is found ------------------------------------------------------------------------------------------------------ */

/* Terms of the catalogue by their own text, which outlives this frame. */
static void add_entry(struct app *app, struct chips *chips, const char *entry)
{
	size_t term;
	if (skills_index(app->skills, kind_of(app), entry, &term))
		chips_add(chips, skills_id(app->skills, kind_of(app), term));
}

static void add_chosen(struct app *app, struct chips *chips)
{
	const struct entries *entries = seeker_entries(app, kind_of(app));
	for (size_t i = 0; i < entries->count; i++)
		chips_add(chips, entries->list[i]);
}

static void find(struct app *app, struct chips *chips)
{
	enum term_kind kind = kind_of(app);
	size_t found[SEEKER_CHIPS_MOST];
	char offered[OFFERED_MOST][ENTRY_MOST];
	if (app->visitor->search[0]) {
		size_t n = skills_search(app->skills, kind, app->visitor->search, app_language(app), found, SEEKER_CHIPS_MOST);
		for (size_t i = 0; i < n; i++)
			chips_add(chips, skills_id(app->skills, kind, found[i]));
		return;
	}
	add_chosen(app, chips);
	size_t n = kind == TERM_JOB ? openings_jobs(seeker_openings(app), offered, OFFERED_MOST)
				    : openings_wanted(seeker_openings(app), app->skills, SIZE_MAX, offered, OFFERED_MOST);
	for (size_t i = 0; i < n; i++)
		add_entry(app, chips, offered[i]);
}

/* What was typed as an entry of its own; false if it is known, chosen, or too short to mean something. */
static bool own_words(const struct app *app, char entry[ENTRY_MOST])
{
	size_t term;
	skills_entry(app->skills, kind_of(app), app->visitor->search, ENTRY_GRAPHEMES, entry);
	return text_graphemes(entry) >= 3 && !skills_index(app->skills, kind_of(app), entry, &term);
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static void field(struct app *app, struct ui *ui, struct rect r)
{
	ui_field(ui, r,
		 (struct field){.id = "search",
				.label = ui_say(ui, app->visitor->seeking_job ? "work.search" : "skills.search"),
				.value = app->visitor->search,
				.hint = ui_say(ui, "seek.hint"),
				.icon = ICON_SEARCH,
				.active = !app->keyboard.hidden,
				.personal = true,
				.action = ACT_FIELD});
}

static void add_chip(struct app *app, struct ui *ui, struct rect *area)
{
	char entry[ENTRY_MOST], spoken[NODE_TEXT_MOST];
	const struct entries *entries = seeker_entries(app, kind_of(app));
	if (!own_words(app, entry) || entries_has(entries, entry))
		return;
	const char *words = ui_fill(ui, "seek.add", "words", entry);
	int w = ui_chip_width(ui, words);
	struct rect r = rect_cut_top(area, ui_px(ui, PART_CHIP_HEIGHT), pick(ui, 8, 12, 16));
	r.w = w < r.w ? w : r.w;
	ui_chip(ui, r,
		(struct chip){.id = "add",
			      .label = words,
			      .disabled = entries->count >= seeker_most(kind_of(app)),
			      .action = ACT_ADD});
	text_copy(spoken, sizeof spoken, words);
	front_says(ui, "add", spoken, true);
	sodium_memzero(spoken, sizeof spoken);
	sodium_memzero(entry, sizeof entry);
}

static void results(struct app *app, struct ui *ui, struct rect area, const struct chips *chips)
{
	add_chip(app, ui, &area);
	if (area.h >= ui_px(ui, PART_CHIP_HEIGHT))
		seeker_chips(app, ui, &area, kind_of(app), chips, (size_t)app->visitor->from, ACT_CHIP, ACT_MORE);
}

static const char *count_words(struct app *app, struct ui *ui)
{
	unsigned long n = seeker_entries(app, kind_of(app))->count;
	if (app->visitor->seeking_job)
		return ui_say(ui, "work.up_to");
	return front_count(ui, n >= TALENT_SKILLS ? "skills.full" : "skills.count", n);
}

static const char *title(struct app *app, struct ui *ui)
{
	return ui_say(ui, app->visitor->seeking_job ? "work.search" : "skills.search");
}

static void build_page(struct app *app, struct ui *ui, struct rect area, const struct chips *chips)
{
	struct text note = {.id = "count", .color = COLOR_TEXT_MUTED};
	if (is_tall(ui)) {
		int top = ui_design(ui, 660);
		front_tall_title(app, ui, top, title(app, ui), count_words(app, ui), "search");
		area.h -= top - area.y;
		area.y = top;
	} else {
		front_line(ui, &area, title(app, ui), note, count_words(app, ui));
		rect_cut_top(&area, pick(ui, 2, 6, 0), 0);
	}
	field(app, ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), pick(ui, 8, 14, 28)));
	if (!is_compact(ui) || app->keyboard.hidden)
		results(app, ui, area, chips);
}

/* On a small screen the keyboard has to go before the chips can be seen. */
static struct button primary(struct app *app, struct ui *ui, const struct chips *chips)
{
	char entry[ENTRY_MOST];
	struct button button = front_next(ui, true);
	button.label = ui_say(ui, "dock.done");
	button.icon = ICON_CHECK;
	button.icon_behind = false;
	if (is_compact(ui) && !app->keyboard.hidden) {
		size_t n = chips->count + own_words(app, entry);
		button = front_next(ui, n > 0);
		button.id = "show";
		button.label = front_count(ui, "seek.show", n);
		button.icon = ICON_NONE;
		button.action = ACT_SHOW;
		sodium_memzero(entry, sizeof entry);
	}
	return button;
}

static void build(struct app *app, struct ui *ui)
{
	struct chips chips = {.count = 0};
	bool job = app->visitor->seeking_job;
	struct rect area = front_page_of(ui, job ? 2 : 1, SEEKER_STEPS, job ? "header.work" : "header.skills");
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard) + pick(ui, 4, 8, 16), 0);
	find(app, &chips);
	build_page(app, ui, area, &chips);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	front_dock(ui, primary(app, ui, &chips), front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void typed(struct app *app)
{
	app->visitor->from = 0;
}

static void add_own(struct app *app)
{
	char entry[ENTRY_MOST];
	struct entries *entries = seeker_entries(app, kind_of(app));
	if (own_words(app, entry) && !entries_has(entries, entry) && entries_toggle(entries, seeker_most(kind_of(app)), entry))
		enter(app); /* an empty field, and the new chip among those that are chosen */
	sodium_memzero(entry, sizeof entry);
}

static void act(struct app *app, int action, int arg)
{
	char *search = app->visitor->search;
	switch (action) {
	case ACT_KEY:
		if (keyboard_press(&app->keyboard, arg, search, sizeof app->visitor->search, ENTRY_GRAPHEMES))
			typed(app);
		break;
	case ACT_FIELD:
		app->keyboard.hidden = false;
		break;
	case ACT_SHOW:
		app->keyboard.hidden = true;
		break;
	case ACT_CHIP:
		seeker_toggle(app, kind_of(app), arg);
		break;
	case ACT_ADD:
		add_own(app);
		break;
	case ACT_MORE:
		app->visitor->from = arg;
		break;
	case ACT_PRIMARY:
	case ACT_SECONDARY:
		sodium_memzero(search, sizeof app->visitor->search);
		app_go(app, app->visitor->seeking_job ? SCREEN_WORK : SCREEN_SKILLS);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	keyboard_type(&app->keyboard, codepoint, app->visitor->search, sizeof app->visitor->search, ENTRY_GRAPHEMES);
	typed(app);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->search, sizeof app->visitor->search, "pot");
	app->keyboard.hidden = is_compact(&app->ui);
}

const struct screen screen_seek = {
	.name = "seek",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
