/* Leads as recruiting systems take them in. Their columns, names and order are those systems' own:
 *
 *   greenhouse  candidates and prospects in bulk, at most 8,000 rows
 *   lever       candidates in bulk, at most 55,000 rows; several tags in one cell stand with commas between them
 *   handshake   who was at a career fair, for a school: TRUE and FALSE, and the student's address
 *
 * Only people who agreed to share go there, and to Handshake only those with an address. */
#ifndef LANYARD_TABLE_LEADS_H
#define LANYARD_TABLE_LEADS_H

#include "table/columns.h"

struct lead_format {
	const char *name; /* "greenhouse" */
	const struct column *columns;
	uint64_t most; /* rows that the system takes in one file */
	bool address;  /* nobody without an e-mail address */
};
/* NULL for LEADS_GENERIC, which export.c has itself. */
const struct lead_format *lead_format(enum leads_profile profile);
/* Fills in what those columns need beside person and lead. */
void lead_format_fill(struct record *record);

#endif
