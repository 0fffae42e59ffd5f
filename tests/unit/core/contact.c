/* src/desk/contact: what counts as an e-mail address and as a phone number. */
#include "desk/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void addresses(void **state)
{
	(void)state;
	static const struct {
		const char *email;
		bool ok;
	} rows[] = {
		{"ana@example.com", true},
		{"ana.maria+fair@mail.example.org", true},
		{"josé@correo.example", true},
		{"o'brien@example.ie", true},
		{"", false},
		{"ana", false},
		{"@example.com", false},
		{"ana@", false},
		{"ana@example", false},
		{"ana@example.", false},
		{"ana@.com", false},
		{"ana@example..com", false},
		{"ana@@example.com", false},
		{"ana@a@example.com", false},
		{"ana @example.com", false},
		{"ana@exam ple.com", false},
		{"ana@example.com,bob@example.com", false},
		{"<ana@example.com>", false},
		{"ana\n@example.com", false},
		{"ana\xFF@example.com", false},
		{"0123456789012345678901234567890123456789012345678901234567890123@example.com", true},
		{"01234567890123456789012345678901234567890123456789012345678901234@example.com", false}, /* 65 before the @ */
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (desk_email_ok(rows[i].email) != rows[i].ok)
			fail_msg("row %zu: %s", i, rows[i].email);
	char longest[300];
	memset(longest, 'a', sizeof longest);
	memcpy(longest, "ana@", 4);
	memcpy(longest + 250, ".com", 5);
	assert_true(desk_email_ok(longest)); /* 254 bytes */
	memcpy(longest + 251, ".com", 5);
	longest[250] = 'a';
	assert_false(desk_email_ok(longest));
}

static void phones(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *normal; /* NULL: not a phone number */
	} rows[] = {
		{"3055550137", "+13055550137"},
		{"(305) 555-0137", "+13055550137"},
		{"305.555.0137", "+13055550137"},
		{" 305/555 0137 ", "+13055550137"},
		{"1 305 555 0137", "+13055550137"},
		{"+1 305 555 0137", "+13055550137"},
		{"001 305 555 0137", "+13055550137"},
		{"+509 34 12 3456", "+50934123456"},
		{"011 509 34 12 3456", "+50934123456"},
		{"00509 3412 3456", "+50934123456"},
		{"+44 20 7946 0958", "+442079460958"},
		{"+123456789012345", NULL},
		{"+491234567890123", "+491234567890123"}, /* 15 digits */
		{"+4912345678901234", NULL},
		{"+0123456789", NULL},
		{"+1234567", NULL},
		{"", NULL},
		{"+", NULL},
		{"555-0137", NULL},
		{"305 555 013", NULL},
		{"305 555 01377", NULL},
		{"105 555 0137", NULL}, /* area codes begin with 2 to 9 */
		{"005 555 0137", NULL},
		{"305 155 0137", NULL}, /* and so do exchanges */
		{"911 555 0137", NULL},
		{"+1 211 555 0137", NULL},
		{"2 305 555 0137", NULL},
		{"305-555-0137 x12", NULL},
		{"305-555-O137", NULL},
		{"+1+3055550137", NULL},
		{"3055550137\n", NULL},
		{"99999999999999999999999999999999", NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[PHONE_MOST] = "";
		bool ok = desk_phone_normal(rows[i].typed, out, sizeof out);
		if (ok != (rows[i].normal != NULL) || (ok && strcmp(out, rows[i].normal) != 0))
			fail_msg("row %zu: %s -> %s", i, rows[i].typed, out);
	}
	char small[8];
	assert_false(desk_phone_normal("3055550137", small, sizeof small));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(phones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
