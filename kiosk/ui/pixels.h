/* Filling and blending 32-bit pixels (0xFFRRGGBB) inside a clip. What a pixel becomes depends on its place only, never on the
 * clip: a frame that is redrawn in pieces equals one that is drawn whole. */
#ifndef LANYARD_UI_PIXELS_H
#define LANYARD_UI_PIXELS_H

#include "ui/rect.h"

#include <stddef.h>
#include <stdint.h>

struct canvas {
	uint32_t *pixels;
	size_t stride;    /* pixels from one row to the next */
	struct rect clip; /* inside the picture that `pixels` is */
};

/* How much of each pixel is covered, 0 … 255, row by row: a text, an icon. */
struct coverage {
	int w, h;
	uint8_t *alpha;
};

/* A picture with its colours multiplied by their alpha (0xAARRGGBB), row by row. */
struct image {
	int w, h;
	uint32_t *pixels;
};

/* `above` over `below`, 0 … 255 of it. */
static inline uint32_t pixel_blend(uint32_t below, uint32_t above, unsigned cover)
{
	uint32_t a = cover + (cover >> 7), b = 256 - a;
	uint32_t rb = ((above & 0xFF00FF) * a + (below & 0xFF00FF) * b) >> 8 & 0xFF00FF;
	uint32_t g = ((above & 0x00FF00) * a + (below & 0x00FF00) * b) >> 8 & 0x00FF00;
	return 0xFF000000 | rb | g;
}

static inline uint32_t *canvas_at(const struct canvas *canvas, int x, int y)
{
	return canvas->pixels + (size_t)y * canvas->stride + x;
}

void canvas_fill(const struct canvas *canvas, struct rect r, uint32_t color);
/* One row of pixels from x to x + w, cut to the clip's sides; y is inside the clip. */
void canvas_fill_row(const struct canvas *canvas, int x, int y, int w, uint32_t color);
void canvas_cover(const struct canvas *canvas, int x, int y, const struct coverage *coverage, uint32_t color);
void canvas_image(const struct canvas *canvas, int x, int y, const struct image *image);
/* Mixes `color` over all of the clip, 0 … 255 of it. */
void canvas_veil(const struct canvas *canvas, uint32_t color, unsigned cover);

#endif
