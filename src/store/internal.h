/* What the files of this folder share; nobody else includes it, except tests that set the clock. */
#ifndef LANYARD_STORE_INTERNAL_H
#define LANYARD_STORE_INTERNAL_H

#include "store/db.h"
#include "store/device.h"
#include "store/event.h"
#include "store/hlc.h"
#include "store/keys.h"
#include "store/search.h"
#include "store/view.h"

#include <limits.h>

enum {
	DEVICES_MOST = 4096,
	STAMP_BYTES = 36,
	HOME_PATIENCE_MS = 5000, /* lanyard-sync writes a home for no longer than one batch takes */
};
#define STORE_SPACE_LEAST (64LL << 20) /* bytes that must be free to register anybody */

/* One device's chain: how far the log has it and how far the view has taken it in. */
struct chain {
	int64_t no; /* device.no */
	char id[ID_TEXT];
	uint8_t public_key[KEY_BYTES];
	uint64_t seq; /* head in the log; 0 = nothing yet */
	uint8_t digest[DIGEST_BYTES];
	uint64_t folded;
	uint8_t folded_digest[DIGEST_BYTES];
};

/* The time as this device knows it when it writes a fact. */
struct instant {
	int64_t wall;
	bool trusted;
	char boot[33];
	int64_t up;
};

/* Rows of the view that a transaction changed, noted by SQLite's update hook. */
struct changes {
	int64_t *people; /* person.row */
	size_t count, room;
	bool fair, erased, lost; /* lost: out of memory, look at everybody */
	bool apart;              /* a merge that the view has was taken back */
};

struct store {
	struct db db;
	enum store_mode mode;
	char home[PATH_MAX];
	int lock;
	struct keys *keys;
	struct fair fair;
	struct chain *chains;
	size_t chain_count, chain_room;
	size_t own;            /* index of this device's chain */
	uint64_t forks_folded; /* fork.no */
	uint64_t forks;        /* in fork, where the chain holds the same (device, seq) */
	struct hlc clock;
	bool unsure; /* our newest fact was written without a trusted clock and no anchor followed */
	void (*now)(struct instant *out);
	struct search *search;
	struct changes changes;
	uint64_t revision;
	struct store *anew;   /* a view that is folded beside this one, NULL if none is; keys and scratch are shared */
	bool beside;          /* fold anew in that way */
	bool stale;           /* there may be something in the log that is not folded */
	int64_t data_version; /* of the log, as a reader saw it last */
	unsigned appends;
	uint64_t faulty;  /* facts of a known kind that the view could not take */
	bool broken;      /* a commit failed and the log could not be made safe again */
	uint8_t *scratch; /* one body in clear: sodium_malloc, EVENT_SEALED_MOST */
};

static inline int64_t event_id(int64_t no, uint64_t seq)
{
	return no << 40 | (int64_t)seq;
}

/* chain.c: the devices and their heads */
struct chain *chain_find(struct store *store, const char *device);
/* Reads devices and heads from the log; what is folded is kept. */
bool chains_refresh(struct store *store, struct err *err);
void forks_count(struct store *store);

/* log.c: rows of the log */
/* Reads an event from columns id, at, prev, digest, sealed, body_digest, signature; borrows from the statement. */
bool log_read(struct store *store, sqlite3_stmt *row, struct event *out, struct err *err);
bool log_insert(struct store *store, int64_t no, const struct event *event, struct err *err);
bool log_insert_fork(struct store *store, int64_t no, const struct event *event, struct err *err);
/* Commits; on failure rolls back, makes the log safe again, and forgets what the view had noted. */
bool store_begin(struct store *store, struct err *err);
bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* fold.c */
/* Folds one event whose chain has been checked. `erase` says that its body must go: it is about somebody erased. */
bool fold_event(struct store *store, const struct event *event, const char *body, size_t size, bool *erase, struct err *err);
/* store_fold() and store_fold_all() without the inbox and without what is folded anew. */
bool fold_log(struct store *store, size_t most, size_t *left, struct err *err);
bool store_fold_log(struct store *store, struct err *err);
uint64_t chains_left(const struct store *store); /* events that are not folded */
/* After a commit: brings search, the fair and the revision up to date with what changed. */
void fold_settle(struct store *store);

/* anew.c */
/* After a commit that took back a merge which the view has: begins to fold the whole log without that merge, beside the view
 * or, after emptying it, with the next store_fold_log(). True if there was none. */
bool fold_anew(struct store *store, struct err *err);
/* Up to `most` more events of the view beside; the last one puts it in the old one's place. */
bool anew_fold(struct store *store, size_t most, size_t *left, struct err *err);
void anew_drop(struct store *store);

/* erase.c */
/* Takes the bodies of everybody erased out of the log. */
bool erase_sweep(struct store *store, struct err *err);
bool erase_event(struct store *store, int64_t id, const uint8_t body_digest[DIGEST_BYTES], struct err *err);
bool erase_fork(struct store *store, int64_t no, const uint8_t body_digest[DIGEST_BYTES], struct err *err);

/* events.c: the events beside the chains, in order of arrival, without bodies */
bool store_forks(struct store *store, event_fn *next, void *self, struct err *err);

/* inbox.c: takes one batch; how many are left. What cannot be taken is logged and set aside. */
size_t inbox_take(struct store *store);

/* verify.c: a digest of each table of the view, whatever the order in which it came to be */
enum { VIEW_TABLES_MOST = 40 };
struct view_digest {
	char name[32];
	uint8_t digest[DIGEST_BYTES];
};
bool view_digests(struct store *store, struct view_digest tables[VIEW_TABLES_MOST], size_t *count, struct err *err);

/* append.c: if facts of ours wait for a trusted clock and there is one now, says so in a clock.anchor. */
bool store_anchor(struct store *store, struct err *err);
/* Whether the log may be written to: false while a failed commit has left it in doubt. */
bool store_recovered(struct store *store, struct err *err);

/* store.c: lets the view's changes be noted; where this device's own chain stands */
void store_note_changes(struct store *store);
bool store_find_self(struct store *store, struct err *err);

/* store.c: gives the ballast's bytes back; false if there is none */
bool ballast_drop(const char *home);

/* home.c */
bool home_path(const char *home, const char *name, char out[PATH_MAX], struct err *err);
/* Makes the home of a device that is in the fair by `certificates` (array of texts, in an order that can be admitted). */
bool home_create(const char *home, const struct keys *keys, const json_t *certificates, struct err *err);

/* device.c */
bool device_insert(struct db *db, const char *certificate, const struct device *device, struct err *err);

/* moment.c */
struct moment moment_of(struct store *store, const void *stamp, int stamp_size, sqlite3_value *seen);

#endif
