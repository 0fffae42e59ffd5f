/* See printer.h. One thread owns the child and the queue; what is asked of it waits in a short list under a mutex. One order at
 * a time is with the child, and each has an answer. */
#include "device/printer.h"

#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "device/child.h"
#include "device/printer_queue.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	HUNG_MS = 8000,
	RETRY_MS = 15000,
	TRIES_MOST = 10,
	START_MS = 2000,
	LEAVE_MS = 300,
	LOOK_MS = 10000,
	REQUESTS_MOST = 16
};

struct request {
	bool settle;
	enum print_kind kind;
	char badge[PRINT_ID_TEXT];
	struct print_order order;
};

struct station {
	struct printer printer; /* first: what is handed out */
	struct printer_options options;
	char program[PATH_MAX];
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
	struct print_queue queue;
	struct child child;
	int64_t heard, start_at;    /* when it spoke last; when it may be started */
	char busy[ID_TEXT];         /* the job whose answer is awaited */
	char line[ORDER_LINE_MOST]; /* of an answer, as far as it has come */
	size_t used;
	enum printer_state state, failure, told; /* as CUPS says; of a badge that is to be tried again; as was told */
	bool has_told;
};

/* Not the wall's: a test that stops that clock does not stop CUPS. */
static int64_t now_ms(void)
{
	return (int64_t)SDL_GetTicks64();
}

/* --- telling ------------------------------------------------------------------------------------------------------------- */

static void tell(struct station *station, enum printer_told told, const struct print *print)
{
	struct printer_news news = {.told = told, .state = station->told};
	if (print) {
		news.kind = print->kind;
		text_copy(news.job, sizeof news.job, print->job);
		text_copy(news.badge, sizeof news.badge, print->badge);
	}
	station->tell(station->self, &news);
}

/* A jam is over for CUPS once it has thrown the job away; for people it is not until the badge came out. */
static void tell_state(struct station *station)
{
	bool again = false;
	for (size_t i = 0; i < station->queue.count; i++)
		again = again || (station->queue.list[i].stage == PRINT_WAITING && station->queue.list[i].tries > 0);
	if (!again)
		station->failure = PRINTER_STATE_READY;
	enum printer_state state = station->state > station->failure ? station->state : station->failure;
	if (station->has_told && state == station->told)
		return;
	station->told = state;
	station->has_told = true;
	log_line(LOG_INFO, "printer: %s", printer_state_word(state));
	tell(station, TOLD_STATE, NULL);
}

/* --- orders --------------------------------------------------------------------------------------------------------------- */

static bool send_order(struct station *station, const struct print_order *order)
{
	char line[ORDER_LINE_MOST];
	size_t size = order_write(order, line), sent = 0;
	while (sent < size) {
		ssize_t n = send(station->child.in, line + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno != EINTR)
			break;
		sent += n > 0 ? (size_t)n : 0;
	}
	sodium_memzero(line, sizeof line);
	if (size == 0 || sent < size)
		return false;
	text_copy(station->busy, sizeof station->busy, order->job);
	station->heard = now_ms();
	return true;
}

/* Sent without an answer: that nobody keeps the document is worth a try, not a wait. */
static void forget(struct station *station, const struct print *print)
{
	char busy[ID_TEXT];
	struct print_order order = {.what = ORDER_SETTLE, .number = print->number};
	text_copy(order.job, sizeof order.job, print->job);
	text_copy(busy, sizeof busy, station->busy);
	if (station->child.pid > 0 && print->number > 0)
		send_order(station, &order);
	text_copy(station->busy, sizeof station->busy, busy);
}

/* --- what becomes of a badge --------------------------------------------------------------------------------------------- */

static void give_up(struct station *station, struct print *print)
{
	tell(station, TOLD_FAILED, print);
	print_queue_remove(&station->queue, print);
}

static void try_again(struct station *station, struct print *print, enum printer_state why)
{
	station->failure = why;
	print->stage = PRINT_WAITING;
	print->due = now_ms() + station->options.retry_ms;
	if (print->tries >= TRIES_MOST)
		give_up(station, print);
}

