/* src/badge/token: what a scan is, and that nothing but an unaltered token of this fair is ever valid. */
#include "badge/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

static const uint8_t key[32] = {1, 2, 3, 4, 5};
static const uint8_t other_key[32] = {9, 8, 7};
static const char fair[] = "0123456789ABCDEFGHJKMNPQRS";
static const char other_fair[] = "ZYXWVTSRQPNMKJHGFEDCBA9876";

static enum token_verdict read_bytes(const char *scan, size_t size, struct token *out)
{
	/* An exact copy on the heap, so that a sanitizer sees every byte read too far. */
	char *copy = malloc(size ? size : 1);
	assert_non_null(copy);
	memcpy(copy, scan, size);
	enum token_verdict verdict = token_read(key, fair, copy, size, out);
	free(copy);
	return verdict;
}

static enum token_verdict read_text(const char *scan)
{
	struct token token;
	return read_bytes(scan, strlen(scan), &token);
}

static void a_new_token_is_valid_and_says_its_badge(void **state)
{
	(void)state;
	char text[TOKEN_TEXT], again[TOKEN_TEXT];
	struct token made, got;
	token_make(key, fair, text, &made);
	assert_int_equal(strlen(text), 33);
	assert_int_equal(text[0], 'L');
	assert_int_equal(strlen(made.badge), 16);
	assert_int_equal(read_bytes(text, 33, &got), TOKEN_VALID);
	assert_memory_equal(&got, &made, sizeof made);
	assert_true(token_for_badge(key, made.badge, again));
	assert_string_equal(again, text);
	assert_false(token_for_badge(key, "not a print id", again));
	assert_false(token_for_badge(key, "", again));
}

static void two_tokens_differ(void **state)
{
	(void)state;
	char one[TOKEN_TEXT], two[TOKEN_TEXT];
	struct token token;
	token_make(key, fair, one, &token);
	token_make(key, fair, two, &token);
	assert_string_not_equal(one, two);
}

/* The format is a promise to badges that are already printed. */
static void a_token_printed_long_ago_still_reads(void **state)
{
	(void)state;
	char text[TOKEN_TEXT];
	assert_true(token_for_badge(key, "3RM4HZXVE7K2Q9MT", text));
	assert_string_equal(text, "L440HWA28ZYXQ3SHBMTDFPQD7X88PY3S3");
}

static void scanners_add_things(void **state)
{
	(void)state;
	char text[TOKEN_TEXT], scan[128], lower[TOKEN_SHORT + 1];
	struct token token;
	token_make(key, fair, text, &token);
	for (size_t i = 0; i < sizeof lower; i++)
		lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
	assert_int_equal(read_text(lower), TOKEN_VALID);
	static const char *const shapes[] = {
		"%s\r\n", "\n%s", " \t%s \r", "]Q3%s", "]Q1%s\r", "]d2%s", "\\000026%s", "]Q2\\000026%s\n",
	};
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(scan, sizeof scan, shapes[i], text);
#pragma GCC diagnostic pop
		assert_int_equal(read_text(scan), TOKEN_VALID);
	}
}

/* What people type for 0 and 1. */
static void letters_o_i_l_are_digits(void **state)
{
	(void)state;
	char text[TOKEN_TEXT];
	struct token token;
	do {
		token_make(key, fair, text, &token);
	} while (!strchr(text, '0') || !strchr(text, '1'));
	*strchr(text, '0') = 'O';
	*strchr(text, '1') = 'i';
	assert_int_equal(read_text(text), TOKEN_VALID);
}

static void what_is_not_a_token_is_malformed(void **state)
{
	(void)state;
	static const char *const scans[] = {
		"",
		"L",
		" ",
		"]Q3",
		"\\000026",
		"]",
		"]Q",
		"\\00002",
		"https://example.org/t/123",
		"BEGIN:VCARD",
		"1234567890123",
		"LLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLLL",
		"M04000000000000000000000000000000",
		"L!4000000000000000000000000000000X",
		"LU4000000000000000000000000000000",
		"José",
		"\xFF\xFE\x00\x01",
	};
	for (size_t i = 0; i < sizeof scans / sizeof scans[0]; i++)
		assert_int_equal(read_text(scans[i]), TOKEN_MALFORMED);
}

