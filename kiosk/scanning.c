/* See scanning.h. */
#include "scanning.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

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
		return;
	free(parcel);
	scanners_taken(scanning->scanners);
}

static void send_ready(void *self, bool all, int there)
{
	struct scanning *scanning = self;
	atomic_store(&scanning->there, there);
	atomic_store(&scanning->ready, all);
	push(scanning->event + 1, 0, NULL);
}

static void tell_state(struct scanning *scanning)
{
	int ready = atomic_load(&scanning->ready);
	enum condition condition = ready == 0                     ? SCANNER_MISSING
				   : ready > 0 || scanning->heard ? SCANNER_READY
								  : CONDITION_UNKNOWN;
	int usable = atomic_load(&scanning->there) + scanning->heard;
	if (condition == scanning->told.condition && usable == scanning->told.number)
		return;
	scanning->told = (struct device_state){condition, usable};
	scanning->give(scanning->self,
		       &(struct input){.type = INPUT_DEVICE, .x = EQUIPMENT_SCANNER, .y = (int)condition, .codepoint = usable});
}

bool scanning_start(struct scanning *scanning, const struct scanner_options *options, scanning_fn *give, void *self,
		    struct err *err)
{
	struct scanner_answers answers = {.code = send_code, .ready = send_ready, .self = scanning};
	*scanning = (struct scanning){.event = SDL_RegisterEvents(2), .give = give, .self = self};
	atomic_init(&scanning->ready, -1);
	atomic_init(&scanning->there, 0);
	if (!options->where || !*options->where)
		return true;
	scanning->scanners = scanners_watch(options, &answers, err);
	return scanning->scanners != NULL;
}

static void take_code(struct scanning *scanning, const SDL_UserEvent *event)
{
	struct input input = {.type = INPUT_SCAN, .x = event->code};
	open_parcel(event->data1, &input);
	scanning->give(scanning->self, &input);
	sodium_memzero(&input, sizeof input);
	scanners_taken(scanning->scanners);
}

bool scanning_take(struct scanning *scanning, const SDL_Event *event)
{
	if (event->type == scanning->event)
		take_code(scanning, &event->user);
	else if (event->type == scanning->event + 1)
		tell_state(scanning);
	else
		return false;
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
	scanners_close(scanning->scanners);
	scanning->scanners = NULL;
	while (scanning->event && SDL_PeepEvents(&event, 1, SDL_GETEVENT, scanning->event, scanning->event) == 1)
		open_parcel(event.user.data1, &nobody);
	sodium_memzero(&nobody, sizeof nobody);
}
