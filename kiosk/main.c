/* lanyard-kiosk: options, and the loop that sleeps until an event, a deadline or a batch from the sync agent comes.
 * The first frame is drawn before the log is folded; folding goes on in slices between events. */
#include "app.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "config/command.h"
#include "device/headphones.h"
#include "device/speech.h"
#include "events.h"
#include "replay.h"
#include "screens/screen.h"
#include "shots.h"
#include "tree.h"
#include "watch.h"
#include "window.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FOLD_SLICE = 500, CLOCK_FILE_MS = 50 };

struct options {
	int mode, theme;
	bool debug;
	const char *booth, *window, *language, *tree, *shots, *languages, *themes, *sizes, *scales, *record, *replay, *prefix,
		*suffix, *plugs;
	double diagonal;
};

static const char *const mode_names[] = {"front", "booth", NULL};
static const char *const theme_names[] = {"light", "high-contrast", NULL};

#define AT(field) offsetof(struct options, field)
static const struct option_row rows[] = {
	{.name = "mode",
	 .type = OPTION_CHOICE,
	 .at = AT(mode),
	 .argument = "MODE",
	 .choices = mode_names,
	 .standard = "front",
	 .help = "what this kiosk is for"},
	{.name = "booth",
	 .type = OPTION_TEXT,
	 .at = AT(booth),
	 .argument = "EMPLOYER",
	 .help = "the employer of a booth, by id or booth number"},
	{.name = "window",
	 .type = OPTION_TEXT,
	 .at = AT(window),
	 .argument = "WxH",
	 .help = "a window of that size instead of the full screen"},
	{.name = "diagonal",
	 .type = OPTION_REAL,
	 .at = AT(diagonal),
	 .argument = "INCHES",
	 .least = 0,
	 .most = 200,
	 .standard = "0",
	 .help = "size of the display, so that touch targets are true; 0 takes the usual one for its shape"},
	{.name = "language", .type = OPTION_TEXT, .at = AT(language), .argument = "LL", .help = "language to begin with"},
	{.name = "theme",
	 .type = OPTION_CHOICE,
	 .at = AT(theme),
	 .argument = "THEME",
	 .choices = theme_names,
	 .standard = "light",
	 .help = "colors to begin with"},
	{.name = "scan-prefix",
	 .type = OPTION_TEXT,
	 .at = AT(prefix),
	 .argument = "TEXT",
	 .environment = "LANYARD_SCAN_PREFIX",
	 .help = "what the scanner is set up to send before each code"},
	{.name = "scan-suffix",
	 .type = OPTION_TEXT,
	 .at = AT(suffix),
	 .argument = "TEXT",
	 .environment = "LANYARD_SCAN_SUFFIX",
	 .help = "what it sends behind, besides Enter or Tab"},
	{.name = "headphone-keys",
	 .type = OPTION_TEXT,
	 .at = AT(plugs),
	 .argument = "IN,OUT",
	 .environment = "LANYARD_HEADPHONE_KEYS",
	 .help = "the keys that a keypad with a headphone jack sends when something is plugged in and pulled out, as F15,F16"},
	{.name = "tree",
	 .type = OPTION_PATH,
	 .at = AT(tree),
	 .argument = "FILE",
	 .help = "keep FILE the list of what is shown, as JSON"},
	{.name = "shots",
	 .type = OPTION_PATH,
	 .at = AT(shots),
	 .argument = "DIR",
	 .help = "draw every screen into DIR as PNG and JSON, without a display, and end"},
	{.name = "languages", .type = OPTION_TEXT, .at = AT(languages), .argument = "LIST", .help = "with --shots: only these"},
	{.name = "themes", .type = OPTION_TEXT, .at = AT(themes), .argument = "LIST", .help = "with --shots: only these"},
	{.name = "sizes",
	 .type = OPTION_TEXT,
	 .at = AT(sizes),
	 .argument = "LIST",
	 .help = "with --shots: only these, 1280x800"},
	{.name = "scales",
	 .type = OPTION_TEXT,
	 .at = AT(scales),
	 .argument = "LIST",
	 .help = "with --shots: text sizes, 1,1.25,1.5"},
	{.name = "record",
	 .type = OPTION_PATH,
	 .at = AT(record),
	 .argument = "FILE",
	 .help = "write every input to FILE; it holds what was typed, so only for tests"},
	{.name = "replay", .type = OPTION_PATH, .at = AT(replay), .argument = "FILE", .help = "play a recording and end"},
	{.name = "debug", .type = OPTION_FLAG, .at = AT(debug), .help = "log each change of screen"},
	{.name = NULL},
};

