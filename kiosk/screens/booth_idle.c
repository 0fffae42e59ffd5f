/* 14 Booth: waiting for a badge. The scanner is live; today's tallies and the last badge stand beside it. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <stdio.h>
#include <string.h>

enum { ACT_LEADS = ACT_PRIMARY, ACT_CODE = ACT_SECONDARY, ACT_LAST = ACT_SCREEN, MINUTE_MS = 60 * 1000 };

/* A booth never sleeps while the fair is open; but one that was opened at a kiosk of another mode is not left open there. */
static int64_t lock_at(const struct app *app)
{
	return booth_is_guest(app) ? booth_idle_at(app) : 0;
}

/* The clock in the bar and "4 minutes ago" change with the minute. */
static void wait_for_minute(struct app *app)
{
	int64_t lock = lock_at(app);
	bool gone = lock && lock <= app->now;
	app->deadline = app->now + MINUTE_MS - app->wall % MINUTE_MS;
	if (lock && !gone && lock < app->deadline)
		app->deadline = lock;
	if (gone)
		app_cover(app, SCREEN_STILL_THERE); /* if nobody says yes, it is locked */
}

static void enter(struct app *app)
{
	if (!app->booth.employer.id[0]) {
		app_go(app, SCREEN_BOOTH_DOOR);
		return;
	}
	app->booth.page = app->booth.filter = 0;
	app->booth.code_open = false;
	booth_list(app, true);
	wait_for_minute(app);
}

/* --- where to hold it ------------------------------------------------------------------------------------------------ */

static void draw_scan(struct app *app, struct ui *ui, struct rect r)
{
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	struct rect inner = rect_inset(r, pick(ui, 12, 28, 40), pick(ui, 10, 0, 24));
	struct photo seen;
	bool sees = sight_photo(app, &seen);
	const char *words = ui_say(ui, !app->booth.employer.name[0] && app->folded ? "booth.no_employer"
				       : sees                                      ? "booth.scan.camera"
										   : "booth.scan.text");
	struct text title = {.id = "title",
			     .type = is_compact(ui) ? TYPE_TITLE : TYPE_NUMERAL,
			     .color = COLOR_TEXT,
			     .on = COLOR_SURFACE_AQUA,
			     .align = ALIGN_CENTER,
			     .lines = 2,
			     .shrink = 26,
			     .heading = true};
	struct text text = {.id = "hint",
			    .type = TYPE_LEAD,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE_AQUA,
			    .align = ALIGN_CENTER,
			    .lines = 3,
			    .shrink = 20};
	int title_h = ui_text_height(ui, inner.w, title.type, ui_say(ui, "booth.scan.title"));
	int text_h = ui_text_height(ui, inner.w, TYPE_LEAD, words), gap = pick(ui, 4, 10, 16), below = pick(ui, 0, 38, 32);
	int used = title_h + gap + text_h + below, top = pick(ui, 0, 28, 0);
	struct rect words_r = used < inner.h ? rect_cut_bottom(&inner, used, pick(ui, 6, 12, 24)) : inner;
	if (sees && inner.h > pick(ui, 90, 160, 200))
		ui_finder(ui, (struct rect){inner.x, inner.y + top, inner.w, inner.h - top}, "view",
			  ui_say(ui, "scan.camera.view"), &seen);
	else if (inner.h > pick(ui, 90, 200, 260))
		draw_art(ui->draw, inner, "scan");
	rect_cut_top(&words_r, ui_text(ui, words_r, ui_say(ui, "booth.scan.title"), title), gap);
	ui_text(ui, words_r, words, text);
}

/* --- today ----------------------------------------------------------------------------------------------------------- */

