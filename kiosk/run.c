/* See run.h. The first frame is drawn as soon as the fair is known; the rest of the log is folded in slices between events. */
#include "run.h"

#include "app.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "config/command.h"
#include "device/headphones.h"
#include "device/speech.h"
#include "events.h"
#include "replay.h"
#include "scanning.h"
#include "screens/screen.h"
#include "tree.h"
#include "watch.h"
#include "window.h"

#include <malloc.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Facts at a time: before the first visitor, and between the touches of one. */
enum { FOLD_SLICE = 500, FOLD_BESIDE = 100, CLOCK_FILE_MS = 50 };

struct kiosk {
	const struct run_options *options;
	const char *home;
	struct store *store;
	struct catalog *catalog;
	struct render *render;
	struct window window;
	struct app app;
	struct events events;
	struct watch watch;
	struct speech *speech;
	struct headphones *headphones;
	struct scanning scanning;
	struct pin *pin;
	struct stick *stick;
	struct enrol *enrol;
	bool fresh; /* set up in the session before */
	struct health_check health;
	struct printer *printer;
	Uint32 speech_event, plug_event, pin_event, stick_event, print_event, enrol_event;
	struct recorder recorder;
	struct tree tree;
	uint64_t revision;
	bool folding; /* facts are waiting, in the log or in the inbox */
	bool frozen;  /* LANYARD_CLOCK is set: look at its file now and then */
	bool look;    /* somebody wants to know how the devices stand */
	bool stale;   /* the frame has to be built */
};

/* What a set-up said. */
struct joined {
	bool done;
	enum kiosk_mode mode;
};

/* --- opening --- */

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

/* Reads the log beside reaching the display: one waits for the disk, the other for a server. What the log has to say goes
 * first, since nobody needs a window on a log that cannot be opened. */
static bool open_log(struct kiosk *kiosk, const struct joined *joined, struct err *err)
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

/* "F15,F16" */
static bool parse_plugs(const char *text, struct events *events, struct err *err)
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

