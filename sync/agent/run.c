/* lanyard-sync push, pull, once, watch: the same run with other goals. */
#include "agent/commands.h"
#include "base/log.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

const struct option_row hub_options[] = {
	{.name = "hub",
	 .type = OPTION_TEXT,
	 .at = offsetof(struct hub_values, hub),
	 .argument = "URL",
	 .environment = "LANYARD_HUB",
	 .help = "address of the hub; remembered after the first success"},
	{.name = "ca",
	 .type = OPTION_PATH,
	 .at = offsetof(struct hub_values, ca),
	 .argument = "FILE",
	 .help = "trust certificates of this authority (PEM) instead of the system's"},
	{.name = "trust-new-hub",
	 .type = OPTION_FLAG,
	 .at = offsetof(struct hub_values, trust_new_hub),
	 .help = "trust whoever answers now, and only them from then on"},
	{0},
};

struct agent_options agent_options_of(const struct call *call)
{
	const struct hub_values *values = call->values;
	return (struct agent_options){
		.home = call->home, .url = values->hub, .ca = values->ca, .trust_new = values->trust_new_hub, .wake = -1};
}

/* Readable when SIGTERM or SIGINT came. */
static int stop_signal(void)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGINT);
	sigprocmask(SIG_BLOCK, &ending, NULL);
	return signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void print_result(const struct call *call, const struct agent_result *result)
{
	if (call->json)
		printf("{\"pushed\":%" PRIu64 ",\"pulled\":%" PRIu64 ",\"pending\":%" PRIu64 ",\"forks\":%" PRIu64 "}\n",
		       result->pushed, result->pulled, result->pending, result->forks);
	else
		printf("%" PRIu64 " sent, %" PRIu64 " fetched, %" PRIu64 " still to send\n", result->pushed, result->pulled,
		       result->pending);
}

static bool run_agent(const struct call *call, bool push, bool pull, bool watch, struct err *err)
{
	struct agent agent;
	struct agent_result result = {0};
	struct agent_options options = agent_options_of(call);
	options.push = push;
	options.pull = pull;
	options.watch = watch;
	options.wake = watch ? stop_signal() : -1;
	log_open(call->program->name, watch ? LOG_INFO : LOG_WARNING);
	bool ok = agent_open(&agent, &options, err) && agent_connect(&agent, err);
	if (ok) {
		if (watch)
			sd_notify(0, "READY=1");
		ok = agent_run(&agent, &result, err);
		print_result(call, &result);
	}
	agent_close(&agent);
	if (options.wake >= 0)
		close(options.wake);
	return ok;
}

static bool run_push(const struct call *call, struct err *err)
{
	return run_agent(call, true, false, false, err);
}

static bool run_pull(const struct call *call, struct err *err)
{
	return run_agent(call, false, true, false, err);
}

static bool run_once(const struct call *call, struct err *err)
{
	return run_agent(call, true, true, false, err);
}

static bool run_watch(const struct call *call, struct err *err)
{
	return run_agent(call, true, true, true, err);
}

const struct command sync_push = {
	.name = "push",
	.brief = "sends what the hub lacks",
	.about = "With --json prints {\"pushed\":n,\"pulled\":n,\"pending\":n,\"forks\":n}; pending is what the hub has not "
		 "acknowledged, "
		 "forks counts devices that turned out to be copied.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_push,
};

const struct command sync_pull = {
	.name = "pull",
	.brief = "fetches what this device lacks",
	.about = "Takes it into the log, or, while a kiosk runs on this home, leaves it in its inbox.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_pull,
};

const struct command sync_once = {
	.name = "once",
	.brief = "sends and fetches once",
	.about = "Push, then pull. Tries a few times when the network is disturbed.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_once,
};

const struct command sync_watch = {
	.name = "watch",
	.brief = "sends and fetches until it is told to stop",
	.about = "Sends as soon as the log grows and fetches as soon as the hub has news. Failures are tried again for ever, "
		 "less and "
		 "less often. Ends with status 0 on SIGTERM.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_watch,
};
