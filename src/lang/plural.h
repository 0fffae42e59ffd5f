/* Plural-Forms of a .po header (GNU gettext manual, "Plural forms"): how many forms there are and which one a number takes. */
#ifndef LANYARD_LANG_PLURAL_H
#define LANYARD_LANG_PLURAL_H

#include <stdbool.h>
#include <stddef.h>

enum { PLURAL_FORMS_MOST = 6, PLURAL_RULE_MOST = 256 };

struct plural {
	size_t count;
	char rule[PLURAL_RULE_MOST]; /* a C expression in n */
};

/* Reads "nplurals=2; plural=(n != 1);" up to the end of its line. False if it is not a rule or gives a form that does not exist
 * for some n up to 1000. */
bool plural_read(const char *text, struct plural *out);
/* Which form n takes: 0 to count-1. */
size_t plural_form(const struct plural *plural, unsigned long n);

#endif
