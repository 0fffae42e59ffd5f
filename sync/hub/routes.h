/* The table of routes: method, path, who may, how large a body, and the function. To add a route: a row in routes.c, a handler
 * in the file of its subject, and a section with an example in wire/PROTOCOL.md. */
#ifndef LANYARD_HUB_ROUTES_H
#define LANYARD_HUB_ROUTES_H

#include <stdbool.h>
#include <stddef.h>

struct request;

enum {
	ROUTE_ARGUMENTS = 2,
	ROUTE_ARGUMENT_TEXT = 40,
};

enum route_who {
	ROUTE_ANYBODY,
	ROUTE_DEVICE, /* signed in, not revoked, and the path's first argument is the hub's fair */
};

struct route {
	const char *method;
	const char *path; /* "/v1/fairs/{fair}/heads" */
	enum route_who who;
	size_t body_most;
	bool (*handle)(struct request *request); /* see request.h */
};

/* Finds the row and fills in the arguments. NULL: `known_path` says whether another method would do. */
const struct route *route_find(const char *method, const char *path, char arguments[ROUTE_ARGUMENTS][ROUTE_ARGUMENT_TEXT],
			       bool *known_path);

/* The handlers, in their own files. */
bool greet_hello(struct request *request);
bool greet_session(struct request *request);
bool push_events(struct request *request);
bool pull_heads(struct request *request);
bool pull_events(struct request *request);
bool pull_certificates(struct request *request);
bool invitation_fetch(struct request *request);

#endif
