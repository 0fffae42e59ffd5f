/* Taking in what somebody else carried here: the hub or a stick. Nothing is believed: certificates, chains and signatures are
 * checked before anything is kept, so that a batch in the inbox is as good as one in the log. */
#include "agent/agent.h"
#include "agent/inbox.h"
#include "base/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static bool add_head(void *self, const struct head *head)
{
	return heads_set(self, head);
}

static bool add_known(void *self, const char *certificate, const struct device *device)
{
	struct head nothing = {0};
	(void)certificate;
	memcpy(nothing.device, device->id, ID_TEXT);
	return wire_heads_find(self, device->id) || wire_heads_add(self, &nothing);
}

/* The inbox first: what is taken out of it meanwhile is in the log when that is read. */
bool agent_have(struct agent *agent, struct wire_heads *have, struct err *err)
{
	struct wire_heads waiting = {0};
	have->count = 0;
	bool ok = inbox_have(agent->options.home, &waiting, err) && store_heads(agent->reader, add_head, have, err);
	for (size_t i = 0; ok && i < waiting.count; i++)
		if (waiting.heads[i].seq > heads_seq(have, waiting.heads[i].device))
			ok = heads_set(have, &waiting.heads[i]) || err_set(err, ERR_MEMORY, "no memory for heads");
	const struct wire_heads *taken = &agent->memory.taken;
	for (size_t i = 0; ok && i < taken->count; i++)
		ok = heads_set(have, &taken->heads[i]) || err_set(err, ERR_MEMORY, "no memory for heads");
	for (size_t i = 0; ok && i < agent->parked.count; i++)
		ok = heads_set(have, &agent->parked.heads[i]) || err_set(err, ERR_MEMORY, "no memory for heads");
	ok = ok && store_certificates(agent->reader, add_known, have, err);
	wire_heads_release(&waiting);
	return ok;
}

/* --- proving --- */

struct keys {
	struct agent *agent;
	const struct wire_admissions *fresh;
};

static bool find_known(void *self, const char *device, uint8_t key[KEY_BYTES])
{
	struct agent *agent = self;
	struct device known;
	if (!store_device_find(agent->reader, device, &known, NULL))
		return false;
	memcpy(key, known.public_key, KEY_BYTES);
	return true;
}

static bool find_key(void *self, const char *device, uint8_t key[KEY_BYTES])
{
	const struct keys *keys = self;
	for (size_t i = 0; i < keys->fresh->count; i++)
		if (strcmp(keys->fresh->list[i].device.id, device) == 0) {
			memcpy(key, keys->fresh->list[i].device.public_key, KEY_BYTES);
			return true;
		}
	return find_known(keys->agent, device, key);
}

/* Takes a device's events out of a batch. */
static void leave_out(struct wire_batch *batch, const char *device)
{
	size_t count = 0;
	for (size_t i = 0; i < batch->count; i++)
		if (strcmp(batch->events[i].device, device) != 0)
			batch->events[count++] = batch->events[i];
	batch->count = count;
}

/* Finds the runs of a batch; devices whose events prove false are passed over. */
static bool prove(struct agent *agent, struct wire_batch *batch, const struct wire_admissions *fresh, struct wire_runs *runs,
		  struct err *err)
{
	struct keys keys = {.agent = agent, .fresh = fresh};
	char device[ID_TEXT];
	struct err why = {0};
	while (!wire_check(batch, find_key, &keys, runs, device, &why)) {
		if (!agent_park(agent, device, &why))
			return err_set(err, ERR_MEMORY, "no memory to take events in");
		leave_out(batch, device);
		runs->count = 0;
	}
	return true;
}

/* --- which runs go on from what is here --- */

/* The log of a device that was copied goes on beside ours: followed by what was taken of it, not by the log's head. */
static bool note_copy(struct agent *agent, struct wire_heads *have, const struct event *first, struct err *err)
{
	struct head nothing = {0};
	struct err why = {0};
	memcpy(nothing.device, first->device, ID_TEXT);
	bool known = wire_heads_find(&agent->memory.taken, first->device) != NULL;
	if (known) {
		err_set(&why, ERR_REFUSED, "event %" PRIu64 " fits to nothing that came before", first->seq);
		return agent_park(agent, first->device, &why) || err_set(err, ERR_MEMORY, "no memory to remember");
	}
	log_line(LOG_WARNING, "device %s was copied: its log here and that of the hub differ; both are kept, enrol it anew",
		 first->device);
	agent->forks++;
	return (heads_set(&agent->memory.taken, &nothing) && heads_set(have, &nothing)) ||
	       err_set(err, ERR_MEMORY, "no memory to remember");
}

/* A run fits if it begins behind what we have and names it, or begins earlier (a stick has no idea what we have). */
static bool fits(struct wire_heads *have, const struct event *first)
{
	const struct head *head = wire_heads_find(have, first->device);
	uint64_t seq = head ? head->seq : 0;
	static const uint8_t zero[DIGEST_BYTES];
	if (first->seq == seq + 1)
		return memcmp(first->prev, seq ? head->digest : zero, DIGEST_BYTES) == 0;
	return first->seq <= seq;
}

