/* The states and the way through them. A step that fails says why; whether it is tried again, and when, is decided here alone.
 */
#include "agent/agent.h"
#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <sodium.h>

enum {
	TRIES_MOST = 4,              /* of a run that is not a watch */
	WATCH_REST_LEAST_MS = 15000, /* of a watch, after a failure that will not pass by itself */
};

static const struct {
	const char *name;
	bool (*step)(struct agent *agent, struct err *err);
} states[AGENT_STATES] = {
	[AGENT_GREET] = {"greet", step_greet}, [AGENT_SIGN_IN] = {"sign-in", step_sign_in},
	[AGENT_HEADS] = {"heads", step_heads}, [AGENT_PUSH] = {"push", step_push},
	[AGENT_PULL] = {"pull", step_pull},    [AGENT_LISTEN] = {"listen", step_listen},
	[AGENT_REST] = {"rest", NULL},         [AGENT_DONE] = {"done", NULL},
};

void agent_go(struct agent *agent, enum agent_state state)
{
	if (agent->state != state)
		log_line(LOG_DEBUG, "%s -> %s", states[agent->state].name, states[state].name);
	agent->state = state;
}

/* Sleeps; true when told to stop meanwhile. */
static bool rest(struct agent *agent, int64_t ms)
{
	struct pollfd wake = {.fd = agent->options.wake, .events = POLLIN};
	int64_t until = clock_steady() + ms;
	for (int64_t left = ms; left > 0; left = until - clock_steady()) {
		int code = poll(&wake, 1, left > 60000 ? 60000 : (int)left);
		if (code > 0 || (code < 0 && errno != EINTR))
			return true;
	}
	return false;
}

/* A busy hub, a lost answer or a cut line pass by themselves; a refusal does not. */
static bool passes(enum err_code code)
{
	return code == ERR_NETWORK || code == ERR_BUSY;
}

/* Whoever looks at what is remembered of the hub is told once that it cannot be reached, or that somebody else answers in its
 * place, as the sign-in page of a Wi-Fi does; its next answer takes it back. */
static void note_lost(struct agent *agent)
{
	struct err unsaved = {0};
	if (agent->memory.lost || !agent->memory.url[0])
		return;
	agent->memory.lost = clock_wall();
	if (!agent_remember(agent, true, &unsaved))
		log_line(LOG_WARNING, "%s", unsaved.text);
}

/* False when the run is to end with this error. */
static bool try_again(struct agent *agent, const struct err *err)
{
	bool watch = agent->options.watch;
	if (err->code != ERR_BUSY)
		note_lost(agent);
	if (!watch && (!passes(err->code) || agent->backoff.failures + 1 >= TRIES_MOST))
		return false;
	int64_t wait = backoff_next(&agent->backoff, agent->retry_after, randombytes_random());
	if (!passes(err->code) && wait < WATCH_REST_LEAST_MS)
		wait = WATCH_REST_LEAST_MS + wait;
	if (watch)
		log_line(LOG_WARNING, "%s; next try in %lld s", err->text, (long long)(wait + 999) / 1000);
	agent->retry_after = 0;
	agent->signed_in = false;
	agent_go(agent, AGENT_REST);
	agent->stopping = rest(agent, wait);
	agent_go(agent, agent->stopping ? AGENT_DONE : AGENT_GREET);
	return true;
}

bool agent_run(struct agent *agent, struct agent_result *result, struct err *err)
{
	bool ok = true;
	agent->state = AGENT_GREET;
	while (ok && agent->state != AGENT_DONE) {
		struct err why = {0};
		if (states[agent->state].step(agent, &why))
			continue;
		if (!try_again(agent, &why)) {
			*err = why;
			ok = false;
		}
	}
	ok = ok && agent_all_taken(agent, err);
	struct err unsaved = {0};
	if (agent->asked && !agent_remember(agent, true, &unsaved))
		log_line(LOG_WARNING, "%s", unsaved.text);
	uint64_t events;
	*result = (struct agent_result){.pushed = agent->pushed, .pulled = agent->pulled, .forks = agent->forks};
	agent_pending(agent, &result->pending, &events, &unsaved);
	return ok;
}
