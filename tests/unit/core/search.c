/* src/store: finding a name as it is typed, and words at an edit distance. */
#include "home.h"

#include "store/distance.h"

static const char *const names[][2] = {
	{"p-lukasz", "Łukasz Nowak"},
	{"p-soren", "Søren Sørensen"},
	{"p-obrien", "Siobhán O’Brien"},
	{"p-nunez", "María José Núñez-García"},
	{"p-garcia", "Jose García"},
	{"p-marie", "Marie Jean-Baptiste"},
	{"p-mariel", "Mariel Pierre"},
	{"p-dang", "Đặng Thị Hoa"},
	{"p-li", "李 小龙"},
	{"p-single", "Wideline"},
};

static void put(struct store *store, const char *id, const char *name, const char *email, const char *phone)
{
	append(store, "person.registered",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", id, "name", name, "email", email, "phone", phone));
}

static struct store *with_everybody(struct home *home)
{
	home_make(home);
	struct store *store = home_open(home, STORE_WRITE);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		put(store, names[i][0], names[i][1], "", "");
	return store;
}

static void finds_every_way_of_typing(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		const char *found[3]; /* in order; the rest is not looked at */
		size_t exact;
	} rows[] = {
		{"lukasz", {"p-lukasz"}, 1},
		{"ŁUKASZ", {"p-lukasz"}, 1},
		{"now l", {"p-lukasz"}, 1}, /* any order */
		{"soren", {"p-soren"}, 1},
		{"obrien", {"p-obrien"}, 1},
		{"O'Brien", {"p-obrien"}, 1},
		{"nunez", {"p-nunez"}, 1},
		{"garcia", {"p-garcia", "p-nunez"}, 2}, /* every word counts, not only the first or last */
		{"jos garc", {"p-garcia", "p-nunez"}, 2},
		{"marie", {"p-marie", "p-mariel"}, 2}, /* the whole word before the longer one */
		{"dang", {"p-dang"}, 1},
		{"李", {"p-li"}, 1},
		{"wide", {"p-single"}, 1},
		{"  jean   marie ", {"p-marie"}, 1},
		{"brien", {NULL}, 0}, /* inside a word is no beginning */
		{"zzz", {NULL}, 0},
		{"", {NULL}, 0},
		{"' - .", {NULL}, 0},
	};
	struct home home;
	struct store *store = with_everybody(&home);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct hit hits[10];
		size_t total, count = view_find(store, rows[i].typed, hits, 10, &total);
		if (total != rows[i].exact)
			fail_msg("'%s': %zu exact, expected %zu", rows[i].typed, total, rows[i].exact);
		for (size_t n = 0; n < 3 && rows[i].found[n]; n++)
			if (n >= count || strcmp(hits[n].person, rows[i].found[n]) != 0 || hits[n].near)
				fail_msg("'%s': hit %zu is %s, expected %s", rows[i].typed, n,
					 n < count ? hits[n].person : "none", rows[i].found[n]);
		for (size_t n = rows[i].exact; n < count; n++)
			assert_true(hits[n].near);
	}
	store_close(store);
	home_remove(&home);
}

static void forgives_a_slip(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *found;
	} rows[] = {
		{"lukazs", "p-lukasz"},  /* swapped */
		{"likasz", "p-lukasz"},  /* changed */
		{"lkasz", "p-lukasz"},   /* left out */
		{"luukasz", "p-lukasz"}, /* doubled */
		{"sorenson", "p-soren"}, /* changed near the end of a long word */
		{"garzia jos", "p-garcia"},
		{"widel1ne", "p-single"},
		{"batiste", "p-marie"},
		{"mary baptiste", "p-marie"},
		{"mxxie", NULL}, /* two slips in a short word are too many */
		{"xi", NULL},    /* short words must be right */
	};
	struct home home;
	struct store *store = with_everybody(&home);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct hit hits[10];
		size_t count = view_find(store, rows[i].typed, hits, 10, NULL);
		if (rows[i].found && (count == 0 || strcmp(hits[0].person, rows[i].found) != 0 || !hits[0].near))
			fail_msg("'%s': %s, expected %s", rows[i].typed, count ? hits[0].person : "none", rows[i].found);
		if (!rows[i].found && count)
			fail_msg("'%s': %s, expected nobody", rows[i].typed, hits[0].person);
	}
	struct hit one[1];
	assert_int_equal(view_find(store, "marie", one, 1, NULL), 1); /* full of exact hits: no near ones */
	assert_false(one[0].near);
	store_close(store);
	home_remove(&home);
}

