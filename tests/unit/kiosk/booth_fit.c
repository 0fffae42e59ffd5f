/* Who stands at the booth, as far as they agreed to share it, and how they fit what is asked for. */
#include "booth_stage.h"

static void set_profile(struct booth_test *t, const char *given)
{
	struct wanted wanted = {.given = given};
	struct talent talent;
	struct err err = {.code = ERR_NONE};
	talent_init(&talent);
	talent.years = 3;
	talent.hours = HOURS_FULL;
	talent.start = START_TWO_WEEKS;
	entries_toggle(&talent.jobs, TALENT_JOBS, "31-9092.00");
	entries_toggle(&talent.skills, TALENT_SKILLS, "cpr");
	entries_toggle(&talent.skills, TALENT_SKILLS, "spanish");
	entries_toggle(&talent.skills, TALENT_SKILLS, "cooking");
	assert_true(view_people(t->demo.store, by_given, &wanted, &err));
	assert_true(desk_profile(t->demo.store, wanted.person.id, &talent, t->app.skills, &err));
}

/* Coral Health's medical assistant needs patient care, Spanish and CPR. */
static void assert_fit(struct booth_test *t)
{
	assert_string_equal(node(t, "asked")->label, "2 of 3 skills you asked for");
	assert_string_equal(node(t, "asked-1")->label, "Spanish");
	assert_string_equal(node(t, "asked-2")->label, "CPR");
	assert_true(node(t, "asked-1")->selected && node(t, "asked-2")->selected);
	assert_string_equal(node(t, "asked-3")->label, "Patient care");
	assert_false(node(t, "asked-3")->selected);
	assert_false(shows(t, "asked-4"));
	for (size_t i = 0; i < t->app.ui.nodes->count; i++)
		assert_null(strchr(t->app.ui.nodes->list[i].label, '%'));
}

static void the_card_shows_how_they_fit(void **state)
{
	struct booth_test *t = *state;
	set_profile(t, "Marisol");
	meet(t, "Marisol");
	assert_fit(t);
	assert_string_equal(node(t, "experience")->label, "3–5 years of experience");
	assert_string_equal(node(t, "times")->label, "Full time, can start in 2 weeks");
	assert_string_equal(node(t, "headline")->label, "Medical assistant");
	picture(t, "booth.fit");
	tap(t, "lang-es"); /* the job is a code: each booth reads it in its own words */
	assert_string_equal(node(t, "headline")->label, "Asistente médico");
	assert_string_equal(node(t, "languages")->label, "Habla español");
	assert_string_equal(node(t, "times")->label, "Tiempo completo, en 2 semanas");
	tap(t, "save");
	tap(t, "leads");
	assert_non_null(strstr(node(t, "lead-0")->value, "Asistente médico"));
	tap(t, "lang-ht");
	assert_non_null(strstr(node(t, "lead-0")->value, "Asistan medikal"));
	tap(t, "lang-en");
	set_profile(t, "Marilyn"); /* who does not share */
	meet(t, "Marilyn");
	assert_false(shows(t, "asked") || shows(t, "asked-1") || shows(t, "experience") || shows(t, "headline"));
}

/* Where the card has no room for all of it, its panel leads to pages that have, at every size of display and text. */
static void all_that_is_shared_can_be_read_everywhere(void **state)
{
	static const struct {
		int w, h;
	} sizes[] = {{800, 480}, {1280, 800}, {1080, 1920}};
	static const double scales[] = {1, 1.25, 1.5};
	static const char *const wanted[] = {"experience", "times",   "languages", "email",
					     "asked",      "asked-1", "asked-2",   "asked-3"};
	enum { WANTED = sizeof wanted / sizeof wanted[0] };
	struct booth_test *t = *state;
	int led = 0;
	set_profile(t, "Marisol");
	meet(t, "Marisol");
	for (size_t i = 0; i < 9; i++) {
		bool seen[WANTED] = {false};
		t->app.ui.text_scale = scales[i % 3];
		input(t, (struct input){.type = INPUT_RESIZE, .x = sizes[i / 3].w, .y = sizes[i / 3].h});
		bool leads = shows(t, "about");
		if (leads)
			tap(t, "about");
		for (int page = 0; page < 12; page++) {
			for (size_t n = 0; n < WANTED; n++)
				seen[n] = seen[n] || shows(t, wanted[n]);
			if (shows(t, "about-more"))
				tap(t, "about-more");
		}
		for (size_t n = 0; n < WANTED; n++)
			if (!seen[n])
				fail_msg("%s is not to be seen at %dx%d, text x%.2f", wanted[n], sizes[i / 3].w, sizes[i / 3].h,
					 scales[i % 3]);
		if (leads)
			tap(t, "back");
		assert_true(shows(t, "fit-1"));
		led += leads;
	}
	assert_true(led > 0);
	set_profile(t, "Marilyn"); /* who does not share */
	meet(t, "Marilyn");
	assert_false(shows(t, "about"));
}

