/* Answers that are lists: each row is a JSON object; with --json they come as an array, else as a table with the columns named
 * here. Rows are written as they come, so a long list needs no memory that grows with it. */
#ifndef LANYARD_ADMIN_ROWS_H
#define LANYARD_ADMIN_ROWS_H

#include "config/command.h"

#include <jansson.h>

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_TIME };

struct column {
	const char *key; /* in the row; NULL ends the list */
	const char *title;
	enum column_kind kind; /* numbers stand right; times (ISO, UTC) are shown in local time */
	const char *certainty; /* for a time: the key that says how far it can be believed; NULL = it can */
};

struct rows;

/* `columns` is borrowed until rows_close(). NULL only when memory is out. */
struct rows *rows_open(const struct call *call, const struct column *columns);
/* Writes a row and releases it. */
void rows_add(struct rows *rows, json_t *row);
/* Ends the list; a table without rows says `empty` instead. NULL is welcome. */
void rows_close(struct rows *rows, const char *empty);

#endif
