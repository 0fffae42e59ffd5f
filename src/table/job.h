/* An import under way: facts gathered into commits, and the report that grows with it. */
#ifndef LANYARD_TABLE_JOB_H
#define LANYARD_TABLE_JOB_H

#include "table/import.h"
#include "table/seen.h"
#include "table/sheet.h"

struct job {
	struct store *store;
	bool dry_run;
	struct import_report *report;
	struct seen *seen; /* keys of the rows so far */
	struct fact facts[STORE_COMMIT_MOST];
	size_t count;
	uint64_t added, updated; /* by the facts that wait */
};

/* Empties the report; false without memory. */
bool job_begin(struct job *job, struct store *store, bool dry_run, struct import_report *report, struct err *err);
/* Commits what waits if `ok` (false stays false), and releases everything. */
bool job_end(struct job *job, bool ok, struct err *err);

/* A row leads to nothing; `why` is a constant text. */
bool job_skip(struct job *job, uint64_t line, const char *why, struct err *err);
void job_note(struct job *job, uint64_t line, const char *what);
/* Takes `body` (NULL: out of memory); commits when STORE_COMMIT_MOST wait. */
bool job_add(struct job *job, const char *kind, json_t *body, bool is_new, struct err *err);
/* What the file was recognised as; called with every row. */
void job_learn(struct job *job, const struct sheet_info *info);

/* Sets a field of a body unless the text is empty. */
void set_text(json_t *body, const char *field, const char *text);

#endif
