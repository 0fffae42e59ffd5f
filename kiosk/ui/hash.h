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
	hash = hash_word(hash, size);
	for (uint64_t word = 0; size > 0; word = 0) {
		size_t step = size < sizeof word ? size : sizeof word;
		memcpy(&word, at, step);
		hash = hash_word(hash, word);
		at += step;
		size -= step;
	}
	return hash;
}

#endif
