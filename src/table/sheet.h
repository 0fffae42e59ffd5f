/* A spreadsheet file as rows of known fields: finds the encoding, the delimiter, the header row (below lines about the event,
 * one row or two) and the profile, then hands out the rows under it as they come. Memory is bounded as in table/csv.h. */
#ifndef LANYARD_TABLE_SHEET_H
#define LANYARD_TABLE_SHEET_H

#include "table/csv.h"
#include "table/profile.h"

struct sheet_info {
	struct csv_dialect dialect;
	struct heading heading;
	uint64_t header_line; /* of the last header row */
};

struct sheet_row {
	uint64_t line;
	const char *why; /* not NULL: the row cannot be used, and that is why; then there are no cells */
	const char
		*cell[FIELD_COUNT]; /* "" where there is none; an escape before a formula is taken off; borrowed for the call */
};
/* False stops the reading; `err` should say why. */
typedef bool sheet_row_fn(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err);

struct sheet;
struct sheet *sheet_create(enum sheet_kind kind, sheet_row_fn *next, void *self);
void sheet_destroy(struct sheet *sheet);
bool sheet_feed(struct sheet *sheet, const void *bytes, size_t size, struct err *err);
/* ERR_INPUT when no header row was recognised. */
bool sheet_finish(struct sheet *sheet, struct err *err);
/* Complete after sheet_finish() or the first row. */
const struct sheet_info *sheet_known(const struct sheet *sheet);

/* Reads a whole file ("-" is standard input) and copies what is known of it to `info` (may be NULL). */
bool sheet_read(const char *path, enum sheet_kind kind, sheet_row_fn *next, void *self, struct sheet_info *info,
		struct err *err);

/* Whether a spreadsheet would take a cell for a formula: its first character that is not blank is one of = + - @ TAB CR, or
 * their full-width forms (OWASP, "CSV Injection"). */
bool sheet_is_formula(const char *cell);
/* Whether an apostrophe has to stand before it: a formula, or apostrophes and a formula, which would be taken for an escaped
 * one. */
bool sheet_needs_escape(const char *cell);

#endif
