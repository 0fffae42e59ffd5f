/* The list of leads, codes that are typed, and the tallies of the day. */
#include "booth_stage.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(a_code_is_typed_when_the_scanner_cannot_read),
		BOOTH_TEST(the_list_counts_filters_and_opens),
		BOOTH_TEST(sending_is_queued_in_the_log),
		BOOTH_TEST(the_tallies_follow_the_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
