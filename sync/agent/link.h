/* A line to one hub: HTTP requests by libcurl, one or two at a time, over connections that are kept.
 *
 * Nothing is followed, unpacked or trusted beyond what was asked: no redirects, only http and https, TLS 1.2 and later, answers
 * up to a ceiling, and an absolute deadline for each request. */
#ifndef LANYARD_AGENT_LINK_H
#define LANYARD_AGENT_LINK_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>

enum {
	LINK_URL_MOST = 512,
	LINK_PIN_TEXT = 64, /* "sha256//" and 44 characters of base64 */
};

struct link;

struct link_options {
	const char *url; /* "https://hub.example.org", no slash at the end is needed */
	const char *ca;  /* PEM file to trust instead of the system's; NULL = the system's */
	const char *pin; /* the hub's public key, which is then enough; NULL or "" = none */
	bool learn;      /* trust whoever answers first, and only them from then on */
	int wake;        /* a descriptor that ends a waiting request when it becomes readable, -1 = none */
};

/* Writes a hub's address as it is remembered: without slashes at the end. False if it is none. */
bool link_url(const char *text, char url[LINK_URL_MOST]);
struct link *link_create(const struct link_options *options, struct err *err);
void link_destroy(struct link *link);

/* What came back. `json` is the body if its type says so, else the body is not kept. */
struct answer {
	unsigned status;
	bool json;
	struct buf body;
	unsigned retry_after; /* seconds, 0 = not said */
	bool woken;           /* nothing came back: the wake descriptor was first */
};
void answer_release(struct answer *answer);

enum { LINK_CALLS = 2 };

/* Begins a request in `place` 0 or 1, which must be free; `body` (NULL for GET) must live until link_finish(). `wait` is
 * how many seconds the hub may hold it back. */
bool link_begin(struct link *link, int place, const char *path, const struct buf *body, unsigned wait, struct err *err);
/* Sends what can be sent without waiting for answers. */
void link_pump(struct link *link);
/* The answer; `answer` is emptied first, and the place is free. ERR_NETWORK: no answer, try later. ERR_REFUSED: TLS says no,
 * with the reason. */
bool link_finish(struct link *link, int place, struct answer *answer, struct err *err);
/* Gives up a request; one that was never begun is fine. */
void link_drop(struct link *link, int place);
/* Begins and finishes, in place 0. */
bool link_ask(struct link *link, const char *path, const struct buf *body, struct answer *answer, struct err *err);

/* Goes with every further request; NULL = none. Copied. */
void link_token(struct link *link, const char *token);
/* The hub's public key as it is pinned: given, or learnt from the first answer; "" = none. */
const char *link_pin(const struct link *link);

#endif