struct kiosk {
	const struct options *options;
	struct store *store;
	struct catalog *catalog;
	struct render *render;
	struct window window;
	struct app app;
	struct events events;
	struct watch watch;
	struct speech *speech;
	struct headphones *headphones;
	Uint32 speech_event, plug_event;
	struct recorder recorder;
	struct tree tree;
	uint64_t revision;
	bool frozen; /* LANYARD_CLOCK is set: look at its file now and then */
	bool stale;  /* the frame has to be built */
};

/* --- opening ---------------------------------------------------------------------------------------------------------------
 */

static bool open_words(struct kiosk *kiosk, struct err *err)
{
	char dir[4096];
	const struct fair *fair = store_fair(kiosk->store);
	if (fair->timezone[0])
		setenv("TZ", fair->timezone, 1);
	tzset();
	text_format(dir, sizeof dir, "%s/lang", asset_dir());
	kiosk->catalog = catalog_open(dir, fair->languages[0] ? fair->languages : "en,es,ht", err);
	return kiosk->catalog != NULL;
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

static bool open_screen(struct kiosk *kiosk, struct err *err)
{
	const struct options *options = kiosk->options;
	int w, h;
	kiosk->render = render_create(asset_dir(), err);
	if (!kiosk->render || !parse_window(options->window, &w, &h, err) || !window_open(&kiosk->window, w, h, err))
		return false;
	if (!app_open(&kiosk->app, kiosk->store, kiosk->catalog, kiosk->render, (enum kiosk_mode)options->mode, options->booth,
		      err))
		return false;
	kiosk->app.diagonal = options->diagonal;
	kiosk->app.ui.theme = (enum theme)options->theme;
	if (options->language)
		app_speak(&kiosk->app, options->language);
	return true;
}

/* --- inputs and frames -------------------------------------------------------------------------------------------------------
 */

/* Each input sees the nodes of the frame before it, however many come at once. */
static void take(void *self, const struct input *from)
{
	struct kiosk *kiosk = self;
	struct input input = *from;
	input.at = clock_steady();
	input.wall = clock_wall();
	recorder_add(&kiosk->recorder, &input);
	app_input(&kiosk->app, &input);
	app_build(&kiosk->app);
	kiosk->stale = true;
	sodium_memzero(&input, sizeof input);
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
}

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

static void start_speech(struct kiosk *kiosk)
{
	kiosk->speech_event = SDL_RegisterEvents(2);
	kiosk->plug_event = kiosk->speech_event + 1;
	kiosk->app.voice.speech = kiosk->speech = speech_create(NULL, tell_speech, kiosk);
	kiosk->headphones = headphones_watch(NULL, tell_plug, kiosk);
}

static void stop_speech(struct kiosk *kiosk)
{
	headphones_close(kiosk->headphones);
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
		app_fold(&kiosk->app, FOLD_SLICE);
	} else if (event->type == kiosk->speech_event) {
		take_speech(kiosk, &event->user);
	} else if (event->type == kiosk->plug_event) {
		take_plug(kiosk, &event->user);
	} else {
		events_take(&kiosk->events, event);
	}
}

static void fold_slice(struct kiosk *kiosk)
{
	if (kiosk->app.folded)
		return;
	if (!app_fold(&kiosk->app, FOLD_SLICE)) {
		app_build(&kiosk->app);
		kiosk->stale = true;
	}
}

