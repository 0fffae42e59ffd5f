/* A running hub: what its parts share. Other programs (main, tests) use the upper half only.
 *
 *   server.c   the HTTP library's callbacks: framing, limits, deadlines, answers
 *   routes.c   the table of routes, and who may take them
 *   greet.c push.c pull.c invitation.c    one file a subject: the handlers
 *   writer.c roster.c sessions.c waiters.c reaper.c    threads and tables behind them
 *   store.h sqlite.c tray.c    what is kept on disk */
#ifndef LANYARD_HUB_HUB_H
#define LANYARD_HUB_HUB_H

#include "base/err.h"
#include "base/rand.h"

struct hub;

struct hub_options {
	const char *store;              /* "sqlite:FILE" */
	const char *listen;             /* "127.0.0.1:8443", "[::]:8443"; port 0 = any that is free */
	const char *tls_cert, *tls_key; /* PEM files, both or none */
	const char *fair;               /* serve only this one; NULL = the first that signs in */
	/* How long a request may take to come in, for tests; 0 = as PROTOCOL.md says. */
	int64_t head_ms, body_ms;
};

/* Serves in threads of its own until hub_stop(). NULL and `err` on failure. */
struct hub *hub_start(const struct hub_options *options, struct err *err);
/* Answers what is being worked on, makes it durable, closes. NULL is welcome. */
void hub_stop(struct hub *hub);
/* "http://127.0.0.1:40123" */
const char *hub_url(const struct hub *hub);
/* False when the writer has been stuck in one transaction for a minute: the watchdog should hear nothing then. */
bool hub_alive(struct hub *hub);

/* --- inside -------------------------------------------------------------------------------------------------------------- */

#include "hub/reaper.h"
#include "hub/roster.h"
#include "hub/sessions.h"
#include "hub/store.h"
#include "hub/tray.h"
#include "hub/waiters.h"
#include "hub/writer.h"

struct MHD_Daemon;

struct hub {
	struct hub_store *store;
	struct tray tray;
	struct roster roster;
	struct sessions *sessions;
	struct writer *writer;
	struct reaper *reaper;
	struct waiters waiters;
	struct MHD_Daemon *daemon;
	struct hub_options options;
	char *tls_cert, *tls_key; /* contents */
	char id[ID_TEXT];
	char url[128];

	pthread_mutex_t lock;    /* over what follows */
	pthread_cond_t calm;     /* pending became 0 */
	char fair[ID_TEXT];      /* "" until adopted */
	char next_fair[ID_TEXT]; /* the writer's: adopted in its transaction */
	size_t pending;          /* requests that a handler has begun and that are not over */
	bool stopping;
	int quiesced; /* the listening socket, once no new connections are taken */
};

/* Copies the hub's fair, "" if none. */
void hub_fair(struct hub *hub, char fair[ID_TEXT]);
/* Counts a request in, unless the hub is stopping; and out. */
bool hub_enter(struct hub *hub);
void hub_leave(struct hub *hub);

#endif
