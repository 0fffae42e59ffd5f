/* kiosk/app, press, idle: what a finger or a key does whatever the screen, and what time does by itself. */
#include "player.h"

static void down(struct player *player, int x, int y)
{
	play(player, (struct input){.type = INPUT_DOWN, .x = x, .y = y});
}

static void move(struct player *player, int x, int y)
{
	play(player, (struct input){.type = INPUT_MOVE, .x = x, .y = y});
}

static void up(struct player *player, int x, int y)
{
	play(player, (struct input){.type = INPUT_UP, .x = x, .y = y});
}

static struct rect rect_of(struct player *player, const char *id)
{
	return node(player, id)->rect;
}

/* --- fingers ----------------------------------------------------------------------------------------------------------- */

static void acts_when_let_go_inside(void **state)
{
	struct player *player = *state;
	struct rect r = rect_of(player, "start-en");
	down(player, r.x + 5, r.y + 5);
	assert_string_equal(player->app.ui.pressed, "start-en");
	assert_screen(player, SCREEN_WELCOME);
	player->now += 30;
	up(player, r.x + 5, r.y + 5);
	assert_screen(player, SCREEN_REGISTERED);
}

static void sliding_off_cancels(void **state)
{
	struct player *player = *state;
	struct rect r = rect_of(player, "start-en");
	down(player, r.x + 5, r.y + 5);
	move(player, r.x + 5, r.y - 60);
	assert_string_equal(player->app.ui.pressed, "");
	up(player, r.x + 5, r.y - 60);
	assert_screen(player, SCREEN_WELCOME);
	/* and back in again acts */
	down(player, r.x + 5, r.y + 5);
	move(player, r.x + 5, r.y - 60);
	move(player, r.x + 5, r.y + 20);
	assert_string_equal(player->app.ui.pressed, "start-en");
	up(player, r.x + 5, r.y + 20);
	assert_screen(player, SCREEN_REGISTERED);
}

static void release_counts_sixteen_pixels_outside(void **state)
{
	struct player *player = *state;
	struct rect r = rect_of(player, "start-en");
	down(player, r.x + 5, r.y + 5);
	up(player, r.x + 5, r.y - 17);
	assert_screen(player, SCREEN_WELCOME);
	player->now += 400;
	down(player, r.x + 5, r.y - 16); /* a press never begins outside */
	up(player, r.x + 5, r.y + 5);
	assert_screen(player, SCREEN_WELCOME);
	player->now += 400;
	down(player, r.x + 5, r.y + 5);
	up(player, r.x + 5, r.y - 16);
	assert_screen(player, SCREEN_REGISTERED);
}

static void press_does_not_outlive_its_screen(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	struct rect r = rect_of(player, "back");
	down(player, r.x + 5, r.y + 5);
	scan(player, "not a badge");
	assert_screen(player, SCREEN_BADGE_NOT_VALID);
	up(player, r.x + 5, r.y + 5);
	assert_screen(player, SCREEN_BADGE_NOT_VALID);
}

/* The second tap of a double tap must not press what the next screen has there. */
static void double_tap_is_one(void **state)
{
	struct player *player = *state;
	struct rect r = rect_of(player, "start-es");
	int x = r.x + r.w / 2, y = r.y + 20;
	down(player, x, y);
	up(player, x, y);
	assert_screen(player, SCREEN_REGISTERED);
	assert_non_null(nodes_at(player->app.ui.nodes, x, y)); /* a card is under the finger */
	player->now += 120;
	down(player, x, y);
	up(player, x, y);
	assert_screen(player, SCREEN_REGISTERED);
	player->now += 320;
	down(player, x, y);
	up(player, x, y);
	assert_screen(player, SCREEN_FIND_NAME);
}

static void keys_take_twelve_a_second(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	struct rect r = rect_of(player, "k-a");
	for (int i = 0; i < 12; i++) {
		down(player, r.x + 5, r.y + 5);
		player->now += 20;
		up(player, r.x + 5, r.y + 5);
		player->now += 63;
	}
	assert_string_equal(node(player, "first-name")->value, "Aaaaaaaaaaaa");
}

static void delete_repeats_while_held(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	type_text(player, "abcdefghij");
	struct rect r = rect_of(player, "k-delete");
	down(player, r.x + 5, r.y + 5);
	wait_ms(player, 390);
	assert_string_equal(node(player, "first-name")->value, "Abcdefghij");
	wait_ms(player, 10 + 3 * 80);
	assert_string_equal(node(player, "first-name")->value, "Abcdef");
	up(player, r.x + 5, r.y + 5);
	wait_ms(player, 1000);
	assert_string_equal(node(player, "first-name")->value, "Abcdef");
}

