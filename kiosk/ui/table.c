/* Tables: a panel with a head, and columns that are measured, so that no word runs into the next column in any language. The
 * rows are the screen's: ui_row(), flat, in what ui_table() leaves. */
#include "ui/part.h"

static int head_width(struct ui *ui, const struct table_column *column)
{
	return column->head ? ui_text_width(ui, TYPE_CAPTION, column->head) + 1 : 0;
}

static int table_pad(const struct ui *ui)
{
	static const int pad[SIZE_COUNT] = {[SIZE_COMPACT] = 13, [SIZE_REGULAR] = 28, [SIZE_TALL] = 28};
	return ui_design(ui, pad[ui->profile.size]);
}

static int table_gap(const struct ui *ui)
{
	static const int gap[SIZE_COUNT] = {[SIZE_COMPACT] = 14, [SIZE_REGULAR] = 28, [SIZE_TALL] = 24};
	return ui_design(ui, gap[ui->profile.size]);
}

void ui_table_fits(struct ui *ui, struct table_column *column, enum type type, const char *words)
{
	int w = ui_text_width(ui, type, words) + 1;
	column->needs = w > column->needs ? w : column->needs;
}

/* What is as wide in a type is so wide in the smallest size that may be read; letters do not shrink quite as their size does.
 */
static int at_least(struct ui *ui, int width, enum type type)
{
	int px = part_face(ui, type).px, least = ui_design(ui, part_least(ui));
	return least < px ? width * least * 21 / (px * 20) + 2 : width;
}

/* What a column can give until its head and its words are at their smallest; one without a head has an icon. */
static int spare_of(struct ui *ui, const struct table_column *column)
{
	int head = at_least(ui, head_width(ui, column), TYPE_CAPTION), words = at_least(ui, column->needs, TYPE_BODY);
	int spare = column->w - (head > words ? head : words);
	return column->rest || !column->head || spare < 0 ? 0 : spare;
}

/* The others give of what they have, each in proportion, until the one with the rest has its least. */
static void give_way(struct ui *ui, struct table *table, int lacking)
{
	int spare = 0;
	for (int i = 0; i < table->count; i++)
		spare += spare_of(ui, &table->columns[i]);
	lacking = lacking < spare ? lacking : spare;
	for (int i = 0; i < table->count && spare > 0; i++)
		table->columns[i].w -= spare_of(ui, &table->columns[i]) * lacking / spare;
}

/* Not even the heads have room: all are cut in proportion, and the heads shrink. */
static void cut_down(struct table *table, int sum, int room)
{
	for (int i = 0; i < table->count && sum > 0; i++)
		table->columns[i].w = table->columns[i].w * room / sum;
}

static int sum_of(const struct table *table)
{
	int sum = 0;
	for (int i = 0; i < table->count; i++)
		sum += table->columns[i].w;
	return sum;
}

int ui_table_columns(struct ui *ui, struct table *table, int width, int least)
{
	int gap = table_gap(ui), room = width - 2 * table_pad(ui) - (table->count - 1) * gap;
	struct table_column *rest = NULL;
	for (int i = 0; i < table->count; i++) {
		struct table_column *column = &table->columns[i];
		int head = head_width(ui, column);
		column->w = column->rest ? 0 : column->needs > head ? column->needs : head;
		rest = column->rest ? column : rest;
		least = column->rest && head > least ? head : least;
	}
	int free = room - sum_of(table);
	if (free < least)
		give_way(ui, table, least - free);
	if (rest)
		rest->w = room - sum_of(table);
	int name = rest ? at_least(ui, head_width(ui, rest), TYPE_CAPTION) : 0;
	if (rest && rest->w < name) {
		rest->w = name;
		cut_down(table, sum_of(table), room);
	}
	for (int i = 0, x = table_pad(ui); i < table->count; i++) {
		struct table_column *column = &table->columns[i];
		column->x = x;
		column->percent = !column->rest && column->needs > column->w ? column->w * 100 / column->needs : 100;
		x += column->w + gap;
	}
	return free;
}

struct rect ui_table_cell(const struct table *table, struct rect row, int column)
{
	return (struct rect){row.x + table->columns[column].x, row.y, table->columns[column].w, row.h};
}

void ui_cell(struct ui *ui, struct rect r, int percent, enum type type, enum color color, const char *words)
{
	ui_text(ui, r, words,
		(struct text){.type = type,
			      .color = color,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = part_least(ui),
			      .percent = percent,
			      .middle = true});
}

/* All heads are written in one size, in which each fits. */
static int head_percent(struct ui *ui, const struct table *table)
{
	int percent = 100;
	for (int i = 0; i < table->count; i++) {
		int head = head_width(ui, &table->columns[i]), w = table->columns[i].w;
		percent = head > 0 && w * 100 / head < percent ? w * 100 / head : percent;
	}
	return percent;
}

struct rect ui_table(struct ui *ui, struct rect r, int head, const struct table *table)
{
	int border = ui_px(ui, STROKE_DIVIDER), percent = head_percent(ui, table);
	bool framed = !table->presses || !part_contrast(ui);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_CARD), CORNERS_ALL, COLOR_SURFACE, framed ? (int)COLOR_DIVIDER : COLOR_NONE,
		   framed ? border : 0);
	struct rect in = rect_inset(r, border, border), line = rect_cut_top(&in, head, 0);
	draw_round(ui->draw, line, ui_px(ui, RADIUS_CARD) - border, CORNERS_TOP, COLOR_SURFACE_SUNKEN, COLOR_NONE, 0);
	for (int i = 0; i < table->count; i++)
		if (table->columns[i].head)
			ui_text(ui, ui_table_cell(table, line, i), table->columns[i].head,
				(struct text){.id = table->columns[i].id,
					      .type = TYPE_CAPTION,
					      .color = COLOR_TEXT,
					      .on = COLOR_SURFACE_SUNKEN,
					      .lines = 1,
					      .shrink = part_least(ui),
					      .percent = percent,
					      .middle = true});
	return in;
}
