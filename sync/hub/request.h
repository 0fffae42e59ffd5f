/* One request while it is worked on, and the verbs handlers have for it.
 *
 * A handler is called once the whole body is there. It answers (request_answer, request_refuse) and returns true; or it
 * suspends the request, hands it to another thread and returns false without touching it again. That thread answers and resumes
 * it, or only resumes it, and then the handler is called anew. */
#ifndef LANYARD_HUB_REQUEST_H
#define LANYARD_HUB_REQUEST_H

#include "base/buf.h"
#include "hub/hub.h"
#include "hub/routes.h"

struct MHD_Connection;

struct request {
	struct hub *hub;
	struct MHD_Connection *connection;
	const struct route *route;
	char arguments[ROUTE_ARGUMENTS][ROUTE_ARGUMENT_TEXT]; /* what stood for {…} in the path */
	char device[ID_TEXT];                                 /* who signed in; "" on routes for anybody */
	struct buf body;
	bool begun; /* the handler was called */

	bool answered;
	unsigned status;
	struct buf answer;
	unsigned retry_after; /* seconds, 0 = not said */
	bool hang_up;         /* close the connection behind the answer */

	void *work; /* the handler's own, given to `finish` */
	/* Called once the request is over; `sent` is false when the answer did not go out whole. */
	void (*finish)(struct request *request, bool sent);
};

/* Marks the request as answered with this status and gives the buffer for the body. */
struct buf *request_answer(struct request *request, unsigned status);
void request_refuse(struct request *request, unsigned status, const char *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* A refusal as the failure of the store or of reading deserves: 400, 500, 503, 507 … */
void request_fail(struct request *request, const struct err *err);
/* The refusal with more fields than error and message. */
struct wire_refusal;
void request_refuse_with(struct request *request, unsigned status, const struct wire_refusal *refusal);
/* A number from the query, `standard` if it is not there or is none, at most `most`. */
uint64_t request_query(struct request *request, const char *name, uint64_t standard, uint64_t most);

/* Holds the connection; after that another thread may resume it at any moment. */
void request_suspend(struct request *request);
void request_resume(struct request *request);

#endif
