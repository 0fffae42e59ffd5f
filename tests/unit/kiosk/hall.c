/* A town hall without a window: signing in on one page, what the store then holds, and that nothing stays behind. */
#include "player.h"

#include "desk/townhall.h"

#include <sodium.h>

static int hall_open(void **state)
{
	int opened = player_open(state);
	struct player *player = *state;
	app_close(&player->app);
	open_app(player, MODE_TOWN_HALL, true);
	return opened;
}

static bool keep_last(void *self, const struct signing *signing)
{
	*(struct signing *)self = *signing;
	return true;
}

static struct signing last_signing(struct player *player)
{
	struct signing signing = {.person = ""};
	ASSERT_OK(view_signings(player->demo.store, keep_last, &signing, &err));
	return signing;
}

static struct person person_of(struct player *player, const char *id)
{
	struct person person = {.id = ""};
	assert_true(view_person(player->demo.store, id, &person));
	return person;
}

static void assert_gone(struct player *player)
{
	struct visitor visitor = *player->app.visitor;
	assert_screen(player, SCREEN_WELCOME);
	memset(visitor.consent, 0, sizeof visitor.consent);
	assert_int_equal(sodium_is_zero((const unsigned char *)&visitor, sizeof visitor), 1);
}

/* --- signing in ----------------------------------------------------------------------------------------------------------- */

/* From the welcome page: a name and an e-mail at gmail.com, still open. */
static void begin(struct player *player, const char *name, const char *email)
{
	touch(player, "start-en");
	touch(player, "name");
	touch_keys(player, name);
	touch(player, "primary"); /* the e-mail is next */
	touch_keys(player, email);
	touch(player, "k-@gmail.com");
}

static void sign(struct player *player, const char *age)
{
	touch(player, "back"); /* closes the field */
	assert_screen(player, SCREEN_TOWN_HALL);
	touch(player, "primary");
	touch(player, age);
}

static void everything_on_one_page(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	assert_screen(player, SCREEN_TOWN_HALL);
	assert_false(node(player, "primary")->enabled);
	touch(player, "name");
	touch_keys(player, "wideline pierre");
	touch(player, "primary"); /* the e-mail is next */
	touch_keys(player, "wp");
	assert_false(node(player, "primary")->enabled);
	touch(player, "k-@gmail.com");
	touch(player, "primary");
	touch_keys(player, "when do buses run");
	touch(player, "primary");
	assert_string_equal(node(player, "question")->value, "When do buses run");
	touch(player, "topic-child-care");
	touch(player, "topic-housing");
	touch(player, "topic-youth-jobs");
	assert_false(node(player, "topic-getting-to-work")->enabled); /* three are chosen */
	touch(player, "topic-youth-jobs");
	assert_true(node(player, "topic-getting-to-work")->enabled);
	touch(player, "primary");
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_DONE);
	assert_string_equal(node(player, "title")->label, "Thank you, Wideline");
	assert_true(has_node(player, "seat"));
	assert_false(has_node(player, "booths"));
	struct signing signing = last_signing(player);
	struct person person = person_of(player, signing.person);
	assert_string_equal(person.name, "Wideline Pierre");
	assert_string_equal(person.email, "wp@gmail.com");
	assert_string_equal(person.badge, "");
	assert_true(person.checked_in_at.wall > 0);
	assert_string_equal(signing.topics, "child-care;housing");
	assert_string_equal(signing.question, "When do buses run");
	touch(player, "primary");
	assert_gone(player);
}

static void a_name_is_all_it_takes(void **state)
{
	struct player *player = *state;
	touch(player, "start-ht");
	type_text(player, "Ana"); /* a real keyboard begins with the name */
	sign(player, "age-18plus");
	assert_screen(player, SCREEN_DONE);
	assert_string_equal(person_of(player, last_signing(player).person).name, "Ana");
	assert_string_equal(person_of(player, last_signing(player).person).language, "ht");
	wait_ms(player, 30000);
	assert_gone(player);
}

static void who_wants_a_badge_gets_one(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	type_text(player, "Ana");
	sign(player, "age-18plus");
	touch(player, "badge");
	assert_screen(player, SCREEN_BADGE);
	assert_string_equal(person_of(player, last_signing(player).person).badge, player->app.visitor->registered.badge);
	touch(player, "done");
	assert_screen(player, SCREEN_DONE);
	assert_false(has_node(player, "badge")); /* once is enough */
}

