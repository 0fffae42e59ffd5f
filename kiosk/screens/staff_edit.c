/* Part of 19: details that are changed, and walk-ins whom staff take in. What is known stands in rows; a row opens its field
 * with the keyboard and comes back. E-mail and phone are never shown in full: what is typed takes the place of what was there.
 * Who is under 16 has a first name and nothing else. */
#include "screens/staff_edit.h"
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum { ACT_OPEN = ACT_SCREEN, ACT_AGE };

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* A first name alone for who is under 16. */
static bool applies(const struct app *app, enum detail detail)
{
	return detail == DETAIL_GIVEN || app->staff->edit.age != AGE_UNDER_16;
}

/* --- opening ------------------------------------------------------------------------------------------------------------- */

void staff_edit(struct app *app, bool adding)
{
	struct staff_edit *edit = &app->staff->edit;
	struct person person = {.id = ""};
	sodium_memzero(edit, sizeof *edit);
	edit->adding = adding;
	if (!adding && view_person(app->store, app->staff->person, &person)) {
		bool split = person.given[0] || person.family[0];
		text_copy(edit->value[DETAIL_GIVEN], EMAIL_MOST, split ? person.given : person.name);
		text_copy(edit->value[DETAIL_FAMILY], EMAIL_MOST, person.family);
		text_copy(edit->value[DETAIL_EMAIL], EMAIL_MOST, person.email);
		text_copy(edit->value[DETAIL_PHONE], EMAIL_MOST, person.phone);
		edit->age = age_of(&person);
	}
	sodium_memzero(&person, sizeof person);
	app_go(app, SCREEN_STAFF_EDIT);
}

/* --- the rows ------------------------------------------------------------------------------------------------------------ */

static void row(struct app *app, struct ui *ui, struct rect r, enum detail detail)
{
	char value[EMAIL_MOST];
	const struct staff_edit *edit = &app->staff->edit;
	const char *label = ui_say(ui, staff_details[detail].word);
	bool off = !applies(app, detail);
	staff_detail_shown(edit, detail, value);
	bool none = off || !value[0];
	if (none)
		text_copy(value, sizeof value, ui_say(ui, "staff.twin.nothing"));
	ui_row(ui, r,
	       (struct row){.id = staff_details[detail].id,
			    .label = label,
			    .value = value,
			    .personal = true,
			    .disabled = off,
			    .fill = off ? COLOR_DISABLED_FILL : COLOR_SURFACE,
			    .action = ACT_OPEN,
			    .arg = (int)detail});
	enum color ink = off ? COLOR_TEXT_DISABLED : COLOR_TEXT, on = off ? COLOR_DISABLED_FILL : COLOR_SURFACE;
	struct node *node = nodes_find(ui->nodes, staff_details[detail].id);
	node->fg = ink;
	node->bg = on;
	struct rect in = rect_inset(r, pick(ui, 14, 26, 32), 0);
	int side = ui_px(ui, PART_ICON_SMALL), small = ui_line(ui, TYPE_CAPTION), big = ui_line(ui, TYPE_LABEL);
	struct rect mark = rect_cut_right(&in, side, pick(ui, 8, 14, 20));
	if (!off)
		draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, ICON_EDIT, ink);
	struct text text = {.type = TYPE_CAPTION,
			    .color = off ? ink : COLOR_TEXT_MUTED,
			    .on = on,
			    .lines = 1,
			    .shrink = by_class(ui, 18, 24, 28)};
	bool both = small + big <= r.h;
	if (both) {
		rect_cut_top(&in, (r.h - small - big) / 2, 0);
		ui_text(ui, rect_cut_top(&in, small, 0), label, text);
	}
	text.type = none ? TYPE_BODY : TYPE_LABEL; /* or it looks as if somebody were called so */
	text.color = none && !off ? COLOR_TEXT_MUTED : ink;
	text.middle = !both;
	ui_text(ui, in, value, text);
	sodium_memzero(value, sizeof value);
}

static void ages(struct app *app, struct ui *ui, struct rect r)
{
	static const char *const ids[] = {"age-18plus", "age-16-17", "age-under16"};
	const char *const labels[] = {ui_say(ui, "age.adult.title"), ui_say(ui, "age.teen.title"),
				      ui_say(ui, "age.young.title")};
	static const int chosen[AGE_COUNT] = {[AGE_UNSAID] = -1, [AGE_UNDER_16] = 2, [AGE_16_17] = 1, [AGE_ADULT] = 0};
	ui_segments(ui, r,
		    (struct choice){.ids = ids,
				    .labels = labels,
				    .count = 3,
				    .chosen = chosen[app->staff->edit.age],
				    .question = ui_say(ui, "age.title"),
				    .action = ACT_AGE});
}

static bool is_ready(const struct staff_edit *edit)
{
	return !is_blank(edit->value[DETAIL_GIVEN]) && (!edit->adding || edit->age != AGE_UNSAID);
}

