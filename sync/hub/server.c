/* libmicrohttpd's callbacks.
 *
 * A few threads with epoll read requests, check them and answer; whatever writes or waits is suspended meanwhile. What the
 * library lets pass and must not be (two lengths, a length and chunks, endless slowness) is refused here. */
#include "hub/server.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "hub/request.h"
#include "wire/messages.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	THREADS = 2,
	CONNECTIONS_MOST = 1000,
	CONNECTIONS_PER_ADDRESS = 600, /* a whole hall may stand behind one address */
	HEAD_MS = 60000,               /* from the last answer to the end of the next request's head: an idle connection */
	FIRST_HEAD_MS = 20000,         /* from connecting to the end of the first request's head */
	BODY_MS = 20000,               /* for a body, and for reading an answer … */
	BODY_BYTES_A_MS = 16,          /* … and a millisecond more for each of these */
	RESERVE_MOST = 512 * 1024,     /* room made for a body before it is there: a claim costs a stranger nothing */
	CONNECTION_MEMORY = 4 * WIRE_HEADER_MOST,
};

/* --- deadlines ------------------------------------------------------------------------------------------------------------ */

static struct reaped *reaped_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info ? info->socket_context : NULL;
}

static void set_deadline(struct hub *hub, struct MHD_Connection *connection, int64_t ms)
{
	reaper_deadline(hub->reaper, reaped_of(connection), ms ? clock_steady() + ms : 0);
}

static int64_t time_for(const struct hub *hub, uint64_t bytes)
{
	int64_t base = hub->options.body_ms ? hub->options.body_ms : BODY_MS;
	return base + (int64_t)(bytes / BODY_BYTES_A_MS);
}

static void on_connection(void *self, struct MHD_Connection *connection, void **context,
			  enum MHD_ConnectionNotificationCode what)
{
	struct hub *hub = self;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		reaper_forget(hub->reaper, *context);
		*context = NULL;
		return;
	}
	int64_t ms = hub->options.head_ms ? hub->options.head_ms : FIRST_HEAD_MS;
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info)
		*context = reaper_watch(hub->reaper, info->connect_fd, clock_steady() + ms);
}

/* --- checks before a body is read --- */

struct framing {
	int lengths, encodings;
	uint64_t length;
};

static enum MHD_Result count_framing(void *self, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct framing *framing = self;
	(void)kind;
	if (strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
		framing->lengths++;
		framing->length = strtoull(value ? value : "", NULL, 10);
	}
	framing->encodings += strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
	return MHD_YES;
}

/* Two ways to tell where a request ends are a way to smuggle another one in (RFC 9112 section 6.3): refused, and the
 * connection closed. */
static void check_framing(struct request *request, uint64_t *length)
{
	struct framing framing = {0};
	MHD_get_connection_values(request->connection, MHD_HEADER_KIND, count_framing, &framing);
	*length = framing.length;
	if (framing.lengths + framing.encodings > 1) {
		request->hang_up = true;
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "framing", "the request states its length more than once");
	}
}

static void check_route(struct request *request, const char *method, const char *path)
{
	bool known_path;
	request->route = route_find(method, path, request->arguments, &known_path);
	if (request->route)
		return;
	if (known_path)
		request_refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "method",
			       "this path has no such method; see the protocol");
	else
		request_refuse(request, MHD_HTTP_NOT_FOUND, "missing", "there is nothing at this path; see the protocol");
}

static void check_right(struct request *request)
{
	struct hub *hub = request->hub;
	const char *header = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_AUTHORIZATION);
	static const char bearer[] = "Bearer ";
	char fair[ID_TEXT];
	hub_fair(hub, fair);
	if (!header || strncasecmp(header, bearer, sizeof bearer - 1) != 0 ||
	    !sessions_find(hub->sessions, clock_steady(), header + sizeof bearer - 1, request->device))
		request_refuse(request, MHD_HTTP_UNAUTHORIZED, "session", "the session is unknown or over; sign in again");
	else if (tray_revoked(&hub->tray, request->device))
		request_refuse(request, MHD_HTTP_FORBIDDEN, "revoked",
			       "this device was revoked; enrol it anew with a fresh code");
	else if (strcmp(request->arguments[0], fair) != 0)
		request_refuse(request, MHD_HTTP_FORBIDDEN, "fair", "this hub serves another fair; check the hub's address");
}

static void check_length(struct request *request, uint64_t length)
{
	size_t most = request->body.ceiling = request->route->body_most;
	if (length > most)
		request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "too-large", "the body is over the limit of %zu bytes",
			       most);
	else
		buf_reserve(&request->body, length < RESERVE_MOST ? (size_t)length : RESERVE_MOST);
}

