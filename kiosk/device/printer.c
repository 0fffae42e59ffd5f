/* See printer.h. One thread owns the station (printer_station.h); what is asked of it waits in a short list under a mutex. */
#include "device/printer.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "device/printer_station.h"

#include <SDL.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { REQUESTS_MOST = 16 };

struct request {
	bool settle;
	enum print_kind kind;
	char badge[PRINT_ID_TEXT];
	struct print_order order;
};

struct device {
	struct printer printer; /* first: what is handed out */
	printer_fn *tell;
	void *self;
	SDL_Thread *thread;
	SDL_mutex *mutex;
	int wake;
	/* under the mutex */
	struct request *requests; /* REQUESTS_MOST, in guarded memory */
	size_t request_count;
	bool ends;
	/* the thread's own */
	struct request *taken; /* the same, once they were taken */
	struct station station;
};

/* --- the thread ---------------------------------------------------------------------------------------------------------- */

/* The disk is slow and nobody may wait for it, so they are handled outside the mutex. */
static bool take_requests(struct device *device)
{
	eventfd_t wakes;
	eventfd_read(device->wake, &wakes); /* before they are taken, so that one that comes now wakes again */
	SDL_LockMutex(device->mutex);
	size_t count = device->request_count;
	struct request *list = device->requests;
	device->requests = device->taken;
	device->taken = list;
	device->request_count = 0;
	bool goes_on = !device->ends;
	SDL_UnlockMutex(device->mutex);
	for (size_t i = 0; i < count; i++)
		if (list[i].settle)
			station_settle(&device->station, list[i].order.job);
		else
			station_add(&device->station, list[i].kind, list[i].badge, &list[i].order);
	sodium_memzero(list, REQUESTS_MOST * sizeof *list);
	return goes_on;
}

static int run(void *self)
{
	struct device *device = self;
	while (take_requests(device)) {
		station_go_on(&device->station);
		station_wait(&device->station, device->wake);
	}
	return 0;
}

/* --- the three functions -------------------------------------------------------------------------------------------------- */

static bool give(struct device *device, const struct request *request)
{
	SDL_LockMutex(device->mutex);
	bool room = device->request_count < REQUESTS_MOST;
	if (room)
		device->requests[device->request_count++] = *request;
	SDL_UnlockMutex(device->mutex);
	eventfd_write(device->wake, 1);
	return room;
}

static void print_on(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order)
{
	struct device *device = (struct device *)printer;
	struct request request = {.kind = kind, .order = *order};
	text_copy(request.badge, sizeof request.badge, badge);
	if (!give(device, &request)) {
		struct printer_news news = {.told = TOLD_FAILED, .kind = kind};
		text_copy(news.job, sizeof news.job, order->job);
		device->tell(device->self, &news);
	}
	sodium_memzero(&request, sizeof request);
}

/* One that finds no room comes back after a restart, and is known by its id then. */
static void settle_on(struct printer *printer, const char *job)
{
	struct request request = {.settle = true};
	text_copy(request.order.job, sizeof request.order.job, job);
	give((struct device *)printer, &request);
}

static void destroy(struct printer *printer)
{
	struct device *device = (struct device *)printer;
	if (device->thread) {
		SDL_LockMutex(device->mutex);
		device->ends = true;
		SDL_UnlockMutex(device->mutex);
		eventfd_write(device->wake, 1);
		SDL_WaitThread(device->thread, NULL);
	}
	if (device->wake >= 0)
		close(device->wake);
	SDL_DestroyMutex(device->mutex);
	station_close(&device->station);
	sodium_free(device->requests);
	sodium_free(device->taken);
	free(device);
}

/* --- life ---------------------------------------------------------------------------------------------------------------- */

static bool start(struct device *device, const char *home, const struct printer_options *options)
{
	device->mutex = SDL_CreateMutex();
	device->requests = sodium_allocarray(REQUESTS_MOST, sizeof *device->requests);
	device->taken = sodium_allocarray(REQUESTS_MOST, sizeof *device->taken);
	device->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (station_open(&device->station, home, options, device->tell, device->self) && device->mutex && device->requests &&
	    device->taken && device->wake >= 0)
		device->thread = SDL_CreateThread(run, "printer", device);
	return device->thread != NULL;
}

struct printer *printer_create(const char *home, const struct printer_options *options, printer_fn *tell, void *self)
{
	bool none = options && options->queue && strcmp(options->queue, "none") == 0;
	struct device *device = none || sodium_init() < 0 ? NULL : calloc(1, sizeof *device);
	if (!device)
		return printer_quiet();
	*device = (struct device){
		.printer = {.print = print_on, .settle = settle_on, .destroy = destroy}, .tell = tell, .self = self};
	if (start(device, home, options))
		return &device->printer;
	log_line(LOG_WARNING, "nothing can be printed: %s", SDL_GetError());
	destroy(&device->printer);
	return printer_quiet();
}

bool printer_has_cups(void)
{
	return getenv("CUPS_SERVER") || file_exists("/run/cups/cups.sock") || file_exists("/etc/cups/client.conf");
}

/* --- the quiet twin --------------------------------------------------------------------------------------------------------
 */

static void print_nothing(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order)
{
	(void)printer;
	(void)kind;
	(void)badge;
	(void)order;
}

static void settle_nothing(struct printer *printer, const char *job)
{
	(void)printer;
	(void)job;
}

static void do_nothing(struct printer *printer)
{
	(void)printer;
}

struct printer *printer_quiet(void)
{
	static struct printer quiet = {.print = print_nothing, .settle = settle_nothing, .destroy = do_nothing};
	return &quiet;
}
