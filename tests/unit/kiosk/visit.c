/* Whole visits at the front kiosk, from the first touch to the wipe, against a real store: what ends up in it, and that nothing
 * stays behind in the kiosk. */
#include "player.h"

#include "base/rand.h"

#include <jansson.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* --- helpers ----------------------------------------------------------------------------------------------------------- */

static void to_name(struct player *player, const char *language)
{
	char id[NODE_ID_MOST];
	text_format(id, sizeof id, "start-%s", language);
	touch(player, id);
	assert_screen(player, SCREEN_REGISTERED);
	touch(player, "new");
	assert_screen(player, SCREEN_NAME);
}

static void to_review(struct player *player, const char *language)
{
	to_name(player, language);
	touch_keys(player, "jean-robert");
	touch(player, "primary");
	touch_keys(player, "désir");
	touch(player, "primary");
	assert_screen(player, SCREEN_CONTACT);
	touch_keys(player, "jr.desir");
	touch(player, "k-@gmail.com");
	touch(player, "primary");
	assert_screen(player, SCREEN_AGE);
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_CONSENT);
	touch(player, "c1-yes");
	touch(player, "c2-no");
	touch(player, "c3-yes");
	touch(player, "primary");
	assert_screen(player, SCREEN_REVIEW);
}

struct seek {
	const char *name;
	struct person found;
	size_t count;
};

static bool seek_person(void *self, const struct person *person)
{
	struct seek *seek = self;
	if (strcmp(person->name, seek->name) == 0) {
		seek->found = *person;
		seek->count++;
	}
	return true;
}

static struct seek find_person(struct player *player, const char *name)
{
	struct seek seek = {.name = name};
	ASSERT_OK(view_people(player->demo.store, seek_person, &seek, &err));
	return seek;
}

static void token_of(struct player *player, const char *name, char token[TOKEN_TEXT])
{
	struct seek seek = find_person(player, name);
	assert_int_equal(seek.count, 1);
	assert_true(desk_token(player->demo.store, seek.found.badge, token));
}

static bool is_blank(const void *bytes, size_t size)
{
	return sodium_is_zero(bytes, size) == 1;
}

/* Nothing that a visitor typed or was shown is left, and the settings are those of the morning. */
static void assert_wiped(struct player *player)
{
	const struct app *app = &player->app;
	struct visitor visitor = *app->visitor;
	assert_screen(player, SCREEN_WELCOME);
	for (int i = 0; i < CONSENT_COUNT; i++)
		assert_int_equal(visitor.consent[i], -1);
	memset(visitor.consent, 0, sizeof visitor.consent);
	assert_true(is_blank(&visitor, sizeof visitor));
	assert_true(is_blank(&app->keyboard, sizeof app->keyboard));
	assert_int_equal(app->ui.language, 0);
	assert_int_equal(app->ui.theme, THEME_LIGHT);
	assert_true(app->ui.text_scale < 1.01);
	assert_int_equal(app->more_time, TIME_NORMAL);
	assert_false(app->ui.reduced_motion);
	assert_string_equal(app->toast, "");
}

static bool holds(const void *bytes, size_t size, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= size; i++)
		if (memcmp((const char *)bytes + i, word, n) == 0)
			return true;
	return false;
}

/* --- the main job ------------------------------------------------------------------------------------------------------ */

static void whole_visit(struct player *player, const char *language)
{
	to_review(player, language);
	uint64_t before = store_event_count(player->demo.store);
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_true(store_event_count(player->demo.store) > before);
	struct seek seek = find_person(player, "Jean-Robert Désir");
	assert_true(seek.count >= 1);
	assert_string_equal(seek.found.given, "Jean-Robert");
	assert_string_equal(seek.found.family, "Désir");
	assert_string_equal(seek.found.email, "jr.desir@gmail.com");
	assert_string_equal(seek.found.source, "kiosk");
	assert_true(seek.found.checked_in_at.wall > 0);
	/* what the screen shows is a badge that every desk takes */
	char token[TOKEN_TEXT];
	struct scan look;
	text_copy(token, sizeof token, node(player, "qr")->value);
	ASSERT_OK(desk_look(player->demo.store, token, strlen(token), &look, &err));
	assert_int_equal(look.verdict, VERDICT_ALREADY);
	assert_string_equal(look.person.name, "Jean-Robert Désir");
	assert_string_equal(look.person.language, language);
	assert_true(view_consent(player->demo.store, look.person.id, CONSENT_MESSAGES));
	assert_false(view_consent(player->demo.store, look.person.id, CONSENT_SHARE));
	assert_true(view_consent(player->demo.store, look.person.id, CONSENT_TALENT));
	touch(player, "done");
	assert_screen(player, SCREEN_DONE);
	wait_ms(player, 10000);
	assert_wiped(player);
}

