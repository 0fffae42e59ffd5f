/* lanyard-sync carry export|import FILE: the same batches on a USB stick, where there is no network at all. */
#include "agent/carry.h"
#include "agent/commands.h"
#include "base/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct carry_values {
	int target;
};

enum { FOR_ALL, FOR_HUB };
static const char *const targets[] = {"all", "hub", NULL};

static const struct option_row options[] = {
	{.name = "for",
	 .type = OPTION_CHOICE,
	 .at = offsetof(struct carry_values, target),
	 .choices = targets,
	 .standard = "all",
	 .argument = "WHOM",
	 .help = "export everything, or only what the hub has not acknowledged"},
	{0},
};

static bool export_file(const struct call *call, struct agent *agent, struct err *err)
{
	const struct carry_values *values = call->values;
	static const struct wire_heads nobody;
	uint64_t events;
	if (!carry_export(agent, call->operands[1], values->target == FOR_HUB ? &agent->memory.acked : &nobody, &events, err))
		return false;
	printf(call->json ? "{\"file\":\"%s\",\"events\":%" PRIu64 "}\n" : "%s: %" PRIu64 " events\n", call->operands[1],
	       events);
	return true;
}

static bool import_file(const struct call *call, struct agent *agent, struct err *err)
{
	uint64_t events, added;
	if (!carry_import(agent, call->operands[1], &events, &added, err) || !agent_remember(agent, true, err))
		return false;
	printf(call->json ? "{\"events\":%" PRIu64 ",\"added\":%" PRIu64 "}\n"
			  : "%" PRIu64 " events, %" PRIu64 " of them new\n",
	       events, added);
	return true;
}

static const struct {
	const char *name;
	bool (*run)(const struct call *call, struct agent *agent, struct err *err);
} ways[] = {{"export", export_file}, {"import", import_file}};

static bool run_carry(const struct call *call, struct err *err)
{
	struct agent agent;
	struct agent_options agent_options = {.home = call->home, .wake = -1};
	log_open(call->program->name, LOG_WARNING);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (strcmp(call->operands[0], ways[i].name) != 0)
			continue;
		bool ok = agent_open(&agent, &agent_options, err) && ways[i].run(call, &agent, err);
		agent_close(&agent);
		return ok;
	}
	return err_set(err, ERR_USAGE, "carry what? say 'carry export FILE' or 'carry import FILE'");
}

const struct command sync_carry = {
	.name = "carry",
	.operands = "export|import FILE",
	.least = 2,
	.most = 2,
	.brief = "writes what this device has to a file, or takes such a file in",
	.about = "For a USB stick. The file holds sealed facts only. It is written whole or not at all, and proved before "
		 "anything of "
		 "it is taken in; importing twice is fine.",
	.options = options,
	.values_size = sizeof(struct carry_values),
	.run = run_carry,
};
