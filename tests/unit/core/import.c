/* src/table/import: what a file adds, what it changes the second time, and what it must never touch. */
#include "home.h"

#include "table/import.h"

#include <sys/resource.h>
#include <sys/wait.h>

struct expected {
	const char *file, *profile, *encoding;
	unsigned read, added, unchanged;
	const char *skipped; /* their lines */
};

static const struct expected files[] = {
	{"eventbrite-long.csv", "eventbrite", "UTF-8", 5, 4, 0, "4"},
	{"eventbrite-barcode.csv", "eventbrite", "UTF-8", 4, 2, 0, "3 5"},
	{"eventbrite-orders.csv", "eventbrite", "UTF-8", 4, 2, 0, "4 5"},
	{"eventbrite-localised.csv", "eventbrite", "UTF-8", 3, 3, 0, ""},
	{"luma.csv", "luma", "UTF-8", 8, 4, 0, "6 7 8 9"},
	{"luma-other-order.csv", "luma", "UTF-8", 1, 1, 0, ""},
	{"tito.csv", "tito", "UTF-8", 4, 2, 0, "4 5"},
	{"tito-semicolon.csv", "tito", "UTF-8", 2, 1, 0, "3"},
	{"webropol.csv", "webropol", "UTF-8", 3, 1, 0, "6 7"},
	{"pretix-en.csv", "pretix", "UTF-8", 3, 2, 0, "4"},
	{"pretix-de.csv", "pretix", "UTF-8", 3, 2, 0, "4"},
	{"pretix-es.csv", "pretix", "UTF-8", 2, 1, 0, "3"},
	{"alfio-import.csv", "alfio-import", "UTF-8", 3, 3, 0, ""},
	{"alfio-export.csv", "alfio", "UTF-8", 5, 3, 0, "5 6"},
	{"google-forms.csv", "google-forms", "UTF-8", 3, 2, 0, "5"},
	{"google-forms-es.csv", "google-forms", "UTF-8", 1, 1, 0, ""},
	{"plain-en.csv", "plain", "UTF-8", 8, 6, 0, "9 10"},
	{"plain-es-1252.csv", "plain", "Windows-1252", 2, 2, 0, ""},
	{"plain-fr.csv", "plain", "UTF-8", 1, 1, 0, ""},
	{"plain-ht-utf16le.csv", "plain", "UTF-16LE", 2, 2, 0, ""},
	{"plain-utf16be.csv", "plain", "UTF-16BE", 2, 2, 0, ""},
	{"plain-cr.csv", "plain", "UTF-8", 3, 3, 0, ""},
	{"mixed-encoding.csv", "plain", "Windows-1252", 2, 2, 0, ""},
	{"families.csv", "plain", "UTF-8", 3, 3, 0, ""},
	{"metadata.csv", "plain", "UTF-8", 3, 2, 0, "9"},
	{"booker.csv", "plain", "UTF-8", 2, 1, 0, "4"},
	{"open-quote.csv", "plain", "UTF-8", 4, 3, 0, "3"},
	{"ragged.csv", "plain", "UTF-8", 3, 2, 0, "4"},
	{"escaped.csv", "plain", "UTF-8", 3, 3, 0, ""},
	{"excel-hint.csv", "plain", "UTF-8", 1, 1, 0, ""},
	{"meetup.tsv", "meetup", "UTF-8", 2, 1, 0, "3"},
	{"handshake.csv", "handshake", "UTF-8", 1, 1, 0, ""},
};

static void data_path(const char *file, char out[512])
{
	snprintf(out, 512, "%s/import/%s", TEST_DATA, file);
}

static void import_file(struct store *store, const char *file, bool dry_run, struct import_report *report)
{
	char path[512];
	data_path(file, path);
	ASSERT_OK(import_attendees(store, path, dry_run, report, &err));
	assert_int_equal(report->read, report->added + report->updated + report->unchanged + report->skipped);
	assert_int_equal(report->skips_kept, report->skipped);
}

