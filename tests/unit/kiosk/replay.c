/* kiosk/replay: every input survives being written down, and a recorded visit played again ends in the same state. */
#include "player.h"

#include <sodium.h>
#include <unistd.h>

static struct input scan_input(const char *bytes, size_t size)
{
	struct input input = {.type = INPUT_SCAN, .at = 5, .wall = 6, .size = size};
	memcpy(input.scan, bytes, size);
	return input;
}

static void every_input_survives(void **state)
{
	(void)state;
	char most[SCAN_MOST + 1], line[REPLAY_LINE_MOST];
	memset(most, 0xff, sizeof most);
	const struct input inputs[] = {
		{.type = INPUT_DOWN, .at = 1, .wall = 1773336240000, .x = 640, .y = -3},
		{.type = INPUT_MOVE, .at = 2, .x = 1, .y = 2},
		{.type = INPUT_UP, .at = INT64_MAX, .x = 0, .y = 0},
		{.type = INPUT_KEY, .at = 3, .key = KEY_PREVIOUS_FIELD},
		{.type = INPUT_TEXT, .at = 4, .codepoint = 0x1f600},
		scan_input("L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7", 33),
		scan_input("\0\n\x01 x", 5),
		scan_input(most, sizeof most),
		scan_input("", 0),
		{.type = INPUT_SCAN, .at = 5, .x = SCAN_CAMERA, .scan = "7K2", .size = 3},
		{.type = INPUT_TICK, .at = 7},
		{.type = INPUT_RESIZE, .at = 8, .x = 1080, .y = 1920},
		{.type = INPUT_QUIT, .at = 9},
	};
	for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
		struct input back;
		input_format(&inputs[i], line);
		assert_null(strchr(line, '\n'));
		assert_true(input_parse(line, &back));
		assert_int_equal(back.type, inputs[i].type);
		assert_int_equal(back.at, inputs[i].at);
		assert_int_equal(back.wall, inputs[i].wall);
		assert_int_equal(back.x, inputs[i].x);
		assert_int_equal(back.y, inputs[i].y);
		assert_int_equal(back.key, inputs[i].key);
		assert_int_equal(back.codepoint, inputs[i].codepoint);
		assert_int_equal(back.size, inputs[i].size);
		assert_memory_equal(back.scan, inputs[i].scan, inputs[i].size);
	}
}

static void other_lines_are_refused(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"", "1 2", "1 2 dance", "x 2 tick", "1 2 down 3", "1 2 key nose", "1 2 scan 0g", "1 2 scan 123", "1 2 text"};
	struct input input;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (input_parse(lines[i], &input))
			fail_msg("\"%s\" was taken for an input", lines[i]);
}

static void a_strange_file_is_refused(void **state)
{
	(void)state;
	char path[] = "/tmp/lanyard-replay.XXXXXX";
	struct replay replay;
	struct err err = {0};
	int handle = mkstemp(path);
	assert_true(handle >= 0);
	assert_int_equal(write(handle, "hello\n", 6), 6);
	close(handle);
	assert_false(replay_open(&replay, path, &err));
	assert_int_equal(err.code, ERR_INPUT);
	unlink(path);
}

/* --- a visit, twice ------------------------------------------------------------------------------------------------------ */

static void part_of_a_visit(struct player *player)
{
	touch(player, "start-ht");
	touch(player, "new");
	touch_keys(player, "marie-ange");
	touch(player, "primary");
	touch_keys(player, "désir");
	press(player, KEY_NEXT_FIELD);
	touch(player, "access");
	touch(player, "theme-hc");
	touch(player, "done");
	touch(player, "primary");
	type_text(player, "ma@desir.ht");
	wait_ms(player, 95000);
	touch(player, "still-here");
	touch(player, "lang-es");
	touch(player, "primary");
	touch(player, "age-18plus");
	touch(player, "c1-no");
	touch(player, "c2-yes");
	touch(player, "c3-no");
	touch(player, "primary");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
}

static char *play_recording(const char *path, size_t *inputs)
{
	struct player *player;
	struct replay replay;
	struct input input;
	struct err err = {0};
	assert_int_equal(player_open((void **)&player), 0);
	assert_true(replay_open(&replay, path, &err));
	for (*inputs = 0; replay_next(&replay, &input, &err); ++*inputs) {
		assert_true(predictable_clock(input.wall, &err));
		app_input(&player->app, &input);
		app_build(&player->app);
	}
	assert_int_equal(err.code, ERR_NONE);
	replay_close(&replay);
	char *tree = tree_text(&player->app);
	player_close((void **)&player);
	return tree;
}

static void a_replay_ends_in_the_same_state(void **state)
{
	(void)state;
	struct player *player;
	char path[] = "/tmp/lanyard-replay.XXXXXX";
	size_t inputs;
	int handle = mkstemp(path);
	assert_true(handle >= 0);
	close(handle);
	assert_int_equal(player_open((void **)&player), 0);
	ASSERT_OK(recorder_open(&player->recorder, path, &err));
	part_of_a_visit(player);
	ASSERT_OK(recorder_close(&player->recorder, &err));
	char *recorded = tree_text(&player->app);
	assert_non_null(strstr(recorded, "Marie-Ange"));
	player_close((void **)&player);
	for (int times = 0; times < 2; times++) {
		char *played = play_recording(path, &inputs);
		assert_in_range(inputs, 60, 1000);
		assert_string_equal(played, recorded); /* the token of the badge too */
		free(played);
	}
	free(recorded);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_input_survives),
		cmocka_unit_test(other_lines_are_refused),
		cmocka_unit_test(a_strange_file_is_refused),
		cmocka_unit_test(a_replay_ends_in_the_same_state),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
