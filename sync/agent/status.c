/* lanyard-sync status: what can be said without the network. */
#include "agent/commands.h"
#include "agent/inbox.h"
#include "base/clock.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

static void print_status(const struct call *call, const struct agent *agent, uint64_t pending, uint64_t events)
{
	const struct memory *memory = &agent->memory;
	char at[40] = "";
	size_t waiting = inbox_count(call->home);
	if (memory->at)
		clock_format_utc(memory->at, at, sizeof at);
	if (!call->json) {
		printf("hub               %s\nevents            %" PRIu64 "\nstill to send     %" PRIu64
		       "\nwaiting to be read %zu\nlast heard        %s\n",
		       memory->url[0] ? memory->url : "none yet", events, pending, waiting, at[0] ? at : "never");
		return;
	}
	json_t *document = json_pack("{s:s?, s:I, s:I, s:I, s:s?}", "hub", memory->url[0] ? memory->url : NULL, "events",
				     (json_int_t)events, "pending", (json_int_t)pending, "inbox", (json_int_t)waiting, "at",
				     at[0] ? at : NULL);
	json_dumpf(document, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(document);
}

static bool run_status(const struct call *call, struct err *err)
{
	struct agent agent;
	struct agent_options options = {.home = call->home, .wake = -1};
	uint64_t pending, events;
	bool ok = agent_open(&agent, &options, err) && agent_pending(&agent, &pending, &events, err);
	if (ok)
		print_status(call, &agent, pending, events);
	agent_close(&agent);
	return ok;
}

const struct command sync_status = {
	.name = "status",
	.brief = "says what is still to be sent, without the network",
	.about = "From what the hub has acknowledged so far. With --json: {\"hub\",\"events\",\"pending\",\"inbox\",\"at\"}.",
	.run = run_status,
};
