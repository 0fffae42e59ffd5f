/* Whose booth it is: a code opens one and no other, neither employer sees the other, and it locks itself at the front. */
#include "booth_stage.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(neither_employer_sees_the_other),
		BOOTH_TEST(a_booth_never_sleeps),
		BOOTH_TEST(a_booth_opened_at_the_front_locks_itself),
		cmocka_unit_test_setup_teardown(a_code_opens_its_booth_and_no_other, open_door, close_booth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
