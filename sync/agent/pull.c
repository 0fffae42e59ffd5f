/* Fetching what others wrote, and waiting for more. */
#include "agent/agent.h"
#include "base/clock.h"
#include "base/log.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
	LISTEN_SECONDS = 25, /* below what proxies let an idle request live */
	SETTLE_MS = 30000,   /* so long a slow disk may take over a commit */
	SETTLE_SECONDS = 1,  /* and so short are the waits meanwhile */
	LOOK_MS = 50,
	LOOKS_MOST = 20,
};

/* What came from the hub needs not be sent to it. */
static bool note_acked(struct agent *agent, const struct wire_batch *batch)
{
	bool ok = true;
	for (size_t i = 0; ok && i < batch->count; i++) {
		const struct event *event = &batch->events[i];
		struct head head = {.seq = event->seq};
		memcpy(head.device, event->device, ID_TEXT);
		memcpy(head.digest, event->digest, DIGEST_BYTES);
		bool last = i + 1 == batch->count || strcmp(event[1].device, event->device) != 0;
		if (last && heads_seq(&agent->memory.acked, head.device) < head.seq)
			ok = heads_set(&agent->memory.acked, &head);
	}
	return ok;
}

/* Reads and takes in the answer to a pull. */
static bool take_answer(struct agent *agent, struct wire_heads *have, bool *more, size_t *came, struct err *err)
{
	struct wire_batch batch = {0};
	size_t added = 0;
	bool ok = agent_accept(agent, NULL, err) &&
		  wire_get_batch(agent->answer.body.data, agent->answer.body.size, &batch, err) &&
		  agent_take(agent, &batch, have, &added, err) &&
		  (note_acked(agent, &batch) || err_set(err, ERR_MEMORY, "no memory"));
	*more = batch.more;
	*came = batch.count;
	agent->pulled += added;
	agent_stop_taking(agent); /* between batches others may write */
	wire_batch_release(&batch);
	return ok;
}

static bool put_question(struct agent *agent, const struct wire_heads *have, struct err *err)
{
	buf_clear(&agent->batch[0]);
	return wire_put_have(&agent->batch[0], have) || err_set(err, ERR_MEMORY, "no memory to ask");
}

bool step_pull(struct agent *agent, struct err *err)
{
	struct wire_heads have = {0};
	char what[64];
	bool ok = agent_have(agent, &have, err), more = true;
	size_t came;
	snprintf(what, sizeof what, "pull?limit=%d", WIRE_BATCH_EVENTS);
	while (ok && more) {
		char path[AGENT_PATH];
		agent_path(agent, what, path);
		uint64_t forks = agent->forks;
		ok = put_question(agent, &have, err) && link_ask(agent->link, path, &agent->batch[0], &agent->answer, err) &&
		     take_answer(agent, &have, &more, &came, err);
		more = more || agent->forks > forks; /* a copied device is asked for again from its beginning */
	}
	wire_heads_release(&have);
	if (ok)
		agent_go(agent, agent->options.watch ? AGENT_LISTEN : AGENT_DONE);
	return ok && agent_remember(agent, false, err);
}

/* Reads what inotify has to tell; true if the log was written to. */
static bool log_written(int fd)
{
	_Alignas(struct inotify_event) char events[4096];
	bool written = false;
	for (ssize_t size; fd >= 0 && (size = read(fd, events, sizeof events)) > 0;)
		for (ssize_t at = 0; at < size;) {
			const struct inotify_event *event = (const void *)(events + at);
			written = written || (event->len && strcmp(event->name, "lanyard.db-wal") == 0);
			at += (ssize_t)(sizeof *event + event->len);
		}
	return written;
}

/* Waits for being told to stop. */
static bool told_to_stop(const struct agent *agent, int ms)
{
	struct pollfd wake = {.fd = agent->options.wake, .events = POLLIN};
	return poll(&wake, 1, ms) > 0;
}

/* Where to go when a wait ended: stop, send what grew here, or wait on. The log is written before it is synced, and only then
 * are its new events to be seen. So after a write it is looked at for a moment until they are; and since one write may be told
 * of together with the next, or a disk be slow, the waits stay short until nothing was written for a while (step_listen). */
static bool look_around(struct agent *agent, struct err *err)
{
	uint64_t pending = 0, events = agent->events_seen;
	bool written = log_written(agent->log_fd), stop = false;
	if (written)
		agent->settled_at = clock_steady() + SETTLE_MS;
	for (int i = 0; i < LOOKS_MOST && !stop && (i == 0 || (written && events == agent->events_seen)); i++) {
		stop = told_to_stop(agent, i ? LOOK_MS : 0);
		if (!stop && !agent_pending(agent, &pending, &events, err))
			return false;
	}
	agent->events_seen = events;
	agent_go(agent, stop ? AGENT_DONE : agent->options.push && pending ? AGENT_PUSH : AGENT_LISTEN);
	return true;
}

bool step_listen(struct agent *agent, struct err *err)
{
	struct wire_heads have = {0};
	char what[64], path[AGENT_PATH];
	bool more;
	size_t came = 0;
	bool ok = look_around(agent, err);
	if (!ok || agent->state != AGENT_LISTEN)
		return ok;
	unsigned wait = clock_steady() < agent->settled_at ? SETTLE_SECONDS : LISTEN_SECONDS;
	snprintf(what, sizeof what, "pull?limit=%d&wait=%u", WIRE_BATCH_EVENTS, wait);
	agent_path(agent, what, path);
	ok = agent_have(agent, &have, err) && put_question(agent, &have, err) &&
	     link_begin(agent->link, 0, path, &agent->batch[0], wait, err) && link_finish(agent->link, 0, &agent->answer, err);
	if (ok && !agent->answer.woken)
		ok = take_answer(agent, &have, &more, &came, err);
	wire_heads_release(&have);
	if (ok && came)
		agent_go(agent, AGENT_PULL);
	return ok && agent_remember(agent, false, err);
}
