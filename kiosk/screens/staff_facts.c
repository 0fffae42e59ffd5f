/* Part of 19: who somebody is, what happened to them today, and what they agreed to. */
#include "badge/token.h"
#include "base/log.h"
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff_person.h"

#include <sodium.h>
#include <string.h>

/* --- reading ----------------------------------------------------------------------------------------------------------- */

static bool keep_newest(void *self, const struct history_row *row)
{
	struct staff *staff = self;
	if (staff->past_count == STAFF_PAST_MOST) {
		memmove(staff->past, staff->past + 1, (STAFF_PAST_MOST - 1) * sizeof staff->past[0]);
		staff->past_count--;
	}
	staff->past[staff->past_count++] = *row;
	return true;
}

void staff_read_person(struct app *app)
{
	struct staff *staff = app->staff;
	struct err err = {.code = ERR_NONE};
	char twin[ID_TEXT];
	uint64_t revision = store_revision(app->store);
	if (!app->folded || (staff->read_revision == revision && strcmp(staff->read, staff->person) == 0))
		return;
	text_copy(staff->read, sizeof staff->read, staff->person);
	staff->read_revision = revision;
	staff->past_count = 0;
	if (!view_history(app->store, staff->person, keep_newest, staff, &err))
		log_line(LOG_ERROR, "%s", err.text);
	sodium_memzero(&staff->twin, sizeof staff->twin);
	if (view_duplicate(app->store, staff->person, twin))
		view_person(app->store, twin, &staff->twin);
	staff->may_unmerge = staff_may_unmerge(app->store, staff->person, app->wall, &staff->merged_at);
	staff->comparing = staff->comparing && staff->twin.id[0];
}

/* --- lines ------------------------------------------------------------------------------------------------------------- */

static struct text line_text(const struct ui *ui, const char *id, enum type type, enum color color)
{
	return (struct text){.id = id,
			     .type = type,
			     .color = color,
			     .on = COLOR_SURFACE,
			     .lines = 1,
			     .personal = true,
			     .shrink = by_class(ui, 20, 24, 28)};
}

static void line(struct ui *ui, struct rect *area, const char *id, enum type type, enum color color, const char *words)
{
	int high = ui_line(ui, type);
	if (words[0] && area->h >= high)
		ui_text(ui, rect_cut_top(area, high, 0), words, line_text(ui, id, type, color));
}

static void divider(struct ui *ui, struct rect *area, bool below)
{
	int line = ui_px(ui, STROKE_DIVIDER), gap = pick(ui, 4, 18, 22);
	struct rect r = below ? rect_cut_bottom(area, line, gap) : *area;
	if (!below) {
		rect_cut_top(area, gap, 0);
		r = rect_cut_top(area, line, gap);
	}
	draw_rect(ui->draw, (struct rect){r.x, r.y, r.w, line}, COLOR_DIVIDER);
}

/* --- who it is --------------------------------------------------------------------------------------------------------- */

static void state_chip(struct ui *ui, struct rect *area, bool here)
{
	const char *words = ui_say(ui, here ? "staff.person.in" : "staff.person.not_here");
	int high = ui_line(ui, TYPE_LABEL) + pick(ui, 4, 10, 14), side = pick(ui, 18, 24, 32), pad = pick(ui, 12, 18, 24);
	if (area->h < high)
		return;
	enum color fill = here ? COLOR_SUCCESS_TINT : COLOR_SURFACE_SUNKEN, ink = here ? COLOR_SUCCESS : COLOR_TEXT_MUTED;
	int icon = here ? side + pick(ui, 8, 12, 16) : 0, w = ui_text_width(ui, TYPE_LABEL, words) + 1 + icon + 2 * pad;
	struct rect r = rect_cut_top(area, high, pick(ui, 2, 12, 16));
	r.w = w < r.w ? w : r.w;
	draw_round(ui->draw, r, r.h / 2, CORNERS_ALL, (int)fill, ui->theme == THEME_LIGHT ? COLOR_NONE : (int)ink,
		   ui->theme == THEME_LIGHT ? 0 : ui_px(ui, STROKE_CONTROL));
	struct rect in = rect_inset(r, pad, 0);
	if (here) {
		struct rect mark = rect_cut_left(&in, side, icon - side);
		draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, ICON_CHECK, ink);
	}
	struct text text = line_text(ui, "state", TYPE_LABEL, ink);
	text.on = fill;
	text.middle = true;
	ui_text(ui, in, words, text);
}

static void who(struct app *app, struct ui *ui, struct rect *area, const struct person *person)
{
	char contact[EMAIL_MOST + 64], code[SHORT_CODE_TEXT] = "", said[NODE_TEXT_MOST];
	bool here = person->checked_in_at.wall != 0, large = is_large(ui);
	enum type type = is_compact(ui) || large ? TYPE_HEADING : TYPE_TITLE_TIGHT;
	struct text title = line_text(ui, "title", type, COLOR_TEXT);
	title.lines = is_compact(ui) || large ? 1 : 2;
	title.heading = true;
	rect_cut_top(area, ui_text(ui, *area, person->name, title), pick(ui, 2, 8, 14));
	const char *state = here ? ui_fill(ui, "staff.person.here", "time", booth_time(ui, person->checked_in_at))
				 : ui_say(ui, "staff.person.not_here");
	text_format(said, sizeof said, "%s. %s.%s%s", person->name, state, app->staff->twin.id[0] ? " " : "",
		    app->staff->twin.id[0] ? ui_say(ui, "staff.twin.said") : "");
	front_says(ui, "title", said, true);
	state_chip(ui, area, here);
	if (person->badge[0])
		token_short_code(person->badge, code);
	line(ui, area, "code", TYPE_LABEL, COLOR_TEXT, code);
	staff_contact(person, contact, sizeof contact);
	line(ui, area, "contact", is_compact(ui) ? TYPE_CAPTION : TYPE_BODY, COLOR_TEXT_MUTED, contact);
	sodium_memzero(contact, sizeof contact);
	sodium_memzero(said, sizeof said);
}

