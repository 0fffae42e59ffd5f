/* The exact bytes of an event, for whoever seals, checks or relays one. Pure: no store, no clock. A hub or relay that holds no
 * fair key uses event_digest() and event_verify() only.
 *
 *   header       "LYE1" | fair id 16 | device id 16 | seq 8 | at 8 | prev 32          (ids decoded, numbers big-endian; 84
 * bytes) sealed       nonce 24 | XChaCha20-Poly1305 of the body, header as additional data  (body + 40 bytes) body_digest
 * BLAKE2b-256(sealed) digest       BLAKE2b-256(header | body_digest) signature    Ed25519 of the 32 bytes of digest by the
 * device's key
 *
 * The chain (`prev`) and the signature cover body_digest, not the body: a body can be erased, leaving body_digest, and all of
 * it still verifies. */
#ifndef LANYARD_STORE_EVENT_H
#define LANYARD_STORE_EVENT_H

#include "store/store.h"

enum {
	EVENT_HEADER_BYTES = 4 + ID_BYTES + ID_BYTES + 8 + 8 + DIGEST_BYTES,
	EVENT_NONCE_BYTES = 24,
	EVENT_OVERHEAD = EVENT_NONCE_BYTES + 16,
	EVENT_SEALED_MOST = STORE_BODY_MOST + EVENT_OVERHEAD,
	EVENT_REF_TEXT = ID_TEXT + 20 + 9, /* "DEVICE.SEQ.DIGEST": names one event, even where a clone wrote the same seq */
};

/* False if `fair` or the device's id is not an id. */
bool event_header(const char *fair, const struct event *event, uint8_t header[EVENT_HEADER_BYTES]);
/* Fills in body_digest (from `sealed`, unless that is NULL) and digest. False as event_header(). */
bool event_digest(const char *fair, struct event *event);
/* Whether `digest` is that of header and body (of body_digest only when the body is erased) and the signature is the device's.
 * ERR_CORRUPT says what is not. */
bool event_verify(const char *fair, const struct event *event, const uint8_t public_key[KEY_BYTES], struct err *err);
/* The same without the signature, which is the expensive part (50 us of 52). */
bool event_check(const char *fair, const struct event *event, struct err *err);

/* Seals `body` into `sealed` (size + EVENT_OVERHEAD bytes) and lets `event` borrow it; fills in both digests. */
bool event_seal(const char *fair, const uint8_t fair_key[KEY_BYTES], struct event *event, const void *body, size_t size,
		uint8_t *sealed);
/* Opens into `body` (sealed_size - EVENT_OVERHEAD bytes). False if it was not sealed for this header under this key. */
bool event_open(const char *fair, const uint8_t fair_key[KEY_BYTES], const struct event *event, uint8_t *body, size_t *size);
void event_sign(struct event *event, const uint8_t secret_key[SIGNATURE_BYTES]);

/* The name by which other facts refer to this one (a check-in that is undone, a withdrawal that a consent had seen). */
void event_ref(const struct event *event, char out[EVENT_REF_TEXT]);

#endif