static bool is_badge(const void *self, const char *code, size_t size)
{
	const struct kiosk *kiosk = self;
	return kiosk->store && desk_is_badge(kiosk->store, code, size);
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

/* The first page, so far as it needs no window: its faces are opened and its texts measured. */
static void *compose(void *self)
{
	struct composing *composing = self;
	struct kiosk *kiosk = composing->kiosk;
	if (open_app(kiosk, &composing->err) && !kiosk->options->replay) {
		app_input(&kiosk->app, &composing->size);
		app_build(&kiosk->app);
	}
	return NULL;
}

/* Composes the first page beside opening the window for it. */
static bool open_screen(struct kiosk *kiosk, struct err *err)
{
	struct composing composing = {.kiosk = kiosk, .size.type = INPUT_RESIZE};
	struct err unopened = {.code = ERR_NONE};
	struct window_place place;
	pthread_t thread;
	int w, h;
	if (!parse_window(kiosk->options->window, &w, &h, err))
		return false;
	place = window_place(w, h);
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

/* --- inputs and frames --- */

/* Each input sees the nodes of the frame before it, however many come at once. */
static void take(void *self, const struct input *from)
{
	struct kiosk *kiosk = self;
	struct input input = *from;
	input.at = clock_steady();
	input.wall = clock_wall();
	struct staff_mask mask = staff_mask_begin(&kiosk->app, &input);
	app_input(&kiosk->app, &input);
	app_build(&kiosk->app);
	struct input masked;
	recorder_add(&kiosk->recorder, staff_mask_end(&kiosk->app, &mask, &input, &masked) ? &masked : &input);
	kiosk->stale = true;
	sodium_memzero(&input, sizeof input);
}

/* What came through the window. */
static void take_window(void *self, const struct input *input)
{
	struct kiosk *kiosk = self;
	take(kiosk, input);
	if (input->type == INPUT_SCAN)
		scanning_heard(&kiosk->scanning);
}

static void resized(struct kiosk *kiosk)
{
	struct input input = {.type = INPUT_RESIZE};
	window_size(&kiosk->window, &input.x, &input.y);
	kiosk->events.w = input.x;
	kiosk->events.h = input.y;
	kiosk->window.whole = true;
	take(kiosk, &input);
}

static bool show(struct kiosk *kiosk, struct err *err)
{
	kiosk->stale = false;
	return window_show(&kiosk->window, &kiosk->app, err) && tree_write(&kiosk->tree, &kiosk->app, err);
}

/* Threads of devices tell by events, which wake the loop. */
static void tell_speech(void *self, int serial, int news)
{
	struct kiosk *kiosk = self;
	SDL_Event event = {.user = {.type = kiosk->speech_event, .code = news, .data1 = (void *)(intptr_t)serial}};
	SDL_PushEvent(&event);
}

static void tell_plug(void *self, bool in, const char *device)
{
	struct kiosk *kiosk = self;
	SDL_Event event = {.user = {.type = kiosk->plug_event, .code = in, .data1 = strdup(device)}};
	if (SDL_PushEvent(&event) != 1)
		free(event.user.data1);
} /* NOLINT(clang-analyzer-unix.Malloc): the event owns it now, take_plug() frees it */

static void take_plug(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	char *device = event->data1;
	kiosk->speech->retry(kiosk->speech, device);
	take(kiosk, &(struct input){.type = INPUT_HEADPHONES, .x = event->code});
	free(device);
}

static void take_speech(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	take(kiosk, &(struct input){.type = INPUT_SPEECH, .x = (int)(intptr_t)event->data1, .y = event->code});
}

static void tell_pin(void *self, int wrong, int wait)
{
	struct kiosk *kiosk = self;
	SDL_Event event = {.user = {.type = kiosk->pin_event, .code = wrong, .data1 = (void *)(intptr_t)wait}};
	SDL_PushEvent(&event);
}

static void take_pin(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	take(kiosk, &(struct input){.type = INPUT_PIN, .x = event->code, .y = (int)(intptr_t)event->data1});
}

static void tell_stick(void *self, enum stick_news news, int files)
{
	struct kiosk *kiosk = self;
	SDL_Event event = {.user = {.type = kiosk->stick_event, .code = (Sint32)news, .data1 = (void *)(intptr_t)files}};
	SDL_PushEvent(&event);
}

static void take_stick(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	take(kiosk, &(struct input){.type = INPUT_STICK, .x = event->code, .y = (int)(intptr_t)event->data1});
}

static void tell_enrol(void *self, enum enrol_news news)
{
	struct kiosk *kiosk = self;
	SDL_Event event = {.user = {.type = kiosk->enrol_event, .code = news}};
	SDL_PushEvent(&event);
}

static void tell_device(void *self, enum equipment equipment, struct device_state state)
{
	struct kiosk *kiosk = self;
	const struct device_state *known = &kiosk->app.devices[equipment];
	struct input input = {.type = INPUT_DEVICE, .x = (int)equipment, .y = (int)state.condition, .codepoint = state.number};
	if (known->condition != state.condition || known->number != state.number)
		take(kiosk, &input);
}

static void tell_printer(void *self, const struct printer_news *news)
{
	struct kiosk *kiosk = self;
	struct printer_news *copy = malloc(sizeof *copy);
	SDL_Event event = {.user = {.type = kiosk->print_event, .data1 = copy}};
	if (copy)
		*copy = *news;
	if (!copy || SDL_PushEvent(&event) != 1)
		free(copy);
} /* NOLINT(clang-analyzer-unix.Malloc): the event owns it now, take_printer() frees it */

static void take_printer(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	struct input input = print_input(event->data1);
	take(kiosk, &input);
	free(event->data1);
}

/* Asked for while an input is handled; what is seen comes as inputs after it. */
static void ask_health(struct health_check *health)
{
	struct kiosk *kiosk = (struct kiosk *)((char *)health - offsetof(struct kiosk, health));
	kiosk->look = true;
}

static void look_at_devices(struct kiosk *kiosk)
{
	if (kiosk->look)
		health_read(kiosk->store, kiosk->home, clock_wall(), tell_device, kiosk);
	kiosk->look = false;
}

static void take_watch(struct kiosk *kiosk, const SDL_UserEvent *event)
{
	if (event->code == WATCH_DEVICES)
		kiosk->look = true;
	else
		kiosk->folding = true;
}

/* Only where visitors get badges. */
static void start_printer(struct kiosk *kiosk)
{
	static const char *const speaks[] = {"driver", "escpos"};
	const struct run_options *options = kiosk->options;
	struct printer_options printer = {
		.queue = options->printer, .template = options->template, .speaks = speaks[options->printer_speaks]};
	if (options->mode == MODE_BOOTH || options->mode == MODE_EXIT)
		return;
	kiosk->printer = printer_create(kiosk->home, &printer, tell_printer, kiosk);
	kiosk->app.print.device = kiosk->printer;
}

static void see(void *self)
{
	struct kiosk *kiosk = self;
	sight_fetch(&kiosk->app);
	app_build(&kiosk->app);
	kiosk->stale = true;
}

static bool start_devices(struct kiosk *kiosk, struct err *err)
{
	const struct run_options *options = kiosk->options;
	kiosk->speech_event = SDL_RegisterEvents(6);
	kiosk->plug_event = kiosk->speech_event + 1;
	kiosk->pin_event = kiosk->speech_event + 2;
	kiosk->stick_event = kiosk->speech_event + 3;
	kiosk->health.look = ask_health;
	kiosk->look = true;
	kiosk->app.health = &kiosk->health;
	const char *root = getenv("LANYARD_ROOT"); /* of /proc and /sys, so that a test can plug in a stick */
	kiosk->print_event = kiosk->speech_event + 4;
	kiosk->enrol_event = kiosk->speech_event + 5;
	if (kiosk->store) {
		kiosk->app.pin = kiosk->pin = pin_create(kiosk->home, tell_pin, kiosk);
		kiosk->app.stick = kiosk->stick = stick_create(kiosk->home, root ? root : "", tell_stick, kiosk);
		start_printer(kiosk);
	} else {
		kiosk->app.enrol = kiosk->enrol = enrol_create(kiosk->home, tell_enrol, kiosk);
	}
	kiosk->app.voice.speech = kiosk->speech = speech_create(NULL, tell_speech, kiosk);
	kiosk->headphones = headphones_watch(NULL, tell_plug, kiosk);
	struct scanner_options scanners = {.where = options->scanner, .prefix = options->prefix, .suffix = options->suffix};
	struct scanning_answers answers = {.give = take, .seen = see, .self = kiosk};
	bool ok = scanning_start(&kiosk->scanning, &scanners, options->camera, &answers, err);
	kiosk->app.sight.camera = kiosk->scanning.camera;
	return ok;
}

static void stop_devices(struct kiosk *kiosk)
{
	if (kiosk->pin)
		kiosk->pin->destroy(kiosk->pin);
	if (kiosk->stick)
		kiosk->stick->destroy(kiosk->stick);
	if (kiosk->printer)
		kiosk->printer->destroy(kiosk->printer);
	if (kiosk->enrol)
		kiosk->enrol->destroy(kiosk->enrol);
	headphones_close(kiosk->headphones);
	kiosk->app.sight.camera = camera_quiet();
	scanning_stop(&kiosk->scanning);
	if (kiosk->speech)
		kiosk->speech->destroy(kiosk->speech);
}

static void take_event(struct kiosk *kiosk, const SDL_Event *event)
{
	if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
		resized(kiosk);
	} else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_EXPOSED) {
		kiosk->window.whole = kiosk->stale = true;
	} else if (event->type == kiosk->watch.event) {
		take_watch(kiosk, &event->user);
	} else if (event->type == kiosk->speech_event) {
		take_speech(kiosk, &event->user);
	} else if (event->type == kiosk->enrol_event) {
		take(kiosk, &(struct input){.type = INPUT_ENROL, .x = event->user.code});
	} else if (event->type == kiosk->pin_event) {
		take_pin(kiosk, &event->user);
	} else if (event->type == kiosk->stick_event) {
		take_stick(kiosk, &event->user);
	} else if (event->type == kiosk->print_event) {
		take_printer(kiosk, &event->user);
	} else if (event->type == kiosk->plug_event) {
		take_plug(kiosk, &event->user);
	} else if (!scanning_take(&kiosk->scanning, event)) {
		events_take(&kiosk->events, event);
	}
}

