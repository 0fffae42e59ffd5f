/* See printer_station.h. */
#include "device/printer_station.h"

#include "base/log.h"
#include "base/text.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	HUNG_MS = 8000,
	RETRY_MS = 15000,
	TRIES_MOST = 10,
	START_MS = 2000,
	LEAVE_MS = 300,
	LOOK_MS = 10000,
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

/* A jam is over for CUPS once it has thrown the job away; for people it is not until the badge came out, which is tried again
 * meanwhile. */
static void tell_state(struct station *station)
{
	bool again = false;
	for (size_t i = 0; i < station->queue.count; i++) {
		const struct print *print = &station->queue.list[i];
		again = again || (print->stage != PRINT_OUT && print->tries > (print->stage == PRINT_WAITING ? 0 : 1));
	}
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
	print->refused = answer->news == NEWS_REFUSED;
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

/* Without CUPS nobody needs a child that would only say so. */
static void need_child(struct station *station, int64_t now)
{
	if (station->child.pid > 0 || now < station->start_at)
		return;
	if (printer_has_cups()) {
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

static void give_order(struct station *station)
{
	int64_t now = now_ms();
	for (size_t i = 0; i < station->queue.count && station->child.pid > 0 && !station->busy[0]; i++)
		if (go_on_with(station, &station->queue.list[i], now))
			break;
}

void station_go_on(struct station *station)
{
	need_child(station, now_ms());
	give_order(station);
	tell_state(station);
}

/* --- hearing ------------------------------------------------------------------------------------------------------------- */

/* Whatever kept badges from being submitted is over. One that jammed waits for its time: CUPS forgets a jam at once. */
static void hurry(struct station *station)
{
	for (size_t i = 0; i < station->queue.count; i++)
		if (station->queue.list[i].refused)
			station->queue.list[i].due = 0;
}

static void take_state(struct station *station, enum printer_state state)
{
	if (state == PRINTER_STATE_READY && station->state != PRINTER_STATE_READY)
		hurry(station);
	station->state = state;
}

static void take_line(struct station *station)
{
	struct print_answer answer;
	station->heard = now_ms();
	if (!answer_read(station->line, &answer))
		return;
	if (answer.news == NEWS_STATE)
		take_state(station, answer.state);
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

void station_wait(struct station *station, int wake)
{
	int64_t now = now_ms(), left = next_due(station) - now;
	struct pollfd from[] = {{.fd = wake, .events = POLLIN}, {.fd = station->child.out, .events = POLLIN}};
	if (poll(from, station->child.pid > 0 ? 2 : 1, left > 20 ? (int)left : 20) < 0)
		return;
	if (station->child.pid > 0 && from[1].revents)
		hear_child(station);
	else if (station->child.pid > 0 && now_ms() - station->heard >= station->options.hung_ms)
		lose_child(station, PRINTER_STATE_HUNG, 0);
}

/* --- what is asked of it -------------------------------------------------------------------------------------------------- */

void station_add(struct station *station, enum print_kind kind, const char *badge, const struct print_order *order)
{
	struct print fresh = {.kind = kind};
	struct print *print = print_queue_find(&station->queue, order->job);
	text_copy(fresh.job, sizeof fresh.job, order->job);
	text_copy(fresh.badge, sizeof fresh.badge, badge);
	if (!print && !(print = print_queue_add(&station->queue, &fresh))) {
		tell(station, TOLD_FAILED, &fresh);
		return;
	}
	print->words = order->words;
	print->has_words = true;
	print_queue_save(&station->queue);
}

void station_settle(struct station *station, const char *job)
{
	struct print *print = print_queue_find(&station->queue, job);
	if (!print)
		return;
	forget(station, print);
	print_queue_remove(&station->queue, print);
	print_queue_save(&station->queue);
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

bool station_open(struct station *station, const char *home, const struct printer_options *from, printer_fn *tell_fn,
		  void *self)
{
	struct printer_options *options = &station->options;
	*station = (struct station){.tell = tell_fn, .self = self, .child = child_none()};
	*options = from ? *from : (struct printer_options){.queue = ""};
	options->queue = options->queue ? options->queue : "";
	options->template = options->template ? options->template : "4x3in";
	options->speaks = options->speaks ? options->speaks : "driver";
	options->hung_ms = options->hung_ms > 0 ? options->hung_ms : HUNG_MS;
	options->retry_ms = options->retry_ms > 0 ? options->retry_ms : RETRY_MS;
	find_program(station);
	return print_queue_open(&station->queue, home);
}

void station_close(struct station *station)
{
	child_end(&station->child, LEAVE_MS);
	print_queue_close(&station->queue);
}
