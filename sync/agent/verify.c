/* "412 of 412": how much of each device's log the hub has. A number proves nothing; a digest does, because each event names the
 * digest of the one before it. Where the hub has more than we, its next event must name our last. */
#include "agent/agent.h"

#include <string.h>

/* Fetches the hub's event behind our head and looks whether it names our head. */
static bool names_our_head(struct agent *agent, const struct head *own, bool *does, struct err *err)
{
	struct wire_heads have = {0};
	struct wire_batch batch = {0};
	struct head all = {.seq = (1ULL << SEQ_BITS) - 1};
	bool ok = true;
	for (size_t i = 0; ok && i < agent->hub.count; i++) {
		memcpy(all.device, agent->hub.heads[i].device, ID_TEXT);
		ok = heads_set(&have, strcmp(all.device, own->device) == 0 ? own : &all);
	}
	buf_clear(&agent->batch[0]);
	ok = ok && wire_put_have(&agent->batch[0], &have);
	ok = (ok || err_set(err, ERR_MEMORY, "no memory to ask")) &&
	     agent_ask_fair(agent, "pull?limit=1", &agent->batch[0], err) &&
	     wire_get_batch(agent->answer.body.data, agent->answer.body.size, &batch, err);
	*does = ok && batch.count == 1 && strcmp(batch.events[0].device, own->device) == 0 &&
		batch.events[0].seq == own->seq + 1 && memcmp(batch.events[0].prev, own->digest, DIGEST_BYTES) == 0;
	wire_batch_release(&batch);
	wire_heads_release(&have);
	return ok;
}

static bool prove(struct agent *agent, const struct head *own, struct agent_proof *proof, struct err *err)
{
	const struct head *theirs = wire_heads_find(&agent->hub, own->device);
	uint8_t digest[DIGEST_BYTES];
	bool same = false;
	*proof = (struct agent_proof){.events = own->seq};
	memcpy(proof->device, own->device, ID_TEXT);
	memcpy(proof->digest, own->digest, DIGEST_BYTES);
	if (!theirs || theirs->seq == 0)
		return true;
	if (theirs->seq > own->seq) {
		if (!names_our_head(agent, own, &same, err))
			return false;
		proof->received = same ? own->seq : 0;
		return true;
	}
	if (!agent_digest(agent, own->device, theirs->seq, digest, err))
		return false;
	proof->received = memcmp(digest, theirs->digest, DIGEST_BYTES) == 0 ? theirs->seq : 0;
	return true;
}

bool agent_verify(struct agent *agent, agent_proof_fn *next, void *self, struct err *err)
{
	struct agent_result result;
	agent->options.push = agent->options.pull = agent->options.watch = false;
	if (!agent_run(agent, &result, err))
		return false;
	for (size_t i = 0; i < agent->own.count; i++) {
		struct agent_proof proof;
		if (!prove(agent, &agent->own.heads[i], &proof, err))
			return false;
		if (!next(self, &proof))
			break;
	}
	return true;
}