static void fold_slice(struct kiosk *kiosk)
{
	if (kiosk->store && store_is_folding(kiosk->store))
		kiosk->folding = true;
	if (!kiosk->folding)
		return;
	bool first = !kiosk->app.folded;
	kiosk->folding = app_fold(&kiosk->app, first ? FOLD_SLICE : FOLD_BESIDE);
	if (first && !kiosk->folding) {
		malloc_trim(0); /* what only the start needed: files that were read, rows that were folded */
		app_build(&kiosk->app);
		kiosk->stale = true;
	}
}

/* A change of the view that no input made: a batch from another device. */
static void notice_changes(struct kiosk *kiosk)
{
	uint64_t revision = kiosk->store ? store_revision(kiosk->store) : 0;
	if (!kiosk->store || revision == kiosk->revision || !kiosk->app.folded)
		return;
	kiosk->revision = revision;
	app_build(&kiosk->app);
	kiosk->stale = true;
}

/* --- the loop --- */

static int wait_ms(const struct kiosk *kiosk)
{
	int wait = events_wait(&kiosk->events);
	int64_t deadline = app_deadline(&kiosk->app), left = deadline - clock_steady();
	if (kiosk->folding || kiosk->stale)
		return 0;
	if (deadline >= 0 && (wait < 0 || left < wait))
		wait = left > 0 ? (int)(left < 3600000 ? left : 3600000) : 0;
	if (kiosk->frozen && (wait < 0 || wait > CLOCK_FILE_MS))
		wait = CLOCK_FILE_MS;
	return wait;
}

