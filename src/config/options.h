/* Options as rows: one row is the option. Its name, type, default, range and help sentence stand together; the parser, `--help`
 * and the man page are all made from it.
 *
 * The values go into a struct of the caller's: a row names the field by offsetof(). The field's type follows from the row's:
 *   OPTION_FLAG    bool            OPTION_NUMBER  long           OPTION_CHOICE  int (index into `choices`)
 *   OPTION_TEXT    const char *    OPTION_REAL    double         OPTION_LIST    unsigned (bit n = choices[n])
 *   OPTION_PATH    const char *
 * Texts are borrowed from argv, the environment or the row. A field without a default keeps what the caller put there, so
 * zero the struct first; only a CHOICE without one becomes -1. */
#ifndef LANYARD_CONFIG_OPTIONS_H
#define LANYARD_CONFIG_OPTIONS_H

#include "base/err.h"

#include <stddef.h>
#include <stdio.h>

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_PATH, OPTION_NUMBER, OPTION_REAL, OPTION_CHOICE, OPTION_LIST };

enum { OPTION_VALUE_MOST = 4096 }; /* bytes of one value */

struct option_row {
	const char *name;           /* long name, without dashes; NULL ends a table */
	char letter;                /* short name, 0 = none */
	enum option_type type;      /* what the value must be */
	bool required;              /* wrong usage without it; for TEXT, PATH and CHOICE */
	size_t at;                  /* offsetof() the field in the values */
	const char *argument;       /* "DIR"; what stands for the value in help; unused for flags */
	const char *const *choices; /* for CHOICE and LIST, NULL at the end */
	double least, most;         /* for NUMBER and REAL, inclusive */
	const char *standard;       /* default as it would be typed, NULL = none */
	const char *environment;    /* variable that gives the value when the option is not there, NULL = none */
	const char *help;           /* one sentence, no full stop, first letter small */
};

/* A table and where its values go. Parsing looks through several at once (the common ones and a command's own). */
struct option_set {
	const struct option_row *rows;
	void *values;
};

/* Fills in the defaults and what the environment says. ERR_USAGE if that is not a valid value. */
bool options_defaults(const struct option_set *sets, size_t count, struct err *err);
/* Reads `--name value`, `--name=value`, `-n value`, `-nvalue` from argv (without the program's name); the rest, in order, moves
 * to the front of argv and *argc becomes its number. `--` ends the options. With `first_only` reading stops at the first word
 * that is no option (a command's name); it and all behind it are the rest. ERR_USAGE with a sentence. */
bool options_parse(const struct option_set *sets, size_t count, int *argc, char **argv, bool first_only, struct err *err);
/* ERR_USAGE if a required option has got no value. */
bool options_complete(const struct option_set *sets, size_t count, struct err *err);

#endif
