/* Job seekers at the front kiosk: age, skills, work, the booths that fit, and coming back with the badge. */
#include "player.h"

#include <jansson.h>
#include <sodium.h>

/* --- helpers ----------------------------------------------------------------------------------------------------------- */

static void to_age(struct player *player)
{
	touch(player, "start-en");
	touch(player, "new");
	type_text(player, "Ana");
	touch(player, "primary");
	type_text(player, "Li");
	touch(player, "primary");
	type_text(player, "ana@example.org");
	touch(player, "primary");
	assert_screen(player, SCREEN_AGE);
}

static void to_badge(struct player *player, bool talent)
{
	to_age(player);
	touch(player, "age-18plus");
	touch(player, "c1-no");
	touch(player, "c2-yes");
	touch(player, talent ? "c3-yes" : "c3-no");
	touch(player, "primary");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
}

static bool find_first(void *self, const struct person *person)
{
	struct person *found = self;
	if (strcmp(person->name, found->name) != 0)
		return true;
	*found = *person;
	return false;
}

static struct person person_called(struct player *player, const char *name)
{
	struct person person = {.id = ""};
	text_copy(person.name, sizeof person.name, name);
	ASSERT_OK(view_people(player->demo.store, find_first, &person, &err));
	assert_string_not_equal(person.id, "");
	return person;
}

static struct talent stored(struct player *player, const char *id)
{
	struct talent talent;
	json_t *profile = view_profile(player->demo.store, id);
	talent_read(&talent, player->app.skills, profile);
	json_decref(profile);
	return talent;
}

static void scan_badge_of(struct player *player, const char *name)
{
	char token[TOKEN_TEXT];
	struct person person = person_called(player, name);
	assert_true(desk_token(player->demo.store, person.badge, token));
	player->now += SCAN_AGAIN_MS;
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
}

static void prove(struct player *player, const char *typed)
{
	assert_screen(player, SCREEN_PROOF);
	type_text(player, typed);
	touch(player, "primary");
}

/* Opens a door of "Welcome back" for Marisol, who is an adult of the demo fair whose age was not asked. */
static void back_as_marisol(struct player *player, const char *door)
{
	scan_badge_of(player, "Marisol Peña");
	touch(player, door);
	prove(player, "42");
}

/* --- age --------------------------------------------------------------------------------------------------------------- */

static void under_16_leaves_nothing(void **state)
{
	struct player *player = *state;
	uint64_t before = store_event_count(player->demo.store);
	to_age(player);
	touch(player, "age-under16");
	assert_screen(player, SCREEN_YOUNG);
	assert_string_equal(player->app.visitor->given, "");
	assert_string_equal(player->app.visitor->email, "");
	touch(player, "primary");
	assert_screen(player, SCREEN_WELCOME);
	assert_int_equal(store_event_count(player->demo.store), before);
}

static void at_16_one_is_checked_in_only(void **state)
{
	struct player *player = *state;
	to_age(player);
	touch(player, "age-16-17");
	assert_screen(player, SCREEN_REVIEW);
	assert_true(has_node(player, "choice-none"));
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_string_equal(node(player, "done")->label, "I’m done");
	assert_false(has_node(player, "primary")); /* no booths to find */
	struct person person = person_called(player, "Ana Li");
	assert_string_equal(person.age_band, "16-17");
	for (int i = 0; i < CONSENT_COUNT; i++)
		assert_false(view_consent(player->demo.store, person.id, (enum consent_purpose)i));
	scan_badge_of(player, "Ana Li");
	assert_false(has_node(player, "profile"));
	assert_false(has_node(player, "share"));
	assert_true(has_node(player, "meetings"));
}

/* A slip on the age page is mended from the review. */
static void age_can_be_changed(void **state)
{
	struct player *player = *state;
	to_age(player);
	touch(player, "age-16-17");
	touch(player, "edit-choices");
	assert_screen(player, SCREEN_AGE);
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_CONSENT);
	touch(player, "c1-no");
	touch(player, "c2-no");
	touch(player, "c3-no");
	touch(player, "primary");
	assert_screen(player, SCREEN_REVIEW);
	touch(player, "primary");
	assert_string_equal(person_called(player, "Ana Li").age_band, "18plus");
}

