/* Random bytes and Crockford base32 (https://www.crockford.com/base32.html), in which ids and badge tokens are written. */
#ifndef LANYARD_BASE_RAND_H
#define LANYARD_BASE_RAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ID_BYTES = 16,
	ID_TEXT = 27, /* 26 characters and the NUL */
};

void rand_bytes(void *out, size_t size);
/* A new random 128-bit id as 26 base32 characters. */
void rand_id(char out[ID_TEXT]);

/* Characters that `size` bytes need, without the NUL. */
#define BASE32_LENGTH(size) (((size)*8 + 4) / 5)
/* Upper case, no padding; `out` has BASE32_LENGTH(size) + 1 bytes. */
void base32_encode(const void *data, size_t size, char *out);
/* Accepts lower case and O, I, L as 0, 1, 1. False if a character does not belong, the length is not exactly that of `size`
 * bytes, or unused bits are set. */
bool base32_decode(const char *text, size_t length, void *out, size_t size);

#endif
