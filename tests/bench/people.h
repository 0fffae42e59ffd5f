/* Made-up people for benchmarks: names from syllables, so that no real person is meant and common beginnings occur. */
#ifndef LANYARD_BENCH_PEOPLE_H
#define LANYARD_BENCH_PEOPLE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

static inline uint32_t people_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static inline void people_word(uint32_t *seed, int syllables, char *out, size_t size)
{
	static const char *const syllable[] = {"ma", "ri", "só", "pe", "ña", "jo", "sé", "lu", "cí", "an", "be", "lo",
					       "ro", "di", "ga", "vi", "ne", "ta", "ku", "fé", "za", "go", "mi", "el"};
	size_t length = 0;
	out[0] = '\0';
	for (int i = 0; i < syllables && length + 4 < size; i++)
		length += (size_t)snprintf(out + length, size - length, "%s",
					   syllable[people_next(seed) % (sizeof syllable / sizeof *syllable)]);
	if (out[0] >= 'a' && out[0] <= 'z')
		out[0] = (char)(out[0] - 'a' + 'A');
}

static inline void people_name(uint32_t *seed, char *given, char *family, size_t size)
{
	people_word(seed, 2 + (int)(people_next(seed) % 2), given, size);
	people_word(seed, 2 + (int)(people_next(seed) % 3), family, size);
}

#endif
