/* Rounded rectangles, rings and polygons by coverage: every row is measured at 16 heights, and exactly along its length. */
#include "ui/shapes.h"

#include "ui/draw.h"

#include <math.h>
#include <stdlib.h>

enum { STEPS = 16 };

void shapes_release(struct shapes *shapes)
{
	for (int i = 0; i <= DIAMETER_MOST; i++) {
		free(shapes->corners[i]);
		shapes->corners[i] = NULL;
	}
}

/* How far right of x0 the disc begins in pixel x, 0 … 1, turned into coverage of that pixel. */
static double covered(double begin, int x)
{
	double part = x + 1 - begin;
	return part < 0 ? 0 : part > 1 ? 1 : part;
}

static void measure_row(uint8_t *row, int n, double radius, int y)
{
	double begins[STEPS];
	for (int i = 0; i < STEPS; i++) {
		double up = radius - (y + (i + 0.5) / STEPS);
		begins[i] = radius - sqrt(radius * radius - up * up);
	}
	for (int x = 0; x < n; x++) {
		double sum = 0;
		for (int i = 0; i < STEPS; i++)
			sum += covered(begins[i], x);
		row[x] = (uint8_t)lround(sum / STEPS * 255);
	}
}

/* NULL without memory: the corner is then drawn square. */
static const uint8_t *corner(struct shapes *shapes, int diameter)
{
	int n = (diameter + 1) / 2;
	if (n == 0 || shapes->corners[diameter])
		return shapes->corners[diameter];
	uint8_t *table = malloc((size_t)n * (size_t)n);
	for (int y = 0; table && y < n; y++)
		measure_row(table + (size_t)y * (size_t)n, n, diameter / 2.0, y);
	return shapes->corners[diameter] = table;
}

/* A rectangle and the table of its corners: what all of the following ask for coverage. */
struct rounded {
	struct rect r;
	int n; /* pixels of a corner */
	unsigned round;
	const uint8_t *table;
};

static struct rounded rounded(struct shapes *shapes, struct rect r, int diameter, unsigned round)
{
	int most = r.w < r.h ? r.w : r.h;
	most = most < DIAMETER_MOST ? most : DIAMETER_MOST;
	diameter = diameter < 0 ? 0 : diameter < most ? diameter : most;
	const uint8_t *table = rect_empty(r) ? NULL : corner(shapes, diameter);
	return (struct rounded){r, table ? (diameter + 1) / 2 : 0, round, table};
}

/* The row of the table that row y of the shape uses, NULL when it is straight; `left` and `right` say which ends are round. */
static const uint8_t *table_row(const struct rounded *shape, int y, bool *left, bool *right)
{
	int down = y - shape->r.y, up = shape->r.h - 1 - down;
	bool top = down < up;
	int row = top ? down : up;
	*left = row < shape->n && shape->round & (top ? 1U : 8U);
	*right = row < shape->n && shape->round & (top ? 2U : 4U);
	return *left || *right ? shape->table + (size_t)row * (size_t)shape->n : NULL;
}

static unsigned coverage_at(const struct rounded *shape, int x, int y)
{
	if (!rect_has(shape->r, x, y))
		return 0;
	bool left, right;
	const uint8_t *row = table_row(shape, y, &left, &right);
	int from_left = x - shape->r.x, from_right = shape->r.w - 1 - from_left;
	if (left && from_left < shape->n)
		return row[from_left];
	if (right && from_right < shape->n)
		return row[from_right];
	return 255;
}

