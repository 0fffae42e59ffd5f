/* Starting and stopping, in one order and the reverse. */
#include "hub/hub.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "hub/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	PEM_MOST = 256 * 1024,
	STUCK_MS = 60000,
	CALM_SECONDS = 10,
};

/* --- the writer's view of the store --------------------------------------------------------------------------------------- */

static bool begin(void *self, struct err *err)
{
	struct hub *hub = self;
	return hub->store->type->begin(hub->store, err);
}

static bool commit(void *self, struct err *err)
{
	struct hub *hub = self;
	return hub->store->type->commit(hub->store, err);
}

static void rollback(void *self)
{
	struct hub *hub = self;
	hub->store->type->rollback(hub->store);
}

static void settle(void *self, bool committed)
{
	struct hub *hub = self;
	uint64_t before = roster_news(&hub->roster);
	pthread_mutex_lock(&hub->lock);
	if (committed && hub->next_fair[0])
		memcpy(hub->fair, hub->next_fair, ID_TEXT);
	hub->next_fair[0] = '\0';
	pthread_mutex_unlock(&hub->lock);
	if (committed)
		roster_commit(&hub->roster);
	else
		roster_rollback(&hub->roster);
	if (roster_news(&hub->roster) != before)
		waiters_wake(&hub->waiters);
}

/* --- small things that the parts ask --- */

void hub_fair(struct hub *hub, char fair[ID_TEXT])
{
	pthread_mutex_lock(&hub->lock);
	memcpy(fair, hub->fair, ID_TEXT);
	pthread_mutex_unlock(&hub->lock);
}

bool hub_enter(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
	bool open = !hub->stopping;
	hub->pending += open;
	pthread_mutex_unlock(&hub->lock);
	return open;
}

void hub_leave(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
	if (--hub->pending == 0)
		pthread_cond_signal(&hub->calm);
	pthread_mutex_unlock(&hub->lock);
}

const char *hub_url(const struct hub *hub)
{
	return hub->url;
}

bool hub_alive(struct hub *hub)
{
	int64_t since = writer_busy_since(hub->writer);
	return since == 0 || clock_steady() - since < STUCK_MS;
}

/* --- life --- */

static void tick(void *self, int64_t now)
{
	struct hub *hub = self;
	waiters_tick(&hub->waiters, now);
}

/* The hub's id and fair as the store has them; a new store gets an id. */
static bool load_identity(struct hub *hub, struct err *err)
{
	const struct hub_store_type *type = hub->store->type;
	char value[HUB_SETTING_MOST];
	if (!type->setting(hub->store, "hub", value, err))
		return false;
	if (value[0]) {
		snprintf(hub->id, sizeof hub->id, "%.26s", value);
	} else {
		rand_id(hub->id);
		if (!type->begin(hub->store, err) || !type->set(hub->store, "hub", hub->id, err) ||
		    !type->commit(hub->store, err))
			return false;
	}
	if (!type->setting(hub->store, "fair", value, err))
		return false;
	snprintf(hub->fair, sizeof hub->fair, "%.26s", value);
	return true;
}

static bool check_pin(struct hub *hub, struct err *err)
{
	const char *pin = hub->options.fair;
	uint8_t id[ID_BYTES];
	if (!pin)
		return true;
	if (!base32_decode(pin, strlen(pin), id, sizeof id))
		return err_set(err, ERR_USAGE, "\"%.40s\" is not a fair's id; it has 26 letters and digits", pin);
	if (hub->fair[0] && strcmp(hub->fair, pin) != 0)
		return err_set(err, ERR_REFUSED, "the store belongs to fair %s; name another file for %s", hub->fair, pin);
	return true;
}

static bool read_pem(const char *path, char **out, struct err *err)
{
	struct buf content;
	buf_init(&content, PEM_MOST);
	bool ok = file_read(path, &content, err) && (buf_add(&content, "", 0) || err_set(err, ERR_MEMORY, "no memory"));
	*out = content.data;
	return ok;
}

static bool read_tls(struct hub *hub, struct err *err)
{
	const struct hub_options *options = &hub->options;
	if (!options->tls_cert != !options->tls_key)
		return err_set(err, ERR_USAGE, "TLS needs both --tls-cert and --tls-key");
	return !options->tls_cert ||
	       (read_pem(options->tls_cert, &hub->tls_cert, err) && read_pem(options->tls_key, &hub->tls_key, err));
}

static bool start(struct hub *hub, struct err *err)
{
	struct writer_hooks hooks = {.self = hub, .begin = begin, .commit = commit, .rollback = rollback, .settle = settle};
	const char *file = hub_store_file(hub->options.store, err);
	if (!file || !read_tls(hub, err) || !(hub->store = hub_store_open(hub->options.store, err)) ||
	    !tray_open(&hub->tray, file, err) || !load_identity(hub, err) || !check_pin(hub, err) ||
	    !roster_load(&hub->roster, hub->store, err))
		return false;
	hub->sessions = sessions_create();
	if (!hub->sessions)
		return err_set(err, ERR_MEMORY, "no memory for sessions");
	hub->writer = writer_create(&hooks, err);
	hub->reaper = hub->writer ? reaper_create(tick, hub, err) : NULL;
	return hub->reaper && server_start(hub, err);
}

struct hub *hub_start(const struct hub_options *options, struct err *err)
{
	struct hub *hub = calloc(1, sizeof *hub);
	if (!hub) {
		err_set(err, ERR_MEMORY, "no memory for the hub");
		return NULL;
	}
	hub->options = *options;
	hub->quiesced = -1;
	pthread_mutex_init(&hub->lock, NULL);
	pthread_cond_init(&hub->calm, NULL);
	roster_init(&hub->roster);
	waiters_init(&hub->waiters);
	if (start(hub, err))
		return hub;
	hub_stop(hub);
	return NULL;
}

/* Waits until every request that was begun is over; one that is read too slowly is cut off after a while. */
static void wait_for_calm(struct hub *hub)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += CALM_SECONDS;
	pthread_mutex_lock(&hub->lock);
	hub->stopping = true;
	while (hub->pending && pthread_cond_timedwait(&hub->calm, &hub->lock, &until) != ETIMEDOUT)
		continue;
	pthread_mutex_unlock(&hub->lock);
}

void hub_stop(struct hub *hub)
{
	if (!hub)
		return;
	server_quiesce(hub);
	waiters_close(&hub->waiters);
	wait_for_calm(hub);
	server_stop(hub);
	reaper_destroy(hub->reaper);
	writer_destroy(hub->writer);
	if (hub->store)
		hub->store->type->close(hub->store);
	sessions_destroy(hub->sessions);
	waiters_release(&hub->waiters);
	roster_release(&hub->roster);
	pthread_cond_destroy(&hub->calm);
	pthread_mutex_destroy(&hub->lock);
	free(hub->tls_cert);
	free(hub->tls_key);
	free(hub);
}