static void build_rows(struct app *app, struct ui *ui, struct rect area)
{
	struct staff_edit *edit = &app->staff->edit;
	int columns = is_tall(ui) ? 1 : 2, rows = DETAIL_COUNT / columns, gap = pick(ui, 8, 18, 24);
	const char *title = ui_say(ui, edit->adding ? "staff.add.title" : "staff.edit.title");
	rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 8 : 22, 28), 0);
	rect_cut_bottom(&area, pick(ui, 8, 22, 28), 0);
	if (is_compact(ui))
		front_line(ui, &area, title, (struct text){.id = "hint"}, NULL);
	else
		front_title(ui, &area, TYPE_TITLE_TIGHT, title,
			    is_large(ui)   ? NULL
			    : edit->adding ? ui_say(ui, "staff.add.hint")
					   : ui_say(ui, "staff.edit.hint"));
	rect_cut_top(&area, pick(ui, 2, is_large(ui) ? 4 : 14, 20), 0);
	if (edit->adding)
		ages(app, ui, rect_cut_top(&area, pick(ui, 62, 84, 108), gap));
	int high = (area.h - (rows - 1) * gap) / rows, most = pick(ui, 100, 116, 140);
	area.h = (high < most || is_large(ui) ? high : most) * rows + (rows - 1) * gap;
	for (int i = 0; i < DETAIL_COUNT; i++)
		row(app, ui, rect_column(rect_row(area, i / columns, rows, gap), i % columns, columns, gap), (enum detail)i);
	struct button save = front_next(ui, is_ready(edit));
	save.label = ui_say(ui, edit->adding ? "staff.add.button" : "staff.edit.save.button");
	save.icon = ICON_CHECK;
	if (save.disabled)
		save.spoken = ui_say(ui, is_blank(edit->value[DETAIL_GIVEN]) ? "error.name" : "staff.add.age_needed");
	staff_dock(ui, save, front_back(ui));
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_PEOPLE);
	if (app->staff->edit.open)
		staff_detail_build(app, ui, area);
	else
		build_rows(app, ui, area);
}

/* --- acting -------------------------------------------------------------------------------------------------------------- */

static const char *what_is_wrong(struct app *app, const struct err *err)
{
	return err->code == ERR_INPUT ? "staff.edit.refused" : app_problem(app, err);
}

static const char *said_or_null(const struct staff_edit *edit, enum detail detail)
{
	return edit->said[detail] ? edit->value[detail] : NULL;
}

static void change(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	const struct staff_edit *edit = &app->staff->edit;
	struct staff_change change = {.given = said_or_null(edit, DETAIL_GIVEN),
				      .family = said_or_null(edit, DETAIL_FAMILY),
				      .email = said_or_null(edit, DETAIL_EMAIL),
				      .phone = said_or_null(edit, DETAIL_PHONE)};
	bool ok = staff_change(app->store, app->staff->person, &change, &err);
	app_toast(app, ui_say(&app->ui, ok ? "staff.edit.done" : what_is_wrong(app, &err)), 0);
	if (ok)
		app_go(app, SCREEN_STAFF_PERSON);
}

static void take_in(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	struct registered registered;
	struct staff_edit *edit = &app->staff->edit;
	struct registration registration = {.given = edit->value[DETAIL_GIVEN],
					    .family = edit->value[DETAIL_FAMILY],
					    .email = edit->value[DETAIL_EMAIL],
					    .phone = edit->value[DETAIL_PHONE],
					    .language = app_language(app),
					    .age = edit->age,
					    .source = "desk"};
	if (edit->age == AGE_UNDER_16)
		registration.family = registration.email = registration.phone = "";
	bool ok = desk_register(app->store, &registration, &registered, &err);
	app_toast(app, ui_say(&app->ui, ok ? "staff.add.done" : what_is_wrong(app, &err)), 0);
	if (ok) {
		text_copy(app->staff->person, sizeof app->staff->person, registered.person);
		app_go(app, SCREEN_STAFF_PERSON);
	}
	sodium_memzero(&registered, sizeof registered);
}

static void leave(struct app *app)
{
	if (app->staff->edit.open)
		staff_detail_close(app);
	else
		app_go(app, app->staff->edit.adding ? SCREEN_STAFF_PEOPLE : SCREEN_STAFF_PERSON);
}

static void primary(struct app *app)
{
	if (app->staff->edit.open)
		staff_detail_keep(app);
	else if (!is_ready(&app->staff->edit))
		return;
	else if (app->staff->edit.adding)
		take_in(app);
	else
		change(app);
}

static void act(struct app *app, int action, int arg)
{
	static const enum age_band bands[] = {AGE_ADULT, AGE_16_17, AGE_UNDER_16};
	struct staff_edit *edit = &app->staff->edit;
	if (staff_act(app, action, arg) || staff_detail_act(app, action, arg))
		return;
	switch (action) {
	case ACT_OPEN:
		if (arg >= 0 && arg < DETAIL_COUNT && applies(app, (enum detail)arg))
			staff_detail_open(app, (enum detail)arg);
		break;
	case ACT_AGE:
		edit->age = bands[arg];
		break;
	case ACT_PRIMARY:
		primary(app);
		break;
	case ACT_SECONDARY:
		leave(app);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	if (app->staff->edit.open)
		staff_detail_type(app, codepoint);
}

static void sample(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	staff_sample(app, SCREEN_STAFF_PEOPLE);
	staff_edit(app, true);
	text_copy(edit->value[DETAIL_GIVEN], EMAIL_MOST, "Luz");
	edit->said[DETAIL_GIVEN] = true;
	edit->age = AGE_UNDER_16;
}

const struct screen screen_staff_edit = {
	.name = "staff-edit",
	.enter = staff_enter,
	.build = build,
	.act = act,
	.type = type,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