static void tally(struct ui *ui, struct rect r, const char *id, size_t number, const char *label, const char *detail)
{
	char value[24];
	snprintf(value, sizeof value, "%zu", number);
	int line = ui_px(ui, STROKE_DIVIDER);
	draw_rect(ui->draw, (struct rect){r.x, r.y + r.h - line, r.w, line}, COLOR_DIVIDER);
	struct rect left = rect_cut_left(&r, pick(ui, 66, 94, 150), pick(ui, 14, 24, 36));
	struct text text = {.id = id,
			    .type = TYPE_NUMERAL,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .align = ALIGN_RIGHT,
			    .lines = 1,
			    .shrink = 26,
			    .middle = true};
	ui_text(ui, left, value, text);
	char label_id[NODE_ID_MOST];
	text_format(label_id, sizeof label_id, "%s-label", id);
	text = (struct text){.id = label_id,
			     .type = TYPE_BUTTON,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 1,
			     .shrink = 20,
			     .middle = true};
	int detail_h = detail[0] ? ui_line(ui, TYPE_CAPTION) : 0, used = ui_line(ui, TYPE_BUTTON) + detail_h;
	if (used > r.h - pick(ui, 4, 8, 12) || !detail[0]) {
		ui_text(ui, r, label, text);
		return;
	}
	rect_cut_top(&r, (r.h - used) / 2, 0);
	ui_text(ui, rect_cut_top(&r, ui_line(ui, TYPE_BUTTON), 0), label, text);
	text.id = "most";
	text.type = TYPE_CAPTION;
	text.color = COLOR_TEXT_MUTED;
	ui_text(ui, (struct rect){r.x, r.y, r.w, detail_h}, detail, text);
}

static void tallies(struct app *app, struct ui *ui, struct rect *area)
{
	const struct booth *booth = &app->booth;
	int high = pick(ui, 58, 104, 136);
	const char *most = "";
	if (booth->busiest)
		most = ui_fill(ui, "booth.most_at", "time",
			       booth_time(ui, (struct moment){.wall = booth->busiest, .certainty = MOMENT_EXACT}));
	tally(ui, rect_cut_top(area, high, 0), "met", booth->counts[0],
	      say_count(ui->catalog, ui->language, "booth.met", booth->counts[0]), most);
	tally(ui, rect_cut_top(area, high, 0), "strong", booth->counts[1], ui_say(ui, "booth.strong"), "");
	tally(ui, rect_cut_top(area, high, 0), "call-back", booth->counts[2], ui_say(ui, "booth.call_back"), "");
}

/* "Andre T.": the screen is seen by those who wait. */
static void short_name(const char *name, char *out, size_t size)
{
	const char *last = strrchr(name, ' ');
	char initial[8] = "";
	if (last) {
		last++;
		text_append_char(initial, sizeof initial, text_next(&last));
		text_format(out, size, "%.*s %s.", (int)strcspn(name, " "), name, initial);
	} else {
		text_copy(out, size, name);
	}
}

static void last_badge(struct app *app, struct ui *ui, struct rect r)
{
	const struct lead_row *last = &app->booth.last;
	char name[NAME_MOST];
	short_name(last->name[0] ? last->name : ui_say(ui, "leads.nameless"), name, sizeof name);
	if (!last->name[0])
		text_copy(name, sizeof name, ui_say(ui, "leads.nameless"));
	const char *detail = booth_fill_two(ui, "booth.last.detail", "fit", booth_fit(ui, last->rating), "ago",
					    booth_ago(ui, last->at, app->wall));
	ui_row(ui, r,
	       (struct row){.id = "last-lead",
			    .label = name,
			    .value = detail,
			    .personal = true,
			    .fill = COLOR_SURFACE,
			    .action = ACT_LAST});
	struct rect inner = rect_inset(r, pick(ui, 14, 26, 36), 0);
	int side = ui_px(ui, PART_ICON_SMALL);
	struct rect icon = rect_cut_right(&inner, side, pick(ui, 8, 12, 16));
	draw_icon(ui->draw, (struct rect){icon.x + side / 4, r.y + (r.h - side) / 2, side, side}, ICON_NEXT, COLOR_TEXT);
	int first = ui_line(ui, TYPE_BUTTON), second = ui_line(ui, TYPE_CAPTION);
	bool both = first + second <= r.h - pick(ui, 4, 8, 12);
	rect_cut_top(&inner, both ? (r.h - first - second) / 2 : (r.h - first) / 2, 0);
	struct text text = {.type = TYPE_BUTTON, .color = COLOR_TEXT, .on = COLOR_SURFACE, .lines = 1, .shrink = 20};
	ui_text(ui, rect_cut_top(&inner, first, 0), name, text);
	text.type = TYPE_CAPTION;
	text.color = COLOR_TEXT_MUTED;
	if (both)
		ui_text(ui, inner, detail, text);
}

