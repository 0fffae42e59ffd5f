/* See welcome.h. All languages are written in one size: the largest in which each fits its button. */
#include "screens/welcome.h"

#include "base/clock.h"
#include "base/text.h"
#include "desk/staff.h"

#include <string.h>

enum { CLOSING_MS = 30 * 60 * 1000 };

static bool is_hall(const struct app *app)
{
	return app->mode == MODE_TOWN_HALL;
}

/* The hour alone closes nothing, because fairs run late; staff do. */
static const char *ended_key(const struct app *app)
{
	return is_hall(app) ? "welcome.hall_ended" : "welcome.ended";
}

/* --- the fair's times -------------------------------------------------------------------------------------------------- */

bool welcome_is_closed(const struct app *app)
{
	return app->folded && app->store && staff_is_closed(app->store);
}

/* "Open until 4:00 PM" in a language ("4:00" on a small screen, where the three stand close), "" when the fair's hours say
 * nothing about today. */
static void hours_line(const struct app *app, size_t language, char *out, size_t size)
{
	const struct fair *fair = store_fair(app->store);
	char clock[64];
	void (*say_clock)(const struct catalog *, size_t, int64_t, char *, size_t) = is_compact(&app->ui) ? say_time_short
													  : say_time;
	out[0] = '\0';
	if (welcome_is_closed(app)) /* its button says so */
		return;
	if (fair->ends > 0 && app->wall >= fair->ends) {
		text_copy(out, size, say(app->catalog, language, ended_key(app)));
	} else if (fair->starts > app->wall && clock_same_day(fair->starts, app->wall)) {
		say_clock(app->catalog, language, fair->starts, clock, sizeof clock);
		say_fill(out, size, say(app->catalog, language, "welcome.opens_at"), "time", clock, NULL);
	} else if (fair->ends > app->wall && fair->starts <= app->wall && clock_same_day(fair->ends, app->wall)) {
		bool closing = fair->ends - app->wall <= CLOSING_MS;
		say_clock(app->catalog, language, fair->ends, clock, sizeof clock);
		say_fill(out, size, say(app->catalog, language, closing ? "welcome.closes_at" : "welcome.open_until"), "time",
			 clock, NULL);
	}
}

/* --- the buttons -------------------------------------------------------------------------------------------------------- */

/* In per cent of their types, so that all languages are written in one size. */
struct sizes {
	int name, start, hours;
};

/* Where the words of a start button lie, and its arrow. */
struct start {
	struct rect name, title, mark;
};

static struct start start_places(const struct ui *ui, struct rect r, int percent)
{
	bool tall = is_tall(ui);
	int disc = pick(ui, 48, 72, 112), pad = pick(ui, 12, 24, 42), high = ui_line(ui, TYPE_TITLE) * percent / 100;
	struct rect words = rect_inset(r, pick(ui, 18, 32, 48), pick(ui, 10, 24, is_large(ui) ? 14 : 38));
	struct start at = {words, words, {r.x + r.w - pad - disc, tall ? r.y + (r.h - disc) / 2 : r.y + pad, disc, disc}};
	at.name.w = at.mark.x - words.x - pick(ui, 4, 8, 8);
	at.name.h = ui_line(ui, TYPE_BODY);
	at.title.y = tall ? words.y + at.name.h : words.y + words.h - high;
	at.title.w = tall ? at.name.w : words.w;
	at.title.h = words.y + words.h - at.title.y;
	return at;
}

static void start_words(struct ui *ui, struct rect r, const char *language, const char *start, const struct sizes *sizes,
			enum color fg, enum color on)
{
	struct start at = start_places(ui, r, sizes->start);
	front_disc(ui, at.mark, ICON_ARROW, COLOR_ACCENT, COLOR_TEXT_ON_ACCENT);
	ui_text(ui, at.name, language,
		(struct text){.type = TYPE_BODY,
			      .color = fg == COLOR_TEXT ? fg : COLOR_TEXT_ON_PRIMARY_MUTED,
			      .on = on,
			      .lines = 1,
			      .percent = sizes->name,
			      .shrink = by_class(ui, 20, 24, 28)});
	ui_text(ui, at.title, start,
		(struct text){.type = TYPE_TITLE,
			      .color = fg,
			      .on = on,
			      .lines = 1,
			      .percent = sizes->start,
			      .shrink = by_class(ui, 20, 26, 36)});
}

/* In place of them once the fair has ended: a sentence, which needs more room than a word. */
static struct rect closed_place(const struct ui *ui, struct rect r)
{
	return rect_inset(r, pick(ui, 18, 32, 48), pick(ui, 10, 24, is_large(ui) ? 14 : 38));
}

static struct text closed_text(const struct ui *ui, enum type type, int percent)
{
	return (struct text){.type = type, .lines = 2, .percent = percent, .shrink = by_class(ui, 20, 24, 28)};
}

