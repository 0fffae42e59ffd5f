/* src/base/text: cleaning, cutting and folding. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void folds_letters_that_unicode_does_not_decompose(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *folded;
	} rows[] = {
		{"José", "jose"},
		{"Łukasz", "lukasz"},
		{"Søren", "soren"},
		{"Đặng", "dang"},
		{"Straße", "strasse"},
		{"Ægir Þór", "aegir thor"},
		{"O’Brien", "obrien"},
		{"D'Ángelo-Núñez", "dangelo nunez"},
		{"  MARÍA   José ", "maria jose"},
		{"N\xCC\x83\xC3\xA1ndu", "nandu"}, /* decomposed n + tilde, composed á */
		{"ﬁancé", "fiance"},
		{"李 小龙", "李 小龙"},
		{"", ""},
		{"---", ""},
		{"bad\xFFmid", "bad mid"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[64];
		size_t n = text_fold(rows[i].typed, out, sizeof out);
		assert_string_equal(out, rows[i].folded);
		assert_int_equal(n, strlen(out));
	}
}

static void first_letters_are_made_large_and_small(void **state)
{
	(void)state;
	static const struct {
		const char *words, *begun;
	} rows[] = {{"jueves, 12 de marzo", "Jueves, 12 de marzo"},
		    {"évènman", "Évènman"},
		    {"ĳs", "Ĳs"},
		    {"Jedi 12 mas", "Jedi 12 mas"},
		    {"12 mar", "12 mar"}};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[64];
		text_copy(out, sizeof out, rows[i].words);
		assert_true(text_capital(out, sizeof out));
		assert_string_equal(out, rows[i].begun);
	}
	char language[] = "Árabe", nothing[4] = "";
	assert_true(text_small(language, sizeof language));
	assert_string_equal(language, "árabe");
	assert_false(text_small(nothing, sizeof nothing));
	char none[4] = "", tight[5] = "ɐab"; /* the capital of ɐ has three bytes, one more than there is room for */
	assert_false(text_capital(none, sizeof none));
	assert_false(text_capital(tight, sizeof tight));
	assert_string_equal(tight, "ɐab");
}

static void fold_never_passes_its_buffer(void **state)
{
	(void)state;
	char out[8];
	for (size_t size = 1; size <= sizeof out; size++) {
		memset(out, 'x', sizeof out);
		size_t n = text_fold("Ñandú Éric Straße", out, size);
		assert_true(n < size);
		assert_int_equal(out[n], '\0');
		for (size_t i = size; i < sizeof out; i++)
			assert_int_equal(out[i], 'x');
	}
}

static void tidy_keeps_names_and_drops_what_is_not_text(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *kept;
		size_t graphemes;
		bool whole;
	} rows[] = {
		{"  María   José\tGarcía\n", "María José García", 80, true},
		{"a\x01z", "az", 80, true},
		{"Mari\xE2\x80\xAEsol", "Marisol", 80, true}, /* right-to-left override */
		{"N\xCC\x83", "Ñ", 80, true},
		{"Jean-Robert", "Jean", 4, false},
		{"x\xFFy", "x\xEF\xBF\xBDy", 80, true},
		{"   ", "", 80, true},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[128];
		bool whole = text_tidy(rows[i].typed, out, sizeof out, rows[i].graphemes);
		assert_string_equal(out, rows[i].kept);
		assert_int_equal(whole, rows[i].whole);
	}
}

static void cuts_at_graphemes_not_bytes(void **state)
{
	(void)state;
	char text[32] = "Zoe\xCC\x88"; /* e + diaeresis is one letter to a person */
	assert_int_equal(text_graphemes(text), 3);
	assert_true(text_drop_last(text));
	assert_string_equal(text, "Zo");
	char empty[4] = "";
	assert_false(text_drop_last(empty));
	char small[4];
	assert_false(text_copy(small, sizeof small, "aéé"));
	assert_string_equal(small, "aé");
	assert_false(text_copy(small, sizeof small, "abéé"));
	assert_string_equal(small, "ab");
}

static void masks_contacts(void **state)
{
	(void)state;
	char out[64];
	text_mask_email("marisol@example.org", out, sizeof out);
	assert_string_equal(out, "m••••@example.org");
	text_mask_email("not an address", out, sizeof out);
	assert_string_equal(out, "");
	text_mask_phone("+13055550137", out, sizeof out);
	assert_string_equal(out, "•••-•••-••37");
	text_mask_phone("7", out, sizeof out);
	assert_string_equal(out, "");
}

static void tells_clean_text(void **state)
{
	(void)state;
	assert_true(text_is_clean("Peña", 5, false));
	assert_false(text_is_clean("a\nb", 3, false));
	assert_true(text_is_clean("a\nb", 3, true));
	assert_false(text_is_clean("a\0b", 3, true));
	assert_false(text_is_clean("\xC3", 1, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds_letters_that_unicode_does_not_decompose),
		cmocka_unit_test(first_letters_are_made_large_and_small),
		cmocka_unit_test(fold_never_passes_its_buffer),
		cmocka_unit_test(tidy_keeps_names_and_drops_what_is_not_text),
		cmocka_unit_test(cuts_at_graphemes_not_bytes),
		cmocka_unit_test(masks_contacts),
		cmocka_unit_test(tells_clean_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
