/* The kiosk as a value: opening, going from screen to screen, forgetting, folding, and building the frame. What a finger or a
 * key does is in press.c; what time does is in idle.c. */
#include "app.h"

#include "base/log.h"
#include "base/text.h"
#include "press.h"
#include "screens/screen.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { TOAST_MS = TIMING_TOAST_S * 1000, TOAST_UNDO_MS = 10000 };

/* --- life ------------------------------------------------------------------------------------------------------------ */

/* After the first picture, which does not need it. Without it people register all the same. */
static void open_skills(struct app *app)
{
	char path[4096];
	struct err err = {.code = ERR_NONE};
	if (app->skills_read || !app->ui.render)
		return;
	app->skills_read = true;
	text_format(path, sizeof path, "%s/talent.json", render_assets(app->ui.render));
	app->skills = skills_open(path, &err);
	if (!app->skills)
		log_line(LOG_ERROR, "the Talent Database is not offered: %s", err.text);
}

bool app_open(struct app *app, struct store *store, struct catalog *catalog, struct render *render, enum kiosk_mode mode,
	      const char *employer, struct err *err)
{
	*app = (struct app){.store = store, .catalog = catalog, .mode = mode, .folded = store == NULL};
	if (sodium_init() < 0)
		return err_set(err, ERR_IO, "no source of randomness; start the machine anew");
	if (store)
		store_fold_beside(store, true);
	app->visitor = sodium_malloc(sizeof *app->visitor);
	app->staff = sodium_malloc(sizeof *app->staff);
	app->pin = pin_quiet();
	app->health = health_quiet();
	app->stick = stick_quiet();
	app->print.device = printer_quiet();
	app->enrol = enrol_quiet();
	app->ui = (struct ui){.nodes = calloc(1, sizeof *app->ui.nodes), .draw = draw_create(), .render = render};
	app->ui.catalog = catalog;
	app->ui.profile = profile_for(1280, 800, 0);
	if (!voice_open(&app->voice) || !scans_open(&app->scans) || !sight_open(&app->sight) || !app->visitor || !app->staff ||
	    !app->ui.nodes || !app->ui.draw) {
		app_close(app);
		return err_set(err, ERR_MEMORY, "there is not enough memory for the screen");
	}
	text_copy(app->booth.employer.id, sizeof app->booth.employer.id, employer ? employer : "");
	if (!employer && mode == MODE_BOOTH && store)
		desk_own_employer(store, app->booth.employer.id);
	app_end_visit(app);
	return true;
}

void app_close(struct app *app)
{
	if (app->ui.nodes)
		nodes_clear(app->ui.nodes);
	free(app->ui.nodes);
	draw_destroy(app->ui.draw);
	voice_close(&app->voice);
	openings_release(&app->openings);
	skills_close(app->skills);
	sodium_free(app->visitor);
	sodium_free(app->staff);
	scans_close(&app->scans);
	sight_close(&app->sight);
	sodium_memzero(app, sizeof *app);
}

/* --- screens --------------------------------------------------------------------------------------------------------- */

static void show(struct app *app, enum screen_id to)
{
	log_line(LOG_DEBUG, "screen %s -> %s", screens[app->screen] ? screens[app->screen]->name : "none", screens[to]->name);
	app->screen = to;
	app->entered = app->now;
	press_forget(app);
	app->ui.focus[0] = '\0';
	sight_follow(app);
}

/* What was said of the page before is out of place on the next, unless it can be taken back there or was said just now. */
static void drop_toast(struct app *app)
{
	if (!app->toast_undo && app->toast_until < app->now + TOAST_MS)
		app->toast_until = 0;
}

void app_go(struct app *app, enum screen_id to)
{
	if (!screens[to])
		return;
	show(app, to);
	drop_toast(app);
	app->banner.said = app->banner.said || app->ui.notice.bold;
	app->under = app->covered = to;
	app->deadline = 0;
	app->field = 0;
	if (screens[to]->enter)
		screens[to]->enter(app);
}

