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

/* --- tones and the page of tests -------------------------------------------------------------------------------------------
 */

static enum tone heard;
static int tones;

static void hear_tone(struct speech *speech, enum tone tone, int volume)
{
	(void)speech;
	(void)volume;
	heard = tone;
	tones++;
}

static void listen(struct player *player)
{
	static struct speech ear;
	ear = *speech_quiet();
	ear.tone = hear_tone;
	player->app.voice.speech = &ear;
	heard = TONE_NONE;
	tones = 0;
}

static void a_tone_says_how_it_went(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	badge_of(player, "Wilna", token);
	listen(player);
	scan_from(player, SCAN_TYPED, token);
	assert_int_equal(heard, TONE_GOOD);
	scan_from(player, SCAN_TYPED, token); /* the same scan */
	assert_int_equal(tones, 1);
	scan_from(player, SCAN_TYPED, "something else");
	assert_int_equal(heard, TONE_BAD);
	app_close(&player->app);
	open_app(player, MODE_BOOTH, true);
	listen(player);
	scan_from(player, SCAN_CAMERA, token);
	assert_screen(player, SCREEN_BOOTH_LEAD);
	assert_int_equal(heard, TONE_GOOD);
	scan_from(player, SCAN_CAMERA, "something else");
	assert_int_equal(heard, TONE_BAD);
	assert_int_equal(tones, 2);
}

static void staff_test_their_scanners(void **state)
{
	struct player *player = *state;
	struct app *app = &player->app;
	char token[TOKEN_TEXT], marked[64], long_code[SCAN_MOST];
	badge_of(player, "Wilna", token);
	size_t in = view_checked_in_count(player->demo.store);
	uint64_t revision = store_revision(player->demo.store);
	app->staff->open = true;
	app_go(app, SCREEN_STAFF_DEVICES);
	play(player, (struct input){.type = INPUT_TICK});
	touch(player, "test");
	assert_screen(player, SCREEN_STAFF_TEST);
	assert_string_equal(node(player, "read")->label, "No code read yet.");
	listen(player);
	text_format(marked, sizeof marked, "]Q3%s", token);
	static const char *const said[SCAN_SOURCE_COUNT] = {"Read by a scanner that types", "Read by a scanner on its own line",
							    "Read by a serial scanner", "Read by the camera"};
	for (int source = 0; source < SCAN_SOURCE_COUNT; source++) {
		player->now += SCAN_AGAIN_MS;
		scan_from(player, (enum scan_source)source, marked);
		assert_string_equal(node(player, "read")->label, said[source]);
		assert_string_equal(node(player, "code")->label, token);
		assert_true(node(player, "code")->personal);
		assert_string_equal(node(player, "whose")->label, "It is a badge of this fair.");
		assert_int_equal(tones, source + 1);
		assert_int_equal(heard, TONE_GOOD);
	}
	scan_from(player, SCAN_TYPED, "A\x01 B\xff");
	assert_string_equal(node(player, "code")->label, "A..B.");
	assert_non_null(strstr(node(player, "whose")->label, "not a badge"));
	memset(long_code, 'A', sizeof long_code);
	long_code[sizeof long_code - 1] = '\0';
	scan_from(player, SCAN_TYPED, long_code);
	assert_in_range(strlen(node(player, "code")->label), 40, 48);
	touch(player, "tone");
	assert_int_equal(tones, SCAN_SOURCE_COUNT + 3);
	assert_int_equal(view_checked_in_count(player->demo.store), in); /* nothing was recorded */
	assert_int_equal(store_revision(player->demo.store), revision);
	touch(player, "back");
	assert_screen(player, SCREEN_STAFF_DEVICES);
	staff_lock(app);
	for (size_t i = 0; i < sizeof app->staff->test.code; i++)
		assert_int_equal(app->staff->test.code[i], 0);
}

static void tell_test(struct player *player, enum printer_told told, enum printer_state state)
{
	struct printer_news news = {.told = told, .state = state, .kind = PRINT_TEST};
	text_copy(news.job, sizeof news.job, player->app.print.test.job);
	struct input input = print_input(&news);
	play(player, input);
}

static const char *test_hint(struct player *player)
{
	return node(player, "hint")->label;
}

