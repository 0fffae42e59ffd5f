/* Bars with a stepped line of what was expected. It is read as a table: a text for each hour stands in the node list where its
 * bars are, and nothing else of the drawing is a node. */
#include "ui/part.h"

#include "base/text.h"

#include <stdio.h>

enum { LINES_LEAST = 2, LINES_AT_MOST = 4 };

/* The step between two lines of the grid, 1, 2 or 5 times a power of ten, so that at most four are needed. */
static int grid_step(int most)
{
	for (int ten = 1;; ten *= 10)
		for (int i = 0; i < 3; i++) {
			static const int times[] = {1, 2, 5};
			if (times[i] * ten * LINES_AT_MOST >= most)
				return times[i] * ten;
		}
}

struct plot {
	struct rect r; /* of the bars */
	int most;      /* value at the top */
	int count;
};

static int height_of(const struct plot *plot, int value)
{
	return plot->most ? (int)((int64_t)plot->r.h * value / plot->most) : 0;
}

static struct rect column_of(const struct plot *plot, int i)
{
	int left = plot->r.w * i / plot->count, right = plot->r.w * (i + 1) / plot->count;
	return (struct rect){plot->r.x + left, plot->r.y, right - left, plot->r.h};
}

static void small(struct ui *ui, struct rect r, const char *words, enum align align, enum color color)
{
	ui_text(ui, r, words,
		(struct text){.type = TYPE_CAPTION,
			      .color = color,
			      .on = COLOR_SURFACE,
			      .align = align,
			      .lines = 1,
			      .shrink = part_least(ui),
			      .middle = true});
}

static int widest_number(struct ui *ui, int most, int step)
{
	int wide = 0;
	for (int value = 0; value <= most; value += step) {
		char number[16];
		text_format(number, sizeof number, "%d", value);
		int w = ui_text_width(ui, TYPE_CAPTION, number);
		wide = w > wide ? w : wide;
	}
	return wide;
}

static void draw_grid(struct ui *ui, const struct plot *plot, int left)
{
	int step = grid_step(plot->most) * (plot->r.h < 5 * ui_line(ui, TYPE_CAPTION) ? 3 : 1),
	    line = ui_px(ui, STROKE_DIVIDER), high = ui_line(ui, TYPE_CAPTION);
	for (int value = 0; value <= plot->most; value += step) {
		char number[16];
		int y = plot->r.y + plot->r.h - height_of(plot, value);
		text_format(number, sizeof number, "%d", value);
		draw_rect(ui->draw, (struct rect){plot->r.x, y, plot->r.w, line}, value ? COLOR_DIVIDER : COLOR_BORDER_CONTROL);
		small(ui, (struct rect){left, y - high / 2, plot->r.x - left - ui_px(ui, SPACE_ICON_GAP), high}, number,
		      ALIGN_RIGHT, COLOR_TEXT_MUTED);
	}
}

static void draw_bars(struct ui *ui, const struct plot *plot, const struct chart *chart)
{
	int radius = ui_design(ui, 5);
	for (int i = 0; i < chart->count; i++) {
		struct rect r = column_of(plot, i);
		int gap = r.w / 3 < ui_design(ui, 8) ? r.w / 3 : ui_design(ui, 8), h = height_of(plot, chart->arrived[i]);
		struct rect bar = {r.x + gap / 2, r.y + r.h - h, r.w - gap, h};
		bool now = i == chart->now;
		if (h > 0)
			draw_round(ui->draw, bar, h > 2 * radius ? radius : 0, CORNERS_TOP,
				   now ? COLOR_CHART_BAR_NOW : COLOR_CHART_BAR, now ? (int)COLOR_TEXT : COLOR_NONE,
				   now ? ui_px(ui, STROKE_CONTROL) : 0);
	}
}