static void check_head(struct request *request, const char *method, const char *path)
{
	uint64_t length = 0;
	check_framing(request, &length);
	if (!request->answered)
		check_route(request, method, path);
	if (!request->answered && request->route->who == ROUTE_DEVICE)
		check_right(request);
	if (!request->answered)
		check_length(request, length);
	/* A body that nobody will read is not read. */
	request->hang_up = request->hang_up || (request->answered && length > 0);
	set_deadline(request->hub, request->connection, time_for(request->hub, length));
}

/* --- the request's way --- */

static struct request *begin_request(struct hub *hub, struct MHD_Connection *connection)
{
	struct request *request = calloc(1, sizeof *request);
	if (!request)
		return NULL;
	*request = (struct request){.hub = hub, .connection = connection};
	buf_init(&request->body, 0);
	buf_init(&request->answer, WIRE_ANSWER_MOST);
	return request;
}

/* Queues the answer; the library owns its body then. */
static enum MHD_Result send_answer(struct request *request)
{
	size_t size = request->answer.size;
	struct MHD_Response *response = MHD_create_response_from_buffer(size, request->answer.data, MHD_RESPMEM_MUST_FREE);
	if (!response)
		return MHD_NO;
	request->answer.data = NULL;
	buf_release(&request->answer);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	if (request->retry_after) {
		char seconds[16];
		snprintf(seconds, sizeof seconds, "%u", request->retry_after);
		MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, seconds);
	}
	if (request->hang_up)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	set_deadline(request->hub, request->connection, time_for(request->hub, size));
	enum MHD_Result result = MHD_queue_response(request->connection, request->status, response);
	MHD_destroy_response(response);
	return result;
}

static void take_body(struct request *request, const char *data, size_t size)
{
	if (!request->answered && !buf_add(&request->body, data, size)) {
		request->hang_up = true;
		request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "too-large", "the body is over the limit of %zu bytes",
			       request->body.ceiling);
	}
}

/* Calls the handler; false while another thread has the request. */
static bool work_on(struct request *request)
{
	if (!request->begun && !hub_enter(request->hub)) {
		request->retry_after = 5;
		request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "busy",
			       "the hub is being restarted; try again in a moment");
		return true;
	}
	request->begun = true;
	set_deadline(request->hub, request->connection, 0);
	return request->route->handle(request);
}

static enum MHD_Result on_request(void *self, struct MHD_Connection *connection, const char *path, const char *method,
				  const char *version, const char *data, size_t *size, void **state)
{
	struct request *request = *state;
	(void)version;
	if (!request) {
		*state = request = begin_request(self, connection);
		if (!request)
			return MHD_NO;
		check_head(request, method, path);
		return request->answered ? send_answer(request) : MHD_YES;
	}
	if (*size) {
		take_body(request, data, *size);
		*size = 0;
		return MHD_YES;
	}
	return request->answered || work_on(request) ? send_answer(request) : MHD_YES;
}

