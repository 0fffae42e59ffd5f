/* The table of kinds: one row a kind of fact, with the fields of its body and the SQL that folds it into the view.
 *
 * To add a fact: add a row to kinds.c with its fields documented, its SQL written so that any order of arrival gives the same
 * view (compare :stamp, never "last one to arrive"), and a line in the property test's generator. A kind that this version does
 * not know is kept in the log and skipped by the fold. */
#ifndef LANYARD_STORE_KINDS_H
#define LANYARD_STORE_KINDS_H

#include <stdbool.h>
#include <stddef.h>

enum { KIND_STATEMENTS = 32 };

struct kind {
	const char *name;   /* "person.registered" */
	const char *fields; /* of the body, for the documentation; "?" may be absent, "[]" an array */
	/* Holds ids only and is needed to recognise late facts: stays in the log when its person is erased, and is folded. */
	bool kept;
	/* Statements on the view, run in order. Parameters: :body (JSON text), :person (canonical id of the body's person, or
	 * NULL), :stamp (see schema.c), :seen (wall ms, or "BOOT:UPTIME:SAID"), :device, :seq, :event (event_ref()). */
	const char *sql[KIND_STATEMENTS];
};

extern const struct kind kinds[];
extern const size_t kind_count;
const struct kind *kind_find(const char *name); /* NULL if unknown */

#endif
