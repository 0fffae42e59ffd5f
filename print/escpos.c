/* See escpos.h. */
#include "escpos.h"

enum { PAPER_58 = 384, PAPER_80 = 576, NARROW_MM = 62 };

int escpos_head(double width_mm)
{
	return width_mm < NARROW_MM ? PAPER_58 : PAPER_80;
}

static bool is_black(const struct badge_raster *raster, int x, int y)
{
	return x >= 0 && x < raster->width && raster->dots[(size_t)y * (size_t)raster->width + (size_t)x];
}

static bool is_lost(const struct badge_raster *raster, int left, int head)
{
	for (int y = 0; y < raster->height; y++)
		for (int x = 0; x < raster->width; x++)
			if ((x < left || x >= left + head) && is_black(raster, x, y))
				return true;
	return false;
}

/* GS v 0 m xL xH yL yH: bytes of a row, and rows, each as two bytes with the low one first. */
static bool add_band(const struct badge_raster *raster, int left, int head, int top, struct buf *out)
{
	int rows = raster->height - top < ESCPOS_BAND ? raster->height - top : ESCPOS_BAND, across = head / 8;
	const unsigned char start[] = {0x1D,
				       'v',
				       '0',
				       0,
				       (unsigned char)(across & 255),
				       (unsigned char)(across >> 8),
				       (unsigned char)(rows & 255),
				       (unsigned char)(rows >> 8)};
	bool ok = buf_add(out, start, sizeof start);
	for (int y = top; ok && y < top + rows; y++)
		for (int x = 0; ok && x < head; x += 8) {
			unsigned byte = 0;
			for (int bit = 0; bit < 8; bit++)
				byte = byte << 1 | is_black(raster, left + x + bit, y);
			ok = buf_add_char(out, (char)byte);
		}
	return ok;
}

bool escpos_write(const struct badge_raster *raster, int head, struct buf *out, struct err *err)
{
	static const unsigned char reset[] = {0x1B, '@'}, cut[] = {0x1B, 'd', 3, 0x1D, 'V', 66, 0};
	int left = (raster->width - head) / 2;
	if (is_lost(raster, left, head))
		return err_set(err, ERR_INPUT,
			       "the template is wider than the head of the receipt printer; leave more white at both sides");
	bool ok = buf_add(out, reset, sizeof reset);
	for (int top = 0; ok && top < raster->height; top += ESCPOS_BAND)
		ok = add_band(raster, left, head, top, out);
	ok = ok && buf_add(out, cut, sizeof cut);
	return ok || err_set(err, ERR_FULL, "the badge is too long for a receipt printer; take a smaller template");
}