static void take_answer(struct station *station, const struct print_answer *answer)
{
	struct print *print = print_queue_find(&station->queue, answer->job);
	if (strcmp(station->busy, answer->job) == 0)
		station->busy[0] = '\0';
	if (!print || print->stage == PRINT_OUT)
		return;
	bool finding = print->finding;
	print->finding = false;
	switch (answer->news) {
	case NEWS_SUBMITTED:
		print->stage = PRINT_SENT;
		print->number = answer->number;
		break;
	case NEWS_DONE:
		print->stage = PRINT_OUT;
		print->asked = true;
		tell(station, print->twice ? TOLD_TWICE : TOLD_PRINTED, print);
		break;
	case NEWS_FAILED:
		forget(station, print);                   /* CUPS keeps what was cancelled, too */
		if (answer->state == PRINTER_STATE_READY) /* somebody took it out of the queue */
			give_up(station, print);
		else
			try_again(station, print, answer->state);
		break;
	case NEWS_REFUSED:
		if (finding) { /* nobody could say what became of it */
			print->found = false;
			print->due = now_ms() + station->options.retry_ms;
		} else {
			try_again(station, print, answer->state);
		}
		break;
	case NEWS_NEVER:
		print->twice = print->twice || print->stage == PRINT_SENT;
		print->stage = PRINT_WAITING;
		break;
	case NEWS_STATE:
	case NEWS_COUNT:
		return;
	}
	print_queue_save(&station->queue);
}

/* --- the child ----------------------------------------------------------------------------------------------------------- */

static void start_child(struct station *station)
{
	const struct printer_options *options = &station->options;
	char *const argv[] = {station->program,
			      "serve",
			      "--printer",
			      (char *)options->queue,
			      "--template",
			      (char *)options->template,
			      "--speaks",
			      (char *)options->speaks,
			      NULL};
	station->heard = now_ms();
	station->used = 0;
	if (child_start(&station->child, argv, false))
		return;
	child_end(&station->child, 0);
	station->state = PRINTER_STATE_MISSING;
	station->start_at = station->heard + 10 * START_MS;
	log_line(LOG_ERROR, "%s cannot be started; install it beside the kiosk", station->program);
}

/* A server that is named, or one on this machine. Without, nobody needs a child that would only say so. */
static bool has_cups(void)
{
	return getenv("CUPS_SERVER") || file_exists("/run/cups/cups.sock") || file_exists("/etc/cups/client.conf");
}

static void need_child(struct station *station, int64_t now)
{
	if (station->child.pid > 0 || now < station->start_at)
		return;
	if (has_cups()) {
		start_child(station);
		return;
	}
	station->state = PRINTER_STATE_NO_CUPS;
	station->start_at = now + LOOK_MS;
}

/* Whatever was with it has to be looked for in CUPS. */
static void lose_child(struct station *station, enum printer_state state, int patience_ms)
{
	child_end(&station->child, patience_ms);
	station->state = state;
	station->busy[0] = '\0';
	station->start_at = now_ms() + START_MS;
	for (size_t i = 0; i < station->queue.count; i++)
		station->queue.list[i].found = station->queue.list[i].finding = false;
}

static void order_find(struct station *station, struct print *print)
{
	struct print_order order = {.what = ORDER_FIND};
	text_copy(order.job, sizeof order.job, print->job);
	print->found = print->finding = true;
	send_order(station, &order);
}

static void order_print(struct station *station, struct print *print)
{
	struct print_order order = {.what = ORDER_PRINT, .words = print->words};
	text_copy(order.job, sizeof order.job, print->job);
	print->stage = PRINT_SENDING;
	print->found = true; /* its answer will say */
	print->tries++;
	print_queue_save(&station->queue);
	send_order(station, &order);
	sodium_memzero(&order, sizeof order);
}

/* True when the print has given the child something to do. */
static bool go_on_with(struct station *station, struct print *print, int64_t now)
{
	bool lost = (print->stage == PRINT_SENDING || print->stage == PRINT_SENT) && !print->found;
	bool ready = print->stage == PRINT_WAITING && print->has_words;
	if (print->due > now)
		return false;
	if (lost)
		order_find(station, print);
	else if (ready)
		order_print(station, print);
	else if (!print->asked && print->stage == PRINT_WAITING)
		tell(station, TOLD_WANTED, print);
	else if (!print->asked && print->stage == PRINT_OUT)
		tell(station, print->twice ? TOLD_TWICE : TOLD_PRINTED, print);
	print->asked = print->asked || !(lost || ready);
	return lost || ready;
}

