/* kiosk/scan: whatever sends a code, it takes one path; the same code within 2.5 s is one scan, and a flood is neither mixed
 * nor lost. */
#include "player.h"

#include <sodium.h>

static const char *const source_names[SCAN_SOURCE_COUNT] = {
	[SCAN_TYPED] = "typed", [SCAN_KEYS] = "keys", [SCAN_SERIAL] = "serial", [SCAN_CAMERA] = "camera"};

static void scan_from(struct player *player, enum scan_source source, const char *code)
{
	struct input input = {.type = INPUT_SCAN, .x = (int)source, .size = strlen(code)};
	memcpy(input.scan, code, input.size);
	play(player, input);
}

static void badge_of(struct player *player, const char *given, char token[TOKEN_TEXT])
{
	struct registration typed = {.given = given, .language = "en", .source = "kiosk"};
	struct registered one;
	ASSERT_OK(desk_register(player->demo.store, &typed, &one, &err));
	text_copy(token, TOKEN_TEXT, one.token);
}

static void every_source_gives_the_same_answer(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	badge_of(player, "Wilna", token);
	for (int source = 0; source < SCAN_SOURCE_COUNT; source++) {
		app_end_visit(&player->app);
		player->now += SCAN_AGAIN_MS;
		scan_from(player, (enum scan_source)source, token);
		if (player->app.screen != SCREEN_BACK || strcmp(player->app.visitor->registered.token, token) != 0)
			fail_msg("%s: screen %s", source_names[source], screens[player->app.screen]->name);
	}
	scan_from(player, SCAN_SOURCE_COUNT, "no such source");
	assert_screen(player, SCREEN_BACK);
}

/* A code that stays before a camera is seen again and again: it counts anew once it was away for 2.5 s. */
static void the_same_code_is_one_scan(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT], other[TOKEN_TEXT];
	badge_of(player, "Wilna", token);
	badge_of(player, "Jean", other);
	scan_from(player, SCAN_CAMERA, token);
	assert_screen(player, SCREEN_BACK);
	app_end_visit(&player->app);
	for (int i = 0; i < 50; i++) {
		player->now += SCAN_AGAIN_MS - 1;
		scan_from(player, i % 2 ? SCAN_CAMERA : SCAN_TYPED, token);
		assert_screen(player, SCREEN_WELCOME);
	}
	scan_from(player, SCAN_CAMERA, other); /* somebody else's is taken at once, and does not free the first */
	assert_string_equal(player->app.visitor->registered.token, other);
	scan_from(player, SCAN_CAMERA, token);
	assert_string_equal(player->app.visitor->registered.token, other);
	player->now += SCAN_AGAIN_MS;
	scan_from(player, SCAN_CAMERA, token);
	assert_string_equal(player->app.visitor->registered.token, token);
}

/* A thousand codes in one second, each sent twice: each gets its own answer, once. */
static void a_flood_is_answered_code_by_code(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT], code[TOKEN_TEXT];
	badge_of(player, "Wilna", token);
	size_t in = view_checked_in_count(player->demo.store);
	for (int i = 0; i < 1000; i++) {
		player->now++;
		text_format(code, sizeof code, "TICKET%06d", i);
		scan_from(player, SCAN_SERIAL, code);
		assert_screen(player, SCREEN_BADGE_NOT_VALID);
		assert_int_equal(player->app.scans.source, SCAN_SERIAL);
		scan_from(player, SCAN_TYPED, code);
		assert_int_equal(player->app.scans.source, SCAN_SERIAL);
		if (i == 500) {
			scan_from(player, SCAN_TYPED, token);
			assert_screen(player, SCREEN_BACK);
			assert_string_equal(player->app.visitor->registered.token, token);
		}
	}
	assert_int_equal(view_checked_in_count(player->demo.store), in);
}

/* Codes are remembered as digests only, and a code that was taken back can be scanned again at once. */
static void remembers_no_code(void **state)
{
	struct player *player = *state;
	static const char code[] = "A-TICKET-CODE-OF-SOMEBODY";
	scan_from(player, SCAN_TYPED, code);
	const char *kept = (const char *)&player->app.scans;
	for (size_t i = 0; i + sizeof code - 1 <= sizeof player->app.scans; i++)
		assert_memory_not_equal(kept + i, code, sizeof code - 1);
	app_end_visit(&player->app);
	scan_from(player, SCAN_TYPED, code);
	assert_screen(player, SCREEN_WELCOME);
	scans_forget(&player->app);
	scan_from(player, SCAN_TYPED, code);
	assert_screen(player, SCREEN_BADGE_NOT_VALID);
}

#define PLAY(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAY(every_source_gives_the_same_answer),
		PLAY(the_same_code_is_one_scan),
		PLAY(a_flood_is_answered_code_by_code),
		PLAY(remembers_no_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
