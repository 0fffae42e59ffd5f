/* Pieces of JSON text, written straight into a buffer. All return false when the buffer's ceiling is reached. */
#ifndef LANYARD_WIRE_PUT_H
#define LANYARD_WIRE_PUT_H

#include "base/buf.h"

#include <stdint.h>

bool put_string(struct buf *out, const char *text);              /* "…", escaped */
bool put_base64(struct buf *out, const void *data, size_t size); /* "…" */
bool put_time(struct buf *out, int64_t wall);                    /* "2026-03-12T13:24:05.120Z" */
bool put_id_or_null(struct buf *out, const char *id);            /* null for "" */

#endif