static void finds_by_contact(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *found;
	} rows[] = {
		{"jrbap", "P1"},
		{"JRBAPTISTE@example.org", "P1"},
		{"jrb", NULL}, /* fewer than four characters */
		{"0137", "P1"},
		{"555-0137", "P1"},
		{"(305) 555 0137", "P1"},
		{"137", NULL},
		{"3055", NULL}, /* not the end */
		{"@example.org", NULL},
	};
	struct home home;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	put(store, "P1", "Marie", "jrbaptiste@example.org", "+13055550137");
	put(store, "P2", "Ana", "ana@example.org", "+13055550199");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct hit hits[4];
		size_t count = view_find(store, rows[i].typed, hits, 4, NULL);
		if (count != (rows[i].found ? 1 : 0) || (count && strcmp(hits[0].person, rows[i].found) != 0))
			fail_msg("'%s': %zu found", rows[i].typed, count);
	}
	store_close(store);
	home_remove(&home);
}

static size_t count_of(struct store *store, const char *text)
{
	struct hit hits[10];
	size_t total;
	view_find(store, text, hits, 10, &total);
	return total;
}

static void follows_changes_and_erasure(void **state)
{
	(void)state;
	struct home home;
	struct store *store = with_everybody(&home);
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "p-lukasz", "name", "Lucas Novak"));
	assert_int_equal(count_of(store, "lukasz"), 0);
	assert_int_equal(count_of(store, "novak"), 1);
	append(store, "person.erased", json_pack("{s:s}", "person", "p-lukasz"));
	assert_int_equal(count_of(store, "novak"), 0);
	assert_int_equal(view_people_count(store), sizeof names / sizeof names[0] - 1);
	append(store, "person.merged", json_pack("{s:s, s:s}", "person", "p-marie", "into", "p-mariel"));
	assert_int_equal(view_people_count(store), sizeof names / sizeof names[0] - 2);
	assert_int_equal(count_of(store, "garcia"), 2);
	put(store, "late", "Garciela Zuñiga", "", "");
	assert_int_equal(count_of(store, "garci"), 3);
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "unheard", "name", "Garcia Early"));
	assert_int_equal(count_of(store, "garci"), 3); /* changed before registered: nobody yet */
	put(store, "unheard", "Garcia Early", "", "");
	assert_int_equal(count_of(store, "garci"), 4);
	store_close(store);
	home_remove(&home);
}

/* Optimal string alignment to the nearest beginning of `word`, by the book. */
static unsigned slow_distance(const char *typed, const char *word)
{
	unsigned d[16][16], best = (unsigned)strlen(typed);
	size_t n = strlen(typed), m = strlen(word);
	for (size_t i = 0; i <= n; i++)
		for (size_t j = 0; j <= m; j++) {
			unsigned least = (unsigned)(i > j ? i : j);
			if (i && j) {
				least = d[i - 1][j - 1] + (typed[i - 1] != word[j - 1]);
				least = d[i - 1][j] + 1 < least ? d[i - 1][j] + 1 : least;
				least = d[i][j - 1] + 1 < least ? d[i][j - 1] + 1 : least;
				if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1] &&
				    d[i - 2][j - 2] + 1 < least)
					least = d[i - 2][j - 2] + 1;
			}
			d[i][j] = least;
			if (i == n && least < best)
				best = least;
		}
	return best;
}

static unsigned step_through(const struct typed_word *typed, const char *word)
{
	struct column columns[16];
	distance_begin(typed, &columns[0]);
	unsigned best = columns[0].whole;
	for (size_t i = 1; i <= strlen(word); i++) {
		distance_step(typed, i > 1 ? &columns[i - 2] : NULL, &columns[i - 1], i, i > 1 ? word[i - 2] : '\0',
			      word[i - 1], &columns[i]);
		best = columns[i].whole < best ? columns[i].whole : best;
		if (columns[i].least > typed->most)
			break;
	}
	return best;
}

static void distance_agrees_with_the_book(void **state)
{
	(void)state;
	uint32_t seed = 12345;
	for (int round = 0; round < 200000; round++) {
		char texts[2][12];
		for (int t = 0; t < 2; t++) {
			size_t length = 1 + (seed = seed * 1664525 + 1013904223) / 65536 % 9;
			for (size_t i = 0; i < length; i++)
				texts[t][i] = (char)('a' + (seed = seed * 1664525 + 1013904223) / 65536 % 3);
			texts[t][length] = '\0';
		}
		struct typed_word typed;
		typed_word_set(&typed, texts[0], strlen(texts[0]));
		unsigned expected = slow_distance(texts[0], texts[1]), got = step_through(&typed, texts[1]);
		if (expected <= typed.most ? got != expected : got <= typed.most)
			fail_msg("%s %s: %u, expected %u", texts[0], texts[1], got, expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_every_way_of_typing),
		cmocka_unit_test(forgives_a_slip),
		cmocka_unit_test(finds_by_contact),
		cmocka_unit_test(follows_changes_and_erasure),
		cmocka_unit_test(distance_agrees_with_the_book),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
