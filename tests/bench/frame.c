/* One key press on the on-screen keyboard against the whole screen: pixels redrawn and milliseconds, from the input to the
 * finished picture (state, node list, commands, cells, pixels), at 1280x800 and at 1920x1080.
 *     frame WORK_DIR ASSETS */
#define _GNU_SOURCE /* sched_setaffinity() */
#include "bench/bench.h"

#include "app.h"
#include "store/store.h"
#include "ui/render.h"

#include <SDL.h>
#include <sched.h>
#include <sodium.h>
#include <string.h>

enum { PRESSES = 240, RECTS = 32, FRAME_US = 16667 /* of 60 a second */ };

static int missed;

struct rig {
	struct app *app;
	struct render *render;
	SDL_Surface *surface;
	int64_t now;
};

static void send(struct rig *rig, struct input input)
{
	input.at = rig->now;
	input.wall = 1773321845120 + rig->now;
	app_input(rig->app, &input);
}

/* Builds and draws; returns microseconds, `pixels` gets how many were redrawn. */
static double frame(struct rig *rig, size_t *pixels)
{
	SDL_Rect changed[RECTS];
	double start = bench_now();
	app_build(rig->app);
	render_frame(rig->render, rig->app->ui.draw, rig->surface, changed, RECTS, pixels);
	return bench_now() - start;
}

/* The frame after an input, the input's own work included. */
static double step(struct rig *rig, struct input input, size_t *pixels)
{
	double start = bench_now();
	rig->now += 70; /* 14 taps a second; longer than the pressed look stays */
	send(rig, input);
	double handled = bench_now() - start;
	return handled + frame(rig, pixels);
}

static struct input at_node(struct rig *rig, const char *id, enum input_type type)
{
	const struct node *node = nodes_find(rig->app->ui.nodes, id);
	if (!node) {
		fprintf(stderr, "bench: no node %s on this screen\n", id);
		exit(1);
	}
	return (struct input){.type = type, .x = node->rect.x + node->rect.w / 2, .y = node->rect.y + node->rect.h / 2};
}

static void tap(struct rig *rig, const char *id)
{
	size_t pixels;
	step(rig, at_node(rig, id, INPUT_DOWN), &pixels);
	step(rig, at_node(rig, id, INPUT_UP), &pixels);
	rig->now += 1000;
	send(rig, (struct input){.type = INPUT_TICK});
	frame(rig, &pixels);
}

static void bench_size(struct rig *rig, int w, int h)
{
	/* The first letter stays, so that the keys do not change between capitals and small letters all the time. */
	static const char *const keys[] = {"k-a",      "k-r",      "k-i",      "k-s",      "k-o",      "k-l",
					   "k-delete", "k-delete", "k-delete", "k-delete", "k-delete", "k-delete"};
	enum { KEYS = sizeof keys / sizeof *keys };
	rig->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
	render_forget(rig->render);
	send(rig, (struct input){.type = INPUT_RESIZE, .x = w, .y = h});
	app_go(rig->app, SCREEN_NAME);
	size_t pixels;
	frame(rig, &pixels);
	tap(rig, "k-m");
	for (int i = 0; i < 2 * KEYS; i++) /* so that every picture of a text has been made once */
		tap(rig, keys[i % KEYS]);

	double whole[BENCH_ROUNDS], press[BENCH_ROUNDS], slow[BENCH_ROUNDS], ratio[BENCH_ROUNDS], part[BENCH_ROUNDS];
	for (int round = 0; round < BENCH_ROUNDS; round++) {
		static double samples[2 * PRESSES], parts[2 * PRESSES], full[PRESSES];
		for (int i = 0; i < PRESSES; i++) {
			const char *key = keys[i % KEYS];
			for (int up = 0; up < 2; up++) {
				samples[2 * i + up] = step(rig, at_node(rig, key, up ? INPUT_UP : INPUT_DOWN), &pixels);
				parts[2 * i + up] = (double)pixels / ((double)w * h);
			}
			render_forget(rig->render);
			full[i] = frame(rig, &pixels);
		}
		whole[round] = bench_quantile(full, PRESSES, 0.5);
		press[round] = bench_quantile(samples, 2 * PRESSES, 0.5);
		slow[round] = bench_quantile(samples, 2 * PRESSES, 0.95);
		ratio[round] = press[round] / whole[round];
		part[round] = bench_quantile(parts, 2 * PRESSES, 0.5);
	}
	char figure[96];
	snprintf(figure, sizeof figure, "frame after a key press, %dx%d: ms / the whole screen", w, h);
	bench_row(figure, bench_median(press) / 1e3, bench_median(whole) / 1e3, "ms", bench_median(ratio), AT_MOST, 0.1,
		  &missed);
	snprintf(figure, sizeof figure, "slowest of 20 key presses, %dx%d, one core: ms / a frame", w, h);
	double slowest = bench_median(slow);
	bench_row(figure, slowest / 1e3, FRAME_US / 1e3, "ms", slowest / FRAME_US, AT_MOST, 1, &missed);
	double share = bench_median(part);
	snprintf(figure, sizeof figure, "frame after a key press, %dx%d: pixels / the screen", w, h);
	bench_row(figure, share * w * h, (double)w * h, "px", share, AT_MOST, 0.05, &missed);
	SDL_FreeSurface(rig->surface);
}

int main(int argc, char **argv)
{
	cpu_set_t one;
	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (argc != 3 || sodium_init() < 0)
		return 2;
	sched_setaffinity(0, sizeof one, &one);
	SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
	SDL_Init(SDL_INIT_VIDEO);
	struct err err = {0};
	char home[4096], words[4096], device[ID_TEXT];
	snprintf(home, sizeof home, "%s/home", argv[1]);
	snprintf(words, sizeof words, "%s/lang", argv[2]);
	struct fair fair = {.name = "Bench Fair", .kind = "hiring-fair", .timezone = "UTC", .languages = "en,es,ht"};
	BENCH_MUST(store_init(home, &fair, "bench", device, &err), err);
	struct store *store = store_open(home, STORE_WRITE, &err);
	BENCH_MUST(store, err);
	BENCH_MUST(store_fold_all(store, &err), err);
	struct catalog *catalog = catalog_open(words, fair.languages, &err);
	BENCH_MUST(catalog, err);
	struct rig rig = {.app = calloc(1, sizeof *rig.app), .render = render_create(argv[2], &err), .now = 1000};
	BENCH_MUST(rig.render && rig.app, err);
	BENCH_MUST(app_open(rig.app, store, catalog, rig.render, MODE_FRONT, NULL, &err), err);
	bench_size(&rig, 1280, 800);
	bench_size(&rig, 1920, 1080);
	app_close(rig.app);
	free(rig.app);
	render_destroy(rig.render);
	catalog_close(catalog);
	store_close(store);
	SDL_Quit();
	return missed ? 1 : 0;
}
