/* 18 Staff desk: how the fair goes, in four numbers, one chart and the equipment of this kiosk. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff.h"
#include "store/view_staff.h"

#include <stddef.h>
#include <string.h>

enum { ACT_DEVICE = ACT_SCREEN, ACT_DEVICES, ROWS = 5 };

/* --- numbers ----------------------------------------------------------------------------------------------------------- */

/* Counted anew when the view has changed or another quarter of an hour has begun. */
static void count(struct app *app)
{
	struct staff *staff = app->staff;
	uint64_t revision = store_revision(app->store);
	int64_t span = app->wall / SPAN_MS;
	if (!app->folded || (staff->counted && staff->revision == revision && staff->span == span))
		return;
	view_totals(app->store, &staff->totals);
	staff_arrivals(app->store, app->wall, &staff->arrivals);
	staff->counted = true;
	staff->revision = revision;
	staff->span = span;
}

static struct text caption(const struct ui *ui, const char *id)
{
	return (struct text){.id = id,
			     .type = TYPE_CAPTION,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_SURFACE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28)};
}

static int number_px(const struct ui *ui)
{
	double px = pick(ui, 30, 52, 64) * (ui->text_scale > 1.25 ? 1.25 : ui->text_scale);
	return (int)px;
}

/* A number in its own size, and its width. */
static int draw_number(struct ui *ui, int x, int y, const char *number)
{
	int px = number_px(ui);
	draw_text(ui->draw, x, y, px, px * 6 / 5, FONT_BOLD, COLOR_TEXT, number);
	return render_text_width(ui->render, FONT_BOLD, px, number);
}

static struct rect panel(struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	return rect_inset(r, pick(ui, 12, 24, 28), pick(ui, 6, 12, 20));
}

static int bar_high(const struct ui *ui)
{
	return pick(ui, 8, 14, 18);
}

/* Where the number of a panel begins: all in a line stand on one, above the bar that the first may have. */
static int number_y(const struct ui *ui, struct rect in, bool bar)
{
	return in.y + in.h - (bar ? bar_high(ui) + pick(ui, 0, 4, 8) : 0) - number_px(ui) * 6 / 5;
}

/* All four numbers stand in one line. */
static bool in_one_line(const struct ui *ui)
{
	return !is_tall(ui) && !is_large(ui);
}

/* A label and a number below; what it says is in one node. */
static void kpi(struct ui *ui, struct rect r, const char *id, const char *key, size_t n)
{
	struct rect in = panel(ui, r);
	struct text text = caption(ui, id);
	const char *number = staff_number(ui, n);
	text.lines = 2;
	int used = ui_text(ui, (struct rect){in.x, in.y, in.w, in.h - number_px(ui)}, ui_say(ui, key), text);
	text_copy(nodes_find(ui->nodes, id)->value, NODE_TEXT_MOST, number);
	int y = number_y(ui, in, in_one_line(ui));
	draw_number(ui, in.x, y > in.y + used ? y : in.y + used, number);
}

/* The title says the whole page in a sentence. */
static void says(struct app *app, struct ui *ui)
{
	const struct totals *totals = &app->staff->totals;
	char said[NODE_TEXT_MOST], of[32];
	unsigned long attention = (unsigned long)staff_attention(app);
	text_copy(of, sizeof of, staff_number(ui, totals->people));
	text_format(said, sizeof said, "%s %s",
		    booth_fill_two(ui, "staff.arrival", "n", staff_number(ui, totals->checked_in), "m", of),
		    attention ? front_count(ui, "staff.attention", attention) : "");
	front_says(ui, "title", said, false);
}

static void bar(struct ui *ui, struct rect r, size_t part, size_t whole)
{
	int done = whole ? (int)((uint64_t)r.w * part / whole) : 0;
	draw_round(ui->draw, r, r.h / 2, CORNERS_ALL, COLOR_STRAP_AHEAD, COLOR_NONE, 0);
	if (done > r.h)
		draw_round(ui->draw, (struct rect){r.x, r.y, done < r.w ? done : r.w, r.h}, r.h / 2,
			   done < r.w ? CORNERS_LEFT : CORNERS_ALL, COLOR_PRIMARY, COLOR_NONE, 0);
}

