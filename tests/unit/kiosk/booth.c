/* The booth, from the scanner to the list of leads: the real app over a real store, touched through its node list.
 * With LANYARD_SHEETS=DIR each state is left there as a picture in three sizes. */
#include "stage.h"

#include "app.h"
#include "base/text.h"
#include "demo.h"
#include "desk/desk.h"
#include "store/keys.h"

#include <SDL_image.h>

struct booth_test {
	struct demo demo;
	struct app app;
	struct catalog *catalog;
	struct render *render;
	int64_t now;
};

/* --- the stage --------------------------------------------------------------------------------------------------------- */

static void input(struct booth_test *t, struct input in)
{
	in.at = t->now;
	in.wall = t->now;
	app_input(&t->app, &in);
	app_build(&t->app);
	const struct nodes *nodes = t->app.ui.nodes;
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(nodes->list[i].id, nodes->list[j].id) == 0)
				fail_msg("two nodes %s on screen %d", nodes->list[i].id, (int)t->app.screen);
}

static int open_booth(void **state)
{
	struct booth_test *t = calloc(1, sizeof *t);
	struct err err = {.code = ERR_NONE};
	setenv("TZ", "America/New_York", 1);
	t->catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	t->render = render_create(ASSETS, &err);
	t->now = demo_now;
	if (!t->catalog || !t->render || !demo_open(&t->demo, &err) ||
	    !app_open(&t->app, t->demo.store, t->catalog, t->render, MODE_BOOTH, "b12", &err))
		fail_msg("%s", err.text);
	while (app_fold(&t->app, 100)) {
	}
	input(t, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
	*state = t;
	return 0;
}

static int close_booth(void **state)
{
	struct booth_test *t = *state;
	app_close(&t->app);
	render_destroy(t->render);
	catalog_close(t->catalog);
	demo_close(&t->demo);
	free(t);
	return 0;
}

static struct node *node(struct booth_test *t, const char *id)
{
	struct node *found = nodes_find(t->app.ui.nodes, id);
	if (!found)
		fail_msg("no node %s on screen %d", id, (int)t->app.screen);
	return found;
}

static bool shows(struct booth_test *t, const char *id)
{
	return nodes_find(t->app.ui.nodes, id) != NULL;
}

/* A finger on the middle of a node, long enough after the one before. */
static void tap(struct booth_test *t, const char *id)
{
	struct rect r = node(t, id)->rect;
	int x = r.x + r.w / 2, y = r.y + r.h / 2;
	t->now += 1000;
	input(t, (struct input){.type = INPUT_DOWN, .x = x, .y = y});
	t->now += 80;
	input(t, (struct input){.type = INPUT_UP, .x = x, .y = y});
}

static void scan_bytes(struct booth_test *t, const char *code, size_t size)
{
	struct input in = {.type = INPUT_SCAN, .size = size};
	memcpy(in.scan, code, size);
	t->now += 1000;
	input(t, in);
}

static void scan(struct booth_test *t, const char *code)
{
	scan_bytes(t, code, strlen(code));
}

static void wait(struct booth_test *t, int64_t ms)
{
	t->now += ms;
	input(t, (struct input){.type = INPUT_TICK});
}

struct wanted {
	const char *given;
	struct person person;
};

static bool by_given(void *self, const struct person *person)
{
	struct wanted *wanted = self;
	if (strcmp(person->given, wanted->given) != 0)
		return true;
	wanted->person = *person;
	return false;
}

/* The token on somebody's badge. */
static void token_of(struct booth_test *t, const char *given, char token[TOKEN_TEXT])
{
	struct wanted wanted = {.given = given};
	struct err err = {.code = ERR_NONE};
	assert_true(view_people(t->demo.store, by_given, &wanted, &err));
	assert_true(wanted.person.badge[0]);
	assert_true(desk_token(t->demo.store, wanted.person.badge, token));
}

static void meet(struct booth_test *t, const char *given)
{
	char token[TOKEN_TEXT];
	token_of(t, given, token);
	scan(t, token);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
}

static struct lead stored(struct booth_test *t, const char *given)
{
	struct wanted wanted = {.given = given};
	struct err err = {.code = ERR_NONE};
	struct lead lead = {.employer = ""};
	assert_true(view_people(t->demo.store, by_given, &wanted, &err));
	view_lead(t->demo.store, "coral-health", wanted.person.badge, &lead);
	return lead;
}

static size_t leads(struct booth_test *t)
{
	return view_lead_count(t->demo.store, "coral-health");
}

/* For eyes: this state in each size. */
static void picture(struct booth_test *t, const char *name)
{
	const char *dir = getenv("LANYARD_SHEETS");
	for (size_t i = 0; dir && i < STAGE_SIZES; i++) {
		char path[512];
		SDL_Rect changed[4];
		size_t pixels;
		int w = stage_sizes[i].w, h = stage_sizes[i].h;
		SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_XRGB8888);
		t->app.ui.profile = profile_for(w, h, 0);
		app_build(&t->app);
		render_forget(t->render);
		render_frame(t->render, t->app.ui.draw, surface, changed, 4, &pixels);
		snprintf(path, sizeof path, "%s/%s.%s.png", dir, name, stage_sizes[i].name);
		IMG_SavePNG(surface, path);
		SDL_FreeSurface(surface);
	}
	t->app.ui.profile = profile_for(1280, 800, 0);
	app_build(&t->app);
}

