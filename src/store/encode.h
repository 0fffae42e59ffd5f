/* Small helpers between JSON texts and bytes, and the pass-phrase seal, for keys, invitations, certificates and batches. */
#ifndef LANYARD_STORE_ENCODE_H
#define LANYARD_STORE_ENCODE_H

#include "base/buf.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A JSON string with the base64 (RFC 4648) of `size` bytes. */
json_t *json_bytes(const void *data, size_t size);
/* Reads base64 of exactly `size` bytes. */
bool json_to_bytes(const json_t *text, void *out, size_t size);
/* Reads base64 of at most `room` bytes. */
bool json_to_some_bytes(const json_t *text, void *out, size_t room, size_t *size);
/* Copies a clean string of fewer than `room` bytes; false if it is missing, too long, or holds control characters. */
bool json_to_text(const json_t *text, char *out, size_t room);

/* Parses one object; duplicates and trailing bytes are refused. NULL if it is none. */
json_t *json_read(const void *text, size_t size);

/* {"salt","ops","memory","sealed"}: `text` under a key made from the pass phrase with Argon2id, `purpose` authenticated. NULL
 * only when there is no memory. */
json_t *passphrase_seal(const char *passphrase, const char *purpose, const void *text, size_t size);
/* Opens into `out`, which the caller wipes. ERR_REFUSED for a wrong pass phrase or altered content. */
bool passphrase_open(const json_t *sealed, const char *passphrase, const char *purpose, struct buf *out, struct err *err);

#endif
