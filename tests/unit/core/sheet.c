/* src/table/sheet, profile, attendee: whose file it is, which columns mean what, who comes and why the others do not. */
#include "table/attendee.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Everything that was read, as text: "PROFILE HEADER-LINE\n", then for each row "LINE name|given|family|email|phone|language|
 * tickets\n" or "LINE why\n". */
static bool note_row(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct buf *out = self;
	struct attendee a;
	bool cancelled;
	(void)err;
	const char *why = row->why ? row->why : attendee_read(&info->heading, row, &a, &cancelled);
	buf_add_format(out, "%llu ", (unsigned long long)row->line);
	if (why)
		return buf_add_format(out, "- %s\n", why);
	buf_add_format(out, "%s|%s|%s|%s|%s|%s|", a.name, a.given, a.family, a.email, a.phone, a.language);
	for (size_t i = 0; i < a.ticket_count; i++)
		buf_add_format(out, "%s%s", i ? " " : "", a.tickets[i]);
	return buf_add_char(out, '\n');
}

static const struct {
	const char *file, *profile;
	uint64_t header_line;
	const char *rows;
} files[] = {
	{"eventbrite-long.csv", "eventbrite", 1,
	 "2 María José Núñez|María José|Núñez|maria@example.org|||\n"
	 "3 Łukasz O’Brien|Łukasz|O’Brien|lukasz@example.org|||\n"
	 "4 - declined\n"
	 "5 Bo Lee|Bo|Lee|bo@example.org|||\n"
	 "6 Kim Lee|Kim|Lee|bo@example.org|||\n"},
	{"eventbrite-barcode.csv", "eventbrite", 1,
	 "2 Ana Ruiz|Ana|Ruiz|ana@example.org|+13055550101||30000000014000000001001\n"
	 "3 - refunded\n"
	 "4 Cy Park|Cy|Park|cy@example.org|+919824017356||30000000034000000003001\n"
	 "5 Cy Park|Cy|Park|cy@example.org|+919824017356||30000000034000000003001\n"},
	{"eventbrite-orders.csv", "eventbrite", 1,
	 "2 Ana Ruiz|Ana|Ruiz|ana@example.org|||\n"
	 "3 Bo Lee|Bo|Lee|bo@example.org|||\n"
	 "4 Cy Park|Cy|Park|cy@example.org|||\n"
	 "5 - refunded\n"},
	{"eventbrite-localised.csv", "eventbrite", 1,
	 "2 Giulia Rossi|Giulia|Rossi|giulia@example.org|||\n"
	 "3 Marco Bianchi|Marco|Bianchi|marco@example.org|||\n"
	 "4 Giulia Rossi|Giulia|Rossi|giulia@example.org|||\n"},
	{"luma.csv", "luma", 1,
	 "2 Iñigo Núñez|||inigo@example.org|+13055550111||https://lu.ma/check-in/evt-0001?pk=g-0001 g-0001\n"
	 "3 Ada Byron|Ada|Byron|ada@example.org|||https://lu.ma/check-in/evt-0001?pk=g-0002 g-0002\n"
	 "4 Ada Lovelace|Ada|Lovelace|lovelace@example.org|||https://lu.ma/check-in/evt-0001?pk=g-0003 g-0003\n"
	 "5 only.mail|||only.mail@example.org|||https://lu.ma/check-in/evt-0001?pk=g-0004 g-0004\n"
	 "6 - on the waiting list\n"
	 "7 - pending\n"
	 "8 - declined\n"
	 "9 - invited, not accepted yet\n"},
	{"luma-other-order.csv", "luma", 1,
	 "2 Iñigo Núñez|||inigo@example.org|+13055550111||https://lu.ma/check-in/evt-0001?pk=g-0001 g-0001\n"},
	{"tito.csv", "tito", 1,
	 "2 Ana Ruiz|Ana|Ruiz|ana@example.org|||ABCD-1\n"
	 "4 - the ticket is not assigned to anybody\n"
	 "5 - void\n"
	 "6 Cy Park|Cy|Park|cy@example.org|+13055550103||ABCD-4\n"},
	{"tito-semicolon.csv", "tito", 1,
	 "2 Ruiz; Ana|Ana|Ruiz|ana@example.org|||EFGH-1\n"
	 "3 - the ticket is not assigned to anybody\n"},
	{"webropol.csv", "webropol", 4,
	 "5 Aino Mäkelä|Aino|Mäkelä|aino@example.org|||\n"
	 "6 - cancelled\n"
	 "7 - the ticket is not assigned to anybody\n"},
	{"pretix-en.csv", "pretix", 1,
	 "2 Ana Ruiz|Ana|Ruiz|ana@example.org|||k2j3h4k5j6h7k8j9\n"
	 "3 Bo Ruiz|Bo|Ruiz|ana@example.org|||k2j3h4k5j6h7k8ja\n"
	 "4 - pending: not paid yet\n"},
	{"pretix-de.csv", "pretix", 1,
	 "2 Jürgen Groß|Jürgen|Groß|juergen@example.org|||\n"
	 "3 Käthe Groß|Käthe|Groß|juergen@example.org|||\n"
	 "4 - pending: not paid yet\n"},
	{"pretix-es.csv", "pretix", 1,
	 "2 Iñaki Peña|||inaki@example.org|||s3cr3t0000000001\n"
	 "3 - pending: not paid yet\n"},
	{"alfio-import.csv", "alfio-import", 1,
	 "2 Homer Simpson|Homer|Simpson|simpsons@example.org||en|ref-1\n"
	 "3 Marge Simpson|Marge|Simpson|simpsons@example.org||es|ref-2\n"
	 "4 Lisa Simpson|Lisa|Simpson|simpsons@example.org||fr|ref-3\n"},
	{"alfio-export.csv", "alfio", 1,
	 "2 Ana Ruiz|Ana|Ruiz|ana@example.org||es|9a1f0000-0000-0000-0000-000000000001\n"
	 "3 =Bo Lee|=Bo|Lee|bo@example.org||en|9a1f0000-0000-0000-0000-000000000002\n"
	 "4 Cy Park|Cy|Park|cy@example.org||en|9a1f0000-0000-0000-0000-000000000003\n"
	 "5 - cancelled\n"
	 "6 - pending\n"},
	{"google-forms.csv", "google-forms", 1,
	 "2 Ana Ruiz|||ana@example.org|+13055550101||\n"
	 "3 bo lee|||bo@example.org|+13055550102||\n"
	 "5 - neither a name nor an e-mail\n"},
	{"google-forms-es.csv", "google-forms", 1, "2 Inés Gómez|||ines@example.org|+17865550104||\n"},
	{"plain-en.csv", "plain", 1,
	 "2 Ana Ruiz|||ana@example.org|+13055550101||\n"
	 "3 Ada Byron|Ada|Byron|ada@example.org|||\n"
	 "4 King, Jr.|||king@example.org|||\n"
	 "5 Martin King Jr.|Martin|King Jr.||+17865550105||\n"
	 "6 noname|||noname@example.org|||\n"
	 "7 Bo Lee||||555||\n"
	 "9 - neither a name nor an e-mail\n"
	 "10 - a total, not a person\n"},
	{"plain-es-1252.csv", "plain", 1,
	 "2 Iñaki Peña Muñoz|Iñaki|Peña Muñoz|inaki@example.org|+13055550106|es|\n"
	 "3 María de la O|María|de la O|maria@example.org||en|\n"},
	{"plain-fr.csv", "plain", 1, "2 Zoé Lefèvre|Zoé|Lefèvre|zoe@example.org||fr|\n"},
	{"plain-ht-utf16le.csv", "plain", 1,
	 "2 Jan Pyè|Jan|Pyè|jan@example.org|+13055550107|ht|\n"
	 "3 Wozlò Étienne|Wozlò|Étienne|wozlo@example.org||ht|\n"},
	{"plain-utf16be.csv", "plain", 1, "2 Ana Ruiz|||ana@example.org|||\n3 Iñigo Núñez|||inigo@example.org|||\n"},
	{"plain-cr.csv", "plain", 1,
	 "2 Ana Ruiz|||ana@example.org|||\n3 Bo Lee|||bo@example.org|||\n5 Cy Park|||cy@example.org|||\n"},
	{"mixed-encoding.csv", "plain", 1, "2 José Núñez|||jose@example.org|||\n3 Zoë Muñoz|||zoe@example.org|||\n"},
	{"families.csv", "plain", 1,
	 "2 Ana Ruiz|Ana|Ruiz|family@example.org|||\n3 Leo Ruiz|Leo|Ruiz|family@example.org|||\n"
	 "4 Ana Ruiz|Ana|Ruiz|family@example.org|||\n"},
	{"metadata.csv", "plain", 5,
	 "6 Ana Ruiz|||ana@example.org|+13055550101||\n8 Bo Lee|||bo@example.org|||\n9 - the header row once more\n"},
	{"booker.csv", "plain", 2, "3 Ana Ruiz|Ana|Ruiz|ana@example.org|||\n4 - neither a name nor an e-mail\n"},
	{"open-quote.csv", "plain", 1,
	 "2 Ana Ruiz|||ana@example.org|||\n"
	 "3 - a quote is opened and never closed\n"
	 "4 Cy Park|||cy@example.org|||\n"
	 "5 Di Orr|||di@example.org|||\n"},
	{"ragged.csv", "plain", 1,
	 "2 Ana Ruiz||||||\n3 Bo Lee|||bo@example.org|+13055550102||\n4 - neither a name nor an e-mail\n"},
	{"escaped.csv", "plain", 1,
	 "2 =Ana Ruiz|||ana@example.org|+13055550101||\n3 'O Brien|||bo@example.org|||\n4 -Cy|||cy@example.org|||\n"},
	{"excel-hint.csv", "plain", 2, "3 Ana Ruiz|Ana|Ruiz|ana@example.org|||\n"},
	{"meetup.tsv", "meetup", 1, "2 Ana R.||||||\n3 - declined\n"},
	{"handshake.csv", "handshake", 1, "2 ana.ruiz|||ana.ruiz@example.org|||\n"},
};

