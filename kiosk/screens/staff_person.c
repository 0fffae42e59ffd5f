/* 19 Attendee: who somebody is, what happened, and what staff can do about it. */
#include "screens/staff_person.h"

#include "badge/qr.h"
#include "badge/token.h"
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum {
	ACT_UNDO = ACT_SCREEN,
	ACT_ERASE,
	ACT_CHECK_IN,
	ACT_EDIT,
	ACT_BADGE,
	ACT_BADGE_CLOSE,
	ACT_COMPARE,
	ACT_UNMERGE,
	ACT_PRINT,
	BUTTONS_MOST = 8
};

static bool load(struct app *app, struct person *person)
{
	return app->folded && view_person(app->store, app->staff->person, person);
}

/* --- what can be done -------------------------------------------------------------------------------------------------- */

struct actions {
	struct button list[BUTTONS_MOST];
	int count;
	bool wide; /* the last has a line for itself: its words are many */
};

static void add(struct ui *ui, struct actions *actions, const char *id, const char *key, enum icon icon, enum button_look look,
		int action)
{
	actions->list[actions->count++] = (struct button){.id = id,
							  .label = ui_say(ui, key),
							  .icon = icon,
							  .look = look,
							  .left = true,
							  .small = is_compact(ui),
							  .action = action};
}

static bool is_printing(const struct app *app)
{
	const struct print_wait *wait = &app->staff->print;
	return wait->job[0] && wait->is == PRINT_RUNS && app->now - wait->since < PRINT_PATIENCE_MS;
}

/* Where a printer is ready: the badge once more, and the list of their booths. One at a time. */
static void add_prints(struct app *app, struct ui *ui, struct actions *actions)
{
	bool busy = is_printing(app);
	add(ui, actions, "reprint", busy ? "staff.print.runs" : "staff.print.button", ICON_PRINTER, BUTTON_PRIMARY, ACT_PRINT);
	actions->list[actions->count - 1].disabled = busy;
	actions->list[actions->count - 1].arg = PRINT_BADGE;
	add(ui, actions, "print-list", "staff.print.list.button", ICON_BADGE, BUTTON_SECONDARY, ACT_PRINT);
	actions->list[actions->count - 1].disabled = busy;
	actions->list[actions->count - 1].arg = PRINT_LIST;
}

/* Two records of one person are joined or kept apart before anything is erased: else the other would stay. */
static struct actions actions_for(struct app *app, struct ui *ui, const struct person *person, bool inline_twin)
{
	struct actions actions = {.count = 0};
	bool here = person->checked_in_at.wall != 0, twin = app->staff->twin.id[0];
	if ((here || person->badge[0]) && app->printer)
		add_prints(app, ui, &actions);
	else if (here || person->badge[0])
		add(ui, &actions, "badge", "staff.badge.button", ICON_BADGE, BUTTON_PRIMARY, ACT_BADGE);
	if (!here)
		add(ui, &actions, "check-in", "staff.check_in.button", ICON_CHECK,
		    person->badge[0] ? BUTTON_SECONDARY : BUTTON_PRIMARY, ACT_CHECK_IN);
	add(ui, &actions, "edit", "staff.edit.button", ICON_EDIT, BUTTON_SECONDARY, ACT_EDIT);
	if (here)
		add(ui, &actions, "undo", "staff.undo.button", ICON_UNDO, BUTTON_DANGER, ACT_UNDO);
	if (app->staff->may_unmerge)
		add(ui, &actions, "unmerge", "staff.unmerge.button", ICON_UNDO, BUTTON_SECONDARY, ACT_UNMERGE);
	if (twin && !inline_twin)
		add(ui, &actions, "twin", "staff.twin.title", ICON_MERGE, BUTTON_SECONDARY, ACT_COMPARE);
	else if (!twin)
		add(ui, &actions, "erase", "staff.erase.button", ICON_DELETE, BUTTON_DANGER, ACT_ERASE);
	actions.wide = twin && !inline_twin;
	return actions;
}

