/* src/lang: reading .po files and their plural rules, filling in, dates; and the lint of the words that ship. */
#include "lang/catalog.h"

#include "base/text.h"
#include "lang/plural.h"
#include "lang/po.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#define HEADER(short) \
	"msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\"X-Language-Name: Test\\n\"\n" \
	"\"X-Language-Short: " short "\\n\"\n\n"

static char dir[] = "/tmp/lanyard-catalog-XXXXXX";

static void put(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int make_dir(void **state)
{
	(void)state;
	setenv("TZ", "America/New_York", 1);
	tzset();
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	static const char *const files[] = {"en.po", "es.po"};
	char path[128];
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, files[i]);
		unlink(path);
	}
	return rmdir(dir);
}

/* --- plural rules --- */

static void plural_rules_of_real_languages(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		unsigned long n[8];
		size_t form[8];
		size_t rows;
	} rules[] = {
		{"nplurals=2; plural=(n != 1);\n", {0, 1, 2, 11}, {1, 0, 1, 1}, 4},
		{"nplurals=2; plural=(n > 1);", {0, 1, 2}, {0, 0, 1}, 3},
		{"nplurals=1; plural=0;", {0, 1, 99}, {0, 0, 0}, 3},
		{"nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
		 {1, 11, 21, 2, 12, 22, 5, 111},
		 {0, 2, 0, 1, 2, 1, 2, 2},
		 8},
		{"nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
		 {0, 1, 2, 3, 11, 100, 102, 110},
		 {0, 1, 2, 3, 4, 5, 5, 3},
		 8},
		{"nplurals=2; plural=!(n==1);", {0, 1}, {1, 0}, 2},
		{"nplurals=5; plural=(7-2-1)*2/3+1-1;", {0}, {2}, 1},
	};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct plural plural;
		assert_true(plural_read(rules[i].rule, &plural));
		for (size_t k = 0; k < rules[i].rows; k++)
			assert_int_equal(plural_form(&plural, rules[i].n[k]), rules[i].form[k]);
	}
}

static void broken_plural_rules_are_refused(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"",
		"nplurals=2;",
		"nplurals=0; plural=0;",
		"nplurals=7; plural=0;",
		"nplurals=2; plural=;",
		"nplurals=2; plural=n;",
		"nplurals=2; plural=(n != 1;",
		"nplurals=2; plural=n != 1);",
		"nplurals=2; plural=n ? 1;",
		"nplurals=2; plural=1/n;",
		"nplurals=2; plural=n%0;",
		"nplurals=2; plural=x;",
		"nplurals=2; plural=n == ;",
		"nplurals=2; plural=((((((((((((((((((((((((((((((((0))))))))))))))))))))))))))))))));",
		"nplurals=2; plural=!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!n;",
	};
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		struct plural plural;
		assert_false(plural_read(rules[i], &plural));
	}
}

/* --- files --- */

static void reads_what_translators_tools_write(void **state)
{
	(void)state;
	put("en.po", "# A comment.\n" HEADER(
			     "EN") "#. for translators\n#: screens/name.c\n#, c-format\nmsgid \"long\"\nmsgstr \"\"\n"
				   "\"One line,\\n\"\n  \"a \\\"quoted\\\" one \\\\ and\\ta tab.\"\n\n"
				   "msgid \"many\"\nmsgid_plural \"many\"\nmsgstr[0] \"{n} thing\"\nmsgstr[1] \"{n} things\"\n"
				   "#~ msgid \"gone\"\n#~ msgstr \"Gone\"\n#, fuzzy\nmsgid \"doubtful\"\nmsgstr \"Perhaps\"\n\n"
				   "msgid \"last\"\nmsgstr \"Last\"");
	struct err err = {0};
	struct catalog *catalog = catalog_open(dir, "en", &err);
	assert_string_equal(err.text, "");
	assert_non_null(catalog);
	assert_string_equal(say(catalog, 0, "long"), "One line,\na \"quoted\" one \\ and\ta tab.");
	assert_string_equal(say(catalog, 0, "last"), "Last");
	assert_string_equal(say(catalog, 0, "doubtful"), "[doubtful]");
	assert_string_equal(say(catalog, 0, "gone"), "[gone]");
	assert_string_equal(say_count(catalog, 0, "many", 1), "{n} thing");
	assert_string_equal(say_count(catalog, 0, "many", 0), "{n} things");
	assert_string_equal(say_count(catalog, 0, "last", 5), "Last");
	assert_string_equal(say_count(catalog, 0, "none", 5), "[none]");
	assert_string_equal(catalog_short(catalog, 0), "EN");
	assert_string_equal(catalog_key(catalog, 0), "last");
	assert_string_equal(catalog_key(catalog, 2), "many");
	assert_null(catalog_key(catalog, 3));
	catalog_close(catalog);
}

