/* Part of 19: the field of one detail. E-mail and phone are never shown in full: what is typed takes the place of what was
 * there, and an empty field leaves it. */
#include "screens/staff_edit.h"

#include "base/text.h"
#include "screens/front.h"
#include "screens/spelling.h"

#include <sodium.h>
#include <string.h>

enum { DIGITS_MOST = 15 };

const struct detail_row staff_details[DETAIL_COUNT] = {
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

/* --- opening and closing -------------------------------------------------------------------------------------------------- */

static void offer_domains(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	domains_count(&app->domains, app->store);
	domains_for(&app->domains, edit->typed, is_tall(&app->ui) ? DOMAIN_KEYS - 1 : DOMAIN_KEYS, edit->domains);
}

void staff_detail_open(struct app *app, enum detail detail)
{
	struct staff_edit *edit = &app->staff->edit;
	bool shown = !is_contact(detail) || edit->said[detail];
	edit->open = true;
	edit->detail = detail;
	text_copy(edit->typed, sizeof edit->typed, shown ? edit->value[detail] : "");
	keyboard_continue(&app->keyboard, staff_details[detail].layout, edit->typed);
	app->keyboard.hidden = false;
	app->keyboard.smart = detail == DETAIL_EMAIL ? edit->domains : NULL;
	offer_domains(app);
}

void staff_detail_close(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	edit->open = false;
	sodium_memzero(edit->typed, sizeof edit->typed);
	sodium_memzero(&app->keyboard, sizeof app->keyboard);
}

/* --- page ---------------------------------------------------------------------------------------------------------------- */

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

void staff_detail_shown(const struct staff_edit *edit, enum detail detail, char out[EMAIL_MOST])
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
	staff_detail_shown(edit, edit->detail, hint);
	if (removes) {
		struct button remove = {.id = "remove",
					.label = ui_say(ui, "staff.edit.remove.button"),
					.look = BUTTON_SECONDARY,
					.small = true,
					.action = ACT_DETAIL_REMOVE};
		int w = ui_button_width(ui, remove), most = line.w * 2 / 5;
		ui_button(ui, rect_cut_right(&line, w < most ? w : most, pick(ui, 10, 20, 28)), remove);
	}
	ui_field(ui, line,
		 (struct field){.id = "field",
				.label = ui_say(ui, staff_details[edit->detail].word),
				.value = shown,
				.hint = is_contact(edit->detail) ? hint : NULL,
				.icon = staff_details[edit->detail].icon,
				.active = true,
				.personal = true,
				.action = ACT_DETAIL});
	struct node *node = nodes_find(ui->nodes, "field-hint");
	if (node)
		node->personal = true;
	sodium_memzero(shown, sizeof shown);
	sodium_memzero(hint, sizeof hint);
}

void staff_detail_build(struct app *app, struct ui *ui, struct rect area)
{
	struct staff_edit *edit = &app->staff->edit;
	bool good = is_good(edit);
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	if (is_compact(ui)) {
		front_line(ui, &area, ui_say(ui, staff_details[edit->detail].word), (struct text){.id = "hint"}, NULL);
	} else {
		rect_cut_top(&area, is_tall(ui) ? ui_design(ui, 420) : ui_design(ui, is_large(ui) ? 4 : 26), 0);
		front_title(ui, &area, TYPE_TITLE_TIGHT, ui_say(ui, staff_details[edit->detail].word), NULL);
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

/* --- acting -------------------------------------------------------------------------------------------------------------- */

void staff_detail_keep(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	if (!is_good(edit))
		return;
	if (edit->typed[0] || !is_contact(edit->detail)) {
		text_copy(edit->value[edit->detail], EMAIL_MOST, edit->typed);
		edit->said[edit->detail] = true;
	}
	staff_detail_close(app);
}

static void remove_detail(struct app *app)
{
	struct staff_edit *edit = &app->staff->edit;
	if (edit->detail == DETAIL_GIVEN)
		return;
	sodium_memzero(edit->value[edit->detail], EMAIL_MOST);
	edit->said[edit->detail] = true;
	staff_detail_close(app);
}

static size_t graphemes(const struct staff_edit *edit)
{
	return edit->detail == DETAIL_EMAIL ? EMAIL_MOST : edit->detail == DETAIL_PHONE ? DIGITS_MOST : FIELD_GRAPHEMES;
}

bool staff_detail_act(struct app *app, int action, int arg)
{
	struct staff_edit *edit = &app->staff->edit;
	if (action == ACT_KEY) {
		keyboard_press(&app->keyboard, arg, edit->typed, sizeof edit->typed, graphemes(edit));
		offer_domains(app);
	} else if (action == ACT_DETAIL) {
		app->keyboard.hidden = false;
	} else if (action == ACT_DETAIL_REMOVE) {
		remove_detail(app);
	}
	return action == ACT_KEY || action == ACT_DETAIL || action == ACT_DETAIL_REMOVE;
}

void staff_detail_type(struct app *app, int32_t codepoint)
{
	struct staff_edit *edit = &app->staff->edit;
	keyboard_type(&app->keyboard, codepoint, edit->typed, sizeof edit->typed, graphemes(edit));
	offer_domains(app);
}