static void today(struct app *app, struct ui *ui, struct rect area)
{
	struct text label = {
		.id = "today", .type = TYPE_LABEL, .color = COLOR_TEXT_MUTED, .on = COLOR_PAGE, .lines = 1, .shrink = 20};
	int line = ui_line(ui, TYPE_LABEL), row = pick(ui, 72, 104, 140), between = pick(ui, 6, 22, 40);
	ui_text(ui, rect_cut_top(&area, line, pick(ui, 2, 4, 12)), ui_say(ui, "booth.today"), label);
	tallies(app, ui, &area);
	rect_cut_top(&area, 0, between);
	bool room = area.h >= line + pick(ui, 4, 10, 14) + ui_px(ui, PART_TOUCH_MIN);
	label.id = "last";
	if (room)
		ui_text(ui, rect_cut_top(&area, line, pick(ui, 4, 10, 14)), ui_say(ui, "booth.last"), label);
	struct rect r = {area.x, area.y, area.w, area.h < row ? area.h : row};
	if (app->booth.counts[0] && r.h >= ui_px(ui, PART_TOUCH_MIN) - 1)
		last_badge(app, ui, r);
	else if (!app->booth.counts[0])
		ui_text(ui, r, ui_say(ui, "booth.first"),
			(struct text){.id = "first",
				      .type = TYPE_BODY,
				      .color = COLOR_TEXT,
				      .on = COLOR_PAGE,
				      .lines = 2,
				      .shrink = 18});
}

/* --- page ------------------------------------------------------------------------------------------------------------ */

static struct button leads_button(struct app *app, struct ui *ui)
{
	size_t n = app->booth.counts[0];
	return (struct button){.id = "leads",
			       .label = n ? front_count(ui, "booth.leads.button", n) : ui_say(ui, "booth.no_leads.button"),
			       .icon = ICON_NEXT,
			       .icon_behind = true,
			       .disabled = n == 0,
			       .action = ACT_LEADS};
}

static void build_waiting(struct app *app, struct ui *ui)
{
	struct rect area = booth_page(app, ui, NULL);
	rect_cut_top(&area, pick(ui, 12, 28, 40), 0);
	rect_cut_bottom(&area, pick(ui, 12, 28, 28), 0);
	struct rect scan = is_tall(ui) ? rect_cut_top(&area, ui_design(ui, 760), ui_design(ui, 44))
				       : rect_cut_left(&area, pick(ui, 400, 660, 0), pick(ui, 18, 36, 0));
	draw_scan(app, ui, scan);
	booth_says_count(ui, "spoken.booth", &app->booth.employer, app->booth.counts[0]);
	today(app, ui, area);
	struct button code = {.id = "code",
			      .label = ui_say(ui, "booth.code.button"),
			      .look = BUTTON_SECONDARY,
			      .icon = ICON_EDIT,
			      .action = ACT_CODE};
	booth_dock(ui, leads_button(app, ui), code, (struct button){.label = NULL});
}

static void build(struct app *app, struct ui *ui)
{
	booth_list(app, false);
	if (app->booth.code_open)
		booth_code_build(app, ui);
	else
		build_waiting(app, ui);
	booth_refused(app, ui);
}

static void act(struct app *app, int action, int arg)
{
	if (booth_act(app, action))
		return;
	if (app->booth.code_open) {
		booth_code_act(app, action, arg);
		return;
	}
	switch (action) {
	case ACT_LEADS:
		app_go(app, SCREEN_BOOTH_LEADS);
		break;
	case ACT_CODE:
		booth_code_enter(app);
		break;
	case ACT_LAST:
		booth_open(app, app->booth.last.badge);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	if (app->booth.code_open)
		booth_code_type(app, codepoint);
}

static void sample(struct app *app)
{
	struct booth *booth = &app->booth;
	booth->employer = (struct employer){.id = "mangrove", .name = "Mangrove Health", .booth = "B12"};
	app_go(app, SCREEN_BOOTH_IDLE);
	memcpy(booth->counts, (size_t[]){37, 14, 9, 6}, sizeof booth->counts);
	booth->busiest = app->wall - 8 * 15 * MINUTE_MS - app->wall % (15 * MINUTE_MS);
	booth->last = (struct lead_row){.name = "Andre Thompson", .rating = 3, .at = {.wall = app->wall - 4 * MINUTE_MS}};
	booth->listed = true;
	booth->revision = app->store ? store_revision(app->store) : 0;
	booth->language = app->ui.language;
}

const struct screen screen_booth_idle = {
	.name = "booth-idle",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.tick = wait_for_minute,
	.sample = sample,
	.sample_home = "booth",
	.camera = true,
};
