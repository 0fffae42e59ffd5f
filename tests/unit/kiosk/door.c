/* The exit, coming back, a hall that is full, and a network that goes: what is shown, stored and told. */
#include "player.h"

#include "desk/desk.h"

#include <jansson.h>

static int exit_open(void **state)
{
	int opened = player_open(state);
	struct player *player = *state;
	app_close(&player->app);
	open_app(player, MODE_EXIT, true);
	return opened;
}

static bool named(void *self, const struct person *person)
{
	struct person *wanted = self;
	if (strcmp(person->given, wanted->given) != 0)
		return true;
	*wanted = *person;
	return false;
}

static struct person somebody(struct player *player, const char *given, char token[TOKEN_TEXT])
{
	struct person person = {.id = ""};
	text_copy(person.given, sizeof person.given, given);
	ASSERT_OK(view_people(player->demo.store, named, &person, &err));
	assert_true(desk_token(player->demo.store, person.badge, token));
	return person;
}

static bool is_inside(struct player *player, const char *id)
{
	struct person person;
	return view_person(player->demo.store, id, &person) && person.checked_in_at.wall;
}

static bool title_holds(struct player *player, const char *words)
{
	return strstr(node(player, "title")->label, words) != NULL;
}

/* --- the exit ------------------------------------------------------------------------------------------------------------- */

static void a_badge_at_the_exit_checks_out(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	struct person person = somebody(player, "Wideline", token);
	assert_screen(player, SCREEN_EXIT);
	assert_true(is_inside(player, person.id));
	assert_string_equal(node(player, "inside")->label, "6 inside");
	scan(player, token);
	assert_screen(player, SCREEN_EXIT);
	assert_true(title_holds(player, "Wideline"));
	assert_int_equal(player->app.ui.language, 2); /* in her language */
	assert_false(is_inside(player, person.id));
	wait_ms(player, 10000);
	assert_false(title_holds(player, "Wideline"));
	assert_int_equal(player->app.ui.language, 0);
	assert_string_equal(node(player, "inside")->label, "5 inside");
	uint64_t facts = store_event_count(player->demo.store);
	scan(player, token); /* was not inside: an answer, and nothing is stored */
	assert_true(title_holds(player, "Wideline"));
	assert_int_equal(store_event_count(player->demo.store), facts);
	assert_false(has_node(player, "problem"));
}

static void what_cannot_be_read_stops_nobody(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	struct person person = somebody(player, "Marisol", token);
	scan(player, "no badge at all");
	assert_screen(player, SCREEN_EXIT);
	assert_true(strstr(node(player, "text")->label, "You can leave without it") != NULL);
	scan(player, token); /* the next one, at once */
	assert_true(title_holds(player, "Marisol"));
	assert_false(is_inside(player, person.id));
	wait_ms(player, 10000);
	assert_string_equal(player->app.visitor->person.id, "");
}

/* Who chose a language at the exit and left does not leave it to the next. */
static void the_exit_forgets_its_language(void **state)
{
	struct player *player = *state;
	touch(player, "lang-ht");
	assert_int_equal(player->app.ui.language, 2);
	wait_ms(player, 100000);
	assert_screen(player, SCREEN_EXIT);
	assert_int_equal(player->app.ui.language, 0);
}

/* --- coming back, and a hall that is full -----------------------------------------------------------------------------------
 */

static void coming_back_checks_in_again(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	bool here;
	struct person person = somebody(player, "Marisol", token);
	ASSERT_OK(desk_checkout(player->demo.store, person.id, &here, &err));
	scan(player, token);
	assert_screen(player, SCREEN_BADGE);
	assert_true(is_inside(player, person.id));
	assert_string_equal(node(player, "qr")->value, token); /* the same badge */
	wait_ms(player, 5000);                                 /* held up again, not still there */
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
}

/* Whoever scans a badge and leaves needs no kiosk at the exit, and no proof. */
static void who_is_back_may_leave(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	struct person person = somebody(player, "Marisol", token);
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
	touch(player, "out");
	assert_screen(player, SCREEN_EXIT);
	assert_true(title_holds(player, "Goodbye, Marisol"));
	assert_false(is_inside(player, person.id));
	wait_ms(player, 10000);
	assert_screen(player, SCREEN_WELCOME);
	assert_string_equal(player->app.visitor->person.id, "");
	scan(player, token);
	assert_screen(player, SCREEN_BADGE);
	assert_true(is_inside(player, person.id));
}