/* Writes `text` to a file in the home and imports it. */
static void import_text(const struct home *home, struct store *store, const char *text, struct import_report *report)
{
	char path[300];
	snprintf(path, sizeof path, "%s/list.csv", home->path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	ASSERT_OK(import_attendees(store, path, false, report, &err));
}

static void expect_report(const struct import_report *report, const struct expected *expected, unsigned added,
			  unsigned unchanged)
{
	char lines[256] = "";
	for (size_t i = 0; i < report->skips_kept; i++) {
		size_t used = strlen(lines);
		snprintf(lines + used, sizeof lines - used, "%s%llu", i ? " " : "", (unsigned long long)report->skips[i].line);
		assert_non_null(report->skips[i].why);
	}
	assert_string_equal(report->profile, expected->profile);
	assert_string_equal(report->encoding, expected->encoding);
	assert_int_equal(report->read, expected->read);
	assert_int_equal(report->added, added);
	assert_int_equal(report->updated, 0);
	assert_int_equal(report->unchanged, unchanged);
	assert_string_equal(lines, expected->skipped);
}

static void every_file_is_taken_and_the_second_time_nothing_changes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct home home;
		struct import_report report;
		print_message("%s\n", files[i].file);
		home_make(&home);
		struct store *store = home_open(&home, STORE_WRITE);

		import_file(store, files[i].file, true, &report);
		expect_report(&report, &files[i], files[i].added, 0);
		assert_int_equal(store_event_count(store), 2);
		assert_int_equal(view_people_count(store), 0);
		import_report_release(&report);

		import_file(store, files[i].file, false, &report);
		expect_report(&report, &files[i], files[i].added, 0);
		assert_int_equal(view_people_count(store), files[i].added);
		import_report_release(&report);

		uint64_t events = store_event_count(store);
		import_file(store, files[i].file, false, &report);
		expect_report(&report, &files[i], 0, files[i].added);
		assert_int_equal(store_event_count(store), events);
		import_report_release(&report);
		store_close(store);
		home_remove(&home);
	}
}

static void find_one(struct store *store, const char *text, struct person *out)
{
	struct hit hit;
	assert_int_equal(view_find(store, text, &hit, 1, NULL), 1);
	assert_true(view_person(store, hit.person, out));
}

static void a_family_shares_one_address_and_stays_a_family(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	struct hit hits[8];
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	import_file(store, "families.csv", false, &report);
	import_report_release(&report);
	assert_int_equal(view_find(store, "ruiz", hits, 8, NULL), 3);
	assert_string_not_equal(hits[0].person, hits[1].person);
	store_close(store);
	home_remove(&home);
}

