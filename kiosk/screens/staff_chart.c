/* Part of 18: arrivals every quarter of an hour beside those that were expected, with a legend; heard as a table of hours. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <stdio.h>
#include <string.h>

static int legend_width(struct ui *ui, const char *key)
{
	return ui_text_width(ui, TYPE_CAPTION, ui_say(ui, key)) + 1 + ui_design(ui, 24) + 3 * pick(ui, 6, 10, 12);
}

static void legend(struct ui *ui, struct rect *line, const char *id, const char *key, bool bars)
{
	const char *word = ui_say(ui, key);
	int w = ui_text_width(ui, TYPE_CAPTION, word) + 1, side = ui_design(ui, 24), gap = pick(ui, 6, 10, 12);
	if (legend_width(ui, key) > line->w)
		return;
	struct rect r = rect_cut_right(line, w, gap), mark = rect_cut_right(line, side, 2 * gap);
	ui_text(ui, r, word,
		(struct text){.id = id,
			      .type = TYPE_CAPTION,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
	if (bars)
		draw_round(ui->draw, (struct rect){mark.x, mark.y + (mark.h - side) / 2, side, side}, ui_design(ui, 6),
			   CORNERS_ALL, COLOR_CHART_BAR, COLOR_NONE, 0);
	else
		draw_rect(ui->draw, (struct rect){mark.x, mark.y + (mark.h - side / 6) / 2, side, side / 6},
			  COLOR_CHART_EXPECTED);
}

/* "9 AM": the hour without its minutes. */
static void hour_label(struct ui *ui, int64_t wall, char *out, size_t size)
{
	char time[64], *minutes;
	say_time(ui->catalog, ui->language, wall, time, sizeof time);
	minutes = strstr(time, ":00");
	if (minutes)
		memmove(minutes, minutes + 3, strlen(minutes + 3) + 1);
	text_copy(out, size, time);
}

static int sum_of(const int *values, int first, int count, int most)
{
	int sum = 0;
	for (int i = first; i < first + count && i < most; i++)
		sum += values[i];
	return sum;
}

void staff_chart(struct app *app, struct ui *ui, struct rect in)
{
	const struct arrivals *arrivals = &app->staff->arrivals;
	struct chart_hour hours[CHART_HOURS_MOST];
	struct rect line = rect_cut_top(&in, ui_line(ui, TYPE_BUTTON), pick(ui, 2, 10, 16));
	struct rect legends = line;
	const char *title = ui_say(ui, "staff.chart.title");
	int title_w = ui_text_width(ui, TYPE_CAPTION, title) + 2 * ui_px(ui, SPACE_INLINE_GAP);
	bool below = title_w + legend_width(ui, "staff.chart.expected") + legend_width(ui, "staff.chart.arrived") > line.w;
	if (below && in.h > 6 * line.h)
		legends = rect_cut_top(&in, ui_line(ui, TYPE_CAPTION), pick(ui, 2, 10, 16));
	else
		rect_cut_left(&legends, title_w < line.w ? title_w : line.w, 0);
	legend(ui, &legends, "legend-expected", "staff.chart.expected", false);
	legend(ui, &legends, "legend-arrived", "staff.chart.arrived", true);
	if (legends.y == line.y)
		line.w = legends.x + legends.w - line.x;
	ui_text(ui, line, title,
		(struct text){.id = "chart-title",
			      .type = TYPE_BUTTON,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
	int count = (arrivals->count + SPANS_A_HOUR - 1) / SPANS_A_HOUR;
	for (int i = 0; i < count && i < CHART_HOURS_MOST; i++) {
		char arrived[24], expected[24];
		int first = i * SPANS_A_HOUR;
		hour_label(ui, arrivals->from + (int64_t)first * SPAN_MS, hours[i].label, sizeof hours[i].label);
		snprintf(arrived, sizeof arrived, "%d", sum_of(arrivals->arrived, first, SPANS_A_HOUR, arrivals->count));
		snprintf(expected, sizeof expected, "%d", sum_of(arrivals->expected, first, SPANS_A_HOUR, arrivals->count));
		say_fill(hours[i].said, sizeof hours[i].said, ui_say(ui, "staff.chart.row"), "hour", hours[i].label, "n",
			 arrived, "m", expected, NULL);
	}
	ui_chart(ui, in,
		 (struct chart){.id = "chart",
				.arrived = arrivals->arrived,
				.expected = arrivals->expected,
				.count = arrivals->count,
				.now = arrivals->now,
				.per_hour = SPANS_A_HOUR,
				.hours = hours,
				.hour_count = count});
}
