/* Writing certificates; reading them is in device.h. */
#ifndef LANYARD_STORE_CERTIFICATE_H
#define LANYARD_STORE_CERTIFICATE_H

#include "store/device.h"
#include "store/keys.h"

enum { GRANT_TEXT_MOST = 512 };

/* What an admitted device signs when it invites: whoever holds the one-time key may join in this role. */
struct grant {
	char fair[ID_TEXT];
	char inviter[ID_TEXT];
	char label[64];
	enum device_role role;
	char employer[ID_TEXT + 16];
	int64_t expires;
	uint8_t key[KEY_BYTES]; /* public half of the one-time key */
	uint8_t signature[SIGNATURE_BYTES];
};

/* The lines that the inviter signs: "lanyard invitation 1", fair, key, role, employer, label, expires. */
bool invitation_text(const struct grant *grant, char out[GRANT_TEXT_MOST]);

/* New texts, to be freed; NULL when there is no memory or a field is too long. */
char *certificate_found(const struct keys *keys, const char *label);
char *certificate_join(const struct keys *keys, const struct grant *grant, const uint8_t one_time_key[SIGNATURE_BYTES]);

#endif
