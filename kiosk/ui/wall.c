/* One block's leaves are measured once, as coverage; the wall is that table looked up twice a pixel: in place for the hole's
 * front, moved for its back. A leaf is what two circles share; the four leaves of a block mirror one another. */
#include "ui/wall.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct wall_look looks[] = {
	{.name = "wall-regular",
	 .rows = 3,
	 .sun_x = 0.70,
	 .sun_y = 0.44,
	 .sun_r = 0.42,
	 .horizon = 0.667,
	 .deep_x = 6 / 134.0,
	 .deep_y = 8 / 134.0},
	{.name = "wall-compact",
	 .rows = 3,
	 .sun_x = 0.70,
	 .sun_y = 0.44,
	 .sun_r = 0.42,
	 .horizon = 0.667,
	 .deep_x = 4 / 75.0,
	 .deep_y = 5 / 75.0},
	{.name = "wall-tall",
	 .rows = 3,
	 .sun_x = 0.72,
	 .sun_y = 0.46,
	 .sun_r = 0.46,
	 .horizon = 0.667,
	 .deep_x = 8 / 180.0,
	 .deep_y = 10 / 180.0},
	{.name = "wall-done",
	 .rows = 5,
	 .sun_x = 0.60,
	 .sun_y = 0.40,
	 .sun_r = 0.30,
	 .horizon = 0.6,
	 .deep_x = 6 / 139.2,
	 .deep_y = 8 / 139.2},
};
/* In blocks: where a leaf begins and ends; its circles' radius in its length; and how high glow and bay are, in the wall's
 * height. */
static const double corner_inset = 0.075, middle_inset = 0.04, roundness = 0.71, band = 0.2;

const struct wall_look *wall_find(const char *name)
{
	for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
		if (strcmp(looks[i].name, name) == 0)
			return &looks[i];
	return NULL;
}

static double clamp(double part)
{
	return part < 0 ? 0 : part > 1 ? 1 : part;
}

/* What hypot() gives, several times as fast where nothing can overflow. */
static double distance(double x, double y)
{
	return sqrt(x * x + y * y);
}

/* How much of the pixel whose middle is (x, y) is inside the leaf of a block's first quarter. */
static double leaf(double x, double y, double side)
{
	double from = corner_inset * side, to = (0.5 - middle_inset) * side, length = (to - from) * sqrt(2);
	double radius = roundness * length, aside = sqrt(radius * radius - length * length / 4) / sqrt(2);
	double middle = (from + to) / 2;
	double one = distance(x - (middle + aside), y - (middle - aside)),
	       other = distance(x - (middle - aside), y - (middle + aside));
	return clamp(radius - fmax(one, other) + 0.5);
}

/* The coverage of a block's four leaves, side x side. */
static uint8_t *measure(int side)
{
	uint8_t *block = calloc((size_t)side, (size_t)side);
	int last = side - 1;
	for (int y = 0; block && y <= last - y; y++) {
		for (int x = 0; x <= last - x; x++) {
			uint8_t cover = (uint8_t)(leaf(x + 0.5, y + 0.5, side) * 255 + 0.5);
			block[y * side + x] = block[y * side + last - x] = cover;
			block[(last - y) * side + x] = block[(last - y) * side + last - x] = cover;
		}
	}
	return block;
}

struct scene {
	uint32_t sky, glow, sun, lagoon, bay;
	double sun_x, sun_y, sun_r;
	int glow_y, lagoon_y, bay_y;
};

static uint32_t solid(enum theme theme, enum color color)
{
	return 0xFF000000 | theme_color(theme, color);
}

static struct scene scene_for(const struct wall_look *look, enum theme theme, int w, int h)
{
	return (struct scene){
		.sky = solid(theme, COLOR_ILLUS_SKY),
		.glow = solid(theme, COLOR_ILLUS_GLOW),
		.sun = solid(theme, COLOR_ILLUS_SUN),
		.lagoon = solid(theme, COLOR_ILLUS_LAGOON),
		.bay = solid(theme, COLOR_ILLUS_BAY),
		.sun_x = look->sun_x * w,
		.sun_y = look->sun_y * h,
		.sun_r = look->sun_r * h,
		.glow_y = (int)lround((look->horizon - band) * h),
		.lagoon_y = (int)lround(look->horizon * h),
		.bay_y = (int)lround((look->horizon + band) * h),
	};
}

