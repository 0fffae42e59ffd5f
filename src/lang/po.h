/* Reading .po files (GNU gettext manual, "PO files"): entries one by one. Comments and obsolete entries are skipped, and so are
 * fuzzy ones except the header: a doubtful translation is not shown to anybody. msgctxt is refused: our msgids are keys. */
#ifndef LANYARD_LANG_PO_H
#define LANYARD_LANG_PO_H

#include "base/err.h"
#include "lang/plural.h"

struct po_entry {
	const char *key;                      /* "" for the header */
	bool plural;                          /* msgid_plural was there */
	const char *forms[PLURAL_FORMS_MOST]; /* msgstr, or msgstr[0] … ; NULL behind the last */
	size_t line;                          /* of its msgid */
};

typedef bool po_fn(void *self, const struct po_entry *entry, struct err *err);

/* Reads all entries of a file's text, which is changed (strings are unescaped in place) and which the entries point into.
 * `name` stands in sentences. Stops with false when `next` does. */
bool po_read(char *text, const char *name, po_fn *next, void *self, struct err *err);

#endif
