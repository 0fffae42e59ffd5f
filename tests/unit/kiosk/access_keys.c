/* Accessibility by keys alone, on every screen: up, down, left, right, select and help reach and work everything there is, the
 * focus is seen, nothing traps it, and what Select does is what a finger does. */
#include "scenes.h"

/* --- everything is reached --- */

struct walk {
	char seen[NODES_MOST][NODE_ID_MOST];
	size_t count;
};

static bool has_seen(const struct walk *walk, const char *id)
{
	for (size_t i = 0; i < walk->count; i++)
		if (strcmp(walk->seen[i], id) == 0)
			return true;
	return false;
}

/* Goes on with one key until the focus comes to where it has been. */
static void go_round(struct scene *scene, enum input_key key, struct walk *walk)
{
	struct app *app = &scene->player->app;
	walk->count = 0;
	for (;;) {
		play(scene->player, (struct input){.type = INPUT_KEY, .key = key});
		if (!app->ui.focus[0] || has_seen(walk, app->ui.focus) || walk->count == NODES_MOST)
			return;
		text_copy(walk->seen[walk->count++], NODE_ID_MOST, app->ui.focus);
	}
}

static void expect_all(struct scene *scene, const struct walk *walk, const char *key)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (is_focusable(scene, &nodes->list[i]) && !has_seen(walk, nodes->list[i].id))
			finding(scene, "%s is not reached by %s", nodes->list[i].id, key);
}

static void check_reached(struct scene *scene)
{
	static struct walk walk;
	static const enum input_key keys[] = {KEY_RIGHT, KEY_LEFT};
	for (size_t i = 0; i < 2; i++) {
		scene_show(scene);
		go_round(scene, keys[i], &walk); /* a field may raise the keyboard on the way */
		go_round(scene, keys[i], &walk);
		expect_all(scene, &walk, i ? "Left" : "Right");
	}
}

/* From wherever Up and Down lead, Back, Start over or whatever else the page has can be reached: there is no corner that keeps
 * the focus. */
static void check_no_trap(struct scene *scene)
{
	static struct walk walk;
	static const enum input_key keys[] = {KEY_UP, KEY_DOWN};
	for (size_t i = 0; i < 2; i++) {
		scene_show(scene);
		go_round(scene, keys[i], &walk);
		go_round(scene, KEY_RIGHT, &walk);
		expect_all(scene, &walk, "Right from where Up and Down end");
	}
}

/* --- the first focus
 * ----------------------------------------------------------------------------------------------------------
 */

/* What is first in the content, not Start over and not the dock, where there is anything in the content. */
static void check_first(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	const struct node *first = NULL;
	scene_show(scene);
	for (size_t i = 0; !first && i < nodes->count; i++)
		if (is_focusable(scene, &nodes->list[i]) &&
		    in_group(&nodes->list[i], dialog_open(scene) ? "dialog" : "content"))
			first = &nodes->list[i];
	if (!first)
		return;
	char id[NODE_ID_MOST];
	text_copy(id, sizeof id, first->id);
	play(scene->player, (struct input){.type = INPUT_KEY, .key = KEY_RIGHT});
	if (strcmp(scene->player->app.ui.focus, id) != 0)
		finding(scene, "the first focus is %s, not %s", scene->player->app.ui.focus, id);
}

/* --- the ring
 * -------------------------------------------------------------------------------------------------------------------
 */

/* Around the control that has the focus and no other, and thick enough. */
static void check_one_ring(struct scene *scene)
{
	struct ui *ui = &scene->player->app.ui;
	const struct node *focus = nodes_find(nodes_of(scene), ui->focus);
	int thick = ui_px(ui, STROKE_FOCUS);
	struct rect node = focus ? focus->rect : ui->ring;
	if (!focus || ui->ring.w <= 0) {
		finding(scene, "%s has the focus, and no ring", ui->focus);
		return;
	}
	bool around = ui->ring.x <= node.x + 2 && ui->ring.y <= node.y + 2 && ui->ring.x + ui->ring.w >= node.x + node.w - 2 &&
		      ui->ring.y + ui->ring.h >= node.y + node.h - 2;
	if (!around)
		finding(scene, "the ring is not around %s", focus->id);
	if (mm_of(scene, thick) < 0.7)
		finding(scene, "the ring is %.2f mm thick", mm_of(scene, thick));
}

static void check_rings(struct scene *scene)
{
	static struct walk walk;
	struct app *app = &scene->player->app;
	scene_show(scene);
	walk.count = 0;
	for (;;) {
		play(scene->player, (struct input){.type = INPUT_KEY, .key = KEY_RIGHT});
		if (!app->ui.focus[0] || has_seen(&walk, app->ui.focus))
			return;
		text_copy(walk.seen[walk.count++], NODE_ID_MOST, app->ui.focus);
		check_one_ring(scene);
	}
}

