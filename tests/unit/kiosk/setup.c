/* Setting up a kiosk whose home is empty: what a card says, what is handed to the device that joins, and what its news do. */
#include "player.h"

struct fake {
	struct enrol enrol; /* first */
	struct enrolment job;
	int begun;
	const char *file;
};

static void fake_begin(struct enrol *enrol, const struct enrolment *job)
{
	struct fake *fake = (struct fake *)enrol;
	fake->job = *job;
	fake->begun++;
}

static bool fake_find(struct enrol *enrol, char out[PATH_MAX])
{
	const struct fake *fake = (const struct fake *)enrol;
	return fake->file && text_copy(out, PATH_MAX, fake->file);
}

static struct fake fake;

static int setup_open(void **state)
{
	int opened = player_open(state);
	struct player *player = *state;
	app_close(&player->app);
	fake = (struct fake){.enrol = {.begin = fake_begin, .find = fake_find}};
	ASSERT_OK(app_open(&player->app, NULL, player->catalog, player->render, MODE_SETUP, NULL, &err));
	player->app.enrol = &fake.enrol;
	play(player, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
	assert_screen(player, SCREEN_SETUP);
	return opened;
}

static void news(struct player *player, enum enrol_news what)
{
	play(player, (struct input){.type = INPUT_ENROL, .x = (int)what});
}

static void cards_are_read_or_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text, *hub, *code;
	} good[] = {
		{"https://hub.example.org#7KQ2-9MXF-ABCD-EFGH", "https://hub.example.org", "7KQ2-9MXF-ABCD-EFGH"},
		{"http://10.0.0.2:8440#7kq29mxfabcdefgh", "http://10.0.0.2:8440", "7kq29mxfabcdefgh"},
		{"7KQ2-9MXF-ABCD-EFGH", "as it was", "7KQ2-9MXF-ABCD-EFGH"},
	};
	static const char *const bad[] = {"",
					  "hello",
					  "L0407K2Q9M4D8R3T6VWX0123456789ABC", /* a badge */
					  "https://hub.example.org",
					  "https://hub.example.org#7KQ2-9MXF-ABCD-EFG",
					  "https://hub.example.org#7KQ2-9MXF-ABCD-EFGHJ",
					  "ftp://hub.example.org#7KQ2-9MXF-ABCD-EFGH",
					  "https://hub.example.org#7KQ2;9MXF-ABCD-EFGH",
					  "\xff\xfe#7KQ2-9MXF-ABCD-EFGH"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct enrolment job = {.hub = "as it was"};
		assert_true(enrol_read_card(good[i].text, strlen(good[i].text), &job));
		assert_string_equal(job.hub, good[i].hub);
		assert_string_equal(job.code, good[i].code);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct enrolment job = {.hub = "as it was"};
		if (enrol_read_card(bad[i], strlen(bad[i]), &job))
			fail_msg("\"%s\" was taken for a card", bad[i]);
		assert_string_equal(job.hub, "as it was");
		assert_string_equal(job.code, "");
	}
}

static void a_card_and_a_use_are_all_it_takes(void **state)
{
	struct player *player = *state;
	assert_false(node(player, "primary")->enabled);
	scan(player, "https://hub.example.org#7KQ2-9MXF-ABCD-EFGH");
	assert_false(node(player, "primary")->enabled); /* what is it for? */
	touch(player, "use-town-hall");
	touch(player, "primary");
	assert_int_equal(fake.begun, 1);
	assert_string_equal(fake.job.hub, "https://hub.example.org");
	assert_string_equal(fake.job.code, "7KQ2-9MXF-ABCD-EFGH");
	assert_string_equal(fake.job.file, "");
	assert_false(node(player, "primary")->enabled); /* once is enough */
	news(player, ENROL_JOINED);
	assert_true(player->app.joined);
	assert_int_equal(player->app.joined_mode, MODE_TOWN_HALL);
}

static void what_went_wrong_is_told_and_can_be_tried_again(void **state)
{
	static const enum enrol_news all[] = {ENROL_WRONG, ENROL_REFUSED, ENROL_UNREACHABLE};
	static const char *const words[] = {"did not fit", "Ask the organizer for a new one", "Check the network"};
	struct player *player = *state;
	scan(player, "https://hub.example.org#7KQ2-9MXF-ABCD-EFGH");
	touch(player, "use-front");
	for (size_t i = 0; i < 3; i++) {
		touch(player, "primary");
		assert_int_equal(fake.begun, i + 1);
		news(player, all[i]);
		assert_non_null(strstr(node(player, "hint")->label, words[i]));
		assert_true(node(player, "primary")->enabled);
		assert_string_equal(node(player, "code")->value, "7KQ2-9MXF-ABCD-EFGH"); /* nothing has to be typed again */
	}
	assert_false(player->app.joined);
}

