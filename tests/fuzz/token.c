/* Any bytes as a scan: token_read() ends, reads nothing beyond them, and calls only the one genuine token valid. */
#include "badge/token.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[32] = {1, 2, 3, 4, 5};
	static const char fair[] = "0123456789ABCDEFGHJKMNPQRS";
	struct token token;
	enum token_verdict verdict = token_read(key, fair, (const char *)data, size, &token);
	if (verdict != TOKEN_VALID)
		return token.badge[0] ? abort(), 1 : 0;
	char text[TOKEN_TEXT];
	uint8_t said[TOKEN_BYTES];
	if (!token_for_badge(key, token.badge, text) || !base32_decode(text + 1, TOKEN_TEXT - 2, said, sizeof said) ||
	    memcmp(said + 2, token.print_id, PRINT_ID_BYTES) != 0)
		abort();
	return 0;
}
