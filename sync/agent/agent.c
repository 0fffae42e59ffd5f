/* Opening a home and a line to its hub, asking, remembering. */
#include "agent/agent.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { SAVE_EVERY_MS = 2000 };

/* --- life --- */

/* Which hub, and how it is trusted: what was said now goes before what was remembered. */
static bool choose_hub(struct agent *agent, struct err *err)
{
	struct agent_options *options = &agent->options;
	struct memory *memory = &agent->memory;
	char url[LINK_URL_MOST] = "";
	if (options->url && !link_url(options->url, url))
		return err_set(err, ERR_USAGE, "\"%.100s\" is not the address of a hub; write it as https://hub.example.org",
			       options->url);
	if (url[0] && strcmp(url, memory->url) != 0) {
		memory_release(memory);
		*memory = (struct memory){0};
		memcpy(memory->url, url, sizeof url);
	}
	if (!memory->url[0])
		return err_set(err, ERR_USAGE, "no hub is known here yet; name it once with --hub URL");
	char ca[PATH_MAX];
	if (options->ca && (!realpath(options->ca, ca) || !text_copy(memory->ca, sizeof memory->ca, ca)))
		return err_set(err, ERR_USAGE, "there is no file %.200s with a certificate authority", options->ca);
	if (options->ca || options->trust_new)
		memory->pin[0] = '\0';
	return true;
}

bool agent_connect(struct agent *agent, struct err *err)
{
	if (!choose_hub(agent, err))
		return false;
	struct link_options link = {
		.url = agent->memory.url,
		.ca = agent->memory.ca[0] ? agent->memory.ca : NULL,
		.pin = agent->memory.pin,
		.learn = agent->options.trust_new,
		.wake = agent->wake_fd,
	};
	agent->link = link_create(&link, err);
	return agent->link != NULL;
}

/* What ends a waiting pull: being told to stop, and growth of this home's own log. One descriptor for both. */
static void watch(struct agent *agent)
{
	struct epoll_event event = {.events = EPOLLIN};
	agent->wake_fd = epoll_create1(EPOLL_CLOEXEC);
	agent->log_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (agent->log_fd >= 0)
		inotify_add_watch(agent->log_fd, agent->options.home, IN_MODIFY);
	if (agent->wake_fd >= 0 && agent->log_fd >= 0)
		epoll_ctl(agent->wake_fd, EPOLL_CTL_ADD, agent->log_fd, &event);
	if (agent->wake_fd >= 0 && agent->options.wake >= 0)
		epoll_ctl(agent->wake_fd, EPOLL_CTL_ADD, agent->options.wake, &event);
}

bool agent_open(struct agent *agent, const struct agent_options *options, struct err *err)
{
	*agent = (struct agent){.options = *options, .wake_fd = -1, .log_fd = -1};
	for (int i = 0; i < AGENT_BATCHES; i++)
		buf_init(&agent->batch[i], WIRE_BODY_MOST);
	memory_load(&agent->memory, options->home);
	agent->reader = store_open(options->home, STORE_READ, err);
	if (!agent->reader)
		return false;
	if (agent->memory.fair[0] && strcmp(agent->memory.fair, store_fair(agent->reader)->id) != 0) {
		log_line(LOG_WARNING, "what was remembered of the hub is of another fair; it is forgotten");
		memory_release(&agent->memory);
		agent->memory = (struct memory){0};
	}
	uint64_t pending;
	if (!options->watch)
		return true;
	watch(agent);
	return agent_pending(agent, &pending, &agent->events_seen, err);
}

void agent_close(struct agent *agent)
{
	if (agent->wake_fd >= 0)
		close(agent->wake_fd);
	if (agent->log_fd >= 0)
		close(agent->log_fd);
	link_destroy(agent->link);
	store_close(agent->writer);
	store_close(agent->reader);
	answer_release(&agent->answer);
	for (int i = 0; i < AGENT_BATCHES; i++)
		buf_release(&agent->batch[i]);
	wire_heads_release(&agent->own);
	wire_heads_release(&agent->hub);
	wire_heads_release(&agent->suspects);
	wire_heads_release(&agent->parked);
	memory_release(&agent->memory);
}

/* --- asking --- */

/* What a status means for whoever must decide whether to try again. */
static enum err_code code_of(unsigned status)
{
	switch (status) {
	case 401: /* sign in again */
	case 408:
	case 429:
	case 500:
	case 502:
	case 503:
	case 504:
	case 507:
		return ERR_BUSY;
	case 403:
		return ERR_REFUSED;
	default:
		return ERR_INPUT;
	}
}

/* The answer is not of a hub: a captive portal's page, a proxy's, a redirect. Never an acknowledgement, whatever its status. */
static bool refuse_stranger(const struct answer *answer, struct err *err)
{
	enum err_code code = answer->json ? ERR_INPUT : code_of(answer->status);
	if (code == ERR_BUSY)
		return err_set(err, code, "the way to the hub is disturbed (status %u); it is tried again later",
			       answer->status);
	return err_set(
		err, ERR_INPUT,
		"who answered is not a Lanyard hub (status %u); does this network ask for a login, or is the address wrong?",
		answer->status);
}

