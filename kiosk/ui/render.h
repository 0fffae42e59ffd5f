/* From commands to pixels: straight into an SDL surface, only where the frame differs from the one before. */
#ifndef LANYARD_UI_RENDER_H
#define LANYARD_UI_RENDER_H

#include "base/err.h"
#include "ui/draw.h"

#include <SDL.h>

struct render;
/* `assets` is the directory with fonts/, icons/ and art/. Fonts are opened at first use. */
struct render *render_create(const char *assets, struct err *err);
const char *render_assets(const struct render *render); /* that directory */
void render_destroy(struct render *render);

/* Makes the pictures of the frame's texts, icons and art, which render_frame() would else do: what needs no surface. */
void render_prepare(struct render *render, const struct draw *draw);
/* Draws the changed cells of the frame into `surface` (32 bits a pixel) and fills `changed` with at most `most` rectangles
 * that cover them (merged; one full rectangle when all changed). Returns how many; `pixels` gets how many were redrawn. */
size_t render_frame(struct render *render, struct draw *draw, SDL_Surface *surface, SDL_Rect *changed, size_t most,
		    size_t *pixels);
/* The next frame is drawn whole (new surface, exposed). */
void render_forget(struct render *render);
/* Overwrites and drops cached text pictures and widths, and forgets the last frame: after every visitor. */
void render_wipe(struct render *render);

/* Width in pixels of a line of text at a size, kerning included. */
int render_text_width(struct render *render, enum font font, int px, const char *text);
/* Whether the font, or another one that is installed and stands in for it, has a glyph for every character of the text. */
bool render_text_drawable(struct render *render, enum font font, const char *text);

#endif
