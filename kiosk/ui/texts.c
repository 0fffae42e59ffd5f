/* A least recently used cache with a ceiling in entries and in bytes. Where a key was seen last is tried first; else 256 keys
 * are searched in a row, which is 2 kB. */
#include "ui/texts.h"

#include "ui/commands.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static size_t size_of(const struct text_picture *picture)
{
	return (size_t)picture->coverage.w * (size_t)picture->coverage.h;
}

static void drop(struct texts *texts, size_t i)
{
	struct text_picture *picture = &texts->pictures[i];
	if (picture->coverage.alpha) {
		sodium_memzero(picture->coverage.alpha, size_of(picture));
		texts->bytes -= size_of(picture);
	}
	free(picture->coverage.alpha);
	*picture = (struct text_picture){0};
	texts->keys[i] = 0;
	texts->used[i] = 0;
}

/* The slot of a key, else the one that was not used for longest. */
static size_t find(const struct texts *texts, uint64_t key)
{
	size_t oldest = 0, seen = texts->seen[key / 2 % TEXTS_SEEN];
	if (texts->keys[seen] == key)
		return seen;
	for (size_t i = 0; i < TEXTS_MOST; i++) {
		if (texts->keys[i] == key)
			return i;
		if (texts->used[i] < texts->used[oldest])
			oldest = i;
	}
	return oldest;
}

static size_t oldest_drawn(const struct texts *texts, size_t but)
{
	size_t oldest = but;
	for (size_t i = 0; i < TEXTS_MOST; i++)
		if (i != but && texts->pictures[i].coverage.alpha && (oldest == but || texts->used[i] < texts->used[oldest]))
			oldest = i;
	return oldest;
}

const struct text_picture *texts_picture(struct texts *texts, struct fonts *fonts, uint64_t key, enum font font, int px,
					 const char *text)
{
	key |= 1; /* 0 means free */
	size_t i = find(texts, key);
	texts->calls++;
	if (texts->keys[i] != key) {
		drop(texts, i);
		if (!fonts_draw(fonts, font, px, text, &texts->pictures[i]))
			texts->pictures[i] = (struct text_picture){0};
		texts->keys[i] = key;
		texts->bytes += size_of(&texts->pictures[i]);
	}
	texts->used[i] = texts->calls;
	texts->seen[key / 2 % TEXTS_SEEN] = (uint8_t)i;
	while (texts->bytes > TEXTS_BYTES_MOST && oldest_drawn(texts, i) != i)
		drop(texts, oldest_drawn(texts, i));
	return &texts->pictures[i];
}

int texts_width(struct texts *texts, struct fonts *fonts, enum font font, int px, const char *text)
{
	uint64_t key = text_key(font, px, text) | 1;
	struct width *set = texts->widths[key / 2 % WIDTH_SETS], found = {.key = 0};
	size_t i = 0;
	while (i + 1 < WIDTH_WAYS && set[i].key != key)
		i++;
	found = set[i].key == key ? set[i] : (struct width){key, fonts_width(fonts, font, px, text)};
	memmove(&set[1], &set[0], i * sizeof *set);
	set[0] = found;
	return found.width;
}

void texts_wipe(struct texts *texts)
{
	for (size_t i = 0; i < TEXTS_MOST; i++)
		drop(texts, i);
	sodium_memzero(texts, sizeof *texts);
}
