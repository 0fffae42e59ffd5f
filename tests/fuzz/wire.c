/* Any bytes as a message of the protocol: the first says which. The reader ends, stays inside the text (a block of exactly its
 * size), and what it accepts it can write so that reading that gives the same again. */
#include "unit/sync/again.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static again_fn *const messages[] = {
	again_hello, again_session,      again_token,   again_heads,      again_batch,
	again_have,  again_certificates, again_refusal, again_invitation,
};

static bool again(again_fn *message, const void *text, size_t size, struct buf *out)
{
	struct err err = {0};
	char *copy = malloc(size + 1);
	if (!copy)
		abort();
	memcpy(copy, text, size);
	copy[size] = '\0';
	buf_clear(out);
	bool ok = message(copy, size, out, &err);
	if (!ok && (err.code != ERR_INPUT || !err.text[0]))
		abort();
	free(copy);
	return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	again_fn *message = messages[data[0] % (sizeof messages / sizeof *messages)];
	struct buf first, second;
	buf_init(&first, 16u << 20);
	buf_init(&second, 16u << 20);
	if (again(message, data + 1, size - 1, &first) &&
	    (!again(message, first.data, first.size, &second) || first.size != second.size ||
	     memcmp(first.data, second.data, first.size) != 0))
		abort();
	buf_release(&first);
	buf_release(&second);
	return 0;
}