/* --- skills, work, booths ------------------------------------------------------------------------------------------------ */

static void signs_up_and_finds_booths(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	touch(player, "primary");
	assert_screen(player, SCREEN_SKILLS);
	assert_false(node(player, "primary")->enabled);
	touch(player, "chip-patient-care");
	touch(player, "chip-cpr");
	touch(player, "group-languages");
	touch(player, "chip-spanish");
	assert_string_equal(node(player, "group-health")->value, "2");
	touch(player, "primary");
	assert_screen(player, SCREEN_WORK);
	assert_false(node(player, "primary")->enabled);
	touch(player, "role-0");
	touch(player, "years-plus"); /* said now: just starting */
	touch(player, "years-plus");
	touch(player, "hours-2");
	touch(player, "start-0");
	touch(player, "primary");
	assert_screen(player, SCREEN_MATCHES);
	assert_true(has_node(player, "booth-1"));
	assert_non_null(strstr(node(player, "booth-1")->label, "Coral Health")); /* the job and three skills */
	assert_true(has_node(player, "map"));
	assert_non_null(strstr(node(player, "map")->spoken, "B12"));
	touch(player, "booth-1");
	assert_true(has_node(player, "close"));
	touch(player, "close");
	assert_false(has_node(player, "close"));
	struct person person = person_called(player, "Ana Li");
	struct talent talent = stored(player, person.id);
	assert_int_equal(talent.skills.count, 3);
	assert_true(entries_has(&talent.skills, "spanish"));
	assert_int_equal(talent.jobs.count, 1);
	assert_int_equal(talent.years, 1);
	assert_int_equal(talent.hours, HOURS_EITHER);
	assert_int_equal(talent.start, START_NOW);
	assert_string_equal(person.headline, "Medical assistant");
	touch(player, "done");
	assert_screen(player, SCREEN_DONE);
	assert_non_null(strstr(node(player, "booths")->label, "B12"));
	wait_ms(player, 10000);
	assert_screen(player, SCREEN_WELCOME);
	assert_true(sodium_is_zero((const unsigned char *)&player->app.visitor->talent, sizeof(struct talent)));
}

static void a_skill_of_ones_own(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	touch(player, "primary");
	touch(player, "search");
	assert_screen(player, SCREEN_SEEK);
	touch_keys(player, "pottery");
	touch(player, "add");
	assert_string_equal(node(player, "search")->value, "");
	assert_true(node(player, "chip-own-1")->selected);
	touch_keys(player, "excel"); /* another way to write it */
	touch(player, "chip-spreadsheets");
	touch(player, "primary");
	assert_screen(player, SCREEN_SKILLS);
	assert_int_equal(player->app.visitor->talent.skills.count, 2);
	assert_true(node(player, "chip-own-1")->selected);
	touch(player, "chip-own-1");
	assert_false(has_node(player, "chip-own-1"));
}

static void ten_skills_and_no_more(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	touch(player, "primary");
	for (int i = 0; i < TALENT_SKILLS; i++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "chip-%s", skills_id(player->app.skills, TERM_SKILL, (size_t)i));
		while (!has_node(player, id))
			touch(player, "more");
		touch(player, id);
	}
	assert_int_equal(player->app.visitor->talent.skills.count, TALENT_SKILLS);
	touch(player, "group-office");
	assert_false(node(player, "chip-spreadsheets")->enabled);
	assert_true(node(player, "primary")->enabled);
}

/* A finger that stays on the button goes on counting, and stops at 30. */
static void years_go_on_while_held(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	touch(player, "primary");
	touch(player, "chip-cpr");
	touch(player, "primary");
	struct rect r = node(player, "years-plus")->rect;
	play(player, (struct input){.type = INPUT_DOWN, .x = r.x + r.w / 2, .y = r.y + r.h / 2});
	wait_ms(player, 400 + 150 * 3 + 20);
	assert_int_equal(player->app.visitor->talent.years, 3);
	wait_ms(player, 10000);
	play(player, (struct input){.type = INPUT_UP, .x = r.x + r.w / 2, .y = r.y + r.h / 2});
	assert_int_equal(player->app.visitor->talent.years, TALENT_YEARS_MOST);
	assert_false(node(player, "years-plus")->enabled);
}

