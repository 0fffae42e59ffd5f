/* Base64 (RFC 4648 section 4, with padding), by table: an event carries half a kilobyte of it, and libsodium's constant-time
 * version costs more than all the rest of reading an event. Nothing secret is ever written in it here. */
#ifndef LANYARD_WIRE_BASE64_H
#define LANYARD_WIRE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters that `size` bytes need, without a NUL. */
#define BASE64_LENGTH(size) (((size) + 2) / 3 * 4)

/* Writes BASE64_LENGTH(size) characters, no NUL. */
void base64_encode(const void *data, size_t size, char *out);
/* `out` has room for length / 4 * 3 bytes and may be `text` itself. False for a foreign character, a length that is not a
 * multiple of four, or unused bits that are set: every value has exactly one spelling. */
bool base64_decode(const char *text, size_t length, void *out, size_t *size);

#endif