static void tickets_of_every_system_find_their_person(void **state)
{
	(void)state;
	static const struct {
		const char *file, *ticket, *name;
	} rows[] = {
		{"eventbrite-barcode.csv", "30000000014000000001001", "Ana Ruiz"},
		{"luma.csv", "g-0003", "Ada Lovelace"},
		{"luma.csv", "https://lu.ma/check-in/evt-0001?pk=g-0001", "Iñigo Núñez"},
		{"tito.csv", "ABCD-4", "Cy Park"},
		{"pretix-en.csv", "k2j3h4k5j6h7k8ja", "Bo Ruiz"},
		{"alfio-export.csv", "9a1f0000-0000-0000-0000-000000000001", "Ana Ruiz"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct home home;
		struct import_report report;
		struct person person;
		char id[ID_TEXT];
		home_make(&home);
		struct store *store = home_open(&home, STORE_WRITE);
		import_file(store, rows[i].file, false, &report);
		import_report_release(&report);
		assert_true(view_ticket(store, rows[i].ticket, id));
		assert_true(view_person(store, id, &person));
		assert_string_equal(person.name, rows[i].name);
		assert_false(view_ticket(store, "g-9999", id));
		store_close(store);
		home_remove(&home);
	}
}

#define LUMA "api_id,name,email,phone_number,approval_status,qr_code_url\n"

static void a_later_list_changes_only_what_changed_in_it(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	struct person before, after;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	import_text(&home, store,
		    LUMA "g1,Ana Ruiz,ana@example.org,305-555-0101,approved,\ng2,Bo Lee,bo@example.org,,approved,\n", &report);
	assert_int_equal(report.added, 2);
	find_one(store, "ana", &before);
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "ABCDEFGHJKMNPQRS", "person", before.id));
	append(store, "person.checked_in", json_pack("{s:s}", "person", before.id));
	append(store, "consent.given",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", before.id, "purpose", "share", "wording", "1", "language", "en"));
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", before.id, "email", "right@example.org"));

	/* The desk's address stays although the row changed; a telephone that is gone from the list stays too. */
	import_text(&home, store, LUMA "g2,Bo Lee,bo@example.org,,approved,\ng1,Ana María Ruiz,ana@example.org,,approved,\n",
		    &report);
	assert_int_equal(report.updated, 1);
	assert_int_equal(report.unchanged, 1);
	find_one(store, "ana", &after);
	assert_string_equal(after.id, before.id);
	assert_string_equal(after.name, "Ana María Ruiz");
	assert_string_equal(after.email, "right@example.org");
	assert_string_equal(after.phone, "+13055550101");
	assert_string_equal(after.badge, "ABCDEFGHJKMNPQRS");
	assert_true(after.checked_in_at.wall > 0);
	assert_true(view_consent(store, after.id, CONSENT_SHARE));

	/* The list changes the address: now it counts. And a ticket code that appears later is added. */
	import_text(&home, store, LUMA "g1,Ana María Ruiz,new@example.org,,approved,https://lu.ma/x?pk=g-7\n", &report);
	assert_int_equal(report.updated, 1);
	find_one(store, "ana", &after);
	assert_string_equal(after.email, "new@example.org");
	char id[ID_TEXT];
	assert_true(view_ticket(store, "g-7", id));
	assert_string_equal(id, before.id);

	/* And back again, as somebody may do in the system that the list comes from. */
	import_text(&home, store, LUMA "g1,Ana María Ruiz,ana@example.org,,approved,https://lu.ma/x?pk=g-7\n", &report);
	assert_int_equal(report.updated, 1);
	find_one(store, "ana", &after);
	assert_string_equal(after.email, "ana@example.org");
	store_close(store);
	home_remove(&home);
}

static bool has_note(const struct import_report *report, const char *part, unsigned count)
{
	for (size_t i = 0; i < report->note_count; i++)
		if (strstr(report->notes[i].what, part))
			return report->notes[i].count == count;
	return false;
}

static void a_cancelled_row_takes_nobody_out_but_says_so(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	import_text(&home, store, LUMA "g1,Ana Ruiz,ana@example.org,,approved,\n", &report);
	import_text(&home, store, LUMA "g1,Ana Ruiz,ana@example.org,,declined,\ng2,Bo Lee,,,declined,\n", &report);
	assert_int_equal(report.skipped, 2);
	assert_true(has_note(&report, "imported before", 1));
	assert_int_equal(view_people_count(store), 1);
	import_report_release(&report);
	store_close(store);
	home_remove(&home);
}

static void who_was_erased_does_not_come_back(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	struct person person;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	import_text(&home, store, "Name,Email\nAna Ruiz,ana@example.org\nBo Lee,bo@example.org\n", &report);
	find_one(store, "ana", &person);
	append(store, "person.erased", json_pack("{s:s}", "person", person.id));
	uint64_t events = store_event_count(store);
	import_text(&home, store, "Name,Email\nAna Ruiz,ana@example.org\nBo Lee,bo@example.org\n", &report);
	assert_int_equal(report.unchanged, 1);
	assert_int_equal(report.skipped, 1);
	assert_int_equal(report.skips[0].line, 2);
	assert_int_equal(view_people_count(store), 1);
	assert_int_equal(store_event_count(store), events);
	import_report_release(&report);
	store_close(store);
	home_remove(&home);
}