static void registers_in_english(void **state)
{
	whole_visit(*state, "en");
}

static void registers_in_spanish(void **state)
{
	whole_visit(*state, "es");
}

static void registers_in_creole(void **state)
{
	whole_visit(*state, "ht");
}

/* Two fingers, a double tap and Back again: one person. */
static void registers_once(void **state)
{
	struct player *player = *state;
	to_review(player, "en");
	size_t people = view_people_count(player->demo.store);
	struct rect r = node(player, "primary")->rect;
	for (int i = 0; i < 5; i++) {
		play(player, (struct input){.type = INPUT_DOWN, .x = r.x + r.w / 2, .y = r.y + r.h / 2});
		player->now += 20;
		play(player, (struct input){.type = INPUT_UP, .x = r.x + r.w / 2, .y = r.y + r.h / 2});
		player->now += 30;
	}
	assert_screen(player, SCREEN_BADGE);
	assert_int_equal(view_people_count(player->demo.store), people + 1);
}

static void no_contact_is_a_path(void **state)
{
	struct player *player = *state;
	to_name(player, "ht");
	touch_keys(player, "wilna");
	touch(player, "primary");
	touch(player, "primary"); /* skips the last name */
	assert_screen(player, SCREEN_CONTACT);
	assert_false(node(player, "primary")->enabled);
	touch(player, "no-email");
	assert_true(node(player, "primary")->enabled);
	touch_keys(player, "305");
	assert_false(node(player, "primary")->enabled);
	for (int i = 0; i < 3; i++)
		touch(player, "k-delete");
	touch(player, "primary");
	touch(player, "age-18plus");
	assert_screen(player, SCREEN_CONSENT);
	assert_false(has_node(player, "c1-yes")); /* nowhere to send anything to */
	touch(player, "c2-yes");
	touch(player, "c3-no");
	touch(player, "primary");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	struct seek seek = find_person(player, "Wilna");
	assert_int_equal(seek.count, 1);
	assert_string_equal(seek.found.email, "");
	assert_string_equal(seek.found.phone, "");
	assert_false(view_consent(player->demo.store, seek.found.id, CONSENT_MESSAGES));
	assert_true(view_consent(player->demo.store, seek.found.id, CONSENT_SHARE));
}

static void a_phone_will_do(void **state)
{
	struct player *player = *state;
	to_name(player, "en");
	touch_keys(player, "ana");
	touch(player, "primary");
	touch_keys(player, "diaz");
	touch(player, "primary");
	touch(player, "no-email");
	touch_keys(player, "3055550123");
	assert_string_equal(node(player, "phone")->value, "(305) 555-0123");
	touch(player, "primary");
	touch(player, "age-18plus");
	touch(player, "c1-yes");
	touch(player, "c2-no");
	touch(player, "c3-no");
	touch(player, "primary");
	touch(player, "primary");
	assert_string_equal(find_person(player, "Ana Diaz").found.phone, "+13055550123");
}

static void add_people(struct player *player, int count, const char *domain)
{
	for (int i = 0; i < count; i++) {
		char email[80];
		struct registered out;
		text_format(email, sizeof email, "p%d@%s", i, domain);
		ASSERT_OK(desk_register(player->demo.store,
					&(struct registration){.given = "Pat", .email = email, .language = "en"}, &out, &err));
	}
}