static void a_full_hall_asks_to_wait(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT], other[TOKEN_TEXT];
	bool here;
	struct person person = somebody(player, "Marisol", token), inside = somebody(player, "Wideline", other);
	ASSERT_OK(desk_checkout(player->demo.store, person.id, &here, &err));
	ASSERT_OK(desk_set_capacity(player->demo.store, 5, &err));
	touch(player, "start-en");
	assert_screen(player, SCREEN_FULL);
	assert_false(node(player, "primary")->enabled);
	assert_string_equal(node(player, "inside")->label, "5 of 5 inside");
	touch(player, "back");
	assert_screen(player, SCREEN_WELCOME);
	scan(player, other); /* who is inside already is not asked to wait */
	assert_screen(player, SCREEN_BACK);
	scan(player, token);
	assert_screen(player, SCREEN_FULL);
	assert_false(is_inside(player, person.id));
	ASSERT_OK(desk_checkout(player->demo.store, inside.id, &here, &err)); /* somebody leaves, at another kiosk */
	app_build(&player->app);
	assert_true(node(player, "primary")->enabled);
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_true(is_inside(player, person.id));
}

static void staff_see_how_many_are_inside(void **state)
{
	struct player *player = *state;
	app_go(&player->app, SCREEN_STAFF_DESK);
	screens[SCREEN_STAFF_DESK]->sample(&player->app);
	app_build(&player->app);
	assert_null(strstr(node(player, "so-far")->label, "inside"));
	ASSERT_OK(desk_set_capacity(player->demo.store, 400, &err));
	app_build(&player->app);
	assert_string_equal(node(player, "so-far")->label, "6 of 400 inside");
}

/* Never lose a registration: who had begun is taken in, although the hall filled up meanwhile. */
static void who_has_begun_is_taken_in(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "new");
	type_text(player, "Ana");
	ASSERT_OK(desk_set_capacity(player->demo.store, 1, &err));
	app_build(&player->app);
	touch(player, "primary");
	touch(player, "primary");
	assert_screen(player, SCREEN_CONTACT);
	touch(player, "no-email");
	touch(player, "primary");
	touch(player, "age-16-17");
	assert_screen(player, SCREEN_REVIEW);
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_true(is_inside(player, player->app.visitor->registered.person));
}

/* --- 21c: no network
 * ---------------------------------------------------------------------------------------------------------- */

static void device(struct player *player, enum equipment which, enum condition condition)
{
	play(player, (struct input){.type = INPUT_DEVICE, .x = (int)which, .y = (int)condition});
}

static bool banner_says(struct player *player, const char *words)
{
	return has_node(player, "banner") && strstr(node(player, "banner")->label, words);
}

static void a_network_that_goes_is_told_calmly(void **state)
{
	struct player *player = *state;
	device(player, EQUIPMENT_SYNC, SYNC_WAITING);
	device(player, EQUIPMENT_NETWORK, NETWORK_DOWN);
	touch(player, "start-en");
	assert_false(has_node(player, "banner"));
	wait_ms(player, 8000);
	assert_false(has_node(player, "banner"));
	wait_ms(player, 3000);
	assert_true(banner_says(player, "Saved on this kiosk"));
	struct rect banner = node(player, "banner")->rect;
	assert_int_equal(banner.y, 88);
	assert_int_equal(banner.h, 72);
	assert_int_equal(banner.w, 1280);
	assert_int_equal(node(player, "banner")->action, 0); /* nothing to press */
	touch(player, "new");
	assert_true(banner_says(player, "Saved on this kiosk"));
	device(player, EQUIPMENT_NETWORK, NETWORK_UP);
	assert_true(banner_says(player, "All saved"));
	wait_ms(player, 3900);
	assert_true(banner_says(player, "All saved"));
	wait_ms(player, 200);
	assert_false(has_node(player, "banner"));
}

/* Heard once in a visit: on the pages after that it is only seen. */
static void it_is_said_once_a_visit(void **state)
{
	struct player *player = *state;
	device(player, EQUIPMENT_SYNC, SYNC_LATE);
	device(player, EQUIPMENT_NETWORK, NETWORK_NO_HUB);
	wait_ms(player, 11000);
	assert_screen(player, SCREEN_WELCOME);
	assert_false(has_node(player, "banner")); /* never on the first page */
	for (int visit = 0; visit < 2; visit++) {
		touch(player, "start-en");
		assert_false(node(player, "banner")->decorative);
		touch(player, "new");
		assert_true(node(player, "banner")->decorative);
		touch(player, "start-over");
		assert_screen(player, SCREEN_WELCOME);
	}
}

