/* Part of 18: search. Staff see whole names, and as much of an e-mail or phone as tells two people apart. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <sodium.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_PICK, ACT_LIST, ACT_ADD, LETTERS_LEAST = 2, ROWS_MOST = 8 };

struct found {
	struct hit hits[ROWS_MOST];
	size_t count, total;
};

static void enter(struct app *app)
{
	staff_enter(app);
	keyboard_start(&app->keyboard, KEYBOARD_SEARCH);
}

static struct found find(const struct app *app)
{
	struct found found = {.count = 0};
	if (app->folded && text_graphemes(app->staff->search) >= LETTERS_LEAST)
		found.count = view_find(app->store, app->staff->search, found.hits, ROWS_MOST, &found.total);
	return found;
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static struct text line_text(const struct ui *ui, enum type type, enum color color)
{
	return (struct text){.type = type,
			     .color = color,
			     .on = COLOR_SURFACE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
}

static void row(struct app *app, struct ui *ui, struct rect r, const struct hit *hit, int i)
{
	struct person person;
	char id[NODE_ID_MOST], contact[EMAIL_MOST + 64];
	if (!view_person(app->store, hit->person, &person))
		return;
	staff_contact(&person, contact, sizeof contact);
	text_format(id, sizeof id, "result-%d", i + 1);
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = person.name,
			    .value = contact,
			    .personal = true,
			    .fill = COLOR_SURFACE,
			    .action = ACT_PICK,
			    .arg = i});
	struct rect in = rect_inset(r, pick(ui, 14, 24, 32), 0);
	int side = ui_px(ui, PART_ICON_SMALL);
	struct rect icon = rect_cut_right(&in, side, pick(ui, 8, 14, 20));
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side},
		  person.checked_in_at.wall ? ICON_CHECK : ICON_NEXT, person.checked_in_at.wall ? COLOR_SUCCESS : COLOR_TEXT);
	ui_text(ui, rect_cut_left(&in, in.w / 2, pick(ui, 6, 12, 16)), person.name, line_text(ui, TYPE_LABEL, COLOR_TEXT));
	ui_text(ui, in, contact, line_text(ui, TYPE_CAPTION, COLOR_TEXT_MUTED));
	sodium_memzero(&person, sizeof person);
	sodium_memzero(contact, sizeof contact);
}

static void note(struct ui *ui, struct rect r, const char *key)
{
	struct text text = line_text(ui, TYPE_CAPTION, COLOR_TEXT_MUTED);
	text.id = "hint";
	text.on = COLOR_PAGE;
	text.middle = false;
	if (r.h >= ui_line(ui, TYPE_CAPTION))
		ui_text(ui, r, ui_say(ui, key), text);
}

static void results(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	int high = ui_px(ui, PART_LIST_ROW_HEIGHT), gap = pick(ui, 8, 8, 14), least = ui_px(ui, PART_TOUCH_MIN);
	int fit = (area.h + gap) / (least + gap); /* above the keyboard one more, if it is lower */
	if (fit > (area.h + gap) / (high + gap) && (size_t)fit <= found->count)
		high = (area.h + gap) / fit - gap;
	for (size_t i = 0; i < found->count && area.h >= high; i++)
		row(app, ui, rect_cut_top(&area, high, gap), &found->hits[i], (int)i);
	if (!found->count)
		note(ui, area,
		     !app->folded                                         ? "welcome.loading"
		     : text_graphemes(app->staff->search) < LETTERS_LEAST ? "staff.people.hint"
									  : "find.none");
}

static void build(struct app *app, struct ui *ui)
{
	struct found found = find(app);
	struct rect area = staff_page(app, ui, TAB_PEOPLE);
	bool list = app->keyboard.hidden;
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard) + pick(ui, 4, 10, 20), 0);
	rect_cut_top(&area, pick(ui, 4, 14, 28), 0);
	front_line(ui, &area, ui_say(ui, "staff.people.title"), (struct text){.id = "page-hint"}, NULL);
	rect_cut_top(&area, pick(ui, 0, 4, 12), 0);
	ui_field(ui, rect_cut_top(&area, pick(ui, 57, 72, 96), pick(ui, 8, 12, 20)),
		 (struct field){.id = "search",
				.label = ui_say(ui, "staff.people.title"),
				.value = app->staff->search,
				.icon = ICON_SEARCH,
				.active = !list,
				.personal = true,
				.action = ACT_FIELD});
	if (list || !is_compact(ui))
		results(app, ui, area, &found);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	bool hidden = found.count > 0 && !list;
	struct button show = {.id = "show", .action = ACT_LIST}, add = {.id = "add", .action = ACT_ADD};
	show.label = hidden ? front_count(ui, "staff.people.show", (unsigned long)found.total) : NULL;
	add.label = ui_say(ui, "staff.add.title");
	add.icon = ICON_PERSON_PLUS;
	add.look = BUTTON_SECONDARY;
	staff_dock(ui, hidden ? show : add, hidden ? add : (struct button){.label = NULL});
	sodium_memzero(&found, sizeof found);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void choose(struct app *app, int i)
{
	struct found found = find(app);
	if (i >= 0 && (size_t)i < found.count) {
		text_copy(app->staff->person, sizeof app->staff->person, found.hits[i].person);
		app_go(app, SCREEN_STAFF_PERSON);
	}
	sodium_memzero(&found, sizeof found);
}

static void act(struct app *app, int action, int arg)
{
	struct staff *staff = app->staff;
	if (staff_act(app, action, arg))
		return;
	if (action == ACT_KEY)
		keyboard_press(&app->keyboard, arg, staff->search, sizeof staff->search, STAFF_SEARCH_GRAPHEMES);
	else if (action == ACT_FIELD)
		app->keyboard.hidden = false;
	else if (action == ACT_LIST)
		app->keyboard.hidden = true;
	else if (action == ACT_PICK)
		choose(app, arg);
	else if (action == ACT_ADD)
		staff_edit(app, true);
}

static void type(struct app *app, int32_t codepoint)
{
	keyboard_type(&app->keyboard, codepoint, app->staff->search, sizeof app->staff->search, STAFF_SEARCH_GRAPHEMES);
}

static void sample(struct app *app)
{
	staff_sample(app, SCREEN_STAFF_PEOPLE);
	text_copy(app->staff->search, sizeof app->staff->search, "Mari");
	app->keyboard.hidden = is_compact(&app->ui);
}

const struct screen screen_staff_people = {
	.name = "staff-people",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