static void what_is_odd_is_noted_with_its_first_line(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	import_text(&home, store,
		    "Name,Email,Phone,Quantity,Status\nAna,ana@example.org,555,1,\nBo,bo(at)example.org,,3,going\n,cy@example."
		    "org,12,2,maybe\n",
		    &report);
	assert_int_equal(report.added, 3);
	assert_true(has_note(&report, "telephone", 2));
	assert_true(has_note(&report, "without an address", 1));
	assert_true(has_note(&report, "several tickets", 2));
	assert_true(has_note(&report, "status", 1));
	assert_true(has_note(&report, "before the @", 1));
	assert_int_equal(report.notes[0].line, 2);
	import_report_release(&report);
	store_close(store);
	home_remove(&home);
}

static void a_reader_may_try_and_only_a_writer_may_import(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	struct err err = {.code = ERR_NONE};
	char path[512];
	home_make(&home);
	struct store *store = home_open(&home, STORE_READ);
	import_file(store, "luma.csv", true, &report);
	assert_int_equal(report.added, 4);
	import_report_release(&report);
	data_path("luma.csv", path);
	assert_false(import_attendees(store, path, false, &report, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_equal(report.added, 0);
	import_report_release(&report);
	store_close(store);
	home_remove(&home);
}

static void skips_are_all_counted_and_the_first_ten_thousand_kept(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	char path[300];
	home_make(&home);
	struct store *store = home_open(&home, STORE_READ);
	snprintf(path, sizeof path, "%s/list.csv", home.path);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("Name,Status\n", file);
	for (int i = 0; i < IMPORT_SKIPS_MOST + 500; i++)
		fputs("Ana,declined\n", file);
	assert_int_equal(fclose(file), 0);
	ASSERT_OK(import_attendees(store, path, true, &report, &err));
	assert_int_equal(report.skipped, IMPORT_SKIPS_MOST + 500);
	assert_int_equal(report.skips_kept, IMPORT_SKIPS_MOST);
	assert_int_equal(report.skips[IMPORT_SKIPS_MOST - 1].line, IMPORT_SKIPS_MOST + 1);
	import_report_release(&report);
	store_close(store);
	home_remove(&home);
}

/* --- employers and roles ------------------------------------------------------------------------------------------------ */

static void import_booths(struct store *store, const char *file, bool roles, struct import_report *report)
{
	char path[512];
	data_path(file, path);
	if (roles)
		ASSERT_OK(import_roles(store, path, false, report, &err));
	else
		ASSERT_OK(import_employers(store, path, false, report, &err));
	assert_int_equal(report->read, report->added + report->updated + report->unchanged + report->skipped);
}

static bool keep_role(void *self, const struct role *role)
{
	struct role *roles = self;
	while (roles->id[0])
		roles++;
	*roles = *role;
	return true;
}

static void employers_and_roles_are_taken_and_found_again(void **state)
{
	(void)state;
	struct home home;
	struct import_report report;
	struct employer employer;
	struct role roles[8] = {{.openings = 0}};
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);

	import_booths(store, "roles.csv", true, &report);
	assert_int_equal(report.skipped, 5); /* nobody hires yet */
	import_report_release(&report);
	import_booths(store, "employers.csv", false, &report);
	assert_int_equal(report.added, 3);
	assert_int_equal(report.skipped, 1);
	assert_int_equal(report.skips[0].line, 5);
	import_report_release(&report);
	import_booths(store, "employers-es.csv", false, &report);
	assert_int_equal(report.added, 1);
	import_report_release(&report);
	assert_true(view_employer(store, "B12", &employer));
	assert_string_equal(employer.id, "coral");
	assert_string_equal(employer.name, "Coral Health, Inc.");
	assert_string_equal(employer.email, "jobs@coral.example.org");
	assert_true(view_employer(store, "puerto-norte-s-a", &employer));
	assert_true(view_employer(store, "cafe-limite", &employer));
	assert_string_equal(employer.booth, "7");

	import_booths(store, "roles.csv", true, &report);
	assert_int_equal(report.added, 3);
	assert_int_equal(report.skipped, 2);
	assert_int_equal(report.skips[0].line, 4);
	assert_true(has_note(&report, "openings", 1));
	import_report_release(&report);
	ASSERT_OK(view_roles(store, "coral", keep_role, roles, &err));
	const struct role *nurse = strcmp(roles[0].id, "r1") == 0 ? &roles[0] : &roles[1];
	assert_string_equal(nurse->title, "Nurse");
	assert_string_equal(nurse->skills, "RN license;CPR;Spanish;Haitian Creole");
	assert_int_equal(nurse->openings, 3);

	uint64_t events = store_event_count(store);
	import_booths(store, "employers.csv", false, &report);
	assert_int_equal(report.unchanged, 3);
	import_report_release(&report);
	import_booths(store, "roles.csv", true, &report);
	assert_int_equal(report.unchanged, 3);
	import_report_release(&report);
	assert_int_equal(store_event_count(store), events);
	store_close(store);
	home_remove(&home);
}

/* --- memory ------------------------------------------------------------------------------------------------------------- */

static void write_rows(const char *path, int count)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("Order #,Attendee #,First Name,Last Name,Email,Attendee Status,Cell Phone,\"Notes, if any\"\n", file);
	for (int i = 0; i < count; i++)
		fprintf(file, "%d,%d,Ana%d,\"Núñez, Ruiz\",person%d@example.org,%s,305-555-%04d,\"two\nlines\"\n",
			100000 + i / 2, 200000 + i, i, i, i % 50 == 7 ? "Refunded" : "Attending", i % 10000);
	assert_int_equal(fclose(file), 0);
}

