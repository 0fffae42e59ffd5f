/* From the bytes that a scanner sends to codes. A code ends with CR, LF, Tab, NUL or ETX, with the suffix that the scanner is
 * set up to send, or when nothing more comes for BYTES_QUIET_MS; an STX before it is dropped. Pure: times come with the bytes,
 * codes go to a callback. The bytes are hostile: any of them may come, and any number. */
#ifndef LANYARD_DEVICE_SCAN_BYTES_H
#define LANYARD_DEVICE_SCAN_BYTES_H

#include "badge/token.h"

#include <stdbool.h>

enum { BYTES_QUIET_MS = 150, BYTES_MARK_MOST = 16 };

struct scan_bytes {
	char prefix[BYTES_MARK_MOST + 1], suffix[BYTES_MARK_MOST + 1]; /* taken off; "" none */
	char bytes[SCAN_MOST + 1];                                     /* of the code that is coming; what is more is dropped */
	size_t size;
	int64_t last; /* when the last byte came */
};

typedef void code_fn(void *self, const char *code, size_t size);

/* Either may be NULL; what is too long is cut. */
void scan_bytes_init(struct scan_bytes *bytes, const char *prefix, const char *suffix);
void scan_bytes_wipe(struct scan_bytes *bytes);
/* Gives every code that is complete; one that is longer than SCAN_MOST comes as SCAN_MOST + 1 bytes. */
void scan_bytes_take(struct scan_bytes *bytes, const char *from, size_t count, int64_t now, code_fn *give, void *self);
/* Gives what has waited long enough at `now`. */
void scan_bytes_tick(struct scan_bytes *bytes, int64_t now, code_fn *give, void *self);
/* When scan_bytes_tick() has something to do; -1 never. */
int64_t scan_bytes_deadline(const struct scan_bytes *bytes);

#endif
