/* Sending what the hub lacks, batch by batch. Two are under way while a third is written, so that reading our log, the hub's
 * proving and its disk overlap. A batch counts as sent only by an answer that names exactly its last events by number and
 * digest. */
#include "agent/agent.h"
#include "base/clock.h"
#include "base/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What is to be sent of one device: events behind `after`, up to `last`. */
struct stretch {
	const char *device;
	uint64_t after, last;
};

/* A batch that was written: the last event of each run in it. */
struct parcel {
	struct buf *text;
	struct wire_heads runs;
	size_t events, bytes;
	bool failed;
};

struct push {
	struct agent *agent;
	struct stretch *stretches;
	size_t count, at; /* at: the first that is not written yet */
	struct parcel parcels[AGENT_BATCHES];
};

/* --- what to send --- */

/* From where a device's events are to be sent. A device that was copied is sent from what the hub keeps beside its log; or,
 * found out just now, from the beginning, so that nothing of the other copy is missed. */
static bool find_start(struct agent *agent, const struct head *own, uint64_t *after, struct err *err)
{
	const struct head *kept = wire_heads_find(&agent->memory.kept, own->device);
	const struct head *theirs = wire_heads_find(&agent->hub, own->device);
	uint8_t digest[DIGEST_BYTES];
	*after = agent_acked_of(agent, own);
	if (wire_heads_find(&agent->suspects, own->device)) {
		*after = 0;
	} else if (kept && kept->seq && kept->seq <= own->seq) {
		if (!agent_digest(agent, own->device, kept->seq, digest, err))
			return false;
		*after = memcmp(digest, kept->digest, DIGEST_BYTES) == 0 ? kept->seq : 0;
	} else if (theirs && theirs->seq > own->seq && *after < own->seq) {
		*after = own->seq - 1; /* is our last event in their log? */
	}
	return true;
}

static bool plan(struct push *push, struct err *err)
{
	struct agent *agent = push->agent;
	push->stretches = calloc(agent->own.count + 1, sizeof *push->stretches);
	if (!push->stretches)
		return err_set(err, ERR_MEMORY, "no memory to send");
	for (size_t i = 0; i < agent->own.count; i++) {
		const struct head *own = &agent->own.heads[i];
		struct stretch stretch = {.device = own->device, .last = own->seq};
		if (wire_heads_find(&agent->parked, own->device))
			continue;
		if (!find_start(agent, own, &stretch.after, err))
			return false;
		if (stretch.after < stretch.last)
			push->stretches[push->count++] = stretch;
	}
	return true;
}

/* --- writing a batch --- */

struct writing {
	struct parcel *parcel;
	struct stretch *stretch;
	struct head head;
};

static bool write_event(void *self, const struct event *event, json_t *body)
{
	struct writing *writing = self;
	struct parcel *parcel = writing->parcel;
	(void)body;
	if (event->seq > writing->stretch->last || parcel->events == WIRE_BATCH_EVENTS || parcel->bytes >= WIRE_BATCH_BYTES)
		return false;
	parcel->failed = !wire_batch_event(parcel->text, event);
	parcel->events++;
	parcel->bytes += event->sealed_size;
	writing->stretch->after = writing->head.seq = event->seq;
	memcpy(writing->head.digest, event->digest, DIGEST_BYTES);
	return !parcel->failed;
}

static bool write_stretch(struct push *push, struct parcel *parcel, struct err *err)
{
	struct stretch *stretch = &push->stretches[push->at];
	struct writing writing = {.parcel = parcel, .stretch = stretch};
	memcpy(writing.head.device, stretch->device, ID_TEXT);
	if (!store_events(push->agent->reader, stretch->device, stretch->after, WIRE_BATCH_EVENTS, false, write_event, &writing,
			  err))
		return false;
	if (parcel->failed || (writing.head.seq && !wire_heads_add(&parcel->runs, &writing.head)))
		return err_set(err, ERR_MEMORY, "no memory to send");
	return true;
}

static bool is_full(const struct parcel *parcel)
{
	return parcel->events == WIRE_BATCH_EVENTS || parcel->bytes >= WIRE_BATCH_BYTES;
}

