/* The booth's stage: the real app over a real store, touched through its node list. With LANYARD_SHEETS=DIR each state is left
 * there as a picture in three sizes. */
#ifndef LANYARD_TESTS_BOOTH_STAGE_H
#define LANYARD_TESTS_BOOTH_STAGE_H

#include "stage.h"

#include "app.h"
#include "base/text.h"
#include "demo.h"
#include "desk/desk.h"
#include "store/keys.h"

struct booth_test {
	struct demo demo;
	struct app app;
	struct catalog *catalog;
	struct render *render;
	int64_t now;
};

static inline void input(struct booth_test *t, struct input in)
{
	in.at = t->now;
	in.wall = t->now;
	app_input(&t->app, &in);
	app_build(&t->app);
	const struct nodes *nodes = t->app.ui.nodes;
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(nodes->list[i].id, nodes->list[j].id) == 0)
				fail_msg("two nodes %s on screen %d", nodes->list[i].id, (int)t->app.screen);
}

static inline int open_booth(void **state)
{
	struct booth_test *t = calloc(1, sizeof *t);
	struct err err = {.code = ERR_NONE};
	setenv("TZ", "America/New_York", 1);
	t->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	t->render = render_create(ASSETS, &err);
	t->now = demo_now;
	if (!t->catalog || !t->render || !demo_open(&t->demo, &err) ||
	    !app_open(&t->app, t->demo.store, t->catalog, t->render, MODE_BOOTH, "b12", &err))
		fail_msg("%s", err.text);
	while (app_fold(&t->app, 100)) {
	}
	input(t, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
	*state = t;
	return 0;
}

static inline int close_booth(void **state)
{
	struct booth_test *t = *state;
	app_close(&t->app);
	render_destroy(t->render);
	catalog_close(t->catalog);
	demo_close(&t->demo);
	free(t);
	return 0;
}

#define BOOTH_TEST(f) cmocka_unit_test_setup_teardown(f, open_booth, close_booth)

static inline struct node *node(struct booth_test *t, const char *id)
{
	struct node *found = nodes_find(t->app.ui.nodes, id);
	if (!found)
		fail_msg("no node %s on screen %d", id, (int)t->app.screen);
	return found;
}

static inline bool shows(struct booth_test *t, const char *id)
{
	return nodes_find(t->app.ui.nodes, id) != NULL;
}

/* A finger on the middle of a node, long enough after the one before. */
static inline void tap(struct booth_test *t, const char *id)
{
	struct rect r = node(t, id)->rect;
	int x = r.x + r.w / 2, y = r.y + r.h / 2;
	t->now += 1000;
	input(t, (struct input){.type = INPUT_DOWN, .x = x, .y = y});
	t->now += 80;
	input(t, (struct input){.type = INPUT_UP, .x = x, .y = y});
}

static inline void scan_bytes(struct booth_test *t, const char *code, size_t size)
{
	struct input in = {.type = INPUT_SCAN, .size = size};
	memcpy(in.scan, code, size);
	t->now += 1000;
	input(t, in);
}

static inline void scan(struct booth_test *t, const char *code)
{
	scan_bytes(t, code, strlen(code));
}

static inline void wait(struct booth_test *t, int64_t ms)
{
	t->now += ms;
	input(t, (struct input){.type = INPUT_TICK});
}

struct wanted {
	const char *given;
	struct person person;
};

static inline bool by_given(void *self, const struct person *person)
{
	struct wanted *wanted = self;
	if (strcmp(person->given, wanted->given) != 0)
		return true;
	wanted->person = *person;
	return false;
}

/* The token on somebody's badge. */
static inline void token_of(struct booth_test *t, const char *given, char token[TOKEN_TEXT])
{
	struct wanted wanted = {.given = given};
	struct err err = {.code = ERR_NONE};
	assert_true(view_people(t->demo.store, by_given, &wanted, &err));
	assert_true(wanted.person.badge[0]);
	assert_true(desk_token(t->demo.store, wanted.person.badge, token));
}

static inline void meet(struct booth_test *t, const char *given)
{
	char token[TOKEN_TEXT];
	token_of(t, given, token);
	scan(t, token);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
}

static inline struct lead stored(struct booth_test *t, const char *given)
{
	struct wanted wanted = {.given = given};
	struct err err = {.code = ERR_NONE};
	struct lead lead = {.employer = ""};
	assert_true(view_people(t->demo.store, by_given, &wanted, &err));
	view_lead(t->demo.store, "coral-health", wanted.person.badge, &lead);
	return lead;
}

static inline size_t leads(struct booth_test *t)
{
	return view_lead_count(t->demo.store, "coral-health");
}

/* For eyes: this state in each size. */
static inline void picture(struct booth_test *t, const char *name)
{
	const char *dir = getenv("LANYARD_SHEETS");
	for (size_t i = 0; dir && i < STAGE_SIZES; i++) {
		char path[512];
		SDL_Rect changed[4];
		size_t pixels;
		int w = stage_sizes[i].w, h = stage_sizes[i].h;
		SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_XRGB8888);
		t->app.ui.profile = profile_for(w, h, 0);
		app_build(&t->app);
		render_forget(t->render);
		render_frame(t->render, t->app.ui.draw, surface, changed, 4, &pixels);
		snprintf(path, sizeof path, "%s/%s.%s.png", dir, name, stage_sizes[i].name);
		IMG_SavePNG(surface, path);
		SDL_FreeSurface(surface);
	}
	t->app.ui.profile = profile_for(1280, 800, 0);
	app_build(&t->app);
}

static inline void append(struct booth_test *t, const char *kind, json_t *body)
{
	struct err err = {.code = ERR_NONE};
	struct fact fact = {kind, body};
	if (!store_append(t->demo.store, &fact, 1, &err))
		fail_msg("%s", err.text);
	json_decref(body);
}

#endif
