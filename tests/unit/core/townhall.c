/* src/desk/townhall: topics in every language, signing in as one commit, and what is refused. */
#include "home.h"

#include "desk/townhall.h"

static struct home home;
static struct store *store;

static int open_store(void **state)
{
	(void)state;
	home_directory(&home);
	home.fair = (struct fair){.name = "Talent Town Hall", .kind = "town-hall", .languages = "en,es,ht"};
	ASSERT_OK(store_init(home.path, &home.fair, "Door", home.device, &err));
	store = home_open(&home, STORE_WRITE);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	home_remove(&home);
	return 0;
}

/* --- topics --------------------------------------------------------------------------------------------------------------- */

static void there_are_topics_before_any_were_set(void **state)
{
	(void)state;
	struct topic topics[TOPICS_MOST];
	assert_int_equal(townhall_topics(store, "en", topics), 8);
	assert_string_equal(topics[1].id, "child-care");
	assert_string_equal(topics[1].name, ""); /* the catalogue has it */
}

static void a_hall_has_topics_of_its_own_in_its_languages(void **state)
{
	(void)state;
	struct topic topics[TOPICS_MOST];
	ASSERT_OK(townhall_set_topics(store, "housing; Rent help | Ayuda con la renta|Èd pou lwaye ;  ; Bus 7; 就业", &err));
	assert_int_equal(townhall_topics(store, "es", topics), 4);
	assert_string_equal(topics[0].id, "housing");
	assert_string_equal(topics[0].name, "");
	assert_string_equal(topics[1].id, "rent-help");
	assert_string_equal(topics[1].name, "Ayuda con la renta");
	assert_string_equal(topics[2].id, "bus-7");
	assert_string_equal(topics[2].name, "Bus 7"); /* no Spanish was given */
	assert_string_equal(topics[3].id, "topic-4");
	assert_int_equal(townhall_topics(store, "ht", topics), 4);
	assert_string_equal(topics[1].name, "Èd pou lwaye");
	ASSERT_OK(townhall_set_topics(store, NULL, &err));
	assert_int_equal(townhall_topics(store, "es", topics), 8);
	assert_string_equal(topics[0].id, "getting-to-work");
}

static void topics_that_cannot_be_change_nothing(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"",
		" ; ;",
		"one;two;three;four;five;six;seven;eight;nine",
		"housing;housing",
		"Rent help;rent  HELP!",
		"a|b|c|d", /* four languages of three */
		"this topic has many more letters than fit into its box",
	};
	struct topic topics[TOPICS_MOST];
	uint64_t facts = store_event_count(store);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		if (townhall_set_topics(store, rows[i], &err))
			fail_msg("\"%s\" was taken", rows[i]);
		assert_int_equal(err.code, ERR_INPUT);
		assert_non_null(strchr(err.text, ';'));
	}
	assert_int_equal(store_event_count(store), facts);
	assert_int_equal(townhall_topics(store, "en", topics), 8);
}

/* What another device of the fair may write. */
static void topics_from_elsewhere_are_checked(void **state)
{
	(void)state;
	struct topic topics[TOPICS_MOST];
	append(store, "townhall.set",
	       json_pack("{s:[i, s, {s:s}, {s:s, s:s}, {s:s, s:{s:s}}, {s:s, s:{s:i}}, {s:s}, {s:s}]}", "topics", 7, "housing",
			 "id", "no name", "id", "x", "names", "y", "id", "../etc", "names", "en", "up", "id", "z", "names",
			 "en", 1, "id", "housing", "id", "housing"));
	assert_int_equal(townhall_topics(store, "en", topics), 1);
	assert_string_equal(topics[0].id, "housing");
	append(store, "townhall.set", json_pack("{s:s}", "topics", "not a list"));
	assert_int_equal(townhall_topics(store, "en", topics), 8);
}

/* --- signing in -------------------------------------------------------------------------------------------------------------
 */

static struct signing_in wideline(void)
{
	return (struct signing_in){.person = "",
				   .name = " Wideline  Pierre ",
				   .email = "wideline@example.org",
				   .language = "ht",
				   .source = "kiosk",
				   .topics = {"child-care", NULL, "housing"},
				   .question = " When do\tbuses run at night? "};
}

