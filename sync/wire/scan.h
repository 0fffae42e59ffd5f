/* A strict JSON reader (RFC 8259) that goes through a text once, makes no copies and allocates nothing.
 *
 * Why not jansson, as everywhere else: a hub reads a thousand batches a minute of text that anybody on the network wrote.
 * Reading a batch into jansson's tree took 12 us an event, more than three times what storing it takes; this takes well under
 * one. The reader works on a text that it may overwrite: strings are unescaped, and base64 decoded, where they stand.
 *
 * The first error sticks: after it every call returns false, so a caller checks once, at scan_done(). */
#ifndef LANYARD_WIRE_SCAN_H
#define LANYARD_WIRE_SCAN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
	char *at; /* into the text that is read; NUL-terminated once read by scan_string() */
	size_t size;
};

struct scan {
	char *start, *at, *end;
	int depth;
	const char *wrong; /* what is wrong at `at`; NULL = nothing so far */
	bool fresh;        /* just behind '{' or '[': no comma is due */
};

/* `text` has `size` bytes and one more behind them that may be overwritten. */
void scan_start(struct scan *scan, char *text, size_t size);
/* Marks the text as wrong at this place; `wrong` is a constant. Always false. */
bool scan_fail(struct scan *scan, const char *wrong);
/* True if the text was right and ended; else ERR_INPUT with the place. */
bool scan_done(struct scan *scan, struct err *err);

/* Enters an object; then scan_key() gives each key until it returns false. The value must be read or skipped. */
bool scan_object(struct scan *scan);
bool scan_key(struct scan *scan, struct span *key);
/* Enters an array; then scan_item() is true as long as another item follows. */
bool scan_array(struct scan *scan);
bool scan_item(struct scan *scan);

/* The next value, which must be of that type. */
bool scan_string(struct scan *scan, struct span *out);
bool scan_number(struct scan *scan, uint64_t *out); /* a whole number that is not negative and fits */
bool scan_bool(struct scan *scan, bool *out);
/* True and taken if the next value is null. */
bool scan_null(struct scan *scan);
/* Any value, checked as strictly as if it were read. */
bool scan_skip(struct scan *scan);

/* Strings with a fixed meaning. */
bool scan_text(struct scan *scan, char *out, size_t size);  /* copied, must fit */
bool scan_base64(struct scan *scan, struct span *out);      /* decoded in place */
bool scan_bytes(struct scan *scan, void *out, size_t size); /* base64 of exactly that many bytes */
bool scan_id(struct scan *scan, char out[]);                /* 26 characters of Crockford base32, upper case */
bool span_is(const struct span *span, const char *text);

#endif