static void every_file_is_read_as_it_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char path[512];
		struct buf out;
		struct sheet_info info;
		struct err err = {.code = ERR_NONE};
		buf_init(&out, 1 << 16);
		snprintf(path, sizeof path, "%s/import/%s", TEST_DATA, files[i].file);
		print_message("%s\n", files[i].file);
		if (!sheet_read(path, SHEET_PEOPLE, note_row, &out, &info, &err))
			fail_msg("%s: %s", files[i].file, err.text);
		assert_string_equal(info.heading.profile->name, files[i].profile);
		assert_int_equal(info.header_line, files[i].header_line);
		assert_string_equal(buf_text(&out), files[i].rows);
		buf_release(&out);
	}
}

static bool count_row(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	(void)info, (void)row, (void)err;
	++*(size_t *)self;
	return true;
}

static void what_is_no_list_is_refused_with_advice(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		enum sheet_kind kind;
		const char *says;
	} rows[] = {
		{"no-header.csv", SHEET_PEOPLE, "no header row was recognised; give the columns names in the first row"},
		{"workbook.xlsx", SHEET_PEOPLE, "workbook; save it as CSV"},
		{"plain-en.csv", SHEET_ROLES, "role, employer, title"},
		{"missing.csv", SHEET_PEOPLE, "No such file"},
		{"", SHEET_PEOPLE, "Is a directory"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char path[512];
		size_t count = 0;
		struct err err = {.code = ERR_NONE};
		snprintf(path, sizeof path, "%s/import/%s", TEST_DATA, rows[i].file);
		assert_false(sheet_read(path, rows[i].kind, count_row, &count, NULL, &err));
		if (!strstr(err.text, rows[i].says))
			fail_msg("%s: %s", rows[i].file, err.text);
		assert_int_equal(count, 0);
	}
}

