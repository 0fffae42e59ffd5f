/* A 64-bit hash for telling frames and texts apart, a word at a time. Not against an adversary: it decides what is drawn again.
 */
#ifndef LANYARD_UI_HASH_H
#define LANYARD_UI_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HASH_START = 0x1A2B3C4D };

static inline uint64_t hash_word(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 32;
}

static inline uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;
	uint64_t word;
	hash = hash_word(hash, size);
	for (; size >= sizeof word; size -= sizeof word, at += sizeof word) {
		memcpy(&word, at, sizeof word);
		hash = hash_word(hash, word);
	}
	word = 0;
	for (size_t i = 0; i < size; i++)
		word |= (uint64_t)at[i] << 8 * i;
	return size > 0 ? hash_word(hash, word) : hash;
}

#endif
