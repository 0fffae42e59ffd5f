/* Taking in a batch. The handler's thread proves it (digests, chain, signatures); the writer's compares it with the log, and
 * first looks at every run before it writes any, so that a batch with a gap leaves nothing behind. */
#include "base/clock.h"
#include "base/log.h"
#include "hub/admit.h"
#include "hub/request.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is to be done with a run: events before `fresh` are in the log already, those from `fork` on are kept beside it. */
struct plan {
	struct member *member;
	size_t fresh, fork;
};

struct push {
	struct job job;
	struct request *request;
	struct wire_batch batch;
	struct wire_admissions admissions;
	struct wire_runs runs;
	struct plan *plans;
	uint64_t stored;
	/* Why the batch is refused, error "" = it is not. */
	struct wire_refusal refusal;
};

static void release_push(struct request *request, bool sent)
{
	struct push *push = request->work;
	(void)sent;
	wire_batch_release(&push->batch);
	wire_admissions_release(&push->admissions);
	wire_runs_release(&push->runs);
	free(push->plans);
	free(push);
}

static void refuse(struct push *push, const char *error, const struct member *member, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
static void refuse(struct push *push, const char *error, const struct member *member, const char *format, ...)
{
	if (push->refusal.error[0])
		return;
	va_list args;
	va_start(args, format);
	vsnprintf(push->refusal.message, sizeof push->refusal.message, format, args);
	va_end(args);
	snprintf(push->refusal.error, sizeof push->refusal.error, "%s", error);
	memcpy(push->refusal.device, member->device.id, ID_TEXT);
	push->refusal.head = member->next;
}

static void refuse_gap(struct push *push, const struct member *member, uint64_t came)
{
	uint64_t expected = member->next.seq + 1;
	refuse(push, "gap", member,
	       "event %" PRIu64 " of this device came, but %" PRIu64 " is the next one here; send from there", came, expected);
	push->refusal.expected = expected;
}

static void refuse_fork(struct push *push, const struct member *member, uint64_t seq)
{
	refuse(push, "fork", member,
	       "this device's log differs from event %" PRIu64
	       " on: a copy of the device is in use; both are kept, enrol this device anew",
	       seq);
}

/* --- planning, on the writer's thread --- */

static bool same(const uint8_t a[DIGEST_BYTES], const uint8_t b[DIGEST_BYTES])
{
	return memcmp(a, b, DIGEST_BYTES) == 0;
}

/* Whether the log has exactly this event. */
static bool in_log(struct hub_store *store, const struct member *member, const struct event *event, bool *is, struct err *err)
{
	uint8_t digest[DIGEST_BYTES];
	*is = event->seq == member->next.seq && same(event->digest, member->next.digest);
	if (*is || event->seq >= member->next.seq)
		return true;
	bool found;
	if (!store->type->digest(store, member->number, event->seq, digest, &found, err))
		return false;
	*is = found && same(event->digest, digest);
	return true;
}

/* The run begins inside the log. If it agrees where they overlap last, the chain says that it agrees before too. */
static bool plan_overlap(struct hub_store *store, struct plan *plan, const struct event *events, size_t count, struct err *err)
{
	uint64_t head = plan->member->next.seq;
	size_t last = head - events[0].seq < count ? (size_t)(head - events[0].seq) : count - 1;
	bool known = false;
	if (!in_log(store, plan->member, &events[last], &known, err))
		return false;
	if (known) {
		plan->fresh = last + 1;
		return true;
	}
	size_t i = 0;
	for (known = true; i <= last && known; i += known)
		if (!in_log(store, plan->member, &events[i], &known, err))
			return false;
	plan->fresh = plan->fork = i;
	return true;
}

/* The run begins behind the log's head: it goes on there, or behind an event that was kept, or there is a gap. */
static bool plan_onward(struct push *push, struct hub_store *store, struct plan *plan, const struct event *first,
			struct err *err)
{
	const struct member *member = plan->member;
	bool next = first->seq == member->next.seq + 1, kept = false;
	plan->fresh = 0;
	if (next && same(first->prev, member->next.digest))
		return true;
	if (!store->type->kept(store, member->number, first->seq - 1, first->prev, &kept, err))
		return false;
	plan->fork = 0;
	if (!kept && next)
		refuse_fork(push, member, member->next.seq);
	else if (!kept)
		refuse_gap(push, member, first->seq);
	return true;
}

static bool plan_run(struct push *push, size_t i, struct err *err)
{
	struct hub *hub = push->request->hub;
	const struct wire_run *run = &push->runs.runs[i];
	const struct event *events = &push->batch.events[run->first];
	struct plan *plan = &push->plans[i];
	*plan = (struct plan){.member = roster_find(&hub->roster, events->device), .fresh = run->count, .fork = run->count};
	if (events->seq <= plan->member->next.seq)
		return plan_overlap(hub->store, plan, events, run->count, err);
	return plan_onward(push, hub->store, plan, events, err);
}

/* --- writing --- */

static bool append_run(struct push *push, size_t i, int64_t now, struct err *err)
{
	struct hub_store *store = push->request->hub->store;
	const struct wire_run *run = &push->runs.runs[i];
	const struct event *events = &push->batch.events[run->first];
	struct plan *plan = &push->plans[i];
	for (size_t k = plan->fresh; k < plan->fork; k++) {
		if (!store->type->append(store, plan->member->number, &events[k], now, err))
			return false;
		plan->member->next.seq = events[k].seq;
		memcpy(plan->member->next.digest, events[k].digest, DIGEST_BYTES);
		push->stored++;
	}
	return true;
}

static void head_of(const struct event *event, struct head *out)
{
	*out = (struct head){.seq = event->seq};
	memcpy(out->device, event->device, ID_TEXT);
	memcpy(out->digest, event->digest, DIGEST_BYTES);
}

static bool keep_fork(struct push *push, size_t i, int64_t now, struct err *err)
{
	struct hub_store *store = push->request->hub->store;
	const struct wire_run *run = &push->runs.runs[i];
	const struct event *events = &push->batch.events[run->first];
	const struct plan *plan = &push->plans[i];
	if (plan->fork == run->count)
		return true;
	for (size_t k = plan->fork; k < run->count; k++)
		if (!store->type->keep(store, plan->member->number, &events[k], now, err))
			return false;
	log_line(LOG_WARNING, "device %s writes another log from event %" PRIu64 " on: a copy of it is in use",
		 plan->member->device.id, events[plan->fork].seq);
	if (!push->refusal.error[0]) {
		refuse_fork(push, plan->member, events[plan->fork].seq);
		head_of(&events[run->count - 1], &push->refusal.kept);
	}
	return true;
}

static bool run_push(struct job *job, struct err *err)
{
	struct push *push = (struct push *)job;
	push->stored = 0;
	push->refusal = (struct wire_refusal){0};
	if (!admit_all(push->request->hub, &push->admissions, err))
		return false;
	for (size_t i = 0; i < push->runs.count; i++)
		if (!plan_run(push, i, err))
			return false;
	if (push->refusal.error[0])
		return true;
	int64_t now = clock_wall();
	for (size_t i = 0; i < push->runs.count; i++)
		if (!append_run(push, i, now, err) || !keep_fork(push, i, now, err))
			return false;
	return true;
}

/* --- answering --- */

static void answer_heads(struct push *push)
{
	struct request *request = push->request;
	struct wire_heads heads = {.stored = push->stored};
	struct err err = {0};
	bool ok = request->hub->store->type->forks(request->hub->store, &heads.forks, &err);
	memcpy(heads.fair, push->batch.fair, ID_TEXT);
	for (size_t i = 0; ok && i < push->runs.count; i++) {
		const struct wire_run *run = &push->runs.runs[i];
		struct head head;
		head_of(&push->batch.events[run->first + run->count - 1], &head);
		ok = wire_heads_add(&heads, &head) || err_set(&err, ERR_MEMORY, "no memory for the answer");
	}
	if (ok)
		wire_put_heads(request_answer(request, 200), &heads);
	else
		request_fail(request, &err);
	wire_heads_release(&heads);
}

static void done_push(struct job *job, const struct err *err)
{
	struct push *push = (struct push *)job;
	if (err)
		request_fail(push->request, err);
	else if (push->refusal.error[0])
		request_refuse_with(push->request, 409, &push->refusal);
	else
		answer_heads(push);
	request_resume(push->request);
}

/* --- the handler --- */

static bool find_key(void *self, const char *device, uint8_t key[KEY_BYTES])
{
	const struct push *push = self;
	for (size_t i = 0; i < push->admissions.count; i++) {
		if (strcmp(push->admissions.list[i].device.id, device) != 0)
			continue;
		memcpy(key, push->admissions.list[i].device.public_key, KEY_BYTES);
		return true;
	}
	return roster_key(&push->request->hub->roster, device, key);
}

static void refuse_batch(struct request *request, const char *device, const struct err *err)
{
	struct wire_refusal refusal = {0};
	bool malformed = err->code == ERR_INPUT;
	snprintf(refusal.error, sizeof refusal.error, "%s",
		 malformed                  ? "malformed"
		 : err->code == ERR_MISSING ? "certificate"
					    : "signature");
	snprintf(refusal.message, sizeof refusal.message, "%.383s", err->text);
	memcpy(refusal.device, device, ID_TEXT);
	request_refuse_with(request, malformed ? 400 : 403, &refusal);
}

/* Everything that can be proved without the log; answers when it refuses. */
static bool check_push(struct request *request, struct push *push)
{
	struct hub *hub = request->hub;
	struct err err = {0};
	char device[ID_TEXT] = "";
	if (!wire_get_batch(request->body.data, request->body.size, &push->batch, &err))
		request_fail(request, &err);
	else if (strcmp(push->batch.fair, request->arguments[0]) != 0)
		request_refuse(request, 403, "fair", "the batch is of another fair");
	else if (!wire_check_certificates(&push->batch.certificates, push->batch.fair, roster_key, &hub->roster,
					  &push->admissions, &err))
		request_refuse(request, 403, "certificate", "%s", err.text);
	else if (!wire_check(&push->batch, find_key, push, &push->runs, device, &err))
		refuse_batch(request, device, &err);
	else if (!(push->plans = calloc(push->runs.count + 1, sizeof *push->plans)))
		request_refuse(request, 503, "busy", "the hub is out of memory; try again in a moment");
	return !request->answered;
}

bool push_events(struct request *request)
{
	struct push *push = calloc(1, sizeof *push);
	if (!push || !request->body.data) {
		free(push);
		request_refuse(request, 400, "malformed", "the request has no body");
		return true;
	}
	*push = (struct push){.job = {.run = run_push, .done = done_push}, .request = request};
	request->work = push;
	request->finish = release_push;
	if (!check_push(request, push))
		return true;
	request_suspend(request);
	writer_submit(request->hub->writer, &push->job);
	return false;
}
