/* Four characters are twenty-four bits. Each character is looked up once; 0xFF marks one that does not belong, and as no valid
 * value has its upper bits set, one OR over the four tells whether any did not. */
#include "wire/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static uint8_t value_of(uint8_t c)
{
	static const uint8_t values[256] = {
		['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,
		['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16,
		['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24,
		['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28, ['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32,
		['g'] = 33, ['h'] = 34, ['i'] = 35, ['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40,
		['o'] = 41, ['p'] = 42, ['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48,
		['w'] = 49, ['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
		['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63, ['/'] = 64,
	};
	return (uint8_t)(values[c] - 1); /* 0 - 1: does not belong */
}

void base64_encode(const void *data, size_t size, char *out)
{
	const uint8_t *in = data;
	for (; size >= 3; size -= 3, in += 3, out += 4) {
		out[0] = alphabet[in[0] >> 2];
		out[1] = alphabet[(in[0] & 3) << 4 | in[1] >> 4];
		out[2] = alphabet[(in[1] & 15) << 2 | in[2] >> 6];
		out[3] = alphabet[in[2] & 63];
	}
	if (size == 0)
		return;
	uint8_t second = size == 2 ? in[1] : 0;
	out[0] = alphabet[in[0] >> 2];
	out[1] = alphabet[(in[0] & 3) << 4 | second >> 4];
	out[2] = size == 2 ? alphabet[(second & 15) << 2] : '=';
	out[3] = '=';
}

/* The last four characters, which may end in padding. */
static bool decode_last(const uint8_t *in, uint8_t *out, size_t *size)
{
	bool one = in[2] == '=' && in[3] == '=', two = !one && in[3] == '=';
	uint8_t a = value_of(in[0]), b = value_of(in[1]), c = one ? 0 : value_of(in[2]), d = one || two ? 0 : value_of(in[3]);
	if ((a | b | c | d) & 0xC0)
		return false;
	if ((one && b & 15) || (two && c & 3))
		return false;
	size_t bytes = one ? 1 : two ? 2 : 3;
	uint8_t whole[3] = {(uint8_t)(a << 2 | b >> 4), (uint8_t)(b << 4 | c >> 2), (uint8_t)(c << 6 | d)};
	memcpy(out, whole, bytes);
	*size += bytes;
	return true;
}

bool base64_decode(const char *text, size_t length, void *data, size_t *size)
{
	const uint8_t *in = (const uint8_t *)text;
	uint8_t *out = data;
	*size = 0;
	if (length % 4)
		return false;
	for (; length > 4; length -= 4, in += 4, *size += 3) {
		uint8_t a = value_of(in[0]), b = value_of(in[1]), c = value_of(in[2]), d = value_of(in[3]);
		if ((a | b | c | d) & 0xC0)
			return false;
		out[*size] = (uint8_t)(a << 2 | b >> 4);
		out[*size + 1] = (uint8_t)(b << 4 | c >> 2);
		out[*size + 2] = (uint8_t)(c << 6 | d);
	}
	return length == 0 || decode_last(in, out + *size, size);
}
