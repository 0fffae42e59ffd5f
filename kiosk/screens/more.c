/* More about the work one wants, for who likes to say it: where, and what school one finished. Nothing here is needed. */
#include "base/text.h"
#include "screens/flow.h"
#include "screens/seeker.h"

enum { ACT_MODE = ACT_SCREEN, ACT_SCHOOL, PAGE_MODE = 0, PAGE_SCHOOL };

static void enter(struct app *app)
{
	seeker_begin(app);
}

/* Where all does not fit, school is the second page. */
static bool is_paged(const struct ui *ui)
{
	return is_compact(ui) || (is_large(ui) && !is_tall(ui));
}

/* --- groups of chips ---------------------------------------------------------------------------------------------------- */

struct group {
	const char *id, *title, *hint;
	const char *const *keys;
	int count, action;
};

static const char *const mode_keys[WORK_COUNT] = {"more.onsite", "more.hybrid", "more.remote"};
static const char *const school_keys[EDUCATION_COUNT] = {"more.school.0", "more.school.1", "more.school.2",
							 "more.school.3", "more.school.4", "more.school.5",
							 "more.school.6", "more.school.7", "more.school.8"};
static const struct group mode_group = {"mode", "more.where", "more.any_number", mode_keys, WORK_COUNT, ACT_MODE};
static const struct group school_group = {"school", "more.school", "more.one", school_keys, EDUCATION_COUNT, ACT_SCHOOL};

static bool is_on(const struct app *app, const struct group *group, int i)
{
	const struct talent *talent = &app->visitor->talent;
	return group->action == ACT_MODE ? talent->mode[i] : talent->education == i;
}

static void chips(struct app *app, struct ui *ui, struct rect *area, const struct group *group)
{
	char id[NODE_ID_MOST];
	struct rect line = rect_cut_top(area, ui_line(ui, TYPE_LABEL), pick(ui, 8, 14, 20)), r;
	struct text text = front_label(ui, group->id);
	int w = ui_text_width(ui, TYPE_LABEL, ui_say(ui, group->title)) + 1;
	ui_text(ui, rect_cut_left(&line, w < line.w ? w : line.w, pick(ui, 10, 16, 20)), ui_say(ui, group->title), text);
	if (ui_text_width(ui, TYPE_CAPTION, ui_say(ui, group->hint)) < line.w) {
		text_format(id, sizeof id, "%s-hint", group->id);
		text.id = id;
		text.type = TYPE_CAPTION;
		text.color = COLOR_TEXT_MUTED;
		ui_text(ui, line, ui_say(ui, group->hint), text);
	}
	struct flow flow = flow_in(*area, ui_px(ui, PART_CHIP_HEIGHT), pick(ui, 8, 12, 16));
	for (int i = 0; i < group->count; i++) {
		const char *label = ui_say(ui, group->keys[i]);
		text_format(id, sizeof id, "%s-%d", group->id, i);
		if (flow_next(&flow, ui_chip_width(ui, label), &r))
			ui_chip(ui, r,
				(struct chip){.id = id,
					      .label = label,
					      .on = is_on(app, group, i),
					      .action = group->action,
					      .arg = i});
	}
	rect_cut_top(area, flow_bottom(&flow) - area->y, pick(ui, 16, 36, 56));
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static void build(struct app *app, struct ui *ui)
{
	bool last = !is_paged(ui) || app->field == PAGE_SCHOOL;
	struct rect area = front_page_of(ui, SEEKER_STEPS, SEEKER_STEPS, "header.more");
	const char *title = ui_say(ui, "more.title"), *hint = ui_say(ui, "more.hint");
	if (is_tall(ui)) {
		int top = ui_design(ui, 680);
		front_tall_title(app, ui, top, title, hint, NULL);
		area.h -= top - area.y;
		area.y = top;
	} else if (is_compact(ui)) {
		front_line(ui, &area, title, (struct text){.id = "hint", .color = COLOR_TEXT_MUTED}, hint);
		rect_cut_top(&area, ui_design(ui, 8), 0);
	} else {
		rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 4), 0);
		front_title(ui, &area, is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, is_large(ui) ? NULL : hint);
		rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 14), 0);
	}
	if (!is_paged(ui) || app->field == PAGE_MODE)
		chips(app, ui, &area, &mode_group);
	if (!is_paged(ui) || app->field == PAGE_SCHOOL)
		chips(app, ui, &area, &school_group);
	struct button next = front_next(ui, true);
	next.label = ui_say(ui, last ? "work.booths.button" : "dock.next");
	front_dock(ui, next, front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static bool is_enough(const struct app *app)
{
	return app->visitor->talent.jobs.count > 0 || app->visitor->talent.open_to_any;
}

static void next(struct app *app)
{
	if (is_paged(&app->ui) && app->field == PAGE_MODE)
		app->field = PAGE_SCHOOL;
	else if (!is_enough(app))
		app_go(app, SCREEN_WORK);
	else if (seeker_save(app))
		app_go(app, SCREEN_MATCHES);
}

static void act(struct app *app, int action, int arg)
{
	struct talent *talent = &app->visitor->talent;
	if (action == ACT_MODE)
		talent->mode[arg] = !talent->mode[arg];
	else if (action == ACT_SCHOOL)
		talent->education = talent->education == arg ? TALENT_UNSAID : arg;
	else if (action == ACT_PRIMARY)
		next(app);
	else if (action == ACT_SECONDARY && app->field == PAGE_SCHOOL)
		app->field = PAGE_MODE;
	else if (action == ACT_SECONDARY)
		app_go(app, SCREEN_WORK);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	app->visitor->talent.mode[WORK_ONSITE] = true;
	app->visitor->talent.education = 1;
}

const struct screen screen_more = {
	.name = "more",
	.enter = enter,
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