static void pressed_look_lasts(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	struct rect r = rect_of(player, "k-a");
	down(player, r.x + 5, r.y + 5);
	up(player, r.x + 5, r.y + 5);
	assert_string_equal(player->app.ui.pressed, "k-a");
	wait_ms(player, 61);
	assert_string_equal(player->app.ui.pressed, "");
}

static void disabled_does_nothing(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	struct rect r = rect_of(player, "primary");
	assert_false(node(player, "primary")->enabled);
	tap_at(player, r.x + 5, r.y + 5);
	assert_screen(player, SCREEN_NAME);
}

/* --- keys ---------------------------------------------------------------------------------------------------------------- */

/* Everything that can be pressed is reached with one key, and the focus comes around again. */
static void focus_reaches_everything(void **state)
{
	struct player *player = *state;
	for (int id = 0; id < SCREEN_COUNT; id++) {
		if (!screens[id] || strcmp(screens[id]->sample_home, "front") != 0)
			continue;
		app_end_visit(&player->app);
		app_go(&player->app, (enum screen_id)id);
		if (screens[id]->sample)
			screens[id]->sample(&player->app);
		app_build(&player->app);
		player->now = player->app.now;
		size_t want = 0, reached = 0;
		bool seen[NODES_MOST] = {false}, dialog = id == SCREEN_STILL_THERE;
		struct nodes *nodes = player->app.ui.nodes;
		for (size_t i = 0; i < nodes->count; i++)
			want += nodes->list[i].action && nodes->list[i].enabled &&
				(!dialog || strcmp(nodes->list[i].group, "dialog") == 0);
		for (size_t step = 0; step < nodes->count; step++) {
			play(player, (struct input){.type = INPUT_KEY, .key = KEY_RIGHT});
			struct node *focus = nodes_find(nodes, player->app.ui.focus);
			assert_non_null(focus);
			size_t at = (size_t)(focus - nodes->list);
			reached += !seen[at];
			seen[at] = true;
		}
		if (reached != want)
			fail_msg("%s: %zu of %zu reached by keys", screens[id]->name, reached, want);
	}
}

static void a_visit_with_keys_only(void **state)
{
	struct player *player = *state;
	press(player, KEY_RIGHT);
	assert_true(player->app.ui.show_focus);
	assert_string_equal(player->app.ui.focus, "start-en");
	press(player, KEY_SELECT);
	assert_screen(player, SCREEN_REGISTERED);
	press(player, KEY_SELECT); /* shows the focus first */
	assert_screen(player, SCREEN_REGISTERED);
	while (strcmp(player->app.ui.focus, "new") != 0)
		press(player, KEY_RIGHT);
	press(player, KEY_SELECT);
	assert_screen(player, SCREEN_NAME);
	type_text(player, "Ana");
	assert_string_equal(node(player, "first-name")->value, "Ana");
	press(player, KEY_ERASE);
	assert_string_equal(node(player, "first-name")->value, "An");
	while (strcmp(player->app.ui.focus, "last-name") != 0)
		press(player, KEY_NEXT_FIELD);
	type_text(player, "Li"); /* the focused field is the one that is typed into */
	assert_string_equal(node(player, "last-name")->value, "Li");
	press(player, KEY_BACK);
	assert_screen(player, SCREEN_REGISTERED);
	press(player, KEY_HELP);
	assert_screen(player, SCREEN_ACCESS);
}

static void up_and_down_follow_the_page(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	press(player, KEY_RIGHT);
	while (strcmp(player->app.ui.focus, "k-g") != 0)
		press(player, KEY_RIGHT);
	press(player, KEY_DOWN);
	assert_true(rect_of(player, player->app.ui.focus).y > rect_of(player, "k-g").y);
	assert_in_range(abs(rect_of(player, player->app.ui.focus).x - rect_of(player, "k-g").x), 0, 110);
	press(player, KEY_UP);
	assert_string_equal(player->app.ui.focus, "k-g");
}

static void touch_hides_the_focus(void **state)
{
	struct player *player = *state;
	press(player, KEY_RIGHT);
	assert_true(player->app.ui.show_focus);
	tap_at(player, 700, 420);
	assert_false(player->app.ui.show_focus);
}

/* --- time ---------------------------------------------------------------------------------------------------------------- */

