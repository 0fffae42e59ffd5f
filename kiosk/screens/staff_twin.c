/* Part of 19: two records that may be one person, side by side. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff_person.h"

#include <sodium.h>
#include <string.h>

enum column { COLUMN_LABEL, COLUMN_KEEP, COLUMN_TWIN };
enum { LINES_MOST_SHOWN = 4, CELL_MOST = EMAIL_MOST + 64 };

/* Where each begins, in thousandths. */
static struct rect column_of(const struct ui *ui, struct rect row, enum column column)
{
	static const int from[] = {0, 150, 586, 1000};
	static const int large[] = {0, 250, 630, 1000};
	const int *x = is_large(ui) ? large : from;
	int left = row.w * x[column] / 1000, right = row.w * x[column + 1] / 1000, gap = pick(ui, 6, 12, 16);
	return (struct rect){row.x + left, row.y, right - left - (column == COLUMN_TWIN ? 0 : gap), row.h};
}

static void cell(struct ui *ui, struct rect r, const char *id, const char *words, enum color color, bool bold, bool personal)
{
	ui_text(ui, r, words,
		(struct text){.id = id,
			      .type = bold ? TYPE_LABEL : TYPE_CAPTION,
			      .color = color,
			      .on = COLOR_WARNING_TINT,
			      .lines = 1,
			      .shrink = by_class(ui, 18, 22, 26),
			      .personal = personal,
			      .middle = true});
}

/* --- what is compared -------------------------------------------------------------------------------------------------- */

static void source_of(struct app *app, struct ui *ui, const struct person *person, char *out, size_t size)
{
	bool desk = strcmp(person->source, "desk") == 0 || strcmp(person->source, "command") == 0;
	const char *key = strcmp(person->source, "kiosk") == 0 ? "staff.source.kiosk"
			  : desk                               ? "staff.source.desk"
							       : "staff.source.list";
	text_format(out, size, "%s, %s", ui_say(ui, key), staff_clock(ui, person->registered_at, app->wall));
}

enum what { WHAT_NAME, WHAT_EMAIL, WHAT_PHONE, WHAT_SOURCE, WHAT_COUNT };

static const struct {
	const char *id, *word;
} whats[WHAT_COUNT] = {
	[WHAT_NAME] = {"twin-name", "staff.twin.name"},
	[WHAT_EMAIL] = {"twin-email", "staff.twin.email"},
	[WHAT_PHONE] = {"twin-phone", "staff.twin.phone"},
	[WHAT_SOURCE] = {"twin-source", "staff.twin.source"},
};

static void value_of(struct app *app, struct ui *ui, const struct person *person, enum what what, char out[CELL_MOST])
{
	out[0] = '\0';
	if (what == WHAT_NAME)
		text_copy(out, CELL_MOST, person->name);
	else if (what == WHAT_EMAIL && person->email[0])
		text_mask_email(person->email, out, CELL_MOST);
	else if (what == WHAT_PHONE && person->phone[0])
		text_mask_phone(person->phone, out, CELL_MOST);
	else if (what == WHAT_SOURCE)
		source_of(app, ui, person, out, CELL_MOST);
	if (!out[0])
		text_copy(out, CELL_MOST, ui_say(ui, "staff.twin.nothing"));
}

/* Masked values may look alike and not be; of where they come from, only what is shown counts. */
static bool differs(const struct person *a, const struct person *b, enum what what)
{
	switch (what) {
	case WHAT_NAME:
		return strcmp(a->name, b->name) != 0;
	case WHAT_EMAIL:
		return strcmp(a->email, b->email) != 0;
	case WHAT_PHONE:
		return strcmp(a->phone, b->phone) != 0;
	default:
		return false;
	}
}

static bool is_said(const struct person *a, const struct person *b, enum what what)
{
	return what == WHAT_EMAIL ? a->email[0] || b->email[0] : what == WHAT_PHONE ? a->phone[0] || b->phone[0] : true;
}

/* --- the panel --------------------------------------------------------------------------------------------------------- */