static bool last_row(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	bool cancelled;
	(void)err;
	assert_null(row->why);
	assert_null(attendee_read(&info->heading, row, self, &cancelled));
	return true;
}

static void read_one(const char *text, struct attendee *out)
{
	struct err err = {.code = ERR_NONE};
	struct sheet *sheet = sheet_create(SHEET_PEOPLE, last_row, out);
	assert_true(sheet_feed(sheet, text, strlen(text), &err));
	assert_true(sheet_finish(sheet, &err));
	sheet_destroy(sheet);
}

static void keys_are_the_rows_own_or_made_of_who_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *file, *key;
		bool own, order;
	} rows[] = {
		{"api_id,approval_status,name\ngst-1,approved,Ana\n", "luma:gst-1", true, false},
		{"Order #,Attendee #,Attendee Status,First Name\n11,22,Attending,Ana\n", "eventbrite:11-22", true, false},
		{"Order #,Barcode #,Attendee Status,First Name\n11,33,Attending,Ana\n", "eventbrite:33", true, false},
		{"Order #,Order Status,First Name\n11,Completed,Ana\n", "eventbrite:11", false, true},
	};
	struct attendee a, b;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		read_one(rows[i].file, &a);
		assert_string_equal(a.key, rows[i].key);
		assert_int_equal(a.own_key, rows[i].own);
		assert_int_equal(a.order_key, rows[i].order);
	}
	read_one("Name,Email,Phone\nJosé Núñez,JOSE@example.org,305-555-0101\n", &a);
	read_one("Phone,Email,Name\n(305) 555 0101,jose@example.org,\"Nunez, Jose\"\n", &b);
	assert_false(a.own_key || a.order_key);
	assert_string_equal(a.key, b.key);
	read_one("Phone,Email,Name\n(305) 555 0102,jose@example.org,\"Nunez, Jose\"\n", &b);
	assert_string_not_equal(a.key, b.key);
}