/* Cuts the buttons off the top, two in a line where there is room for their words. */
static void draw_actions(struct ui *ui, struct rect *area, const struct actions *actions)
{
	int columns = is_large(ui) && !is_tall(ui) ? 1 : 2, gap = pick(ui, 8, 14, 20), high = pick(ui, 57, 80, 108);
	int paired = actions->count - actions->wide, rows = (paired + columns - 1) / columns + actions->wide;
	int room = (area->h + gap) / rows - gap;
	high = high < room ? high : room;
	for (int i = 0; i < actions->count; i++) {
		bool alone = i == paired;
		struct rect row = {area->x, area->y + (alone ? rows - 1 : i / columns) * (high + gap), area->w, high};
		ui_button(ui, alone ? row : rect_column(row, i % columns, columns, pick(ui, 8, 16, 20)), actions->list[i]);
	}
	rect_cut_top(area, rows * (high + gap), pick(ui, 0, 6, 8));
}

/* --- the badge's code -------------------------------------------------------------------------------------------------- */

static void show_badge(struct app *app, struct ui *ui, const struct person *person)
{
	struct qr qr;
	char token[TOKEN_TEXT], code[SHORT_CODE_TEXT];
	if (!desk_token(app->store, person->badge, token) || !qr_make(token, &qr))
		return;
	token_short_code(person->badge, code);
	struct rect in = ui_dialog(ui, "badge-code", 0,
				   is_compact(ui) ? ui_design(ui, 400)
				   : is_large(ui) ? pick(ui, 0, 620, 900)
						  : 0);
	struct rect button = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_HEIGHT), pick(ui, 8, 20, 24));
	int modules = qr.side + 2 * QR_QUIET, side = ui_px(ui, PART_QR_MIN);
	side = (in.h < side ? in.h : side) / modules * modules;
	struct rect mark = rect_cut_left(&in, side, pick(ui, 16, 32, 40));
	ui_qr(ui, (struct rect){mark.x, in.y + (in.h - side) / 2, side, side}, "qr", &qr, token, ui_say(ui, "badge.qr"));
	struct text text = {.id = "badge-name",
			    .type = TYPE_HEADING,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .heading = true,
			    .personal = true,
			    .shrink = by_class(ui, 20, 24, 28)};
	rect_cut_top(&in, ui_text(ui, in, person->name, text), pick(ui, 4, 8, 12));
	text = (struct text){.id = "badge-short", .type = TYPE_LABEL, .color = COLOR_TEXT, .on = COLOR_SURFACE, .lines = 1};
	text.personal = true;
	rect_cut_top(&in, ui_text(ui, in, code, text), pick(ui, 4, 8, 12));
	text = (struct text){.id = "badge-hint", .type = TYPE_BODY, .color = COLOR_TEXT_MUTED, .on = COLOR_SURFACE};
	text.shrink = by_class(ui, 20, 24, 28);
	ui_text(ui, in, ui_say(ui, "staff.badge.hint"), text);
	ui_button(
		ui, button,
		(struct button){
			.id = "badge-close", .label = ui_say(ui, "dock.done"), .icon = ICON_CHECK, .action = ACT_BADGE_CLOSE});
	ui_dialog_end(ui);
	sodium_memzero(token, sizeof token);
	sodium_memzero(&qr, sizeof qr);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void questions(struct app *app, struct ui *ui, const struct person *person)
{
	if (app->staff->question == ASK_UNDO)
		staff_ask(ui, (struct staff_ask){.title = ui_fill(ui, "staff.undo.title", "name", person->name),
						 .text = ui_say(ui, "staff.undo.text"),
						 .yes = ui_say(ui, "staff.undo.yes.button"),
						 .personal = true,
						 .look = BUTTON_DANGER});
	if (app->staff->question == ASK_ERASE)
		staff_ask(ui, (struct staff_ask){.title = ui_fill(ui, "staff.erase.title", "name", person->name),
						 .text = ui_say(ui, "staff.erase.text"),
						 .yes = ui_say(ui, "staff.erase.yes.button"),
						 .personal = true,
						 .look = BUTTON_DANGER});
}

/* Until they are two, nothing can be done to them. */
static void draw_parting(struct ui *ui, struct rect r)
{
	ui_text(ui, r, ui_say(ui, "staff.unmerge.wait"),
		(struct text){.id = "parting",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .shrink = by_class(ui, 20, 24, 28)});
}