/* --- scanning ---------------------------------------------------------------------------------------------------------- */

static void a_scan_is_a_lead_before_it_is_shown(void **state)
{
	struct booth_test *t = *state;
	assert_string_equal(node(t, "employer")->label, "Coral Health");
	assert_string_equal(node(t, "met")->label, "0");
	assert_string_equal(node(t, "title")->spoken, "Booth B12, Coral Health. Scan a badge. 0 people met today.");
	assert_false(node(t, "leads")->enabled);
	picture(t, "booth.empty");
	meet(t, "Marisol");
	assert_int_equal(leads(t), 1);
	assert_string_equal(node(t, "title")->label, "Marisol Peña");
	assert_string_equal(node(t, "email")->label, "marisol.p@example.com");
	assert_string_equal(node(t, "phone")->label, "(305) 555-0142");
	assert_true(node(t, "title")->personal && node(t, "email")->personal);
	assert_false(shows(t, "private") || shows(t, "unknown") || shows(t, "before"));
	assert_string_equal(node(t, "title")->spoken, "Marisol Peña. Saved. How strong is the fit?");
}

static void who_did_not_agree_is_a_first_name(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marilyn");
	assert_string_equal(node(t, "title")->label, "Marilyn");
	assert_non_null(strstr(node(t, "private")->label, "Marilyn chose not to share"));
	for (size_t i = 0; i < t->app.ui.nodes->count; i++) {
		const struct node *each = &t->app.ui.nodes->list[i];
		assert_null(strstr(each->label, "Joseph"));
		assert_null(strstr(each->label, "786"));
		assert_null(strstr(each->value, "Joseph"));
	}
	picture(t, "booth.private");
	tap(t, "save");
	tap(t, "leads");
	assert_string_equal(node(t, "lead-0")->label, "Marilyn");
}

static void a_badge_not_heard_of_yet_is_a_lead_all_the_same(void **state)
{
	struct booth_test *t = *state;
	char text[TOKEN_TEXT], code[SHORT_CODE_TEXT];
	struct token token;
	token_make(store_fair_key(t->demo.store), store_fair(t->demo.store)->id, text, &token);
	scan(t, text);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_int_equal(leads(t), 1);
	token_short_code(token.badge, code);
	assert_string_equal(node(t, "title")->label, "Badge saved");
	assert_string_equal(node(t, "code")->label, code);
	assert_true(shows(t, "unknown"));
	picture(t, "booth.unknown");
	tap(t, "fit-2");
	struct lead lead;
	assert_true(view_lead(t->demo.store, "coral-health", token.badge, &lead));
	assert_int_equal(lead.rating, 2);
	tap(t, "save");
	tap(t, "leads");
	assert_string_equal(node(t, "lead-0")->label, "Name not known yet");
}

/* --- scans that are not taken ------------------------------------------------------------------------------------------- */

