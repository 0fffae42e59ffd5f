/* Fetching what others wrote, and waiting for more. */
#include "agent/agent.h"
#include "base/log.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	LISTEN_SECONDS = 25, /* below what proxies let an idle request live */
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
	agent_stop_taking(agent);
	if (ok)
		agent_go(agent, agent->options.watch ? AGENT_LISTEN : AGENT_DONE);
	return ok && agent_remember(agent, false, err);
}

/* Forgets what inotify has told; what counts is the log. */
static void drain(int fd)
{
	char events[4096];
	while (fd >= 0 && read(fd, events, sizeof events) > 0)
		continue;
}

static bool told_to_stop(const struct agent *agent)
{
	struct pollfd wake = {.fd = agent->options.wake, .events = POLLIN};
	return agent->options.wake >= 0 && poll(&wake, 1, 0) > 0;
}

/* Where to go when a wait ended: stop, send what grew here, or wait on. */
static bool look_around(struct agent *agent, struct err *err)
{
	uint64_t pending, events;
	if (told_to_stop(agent)) {
		agent_go(agent, AGENT_DONE);
		return true;
	}
	drain(agent->log_fd);
	if (!agent_pending(agent, &pending, &events, err))
		return false;
	agent_go(agent, agent->options.push && pending ? AGENT_PUSH : AGENT_LISTEN);
	return true;
}

bool step_listen(struct agent *agent, struct err *err)
{
	struct wire_heads have = {0};
	char what[64], path[AGENT_PATH];
	bool more;
	size_t came = 0;
	snprintf(what, sizeof what, "pull?limit=%d&wait=%d", WIRE_BATCH_EVENTS, LISTEN_SECONDS);
	agent_path(agent, what, path);
	bool ok = look_around(agent, err);
	if (!ok || agent->state != AGENT_LISTEN)
		return ok;
	ok = agent_have(agent, &have, err) && put_question(agent, &have, err) &&
	     link_begin(agent->link, 0, path, &agent->batch[0], LISTEN_SECONDS, err) &&
	     link_finish(agent->link, 0, &agent->answer, err);
	if (ok && !agent->answer.woken)
		ok = take_answer(agent, &have, &more, &came, err);
	wire_heads_release(&have);
	agent_stop_taking(agent);
	if (ok && came)
		agent_go(agent, AGENT_PULL);
	return ok && agent_remember(agent, false, err);
}
