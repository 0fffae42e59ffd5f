/* lanyard-sync verify: the sentence that lets an organiser wipe a device. */
#include "agent/commands.h"
#include "base/log.h"
#include "wire/base64.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tally {
	const struct call *call;
	json_t *devices; /* with --json */
	uint64_t events, received;
};

static bool add_proof(void *self, const struct agent_proof *proof)
{
	struct tally *tally = self;
	char head[BASE64_LENGTH(DIGEST_BYTES) + 1] = "";
	base64_encode(proof->digest, DIGEST_BYTES, head);
	tally->events += proof->events;
	tally->received += proof->received;
	if (!tally->call->json) {
		printf("%s  %" PRIu64 " of %" PRIu64 " received\n", proof->device, proof->received, proof->events);
		return true;
	}
	return json_array_append_new(tally->devices, json_pack("{s:s, s:I, s:I, s:s}", "device", proof->device, "events",
							       (json_int_t)proof->events, "received",
							       (json_int_t)proof->received, "head", head)) == 0;
}

static void print_tally(const struct tally *tally)
{
	if (!tally->call->json) {
		printf("%" PRIu64 " of %" PRIu64 " received\n", tally->received, tally->events);
		return;
	}
	json_t *document = json_pack("{s:b, s:I, s:I, s:O}", "ok", tally->received == tally->events, "events",
				     (json_int_t)tally->events, "received", (json_int_t)tally->received, "devices",
				     tally->devices);
	json_dumpf(document, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(document);
}

static bool run_verify(const struct call *call, struct err *err)
{
	struct agent agent;
	struct agent_options options = agent_options_of(call);
	struct tally tally = {.call = call, .devices = json_array()};
	log_open(call->program->name, LOG_WARNING);
	bool ok = agent_open(&agent, &options, err) && agent_connect(&agent, err) &&
		  agent_verify(&agent, add_proof, &tally, err);
	if (ok) {
		print_tally(&tally);
		ok = tally.received == tally.events ||
		     err_set(err, ERR_REFUSED,
			     "the hub lacks %" PRIu64 " of %" PRIu64 " events; run 'lanyard-sync push' and verify again",
			     tally.events - tally.received, tally.events);
	}
	json_decref(tally.devices);
	agent_close(&agent);
	return ok;
}

const struct command sync_verify = {
	.name = "verify",
	.brief = "proves how much of this log the hub has",
	.about = "Compares the head of each device's chain, number and digest, with the hub's and prints \"N of N received\". "
		 "Ends with "
		 "status 3 if the hub lacks anything.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_verify,
};
