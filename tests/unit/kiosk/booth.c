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

static void only_its_own_leads_are_ever_shown(void **state)
{
	struct booth_test *t = *state;
	char token[TOKEN_TEXT];
	struct scan other;
	struct err err = {.code = ERR_NONE};
	token_of(t, "Marisol", token);
	assert_true(desk_scan_booth(t->demo.store, "port-logistics", token, strlen(token), &other, &err));
	wait(t, 1000);
	assert_string_equal(node(t, "met")->label, "0");
	meet(t, "Jean-Robert");
	tap(t, "save");
	tap(t, "leads");
	assert_false(shows(t, "lead-1"));
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
		BOOTH_TEST(only_its_own_leads_are_ever_shown),
		BOOTH_TEST(the_tallies_follow_the_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
