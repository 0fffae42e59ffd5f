/* lanyard export: spreadsheets out. */
#include "table/export.h"

#include "admin/admin.h"

#include <string.h>

static const char *const formats[] = {[EXPORT_CSV] = "csv", [EXPORT_JSON] = "json", NULL};

static const char *const profiles[] = {
	[LEADS_GENERIC] = "generic",     [LEADS_GREENHOUSE] = "greenhouse", [LEADS_LEVER] = "lever",
	[LEADS_HANDSHAKE] = "handshake", [LEADS_PROFILES] = NULL,
};

struct export_values {
	const char *employer, *out;
	int format, profile;
};

static const struct option_row export_options[] = {
	{
		.name = "employer",
		.type = OPTION_TEXT,
		.at = offsetof(struct export_values, employer),
		.argument = "EMPLOYER",
		.help = "only this employer's leads, by id or booth",
	},
	{
		.name = "profile",
		.type = OPTION_CHOICE,
		.at = offsetof(struct export_values, profile),
		.argument = "PROFILE",
		.choices = profiles,
		.standard = "generic",
		.help = "of leads: columns as a recruiting system takes them in; only people who agreed to share are then in "
			"it",
	},
	{
		.name = "format",
		.type = OPTION_CHOICE,
		.at = offsetof(struct export_values, format),
		.argument = "FORMAT",
		.choices = formats,
		.help = "csv unless --json or --out FILE.json says otherwise",
	},
	{
		.name = "out",
		.letter = 'o',
		.type = OPTION_PATH,
		.at = offsetof(struct export_values, out),
		.argument = "FILE",
		.help = "where to write it; without it standard output",
	},
	{.name = NULL},
};

static bool is_json_file(const char *path)
{
	size_t n = path ? strlen(path) : 0;
	return n > 5 && strcmp(path + n - 5, ".json") == 0;
}

static bool run(const struct call *call, struct err *err)
{
	const struct export_values *values = call->values;
	struct export job = {.employer = values->employer, .profile = (enum leads_profile)values->profile};
	bool json = is_json_file(values->out) || (call->json && !values->out);
	uint64_t rows = 0;
	job.format = values->format >= 0 ? (enum export_format)values->format : json ? EXPORT_JSON : EXPORT_CSV;
	if (!export_parse(call->operands[0], &job.what))
		return err_set(err, ERR_USAGE,
			       "\"%.40s\" cannot be exported; say people, checkins, leads, profiles, townhall or messages",
			       call->operands[0]);
	if (job.profile != LEADS_GENERIC && job.what != EXPORT_LEADS)
		return err_set(err, ERR_USAGE, "--profile is for leads; leave it out");
	struct store *store = admin_open_folded(call, STORE_READ, err);
	bool ok = store && export_file(store, &job, values->out, &rows, err);
	store_close(store);
	if (ok && values->out && call->json)
		print_document(json_pack("{s:s, s:I}", "file", values->out, "rows", (json_int_t)rows));
	else if (ok && values->out)
		printf("Wrote %llu row%s to %s.\n", (unsigned long long)rows, rows == 1 ? "" : "s", values->out);
	return ok;
}

const struct command export_command = {
	.name = "export",
	.operands = "people|checkins|leads|profiles|townhall|messages",
	.least = 1,
	.most = 1,
	.brief = "writes a spreadsheet",
	.about = "Writes people, check-ins and check-outs (a row a visit), leads, talent profiles, or what was chosen and "
		 "asked at a town "
		 "hall, or the messages that were promised (their badge to people who said yes to that, their leads to "
		 "employers who asked), as CSV for spreadsheets or JSON for programs. Leads carry "
		 "names and "
		 "contacts only of people who agreed to share them with employers.",
	.options = export_options,
	.values_size = sizeof(struct export_values),
	.run = run,
};
