/* See print.h. */
#include "print.h"

#include "base/log.h"
#include "base/text.h"
#include "desk/badge.h"
#include "screens/seeker.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { QUIET_MS = 400, DUE_MS = 60000 };

/* --- ordering ------------------------------------------------------------------------------------------------------------ */

/* The best booths of a profile, as the page of the booths shows them. */
static void add_booths(struct app *app, const char *person, struct badge_words *words)
{
	struct match found[ORDER_BOOTHS_MOST];
	struct talent talent;
	json_t *profile = view_profile(app->store, person);
	const struct openings *openings = seeker_openings(app);
	talent_init(&talent);
	if (app->skills)
		talent_read(&talent, app->skills, profile);
	size_t count = talent_match(&talent, person, openings->list, openings->count, found, ORDER_BOOTHS_MOST);
	for (size_t i = 0; i < count; i++)
		desk_badge_booth(app->store, words, openings->list[found[i].opening].employer);
	json_decref(profile);
	sodium_memzero(&talent, sizeof talent);
}

static bool fill_in(struct app *app, const char *id, enum print_kind kind, struct badge_words *words, struct err *err)
{
	struct person person;
	bool ok = (view_person(app->store, id, &person) || err_set(err, ERR_MISSING, "nobody is known by this id")) &&
		  desk_badge_words(app->store, app->catalog, &person, app->wall, words, err);
	if (ok && kind == PRINT_LIST) {
		desk_badge_headline(words, person.headline);
		add_booths(app, id, words);
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}

static void start_wait(struct app *app, struct print_wait *wait, const char *job)
{
	text_copy(wait->job, sizeof wait->job, job);
	wait->is = PRINT_RUNS;
	wait->since = app->now;
	wait->count++;
}

bool print_person(struct app *app, const char *person, enum print_kind kind, struct print_wait *wait)
{
	struct registered registered;
	struct err err = {.code = ERR_NONE};
	struct print_order order = {.what = ORDER_PRINT};
	rand_id(order.job);
	bool ok = desk_badge(app->store, person, &registered, &err) && fill_in(app, person, kind, &order.words, &err);
	if (ok) {
		start_wait(app, wait, order.job);
		app->print.device->print(app->print.device, kind, registered.badge, &order);
	} else {
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	}
	sodium_memzero(&order, sizeof order);
	sodium_memzero(&registered, sizeof registered);
	return ok;
}

bool print_visitor(struct app *app, enum print_kind kind)
{
	struct visitor *visitor = app->visitor;
	return visitor->registered.person[0] && visitor->print.count < PRINTS_A_VISIT &&
	       print_person(app, visitor->registered.person, kind, &visitor->print);
}

bool print_may_again(const struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	return wait->job[0] && wait->is == PRINT_CAME_OUT && wait->count < PRINTS_A_VISIT &&
	       app->now - wait->since < PRINT_AGAIN_MS;
}

void print_test(struct app *app)
{
	struct print_order order = {.what = ORDER_PRINT};
	rand_id(order.job);
	desk_badge_test(app->store, ui_say(&app->ui, "devices.test.name"), ui_say(&app->ui, "devices.test.second"),
			&order.words);
	start_wait(app, &app->print.test, order.job);
	app->print.device->print(app->print.device, PRINT_TEST, "", &order);
}

/* --- what is told -------------------------------------------------------------------------------------------------------- */

struct input print_input(const struct printer_news *news)
{
	struct input input = {
		.type = INPUT_PRINT, .x = (int)news->kind, .y = (int)news->told, .codepoint = (int32_t)news->state};
	input.size = (size_t)snprintf(input.scan, sizeof input.scan, "%s %s", news->job, news->badge);
	return input;
}

/* True if it was this one. */
static bool became(struct app *app, struct print_wait *wait, const char *job, bool out)
{
	if (!wait->job[0] || strcmp(wait->job, job) != 0)
		return false;
	wait->is = out ? PRINT_CAME_OUT : PRINT_FAILED;
	wait->since = app->now;
	return true;
}

static void record_first(struct app *app)
{
	struct print_due *due = &app->print.due[0];
	struct err err = {.code = ERR_NONE};
	if (!due->badge[0] || desk_printed(app->store, due->badge, due->job, due->twice, &err))
		app->print.device->settle(app->print.device, due->job);
	else /* it stays with the device, which tells of it after the next start */
		log_line(LOG_ERROR, "%s", err.text);
	app->print.due_count--;
	memmove(due, due + 1, app->print.due_count * sizeof *due);
}

static void came_out(struct app *app, const char *job, const char *badge, bool twice)
{
	if (app->print.due_count == PRINTS_DUE)
		record_first(app);
	struct print_due *due = &app->print.due[app->print.due_count++];
	*due = (struct print_due){.twice = twice, .since = app->now};
	text_copy(due->job, sizeof due->job, job);
	text_copy(due->badge, sizeof due->badge, badge);
	if (twice)
		app->devices[EQUIPMENT_PRINTER] = (struct device_state){PRINTER_TWICE, ++app->print.twice};
}

/* A badge of the last run: whose it is, the view knows; if nobody's any more, nobody wants it. */
static void order_again(struct app *app, enum print_kind kind, const char *job, const char *badge)
{
	struct print_order order = {.what = ORDER_PRINT};
	struct err err = {.code = ERR_NONE};
	char person[ID_TEXT];
	bool revoked = false;
	text_copy(order.job, sizeof order.job, job);
	bool known = badge[0] && view_badge(app->store, badge, person, &revoked) && !revoked && person[0] &&
		     fill_in(app, person, kind, &order.words, &err);
	if (known)
		app->print.device->print(app->print.device, kind, badge, &order);
	else
		app->print.device->settle(app->print.device, job);
	sodium_memzero(&order, sizeof order);
}

/* The pages that say where the visitor's badge is follow what became of it. */
static void show_visitor(struct app *app)
{
	const struct print_wait *wait = &app->visitor->print;
	bool bad = wait->is == PRINT_FAILED || (wait->is == PRINT_RUNS && !app->printer);
	if (!wait->job[0])
		return;
	if (app->screen == SCREEN_BADGE && bad && app->now - wait->since < PRINT_PATIENCE_MS)
		app_go(app, SCREEN_PRINTER_TROUBLE);
	else if (app->screen == SCREEN_PRINTER_TROUBLE && wait->is == PRINT_CAME_OUT)
		app_go(app, SCREEN_BADGE);
	else if (app->screen == SCREEN_BADGE && wait->is == PRINT_CAME_OUT)
		app->deadline = wait->since + PRINT_AGAIN_MS;
}

static const enum condition conditions[PRINTER_STATE_COUNT] = {
	[PRINTER_STATE_READY] = PRINTER_READY,     [PRINTER_STATE_EMPTY] = PRINTER_EMPTY,
	[PRINTER_STATE_OPEN] = PRINTER_OPEN,       [PRINTER_STATE_JAM] = PRINTER_JAM,
	[PRINTER_STATE_TROUBLE] = PRINTER_TROUBLE, [PRINTER_STATE_OFFLINE] = PRINTER_OFFLINE,
	[PRINTER_STATE_STOPPED] = PRINTER_STOPPED, [PRINTER_STATE_REJECTING] = PRINTER_REJECTING,
	[PRINTER_STATE_MEDIA] = PRINTER_MEDIA,     [PRINTER_STATE_TEMPLATE] = PRINTER_TEMPLATE,
	[PRINTER_STATE_MISSING] = PRINTER_MISSING, [PRINTER_STATE_NO_CUPS] = PRINTER_NO_CUPS,
	[PRINTER_STATE_HUNG] = PRINTER_HUNG,
};

static void take_state(struct app *app, int state)
{
	if (state < 0 || state >= PRINTER_STATE_COUNT)
		return;
	app->devices[EQUIPMENT_PRINTER] = (struct device_state){conditions[state], 0};
	app->printer = state == PRINTER_STATE_READY;
	if (app->printer && app->print.twice > 0)
		app->devices[EQUIPMENT_PRINTER] = (struct device_state){PRINTER_TWICE, app->print.twice};
	show_visitor(app);
}

void print_take(struct app *app, const struct input *input)
{
	char job[ID_TEXT] = "", badge[PRINT_ID_TEXT] = "";
	bool ours = input->x >= 0 && input->x < PRINT_KIND_COUNT;
	enum print_kind kind = ours ? (enum print_kind)input->x : PRINT_BADGE;
	if (input->y == TOLD_STATE) {
		take_state(app, input->codepoint);
		return;
	}
	if (!ours || sscanf(input->scan, "%26s %16s", job, badge) < 1)
		return;
	bool out = input->y == TOLD_PRINTED || input->y == TOLD_TWICE;
	if (input->y == TOLD_WANTED)
		order_again(app, kind, job, badge);
	else if (out)
		came_out(app, job, badge, input->y == TOLD_TWICE);
	if (out || input->y == TOLD_FAILED) {
		became(app, &app->visitor->print, job, out);
		show_visitor(app);
		became(app, &app->print.test, job, out);
		if (became(app, &app->staff->print, job, out))
			staff_printed(app, out);
	}
}

/* --- recording ----------------------------------------------------------------------------------------------------------- */

int64_t print_deadline(const struct app *app)
{
	if (app->print.due_count == 0 || !app->folded)
		return -1;
	int64_t quiet = app->touched + QUIET_MS, latest = app->print.due[0].since + DUE_MS;
	return quiet < latest ? quiet : latest;
}

void print_tick(struct app *app)
{
	int64_t deadline = print_deadline(app);
	if (deadline >= 0 && deadline <= app->now)
		record_first(app);
}
