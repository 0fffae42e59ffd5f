/* Hello, sign-in, heads: who the hub is, who we are, and what it has. */
#include "agent/agent.h"
#include "base/clock.h"
#include "base/log.h"
#include "wire/grow.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { SKEW_MOST_MS = 600000 };

static bool check_hello(const struct agent *agent, struct err *err)
{
	const struct wire_hello *hello = &agent->hello;
	if (!hello->version_1)
		return err_set(err, ERR_REFUSED,
			       "the hub speaks another version of the protocol; update this device or the hub");
	if (hello->fair[0] && strcmp(hello->fair, store_fair(agent->reader)->id) != 0)
		return err_set(err, ERR_REFUSED, "this hub serves another fair; check the hub's address");
	return true;
}

/* A clock that is wrong is said, never set from here: anybody on the way could set it. */
static void note_skew(const struct agent *agent)
{
	int64_t skew = agent->hello.now - clock_wall();
	if (skew > SKEW_MOST_MS || skew < -SKEW_MOST_MS)
		log_line(LOG_WARNING, "this device's clock and the hub's differ by %lld minutes",
			 (long long)(llabs(skew) / 60000));
}

/* Another hub, or one that was set up anew, has acknowledged nothing. */
static void note_other_hub(struct agent *agent)
{
	struct memory *memory = &agent->memory;
	if (!memory->hub[0] || strcmp(memory->hub, agent->hello.hub) == 0)
		return;
	log_line(LOG_WARNING, "at this address is another hub than before; it is asked what it has");
	memory->acked.count = memory->kept.count = memory->taken.count = 0;
}

bool step_greet(struct agent *agent, struct err *err)
{
	struct answer *answer = &agent->answer;
	struct err unread = {0};
	link_token(agent->link, NULL);
	agent->parked.count = 0;
	if (!agent_ask(agent, "/v1/hello", NULL, err))
		return false;
	if (!wire_get_hello(answer->body.data, answer->body.size, &agent->hello, &unread))
		return err_set(err, ERR_INPUT, "who answered is not a Lanyard hub (%s); is the address right?", unread.text);
	if (!check_hello(agent, err))
		return false;
	note_skew(agent);
	note_other_hub(agent);
	agent_go(agent, AGENT_SIGN_IN);
	return true;
}

/* Certificates as copies, because the store's texts live for the call only. */
struct copies {
	char **texts;
	size_t count, room;
};

static bool copy_certificate(void *self, const char *certificate, const struct device *device)
{
	struct copies *copies = self;
	void *list = copies->texts;
	(void)device;
	bool ok = grow(&list, &copies->room, copies->count, sizeof(char *), WIRE_CERTIFICATES_MOST);
	copies->texts = list;
	if (!ok || !(copies->texts[copies->count] = strdup(certificate)))
		return false;
	copies->count++;
	return true;
}

static void release_copies(struct copies *copies)
{
	for (size_t i = 0; i < copies->count; i++)
		free(copies->texts[i]);
	free(copies->texts);
}

static bool put_session(struct agent *agent, const struct copies *copies, struct buf *body, struct err *err)
{
	struct wire_session session = {.certificates = {.texts = (const char **)copies->texts, .count = copies->count}};
	uint8_t statement[WIRE_STATEMENT_BYTES];
	memcpy(session.fair, store_fair(agent->reader)->id, ID_TEXT);
	memcpy(session.device, store_device(agent->reader), ID_TEXT);
	memcpy(session.nonce, agent->hello.nonce, NONCE_BYTES);
	if (!wire_session_statement(agent->hello.hub, &session, statement))
		return err_set(err, ERR_INPUT, "the hub has no id");
	store_sign(agent->reader, statement, sizeof statement, session.signature);
	return wire_put_session(body, &session) || err_set(err, ERR_FULL, "there are too many certificates to send");
}