static void expect_refused(struct booth_test *t, const char *reason)
{
	assert_int_equal(leads(t), 0);
	assert_string_equal(node(t, "reason")->label, reason);
	assert_int_equal(node(t, "again")->action != 0, 1);
	assert_null(nodes_at(t->app.ui.nodes, 1200, 750)); /* nothing behind the dialog */
}

static void revoke(struct booth_test *t, const char *given)
{
	struct wanted wanted = {.given = given};
	struct err err = {.code = ERR_NONE};
	view_people(t->demo.store, by_given, &wanted, &err);
	struct fact fact = {"badge.revoked", json_pack("{s:s}", "badge", wanted.person.badge)};
	assert_true(store_append(t->demo.store, &fact, 1, &err));
	json_decref(fact.body);
}

static void every_bad_scan_gets_its_own_plain_answer(void **state)
{
	struct booth_test *t = *state;
	static const uint8_t other_key[32] = {7};
	char good[TOKEN_TEXT], text[TOKEN_TEXT], revoked[TOKEN_TEXT], long_scan[SCAN_MOST + 1];
	struct token token;
	token_of(t, "Marisol", good);
	token_of(t, "Wideline", revoked);
	revoke(t, "Wideline");
	memset(long_scan, 'A', sizeof long_scan);

	memcpy(text, good, sizeof text);
	text[20] = text[20] == 'A' ? 'B' : 'A';
	scan(t, text);
	expect_refused(t, "This code was changed or copied wrong. Ask the person to go to the help desk.");
	picture(t, "booth.refused");
	token_make(other_key, "ANOTHERFAIR", text, &token);
	scan(t, text);
	expect_refused(t, "This badge is from another event. Ask for today’s badge.");
	scan(t, revoked);
	expect_refused(t, "This badge was replaced. Ask for the newer one.");
	scan(t, "https://example.org/menu");
	expect_refused(t, "This is not a badge of the fair. Ask for the square code on the badge.");
	scan_bytes(t, long_scan, sizeof long_scan);
	expect_refused(t, "This is not a badge of the fair. Ask for the square code on the badge.");
	scan_bytes(t, "\x00\xFF\x80\x01", 4);
	expect_refused(t, "This is not a badge of the fair. Ask for the square code on the badge.");
	tap(t, "again");
	assert_false(shows(t, "reason"));
	scan(t, good);
	assert_int_equal(leads(t), 1);
}

static void a_bad_scan_leaves_the_open_card_alone(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	scan(t, "not a badge");
	assert_true(shows(t, "reason"));
	tap(t, "again");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_string_equal(node(t, "title")->label, "Marisol Peña");
}

/* --- the card ------------------------------------------------------------------------------------------------------------ */

static void ratings_tags_and_notes_are_stored(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-4");
	assert_int_equal(stored(t, "Marisol").rating, 4);
	tap(t, "tag-bilingual");
	tap(t, "tag-interview");
	assert_string_equal(stored(t, "Marisol").tags, "bilingual;interview");
	assert_string_equal(stored(t, "Marisol").next_step, "interview");
	tap(t, "tag-interview");
	assert_string_equal(stored(t, "Marisol").tags, "bilingual");
	assert_string_equal(stored(t, "Marisol").next_step, "");
	assert_true(node(t, "tag-bilingual")->selected && !node(t, "tag-interview")->selected);
	tap(t, "note");
	assert_false(shows(t, "fit-1"));
	tap(t, "k-o");
	tap(t, "k-k");
	picture(t, "booth.note");
	tap(t, "save-note");
	assert_string_equal(stored(t, "Marisol").note, "Ok");
	assert_string_equal(node(t, "note")->value, "Ok");
	assert_string_equal(t->app.booth.note, "");
}

