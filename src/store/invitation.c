/* Invitations: how a device enters the fair without a network. The file holds, sealed with a pass phrase, everything that a
 * newcomer needs; the newcomer makes its own keys and its certificate from it. */
#include "store/internal.h"

#include "base/text.h"
#include "store/certificate.h"
#include "store/encode.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char purpose[] = "lanyard invitation 1";
enum { INVITATION_MOST = 1 << 20, PASSPHRASE_LEAST = 8 };

/* --- making ----------------------------------------------------------------------------------------------------- */

static bool gather_certificate(void *self, const char *certificate, const struct device *device)
{
	(void)device;
	return json_array_append_new(self, json_string(certificate)) == 0;
}

static bool check_inviter(struct store *store, const char *passphrase, struct err *err)
{
	struct device self;
	if (strlen(passphrase) < PASSPHRASE_LEAST)
		return err_set(err, ERR_INPUT, "the pass phrase has fewer than %d characters; choose a longer one",
			       PASSPHRASE_LEAST);
	if (!store_device_find(store, store_device(store), &self, err))
		return false;
	return self.revoked_at == 0 ||
	       err_set(err, ERR_REFUSED, "this device was revoked and can invite nobody; use another one");
}

static bool sign_grant(struct store *store, struct grant *grant, const char *label, const char *employer,
		       uint8_t one_time_key[SIGNATURE_BYTES], struct err *err)
{
	char text[GRANT_TEXT_MOST];
	memcpy(grant->fair, store->keys->fair, ID_TEXT);
	memcpy(grant->inviter, store->keys->device, ID_TEXT);
	if (!text_is_clean(label, strlen(label), false) || !text_is_clean(employer, strlen(employer), false) ||
	    !text_copy(grant->label, sizeof grant->label, label) ||
	    !text_copy(grant->employer, sizeof grant->employer, employer))
		return err_set(err, ERR_INPUT, "the label or the employer is too long or not text; choose a shorter one");
	crypto_sign_keypair(grant->key, one_time_key);
	if (!invitation_text(grant, text))
		return err_set(err, ERR_INPUT, "the label or the employer is too long; choose a shorter one");
	crypto_sign_detached(grant->signature, NULL, (const uint8_t *)text, strlen(text), store->keys->secret_key);
	return true;
}

static char *write_grant(const struct store *store, const struct grant *grant, const uint8_t one_time_key[SIGNATURE_BYTES],
			 json_t *certificates)
{
	json_t *json = json_pack("{s:s, s:o, s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:O}", "fair", grant->fair, "fair_key",
				 json_bytes(store->keys->fair_key, KEY_BYTES), "inviter", grant->inviter, "label", grant->label,
				 "role", role_name(grant->role), "employer", grant->employer, "expires",
				 (json_int_t)grant->expires, "one_time_seed", json_bytes(one_time_key, crypto_sign_SEEDBYTES),
				 "sig", json_bytes(grant->signature, SIGNATURE_BYTES), "certificates", certificates);
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
	json_decref(json);
	return text;
}

char *invitation_make(struct store *store, const char *label, enum device_role role, const char *employer,
		      const char *passphrase, int64_t expires, struct err *err)
{
	struct grant grant = {.role = role, .expires = expires};
	uint8_t one_time_key[SIGNATURE_BYTES];
	json_t *certificates = json_array(), *sealed = NULL;
	char *text = NULL, *out = NULL;
	bool ok = check_inviter(store, passphrase, err) && sign_grant(store, &grant, label, employer, one_time_key, err) &&
		  store_certificates(store, gather_certificate, certificates, err);
	if (ok) {
		text = write_grant(store, &grant, one_time_key, certificates);
		sealed = text ? passphrase_seal(passphrase, purpose, text, strlen(text)) : NULL;
		out = sealed ? json_dumps(sealed, JSON_COMPACT) : NULL;
		if (!out)
			err_set(err, ERR_MEMORY, "there is not enough memory to seal the invitation");
	}
	if (text)
		sodium_memzero(text, strlen(text));
	free(text);
	sodium_memzero(one_time_key, sizeof one_time_key);
	json_decref(sealed);
	json_decref(certificates);
	return out;
}

