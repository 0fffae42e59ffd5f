/* Carries a home's events to its hub and brings home what the others wrote.
 *
 * One agent is one run: it opens the home, goes through its states (state.c) and ends, or goes on until it is told to stop. The
 * log is read beside whoever writes it. What is pulled is taken in directly when nobody holds the home's lock, and else left in
 * HOME/inbox for the one who does. Nothing counts as sent before the hub has named its digest. */
#ifndef LANYARD_AGENT_AGENT_H
#define LANYARD_AGENT_AGENT_H

#include "agent/backoff.h"
#include "agent/link.h"
#include "agent/memory.h"
#include "store/device.h"
#include "wire/check.h"

enum agent_state {
	AGENT_GREET,   /* who is the hub? */
	AGENT_SIGN_IN, /* prove who we are */
	AGENT_HEADS,   /* what does it have? */
	AGENT_PUSH,    /* send what it lacks */
	AGENT_PULL,    /* fetch what we lack */
	AGENT_LISTEN,  /* wait for news of theirs or ours */
	AGENT_REST,    /* after a failure */
	AGENT_DONE,
	AGENT_STATES
};

enum {
	AGENT_PATH = 128,
	AGENT_BATCHES = LINK_CALLS + 1,
};

struct agent_options {
	const char *home;
	const char *url; /* NULL = the remembered one */
	const char *ca;  /* NULL = the remembered one */
	bool trust_new;  /* --trust-new-hub */
	bool push, pull; /* what to do */
	bool watch;      /* go on until told to stop */
	int wake;        /* readable when told to stop, -1 = never */
};

struct agent {
	struct agent_options options;
	enum agent_state state;
	struct memory memory;
	struct store *reader;
	struct store *writer; /* while taking in with nobody else writing; else NULL */
	struct link *link;
	struct answer answer;
	struct buf batch[AGENT_BATCHES]; /* those under way and the one that is written meanwhile */
	struct wire_hello hello;
	struct wire_heads own;      /* heads of this log */
	struct wire_heads hub;      /* heads of the hub as it told them last */
	struct wire_heads suspects; /* devices that turned out to be copied: to be sent from their first event on */
	struct backoff backoff;
	bool signed_in;       /* since the last failure; a second 401 or missing certificate in a row is final */
	unsigned retry_after; /* of the last refusal */
	bool asked;           /* the hub has told its heads in this run */
	uint64_t pushed, pulled;
	uint64_t forks;           /* devices that turned out to be copied, in this run */
	struct wire_heads parked; /* devices whose events were refused, here or there: passed over, so that the rest flows */
	struct err parked_why;    /* of the first */
	bool certified;           /* a certificate that the hub lacked was sent once already */
	int64_t saved_at;
	uint64_t events_seen; /* in the log, when it was looked at last */
	int64_t settled_at;   /* steady time from which on no write to the log can be half seen */
	int log_fd;           /* inotify: readable when the log grows; -1 = none */
	int wake_fd;          /* readable when log_fd or options.wake is; -1 = none */
	bool stopping;
};

/* What a run came to. */
struct agent_result {
	uint64_t pushed, pulled, pending;
	uint64_t forks;
};

/* Opens the home and reads what it remembers; no network. agent_close() is right after a failure too. */
bool agent_open(struct agent *agent, const struct agent_options *options, struct err *err);
/* Chooses the hub and makes ready to talk to it; nothing is sent yet. */
bool agent_connect(struct agent *agent, struct err *err);
void agent_close(struct agent *agent);
/* Goes through the states until done, or until nothing more can be done: then false and the reason. `result` is filled in
 * either way. */
bool agent_run(struct agent *agent, struct agent_result *result, struct err *err);
/* Events of this log that the hub has not acknowledged, from what is remembered; needs no network. */
bool agent_pending(struct agent *agent, uint64_t *pending, uint64_t *events, struct err *err);

/* How much of each device's log the hub has, proved by digests. */
struct agent_proof {
	char device[ID_TEXT];
	uint64_t events, received;
	uint8_t digest[DIGEST_BYTES]; /* of our head */
};
typedef bool agent_proof_fn(void *self, const struct agent_proof *proof);
bool agent_verify(struct agent *agent, agent_proof_fn *next, void *self, struct err *err);

/* --- the steps, one file a subject; each does one thing, then says where to go by agent_go() --- */

bool step_greet(struct agent *agent, struct err *err);
bool step_sign_in(struct agent *agent, struct err *err);
bool step_heads(struct agent *agent, struct err *err);
bool step_push(struct agent *agent, struct err *err);
bool step_pull(struct agent *agent, struct err *err);
bool step_listen(struct agent *agent, struct err *err);

/* The one place where the state changes. */
void agent_go(struct agent *agent, enum agent_state state);
/* Asks, and accepts only JSON with status 200. Everything else becomes an error: ERR_NETWORK or ERR_BUSY = later, others = no.
 * `path` is behind /v1/fairs/FAIR for agent_ask_fair(). */
bool agent_ask(struct agent *agent, const char *path, const struct buf *body, struct err *err);
bool agent_ask_fair(struct agent *agent, const char *what, const struct buf *body, struct err *err);
void agent_path(const struct agent *agent, const char *what, char path[AGENT_PATH]);
/* The same for an answer that is there already. `refusal` may be NULL. */
bool agent_accept(struct agent *agent, struct wire_refusal *refusal, struct err *err);
/* Reads the heads of the log anew. */
bool agent_read_own(struct agent *agent, struct err *err);
/* Passes over a device for the rest of the run; its events stay where they are. */
bool agent_park(struct agent *agent, const char *device, const struct err *why);
/* ERR_REFUSED if devices were passed over. */
bool agent_all_taken(const struct agent *agent, struct err *err);
/* The digest of an event of this log. False with ERR_MISSING if it has none. */
bool agent_digest(struct agent *agent, const char *device, uint64_t seq, uint8_t digest[DIGEST_BYTES], struct err *err);
/* Remembers an acknowledgement; writes it down now and then, or at once if `now` says so. */
bool agent_remember(struct agent *agent, bool now, struct err *err);
/* Events acknowledged, of those that this log has now. */
uint64_t agent_acked(const struct agent *agent);
uint64_t agent_acked_of(const struct agent *agent, const struct head *own);
uint64_t agent_events(const struct agent *agent);
/* What this home has, by device: heads of its log, its inbox and of copied devices' other logs, and 0 for those of which it has
 * the certificate only. */
bool agent_have(struct agent *agent, struct wire_heads *have, struct err *err);
/* Proves a batch that came from outside and takes it in, or leaves it in the inbox. `have` is brought up to date; a run that
 * does not go on from there is left out, and its device is asked for from the beginning (have 0), once. */
bool agent_take(struct agent *agent, struct wire_batch *batch, struct wire_heads *have, size_t *added, struct err *err);
/* Lets others write into the home again. */
void agent_stop_taking(struct agent *agent);

#endif