static void what_is_too_long_is_cut_or_left_out(void **state)
{
	(void)state;
	struct attendee a;
	struct buf file;
	buf_init(&file, 1 << 16);
	buf_add_text(&file, "Ticket Reference,Ticket Full Name,Ticket Email\n");
	for (size_t i = 0; i < 400; i++)
		buf_add_char(&file, 'R');
	buf_add_text(&file, ",");
	for (size_t i = 0; i < 100; i++)
		buf_add_text(&file, "\xC3\xA9");
	buf_add_text(&file, ",");
	for (size_t i = 0; i < 300; i++)
		buf_add_char(&file, 'e');
	buf_add_text(&file, "@example.org\n");
	read_one(buf_text(&file), &a);
	assert_int_equal(strlen(a.name), 160);
	assert_string_equal(a.email, "");
	assert_int_equal(a.ticket_count, 0);
	assert_int_equal(strlen(a.key), strlen("tito:") + 26);
	assert_int_equal(a.notes, 1U << NOTE_NAME_CUT | 1U << NOTE_EMAIL_DROPPED);
	buf_release(&file);
}

static void formulas_are_known_also_behind_blanks(void **state)
{
	(void)state;
	static const char *const formulas[] = {"=1", "+1", "-1", "@a", "\ta", "\ra", " =1", "\xC2\xA0=1", "＝1", "−1"};
	static const char *const texts[] = {"", " ", "a=1", "'=1", "1-2", "\xC3\xA9"};
	for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++)
		assert_true(sheet_is_formula(formulas[i]));
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_false(sheet_is_formula(texts[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_read_as_it_was_meant),
		cmocka_unit_test(what_is_no_list_is_refused_with_advice),
		cmocka_unit_test(keys_are_the_rows_own_or_made_of_who_it_is),
		cmocka_unit_test(what_is_too_long_is_cut_or_left_out),
		cmocka_unit_test(formulas_are_known_also_behind_blanks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
