/* Tokens are 20 bytes: what they say and a keyed hash over it. Reading one decides shape, version, fair tag and MAC in that
 * order; nothing of a scan is believed, and `out` is filled only when the MAC fits. */
#include "badge/token.h"

#include <sodium.h>
#include <string.h>

enum {
	VERSION = 1,
	TYPE_BADGE = 1,
	EPOCH = 1,
	HEAD_BYTES = 2,
	MAC_AT = HEAD_BYTES + PRINT_ID_BYTES,
	MAC_BYTES = TOKEN_BYTES - MAC_AT,
	TAG_BYTES = 2,
};

static const char key_context[crypto_kdf_CONTEXTBYTES + 1] = "LnyBadge";

static void make_mac(const uint8_t fair_key[32], const uint8_t bytes[TOKEN_BYTES], uint8_t mac[MAC_BYTES])
{
	uint8_t key[crypto_generichash_KEYBYTES], full[crypto_generichash_BYTES];
	crypto_kdf_derive_from_key(key, sizeof key, bytes[1], key_context, fair_key);
	crypto_generichash(full, sizeof full, bytes, MAC_AT, key, sizeof key);
	memcpy(mac, full, MAC_BYTES);
	sodium_memzero(key, sizeof key);
	sodium_memzero(full, sizeof full);
}

/* The two bytes that stand before `random`, the rest of the print id. */
static void make_tag(const char *fair_id, const uint8_t *random, uint8_t tag[TAG_BYTES])
{
	uint8_t hash[crypto_generichash_BYTES_MIN];
	crypto_generichash(hash, sizeof hash, (const uint8_t *)fair_id, strlen(fair_id), NULL, 0);
	for (size_t i = 0; i < TAG_BYTES; i++)
		tag[i] = hash[i] ^ random[i];
}

/* Fills in head and MAC around the print id and writes the text. */
static void finish(const uint8_t fair_key[32], uint8_t bytes[TOKEN_BYTES], char text[TOKEN_TEXT])
{
	bytes[0] = VERSION << 5 | TYPE_BADGE;
	bytes[1] = EPOCH;
	make_mac(fair_key, bytes, bytes + MAC_AT);
	text[0] = 'L';
	base32_encode(bytes, TOKEN_BYTES, text + 1);
}

static void describe(const uint8_t bytes[TOKEN_BYTES], struct token *out)
{
	*out = (struct token){.version = bytes[0] >> 5, .type = bytes[0] & 31, .epoch = bytes[1]};
	memcpy(out->print_id, bytes + HEAD_BYTES, PRINT_ID_BYTES);
	base32_encode(out->print_id, PRINT_ID_BYTES, out->badge);
}

void token_make(const uint8_t fair_key[32], const char *fair_id, char text[TOKEN_TEXT], struct token *out)
{
	uint8_t bytes[TOKEN_BYTES], *print_id = bytes + HEAD_BYTES;
	rand_bytes(print_id + TAG_BYTES, PRINT_ID_BYTES - TAG_BYTES);
	make_tag(fair_id, print_id + TAG_BYTES, print_id);
	finish(fair_key, bytes, text);
	describe(bytes, out);
}

bool token_for_badge(const uint8_t fair_key[32], const char *badge, char text[TOKEN_TEXT])
{
	uint8_t bytes[TOKEN_BYTES];
	if (!base32_decode(badge, strlen(badge), bytes + HEAD_BYTES, PRINT_ID_BYTES))
		return false;
	finish(fair_key, bytes, text);
	return true;
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Drops what scanners add: white space, an AIM symbology identifier ("]Q3": ISO/IEC 15424) and an ECI designator ("\000026").
 */
void token_strip(const char **scan, size_t *size)
{
	const char *at = *scan, *end = at + *size;
	while (at < end && is_space(*at))
		at++;
	while (end > at && is_space(end[-1]))
		end--;
	if (end - at >= 3 && at[0] == ']' && is_letter(at[1]) && (is_digit(at[2]) || is_letter(at[2])))
		at += 3;
	if (end - at >= 7 && at[0] == '\\') {
		int digits = 1;
		while (digits < 7 && is_digit(at[digits]))
			digits++;
		if (digits == 7)
			at += 7;
	}
	*scan = at;
	*size = (size_t)(end - at);
}

enum token_verdict token_read(const uint8_t fair_key[32], const char *fair_id, const char *scan, size_t size, struct token *out)
{
	uint8_t bytes[TOKEN_BYTES], tag[TAG_BYTES], mac[MAC_BYTES];
	*out = (struct token){0};
	if (size > SCAN_MOST)
		return TOKEN_MALFORMED;
	token_strip(&scan, &size);
	if (size != TOKEN_TEXT - 1 || (scan[0] != 'L' && scan[0] != 'l') ||
	    !base32_decode(scan + 1, size - 1, bytes, sizeof bytes))
		return TOKEN_MALFORMED;
	if (bytes[0] != (VERSION << 5 | TYPE_BADGE))
		return TOKEN_NEWER;
	make_mac(fair_key, bytes, mac);
	bool ours = sodium_memcmp(mac, bytes + MAC_AT, MAC_BYTES) == 0;
	make_tag(fair_id, bytes + HEAD_BYTES + TAG_BYTES, tag);
	bool tagged = memcmp(tag, bytes + HEAD_BYTES, TAG_BYTES) == 0;
	sodium_memzero(mac, sizeof mac); /* of a forged token this is the MAC that would fit */
	if (!tagged)
		return TOKEN_FOREIGN;
	if (!ours)
		return TOKEN_FORGED;
	describe(bytes, out);
	return TOKEN_VALID;
}

/* Crockford's 32 characters with the two that people misread (0 1) replaced; O and I are not in the alphabet. */
static char readable(char c)
{
	return c == '0' ? 'Y' : c == '1' ? 'Z' : c;
}

void token_short_code(const char *badge, char out[SHORT_CODE_TEXT])
{
	enum { HALF = 3 };
	size_t length = strlen(badge);
	if (length < 2 * HALF) {
		*out = '\0';
		return;
	}
	for (size_t i = 0; i < 2 * HALF; i++) /* the last ones: the first depend on one another through the fair tag */
		out[i + (i >= HALF)] = readable(badge[length - 2 * HALF + i]);
	out[HALF] = '-';
	out[SHORT_CODE_TEXT - 1] = '\0';
}