static void checked_in(struct app *app, struct ui *ui, struct rect r)
{
	const struct totals *totals = &app->staff->totals;
	struct rect in = panel(ui, r);
	char percent[16];
	struct text text = caption(ui, "title");
	text.heading = true;
	struct rect line = rect_cut_top(&in, ui_line(ui, TYPE_CAPTION), 0);
	const char *title = ui_say(ui, "staff.kpi.checked_in");
	int w = ui_text_width(ui, TYPE_CAPTION, title) + 1;
	ui_text(ui, rect_cut_left(&line, w < line.w ? w : line.w, ui_px(ui, SPACE_INLINE_GAP)), title, text);
	says(app, ui);
	text_format(percent, sizeof percent, "%zu", totals->people ? totals->checked_in * 100 / totals->people : 0);
	bool bounded = store_fair(app->store)->capacity > 0; /* how many are here now says more */
	const char *so_far = bounded ? front_inside(app, ui) : ui_fill(ui, "staff.so_far", "n", percent);
	text = caption(ui, "so-far");
	text.align = ALIGN_RIGHT;
	if (ui_text_width(ui, TYPE_CAPTION, so_far) < line.w)
		ui_text(ui, line, so_far, text);
	int high = bar_high(ui), px = number_px(ui), y = number_y(ui, in, true);
	if (in.h > px * 6 / 5 + high)
		bar(ui, (struct rect){in.x, in.y + in.h - high, in.w, high}, totals->checked_in, totals->people);
	y = y > in.y ? y : in.y;
	rect_cut_left(&in, draw_number(ui, in.x, y, staff_number(ui, totals->checked_in)), ui_px(ui, SPACE_INLINE_GAP));
	text = (struct text){.id = "checked-in",
			     .type = TYPE_LEAD,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_SURFACE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
	const char *expected = ui_fill(ui, "staff.of_expected", "n", staff_number(ui, totals->people));
	if (ui_text_width(ui, TYPE_CAPTION, expected) > in.w) {
		text.lines = 2;
		in.h -= high;
	} else {
		in = (struct rect){in.x, y, in.w, px * 6 / 5};
	}
	ui_text(ui, in, expected, text);
}

static const struct {
	const char *id, *word;
	size_t offset; /* in struct totals */
} kpis[] = {
	{"kpi-badges", "staff.kpi.badges", offsetof(struct totals, printed)},
	{"kpi-profiles", "staff.kpi.profiles", offsetof(struct totals, profiles)},
	{"kpi-scans", "staff.kpi.scans", offsetof(struct totals, scans)},
};
enum { KPIS = sizeof kpis / sizeof kpis[0] };

static void draw_kpis(struct app *app, struct ui *ui, struct rect r)
{
	for (int i = 0; i < KPIS; i++)
		kpi(ui, rect_column(r, i, KPIS, pick(ui, 8, 18, 24)), kpis[i].id, kpis[i].word,
		    *(const size_t *)((const char *)&app->staff->totals + kpis[i].offset));
}

/* --- equipment --------------------------------------------------------------------------------------------------------- */

/* The worse of disk and clock stands in the last of five rows. */
static enum equipment row_of(const struct app *app, int i)
{
	bool disk = state_health(app->devices[EQUIPMENT_DISK].condition) >=
		    state_health(app->devices[EQUIPMENT_CLOCK].condition);
	return i < ROWS - 1 ? (enum equipment)i : disk ? EQUIPMENT_DISK : EQUIPMENT_CLOCK;
}

static void equipment(struct app *app, struct ui *ui, struct rect r)
{
	struct rect in = panel(ui, r);
	ui_text(ui, rect_cut_top(&in, ui_line(ui, TYPE_BUTTON), pick(ui, 4, 10, 16)), ui_say(ui, "staff.equipment"),
		(struct text){.id = "equipment",
			      .type = TYPE_BUTTON,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28)});
	for (int i = 0; i < ROWS; i++)
		staff_device_row(app, ui, rect_row(in, i, ROWS, 0), row_of(app, i), true, ACT_DEVICE);
}