/* The keys stand in the order of use at this event; a domain that few use is on none, or it would tell who is here. */
static void domains_come_in_the_order_of_use(void **state)
{
	struct player *player = *state;
	add_people(player, 2, "YAHOO.com");
	add_people(player, 1, "icloud.com");
	add_people(player, DOMAIN_PEOPLE, "college.example");
	add_people(player, DOMAIN_PEOPLE - 1, "tiny.example");
	touch(player, "start-en");
	touch(player, "new");
	type_text(player, "Ana");
	touch(player, "primary");
	touch(player, "primary");
	assert_screen(player, SCREEN_CONTACT);
	static const char *const expected[] = {"@college.example", "@yahoo.com", "@icloud.com", "@gmail.com", "@outlook.com"};
	for (int i = 0; i < DOMAIN_KEYS; i++)
		assert_string_equal(player->app.visitor->domains[i], expected[i]);
	assert_true(has_node(player, "k-@college.example"));
	type_text(player, "ana@tiny");
	assert_null(player->app.visitor->domains[0]);
}

static void slip_of_a_finger_in_the_domain(void **state)
{
	struct player *player = *state;
	to_name(player, "en");
	type_text(player, "Ana");
	touch(player, "primary");
	touch(player, "primary");
	type_text(player, "ana@gmial.com");
	assert_true(node(player, "primary")->enabled); /* suggested, never forced */
	touch(player, "did-you-mean");
	assert_string_equal(node(player, "email")->value, "ana@gmail.com");
	assert_false(has_node(player, "did-you-mean"));
}

static void edit_comes_back_to_the_review(void **state)
{
	struct player *player = *state;
	to_review(player, "en");
	touch(player, "edit-email");
	assert_screen(player, SCREEN_CONTACT);
	touch(player, "no-email");
	touch_keys(player, "7865550199");
	touch(player, "primary");
	assert_screen(player, SCREEN_CONSENT); /* "Text me" is another question than "Email me" */
	assert_false(node(player, "primary")->enabled);
	touch(player, "c1-no");
	touch(player, "primary");
	assert_screen(player, SCREEN_REVIEW);
	touch(player, "edit-name");
	touch(player, "first-name");
	type_text(player, "x");
	touch(player, "primary");
	assert_screen(player, SCREEN_REVIEW);
	assert_string_equal(node(player, "value-name")->label, "Jean-Robertx Désir");
	touch(player, "edit-language");
	wait_ms(player, 46000); /* one dialog at a time */
	assert_false(has_node(player, "language-es"));
	press(player, KEY_BACK);
	assert_screen(player, SCREEN_STILL_THERE);
	touch(player, "still-here");
	touch(player, "language-es");
	assert_screen(player, SCREEN_REVIEW);
	assert_string_equal(app_language(&player->app), "es");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_string_equal(find_person(player, "Jean-Robertx Désir").found.phone, "+17865550199");
}

/* A disk that fails: a plain sentence, everything typed stays on the page, nobody is stored; and once the visitor has gone the
 * program ends, for the log takes nothing more until it is opened anew. */
static void failing_disk_keeps_what_was_typed(void **state)
{
	struct player *player = *state;
	to_review(player, "en");
	struct rlimit all, none = {.rlim_cur = 0, .rlim_max = RLIM_INFINITY};
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
	signal(SIGXFSZ, SIG_IGN);
	none.rlim_max = all.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
	size_t people = view_people_count(player->demo.store);
	struct rect r = node(player, "primary")->rect;
	tap_at(player, r.x + 10, r.y + 10);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &all), 0);
	assert_screen(player, SCREEN_REVIEW);
	assert_true(has_node(player, "problem"));
	assert_string_equal(node(player, "value-name")->label, "Jean-Robert Désir");
	assert_int_equal(view_people_count(player->demo.store), people);
	assert_false(player->app.quit);
	touch(player, "start-over");
	assert_true(player->app.quit);
}

/* --- leaving ----------------------------------------------------------------------------------------------------------- */

