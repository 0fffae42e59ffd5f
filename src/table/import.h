/* Spreadsheets into the store: attendees, employers, roles.
 *
 * A file is streamed: its rows become facts that are committed 64 at a time, so memory does not grow with it. A row that
 * cannot be used is skipped with its line in the file and a reason; the others go on. Importing the same file again writes
 * nothing; a changed row changes only what changed, and never a check-in, a badge or a consent. */
#ifndef LANYARD_TABLE_IMPORT_H
#define LANYARD_TABLE_IMPORT_H

#include "store/store.h"

#include <stdint.h>

enum { IMPORT_SKIPS_MOST = 10000 };

/* Why a row was left out, in words of the table of reasons (never the row's own): it may be shown and logged. */
struct import_skip {
	uint64_t line; /* of the original file, where the row starts; the first line is 1 */
	const char *why;
};

/* Something worth knowing that kept no row out: "7 telephone number(s) that are not complete, kept as typed". */
struct import_note {
	const char *what; /* to be read behind the number */
	uint64_t count;
	uint64_t line; /* the first one */
};
enum { IMPORT_NOTES_MOST = 16 };

struct import_report {
	const char *profile;  /* what the header row was recognised as: "eventbrite", "plain" … */
	const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252" */
	char delimiter;       /* ',' ';' or '\t' */
	uint64_t header_line;
	uint64_t read; /* rows that hold something, below the header; = added + updated + unchanged + skipped */
	uint64_t added, updated, unchanged, skipped;
	struct import_skip *skips; /* in the file's order, the first IMPORT_SKIPS_MOST; `skipped` is the exact number */
	size_t skips_kept;
	struct import_note notes[IMPORT_NOTES_MOST];
	size_t note_count;
};
void import_report_release(struct import_report *report);

/* `path` "-" is standard input. With `dry_run` nothing is written (the store may be open for reading) and the report says what
 * would happen. The report is filled anew, also on failure: then what is counted as added or updated is in the store. Fails
 * with ERR_INPUT when no header row is recognised, with the store's error when a commit fails. */
bool import_attendees(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err);
/* Columns employer (its id, else made from the name), name, booth, email. */
bool import_employers(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err);
/* Columns role (its id, else made from employer and title), employer (id, name or booth), title, must, skills, openings; lists
 * within a cell are separated by ';'. */
bool import_roles(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err);

#endif
