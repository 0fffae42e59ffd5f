/* Shared by the front pages; see front.h. */
#include "screens/front.h"

#include "base/text.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

int by_class(const struct ui *ui, int compact, int regular, int tall)
{
	const int values[SIZE_COUNT] = {[SIZE_COMPACT] = compact, [SIZE_REGULAR] = regular, [SIZE_TALL] = tall};
	return values[ui->profile.size];
}

int pick(const struct ui *ui, int compact, int regular, int tall)
{
	return ui_design(ui, by_class(ui, compact, regular, tall));
}

bool is_compact(const struct ui *ui)
{
	return ui->profile.size == SIZE_COMPACT;
}

bool is_tall(const struct ui *ui)
{
	return ui->profile.size == SIZE_TALL;
}

/* --- frame ------------------------------------------------------------------------------------------------------------- */

struct rect front_page(struct ui *ui, int step, const char *name_key)
{
	return ui_header(ui, (struct header){.step = step,
					     .steps = FRONT_STEPS,
					     .name = ui_say(ui, name_key),
					     .no_start_over = step > FRONT_STEPS,
					     .start_over_action = ACT_START_OVER});
}

struct rect front_page_of(struct ui *ui, int step, int steps, const char *name_key)
{
	return ui_header(
		ui, (struct header){
			    .step = step, .steps = steps, .name = ui_say(ui, name_key), .start_over_action = ACT_START_OVER});
}

int front_balance(struct ui *ui, int width, enum type type, const char *words)
{
	int high = ui_text_height(ui, width, type, words), least = width / 2, most = width;
	if (high <= ui_line(ui, type) || high > 2 * ui_line(ui, type))
		return width;
	while (most - least > 4) {
		int middle = (least + most) / 2;
		*(ui_text_height(ui, middle, type, words) > high ? &least : &most) = middle;
	}
	return most;
}

void front_title(struct ui *ui, struct rect *area, enum type type, const char *words, const char *hint)
{
	struct text title = {.id = "title", .type = type, .color = COLOR_TEXT, .on = COLOR_PAGE, .heading = true, .lines = 2};
	title.shrink = by_class(ui, 22, 30, 44);
	struct rect even = *area;
	even.w = front_balance(ui, area->w, type, words);
	int used = ui_text(ui, even, words, title);
	rect_cut_top(area, used, pick(ui, 2, 6, 12));
	if (!hint)
		return;
	struct text below = {.id = "hint", .type = TYPE_LEAD, .color = COLOR_TEXT_MUTED, .on = COLOR_PAGE, .lines = 2};
	below.shrink = by_class(ui, 20, 24, 30);
	used = ui_text(ui, *area, hint, below);
	rect_cut_top(area, used, pick(ui, 4, 8, 16));
}

void front_line(struct ui *ui, struct rect *area, const char *title, struct text note, const char *words)
{
	int high = ui_design(ui, 34), gap = ui_design(ui, 12), floor = ui_design(ui, 20);
	enum type type = ui_line(ui, TYPE_HEADING) <= high ? TYPE_HEADING : TYPE_LABEL;
	high = ui_line(ui, type) > high ? ui_line(ui, type) : high;
	int most = area->h - ui_px(ui, PART_FIELD_HEIGHT) - ui_design(ui, 2); /* a keyboard leaves room for a field, no more */
	high = high > most && area->h < ui_design(ui, 130) ? most : high;
	struct rect line = rect_cut_top(area, high, 0);
	int w = ui_text_width(ui, type, title) + 1, full = words ? ui_text_width(ui, TYPE_CAPTION, words) : 0;
	int room = line.w - gap - (w < line.w ? w : line.w), px = profile_type_px(&ui->profile, TYPE_CAPTION, ui->text_scale);
	ui_text(ui, rect_cut_left(&line, w < line.w ? w : line.w, gap), title,
		(struct text){.id = "title",
			      .type = type,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .heading = true,
			      .shrink = 20,
			      .middle = true});
	if (!words || full * floor > room * px)
		return;
	note.type = TYPE_CAPTION;
	note.on = COLOR_PAGE;
	note.lines = 1;
	note.shrink = 20;
	note.middle = true;
	note.align = ALIGN_RIGHT;
	ui_text(ui, line, words, note);
}

