/* One column of the distance matrix is two machine words (where it grows, where it shrinks); see distance.h. */
#include "store/distance.h"

#include <string.h>

struct outline distance_outline(const char *word, size_t length)
{
	struct outline outline = {.length = (uint8_t)length};
	for (size_t i = 0; i < length; i++)
		outline.letters |= 1u << ((unsigned char)word[i] & 31);
	outline.first = length > 0 ? word[0] : '\0';
	outline.second = length > 1 ? word[1] : '\0';
	return outline;
}

void distance_prepare(struct pattern *pattern, const char *typed, size_t length)
{
	memset(pattern->places, 0, sizeof pattern->places);
	pattern->length = length < 63 ? length : 63;
	for (size_t i = 0; i < pattern->length; i++)
		pattern->places[(unsigned char)typed[i]] |= 1ull << i;
	pattern->outline = distance_outline(typed, pattern->length);
	pattern->most = length < 4 ? 0 : length < 6 ? 1 : 2;
}

unsigned distance_to_prefix(const struct pattern *pattern, const char *word, size_t length)
{
	uint64_t grows = ~0ull, shrinks = 0, diagonal = 0, before = 0;
	uint64_t last = pattern->length ? 1ull << (pattern->length - 1) : 0;
	unsigned score = (unsigned)pattern->length, best = score;
	/* A longer beginning can only be farther away than what `most` allows. */
	size_t reach = pattern->length + pattern->most;
	for (size_t i = 0; i < length && i < reach; i++) {
		uint64_t here = pattern->places[(unsigned char)word[i]];
		uint64_t swapped = ((~diagonal & here) << 1) & before;
		diagonal = (((here & grows) + grows) ^ grows) | here | shrinks | swapped;
		uint64_t up = shrinks | ~(diagonal | grows), down = diagonal & grows;
		score += (up & last) != 0;
		score -= (down & last) != 0;
		up = up << 1 | 1;
		grows = down << 1 | ~(diagonal | up);
		shrinks = up & diagonal;
		before = here;
		best = score < best ? score : best;
	}
	return best;
}
