/* The booth and its scanner: a scan is a lead before it is shown, and each bad one gets its answer. */
#include "booth_stage.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOTH_TEST(a_scan_is_a_lead_before_it_is_shown),
		BOOTH_TEST(who_did_not_agree_is_a_first_name),
		BOOTH_TEST(a_badge_not_heard_of_yet_is_a_lead_all_the_same),
		BOOTH_TEST(every_bad_scan_gets_its_own_plain_answer),
		BOOTH_TEST(a_bad_scan_leaves_the_open_card_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
