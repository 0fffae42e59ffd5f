/* Draw commands: what a frame looks like, recorded before any pixel is touched (after rxi/lite's rencache). Each command is
 * hashed into the 32-pixel cells that it covers; render.c redraws only the cells whose hash changed since the last frame.
 * Text is kept in the list for this frame only and is overwritten by draw_begin(). Colours are roles. What is outside the frame
 * and what the list has no more room for is left out. */
#ifndef LANYARD_UI_DRAW_H
#define LANYARD_UI_DRAW_H

#include "badge/qr.h"
#include "ui/icons.h"
#include "ui/rect.h"
#include "ui/theme.h"

#include <stddef.h>
#include <stdint.h>

enum { DRAW_CELL = 32, DRAW_COMMANDS_MOST = 1024, DRAW_TEXT_MOST = 32 * 1024, COLOR_NONE = -1 };

/* What a camera sees, in shades of gray, row by row. It must stay as it is until the frame has been drawn. */
struct photo {
	int w, h;
	const uint8_t *gray;
	uint64_t serial; /* another one for another picture */
};

struct draw;
struct draw *draw_create(void);
void draw_destroy(struct draw *draw);

/* Starts a frame of w x h pixels in a theme, all in `background`. */
void draw_begin(struct draw *draw, int w, int h, enum theme theme, enum color background);

void draw_rect(struct draw *draw, struct rect r, enum color fill);
/* Rounded rectangle; the stroke lies inside it. Either colour may be COLOR_NONE. Corners: bit 0 top left, 1 top right,
 * 2 bottom right, 3 bottom left; CORNERS_ALL is usual. */
enum { CORNERS_ALL = 15, CORNERS_LEFT = 9, CORNERS_RIGHT = 6, CORNERS_TOP = 3 };
void draw_round(struct draw *draw, struct rect r, int radius, unsigned corners, int fill, int stroke, int stroke_width);
/* One line of text; (x, y) is the top left of its line box of height `line`. `px` is the font size. */
void draw_text(struct draw *draw, int x, int y, int px, int line, enum font font, enum color color, const char *text);
void draw_icon(struct draw *draw, struct rect r, enum icon icon, enum color color);
/* An SVG picture of assets/art by name ("scan"); the .hc twin in high contrast. As large as fits into r, centred. The
 * breeze-block walls ("wall-compact", "wall-regular", "wall-tall", "wall-done") fill r, their blocks as high as the mock's
 * share of it. */
void draw_art(struct draw *draw, struct rect r, const char *name);
/* Black modules on white with the quiet zone inside r; whole pixels a module, centred. */
void draw_qr(struct draw *draw, struct rect r, const struct qr *qr);
/* A picture that fills r with rounded corners, cut at two sides where its shape is another. */
void draw_photo(struct draw *draw, struct rect r, int radius, const struct photo *picture);
/* A disc, and around it a ring of which `part` (0 … 1) is drawn clockwise from the top. */
void draw_disc(struct draw *draw, struct rect r, enum color fill);
void draw_ring(struct draw *draw, struct rect r, int width, enum color done, enum color left, double part);
/* A filled polygon of up to 8 points (x0, y0, x1, y1 …), anti-aliased. */
void draw_polygon(struct draw *draw, const int *points, int count, enum color fill);
/* Everything drawn so far goes darker: the scrim of a dialog. */
void draw_scrim(struct draw *draw);
/* Commands after this are cut to r, until draw_clip(draw, NULL). */
void draw_clip(struct draw *draw, const struct rect *r);
/* Text etc. in plain black or white whatever the theme: badge pictures and codes use COLOR_INK and COLOR_PAPER of tokens.h. */

#endif
