/* Part of 16: the leads as a table: when, who, how strong the fit is, and what is next. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <string.h>

enum { COLUMN_TIME, COLUMN_NAME, COLUMN_FIT, COLUMN_STEP, COLUMN_END, COLUMN_COUNT };

/* The meter of a fit: four boxes, as many filled as the fit is strong, and the word beside it or, where that leaves too little
 * for the names, below. */
enum { METER_BOXES = 4 };

static int box_side(const struct ui *ui)
{
	return pick(ui, 13, 20, 24);
}

static int box_gap(const struct ui *ui)
{
	return pick(ui, 3, 4, 5);
}

static int meter_width(const struct ui *ui)
{
	return METER_BOXES * box_side(ui) + (METER_BOXES - 1) * box_gap(ui);
}

static int meter_gap(const struct ui *ui, bool below)
{
	return below ? pick(ui, 2, 4, 4) : pick(ui, 8, 16, 16);
}

/* "1:20 PM" -> "1:20": a fair is one day, and the column is narrow. Other words stay. */
static void without_half(const char *time, char *out, size_t size)
{
	text_copy(out, size, time);
	if (out[0] >= '0' && out[0] <= '9')
		out[strspn(out, "0123456789:.")] = '\0';
}

/* The next step; where there is none, what came of it. */
static const char *what_next(struct ui *ui, const struct lead_row *row)
{
	bool news = row->status[0] && strcmp(row->status, booth_words[CHOOSE_STATUS][0].stored) != 0;
	if (row->next_step[0])
		return booth_word(ui, CHOOSE_STEP, row->next_step);
	return news ? booth_word(ui, CHOOSE_STATUS, row->status) : "";
}

/* As wide as the words of this page; every word of a fit counts, so that the meter is in all rows or in none. */
static struct table columns_of(struct app *app, struct ui *ui)
{
	const struct booth *booth = &app->booth;
	struct table table = {.count = COLUMN_COUNT,
			      .presses = true,
			      .columns = {{.id = "head-time", .head = ui_say(ui, "leads.time")},
					  {.id = "head-name", .head = ui_say(ui, "leads.name"), .rest = true},
					  {.id = "head-fit", .head = ui_say(ui, "leads.fit")},
					  {.id = "head-step", .head = ui_say(ui, "leads.next_step")},
					  {.needs = ui_px(ui, PART_ICON_SMALL)}}};
	for (size_t i = 0; i < booth->row_count; i++) {
		char clock[32];
		without_half(booth_time(ui, booth->rows[i].at), clock, sizeof clock);
		ui_table_fits(ui, &table.columns[COLUMN_TIME], TYPE_BODY, clock);
		ui_table_fits(ui, &table.columns[COLUMN_NAME], TYPE_LABEL, booth->rows[i].name);
		ui_table_fits(ui, &table.columns[COLUMN_NAME], TYPE_CAPTION, booth->rows[i].headline);
		ui_table_fits(ui, &table.columns[COLUMN_STEP], TYPE_BODY, what_next(ui, &booth->rows[i]));
	}
	for (int rating = 0; rating <= 4; rating++)
		ui_table_fits(ui, &table.columns[COLUMN_FIT], TYPE_BODY, booth_fit(ui, rating));
	return table;
}

/* Names keep what they need, from a quarter of the table to a third. Returns whether the words of the fit stand below their
 * meters. */
static bool place_columns(struct ui *ui, struct table *table, int width)
{
	int least = table->columns[COLUMN_NAME].needs;
	least = least < width / 4 ? width / 4 : least > width / 3 ? width / 3 : least;
	int words = table->columns[COLUMN_FIT].needs, meter = meter_width(ui);
	table->columns[COLUMN_FIT].needs = meter + meter_gap(ui, false) + words;
	if (!is_tall(ui) && ui_table_columns(ui, table, width, least) >= least)
		return false;
	table->columns[COLUMN_FIT].needs = words > meter ? words : meter;
	ui_table_columns(ui, table, width, least);
	return true;
}

static void boxes(struct ui *ui, struct rect r, int rating)
{
	int side = box_side(ui), radius = side * 3 / 10;
	for (int i = 0; i < METER_BOXES; i++) {
		struct rect box = rect_cut_left(&r, side, box_gap(ui));
		bool on = i < rating;
		draw_round(ui->draw, box, radius, CORNERS_ALL, on ? COLOR_PRIMARY : COLOR_SURFACE,
			   on ? COLOR_NONE : COLOR_BORDER_CONTROL, ui_px(ui, STROKE_DIVIDER));
	}
}

