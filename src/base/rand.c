/* Randomness is libsodium's; base32 is five bits a character, most significant first. */
#include "base/rand.h"

#include <sodium.h>
#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void rand_bytes(void *out, size_t size)
{
	randombytes_buf(out, size);
}

void rand_id(char out[ID_TEXT])
{
	uint8_t id[ID_BYTES];
	rand_bytes(id, sizeof id);
	base32_encode(id, sizeof id, out);
}

void base32_encode(const void *data, size_t size, char *out)
{
	const uint8_t *bytes = data;
	uint32_t bits = 0;
	int held = 0;
	for (size_t i = 0; i < size; i++) {
		bits = bits << 8 | bytes[i];
		for (held += 8; held >= 5; held -= 5)
			*out++ = alphabet[bits >> (held - 5) & 31];
	}
	if (held)
		*out++ = alphabet[bits << (5 - held) & 31];
	*out = '\0';
}

static int base32_value(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		return 0;
	if (c == 'I' || c == 'L')
		return 1;
	const char *place = c ? strchr(alphabet, c) : NULL;
	return place ? (int)(place - alphabet) : -1;
}

bool base32_decode(const char *text, size_t length, void *out, size_t size)
{
	if (length != BASE32_LENGTH(size))
		return false;
	uint8_t *bytes = out;
	uint32_t bits = 0;
	int held = 0;
	for (size_t i = 0; i < length; i++) {
		int value = base32_value(text[i]);
		if (value < 0)
			return false;
		bits = bits << 5 | (uint32_t)value;
		held += 5;
		if (held >= 8) {
			held -= 8;
			*bytes++ = (uint8_t)(bits >> held);
		}
	}
	return (bits & ((1u << held) - 1)) == 0;
}
