/* How old: one tap on a band, kept as a band. Nobody is asked for a date of birth. Who is under 16 goes on to the page that
 * leads to the staff desk. At a town hall it is the last question. */
#include "screens/seeker.h"

#include <sodium.h>

enum { ACT_BAND = ACT_SCREEN };

static const struct way {
	const char *id, *title, *text, *hall; /* hall: the text at a town hall */
	enum icon icon;
	enum color tint;
	enum age_band age;
} ways[] = {
	{"age-18plus", "age.adult.title", "age.adult.text", "age.adult.hall", ICON_PERSON, COLOR_SURFACE_AQUA, AGE_ADULT},
	{"age-16-17", "age.teen.title", "age.teen.text", "age.teen.hall", ICON_GRAD, COLOR_SURFACE_SUN, AGE_16_17},
	{"age-under16", "age.young.title", "age.young.text", "age.young.text", ICON_CHILD, COLOR_SURFACE_CORAL, AGE_UNDER_16},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

static bool is_hall(const struct app *app)
{
	return app->mode == MODE_TOWN_HALL;
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, is_hall(app) ? 0 : 2, "header.age");
	const char *title = ui_say(ui, "age.title"), *hint = ui_say(ui, "age.hint");
	rect_cut_bottom(&area, pick(ui, 12, 40, 44), 0);
	if (is_tall(ui)) {
		int top = ui_design(ui, 760);
		front_tall_title(app, ui, top, title, hint, NULL);
		area.h -= top - area.y;
		area.y = top;
	} else {
		rect_cut_top(&area, pick(ui, 2, is_large(ui) ? 4 : 20, 0), 0);
		front_title(ui, &area, is_large(ui) || is_compact(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title,
			    is_large(ui) && is_compact(ui) ? NULL : hint);
		rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 22, 0), 0);
	}
	struct card cards[WAYS];
	for (int i = 0; i < WAYS; i++)
		cards[i] = (struct card){.id = ways[i].id,
					 .title = ui_say(ui, ways[i].title),
					 .text = ui_say(ui, is_hall(app) ? ways[i].hall : ways[i].text),
					 .icon = ways[i].icon,
					 .tint = ways[i].tint,
					 .action = ACT_BAND,
					 .arg = i};
	ui_choice_cards(ui, area, pick(ui, 12, 20, 28), is_tall(ui) || is_large(ui), cards, WAYS);
	front_dock(ui, (struct button){.label = NULL}, front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

/* Somebody who is known, from a list where it was not asked. */
static void known(struct app *app)
{
	struct visitor *visitor = app->visitor;
	struct err err;
	if (!desk_age(app->store, visitor->registered.person, visitor->age, &err))
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	if (visitor->age == AGE_UNDER_16)
		app_go(app, SCREEN_YOUNG);
	else
		seeker_go_on(app);
}

static void choose(struct app *app, enum age_band age)
{
	struct visitor *visitor = app->visitor;
	visitor->age = age;
	if (visitor->registered.person[0]) {
		known(app);
	} else if (age == AGE_UNDER_16) {
		app_forget_visitor(app); /* nothing that a child typed stays here */
		app_go(app, SCREEN_YOUNG);
	} else if (is_hall(app)) {
		hall_sign(app);
	} else if (age == AGE_16_17) {
		for (int i = 0; i < CONSENT_COUNT; i++)
			visitor->consent[i] = -1;
		visitor->editing = false;
		app_go(app, SCREEN_REVIEW);
	} else {
		front_next_page(app, SCREEN_CONSENT);
	}
}

static void act(struct app *app, int action, int arg)
{
	if (action == ACT_BAND)
		choose(app, ways[arg].age);
	else if (action == ACT_SECONDARY && is_hall(app))
		app_go(app, SCREEN_TOWN_HALL);
	else if (action == ACT_SECONDARY && app->visitor->registered.person[0])
		app_go(app, seeker_home(app));
	else if (action == ACT_SECONDARY)
		front_next_page(app, SCREEN_CONTACT);
}

const struct screen screen_age = {
	.name = "age",
	.build = build,
	.act = act,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
