/* Pictures and widths of the texts that were drawn last. They are known by a hash: no text is kept, and a wipe overwrites the
 * pictures. A picture is coverage, so one serves every colour. */
#ifndef LANYARD_UI_TEXTS_H
#define LANYARD_UI_TEXTS_H

#include "ui/font.h"

enum { TEXTS_MOST = 256, TEXTS_SEEN = 1024, TEXTS_BYTES_MOST = 4 * 1024 * 1024, WIDTH_SETS = 256, WIDTH_WAYS = 4 };

struct width {
	uint64_t key;
	int width;
};

struct texts {
	uint64_t keys[TEXTS_MOST]; /* 0: free */
	uint8_t seen[TEXTS_SEEN];  /* slot of the last key of each remainder */
	struct text_picture pictures[TEXTS_MOST];
	unsigned used[TEXTS_MOST], calls;
	size_t bytes;
	struct width widths[WIDTH_SETS][WIDTH_WAYS]; /* the last ones of each remainder, newest first */
};

/* The picture of a text whose text_key() is `key`, good until the next call; one of size 0 when there is nothing to see. */
const struct text_picture *texts_picture(struct texts *texts, struct fonts *fonts, uint64_t key, enum font font, int px,
					 const char *text);
int texts_width(struct texts *texts, struct fonts *fonts, enum font font, int px, const char *text);
void texts_wipe(struct texts *texts);

#endif
