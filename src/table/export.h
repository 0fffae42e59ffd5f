/* What the store knows as spreadsheets for people and JSON for programs.
 *
 * CSV is RFC 4180 in UTF-8 with a byte order mark (without it Excel reads accents wrongly), every cell quoted, and a cell that
 * a spreadsheet would run as a formula is made text by a leading apostrophe, which our own import takes off again. */
#ifndef LANYARD_TABLE_EXPORT_H
#define LANYARD_TABLE_EXPORT_H

#include "store/store.h"

#include <stdio.h>

enum export_what {
	EXPORT_PEOPLE,
	EXPORT_CHECKINS,
	EXPORT_LEADS,
	EXPORT_PROFILES,
	EXPORT_TOWNHALL,
	EXPORT_MESSAGES,
	EXPORT_COUNT
};
const char *export_name(enum export_what what); /* "people", "checkins", "leads", "profiles", "townhall", "messages" */
bool export_parse(const char *name, enum export_what *what);

/* Whose columns leads have: our own, or those of a recruiting system (table/leads.h). */
enum leads_profile { LEADS_GENERIC, LEADS_GREENHOUSE, LEADS_LEVER, LEADS_HANDSHAKE, LEADS_PROFILES };

enum export_format { EXPORT_CSV, EXPORT_JSON };

struct export
{
	enum export_what what;
	enum export_format format;
	/* Leads: the employer's id or booth, or NULL for everybody's (the organiser's right; the caller decides). Leads carry
	 * name and contacts only of people who agreed to share them; of others the given name and the badge's code. */
	const char *employer;
	enum leads_profile profile;
};

/* Writes to a stream that stays the caller's; `rows` counts (may be NULL). Flushes, and reports a failed write. */
bool export_write(struct store *store, const struct export *job, FILE *out, uint64_t *rows, struct err *err);
/* Into a file that is whole or not there (written beside it, synced, renamed), mode 0600. "-" or NULL is standard output. */
bool export_file(struct store *store, const struct export *job, const char *path, uint64_t *rows, struct err *err);

#endif
