/* The breeze-block wall: blocks with four leaf-shaped holes, and sky, sun and water seen through them. */
#ifndef LANYARD_UI_WALL_H
#define LANYARD_UI_WALL_H

#include "ui/pixels.h"
#include "ui/theme.h"

struct wall_look {
	const char *name;           /* as in draw_art() */
	int rows;                   /* blocks on top of each other */
	double sun_x, sun_y, sun_r; /* x in the wall's width, the others in its height */
	double horizon;             /* in the wall's height */
	double deep_x, deep_y;      /* how far the back of a hole is moved, in blocks: the wall's thickness */
};

/* NULL when the name is no wall. */
const struct wall_look *wall_find(const char *name);

/* What is measured once for a height; the zero value is one. Nothing else is kept: a wall would be the largest picture of all.
 */
struct wall {
	uint8_t *block; /* coverage of the leaves of a block, side x side */
	int side;
};
void wall_release(struct wall *wall);
/* False without memory. */
bool wall_measure(struct wall *wall, const struct wall_look *look, int height);
/* Draws what the canvas' clip shows of the wall at `r`; nothing without memory. */
void wall_draw(struct wall *wall, const struct wall_look *look, enum theme theme, const struct canvas *canvas, struct rect r);

#endif
