/* The kiosk at the exit, and what other kiosks answer to somebody who leaves: whoever leaves holds up the badge, and is told
 * that the same badge lets them in again. Nobody has to touch anything, and nothing that is scanned here stops anybody from
 * leaving. */
#include "base/text.h"
#include "screens/door_page.h"

#include <sodium.h>

enum { ANSWER_MS = 8000, REST_MS = TIMING_IDLE_WARNING_S * 1000 };
enum answer { ANSWER_NONE, ANSWER_LEFT, ANSWER_NOT_HERE, ANSWER_REFUSED };

static const struct {
	const char *title, *text;
	enum icon icon;
	bool named;
} answers[] = {
	[ANSWER_NONE] = {"exit.title", "exit.text", ICON_NONE, false},
	[ANSWER_LEFT] = {"exit.left.title", "exit.left.text", ICON_CHECK, true},
	[ANSWER_NOT_HERE] = {"exit.not_here.title", "exit.not_here.text", ICON_CHECK, true},
	[ANSWER_REFUSED] = {"refused.title", "exit.refused.text", ICON_INFO, false},
};

static void enter(struct app *app)
{
	app->deadline = app->now + REST_MS;
}

/* After an answer, and when somebody chose a language and left. */
static void tick(struct app *app)
{
	int64_t quiet = app->now - (app->touched > app->entered ? app->touched : app->entered);
	bool untouched = app->ui.language == 0 && app->ui.theme == THEME_LIGHT && !is_large(&app->ui) && !app->voice.on;
	if (app->field != ANSWER_NONE || (!untouched && quiet >= REST_MS))
		app_end_visit(app);
	else
		app->deadline = app->now + REST_MS;
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

/* At rest it shows where to hold the badge; an answer has its sign there. */
static void build(struct app *app, struct ui *ui)
{
	struct rect area = ui_header(
		ui, (struct header){.step = 0, .steps = 1, .name = ui_say(ui, "header.exit"), .no_start_over = true});
	const char *title = answers[app->field].title, *name = front_first_name(app);
	bool named = answers[app->field].named;
	door_page(app, ui, area,
		  (struct door_answer){.title = named ? ui_fill(ui, title, "name", name) : ui_say(ui, title),
				       .text = ui_say(ui, answers[app->field].text),
				       .icon = answers[app->field].icon,
				       .named = named});
	const struct button none = {.label = NULL};
	struct button finish = front_next(ui, true);
	finish.label = ui_say(ui, "done.finish.button");
	finish.icon = ICON_CHECK;
	front_dock(ui, app->mode == MODE_EXIT ? none : finish, none);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_end_visit(app);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	app->field = ANSWER_LEFT;
}

const struct screen screen_exit = {
	.name = "exit",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = tick,
	.sample = sample,
	.sample_home = "front",
	.roomy = true,
};

/* --- scans -------------------------------------------------------------------------------------------------------------- */

static void show(struct app *app, enum answer answer)
{
	app_go(app, SCREEN_EXIT);
	app->field = (int)answer;
	app->deadline = app->now + ANSWER_MS;
}

void exit_leave(struct app *app)
{
	struct err err;
	bool was_here;
	if (!desk_checkout(app->store, app->visitor->registered.person, &was_here, &err))
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	else
		show(app, was_here ? ANSWER_LEFT : ANSWER_NOT_HERE);
}

void exit_scan(struct app *app, const char *code, size_t size)
{
	struct scan scan;
	struct err err;
	bool ok = desk_scan_out(app->store, code, size, &scan, &err);
	app_forget_visitor(app);
	voice_tone(app, ok && scan.admitted ? TONE_GOOD : TONE_BAD);
	if (!ok) {
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	} else if (scan.verdict == VERDICT_VALID || scan.verdict == VERDICT_ALREADY) {
		app->visitor->person = scan.person;
		app_speak(app, scan.person.language);
		show(app, scan.admitted ? ANSWER_LEFT : ANSWER_NOT_HERE);
	} else {
		show(app, ANSWER_REFUSED);
	}
	sodium_memzero(&scan, sizeof scan);
}