struct text front_label(const struct ui *ui, const char *id)
{
	return (struct text){.id = id,
			     .type = TYPE_LABEL,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
}

void front_dock(struct ui *ui, struct button primary, struct button secondary)
{
	ui_dock(ui, (struct dock){.primary = primary,
				  .secondary = secondary,
				  .short_languages = is_compact(ui),
				  .language_action = ACT_LANGUAGE,
				  .access_action = ACT_ACCESS});
}

void front_quiet(struct ui *ui, struct rect r, struct button button)
{
	int w = ui_button_width(ui, button);
	r.w = w < r.w ? w : r.w;
	r.x -= ui->theme == THEME_LIGHT ? pick(ui, 18, 22, 22) : 0;
	ui_button(ui, r, button);
}

struct button front_next(struct ui *ui, bool enabled)
{
	return (struct button){.id = "primary",
			       .label = ui_say(ui, "dock.next"),
			       .look = BUTTON_PRIMARY,
			       .icon = ICON_NEXT,
			       .icon_behind = true,
			       .disabled = !enabled,
			       .action = ACT_PRIMARY};
}

struct button front_back(struct ui *ui)
{
	return (struct button){.id = "back",
			       .label = ui_say(ui, "dock.back"),
			       .look = BUTTON_SECONDARY,
			       .icon = ICON_BACK,
			       .action = ACT_SECONDARY};
}

/* --- columns of words --- */

int front_words_height(struct ui *ui, int width, const struct words *list, size_t count, int percent)
{
	int high = 0;
	for (size_t i = 0; i < count; i++) {
		struct text text = list[i].text;
		text.percent = percent;
		high += ui_text_needs(ui, width - list[i].indent, list[i].words, text) + (i + 1 < count ? list[i].after : 0);
	}
	return high;
}

struct rect front_words(struct ui *ui, struct rect r, const struct words *list, size_t count, bool middle)
{
	int percent = 100;
	while (percent > 40 && front_words_height(ui, r.w, list, count, percent) > r.h)
		percent -= 4;
	int high = front_words_height(ui, r.w, list, count, percent);
	if (middle && high < r.h)
		rect_cut_top(&r, (r.h - high) / 2, 0);
	for (size_t i = 0; i < count; i++) {
		struct text text = list[i].text;
		text.percent = percent;
		struct rect at = rect_cut_top(&r, ui_text_needs(ui, r.w - list[i].indent, list[i].words, text), list[i].after);
		if (list[i].indent) {
			int side = list[i].indent - list[i].gap, line = ui_line(ui, text.type) * percent / 100;
			int top = ((at.h < 2 * line ? at.h : line) - side) / 2; /* beside the first of several lines */
			draw_icon(ui->draw, (struct rect){at.x, at.y + top, side, side}, list[i].icon, COLOR_PRIMARY_TINT_TEXT);
			rect_cut_left(&at, list[i].indent, 0);
		}
		if (text.heading && percent == 100) /* smaller words have other lines */
			at.w = front_balance(ui, at.w, text.type, list[i].words);
		ui_text(ui, at, list[i].words, text);
	}
	return r;
}

/* --- small pictures ---------------------------------------------------------------------------------------------------- */

void front_hint(struct ui *ui, struct rect r, const char *id, enum icon icon, const char *words)
{
	ui_panel(ui, r, COLOR_SURFACE_AQUA, COLOR_NONE);
	int side = ui_px(ui, PART_ICON_MEDIUM), pad = pick(ui, 14, 26, 40);
	draw_icon(ui->draw, (struct rect){r.x + pad, r.y + (r.h - side) / 2, side, side}, icon, COLOR_PRIMARY_TINT_TEXT);
	struct rect words_in = r;
	rect_cut_left(&words_in, pad + side, pick(ui, 12, 18, 28));
	words_in.w -= pad;
	ui_text(ui, words_in, words,
		(struct text){.id = id,
			      .type = TYPE_BODY,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE_AQUA,
			      .lines = 2,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
}

void front_disc(struct ui *ui, struct rect r, enum icon icon, enum color fill, enum color color)
{
	draw_disc(ui->draw, r, fill);
	int side = r.w * 11 / 20;
	draw_icon(ui->draw, (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side}, icon, color);
}

struct rect front_scan_panel(struct ui *ui, struct rect *area, bool art)
{
	struct rect panel = is_tall(ui) ? rect_cut_top(area, ui_design(ui, 720), ui_design(ui, 64))
					: rect_cut_left(area, pick(ui, 300, 560, 0), pick(ui, 28, 56, 0));
	ui_panel(ui, panel, COLOR_SURFACE_AQUA, COLOR_NONE);
	if (!art)
		return panel;
	int wide = panel.w * 707 / 560, most = panel.h * 121 / 100;
	wide = wide < most ? wide : most;
	draw_clip(ui->draw, &panel);
	draw_art(ui->draw, (struct rect){panel.x + (panel.w - wide) / 2, panel.y, wide, wide * 330 / 460}, "scan");
	draw_clip(ui->draw, NULL);
	return panel;
}

const char *front_inside(struct app *app, struct ui *ui)
{
	char *out = ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])], n[24], m[24];
	int64_t capacity = store_fair(app->store)->capacity;
	snprintf(n, sizeof n, "%zu", view_checked_in_count(app->store));
	snprintf(m, sizeof m, "%lld", (long long)capacity);
	return say_fill(out, sizeof ui->filled[0], ui_say(ui, capacity ? "inside.of" : "inside.any"), "n", n, "m", m, NULL);
}