/* Printed and read back: each step has its sentence, and what was read before the paper came out counts for nothing. */
static void staff_test_their_printer(void **state)
{
	struct player *player = *state;
	struct app *app = &player->app;
	app->staff->open = true;
	tell_test(player, TOLD_STATE, PRINTER_STATE_READY);
	app_go(app, SCREEN_STAFF_DEVICES);
	play(player, (struct input){.type = INPUT_TICK});
	touch(player, "print-test");
	assert_screen(player, SCREEN_STAFF_TEST);
	assert_string_equal(test_hint(player), "A test badge is printing. Scan it when it comes out.");
	tell_test(player, TOLD_STATE, PRINTER_STATE_EMPTY);
	assert_non_null(strstr(test_hint(player), "Put in a new roll"));
	assert_false(has_node(player, "print-test"));
	tell_test(player, TOLD_STATE, PRINTER_STATE_READY);
	tell_test(player, TOLD_PRINTED, PRINTER_STATE_READY);
	assert_string_equal(test_hint(player), "The test badge came out. Scan it now.");
	listen(player);
	scan_from(player, SCAN_TYPED, "TESTNOTABADGES");
	assert_non_null(strstr(node(player, "whose")->label, "not a badge"));
	assert_string_equal(test_hint(player), "The test badge came out. Scan it now.");
	scan_from(player, SCAN_TYPED, "TESTNOTABADGE");
	assert_string_equal(test_hint(player), "The test badge was printed and read. Printer and scanner work.");
	assert_string_equal(node(player, "whose")->label, "It is the test badge.");
	assert_int_equal(heard, TONE_GOOD);
	touch(player, "print-test");
	tell_test(player, TOLD_PRINTED, PRINTER_STATE_READY);
	assert_string_equal(test_hint(player), "The test badge came out. Scan it now.");
	touch(player, "print-test");
	tell_test(player, TOLD_FAILED, PRINTER_STATE_READY);
	assert_non_null(strstr(test_hint(player), "did not print"));
	touch(player, "back");
	touch(player, "test");
	assert_non_null(strstr(test_hint(player), "any QR code")); /* what is over is forgotten */
}

/* --- the camera --------------------------------------------------------------------------------------------------------------
 */

static bool looking;

static void fake_look(struct camera *camera, bool on)
{
	(void)camera;
	looking = on;
}

static void fake_view(struct camera *camera, struct view *view)
{
	(void)camera;
	view->serial++;
	view->w = view->h = 2;
	memset(view->gray, 99, 4);
}

/* It looks on the pages that show what it sees and on no other, and what it saw is gone with the page. */
static void the_camera_looks_only_where_it_shows(void **state)
{
	struct player *player = *state;
	struct app *app = &player->app;
	static struct camera camera = {.look = fake_look, .view = fake_view};
	struct photo photo;
	app->sight.camera = &camera;
	looking = false;
	touch(player, "start-en");
	touch(player, "scan-ticket");
	assert_screen(player, SCREEN_SCAN_TICKET);
	assert_false(looking); /* none was told of */
	touch(player, "back");
	play(player, (struct input){.type = INPUT_CAMERA, .x = CAMERA_OFF});
	assert_false(looking);
	touch(player, "scan-ticket");
	assert_screen(player, SCREEN_SCAN_CAMERA);
	assert_true(looking);
	play(player, (struct input){.type = INPUT_CAMERA, .x = CAMERA_ON});
	assert_false(sight_photo(app, &photo));
	sight_fetch(app);
	assert_true(sight_photo(app, &photo));
	assert_int_equal(photo.gray[3], 99);
	touch(player, "access");
	assert_false(looking);
	assert_int_equal(app->sight.view->gray[3], 0);
	sight_fetch(app); /* a view that comes late */
	assert_false(sight_photo(app, &photo));
	touch(player, "done");
	assert_true(looking);
	play(player, (struct input){.type = INPUT_CAMERA, .x = CAMERA_LOST});
	assert_non_null(strstr(node(player, "where")->label, "resting"));
	wait_ms(player, 60 * 1000);
	assert_false(looking); /* "Still there?" */
	for (int id = 0; id < SCREEN_COUNT; id++)
		if (screens[id] && screens[id]->camera)
			assert_true(id == SCREEN_SCAN_CAMERA || id == SCREEN_BOOTH_IDLE || id == SCREEN_STAFF_TEST);
	app->sight.camera = camera_quiet();
}

#define PLAY(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLAY(every_source_gives_the_same_answer),
		PLAY(the_same_code_is_one_scan),
		PLAY(a_flood_is_answered_code_by_code),
		PLAY(remembers_no_code),
		PLAY(a_tone_says_how_it_went),
		PLAY(staff_test_their_scanners),
		PLAY(staff_test_their_printer),
		PLAY(the_camera_looks_only_where_it_shows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
