/* 10 Work you want: up to three jobs, and how much, how long, from when; only a job (or "anything") is needed. On a small
 * screen and in large text the jobs are one page and the rest the next. */
#include "base/text.h"
#include "screens/seeker.h"

#include <string.h>

enum { ACT_JOB = ACT_SCREEN, ACT_SEARCH, ACT_ANY, ACT_YEARS, ACT_HOURS, ACT_START, ACT_MORE, OFFERED_MOST = 64, ROWS_MOST = 6 };
enum { PAGE_JOBS, PAGE_DETAILS, PAGE_START };

static void enter(struct app *app)
{
	seeker_begin(app);
}

/* Pages of the small form; on others all is on one. */
static int pages(const struct ui *ui)
{
	if (is_tall(ui))
		return is_large(ui) ? 2 : 1;
	return is_compact(ui) ? 3 : is_large(ui) ? 3 : 1;
}

/* --- jobs --------------------------------------------------------------------------------------------------------------- */

/* How many chosen jobs are not among the first of those that are offered, where there are so many rows; each of them takes a
 * row, so that more may be hidden. */
static size_t hidden_jobs(const struct entries *chosen, char (*offered)[ENTRY_MOST], size_t n, size_t rows)
{
	size_t hidden = 0, before;
	do {
		before = hidden;
		hidden = 0;
		for (size_t i = 0; i < chosen->count; i++) {
			bool seen = false;
			for (size_t j = 0; j < n && j + before < rows; j++)
				seen = seen || skills_same(chosen->list[i], offered[j]);
			hidden += !seen;
		}
	} while (hidden > before);
	return hidden;
}

/* The chosen ones that would not be seen take the last rows. */
static size_t list_jobs(struct app *app, char (*jobs)[ENTRY_MOST], size_t most)
{
	const struct entries *chosen = seeker_entries(app, TERM_JOB);
	char offered[OFFERED_MOST][ENTRY_MOST];
	size_t n = openings_jobs(seeker_openings(app), offered, OFFERED_MOST), count = 0,
	       hidden = hidden_jobs(chosen, offered, n, most);
	for (size_t i = 0; i < n && count + hidden < most; i++)
		text_copy(jobs[count++], ENTRY_MOST, offered[i]);
	for (size_t i = 0; i < chosen->count && count < most; i++) {
		bool seen = false;
		for (size_t j = 0; j < count; j++)
			seen = seen || skills_same(chosen->list[i], jobs[j]);
		if (!seen)
			text_copy(jobs[count++], ENTRY_MOST, chosen->list[i]);
	}
	for (size_t i = 0; i < skills_count(app->skills, TERM_JOB) && count < most && n == 0; i++)
		text_copy(jobs[count++], ENTRY_MOST, skills_id(app->skills, TERM_JOB, i));
	return count;
}

static void job_row(struct app *app, struct ui *ui, struct rect r, const char *job, size_t i)
{
	char id[NODE_ID_MOST];
	const struct entries *chosen = seeker_entries(app, TERM_JOB);
	int places = openings_places(seeker_openings(app), job);
	bool on = entries_has(chosen, job);
	text_format(id, sizeof id, "role-%zu", i);
	ui_option(ui, r,
		  (struct option){.id = id,
				  .label = seeker_name(app, TERM_JOB, job),
				  .note = places > 0 ? front_count(ui, "work.openings", (unsigned long)places) : "",
				  .on = on,
				  .disabled = !on && chosen->count >= TALENT_JOBS,
				  .action = ACT_JOB,
				  .arg = (int)i});
}

static size_t rows_of(const struct ui *ui)
{
	return is_compact(ui) ? 3 : is_tall(ui) && is_large(ui) ? 5 : 4;
}

static void label(struct ui *ui, struct rect r, const char *id, const char *words)
{
	struct text text = front_label(ui, id);
	text.lines = 2;
	ui_text(ui, r, words, text);
}