static void abandoned_visit_leaves_nothing(void **state)
{
	struct player *player = *state;
	uint64_t before = store_event_count(player->demo.store);
	to_name(player, "es");
	touch_keys(player, "zzsecretzz");
	touch(player, "access");
	touch(player, "theme-hc");
	touch(player, "size-2");
	touch(player, "done");
	assert_screen(player, SCREEN_NAME);
	assert_string_equal(node(player, "first-name")->value, "Zzsecretzz");
	wait_ms(player, 89000);
	assert_screen(player, SCREEN_NAME);
	wait_ms(player, 1500);
	assert_screen(player, SCREEN_STILL_THERE);
	wait_ms(player, 20000);
	assert_wiped(player);
	assert_int_equal(store_event_count(player->demo.store), before);
	assert_false(holds(&player->app, sizeof player->app, "zsecret"));
	assert_false(holds(player->app.visitor, sizeof *player->app.visitor, "zsecret"));
	assert_false(holds(player->app.ui.nodes, sizeof *player->app.ui.nodes, "zsecret"));
}

static void yes_keeps_everything(void **state)
{
	struct player *player = *state;
	to_name(player, "en");
	touch_keys(player, "ana");
	touch(player, "last-name");
	touch_keys(player, "li");
	for (int times = 0; times < 10; times++) {
		wait_ms(player, 90000);
		assert_screen(player, SCREEN_STILL_THERE);
		wait_ms(player, 19000);
		touch(player, "still-here");
		assert_screen(player, SCREEN_NAME);
	}
	assert_string_equal(node(player, "first-name")->value, "Ana");
	assert_string_equal(node(player, "last-name")->value, "Li");
	assert_true(node(player, "last-name")->selected);
}

static void start_over_wipes(void **state)
{
	struct player *player = *state;
	to_review(player, "es");
	touch(player, "start-over");
	assert_wiped(player);
}

static void more_time_is_more_time(void **state)
{
	struct player *player = *state;
	touch(player, "start-en");
	touch(player, "access");
	touch(player, "time-1");
	touch(player, "done");
	wait_ms(player, 89000);
	assert_screen(player, SCREEN_REGISTERED);
	wait_ms(player, 1500);
	assert_screen(player, SCREEN_STILL_THERE);
	touch(player, "still-here");
	touch(player, "access");
	touch(player, "time-2");
	touch(player, "done");
	wait_ms(player, 3600000);
	assert_screen(player, SCREEN_REGISTERED);
}

static void done_waits_longer_when_touched_once(void **state)
{
	struct player *player = *state;
	to_review(player, "en");
	touch(player, "primary");
	touch(player, "done");
	wait_ms(player, 5000);
	tap_at(player, 200, 650);
	tap_at(player, 200, 650);
	wait_ms(player, 9000);
	assert_screen(player, SCREEN_DONE);
	wait_ms(player, 6000);
	assert_wiped(player);
}

/* Settings changed on the welcome page by somebody who left. */
static void welcome_forgets_settings(void **state)
{
	struct player *player = *state;
	touch(player, "access");
	touch(player, "theme-hc");
	touch(player, "done");
	assert_screen(player, SCREEN_WELCOME);
	wait_ms(player, 60000);
	assert_wiped(player);
}

/* --- language ---------------------------------------------------------------------------------------------------------- */

static void language_changes_anywhere(void **state)
{
	struct player *player = *state;
	to_name(player, "en");
	touch_keys(player, "ana");
	touch(player, "lang-ht");
	assert_string_equal(app_language(&player->app), "ht");
	assert_string_equal(node(player, "first-name")->value, "Ana");
	assert_string_equal(node(player, "title")->label, "Kijan ou rele?");
	touch(player, "primary");
	touch_keys(player, "li");
	touch(player, "primary");
	type_text(player, "ana@x.org");
	touch(player, "lang-es");
	assert_string_equal(node(player, "email")->value, "ana@x.org");
	touch(player, "primary");
	touch(player, "age-18plus");
	touch(player, "c1-yes");
	touch(player, "lang-en");
	assert_true(node(player, "c1-yes")->selected);
	touch(player, "c2-no");
	touch(player, "c3-no");
	touch(player, "primary");
	touch(player, "lang-es");
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_string_equal(find_person(player, "Ana Li").found.language, "es");
}

/* --- scans --------------------------------------------------------------------------------------------------------------- */