static void a_kiosk_without_a_hub_has_nothing_to_tell(void **state)
{
	struct player *player = *state;
	device(player, EQUIPMENT_SYNC, SYNC_NONE);
	device(player, EQUIPMENT_NETWORK, NETWORK_DOWN);
	touch(player, "start-en");
	wait_ms(player, 20000);
	assert_false(has_node(player, "banner"));
}

/* --- the start page --------------------------------------------------------------------------------------------------------
 */

static void a_printer_that_is_out_is_told_beforehand(void **state)
{
	static const struct {
		int w, h;
	} sizes[] = {{1280, 800}, {800, 480}, {1080, 1920}};
	struct player *player = *state;
	assert_false(has_node(player, "no-printer"));
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		play(player, (struct input){.type = INPUT_RESIZE, .x = sizes[i].w, .y = sizes[i].h});
		device(player, EQUIPMENT_PRINTER, PRINTER_EMPTY);
		assert_true(has_node(player, "no-printer"));
		device(player, EQUIPMENT_PRINTER, PRINTER_READY);
		assert_false(has_node(player, "no-printer"));
	}
}

static void append(struct player *player, const char *kind, json_t *body)
{
	struct fact fact = {kind, body};
	ASSERT_OK(store_append(player->demo.store, &fact, 1, &err));
	json_decref(body);
	app_build(&player->app);
}

static void the_start_page_knows_the_hours(void **state)
{
	struct player *player = *state;
	int64_t wall = demo_now + player->now, minute = 60000;
	static const char *const words[] = {"Opens at", "Open until", "Closes at", "ended"};
	const int64_t hours[][2] = {{60, 120}, {-60, 120}, {-60, 20}, {-60, -1}};
	for (size_t i = 0; i < 4; i++) {
		append(player, "fair.set",
		       json_pack("{s:I, s:I}", "starts", (json_int_t)(wall + hours[i][0] * minute), "ends",
				 (json_int_t)(wall + hours[i][1] * minute)));
		if (!strstr(node(player, "hours-en")->label, words[i]))
			fail_msg("\"%s\" does not say %s", node(player, "hours-en")->label, words[i]);
		assert_true(node(player, "start-en")->enabled); /* the hour alone closes nothing */
	}
	append(player, "fair.closed", json_pack("{s:i}", "closed", 1));
	assert_false(node(player, "start-en")->enabled);
	assert_non_null(strstr(node(player, "start-en")->label, "The fair has ended"));
	append(player, "fair.closed", json_pack("{s:i}", "closed", 0));
	assert_true(node(player, "start-en")->enabled);
}

static void the_notices_are_one_touch_away(void **state)
{
	struct player *player = *state;
	touch(player, "notices");
	assert_screen(player, SCREEN_NOTICES);
	assert_non_null(strstr(node(player, "text")->label, "same chance"));
	touch(player, "notice-1");
	assert_non_null(strstr(node(player, "text-en")->label, "your language is free"));
	assert_non_null(strstr(node(player, "text-ht")->label, "gratis")); /* in every language at once */
	touch(player, "notice-2");
	touch(player, "lang-es");
	assert_non_null(strstr(node(player, "text")->label, "corregirlos o borrarlos"));
	touch(player, "done");
	assert_screen(player, SCREEN_WELCOME);
	assert_int_equal(player->app.ui.language, 0);
}

static void a_short_gap_is_not_told(void **state)
{
	struct player *player = *state;
	device(player, EQUIPMENT_SYNC, SYNC_DONE);
	touch(player, "start-en");
	for (int i = 0; i < 3; i++) {
		device(player, EQUIPMENT_NETWORK, NETWORK_DOWN);
		wait_ms(player, 7000);
		device(player, EQUIPMENT_NETWORK, NETWORK_UP);
		wait_ms(player, 1000);
		assert_false(has_node(player, "banner"));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, player_open, player_close)
#define EXIT(name) cmocka_unit_test_setup_teardown(name, exit_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		EXIT(a_badge_at_the_exit_checks_out),
		EXIT(what_cannot_be_read_stops_nobody),
		EXIT(the_exit_forgets_its_language),
		TEST(coming_back_checks_in_again),
		TEST(who_is_back_may_leave),
		TEST(a_full_hall_asks_to_wait),
		TEST(staff_see_how_many_are_inside),
		TEST(who_has_begun_is_taken_in),
		TEST(a_network_that_goes_is_told_calmly),
		TEST(it_is_said_once_a_visit),
		TEST(a_kiosk_without_a_hub_has_nothing_to_tell),
		TEST(a_short_gap_is_not_told),
		TEST(a_printer_that_is_out_is_told_beforehand),
		TEST(the_start_page_knows_the_hours),
		TEST(the_notices_are_one_touch_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
