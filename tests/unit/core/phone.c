/* src/base/phone: what people type, made comparable. */
#include "base/phone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void numbers_are_made_e164_or_refused(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *normal; /* "" = refused */
	} rows[] = {
		{"3055550137", "+13055550137"},
		{"(305) 555-0137", "+13055550137"},
		{"305.555.0137", "+13055550137"},
		{"305/555/0137", "+13055550137"},
		{"1-305-555-0137", "+13055550137"},
		{"+1 305 555 0137", "+13055550137"},
		{"0013055550137", "+13055550137"},
		{"305-555-0137 x12", "+13055550137"},
		{"305-555-0137 ext. 4", "+13055550137"},
		{"305\xC2\xA0"
		 "555\xE2\x80\x91"
		 "0137",
		 "+13055550137"},
		{"+509 3412 3456", "+50934123456"},
		{"+91 98240 17356", "+919824017356"},
		{"0044 20 7946 0000", "+442079460000"},
		{"9824017356", "+19824017356"}, /* ten digits without a country are taken as American */
		{"105-555-0137", ""},           /* no area code begins with 1 */
		{"305-155-0137", ""},           /* no exchange begins with 1 */
		{"911-555-0137", ""},
		{"555-0137", ""},
		{"+1234", ""},
		{"+1234567890123456", ""},
		{"00000000000000000000000000", ""},
		{"call me", ""},
		{"305-555-0137 / 305-555-0138", ""},
		{"++13055550137", ""},
		{"x", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[24] = "left over";
		assert_int_equal(phone_normal(rows[i].typed, out, sizeof out), rows[i].normal[0] != '\0');
		assert_string_equal(out, rows[i].normal);
	}
}

static void a_small_buffer_is_a_refusal_and_is_not_passed(void **state)
{
	(void)state;
	char out[8];
	memset(out, 'x', sizeof out);
	assert_false(phone_normal("3055550137", out, 4));
	assert_string_equal(out, "");
	assert_int_equal(out[4], 'x');
}

static void a_sheet_shows_american_numbers_without_a_plus(void **state)
{
	(void)state;
	char out[24];
	phone_for_sheet("+13055550137", out, sizeof out);
	assert_string_equal(out, "305-555-0137");
	phone_for_sheet("+50934123456", out, sizeof out);
	assert_string_equal(out, "+50934123456");
	phone_for_sheet("", out, sizeof out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_made_e164_or_refused),
		cmocka_unit_test(a_small_buffer_is_a_refusal_and_is_not_passed),
		cmocka_unit_test(a_sheet_shows_american_numbers_without_a_plus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