static void go_on(struct station *station)
{
	int64_t now = now_ms();
	need_child(station, now);
	for (size_t i = 0; i < station->queue.count && station->child.pid > 0 && !station->busy[0]; i++)
		if (go_on_with(station, &station->queue.list[i], now))
			break;
}

/* --- hearing ------------------------------------------------------------------------------------------------------------- */

static void take_line(struct station *station)
{
	struct print_answer answer;
	station->heard = now_ms();
	if (!answer_read(station->line, &answer))
		return;
	if (answer.news == NEWS_STATE)
		station->state = answer.state;
	else
		take_answer(station, &answer);
}

static void hear_child(struct station *station)
{
	char *end;
	ssize_t got = recv(station->child.out, station->line + station->used, sizeof station->line - 1 - station->used,
			   MSG_DONTWAIT);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0) {
		lose_child(station, PRINTER_STATE_TROUBLE, LEAVE_MS);
		return;
	}
	station->used += (size_t)got;
	while ((end = memchr(station->line, '\n', station->used))) {
		size_t size = (size_t)(end - station->line) + 1;
		*end = '\0';
		take_line(station);
		memmove(station->line, station->line + size, station->used - size);
		station->used -= size;
	}
	if (station->used == sizeof station->line - 1)
		station->used = 0;
}

static int64_t next_due(const struct station *station)
{
	int64_t due = station->child.pid > 0 ? station->heard + station->options.hung_ms : station->start_at;
	for (size_t i = 0; i < station->queue.count && !station->busy[0]; i++) {
		const struct print *print = &station->queue.list[i];
		bool waits = print->stage != PRINT_OUT && print->due > 0 && (print->stage == PRINT_WAITING || !print->found);
		if (waits && print->due < due)
			due = print->due;
	}
	return due;
}

static void wait_for_news(struct station *station)
{
	eventfd_t count;
	int64_t now = now_ms(), left = next_due(station) - now;
	struct pollfd from[] = {{.fd = station->wake, .events = POLLIN}, {.fd = station->child.out, .events = POLLIN}};
	if (poll(from, station->child.pid > 0 ? 2 : 1, left > 20 ? (int)left : 20) < 0)
		return;
	if (from[0].revents)
		eventfd_read(station->wake, &count);
	if (station->child.pid > 0 && from[1].revents)
		hear_child(station);
	else if (station->child.pid > 0 && now_ms() - station->heard >= station->options.hung_ms)
		lose_child(station, PRINTER_STATE_HUNG, 0);
}

/* --- requests ------------------------------------------------------------------------------------------------------------ */

static void add_print(struct station *station, const struct request *request)
{
	struct print fresh = {.kind = request->kind};
	struct print *print = print_queue_find(&station->queue, request->order.job);
	text_copy(fresh.job, sizeof fresh.job, request->order.job);
	text_copy(fresh.badge, sizeof fresh.badge, request->badge);
	if (!print && !(print = print_queue_add(&station->queue, &fresh))) {
		tell(station, TOLD_FAILED, &fresh);
		return;
	}
	print->words = request->order.words;
	print->has_words = true;
	print_queue_save(&station->queue);
}

static void settle_print(struct station *station, const char *job)
{
	struct print *print = print_queue_find(&station->queue, job);
	if (!print)
		return;
	forget(station, print);
	print_queue_remove(&station->queue, print);
	print_queue_save(&station->queue);
}

/* The disk is slow and nobody may wait for it, so they are handled outside the mutex. */
static bool take_requests(struct station *station)
{
	SDL_LockMutex(station->mutex);
	size_t count = station->request_count;
	struct request *list = station->requests;
	station->requests = station->taken;
	station->taken = list;
	station->request_count = 0;
	bool goes_on = !station->ends;
	SDL_UnlockMutex(station->mutex);
	for (size_t i = 0; i < count; i++)
		if (list[i].settle)
			settle_print(station, list[i].order.job);
		else
			add_print(station, &list[i]);
	sodium_memzero(list, REQUESTS_MOST * sizeof *list);
	return goes_on;
}