/* Under 16 is for the help desk, and nothing that was typed stays; of 16 and 17 no e-mail is kept. */
static void minors_are_asked_for_less(void **state)
{
	struct player *player = *state;
	uint64_t facts = store_event_count(player->demo.store);
	begin(player, "zacarias", "z");
	sign(player, "age-under16");
	assert_screen(player, SCREEN_YOUNG);
	assert_string_equal(node(player, "title")->label, "The help desk will sign you in");
	assert_int_equal(store_event_count(player->demo.store), facts);
	assert_string_equal(player->app.visitor->hall.name, "");
	assert_string_equal(player->app.visitor->email, "");
	touch(player, "primary");
	begin(player, "zacarias", "z");
	sign(player, "age-16-17");
	assert_screen(player, SCREEN_DONE);
	struct person person = person_of(player, last_signing(player).person);
	assert_string_equal(person.name, "Zacarias");
	assert_string_equal(person.email, "");
	assert_int_equal(age_of(&person), AGE_16_17);
	assert_true(person.checked_in_at.wall > 0);
	char token[TOKEN_TEXT];
	touch(player, "badge");
	text_copy(token, sizeof token, player->app.visitor->registered.token);
	app_end_visit(&player->app);
	app_build(&player->app);
	scan(player, token); /* known now, and still not asked for one */
	assert_screen(player, SCREEN_TOWN_HALL);
	assert_true(has_node(player, "question") && !has_node(player, "email") && !has_node(player, "notes"));
}

/* --- pages, ways out, scans ----------------------------------------------------------------------------------------------- */

static void two_pages_on_a_small_screen(void **state)
{
	struct player *player = *state;
	play(player, (struct input){.type = INPUT_RESIZE, .x = 800, .y = 480});
	touch(player, "start-es");
	assert_false(has_node(player, "topic-housing"));
	touch(player, "name");
	touch_keys(player, "luz");
	touch(player, "back");
	touch(player, "primary");
	assert_screen(player, SCREEN_TOWN_HALL);
	touch(player, "topic-housing");
	touch(player, "back");
	assert_string_equal(node(player, "name")->value, "Luz");
	touch(player, "primary");
	assert_true(node(player, "topic-housing")->selected);
	touch(player, "primary");
	assert_screen(player, SCREEN_AGE);
	touch(player, "back");
	assert_true(node(player, "topic-housing")->selected); /* nothing is lost on the way */
	touch(player, "primary");
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_DONE);
	assert_string_equal(last_signing(player).topics, "housing");
}

static void back_and_walking_away_leave_nothing(void **state)
{
	struct player *player = *state;
	uint64_t facts = store_event_count(player->demo.store);
	touch(player, "start-en");
	touch(player, "question");
	touch_keys(player, "zacarias");
	touch(player, "back");
	touch(player, "topic-housing");
	touch(player, "back");
	assert_gone(player);
	touch(player, "start-en");
	touch(player, "name");
	touch_keys(player, "zacarias");
	wait_ms(player, 200000);
	assert_gone(player);
	assert_int_equal(store_event_count(player->demo.store), facts);
}

static bool first_person(void *self, const struct person *person)
{
	*(struct person *)self = *person;
	return false;
}

static void a_badge_or_ticket_brings_the_name_along(void **state)
{
	struct player *player = *state;
	struct person person;
	char token[TOKEN_TEXT];
	size_t people = view_people_count(player->demo.store);
	ASSERT_OK(view_people(player->demo.store, first_person, &person, &err));
	assert_true(desk_token(player->demo.store, person.badge, token));
	scan(player, token);
	assert_screen(player, SCREEN_TOWN_HALL);
	assert_string_equal(node(player, "name")->value, person.name);
	assert_true(node(player, "primary")->enabled);
	touch(player, "topic-housing");
	touch(player, "primary");
	assert_screen(player, SCREEN_DONE);
	assert_string_equal(last_signing(player).person, person.id);
	assert_int_equal(view_people_count(player->demo.store), people);
	scan(player, "this is no badge");
	assert_screen(player, SCREEN_BADGE_NOT_VALID);
}

/* Of a fair that is heard of later, and of one that is a hiring fair. */
static void the_mode_follows_the_fair(void **state)
{
	struct player *player = *state;
	struct fact fact = {"fair.set", json_pack("{s:s}", "type", "town-hall")};
	player->app.mode = MODE_FRONT;
	player->app.follows_fair = true;
	app_follow_fair(&player->app);
	assert_int_equal(player->app.mode, MODE_FRONT);
	ASSERT_OK(store_append(player->demo.store, &fact, 1, &err));
	json_decref(fact.body);
	while (app_fold(&player->app, SIZE_MAX))
		continue;
	assert_int_equal(player->app.mode, MODE_TOWN_HALL);
}

/* The hall's own topics, in the visitor's language. */
static void own_topics_are_offered(void **state)
{
	struct player *player = *state;
	ASSERT_OK(townhall_set_topics(player->demo.store, "Rent help|Ayuda con la renta|Èd pou lwaye;housing", &err));
	touch(player, "start-es");
	assert_string_equal(node(player, "topic-rent-help")->label, "Ayuda con la renta");
	assert_string_equal(node(player, "topic-housing")->label, "Vivienda");
	assert_false(has_node(player, "topic-child-care"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, hall_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(everything_on_one_page),
		TEST(a_name_is_all_it_takes),
		TEST(who_wants_a_badge_gets_one),
		TEST(minors_are_asked_for_less),
		TEST(two_pages_on_a_small_screen),
		TEST(back_and_walking_away_leave_nothing),
		TEST(a_badge_or_ticket_brings_the_name_along),
		TEST(the_mode_follows_the_fair),
		TEST(own_topics_are_offered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
