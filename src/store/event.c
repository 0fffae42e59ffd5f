/* Bytes of an event. Everything follows from the layout in event.h; libsodium does the rest. */
#include "store/event.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == EVENT_NONCE_BYTES, "nonce");
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES + EVENT_NONCE_BYTES == EVENT_OVERHEAD, "tag");
static_assert(crypto_sign_BYTES == SIGNATURE_BYTES, "signature");

static uint8_t *put_number(uint8_t *at, uint64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		*at++ = (uint8_t)(number >> shift);
	return at;
}

static bool put_id(uint8_t **at, const char *id)
{
	bool ok = base32_decode(id, strlen(id), *at, ID_BYTES);
	*at += ID_BYTES;
	return ok;
}

bool event_header(const char *fair, const struct event *event, uint8_t header[EVENT_HEADER_BYTES])
{
	memcpy(header, "LYE1", 4);
	uint8_t *at = header + 4;
	if (!put_id(&at, fair) || !put_id(&at, event->device))
		return false;
	at = put_number(at, event->seq);
	at = put_number(at, event->at);
	memcpy(at, event->prev, DIGEST_BYTES);
	return true;
}

static void digest_of_body(const struct event *event, uint8_t out[DIGEST_BYTES])
{
	if (event->sealed)
		crypto_generichash(out, DIGEST_BYTES, event->sealed, event->sealed_size, NULL, 0);
	else
		memcpy(out, event->body_digest, DIGEST_BYTES);
}

bool event_digest(const char *fair, struct event *event)
{
	uint8_t bytes[EVENT_HEADER_BYTES + DIGEST_BYTES];
	if (!event_header(fair, event, bytes))
		return false;
	digest_of_body(event, event->body_digest);
	memcpy(bytes + EVENT_HEADER_BYTES, event->body_digest, DIGEST_BYTES);
	crypto_generichash(event->digest, DIGEST_BYTES, bytes, sizeof bytes, NULL, 0);
	return true;
}

bool event_check(const char *fair, const struct event *event, struct err *err)
{
	struct event own = *event;
	if (!event_digest(fair, &own))
		return err_set(err, ERR_CORRUPT, "its device's id is not an id");
	return memcmp(own.digest, event->digest, DIGEST_BYTES) == 0 || err_set(err, ERR_CORRUPT, "its content was altered");
}

bool event_verify(const char *fair, const struct event *event, const uint8_t public_key[KEY_BYTES], struct err *err)
{
	if (!event_check(fair, event, err))
		return false;
	if (crypto_sign_verify_detached(event->signature, event->digest, DIGEST_BYTES, public_key) != 0)
		return err_set(err, ERR_CORRUPT, "its signature is not that of its device");
	return true;
}

bool event_seal(const char *fair, const uint8_t fair_key[KEY_BYTES], struct event *event, const void *body, size_t size,
		uint8_t *sealed)
{
	uint8_t header[EVENT_HEADER_BYTES];
	if (!event_header(fair, event, header))
		return false;
	randombytes_buf(sealed, EVENT_NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + EVENT_NONCE_BYTES, NULL, body, size, header, sizeof header, NULL,
						   sealed, fair_key);
	event->sealed = sealed;
	event->sealed_size = size + EVENT_OVERHEAD;
	return event_digest(fair, event);
}

bool event_open(const char *fair, const uint8_t fair_key[KEY_BYTES], const struct event *event, uint8_t *body, size_t *size)
{
	uint8_t header[EVENT_HEADER_BYTES];
	if (!event->sealed || event->sealed_size < EVENT_OVERHEAD || !event_header(fair, event, header))
		return false;
	*size = event->sealed_size - EVENT_OVERHEAD;
	return crypto_aead_xchacha20poly1305_ietf_decrypt(body, NULL, NULL, event->sealed + EVENT_NONCE_BYTES,
							  event->sealed_size - EVENT_NONCE_BYTES, header, sizeof header,
							  event->sealed, fair_key) == 0;
}

void event_sign(struct event *event, const uint8_t secret_key[SIGNATURE_BYTES])
{
	crypto_sign_detached(event->signature, NULL, event->digest, DIGEST_BYTES, secret_key);
}

void event_ref(const struct event *event, char out[EVENT_REF_TEXT])
{
	char digest[BASE32_LENGTH(5) + 1];
	base32_encode(event->digest, 5, digest);
	snprintf(out, EVENT_REF_TEXT, "%s.%llu.%s", event->device, (unsigned long long)event->seq, digest);
}
