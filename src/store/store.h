/* The store of one device: a home directory with an append-only log of sealed facts and the view that is folded from it.
 *
 *   HOME/lanyard.db   the log (SQLite, WAL, synchronous=FULL): table `event` and what identifies its writers
 *   HOME/keys         the fair's key and this device's key, mode 0600 (see store/keys.h)
 *   HOME/lock         held by the one program that may write
 *   HOME/inbox/       batches that the sync agent pulled while another program held the lock
 *   HOME/ballast      bytes to give back when the disk is full
 *
 * One door: store_append() seals, signs, chains, commits and folds, and returns true only when the facts are durable. Nothing
 * may be called saved before that. All functions of one store are for one thread. */
#ifndef LANYARD_STORE_STORE_H
#define LANYARD_STORE_STORE_H

#include "base/err.h"
#include "base/rand.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	STORE_BODY_MOST = 16 * 1024, /* bytes of one fact's JSON */
	STORE_COMMIT_MOST = 64,      /* facts in one store_append() */
	DIGEST_BYTES = 32,
	KEY_BYTES = 32,
	SIGNATURE_BYTES = 64,
};

struct store;

enum store_mode {
	STORE_READ,  /* never writes, works beside a running kiosk */
	STORE_WRITE, /* takes the home's lock, waiting for who only has it for a moment; ERR_BUSY if another program keeps it */
	STORE_WRITE_NOW, /* the same without the wait */
};

/* --- life ------------------------------------------------------------------------------------------------------- */

/* What `lanyard init` decides; becomes the fact fair.set. Empty strings are left out. */
struct fair {
	char id[ID_TEXT];
	char name[256];
	char kind[16]; /* "hiring-fair" or "town-hall" */
	char venue[256];
	char timezone[64];    /* IANA name, "America/New_York" */
	char languages[64];   /* "en,es,ht" */
	int64_t starts, ends; /* wall ms, 0 = not said */
	int64_t capacity;     /* how many may be inside at once, 0 = any number */
};

/* Makes a home with a new fair, this device's keys and its first two facts (device.joined, fair.set). `fair->id` and `device`
 * are filled in. Refuses a home that holds a fair already (ERR_REFUSED). */
bool store_init(const char *home, struct fair *fair, const char *label, char device[ID_TEXT], struct err *err);

/* Opens the log and checks its settings; reads nothing into the view yet, so that a screen can be up before a long log is
 * folded. NULL and `err` on failure. */
struct store *store_open(const char *home, enum store_mode mode, struct err *err);
/* Closing NULL is welcome. Wipes keys. */
void store_close(struct store *store);

/* Folds up to `most` more events into the view (verifying chain and seal); `left` says how many remain. A writer also takes in
 * what lies in inbox/ once the log is folded. Call until left is 0; store_fold_all() does. Queries answer from what is folded.
 */
bool store_fold(struct store *store, size_t most, size_t *left, struct err *err);
bool store_fold_all(struct store *store, struct err *err);

/* A merge that is taken back is folded out of the view by folding the whole log anew: inside of the call that appends or takes
 * it in, or, `beside`, slice by slice in the calls of store_fold() that follow, while the view answers as before. For programs
 * that must not stop for it. */
void store_fold_beside(struct store *store, bool beside);
/* That is under way: what is asked is still answered as if they were merged. */
bool store_is_folding(const struct store *store);

const char *store_home(const struct store *store);
const char *store_device(const struct store *store); /* this device's id */
const struct fair *store_fair(const struct store *store);

/* --- facts ------------------------------------------------------------------------------------------------------ */

/* `kind` is one of the table in store/kinds.h; `body` an object with that kind's fields (without "kind"), borrowed. */
struct fact {
	const char *kind;
	json_t *body;
};

/* Appends all facts in one commit. On false nothing was stored (ERR_FULL: say so and stop registering; ERR_IO). */
bool store_append(struct store *store, const struct fact *facts, size_t count, struct err *err);

/* An event as it stands in the log and travels: see store/event.h for the exact bytes. */
struct event {
	char device[ID_TEXT];
	uint64_t seq;               /* 1, 2, 3 … per device */
	uint64_t at;                /* hybrid logical clock: wall ms << 16 | counter */
	uint8_t prev[DIGEST_BYTES]; /* digest of the device's event seq-1; zero for the first */
	uint8_t digest[DIGEST_BYTES];
	uint8_t signature[SIGNATURE_BYTES];
	const uint8_t *sealed; /* borrowed; NULL when erased, then body_digest stands for it */
	size_t sealed_size;
	uint8_t body_digest[DIGEST_BYTES]; /* BLAKE2b-256 of sealed; counts only when that is NULL */
};

/* Stores events of other devices (in one commit, contiguous runs per device in seq order) and folds them. Each must chain
 * to what is stored, its digest must fit and the last of each run must be signed by an admitted device (store/device.h).
 * Already stored: skipped. Same (device, seq), other digest: kept as a fork and counted. `added` counts new events.
 * On false nothing of the batch is stored. */
bool store_ingest(struct store *store, const struct event *events, size_t count, size_t *added, struct err *err);

/* Takes in a batch (store/batch.h): certificates first, then events, as store_ingest(). */
bool store_take_batch(struct store *store, const void *json, size_t size, size_t *added, struct err *err);

/* The head of each device's chain in this log. `next` gets the rows one by one in device order; returning false stops. */
struct head {
	char device[ID_TEXT];
	uint64_t seq;
	uint8_t digest[DIGEST_BYTES];
};
typedef bool head_fn(void *self, const struct head *head);
bool store_heads(struct store *store, head_fn *next, void *self, struct err *err);

/* Walks events of one device (or of all, NULL) with seq > after, in seq order, at most `most`. `body` is NULL unless asked for
 * (then the opened JSON, borrowed for the call; NULL if erased). */
typedef bool event_fn(void *self, const struct event *event, json_t *body);
bool store_events(struct store *store, const char *device, uint64_t after, size_t most, bool open_bodies, event_fn *next,
		  void *self, struct err *err);
uint64_t store_event_count(const struct store *store);
/* Events whose (device, seq) another event holds: a cloned device. */
uint64_t store_fork_count(const struct store *store);

/* --- proofs ----------------------------------------------------------------------------------------------------- */

/* Checks every signature, seal, digest and chain. ERR_CORRUPT names the first event that fails. */
bool store_verify(struct store *store, uint64_t *events, struct err *err);
/* Drops the view, folds anew and compares every table; ERR_CORRUPT says which table differs. */
bool store_rebuild(struct store *store, uint64_t *events, struct err *err);

/* Grows whenever the view changes; a screen that saw the same number need not ask again. */
uint64_t store_revision(const struct store *store);

#endif
