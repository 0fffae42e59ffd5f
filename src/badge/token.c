/* Reading a token decides shape, version, fair tag and MAC in that order; nothing of a scan is believed, and `out` is filled
 * only when the MAC fits. */
#include "badge/token.h"

#include <sodium.h>
#include <string.h>

enum {
	VERSION = 1,
	VERSION_CARD = 2,
	TYPE_BADGE = 1,
	EPOCH = 1,
	HEAD_BYTES = 2,
	MAC_AT = HEAD_BYTES + PRINT_ID_BYTES,
	MAC_BYTES = TOKEN_BYTES - MAC_AT,
	TAG_BYTES = 2,
	SALT_AT = HEAD_BYTES + PRINT_ID_BYTES,
	SALT_BYTES = 4,
	CARD_AT = SALT_AT + SALT_BYTES,
	SEAL_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	SEALED_MOST = CARD_LARGE + SEAL_BYTES,
};
_Static_assert(CARD_AT + SEAL_BYTES == TOKEN_OVER_CARD, "what stands beside the card");

static const char key_context[crypto_kdf_CONTEXTBYTES + 1] = "LnyBadge";
static const char card_context[crypto_kdf_CONTEXTBYTES + 1] = "LnyCards";

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

static void write_text(const uint8_t *bytes, size_t size, char text[TOKEN_TEXT])
{
	text[0] = 'L';
	base32_encode(bytes, size, text + 1);
}

/* Fills in head and MAC around the print id and writes the text. */
static void finish(const uint8_t fair_key[32], uint8_t bytes[TOKEN_BYTES], char text[TOKEN_TEXT])
{
	bytes[0] = VERSION << 5 | TYPE_BADGE;
	bytes[1] = EPOCH;
	make_mac(fair_key, bytes, bytes + MAC_AT);
	write_text(bytes, TOKEN_BYTES, text);
}

static void describe(const uint8_t bytes[HEAD_BYTES + PRINT_ID_BYTES], struct token *out)
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

/* --- the card ------------------------------------------------------------------------------------------------------------- */

static void card_key(const uint8_t fair_key[32], uint8_t epoch, uint8_t key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES])
{
	crypto_kdf_derive_from_key(key, crypto_aead_xchacha20poly1305_ietf_KEYBYTES, epoch, card_context, fair_key);
}

/* Keyed BLAKE2b over the print id and more. */
static void keyed_hash(const uint8_t key[32], const uint8_t *print_id, const uint8_t *more, size_t size, uint8_t *out,
		       size_t out_size)
{
	crypto_generichash_state state;
	uint8_t full[crypto_generichash_BYTES];
	crypto_generichash_init(&state, key, 32, sizeof full);
	crypto_generichash_update(&state, print_id, PRINT_ID_BYTES);
	crypto_generichash_update(&state, more, size);
	crypto_generichash_final(&state, full, sizeof full);
	memcpy(out, full, out_size);
	sodium_memzero(&state, sizeof state);
	sodium_memzero(full, sizeof full);
}

static void make_nonce(const uint8_t key[32], const uint8_t *bytes, uint8_t nonce[NONCE_BYTES])
{
	keyed_hash(key, bytes + HEAD_BYTES, bytes + SALT_AT, SALT_BYTES, nonce, NONCE_BYTES);
}

bool token_with_card(const uint8_t fair_key[32], const char *badge, const struct badge_card *card, char text[TOKEN_TEXT])
{
	uint8_t bytes[TOKEN_BYTES_MOST] = {VERSION_CARD << 5 | TYPE_BADGE, EPOCH}, clear[CARD_LARGE], key[32],
		nonce[NONCE_BYTES];
	if (!base32_decode(badge, strlen(badge), bytes + HEAD_BYTES, PRINT_ID_BYTES))
		return false;
	size_t size = card_pack(card, clear);
	card_key(fair_key, EPOCH, key);
	keyed_hash(key, bytes + HEAD_BYTES, clear, size, bytes + SALT_AT, SALT_BYTES);
	make_nonce(key, bytes, nonce);
	crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + CARD_AT, NULL, clear, size, bytes, CARD_AT, NULL, nonce, key);
	write_text(bytes, TOKEN_OVER_CARD + size, text);
	sodium_memzero(clear, sizeof clear);
	sodium_memzero(key, sizeof key);
	return true;
}

