/* What the columns of a spreadsheet mean, known by their names.
 *
 * To teach it another system: add a row to profiles[] in profile.c with the header names that only that system writes and the
 * names of its columns, a file to tests/data/import/, and a row to tests/unit/core/import.c. Columns are never told by
 * position. */
#ifndef LANYARD_TABLE_PROFILE_H
#define LANYARD_TABLE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

enum sheet_kind { SHEET_PEOPLE, SHEET_EMPLOYERS, SHEET_ROLES };

enum field {
	FIELD_NONE,
	FIELD_NAME, /* the whole name; with a family name beside it and no given name, the given name */
	FIELD_GIVEN,
	FIELD_FAMILY,
	FIELD_EMAIL,
	FIELD_PHONE,
	FIELD_LANGUAGE,
	FIELD_STATUS,     /* a word of the table of states in attendee.c */
	FIELD_VOID,       /* "true" when the ticket is void */
	FIELD_PAID,       /* "no" when it is not paid yet */
	FIELD_QUANTITY,   /* tickets that this one row stands for */
	FIELD_ORDER,      /* an order may have several rows */
	FIELD_ID,         /* the row's own */
	FIELD_TICKET,     /* what a scanner reads from the ticket */
	FIELD_TICKET_URL, /* the same as an address, with the code behind "pk=" */
	FIELD_EMPLOYER,
	FIELD_BOOTH,
	FIELD_ROLE,
	FIELD_TITLE,
	FIELD_MUST,
	FIELD_SKILLS,
	FIELD_OPENINGS,
	FIELD_COUNT
};

/* Names are folded (text_fold), several separated by '|'; one that begins with '~' needs only to begin at a word of the text.
 */
struct alias {
	enum field field;
	const char *names;
};

struct profile {
	const char *name;
	enum sheet_kind kind;
	const char *must[4];  /* all of these headers are there, each under one of its names */
	bool guess;           /* the '~' names of the general list count too: headers are questions that people wrote */
	bool names_are_whole; /* "Last, First" is not split: the parts have their own columns */
	bool id_scans;        /* FIELD_ID is also what a scanner reads */
	bool named_only;      /* a row without a name is a ticket that nobody holds yet */
	bool refunds_follow;  /* a refund is a second row of the same order */
	struct alias aliases[12];
};

enum { HEADER_MOST = 128, PROFILE_COLUMNS_MOST = 512 };

/* A header row as it was understood. */
struct heading {
	const struct profile *profile; /* NULL = not understood */
	int column[FIELD_COUNT];       /* -1 = not there */
};

enum { NAMES_BEGIN = 100 };
/* Which of the names a folded text is, from 1; more than NAMES_BEGIN for one with '~'; 0 for none. Earlier names are better. */
unsigned names_match(const char *names, const char *folded);

/* One column's header, folded. In a sheet with two header rows `second` marks a name from the lower row, which stands before
 * the same name from the upper one (who comes, before who booked), and `about_others` a column under a heading such as
 * "Booker". */
struct header {
	char name[HEADER_MOST];
	bool second, about_others;
};
/* Headers about somebody else: a parent's telephone, the one who paid, the school. */
bool header_about_others(const char *folded);

/* Understands a header row as one of the profiles of a kind. Returns how sure it is: the fields found, more when the profile is
 * known by its own headers, 0 when it is no header row. */
unsigned heading_read(enum sheet_kind kind, const struct header *headers, size_t count, struct heading *out);

#endif