static void ways_on(struct app *app, struct ui *ui, struct rect r)
{
	struct button search = {.id = "search-jobs",
				.label = ui_say(ui, "work.search.button"),
				.look = BUTTON_SECONDARY,
				.icon = ICON_SEARCH,
				.small = true,
				.action = ACT_SEARCH};
	struct button any = {.id = "open",
			     .label = ui_say(ui, "work.any.button"),
			     .look = app->visitor->talent.open_to_any ? BUTTON_PRIMARY : BUTTON_SECONDARY,
			     .icon = app->visitor->talent.open_to_any ? ICON_CHECK : ICON_NONE,
			     .small = true,
			     .action = ACT_ANY};
	int gap = pick(ui, 10, 12, 20), w = ui_button_width(ui, search), most = (r.w - gap) / 2;
	ui_button(ui, rect_cut_left(&r, w < most ? w : most, gap), search);
	w = ui_button_width(ui, any);
	ui_button(ui, rect_cut_left(&r, w < r.w ? w : r.w, 0), any);
	struct node *node = nodes_find(ui->nodes, "open");
	node->kind = NODE_CHIP;
	node->selected = app->visitor->talent.open_to_any;
}

static void jobs(struct app *app, struct ui *ui, struct rect area)
{
	char list[ROWS_MOST][ENTRY_MOST];
	size_t count = list_jobs(app, list, rows_of(ui));
	int high = is_large(ui) ? pick(ui, 66, 84, 124) : pick(ui, 58, 84, 96), gap = pick(ui, 8, 12, 14);
	if (!is_compact(ui)) {
		struct rect line = rect_cut_top(&area, ui_line(ui, TYPE_LABEL), pick(ui, 4, is_large(ui) ? 4 : 12, 16));
		int w = ui_text_width(ui, TYPE_CAPTION, ui_say(ui, "work.up_to")) + 1;
		struct rect right = rect_cut_right(&line, w < line.w / 2 ? w : line.w / 2, ui_design(ui, 12));
		label(ui, line, "jobs", ui_say(ui, "work.jobs"));
		struct text text = front_label(ui, "up-to");
		text.type = TYPE_CAPTION;
		text.color = COLOR_TEXT_MUTED;
		text.align = ALIGN_RIGHT;
		ui_text(ui, right, ui_say(ui, "work.up_to"), text);
	}
	for (size_t i = 0; i < count; i++)
		job_row(app, ui, rect_cut_top(&area, high, gap), list[i], i);
	ways_on(app, ui, rect_cut_top(&area, ui_px(ui, PART_BUTTON_HEIGHT), 0));
}

/* --- how much, how long, from when -------------------------------------------------------------------------------------- */

static void years(struct app *app, struct ui *ui, struct rect r)
{
	int n = app->visitor->talent.years;
	char value[NODE_TEXT_MOST], number[16];
	text_format(number, sizeof number, n >= TALENT_YEARS_MOST ? "%d+" : "%d", n < 0 ? 0 : n);
	bool words = n <= 0;
	text_copy(value, sizeof value, words ? ui_say(ui, n < 0 ? "work.unsaid" : "work.starting") : number);
	ui_stepper(ui, r,
		   (struct stepper){.id = "years",
				    .value = value,
				    .unit = words ? "" : say_count(ui->catalog, ui->language, "work.years", (unsigned long)n),
				    .question = ui_say(ui, "work.experience"),
				    .less = ui_say(ui, "work.less"),
				    .more = ui_say(ui, "work.more"),
				    .least = n <= 0,
				    .most = n >= TALENT_YEARS_MOST,
				    .action = ACT_YEARS});
}

static void segments(struct ui *ui, struct rect r, const char *id, const char *const keys[3], const char *question, int chosen,
		     int action)
{
	const char *labels[3] = {ui_say(ui, keys[0]), ui_say(ui, keys[1]), ui_say(ui, keys[2])};
	ui_segments(ui, r,
		    (struct choice){
			    .id = id, .labels = labels, .count = 3, .chosen = chosen, .question = question, .action = action});
}

