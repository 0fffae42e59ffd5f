/* What bytes a spreadsheet program wrote, and the same text as UTF-8.
 *
 * Exports come as UTF-8 with and without a byte order mark, as UTF-16 ("Unicode text" of Excel), and as Windows-1252 ("CSV" of
 * Excel on a Western machine). UTF-16 is known from its mark or its zero bytes and is the same for the whole file. The other
 * two are told apart cell by cell: a cell that is not well-formed UTF-8 is Windows-1252, so one bad byte spoils one cell only.
 */
#ifndef LANYARD_TABLE_ENCODING_H
#define LANYARD_TABLE_ENCODING_H

#include "base/buf.h"

#include <stdint.h>

enum encoding { ENCODING_UTF8, ENCODING_WINDOWS_1252, ENCODING_UTF16LE, ENCODING_UTF16BE };
const char *encoding_name(enum encoding encoding);

/* Judges the first bytes of a file (some 64 KiB; a character cut at their end is no fault). */
enum encoding encoding_detect(const void *head, size_t size);

/* A stream of bytes made UTF-8 in chunks of any size; the zero value with an encoding set is ready. UTF-16 is decoded (a lone
 * surrogate becomes U+FFFD); other bytes pass unchanged for encoding_add_cell(). A byte order mark is dropped. */
struct decoder {
	enum encoding encoding;
	unsigned mark; /* bytes of a UTF-8 mark seen at the very beginning */
	bool begun;    /* the beginning is over */
	bool odd;      /* half of a UTF-16 unit is kept in `half` */
	uint8_t half;
	uint16_t high; /* a high surrogate that waits for its other half */
};
/* False when `out` is full. At most 3 bytes come out for each that goes in, and 3 more. */
bool decoder_feed(struct decoder *decoder, const void *bytes, size_t size, struct buf *out);
/* What was held back at the end of the stream. */
bool decoder_end(struct decoder *decoder, struct buf *out);

/* Adds a cell's bytes as UTF-8: unchanged if they are well-formed, else read as Windows-1252. NUL bytes are left out. */
bool encoding_add_cell(struct buf *out, const char *bytes, size_t size);

#endif
