/* What time does by itself, on every screen: nothing flashes, and nothing ends but what is registered here with its reason. */
#include "scenes.h"

#include <sodium.h>

/* --- flashes (A25) -----------------------------------------------------------------------------------------------------------
 */

/* WCAG 2.3.1: a flash is a pair of opposing changes of relative luminance by a tenth or more, the darker below 0.8. Counted for
 * each part of the picture, so that a small one is found too. */
enum {
	PARTS_ACROSS = 16,
	PARTS_DOWN = 10,
	PARTS = PARTS_ACROSS * PARTS_DOWN,
	FLASHES_MOST = 3,
	WATCH_MS = 20000,
	TURNS_MOST = 512
};

struct part {
	double extreme; /* luminance at the last turn */
	int direction;  /* 1 it grew, -1 it fell */
	int64_t turns[TURNS_MOST];
	int count;
};

struct watcher {
	SDL_Surface *surface;
	struct part parts[PARTS];
	bool begun;
};

static double luminance_in(const SDL_Surface *surface, int part)
{
	int w = surface->w / PARTS_ACROSS, h = surface->h / PARTS_DOWN, x0 = part % PARTS_ACROSS * w,
	    y0 = part / PARTS_ACROSS * h;
	double sum = 0;
	int count = 0;
	for (int y = y0; y < y0 + h; y += 4)
		for (int x = x0; x < x0 + w; x += 4, count++) {
			uint32_t pixel;
			memcpy(&pixel, (const uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch + (size_t)x * 4,
			       4);
			sum += luminance_of(pixel & 0xFFFFFF);
		}
	return sum / count;
}

static void look(struct watcher *watcher, struct app *app)
{
	SDL_Rect changed[32];
	size_t pixels;
	render_frame(app->ui.render, app->ui.draw, watcher->surface, changed, 32, &pixels);
	for (int i = 0; i < PARTS && (pixels > 0 || !watcher->begun); i++) {
		struct part *part = &watcher->parts[i];
		double now = luminance_in(watcher->surface, i), lower = now < part->extreme ? now : part->extreme;
		int direction = now > part->extreme ? 1 : -1;
		if (!watcher->begun) {
			*part = (struct part){.extreme = now};
			continue;
		}
		bool large = (now > part->extreme ? now - part->extreme : part->extreme - now) >= 0.1 && lower < 0.8;
		if (large && direction != part->direction && part->count < TURNS_MOST)
			part->turns[part->count++] = app->now;
		if (large || direction == part->direction) {
			part->direction = large ? direction : part->direction;
			part->extreme = now;
		}
	}
	watcher->begun = true;
}

/* Two turns are one flash: in no second more than three. */
static bool flashes(const struct part *part)
{
	for (int i = 0; i + 2 * FLASHES_MOST < part->count; i++)
		if (part->turns[i + 2 * FLASHES_MOST] - part->turns[i] < 1000)
			return true;
	return false;
}

static void assert_calm(struct scene *scene)
{
	static struct watcher watcher;
	struct player *player = scene->player;
	watcher = (struct watcher){.surface = SDL_CreateRGBSurfaceWithFormat(0, sizes[scene->size].w, sizes[scene->size].h, 32,
									     SDL_PIXELFORMAT_XRGB8888)};
	render_forget(player->render);
	look(&watcher, &player->app);
	int64_t until = player->now + WATCH_MS, deadline;
	while ((deadline = app_deadline(&player->app)) >= 0 && deadline <= until) {
		player->now = deadline > player->now ? deadline : player->now + 1;
		play(player, (struct input){.type = INPUT_TICK});
		look(&watcher, &player->app);
	}
	for (int i = 0; i < PARTS; i++)
		if (flashes(&watcher.parts[i]))
			finding(scene, "part %d flashes", i);
	SDL_FreeSurface(watcher.surface);
}

static void nothing_flashes(void **state)
{
	struct check check = {.look = assert_calm};
	for_each_scene(*state, (struct span){.languages = 1, .sizes = 2, .scales = 1}, &check, 1);
	assert_nothing_found(&check);
}

/* The test of the test: a page that blinks five times a second is found. */
static void blinking_is_found(void **state)
{
	(void)state;
	struct part part = {.count = 10};
	for (int i = 0; i < part.count; i++)
		part.turns[i] = i * 100;
	assert_true(flashes(&part));
	for (int i = 0; i < part.count; i++)
		part.turns[i] = i * 500;
	assert_false(flashes(&part));
}

/* --- time limits (A27)
 * --------------------------------------------------------------------------------------------------------- */

/* Whoever chose "No limit" in Text & voice is sent nowhere, but for these. */
static const struct {
	enum screen_id screen;
	const char *why;
} registered[] = {
	{SCREEN_STILL_THERE, "it is the warning itself, of 20 seconds"},
	{SCREEN_DONE, "the visit is over; it is doubled, and a touch adds as much again"},
	{SCREEN_YOUNG, "the visit is over, and nothing may be left of a child"},
	{SCREEN_EXIT, "a door: nothing is asked, and a name is greeted no longer than it takes to walk by"},
	{SCREEN_BOOTH_LEAD, "an employer's page: saved, and back to the scanner"},
};

static bool is_registered(const struct scene *scene)
{
	if (strncmp(scene->screen, "staff-", 6) == 0) /* what is behind the PIN locks itself */
		return true;
	for (size_t i = 0; i < sizeof registered / sizeof registered[0]; i++)
		if (registered[i].screen == scene->id)
			return true;
	return false;
}

static void check_stays(struct scene *scene)
{
	struct player *player = scene->player;
	char given[FIELD_MOST];
	if (is_registered(scene))
		return;
	player->app.more_time = TIME_NO_LIMIT;
	text_copy(given, sizeof given, player->app.visitor->given);
	wait_ms(player, 2 * 3600 * 1000);
	if (player->app.screen != scene->id)
		finding(scene, "after two hours it went to %s", screens[player->app.screen]->name);
	if (strcmp(given, player->app.visitor->given) != 0)
		finding(scene, "after two hours what was typed is gone");
}

static void no_limit_is_no_limit(void **state)
{
	struct check check = {.look = check_stays};
	for_each_scene(*state, (struct span){.languages = 1, .themes = 1, .sizes = 2, .scales = 1}, &check, 1);
	assert_nothing_found(&check);
}

/* Without it every page that holds something of a visitor warns before it goes: none goes by itself. */
static void check_warns(struct scene *scene)
{
	struct player *player = scene->player;
	if (is_registered(scene) || !is_front(scene))
		return;
	for (int s = 0; s < 600 && player->app.screen == scene->id; s++)
		wait_ms(player, 1000);
	bool stays = player->app.screen == scene->id, first = modes[player->app.mode].first == scene->id;
	if (!stays && !first && player->app.screen != SCREEN_STILL_THERE && scene->id != SCREEN_ACCESS)
		finding(scene, "it went to %s without a warning", screens[player->app.screen]->name);
}

static void every_limit_warns(void **state)
{
	struct check check = {.look = check_warns};
	for_each_scene(*state, (struct span){.languages = 1, .themes = 1, .sizes = 2, .scales = 1}, &check, 1);
	assert_nothing_found(&check);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_flashes),
		cmocka_unit_test(blinking_is_found),
		cmocka_unit_test(no_limit_is_no_limit),
		cmocka_unit_test(every_limit_warns),
	};
	return cmocka_run_group_tests(tests, player_open, player_close);
}