static int run(void *self)
{
	struct station *station = self;
	while (take_requests(station)) {
		go_on(station);
		tell_state(station);
		wait_for_news(station);
	}
	child_end(&station->child, LEAVE_MS);
	return 0;
}

/* --- the three functions -------------------------------------------------------------------------------------------------- */

static bool give(struct station *station, const struct request *request)
{
	SDL_LockMutex(station->mutex);
	bool room = station->request_count < REQUESTS_MOST;
	if (room)
		station->requests[station->request_count++] = *request;
	SDL_UnlockMutex(station->mutex);
	eventfd_write(station->wake, 1);
	return room;
}

static void station_print(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order)
{
	struct station *station = (struct station *)printer;
	struct request request = {.kind = kind, .order = *order};
	text_copy(request.badge, sizeof request.badge, badge);
	if (!give(station, &request)) {
		struct printer_news news = {.told = TOLD_FAILED, .kind = kind};
		text_copy(news.job, sizeof news.job, order->job);
		station->tell(station->self, &news);
	}
	sodium_memzero(&request, sizeof request);
}

/* One that finds no room comes back after a restart, and is known by its id then. */
static void station_settle(struct printer *printer, const char *job)
{
	struct request request = {.settle = true};
	text_copy(request.order.job, sizeof request.order.job, job);
	give((struct station *)printer, &request);
}

static void station_destroy(struct printer *printer)
{
	struct station *station = (struct station *)printer;
	if (station->thread) {
		SDL_LockMutex(station->mutex);
		station->ends = true;
		SDL_UnlockMutex(station->mutex);
		eventfd_write(station->wake, 1);
		SDL_WaitThread(station->thread, NULL);
	}
	if (station->wake >= 0)
		close(station->wake);
	SDL_DestroyMutex(station->mutex);
	print_queue_close(&station->queue);
	sodium_free(station->requests);
	sodium_free(station->taken);
	free(station);
}

/* --- life ---------------------------------------------------------------------------------------------------------------- */

/* lanyard-print lies beside this program. */
static void find_program(struct station *station)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	self[n > 0 ? n : 0] = '\0';
	char *slash = strrchr(self, '/');
	if (slash)
		slash[1] = '\0';
	if (station->options.program)
		text_copy(station->program, sizeof station->program, station->options.program);
	else
		text_format(station->program, sizeof station->program, "%slanyard-print", slash ? self : "");
}

static bool open_station(struct station *station, const char *home)
{
	struct printer_options *options = &station->options;
	options->queue = options->queue ? options->queue : "";
	options->template = options->template ? options->template : "4x3in";
	options->speaks = options->speaks ? options->speaks : "driver";
	options->hung_ms = options->hung_ms > 0 ? options->hung_ms : HUNG_MS;
	options->retry_ms = options->retry_ms > 0 ? options->retry_ms : RETRY_MS;
	find_program(station);
	station->mutex = SDL_CreateMutex();
	station->requests = sodium_allocarray(REQUESTS_MOST, sizeof *station->requests);
	station->taken = sodium_allocarray(REQUESTS_MOST, sizeof *station->taken);
	station->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (station->mutex && station->requests && station->taken && station->wake >= 0 &&
	    print_queue_open(&station->queue, home))
		station->thread = SDL_CreateThread(run, "printer", station);
	return station->thread != NULL;
}

struct printer *printer_create(const char *home, const struct printer_options *options, printer_fn *tell_fn, void *self)
{
	bool none = options && options->queue && strcmp(options->queue, "none") == 0;
	struct station *station = none || sodium_init() < 0 ? NULL : calloc(1, sizeof *station);
	if (!station)
		return printer_quiet();
	station->printer = (struct printer){.print = station_print, .settle = station_settle, .destroy = station_destroy};
	station->options = options ? *options : (struct printer_options){.queue = ""};
	station->tell = tell_fn;
	station->self = self;
	station->child = child_none();
	if (open_station(station, home))
		return &station->printer;
	log_line(LOG_WARNING, "nothing can be printed: %s", SDL_GetError());
	station_destroy(&station->printer);
	return printer_quiet();
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
