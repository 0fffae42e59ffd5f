/* What of a frame differs from the frame before: a hash for each 32-pixel cell, and rectangles around the cells that changed.
 */
#ifndef LANYARD_UI_DAMAGE_H
#define LANYARD_UI_DAMAGE_H

#include "ui/rect.h"

#include <stddef.h>
#include <stdint.h>

enum { DAMAGE_RECTS_MOST = 16 };

struct damage {
	int w, h, columns, rows; /* pixels and cells of the frame */
	bool all;                /* the frame before is not to be relied on */
	uint64_t *now, *before;
};

void damage_release(struct damage *damage);
/* Starts a frame whose cells all hold `hash`; false without memory. Another size than before makes all of it new. */
bool damage_begin(struct damage *damage, int w, int h, uint64_t hash);
/* Something with this hash is drawn over r. Order counts. */
void damage_add(struct damage *damage, struct rect r, uint64_t hash);
/* Ends the frame and gives at most `most` (1 … DAMAGE_RECTS_MOST) rectangles, none overlapping, around all that changed. */
size_t damage_end(struct damage *damage, struct rect *out, size_t most);
/* Forgets the frame before: its hashes are overwritten, and the next frame is new in all its cells. */
void damage_forget(struct damage *damage);

#endif