/* Facts at the left or above, what can be done beside or below; who may be the same, where there is room for it. */
static void build_person(struct app *app, struct ui *ui, struct rect area, const struct person *person)
{
	bool inline_twin = app->staff->twin.id[0] && !is_large(ui) && !is_compact(ui);
	struct actions actions = actions_for(app, ui, person, inline_twin);
	struct rect facts = area, rest;
	if (is_tall(ui)) {
		int rows = (actions.count + 1) / 2, high = rows * ui_design(ui, 128) + (inline_twin ? ui_design(ui, 540) : 0);
		rest = rect_cut_bottom(&facts, high, ui_design(ui, 24));
	} else {
		rest = facts;
		facts = rect_cut_left(&rest, is_large(ui) ? area.w / 2 : pick(ui, 310, 414, 0), pick(ui, 12, 24, 0));
	}
	staff_facts(app, ui, facts, person);
	if (app->staff->parting)
		draw_parting(ui, rest);
	if (!person->id[0] || app->staff->parting)
		return;
	draw_actions(ui, &rest, &actions);
	if (inline_twin)
		staff_compare(app, ui, rest, person);
}

static void build(struct app *app, struct ui *ui)
{
	struct person person = {.id = ""};
	struct rect area = staff_page(app, ui, TAB_PEOPLE);
	struct button done = {.id = "done", .label = ui_say(ui, "dock.done"), .icon = ICON_CHECK, .icon_behind = true};
	rect_cut_top(&area, pick(ui, 8, 22, 28), 0);
	rect_cut_bottom(&area, pick(ui, 8, 22, 28), 0);
	done.action = ACT_PRIMARY;
	bool known = load(app, &person);
	staff_read_person(app);
	if (!known)
		text_copy(person.name, sizeof person.name, ui_say(ui, "staff.person.gone"));
	if (known && app->staff->comparing)
		staff_compare(app, ui, area, &person);
	else
		build_person(app, ui, area, &person);
	staff_dock(ui, done, front_back(ui));
	if (known && app->staff->badge_shown && person.badge[0])
		show_badge(app, ui, &person);
	else if (known)
		questions(app, ui, &person);
	sodium_memzero(&person, sizeof person);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

/* Says how it went. */
static void tell(struct app *app, bool ok, const char *done, const struct err *err)
{
	app_toast(app, ui_say(&app->ui, ok ? done : app_problem(app, err)), 0);
}

static void yes(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	enum staff_question question = app->staff->question;
	app->staff->question = ASK_NOTHING;
	if (question == ASK_UNDO) {
		tell(app, staff_undo_checkin(app->store, app->staff->person, &err), "staff.undo.done", &err);
	} else if (question == ASK_ERASE) {
		bool ok = staff_erase(app->store, app->staff->person, &err);
		if (ok) {
			sodium_memzero(app->staff->past, sizeof app->staff->past);
			sodium_memzero(app->staff->search, sizeof app->staff->search); /* it may be the name */
			app_go(app, SCREEN_STAFF_PEOPLE);
		}
		tell(app, ok, "staff.erase.done", &err);
	}
}

static void check_in(struct app *app)
{
	struct registered registered;
	struct err err = {.code = ERR_NONE};
	bool already;
	if (!desk_checkin(app->store, app->staff->person, &registered, &already, &err))
		tell(app, false, "", &err);
	sodium_memzero(&registered, sizeof registered);
}

/* A badge that was given back with the check-in is made anew. */
static void badge(struct app *app)
{
	struct registered registered;
	struct err err = {.code = ERR_NONE};
	app->staff->badge_shown = desk_badge(app->store, app->staff->person, &registered, &err);
	if (!app->staff->badge_shown)
		tell(app, false, "", &err);
	sodium_memzero(&registered, sizeof registered);
}

void staff_printed(struct app *app, bool out)
{
	if (app->screen == SCREEN_STAFF_PERSON)
		app_toast(app, ui_say(&app->ui, out ? "staff.print.out" : "staff.print.failed"), 0);
}

static void decide_twin(struct app *app, bool merge)
{
	struct staff *staff = app->staff;
	struct err err = {.code = ERR_NONE};
	bool ok = merge ? staff_merge(app->store, staff->person, staff->twin.id, &err)
			: staff_keep_apart(app->store, staff->person, staff->twin.id, &err);
	staff->comparing = false;
	tell(app, ok, merge ? "staff.twin.merged" : "staff.twin.kept_apart", &err);
}

static void unmerge(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	app->staff->parting = staff_unmerge(app->store, app->staff->person, app->wall, &err);
	if (!app->staff->parting)
		tell(app, false, "", &err);
	else if (!store_is_folding(app->store))
		staff_parted(app);
}

void staff_parted(struct app *app)
{
	if (!app->staff->parting)
		return;
	app->staff->parting = false;
	app_toast(app, ui_say(&app->ui, "staff.unmerge.done"), 0);
}

static void leave(struct app *app, bool done)
{
	struct staff *staff = app->staff;
	if (staff->comparing && !done) {
		staff->comparing = false;
		return;
	}
	if (done)
		sodium_memzero(staff->search, sizeof staff->search);
	app_go(app, SCREEN_STAFF_PEOPLE);
}

static void act(struct app *app, int action, int arg)
{
	struct staff *staff = app->staff;
	if (staff_act(app, action, arg))
		return;
	switch (action) {
	case ACT_UNDO:
		staff->question = ASK_UNDO;
		break;
	case ACT_ERASE:
		staff->question = ASK_ERASE;
		break;
	case ACT_STAFF_YES:
		yes(app);
		break;
	case ACT_CHECK_IN:
		check_in(app);
		break;
	case ACT_PRINT:
		if (app->printer && !is_printing(app))
			print_person(app, staff->person, (enum print_kind)arg, &staff->print);
		break;
	case ACT_BADGE:
		badge(app);
		break;
	case ACT_BADGE_CLOSE:
		staff->badge_shown = false;
		break;
	case ACT_EDIT:
		staff_edit(app, false);
		break;
	case ACT_COMPARE:
		staff->comparing = true;
		break;
	case ACT_UNMERGE:
		unmerge(app);
		break;
	case ACT_TWIN_APART:
	case ACT_TWIN_MERGE:
		if (staff->twin.id[0])
			decide_twin(app, action == ACT_TWIN_MERGE);
		break;
	case ACT_PRIMARY:
	case ACT_SECONDARY:
		leave(app, action == ACT_PRIMARY);
		break;
	default:
		break;
	}
}

static void enter(struct app *app)
{
	app->staff->badge_shown = app->staff->comparing = app->staff->parting = false;
	app->staff->print = (struct print_wait){.job = ""};
	staff_enter(app);
}

static void sample(struct app *app)
{
	static const struct {
		enum happening what;
		int minutes; /* ago */
		const char *where;
	} rows[] = {{HAPPENED_ARRIVAL, 162, "Kiosk 3"},
		    {HAPPENED_PRINT, 162, ""},
		    {HAPPENED_PROFILE, 158, ""},
		    {HAPPENED_SCAN, 12, "B12"}};
	struct hit hit;
	struct staff *staff = app->staff;
	staff_sample(app, SCREEN_STAFF_PERSON);
	app->printer = true;
	if (!view_find(app->store, "Marisol", &hit, 1, NULL))
		return;
	text_copy(staff->person, sizeof staff->person, hit.person);
	staff_read_person(app);
	staff->may_unmerge = false;
	staff->past_count = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct history_row *row = &staff->past[staff->past_count++];
		*row = (struct history_row){.what = rows[i].what, .at.wall = app->wall - rows[i].minutes * INT64_C(60000)};
		text_copy(row->where, sizeof row->where, rows[i].where);
	}
	view_person(app->store, hit.person, &staff->twin);
	text_copy(staff->twin.id, sizeof staff->twin.id, "SAMPLE");
	text_copy(staff->twin.name, sizeof staff->twin.name, "Marisol Pena");
	text_copy(staff->twin.source, sizeof staff->twin.source, "eventbrite");
	staff->twin.registered_at.wall -= INT64_C(9) * 24 * 3600000;
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