/* Whether the seal fits; a card of a later program is left out. */
static bool open_card(const uint8_t fair_key[32], const uint8_t *bytes, size_t size, struct token *out)
{
	uint8_t clear[CARD_LARGE], key[32], nonce[NONCE_BYTES];
	unsigned long long clear_size = 0;
	card_key(fair_key, bytes[1], key);
	make_nonce(key, bytes, nonce);
	bool fits = crypto_aead_xchacha20poly1305_ietf_decrypt(clear, &clear_size, NULL, bytes + CARD_AT, size - CARD_AT, bytes,
							       CARD_AT, nonce, key) == 0;
	if (fits) {
		describe(bytes, out);
		out->has_card = card_unpack(clear, clear_size, &out->card);
	}
	sodium_memzero(clear, sizeof clear);
	sodium_memzero(key, sizeof key);
	return fits;
}

/* --- reading -------------------------------------------------------------------------------------------------------------- */

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

/* The bytes that tokens have, shortest first, and which version has them. */
static const struct {
	uint8_t version;
	size_t bytes;
} shapes[] = {
	{VERSION, TOKEN_BYTES},
	{VERSION_CARD, TOKEN_OVER_CARD + CARD_SMALL},
	{VERSION_CARD, TOKEN_OVER_CARD + CARD_LARGE},
};
enum { SHAPES = sizeof shapes / sizeof shapes[0] };

/* SHAPES if none. */
static size_t shape_of(size_t characters)
{
	size_t i = 0;
	while (i < SHAPES && 1 + BASE32_LENGTH(shapes[i].bytes) != characters)
		i++;
	return i;
}

bool token_is_length(size_t size)
{
	return shape_of(size) < SHAPES;
}

static bool mac_fits(const uint8_t fair_key[32], const uint8_t bytes[TOKEN_BYTES], struct token *out)
{
	uint8_t mac[MAC_BYTES];
	make_mac(fair_key, bytes, mac);
	bool fits = sodium_memcmp(mac, bytes + MAC_AT, MAC_BYTES) == 0;
	sodium_memzero(mac, sizeof mac); /* of a forged token this is the MAC that would fit */
	if (fits)
		describe(bytes, out);
	return fits;
}

enum token_verdict token_read(const uint8_t fair_key[32], const char *fair_id, const char *scan, size_t size, struct token *out)
{
	uint8_t bytes[TOKEN_BYTES_MOST], tag[TAG_BYTES];
	*out = (struct token){0};
	if (size > SCAN_MOST)
		return TOKEN_MALFORMED;
	token_strip(&scan, &size);
	size_t shape = shape_of(size);
	if (shape == SHAPES || (scan[0] != 'L' && scan[0] != 'l') ||
	    !base32_decode(scan + 1, size - 1, bytes, shapes[shape].bytes))
		return TOKEN_MALFORMED;
	if (bytes[0] != (shapes[shape].version << 5 | TYPE_BADGE))
		return TOKEN_NEWER;
	bool ours = shapes[shape].version == VERSION ? mac_fits(fair_key, bytes, out)
						     : open_card(fair_key, bytes, shapes[shape].bytes, out);
	make_tag(fair_id, bytes + HEAD_BYTES + TAG_BYTES, tag);
	if (memcmp(tag, bytes + HEAD_BYTES, TAG_BYTES) != 0) {
		sodium_memzero(out, sizeof *out);
		return TOKEN_FOREIGN;
	}
	return ours ? TOKEN_VALID : TOKEN_FORGED;
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
