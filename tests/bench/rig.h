/* A kiosk without a window, for benchmarks of its frames: a fair of its own, the whole app, and a surface in memory. */
#ifndef LANYARD_BENCH_RIG_H
#define LANYARD_BENCH_RIG_H

#include "bench/bench.h"

#include "app.h"
#include "store/store.h"
#include "ui/render.h"

#include <SDL.h>
#include <sodium.h>

enum { RIG_RECTS = 32 };

struct rig {
	struct app *app;
	struct store *store;
	struct catalog *catalog;
	struct render *render;
	SDL_Surface *surface;
};

/* Makes a fair in `dir`/home and opens it; ends the program when it cannot. */
static inline void rig_open(struct rig *rig, const char *dir, const char *assets)
{
	struct err err = {0};
	char home[4096], words[4096], device[ID_TEXT];
	struct fair fair = {.name = "Bench Fair", .kind = "hiring-fair", .timezone = "UTC", .languages = "en,es,ht"};
	SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
	SDL_Init(SDL_INIT_VIDEO);
	snprintf(home, sizeof home, "%s/home", dir);
	snprintf(words, sizeof words, "%s/lang", assets);
	BENCH_MUST(store_init(home, &fair, "bench", device, &err), err);
	rig->store = store_open(home, STORE_WRITE, &err);
	BENCH_MUST(rig->store && store_fold_all(rig->store, &err), err);
	rig->catalog = catalog_open(words, fair.languages, &err);
	BENCH_MUST(rig->catalog, err);
	rig->app = calloc(1, sizeof *rig->app);
	rig->render = render_create(assets, &err);
	BENCH_MUST(rig->render && rig->app, err);
	BENCH_MUST(app_open(rig->app, rig->store, rig->catalog, rig->render, MODE_FRONT, NULL, &err), err);
}

static inline void rig_close(struct rig *rig)
{
	SDL_FreeSurface(rig->surface);
	app_close(rig->app);
	free(rig->app);
	render_destroy(rig->render);
	catalog_close(rig->catalog);
	store_close(rig->store);
	SDL_Quit();
}

/* `now` in milliseconds of the steady clock. */
static inline void rig_send(struct rig *rig, struct input input, int64_t now)
{
	input.at = now;
	input.wall = 1773321845120 + now;
	app_input(rig->app, &input);
}

/* Builds and draws the frame; returns how many pixels were drawn. */
static inline size_t rig_frame(struct rig *rig)
{
	SDL_Rect changed[RIG_RECTS];
	size_t pixels = 0;
	app_build(rig->app);
	render_frame(rig->render, rig->app->ui.draw, rig->surface, changed, RIG_RECTS, &pixels);
	return pixels;
}

/* A fresh surface of that size, and the screen on it, not drawn yet. */
static inline void rig_show(struct rig *rig, int w, int h, enum screen_id screen, int64_t now)
{
	SDL_FreeSurface(rig->surface);
	rig->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
	render_forget(rig->render);
	rig_send(rig, (struct input){.type = INPUT_RESIZE, .x = w, .y = h}, now);
	app_go(rig->app, screen);
}

/* A touch of the middle of a node; ends the program when there is none. */
static inline struct input rig_touch(const struct rig *rig, const char *id, enum input_type type)
{
	const struct node *node = nodes_find(rig->app->ui.nodes, id);
	if (!node) {
		fprintf(stderr, "bench: no node %s on this screen\n", id);
		exit(1);
	}
	return (struct input){.type = type, .x = node->rect.x + node->rect.w / 2, .y = node->rect.y + node->rect.h / 2};
}

#endif
