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
	booth_table(app, ui,
		    (struct booth_table){.r = places.table,
					 .head = places.head,
					 .row_high = places.row_high,
					 .rows = places.per_page,
					 .action = ACT_ROW});
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
