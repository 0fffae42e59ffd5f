/* Rectangles in window pixels, and cutting them up: screens are laid out by slicing pieces off what is left. */
#ifndef LANYARD_UI_RECT_H
#define LANYARD_UI_RECT_H

#include <stdbool.h>

struct rect {
	int x, y, w, h;
};

/* The nearest pixel, as lround() has it, which is a call that a frame would make a thousand times. */
static inline int nearest_px(double at)
{
	return (int)(at < 0 ? at - 0.5 : at + 0.5);
}

static inline bool rect_has(struct rect r, int x, int y)
{
	return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}
static inline bool rect_empty(struct rect r)
{
	return r.w <= 0 || r.h <= 0;
}
/* What two rectangles share; empty (maybe of negative size) when nothing. */
static inline struct rect rect_both(struct rect a, struct rect b)
{
	int left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
	int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
	int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
	return (struct rect){left, top, right - left, bottom - top};
}
static inline struct rect rect_inset(struct rect r, int dx, int dy)
{
	return (struct rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
}
/* Each takes a slice off one side of *r, leaving `gap` between, and returns the slice. */
static inline struct rect rect_cut_top(struct rect *r, int h, int gap)
{
	struct rect cut = {r->x, r->y, r->w, h};
	r->y += h + gap;
	r->h -= h + gap;
	return cut;
}
static inline struct rect rect_cut_bottom(struct rect *r, int h, int gap)
{
	struct rect cut = {r->x, r->y + r->h - h, r->w, h};
	r->h -= h + gap;
	return cut;
}
static inline struct rect rect_cut_left(struct rect *r, int w, int gap)
{
	struct rect cut = {r->x, r->y, w, r->h};
	r->x += w + gap;
	r->w -= w + gap;
	return cut;
}
static inline struct rect rect_cut_right(struct rect *r, int w, int gap)
{
	struct rect cut = {r->x + r->w - w, r->y, w, r->h};
	r->w -= w + gap;
	return cut;
}
/* The i-th of n equal columns. */
static inline struct rect rect_column(struct rect r, int i, int n, int gap)
{
	int left = (r.w + gap) * i / n, right = (r.w + gap) * (i + 1) / n;
	return (struct rect){r.x + left, r.y, right - left - gap, r.h};
}
static inline struct rect rect_row(struct rect r, int i, int n, int gap)
{
	int top = (r.h + gap) * i / n, bottom = (r.h + gap) * (i + 1) / n;
	return (struct rect){r.x, r.y + top, r.w, bottom - top - gap};
}

#endif
