/* 16 Booth: all leads of this employer, newest first, five a page, filtered by one mark. A row opens its card. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/seeker.h"

#include <stdio.h>
#include <string.h>

enum { ACT_SCAN_NEXT = ACT_PRIMARY, ACT_LEAVE = ACT_SECONDARY, ACT_FILTER = ACT_SCREEN, ACT_ROW, ACT_PAGE, ACT_SEND };

/* --- how much fits --------------------------------------------------------------------------------------------------- */

struct places {
	struct rect title, chips, table;
	int head, row_high, per_page;
};

/* Compact leaves the title out: its chips need the line. */
static struct places places_of(const struct ui *ui, struct rect area, int rows)
{
	struct places places = {.row_high = ui_px(ui, PART_TABLE_ROW_HEIGHT)};
	int chip = ui_px(ui, PART_CHIP_HEIGHT), border = ui_px(ui, STROKE_DIVIDER);
	if (is_large(ui))
		places.row_high = places.row_high * 5 / 4;
	else if (is_tall(ui))
		places.row_high = places.row_high * 6 / 5;
	rect_cut_top(&area, pick(ui, 8, is_large(ui) ? 14 : 22, 40), 0);
	rect_cut_bottom(&area, pick(ui, 8, is_large(ui) ? 14 : 22, 28), 0);
	if (is_tall(ui))
		places.title = rect_cut_top(&area, ui_px(ui, PART_BUTTON_HEIGHT), ui_design(ui, 24));
	places.chips = rect_cut_top(&area, chip, pick(ui, 8, is_large(ui) ? 12 : 20, 32));
	if (!is_tall(ui) && !is_compact(ui))
		places.title = places.chips;
	places.table = area;
	places.head = pick(ui, 34, 56, 72);
	int fit = (area.h - places.head - 2 * border) / places.row_high, most = is_tall(ui) ? LEADS_PAGE_MOST : 5;
	places.per_page = fit < 1 ? 1 : fit < most ? fit : most;
	if (is_large(ui) && !is_tall(ui))
		places.row_high = (area.h - places.head - 2 * border) / places.per_page;
	int shown = is_tall(ui) && rows < places.per_page ? rows > 5 ? rows : 5 : places.per_page;
	places.table.h = places.head + shown * places.row_high + 2 * border;
	return places;
}

static int pages_of(const struct booth *booth)
{
	size_t n = booth->counts[booth->filter], per_page = (size_t)booth->per_page;
	return n && per_page ? (int)((n + per_page - 1) / per_page) : 1;
}

static void enter(struct app *app)
{
	app->booth.listed = false;
	app->deadline = booth_idle_at(app);
}

/* --- filters and pages ----------------------------------------------------------------------------------------------- */

static const struct {
	const char *id, *word;
} filters[LEAD_FILTERS] = {
	{"f-all", "leads.all"},
	{"f-strong", "lead.fit.4"},
	{"f-call-back", "tag.call_back"},
	{"f-interview", "tag.interview"},
};

static struct button page_button(struct app *app, struct ui *ui, bool down)
{
	int page = app->booth.page;
	return (struct button){.id = down ? "page-down" : "page-up",
			       .label = ui_say(ui, down ? "leads.down.button" : "leads.up.button"),
			       .look = BUTTON_SECONDARY,
			       .icon = down ? ICON_DOWN : ICON_UP,
			       .icon_only = true,
			       .disabled = down ? page + 1 >= pages_of(&app->booth) : page == 0,
			       .action = ACT_PAGE,
			       .arg = down ? 1 : -1};
}

/* At the right end of the line, when there is more than one page. */
static void draw_pages(struct app *app, struct ui *ui, struct rect *line)
{
	int gap = pick(ui, 6, 14, 16), side = pick(ui, 57, 70, 96);
	if (pages_of(&app->booth) < 2)
		return;
	struct rect down = rect_cut_right(line, side, gap), up = rect_cut_right(line, side, gap);
	ui_button(ui, up, page_button(app, ui, false));
	ui_button(ui, down, page_button(app, ui, true));
}

/* Beside the title the filters give it of the air around their words, before it shrinks. Returns how much. */
static int give_title(struct ui *ui, int room, int widths[LEAD_FILTERS])
{
	int wanted = ui_text_width(ui, TYPE_TITLE_TIGHT, ui_say(ui, "leads.title")) + 1 + ui_px(ui, SPACE_INLINE_GAP);
	int most = ui_design(ui, 16), each = (wanted - room + LEAD_FILTERS - 1) / LEAD_FILTERS;
	each = each < 0 ? 0 : each > most ? most : each;
	for (int i = 0; i < LEAD_FILTERS; i++)
		widths[i] -= each;
	return LEAD_FILTERS * each;
}

