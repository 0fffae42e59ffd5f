/* Telephone numbers as people type them, made comparable: E.164 ("+13055550137"). */
#ifndef LANYARD_BASE_PHONE_H
#define LANYARD_BASE_PHONE_H

#include <stdbool.h>
#include <stddef.h>

/* Accepts spaces, dots, dashes, slashes and brackets, a leading "+" or "00", an extension ("x12", "ext. 12": left out). Ten
 * digits, or eleven after a 1, are a number of the North American plan and must be one ([2-9]XX [2-9]XX XXXX); elsewhere 7 to
 * 15 digits behind a "+" or "00". False if it cannot be a telephone number; then `out` is "". Needs 17 bytes. */
bool phone_normal(const char *typed, char *out, size_t size);
/* Writes a number for a cell that a spreadsheet opens, where "+" starts a formula: "305-555-0137" for +1, others as they are.
 */
void phone_for_sheet(const char *e164, char *out, size_t size);

#endif
