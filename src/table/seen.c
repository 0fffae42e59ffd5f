/* Open addressing with linear probing over SipHash-2-4 (libsodium's crypto_shorthash): nobody can choose keys that collide. Two
 * keys out of 390,000 share a 64-bit digest once in 240 million files. */
#include "table/seen.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct seen {
	uint8_t key[crypto_shorthash_KEYBYTES];
	uint32_t used;
	uint64_t digests[SEEN_SLOTS]; /* 0 = free */
	uint32_t counts[SEEN_SLOTS];
};

struct seen *seen_create(void)
{
	struct seen *seen = calloc(1, sizeof *seen);
	if (seen)
		randombytes_buf(seen->key, sizeof seen->key);
	return seen;
}

void seen_destroy(struct seen *seen)
{
	free(seen);
}

/* Where the key is, or the free slot where it would be. */
static size_t slot_of(const struct seen *seen, const char *key, uint64_t *digest)
{
	uint8_t bytes[crypto_shorthash_BYTES];
	crypto_shorthash(bytes, (const unsigned char *)key, strlen(key), seen->key);
	memcpy(digest, bytes, sizeof *digest);
	*digest += *digest == 0;
	size_t slot = *digest % SEEN_SLOTS;
	while (seen->digests[slot] && seen->digests[slot] != *digest)
		slot = (slot + 1) % SEEN_SLOTS;
	return slot;
}

uint32_t seen_add(struct seen *seen, const char *key, bool *full)
{
	uint64_t digest;
	size_t slot = slot_of(seen, key, &digest);
	*full = !seen->digests[slot] && seen->used == SEEN_MOST;
	if (*full)
		return 0;
	seen->used += !seen->digests[slot];
	seen->digests[slot] = digest;
	return seen->counts[slot]++;
}

uint32_t seen_count(const struct seen *seen, const char *key)
{
	uint64_t digest;
	return seen->counts[slot_of(seen, key, &digest)];
}
