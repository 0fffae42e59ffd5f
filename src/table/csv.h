/* Comma-separated values: bytes in, in chunks of any size; rows out, one call each, with the line on which they start.
 *
 * Memory is bounded whatever comes. What is over a ceiling, or has a quote that is never closed, becomes a row with a fault
 * and no cells; reading goes on behind it. Format: RFC 4180, and what programs write instead of it: ';' and TAB, CR alone as
 * line end, blanks around quotes, quotes within cells. */
#ifndef LANYARD_TABLE_CSV_H
#define LANYARD_TABLE_CSV_H

#include "base/err.h"
#include "table/encoding.h"

#include <stdint.h>

enum {
	CSV_CELL_MOST = 64 * 1024, /* bytes of one cell's text */
	CSV_ROW_MOST = 1024 * 1024,
	CSV_COLUMNS_MOST = 512, /* empty cells behind them are dropped */
	CSV_HEAD = 64 * 1024,   /* bytes of a file that csv_sniff() wants to see */
};

enum csv_fault { CSV_SOUND, CSV_CELL_TOO_LONG, CSV_ROW_TOO_LONG, CSV_TOO_MANY_COLUMNS, CSV_OPEN_QUOTE, CSV_FAULT_COUNT };
const char *csv_fault_text(enum csv_fault fault); /* "a quote is opened and never closed" … */

struct csv_row {
	uint64_t line; /* of the original file, from 1 */
	enum csv_fault fault;
	const char *const *cells; /* UTF-8, quotes undone; borrowed for the call */
	size_t count;             /* 0 with a fault; rows of blanks alone are not handed out */
};
/* False stops the reading; `err` should say why. */
typedef bool csv_row_fn(void *self, const struct csv_row *row, struct err *err);

struct csv_dialect {
	enum encoding encoding;
	char delimiter; /* ',' ';' or '\t' */
};
/* Judges the first CSV_HEAD bytes of a file, or all of it (`whole`). The delimiter is the one that cuts most rows into the same
 * number of cells; an Excel hint ("sep=;") in the first line settles it. */
bool csv_sniff(const void *head, size_t size, bool whole, struct csv_dialect *out, struct err *err);

struct csv;
/* NULL without memory. What a reader held is wiped when it is destroyed. */
struct csv *csv_create(const struct csv_dialect *dialect, csv_row_fn *next, void *self);
void csv_destroy(struct csv *csv);
bool csv_feed(struct csv *csv, const void *bytes, size_t size, struct err *err);
/* The end of the file: hands out what remains. */
bool csv_finish(struct csv *csv, struct err *err);

#endif
