/* How addresses, numbers and codes are put for a voice. */
#include "ui/pronounce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void each_thing_in_its_way(void **state)
{
	(void)state;
	static const struct {
		const char *language, *words, *said, *why;
	} rows[] = {
		{"en", "Find your name.", "Find your name.", "plain words"},
		{"en", "Email, ana.b@example.com", "Email, ana dot b at sign example dot com", "an address"},
		{"es", "ana@example.com.", "ana arroba example punto com.", "… in Spanish, at the end of a sentence"},
		{"en", "m••••@example.com", "m at sign example dot com", "a masked address"},
		{"en", "an email has one @ and a dot", "an email has one @ and a dot", "a sign alone"},
		{"en", "(305) 555-0142", "3 0 5, 5 5 5, 0 1 4 2", "a telephone number"},
		{"en", "Phone, +13055550142, mobile", "Phone, 1 3 0 5 5 5 5 0 1 4 2, mobile", "one in one piece"},
		{"en", "1:24 PM, 37 people, B12, 2026", "1:24 PM, 37 people, B12, 2026", "times, counts, booths, years"},
		{"en", "code 3T6-VWX", "code 3 T 6, V W X", "a badge's code"},
		{"en", "Jean-Robert, ABC-DEFG", "Jean-Robert, ABC-DEFG", "no code"},
		{"en", "March 12 · Little River Hall", "March 12, Little River Hall", "a dot that is drawn"},
		{"en", "Saving…", "Saving", "dots at the end"},
		{"ht", "Antre kounye\u00A0a", "Antre kounye a", "words kept on one line"},
		{"en", "", "", "nothing"},
	};
	struct err err = {.code = ERR_NONE};
	struct catalog *catalog = catalog_open(ASSETS "/lang", "en,es,ht", &err);
	if (!catalog)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[256], small[8];
		pronounce(catalog, catalog_language(catalog, rows[i].language), rows[i].words, out, sizeof out);
		if (strcmp(out, rows[i].said) != 0)
			fail_msg("%s: \"%s\" instead of \"%s\"", rows[i].why, out, rows[i].said);
		pronounce(catalog, 0, rows[i].words, small, sizeof small);
		assert_true(strlen(small) < sizeof small);
	}
	catalog_close(catalog);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_thing_in_its_way)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
