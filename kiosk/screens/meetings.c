/* Who scanned my badge: the employers, where they are and when it was, newest first. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/seeker.h"

#include <string.h>

enum { ACT_PAGE = ACT_SCREEN, ROWS_MOST = 8 };

static int rows_of(const struct ui *ui)
{
	return is_large(ui) ? by_class(ui, 2, 3, 5) : by_class(ui, 3, 5, 8);
}

struct page {
	int skip, wanted; /* meetings before this page, rows on it */
	int count, total;
	struct meeting rows[ROWS_MOST];
};

static bool collect(void *self, const struct meeting *meeting)
{
	struct page *page = self;
	if (page->total++ >= page->skip && page->count < page->wanted)
		page->rows[page->count++] = *meeting;
	return true;
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static void row(struct ui *ui, struct rect r, const struct meeting *meeting, int i)
{
	char id[NODE_ID_MOST], words[NODE_TEXT_MOST];
	const char *name = meeting->employer.name[0] ? meeting->employer.name : meeting->employer.id;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(r, pick(ui, 14, 26, 36), 0);
	const char *time = booth_time(ui, meeting->at);
	int w = ui_text_width(ui, TYPE_BODY, time) + 1;
	struct rect right = rect_cut_right(&in, w < in.w / 3 ? w : in.w / 3, pick(ui, 8, 16, 20));
	text_format(words, sizeof words, meeting->employer.booth[0] ? "%s · %s" : "%s%s", name, meeting->employer.booth);
	text_format(id, sizeof id, "meeting-%d", i + 1);
	struct text text = front_label(ui, id);
	text.on = COLOR_SURFACE;
	text.personal = true;
	ui_text(ui, in, words, text);
	text_format(id, sizeof id, "time-%d", i + 1);
	text.type = TYPE_BODY;
	text.color = COLOR_TEXT_MUTED;
	text.align = ALIGN_RIGHT;
	ui_text(ui, right, time, text);
}

static void pager(struct ui *ui, struct rect r, int page, int pages)
{
	const char *const ids[] = {"page-up", "page-down"}, *const keys[] = {"leads.up.button", "leads.down.button"};
	for (int i = 0; i < 2; i++)
		ui_button(ui, rect_column(r, i, 2, pick(ui, 10, 20, 28)),
			  (struct button){.id = ids[i],
					  .label = ui_say(ui, keys[i]),
					  .look = BUTTON_SECONDARY,
					  .icon = i ? ICON_DOWN : ICON_UP,
					  .small = true,
					  .disabled = i ? page + 1 >= pages : page == 0,
					  .action = ACT_PAGE,
					  .arg = page + (i ? 1 : -1)});
}

static void list(struct app *app, struct ui *ui, struct rect area)
{
	struct err err;
	struct page page = {.wanted = rows_of(ui)};
	page.skip = app->field * page.wanted;
	if (app->store)
		view_meetings(app->store, app->visitor->registered.person, collect, &page, &err);
	if (page.total == 0) {
		struct rect r = rect_cut_top(&area, pick(ui, 110, is_large(ui) ? 200 : 148, 240), 0);
		front_hint(ui, r, "none", ICON_INFO, ui_say(ui, "meetings.none"));
		return;
	}
	int gap = pick(ui, 8, 12, 20), high = pick(ui, 58, is_large(ui) ? 100 : 72, 100);
	if (page.total > page.wanted)
		pager(ui, rect_cut_bottom(&area, ui_px(ui, PART_BUTTON_HEIGHT), gap), app->field,
		      (page.total + page.wanted - 1) / page.wanted);
	for (int i = 0; i < page.count; i++)
		row(ui, rect_cut_top(&area, high, gap), &page.rows[i], i);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, FRONT_STEPS + 1, "header.back");
	const char *title = ui_say(ui, "meetings.title"), *hint = ui_say(ui, "meetings.hint");
	rect_cut_bottom(&area, pick(ui, 8, 20, 28), 0);
	if (is_tall(ui)) {
		int top = ui_design(ui, 660);
		front_tall_title(app, ui, top, title, hint, NULL);
		area.h -= top - area.y;
		area.y = top;
	} else {
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 16, 0), 0);
		front_title(ui, &area, is_large(ui) || is_compact(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title,
			    is_large(ui) ? NULL : hint);
		rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 12, 0), 0);
	}
	list(app, ui, area);
	struct button done = front_next(ui, true);
	done.id = "done";
	done.label = ui_say(ui, "badge.done.button");
	front_dock(ui, done, front_back(ui));
}

static void act(struct app *app, int action, int arg)
{
	if (action == ACT_PAGE)
		app->field = arg;
	else if (action == ACT_PRIMARY)
		app_go(app, SCREEN_DONE);
	else if (action == ACT_SECONDARY)
		app_go(app, seeker_home(app));
}

/* Somebody of the demo fair, whom two booths have scanned. */
static void sample(struct app *app)
{
	static const char *const booths[] = {"coral-health", "port-logistics"};
	struct page page = {.wanted = 1};
	struct hit hit;
	struct person person;
	struct scan scan;
	struct err err;
	char token[TOKEN_TEXT];
	app->visitor->already = true;
	if (!app->store || view_find(app->store, "marisol", &hit, 1, NULL) != 1 ||
	    !view_person(app->store, hit.person, &person))
		return;
	text_copy(app->visitor->registered.person, sizeof app->visitor->registered.person, person.id);
	view_meetings(app->store, person.id, collect, &page, &err);
	for (size_t i = 0; page.total == 0 && i < sizeof booths / sizeof booths[0]; i++)
		if (desk_token(app->store, person.badge, token))
			desk_scan_booth(app->store, booths[i], token, strlen(token), &scan, &err);
}

const struct screen screen_meetings = {
	.name = "meetings",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
