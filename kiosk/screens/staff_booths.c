/* Part of 18: the employers by booth number, how many people each met, and when it scanned last. What employers write about
 * people is theirs: only counts stand here. */
#include "base/log.h"
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <string.h>

enum { ACT_PAGE = ACT_SCREEN };
enum { COLUMN_BOOTH, COLUMN_NAME, COLUMN_MET, COLUMN_LAST, COLUMN_COUNT };

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static bool keep(void *self, const struct booth_count *booth)
{
	struct staff *staff = self;
	size_t first = (size_t)(staff->booth_page * staff->booths_a_page);
	if (staff->booth_total >= first && staff->booth_count < (size_t)staff->booths_a_page)
		staff->booths[staff->booth_count++] = *booth;
	staff->booth_total++;
	staff->met_total += booth->leads;
	return true;
}

static int pages(const struct staff *staff)
{
	int a_page = staff->booths_a_page;
	return a_page > 0 && staff->booth_total ? ((int)staff->booth_total + a_page - 1) / a_page : 1;
}

static void read(struct app *app)
{
	struct staff *staff = app->staff;
	struct err err = {.code = ERR_NONE};
	staff->booth_count = staff->booth_total = staff->met_total = 0;
	if (!view_booths(app->store, keep, staff, &err))
		log_line(LOG_ERROR, "%s", err.text);
}

/* When the view has changed, another page is turned to, or another number of rows fits. */
static void list(struct app *app, int fit)
{
	struct staff *staff = app->staff;
	uint64_t revision = store_revision(app->store);
	bool same = staff->booths_a_page == fit && staff->booth_revision == revision &&
		    staff->booth_page_read == staff->booth_page;
	if (!app->folded || same)
		return;
	staff->booths_a_page = fit;
	staff->booth_revision = revision;
	read(app);
	if (staff->booth_page >= pages(staff)) {
		staff->booth_page = pages(staff) - 1;
		read(app);
	}
	staff->booth_page_read = staff->booth_page;
}

/* --- table --------------------------------------------------------------------------------------------------------------- */

static const char *last_scan(struct app *app, struct ui *ui, const struct booth_count *booth)
{
	return booth->leads ? booth_ago(ui, booth->last, app->wall) : ui_say(ui, "staff.booths.none");
}

static struct table columns_of(struct app *app, struct ui *ui, int width)
{
	const struct staff *staff = app->staff;
	struct table table = {
		.count = COLUMN_COUNT,
		.columns = {[COLUMN_BOOTH] = {.id = "head-booth", .head = ui_say(ui, "staff.booths.booth")},
			    [COLUMN_NAME] = {.id = "head-employer", .head = ui_say(ui, "staff.booths.employer"), .rest = true},
			    [COLUMN_MET] = {.id = "head-met", .head = ui_say(ui, "staff.booths.met")},
			    [COLUMN_LAST] = {.id = "head-last", .head = ui_say(ui, "staff.booths.last")}}};
	struct table_column *columns = table.columns;
	for (size_t i = 0; i < staff->booth_count; i++) {
		const struct booth_count *booth = &staff->booths[i];
		ui_table_fits(ui, &columns[COLUMN_BOOTH], TYPE_LABEL, booth->employer.booth);
		ui_table_fits(ui, &columns[COLUMN_MET], TYPE_BODY, staff_number(ui, booth->leads));
		ui_table_fits(ui, &columns[COLUMN_LAST], TYPE_BODY, last_scan(app, ui, booth));
	}
	for (size_t i = 0; i < staff->booth_count; i++)
		ui_table_fits(ui, &columns[COLUMN_NAME], TYPE_LABEL, staff->booths[i].employer.name);
	int names = columns[COLUMN_NAME].needs;
	ui_table_columns(ui, &table, width, names < width * 2 / 5 ? names : width * 2 / 5);
	return table;
}

static void row(struct app *app, struct ui *ui, struct rect r, const struct table *table, const struct booth_count *booth,
		int i)
{
	char id[NODE_ID_MOST], met[24], last[96];
	text_format(id, sizeof id, "booth-%d", i + 1);
	text_copy(met, sizeof met, staff_number(ui, booth->leads));
	text_copy(last, sizeof last, last_scan(app, ui, booth));
	struct node *node = nodes_add(ui->nodes, NODE_TEXT, id, r);
	node->group = ui->group;
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_BODY;
	node->personal = true; /* a name is as long as it is */
	text_copy(node->label, sizeof node->label, booth->employer.name);
	text_copy(node->value, sizeof node->value, met);
	say_fill(node->spoken, sizeof node->spoken, ui_say(ui, "staff.booths.row"), "booth", booth->employer.booth, "employer",
		 booth->employer.name, "n", met, "last", last, NULL);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_BOOTH), table->columns[COLUMN_BOOTH].percent, TYPE_LABEL, COLOR_TEXT,
		booth->employer.booth);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_NAME), table->columns[COLUMN_NAME].percent, TYPE_LABEL, COLOR_TEXT,
		booth->employer.name);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_MET), table->columns[COLUMN_MET].percent, TYPE_BODY, COLOR_TEXT, met);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_LAST), table->columns[COLUMN_LAST].percent, TYPE_BODY,
		booth->leads ? COLOR_TEXT : COLOR_TEXT_MUTED, last);
}

