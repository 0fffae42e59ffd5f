/* lanyard import: spreadsheets in. */
#include "table/import.h"

#include "admin/admin.h"

#include <string.h>

struct import_values {
	bool dry_run;
};

static const struct option_row import_options[] = {
	{
		.name = "dry-run",
		.type = OPTION_FLAG,
		.at = offsetof(struct import_values, dry_run),
		.help = "say what would happen, and write nothing",
	},
	{.name = NULL},
};

static const struct source {
	const char *name;
	bool (*read)(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err);
} sources[] = {
	{"attendees", import_attendees},
	{"employers", import_employers},
	{"roles", import_roles},
};

static const struct source *source_find(const char *name, struct err *err)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (strcmp(sources[i].name, name) == 0)
			return &sources[i];
	err_set(err, ERR_USAGE, "\"%.40s\" cannot be imported; say attendees, employers or roles", name);
	return NULL;
}

static json_t *report_json(const struct import_report *report)
{
	json_t *skipped = json_array(), *notes = json_array();
	for (size_t i = 0; i < report->skips_kept; i++)
		json_array_append_new(skipped, json_pack("{s:I, s:s}", "line", (json_int_t)report->skips[i].line, "why",
							 report->skips[i].why));
	for (size_t i = 0; i < report->note_count; i++)
		json_array_append_new(notes,
				      json_pack("{s:s, s:I, s:I}", "what", report->notes[i].what, "count",
						(json_int_t)report->notes[i].count, "line", (json_int_t)report->notes[i].line));
	return json_pack("{s:s?, s:s?, s:s%, s:I, s:I, s:I, s:I, s:I, s:o, s:o}", "profile", report->profile, "encoding",
			 report->encoding, "delimiter", &report->delimiter, (size_t)1, "read", (json_int_t)report->read,
			 "added", (json_int_t)report->added, "updated", (json_int_t)report->updated, "unchanged",
			 (json_int_t)report->unchanged, "skipped_count", (json_int_t)report->skipped, "skipped", skipped,
			 "notes", notes);
}

static void print_report(const struct import_report *report, bool dry_run)
{
	printf("%sRead %llu rows (%s, %s): %llu added, %llu updated, %llu unchanged, %llu skipped.\n",
	       dry_run ? "Nothing was written. " : "", (unsigned long long)report->read, report->profile, report->encoding,
	       (unsigned long long)report->added, (unsigned long long)report->updated, (unsigned long long)report->unchanged,
	       (unsigned long long)report->skipped);
	for (size_t i = 0; i < report->skips_kept; i++)
		printf("  line %llu: %s\n", (unsigned long long)report->skips[i].line, report->skips[i].why);
	if (report->skips_kept < report->skipped)
		printf("  and %llu more\n", (unsigned long long)(report->skipped - report->skips_kept));
	for (size_t i = 0; i < report->note_count; i++)
		printf("  %llu %s (first in line %llu)\n", (unsigned long long)report->notes[i].count, report->notes[i].what,
		       (unsigned long long)report->notes[i].line);
}

static bool run(const struct call *call, struct err *err)
{
	const struct import_values *values = call->values;
	const struct source *source = source_find(call->operands[0], err);
	if (!source)
		return false;
	struct store *store = admin_open_folded(call, values->dry_run ? STORE_READ : STORE_WRITE, err);
	if (!store)
		return false;
	struct import_report report = {0};
	bool ok = source->read(store, call->operands[1], values->dry_run, &report, err);
	if (ok && call->json)
		print_document(report_json(&report));
	else if (ok)
		print_report(&report, values->dry_run);
	import_report_release(&report);
	store_close(store);
	return ok;
}

const struct command import_command = {
	.name = "import",
	.operands = "attendees|employers|roles FILE",
	.least = 2,
	.most = 2,
	.brief = "reads a spreadsheet export",
	.about = "Reads what a registration system or a spreadsheet exported. Columns are known by their names, never by their "
		 "place; "
		 "encodings, separators and line ends are recognised. A row that cannot be used is skipped with its line and a "
		 "reason. "
		 "Importing a file again changes only what changed in it. \"-\" reads standard input.",
	.options = import_options,
	.values_size = sizeof(struct import_values),
	.run = run,
};