static void a_wrong_file_is_refused_with_its_line_or_key(void **state)
{
	(void)state;
	static const struct {
		const char *en, *es, *says;
	} rows[] = {
		{"", NULL, "en.po is empty"},
		{"msgid \"a\"\nmsgstr \"A\"\n", NULL, "does not begin with a header"},
		{"msgid \"\"\nmsgstr \"X-Language-Name: T\\n\"\n", NULL, "Plural-Forms"},
		{"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=1; plural=0;\\n\"\n", NULL, "X-Language-Name"},
		{HEADER("E") "msgid \"a\"\n", NULL, "no msgstr"},
		{HEADER("E") "msgid \"a\"\nmsgid \"b\"\nmsgstr \"B\"\n", NULL, "line 8: the entry before"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\n", NULL, "line 8: the text does not end"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\" x\n", NULL, "does not end"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"\\q\"\n", NULL, "backslash"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"\\", NULL, "backslash"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"\"\n", NULL, "line 7: \"a\" needs 1 text"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\"\nmsgstr \"B\"\n", NULL, "number them in order"},
		{HEADER("E") "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"A\"\n", NULL, "needs 2 texts"},
		{HEADER("E") "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[1] \"A\"\n", NULL, "in order"},
		{HEADER("E") "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[9] \"A\"\n", NULL, "in order"},
		{HEADER("E") "msgctxt \"menu\"\nmsgid \"a\"\nmsgstr \"A\"\n", NULL, "line 7: only msgid"},
		{"\"loose\"\n", NULL, "line 1: a quoted text"},
		{"msgstr \"A\"\n", NULL, "take turns"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"\xFF\"\n", NULL, "not UTF-8"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\"\nmsgid \"a\"\nmsgstr \"B\"\n", NULL, "\"a\" twice"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\"\n", HEADER("S"), "es.po has no text for \"a\""},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\"\n", HEADER("S") "#, fuzzy\nmsgid \"a\"\nmsgstr \"A\"\n",
		 "no text for \"a\""},
		{HEADER("E"), HEADER("S") "msgid \"a\"\nmsgstr \"A\"\n", "no \"a\" in en.po"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"A\"\n",
		 HEADER("S") "msgid \"a\"\nmsgid_plural \"a\"\nmsgstr[0] \"A\"\nmsgstr[1] \"B\"\n", "plural in one language"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"Hi {name}\"\n", HEADER("S") "msgid \"a\"\nmsgstr \"Hola\"\n",
		 "es.po: \"a\" lacks {name}, which en.po has"},
		{HEADER("E") "msgid \"a\"\nmsgstr \"Hi\"\n", HEADER("S") "msgid \"a\"\nmsgstr \"Hola {name}\"\n",
		 "en.po: \"a\" lacks {name}, which es.po has"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		put("en.po", rows[i].en);
		put("es.po", rows[i].es ? rows[i].es : "");
		struct err err = {0};
		struct catalog *catalog = catalog_open(dir, rows[i].es ? "en,es" : "en", &err);
		assert_null(catalog);
		if (!strstr(err.text, rows[i].says))
			fail_msg("row %zu: \"%s\" does not say \"%s\"", i, err.text, rows[i].says);
		assert_non_null(strchr(err.text, ';')); /* what to do */
	}
}

static void language_codes_are_checked(void **state)
{
	(void)state;
	static const struct {
		const char *languages;
		bool opens;
	} rows[] = {
		{"en", true},
		{"en,es", true},
		{" en, es,", true},
		{"en,,es", true},
		{"", false},
		{"e", false},
		{"../en", false},
		{"EN", false},
		{"english12", false},
		{"en,xx", false},
		{"en,en,en,en,en,en,en,en,en", false},
	};
	put("en.po", HEADER("E") "msgid \"a\"\nmsgstr \"A\"\n");
	put("es.po", HEADER("S") "msgid \"a\"\nmsgstr \"A\"\n");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		struct catalog *catalog = catalog_open(dir, rows[i].languages, &err);
		if (rows[i].opens != (catalog != NULL) || rows[i].opens == (err.text[0] != '\0'))
			fail_msg("\"%s\": %s", rows[i].languages, err.text);
		catalog_close(catalog);
	}
}