bool agent_accept(struct agent *agent, struct wire_refusal *refusal, struct err *err)
{
	struct answer *answer = &agent->answer;
	struct wire_refusal own;
	struct err unread = {0};
	if (!refusal)
		refusal = &own;
	*refusal = (struct wire_refusal){0};
	if (answer->status == 200 && answer->json)
		return true;
	agent->retry_after = answer->retry_after;
	if (!answer->json || !wire_get_refusal(answer->body.data, answer->body.size, refusal, &unread))
		return refuse_stranger(answer, err);
	if (!text_is_clean(refusal->message, strlen(refusal->message), false))
		return err_set(err, code_of(answer->status), "the hub refuses with status %u", answer->status);
	return err_set(err, code_of(answer->status), "%s", refusal->message);
}

bool agent_ask(struct agent *agent, const char *path, const struct buf *body, struct err *err)
{
	return link_ask(agent->link, path, body, &agent->answer, err) && agent_accept(agent, NULL, err);
}

void agent_path(const struct agent *agent, const char *what, char path[AGENT_PATH])
{
	snprintf(path, AGENT_PATH, "/v1/fairs/%s/%s", store_fair(agent->reader)->id, what);
}

bool agent_ask_fair(struct agent *agent, const char *what, const struct buf *body, struct err *err)
{
	char path[AGENT_PATH];
	agent_path(agent, what, path);
	return agent_ask(agent, path, body, err);
}

/* --- what this home has, and what of it was acknowledged --- */

static bool add_head(void *self, const struct head *head)
{
	return wire_heads_add(self, head);
}

bool agent_read_own(struct agent *agent, struct err *err)
{
	agent->own.count = 0;
	return store_heads(agent->reader, add_head, &agent->own, err);
}

bool agent_park(struct agent *agent, const char *device, const struct err *why)
{
	struct head all = {.seq = (1ULL << SEQ_BITS) - 1};
	memcpy(all.device, device, ID_TEXT);
	if (!agent->parked.count)
		agent->parked_why = *why;
	log_line(LOG_WARNING, "the events of device %s are passed over: %s", device, why->text);
	return heads_set(&agent->parked, &all);
}

bool agent_all_taken(const struct agent *agent, struct err *err)
{
	return agent->parked.count == 0 ||
	       err_set(err, ERR_REFUSED, "all went well but for the events of %zu devices, which stay where they are (%s)",
		       agent->parked.count, agent->parked_why.text);
}

struct lookup {
	uint64_t seq;
	uint8_t *digest;
	bool found;
};

static bool take_digest(void *self, const struct event *event, json_t *body)
{
	struct lookup *lookup = self;
	(void)body;
	lookup->found = event->seq == lookup->seq;
	memcpy(lookup->digest, event->digest, DIGEST_BYTES);
	return false;
}

bool agent_digest(struct agent *agent, const char *device, uint64_t seq, uint8_t digest[DIGEST_BYTES], struct err *err)
{
	struct lookup lookup = {.seq = seq, .digest = digest};
	const struct head *own = wire_heads_find(&agent->own, device);
	if (own && own->seq == seq) {
		memcpy(digest, own->digest, DIGEST_BYTES);
		return true;
	}
	return store_events(agent->reader, device, seq - 1, 1, false, take_digest, &lookup, err) &&
	       (lookup.found || err_set(err, ERR_MISSING, "event %llu is not in the log", (unsigned long long)seq));
}

uint64_t agent_events(const struct agent *agent)
{
	uint64_t events = 0;
	for (size_t i = 0; i < agent->own.count; i++)
		events += agent->own.heads[i].seq;
	return events;
}

uint64_t agent_acked_of(const struct agent *agent, const struct head *own)
{
	uint64_t acked = heads_seq(&agent->memory.acked, own->device), kept = heads_seq(&agent->memory.kept, own->device);
	uint64_t most = acked > kept ? acked : kept;
	return most < own->seq ? most : own->seq;
}

uint64_t agent_acked(const struct agent *agent)
{
	uint64_t acked = 0;
	for (size_t i = 0; i < agent->own.count; i++)
		acked += agent_acked_of(agent, &agent->own.heads[i]);
	return acked;
}

bool agent_remember(struct agent *agent, bool now, struct err *err)
{
	int64_t steady = clock_steady();
	if (!now && steady - agent->saved_at < SAVE_EVERY_MS)
		return true;
	agent->saved_at = steady;
	return memory_save(&agent->memory, agent->options.home, err);
}

bool agent_pending(struct agent *agent, uint64_t *pending, uint64_t *events, struct err *err)
{
	if (!agent_read_own(agent, err))
		return false;
	*events = agent_events(agent);
	*pending = *events - agent_acked(agent);
	return true;
}
