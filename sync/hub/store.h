/* What a hub keeps, behind one table of functions, so that a hub for a region can keep it elsewhere than in a file.
 *
 * Writing functions are for one thread (the writer's, hub/writer.h) between begin and commit; reading ones are for any thread
 * and see what is committed. A device is known by a small number inside a store: event numbers follow it, so that a device's
 * events lie together. Nothing here can be read without the fair's key except who wrote how much and when. */
#ifndef LANYARD_HUB_STORE_H
#define LANYARD_HUB_STORE_H

#include "store/store.h"

struct hub_store;

/* A device as stored: its certificate as text and the head of its chain (seq 0 = no event yet). Borrowed for the call. */
struct hub_member {
	int64_t number;
	const char *certificate;
	struct head head;
};
typedef bool hub_member_fn(void *self, const struct hub_member *member);

enum { HUB_SETTING_MOST = 128 };

struct hub_store_type {
	const char *scheme; /* "sqlite:" */
	struct hub_store *(*open)(const char *where, struct err *err);
	void (*close)(struct hub_store *store);

	/* --- the writer's --- */
	bool (*begin)(struct hub_store *store, struct err *err);
	/* True only when everything since begin is durable. */
	bool (*commit)(struct hub_store *store, struct err *err);
	void (*rollback)(struct hub_store *store);
	bool (*set)(struct hub_store *store, const char *name, const char *value, struct err *err);
	/* Enters a device; its id must be new. `number` is what the other functions know it by. */
	bool (*admit)(struct hub_store *store, const char *device, const char *certificate, int64_t now, int64_t *number,
		      struct err *err);
	bool (*append)(struct hub_store *store, int64_t number, const struct event *event, int64_t now, struct err *err);
	/* Keeps an event beside the log; keeping it twice is fine. */
	bool (*keep)(struct hub_store *store, int64_t number, const struct event *event, int64_t now, struct err *err);
	/* The digest of an event of the log; `found` is false if there is none. */
	bool (*digest)(struct hub_store *store, int64_t number, uint64_t seq, uint8_t digest[DIGEST_BYTES], bool *found,
		       struct err *err);
	/* Whether exactly this event was kept beside the log. */
	bool (*kept)(struct hub_store *store, int64_t number, uint64_t seq, const uint8_t digest[DIGEST_BYTES], bool *found,
		     struct err *err);

	/* --- anybody's --- */
	/* "" if it was never set. */
	bool (*setting)(struct hub_store *store, const char *name, char value[HUB_SETTING_MOST], struct err *err);
	bool (*members)(struct hub_store *store, hub_member_fn *next, void *self, struct err *err);
	bool (*forks)(struct hub_store *store, uint64_t *count, struct err *err);
	/* At most `most` events with seq > after, in order, without their device's id filled in. */
	bool (*events)(struct hub_store *store, int64_t number, uint64_t after, size_t most, event_fn *next, void *self,
		       struct err *err);
};

struct hub_store {
	const struct hub_store_type *type; /* first in every kind of store */
};

extern const struct hub_store_type hub_store_sqlite;

/* Opens by URL: "sqlite:FILE". ERR_USAGE with a sentence for anything else. */
struct hub_store *hub_store_open(const char *url, struct err *err);
/* The file of a "sqlite:FILE" URL; NULL and ERR_USAGE if it is none. */
const char *hub_store_file(const char *url, struct err *err);

#endif