static void status_and_next_step_are_chosen_of_a_few(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	assert_string_equal(node(t, "status-is")->value, "New");
	tap(t, "status-is");
	assert_true(node(t, "choice-0")->selected);
	picture(t, "booth.status");
	tap(t, "back");
	assert_string_equal(stored(t, "Marisol").status, "");
	tap(t, "status-is");
	tap(t, "choice-2");
	assert_string_equal(stored(t, "Marisol").status, "interview_today");
	assert_string_equal(node(t, "status-is")->value, "Interview today");
	tap(t, "step-is");
	tap(t, "choice-4");
	assert_string_equal(stored(t, "Marisol").next_step, "email");
	tap(t, "tag-bilingual"); /* is no step, so the step stays */
	assert_string_equal(stored(t, "Marisol").next_step, "email");
	tap(t, "tag-call-back");
	assert_string_equal(stored(t, "Marisol").next_step, "call back");
	tap(t, "tag-call-back");
	assert_string_equal(stored(t, "Marisol").next_step, "");
	tap(t, "save");
	meet(t, "Marisol"); /* edited later, and met again: all of it is there */
	assert_string_equal(node(t, "status-is")->value, "Interview today");
	assert_true(node(t, "tag-bilingual")->selected);
}

/* --- how they fit --------------------------------------------------------------------------------------------------------- */

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

static void append(struct booth_test *t, const char *kind, json_t *body)
{
	struct err err = {.code = ERR_NONE};
	struct fact fact = {kind, body};
	if (!store_append(t->demo.store, &fact, 1, &err))
		fail_msg("%s", err.text);
	json_decref(body);
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

static void another_badge_keeps_this_one_and_opens_the_next(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "note");
	tap(t, "k-a");
	meet(t, "Jean-Robert");
	assert_string_equal(node(t, "title")->label, "Jean-Robert Pierre");
	assert_string_equal(stored(t, "Marisol").note, "A");
	assert_string_equal(node(t, "note")->value, "");
	assert_int_equal(leads(t), 2);
}

static void a_second_meeting_remembers_the_first(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-3");
	tap(t, "save");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_int_equal(t->app.booth.scan.lead.rating, 0); /* nothing of the card stays in memory */
	meet(t, "Marisol");
	assert_int_equal(leads(t), 1);
	assert_non_null(strstr(node(t, "before")->label, "You met at "));
	assert_true(node(t, "fit-3")->selected);
	assert_false(shows(t, "undo"));
	picture(t, "booth.again");
	tap(t, "back");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_int_equal(leads(t), 1);
}

static void undo_takes_a_scan_back_and_a_toast_brings_it_again(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "fit-4");
	tap(t, "undo");
	assert_int_equal(leads(t), 0);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	picture(t, "booth.toast");
	tap(t, "toast-undo");
	assert_int_equal(leads(t), 1);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_true(node(t, "fit-4")->selected);
	tap(t, "back");
	meet(t, "Jean-Robert");
	tap(t, "undo");
	wait(t, 9000);
	assert_true(shows(t, "toast-undo"));
	wait(t, 2000);
	assert_false(shows(t, "toast-undo"));
	assert_int_equal(leads(t), 1);
}