static void scan_checks_in_from_any_page(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	token_of(player, "Jean-Robert Pierre", token);
	scan(player, token);
	assert_screen(player, SCREEN_BACK); /* checked in before */
	touch(player, "primary");
	assert_screen(player, SCREEN_BADGE);
	assert_string_equal(node(player, "qr")->value, token);
	assert_string_equal(app_language(&player->app), "ht"); /* as they registered */
	touch(player, "done");
	touch(player, "primary");
	assert_wiped(player);
	to_name(player, "en");
	touch_keys(player, "somebody");
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
	assert_string_equal(player->app.visitor->given, ""); /* the other visitor's words are gone */
	assert_non_null(strstr(node(player, "title")->label, "Jean-Robert"));
	assert_string_equal(app_language(&player->app), "en");
}

static void scan_over_a_dialog(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT];
	token_of(player, "Marisol Peña", token);
	touch(player, "start-en");
	wait_ms(player, 46000);
	assert_screen(player, SCREEN_STILL_THERE);
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
	touch(player, "access");
	token_of(player, "Wideline Augustin", token);
	scan(player, token);
	assert_screen(player, SCREEN_BACK);
	assert_non_null(strstr(node(player, "title")->label, "Wideline"));
}

static void refused_scans_admit_nobody(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT], altered[TOKEN_TEXT], foreign[TOKEN_TEXT], endless[SCAN_MOST + 2];
	struct token made;
	unsigned char other_key[32] = {1};
	token_of(player, "Marisol Peña", token);
	text_copy(altered, sizeof altered, token);
	altered[strlen(altered) - 2] = altered[strlen(altered) - 2] == 'A' ? 'B' : 'A';
	token_make(other_key, "ANOTHERFAIR", foreign, &made);
	memset(endless, 'A', sizeof endless);
	const struct {
		const char *code;
		size_t size;
		const char *staff;
	} rows[] = {
		{altered, strlen(altered), "B2"},    {foreign, strlen(foreign), "B3"},  {"hello world", 11, "B1"},
		{"https://example.com/x", 21, "B1"}, {"\x01\x02\xff\xfe\x80", 5, "B1"}, {endless, SCAN_MOST + 1, "B1"},
	};
	size_t in = view_checked_in_count(player->demo.store);
	to_name(player, "en");
	touch_keys(player, "ana");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct input input = {.type = INPUT_SCAN, .size = rows[i].size};
		memcpy(input.scan, rows[i].code, rows[i].size);
		play(player, input);
		player->now += 500;
		assert_screen(player, SCREEN_BADGE_NOT_VALID);
		if (!strstr(node(player, "staff-reason")->label, rows[i].staff))
			fail_msg("row %zu: expected %s, got %s", i, rows[i].staff, node(player, "staff-reason")->label);
	}
	assert_string_equal(player->app.visitor->given, "Ana"); /* a bad code is no reason to type again */
	assert_int_equal(view_checked_in_count(player->demo.store), in);
}

/* Before the log is folded a scan waits: the badge could have been revoked in what is not read yet. */
static void scan_waits_for_the_log(void **state)
{
	struct player *player = *state;
	char token[TOKEN_TEXT], home[DEMO_HOME_MOST + 8];
	token_of(player, "Marisol Peña", token);
	app_close(&player->app);
	store_close(player->demo.store);
	text_format(home, sizeof home, "%s/home", player->demo.home);
	ASSERT_OK(player->demo.store = store_open(home, STORE_WRITE, &err));
	open_app(player, MODE_FRONT, false);
	scan(player, token);
	assert_screen(player, SCREEN_WELCOME);
	assert_true(has_node(player, "toast"));
	while (app_fold(&player->app, 2))
		continue;
	app_build(&player->app);
	assert_screen(player, SCREEN_BACK);
	assert_string_equal(player->app.visitor->registered.token, token);
}

/* --- finding a name ------------------------------------------------------------------------------------------------------ */

static void to_find(struct player *player)
{
	touch(player, "start-en");
	touch(player, "find-name");
	assert_screen(player, SCREEN_FIND_NAME);
}

