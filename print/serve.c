/* See serve.h. One loop: an order, or a moment without one, then a look at the printer and at the jobs that are under way. */
#include "serve.h"

#include "base/log.h"
#include "base/text.h"
#include "config/command.h"
#include "document.h"

#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	JOBS_MOST = 64,
	BUSY_MS = 400,    /* between two looks while something is printed */
	IDLE_MS = 5000,   /* and while nothing is */
	SLOW_MS = 4000,   /* so long a job may be on its way to the printer */
	STUCK_MS = 30000, /* and so long in it: of one that is switched off in the middle CUPS says "Printing." for ever */
	LABELS_EVERY_MS = 60000, /* the sizes of a queue change when somebody sets it up anew */
};

struct job {
	char id[ID_TEXT];
	int number;
	int64_t since;    /* when it was submitted */
	int64_t printing; /* since when CUPS says that it is being printed, 0 it does not */
};

struct server {
	const struct serve_options *options;
	struct template template;
	bool drawn; /* the template could be read */
	FILE *out;
	struct job jobs[JOBS_MOST];
	size_t job_count;
	char labelled[QUEUE_NAME_MOST]; /* queue whose labels were looked at */
	bool fits;
	int64_t looked;
	char line[2 * ORDER_LINE_MOST]; /* what was read and is no whole line yet */
	size_t used;
};

/* Not LANYARD_CLOCK's: a test that stops that clock does not stop CUPS. */
static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- answers ------------------------------------------------------------------------------------------------------------- */

static void tell(struct server *server, enum print_news news, enum printer_state state, const char *job, int number)
{
	char line[ORDER_LINE_MOST];
	struct print_answer answer = {.news = news, .state = state, .number = number};
	text_copy(answer.job, sizeof answer.job, job);
	if (answer_write(&answer, line) && fputs(line, server->out) >= 0)
		fflush(server->out);
}

static void follow(struct server *server, const char *id, int number)
{
	for (size_t i = 0; i < server->job_count; i++)
		if (strcmp(server->jobs[i].id, id) == 0)
			return;
	if (server->job_count == JOBS_MOST)
		return;
	struct job *job = &server->jobs[server->job_count++];
	*job = (struct job){.number = number, .since = now_ms()};
	text_copy(job->id, sizeof job->id, id);
}

/* --- the printer --------------------------------------------------------------------------------------------------------- */

static bool is_waiting(const struct server *server)
{
	for (size_t i = 0; i < server->job_count; i++)
		if (now_ms() - server->jobs[i].since >= SLOW_MS)
			return true;
	return false;
}

/* The queue, and as its state what keeps a badge from being printed. */
static bool find_queue(struct server *server, http_t *http, struct queue *queue)
{
	if (!http) {
		*queue = (struct queue){.state = PRINTER_STATE_NO_CUPS};
		return false;
	}
	if (!queue_find(http, server->options->printer, is_waiting(server), queue))
		return false;
	if (!server->drawn) {
		queue->state = PRINTER_STATE_TEMPLATE;
		return false;
	}
	int64_t now = now_ms();
	if (strcmp(server->labelled, queue->name) != 0 || !server->fits || now - server->looked >= LABELS_EVERY_MS) {
		server->fits = document_fits(http, queue, &server->template, server->options->speaks);
		server->looked = now;
		text_copy(server->labelled, sizeof server->labelled, queue->name);
	}
	if (!server->fits && queue->state < PRINTER_STATE_MEDIA)
		queue->state = PRINTER_STATE_MEDIA;
	return true;
}

static void look_at_jobs(struct server *server, http_t *http, const struct queue *queue)
{
	for (size_t i = server->job_count; i-- > 0;) {
		struct job *job = &server->jobs[i];
		enum printer_state why;
		enum job_state state = queue_job(http, queue, job->number, &why);
		if (state == JOB_WAITING)
			job->printing = 0;
		else if (state == JOB_PRINTING && !job->printing)
			job->printing = now_ms();
		if (state == JOB_WAITING || state == JOB_PRINTING || state == JOB_NO_ANSWER)
			continue;
		enum print_news news = state == JOB_DONE ? NEWS_DONE : state == JOB_FAILED ? NEWS_FAILED : NEWS_NEVER;
		tell(server, news, why, job->id, job->number);
		*job = server->jobs[--server->job_count];
	}
}

