/* Rows out: one table of columns a kind of export, written as CSV or JSON. */
#ifndef LANYARD_TABLE_COLUMNS_H
#define LANYARD_TABLE_COLUMNS_H

#include "badge/token.h"
#include "base/buf.h"
#include "store/view_townhall.h"
#include "store/view_visits.h"
#include "table/export.h"

/* What one row may speak of. */
struct record {
	struct person person; /* as far as it may be shown */
	struct lead lead;
	struct visit visit;
	int visit_number;
	struct signing signing;
	char event[256], lead_id[96];
	char told[NOTE_MOST + TAGS_MOST + 512]; /* for recruiting systems: note, fit, next step, tags, consent as sentences */
	char consent_text[64];                  /* which text they agreed to: "share/2026-03/es" */
	struct moment consent_at;
	char message[8]; /* which one was promised: "badge" or "leads" */
	char token[TOKEN_TEXT], code[SHORT_CODE_TEXT];
	struct moment asked_at;
	char here[8];    /* "TRUE" or "FALSE": was at the fair */
	json_t *profile; /* borrowed; NULL if there is none or it may not be shown */
};

enum column_type {
	COLUMN_TEXT,      /* a char array of the record */
	COLUMN_PHONE,     /* the same; in CSV written so that it is no formula */
	COLUMN_TIME,      /* a struct moment: ISO 8601 in UTC, empty if it never was or is not known */
	COLUMN_CERTAINTY, /* of a struct moment: "exact", "about", "unknown" */
	COLUMN_NUMBER,    /* an int; 0 is empty */
	COLUMN_PROFILE,   /* the field of the profile that is called like the column; lists with ';' */
	COLUMN_ALWAYS,    /* the same words in every row */
	COLUMN_EMPTY,     /* kept so that the header of a shared format never changes */
};

struct column {
	const char *name; /* NULL ends a table */
	enum column_type type;
	size_t at;          /* in struct record */
	const char *always; /* of COLUMN_ALWAYS */
};

struct writer {
	FILE *out;
	enum export_format format;
	const struct column *columns;
	uint64_t rows;
	bool failed;
	struct buf cell;
};

void writer_begin(struct writer *writer, FILE *out, enum export_format format, const struct column *columns);
/* False once a write failed; writer_end() says why. */
bool writer_row(struct writer *writer, const struct record *record);
/* Ends the document, flushes, and wipes what was held. */
bool writer_end(struct writer *writer, struct err *err);

#endif