static void meter(struct ui *ui, struct rect r, int percent, bool below, int rating)
{
	int side = box_side(ui), gap = meter_gap(ui, below), line = ui_line(ui, TYPE_BODY);
	if (below) {
		rect_cut_top(&r, (r.h - side - gap - line) / 2, 0);
		boxes(ui, rect_cut_top(&r, side, gap), rating);
		r.h = line;
	} else {
		struct rect all = rect_cut_left(&r, meter_width(ui), gap);
		boxes(ui, (struct rect){all.x, r.y + (r.h - side) / 2, all.w, side}, rating);
	}
	ui_cell(ui, r, percent, TYPE_BODY, rating ? COLOR_TEXT : COLOR_TEXT_MUTED, booth_fit(ui, rating));
}

static void names(struct ui *ui, struct rect r, const struct lead_row *row)
{
	const char *name = row->name[0] ? row->name : ui_say(ui, "leads.nameless");
	int first = ui_line(ui, TYPE_LABEL), second = ui_line(ui, TYPE_CAPTION);
	if (!row->headline[0] || first + second > r.h) {
		ui_cell(ui, r, 0, TYPE_LABEL, COLOR_TEXT, name);
		return;
	}
	rect_cut_top(&r, (r.h - first - second) / 2, 0);
	ui_cell(ui, rect_cut_top(&r, first, 0), 0, TYPE_LABEL, COLOR_TEXT, name);
	ui_cell(ui, rect_cut_top(&r, second, 0), 0, TYPE_CAPTION, COLOR_TEXT_MUTED, row->headline);
}

static void draw_row(struct ui *ui, struct rect r, const struct table *table, bool below, const struct lead_row *row,
		     int action, int i)
{
	char id[NODE_ID_MOST], value[NODE_TEXT_MOST];
	char clock[32];
	const char *time = booth_time(ui, row->at), *step = what_next(ui, row), *fit = booth_fit(ui, row->rating);
	text_format(id, sizeof id, "lead-%d", i);
	text_format(value, sizeof value, "%s%s%s, %s%s%s", row->headline, row->headline[0] ? ", " : "", time, fit,
		    *step ? ", " : "", step);
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = row->name[0] ? row->name : ui_say(ui, "leads.nameless"),
			    .value = value,
			    .personal = true,
			    .flat = true,
			    .divided = true,
			    .fill = COLOR_SURFACE,
			    .action = action,
			    .arg = i});
	without_half(time, clock, sizeof clock);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_TIME), table->columns[COLUMN_TIME].percent, TYPE_BODY, COLOR_TEXT, clock);
	names(ui, ui_table_cell(table, r, COLUMN_NAME), row);
	meter(ui, ui_table_cell(table, r, COLUMN_FIT), table->columns[COLUMN_FIT].percent, below, row->rating);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_STEP), table->columns[COLUMN_STEP].percent, TYPE_BODY, COLOR_TEXT, step);
	struct rect end = ui_table_cell(table, r, COLUMN_END);
	draw_icon(ui->draw, (struct rect){end.x, r.y + (r.h - end.w) / 2, end.w, end.w}, ICON_NEXT, COLOR_TEXT);
}

void booth_table(struct app *app, struct ui *ui, struct booth_table place)
{
	const struct booth *booth = &app->booth;
	struct table table = columns_of(app, ui);
	bool below = place_columns(ui, &table, place.r.w);
	struct rect rows = ui_table(ui, place.r, place.head, &table);
	for (size_t i = 0; i < booth->row_count && (int)i < place.rows; i++)
		draw_row(ui, rect_cut_top(&rows, place.row_high, 0), &table, below, &booth->rows[i], place.action, (int)i);
	if (booth->row_count)
		return;
	ui_text(ui, rect_inset(rows, pick(ui, 20, 40, 40), 0), ui_say(ui, booth->counts[0] ? "leads.none_here" : "leads.empty"),
		(struct text){.id = "empty",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .align = ALIGN_CENTER,
			      .lines = 2,
			      .middle = true});
}