static bool is_stuck(const struct server *server)
{
	for (size_t i = 0; i < server->job_count; i++)
		if (server->jobs[i].printing && now_ms() - server->jobs[i].printing >= STUCK_MS)
			return true;
	return false;
}

static void look(struct server *server)
{
	struct queue queue;
	http_t *http = queue_connect();
	if (find_queue(server, http, &queue))
		look_at_jobs(server, http, &queue);
	if (queue.state == PRINTER_STATE_READY && is_stuck(server))
		queue.state = PRINTER_STATE_OFFLINE;
	httpClose(http);
	tell(server, NEWS_STATE, queue.state, "", 0);
}

/* --- orders -------------------------------------------------------------------------------------------------------------- */

static void print(struct server *server, http_t *http, const struct queue *queue, const struct print_order *order)
{
	struct document document;
	enum printer_state state;
	int number = 0;
	if (document_make(http, queue, &server->template, server->options->speaks, &order->words, &document, &state)) {
		number = queue_submit(http, queue, order->job, document.format, &document.bytes, document.count,
				      document.options);
		state = queue->state;
	}
	document_release(&document);
	tell(server, number ? NEWS_SUBMITTED : NEWS_REFUSED, state, order->job, number);
	if (number)
		follow(server, order->job, number);
	else
		log_line(LOG_WARNING, "%s takes no badge (%s): %s", queue->name, printer_state_word(state),
			 cupsLastErrorString());
}

/* It is followed from here on; what it has become is told with the next look. */
static void find(struct server *server, http_t *http, const struct queue *queue, const struct print_order *order)
{
	int number = queue_job_named(http, queue, order->job);
	if (number < 0) {
		tell(server, NEWS_REFUSED, PRINTER_STATE_NO_CUPS, order->job, 0);
	} else if (number == 0) {
		tell(server, NEWS_NEVER, queue->state, order->job, 0);
	} else {
		tell(server, NEWS_SUBMITTED, queue->state, order->job, number);
		follow(server, order->job, number);
	}
}

static void take(struct server *server, const struct print_order *order)
{
	struct queue queue;
	http_t *http = queue_connect();
	if (!find_queue(server, http, &queue)) {
		if (order->what != ORDER_SETTLE)
			tell(server, NEWS_REFUSED, queue.state, order->job, 0);
	} else if (order->what == ORDER_PRINT) {
		print(server, http, &queue, order);
	} else if (order->what == ORDER_FIND) {
		find(server, http, &queue, order);
	} else if (order->number > 0) {
		queue_forget(http, &queue, order->number);
	}
	httpClose(http);
}

/* Takes every whole line that has come; what is too long for one is dropped to its end. */
static void take_lines(struct server *server)
{
	char *end;
	while ((end = memchr(server->line, '\n', server->used))) {
		struct print_order order;
		size_t size = (size_t)(end - server->line) + 1;
		*end = '\0';
		if (order_read(server->line, &order))
			take(server, &order);
		else
			log_line(LOG_WARNING, "an order could not be read; is lanyard-print as old as the kiosk?");
		sodium_memzero(&order, sizeof order);
		memmove(server->line, server->line + size, server->used - size);
		server->used -= size;
		sodium_memzero(server->line + server->used, size);
	}
	if (server->used == sizeof server->line)
		server->used = 0;
}

/* False at the end of the input. */
static bool wait_for_orders(struct server *server, int in)
{
	struct pollfd from = {.fd = in, .events = POLLIN};
	int ready = poll(&from, 1, server->job_count ? BUSY_MS : IDLE_MS);
	if (ready <= 0)
		return ready == 0 || errno == EINTR;
	ssize_t got = read(in, server->line + server->used, sizeof server->line - server->used);
	if (got <= 0)
		return got < 0 && (errno == EINTR || errno == EAGAIN);
	server->used += (size_t)got;
	take_lines(server);
	return true;
}

bool serve(const struct serve_options *options, int in, FILE *out, struct err *err)
{
	char path[4096];
	struct server server = {.options = options, .out = out};
	server.drawn = template_path(asset_dir(), options->template, path, sizeof path, err) &&
		       template_load(&server.template, path, err);
	if (!server.drawn)
		log_line(LOG_ERROR, "%s", err->text);
	err_clear(err);
	do
		look(&server);
	while (wait_for_orders(&server, in));
	if (server.drawn)
		template_release(&server.template);
	sodium_memzero(server.line, sizeof server.line);
	return true;
}
