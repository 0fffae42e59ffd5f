/* Keys at rest and in memory. They live in sodium_malloc() pages, read-only once made. */
#include "store/keys.h"

#include "base/file.h"
#include "store/encode.h"

#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char purpose[] = "lanyard keys 1";
enum { KEYS_FILE_MOST = 4096 };

void device_id_of(const uint8_t public_key[KEY_BYTES], char id[ID_TEXT])
{
	uint8_t hash[ID_BYTES];
	crypto_generichash(hash, sizeof hash, public_key, KEY_BYTES, NULL, 0);
	base32_encode(hash, sizeof hash, id);
}

void fair_id_of(const uint8_t founder_key[KEY_BYTES], char id[ID_TEXT])
{
	uint8_t hash[ID_BYTES], bytes[4 + KEY_BYTES] = "fair";
	memcpy(bytes + 4, founder_key, KEY_BYTES);
	crypto_generichash(hash, sizeof hash, bytes, sizeof bytes, NULL, 0);
	base32_encode(hash, sizeof hash, id);
}

static struct keys *keys_allocate(struct err *err)
{
	struct keys *keys = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *keys);
	if (keys)
		memset(keys, 0, sizeof *keys);
	else
		err_set(err, ERR_MEMORY, "there is no memory for the keys; close other programs and try again");
	return keys;
}

struct keys *keys_create(const char *fair, const uint8_t *fair_key, struct err *err)
{
	struct keys *keys = keys_allocate(err);
	if (!keys)
		return NULL;
	crypto_sign_keypair(keys->public_key, keys->secret_key);
	device_id_of(keys->public_key, keys->device);
	if (fair) {
		memcpy(keys->fair, fair, ID_TEXT);
		memcpy(keys->fair_key, fair_key, KEY_BYTES);
	} else {
		fair_id_of(keys->public_key, keys->fair);
		randombytes_buf(keys->fair_key, KEY_BYTES);
	}
	sodium_mprotect_readonly(keys);
	return keys;
}

static bool keys_path(const char *home, char *path, size_t size)
{
	const char *credentials = getenv("CREDENTIALS_DIRECTORY");
	if (credentials && (size_t)snprintf(path, size, "%s/lanyard-keys", credentials) < size && file_exists(path))
		return true;
	return (size_t)snprintf(path, size, "%s/keys", home) < size;
}

static bool keys_from_json(struct keys *keys, const json_t *json)
{
	uint8_t seed[crypto_sign_SEEDBYTES];
	bool ok = json_to_bytes(json_object_get(json, "device_seed"), seed, sizeof seed) &&
		  json_to_bytes(json_object_get(json, "fair_key"), keys->fair_key, KEY_BYTES) &&
		  json_to_text(json_object_get(json, "fair"), keys->fair, ID_TEXT);
	if (ok) {
		crypto_sign_seed_keypair(keys->public_key, keys->secret_key, seed);
		device_id_of(keys->public_key, keys->device);
	}
	sodium_memzero(seed, sizeof seed);
	return ok;
}

/* Opens the pass-phrase seal, if there is one, in place. */
static bool keys_unseal(struct buf *text, struct err *err)
{
	json_t *json = json_read(buf_text(text), text->size);
	bool ok = true;
	if (json_object_get(json, "sealed")) {
		const char *passphrase = getenv("LANYARD_PASSPHRASE");
		buf_wipe(text);
		ok = passphrase ? passphrase_open(json, passphrase, purpose, text, err)
				: err_set(err, ERR_REFUSED, "the keys are sealed; give the pass phrase in LANYARD_PASSPHRASE");
	}
	json_decref(json);
	return ok;
}

struct keys *keys_load(const char *home, struct err *err)
{
	char path[PATH_MAX];
	struct buf text;
	buf_init(&text, KEYS_FILE_MOST);
	struct keys *keys = keys_allocate(err);
	json_t *json = NULL;
	bool ok = keys && (keys_path(home, path, sizeof path) || err_set(err, ERR_INPUT, "the home's path is too long")) &&
		  file_read(path, &text, err) && keys_unseal(&text, err);
	if (ok) {
		json = json_read(buf_text(&text), text.size);
		ok = (json && keys_from_json(keys, json)) ||
		     err_set(err, ERR_CORRUPT, "%s does not hold a fair's keys; restore it or join the fair again", path);
	}
	json_decref(json);
	buf_wipe(&text);
	buf_release(&text);
	if (!ok) {
		keys_destroy(keys);
		return NULL;
	}
	sodium_mprotect_readonly(keys);
	return keys;
}

bool keys_save(const struct keys *keys, const char *home, const char *passphrase, struct err *err)
{
	char path[PATH_MAX], *text = NULL;
	json_t *json = json_pack("{s:s, s:s, s:o, s:o}", "fair", keys->fair, "device", keys->device, "fair_key",
				 json_bytes(keys->fair_key, KEY_BYTES), "device_seed",
				 json_bytes(keys->secret_key, crypto_sign_SEEDBYTES));
	text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	if (text && passphrase) {
		json_t *sealed = passphrase_seal(passphrase, purpose, text, strlen(text));
		sodium_memzero(text, strlen(text));
		free(text);
		text = sealed ? json_dumps(sealed, JSON_COMPACT) : NULL;
		json_decref(sealed);
	}
	bool ok = text ? (size_t)snprintf(path, sizeof path, "%s/keys", home) < sizeof path &&
				  file_replace(path, text, strlen(text), 0600, err)
		       : err_set(err, ERR_MEMORY, "there is no memory for the keys; close other programs and try again");
	if (text)
		sodium_memzero(text, strlen(text));
	free(text);
	json_decref(json);
	return ok;
}

void keys_destroy(struct keys *keys)
{
	sodium_free(keys);
}
