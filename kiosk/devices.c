/* Devices beside the loop. Their threads tell by events, which wake it, and each event becomes an input. See kiosk.h. */
#include "kiosk.h"

#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

/* --- what they tell --- */

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

void look_at_devices(struct kiosk *kiosk)
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

bool take_device_event(struct kiosk *kiosk, const SDL_Event *event)
{
	if (event->type == kiosk->watch.event)
		take_watch(kiosk, &event->user);
	else if (event->type == kiosk->speech_event)
		take_speech(kiosk, &event->user);
	else if (event->type == kiosk->enrol_event)
		take(kiosk, &(struct input){.type = INPUT_ENROL, .x = event->user.code});
	else if (event->type == kiosk->pin_event)
		take_pin(kiosk, &event->user);
	else if (event->type == kiosk->stick_event)
		take_stick(kiosk, &event->user);
	else if (event->type == kiosk->print_event)
		take_printer(kiosk, &event->user);
	else if (event->type == kiosk->plug_event)
		take_plug(kiosk, &event->user);
	else
		return scanning_take(&kiosk->scanning, event);
	return true;
}

/* --- starting and stopping --- */

/* Only where visitors get badges. */
static bool has_printer(const struct kiosk *kiosk)
{
	const struct run_options *options = kiosk->options;
	return kiosk->store && options->mode != MODE_BOOTH && options->mode != MODE_EXIT &&
	       strcmp(options->printer, "none") != 0;
}

void foresee_devices(struct kiosk *kiosk)
{
	if (has_printer(kiosk) && !printer_has_cups())
		print_take(&kiosk->app,
			   &(struct input){.type = INPUT_PRINT, .y = TOLD_STATE, .codepoint = PRINTER_STATE_NO_CUPS});
}

static void start_printer(struct kiosk *kiosk)
{
	static const char *const speaks[] = {"driver", "escpos"};
	const struct run_options *options = kiosk->options;
	struct printer_options printer = {
		.queue = options->printer, .template = options->template, .speaks = speaks[options->printer_speaks]};
	if (!has_printer(kiosk))
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

bool start_devices(struct kiosk *kiosk, struct err *err)
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

void stop_devices(struct kiosk *kiosk)
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