static void experience(struct app *app, struct ui *ui, struct rect *area)
{
	const char *words = ui_say(ui, "work.experience");
	int lines = ui_text_width(ui, TYPE_CAPTION, words) > area->w ? 2 : 1; /* as small as it may get */
	int extra = (lines - 1) * ui_line(ui, TYPE_LABEL) / 2;                /* taken from what is below */
	label(ui, rect_cut_top(area, lines * ui_line(ui, TYPE_LABEL), pick(ui, 4, 12, 12)), "experience", words);
	years(app, ui, rect_cut_top(area, pick(ui, 86, 104, 124) - extra, pick(ui, 10, 22, 24) - extra));
}

/* Its segments need a tall screen's whole width, so there the question stands before them; in larger text, above. */
static struct rect question(struct ui *ui, struct rect *area, const char *id, const char *words)
{
	int high = ui_px(ui, PART_TOGGLE_SEGMENT_HEIGHT), after = pick(ui, 10, 22, 20);
	if (!is_tall(ui) || is_large(ui)) {
		label(ui, rect_cut_top(area, ui_line(ui, TYPE_LABEL), pick(ui, 4, 10, 12)), id, words);
		return rect_cut_top(area, high, after);
	}
	struct rect line = rect_cut_top(area, high, after);
	label(ui, rect_cut_left(&line, ui_design(ui, 270), ui_design(ui, 20)), id, words);
	return line;
}

static void hours(struct app *app, struct ui *ui, struct rect *area)
{
	static const char *const keys[] = {"work.full", "work.part", "work.either"};
	const char *words = ui_say(ui, "work.hours");
	segments(ui, question(ui, area, "hours", words), "hours", keys, words, app->visitor->talent.hours, ACT_HOURS);
}

static void start(struct app *app, struct ui *ui, struct rect *area)
{
	static const char *const keys[] = {"work.now", "work.two_weeks", "work.later"};
	const char *words = ui_say(ui, "work.start");
	segments(ui, question(ui, area, "start", words), "start", keys, words, app->visitor->talent.start, ACT_START);
}

static void more(struct ui *ui, struct rect *area)
{
	struct button button = {.id = "more",
				.label = ui_say(ui, "work.more.button"),
				.look = BUTTON_QUIET,
				.icon = ICON_NEXT,
				.icon_behind = true,
				.small = true,
				.action = ACT_MORE};
	struct rect r = rect_cut_top(area, ui_px(ui, PART_QUIET_BUTTON_HEIGHT), 0);
	front_quiet(ui, r, button);
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static void small_page(struct app *app, struct ui *ui, struct rect area)
{
	if (app->field == PAGE_JOBS)
		jobs(app, ui, area);
	if (app->field == PAGE_DETAILS) {
		experience(app, ui, &area);
		hours(app, ui, &area);
		if (pages(ui) == 2) {
			start(app, ui, &area);
			more(ui, &area);
		}
	}
	if (app->field == PAGE_START) {
		start(app, ui, &area);
		more(ui, &area);
	}
}

static void layout(struct app *app, struct ui *ui, struct rect area)
{
	const char *title = ui_say(ui, "work.title");
	if (is_tall(ui)) {
		int top = ui_design(ui, is_large(ui) ? 650 : 614); /* the label stands above what is pressed */
		front_tall_title(app, ui, top, title, NULL, NULL);
		area.h -= top - area.y;
		area.y = top;
	} else if (is_compact(ui)) {
		front_line(ui, &area, title, (struct text){.id = "up-to", .color = COLOR_TEXT_MUTED}, ui_say(ui, "work.up_to"));
		rect_cut_top(&area, ui_design(ui, 6), 0);
	} else {
		rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 4), 0);
		front_title(ui, &area, is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, NULL);
		rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 18), 0);
	}
	if (pages(ui) > 1) {
		small_page(app, ui, area);
		return;
	}
	struct rect left;
	if (is_tall(ui)) {
		left = rect_cut_top(&area, ui_line(ui, TYPE_LABEL) + ui_design(ui, 16 + 4 * (96 + 14) + 96), ui_design(ui, 20));
		jobs(app, ui, left);
		int high = ui_line(ui, TYPE_LABEL) + ui_design(ui, 12 + 124);
		struct rect top = rect_cut_top(&area, high, ui_design(ui, 20));
		struct rect beside = top, steps = rect_cut_left(&beside, ui_design(ui, 480), ui_design(ui, 28));
		experience(app, ui, &steps);
		rect_cut_top(&beside, high - ui_design(ui, 62) - ui_px(ui, PART_QUIET_BUTTON_HEIGHT) / 2, 0);
		more(ui, &beside);
		hours(app, ui, &area);
		start(app, ui, &area);
		return;
	}
	left = rect_cut_left(&area, ui_design(ui, 680), ui_design(ui, 40));
	jobs(app, ui, left);
	experience(app, ui, &area);
	hours(app, ui, &area);
	start(app, ui, &area);
	more(ui, &area);
}

