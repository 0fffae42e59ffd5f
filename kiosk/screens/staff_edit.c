/* Part of 19: details that are changed, and walk-ins whom staff take in. What is known stands in rows; a row opens its field
 * with the keyboard and comes back. E-mail and phone are never shown in full: what is typed takes the place of what was there.
 * Who is under 16 has a first name and nothing else. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/spelling.h"
#include "screens/staff.h"

#include <sodium.h>
#include <string.h>

enum { ACT_OPEN = ACT_SCREEN, ACT_AGE, ACT_FIELD, ACT_REMOVE, DIGITS_MOST = 15 };

static const struct {
	const char *id, *word;
	enum keyboard_layout layout;
	enum icon icon;
} details[DETAIL_COUNT] = {
	[DETAIL_GIVEN] = {"edit-first", "name.first", KEYBOARD_NAME, ICON_NONE},
	[DETAIL_FAMILY] = {"edit-last", "name.last", KEYBOARD_NAME, ICON_NONE},
	[DETAIL_EMAIL] = {"edit-email", "contact.field", KEYBOARD_EMAIL, ICON_MAIL},
	[DETAIL_PHONE] = {"edit-phone", "phone.field", KEYBOARD_PHONE, ICON_PHONE},
};

static bool is_contact(enum detail detail)
{
	return detail == DETAIL_EMAIL || detail == DETAIL_PHONE;
}

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

static void offer_domains(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	domains_count(&app->domains, app->store);
	domains_for(&app->domains, edit->typed, is_tall(&app->ui) ? DOMAIN_KEYS - 1 : DOMAIN_KEYS, edit->domains);
}

static void open_detail(struct app *app, enum detail detail)
{
	struct staff_edit *edit = &app->staff->edit;
	bool shown = !is_contact(detail) || edit->said[detail];
	edit->open = true;
	edit->detail = detail;
	text_copy(edit->typed, sizeof edit->typed, shown ? edit->value[detail] : "");
	keyboard_continue(&app->keyboard, details[detail].layout, edit->typed);
	app->keyboard.hidden = false;
	app->keyboard.smart = detail == DETAIL_EMAIL ? edit->domains : NULL;
	offer_domains(app);
}

static void close_detail(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	edit->open = false;
	sodium_memzero(edit->typed, sizeof edit->typed);
	sodium_memzero(&app->keyboard, sizeof app->keyboard);
}

/* --- the open field ------------------------------------------------------------------------------------------------------ */

/* What is typed can stand. An empty field of an e-mail or phone leaves what is there. */
static bool is_good(const struct staff_edit *edit)
{
	char e164[PHONE_MOST];
	if (edit->detail == DETAIL_GIVEN)
		return !is_blank(edit->typed);
	if (edit->detail == DETAIL_EMAIL)
		return !edit->typed[0] || desk_email_ok(edit->typed);
	return edit->detail != DETAIL_PHONE || !edit->typed[0] || desk_phone_normal(edit->typed, e164, sizeof e164);
}

static void masked(const struct staff_edit *edit, enum detail detail, char out[EMAIL_MOST])
{
	const char *value = edit->value[detail];
	text_copy(out, EMAIL_MOST, value);
	if (detail == DETAIL_PHONE)
		front_phone(value, out, EMAIL_MOST);
	if (!edit->said[detail] && detail == DETAIL_EMAIL && value[0])
		text_mask_email(value, out, EMAIL_MOST);
	else if (!edit->said[detail] && detail == DETAIL_PHONE && value[0])
		text_mask_phone(value, out, EMAIL_MOST);
}

static void field_line(struct app *app, struct ui *ui, struct rect line)
{
	struct staff_edit *edit = &app->staff->edit;
	char shown[EMAIL_MOST], hint[EMAIL_MOST];
	bool removes = edit->detail != DETAIL_GIVEN && edit->value[edit->detail][0];
	text_copy(shown, sizeof shown, edit->typed);
	if (edit->detail == DETAIL_PHONE)
		front_phone(edit->typed, shown, sizeof shown);
	masked(edit, edit->detail, hint);
	if (removes) {
		struct button remove = {.id = "remove",
					.label = ui_say(ui, "staff.edit.remove.button"),
					.look = BUTTON_SECONDARY,
					.small = true,
					.action = ACT_REMOVE};
		int w = ui_button_width(ui, remove), most = line.w * 2 / 5;
		ui_button(ui, rect_cut_right(&line, w < most ? w : most, pick(ui, 10, 20, 28)), remove);
	}
	ui_field(ui, line,
		 (struct field){.id = "field",
				.label = ui_say(ui, details[edit->detail].word),
				.value = shown,
				.hint = is_contact(edit->detail) ? hint : NULL,
				.icon = details[edit->detail].icon,
				.active = true,
				.personal = true,
				.action = ACT_FIELD});
	struct node *node = nodes_find(ui->nodes, "field-hint");
	if (node)
		node->personal = true;
	sodium_memzero(shown, sizeof shown);
	sodium_memzero(hint, sizeof hint);
}

