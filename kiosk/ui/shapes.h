/* Anti-aliased shapes. A rounded corner is looked up in a table of coverage, made once for each diameter. */
#ifndef LANYARD_UI_SHAPES_H
#define LANYARD_UI_SHAPES_H

#include "ui/pixels.h"

struct photo;

enum { DIAMETER_MOST = 2048 }; /* of a corner; larger ones become this */

struct shapes {
	uint8_t *corners[DIAMETER_MOST + 1]; /* the top left quarter of a disc, (diameter + 1) / 2 pixels wide and high */
};

void shapes_release(struct shapes *shapes);

/* A rectangle with corners of a diameter (at most its shorter side); bit i of `round` rounds corner i as in draw.h. */
void shapes_round(struct shapes *shapes, const struct canvas *canvas, struct rect r, int diameter, unsigned round,
		  uint32_t color);
/* Only its edge, `width` pixels wide inside r. */
void shapes_frame(struct shapes *shapes, const struct canvas *canvas, struct rect r, int diameter, unsigned round, int width,
		  uint32_t color);
/* The largest ring that is centred in r: `part` of it clockwise from the top in one colour, the rest in the other. */
void shapes_ring(struct shapes *shapes, const struct canvas *canvas, struct rect r, int width, double part, uint32_t done,
		 uint32_t left);
/* A picture that fills r, with rounded corners. */
void shapes_photo(struct shapes *shapes, const struct canvas *canvas, struct rect r, int radius, const struct photo *picture);
/* Points x0, y0, x1, y1 …; their edges run between pixels. At most 8. */
void shapes_polygon(const struct canvas *canvas, const int *points, int count, uint32_t color);

#endif
