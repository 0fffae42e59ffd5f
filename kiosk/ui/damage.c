/* Runs of changed cells in each row, joined downwards while they have the same ends. When that makes too many rectangles, one
 * around all of them is cheaper than the bookkeeping. */
#include "ui/damage.h"

#include "ui/draw.h"
#include "ui/hash.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void damage_release(struct damage *damage)
{
	free(damage->now);
	free(damage->before);
	*damage = (struct damage){0};
}

void damage_forget(struct damage *damage)
{
	size_t size = (size_t)damage->columns * (size_t)damage->rows * sizeof(uint64_t);
	if (size)
		sodium_memzero(damage->before, size);
	damage->all = true;
}

static bool resize(struct damage *damage, int w, int h)
{
	damage_release(damage);
	int columns = (w + DRAW_CELL - 1) / DRAW_CELL, rows = (h + DRAW_CELL - 1) / DRAW_CELL;
	size_t cells = (size_t)columns * (size_t)rows;
	damage->now = calloc(cells, sizeof(uint64_t));
	damage->before = calloc(cells, sizeof(uint64_t));
	if (!damage->now || !damage->before) {
		damage_release(damage);
		return false;
	}
	damage->w = w;
	damage->h = h;
	damage->columns = columns;
	damage->rows = rows;
	damage->all = true;
	return true;
}

bool damage_begin(struct damage *damage, int w, int h, uint64_t hash)
{
	if (w <= 0 || h <= 0 || ((w != damage->w || h != damage->h) && !resize(damage, w, h)))
		return false;
	size_t row = (size_t)damage->columns;
	for (size_t i = 0; i < row; i++)
		damage->now[i] = hash;
	for (size_t i = 1; i < (size_t)damage->rows; i++)
		memcpy(damage->now + i * row, damage->now, row * sizeof *damage->now);
	return true;
}

void damage_add(struct damage *damage, struct rect r, uint64_t hash)
{
	r = rect_both(r, (struct rect){0, 0, damage->w, damage->h});
	if (rect_empty(r))
		return;
	int right = (r.x + r.w - 1) / DRAW_CELL, bottom = (r.y + r.h - 1) / DRAW_CELL;
	for (int row = r.y / DRAW_CELL; row <= bottom; row++) {
		uint64_t *cells = damage->now + row * damage->columns;
		for (int column = r.x / DRAW_CELL; column <= right; column++)
			cells[column] = hash_word(cells[column], hash);
	}
}

/* Rectangles in cells; `all` is around every run that was added, also of those that no longer fitted. */
struct found {
	struct rect rects[DAMAGE_RECTS_MOST], all;
	size_t count, most;
	bool too_many;
};

static struct rect around(struct rect a, struct rect b)
{
	if (rect_empty(a))
		return b;
	int left = a.x < b.x ? a.x : b.x, top = a.y < b.y ? a.y : b.y;
	int right = a.x + a.w > b.x + b.w ? a.x + a.w : b.x + b.w;
	int bottom = a.y + a.h > b.y + b.h ? a.y + a.h : b.y + b.h;
	return (struct rect){left, top, right - left, bottom - top};
}

static void add_run(struct found *found, struct rect run)
{
	found->all = around(found->all, run);
	for (size_t i = 0; i < found->count; i++) {
		struct rect *above = &found->rects[i];
		if (above->x == run.x && above->w == run.w && above->y + above->h == run.y) {
			above->h++;
			return;
		}
	}
	if (found->count < found->most)
		found->rects[found->count++] = run;
	else
		found->too_many = true;
}

static void scan_row(const struct damage *damage, int row, struct found *found)
{
	const uint64_t *now = damage->now + row * damage->columns, *before = damage->before + row * damage->columns;
	if (!damage->all && memcmp(now, before, (size_t)damage->columns * sizeof *now) == 0)
		return;
	for (int begin = 0; begin < damage->columns; begin++) {
		int end = begin;
		while (end < damage->columns && (damage->all || now[end] != before[end]))
			end++;
		if (end > begin)
			add_run(found, (struct rect){begin, row, end - begin, 1});
		begin = end;
	}
}

static struct rect in_pixels(const struct damage *damage, struct rect cells)
{
	struct rect r = {cells.x * DRAW_CELL, cells.y * DRAW_CELL, cells.w * DRAW_CELL, cells.h * DRAW_CELL};
	return rect_both(r, (struct rect){0, 0, damage->w, damage->h});
}

size_t damage_end(struct damage *damage, struct rect *out, size_t most)
{
	struct found found = {.most = most < DAMAGE_RECTS_MOST ? most : DAMAGE_RECTS_MOST};
	for (int row = 0; row < damage->rows; row++)
		scan_row(damage, row, &found);
	uint64_t *before = damage->before;
	damage->before = damage->now;
	damage->now = before;
	damage->all = false;
	if (found.too_many) {
		out[0] = in_pixels(damage, found.all);
		return 1;
	}
	for (size_t i = 0; i < found.count; i++)
		out[i] = in_pixels(damage, found.rects[i]);
	return found.count;
}