static bool run_live(struct kiosk *kiosk, struct err *err)
{
	struct input tick = {.type = INPUT_TICK};
	resized(kiosk);
	/* nobody waits for a device, or for another program's facts, to see the first page */
	if (!show(kiosk, err) || !watch_start(&kiosk->watch, kiosk->home, err) || !start_devices(kiosk, err))
		return false;
	app_build(&kiosk->app);
	kiosk->stale = true;
	while (!kiosk->app.quit) {
		if (kiosk->stale && !show(kiosk, err))
			return false;
		SDL_Event event;
		int wait = wait_ms(kiosk);
		bool got = SDL_WaitEventTimeout(&event, wait) != 0;
		for (; got; got = SDL_PollEvent(&event) != 0)
			take_event(kiosk, &event);
		events_idle(&kiosk->events);
		int64_t deadline = app_deadline(&kiosk->app);
		if (deadline >= 0 && deadline <= clock_steady())
			take(kiosk, &tick);
		look_at_devices(kiosk);
		fold_slice(kiosk);
		notice_changes(kiosk);
	}
	return true;
}

/* Recorded times drive everything; the last frame stays in --tree. */
static bool run_replay(struct kiosk *kiosk, struct replay *replay, struct err *err)
{
	struct input input;
	while (app_fold(&kiosk->app, SIZE_MAX)) {
	}
	while (replay_next(replay, &input, err)) {
		if (input.type == INPUT_QUIT)
			break;
		if (!predictable_clock(input.wall, err))
			return false;
		app_input(&kiosk->app, &input);
		while (kiosk->store && store_is_folding(kiosk->store))
			app_fold(&kiosk->app, SIZE_MAX);
		app_build(&kiosk->app);
		SDL_PumpEvents();
		if (!show(kiosk, err))
			return false;
	}
	sodium_memzero(&input, sizeof input);
	return err->code == ERR_NONE;
}

/* From opening the home to the end; `joined` is what a set-up before it said, and then what this one says. */
static bool run_session(const struct run_options *options, const char *home, struct joined *joined, struct err *err)
{
	struct kiosk kiosk = {.options = options,
			      .tree.path = options->tree,
			      .watch = {.notify = -1, .links = -1, .stop = {-1, -1}},
			      .folding = true};
	struct replay replay = {.file = NULL};
	const char *clock = getenv("LANYARD_CLOCK");
	kiosk.home = home;
	kiosk.frozen = clock && *clock;
	events_init(&kiosk.events,
		    &(struct wedge_options){
			    .prefix = options->prefix, .suffix = options->suffix, .known = is_badge, .self = &kiosk},
		    take_window, &kiosk);
	bool ok = (!options->record || recorder_open(&kiosk.recorder, options->record, err)) &&
		  (!options->replay || replay_open(&replay, options->replay, err));
	window_prepare(asset_dir());
	mallopt(M_ARENA_MAX, 1); /* the threads of devices allocate little; a heap for each would cost more than waiting does */
	ok = ok && parse_plugs(options->plugs, &kiosk.events, err) && open_log(&kiosk, joined, err) && open_screen(&kiosk, err);
	if (ok && options->replay)
		ok = run_replay(&kiosk, &replay, err);
	else if (ok)
		ok = run_live(&kiosk, err);
	if (ok && kiosk.app.failed)
		ok = err_set(err, ERR_IO, "the log could not be written; look at the disk, then start the kiosk again");
	*joined = (struct joined){.done = ok && kiosk.app.joined, .mode = kiosk.app.joined_mode};
	stop_devices(&kiosk);
	watch_stop(&kiosk.watch);
	if (kiosk.app.visitor)
		app_close(&kiosk.app);
	tree_release(&kiosk.tree);
	window_close(&kiosk.window);
	render_destroy(kiosk.render);
	catalog_close(kiosk.catalog);
	store_close(kiosk.store);
	replay_close(&replay);
	predictable_clock_end();
	events_release(&kiosk.events);
	return recorder_close(&kiosk.recorder, err) && ok;
}

bool run_kiosk(const struct run_options *options, const char *home, struct err *err)
{
	struct joined joined = {.done = false};
	bool ok;
	do
		ok = run_session(options, home, &joined, err);
	while (ok && joined.done);
	window_leave();
	return ok;
}
