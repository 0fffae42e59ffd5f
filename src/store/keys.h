/* The two secrets of a device: the fair's key, which every enrolled device holds, and its own signing key.
 *
 * HOME/keys is JSON, mode 0600:
 *   {"fair":ID,"device":ID,"fair_key":BASE64,"device_seed":BASE64}
 * or, sealed with a pass phrase (Argon2id), {"salt":…,"ops":n,"memory":n,"sealed":…} holding the same text; it is then opened
 * with $LANYARD_PASSPHRASE. If $CREDENTIALS_DIRECTORY/lanyard-keys exists (systemd), it is read instead. In memory the keys are
 * in guarded pages that are never swapped or dumped. */
#ifndef LANYARD_STORE_KEYS_H
#define LANYARD_STORE_KEYS_H

#include "store/store.h"

struct keys {
	char fair[ID_TEXT];
	char device[ID_TEXT];
	uint8_t fair_key[KEY_BYTES];
	uint8_t public_key[KEY_BYTES];
	uint8_t secret_key[SIGNATURE_BYTES]; /* libsodium's form: seed and public key */
};

/* A device id is BLAKE2b-128 of the public key; a fair id that of "fair" and the founder's public key. */
void device_id_of(const uint8_t public_key[KEY_BYTES], char id[ID_TEXT]);
void fair_id_of(const uint8_t founder_key[KEY_BYTES], char id[ID_TEXT]);

/* A new device's keys; for a founder (`fair` NULL) a new fair's too. NULL only when there is no memory. */
struct keys *keys_create(const char *fair, const uint8_t *fair_key, struct err *err);
/* NULL and `err` if they cannot be read, opened, or do not belong together. */
struct keys *keys_load(const char *home, struct err *err);
/* With a pass phrase (not NULL) sealed. */
bool keys_save(const struct keys *keys, const char *home, const char *passphrase, struct err *err);
/* Wipes. NULL is welcome. */
void keys_destroy(struct keys *keys);

/* The fair's key, for badge tokens; borrowed, never to be copied out of the program. */
const uint8_t *store_fair_key(const struct store *store);

#endif
