/* Texts that are fitted by their ink: one or two lines at the largest size that fits a width and a height. Lengths are tenths
 * of a millimetre, baselines included; the drawing's unit is a dot of 300 to the inch. */
#ifndef LANYARD_BADGE_BLOCK_H
#define LANYARD_BADGE_BLOCK_H

#include <pango/pangocairo.h>
#include <stddef.h>

enum { BLOCK_LINES_MOST = 2 };

static inline double dots(double tenths)
{
	return tenths * 300 / 254;
}

struct style {
	int weight;           /* 600, 700, 800 */
	double most, least;   /* font size */
	double width, height; /* of the ink */
};

/* One or two lines of text at one size. Distances are from the baselines. */
struct block {
	PangoLayout *line[BLOCK_LINES_MOST];
	PangoRectangle ink[BLOCK_LINES_MOST]; /* y from the baseline, in Pango's units */
	size_t lines;
	double size;
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

/* Sets `text` ("" gives an empty block) as large as it fits: on one line down to the least size, then broken in two at a space
 * or hyphen down to four fifths of that, then cut with an ellipsis. The block must be zero or used before. */
void block_fit(cairo_t *cr, struct block *block, const char *text, const struct style *style);
void block_release(struct block *block);
double block_height(const struct block *block);  /* of the ink */
double block_descent(const struct block *block); /* of the ink below the last baseline */
/* Draws with the ink's edge or middle at `x` and the last line's baseline at `base`. */
void block_draw(cairo_t *cr, const struct block *block, double x, double base, enum align align);

#endif