/* As wide as their words, or as there is room for; beside the title they end at the right. Returns where they begin. */
static int draw_filters(struct app *app, struct ui *ui, struct rect chips)
{
	char words[LEAD_FILTERS][128];
	int widths[LEAD_FILTERS], sum = 0, gap = pick(ui, 6, 14, 16);
	for (int i = 0; i < LEAD_FILTERS; i++) {
		text_format(words[i], sizeof words[i], "%s  %zu", ui_say(ui, filters[i].word), app->booth.counts[i]);
		sum += widths[i] = ui_filter_width(ui, words[i]);
	}
	int room = chips.w - (LEAD_FILTERS - 1) * gap;
	if (!is_tall(ui) && !is_compact(ui))
		sum -= give_title(ui, room - sum, widths);
	if (sum < room && !is_tall(ui) && !is_compact(ui))
		chips.x += room - sum;
	int left = chips.x;
	for (int i = 0; i < LEAD_FILTERS; i++)
		ui_chip(ui, rect_cut_left(&chips, sum > room ? widths[i] * room / sum : widths[i], gap),
			(struct chip){.id = filters[i].id,
				      .label = words[i],
				      .on = app->booth.filter == i,
				      .bare = true,
				      .action = ACT_FILTER,
				      .arg = i});
	return left;
}

/* --- table ----------------------------------------------------------------------------------------------------------- */

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

static void draw_row(struct ui *ui, struct rect r, const struct table *table, bool below, const struct lead_row *row, int i)
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
			    .action = ACT_ROW,
			    .arg = i});
	without_half(time, clock, sizeof clock);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_TIME), table->columns[COLUMN_TIME].percent, TYPE_BODY, COLOR_TEXT, clock);
	names(ui, ui_table_cell(table, r, COLUMN_NAME), row);
	meter(ui, ui_table_cell(table, r, COLUMN_FIT), table->columns[COLUMN_FIT].percent, below, row->rating);
	ui_cell(ui, ui_table_cell(table, r, COLUMN_STEP), table->columns[COLUMN_STEP].percent, TYPE_BODY, COLOR_TEXT, step);
	struct rect end = ui_table_cell(table, r, COLUMN_END);
	draw_icon(ui->draw, (struct rect){end.x, r.y + (r.h - end.w) / 2, end.w, end.w}, ICON_NEXT, COLOR_TEXT);
}