void app_cover(struct app *app, enum screen_id with)
{
	if (!screens[with] || app->screen == with)
		return;
	bool asks = with == SCREEN_STILL_THERE;
	*(asks ? &app->covered : &app->under) = app->screen;
	*(asks ? &app->covered_deadline : &app->under_deadline) = app->deadline;
	show(app, with);
	app->deadline = 0;
	if (screens[with]->enter)
		screens[with]->enter(app);
}

void app_uncover(struct app *app)
{
	bool asked = app->screen == SCREEN_STILL_THERE;
	int64_t covered_for = app->now - app->entered, deadline = asked ? app->covered_deadline : app->under_deadline;
	show(app, asked ? app->covered : app->under);
	app->deadline = deadline > 0 ? deadline + covered_for : 0;
}

void app_toast(struct app *app, const char *words, int undo_action)
{
	text_copy(app->toast, sizeof app->toast, words);
	app->toast_undo = undo_action;
	app->toast_until = app->now + (undo_action ? TOAST_UNDO_MS : TOAST_MS);
}

/* --- the visitor ----------------------------------------------------------------------------------------------------- */

void app_forget_visitor(struct app *app)
{
	sodium_memzero(app->visitor, sizeof *app->visitor);
	memset(app->visitor->consent, -1, sizeof app->visitor->consent);
	sodium_memzero(&app->keyboard, sizeof app->keyboard);
	sodium_memzero(app->toast, sizeof app->toast);
	app->toast_until = 0;
	voice_forget(app);
	ui_begin(&app->ui); /* overwrites nodes, words and drawing */
	if (app->ui.render)
		render_wipe(app->ui.render);
}

void app_end_visit(struct app *app)
{
	app_forget_visitor(app);
	sodium_memzero(app->staff, sizeof *app->staff);
	struct booth kept = {
		.employer = app->booth.employer, .by_code = app->booth.by_code, .locked_mode = app->booth.locked_mode};
	sodium_memzero(&app->booth, sizeof app->booth);
	app->booth = kept;
	app->ui.language = 0;
	app->ui.theme = THEME_LIGHT;
	app->ui.text_scale = 1;
	app->ui.reduced_motion = false;
	app->ui.show_focus = false;
	app->more_time = TIME_NORMAL;
	app->quit = app->quit || app->failed;
	voice_reset(app);
	app_go(app, modes[app->mode].first);
	app->banner.said = false;
}

const char *app_problem(struct app *app, const struct err *err)
{
	log_line(LOG_ERROR, "%s", err->text);
	if (err->code == ERR_IO || err->code == ERR_CORRUPT)
		app->failed = true;
	return err->code == ERR_FULL ? "error.full" : err->code == ERR_INPUT ? "error.email" : "error.save";
}

const char *app_language(const struct app *app)
{
	return catalog_code(app->catalog, app->ui.language);
}

void app_speak(struct app *app, const char *code)
{
	size_t language = catalog_language(app->catalog, code);
	if (strcmp(catalog_code(app->catalog, language), code) == 0)
		app->ui.language = language;
}

/* --- the log ------------------------------------------------------------------------------------------------------------ */

/* Anew after each batch: the employer may have joined the list, or changed its name or booth. */
static void find_employer(struct app *app)
{
	struct employer found;
	if (app->booth.employer.id[0] && view_employer(app->store, app->booth.employer.id, &found))
		app->booth.employer = found;
}

void app_follow_fair(struct app *app)
{
	char use[16];
	if (!app->follows_fair || !app->store || app->screen != modes[app->mode].first)
		return;
	enum kiosk_mode mode = strcmp(store_fair(app->store)->kind, "town-hall") == 0 ? MODE_TOWN_HALL : MODE_FRONT;
	if (view_kiosk_setting(app->store, "mode", use, sizeof use))
		for (int i = 0; i < MODE_SETUP; i++)
			mode = strcmp(modes[i].name, use) == 0 ? (enum kiosk_mode)i : mode;
	app->mode = mode;
	if (mode == MODE_BOOTH && !app->booth.employer.id[0]) /* set up here, with an employer's invitation */
		desk_own_employer(app->store, app->booth.employer.id);
	if (app->screen != modes[mode].first)
		app_go(app, modes[mode].first);
}