/* --- filling in --- */

static void fills_placeholders_and_cuts_at_characters(void **state)
{
	(void)state;
	char out[64];
	assert_string_equal(say_fill(out, sizeof out, "Hi {name}, {n} of {n}!", "n", "3", "name", "José {n}", NULL),
			    "Hi José {n}, 3 of 3!");
	assert_string_equal(say_fill(out, sizeof out, "{a}{b}", "b", "", NULL), "{a}");
	assert_string_equal(say_fill(out, sizeof out, "{ {} {A} }{", "a", "1", NULL), "{ {} {A} }{");
	assert_string_equal(say_fill(out, sizeof out, "", NULL), "");
	for (size_t size = 1; size < 12; size++) {
		memset(out, 'x', sizeof out);
		say_fill(out, size, "á{v}é", "v", "ñññ", NULL);
		assert_true(strlen(out) < size);
		assert_true(text_is_clean(out, strlen(out), false));
		assert_int_equal(out[size], 'x');
	}
}

static void languages_change_places(void **state)
{
	(void)state;
	struct err err = {0};
	struct catalog *catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	assert_non_null(catalog);
	catalog_reorder(catalog, "ht, xx,es");
	assert_string_equal(catalog_code(catalog, 0), "ht");
	assert_string_equal(catalog_code(catalog, 1), "es");
	assert_string_equal(catalog_code(catalog, 2), "en");
	assert_string_equal(say(catalog, 0, "answer.no"), "Non");
	assert_string_equal(say(catalog, 2, "dock.back"), "Back");
	assert_string_equal(say_count(catalog, 2, "pin.wrong", 1), "That PIN isn’t right. {n} try left.");
	assert_string_equal(say_count(catalog, 2, "pin.wrong", 2), "That PIN isn’t right. {n} tries left.");
	assert_string_equal(catalog_short(catalog, 1), "ES");
	assert_int_equal(catalog_language(catalog, "en"), 2);
	catalog_reorder(catalog, "");
	assert_string_equal(catalog_code(catalog, 0), "ht");
	catalog_close(catalog);
}

/* --- the words that ship --- */

static struct catalog *words(void)
{
	struct err err = {0};
	struct catalog *catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	if (!catalog)
		fail_msg("%s", err.text);
	return catalog;
}

static void times_and_dates_in_three_languages(void **state)
{
	(void)state;
	static const int64_t afternoon = 1773336240000, midnight = 1773288000000; /* 2026-03-12 13:24 and 00:00 in Miami */
	static const char *const times[] = {"1:24 PM", "1:24 p.\u00A0m.", "1:24 PM"};
	static const char *const nights[] = {"12:00 AM", "12:00 a.\u00A0m.", "12:00 AM"};
	static const char *const longs[] = {"Thursday, March 12", "jueves, 12 de marzo", "Jedi 12 mas"};
	static const char *const shorts[] = {"Mar 12, 2026", "12 mar 2026", "12 mas 2026"};
	struct catalog *catalog = words();
	for (size_t i = 0; i < 3; i++) {
		char out[64];
		say_time(catalog, i, afternoon, out, sizeof out);
		assert_string_equal(out, times[i]);
		say_time(catalog, i, midnight, out, sizeof out);
		assert_string_equal(out, nights[i]);
		say_date_long(catalog, i, midnight, out, sizeof out);
		assert_string_equal(out, longs[i]);
		say_date_short(catalog, i, afternoon, out, sizeof out);
		assert_string_equal(out, shorts[i]);
	}
	catalog_close(catalog);
}

static void languages_name_themselves(void **state)
{
	(void)state;
	struct catalog *catalog = words();
	assert_int_equal(catalog_count(catalog), 3);
	assert_string_equal(catalog_name(catalog, 2), "Kreyòl ayisyen");
	assert_string_equal(catalog_short(catalog, 1), "ES");
	assert_int_equal(catalog_language(catalog, "ht"), 2);
	assert_int_equal(catalog_language(catalog, "zz"), 0);
	assert_string_equal(catalog_code(catalog, 99), "en");
	assert_string_equal(say_count(catalog, 2, "consent.left", 1), "Rete {n} repons");
	assert_string_equal(say_count(catalog, 1, "consent.left", 1), "Falta {n} respuesta");
	catalog_close(catalog);
}

