/* Plays a kiosk without a window: an app over the demo fair, driven by inputs with times that the test decides. Every input is
 * followed by a frame, as in the program, and nodes are found by id. */
#ifndef LANYARD_TESTS_PLAYER_H
#define LANYARD_TESTS_PLAYER_H

#include "app.h"
#include "demo.h"
#include "press.h"
#include "replay.h"
#include "screens/screen.h"
#include "tree.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct player {
	struct demo demo;
	struct app app;
	struct catalog *catalog;
	struct render *render;
	struct recorder recorder; /* when open, gets what is played */
	int64_t now;
	bool open;
	bool trace;      /* add each frame's node list to `traced` */
	uint64_t traced; /* FNV-1a of them all */
};

#define ASSERT_OK(call) \
	do { \
		struct err err = {0}; \
		if (!(call)) \
			fail_msg("%s: %s", #call, err.text); \
	} while (0)

static inline void trace_frame(struct player *player)
{
	char *tree = tree_text(&player->app);
	for (const char *at = tree; *at; at++)
		player->traced = ((player->traced ? player->traced : 0xcbf29ce484222325U) ^ (unsigned char)*at) *
				 0x100000001b3U;
	free(tree);
}

static inline void play(struct player *player, struct input input)
{
	input.at = player->now;
	input.wall = demo_now + player->now;
	recorder_add(&player->recorder, &input);
	app_input(&player->app, &input);
	app_build(&player->app);
	if (player->trace)
		trace_frame(player);
}

static inline void open_app(struct player *player, enum kiosk_mode mode, bool fold)
{
	ASSERT_OK(app_open(&player->app, player->demo.store, player->catalog, player->render, mode, "B12", &err));
	player->open = true;
	while (fold && app_fold(&player->app, SIZE_MAX))
		continue;
	play(player, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
}

static inline int player_open(void **state)
{
	struct player *player = calloc(1, sizeof *player);
	struct err err = {0};
	setenv("TZ", "America/New_York", 1);
	player->now = 1000000;
	if (!demo_open(&player->demo, &err))
		fail_msg("%s", err.text);
	player->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	player->render = render_create(ASSETS, &err);
	if (!player->catalog || !player->render)
		fail_msg("%s", err.text);
	open_app(player, MODE_FRONT, true);
	*state = player;
	return 0;
}

static inline int player_close(void **state)
{
	struct player *player = *state;
	if (player->open)
		app_close(&player->app);
	render_destroy(player->render);
	catalog_close(player->catalog);
	demo_close(&player->demo);
	free(player);
	return 0;
}

static inline struct node *node(struct player *player, const char *id)
{
	struct node *found = nodes_find(player->app.ui.nodes, id);
	if (!found)
		fail_msg("no node %s on screen %s", id, screens[player->app.screen]->name);
	return found;
}

static inline bool has_node(struct player *player, const char *id)
{
	return nodes_find(player->app.ui.nodes, id) != NULL;
}

static inline void assert_screen(struct player *player, enum screen_id id)
{
	assert_string_equal(screens[player->app.screen]->name, screens[id]->name);
}

static inline void tap_at(struct player *player, int x, int y)
{
	play(player, (struct input){.type = INPUT_DOWN, .x = x, .y = y});
	player->now += 40;
	play(player, (struct input){.type = INPUT_UP, .x = x, .y = y});
	player->now += 400;
}

static inline void touch(struct player *player, const char *id)
{
	struct rect r = node(player, id)->rect;
	assert_true(node(player, id)->enabled);
	tap_at(player, r.x + r.w / 2, r.y + r.h / 2);
}

/* On the on-screen keyboard, a touch a character. */
static inline void touch_keys(struct player *player, const char *text)
{
	while (*text) {
		char id[NODE_ID_MOST] = "k-";
		int32_t c = text_next(&text);
		if (c == ' ')
			text_copy(id, sizeof id, "k-space");
		else
			text_append_char(id, sizeof id, c);
		touch(player, id);
	}
}

/* On a real keyboard. */
static inline void type_text(struct player *player, const char *text)
{
	while (*text) {
		play(player, (struct input){.type = INPUT_TEXT, .codepoint = text_next(&text)});
		player->now += 100;
	}
}

static inline void press(struct player *player, enum input_key key)
{
	play(player, (struct input){.type = INPUT_KEY, .key = key});
	player->now += 400;
}

static inline void scan(struct player *player, const char *code)
{
	struct input input = {.type = INPUT_SCAN, .size = strlen(code)};
	memcpy(input.scan, code, input.size);
	play(player, input);
	player->now += 400;
}

/* Lets time pass as the loop does: it wakes at each deadline. */
static inline void wait_ms(struct player *player, int64_t ms)
{
	int64_t until = player->now + ms, deadline;
	while ((deadline = app_deadline(&player->app)) >= 0 && deadline <= until) {
		player->now = deadline > player->now ? deadline : player->now + 1;
		play(player, (struct input){.type = INPUT_TICK});
	}
	player->now = until;
	play(player, (struct input){.type = INPUT_TICK});
}

#endif