/* Writes the next batch; without events there is nothing more. */
static bool write_parcel(struct push *push, struct parcel *parcel, struct err *err)
{
	parcel->events = parcel->bytes = 0;
	parcel->runs.count = 0;
	buf_clear(parcel->text);
	bool ok = wire_batch_begin(parcel->text, store_fair(push->agent->reader)->id) && wire_batch_events(parcel->text);
	while (ok && push->at < push->count && !is_full(parcel)) {
		size_t before = parcel->events;
		if (!write_stretch(push, parcel, err))
			return false;
		const struct stretch *stretch = &push->stretches[push->at];
		if (stretch->after == stretch->last)
			push->at++;
		else if (parcel->events == before)
			return err_set(err, ERR_CORRUPT, "the log lacks events that it should have; run 'lanyard verify'");
	}
	return (ok && wire_batch_end(parcel->text, false)) || err_set(err, ERR_MEMORY, "no memory to send");
}

/* --- the answer --- */

static bool same_head(const struct head *a, const struct head *b)
{
	return b && a->seq == b->seq && memcmp(a->digest, b->digest, DIGEST_BYTES) == 0;
}

/* Exactly what was sent, nothing less and nothing beyond. */
static bool is_acknowledgement(const struct agent *agent, const struct parcel *parcel, const struct wire_heads *heads)
{
	bool exact = strcmp(heads->fair, store_fair(agent->reader)->id) == 0 && heads->count == parcel->runs.count;
	for (size_t i = 0; exact && i < parcel->runs.count; i++)
		exact = same_head(&parcel->runs.heads[i], wire_heads_find(heads, parcel->runs.heads[i].device));
	return exact;
}

static bool take_acknowledgement(struct agent *agent, const struct parcel *parcel, struct err *err)
{
	struct wire_heads heads;
	bool ok = wire_get_heads(agent->answer.body.data, agent->answer.body.size, &heads, err);
	if (!ok)
		err_wrap(err, "the answer is no acknowledgement");
	else if (!is_acknowledgement(agent, parcel, &heads))
		ok = err_set(err, ERR_INPUT, "the answer does not acknowledge what was sent; nothing of it counts as sent");
	uint64_t before = agent_acked(agent);
	for (size_t i = 0; ok && i < parcel->runs.count; i++)
		ok = heads_set(&agent->memory.acked, &parcel->runs.heads[i]) ||
		     err_set(err, ERR_MEMORY, "no memory to remember");
	wire_heads_release(&heads);
	if (!ok)
		return false;
	agent->pushed += agent_acked(agent) - before;
	agent->memory.at = clock_wall();
	agent->memory.lost = 0;
	return agent_remember(agent, false, err);
}

static void forget_suspect(struct agent *agent, const char *device)
{
	struct wire_heads *suspects = &agent->suspects;
	for (size_t i = 0; i < suspects->count; i++)
		if (strcmp(suspects->heads[i].device, device) == 0)
			suspects->heads[i--] = suspects->heads[--suspects->count];
}

/* The hub has another event under a number of ours. What it keeps beside its log is acknowledged by that; the first time, all
 * of the device's events are sent, because where the two logs part is not known. */
static bool take_fork(struct agent *agent, const struct parcel *parcel, const struct wire_refusal *refusal, struct err *err)
{
	const struct head *run = wire_heads_find(&parcel->runs, refusal->device);
	if (!run)
		return err_set(err, ERR_INPUT, "the hub names a device that was not sent; nothing counts as sent");
	bool kept = refusal->kept.seq && same_head(run, &refusal->kept);
	bool suspect = wire_heads_find(&agent->suspects, run->device) != NULL;
	bool known = heads_seq(&agent->memory.kept, run->device) > 0;
	if (kept && (suspect || known)) {
		uint64_t before = agent_acked(agent);
		forget_suspect(agent, run->device);
		agent_go(agent, AGENT_HEADS);
		bool ok = heads_set(&agent->memory.kept, run) || err_set(err, ERR_MEMORY, "no memory to remember");
		agent->pushed += agent_acked(agent) - before;
		return ok;
	}
	if (suspect)
		return err_set(err, ERR_REFUSED, "the hub does not keep the log of device %s, which was copied; enrol it anew",
			       run->device);
	log_line(LOG_WARNING, "device %s was copied: the hub has another log of it; both are kept, enrol it anew", run->device);
	agent->forks++;
	struct head nothing = {0};
	memcpy(nothing.device, run->device, ID_TEXT);
	agent_go(agent, AGENT_HEADS);
	return (heads_set(&agent->suspects, run) && heads_set(&agent->memory.kept, &nothing)) ||
	       err_set(err, ERR_MEMORY, "no memory to remember");
}

/* One device's events are refused. A certificate may be new since we signed in: that is done again, once. Otherwise the device
 * is passed over, and what others wrote goes on. */
