/* See scanning.h. */
#include "scanning.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum scanning_event { EVENT_CODE, EVENT_STATE, EVENT_CAMERA, EVENT_SEEN, EVENT_COUNT };

/* A code on its way from a thread to the main loop. */
struct parcel {
	size_t size;
	char code[SCAN_MOST + 1];
};

static bool push(Uint32 type, int code, void *data)
{
	SDL_Event event = {.user = {.type = type, .code = code, .data1 = data}};
	return SDL_PushEvent(&event) == 1;
}

static void open_parcel(void *data, struct input *input)
{
	struct parcel *parcel = data;
	input->size = parcel->size;
	memcpy(input->scan, parcel->code, parcel->size);
	sodium_memzero(parcel, sizeof *parcel);
	free(parcel);
}

static void send_code(void *self, enum scan_source source, const char *code, size_t size)
{
	struct scanning *scanning = self;
	struct parcel *parcel = size <= sizeof parcel->code ? malloc(sizeof *parcel) : NULL;
	if (parcel) {
		parcel->size = size;
		memcpy(parcel->code, code, size);
	}
	if (parcel && push(scanning->event, (int)source, parcel))
		return; /* NOLINT(clang-analyzer-unix.Malloc): the event owns it now, open_parcel() frees it */
	free(parcel);
	if (source != SCAN_CAMERA)
		scanners_taken(scanning->scanners);
}

static void send_ready(void *self, bool all, int there)
{
	struct scanning *scanning = self;
	atomic_store(&scanning->there, there);
	atomic_store(&scanning->ready, all);
	push(scanning->event + EVENT_STATE, 0, NULL);
}

static void send_camera_code(void *self, const char *code, size_t size)
{
	send_code(self, SCAN_CAMERA, code, size);
}

static void send_camera_state(void *self, enum camera_state state)
{
	struct scanning *scanning = self;
	atomic_store(&scanning->sees, (int)state);
	push(scanning->event + EVENT_CAMERA, (int)state, NULL);
}

static void send_seen(void *self)
{
	struct scanning *scanning = self;
	push(scanning->event + EVENT_SEEN, 0, NULL);
}

/* --- the main loop ---------------------------------------------------------------------------------------------------------
 */

static void tell_state(struct scanning *scanning)
{
	int ready = atomic_load(&scanning->ready), sees = atomic_load(&scanning->sees);
	scanning->saw = scanning->saw || sees == CAMERA_ON;
	bool works = ready > 0 || scanning->heard || scanning->saw;
	enum condition condition = ready == 0 || sees == CAMERA_LOST ? SCANNER_MISSING
				   : works                           ? SCANNER_READY
								     : CONDITION_UNKNOWN;
	int usable = atomic_load(&scanning->there) + scanning->heard + (sees == CAMERA_OFF || sees == CAMERA_ON);
	if (condition == scanning->told.condition && usable == scanning->told.number)
		return;
	scanning->told = (struct device_state){condition, usable};
	scanning->answers.give(
		scanning->answers.self,
		&(struct input){.type = INPUT_DEVICE, .x = EQUIPMENT_SCANNER, .y = (int)condition, .codepoint = usable});
}

static void start_camera(struct scanning *scanning, const char *where)
{
	struct camera_answers answers = {
		.code = send_camera_code, .state = send_camera_state, .seen = send_seen, .self = scanning};
	scanning->camera = camera_quiet();
	if (!where || !*where)
		return;
	send_camera_state(scanning, CAMERA_OFF);
	scanning->camera = camera_create(where, &answers);
}

bool scanning_start(struct scanning *scanning, const struct scanner_options *options, const char *camera,
		    const struct scanning_answers *answers, struct err *err)
{
	struct scanner_answers scanner_answers = {.code = send_code, .ready = send_ready, .self = scanning};
	*scanning = (struct scanning){.event = SDL_RegisterEvents(EVENT_COUNT), .answers = *answers};
	atomic_init(&scanning->ready, -1);
	atomic_init(&scanning->there, 0);
	atomic_init(&scanning->sees, CAMERA_NONE);
	start_camera(scanning, camera);
	if (!options->where || !*options->where)
		return true;
	scanning->scanners = scanners_watch(options, &scanner_answers, err);
	return scanning->scanners != NULL;
}

static void take_code(struct scanning *scanning, const SDL_UserEvent *event)
{
	struct input input = {.type = INPUT_SCAN, .x = event->code};
	open_parcel(event->data1, &input);
	scanning->answers.give(scanning->answers.self, &input);
	sodium_memzero(&input, sizeof input);
	if (event->code != SCAN_CAMERA)
		scanners_taken(scanning->scanners);
}

bool scanning_take(struct scanning *scanning, const SDL_Event *event)
{
	if (event->type < scanning->event || event->type >= scanning->event + EVENT_COUNT)
		return false;
	switch ((enum scanning_event)(event->type - scanning->event)) {
	case EVENT_CODE:
		take_code(scanning, &event->user);
		break;
	case EVENT_CAMERA:
		scanning->answers.give(scanning->answers.self, &(struct input){.type = INPUT_CAMERA, .x = event->user.code});
		tell_state(scanning);
		break;
	case EVENT_STATE:
		tell_state(scanning);
		break;
	case EVENT_SEEN:
		scanning->answers.seen(scanning->answers.self);
		break;
	case EVENT_COUNT:
		return false;
	}
	return true;
}

void scanning_heard(struct scanning *scanning)
{
	scanning->heard = true;
	tell_state(scanning);
}

void scanning_stop(struct scanning *scanning)
{
	SDL_Event event;
	struct input nobody = {.type = INPUT_SCAN};
	if (scanning->camera)
		scanning->camera->destroy(scanning->camera);
	scanners_close(scanning->scanners);
	*scanning = (struct scanning){.event = scanning->event};
	while (scanning->event && SDL_PeepEvents(&event, 1, SDL_GETEVENT, scanning->event, scanning->event) == 1)
		open_parcel(event.user.data1, &nobody);
	sodium_memzero(&nobody, sizeof nobody);
}
