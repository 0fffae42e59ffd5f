/* The proof after a pick on find-name, and before anything personal is shown or changed: two digits of the phone or a letter of
 * the e-mail, three tries, then the help desk. The tries belong to the visit, so picking another row gives no new ones, and to
 * the person, so scanning the badge again gives none either. */
#include "base/text.h"
#include "screens/seeker.h"

#include <ctype.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, TRIES_MOST = 3, DIGITS = 2, WRONG_REST_MS = 10 * 60 * 1000 };

enum proof { PROOF_NONE, PROOF_PHONE, PROOF_EMAIL };

/* The last digits of the phone, or nothing. */
static bool phone_end(const char *phone, char out[DIGITS + 1])
{
	size_t have = 0;
	for (size_t n = strlen(phone); n > 0 && have < DIGITS; n--)
		if (isdigit((unsigned char)phone[n - 1]))
			out[DIGITS - ++have] = phone[n - 1];
	out[DIGITS] = '\0';
	return have == DIGITS;
}

static enum proof proof_of(const struct app *app)
{
	char end[DIGITS + 1];
	if (phone_end(app->visitor->person.phone, end))
		return PROOF_PHONE;
	return app->visitor->person.email[0] ? PROOF_EMAIL : PROOF_NONE;
}

/* --- tries --------------------------------------------------------------------------------------------------------------- */

/* The wrong answers for this person in the last minutes, also of visits before: a badge that was found can be scanned again. */
static struct wrong *wrong_of(struct app *app)
{
	struct wrong *oldest = &app->wrong[0];
	for (size_t i = 0; i < WRONG_MOST; i++) {
		struct wrong *wrong = &app->wrong[i];
		if (wrong->tries > 0 && app->now - wrong->at >= WRONG_REST_MS)
			*wrong = (struct wrong){.tries = 0};
		if (wrong->tries > 0 && strcmp(wrong->person, app->visitor->person.id) == 0)
			return wrong;
		if (wrong->at < oldest->at)
			oldest = wrong;
	}
	*oldest = (struct wrong){.tries = 0};
	text_copy(oldest->person, sizeof oldest->person, app->visitor->person.id);
	return oldest;
}

static int tries_of(const struct app *app)
{
	int tries = app->visitor->proof_tries;
	for (size_t i = 0; i < WRONG_MOST; i++) {
		const struct wrong *wrong = &app->wrong[i];
		bool counts = wrong->tries > tries && app->now - wrong->at < WRONG_REST_MS;
		if (counts && strcmp(wrong->person, app->visitor->person.id) == 0)
			tries = wrong->tries;
	}
	return tries;
}

static bool is_locked(const struct app *app)
{
	return tries_of(app) >= TRIES_MOST || proof_of(app) == PROOF_NONE;
}

static bool is_complete(const struct app *app)
{
	return text_graphemes(app->visitor->proof) == (proof_of(app) == PROOF_PHONE ? DIGITS : 1);
}

static bool is_right(const struct app *app)
{
	char end[DIGITS + 1], typed[16], first[8], wanted[16];
	if (proof_of(app) == PROOF_PHONE)
		return phone_end(app->visitor->person.phone, end) && strcmp(end, app->visitor->proof) == 0;
	const char *email = app->visitor->person.email;
	first[0] = '\0';
	text_append_char(first, sizeof first, text_next(&email));
	text_fold(first, wanted, sizeof wanted);
	text_fold(app->visitor->proof, typed, sizeof typed);
	return wanted[0] ? strcmp(typed, wanted) == 0 : strcmp(app->visitor->proof, first) == 0;
}

static void enter(struct app *app)
{
	app->visitor->proof[0] = '\0';
	app->visitor->problem[0] = '\0';
	keyboard_start(&app->keyboard, proof_of(app) == PROOF_PHONE ? KEYBOARD_PHONE : KEYBOARD_SEARCH);
	app->keyboard.hidden = is_locked(app);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

/* Somebody who is in already and wants to see or change something personal. */
static bool is_back(const struct app *app)
{
	return app->visitor->after != SCREEN_WELCOME;
}

static void desk(struct app *app, struct ui *ui, struct rect area)
{
	bool asked = proof_of(app) != PROOF_NONE;
	struct rect hint = rect_cut_top(&area, pick(ui, 90, 132, 200), 0);
	const char *const keys[2][2] = {{"proof.no_contact", "proof.locked"}, {"proof.back.no_contact", "proof.back.locked"}};
	front_hint(ui, hint, "help-desk", ICON_INFO, ui_say(ui, keys[is_back(app)][asked]));
}

static void ask(struct app *app, struct ui *ui, struct rect area)
{
	bool phone = proof_of(app) == PROOF_PHONE;
	int tries = TRIES_MOST - tries_of(app);
	const char *label = ui_say(ui, phone ? "proof.phone" : "proof.email");
	int spare = area.h - ui_line(ui, TYPE_LABEL) - pick(ui, 0, 8, 12) - ui_px(ui, PART_FIELD_HEIGHT),
	    most = pick(ui, 0, 16, 0);
	rect_cut_top(&area, spare / 2 < most && spare > 0 ? spare / 2 : spare > 0 ? most : 0, 0);
	if (is_compact(ui))
		front_line(ui, &area, label, (struct text){.id = "label"}, NULL);
	else
		ui_text(ui, rect_cut_top(&area, ui_line(ui, TYPE_LABEL), pick(ui, 0, 8, 12)), label, front_label(ui, "label"));
	struct rect line = rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), 0);
	struct rect field = rect_cut_left(&line, pick(ui, 150, 240, 320), 0);
	bool wrong = app->visitor->problem[0];
	ui_field(ui, field,
		 (struct field){.id = "proof",
				.label = label,
				.value = app->visitor->proof,
				.active = true,
				.error = wrong ? front_count(ui, app->visitor->problem, (unsigned long)tries) : NULL,
				.beside = line.w,
				.personal = true,
				.action = ACT_FIELD});
}