/* Where there is no room for rows: one that leads to them. */
static void equipment_in_line(struct app *app, struct ui *ui, struct rect r)
{
	unsigned long bad = (unsigned long)staff_attention(app);
	const char *word = bad ? front_count(ui, "staff.attention", bad) : ui_say(ui, "staff.all_well");
	enum color color = bad ? COLOR_WARNING : COLOR_SUCCESS;
	ui_row(ui, r,
	       (struct row){.id = "equipment",
			    .label = ui_say(ui, "staff.equipment"),
			    .value = word,
			    .fill = COLOR_SURFACE,
			    .action = ACT_DEVICES});
	int side = ui_px(ui, PART_ICON_SMALL), pad = pick(ui, 14, 24, 28);
	struct rect in = rect_inset(r, pad, 0), icon = rect_cut_left(&in, side, ui_px(ui, SPACE_ICON_GAP));
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, bad ? ICON_WARN : ICON_CHECK, color);
	ui_text(ui, in, word,
		(struct text){.type = TYPE_LABEL,
			      .color = color,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void build_regular(struct app *app, struct ui *ui, struct rect area)
{
	struct rect top = rect_cut_top(&area, ui_design(ui, 140), ui_design(ui, 16));
	checked_in(app, ui, rect_cut_left(&top, ui_design(ui, 478), ui_design(ui, 18)));
	draw_kpis(app, ui, top);
	equipment(app, ui, rect_cut_right(&area, ui_design(ui, 424), ui_design(ui, 18)));
	staff_chart(app, ui, panel(ui, area));
}

static void build_column(struct app *app, struct ui *ui, struct rect area)
{
	int gap = pick(ui, 8, 14, 24), row = pick(ui, 57, 72, 96), tall = is_tall(ui);
	int high = ui_line(ui, TYPE_CAPTION) + number_px(ui) * 6 / 5 + pick(ui, 26, 44, 66);
	checked_in(app, ui, rect_cut_top(&area, high, gap));
	high = 2 * ui_line(ui, TYPE_CAPTION) + number_px(ui) * 6 / 5 + pick(ui, 14, 28, 44);
	draw_kpis(app, ui, rect_cut_top(&area, high, gap));
	struct rect below = rect_cut_bottom(&area, tall ? ui_design(ui, 640) : row, gap);
	if (tall)
		equipment(app, ui, below);
	else
		equipment_in_line(app, ui, below);
	if (area.h > ui_design(ui, 200))
		staff_chart(app, ui, panel(ui, area));
}

/* Four numbers in one line, the chart, and a line about the equipment. */
static void build_compact(struct app *app, struct ui *ui, struct rect area)
{
	struct rect top = rect_cut_top(&area, ui_design(ui, 106), ui_design(ui, 6));
	checked_in(app, ui, rect_cut_left(&top, ui_design(ui, 270), ui_design(ui, 8)));
	draw_kpis(app, ui, top);
	equipment_in_line(app, ui, rect_cut_bottom(&area, ui_design(ui, 57), ui_design(ui, 6)));
	staff_chart(app, ui, panel(ui, area));
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_OVERVIEW);
	count(app);
	rect_cut_top(&area, pick(ui, 8, 20, 28), 0);
	rect_cut_bottom(&area, pick(ui, 8, 22, 28), 0);
	if (!in_one_line(ui))
		build_column(app, ui, area);
	else if (is_compact(ui))
		build_compact(app, ui, area);
	else
		build_regular(app, ui, area);
	struct button add = {.id = "add", .icon = ICON_PERSON_PLUS, .look = BUTTON_SECONDARY, .action = ACT_SECONDARY};
	if (!is_compact(ui) || !is_large(ui)) /* there it stands on the page of people only */
		add.label = ui_say(ui, "staff.add.title");
	add.icon_only = is_compact(ui);
	struct button find = {.id = "find", .icon = ICON_SEARCH, .icon_behind = true, .action = ACT_PRIMARY};
	find.label = ui_say(ui, "staff.find.button");
	staff_dock(ui, find, add);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void act(struct app *app, int action, int arg)
{
	if (staff_act(app, action, arg))
		return;
	if (action == ACT_PRIMARY)
		app_go(app, SCREEN_STAFF_PEOPLE);
	if (action == ACT_SECONDARY)
		staff_edit(app, true);
	if (action == ACT_DEVICE)
		app->staff->device = arg;
	if (action == ACT_DEVICE || action == ACT_DEVICES)
		app_go(app, SCREEN_STAFF_DEVICES);
}

static void sample(struct app *app)
{
	static const int arrived[] = {8, 14, 22, 31, 43, 57, 52, 46, 38, 33, 25, 23, 19, 16, 19, 17, 12, 9};
	struct staff *staff = app->staff;
	staff_sample(app, SCREEN_STAFF_DESK);
	count(app);
	staff->totals = (struct totals){.people = 640, .checked_in = 491, .printed = 498, .profiles = 187, .scans = 1204};
	staff->arrivals = (struct arrivals){.from = app->wall - 264 * INT64_C(60000), .count = 28, .now = 17};
	memcpy(staff->arrivals.arrived, arrived, sizeof arrived);
	staff_expected(572, 0, 28, staff->arrivals.expected, 28);
}

const struct screen screen_staff_desk = {
	.name = "staff-desk",
	.enter = staff_enter,
	.build = build,
	.act = act,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