struct collected {
	size_t count;
	struct signing last;
};

static bool collect(void *self, const struct signing *signing)
{
	struct collected *collected = self;
	collected->count++;
	collected->last = *signing;
	return true;
}

static struct collected signings(void)
{
	struct collected collected = {0};
	ASSERT_OK(view_signings(store, collect, &collected, &err));
	return collected;
}

static void signing_in_is_one_commit(void **state)
{
	(void)state;
	struct signing_in in = wideline();
	struct registered out;
	struct person person;
	uint64_t facts = store_event_count(store);
	ASSERT_OK(townhall_sign(store, &in, &out, &err));
	assert_int_equal(store_event_count(store), facts + 3);
	assert_true(view_person(store, out.person, &person));
	assert_string_equal(person.name, "Wideline Pierre");
	assert_string_equal(person.email, "wideline@example.org");
	assert_string_equal(person.language, "ht");
	assert_true(person.checked_in_at.wall != 0);
	assert_string_equal(person.badge, ""); /* nobody has to have one */
	struct collected all = signings();
	assert_int_equal(all.count, 1);
	assert_string_equal(all.last.person, out.person);
	assert_string_equal(all.last.topics, "child-care;housing");
	assert_string_equal(all.last.question, "When do buses run at night?");
	assert_true(all.last.at.wall != 0);
}

static void a_name_is_enough(void **state)
{
	(void)state;
	struct signing_in in = {.person = "", .name = "Ana", .email = "", .question = ""};
	struct registered out;
	ASSERT_OK(townhall_sign(store, &in, &out, &err));
	assert_string_equal(signings().last.topics, "");
	assert_string_equal(signings().last.question, "");
}

static void who_is_known_is_not_registered_again(void **state)
{
	(void)state;
	struct signing_in in = wideline();
	struct registered first, again;
	struct person person;
	ASSERT_OK(townhall_sign(store, &in, &first, &err));
	in = (struct signing_in){.person = first.person, .name = "", .email = "new@example.org", .question = "And weekends?"};
	ASSERT_OK(townhall_sign(store, &in, &again, &err));
	assert_string_equal(again.person, first.person);
	assert_int_equal(view_people_count(store), 1);
	assert_true(view_person(store, first.person, &person));
	assert_string_equal(person.name, "Wideline Pierre");
	assert_string_equal(person.email, "new@example.org");
	assert_int_equal(signings().count, 2);
	append(store, "person.erased", json_pack("{s:s}", "person", first.person));
	assert_int_equal(signings().count, 0); /* what they asked goes with them */
}

static void what_cannot_be_leaves_nothing(void **state)
{
	(void)state;
	char question[QUESTION_GRAPHEMES + 2];
	memset(question, 'x', sizeof question - 1);
	question[sizeof question - 1] = '\0';
	const struct signing_in rows[] = {
		{.person = "", .name = " \t", .email = "", .question = ""},
		{.person = "", .name = "Ana", .email = "ana", .question = ""},
		{.person = "", .name = "Ana", .email = "", .question = question},
		{.person = "", .name = "Ana", .email = "", .question = "", .age = AGE_UNDER_16},
		{.person = "", .name = "Ana", .email = "ana@example.org", .question = "", .age = AGE_16_17},
		{.person = "NOBODY", .name = "Ana", .email = "", .question = ""},
	};
	uint64_t facts = store_event_count(store);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		struct registered out;
		assert_false(townhall_sign(store, &rows[i], &out, &err));
		assert_int_equal(err.code, i < 5 ? ERR_INPUT : ERR_MISSING);
		assert_string_equal(out.person, "");
	}
	assert_int_equal(store_event_count(store), facts);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(there_are_topics_before_any_were_set),
		TEST(a_hall_has_topics_of_its_own_in_its_languages),
		TEST(topics_that_cannot_be_change_nothing),
		TEST(topics_from_elsewhere_are_checked),
		TEST(signing_in_is_one_commit),
		TEST(a_name_is_enough),
		TEST(who_is_known_is_not_registered_again),
		TEST(what_cannot_be_leaves_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
