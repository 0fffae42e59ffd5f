/* Texts that are fitted by their ink: one to three lines at the largest size that fits a width and a height. Lengths are
 * millimetres, baselines included; the drawing's unit is a dot of 300 to the inch. */
#ifndef LANYARD_BADGE_BLOCK_H
#define LANYARD_BADGE_BLOCK_H

#include <pango/pangocairo.h>
#include <stdbool.h>
#include <stddef.h>

enum { BLOCK_LINES_MOST = 3 };

#define BLOCK_SIZE_LEAST 1.5 /* mm of font size below which nobody reads: only then something is left out */

static inline double dots(double mm)
{
	return mm * 300 / 25.4;
}

struct style {
	const char *font; /* family */
	int weight;       /* 600, 700, 800 */
	int lines;
	double largest, least; /* font size: as much as fits; below the least it is broken into lines first */
	double width, height;  /* of the ink */
};

/* A text at one size. Distances are from the baselines. */
struct block {
	PangoLayout *line[BLOCK_LINES_MOST];
	PangoRectangle ink[BLOCK_LINES_MOST]; /* y from the baseline, in Pango's units */
	size_t lines;
	double size;
	bool cut; /* it ends in an ellipsis */
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

/* Sets `text` ("" gives an empty block): shrinks it on one line down to the least size; then breaks it at spaces and hyphens
 * into the lines that can be set largest, and shrinks those; what does not fit even so ends in an ellipsis. The block must be
 * zero or used before. */
void block_fit(cairo_t *cr, struct block *block, const char *text, const struct style *style);
void block_release(struct block *block);
double block_height(const struct block *block);  /* of the ink */
double block_descent(const struct block *block); /* of the ink below the last baseline */
/* Draws with the ink's edge or middle at `x` and the last line's baseline at `base`. */
void block_draw(cairo_t *cr, const struct block *block, double x, double base, enum align align);

#endif