static void build_field(struct app *app, struct ui *ui, struct rect area)
{
	struct staff_edit *edit = &app->staff->edit;
	bool good = is_good(edit);
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	if (is_compact(ui)) {
		front_line(ui, &area, ui_say(ui, details[edit->detail].word), (struct text){.id = "hint"}, NULL);
	} else {
		rect_cut_top(&area, is_tall(ui) ? ui_design(ui, 420) : ui_design(ui, is_large(ui) ? 4 : 26), 0);
		front_title(ui, &area, TYPE_TITLE_TIGHT, ui_say(ui, details[edit->detail].word), NULL);
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 2 : 14, 24), 0);
	}
	field_line(app, ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), 0));
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	struct button done = front_next(ui, good);
	done.label = ui_say(ui, "dock.done");
	done.icon = ICON_CHECK;
	if (!good)
		done.spoken = ui_say(ui, edit->detail == DETAIL_EMAIL   ? "contact.needed"
					 : edit->detail == DETAIL_PHONE ? "phone.needed"
									: "error.name");
	staff_dock(ui, done, front_back(ui));
}

/* --- the rows ------------------------------------------------------------------------------------------------------------ */

static void row(struct app *app, struct ui *ui, struct rect r, enum detail detail)
{
	char value[EMAIL_MOST];
	const struct staff_edit *edit = &app->staff->edit;
	const char *label = ui_say(ui, details[detail].word);
	bool off = !applies(app, detail);
	masked(edit, detail, value);
	if (off || !value[0])
		text_copy(value, sizeof value, ui_say(ui, "staff.twin.nothing"));
	ui_row(ui, r,
	       (struct row){.id = details[detail].id,
			    .label = label,
			    .value = value,
			    .personal = true,
			    .disabled = off,
			    .fill = off ? COLOR_DISABLED_FILL : COLOR_SURFACE,
			    .action = ACT_OPEN,
			    .arg = (int)detail});
	enum color ink = off ? COLOR_TEXT_DISABLED : COLOR_TEXT, on = off ? COLOR_DISABLED_FILL : COLOR_SURFACE;
	struct node *node = nodes_find(ui->nodes, details[detail].id);
	node->fg = ink;
	node->bg = on;
	struct rect in = rect_inset(r, pick(ui, 14, 26, 32), 0);
	int side = ui_px(ui, PART_ICON_SMALL), small = ui_line(ui, TYPE_CAPTION), big = ui_line(ui, TYPE_LABEL);
	struct rect mark = rect_cut_right(&in, side, pick(ui, 8, 14, 20));
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
	text.type = TYPE_LABEL;
	text.color = ink;
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
		build_field(app, ui, area);
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

static void keep_detail(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	if (!is_good(edit))
		return;
	if (edit->typed[0] || !is_contact(edit->detail)) {
		text_copy(edit->value[edit->detail], EMAIL_MOST, edit->typed);
		edit->said[edit->detail] = true;
	}
	close_detail(app);
}

static void remove_detail(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	if (edit->detail == DETAIL_GIVEN)
		return;
	sodium_memzero(edit->value[edit->detail], EMAIL_MOST);
	edit->said[edit->detail] = true;
	close_detail(app);
}

static size_t graphemes(const struct staff_edit *edit)
{
	return edit->detail == DETAIL_EMAIL ? EMAIL_MOST : edit->detail == DETAIL_PHONE ? DIGITS_MOST : FIELD_GRAPHEMES;
}

static void leave(struct app *app)
{
	if (app->staff->edit.open)
		close_detail(app);
	else
		app_go(app, app->staff->edit.adding ? SCREEN_STAFF_PEOPLE : SCREEN_STAFF_PERSON);
}

static void primary(struct app *app)
{
	if (app->staff->edit.open)
		keep_detail(app);
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
	if (staff_act(app, action, arg))
		return;
	switch (action) {
	case ACT_KEY:
		keyboard_press(&app->keyboard, arg, edit->typed, sizeof edit->typed, graphemes(edit));
		offer_domains(app);
		break;
	case ACT_FIELD:
		app->keyboard.hidden = false;
		break;
	case ACT_OPEN:
		if (arg >= 0 && arg < DETAIL_COUNT && applies(app, (enum detail)arg))
			open_detail(app, (enum detail)arg);
		break;
	case ACT_REMOVE:
		remove_detail(app);
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
	struct staff_edit *edit = &app->staff->edit;
	if (!edit->open)
		return;
	keyboard_type(&app->keyboard, codepoint, edit->typed, sizeof edit->typed, graphemes(edit));
	offer_domains(app);
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