static void closed_words(struct ui *ui, struct rect r, const char *language, const char *ended, const struct sizes *sizes,
			 enum color fg, enum color on)
{
	struct text name = closed_text(ui, TYPE_BODY, sizes->name), text = closed_text(ui, TYPE_LABEL, sizes->start);
	struct rect words = closed_place(ui, r);
	name.color = text.color = fg;
	name.on = text.on = on;
	ui_text(ui, rect_cut_top(&words, ui_line(ui, TYPE_BODY), 0), language, name);
	ui_text(ui, words, ended, text);
}

static const char *start_key(const struct app *app)
{
	return welcome_is_closed(app) ? ended_key(app) : is_hall(app) ? "townhall.sign.button" : "welcome.start";
}

static void start_button(struct app *app, struct ui *ui, struct rect r, const struct sizes *sizes, size_t language, int action)
{
	bool contrast = ui->theme != THEME_LIGHT, closed = welcome_is_closed(app);
	char id[NODE_ID_MOST], label[192];
	text_format(id, sizeof id, "start-%s", catalog_code(app->catalog, language));
	const char *name = catalog_name(app->catalog, language), *start = say(app->catalog, language, start_key(app));
	text_format(label, sizeof label, "%s, %s", name, start);
	bool down = strcmp(ui->pressed, id) == 0;
	enum color fill = closed     ? COLOR_DISABLED_FILL
			  : contrast ? down ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE
			  : down     ? COLOR_PRIMARY_PRESSED
				     : COLOR_PRIMARY;
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = label,
			    .fill = fill,
			    .radius = ui_px(ui, RADIUS_CARD),
			    .disabled = closed,
			    .action = action,
			    .arg = (int)language});
	struct node *node = nodes_find(ui->nodes, id);
	node->kind = NODE_BUTTON;
	node->tongue = (unsigned)language + 1;
	node->fg = closed ? COLOR_TEXT_DISABLED : contrast ? COLOR_TEXT : COLOR_TEXT_ON_PRIMARY;
	node->bg = fill;
	draw_round(ui->draw, r, ui_px(ui, RADIUS_CARD), CORNERS_ALL, (int)fill,
		   closed && contrast ? (int)COLOR_TEXT_DISABLED
		   : contrast         ? (int)COLOR_BORDER_SELECTED
				      : COLOR_NONE,
		   contrast ? ui_px(ui, STROKE_SELECTED) : 0);
	if (closed)
		closed_words(ui, r, name, start, sizes, node->fg, fill);
	else
		start_words(ui, r, name, start, sizes, node->fg, fill);
}

