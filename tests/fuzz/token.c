/* Any bytes as a scan: token_read() ends, reads nothing beyond them, and calls only genuine tokens valid. And any bytes as a
 * card, which a device with the fair's key could have sealed: what is read of them packs to the same card again. */
#include "badge/token.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same_card(const struct badge_card *a, const struct badge_card *b)
{
	uint8_t one[CARD_LARGE], other[CARD_LARGE];
	size_t size = card_pack(a, one);
	return card_pack(b, other) == size && memcmp(one, other, size) == 0;
}

static void read_as_card(const uint8_t *data, size_t size)
{
	struct badge_card card, again;
	uint8_t packed[CARD_LARGE];
	if (!card_unpack(data, size, &card))
		return;
	size_t length = card_pack(&card, packed);
	if (length > size || !card_unpack(packed, length, &again) || !same_card(&card, &again))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[32] = {1, 2, 3, 4, 5};
	static const char fair[] = "0123456789ABCDEFGHJKMNPQRS";
	struct token token;
	read_as_card(data, size);
	enum token_verdict verdict = token_read(key, fair, (const char *)data, size, &token);
	if (verdict != TOKEN_VALID)
		return token.badge[0] ? abort(), 1 : 0;
	char text[TOKEN_TEXT];
	struct token again;
	bool made = token.has_card ? token_with_card(key, token.badge, &token.card, text)
				   : token_for_badge(key, token.badge, text);
	if (!made || token_read(key, fair, text, strlen(text), &again) != TOKEN_VALID ||
	    strcmp(again.badge, token.badge) != 0 || again.has_card != token.has_card ||
	    (token.has_card && !same_card(&again.card, &token.card)))
		abort();
	return 0;
}
