/* What people type into one cell, read as what the column means. */
#ifndef LANYARD_TABLE_CELL_H
#define LANYARD_TABLE_CELL_H

#include <stdbool.h>
#include <stddef.h>

/* Nothing that was meant: empty, dashes, "N/A". Nothing longer: there are people called Null. */
bool cell_is_empty(const char *cell);
/* Whether the cell, folded, is one of the names (table/profile.h). */
bool cell_says(const char *names, const char *cell);
bool cell_says_yes(const char *cell);
bool cell_says_no(const char *cell);

/* These fill `out` ("" when there is nothing) and return false when the cell holds something else. */
/* Of "Ana <ana@example.org>", "mailto:ana@example.org" and several addresses, the first address. */
bool cell_email(const char *cell, char *out, size_t size);
/* E.164; a number that cannot be one is kept as typed, cut to fit, and false. */
bool cell_phone(const char *cell, char *out, size_t size);
/* "es" from "Español", "es-US", "Spanish" …; other languages are "". */
void cell_language(const char *cell, char *out, size_t size);
/* A whole number from 0 to `most`. */
bool cell_count(const char *cell, int most, int *out);

/* "Coral Health, Inc." -> "coral-health-inc": an id made from a name. */
void cell_slug(const char *name, char *out, size_t size);

#endif