static void an_invitation_on_a_stick_asks_for_its_pass_phrase(void **state)
{
	struct player *player = *state;
	assert_false(has_node(player, "phrase"));
	fake.file = "/media/stick/kiosk.invite";
	wait_ms(player, 3000); /* it is looked for by itself */
	touch(player, "phrase");
	type_text(player, "brown pelicans");
	touch(player, "primary");
	touch(player, "use-exit");
	touch(player, "primary");
	assert_string_equal(fake.job.file, "/media/stick/kiosk.invite");
	assert_string_equal(fake.job.phrase, "brown pelicans");
	news(player, ENROL_WRONG);
	touch(player, "stick"); /* a code after all */
	assert_true(has_node(player, "code"));
}

static void what_is_no_card_says_so(void **state)
{
	struct player *player = *state;
	scan(player, "L0407K2Q9M4D8R3T6VWX0123456789ABC");
	assert_screen(player, SCREEN_SETUP);
	assert_non_null(strstr(node(player, "toast")->label, "not an organizer"));
	assert_string_equal(node(player, "code")->value, "");
}

/* --- the steps after joining ---------------------------------------------------------------------------------------------- */

static struct print_order ordered;

static void take_order(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order)
{
	(void)printer;
	assert_int_equal(kind, PRINT_TEST);
	assert_string_equal(badge, "");
	ordered = *order;
}

static void take_settle(struct printer *printer, const char *job)
{
	(void)printer;
	assert_string_equal(job, ordered.job);
}

static struct printer ordering = {.print = take_order, .settle = take_settle};

/* A badge held up and a test print prove the equipment; nobody is checked in by it. */
static void scanner_and_printer_are_tested(void **state)
{
	struct player *player = *state;
	struct app *app = &player->app;
	app->print.device = &ordering;
	app_go(app, SCREEN_SETUP_DONE);
	play(player, (struct input){.type = INPUT_DEVICE, .x = EQUIPMENT_PRINTER, .y = PRINTER_MISSING});
	assert_false(has_node(player, "print-test"));
	play(player, (struct input){.type = INPUT_DEVICE, .x = EQUIPMENT_PRINTER, .y = PRINTER_READY});
	play(player, (struct input){.type = INPUT_PRINT, .y = TOLD_STATE, .codepoint = PRINTER_STATE_READY});
	uint64_t facts = store_event_count(player->demo.store);
	scan(player, "any ticket at all");
	assert_string_equal(node(player, "scanner")->label, "The scanner works.");
	touch(player, "print-test");
	assert_string_equal(ordered.words.given, "Test");
	struct input told = {.type = INPUT_PRINT, .x = PRINT_TEST, .y = TOLD_PRINTED};
	told.size = (size_t)snprintf(told.scan, sizeof told.scan, "%s ", ordered.job);
	play(player, told);
	assert_non_null(strstr(node(player, "printer")->label, "The printer works."));
	assert_int_equal(store_event_count(player->demo.store), facts);
	touch(player, "primary");
	assert_screen(player, SCREEN_SETUP_PIN);
}

/* Where no PIN is known it is chosen here; where one is, it can be tried. */
static void a_pin_is_chosen_or_tried(void **state)
{
	struct player *player = *state;
	app_go(&player->app, SCREEN_SETUP_PIN);
	app_build(&player->app);
	touch(player, "pin-button");
	assert_screen(player, SCREEN_STAFF_PIN);
	assert_string_equal(node(player, "title")->label, "Choose a new PIN");
	assert_true(node(player, "pin-1")->enabled);
	touch(player, "back");
	assert_screen(player, SCREEN_SETUP_PIN);
	ASSERT_OK(staff_pin_set(player->demo.store, "274935", &err));
	app_build(&player->app);
	assert_string_equal(node(player, "pin-button")->label, "Try the PIN");
	touch(player, "pin-button");
	assert_string_equal(node(player, "title")->label, "Enter your PIN");
	app_end_visit(&player->app);
	app_build(&player->app);
	touch(player, "staff"); /* nothing of the set-up stays */
	assert_string_equal(node(player, "title")->label, "Enter your PIN");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup_open, player_close)

int main(void)
{
	unsetenv("LANYARD_HUB");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards_are_read_or_refused),
		TEST(a_card_and_a_use_are_all_it_takes),
		TEST(what_went_wrong_is_told_and_can_be_tried_again),
		TEST(an_invitation_on_a_stick_asks_for_its_pass_phrase),
		TEST(what_is_no_card_says_so),
		cmocka_unit_test_setup_teardown(scanner_and_printer_are_tested, player_open, player_close),
		cmocka_unit_test_setup_teardown(a_pin_is_chosen_or_tried, player_open, player_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
