/* The JSON reader: what RFC 8259 allows is read, everything else is refused with the place, and nothing is read past the end.
 */
#include "wire/scan.h"
#include "wire/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Skips the text as one value, in a block of exactly its size so that a sanitizer sees a read past it. */
static bool accepts(const char *text, size_t size)
{
	char *copy = malloc(size + 1);
	assert_non_null(copy);
	memcpy(copy, text, size);
	copy[size] = '\0';
	struct scan scan;
	struct err err = {0};
	scan_start(&scan, copy, size);
	scan_skip(&scan);
	bool ok = scan_done(&scan, &err);
	assert_true(ok || (err.code == ERR_INPUT && err.text[0]));
	free(copy);
	return ok;
}

static void test_grammar(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		const char *why;
	} rows[] = {
		{"{}", true, "empty object"},
		{" [ ] \n", true, "white space around"},
		{"[1,2.5,-0,-1e+10,1E3,0.0]", true, "every shape of number"},
		{"{\"a\":[true,false,null]}", true, "words"},
		{"\"\\u00e9\\ud83d\\ude00\\/\\n\"", true, "escapes"},
		{"[[[[[[[[1]]]]]]]]", true, "as deep as allowed"},
		{"[[[[[[[[[1]]]]]]]]]", false, "one deeper"},
		{"", false, "nothing"},
		{"[1,]", false, "trailing comma"},
		{"[,1]", false, "leading comma"},
		{"[1 2]", false, "no comma"},
		{"{\"a\":1,}", false, "trailing comma in an object"},
		{"{\"a\" 1}", false, "no colon"},
		{"{a:1}", false, "bare key"},
		{"{1:1}", false, "number as key"},
		{"[1}", false, "wrong bracket"},
		{"[1", false, "open array"},
		{"{\"a\"", false, "open object"},
		{"\"abc", false, "open string"},
		{"\"a\\", false, "ends in an escape"},
		{"\"\\u12", false, "ends in a code"},
		{"\"\\ud83d\"", false, "half a pair"},
		{"\"\\ud83d\\u0041\"", false, "pair that is none"},
		{"\"\\u0000\"", false, "NUL, which our texts cannot hold"},
		{"\"\\x41\"", false, "unknown escape"},
		{"\"a\tb\"", false, "raw control character"},
		{"\"\xff\"", false, "not UTF-8"},
		{"\"\xed\xa0\x80\"", false, "encoded surrogate"},
		{"01", false, "leading zero"},
		{"-01", false, "leading zero behind a minus"},
		{"+1", false, "plus"},
		{"1.", false, "no digit behind the point"},
		{".5", false, "no digit before the point"},
		{"1e", false, "no exponent"},
		{"-", false, "minus alone"},
		{"1a", false, "letters behind a number"},
		{"nul", false, "cut word"},
		{"nulls", false, "longer word"},
		{"True", false, "word in capitals"},
		{"NaN", false, "no number"},
		{"{} {}", false, "two values"},
		{"\xef\xbb\xbf{}", false, "byte order mark"},
		{"'a'", false, "single quotes"},
		{"[1]//", false, "comment"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (accepts(rows[i].text, strlen(rows[i].text)) != rows[i].ok)
			fail_msg("%s: %s, expected %s", rows[i].why, rows[i].text, rows[i].ok ? "accepted" : "refused");
}

static void test_every_cut_is_refused(void **state)
{
	(void)state;
	static const char whole[] = "{\"a\":[1,{\"b\":\"x\\u00e9y\"},true],\"c\":-1.5e3}";
	for (size_t size = 0; size < sizeof whole - 1; size++)
		assert_false(accepts(whole, size));
	assert_true(accepts(whole, sizeof whole - 1));
}

static void test_deep_nesting_is_no_recursion(void **state)
{
	(void)state;
	enum { DEPTH = 100000 };
	char *text = malloc(DEPTH);
	assert_non_null(text);
	memset(text, '[', DEPTH);
	assert_false(accepts(text, DEPTH));
	free(text);
}

static void test_strings_in_place(void **state)
{
	(void)state;
	char text[] = "[\"a\\\"\\u00e9\\ud83d\\ude00z\",\"plain\"]";
	struct scan scan;
	struct span first, second;
	scan_start(&scan, text, strlen(text));
	assert_true(scan_array(&scan) && scan_item(&scan) && scan_string(&scan, &first));
	assert_true(scan_item(&scan) && scan_string(&scan, &second) && !scan_item(&scan));
	assert_true(scan_done(&scan, NULL));
	assert_string_equal(first.at, "a\"é😀z");
	assert_string_equal(second.at, "plain");
}

/* Every byte at every place of a string, and so of the eight that are looked at together. A quote ends it too early, nothing is
 * escaped by a backslash before an "a" or the closing quote, and one byte above 0x7F is no UTF-8. */
static void test_every_byte_at_every_place(void **state)
{
	(void)state;
	for (size_t length = 1; length <= 25; length++)
		for (size_t place = 0; place < length; place++)
			for (int byte = 0; byte < 256; byte++) {
				char text[32];
				memset(text, 'a', sizeof text);
				text[0] = text[length + 1] = '"';
				text[1 + place] = (char)byte;
				bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
				if (accepts(text, length + 2) != plain)
					fail_msg("byte %d at %zu of %zu", byte, place, length);
			}
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		uint64_t value;
	} rows[] = {
		{"0", true, 0},
		{"18446744073709551615", true, UINT64_MAX},
		{"18446744073709551616", false, 0},
		{"99999999999999999999999", false, 0},
		{"-1", false, 0},
		{"1.0", false, 0},
		{"1e3", false, 0},
		{"00", false, 0},
		{"\"1\"", false, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[64];
		snprintf(text, sizeof text, "%s", rows[i].text);
		struct scan scan;
		uint64_t value = 0;
		scan_start(&scan, text, strlen(text));
		bool ok = scan_number(&scan, &value) && scan_done(&scan, NULL);
		if (ok != rows[i].ok || value != rows[i].value)
			fail_msg("%s: %s, %llu", rows[i].text, ok ? "read" : "refused", (unsigned long long)value);
	}
}

/* RFC 4648 section 10, and spellings that mean the same bytes but are not the one. */
static void test_base64(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"", ""},
					       {"f", "Zg=="},
					       {"fo", "Zm8="},
					       {"foo", "Zm9v"},
					       {"foob", "Zm9vYg=="},
					       {"fooba", "Zm9vYmE="},
					       {"foobar", "Zm9vYmFy"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char text[16] = "", back[16];
		size_t size = strlen(pairs[i][0]), got;
		base64_encode(pairs[i][0], size, text);
		assert_string_equal(text, pairs[i][1]);
		assert_true(base64_decode(text, strlen(text), back, &got));
		assert_int_equal(got, size);
		assert_memory_equal(back, pairs[i][0], size);
	}
	static const char *const wrong[] = {
		"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm9v\n", "Zm 9", "Zm9-", "=Zm9"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char back[16];
		size_t got;
		if (base64_decode(wrong[i], strlen(wrong[i]), back, &got))
			fail_msg("%s was accepted as base64", wrong[i]);
	}
}

static void test_base64_all_bytes(void **state)
{
	(void)state;
	uint8_t all[256], back[256];
	char text[BASE64_LENGTH(sizeof all)];
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (uint8_t)i;
	for (size_t size = 0; size <= sizeof all; size++) {
		size_t got;
		base64_encode(all, size, text);
		assert_true(base64_decode(text, BASE64_LENGTH(size), text, &got)); /* in place */
		assert_int_equal(got, size);
		memcpy(back, text, size);
		assert_memory_equal(back, all, size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grammar),
		cmocka_unit_test(test_every_cut_is_refused),
		cmocka_unit_test(test_deep_nesting_is_no_recursion),
		cmocka_unit_test(test_strings_in_place),
		cmocka_unit_test(test_every_byte_at_every_place),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_base64_all_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