static struct text hours_text(const struct ui *ui, const char *id)
{
	return (struct text){.id = id,
			     .type = TYPE_CAPTION,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
}

/* How many lines an opening time may take above its button; the second grows upwards. */
static int hours_lines(const struct ui *ui)
{
	return is_compact(ui) || is_large(ui) ? 2 : 1;
}

/* Cuts the place of the clock off *r; there is none on a small screen. */
static struct rect hours_clock(const struct ui *ui, struct rect *r)
{
	int side = pick(ui, 0, 24, 0), indent = pick(ui, 0, 12, 0);
	rect_cut_left(r, indent, 0);
	return rect_cut_left(r, side, pick(ui, 0, 14, 0));
}

/* Above each start button, in its language. */
static void hours(struct app *app, struct ui *ui, struct rect r, const struct sizes *sizes, size_t language)
{
	char words[160], id[NODE_ID_MOST];
	hours_line(app, language, words, sizeof words);
	if (!words[0])
		return;
	text_format(id, sizeof id, "hours-%s", catalog_code(app->catalog, language));
	struct rect clock = hours_clock(ui, &r);
	struct text text = hours_text(ui, id);
	text.lines = hours_lines(ui);
	text.percent = sizes->hours;
	r.w = sizes->hours == 100 ? front_balance(ui, r.w, TYPE_CAPTION, words) : r.w;
	int used = ui_text_needs(ui, r.w, words, text);
	rect_cut_top(&r, used < r.h ? r.h - used : 0, 0);
	if (clock.w > 0)
		draw_icon(ui->draw, (struct rect){clock.x, r.y + (r.h - clock.w) / 2, clock.w, clock.w}, ICON_CLOCK,
			  COLOR_TEXT);
	ui_text(ui, r, words, text);
	nodes_find(ui->nodes, id)->tongue = (unsigned)language + 1;
}

/* Below the buttons of a tall screen, all in one line with rules between; those that are too long for it in two. */
static void hours_in_line(struct app *app, struct ui *ui, struct rect r)
{
	char words[160], id[NODE_ID_MOST];
	size_t count = catalog_count(app->catalog);
	int sum = 0, least = ui_design(ui, 24), gaps = (int)count - 1;
	for (size_t i = 0; i < count; i++) {
		hours_line(app, i, words, sizeof words);
		sum += ui_text_width(ui, TYPE_CAPTION, words) + 1;
	}
	int space = gaps > 0 ? (r.w - sum) / gaps : 0, room = r.w - least * gaps;
	int smallest = ui_design(ui, 28), px = profile_type_px(&ui->profile, TYPE_CAPTION, ui->text_scale);
	bool tight = space < least;
	bool two = sum * smallest > room * px;
	struct rect all = r;
	for (size_t i = 0; i < count; i++) {
		hours_line(app, i, words, sizeof words);
		if (!words[0])
			return;
		int w = ui_text_width(ui, TYPE_CAPTION, words) + 1;
		struct rect at = two ? rect_column(all, (int)i, (int)count, least)
				     : rect_cut_left(&r, tight ? w * room / sum : w, tight ? least : space);
		struct rect even = at;
		even.w = front_balance(ui, at.w, TYPE_CAPTION, words);
		text_format(id, sizeof id, "hours-%s", catalog_code(app->catalog, i));
		struct text text = hours_text(ui, id);
		text.lines = two ? 2 : 1;
		ui_text(ui, two ? even : at, words, text);
		nodes_find(ui->nodes, id)->tongue = (unsigned)i + 1;
		if (i + 1 < count)
			draw_rect(ui->draw,
				  (struct rect){at.x + at.w + (tight ? least : space) / 2, at.y + at.h / 4,
						ui_px(ui, STROKE_DIVIDER), at.h / 2},
				  COLOR_DIVIDER);
	}
}

/* Start buttons side by side, one below the other on a tall screen; more than four languages take two rows. */
static struct rect start_cell(const struct ui *ui, struct rect r, size_t i, size_t count)
{
	int gap = pick(ui, 12, 20, 22);
	if (is_tall(ui))
		return rect_row(r, (int)i, (int)count, gap);
	int rows = count > 4 ? 2 : 1, columns = ((int)count + rows - 1) / rows;
	return rect_column(rect_row(r, (int)i / columns, rows, gap), (int)i % columns, columns, gap);
}

static int fit_percent(struct ui *ui, enum type type, const char *words, int width, int percent)
{
	int w = ui_text_width(ui, type, words) + 1;
	return w * percent > width * 100 ? width * 100 / w : percent;
}

/* The same for a text that may take `lines`. */
static int lines_percent(struct ui *ui, struct text text, int lines, const char *words, int width, int percent)
{
	for (text.percent = percent; text.percent > 40; text.percent -= 4)
		if (ui_text_needs(ui, width, words, text) <= lines * ui_line(ui, text.type) * text.percent / 100)
			break;
	return text.percent;
}

static struct sizes common_sizes(struct app *app, struct ui *ui, struct rect cell, int hours_w)
{
	struct sizes sizes = {100, 100, 100};
	struct start at = start_places(ui, cell, 100);
	for (size_t i = 0; i < catalog_count(app->catalog); i++) {
		char words[160];
		const char *start = say(app->catalog, i, start_key(app));
		hours_line(app, i, words, sizeof words);
		sizes.hours = lines_percent(ui, hours_text(ui, NULL), hours_lines(ui), words, hours_w, sizes.hours);
		sizes.name = fit_percent(ui, TYPE_BODY, catalog_name(app->catalog, i), at.name.w, sizes.name);
		sizes.start = welcome_is_closed(app) ? lines_percent(ui, closed_text(ui, TYPE_LABEL, 100), 2, start,
								     closed_place(ui, cell).w, sizes.start)
						     : fit_percent(ui, TYPE_TITLE, start, at.title.w, sizes.start);
	}
	return sizes;
}

struct rect welcome_starts_place(const struct ui *ui)
{
	int margin = pick(ui, 16, 40, 56);
	return (struct rect){margin, ui->profile.h - pick(ui, 206, 316, 886), ui->profile.w - 2 * margin,
			     pick(ui, 126, 196, 632)};
}

struct rect welcome_hours_place(const struct ui *ui)
{
	struct rect area = welcome_starts_place(ui);
	int high = hours_lines(ui) * ui_line(ui, TYPE_CAPTION);
	return (struct rect){area.x, area.y - pick(ui, 9, 15, 0) - high, area.w, high};
}

void welcome_starts(struct app *app, struct ui *ui, int action)
{
	size_t count = catalog_count(app->catalog);
	struct rect area = welcome_starts_place(ui), line = welcome_hours_place(ui),
		    first = rect_column(line, 0, (int)count, pick(ui, 12, 20, 28));
	if (is_tall(ui))
		hours_in_line(app, ui, (struct rect){area.x, ui->profile.h - ui_design(ui, 233), area.w, ui_design(ui, 92)});
	hours_clock(ui, &first);
	struct sizes sizes = common_sizes(app, ui, start_cell(ui, area, 0, count), first.w);
	for (size_t i = 0; i < count; i++) {
		if (count <= 4 && !is_tall(ui))
			hours(app, ui, rect_column(line, (int)i, (int)count, pick(ui, 12, 20, 28)), &sizes, i);
		start_button(app, ui, start_cell(ui, area, i, count), &sizes, i, action);
	}
}
