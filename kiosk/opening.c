/* Opening: the log, its words and the display side by side, then the first page. See kiosk.h. */
#include "kiosk.h"

#include "base/clock.h"
#include "base/text.h"
#include "config/command.h"
#include "screens/screen.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Folds until the log has said what fair this is: its languages and its time zone come before the first word. A log that does
 * not fold is reported when the rest of it is. */
static void meet_fair(struct store *store)
{
	struct err err = {.code = ERR_NONE};
	size_t left = 1;
	while (left > 0 && !store_fair(store)->name[0] && store_fold(store, FOLD_SLICE, &left, &err)) {
	}
}

struct reading {
	const char *home;
	bool may_set_up; /* that there is no fair yet is no error */
	struct store *store;
	struct catalog *catalog;
	struct err err;
};

/* The log, and the words in the languages of its fair. An empty home is set up on the screen; whatever else keeps it from
 * opening is told. */
static void *read_log(void *self)
{
	struct reading *reading = self;
	char dir[4096];
	reading->store = store_open(reading->home, STORE_WRITE, &reading->err);
	if (!reading->store && reading->may_set_up && reading->err.code == ERR_MISSING)
		reading->err = (struct err){.code = ERR_NONE};
	else if (!reading->store)
		return NULL;
	if (reading->store)
		meet_fair(reading->store);
	const char *languages = reading->store ? store_fair(reading->store)->languages : "";
	text_format(dir, sizeof dir, "%s/lang", asset_dir());
	reading->catalog = catalog_open(dir, languages[0] ? languages : "en,es,ht", &reading->err);
	return NULL;
}

bool open_log(struct kiosk *kiosk, const struct joined *joined, struct err *err)
{
	struct reading reading = {.home = kiosk->home, .may_set_up = !kiosk->options->replay};
	struct err unseen = {.code = ERR_NONE};
	pthread_t thread;
	bool beside = pthread_create(&thread, NULL, read_log, &reading) == 0;
	bool reached = window_reach(&unseen);
	if (beside)
		pthread_join(thread, NULL);
	else
		read_log(&reading);
	kiosk->store = reading.store;
	kiosk->catalog = reading.catalog;
	if (!reached || reading.err.code != ERR_NONE)
		*err = reading.err.code != ERR_NONE ? reading.err : unseen;
	if (!kiosk->catalog || !reached)
		return false;
	if (kiosk->store && store_fair(kiosk->store)->timezone[0])
		setenv("TZ", store_fair(kiosk->store)->timezone, 1);
	tzset();
	kiosk->fresh = joined->done;
	return !joined->done ||
	       (kiosk->store && store_fold_all(kiosk->store, err) && desk_set_use(kiosk->store, modes[joined->mode].name, err));
}

bool parse_plugs(const char *text, struct events *events, struct err *err)
{
	char in[32], out[32];
	if (!text || !*text)
		return true;
	if (sscanf(text, "%31[^,],%31[^,]", in, out) == 2) {
		events->plug = SDL_GetKeyFromName(in);
		events->unplug = SDL_GetKeyFromName(out);
	}
	return (events->plug && events->unplug) ||
	       err_set(err, ERR_USAGE, "--headphone-keys %s are not two keys; write them as F15,F16", text);
}

static bool parse_window(const char *text, int *w, int *h, struct err *err)
{
	*w = *h = 0;
	if (!text || (sscanf(text, "%dx%d", w, h) == 2 && *w >= 320 && *h >= 240 && *w <= 16384 && *h <= 16384))
		return true;
	return err_set(err, ERR_USAGE, "--window %s is not a size; write it as 1280x800", text);
}

static bool open_app(struct kiosk *kiosk, struct err *err)
{
	const struct run_options *options = kiosk->options;
	enum kiosk_mode mode = !kiosk->store ? MODE_SETUP : options->mode < 0 ? MODE_FRONT : (enum kiosk_mode)options->mode;
	kiosk->render = render_create(asset_dir(), err);
	if (!kiosk->render || !app_open(&kiosk->app, kiosk->store, kiosk->catalog, kiosk->render, mode, options->booth, err))
		return false;
	kiosk->app.fresh = kiosk->fresh;
	kiosk->app.follows_fair = options->mode < 0;
	app_follow_fair(&kiosk->app);
	kiosk->app.diagonal = options->diagonal;
	kiosk->app.ui.theme = (enum theme)options->theme;
	if (options->language)
		app_speak(&kiosk->app, options->language);
	return true;
}

struct composing {
	struct kiosk *kiosk;
	struct input size; /* that the window will have */
	struct err err;
};

/* The first page, so far as it needs no window: all but putting its pictures together. */
static void *compose(void *self)
{
	struct composing *composing = self;
	struct kiosk *kiosk = composing->kiosk;
	if (open_app(kiosk, &composing->err) && !kiosk->options->replay) {
		app_input(&kiosk->app, &composing->size);
		app_build(&kiosk->app);
		render_prepare(kiosk->render, kiosk->app.ui.draw);
	}
	return NULL;
}

bool open_screen(struct kiosk *kiosk, struct err *err)
{
	struct composing composing = {.kiosk = kiosk, .size.type = INPUT_RESIZE};
	struct err unopened = {.code = ERR_NONE};
	struct window_place place;
	pthread_t thread;
	int w, h;
	if (!parse_window(kiosk->options->window, &w, &h, err))
		return false;
	place = window_place(w, h, theme_color((enum theme)kiosk->options->theme, COLOR_PAGE));
	composing.size.x = place.bounds.w;
	composing.size.y = place.bounds.h;
	composing.size.at = clock_steady();
	composing.size.wall = clock_wall();
	bool beside = pthread_create(&thread, NULL, compose, &composing) == 0;
	bool opened = window_open(&kiosk->window, &place, &unopened);
	if (beside)
		pthread_join(thread, NULL);
	else
		compose(&composing);
	if (composing.err.code != ERR_NONE || !opened)
		*err = composing.err.code != ERR_NONE ? composing.err : unopened;
	return opened && composing.err.code == ERR_NONE;
}
