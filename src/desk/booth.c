/* The code that opens an employer's booth at a kiosk. It is derived from the fair's key, so that every device knows it before
 * it has synced and nothing has to be stored; who knows one employer's code learns nothing of another's. */
#include "desk/desk.h"

#include "base/text.h"
#include "store/device.h"
#include "store/keys.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

enum { CODE_BYTES = 5, HALF = BOOTH_CODE_LETTERS / 2 };
_Static_assert((int)BOOTH_CODE_LETTERS == BASE32_LENGTH(CODE_BYTES), "each letter is five bits");

static const char context[crypto_kdf_CONTEXTBYTES + 1] = "LnyBooth";
static const char card_prefix[] = "LB"; /* of the code on a booth's card, so that it is no ticket and no badge */

/* As letters that people do not mix up, like the short code of a badge. */
static char readable(char c)
{
	c = (char)toupper((unsigned char)c);
	if (c == '0' || c == 'O')
		return 'Y';
	return c == '1' || c == 'I' || c == 'L' ? 'Z' : c;
}

static void make_code(struct store *store, const char *employer, char out[BOOTH_CODE_LETTERS + 1])
{
	uint8_t key[crypto_generichash_KEYBYTES], full[crypto_generichash_BYTES];
	crypto_kdf_derive_from_key(key, sizeof key, 1, context, store_fair_key(store));
	crypto_generichash(full, sizeof full, (const uint8_t *)employer, strlen(employer), key, sizeof key);
	base32_encode(full, CODE_BYTES, out);
	for (; *out; out++)
		*out = readable(*out);
	sodium_memzero(key, sizeof key);
	sodium_memzero(full, sizeof full);
}

void desk_booth_code(struct store *store, const char *employer, char out[BOOTH_CODE_TEXT])
{
	char code[BOOTH_CODE_LETTERS + 1];
	make_code(store, employer, code);
	text_format(out, BOOTH_CODE_TEXT, "%.*s-%s", HALF, code, code + HALF);
}

bool desk_is_booth_card(const char *code, size_t size)
{
	token_strip(&code, &size);
	return size == strlen(card_prefix) + BOOTH_CODE_LETTERS && toupper((unsigned char)code[0]) == card_prefix[0] &&
	       toupper((unsigned char)code[1]) == card_prefix[1];
}

/* Takes the prefix of a card off, and hyphens and spaces out. */
static bool normal_code(const char *code, size_t size, char out[BOOTH_CODE_LETTERS])
{
	size_t count = 0;
	token_strip(&code, &size);
	for (size_t i = desk_is_booth_card(code, size) ? strlen(card_prefix) : 0; i < size; i++) {
		if (code[i] == '-' || code[i] == ' ')
			continue;
		if (count == BOOTH_CODE_LETTERS)
			return false;
		out[count++] = readable(code[i]);
	}
	return count == BOOTH_CODE_LETTERS;
}

struct looking {
	struct store *store;
	char wanted[BOOTH_CODE_LETTERS];
	struct employer *out;
	bool found;
};

static bool compare(void *self, const struct employer *employer)
{
	struct looking *looking = self;
	char code[BOOTH_CODE_LETTERS + 1];
	make_code(looking->store, employer->id, code);
	bool same = sodium_memcmp(code, looking->wanted, BOOTH_CODE_LETTERS) == 0;
	if (same)
		*looking->out = *employer;
	looking->found = looking->found || same;
	return true;
}

bool desk_by_booth_code(struct store *store, const char *code, size_t size, struct employer *out)
{
	struct looking looking = {.store = store, .out = out};
	struct err err = {0};
	*out = (struct employer){.id = ""};
	return size <= SCAN_MOST && normal_code(code, size, looking.wanted) && view_employers(store, compare, &looking, &err) &&
	       looking.found;
}

bool desk_own_employer(struct store *store, char out[64])
{
	struct device own;
	out[0] = '\0';
	return store_device_find(store, store_device(store), &own, NULL) && own.employer[0] && text_copy(out, 64, own.employer);
}
