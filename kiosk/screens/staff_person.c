/* 19 Attendee: who somebody is, what happened, and what staff can do about it. */
#include "badge/token.h"
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <sodium.h>
#include <string.h>

enum { ACT_UNDO = ACT_SCREEN, ACT_UNDO_YES, ACT_UNDO_NO, ACT_CHECK_IN };

static bool load(struct app *app, struct person *person)
{
	return app->folded && view_person(app->store, app->staff->person, person);
}

/* --- facts ------------------------------------------------------------------------------------------------------------- */

static void line(struct ui *ui, struct rect *area, const char *id, enum type type, enum color color, const char *words)
{
	int high = ui_line(ui, type);
	if (!words[0] || area->h < high)
		return;
	ui_text(ui, rect_cut_top(area, high, pick(ui, 2, 8, 12)), words,
		(struct text){.id = id,
			      .type = type,
			      .color = color,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .personal = true,
			      .shrink = by_class(ui, 20, 24, 28)});
}

static unsigned long consents(const struct app *app, const char *person)
{
	unsigned long count = 0;
	for (enum consent_purpose purpose = 0; purpose < CONSENT_COUNT; purpose++)
		count += view_consent(app->store, person, purpose);
	return count;
}

static void facts(struct app *app, struct ui *ui, struct rect r, const struct person *person)
{
	char contact[EMAIL_MOST + 64], code[SHORT_CODE_TEXT] = "", said[NODE_TEXT_MOST];
	bool here = person->checked_in_at.wall != 0;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(r, pick(ui, 14, 28, 36), pick(ui, 8, 20, 28));
	ui_text(ui, rect_cut_top(&in, ui_line(ui, TYPE_HEADING), pick(ui, 2, 8, 12)), person->name,
		(struct text){.id = "title",
			      .type = TYPE_HEADING,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .heading = true,
			      .personal = true,
			      .shrink = by_class(ui, 20, 24, 28)});
	const char *state = here ? ui_fill(ui, "staff.person.here", "time", booth_time(ui, person->checked_in_at))
				 : ui_say(ui, "staff.person.not_here");
	text_format(said, sizeof said, "%s. %s", person->name, state);
	front_says(ui, "title", said, true);
	line(ui, &in, "state", TYPE_LABEL, here ? COLOR_SUCCESS : COLOR_TEXT_MUTED, state);
	if (person->badge[0])
		token_short_code(person->badge, code);
	line(ui, &in, "code", TYPE_LABEL, COLOR_TEXT, code);
	staff_contact(person, contact, sizeof contact);
	line(ui, &in, "contact", TYPE_BODY, COLOR_TEXT_MUTED, contact);
	line(ui, &in, "registered", TYPE_BODY, COLOR_TEXT,
	     ui_fill(ui, "staff.person.registered", "time", booth_time(ui, person->registered_at)));
	line(ui, &in, "consents", TYPE_BODY, COLOR_TEXT, front_count(ui, "staff.person.consents", consents(app, person->id)));
	sodium_memzero(contact, sizeof contact);
	sodium_memzero(said, sizeof said);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void actions(struct ui *ui, struct rect r, const struct person *person)
{
	bool here = person->checked_in_at.wall != 0;
	struct rect place = rect_cut_top(&r, pick(ui, 66, 80, 108), 0);
	if (here)
		ui_button(ui, place,
			  (struct button){.id = "undo",
					  .label = ui_say(ui, "staff.undo.button"),
					  .look = BUTTON_DANGER,
					  .icon = ICON_UNDO,
					  .action = ACT_UNDO});
	else
		ui_button(ui, place,
			  (struct button){.id = "check-in",
					  .label = ui_say(ui, "staff.check_in.button"),
					  .icon = ICON_CHECK,
					  .action = ACT_CHECK_IN});
}

static void ask(struct ui *ui, const struct person *person)
{
	struct rect in = ui_dialog(ui, "sure", 0, is_large(ui) ? pick(ui, 420, 560, 900) : 0);
	struct rect buttons = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_LARGE_HEIGHT), pick(ui, 8, 16, 24));
	struct text text = {.id = "sure-title",
			    .type = TYPE_TITLE_TIGHT,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .heading = true,
			    .personal = true,
			    .shrink = by_class(ui, 22, 30, 32)};
	rect_cut_top(&in, ui_text(ui, in, ui_fill(ui, "staff.undo.title", "name", person->name), text), pick(ui, 6, 16, 24));
	ui_text(ui, in, ui_say(ui, "staff.undo.text"),
		(struct text){.id = "sure-text",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .shrink = by_class(ui, 20, 24, 28)});
	struct rect no = rect_cut_left(&buttons, buttons.w / 2, ui_px(ui, SPACE_STACK_GAP));
	ui_button(ui, no,
		  (struct button){
			  .id = "sure-no", .label = ui_say(ui, "answer.no"), .look = BUTTON_SECONDARY, .action = ACT_UNDO_NO});
	ui_button(ui, buttons,
		  (struct button){.id = "sure-yes",
				  .label = ui_say(ui, "staff.undo.yes.button"),
				  .look = BUTTON_DANGER,
				  .action = ACT_UNDO_YES});
	ui_dialog_end(ui);
}

static void build(struct app *app, struct ui *ui)
{
	struct person person = {.id = ""};
	struct rect area = staff_page(app, ui, TAB_PEOPLE);
	rect_cut_top(&area, pick(ui, 8, 22, 28), 0);
	rect_cut_bottom(&area, pick(ui, 8, 22, 28), 0);
	bool known = load(app, &person);
	if (!known)
		text_copy(person.name, sizeof person.name, ui_say(ui, "staff.person.gone"));
	struct rect right = is_tall(ui) ? rect_cut_bottom(&area, ui_design(ui, 320), ui_design(ui, 24))
					: rect_cut_right(&area, area.w * 38 / 100, pick(ui, 12, 24, 0));
	facts(app, ui, area, &person);
	if (known)
		actions(ui, right, &person);
	staff_dock(ui, (struct button){.label = NULL}, front_back(ui));
	if (known && app->staff->sure)
		ask(ui, &person);
	sodium_memzero(&person, sizeof person);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void undo(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	app->staff->sure = false;
	bool ok = staff_undo_checkin(app->store, app->staff->person, &err);
	app_toast(app, ui_say(&app->ui, ok ? "staff.undo.done" : app_problem(app, &err)), 0);
}

static void check_in(struct app *app)
{
	struct registered registered;
	struct err err = {.code = ERR_NONE};
	bool already;
	if (!desk_checkin(app->store, app->staff->person, &registered, &already, &err))
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	sodium_memzero(&registered, sizeof registered);
}

static void act(struct app *app, int action, int arg)
{
	if (staff_act(app, action, arg))
		return;
	if (action == ACT_UNDO || action == ACT_UNDO_NO)
		app->staff->sure = action == ACT_UNDO;
	else if (action == ACT_UNDO_YES && app->staff->sure)
		undo(app);
	else if (action == ACT_CHECK_IN)
		check_in(app);
	else if (action == ACT_SECONDARY)
		app_go(app, SCREEN_STAFF_PEOPLE);
}

static void enter(struct app *app)
{
	app->staff->sure = false;
	staff_enter(app);
}

static void sample(struct app *app)
{
	struct hit hit;
	staff_sample(app, SCREEN_STAFF_PERSON);
	if (view_find(app->store, "Marisol", &hit, 1, NULL))
		text_copy(app->staff->person, sizeof app->staff->person, hit.person);
}

const struct screen screen_staff_person = {
	.name = "staff-person",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
