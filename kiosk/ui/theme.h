/* Colours, type and sizes by role. All values come from assets/tokens.json; the build turns it into tokens.h and tokens.c
 * (tools/tokens.c), so code names a role and never a hex value or a pixel count of its own.
 *
 * tokens.h declares: enum color {COLOR_PAGE, COLOR_SURFACE_SUNKEN, … COLOR_COUNT}, enum type {TYPE_DISPLAY, TYPE_TITLE_TIGHT,
 * …}, enum font, enum metric {SPACE_STACK_GAP, RADIUS_KEY, STROKE_CONTROL, PART_TOUCH_MIN, …}, TIMING_IDLE_WARNING_S … as int
 * constants, and the tables that theme.c reads. */
#ifndef LANYARD_UI_THEME_H
#define LANYARD_UI_THEME_H

#include "tokens.h"

#include <stdbool.h>
#include <stdint.h>

/* High contrast is light on black, or dark on white: some eyes need one, some the other. */
enum theme { THEME_LIGHT, THEME_HIGH_CONTRAST, THEME_HIGH_CONTRAST_LIGHT, THEME_COUNT };
const char *theme_name(enum theme theme);                 /* "light", "high-contrast", "high-contrast-light" */
uint32_t theme_color(enum theme theme, enum color color); /* 0xRRGGBB */

enum size_class { SIZE_COMPACT, SIZE_REGULAR, SIZE_TALL, SIZE_COUNT };

/* A display: its pixels, its size in the world, and the design class that it is laid out as. */
struct profile {
	int w, h;
	double mm_per_px;
	enum size_class size;
	double scale; /* window pixels per design pixel of the class: 1.0 at 800x480, 1280x800, 1080x1920 */
};
/* `diagonal` in inches; 0 takes the class's own. Portrait is tall, short side under 600 px is compact, else regular. */
struct profile profile_for(int w, int h, double diagonal);

/* Window pixels of a metric; what is not nothing stays at least one pixel. */
int profile_px(const struct profile *profile, enum metric metric);
/* Font size and line height in window pixels. `scale` is the visitor's text size (1, 1.25, 1.5); key caps stop at 44. */
int profile_type_px(const struct profile *profile, enum type type, double scale);
int profile_type_line(const struct profile *profile, enum type type, double scale);
enum font profile_type_font(const struct profile *profile, enum type type);

#endif
