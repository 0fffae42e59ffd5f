/* The table of kinds: one row a kind of fact, with the fields of its body and the SQL that folds it into the view.
 *
 * To add a fact: add a row to kinds.c with its fields documented, its SQL written so that any order of arrival gives the same
 * view (compare :stamp, never "last one to arrive"), and a line in the property test's generator. A kind that this version does
 * not know is kept in the log and skipped by the fold. */
#ifndef LANYARD_STORE_KINDS_H
#define LANYARD_STORE_KINDS_H

#include <stddef.h>

struct kind {
	const char *name; /* "person.registered" */
	const char *fields;
	/* Statements on the schema `view`, run in order. Parameters: :body (JSON text), :stamp (BLOB that sorts by at, device,
	 * seq), :at (INTEGER, hlc), :device, :seq, :event ("DEVICE.SEQ"). */
	const char *sql[6];
};

extern const struct kind kinds[];
extern const size_t kind_count;
const struct kind *kind_find(const char *name); /* NULL if unknown */

#endif