/* Peak resident KiB of a process that tries an import of `count` rows. */
static long peak_of(const struct home *home, int count)
{
	char path[300];
	long peak = 0;
	int ends[2];
	snprintf(path, sizeof path, "%s/rows.csv", home->path);
	write_rows(path, count);
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct import_report report;
		struct rusage usage;
		struct err err = {.code = ERR_NONE};
		struct store *store = store_open(home->path, STORE_READ, &err);
		bool ok = store && store_fold_all(store, &err) && import_attendees(store, path, true, &report, &err) &&
			  report.added == (uint64_t)(count - (count + 42) / 50);
		getrusage(RUSAGE_SELF, &usage);
		_exit(ok && write(ends[1], &usage.ru_maxrss, sizeof usage.ru_maxrss) == sizeof usage.ru_maxrss ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(read(ends[0], &peak, sizeof peak), sizeof peak);
	close(ends[0]);
	close(ends[1]);
	return peak;
}

static void memory_does_not_grow_with_the_file(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* the sanitizer keeps what was freed */
#endif
	struct home home;
	home_make(&home);
	long small = peak_of(&home, 10000), large = peak_of(&home, 100000);
	print_message("peak: %ld KiB for 10,000 rows, %ld KiB for 100,000\n", small, large);
	assert_true(large <= small + small / 8);
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_taken_and_the_second_time_nothing_changes),
		cmocka_unit_test(a_family_shares_one_address_and_stays_a_family),
		cmocka_unit_test(tickets_of_every_system_find_their_person),
		cmocka_unit_test(a_later_list_changes_only_what_changed_in_it),
		cmocka_unit_test(a_cancelled_row_takes_nobody_out_but_says_so),
		cmocka_unit_test(who_was_erased_does_not_come_back),
		cmocka_unit_test(what_is_odd_is_noted_with_its_first_line),
		cmocka_unit_test(a_reader_may_try_and_only_a_writer_may_import),
		cmocka_unit_test(skips_are_all_counted_and_the_first_ten_thousand_kept),
		cmocka_unit_test(employers_and_roles_are_taken_and_found_again),
		cmocka_unit_test(memory_does_not_grow_with_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