static void blend_at(const struct canvas *canvas, int x, int y, uint32_t color, unsigned cover)
{
	if (cover && x >= canvas->clip.x && x < canvas->clip.x + canvas->clip.w) {
		uint32_t *at = canvas_at(canvas, x, y);
		*at = pixel_blend(*at, color, cover);
	}
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

void shapes_round(struct shapes *shapes, const struct canvas *canvas, struct rect r, int diameter, unsigned round,
		  uint32_t color)
{
	struct rounded shape = rounded(shapes, r, diameter, round);
	struct rect rows = rect_both(r, canvas->clip);
	int from = rows.x - r.x, to = from + rows.w; /* columns of the shape that are seen */
	for (int y = rows.y; y < rows.y + rows.h && rows.w > 0; y++) {
		bool left, right;
		const uint8_t *row = table_row(&shape, y, &left, &right);
		int begin = left ? shape.n : 0, end = r.w - (right ? shape.n : 0);
		uint32_t *at = canvas_at(canvas, r.x, y);
		for (int i = from; i < least(begin, to); i++)
			at[i] = pixel_blend(at[i], color, row[i]);
		for (int i = most(most(begin, end), from); i < to; i++)
			at[i] = pixel_blend(at[i], color, row[r.w - 1 - i]);
		canvas_fill_row(canvas, r.x + begin, y, end - begin, color);
	}
}

void shapes_frame(struct shapes *shapes, const struct canvas *canvas, struct rect r, int diameter, unsigned round, int width,
		  uint32_t color)
{
	struct rounded outer = rounded(shapes, r, diameter, round);
	struct rounded inner = rounded(shapes, rect_inset(r, width, width), diameter - 2 * width, round);
	int side = outer.n > width ? outer.n : width;
	side = side < (r.w + 1) / 2 ? side : (r.w + 1) / 2;
	struct rect rows = rect_both(r, canvas->clip);
	for (int y = rows.y; y < rows.y + rows.h; y++) {
		bool edge = y < r.y + width || y >= r.y + r.h - width;
		for (int i = 0; i < side; i++) {
			int x = r.x + i, mirrored = r.x + r.w - 1 - i;
			blend_at(canvas, x, y, color, coverage_at(&outer, x, y) - coverage_at(&inner, x, y));
			if (mirrored > x)
				blend_at(canvas, mirrored, y, color,
					 coverage_at(&outer, mirrored, y) - coverage_at(&inner, mirrored, y));
		}
		if (edge)
			canvas_fill_row(canvas, r.x + side, y, r.w - 2 * side, color);
	}
}

/* Which of `count` pixels of a picture stands at `at` of `size`, when its middle is in the middle and `scale` of them (in
 * 65536ths) make one. */
static int picked(int at, int size, int count, int64_t scale)
{
	int64_t i = count / 2 + ((2 * (int64_t)at + 1 - size) * scale >> 17);
	return (int)(i < 0 ? 0 : i < count ? i : count - 1);
}

void shapes_photo(struct shapes *shapes, const struct canvas *canvas, struct rect r, int radius, const struct photo *picture)
{
	struct rounded shape = rounded(shapes, r, 2 * radius, 15);
	struct rect seen = rect_both(r, canvas->clip);
	int64_t wide = ((int64_t)picture->w << 16) / r.w, high = ((int64_t)picture->h << 16) / r.h;
	int64_t scale = wide < high ? wide : high;
	for (int y = seen.y; y < seen.y + seen.h; y++) {
		const uint8_t *row = picture->gray + (size_t)picked(y - r.y, r.h, picture->h, scale) * (size_t)picture->w;
		bool edge = y - r.y < shape.n || r.y + r.h - y <= shape.n;
		uint32_t *at = canvas_at(canvas, seen.x, y);
		for (int x = seen.x; x < seen.x + seen.w; x++, at++) {
			uint32_t gray = row[picked(x - r.x, r.w, picture->w, scale)];
			uint32_t color = 0xFF000000 | gray << 16 | gray << 8 | gray;
			*at = edge ? pixel_blend(*at, color, coverage_at(&shape, x, y)) : color;
		}
	}
}

/* Where the done part of a ring ends, seen from its middle (x to the right, y down). */
struct sector {
	double x, y, end_x, end_y;
	bool more_than_half, none, all;
};

static struct sector sector(struct rect r, double part)
{
	double angle = part * 2 * acos(-1);
	return (struct sector){.x = r.x + r.w / 2.0,
			       .y = r.y + r.h / 2.0,
			       .end_x = sin(angle),
			       .end_y = -cos(angle),
			       .more_than_half = part > 0.5,
			       .none = part <= 0,
			       .all = part >= 1};
}

/* How much of a pixel belongs to the done part: its distance from the two radii that bound it. */
static unsigned done_at(const struct sector *sector, int px, int py)
{
	double x = px + 0.5 - sector->x, y = py + 0.5 - sector->y;
	double from_top = x, from_end = sector->end_y * x - sector->end_x * y;
	double inside = sector->more_than_half ? fmax(from_top, from_end) : fmin(from_top, from_end);
	double part = inside + 0.5;
	if (sector->none || sector->all)
		return sector->all ? 255 : 0;
	return part <= 0 ? 0 : part >= 1 ? 255 : (unsigned)lround(part * 255);
}

void shapes_ring(struct shapes *shapes, const struct canvas *canvas, struct rect r, int width, double part, uint32_t done,
		 uint32_t left)
{
	int side = r.w < r.h ? r.w : r.h;
	r = (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
	if (2 * width >= side && (part >= 1 || done == left)) {
		shapes_round(shapes, canvas, r, side, 15, done);
		return;
	}
	struct rounded outer = rounded(shapes, r, side, 15);
	struct rounded inner = rounded(shapes, rect_inset(r, width, width), side - 2 * width, 15);
	struct sector bounds = sector(r, part);
	struct rect seen = rect_both(r, canvas->clip);
	for (int y = seen.y; y < seen.y + seen.h; y++) {
		for (int x = seen.x; x < seen.x + seen.w; x++) {
			unsigned cover = coverage_at(&outer, x, y) - coverage_at(&inner, x, y);
			if (cover)
				blend_at(canvas, x, y, pixel_blend(left, done, done_at(&bounds, x, y)), cover);
		}
	}
}

/* --- polygons --------------------------------------------------------------------------------------------------------- */

enum { CORNERS_MOST = 8, CHUNK = 256, UNIT = 256 /* of which a pixel is wide */ };

/* Where the polygon's edges cross a height, in order; edges are half open, so a corner counts once. */
static int crossings(const int *points, int count, double y, long *out)
{
	int found = 0;
	for (int i = 0; i < count; i++) {
		int j = (i + 1) % count, x0 = points[2 * i], y0 = points[2 * i + 1], x1 = points[2 * j], y1 = points[2 * j + 1];
		if ((y0 <= y) == (y1 <= y))
			continue;
		long x = lround((x0 + (y - y0) * (x1 - x0) / (y1 - y0)) * UNIT);
		int at = found++;
		for (; at > 0 && out[at - 1] > x; at--)
			out[at] = out[at - 1];
		out[at] = x;
	}
	return found;
}

/* Adds what lies between two places, counted from the first pixel, to the n pixels. */
static void add_span(unsigned *sums, int n, long begin, long end)
{
	begin = begin > 0 ? begin : 0;
	end = end < (long)n * UNIT ? end : (long)n * UNIT;
	for (long i = begin / UNIT; i * UNIT < end; i++) {
		long from = begin > i * UNIT ? begin : i * UNIT, to = end < (i + 1) * UNIT ? end : (i + 1) * UNIT;
		sums[i] += (unsigned)(to - from);
	}
}

static void polygon_row(const struct canvas *canvas, const int *points, int count, int x, int y, int n, uint32_t color)
{
	unsigned sums[CHUNK] = {0};
	for (int step = 0; step < STEPS; step++) {
		long at[CORNERS_MOST];
		int found = crossings(points, count, y + (step + 0.5) / STEPS, at);
		for (int i = 0; i + 1 < found; i += 2)
			add_span(sums, n, at[i] - (long)x * UNIT, at[i + 1] - (long)x * UNIT);
	}
	for (int i = 0; i < n; i++)
		blend_at(canvas, x + i, y, color, sums[i] * 255 / (STEPS * UNIT));
}

void shapes_polygon(const struct canvas *canvas, const int *points, int count, uint32_t color)
{
	struct rect clip = canvas->clip;
	if (count > CORNERS_MOST)
		return;
	for (int y = clip.y; y < clip.y + clip.h; y++) {
		for (int x = clip.x; x < clip.x + clip.w; x += CHUNK) {
			int left = clip.x + clip.w - x;
			polygon_row(canvas, points, count, x, y, left < CHUNK ? left : CHUNK, color);
		}
	}
}
