/* The commands of lanyard-sync, one file each, and what they share: which home, which hub, how to stop. */
#ifndef LANYARD_AGENT_COMMANDS_H
#define LANYARD_AGENT_COMMANDS_H

#include "agent/agent.h"
#include "config/command.h"

extern const struct command sync_push, sync_pull, sync_once, sync_watch, sync_verify, sync_status, sync_carry, sync_join;

/* The options of every command that talks to a hub. */
struct hub_values {
	const char *hub, *ca;
	bool trust_new_hub;
};
extern const struct option_row hub_options[];

struct agent_options agent_options_of(const struct call *call);

#endif