/* --- page ---------------------------------------------------------------------------------------------------------------- */

static void page_button(struct app *app, struct ui *ui, struct rect r, bool down)
{
	int page = app->staff->booth_page;
	ui_button(ui, r,
		  (struct button){.id = down ? "page-down" : "page-up",
				  .label = ui_say(ui, down ? "leads.down.button" : "leads.up.button"),
				  .look = BUTTON_SECONDARY,
				  .icon = down ? ICON_DOWN : ICON_UP,
				  .icon_only = true,
				  .disabled = down ? page + 1 >= pages(app->staff) : page == 0,
				  .action = ACT_PAGE,
				  .arg = down ? 1 : -1});
}

static void title(struct app *app, struct ui *ui, struct rect line)
{
	char of[24];
	int side = pick(ui, 57, 70, 96), gap = pick(ui, 6, 14, 16);
	if (pages(app->staff) > 1) {
		page_button(app, ui, rect_cut_right(&line, side, gap), true);
		page_button(app, ui, rect_cut_right(&line, side, gap), false);
	}
	text_copy(of, sizeof of, staff_number(ui, app->staff->booth_total));
	const char *sum = booth_fill_two(ui, "staff.booths.sum", "n", of, "m", staff_number(ui, app->staff->met_total));
	int w = ui_text_width(ui, TYPE_TITLE_TIGHT, ui_say(ui, "staff.tab.booths")) + 1;
	ui_text(ui, rect_cut_left(&line, w < line.w ? w : line.w, pick(ui, 14, 24, 28)), ui_say(ui, "staff.tab.booths"),
		(struct text){.id = "title",
			      .type = TYPE_TITLE_TIGHT,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .heading = true,
			      .middle = true,
			      .shrink = by_class(ui, 20, 24, 28),
			      .spoken = sum});
	if (ui_text_width(ui, TYPE_CAPTION, sum) < line.w)
		ui_text(ui, line, sum,
			(struct text){.id = "sum",
				      .type = TYPE_CAPTION,
				      .color = COLOR_TEXT_MUTED,
				      .on = COLOR_PAGE,
				      .lines = 1,
				      .middle = true});
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_BOOTHS);
	int border = ui_px(ui, STROKE_DIVIDER), high = ui_px(ui, PART_TABLE_ROW_HEIGHT),
	    least = ui_line(ui, TYPE_BODY) + pick(ui, 6, 16, 20);
	rect_cut_top(&area, pick(ui, 6, 16, 28), 0);
	rect_cut_bottom(&area, pick(ui, 6, 18, 28), 0);
	struct rect line = rect_cut_top(&area, pick(ui, 57, 70, 96), pick(ui, 6, 14, 24));
	int head_high = ui_line(ui, TYPE_CAPTION) + pick(ui, 6, 20, 30);
	high = high > least ? high : least;
	int fit = (area.h - head_high - 2 * border) / high;
	fit = fit < 1 ? 1 : fit > STAFF_BOOTHS_MOST ? STAFF_BOOTHS_MOST : fit;
	list(app, fit);
	title(app, ui, line);
	struct rect table = area;
	table.h = head_high + (int)app->staff->booth_count * high + 2 * border;
	struct table columns = columns_of(app, ui, table.w);
	struct rect in = ui_table(ui, table, head_high, &columns);
	for (size_t i = 0; i < app->staff->booth_count; i++) {
		struct rect r = rect_cut_top(&in, high, 0);
		draw_rect(ui->draw, (struct rect){r.x, r.y, r.w, border}, COLOR_DIVIDER);
		row(app, ui, r, &columns, &app->staff->booths[i], (int)i);
	}
	const struct button none = {.label = NULL};
	staff_dock(ui, none, none);
}

static void act(struct app *app, int action, int arg)
{
	if (staff_act(app, action, arg))
		return;
	int page = app->staff->booth_page + arg;
	if (action == ACT_PAGE && page >= 0 && page < pages(app->staff))
		app->staff->booth_page = page;
}

static void sample(struct app *app)
{
	static const struct {
		size_t leads;
		int minutes;
	} rows[] = {{41, 3}, {58, 6}, {37, 12}, {22, 31}, {0, 0}};
	struct staff *staff = app->staff;
	staff_sample(app, SCREEN_STAFF_BOOTHS);
	app_build(app); /* tells how many rows fit */
	staff->met_total = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		staff->met_total += rows[i].leads;
		if (i >= staff->booth_count)
			continue;
		staff->booths[i].leads = rows[i].leads;
		staff->booths[i].last = (struct moment){.wall = app->wall - rows[i].minutes * INT64_C(60000)};
	}
}

const struct screen screen_staff_booths = {
	.name = "staff-booths",
	.enter = staff_enter,
	.build = build,
	.act = act,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