static void too_long_binary_and_nul_are_malformed(void **state)
{
	(void)state;
	char text[TOKEN_TEXT], scan[4096];
	struct token token;
	token_make(key, fair, text, &token);
	memset(scan, ' ', sizeof scan);
	memcpy(scan, text, TOKEN_SHORT);
	assert_int_equal(read_bytes(scan, SCAN_MOST, &token), TOKEN_VALID);
	assert_int_equal(read_bytes(scan, SCAN_MOST + 1, &token), TOKEN_MALFORMED);
	assert_int_equal(read_bytes(scan, sizeof scan, &token), TOKEN_MALFORMED);
	for (size_t cut = 0; cut < TOKEN_SHORT; cut++)
		assert_int_equal(read_bytes(text, cut, &token), TOKEN_MALFORMED);
	for (size_t at = 0; at <= TOKEN_SHORT; at++) {
		memcpy(scan, text, TOKEN_SHORT + 1);
		memmove(scan + at + 1, scan + at, TOKEN_SHORT + 1 - at);
		scan[at] = '\0';
		assert_int_equal(read_bytes(scan, TOKEN_SHORT + 1, &token), TOKEN_MALFORMED);
		scan[at] = '0';
		assert_int_not_equal(read_bytes(scan, TOKEN_SHORT + 1, &token), TOKEN_VALID);
	}
	for (size_t at = 0; at < TOKEN_SHORT; at++) {
		memcpy(scan, text, TOKEN_SHORT + 1);
		scan[at] = '\0';
		assert_int_equal(read_bytes(scan, TOKEN_SHORT, &token), TOKEN_MALFORMED);
	}
	for (int i = 0; i < 2000; i++) {
		rand_bytes(scan, sizeof scan);
		assert_int_not_equal(read_bytes(scan, randombytes_uniform(sizeof scan), &token), TOKEN_VALID);
	}
}

/* Every bit of the 20 bytes, and every other character at every place of the text. */
static void no_altered_token_is_valid(void **state)
{
	(void)state;
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char text[TOKEN_TEXT], altered[TOKEN_TEXT];
	uint8_t bytes[TOKEN_BYTES];
	struct token token;
	token_make(key, fair, text, &token);
	assert_true(base32_decode(text + 1, TOKEN_SHORT - 1, bytes, sizeof bytes));
	altered[0] = 'L';
	for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		base32_encode(bytes, sizeof bytes, altered + 1);
		enum token_verdict verdict = read_bytes(altered, TOKEN_SHORT, &token);
		assert_int_equal(verdict, bit < 8 ? TOKEN_NEWER : bit >= 16 && bit < 48 ? TOKEN_FOREIGN : TOKEN_FORGED);
		assert_string_equal(token.badge, ""); /* a refused token names no badge */
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	for (size_t at = 1; at < TOKEN_SHORT; at++) {
		for (const char *c = alphabet; *c; c++) {
			if (*c == text[at])
				continue;
			memcpy(altered, text, TOKEN_SHORT + 1);
			altered[at] = *c;
			assert_int_not_equal(read_bytes(altered, TOKEN_SHORT, &token), TOKEN_VALID);
		}
	}
}

static void another_fairs_badge_is_foreign_and_a_guess_is_forged(void **state)
{
	(void)state;
	char text[TOKEN_TEXT];
	struct token token;
	token_make(other_key, other_fair, text, &token);
	assert_int_equal(read_text(text), TOKEN_FOREIGN);
	token_make(other_key, fair, text, &token); /* knows our id (it is public), not our key */
	assert_int_equal(read_text(text), TOKEN_FORGED);
	token_make(key, other_fair, text, &token);
	assert_int_equal(read_text(text), TOKEN_FOREIGN);
}

static void short_codes_avoid_letters_that_people_mix_up(void **state)
{
	(void)state;
	char code[SHORT_CODE_TEXT];
	token_short_code("ABCDEFGHJK7K2Q9M", code);
	assert_string_equal(code, "7K2-Q9M");
	token_short_code("ABCDEFGHJK0101AB", code);
	assert_string_equal(code, "YZY-ZAB");
	token_short_code("", code);
	assert_string_equal(code, "");
	token_short_code("ABCDE", code);
	assert_string_equal(code, "");
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_token_is_valid_and_says_its_badge),
		cmocka_unit_test(two_tokens_differ),
		cmocka_unit_test(a_token_printed_long_ago_still_reads),
		cmocka_unit_test(scanners_add_things),
		cmocka_unit_test(letters_o_i_l_are_digits),
		cmocka_unit_test(what_is_not_a_token_is_malformed),
		cmocka_unit_test(too_long_binary_and_nul_are_malformed),
		cmocka_unit_test(no_altered_token_is_valid),
		cmocka_unit_test(another_fairs_badge_is_foreign_and_a_guess_is_forged),
		cmocka_unit_test(short_codes_avoid_letters_that_people_mix_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