static size_t count_words(const char *text)
{
	size_t count = 0;
	for (bool in = false; *text; text++) {
		count += *text != ' ' && !in;
		in = *text != ' ';
	}
	return count;
}

/* Whether a text is more than placeholders and signs, so that it can be the same in two languages. */
static bool has_words(const char *text)
{
	char folded[512];
	text_fold(text, folded, sizeof folded);
	return !strchr(text, '{') && strchr(folded, ' ');
}

static void each_form(struct catalog *catalog, void (*check)(const char *key, const char *const *texts))
{
	const char *key;
	for (size_t i = 0; (key = catalog_key(catalog, i)); i++) {
		for (unsigned long n = 1; n <= 2; n++) {
			const char *texts[LANGUAGES_MOST];
			for (size_t l = 0; l < catalog_count(catalog); l++)
				texts[l] = say_count(catalog, l, key, n);
			check(key, texts);
		}
	}
}

static void check_translated(const char *key, const char *const *texts)
{
	for (size_t l = 1; l < 3; l++)
		if (text_graphemes(texts[0]) > 12 && has_words(texts[0]) && strcmp(texts[0], texts[l]) == 0)
			fail_msg("%s is still English: %s", key, texts[l]);
}

static void no_english_is_left(void **state)
{
	(void)state;
	struct catalog *catalog = words();
	each_form(catalog, check_translated);
	catalog_close(catalog);
}

static void check_button(const char *key, const char *const *texts)
{
	static const char *const also[] = {"welcome.start", "contact.skip", "key.clear"};
	const char *end = strrchr(key, '.');
	bool button = strncmp(key, "dock.", 5) == 0 || (end && strcmp(end, ".button") == 0);
	for (size_t i = 0; i < sizeof also / sizeof also[0]; i++)
		button |= strcmp(key, also[i]) == 0;
	for (size_t l = 0; button && l < 3; l++)
		if (count_words(texts[l]) > 4)
			fail_msg("%s: a button says at most 4 words: %s", key, texts[l]);
	if (end && strcmp(end, ".title") == 0 && count_words(texts[0]) > 12)
		fail_msg("%s: a title says at most 12 words: %s", key, texts[0]);
}

static void buttons_are_short(void **state)
{
	(void)state;
	struct catalog *catalog = words();
	each_form(catalog, check_button);
	catalog_close(catalog);
}

static void check_plain(const char *key, const char *const *texts)
{
	static const char *const avoided[] = {"please", "oops", "invalid", "error", "submit", "user", "utilize"};
	char folded[1024] = " ";
	size_t length = text_fold(texts[0], folded + 1, sizeof folded - 2);
	memcpy(folded + 1 + length, " ", 2);
	for (size_t i = 0; i < sizeof avoided / sizeof avoided[0]; i++) {
		char word[32];
		snprintf(word, sizeof word, " %s ", avoided[i]);
		if (strstr(folded, word))
			fail_msg("%s says \"%s\": %s", key, avoided[i], texts[0]);
	}
	bool glad = strncmp(key, "badge.", 6) == 0 || strncmp(key, "done.", 5) == 0;
	for (size_t l = 0; !glad && l < 3; l++)
		if (strchr(texts[l], '!'))
			fail_msg("%s: only the badge and the farewell exclaim: %s", key, texts[l]);
}

static void words_are_plain(void **state)
{
	(void)state;
	struct catalog *catalog = words();
	each_form(catalog, check_plain);
	catalog_close(catalog);
}

/* gettext's own opinion of our files. */
static void msgfmt_accepts_every_file(void **state)
{
	(void)state;
	int status = system("for po in " ASSETS
			    "/lang/*.po; do msgfmt --check --check-format -o /dev/null \"$po\" || exit 1; done");
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plural_rules_of_real_languages),
		cmocka_unit_test(broken_plural_rules_are_refused),
		cmocka_unit_test(reads_what_translators_tools_write),
		cmocka_unit_test(a_wrong_file_is_refused_with_its_line_or_key),
		cmocka_unit_test(language_codes_are_checked),
		cmocka_unit_test(fills_placeholders_and_cuts_at_characters),
		cmocka_unit_test(times_and_dates_in_three_languages),
		cmocka_unit_test(languages_change_places),
		cmocka_unit_test(languages_name_themselves),
		cmocka_unit_test(no_english_is_left),
		cmocka_unit_test(buttons_are_short),
		cmocka_unit_test(words_are_plain),
		cmocka_unit_test(msgfmt_accepts_every_file),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