static void more_is_never_needed(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	touch(player, "primary");
	touch(player, "chip-cpr");
	touch(player, "primary");
	touch(player, "open");
	touch(player, "more");
	assert_screen(player, SCREEN_MORE);
	touch(player, "mode-2");
	touch(player, "school-6");
	touch(player, "school-1");
	touch(player, "primary");
	assert_screen(player, SCREEN_MATCHES);
	struct talent talent = stored(player, person_called(player, "Ana Li").id);
	assert_true(talent.open_to_any);
	assert_true(talent.mode[WORK_REMOTE]);
	assert_false(talent.mode[WORK_ONSITE]);
	assert_int_equal(talent.education, 1);
}

/* Who said no is asked once more before anything is kept, with nothing preset. */
static void no_profile_without_a_yes(void **state)
{
	struct player *player = *state;
	to_badge(player, false);
	touch(player, "primary");
	assert_screen(player, SCREEN_SHARE);
	assert_false(has_node(player, "c2-yes"));
	assert_false(node(player, "primary")->enabled);
	touch(player, "c3-no");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	touch(player, "primary");
	touch(player, "c3-yes");
	touch(player, "primary");
	assert_screen(player, SCREEN_SKILLS);
	assert_true(view_consent(player->demo.store, person_called(player, "Ana Li").id, CONSENT_TALENT));
}

/* --- coming back --------------------------------------------------------------------------------------------------------- */

static void back_is_an_answer(void **state)
{
	struct player *player = *state;
	uint64_t before = store_event_count(player->demo.store);
	scan_badge_of(player, "Marisol Peña");
	assert_non_null(strstr(node(player, "hint")->label, "You checked in at"));
	assert_int_equal(store_event_count(player->demo.store), before);
	touch(player, "done");
	assert_screen(player, SCREEN_DONE);
}

static void a_found_badge_opens_nothing(void **state)
{
	static const char *const doors[] = {"profile", "meetings", "share", "leave"};
	struct player *player = *state;
	for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++) {
		scan_badge_of(player, "Marisol Peña");
		touch(player, doors[i]);
		assert_screen(player, SCREEN_PROOF);
		touch(player, "back");
		assert_screen(player, SCREEN_BACK);
	}
	for (int i = 0; i < 3; i++) { /* scanning again gives no new tries */
		scan_badge_of(player, "Marisol Peña");
		touch(player, "share");
		prove(player, "11");
		assert_screen(player, SCREEN_PROOF);
	}
	scan_badge_of(player, "Marisol Peña");
	touch(player, "share");
	assert_true(has_node(player, "help-desk"));
	assert_false(has_node(player, "primary"));
	scan_badge_of(player, "Wideline Augustin"); /* others are not held up */
	touch(player, "share");
	prove(player, "19");
	assert_screen(player, SCREEN_SHARE);
	wait_ms(player, 11 * 60 * 1000);
	back_as_marisol(player, "share");
	assert_screen(player, SCREEN_SHARE);
}

static void who_has_no_contact_goes_to_the_desk(void **state)
{
	struct player *player = *state;
	struct registration typed = {.given = "Wilna", .language = "ht", .source = "kiosk"};
	struct registered one;
	ASSERT_OK(desk_register(player->demo.store, &typed, &one, &err));
	scan(player, one.token);
	touch(player, "meetings");
	assert_true(has_node(player, "help-desk"));
}

static void answers_are_changed_and_recorded(void **state)
{
	struct player *player = *state;
	back_as_marisol(player, "share");
	assert_true(node(player, "c2-yes")->selected); /* as it stands */
	touch(player, "c2-no");
	uint64_t before = store_event_count(player->demo.store);
	touch(player, "primary");
	assert_screen(player, SCREEN_BACK);
	assert_int_equal(store_event_count(player->demo.store), before + 1); /* only what changed */
	struct person person = person_called(player, "Marisol Peña");
	assert_false(view_consent(player->demo.store, person.id, CONSENT_SHARE));
	assert_true(view_consent(player->demo.store, person.id, CONSENT_TALENT));
	touch(player, "share"); /* proved in this visit */
	assert_screen(player, SCREEN_SHARE);
	touch(player, "c2-yes");
	touch(player, "primary");
	assert_true(view_consent(player->demo.store, person.id, CONSENT_SHARE));
}