/* A badge that was issued where this booth has not heard of it, for a person it does not know. */
static void a_card_speaks_until_the_person_is_there(void **state)
{
	struct booth_test *t = *state;
	char text[TOKEN_TEXT];
	struct token token;
	struct badge_card card = {.shared = true, .name = "Keisha Brown", .job = skills_code("31-9092.00"), .skill_count = 2};
	card.skills[0] = skills_code("cpr");
	card.skills[1] = skills_code("spanish");
	token_make(store_fair_key(t->demo.store), store_fair(t->demo.store)->id, text, &token);
	assert_true(token_with_card(store_fair_key(t->demo.store), token.badge, &card, text));
	scan(t, text);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_string_equal(node(t, "title")->label, "Keisha Brown");
	assert_string_equal(node(t, "headline")->label, "Medical assistant");
	assert_fit(t);
	assert_true(shows(t, "from-badge"));
	assert_false(shows(t, "unknown") || shows(t, "email"));
	picture(t, "booth.from-badge");
	tap(t, "fit-3");
	tap(t, "save");
	tap(t, "leads");
	assert_non_null(strstr(node(t, "lead-0")->value, "Medical assistant"));
	tap(t, "lead-0");
	assert_fit(t);
	/* The other kiosk's facts arrive while the card is open. */
	append(t, "person.registered",
	       json_pack("{s:s, s:s, s:s}", "person", "PERSON0000000000000000000K", "name", "Keisha B. Brown", "email",
			 "keisha@example.org"));
	append(t, "badge.issued", json_pack("{s:s, s:s}", "badge", token.badge, "person", "PERSON0000000000000000000K"));
	append(t, "consent.given",
	       json_pack("{s:s, s:s, s:[]}", "person", "PERSON0000000000000000000K", "purpose", "share", "over"));
	wait(t, 1000);
	assert_string_equal(node(t, "title")->label, "Keisha B. Brown");
	assert_string_equal(node(t, "email")->label, "keisha@example.org");
	assert_false(shows(t, "from-badge"));
	assert_true(node(t, "fit-3")->selected);
	append(t, "consent.withdrawn", json_pack("{s:s, s:s}", "person", "PERSON0000000000000000000K", "purpose", "share"));
	wait(t, 1000);
	assert_string_equal(node(t, "title")->label, "Keisha");
	assert_false(shows(t, "email") || shows(t, "asked") || shows(t, "headline"));
	assert_true(shows(t, "private"));
}

/* The badge of somebody who does not share tells the first name, and no more. */
static void a_card_that_is_not_shared_is_a_first_name(void **state)
{
	struct booth_test *t = *state;
	char text[TOKEN_TEXT], code[SHORT_CODE_TEXT];
	struct token token;
	struct badge_card card = {.shared = false, .name = "Keisha"};
	token_make(store_fair_key(t->demo.store), store_fair(t->demo.store)->id, text, &token);
	assert_true(token_with_card(store_fair_key(t->demo.store), token.badge, &card, text));
	scan(t, text);
	token_short_code(token.badge, code);
	assert_string_equal(node(t, "title")->label, "Keisha");
	assert_string_equal(node(t, "code")->label, code);
	assert_true(shows(t, "private"));
	assert_false(shows(t, "asked") || shows(t, "headline") || shows(t, "from-badge"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(the_card_shows_how_they_fit),
		BOOTH_TEST(all_that_is_shared_can_be_read_everywhere),
		BOOTH_TEST(a_card_speaks_until_the_person_is_there),
		BOOTH_TEST(a_card_that_is_not_shared_is_a_first_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