bool step_sign_in(struct agent *agent, struct err *err)
{
	struct copies copies = {0};
	struct wire_token token;
	struct buf *body = &agent->batch[0];
	buf_clear(body);
	bool ok = store_certificates(agent->reader, copy_certificate, &copies, err) && put_session(agent, &copies, body, err) &&
		  agent_ask(agent, "/v1/session", body, err) &&
		  wire_get_token(agent->answer.body.data, agent->answer.body.size, &token, err);
	if (ok) {
		link_token(agent->link, token.token);
		sodium_memzero(&token, sizeof token);
		buf_wipe(&agent->answer.body);
		agent_go(agent, AGENT_HEADS);
	}
	release_copies(&copies);
	return ok;
}

/* The hub's log of a device is not ours: fetch it from its beginning, to be kept beside ours. */
static bool note_copied(struct agent *agent, const char *device)
{
	struct head nothing = {0};
	memcpy(nothing.device, device, ID_TEXT);
	return wire_heads_find(&agent->memory.taken, device) || heads_set(&agent->memory.taken, &nothing);
}

/* Is what the hub names of a device's chain what we have? Then it is acknowledged, as far as both have it. */
static bool compare_head(struct agent *agent, const struct head *own, struct err *err)
{
	const struct head *theirs = wire_heads_find(&agent->hub, own->device);
	struct head acked = *own;
	bool same = false;
	if (theirs && theirs->seq > own->seq) /* it has ours, or another's under our number: step_push() asks */
		return true;
	if (theirs && theirs->seq) {
		if (!agent_digest(agent, own->device, theirs->seq, acked.digest, err))
			return false;
		same = memcmp(acked.digest, theirs->digest, DIGEST_BYTES) == 0;
		if (!same && !note_copied(agent, own->device))
			return err_set(err, ERR_MEMORY, "no memory to remember");
	}
	acked.seq = same ? theirs->seq : 0;
	return heads_set(&agent->memory.acked, &acked) || err_set(err, ERR_MEMORY, "no memory to remember");
}

/* Less than before: the hub was restored from an older copy. More, within a run: an answer of ours was lost on the way. */
static void note_change(struct agent *agent, uint64_t before)
{
	uint64_t now = agent_acked(agent);
	if (now < before)
		log_line(LOG_WARNING, "the hub lacks %llu events that it had acknowledged; they are sent again",
			 (unsigned long long)(before - now));
	else if (agent->asked)
		agent->pushed += now - before;
	agent->asked = true;
}

/* The hub proved that it is one of ours: remember it. */
static bool remember_hub(struct agent *agent, struct err *err)
{
	struct memory *memory = &agent->memory;
	memcpy(memory->hub, agent->hello.hub, ID_TEXT);
	memcpy(memory->fair, store_fair(agent->reader)->id, ID_TEXT);
	memcpy(memory->pin, link_pin(agent->link), LINK_PIN_TEXT);
	memory->at = clock_wall();
	memory->lost = 0;
	return agent_remember(agent, true, err);
}

bool step_heads(struct agent *agent, struct err *err)
{
	struct answer *answer = &agent->answer;
	wire_heads_release(&agent->hub);
	if (!agent_ask_fair(agent, "heads", NULL, err) ||
	    !wire_get_heads(answer->body.data, answer->body.size, &agent->hub, err))
		return false;
	if (strcmp(agent->hub.fair, store_fair(agent->reader)->id) != 0)
		return err_set(err, ERR_INPUT, "the hub speaks of another fair than it was asked for");
	if (!agent_read_own(agent, err))
		return false;
	uint64_t before = agent_acked(agent);
	for (size_t i = 0; i < agent->own.count; i++)
		if (!compare_head(agent, &agent->own.heads[i], err))
			return false;
	note_change(agent, before);
	backoff_clear(&agent->backoff);
	agent_go(agent, agent->options.push ? AGENT_PUSH : agent->options.pull ? AGENT_PULL : AGENT_DONE);
	return remember_hub(agent, err);
}
