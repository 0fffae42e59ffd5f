/* The innermost loops. Own loops, not SDL's: its fill streams past the cache and is ten times slower for anything narrow. The C
 * library sets wide characters, which are 32 bits here as pixels are, with the widest stores that the processor has. */
#include "ui/pixels.h"

#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "a wide character is a pixel");

void canvas_fill_row(const struct canvas *canvas, int x, int y, int w, uint32_t color)
{
	struct rect row = rect_both((struct rect){x, y, w, 1}, canvas->clip);
	if (rect_empty(row))
		return;
	wmemset((wchar_t *)canvas_at(canvas, row.x, y), (wchar_t)color, (size_t)row.w);
}

void canvas_fill(const struct canvas *canvas, struct rect r, uint32_t color)
{
	r = rect_both(r, canvas->clip);
	for (int y = r.y; y < r.y + r.h && r.w > 0; y++)
		wmemset((wchar_t *)canvas_at(canvas, r.x, y), (wchar_t)color, (size_t)r.w);
}

void canvas_cover(const struct canvas *canvas, int x, int y, const struct coverage *coverage, uint32_t color)
{
	struct rect r = rect_both((struct rect){x, y, coverage->w, coverage->h}, canvas->clip);
	for (int row = r.y; row < r.y + r.h; row++) {
		const uint8_t *alpha = coverage->alpha + (size_t)(row - y) * (size_t)coverage->w + (r.x - x);
		uint32_t *at = canvas_at(canvas, r.x, row);
		for (int i = 0; i < r.w; i++)
			if (alpha[i])
				at[i] = alpha[i] == 255 ? 0xFF000000 | color : pixel_blend(at[i], color, alpha[i]);
	}
}

void canvas_image(const struct canvas *canvas, int x, int y, const struct image *image)
{
	struct rect r = rect_both((struct rect){x, y, image->w, image->h}, canvas->clip);
	for (int row = r.y; row < r.y + r.h; row++) {
		const uint32_t *from = image->pixels + (size_t)(row - y) * (size_t)image->w + (r.x - x);
		uint32_t *at = canvas_at(canvas, r.x, row);
		for (int i = 0; i < r.w; i++) {
			unsigned alpha = from[i] >> 24;
			if (alpha == 255)
				at[i] = from[i];
			else if (alpha)
				at[i] = 0xFF000000 | (from[i] + (pixel_blend(0, at[i], 255 - alpha) & 0xFFFFFF));
		}
	}
}

void canvas_veil(const struct canvas *canvas, uint32_t color, unsigned cover)
{
	struct rect r = canvas->clip;
	for (int y = r.y; y < r.y + r.h; y++) {
		uint32_t *at = canvas_at(canvas, r.x, y);
		for (int i = 0; i < r.w; i++)
			at[i] = pixel_blend(at[i], color, cover);
	}
}
