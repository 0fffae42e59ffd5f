/* A stage for widgets and keyboards: a ui at a size, with real words and fonts, drawn into a surface instead of a window. */
#ifndef LANYARD_TESTS_STAGE_H
#define LANYARD_TESTS_STAGE_H

#include "ui/ui.h"

#include <SDL_image.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct stage {
	struct ui ui;
	struct catalog *catalog;
	struct render *render;
	SDL_Surface *surface;
};

static const struct stage_size {
	const char *name;
	int w, h;
} stage_sizes[] = {{"compact", 800, 480}, {"regular", 1280, 800}, {"tall", 1080, 1920}};
enum { STAGE_SIZES = sizeof stage_sizes / sizeof stage_sizes[0] };

static inline int stage_open(void **state)
{
	struct stage *stage = calloc(1, sizeof *stage);
	struct err err = {.code = ERR_NONE};
	stage->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	stage->render = render_create(ASSETS, &err);
	if (!stage->catalog || !stage->render)
		fail_msg("%s", err.text);
	stage->ui = (struct ui){.catalog = stage->catalog, .render = stage->render, .text_scale = 1};
	stage->ui.nodes = calloc(1, sizeof *stage->ui.nodes);
	stage->ui.draw = draw_create();
	*state = stage;
	return 0;
}

static inline int stage_close(void **state)
{
	struct stage *stage = *state;
	SDL_FreeSurface(stage->surface);
	draw_destroy(stage->ui.draw);
	free(stage->ui.nodes);
	render_destroy(stage->render);
	catalog_close(stage->catalog);
	free(stage);
	return 0;
}

/* Begins a frame of w x h. */
static inline struct ui *stage_begin(struct stage *stage, int w, int h)
{
	stage->ui.profile = profile_for(w, h, 0);
	ui_begin(&stage->ui);
	return &stage->ui;
}

/* Ends the frame and draws it. */
static inline void stage_show(struct stage *stage)
{
	int w = stage->ui.profile.w, h = stage->ui.profile.h;
	ui_end(&stage->ui);
	if (stage->surface && (stage->surface->w != w || stage->surface->h != h)) {
		SDL_FreeSurface(stage->surface);
		stage->surface = NULL;
	}
	if (!stage->surface)
		stage->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_XRGB8888);
	assert_non_null(stage->surface);
	SDL_Rect changed[64];
	size_t pixels;
	render_forget(stage->render);
	render_frame(stage->render, stage->ui.draw, stage->surface, changed, 64, &pixels);
}

/* 0xRRGGBB */
static inline uint32_t stage_pixel(const struct stage *stage, int x, int y)
{
	const uint8_t *row = (const uint8_t *)stage->surface->pixels + (size_t)y * (size_t)stage->surface->pitch;
	uint32_t pixel;
	memcpy(&pixel, row + (size_t)x * 4, 4);
	return pixel & 0xFFFFFF;
}

/* For eyes: $LANYARD_SHEETS is the directory that pictures are left in; without it nothing is written. */
static inline void stage_picture(const struct stage *stage, const char *name)
{
	char path[512];
	const char *dir = getenv("LANYARD_SHEETS");
	if (!dir)
		return;
	snprintf(path, sizeof path, "%s/%s.png", dir, name);
	assert_int_equal(IMG_SavePNG(stage->surface, path), 0);
}

static inline struct node *stage_node(struct stage *stage, const char *id)
{
	struct node *node = nodes_find(stage->ui.nodes, id);
	if (!node)
		fail_msg("no node %s", id);
	return node;
}

static inline void assert_rect(const struct node *node, int x, int y, int w, int h)
{
	struct rect r = node->rect;
	if (abs(r.x - x) > 2 || abs(r.y - y) > 2 || abs(r.x + r.w - x - w) > 2 || abs(r.y + r.h - y - h) > 2)
		fail_msg("%s is at %d,%d %dx%d; expected %d,%d %dx%d", node->id, r.x, r.y, r.w, r.h, x, y, w, h);
}

#endif