static void finds_masked_names(void **state)
{
	struct player *player = *state;
	to_find(player);
	touch_keys(player, "ma");
	assert_false(has_node(player, "result-1"));
	touch_keys(player, "r");
	assert_true(has_node(player, "result-1"));
	assert_false(has_node(player, "result-4"));
	for (int i = 1; i <= 3; i++) {
		char id[NODE_ID_MOST];
		text_format(id, sizeof id, "result-%d", i);
		if (!has_node(player, id))
			continue;
		assert_null(strstr(node(player, id)->label, "Peña"));
		assert_null(strstr(node(player, id)->value, "marisol.p@"));
		assert_null(strstr(node(player, id)->value, "42")); /* what the proof asks for */
	}
	for (int i = 0; i < 3; i++)
		touch(player, "k-delete");
	touch_keys(player, "pena"); /* any word, accents or not */
	assert_string_equal(node(player, "result-1")->label, "Marisol P.");
}

static void proof_opens_the_badge(void **state)
{
	struct player *player = *state;
	to_find(player);
	touch_keys(player, "marisol");
	touch(player, "result-1");
	assert_screen(player, SCREEN_PROOF);
	assert_false(node(player, "primary")->enabled);
	touch_keys(player, "42");
	touch(player, "primary");
	assert_screen(player, SCREEN_BACK);
	touch(player, "primary");
	char token[TOKEN_TEXT];
	token_of(player, "Marisol Peña", token);
	assert_string_equal(node(player, "qr")->value, token);
}

static void three_wrong_proofs_lock(void **state)
{
	struct player *player = *state;
	to_find(player);
	touch_keys(player, "marisol");
	touch(player, "result-1");
	for (int i = 0; i < 3; i++) {
		if (i == 2) { /* another row gives no new tries */
			touch(player, "back");
			touch(player, "result-1");
		}
		assert_screen(player, SCREEN_PROOF);
		touch_keys(player, "11");
		touch(player, "primary");
	}
	assert_screen(player, SCREEN_PROOF);
	assert_true(has_node(player, "help-desk"));
	assert_false(has_node(player, "primary"));
	type_text(player, "42");
	press(player, KEY_SELECT);
	assert_screen(player, SCREEN_PROOF);
}

static void proof_by_email_letter(void **state)
{
	struct player *player = *state;
	to_find(player);
	touch_keys(player, "marisela");
	assert_false(node(player, "result-1")->value[0] == 'm'); /* what the proof asks for */
	touch(player, "result-1");
	type_text(player, "M");
	touch(player, "primary");
	assert_screen(player, SCREEN_BACK);
}

static void nobody_by_that_name(void **state)
{
	struct player *player = *state;
	to_find(player);
	touch_keys(player, "xyzxyz");
	assert_true(has_node(player, "none"));
	touch(player, "not-listed");
	assert_screen(player, SCREEN_NAME);
	assert_string_equal(node(player, "first-name")->value, "xyzxyz"); /* typed text is kept */
}

#define VISIT(test) cmocka_unit_test_setup_teardown(test, player_open, player_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		VISIT(registers_in_english),
		VISIT(registers_in_spanish),
		VISIT(registers_in_creole),
		VISIT(registers_once),
		VISIT(no_contact_is_a_path),
		VISIT(a_phone_will_do),
		VISIT(domains_come_in_the_order_of_use),
		VISIT(slip_of_a_finger_in_the_domain),
		VISIT(edit_comes_back_to_the_review),
		VISIT(failing_disk_keeps_what_was_typed),
		VISIT(abandoned_visit_leaves_nothing),
		VISIT(yes_keeps_everything),
		VISIT(start_over_wipes),
		VISIT(more_time_is_more_time),
		VISIT(done_waits_longer_when_touched_once),
		VISIT(welcome_forgets_settings),
		VISIT(language_changes_anywhere),
		VISIT(scan_checks_in_from_any_page),
		VISIT(scan_over_a_dialog),
		VISIT(refused_scans_admit_nobody),
		VISIT(scan_waits_for_the_log),
		VISIT(finds_masked_names),
		VISIT(proof_opens_the_badge),
		VISIT(three_wrong_proofs_lock),
		VISIT(proof_by_email_letter),
		VISIT(nobody_by_that_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
