/* Reads the generated tables: a theme is a table of colours, a size class a table of sizes, and a display is laid out as the
 * class that is nearest in shape, scaled until it fits. */
#include "ui/theme.h"

#include "ui/rect.h"

#include <math.h>

static const double mm_per_inch = 25.4;
/* The shorter side from which a display is not compact, and the size where key caps stop growing with the visitor's text. */
enum { REGULAR_FROM = 600, KEY_CAP_MOST = 44 };
/* In the largest text size capitals are at least so high, on a display that would otherwise make them a little smaller. */
static const double capital_mm = 4.8, capital = 0.727, largest = 1.5, lift_most = 1.25;

const char *theme_name(enum theme theme)
{
	static const char *const names[THEME_COUNT] = {[THEME_LIGHT] = "light",
						       [THEME_HIGH_CONTRAST] = "high-contrast",
						       [THEME_HIGH_CONTRAST_LIGHT] = "high-contrast-light"};
	return names[theme];
}

uint32_t theme_color(enum theme theme, enum color color)
{
	return token_colors[theme][color];
}

static enum size_class class_for(int w, int h)
{
	if (h > w)
		return SIZE_TALL;
	return h < REGULAR_FROM ? SIZE_COMPACT : SIZE_REGULAR;
}

struct profile profile_for(int w, int h, double diagonal)
{
	enum size_class size = class_for(w, h);
	const struct token_size *class = &token_sizes[size];
	double inches = diagonal > 0 ? diagonal : class->diagonal;
	return (struct profile){
		.w = w,
		.h = h,
		.mm_per_px = inches * mm_per_inch / hypot(w, h),
		.size = size,
		.scale = fmin((double)w / class->w, (double)h / class->h),
	};
}

static int window_px(const struct profile *profile, double design)
{
	int px = nearest_px(design * profile->scale);
	return design > 0 && px < 1 ? 1 : px;
}

int profile_px(const struct profile *profile, enum metric metric)
{
	return window_px(profile, token_sizes[profile->size].metric[metric]);
}

/* How much a type grows with the visitor's text size. */
static double growth(const struct profile *profile, enum type type, double scale)
{
	double px = token_sizes[profile->size].type[type].px;
	if (type == TYPE_KEY_CAP)
		return px * scale > KEY_CAP_MOST ? KEY_CAP_MOST / px : scale;
	if (scale < largest)
		return scale;
	double wanted = ceil(capital_mm / capital / profile->mm_per_px) / (px * profile->scale);
	return wanted > scale ? fmin(wanted, scale * lift_most) : scale;
}

int profile_type_px(const struct profile *profile, enum type type, double scale)
{
	return window_px(profile, token_sizes[profile->size].type[type].px * growth(profile, type, scale));
}

int profile_type_line(const struct profile *profile, enum type type, double scale)
{
	return window_px(profile, token_sizes[profile->size].type[type].line * growth(profile, type, scale));
}

enum font profile_type_font(const struct profile *profile, enum type type)
{
	return token_sizes[profile->size].type[type].font;
}