static void leaves_the_talent_database(void **state)
{
	struct player *player = *state;
	back_as_marisol(player, "profile");
	assert_screen(player, SCREEN_AGE); /* it was not asked where she was registered */
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_SKILLS);
	touch(player, "chip-cpr");
	touch(player, "primary");
	touch(player, "role-0");
	touch(player, "primary");
	assert_screen(player, SCREEN_MATCHES);
	struct person person = person_called(player, "Marisol Peña");
	assert_string_equal(person.age_band, "18plus");
	assert_int_equal(stored(player, person.id).skills.count, 1);
	scan_badge_of(player, "Marisol Peña");
	touch(player, "leave");
	prove(player, "42");
	assert_screen(player, SCREEN_BACK);
	touch(player, "leave-no");
	assert_true(view_consent(player->demo.store, person.id, CONSENT_TALENT));
	touch(player, "leave");
	touch(player, "leave-yes");
	assert_true(has_node(player, "toast"));
	assert_false(has_node(player, "leave"));
	assert_false(view_consent(player->demo.store, person.id, CONSENT_TALENT));
	struct talent talent = stored(player, person.id);
	assert_true(talent_is_empty(&talent));
}

static void sees_who_scanned_the_badge(void **state)
{
	struct player *player = *state;
	struct scan met;
	char token[TOKEN_TEXT];
	struct person person = person_called(player, "Marisol Peña");
	assert_true(desk_token(player->demo.store, person.badge, token));
	ASSERT_OK(desk_scan_booth(player->demo.store, "coral-health", token, strlen(token), &met, &err));
	back_as_marisol(player, "meetings");
	assert_screen(player, SCREEN_MEETINGS);
	assert_non_null(strstr(node(player, "meeting-1")->label, "Coral Health"));
	assert_false(has_node(player, "meeting-2"));
	touch(player, "back");
	assert_screen(player, SCREEN_BACK);
}

/* --- keys alone ---------------------------------------------------------------------------------------------------------- */

static void select_by_keys(struct player *player, const char *id)
{
	for (int i = 0; i < 200 && strcmp(player->app.ui.focus, id) != 0; i++)
		press(player, KEY_RIGHT);
	assert_string_equal(player->app.ui.focus, id);
	press(player, KEY_SELECT);
}

static void keys_alone_will_do(void **state)
{
	struct player *player = *state;
	to_badge(player, true);
	select_by_keys(player, "primary");
	assert_screen(player, SCREEN_SKILLS);
	select_by_keys(player, "chip-patient-care");
	select_by_keys(player, "primary");
	assert_screen(player, SCREEN_WORK);
	select_by_keys(player, "role-1");
	select_by_keys(player, "years-plus");
	select_by_keys(player, "primary");
	assert_screen(player, SCREEN_MATCHES);
	select_by_keys(player, "booth-1");
	select_by_keys(player, "close");
	select_by_keys(player, "done");
	assert_screen(player, SCREEN_DONE);
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(under_16_leaves_nothing),
		VISIT(at_16_one_is_checked_in_only),
		VISIT(age_can_be_changed),
		VISIT(signs_up_and_finds_booths),
		VISIT(a_skill_of_ones_own),
		VISIT(ten_skills_and_no_more),
		VISIT(years_go_on_while_held),
		VISIT(more_is_never_needed),
		VISIT(no_profile_without_a_yes),
		VISIT(back_is_an_answer),
		VISIT(a_found_badge_opens_nothing),
		VISIT(who_has_no_contact_goes_to_the_desk),
		VISIT(answers_are_changed_and_recorded),
		VISIT(leaves_the_talent_database),
		VISIT(sees_who_scanned_the_badge),
		VISIT(keys_alone_will_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