static bool take_refusal(struct agent *agent, const struct parcel *parcel, const struct wire_refusal *refusal, bool certificate,
			 struct err *err)
{
	if (!wire_heads_find(&parcel->runs, refusal->device))
		return false;
	if (certificate && !agent->certified) {
		agent->certified = true;
		agent_go(agent, AGENT_GREET);
		return true;
	}
	agent_go(agent, AGENT_HEADS);
	return agent_park(agent, refusal->device, err);
}

/* What the hub says to a batch. After a fork the state is another one, and the rest is planned anew. */
static bool take_answer(struct agent *agent, const struct parcel *parcel, struct err *err)
{
	struct wire_refusal refusal;
	if (agent_accept(agent, &refusal, err))
		return take_acknowledgement(agent, parcel, err);
	if (agent->answer.status == 409 && strcmp(refusal.error, "fork") == 0)
		return take_fork(agent, parcel, &refusal, err);
	/* The hub lost something since we asked: asking again helps. */
	if (strcmp(refusal.error, "gap") == 0)
		err->code = ERR_BUSY;
	bool certificate = strcmp(refusal.error, "certificate") == 0, signature = strcmp(refusal.error, "signature") == 0;
	return (certificate || signature) && take_refusal(agent, parcel, &refusal, certificate, err);
}

/* --- the step ----------------------------------------------------------------------------------------------------------- */

/* Parcels in turn: number n is in parcels[n % AGENT_BATCHES] and goes by call n % LINK_CALLS. */
static bool begin_parcel(struct push *push, size_t number, const char *path, struct err *err)
{
	struct parcel *parcel = &push->parcels[number % AGENT_BATCHES];
	if (!link_begin(push->agent->link, (int)(number % LINK_CALLS), path, parcel->text, 0, err))
		return false;
	link_pump(push->agent->link);
	return true;
}

/* The hub looked at a parcel before the one that was sent before it: now that that one is there, it is sent again. */
static bool overtook(struct agent *agent)
{
	struct wire_refusal refusal;
	struct answer *answer = &agent->answer;
	if (answer->status != 409 || !answer->json)
		return false;
	struct buf copy;
	buf_init(&copy, WIRE_ANSWER_MOST);
	bool gap = buf_add(&copy, answer->body.data, answer->body.size) &&
		   wire_get_refusal(copy.data, copy.size, &refusal, NULL) && strcmp(refusal.error, "gap") == 0;
	buf_release(&copy);
	return gap;
}

static bool finish_parcel(struct push *push, size_t number, const char *path, struct err *err)
{
	struct agent *agent = push->agent;
	int call = (int)(number % LINK_CALLS);
	if (!link_finish(agent->link, call, &agent->answer, err))
		return false;
	if (number > 0 && overtook(agent) &&
	    (!begin_parcel(push, number, path, err) || !link_finish(agent->link, call, &agent->answer, err)))
		return false;
	return take_answer(agent, &push->parcels[number % AGENT_BATCHES], err);
}

/* Sends parcel after parcel until there is none or the state changes. */
static bool send_all(struct push *push, struct err *err)
{
	struct agent *agent = push->agent;
	char path[AGENT_PATH];
	size_t written = 0, begun = 0, finished = 0;
	bool more = true;
	agent_path(agent, "events", path);
	for (;;) {
		while (more && written - finished < AGENT_BATCHES) {
			struct parcel *parcel = &push->parcels[written % AGENT_BATCHES];
			if (!write_parcel(push, parcel, err))
				return false;
			more = parcel->events > 0;
			written += more;
			if (more && begun - finished < LINK_CALLS && !begin_parcel(push, begun++, path, err))
				return false;
		}
		if (finished == written)
			return true;
		if (!finish_parcel(push, finished, path, err))
			return false;
		finished++;
		if (agent->state != AGENT_PUSH)
			return true;
		if (begun < written && !begin_parcel(push, begun++, path, err))
			return false;
	}
}

bool step_push(struct agent *agent, struct err *err)
{
	struct push push = {.agent = agent};
	for (int i = 0; i < AGENT_BATCHES; i++)
		push.parcels[i].text = &agent->batch[i];
	bool ok = agent_read_own(agent, err) && plan(&push, err) && send_all(&push, err);
	for (int i = 0; i < LINK_CALLS; i++)
		link_drop(agent->link, i);
	for (int i = 0; i < AGENT_BATCHES; i++)
		wire_heads_release(&push.parcels[i].runs);
	free(push.stretches);
	if (ok && agent->state == AGENT_PUSH)
		agent_go(agent, agent->options.pull ? AGENT_PULL : AGENT_DONE);
	return ok;
}