/* Over the highest bar, its number. */
static void draw_peak(struct ui *ui, const struct plot *plot, const struct chart *chart)
{
	int peak = 0, high = ui_line(ui, TYPE_LABEL), wide = ui_design(ui, 80);
	char number[16];
	for (int i = 1; i < chart->count; i++)
		peak = chart->arrived[i] > chart->arrived[peak] ? i : peak;
	if (!chart->arrived[peak] || plot->r.h < 4 * high)
		return;
	int h = height_of(plot, chart->arrived[peak]), line = height_of(plot, chart->expected[peak]);
	struct rect column = column_of(plot, peak);
	int top = plot->r.y + plot->r.h - (h > line ? h : line) - high - ui_design(ui, 4);
	text_format(number, sizeof number, "%d", chart->arrived[peak]);
	ui_text(ui, (struct rect){column.x + column.w / 2 - wide / 2, top, wide, high}, number,
		(struct text){.type = TYPE_LABEL, .color = COLOR_TEXT, .on = COLOR_SURFACE, .align = ALIGN_CENTER, .lines = 1});
}

/* A stepped line: a flat piece a column, and an upright one where two differ. */
static void draw_steps(struct ui *ui, const struct plot *plot, const int *values, int width, enum color color)
{
	int before = -1;
	for (int i = 0; i < plot->count; i++) {
		struct rect r = column_of(plot, i);
		int y = r.y + r.h - height_of(plot, values[i]);
		draw_rect(ui->draw, (struct rect){r.x - width / 2, y - width / 2, r.w + width, width}, color);
		if (before >= 0) {
			int top = before < y ? before : y, h = before < y ? y - before : before - y;
			draw_rect(ui->draw, (struct rect){r.x - width / 2, top - width / 2, width, h + width}, color);
		}
		before = y;
	}
}

/* The hours below, as many as there is room for, and their rows of the table. */
static void hours(struct ui *ui, const struct plot *plot, const struct chart *chart)
{
	int high = ui_line(ui, TYPE_CAPTION), wide = 0, each = plot->r.w * chart->per_hour / plot->count, every = 1;
	for (int i = 0; i < chart->hour_count; i++) {
		int w = ui_text_width(ui, TYPE_CAPTION, chart->hours[i].label);
		wide = w > wide ? w : wide;
	}
	while (every * each < wide + ui_design(ui, 10) && every < chart->hour_count)
		every++;
	for (int i = 0; i < chart->hour_count; i++) {
		char id[NODE_ID_MOST];
		int first = i * chart->per_hour, last = first + chart->per_hour;
		struct rect from = column_of(plot, first),
			    to = column_of(plot, last < plot->count ? last - 1 : plot->count - 1);
		struct rect r = {from.x, plot->r.y, to.x + to.w - from.x, plot->r.h};
		text_format(id, sizeof id, "%s-%d", chart->id, i + 1);
		struct node *node = part_node(ui, NODE_IMAGE, id, r, chart->hours[i].label);
		text_copy(node->value, sizeof node->value, chart->hours[i].said);
		text_copy(node->spoken, sizeof node->spoken, chart->hours[i].said);
		node->bg = COLOR_SURFACE;
		if (i % every == 0)
			small(ui, (struct rect){r.x, plot->r.y + plot->r.h + ui_design(ui, 8), wide + 4, high},
			      chart->hours[i].label, ALIGN_LEFT, COLOR_TEXT_MUTED);
	}
}

void ui_chart(struct ui *ui, struct rect r, struct chart chart)
{
	int most = LINES_LEAST, label = ui_line(ui, TYPE_CAPTION);
	for (int i = 0; i < chart.count; i++) {
		most = chart.arrived[i] > most ? chart.arrived[i] : most;
		most = chart.expected[i] > most ? chart.expected[i] : most;
	}
	int step = grid_step(most), top = ui_line(ui, TYPE_LABEL) / 2;
	struct plot plot = {.most = (most + step - 1) / step * step, .count = chart.count};
	int left = widest_number(ui, plot.most, step) + ui_px(ui, SPACE_ICON_GAP) + 1;
	plot.r = (struct rect){r.x + left, r.y + top, r.w - left, r.h - top - label - ui_design(ui, 8)};
	if (chart.count < 1 || plot.r.h < label)
		return;
	draw_grid(ui, &plot, r.x);
	draw_bars(ui, &plot, &chart);
	draw_steps(ui, &plot, chart.expected, ui_design(ui, 8), COLOR_SURFACE);
	draw_steps(ui, &plot, chart.expected, ui_design(ui, 4), COLOR_CHART_EXPECTED);
	draw_peak(ui, &plot, &chart);
	hours(ui, &plot, &chart);
}