/* How often the kiosk wakes by itself in a minute when nobody touches it. */
static int wakes_in_a_minute(struct player *player)
{
	int wakes = 0;
	int64_t until = player->now + 60000, deadline;
	while ((deadline = app_deadline(&player->app)) >= 0 && deadline <= until) {
		player->now = deadline > player->now ? deadline : player->now + 1;
		play(player, (struct input){.type = INPUT_TICK});
		wakes++;
	}
	player->now = until;
	return wakes;
}

static void quiet_pages_let_the_machine_sleep(void **state)
{
	struct player *player = *state;
	wait_ms(player, 60000);
	assert_screen(player, SCREEN_WELCOME);
	assert_in_range(wakes_in_a_minute(player), 0, 8); /* the words rotate every 8 s */
	touch(player, "start-en");
	touch(player, "access");
	touch(player, "time-2");
	touch(player, "done");
	touch(player, "new");
	wait_ms(player, 12000);
	assert_int_equal(wakes_in_a_minute(player), 0); /* the caret rests, and nobody is asked */
}

static void a_toast_stays_on_its_page(void **state)
{
	struct player *player = *state;
	app_toast(&player->app, "Saved", 0);
	touch(player, "start-en");
	assert_screen(player, SCREEN_REGISTERED);
	assert_false(has_node(player, "toast"));
	app_toast(&player->app, "Gone", ACT_SCREEN); /* can be taken back */
	player->app.now += 100;
	app_go(&player->app, SCREEN_NAME);
	app_build(&player->app);
	assert_true(has_node(player, "toast"));
	app_toast(&player->app, "Said with the page", 0);
	app_go(&player->app, SCREEN_REGISTERED);
	app_build(&player->app);
	assert_true(has_node(player, "toast"));
}

static void toasts_go_by_themselves(void **state)
{
	struct player *player = *state;
	app_toast(&player->app, "Saved", 0);
	app_build(&player->app);
	assert_true(has_node(player, "toast"));
	wait_ms(player, 3900);
	assert_true(has_node(player, "toast"));
	wait_ms(player, 200);
	assert_false(has_node(player, "toast"));
}

static void access_lies_over_any_page(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "scan-ticket");
	wait_ms(player, 10000);
	touch(player, "access");
	wait_ms(player, 10000); /* the page below stands still meanwhile */
	touch(player, "size-1");
	touch(player, "done");
	assert_screen(player, SCREEN_SCAN_TICKET);
	assert_true(player->app.ui.text_scale > 1.2);
	touch(player, "access");
	wait_ms(player, 46000);
	assert_screen(player, SCREEN_STILL_THERE);
	touch(player, "still-here");
	assert_screen(player, SCREEN_ACCESS);
	touch(player, "reset");
	assert_true(player->app.ui.text_scale < 1.01);
	touch(player, "done");
	assert_screen(player, SCREEN_SCAN_TICKET);
}

static void any_size_of_window_is_laid_out(void **state)
{
	struct player *player = *state;
	static const int sizes[][2] = {{1920, 1080}, {1024, 600}, {800, 480}, {1080, 1920}, {1366, 768}, {2560, 1600}};
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		play(player, (struct input){.type = INPUT_RESIZE, .x = sizes[i][0], .y = sizes[i][1]});
		for (size_t n = 0; n < player->app.ui.nodes->count; n++) {
			struct rect r = player->app.ui.nodes->list[n].rect;
			if (r.x < 0 || r.y < 0 || r.x + r.w > sizes[i][0] || r.y + r.h > sizes[i][1])
				fail_msg("%dx%d: %s is outside", sizes[i][0], sizes[i][1], player->app.ui.nodes->list[n].id);
		}
	}
}

#define PLAY(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAY(acts_when_let_go_inside),
		PLAY(sliding_off_cancels),
		PLAY(release_counts_sixteen_pixels_outside),
		PLAY(press_does_not_outlive_its_screen),
		PLAY(double_tap_is_one),
		PLAY(keys_take_twelve_a_second),
		PLAY(delete_repeats_while_held),
		PLAY(pressed_look_lasts),
		PLAY(disabled_does_nothing),
		PLAY(focus_reaches_everything),
		PLAY(a_visit_with_keys_only),
		PLAY(up_and_down_follow_the_page),
		PLAY(touch_hides_the_focus),
		PLAY(quiet_pages_let_the_machine_sleep),
		PLAY(a_toast_stays_on_its_page),
		PLAY(toasts_go_by_themselves),
		PLAY(access_lies_over_any_page),
		PLAY(any_size_of_window_is_laid_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
