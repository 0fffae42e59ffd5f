/* lanyard-hub serve: runs until SIGTERM or SIGINT, and tells systemd when it is ready and that it is alive. */
#include "base/log.h"
#include "hub/commands.h"
#include "hub/hub.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <time.h>

struct serve_values {
	const char *store, *listen, *tls_cert, *tls_key, *fair;
};

static const struct option_row options[] = {
	{.name = "store",
	 .type = OPTION_TEXT,
	 .required = true,
	 .at = offsetof(struct serve_values, store),
	 .argument = "URL",
	 .environment = "LANYARD_HUB_STORE",
	 .help = "where to keep what arrives: sqlite:FILE"},
	{.name = "listen",
	 .type = OPTION_TEXT,
	 .at = offsetof(struct serve_values, listen),
	 .argument = "HOST:PORT",
	 .standard = "127.0.0.1:8440",
	 .help = "address to serve on; port 0 takes any that is free"},
	{.name = "tls-cert",
	 .type = OPTION_PATH,
	 .at = offsetof(struct serve_values, tls_cert),
	 .argument = "FILE",
	 .help = "certificate chain (PEM)"},
	{.name = "tls-key",
	 .type = OPTION_PATH,
	 .at = offsetof(struct serve_values, tls_key),
	 .argument = "FILE",
	 .help = "its private key (PEM)"},
	{.name = "fair",
	 .type = OPTION_TEXT,
	 .at = offsetof(struct serve_values, fair),
	 .argument = "ID",
	 .help = "serve only this fair; otherwise the first whose device signs in"},
	{0},
};

/* The signals that end the hub; blocked before any thread starts, so that only wait_for_end() sees them. */
static void block_signals(sigset_t *ending)
{
	sigemptyset(ending);
	sigaddset(ending, SIGTERM);
	sigaddset(ending, SIGINT);
	sigprocmask(SIG_BLOCK, ending, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void wait_for_end(struct hub *hub, const sigset_t *ending)
{
	uint64_t watchdog = 0; /* microseconds */
	bool watched = sd_watchdog_enabled(0, &watchdog) > 0;
	uint64_t half = watched ? watchdog / 2 : 3600ULL * 1000000;
	struct timespec interval = {.tv_sec = (time_t)(half / 1000000), .tv_nsec = (long)(half % 1000000) * 1000};
	while (sigtimedwait(ending, NULL, &interval) < 0)
		if (watched && hub_alive(hub))
			sd_notify(0, "WATCHDOG=1");
}

static bool run_serve(const struct call *call, struct err *err)
{
	const struct serve_values *values = call->values;
	struct hub_options hub_options = {.store = values->store,
					  .listen = values->listen,
					  .tls_cert = values->tls_cert,
					  .tls_key = values->tls_key,
					  .fair = values->fair};
	sigset_t ending;
	log_open(call->program->name, LOG_INFO);
	umask(077);
	block_signals(&ending);
	struct hub *hub = hub_start(&hub_options, err);
	if (!hub)
		return false;
	printf(call->json ? "{\"url\":\"%s\"}\n" : "serving on %s\n", hub_url(hub));
	fflush(stdout);
	sd_notify(0, "READY=1");
	wait_for_end(hub, &ending);
	sd_notify(0, "STOPPING=1");
	hub_stop(hub);
	return true;
}

const struct command hub_serve = {
	.name = "serve",
	.brief = "serves devices until it is told to stop",
	.about = "With --json prints {\"url\":…} once it is ready.",
	.options = options,
	.values_size = sizeof(struct serve_values),
	.homeless = true,
	.run = run_serve,
};
