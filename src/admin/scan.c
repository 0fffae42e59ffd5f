/* lanyard scan: decides a scan as the kiosk does. */
#include "admin/admin.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

struct scan_values {
	const char *booth;
};

static const struct option_row scan_options[] = {
	{
		.name = "booth",
		.type = OPTION_TEXT,
		.at = offsetof(struct scan_values, booth),
		.argument = "EMPLOYER",
		.help = "scan at this employer's booth (id or booth): it becomes a lead",
	},
	{.name = NULL},
};

/* What is said of a scan: a statement when it is admitted, what happened and what to do when it is not. */
static const char *const sentences[VERDICT_COUNT] = {
	[VERDICT_VALID] = "welcome",
	[VERDICT_ALREADY] = "was here before",
	[VERDICT_REVOKED] = "the badge was revoked; send its holder to the help desk",
	[VERDICT_FORGED] = "the badge was altered or forged; send its holder to the help desk",
	[VERDICT_FOREIGN] = "the badge is of another event; check its holder in here first",
	[VERDICT_UNKNOWN] = "the badge is ours, but this device has not heard of it; sync and scan again",
	[VERDICT_MALFORMED] = "this is no badge or ticket that we know; scan the code on the badge",
};

/* What the badge itself told, in English names; null if nobody had to ask it. */
static json_t *json_card(const struct scan *scan)
{
	char path[4096];
	struct talent talent;
	struct err err = {0};
	if (!scan->has_card)
		return json_null();
	snprintf(path, sizeof path, "%s/talent.json", asset_dir());
	struct skills *catalogue = skills_open(path, &err);
	json_t *names = json_array(), *headline = json_null();
	talent_init(&talent);
	if (catalogue)
		desk_card_talent(&scan->card, catalogue, &talent);
	for (size_t i = 0; i < talent.skills.count; i++)
		json_array_append_new(names, json_string(skills_name(catalogue, TERM_SKILL, talent.skills.list[i], "en")));
	if (talent.jobs.count)
		headline = json_string(skills_name(catalogue, TERM_JOB, talent.jobs.list[0], "en"));
	skills_close(catalogue);
	return json_pack("{s:s, s:b, s:o, s:o}", "name", scan->card.name, "shared", scan->card.shared, "headline", headline,
			 "skills", names);
}

/* Who stands there, as far as it may be said. */
static const char *who(const struct scan *scan)
{
	return scan->person.id[0] ? scan->person.name : scan->lead.name[0] ? scan->lead.name : "lead saved";
}

bool scan_answer(const struct call *call, struct store *store, const struct scan *scan, struct err *err)
{
	bool here = scan->person.id[0], lead = scan->lead.employer[0];
	if (call->json)
		print_document(json_pack("{s:s, s:o, s:o, s:o, s:o}", "verdict", verdict_name(scan->verdict), "badge",
					 json_text(scan->token), "person",
					 here ? json_person(store, &scan->person) : json_null(), "lead",
					 lead ? json_lead(&scan->lead) : json_null(), "card", json_card(scan)));
	else if (scan->admitted || scan->verdict == VERDICT_ALREADY)
		printf("%s: %s\n", who(scan), sentences[scan->verdict]);
	return scan->admitted || scan->verdict == VERDICT_ALREADY || scan->verdict == VERDICT_VALID ||
	       err_set(err, ERR_REFUSED, "%s", sentences[scan->verdict]);
}

/* The code as bytes: the operand, or with "-" what a scanner program writes to standard input (it may be binary). */
static size_t read_code(const char *operand, char *out, size_t size)
{
	if (strcmp(operand, "-") != 0) {
		size_t length = strlen(operand);
		size_t kept = length < size ? length : size;
		memcpy(out, operand, kept);
		return kept;
	}
	size_t done = 0;
	ssize_t n;
	while (done < size && (n = read(STDIN_FILENO, out + done, size - done)) > 0)
		done += (size_t)n;
	return done;
}

static bool run(const struct call *call, struct err *err)
{
	const struct scan_values *values = call->values;
	char code[4 * SCAN_MOST];
	size_t size = read_code(call->operands[0], code, sizeof code);
	struct scan scan = {0};
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	bool ok = store &&
		  (values->booth ? desk_scan_booth(store, values->booth, code, size, &scan, err)
				 : desk_scan(store, code, size, &scan, err)) &&
		  scan_answer(call, store, &scan, err);
	sodium_memzero(&scan, sizeof scan);
	sodium_memzero(code, sizeof code);
	store_close(store);
	return ok;
}

const struct command scan_command = {
	.name = "scan",
	.operands = "TOKEN",
	.least = 1,
	.most = 1,
	.brief = "decides a scan",
	.about = "Decides a scan as the kiosk does: at the door it checks in, at a booth it records a lead. \"-\" reads the "
		 "code from "
		 "standard input. The verdict is valid, already, revoked, forged, foreign, unknown or malformed; the exit "
		 "status is 3 "
		 "when nothing was admitted.",
	.options = scan_options,
	.values_size = sizeof(struct scan_values),
	.run = run,
};
