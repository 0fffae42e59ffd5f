/* Part of 18: the employers by booth number, how many people each met, and when it scanned last. What employers write about
 * people is theirs: only counts stand here. */
#include "base/log.h"
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <string.h>

enum { ACT_PAGE = ACT_SCREEN };
enum column { COLUMN_BOOTH, COLUMN_NAME, COLUMN_MET, COLUMN_LAST, COLUMN_COUNT };

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

/* Where each begins, in thousandths of the table's width. */
static struct rect column_of(const struct ui *ui, struct rect row, enum column column)
{
	static const int from[SIZE_COUNT][COLUMN_COUNT] = {
		[SIZE_COMPACT] = {18, 150, 480, 712},
		[SIZE_REGULAR] = {23, 130, 530, 720},
		[SIZE_TALL] = {29, 170, 480, 730},
	};
	const int *x = from[ui->profile.size];
	int next = column + 1 == COLUMN_COUNT ? 982 : x[column + 1], gap = pick(ui, 6, 12, 12);
	return (struct rect){row.x + row.w * x[column] / 1000, row.y, row.w * (next - x[column]) / 1000 - gap, row.h};
}

static void cell(struct ui *ui, struct rect r, const char *id, enum type type, enum color color, const char *words)
{
	ui_text(ui, r, words,
		(struct text){.id = id,
			      .type = type,
			      .color = color,
			      .on = id ? COLOR_SURFACE_SUNKEN : COLOR_SURFACE,
			      .lines = 1,
			      .shrink = id ? by_class(ui, 20, 24, 28) : by_class(ui, 16, 20, 24),
			      .middle = true});
}

static void head(struct ui *ui, struct rect r)
{
	static const struct {
		const char *id, *word;
	} heads[COLUMN_COUNT] = {[COLUMN_BOOTH] = {"head-booth", "staff.booths.booth"},
				 [COLUMN_NAME] = {"head-employer", "staff.booths.employer"},
				 [COLUMN_MET] = {"head-met", "staff.booths.met"},
				 [COLUMN_LAST] = {"head-last", "staff.booths.last"}};
	draw_round(ui->draw, r, ui_px(ui, RADIUS_CARD) - ui_px(ui, STROKE_DIVIDER), CORNERS_TOP, COLOR_SURFACE_SUNKEN,
		   COLOR_NONE, 0);
	for (int i = 0; i < COLUMN_COUNT; i++)
		cell(ui, column_of(ui, r, (enum column)i), heads[i].id, TYPE_CAPTION, COLOR_TEXT, ui_say(ui, heads[i].word));
}

static const char *last_scan(struct app *app, struct ui *ui, const struct booth_count *booth)
{
	return booth->leads ? booth_ago(ui, booth->last, app->wall) : ui_say(ui, "staff.booths.none");
}

static void row(struct app *app, struct ui *ui, struct rect r, const struct booth_count *booth, int i)
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
	cell(ui, column_of(ui, r, COLUMN_BOOTH), NULL, TYPE_LABEL, COLOR_TEXT, booth->employer.booth);
	cell(ui, column_of(ui, r, COLUMN_NAME), NULL, TYPE_LABEL, COLOR_TEXT, booth->employer.name);
	cell(ui, column_of(ui, r, COLUMN_MET), NULL, TYPE_BODY, COLOR_TEXT, met);
	cell(ui, column_of(ui, r, COLUMN_LAST), NULL, TYPE_BODY, booth->leads ? COLOR_TEXT : COLOR_TEXT_MUTED, last);
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
	ui_panel(ui, table, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(table, border, border);
	head(ui, rect_cut_top(&in, head_high, 0));
	for (size_t i = 0; i < app->staff->booth_count; i++) {
		struct rect r = rect_cut_top(&in, high, 0);
		if (i)
			draw_rect(ui->draw, (struct rect){r.x, r.y, r.w, border}, COLOR_DIVIDER);
		row(app, ui, r, &app->staff->booths[i], (int)i);
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
	for (size_t i = 0; i < staff->booth_count && i < sizeof rows / sizeof rows[0]; i++) {
		staff->booths[i].leads = rows[i].leads;
		staff->booths[i].last = (struct moment){.wall = app->wall - rows[i].minutes * INT64_C(60000)};
		staff->met_total += rows[i].leads;
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