/* Moves the events of runs that fit to the front of `fit`. */
static bool choose_runs(struct agent *agent, const struct wire_batch *batch, const struct wire_runs *runs,
			struct wire_heads *have, struct wire_batch *fit, struct err *err)
{
	fit->count = 0;
	for (size_t i = 0; i < runs->count; i++) {
		const struct event *events = &batch->events[runs->runs[i].first];
		if (!fits(have, events)) {
			if (events->seq > heads_seq(have, events->device) + 1)
				return err_set(err, ERR_INPUT,
					       "events of device %s before number %" PRIu64 " are missing; fetch them first",
					       events->device, events->seq);
			if (!note_copy(agent, have, events, err))
				return false;
			continue;
		}
		memmove(&fit->events[fit->count], events, runs->runs[i].count * sizeof *events);
		fit->count += runs->runs[i].count;
	}
	return true;
}

/* --- keeping --- */

/* The store found a fault: run by run, so that only the device at fault is passed over. */
static bool write_runs(struct agent *agent, const struct wire_batch *batch, size_t *added, struct err *err)
{
	*added = 0;
	for (size_t first = 0, count; first < batch->count; first += count) {
		const char *device = batch->events[first].device;
		size_t new = 0;
		for (count = 1; first + count < batch->count && strcmp(batch->events[first + count].device, device) == 0;)
			count++;
		if (!store_ingest(agent->writer, &batch->events[first], count, &new, err) && !agent_park(agent, device, err))
			return false;
		*added += new;
	}
	err_clear(err);
	return true;
}

static bool write_in(struct agent *agent, const struct wire_batch *batch, size_t *added, struct err *err)
{
	for (size_t i = 0; i < batch->certificates.count; i++)
		if (!store_admit(agent->writer, batch->certificates.texts[i], err))
			return false;
	if (batch->count == 0 || store_ingest(agent->writer, batch->events, batch->count, added, err))
		return true;
	return (err->code == ERR_CORRUPT || err->code == ERR_INPUT || err->code == ERR_REFUSED) &&
	       write_runs(agent, batch, added, err);
}

static bool add_fresh(struct wire_certificates *out, const struct wire_admissions *fresh)
{
	bool ok = true;
	for (size_t i = 0; ok && i < fresh->count; i++)
		ok = wire_certificates_add(out, fresh->list[i].text);
	return ok;
}

/* Directly when nobody else writes here, else by way of the inbox. */
static bool keep(struct agent *agent, const struct wire_batch *batch, size_t *added, struct err *err)
{
	struct err busy = {0};
	if (!agent->writer)
		agent->writer = store_open(agent->options.home, STORE_WRITE_NOW, &busy);
	if (agent->writer)
		return write_in(agent, batch, added, err);
	if (busy.code != ERR_BUSY) {
		*err = busy;
		return false;
	}
	*added = batch->count;
	return inbox_leave(agent->options.home, batch, err);
}

void agent_stop_taking(struct agent *agent)
{
	store_close(agent->writer);
	agent->writer = NULL;
}

/* From here on the last event of each run is what we have; of a copied device, it is written down as such. */
static bool raise(struct agent *agent, const struct wire_batch *batch, struct wire_heads *have, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < batch->count; i++) {
		const struct event *event = &batch->events[i];
		if (i + 1 < batch->count && strcmp(batch->events[i + 1].device, event->device) == 0)
			continue;
		struct head head = {.seq = event->seq};
		memcpy(head.device, event->device, ID_TEXT);
		memcpy(head.digest, event->digest, DIGEST_BYTES);
		if (heads_seq(have, head.device) < head.seq)
			ok = heads_set(have, &head);
		if (ok && wire_heads_find(&agent->memory.taken, head.device))
			ok = heads_set(&agent->memory.taken, &head);
	}
	return ok || err_set(err, ERR_MEMORY, "no memory for heads");
}

bool agent_take(struct agent *agent, struct wire_batch *batch, struct wire_heads *have, size_t *added, struct err *err)
{
	struct wire_admissions fresh = {0};
	struct wire_runs runs = {0};
	const char *fair = store_fair(agent->reader)->id;
	struct wire_batch fit = {0};
	*added = 0;
	memcpy(fit.fair, fair, ID_TEXT);
	fit.events = calloc(batch->count + 1, sizeof *fit.events);
	if (!fit.events)
		return err_set(err, ERR_MEMORY, "no memory to take events in");
	bool ok = (strcmp(batch->fair, fair) == 0 || err_set(err, ERR_INPUT, "the batch is of another fair")) &&
		  wire_check_certificates(&batch->certificates, fair, find_known, agent, &fresh, err) &&
		  prove(agent, batch, &fresh, &runs, err) && choose_runs(agent, batch, &runs, have, &fit, err) &&
		  (add_fresh(&fit.certificates, &fresh) || err_set(err, ERR_MEMORY, "no memory to take certificates in")) &&
		  (fit.count + fit.certificates.count == 0 || keep(agent, &fit, added, err)) && raise(agent, &fit, have, err);
	for (size_t i = 0; ok && i < agent->parked.count; i++)
		ok = heads_set(have, &agent->parked.heads[i]) || err_set(err, ERR_MEMORY, "no memory for heads");
	wire_batch_release(&fit);
	wire_runs_release(&runs);
	wire_admissions_release(&fresh);
	return ok;
}