static void on_completed(void *self, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode code)
{
	struct hub *hub = self;
	struct request *request = *state;
	if (!request)
		return;
	if (request->finish)
		request->finish(request, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
	if (request->begun)
		hub_leave(hub);
	buf_release(&request->body);
	buf_release(&request->answer);
	free(request);
	*state = NULL;
	set_deadline(hub, connection, hub->options.head_ms ? hub->options.head_ms : HEAD_MS);
}

/* --- verbs of request.h --- */

struct buf *request_answer(struct request *request, unsigned status)
{
	request->status = status;
	request->answered = true;
	buf_clear(&request->answer);
	return &request->answer;
}

void request_refuse_with(struct request *request, unsigned status, const struct wire_refusal *refusal)
{
	wire_put_refusal(request_answer(request, status), refusal);
}

void request_refuse(struct request *request, unsigned status, const char *error, const char *format, ...)
{
	struct wire_refusal refusal = {0};
	text_copy(refusal.error, sizeof refusal.error, error);
	va_list args;
	va_start(args, format);
	vsnprintf(refusal.message, sizeof refusal.message, format, args);
	va_end(args);
	request_refuse_with(request, status, &refusal);
}

void request_fail(struct request *request, const struct err *err)
{
	static const struct {
		unsigned status, retry_after;
		const char *error;
	} rows[] = {
		[ERR_INPUT] = {MHD_HTTP_BAD_REQUEST, 0, "malformed"},
		[ERR_REFUSED] = {MHD_HTTP_FORBIDDEN, 0, "certificate"},
		[ERR_MISSING] = {MHD_HTTP_NOT_FOUND, 0, "missing"},
		[ERR_BUSY] = {MHD_HTTP_SERVICE_UNAVAILABLE, 5, "busy"},
		[ERR_FULL] = {MHD_HTTP_INSUFFICIENT_STORAGE, 60, "full"},
		[ERR_MEMORY] = {MHD_HTTP_SERVICE_UNAVAILABLE, 5, "busy"},
	};
	bool known = err->code < sizeof rows / sizeof *rows && rows[err->code].error;
	unsigned status = known ? rows[err->code].status : MHD_HTTP_INTERNAL_SERVER_ERROR;
	if (status >= MHD_HTTP_INTERNAL_SERVER_ERROR)
		log_line(LOG_ERROR, "%s", err->text);
	request->retry_after = known ? rows[err->code].retry_after : 30;
	request_refuse(request, status, known ? rows[err->code].error : "broken", "%s", err->text);
}

uint64_t request_query(struct request *request, const char *name, uint64_t standard, uint64_t most)
{
	const char *text = MHD_lookup_connection_value(request->connection, MHD_GET_ARGUMENT_KIND, name);
	char *end = NULL;
	if (!text || *text < '0' || *text > '9')
		return standard;
	unsigned long long value = strtoull(text, &end, 10);
	return *end ? standard : value > most ? most : value;
}

void request_suspend(struct request *request)
{
	MHD_suspend_connection(request->connection);
}

void request_resume(struct request *request)
{
	MHD_resume_connection(request->connection);
}

/* --- life --- */

/* Splits "HOST:PORT" and "[HOST]:PORT". */
static bool split_address(const char *listen, char *host, size_t size, const char **port)
{
	const char *colon = strrchr(listen, ':');
	size_t length = colon ? (size_t)(colon - listen) : 0;
	if (!colon || !colon[1] || length >= size)
		return false;
	bool bracketed = length > 1 && listen[0] == '[' && listen[length - 1] == ']';
	snprintf(host, size, "%.*s", (int)(bracketed ? length - 2 : length), listen + bracketed);
	*port = colon + 1;
	return true;
}

static struct addrinfo *find_address(const char *listen, struct err *err)
{
	char host[256];
	const char *port;
	struct addrinfo *found = NULL, hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
	if (!split_address(listen, host, sizeof host, &port) || getaddrinfo(host[0] ? host : NULL, port, &hints, &found) != 0) {
		err_set(err, ERR_USAGE, "\"%.200s\" is not an address to listen on; write it as 127.0.0.1:8443", listen);
		return NULL;
	}
	return found;
}

static void set_url(struct hub *hub)
{
	const char *listen = hub->options.listen;
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(hub->daemon, MHD_DAEMON_INFO_BIND_PORT);
	snprintf(hub->url, sizeof hub->url, "%s://%.*s:%u", hub->tls_cert ? "https" : "http",
		 (int)(strrchr(listen, ':') - listen), listen, info ? (unsigned)info->port : 0);
}

static void start_daemon(struct hub *hub, const struct addrinfo *address)
{
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_MEM_CERT, 0, hub->tls_cert},
		{MHD_OPTION_HTTPS_MEM_KEY, 0, hub->tls_key},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, (char[]){"SECURE192:SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"}},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	if (address->ai_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	if (hub->tls_cert)
		flags |= MHD_USE_TLS;
	hub->daemon = MHD_start_daemon(
		flags, 0, NULL, NULL, on_request, hub, MHD_OPTION_SOCK_ADDR, address->ai_addr, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MOST, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)CONNECTIONS_PER_ADDRESS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
		MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_NOTIFY_CONNECTION, on_connection, hub,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, hub, MHD_OPTION_ARRAY, hub->tls_cert ? tls : none, MHD_OPTION_END);
}

bool server_start(struct hub *hub, struct err *err)
{
	struct addrinfo *address = find_address(hub->options.listen, err);
	if (!address)
		return false;
	errno = 0;
	start_daemon(hub, address);
	freeaddrinfo(address);
	if (!hub->daemon)
		return err_set(err, ERR_IO,
			       "the hub cannot listen on %s (%s); is another program using that port, or is the "
			       "certificate wrong?",
			       hub->options.listen, errno ? strerror(errno) : "refused by the library");
	set_url(hub);
	return true;
}

void server_quiesce(struct hub *hub)
{
	hub->quiesced = hub->daemon ? MHD_quiesce_daemon(hub->daemon) : -1;
}

void server_stop(struct hub *hub)
{
	if (!hub->daemon)
		return;
	MHD_stop_daemon(hub->daemon);
	if (hub->quiesced >= 0)
		close(hub->quiesced);
}