static void draw_table(struct app *app, struct ui *ui, const struct places *places)
{
	const struct booth *booth = &app->booth;
	struct table table = columns_of(app, ui);
	bool below = place_columns(ui, &table, places->table.w);
	struct rect rows = ui_table(ui, places->table, places->head, &table);
	for (size_t i = 0; i < booth->row_count && (int)i < places->per_page; i++)
		draw_row(ui, rect_cut_top(&rows, places->row_high, 0), &table, below, &booth->rows[i], (int)i);
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

/* --- page ------------------------------------------------------------------------------------------------------------ */

static void draw_title(struct ui *ui, struct rect r)
{
	int px = profile_type_px(&ui->profile, TYPE_TITLE_TIGHT, ui->text_scale), least = ui_design(ui, 24);
	if (r.w < ui_text_width(ui, TYPE_TITLE_TIGHT, ui_say(ui, "leads.title")) * least / px + 2)
		return; /* compact, or large text beside long filters */
	ui_text(ui, r, ui_say(ui, "leads.title"),
		(struct text){.id = "title",
			      .type = TYPE_TITLE_TIGHT,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .shrink = 24,
			      .heading = true,
			      .middle = true});
}

static struct button send_button(struct app *app, struct ui *ui)
{
	return (struct button){.id = "send",
			       .label = ui_say(ui, "leads.send.button"),
			       .look = BUTTON_SECONDARY,
			       .icon = ICON_MAIL,
			       .icon_only = is_compact(ui) || is_large(ui),
			       .disabled = app->booth.counts[0] == 0,
			       .action = ACT_SEND};
}

static void build(struct app *app, struct ui *ui)
{
	struct places places = places_of(ui, booth_page(app, ui, NULL), (int)app->booth.row_count);
	bool resized = app->booth.per_page != places.per_page;
	app->booth.per_page = places.per_page;
	booth_list(app, resized);
	bool beside = places.title.y == places.chips.y;
	draw_pages(app, ui, is_tall(ui) ? &places.title : &places.chips);
	int end = draw_filters(app, ui, places.chips);
	if (beside)
		places.title.w = end - places.title.x - ui_px(ui, SPACE_INLINE_GAP);
	draw_title(ui, places.title);
	booth_says_count(ui, "spoken.leads", &app->booth.employer, app->booth.counts[0]);
	draw_table(app, ui, &places);
	struct button back = front_back(ui);
	back.icon_only = is_compact(ui);
	if (is_compact(ui) && is_large(ui)) /* "Scan next" leads to the same page */
		back.label = NULL;
	booth_dock(ui,
		   (struct button){.id = "scan-next",
				   .label = ui_say(ui, "leads.scan_next.button"),
				   .icon = ICON_SCAN,
				   .icon_behind = true,
				   .action = ACT_SCAN_NEXT},
		   back, send_button(app, ui));
	booth_refused(app, ui);
}

/* --- acting ---------------------------------------------------------------------------------------------------------- */

static void turn(struct app *app, int by)
{
	int page = app->booth.page + by;
	if (page < 0 || page >= pages_of(&app->booth))
		return;
	app->booth.page = page;
	booth_list(app, true);
}

/* It is mailed once a device with a network can; until then it is in the log, so it is not forgotten. */
static void send_to_me(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	bool ok = desk_leads_ask(app->store, app->booth.employer.id, &err);
	const char *key = ok ? "leads.queued" : err.code == ERR_MISSING ? "leads.no_address" : app_problem(app, &err);
	app_toast(app, ui_say(&app->ui, key), 0);
}

static void act(struct app *app, int action, int arg)
{
	struct booth *booth = &app->booth;
	if (booth_act(app, action))
		return;
	switch (action) {
	case ACT_FILTER:
		booth->filter = arg;
		booth->page = 0;
		booth_list(app, true);
		break;
	case ACT_PAGE:
		turn(app, arg);
		break;
	case ACT_ROW:
		if (arg >= 0 && (size_t)arg < booth->row_count) {
			booth_open(app, booth->rows[arg].badge);
			booth->from_list = app->screen == SCREEN_BOOTH_LEAD;
		}
		break;
	case ACT_SEND:
		send_to_me(app);
		break;
	case ACT_SCAN_NEXT:
	case ACT_LEAVE:
		app_go(app, SCREEN_BOOTH_IDLE);
		break;
	default:
		break;
	}
}

/* A list of people is never left on the screen. */
static void tick(struct app *app)
{
	int64_t end = booth_idle_at(app);
	if (end && end <= app->now)
		app_go(app, SCREEN_BOOTH_IDLE);
	else
		app->deadline = end;
}

static void sample(struct app *app)
{
	static const struct {
		const char *name, *job, *step;
		int rating, minutes;
	} rows[] = {
		{"Andre Thompson", "53-7065.00", "call back", 3, 4},   {"Marisol Peña", "31-9092.00", "interview", 4, 12},
		{"Wideline Pierre", "31-1131.00", "interview", 4, 26}, {"José Ibáñez", "43-6013.00", "send link", 2, 33},
		{"Keisha Brown", "31-1121.00", "call back", 3, 44},
	};
	struct booth *booth = &app->booth;
	booth->employer = (struct employer){.id = "mangrove", .name = "Mangrove Health", .booth = "B12"};
	app_build(app); /* tells how many rows fit */
	memcpy(booth->counts, (size_t[]){37, 14, 9, 6}, sizeof booth->counts);
	booth->row_count = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0] && (int)i < booth->per_page; i++) {
		struct lead_row *row = &booth->rows[booth->row_count++];
		*row = (struct lead_row){.rating = rows[i].rating,
					 .at = {.wall = app->wall - rows[i].minutes * INT64_C(60000)}};
		text_copy(row->name, sizeof row->name, rows[i].name);
		text_copy(row->headline, sizeof row->headline, seeker_name(app, TERM_JOB, rows[i].job));
		text_copy(row->next_step, sizeof row->next_step, rows[i].step);
	}
}

const struct screen screen_booth_leads = {
	.name = "booth-leads",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sample,
	.sample_home = "booth",
};