/* --- Select is a touch
 * ---------------------------------------------------------------------------------------------------------
 */

/* What a visitor could tell apart: the screen and its controls. What is random, as a new badge's code, is left out. */
static uint64_t what_is_seen(struct scene *scene)
{
	const struct app *app = &scene->player->app;
	const struct nodes *nodes = nodes_of(scene);
	uint64_t hash = 1469598103934665603U ^ (uint64_t)app->screen;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		for (const char *at = node->id; *at; at++)
			hash = (hash ^ (uint64_t)(unsigned char)*at) * 1099511628211U;
		hash = (hash ^ (uint64_t)(node->enabled * 2 + node->selected)) * 1099511628211U;
	}
	return hash;
}

/* The scene as it was, although what was pressed before may have sent away who it is about. */
static void show_again(struct scene *scene)
{
	struct store *store = scene->player->demo.store;
	struct hit hit;
	struct registered badge;
	bool already;
	assert_int_equal(view_find(store, "marisol", &hit, 1, NULL), 1);
	ASSERT_OK(desk_checkin(store, hit.person, &badge, &already, &err));
	scene_show(scene);
}

static uint64_t after_touch(struct scene *scene, const char *id)
{
	show_again(scene);
	struct rect r = node(scene->player, id)->rect;
	scene->player->now += 1000;
	tap_at(scene->player, r.x + r.w / 2, r.y + r.h / 2);
	return what_is_seen(scene);
}

static uint64_t after_select(struct scene *scene, const char *id)
{
	struct ui *ui = &scene->player->app.ui;
	show_again(scene);
	text_copy(ui->focus, sizeof ui->focus, id);
	ui->show_focus = true;
	scene->player->now += 1040;
	play(scene->player, (struct input){.type = INPUT_KEY, .key = KEY_SELECT});
	return what_is_seen(scene);
}

static void check_select(struct scene *scene)
{
	static struct walk all;
	struct nodes *nodes = nodes_of(scene);
	scene_show(scene);
	all.count = 0;
	for (size_t i = 0; i < nodes->count; i++)
		if (is_focusable(scene, &nodes->list[i]) && nodes->list[i].kind != NODE_KEY)
			text_copy(all.seen[all.count++], NODE_ID_MOST, nodes->list[i].id);
	for (size_t i = 0; i < all.count; i++)
		if (after_touch(scene, all.seen[i]) != after_select(scene, all.seen[i]))
			finding(scene, "Select on %s is not a touch", all.seen[i]);
}

/* --- help and a held key
 * ---------------------------------------------------------------------------------------------------------
 */

/* Help opens Text & voice from every page, and its Done comes back to it. */
static void check_help(struct scene *scene)
{
	struct app *app = &scene->player->app;
	scene_show(scene);
	if (scene->id == SCREEN_ACCESS || dialog_open(scene))
		return;
	press(scene->player, KEY_HELP);
	if (app->screen != SCREEN_ACCESS) {
		finding(scene, "Help does not open Text & voice");
		return;
	}
	touch(scene->player, "done");
	if (app->screen != scene->id)
		finding(scene, "Text & voice does not come back");
}

/* --- all --- */

enum { REACHED, TRAP, FIRST, RINGS, HELP, CHECKS };
static struct check checks[CHECKS] = {
	[REACHED] = {.look = check_reached}, [TRAP] = {.look = check_no_trap}, [FIRST] = {.look = check_first},
	[RINGS] = {.look = check_rings},     [HELP] = {.look = check_help},
};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.languages = 1, .themes = 1}, checks, CHECKS);
	return opened;
}

static void keys_reach_everything(void **state)
{
	(void)state;
	assert_nothing_found(&checks[REACHED]);
}

static void nothing_traps_the_focus(void **state)
{
	(void)state;
	assert_nothing_found(&checks[TRAP]);
}

static void the_content_comes_first(void **state)
{
	(void)state;
	assert_nothing_found(&checks[FIRST]);
}

static void the_ring_is_around_the_focus(void **state)
{
	(void)state;
	assert_nothing_found(&checks[RINGS]);
}

static void help_opens_and_comes_back(void **state)
{
	(void)state;
	assert_nothing_found(&checks[HELP]);
}

static void select_is_a_touch(void **state)
{
	struct check select = {.look = check_select};
	for_each_scene(*state, (struct span){.languages = 1, .themes = 1, .sizes = 2, .scales = 1}, &select, 1);
	assert_nothing_found(&select);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_reach_everything),     cmocka_unit_test(nothing_traps_the_focus),
		cmocka_unit_test(the_content_comes_first),   cmocka_unit_test(the_ring_is_around_the_focus),
		cmocka_unit_test(help_opens_and_comes_back), cmocka_unit_test(select_is_a_touch),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