int front_brand(struct ui *ui, int x, int y)
{
	static const char name[] = "Lanyard";
	int side = pick(ui, 32, 46, 62), gap = pick(ui, 8, 12, 18), w = ui_text_width(ui, TYPE_BUTTON, name) + 1;
	draw_art(ui->draw, (struct rect){x, y, side, side}, "mark");
	ui_text(ui, (struct rect){x + side + gap, y, w, side}, name,
		(struct text){.type = TYPE_BUTTON, .color = COLOR_TEXT, .on = COLOR_PAGE, .lines = 1, .middle = true});
	return x + side + gap + w;
}

/* --- the visitor's badge ---------------------------------------------------------------------------------------------- */

/* As typed, else as they are known; a name that came in one piece stays so. */
static void names_of(struct app *app, const char **given, const char **family)
{
	const struct visitor *visitor = app->visitor;
	bool typed = visitor->given[0], split = typed || visitor->person.given[0];
	*given = split ? front_first_name(app) : visitor->person.name;
	*family = typed ? visitor->family : split ? visitor->person.family : "";
}

void front_badge(struct app *app, struct ui *ui, struct rect r, const char *id, const struct qr *qr, const char *code)
{
	char date[64] = "";
	const char *given, *family;
	names_of(app, &given, &family);
	if (app->wall > 0)
		say_date_short(app->catalog, ui->language, app->wall, date, sizeof date);
	ui_badge(ui, r,
		 (struct badge_picture){.id = id,
					.fair = store_fair(app->store)->name,
					.date = date,
					.given = given,
					.family = family,
					.looking_for = ui_say(ui, "badge.looking_for"),
					.code = code,
					.qr = qr});
	char said[NODE_TEXT_MOST];
	if (code[0])
		say_fill(said, sizeof said, ui_say(ui, "badge.picture"), "name", given, "code", code, NULL);
	else
		say_fill(said, sizeof said, ui_say(ui, "spoken.value"), "label", ui_say(ui, "name.preview"), "value", given,
			 NULL);
	front_says(ui, id, said, true);
	sodium_memzero(said, sizeof said);
}

enum { TALL_PANEL_TOP = 160, TALL_BADGE_LEAST = 300, TALL_ART_LEAST = 230 };

static bool tall_panel(struct ui *ui, int bottom, int least, struct rect *r)
{
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), top = ui_design(ui, TALL_PANEL_TOP);
	if (ui->notice.bold && ui->notice.below)
		top += ui_px(ui, PART_BANNER_HEIGHT);
	*r = (struct rect){margin, top, ui->profile.w - 2 * margin, bottom - top};
	if (!is_tall(ui) || is_large(ui) || r->h < ui_design(ui, least))
		return false;
	ui_panel(ui, *r, COLOR_SURFACE_AQUA, COLOR_NONE);
	return true;
}