static void build(struct app *app, struct ui *ui)
{
	bool locked = is_locked(app);
	struct rect area = front_page(ui, 0, "header.check_in");
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	const char *title = ui_say(ui, "proof.title"),
		   *text = locked ? NULL
				  : ui_fill(ui, is_back(app) ? "proof.back.text" : "proof.text", "name", front_first_name(app));
	if (is_tall(ui)) {
		area.h -= ui_design(ui, 880) - area.y;
		area.y = ui_design(ui, 880);
		front_tall_title(app, ui, area.y, title, text, "search");
	} else if (!is_compact(ui) || locked) {
		int ask = ui_line(ui, TYPE_LABEL) + pick(ui, 0, 8, 12) + ui_px(ui, PART_FIELD_HEIGHT);
		int high = ui_text_height(ui, area.w, TYPE_TITLE_TIGHT, title) + pick(ui, 2, 14, 28);
		bool both = locked || !text ||
			    high + ui_text_height(ui, area.w, TYPE_LEAD, text) + ask + ui_design(ui, 4) <= area.h;
		rect_cut_top(&area, pick(ui, 0, is_large(ui) ? 0 : 4, 0), 0);
		front_title(ui, &area, TYPE_TITLE_TIGHT, title, both ? text : NULL);
	}
	front_says(ui, "hint", NULL, true);
	if (locked)
		desk(app, ui, area);
	else
		ask(app, ui, area);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	struct button back = front_back(ui);
	back.label = ui_say(ui, locked || is_back(app) ? "dock.back" : "proof.not_me.button");
	struct button next = front_next(ui, is_complete(app));
	next.label = locked ? NULL : next.label;
	front_dock(ui, next, back);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void check_in(struct app *app)
{
	struct visitor *visitor = app->visitor;
	struct err err;
	if (!desk_checkin(app->store, visitor->picked, &visitor->registered, &visitor->already, &err)) {
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
		return;
	}
	visitor->proved = true;
	app_go(app, seeker_home(app));
}

static void accept(struct app *app)
{
	*wrong_of(app) = (struct wrong){.tries = 0};
	if (!is_back(app)) {
		check_in(app);
		return;
	}
	app->visitor->proved = true;
	seeker_go_on(app);
}

static void decide(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (is_locked(app) || !is_complete(app))
		return;
	if (is_right(app)) {
		accept(app);
		return;
	}
	struct wrong *wrong = wrong_of(app);
	wrong->tries++;
	wrong->at = app->now;
	visitor->proof_tries++;
	visitor->proof[0] = '\0';
	text_copy(visitor->problem, sizeof visitor->problem, "proof.wrong");
	app->keyboard.hidden = is_locked(app);
}

static size_t longest(const struct app *app)
{
	return proof_of(app) == PROOF_PHONE ? DIGITS : 1;
}

static void act(struct app *app, int action, int arg)
{
	if (action == ACT_KEY)
		keyboard_press(&app->keyboard, arg, app->visitor->proof, sizeof app->visitor->proof, longest(app));
	else if (action == ACT_FIELD)
		app->keyboard.hidden = false;
	else if (action == ACT_PRIMARY)
		decide(app);
	else if (action == ACT_SECONDARY)
		app_go(app, is_back(app) ? seeker_home(app) : SCREEN_FIND_NAME);
}

static void type(struct app *app, int32_t codepoint)
{
	if (!is_locked(app))
		keyboard_type(&app->keyboard, codepoint, app->visitor->proof, sizeof app->visitor->proof, longest(app));
}

static void sample(struct app *app)
{
	app->visitor->person = (struct person){
		.name = "Marisol Peña", .given = "Marisol", .family = "Peña", .phone = "+13055550142"};
	enter(app);
	app->visitor->proof_tries = 1;
	text_copy(app->visitor->problem, sizeof app->visitor->problem, "proof.wrong");
	text_copy(app->visitor->proof, sizeof app->visitor->proof, "4");
}

const struct screen screen_proof = {
	.name = "proof",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
