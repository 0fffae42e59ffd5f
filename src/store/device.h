/* Who may write into a fair: certificates and invitations.
 *
 * A device's id is BLAKE2b-128 of its Ed25519 public key; a fair's id is BLAKE2b-128 of "fair" and its founder's public key.
 * So an id proves a key, and a certificate needs nobody to ask: the founder's is signed by the founder's key itself, every
 * other one by the one-time key of an invitation, which an admitted device signed. A relay that holds no fair key can check
 * all of it. A certificate is a JSON object, kept and sent as the exact text that was signed; it holds nothing personal. */
#ifndef LANYARD_STORE_DEVICE_H
#define LANYARD_STORE_DEVICE_H

#include "store/store.h"

enum device_role { ROLE_KIOSK, ROLE_BOOTH, ROLE_STAFF, ROLE_RELAY, ROLE_COUNT };
const char *role_name(enum device_role role); /* "kiosk" … */
bool role_parse(const char *name, enum device_role *role);

enum { CERTIFICATE_MOST = 2048 };

struct device {
	char id[ID_TEXT];
	char fair[ID_TEXT];
	uint8_t public_key[KEY_BYTES];
	char label[64];
	enum device_role role;
	char employer[ID_TEXT + 16]; /* for a booth: the employer's id; else "" */
	char inviter[ID_TEXT];       /* the admitted device that signed the invitation; its own id for the founder */
	int64_t revoked_at;          /* 0 = not revoked */
};

/* Reads and checks a certificate against itself and, unless it is the founder's, against `inviter` (looked up by the caller;
 * NULL is accepted only for a founder). ERR_REFUSED with the reason. Pure: no store. */
bool certificate_read(const char *text, const uint8_t *inviter_key, struct device *out, struct err *err);
/* The inviter's id that a certificate names, to look it up before certificate_read(). */
bool certificate_inviter(const char *text, char inviter[ID_TEXT], struct err *err);

/* Admits a certificate into the store (its inviter must be admitted already). Admitting twice is fine. */
bool store_admit(struct store *store, const char *certificate, struct err *err);
/* Walks the certificates in an order in which they can be admitted. */
typedef bool certificate_fn(void *self, const char *certificate, const struct device *device);
bool store_certificates(struct store *store, certificate_fn *next, void *self, struct err *err);
bool store_device_find(struct store *store, const char *id, struct device *out, struct err *err);
/* Signs "lanyard message\n" and the message (at most 1,024 bytes) with this device's key, for the hub's sign-in. The prefix
 * keeps the signature from being good for anything else. */
void store_sign(const struct store *store, const void *message, size_t size, uint8_t signature[SIGNATURE_BYTES]);
/* The other side of store_sign(). Pure: no store. */
bool device_signed(const uint8_t public_key[KEY_BYTES], const void *message, size_t size,
		   const uint8_t signature[SIGNATURE_BYTES]);

/* Makes a one-time invitation: a JSON text sealed with a pass phrase (Argon2id), holding the fair's key, the certificates and a
 * signed one-time key. `expires` is a wall time. Free the text with free(). */
char *invitation_make(struct store *store, const char *label, enum device_role role, const char *employer,
		      const char *passphrase, int64_t expires, struct err *err);
/* Opens an invitation, makes this device's own keys and a home that has joined the fair (device.joined is its first fact). */
bool invitation_accept(const char *home, const char *text, const char *passphrase, int64_t now, char device[ID_TEXT],
		       struct err *err);

#endif