static void an_untouched_card_goes_away_kept(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	tap(t, "note");
	tap(t, "k-x");
	wait(t, 80000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	tap(t, "k-y");
	wait(t, 80000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	wait(t, 11000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_string_equal(stored(t, "Marisol").note, "Xy");
}

/* --- codes and lists ------------------------------------------------------------------------------------------------------ */

static void a_code_is_typed_when_the_scanner_cannot_read(void **state)
{
	struct booth_test *t = *state;
	char code[SHORT_CODE_TEXT], id[8];
	struct wanted wanted = {.given = "Marisol"};
	struct err err = {.code = ERR_NONE};
	view_people(t->demo.store, by_given, &wanted, &err);
	token_short_code(wanted.person.badge, code);
	tap(t, "code");
	for (int i = 0; i < 6; i++)
		tap(t, "k-2");
	tap(t, "open");
	assert_non_null(strstr(node(t, "hint")->label, "No badge here has that code"));
	picture(t, "booth.code");
	for (int i = 0; i < 6; i++)
		tap(t, "k-delete");
	assert_false(node(t, "open")->enabled);
	for (const char *c = code; *c; c++) {
		snprintf(id, sizeof id, "k-%c", *c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
		if (*c != '-')
			tap(t, id);
	}
	tap(t, "open");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEAD);
	assert_string_equal(node(t, "title")->label, "Marisol Peña");
	assert_int_equal(leads(t), 1);
}

static void the_list_counts_filters_and_opens(void **state)
{
	struct booth_test *t = *state;
	static const char *const people[] = {"Marisol", "Marisela", "Marilyn", "Jean-Robert", "Wideline", "Ana María"};
	for (size_t i = 0; i < 6; i++) {
		meet(t, people[i]);
		tap(t, i % 2 ? "fit-4" : "tag-call-back");
		tap(t, "save");
	}
	assert_string_equal(node(t, "met")->label, "6");
	assert_string_equal(node(t, "strong")->label, "3");
	assert_string_equal(node(t, "call-back")->label, "3");
	assert_string_equal(node(t, "last-lead")->label, "Ana C.");
	picture(t, "booth.today");
	tap(t, "leads");
	picture(t, "booth.list");
	assert_string_equal(node(t, "lead-0")->label, "Ana María de la Cruz"); /* newest first */
	assert_false(shows(t, "lead-5"));
	tap(t, "page-down");
	assert_string_equal(node(t, "lead-0")->label, "Marisol Peña");
	assert_false(shows(t, "lead-1") || node(t, "page-down")->enabled);
	tap(t, "f-strong");
	assert_string_equal(node(t, "lead-2")->label, "Marisela Gómez");
	assert_false(shows(t, "lead-3") || shows(t, "page-up"));
	tap(t, "lead-2");
	assert_string_equal(node(t, "title")->label, "Marisela Gómez");
	assert_true(node(t, "fit-4")->selected);
	tap(t, "back");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_LEADS);
	wait(t, 91000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE); /* a list of people is never left on the screen */
}

/* --- whose booth it is -----------------------------------------------------------------------------------------------------
 */

/* Whether anything on the screen, seen or heard, says `text`. */
static bool says(struct booth_test *t, const char *text)
{
	for (size_t i = 0; i < t->app.ui.nodes->count; i++) {
		const struct node *shown = &t->app.ui.nodes->list[i];
		if (strstr(shown->label, text) || strstr(shown->value, text) || strstr(shown->spoken, text))
			return true;
	}
	return false;
}

static bool lists_nothing_of(void *self, const struct lead *lead)
{
	assert_string_equal(lead->employer, self);
	return true;
}

/* Two employers meet people in a random order, rate and note them, lock and open; neither ever sees a row, a count, a note or a
 * code of the other. LANYARD_SEED=n runs one seed. */
static void neither_employer_sees_the_other(void **state)
{
	struct booth_test *t = *state;
	static const char *const people[] = {"Marisol", "Marisela", "Marilyn", "Jean-Robert", "Wideline", "Ana María"};
	static const char *const employers[] = {"coral-health", "port-logistics"};
	static const char *const notes[] = {"Seen by coral.", "Seen by port."};
	unsigned seed = getenv("LANYARD_SEED") ? (unsigned)atoi(getenv("LANYARD_SEED")) : 7;
	bool met[2][6] = {{false}};
	struct err err = {.code = ERR_NONE};
	for (int step = 0; step < 60; step++) {
		seed = seed * 1103515245u + 12345u;
		unsigned who = seed >> 16 & 1, person = (seed >> 18) % 6, count = 0;
		char code[BOOTH_CODE_TEXT], card[16], text[24];
		desk_booth_code(t->demo.store, employers[who], code);
		snprintf(card, sizeof card, "LB%.4s%s", code, code + 5);
		t->app.booth.by_code = true;
		t->app.booth.locked_mode = MODE_BOOTH;
		scan(t, card);
		assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
		assert_string_equal(t->app.booth.employer.id, employers[who]);
		meet(t, people[person]);
		assert_true(met[who][person] == shows(t, "before"));
		assert_false(says(t, notes[!who]));
		tap(t, "note");
		text_copy(t->app.booth.note, sizeof t->app.booth.note, notes[who]);
		tap(t, "save-note");
		tap(t, "save");
		met[who][person] = true;
		for (size_t i = 0; i < 6; i++)
			count += met[who][i];
		snprintf(text, sizeof text, "%u", count);
		assert_string_equal(node(t, "met")->label, text);
		assert_int_equal(view_lead_count(t->demo.store, employers[who]), count);
		tap(t, "leads");
		snprintf(text, sizeof text, "All  %u", count);
		assert_string_equal(node(t, "f-all")->label, text);
		assert_false(says(t, notes[!who]) || says(t, employers[!who]));
		assert_true(desk_leads(t->demo.store, employers[who], lists_nothing_of, (void *)employers[who], &err));
		for (size_t i = 0; i < 6; i++) { /* no badge of a lead opens the other's */
			struct wanted wanted = {.given = people[i]};
			struct lead lead;
			view_people(t->demo.store, by_given, &wanted, &err);
			assert_true(view_lead(t->demo.store, employers[who], wanted.person.badge, &lead) == met[who][i]);
			assert_true(!met[who][i] || strcmp(lead.note, notes[who]) == 0 || lead.note[0] == '\0');
			assert_true(met[who][i] || !desk_lead_note(t->demo.store, employers[who], wanted.person.badge,
								   &(struct lead_note){.note = "stolen"}, &err));
		}
		if (seed >> 22 & 1) {
			tap(t, "scan-next");
			tap(t, "lock");
			assert_int_equal(t->app.screen, SCREEN_BOOTH_DOOR);
			assert_string_equal(t->app.booth.employer.id, "");
			assert_false(says(t, employers[who]) || says(t, people[person]));
		}
		if (t->app.screen == SCREEN_BOOTH_LEADS)
			tap(t, "scan-next");
	}
}

/* A kiosk that was not told whose booth it is. */
static int open_door(void **state)
{
	open_booth(state);
	struct booth_test *t = *state;
	app_close(&t->app);
	struct err err = {.code = ERR_NONE};
	if (!app_open(&t->app, t->demo.store, t->catalog, t->render, MODE_BOOTH, NULL, &err))
		fail_msg("%s", err.text);
	while (app_fold(&t->app, 100)) {
	}
	input(t, (struct input){.type = INPUT_RESIZE, .x = 1280, .y = 800});
	return 0;
}

static void a_code_opens_its_booth_and_no_other(void **state)
{
	struct booth_test *t = *state;
	char mine[BOOTH_CODE_TEXT], other[BOOTH_CODE_TEXT], token[TOKEN_TEXT], id[8];
	assert_int_equal(t->app.screen, SCREEN_BOOTH_DOOR);
	desk_booth_code(t->demo.store, "coral-health", mine);
	desk_booth_code(t->demo.store, "port-logistics", other);
	assert_string_not_equal(mine, other);
	token_of(t, "Marisol", token);
	scan(t, token); /* no badge is taken before it is known for whom */
	assert_int_equal(t->app.screen, SCREEN_BOOTH_DOOR);
	assert_int_equal(leads(t), 0);
	assert_non_null(strstr(node(t, "hint")->label, "not a booth code"));
	for (int i = 0; i < 8; i++)
		tap(t, "k-2");
	tap(t, "open");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_DOOR);
	tap(t, "k-clear");
	assert_false(node(t, "open")->enabled);
	for (const char *c = mine; *c; c++) {
		snprintf(id, sizeof id, "k-%c", *c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
		if (*c != '-')
			tap(t, id);
	}
	tap(t, "open");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_string_equal(node(t, "employer")->label, "Coral Health");
	meet(t, "Marisol");
	tap(t, "save");
	picture(t, "booth.by-code");
	tap(t, "lock");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_DOOR);
	scan(t, mine); /* typed by a scanner, with its hyphen */
	assert_string_equal(node(t, "met")->label, "1");
}

static void a_booth_never_sleeps(void **state)
{
	struct booth_test *t = *state;
	meet(t, "Marisol");
	wait(t, 91000);
	wait(t, 2 * 3600 * 1000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_string_equal(t->app.booth.employer.id, "coral-health");
}

/* An employer's card at the front kiosk opens their booth there, and it does not stay open: it asks, then it locks. */
static void a_booth_opened_at_the_front_locks_itself(void **state)
{
	struct booth_test *t = *state;
	char code[BOOTH_CODE_TEXT], card[16];
	desk_booth_code(t->demo.store, "coral-health", code);
	snprintf(card, sizeof card, "LB%.4s%s", code, code + 5);
	t->app.mode = MODE_FRONT;
	app_end_visit(&t->app);
	scan(t, card);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	meet(t, "Marisol");
	assert_int_equal(leads(t), 1);
	wait(t, 91000); /* the card goes away first */
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	wait(t, 91000);
	assert_int_equal(t->app.screen, SCREEN_STILL_THERE);
	wait(t, 15000);
	tap(t, "still-here");
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	assert_int_equal(leads(t), 1);
	wait(t, 80000);
	assert_int_equal(t->app.screen, SCREEN_BOOTH_IDLE);
	wait(t, 11000);
	assert_int_equal(t->app.screen, SCREEN_STILL_THERE);
	wait(t, 21000);
	assert_int_equal(t->app.screen, SCREEN_WELCOME);
	assert_string_equal(t->app.booth.employer.id, "");
	scan(t, card);
	wait(t, 91000);
	tap(t, "end-visit");
	assert_int_equal(t->app.screen, SCREEN_WELCOME);
	assert_string_equal(t->app.booth.employer.id, "");
	char token[TOKEN_TEXT];
	token_of(t, "Jean-Robert", token);
	scan(t, token);
	assert_int_equal(leads(t), 1); /* it is a front kiosk again */
}

static void sending_is_queued_in_the_log(void **state)
{
	struct booth_test *t = *state;
	struct moment at;
	meet(t, "Marisol");
	tap(t, "save");
	tap(t, "leads");
	assert_false(view_leads_asked(t->demo.store, "coral-health", &at));
	tap(t, "send");
	assert_non_null(strstr(node(t, "toast")->label, "The organizer mails"));
	assert_true(view_leads_asked(t->demo.store, "coral-health", &at));
	assert_int_not_equal(at.wall, 0);
	assert_false(view_leads_asked(t->demo.store, "port-logistics", &at));
	append(t, "employer.set", json_pack("{s:s, s:s}", "employer", "coral-health", "email", ""));
	tap(t, "send");
	assert_non_null(strstr(node(t, "toast")->label, "no email"));
}

/* What another device wrote appears by itself, and where it is. */
static void the_tallies_follow_the_log(void **state)
{
	struct booth_test *t = *state;
	char token[TOKEN_TEXT];
	struct scan elsewhere;
	struct err err = {.code = ERR_NONE};
	token_of(t, "Marisol", token);
	assert_true(desk_scan_booth(t->demo.store, "coral-health", token, strlen(token), &elsewhere, &err));
	wait(t, 1000);
	assert_string_equal(node(t, "met")->label, "1");
	assert_true(node(t, "leads")->enabled);
}

#define BOOTH_TEST(f) cmocka_unit_test_setup_teardown(f, open_booth, close_booth)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(a_scan_is_a_lead_before_it_is_shown),
		BOOTH_TEST(who_did_not_agree_is_a_first_name),
		BOOTH_TEST(a_badge_not_heard_of_yet_is_a_lead_all_the_same),
		BOOTH_TEST(every_bad_scan_gets_its_own_plain_answer),
		BOOTH_TEST(a_bad_scan_leaves_the_open_card_alone),
		BOOTH_TEST(ratings_tags_and_notes_are_stored),
		BOOTH_TEST(another_badge_keeps_this_one_and_opens_the_next),
		BOOTH_TEST(a_second_meeting_remembers_the_first),
		BOOTH_TEST(undo_takes_a_scan_back_and_a_toast_brings_it_again),
		BOOTH_TEST(an_untouched_card_goes_away_kept),
		BOOTH_TEST(a_code_is_typed_when_the_scanner_cannot_read),
		BOOTH_TEST(the_list_counts_filters_and_opens),
		BOOTH_TEST(status_and_next_step_are_chosen_of_a_few),
		BOOTH_TEST(the_card_shows_how_they_fit),
		BOOTH_TEST(all_that_is_shared_can_be_read_everywhere),
		BOOTH_TEST(a_card_speaks_until_the_person_is_there),
		BOOTH_TEST(a_card_that_is_not_shared_is_a_first_name),
		BOOTH_TEST(neither_employer_sees_the_other),
		BOOTH_TEST(a_booth_never_sleeps),
		BOOTH_TEST(a_booth_opened_at_the_front_locks_itself),
		BOOTH_TEST(sending_is_queued_in_the_log),
		cmocka_unit_test_setup_teardown(a_code_opens_its_booth_and_no_other, open_door, close_booth),
		BOOTH_TEST(the_tallies_follow_the_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