void front_tall_badge(struct app *app, struct ui *ui, int bottom)
{
	struct rect r;
	if (!tall_panel(ui, bottom, TALL_BADGE_LEAST, &r))
		return;
	int top = ui_design(ui, 96), h = r.h - top - ui_design(ui, 43), most = ui_design(ui, 330);
	h = h < most ? h : most;
	struct rect badge = {r.x + (r.w - h * 46 / 33) / 2, r.y + top, h * 46 / 33, h};
	ui_strap_hanging(ui, badge.x + badge.w / 2, r.y, badge.y, ui_design(ui, 36));
	const char *given, *family;
	names_of(app, &given, &family);
	ui_badge(ui, badge, (struct badge_picture){.id = "preview", .given = given, .family = family});
}

void front_tall_art(struct ui *ui, int bottom, const char *art)
{
	struct rect r;
	if (tall_panel(ui, bottom, TALL_ART_LEAST, &r))
		draw_art(ui->draw, r, art);
}

void front_tall_title(struct app *app, struct ui *ui, int top, const char *title, const char *hint, const char *art)
{
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), w = ui->profile.w - 2 * margin, gap = ui_design(ui, 12);
	int even = front_balance(ui, w, TYPE_TITLE_TIGHT, title);
	int high = ui_text_height(ui, even, TYPE_TITLE_TIGHT, title) + gap +
		   (hint ? ui_text_height(ui, w, TYPE_LEAD, hint) + gap : 0);
	struct rect r = {margin, top - ui_design(ui, 16) - high, w, high + gap};
	if (art)
		front_tall_art(ui, r.y - ui_design(ui, 54), art);
	else
		front_tall_badge(app, ui, r.y - ui_design(ui, 54));
	front_title(ui, &r, TYPE_TITLE_TIGHT, title, hint);
}

/* --- words ------------------------------------------------------------------------------------------------------------- */

void front_says(struct ui *ui, const char *id, const char *spoken, bool personal)
{
	struct node *node = nodes_find(ui->nodes, id);
	if (!node)
		return;
	text_copy(node->spoken, sizeof node->spoken, spoken ? spoken : "");
	node->personal = personal;
}

const char *front_count(struct ui *ui, const char *key, unsigned long n)
{
	char *out = ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])], number[24];
	snprintf(number, sizeof number, "%lu", n);
	return say_fill(out, sizeof ui->filled[0], say_count(ui->catalog, ui->language, key, n), "n", number, NULL);
}

const char *front_first_name(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (visitor->given[0])
		return visitor->given;
	if (visitor->person.given[0])
		return visitor->person.given;
	text_copy(visitor->called, sizeof visitor->called, visitor->person.name);
	visitor->called[strcspn(visitor->called, " ")] = '\0';
	return visitor->called;
}

void front_when(const struct app *app, char *out, size_t size)
{
	const struct fair *fair = store_fair(app->store);
	size_t language = app->ui.language;
	char date[96] = "";
	int64_t day = fair->starts > app->wall || app->wall == 0 ? fair->starts : app->wall;
	if (day > 0)
		say_date_long(app->catalog, language, day, date, sizeof date);
	if (date[0] && fair->venue[0])
		say_fill(out, size, say(app->catalog, language, "welcome.when"), "date", date, "venue", fair->venue, NULL);
	else
		text_copy(out, size, date[0] ? date : fair->venue);
	text_capital(out, size); /* days of the week have none in Spanish */
}

void front_phone(const char *typed, char *out, size_t size)
{
	char digits[PHONE_MOST];
	size_t n = 0;
	for (const char *p = typed; *p && n + 1 < sizeof digits; p++)
		if (isdigit((unsigned char)*p))
			digits[n++] = *p;
	digits[n] = '\0';
	const char *d = digits + (n == 11 && digits[0] == '1');
	n = strlen(d);
	if (n > 10 || (typed[0] == '+' && strncmp(typed, "+1", 2) != 0))
		text_copy(out, size, typed);
	else if (n > 6)
		text_format(out, size, "(%.3s) %.3s-%s", d, d + 3, d + 6);
	else if (n > 3)
		text_format(out, size, "(%.3s) %s", d, d + 3);
	else
		text_copy(out, size, d);
}

void front_next_page(struct app *app, enum screen_id next)
{
	bool editing = app->visitor->editing, asks = editing && consent_left(app->visitor) > 0 && app->screen != SCREEN_CONSENT;
	app->visitor->editing = asks;
	app_go(app, asks ? SCREEN_CONSENT : editing ? SCREEN_REVIEW : next);
}