bool app_fold(struct app *app, size_t most)
{
	if (!app->store)
		return false;
	size_t left = 0;
	struct err err = {.code = ERR_NONE};
	open_skills(app);
	if (!store_fold(app->store, most, &left, &err)) {
		log_line(LOG_ERROR, "%s", err.text);
		left = 0;
	}
	if (left > 0)
		return true;
	app_follow_fair(app);
	find_employer(app);
	app->folded = true;
	staff_parted(app);
	app_settings(app);
	if (app->fresh)
		app_go(app, SCREEN_SETUP_DONE);
	app->fresh = false;
	scans_go_on(app);
	return false;
}

/* --- input and frame ------------------------------------------------------------------------------------------------- */

static void resize(struct app *app, int w, int h)
{
	app->ui.profile = profile_for(w, h, app->diagonal);
	press_forget(app);
}

static void take_device(struct app *app, const struct input *input)
{
	bool known = input->x >= 0 && input->x < EQUIPMENT_COUNT && input->y >= 0 && input->y < CONDITION_COUNT;
	if (known)
		app->devices[input->x] = (struct device_state){(enum condition)input->y, input->codepoint};
}

static void take(struct app *app, const struct input *input)
{
	switch (input->type) {
	case INPUT_DOWN:
	case INPUT_MOVE:
	case INPUT_UP:
		press_pointer(app, input);
		break;
	case INPUT_KEY:
		press_key(app, input->key);
		break;
	case INPUT_TEXT:
		press_text(app, input->codepoint);
		break;
	case INPUT_SCAN:
		app->touched = app->now;
		scans_take(app, input);
		break;
	case INPUT_PIN:
		staff_answer(app, input->x, input->y);
		break;
	case INPUT_ENROL:
		if (app->mode == MODE_SETUP && input->x > ENROL_NOTHING && input->x < ENROL_NEWS_COUNT)
			setup_answer(app, (enum enrol_news)input->x);
		break;
	case INPUT_CAMERA:
		sight_take(app, input);
		break;
	case INPUT_DEVICE:
		take_device(app, input);
		break;
	case INPUT_STICK:
		staff_saved(app, input->x, input->y);
		break;
	case INPUT_PRINT:
		print_take(app, input);
		break;
	case INPUT_MASKED:
		app->touched = app->now;
		staff_masked(app, input->x, input->y);
		break;
	case INPUT_TICK:
	case INPUT_SPEECH:
	case INPUT_HEADPHONES:
	case INPUT_TYPE_COUNT:
		break;
	case INPUT_RESIZE:
		resize(app, input->x, input->y);
		break;
	case INPUT_QUIT:
		app->quit = true;
		break;
	}
}

void app_input(struct app *app, const struct input *input)
{
	if (!app->now)
		app->entered = input->at; /* the first screen came up before there was a clock */
	app->now = input->at;
	app->wall = input->wall;
	if (!voice_takes(app, input))
		take(app, input);
	banner_tick(app);
	idle_tick(app);
}

void app_build(struct app *app)
{
	struct ui *ui = &app->ui;
	ui->now = idle_caret_rests(app) ? 0 : app->now;
	press_show(app);
	ui_begin(ui);
	banner_show(app);
	screens[app->screen]->build(app, ui);
	if (app->toast_until > app->now)
		ui_toast(ui, "toast", app->toast, app->toast_undo ? ui_say(ui, "lead.bring_back.button") : NULL,
			 app->toast_undo);
	ui_end(ui);
	voice_look(app);
}