static bool is_enough(const struct app *app)
{
	return app->visitor->talent.jobs.count > 0 || app->visitor->talent.open_to_any;
}

static void build(struct app *app, struct ui *ui)
{
	bool last = app->field + 1 >= pages(ui), enough = is_enough(app);
	layout(app, ui, front_page_of(ui, 2, SEEKER_STEPS, "header.work"));
	struct button next = front_next(ui, enough);
	next.label = ui_say(ui, !enough ? "work.needed" : last ? "work.booths.button" : "dock.next");
	next.icon = enough ? ICON_NEXT : ICON_NONE;
	front_dock(ui, next, front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void choose_job(struct app *app, size_t i)
{
	char list[ROWS_MOST][ENTRY_MOST];
	if (i < list_jobs(app, list, rows_of(&app->ui)))
		entries_toggle(seeker_entries(app, TERM_JOB), TALENT_JOBS, list[i]);
}

static void step_years(struct app *app, int by)
{
	int *n = &app->visitor->talent.years;
	int to = *n == TALENT_UNSAID ? 0 : *n + by;
	*n = to < 0 ? 0 : to > TALENT_YEARS_MOST ? TALENT_YEARS_MOST : to;
}

static void next(struct app *app)
{
	if (app->field + 1 < pages(&app->ui))
		app->field++;
	else if (seeker_save(app))
		app_go(app, SCREEN_MATCHES);
}

static void act(struct app *app, int action, int arg)
{
	struct talent *talent = &app->visitor->talent;
	switch (action) {
	case ACT_JOB:
		choose_job(app, (size_t)arg);
		break;
	case ACT_SEARCH:
		app->visitor->seeking_job = true;
		app_go(app, SCREEN_SEEK);
		break;
	case ACT_ANY:
		talent->open_to_any = !talent->open_to_any;
		break;
	case ACT_YEARS:
		step_years(app, arg);
		break;
	case ACT_HOURS:
		talent->hours = talent->hours == arg ? TALENT_UNSAID : arg;
		break;
	case ACT_START:
		talent->start = talent->start == arg ? TALENT_UNSAID : arg;
		break;
	case ACT_MORE:
		app_go(app, SCREEN_MORE);
		break;
	case ACT_PRIMARY:
		next(app);
		break;
	case ACT_SECONDARY:
		if (app->field > 0)
			app->field--;
		else
			app_go(app, SCREEN_SKILLS);
		break;
	default:
		break;
	}
}

static void sample(struct app *app)
{
	struct talent *talent = &app->visitor->talent;
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	choose_job(app, 0);
	choose_job(app, 1);
	talent->years = 3;
	talent->hours = HOURS_FULL;
	talent->start = START_TWO_WEEKS;
}

const struct screen screen_work = {
	.name = "work",
	.enter = enter,
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
