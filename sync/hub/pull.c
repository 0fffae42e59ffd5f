/* Giving out: heads, events that a caller lacks, certificates. Whether there is anything for a caller is decided from memory;
 * only then is the disk asked. */
#include "base/clock.h"
#include "hub/request.h"
#include "wire/grow.h"
#include "wire/messages.h"

#include <stdlib.h>
#include <string.h>

bool pull_heads(struct request *request)
{
	struct hub *hub = request->hub;
	struct wire_heads heads = {0};
	struct err err = {0};
	uint64_t news;
	memcpy(heads.fair, request->arguments[0], ID_TEXT);
	if (roster_heads(&hub->roster, &heads, &news, &err) && hub->store->type->forks(hub->store, &heads.forks, &err))
		wire_put_heads(request_answer(request, 200), &heads);
	else
		request_fail(request, &err);
	wire_heads_release(&heads);
	return true;
}

struct certificate_list {
	struct wire_certificates certificates;
	const struct wire_heads *have; /* devices to leave out, NULL = none */
	struct buf *out;               /* where they are written while the roster is held */
};

static bool add_certificate(void *self, const struct member *member)
{
	struct certificate_list *list = self;
	return member->fresh || wire_certificates_add(&list->certificates, member->certificate);
}

bool pull_certificates(struct request *request)
{
	/* Members are never removed once committed, so their texts may be used after the walk. */
	struct certificate_list list = {0};
	if (roster_walk(&request->hub->roster, add_certificate, &list))
		wire_put_certificates(request_answer(request, 200), request->arguments[0], &list.certificates);
	else
		request_refuse(request, 503, "busy", "the hub is out of memory; try again in a moment");
	wire_certificates_release(&list.certificates);
	return true;
}

/* --- pull --- */

/* A device of which the caller lacks events. */
struct lack {
	int64_t number;
	struct head head;
	uint64_t after;
};

struct pull {
	struct waiter waiter;
	struct wire_heads have;
	size_t most;
	struct lack *lacks;
	size_t lack_count, lack_room;
	uint64_t news; /* of the roster, when lacks were found */
	/* while writing */
	struct buf *out;
	const char *device;
	size_t count, bytes;
	bool more, failed;
};

static void release_pull(struct request *request, bool sent)
{
	struct pull *pull = request->work;
	(void)sent;
	wire_heads_release(&pull->have);
	free(pull->lacks);
	free(pull);
}

static int by_device(const void *a, const void *b)
{
	return strcmp(((const struct head *)a)->device, ((const struct head *)b)->device);
}

/* `have` is sorted: hundreds of devices look through hundreds of heads at each piece of news. */
static const struct head *find_had(const struct wire_heads *have, const char *device)
{
	struct head key = {0};
	memcpy(key.device, device, ID_TEXT);
	return have->count ? bsearch(&key, have->heads, have->count, sizeof key, by_device) : NULL;
}

static bool add_lack(void *self, const struct member *member)
{
	struct pull *pull = self;
	const struct head *had = find_had(&pull->have, member->device.id);
	uint64_t after = had ? had->seq : 0;
	if (after >= member->head.seq)
		return true;
	void *lacks = pull->lacks;
	bool ok = grow(&lacks, &pull->lack_room, pull->lack_count, sizeof *pull->lacks, WIRE_DEVICES_MOST);
	pull->lacks = lacks;
	if (ok)
		pull->lacks[pull->lack_count++] = (struct lack){.number = member->number, .head = member->head, .after = after};
	return ok;
}

/* Finds what the caller lacks; false without memory. */
static bool find_lacks(struct hub *hub, struct pull *pull)
{
	pull->lack_count = 0;
	pull->news = roster_news(&hub->roster);
	return roster_walk(&hub->roster, add_lack, pull);
}

static bool put_event(void *self, const struct event *stored, json_t *body)
{
	struct pull *pull = self;
	struct event event = *stored;
	(void)body;
	if (pull->count == pull->most || pull->bytes >= WIRE_BATCH_BYTES) {
		pull->more = true;
		return false;
	}
	memcpy(event.device, pull->device, ID_TEXT);
	pull->failed = !wire_batch_event(pull->out, &event);
	pull->count++;
	pull->bytes += event.sealed_size;
	return !pull->failed;
}

static bool put_certificate(void *self, const struct member *member)
{
	struct certificate_list *list = self;
	return member->fresh || find_had(list->have, member->device.id) ||
	       wire_batch_certificate(list->out, member->certificate);
}

/* Certificates first: who reads the answer from the front can check each event as it comes. */
static bool put_answer(struct request *request, struct pull *pull, struct err *err)
{
	struct hub *hub = request->hub;
	struct certificate_list list = {.have = &pull->have, .out = pull->out};
	bool ok = wire_batch_begin(pull->out, request->arguments[0]) && roster_walk(&hub->roster, put_certificate, &list) &&
		  wire_batch_events(pull->out);
	for (size_t i = 0; ok && i < pull->lack_count && !pull->more; i++) {
		const struct lack *lack = &pull->lacks[i];
		pull->device = lack->head.device;
		if (!hub->store->type->events(hub->store, lack->number, lack->after, pull->most - pull->count + 1, put_event,
					      pull, err))
			return false;
		ok = !pull->failed;
	}
	return (ok && wire_batch_end(pull->out, pull->more)) || err_set(err, ERR_FULL, "the answer would be too large");
}

static void answer_pull(struct request *request, struct pull *pull)
{
	struct err err = {0};
	pull->out = request_answer(request, 200);
	if (!put_answer(request, pull, &err))
		request_fail(request, &err);
}

static struct pull *begin_pull(struct request *request)
{
	struct pull *pull = calloc(1, sizeof *pull);
	struct err err = {0};
	if (!pull) {
		request_refuse(request, 503, "busy", "the hub is out of memory; try again in a moment");
		return NULL;
	}
	request->work = pull;
	request->finish = release_pull;
	pull->most = (size_t)request_query(request, "limit", WIRE_BATCH_EVENTS, WIRE_EVENTS_MOST);
	pull->waiter.request = request;
	pull->waiter.until = clock_steady() + (int64_t)request_query(request, "wait", 0, WIRE_WAIT_MOST) * 1000;
	if (request->body.size && !wire_get_have(request->body.data, request->body.size, &pull->have, &err)) {
		request_fail(request, &err);
		return NULL;
	}
	if (pull->have.count)
		qsort(pull->have.heads, pull->have.count, sizeof *pull->have.heads, by_device);
	return pull;
}

bool pull_events(struct request *request)
{
	struct pull *pull = request->work ? request->work : begin_pull(request);
	if (!pull)
		return true;
	for (;;) {
		if (!find_lacks(request->hub, pull)) {
			request_refuse(request, 503, "busy", "the hub is out of memory; try again in a moment");
			return true;
		}
		int64_t now = clock_steady();
		if (pull->lack_count || pull->waiter.until <= now || waiters_closed(&request->hub->waiters))
			break;
		if (waiters_hold(&request->hub->waiters, &request->hub->roster, &pull->waiter, pull->news, now))
			return false;
	}
	answer_pull(request, pull);
	return true;
}