/* --- what happened ----------------------------------------------------------------------------------------------------- */

static enum type past_type(const struct ui *ui)
{
	return is_compact(ui) || is_large(ui) ? TYPE_CAPTION : TYPE_BODY;
}

static const char *happening(struct ui *ui, const struct history_row *row)
{
	static const struct {
		const char *word, *at; /* `at`: with {where} */
	} words[] = {
		[HAPPENED_KNOWN] = {"staff.past.known", "staff.past.known"},
		[HAPPENED_ARRIVAL] = {"staff.past.arrival", "staff.past.arrival_at"},
		[HAPPENED_LEAVING] = {"staff.past.leaving", "staff.past.leaving_at"},
		[HAPPENED_PRINT] = {"staff.past.print", "staff.past.print"},
		[HAPPENED_PROFILE] = {"staff.past.profile", "staff.past.profile"},
		[HAPPENED_SCAN] = {"staff.past.scan", "staff.past.scan"},
	};
	const char *key = row->where[0] ? words[row->what].at : words[row->what].word;
	return ui_fill(ui, key, "where", row->where);
}

static void happened(struct app *app, struct ui *ui, struct rect r, const struct history_row *row, int clock_w, int i)
{
	char id[NODE_ID_MOST], said[NODE_TEXT_MOST];
	enum type type = past_type(ui);
	struct text text = line_text(ui, NULL, type, COLOR_TEXT_MUTED);
	text.middle = true;
	ui_text(ui, rect_cut_left(&r, clock_w, pick(ui, 8, 18, 22)), staff_clock(ui, row->at, app->wall), text);
	text_format(id, sizeof id, "past-%d", i + 1);
	text.id = id;
	text.color = COLOR_TEXT;
	ui_text(ui, r, happening(ui, row), text);
	text_format(said, sizeof said, "%s: %s", staff_clock(ui, row->at, app->wall), happening(ui, row));
	front_says(ui, id, said, true);
}

/* The newest of what happened, as many as fit, oldest first. */
static void past(struct app *app, struct ui *ui, struct rect r)
{
	const struct staff *staff = app->staff;
	int line = ui_line(ui, past_type(ui)), high = line + pick(ui, 2, 12, 18), clock_w = 0, count = (int)staff->past_count;
	if (count * high > r.h && count * line <= r.h) /* closer together rather than without the first */
		high = r.h / count;
	size_t fit = r.h > 0 ? (size_t)(r.h / high) : 0, from = staff->past_count > fit ? staff->past_count - fit : 0;
	for (size_t i = from; i < staff->past_count; i++) {
		int w = ui_text_width(ui, past_type(ui), staff_clock(ui, staff->past[i].at, app->wall)) + 1;
		clock_w = w > clock_w ? w : clock_w;
	}
	clock_w = clock_w < r.w / 2 ? clock_w : r.w / 2;
	for (size_t i = from; i < staff->past_count; i++)
		happened(app, ui, rect_cut_top(&r, high, 0), &staff->past[i], clock_w, (int)(i - from));
}

/* --- what they agreed to ----------------------------------------------------------------------------------------------- */

static unsigned long consents(const struct app *app, const char *person)
{
	unsigned long count = 0;
	for (enum consent_purpose purpose = 0; purpose < CONSENT_COUNT; purpose++)
		count += view_consent(app->store, person, purpose);
	return count;
}

static void agreed(struct app *app, struct ui *ui, struct rect r, const struct person *person)
{
	unsigned long count = consents(app, person->id);
	int side = pick(ui, 18, 24, 32);
	struct rect mark = rect_cut_left(&r, side, pick(ui, 8, 14, 18));
	draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, count ? ICON_CHECK : ICON_MINUS,
		  count ? COLOR_SUCCESS : COLOR_TEXT_MUTED);
	struct text text = line_text(ui, "consents", TYPE_CAPTION, COLOR_TEXT);
	text.middle = true;
	ui_text(ui, r,
		count == CONSENT_COUNT ? ui_say(ui, "staff.person.consents_all")
		: count                ? front_count(ui, "staff.person.consents", count)
				       : ui_say(ui, "staff.person.consents_none"),
		text);
}

void staff_facts(struct app *app, struct ui *ui, struct rect r, const struct person *person)
{
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(r, pick(ui, 14, 28, 36), pick(ui, 6, 22, 28));
	int least = ui_line(ui, TYPE_HEADING) + ui_line(ui, TYPE_LABEL);
	bool ends = person->id[0] && in.h > least + ui_line(ui, TYPE_CAPTION) + pick(ui, 10, 38, 46);
	if (ends) {
		struct rect below = rect_cut_bottom(&in, ui_line(ui, TYPE_CAPTION), pick(ui, 4, 18, 22));
		agreed(app, ui, below, person);
		divider(ui, &in, true);
	}
	who(app, ui, &in, person);
	if (in.h > 2 * ui_line(ui, TYPE_CAPTION) && app->staff->past_count)
		divider(ui, &in, false);
	past(app, ui, in);
}
