/* What went wrong, for the program (a code) and for a person (a sentence).
 *
 * A function that can fail returns bool and takes a `struct err *` last. The callee writes the detail, the caller adds the
 * context with err_wrap(). The text says what happened and, after a semicolon, what to do:
 *     "the file ends inside a quoted cell; open it and add the missing quote in line 7"
 * It never holds anything personal. */
#ifndef LANYARD_BASE_ERR_H
#define LANYARD_BASE_ERR_H

#include <stdbool.h>

enum err_code {
	ERR_NONE = 0,
	ERR_USAGE,   /* the command line or the caller's arguments */
	ERR_INPUT,   /* something from outside (a file, a cell, a network answer) is not what it should be */
	ERR_REFUSED, /* a check said no: a scan, a signature, a right */
	ERR_MISSING, /* what was asked for is not there */
	ERR_BUSY,    /* somebody else holds it */
	ERR_FULL,    /* no room: disk, ceiling */
	ERR_CORRUPT, /* stored data does not verify */
	ERR_NETWORK,
	ERR_IO,
	ERR_MEMORY,
};

struct err {
	enum err_code code;
	char text[512];
};

/* Sets code and sentence; longer text is cut at a character. A null err is welcome. Always returns false. */
bool err_set(struct err *err, enum err_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts "context: " before the sentence that is there. Always returns false. */
bool err_wrap(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sets the sentence from errno: "WHAT: No such file or directory". Always returns false. */
bool err_errno(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

void err_clear(struct err *err);

/* The exit status of a command: 0 done, 1 could not, 2 wrong usage, 3 refused. */
int err_exit_status(enum err_code code);

#endif
