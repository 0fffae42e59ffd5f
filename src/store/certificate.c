/* Certificates: the exact text that was signed. The signature stands last,
 *
 *   {"v":1,"fair":…,"device":…,"key":…,"label":…,"role":…,"employer":…,"inviter":…,"invitation":{…},"sig":"BASE64"}
 *
 * and covers every byte before `,"sig":`, so no canonical form of JSON is needed. `invitation` is what the inviter signed (see
 * invitation_text()); a founder's certificate has none. */
#include "store/certificate.h"

#include "store/encode.h"
#include "store/keys.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tail[] = ",\"sig\":\"";
enum {
	TAIL = sizeof tail - 1,
	SIGNATURE_TEXT = 88, /* base64 of 64 bytes */
	TAIL_BYTES = TAIL + SIGNATURE_TEXT + 2,
};

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_KIOSK] = "kiosk",
	[ROLE_BOOTH] = "booth",
	[ROLE_STAFF] = "staff",
	[ROLE_RELAY] = "relay",
};

const char *role_name(enum device_role role)
{
	return role_names[role];
}

bool role_parse(const char *name, enum device_role *role)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(role_names[i], name) == 0) {
			*role = (enum device_role)i;
			return true;
		}
	return false;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

bool invitation_text(const struct grant *grant, char out[GRANT_TEXT_MOST])
{
	char key[BASE32_LENGTH(KEY_BYTES) + 1];
	base32_encode(grant->key, KEY_BYTES, key);
	int size = snprintf(out, GRANT_TEXT_MOST, "lanyard invitation 1\n%s\n%s\n%s\n%s\n%s\n%lld\n", grant->fair, key,
			    role_names[grant->role], grant->employer, grant->label, (long long)grant->expires);
	return size > 0 && size < GRANT_TEXT_MOST;
}

/* `json` without its last brace, then the signature. */
static char *sign_text(json_t *json, const uint8_t secret_key[SIGNATURE_BYTES])
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL, *out = NULL;
	json_decref(json);
	size_t size = text ? strlen(text) - 1 : 0;
	if (text && size + TAIL_BYTES < CERTIFICATE_MOST && (out = malloc(size + TAIL_BYTES + 1))) {
		uint8_t signature[SIGNATURE_BYTES];
		memcpy(out, text, size);
		memcpy(out + size, tail, TAIL);
		crypto_sign_detached(signature, NULL, (const uint8_t *)text, size, secret_key);
		sodium_bin2base64(out + size + TAIL, SIGNATURE_TEXT + 1, signature, sizeof signature,
				  sodium_base64_VARIANT_ORIGINAL);
		memcpy(out + size + TAIL + SIGNATURE_TEXT, "\"}", 3);
	}
	free(text);
	return out;
}

static json_t *unsigned_certificate(const struct keys *keys, const char *label, enum device_role role, const char *employer,
				    const char *inviter)
{
	return json_pack("{s:i, s:s, s:s, s:o, s:s, s:s, s:s, s:s}", "v", 1, "fair", keys->fair, "device", keys->device, "key",
			 json_bytes(keys->public_key, KEY_BYTES), "label", label, "role", role_names[role], "employer",
			 employer, "inviter", inviter);
}

char *certificate_found(const struct keys *keys, const char *label)
{
	return sign_text(unsigned_certificate(keys, label, ROLE_STAFF, "", keys->device), keys->secret_key);
}