static void compare_row(struct app *app, struct ui *ui, struct rect r, const struct person *person, enum what what)
{
	char keep[CELL_MOST], twin[CELL_MOST], said[NODE_TEXT_MOST];
	const struct person *other = &app->staff->twin;
	value_of(app, ui, person, what, keep);
	value_of(app, ui, other, what, twin);
	bool other_is = differs(person, other, what) || strcmp(keep, twin) != 0;
	draw_rect(ui->draw, (struct rect){r.x, r.y, r.w, ui_px(ui, STROKE_DIVIDER)}, COLOR_DIVIDER);
	cell(ui, column_of(ui, r, COLUMN_LABEL), NULL, ui_say(ui, whats[what].word), COLOR_TEXT_MUTED, false, false);
	cell(ui, column_of(ui, r, COLUMN_KEEP), NULL, keep, COLOR_TEXT, false, true);
	cell(ui, column_of(ui, r, COLUMN_TWIN), NULL, twin, other_is ? COLOR_TEXT : COLOR_TEXT_MUTED, other_is, true);
	say_fill(said, sizeof said, ui_say(ui, other_is ? "staff.twin.row_differs" : "staff.twin.row_same"), "what",
		 ui_say(ui, whats[what].word), "one", keep, "other", twin, NULL);
	struct node *node = nodes_add(ui->nodes, NODE_TEXT, whats[what].id, r);
	node->group = ui->group;
	node->personal = true;
	node->fg = COLOR_TEXT;
	node->bg = COLOR_WARNING_TINT;
	node->type = TYPE_CAPTION;
	text_copy(node->label, sizeof node->label, ui_say(ui, whats[what].word));
	text_format(node->value, sizeof node->value, "%s / %s", keep, twin);
	text_copy(node->spoken, sizeof node->spoken, said);
	sodium_memzero(keep, sizeof keep);
	sodium_memzero(twin, sizeof twin);
	sodium_memzero(said, sizeof said);
}

/* As many rows as fit: the phone goes first, then the e-mail. */
static void table(struct app *app, struct ui *ui, struct rect r, const struct person *person)
{
	static const enum what order[] = {WHAT_NAME, WHAT_SOURCE, WHAT_EMAIL, WHAT_PHONE};
	bool shown[WHAT_COUNT] = {false};
	int least = ui_line(ui, TYPE_CAPTION) + pick(ui, 2, 6, 10), most = pick(ui, 44, 54, 84), count = 0;
	struct rect head = rect_cut_top(&r, least, 0);
	cell(ui, column_of(ui, head, COLUMN_KEEP), "twin-keep", ui_say(ui, "staff.twin.keep"), COLOR_TEXT, true, false);
	cell(ui, column_of(ui, head, COLUMN_TWIN), "twin-other", ui_say(ui, "staff.twin.other"), COLOR_TEXT, true, false);
	for (int i = 0; i < WHAT_COUNT && (count + 1) * least <= r.h; i++)
		if (is_said(person, &app->staff->twin, order[i]))
			shown[order[i]] = true, count++;
	int high = count && r.h / count < most ? r.h / count : most;
	for (int what = 0; what < WHAT_COUNT; what++)
		if (shown[what])
			compare_row(app, ui, rect_cut_top(&r, high, 0), person, (enum what)what);
}

static void buttons(struct ui *ui, struct rect r)
{
	struct button apart = {.id = "twin-apart",
			       .label = ui_say(ui, "staff.twin.apart.button"),
			       .look = BUTTON_SECONDARY,
			       .small = true,
			       .action = ACT_TWIN_APART};
	struct button merge = {.id = "twin-merge",
			       .label = ui_say(ui, "staff.twin.merge.button"),
			       .icon = is_large(ui) || is_compact(ui) ? ICON_NONE : ICON_MERGE,
			       .small = true,
			       .action = ACT_TWIN_MERGE};
	int w = ui_button_width(ui, apart), most = r.w * 2 / 5;
	ui_button(ui, rect_cut_left(&r, w < most ? w : most, pick(ui, 8, 14, 20)), apart);
	ui_button(ui, r, merge);
}

void staff_compare(struct app *app, struct ui *ui, struct rect r, const struct person *person)
{
	ui_panel(ui, r, COLOR_WARNING_TINT, COLOR_WARNING);
	struct rect in = rect_inset(r, pick(ui, 14, 26, 32), pick(ui, 8, 16, 24));
	int side = pick(ui, 24, 32, 44);
	struct rect line = rect_cut_top(&in, ui_line(ui, TYPE_BUTTON), pick(ui, 2, 4, 10));
	struct rect mark = rect_cut_left(&line, side, pick(ui, 10, 20, 26));
	draw_icon(ui->draw, (struct rect){mark.x, line.y + (line.h - side) / 2, side, side}, ICON_MERGE, COLOR_WARNING);
	ui_text(ui, line, ui_say(ui, "staff.twin.title"),
		(struct text){.id = "twin",
			      .type = TYPE_BUTTON,
			      .color = COLOR_TEXT,
			      .on = COLOR_WARNING_TINT,
			      .lines = 1,
			      .heading = true,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
	int high = pick(ui, 57, 72, 96);
	buttons(ui, rect_cut_bottom(&in, high, pick(ui, 6, 12, 20)));
	table(app, ui, in, person);
}
