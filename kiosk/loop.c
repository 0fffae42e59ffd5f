/* The loop: it sleeps until an event, a deadline or a batch from the sync agent comes. The first frame is drawn as soon as the
 * fair is known; the rest of the log is folded in slices between events. See kiosk.h. */
#include "kiosk.h"

#include "base/clock.h"
#include "screens/screen.h"

#include <malloc.h>
#include <sodium.h>

enum { CLOCK_FILE_MS = 50 };

/* --- inputs and frames --- */

void take(void *self, const struct input *from)
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

void take_window(void *self, const struct input *input)
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

static void take_event(struct kiosk *kiosk, const SDL_Event *event)
{
	if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
		resized(kiosk);
	else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_EXPOSED)
		kiosk->window.whole = kiosk->stale = true;
	else if (!take_device_event(kiosk, event))
		events_take(&kiosk->events, event);
}

/* --- between events --- */

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

bool run_live(struct kiosk *kiosk, struct err *err)
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

bool run_replay(struct kiosk *kiosk, struct replay *replay, struct err *err)
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