/* --- accepting -------------------------------------------------------------------------------------------------- */

/* What stands in an opened invitation. */
struct opened {
	struct grant grant;
	uint8_t fair_key[KEY_BYTES];
	uint8_t one_time_key[SIGNATURE_BYTES];
	json_t *certificates; /* borrowed */
};

static bool read_grant(const json_t *json, struct opened *out)
{
	char role[16];
	uint8_t seed[crypto_sign_SEEDBYTES];
	struct grant *grant = &out->grant;
	grant->expires = json_integer_value(json_object_get(json, "expires"));
	out->certificates = json_object_get(json, "certificates");
	bool ok = json_to_text(json_object_get(json, "fair"), grant->fair, ID_TEXT) &&
		  json_to_text(json_object_get(json, "inviter"), grant->inviter, ID_TEXT) &&
		  json_to_text(json_object_get(json, "label"), grant->label, sizeof grant->label) &&
		  json_to_text(json_object_get(json, "employer"), grant->employer, sizeof grant->employer) &&
		  json_to_text(json_object_get(json, "role"), role, sizeof role) && role_parse(role, &grant->role) &&
		  json_to_bytes(json_object_get(json, "fair_key"), out->fair_key, KEY_BYTES) &&
		  json_to_bytes(json_object_get(json, "one_time_seed"), seed, sizeof seed) &&
		  json_to_bytes(json_object_get(json, "sig"), grant->signature, SIGNATURE_BYTES) &&
		  json_is_array(out->certificates);
	if (ok)
		crypto_sign_seed_keypair(grant->key, out->one_time_key, seed);
	sodium_memzero(seed, sizeof seed);
	return ok;
}

static bool open_invitation(const char *text, const char *passphrase, int64_t now, json_t **json, struct opened *out,
			    struct err *err)
{
	struct buf plain;
	buf_init(&plain, INVITATION_MOST);
	json_t *sealed = strlen(text) <= INVITATION_MOST ? json_read(text, strlen(text)) : NULL;
	bool ok = sealed || err_set(err, ERR_INPUT, "this is not an invitation; ask for a new one");
	ok = ok && passphrase_open(sealed, passphrase, purpose, &plain, err);
	if (ok) {
		*json = json_read(buf_text(&plain), plain.size);
		ok = (*json && read_grant(*json, out)) ||
		     err_set(err, ERR_INPUT, "this is not an invitation; ask for a new one");
	}
	if (ok && out->grant.expires < now)
		ok = err_set(err, ERR_REFUSED, "the invitation has expired; ask for a new one");
	buf_wipe(&plain);
	buf_release(&plain);
	json_decref(sealed);
	return ok;
}

static bool append_joined(const char *home, const struct grant *grant, struct err *err)
{
	struct store *store = store_open(home, STORE_WRITE, err);
	json_t *body = json_pack("{s:s, s:s}", "label", grant->label, "role", role_name(grant->role));
	if (grant->employer[0])
		json_object_set_new(body, "employer", json_string(grant->employer));
	bool ok = store && store_append(store, &(struct fact){"device.joined", body}, 1, err);
	json_decref(body);
	store_close(store);
	return ok;
}

bool invitation_accept(const char *home, const char *text, const char *passphrase, int64_t now, char device[ID_TEXT],
		       struct err *err)
{
	struct opened opened = {.certificates = NULL};
	json_t *json = NULL;
	struct keys *keys = NULL;
	char *certificate = NULL;
	bool ok = open_invitation(text, passphrase, now, &json, &opened, err) &&
		  (keys = keys_create(opened.grant.fair, opened.fair_key, err));
	if (ok) {
		certificate = certificate_join(keys, &opened.grant, opened.one_time_key);
		ok = (certificate && json_array_append_new(opened.certificates, json_string(certificate)) == 0) ||
		     err_set(err, ERR_MEMORY, "there is not enough memory to join");
	}
	ok = ok && home_create(home, keys, opened.certificates, err) && append_joined(home, &opened.grant, err);
	if (ok)
		memcpy(device, keys->device, ID_TEXT);
	free(certificate);
	keys_destroy(keys);
	sodium_memzero(&opened, sizeof opened);
	json_decref(json);
	return ok;
}
