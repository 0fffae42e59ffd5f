/* What the report counts as added or updated is counted when its commit is durable, so that it is true even if the next one
 * fails. */
#include "table/job.h"

#include <stdlib.h>
#include <string.h>

void import_report_release(struct import_report *report)
{
	free(report->skips);
	*report = (struct import_report){.read = 0};
}

bool job_begin(struct job *job, struct store *store, bool dry_run, struct import_report *report, struct err *err)
{
	*report = (struct import_report){.profile = "", .encoding = "", .delimiter = ','};
	*job = (struct job){.store = store, .dry_run = dry_run, .report = report, .seen = seen_create()};
	return job->seen || err_set(err, ERR_MEMORY, "out of memory before the import; close other programs");
}

static bool commit(struct job *job, struct err *err)
{
	bool ok = job->count == 0 || job->dry_run || store_append(job->store, job->facts, job->count, err);
	if (ok) {
		job->report->added += job->added;
		job->report->updated += job->updated;
	}
	for (size_t i = 0; i < job->count; i++)
		json_decref(job->facts[i].body);
	job->count = 0;
	job->added = job->updated = 0;
	return ok;
}

bool job_end(struct job *job, bool ok, struct err *err)
{
	if (!ok) {
		job->dry_run = true; /* what still waits is given up: its rows were never counted */
		job->added = job->updated = 0;
	}
	ok = commit(job, err) && ok;
	seen_destroy(job->seen);
	job->seen = NULL;
	return ok;
}

bool job_skip(struct job *job, uint64_t line, const char *why, struct err *err)
{
	struct import_report *report = job->report;
	report->skipped++;
	if (report->skips_kept == IMPORT_SKIPS_MOST)
		return true;
	/* Grows in steps of 256, which is when the number kept is a multiple of it. */
	if (report->skips_kept % 256 == 0) {
		struct import_skip *skips = realloc(report->skips, (report->skips_kept + 256) * sizeof *skips);
		if (!skips)
			return err_set(err, ERR_MEMORY, "out of memory while importing; close other programs");
		report->skips = skips;
	}
	report->skips[report->skips_kept++] = (struct import_skip){.line = line, .why = why};
	return true;
}

void job_note(struct job *job, uint64_t line, const char *what)
{
	struct import_report *report = job->report;
	for (size_t i = 0; i < report->note_count; i++) {
		if (report->notes[i].what == what) {
			report->notes[i].count++;
			return;
		}
	}
	if (report->note_count < IMPORT_NOTES_MOST)
		report->notes[report->note_count++] = (struct import_note){.what = what, .count = 1, .line = line};
}

bool job_add(struct job *job, const char *kind, json_t *body, bool is_new, struct err *err)
{
	if (!body)
		return err_set(err, ERR_MEMORY, "out of memory while importing; close other programs");
	job->facts[job->count++] = (struct fact){.kind = kind, .body = body};
	job->added += is_new;
	job->updated += !is_new;
	return job->count < STORE_COMMIT_MOST || commit(job, err);
}

void job_learn(struct job *job, const struct sheet_info *info)
{
	job->report->profile = info->heading.profile->name;
	job->report->encoding = encoding_name(info->dialect.encoding);
	job->report->delimiter = info->dialect.delimiter;
	job->report->header_line = info->header_line;
	job->report->read++;
}

void set_text(json_t *body, const char *field, const char *text)
{
	if (*text)
		json_object_set_new(body, field, json_string(text));
}
