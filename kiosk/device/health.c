/* See health.h. HOME/hub.json is written by the sync agent: {"url", "at", "lost", "acked": {"DEVICE": {"seq"}}}; what of this
 * log the hub has not acknowledged is still to be sent, and "lost" is since when it cannot be reached. */
#include "device/health.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"

#include <ifaddrs.h>
#include <limits.h>
#include <net/if.h>
#include <sys/socket.h>

enum { MEMORY_MOST = 2 * 1024 * 1024, MINUTE_MS = 60000, LATE_MS = 10 * MINUTE_MS };
static const int64_t megabyte = 1 << 20, low = 1024, full = 64; /* MB */

/* --- sync ------------------------------------------------------------------------------------------------------------------
 */

struct acked {
	const json_t *by_device;
	uint64_t pending;
};

static bool count_pending(void *self, const struct head *head)
{
	struct acked *acked = self;
	json_int_t seq = json_integer_value(json_object_get(json_object_get(acked->by_device, head->device), "seq"));
	if (seq < 0 || (uint64_t)seq < head->seq)
		acked->pending += head->seq - (seq > 0 ? (uint64_t)seq : 0);
	return true;
}

static struct device_state sync_of(struct store *store, const json_t *memory, int64_t wall)
{
	const char *url = json_string_value(json_object_get(memory, "url"));
	const char *said = json_string_value(json_object_get(memory, "at"));
	struct acked acked = {.by_device = json_object_get(memory, "acked")};
	struct err err = {.code = ERR_NONE};
	int64_t at = 0;
	if (!url || !*url || !store_heads(store, count_pending, &acked, &err))
		return (struct device_state){SYNC_NONE, 0};
	if (said && *said && !clock_parse(said, &at))
		at = 0;
	int64_t ago = at && wall > at ? wall - at : 0;
	int pending = acked.pending < INT_MAX ? (int)acked.pending : INT_MAX;
	if (!pending)
		return (struct device_state){SYNC_DONE, (int)(ago / MINUTE_MS < INT_MAX ? ago / MINUTE_MS : INT_MAX)};
	return (struct device_state){at && ago <= LATE_MS ? SYNC_WAITING : SYNC_LATE, pending};
}

static json_t *read_memory(const char *path)
{
	struct buf text;
	struct err err = {.code = ERR_NONE};
	if (!file_exists(path))
		return NULL;
	buf_init(&text, MEMORY_MOST);
	json_t *memory = file_read(path, &text, &err) ? json_loadb(buf_text(&text), text.size, 0, NULL) : NULL;
	buf_release(&text);
	return memory;
}

struct device_state health_sync(struct store *store, const char *path, int64_t wall)
{
	json_t *memory = read_memory(path);
	struct device_state state = memory ? sync_of(store, memory, wall) : (struct device_state){SYNC_NONE, 0};
	json_decref(memory);
	return state;
}

bool health_hub_lost(const char *path)
{
	json_t *memory = read_memory(path);
	const char *lost = json_string_value(json_object_get(memory, "lost"));
	bool is_lost = lost && *lost;
	json_decref(memory);
	return is_lost;
}

/* --- network, disk, clock --------------------------------------------------------------------------------------------------
 */

static struct device_state network(void)
{
	struct ifaddrs *list = NULL;
	bool up = false;
	if (getifaddrs(&list) != 0)
		return (struct device_state){CONDITION_UNKNOWN, 0};
	for (const struct ifaddrs *at = list; at; at = at->ifa_next) {
		bool address = at->ifa_addr && (at->ifa_addr->sa_family == AF_INET || at->ifa_addr->sa_family == AF_INET6);
		up = up || (address && !(at->ifa_flags & IFF_LOOPBACK) && (at->ifa_flags & IFF_RUNNING));
	}
	freeifaddrs(list);
	return (struct device_state){up ? NETWORK_UP : NETWORK_DOWN, 0};
}

struct device_state health_disk(int64_t bytes)
{
	int64_t mb = bytes / megabyte;
	if (bytes < 0)
		return (struct device_state){CONDITION_UNKNOWN, 0};
	if (mb < full)
		return (struct device_state){DISK_FULL, 0};
	return mb < low ? (struct device_state){DISK_LOW, (int)mb} : (struct device_state){DISK_FINE, (int)(mb / 1024)};
}

void health_read(struct store *store, const char *home, int64_t wall, health_fn *tell, void *self)
{
	char path[PATH_MAX];
	struct device_state net = network();
	bool named = store && text_format(path, sizeof path, "%s/hub.json", home);
	if (named)
		tell(self, EQUIPMENT_SYNC, health_sync(store, path, wall));
	if (named && net.condition == NETWORK_UP && health_hub_lost(path))
		net.condition = NETWORK_NO_HUB;
	tell(self, EQUIPMENT_NETWORK, net);
	tell(self, EQUIPMENT_DISK, health_disk(file_space(home)));
	tell(self, EQUIPMENT_CLOCK, (struct device_state){clock_trusted() ? CLOCK_GOOD : CLOCK_DOUBTED, 0});
}

/* --- the quiet twin --------------------------------------------------------------------------------------------------------
 */

static void quiet_look(struct health_check *health)
{
	(void)health;
}

struct health_check *health_quiet(void)
{
	static struct health_check twin = {.look = quiet_look};
	return &twin;
}
