/* The devices of the hub's fair in memory: keys, certificates and the head of each chain, so that most questions need no disk.
 *
 * The writer's thread changes it; any thread may ask. Heads that are asked for are those of committed events only; the writer
 * has heads of its own (`next`) for the transaction it is in. */
#ifndef LANYARD_HUB_ROSTER_H
#define LANYARD_HUB_ROSTER_H

#include "hub/store.h"
#include "store/device.h"
#include "wire/messages.h"

#include <pthread.h>

struct member {
	int64_t number; /* in the store */
	struct device device;
	char *certificate;
	struct head head; /* committed */
	struct head next; /* the writer's */
	bool fresh;       /* admitted in the writer's transaction */
};

struct roster {
	pthread_rwlock_t lock;
	struct member **members; /* as they were admitted */
	struct member **by_id;
	size_t count, room, by_id_room;
	uint64_t news; /* grows with every commit that brought events */
};

void roster_init(struct roster *roster);
void roster_release(struct roster *roster);
/* Reads what the store has; the fair's founder stands first among its devices. */
bool roster_load(struct roster *roster, struct hub_store *store, struct err *err);

/* --- any thread --- */
bool roster_key(void *roster, const char *device, uint8_t key[KEY_BYTES]); /* a wire_key_fn */
bool roster_knows(struct roster *roster, const char *device);
/* Adds the committed heads of all devices that have one; returns `news` as of then. */
bool roster_heads(struct roster *roster, struct wire_heads *out, uint64_t *news, struct err *err);
uint64_t roster_news(struct roster *roster);
/* Walks the members under the read lock, in the order they were admitted. */
typedef bool member_fn(void *self, const struct member *member);
bool roster_walk(struct roster *roster, member_fn *next, void *self);

/* --- the writer's thread --- */
struct member *roster_find(struct roster *roster, const char *device);
bool roster_add(struct roster *roster, int64_t number, const struct device *device, const char *certificate, struct err *err);
/* Makes the writer's heads everybody's, or forgets them. Members that were added stay only after commit. */
void roster_commit(struct roster *roster);
void roster_rollback(struct roster *roster);

#endif