char *certificate_join(const struct keys *keys, const struct grant *grant, const uint8_t one_time_key[SIGNATURE_BYTES])
{
	json_t *json = unsigned_certificate(keys, grant->label, grant->role, grant->employer, grant->inviter);
	if (json)
		json_object_set_new(json, "invitation",
				    json_pack("{s:o, s:I, s:o}", "key", json_bytes(grant->key, KEY_BYTES), "expires",
					      (json_int_t)grant->expires, "sig",
					      json_bytes(grant->signature, SIGNATURE_BYTES)));
	return sign_text(json, one_time_key);
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

static bool not_a_certificate(struct err *err)
{
	return err_set(err, ERR_REFUSED, "a device's certificate is not well-formed; invite the device again");
}

/* Splits off the signature; the size of what it covers, 0 if there is none. */
static size_t split_signature(const char *text, uint8_t signature[SIGNATURE_BYTES])
{
	size_t size = strlen(text), got;
	if (size >= CERTIFICATE_MOST || size <= TAIL_BYTES)
		return 0;
	const char *at = text + size - TAIL_BYTES;
	if (memcmp(at, tail, TAIL) != 0 || strcmp(text + size - 2, "\"}") != 0)
		return 0;
	bool ok = sodium_base642bin(signature, SIGNATURE_BYTES, at + TAIL, SIGNATURE_TEXT, NULL, &got, NULL,
				    sodium_base64_VARIANT_ORIGINAL) == 0;
	return ok && got == SIGNATURE_BYTES ? size - TAIL_BYTES : 0;
}

static bool read_fields(const json_t *json, struct device *out)
{
	char role[16], id[ID_TEXT];
	*out = (struct device){0};
	if (json_integer_value(json_object_get(json, "v")) != 1 ||
	    !json_to_text(json_object_get(json, "fair"), out->fair, ID_TEXT) ||
	    !json_to_text(json_object_get(json, "device"), out->id, ID_TEXT) ||
	    !json_to_bytes(json_object_get(json, "key"), out->public_key, KEY_BYTES) ||
	    !json_to_text(json_object_get(json, "label"), out->label, sizeof out->label) ||
	    !json_to_text(json_object_get(json, "role"), role, sizeof role) || !role_parse(role, &out->role) ||
	    !json_to_text(json_object_get(json, "employer"), out->employer, sizeof out->employer) ||
	    !json_to_text(json_object_get(json, "inviter"), out->inviter, ID_TEXT))
		return false;
	device_id_of(out->public_key, id);
	return strcmp(id, out->id) == 0;
}

static bool is_founder(const struct device *device, const json_t *json)
{
	char fair[ID_TEXT];
	fair_id_of(device->public_key, fair);
	return strcmp(device->inviter, device->id) == 0 && strcmp(fair, device->fair) == 0 &&
	       !json_object_get(json, "invitation");
}

/* The one-time key, if the inviter signed it for exactly this role, employer and label. */
static bool read_grant(const json_t *json, const struct device *device, const uint8_t inviter_key[KEY_BYTES],
		       struct grant *grant)
{
	const json_t *invitation = json_object_get(json, "invitation");
	char text[GRANT_TEXT_MOST];
	*grant = (struct grant){.role = device->role, .expires = json_integer_value(json_object_get(invitation, "expires"))};
	memcpy(grant->fair, device->fair, sizeof grant->fair);
	memcpy(grant->label, device->label, sizeof grant->label);
	memcpy(grant->employer, device->employer, sizeof grant->employer);
	return json_to_bytes(json_object_get(invitation, "key"), grant->key, KEY_BYTES) &&
	       json_to_bytes(json_object_get(invitation, "sig"), grant->signature, SIGNATURE_BYTES) &&
	       invitation_text(grant, text) &&
	       crypto_sign_verify_detached(grant->signature, (const uint8_t *)text, strlen(text), inviter_key) == 0;
}

bool certificate_read(const char *text, const uint8_t *inviter_key, struct device *out, struct err *err)
{
	uint8_t signature[SIGNATURE_BYTES];
	size_t size = split_signature(text, signature);
	json_t *json = size ? json_read(text, strlen(text)) : NULL;
	struct grant grant;
	bool ok = json && read_fields(json, out) ? true : not_a_certificate(err), founder = ok && is_founder(out, json);
	if (ok && !founder) {
		if (!inviter_key)
			ok = err_set(err, ERR_REFUSED,
				     "the device that invited %s is not known here; send its certificate first", out->id);
		else if (!read_grant(json, out, inviter_key, &grant))
			ok = err_set(err, ERR_REFUSED,
				     "the invitation of device %s is not signed by who it says; invite it again", out->id);
	}
	if (ok &&
	    crypto_sign_verify_detached(signature, (const uint8_t *)text, size, founder ? out->public_key : grant.key) != 0)
		ok = err_set(err, ERR_REFUSED, "the certificate of device %s was altered; invite it again", out->id);
	json_decref(json);
	return ok;
}

bool certificate_inviter(const char *text, char inviter[ID_TEXT], struct err *err)
{
	json_t *json = strlen(text) < CERTIFICATE_MOST ? json_read(text, strlen(text)) : NULL;
	bool ok = json_to_text(json_object_get(json, "inviter"), inviter, ID_TEXT) || not_a_certificate(err);
	json_decref(json);
	return ok;
}
