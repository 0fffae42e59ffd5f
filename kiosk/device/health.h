/* What the kiosk can find out by itself: network, sync, disk and clock. Printer and scanner tell about themselves. */
#ifndef LANYARD_DEVICE_HEALTH_H
#define LANYARD_DEVICE_HEALTH_H

#include "device/state.h"
#include "store/store.h"

struct health_check {
	/* Looks, and tells of each row by an INPUT_DEVICE. */
	void (*look)(struct health_check *health);
};

/* Tells nothing: for replays and pictures. */
struct health_check *health_quiet(void);

typedef void health_fn(void *self, enum equipment equipment, struct device_state state);
/* `store` is NULL while the kiosk is in no fair. */
void health_read(struct store *store, const char *home, int64_t wall, health_fn *tell, void *self);

/* The rows one by one, for tests. `path` is the hub.json that the sync agent leaves in the home. */
struct device_state health_sync(struct store *store, const char *path, int64_t wall);
/* The agent's last tries to reach the hub failed. */
bool health_hub_lost(const char *path);
struct device_state health_disk(int64_t bytes_free);

#endif