static uint32_t scene_at(const struct scene *scene, int x, int y)
{
	if (y >= scene->lagoon_y)
		return y >= scene->bay_y ? scene->bay : scene->lagoon;
	uint32_t sky = y >= scene->glow_y ? scene->glow : scene->sky;
	double across = x + 0.5 - scene->sun_x, down = y + 0.5 - scene->sun_y, square = across * across + down * down;
	double inside = scene->sun_r - 0.5, outside = scene->sun_r + 0.5;
	if (square >= outside * outside)
		return sky;
	if (inside > 0 && square <= inside * inside)
		return scene->sun;
	return pixel_blend(sky, scene->sun, (unsigned)(clamp(outside - sqrt(square)) * 255 + 0.5));
}

/* What all rows of a wall share. */
struct bricklayer {
	struct scene scene;
	uint32_t wall, joint, shade;
	const uint8_t *block;
	int side, deep_x, deep_y;
};

/* Joints are two pixels, one on each side of where blocks meet, and none around the wall. */
static bool is_joint(int in_block, int side, int at, int end)
{
	return (in_block == 0 && at > 0) || (in_block == side - 1 && at + 1 < end);
}

/* Columns from…to of one row: joints and wall, shade in the holes, the scene where the holes go through. A hole's back stays in
 * its own block. `at` is the row's first column. */
static void draw_row(const struct bricklayer *layer, struct rect r, int y, int from, int to, uint32_t *at)
{
	int side = layer->side, row = y % side;
	const uint8_t *front = layer->block + (size_t)row * (size_t)side;
	const uint8_t *back = row < layer->deep_y ? NULL : front - (size_t)layer->deep_y * (size_t)side;
	for (int x = from, i = from % side; x < to; x++, i = i + 1 < side ? i + 1 : 0) {
		bool joint = is_joint(row, side, y, r.h) || is_joint(i, side, x, r.w);
		unsigned cover = front[i], through = cover && back && i >= layer->deep_x ? back[i - layer->deep_x] : 0;
		uint32_t hole = layer->shade;
		if (through == 255)
			hole = scene_at(&layer->scene, x, y);
		else if (through)
			hole = pixel_blend(hole, scene_at(&layer->scene, x, y), through);
		at[x] = joint ? layer->joint : layer->wall;
		if (cover)
			at[x] = cover == 255 ? hole : pixel_blend(at[x], hole, cover);
	}
}

void wall_release(struct wall *wall)
{
	free(wall->block);
	*wall = (struct wall){0};
}

bool wall_measure(struct wall *wall, const struct wall_look *look, int height)
{
	int side = (height + look->rows - 1) / look->rows;
	if (side == wall->side)
		return wall->block != NULL;
	wall_release(wall);
	wall->side = side;
	wall->block = measure(side);
	return wall->block != NULL;
}

void wall_draw(struct wall *wall, const struct wall_look *look, enum theme theme, const struct canvas *canvas, struct rect r)
{
	struct rect seen = rect_both(r, canvas->clip);
	if (rect_empty(seen) || !wall_measure(wall, look, r.h))
		return;
	struct bricklayer layer = {
		.scene = scene_for(look, theme, r.w, r.h),
		.wall = solid(theme, COLOR_ILLUS_WALL),
		.joint = solid(theme, COLOR_ILLUS_JOINT),
		.shade = solid(theme, COLOR_ILLUS_SHADE),
		.block = wall->block,
		.side = wall->side,
		.deep_x = (int)lround(look->deep_x * wall->side),
		.deep_y = (int)lround(look->deep_y * wall->side),
	};
	for (int y = seen.y - r.y; y < seen.y + seen.h - r.y; y++)
		draw_row(&layer, r, y, seen.x - r.x, seen.x + seen.w - r.x, canvas_at(canvas, r.x, r.y + y));
}