/* A change of the view that no input made: a batch from another device. */
static void notice_changes(struct kiosk *kiosk)
{
	uint64_t revision = store_revision(kiosk->store);
	if (revision == kiosk->revision || !kiosk->app.folded)
		return;
	kiosk->revision = revision;
	app_build(&kiosk->app);
	kiosk->stale = true;
}

/* --- the loop
 * ------------------------------------------------------------------------------------------------------------------ */

static int wait_ms(const struct kiosk *kiosk)
{
	int wait = events_wait(&kiosk->events);
	int64_t deadline = app_deadline(&kiosk->app), left = deadline - clock_steady();
	if (!kiosk->app.folded || kiosk->stale)
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
	start_speech(kiosk);
	resized(kiosk);
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
		app_build(&kiosk->app);
		SDL_PumpEvents();
		if (!show(kiosk, err))
			return false;
	}
	sodium_memzero(&input, sizeof input);
	return err->code == ERR_NONE;
}

static bool run_kiosk(const struct options *options, const char *home, struct err *err)
{
	struct kiosk kiosk = {.options = options, .tree.path = options->tree, .watch = {.notify = -1, .stop = {-1, -1}}};
	struct replay replay = {.file = NULL};
	const char *clock = getenv("LANYARD_CLOCK");
	kiosk.frozen = clock && *clock;
	events_init(&kiosk.events, &(struct wedge_options){.prefix = options->prefix, .suffix = options->suffix}, take, &kiosk);
	bool ok = (!options->record || recorder_open(&kiosk.recorder, options->record, err)) &&
		  (!options->replay || replay_open(&replay, options->replay, err));
	window_prepare(asset_dir());
	if (ok)
		kiosk.store = store_open(home, STORE_WRITE, err);
	ok = kiosk.store && parse_plugs(options->plugs, &kiosk.events, err) && open_words(&kiosk, err) &&
	     open_screen(&kiosk, err);
	if (ok && options->replay)
		ok = run_replay(&kiosk, &replay, err);
	else if (ok)
		ok = watch_start(&kiosk.watch, home, err) && run_live(&kiosk, err);
	if (ok && kiosk.app.failed)
		ok = err_set(err, ERR_IO, "the log could not be written; look at the disk, then start the kiosk again");
	stop_speech(&kiosk);
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

/* --- the command
 * ----------------------------------------------------------------------------------------------------------------- */

static bool run(const struct call *call, struct err *err)
{
	const struct options *options = call->values;
	log_open("lanyard-kiosk", options->debug ? LOG_DEBUG : LOG_INFO);
	if (options->shots)
		return shots_write(&(struct shots){.dir = options->shots,
						   .languages = options->languages,
						   .themes = options->themes,
						   .sizes = options->sizes,
						   .scales = options->scales,
						   .assets = asset_dir()},
				   err);
	if (options->mode == MODE_BOOTH && !options->booth)
		return err_set(err, ERR_USAGE, "a booth needs its employer; add --booth EMPLOYER");
	return run_kiosk(options, call->home, err);
}

static const struct command command = {
	.name = "",
	.operands = "",
	.brief = "the full-screen kiosk of a fair",
	.about = "Shows the kiosk of the fair in the home: visitors check in at the front, employers scan badges at a booth. "
		 "USB scanners "
		 "that type like a keyboard work at once.\n\nIt speaks when headphones are plugged in, or when Text & voice "
		 "says "
		 "so. Arrow keys, Enter and Escape reach everything; while it speaks F1 repeats, F2 pauses, F3 and F4 change "
		 "the "
		 "speed and F5 and F6 the volume, and any key or touch silences it.\n\nSIGTERM ends it well.",
	.options = rows,
	.values_size = sizeof(struct options),
	.run = run,
};

static const struct command *const commands[] = {&command, NULL};

static const struct program program = {
	.name = "lanyard-kiosk",
	.brief = "the full-screen kiosk of a fair",
	.about = "",
	.commands = commands,
	.examples = "lanyard-kiosk --home fair --window 1280x800\nlanyard-kiosk --home fair --mode booth --booth B12\n"
		    "lanyard-kiosk --shots pictures --languages en",
};

int main(int argc, char **argv)
{
	return program_main(&program, argc, argv);
}
