/* Bytes in JSON are base64. A pass phrase becomes a key by Argon2id with 64 MiB, which the smallest board still has. */
#include "store/encode.h"

#include "base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
	ARGON_OPS = 4,
	ARGON_MEMORY = 64 << 20,
	ARGON_OPS_MOST = 16, /* what a file may ask of us */
	ARGON_MEMORY_MOST = 256 << 20,
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	SALT = crypto_pwhash_SALTBYTES,
	SEALED_MOST = 1 << 20,
};

json_t *json_bytes(const void *data, size_t size)
{
	size_t room = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(room);
	if (!text)
		return NULL;
	sodium_bin2base64(text, room, data, size, sodium_base64_VARIANT_ORIGINAL);
	json_t *json = json_string(text);
	sodium_memzero(text, room);
	free(text);
	return json;
}

bool json_to_some_bytes(const json_t *text, void *out, size_t room, size_t *size)
{
	const char *end;
	return json_is_string(text) &&
	       sodium_base642bin(out, room, json_string_value(text), json_string_length(text), NULL, size, &end,
				 sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       end == json_string_value(text) + json_string_length(text);
}

bool json_to_bytes(const json_t *text, void *out, size_t size)
{
	size_t got;
	return json_to_some_bytes(text, out, size, &got) && got == size;
}

bool json_to_text(const json_t *text, char *out, size_t room)
{
	if (!json_is_string(text) || json_string_length(text) >= room ||
	    !text_is_clean(json_string_value(text), json_string_length(text), false))
		return false;
	memcpy(out, json_string_value(text), json_string_length(text) + 1);
	return true;
}

json_t *json_read(const void *text, size_t size)
{
	json_t *json = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
	if (json && !json_is_object(json)) {
		json_decref(json);
		json = NULL;
	}
	return json;
}

json_t *passphrase_seal(const char *passphrase, const char *purpose, const void *text, size_t size)
{
	uint8_t salt[SALT], key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	uint8_t *sealed = malloc(NONCE + size + TAG);
	json_t *json = NULL;
	randombytes_buf(salt, sizeof salt);
	if (sealed && crypto_pwhash(key, sizeof key, passphrase, strlen(passphrase), salt, ARGON_OPS, ARGON_MEMORY,
				    crypto_pwhash_ALG_ARGON2ID13) == 0) {
		randombytes_buf(sealed, NONCE);
		crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, text, size, (const uint8_t *)purpose,
							   strlen(purpose), NULL, sealed, key);
		json = json_pack("{s:o, s:i, s:i, s:o}", "salt", json_bytes(salt, SALT), "ops", ARGON_OPS, "memory",
				 ARGON_MEMORY, "sealed", json_bytes(sealed, NONCE + size + TAG));
	}
	sodium_memzero(key, sizeof key);
	free(sealed);
	return json;
}

bool passphrase_open(const json_t *json, const char *passphrase, const char *purpose, struct buf *out, struct err *err)
{
	uint8_t salt[SALT], key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	json_int_t ops = json_integer_value(json_object_get(json, "ops"));
	json_int_t memory = json_integer_value(json_object_get(json, "memory"));
	const json_t *text = json_object_get(json, "sealed");
	size_t room = json_string_length(text), size;
	uint8_t *sealed = room && room < SEALED_MOST ? malloc(room) : NULL;
	bool ok = false;
	if (!sealed || !json_to_some_bytes(text, sealed, room, &size) || size < NONCE + TAG ||
	    !json_to_bytes(json_object_get(json, "salt"), salt, SALT) || ops < 1 || ops > ARGON_OPS_MOST || memory < 8192 ||
	    memory > ARGON_MEMORY_MOST) {
		err_set(err, ERR_INPUT, "what is sealed with the pass phrase is damaged; make it anew");
		goto out;
	}
	size_t plain = size - NONCE - TAG;
	char *place = buf_reserve(out, plain);
	if (!place || crypto_pwhash(key, sizeof key, passphrase, strlen(passphrase), salt, (unsigned long long)ops,
				    (size_t)memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
		err_set(err, ERR_MEMORY,
			"there is not enough memory to open what is sealed; close other programs and try again");
		goto out;
	}
	ok = crypto_aead_xchacha20poly1305_ietf_decrypt((uint8_t *)place, NULL, NULL, sealed + NONCE, size - NONCE,
							(const uint8_t *)purpose, strlen(purpose), sealed, key) == 0;
	if (ok)
		buf_grew(out, plain);
	else
		err_set(err, ERR_REFUSED, "the pass phrase does not fit, or the file was altered; check the pass phrase");
out:
	sodium_memzero(key, sizeof key);
	free(sealed);
	return ok;
}
