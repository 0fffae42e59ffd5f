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

/* Two threads open the kiosk. One reads the log, then its words, then composes the first page; the other, which owns the
 * display, reaches it and opens the window. They meet once: the page needs the size of the window, and the clock the time zone
 * of the fair, which is set when nobody else looks at the environment. */
struct start {
	struct kiosk *kiosk;
	const struct joined *joined;
	pthread_mutex_t lock;
	pthread_cond_t news;
	bool met;    /* the log has been read as far as what fair this is */
	bool known;  /* and nothing was wrong with it */
	bool placed; /* the time zone is set, and `size` is known if a page is wanted */
	bool wanted;
	struct input size; /* that the window will have */
	struct err err;    /* of the log, the words and the page */
};

static void tell(struct start *start, bool *what)
{
	pthread_mutex_lock(&start->lock);
	*what = true;
	pthread_cond_signal(&start->news);
	pthread_mutex_unlock(&start->lock);
}

static void await(struct start *start, const bool *what)
{
	pthread_mutex_lock(&start->lock);
	while (!*what)
		pthread_cond_wait(&start->news, &start->lock);
	pthread_mutex_unlock(&start->lock);
}

/* --- the log and its words --- */

/* An empty home is set up on the screen; whatever else keeps it from opening is told. */
static bool read_log(struct start *start)
{
	struct kiosk *kiosk = start->kiosk;
	const struct joined *joined = start->joined;
	struct err *err = &start->err;
	kiosk->store = store_open(kiosk->home, STORE_WRITE, err);
	if (!kiosk->store && !kiosk->options->replay && err->code == ERR_MISSING)
		*err = (struct err){.code = ERR_NONE};
	if (!kiosk->store)
		return err->code == ERR_NONE;
	meet_fair(kiosk->store);
	kiosk->fresh = joined->done;
	return !joined->done ||
	       (store_fold_all(kiosk->store, err) && desk_set_use(kiosk->store, modes[joined->mode].name, err));
}

/* asset_dir() keeps what it found before any thread was there, and looks at no environment here. */
static bool read_words(struct start *start)
{
	char dir[4096];
	const char *languages = start->kiosk->store ? store_fair(start->kiosk->store)->languages : "";
	text_format(dir, sizeof dir, "%s/lang", asset_dir());
	start->kiosk->catalog = catalog_open(dir, languages[0] ? languages : "en,es,ht", &start->err);
	return start->kiosk->catalog != NULL;
}

/* --- the first page --- */

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

static void *read_and_compose(void *self)
{
	struct start *start = self;
	struct kiosk *kiosk = start->kiosk;
	start->known = read_log(start);
	tell(start, &start->met);
	bool ok = start->known && read_words(start);
	await(start, &start->placed);
	if (!ok || !start->wanted || !open_app(kiosk, &start->err) || kiosk->options->replay)
		return NULL;
	foresee_devices(kiosk);
	app_input(&kiosk->app, &start->size);
	app_build(&kiosk->app);
	render_prepare(kiosk->render, kiosk->app.ui.draw);
	return NULL;
}

/* --- what the command line says --- */

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

/* --- the display --- */

static void set_time_zone(const struct kiosk *kiosk)
{
	if (kiosk->store && store_fair(kiosk->store)->timezone[0])
		setenv("TZ", store_fair(kiosk->store)->timezone, 1);
	tzset();
}

static bool reach_and_open(struct start *start, int w, int h, struct err *err)
{
	struct kiosk *kiosk = start->kiosk;
	struct window_place place;
	bool reached = window_reach(err);
	if (reached) {
		place = window_place(w, h, theme_color((enum theme)kiosk->options->theme, COLOR_PAGE));
		start->size = (struct input){.type = INPUT_RESIZE,
					     .x = place.bounds.w,
					     .y = place.bounds.h,
					     .at = clock_steady(),
					     .wall = clock_wall()};
	}
	await(start, &start->met);
	set_time_zone(kiosk);
	start->wanted = reached && start->known;
	tell(start, &start->placed);
	return reached && (!start->known || window_open(&kiosk->window, &place, err));
}

bool open_kiosk(struct kiosk *kiosk, const struct joined *joined, struct err *err)
{
	struct start start = {
		.kiosk = kiosk, .joined = joined, .lock = PTHREAD_MUTEX_INITIALIZER, .news = PTHREAD_COND_INITIALIZER};
	struct err unseen = {.code = ERR_NONE};
	pthread_t thread;
	int w, h;
	if (!parse_window(kiosk->options->window, &w, &h, err))
		return false;
	if (pthread_create(&thread, NULL, read_and_compose, &start) != 0)
		return err_set(err, ERR_MEMORY, "there is no room for another thread; close other programs");
	bool opened = reach_and_open(&start, w, h, &unseen);
	pthread_join(thread, NULL);
	if (start.err.code != ERR_NONE || !opened)
		*err = start.err.code != ERR_NONE ? start.err : unseen;
	return opened && start.err.code == ERR_NONE;
}
