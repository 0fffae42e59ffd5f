/* lanyard-sync join: a code from `lanyard-hub invite` makes this device a member of the fair.
 *
 * The first half of the code asks the hub for the sealed invitation, the second half opens it here; the hub never learns it. */
#include "agent/commands.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HALF_BYTES = 5,
	HALF_TEXT = 9,
};

/* As people type it: any case, with or without hyphens, O for 0, I and L for 1. */
static bool read_code(const char *code, char id[HALF_TEXT], char phrase[HALF_TEXT], struct err *err)
{
	char letters[2 * HALF_TEXT];
	size_t count = 0;
	uint8_t bytes[HALF_BYTES];
	for (; *code && count < sizeof letters - 1; code++)
		if (*code != '-' && !isspace((unsigned char)*code))
			letters[count++] = *code;
	bool ok = count == 2 * (HALF_TEXT - 1) && base32_decode(letters, HALF_TEXT - 1, bytes, sizeof bytes);
	if (ok)
		base32_encode(bytes, sizeof bytes, id);
	ok = ok && base32_decode(letters + HALF_TEXT - 1, HALF_TEXT - 1, bytes, sizeof bytes);
	if (ok)
		base32_encode(bytes, sizeof bytes, phrase);
	sodium_memzero(bytes, sizeof bytes);
	sodium_memzero(letters, sizeof letters);
	return ok || err_set(err, ERR_USAGE, "that is not a code; it has four groups of four letters and digits");
}

static bool check_home(const char *home, struct err *err)
{
	char path[HOME_MOST + 16];
	snprintf(path, sizeof path, "%s/lanyard.db", home);
	return !file_exists(path) || err_set(err, ERR_REFUSED, "this home has joined a fair already; use another --home");
}

/* The answer of a hub, or the reason in its words. */
static bool fetch(struct link *link, const char *id, struct answer *answer, const char **invitation, struct err *err)
{
	char path[64];
	struct wire_refusal refusal;
	snprintf(path, sizeof path, "/v1/invitations/%s", id);
	if (!link_ask(link, path, NULL, answer, err))
		return false;
	if (answer->status == 200 && answer->json &&
	    wire_get_invitation(answer->body.data, answer->body.size, invitation, NULL))
		return true;
	if (answer->json && wire_get_refusal(answer->body.data, answer->body.size, &refusal, NULL) &&
	    text_is_clean(refusal.message, strlen(refusal.message), false))
		return err_set(err, ERR_REFUSED, "%s", refusal.message);
	return err_set(err, ERR_INPUT, "who answered is not a Lanyard hub (status %u); is the address right?", answer->status);
}

static void remember(const struct call *call, const struct hub_values *values, const struct link *link)
{
	struct memory memory = {0};
	struct err err = {0};
	text_copy(memory.url, sizeof memory.url, values->hub);
	text_copy(memory.pin, sizeof memory.pin, link_pin(link));
	if (values->ca)
		text_copy(memory.ca, sizeof memory.ca, values->ca);
	if (!memory_save(&memory, call->home, &err))
		log_line(LOG_WARNING, "%s", err.text);
}

/* The fair's id, from the home that is there now. */
static bool print_joined(const struct call *call, const char *device, struct err *err)
{
	struct store *store = store_open(call->home, STORE_READ, err);
	if (!store)
		return false;
	if (call->json)
		printf("{\"fair\":\"%s\",\"device\":\"%s\"}\n", store_fair(store)->id, device);
	else
		printf("This device has joined fair %s as %s.\nFetch what is known so far: lanyard-sync once\n",
		       store_fair(store)->id, device);
	store_close(store);
	return true;
}

static bool run_join(const struct call *call, struct err *err)
{
	const struct hub_values *values = call->values;
	char id[HALF_TEXT], phrase[HALF_TEXT], device[ID_TEXT];
	const char *invitation = NULL;
	struct answer answer = {0};
	struct link_options options = {.url = values->hub, .ca = values->ca, .learn = values->trust_new_hub, .wake = -1};
	if (!values->hub)
		return err_set(err, ERR_USAGE, "name the hub that made the code with --hub URL");
	if (!read_code(call->operands[0], id, phrase, err) || !check_home(call->home, err))
		return false;
	log_open(call->program->name, LOG_WARNING);
	struct link *link = link_create(&options, err);
	bool ok = link && fetch(link, id, &answer, &invitation, err) &&
		  invitation_accept(call->home, invitation, phrase, clock_wall(), device, err);
	if (ok)
		remember(call, values, link);
	ok = ok && print_joined(call, device, err);
	sodium_memzero(phrase, sizeof phrase);
	answer_release(&answer);
	link_destroy(link);
	return ok;
}

const struct command sync_join = {
	.name = "join",
	.operands = "CODE",
	.least = 1,
	.most = 1,
	.brief = "enters a fair with a code from 'lanyard-hub invite'",
	.about = "Makes this device's own keys and a new home. The code is good once.",
	.options = hub_options,
	.values_size = sizeof(struct hub_values),
	.run = run_join,
};
