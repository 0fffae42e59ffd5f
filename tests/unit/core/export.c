/* src/table/export: golden files (LANYARD_GOLDEN=1 writes them anew), what may be in them, and the way back through the import.
 */
#include "home.h"

#include "base/file.h"
#include "base/text.h"
#include "desk/desk.h"
#include "table/export.h"
#include "table/import.h"

#include <sys/stat.h>

static void set_clock(const struct home *home, const char *wall)
{
	char path[300];
	struct err err = {.code = ERR_NONE};
	snprintf(path, sizeof path, "%s/clock", home->path);
	assert_true(file_replace(path, wall, strlen(wall), 0600, &err));
	setenv("LANYARD_CLOCK", path, 1);
}

/* People with what breaks spreadsheets: commas, quotes, accents, formulas, an unknown country's number, no contact at all. */
static void register_people(struct store *store)
{
	static const struct {
		const char *id, *name, *given, *family, *email, *phone;
	} people[] = {
		{"P1", "Ana María Núñez", "Ana María", "Núñez", "ana@example.org", "+13055550101"},
		{"P2", "O’Brien, \"Bo\"", "", "", "bo@example.org", "+50934120137"},
		{"P3", "=HYPERLINK(\"http://example.org\")", "", "", "-cy@example.org", ""},
		{"P4", "'=Dee", "", "", "", "555"},
		{"P5", "@Łukasz", "", "", "", ""},
	};
	for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
		append(store, "person.registered",
		       json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "person", people[i].id, "name", people[i].name,
				 "given", people[i].given, "family", people[i].family, "email", people[i].email, "phone",
				 people[i].phone, "language", i % 2 ? "es" : "en", "source", "kiosk"));
}

static void consent(struct store *store, const char *person, const char *purpose)
{
	append(store, "consent.given",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", person, "purpose", purpose, "wording", "1", "language", "en"));
}

static void scan(struct store *store, const char *employer, const char *person, const char *badge)
{
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", badge, "person", person));
	append(store, "lead.scanned", json_pack("{s:s, s:s, s:s}", "employer", employer, "badge", badge, "person", person));
}

static struct store *make_fair(struct home *home)
{
	home_directory(home);
	set_clock(home, "1773321845120"); /* 2026-03-12T13:24:05.120Z */
	home->fair = (struct fair){.name = "Biscayne Hiring Fair", .kind = "hiring-fair"};
	ASSERT_OK(store_init(home->path, &home->fair, "Front desk", home->device, &err));
	struct store *store = home_open(home, STORE_WRITE);
	append(store, "employer.set",
	       json_pack("{s:s, s:s, s:s}", "employer", "coral", "name", "Coral Health", "booth", "B12"));
	append(store, "employer.set", json_pack("{s:s, s:s, s:s}", "employer", "bay", "name", "Bay Works", "booth", "B13"));
	register_people(store);
	set_clock(home, "1773322145120");
	append(store, "person.checked_in", json_pack("{s:s}", "person", "P1"));
	append(store, "person.checked_in", json_pack("{s:s}", "person", "P4"));
	append(store, "person.checked_in", json_pack("{s:s}", "person", "P5"));
	append(store, "townhall.signed",
	       json_pack("{s:s, s:[s,s], s:s}", "person", "P1", "topics", "child-care", "housing", "question",
			 "=HYPERLINK(\"http://example.org\")"));
	append(store, "townhall.signed", json_pack("{s:s, s:[]}", "person", "P3", "topics"));
	append(store, "profile.set",
	       json_pack("{s:s, s:s, s:[s,s], s:[{s:s,s:i}]}", "person", "P1", "headline", "Nurse, night shifts", "skills",
			 "triage", "CPR", "languages", "id", "spa", "level", 2));
	consent(store, "P1", "share");
	consent(store, "P1", "talent");
	set_clock(home, "1773322445120");
	append(store, "person.checked_out", json_pack("{s:s}", "person", "P4"));
	append(store, "person.checked_out", json_pack("{s:s}", "person", "P5"));
	scan(store, "coral", "P1", "AAAAAAAAAAAAAAAA");
	set_clock(home, "1773322745120");
	append(store, "person.checked_in", json_pack("{s:s}", "person", "P4"));
	scan(store, "coral", "P2", "BBBBBBBBBBBBBBBB");
	scan(store, "bay", "P3", "CCCCCCCCCCCCCCCC");
	append(store, "lead.noted",
	       json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "employer", "coral", "badge", "AAAAAAAAAAAAAAAA", "rating", 4,
			 "tags", "=nights;ICU", "status", "shortlist", "note", "Says \"hi\",\n-second line\nthird, ñ"));
	return store;
}

static void expect_golden(struct store *store, const struct export *job, const char *golden)
{
	char path[512], made[300];
	struct buf expected, got;
	uint64_t rows;
	buf_init(&expected, 1 << 20);
	buf_init(&got, 1 << 20);
	snprintf(path, sizeof path, "%s/export/%s", TEST_DATA, golden);
	snprintf(made, sizeof made, "%s/out", store_home(store));
	ASSERT_OK(export_file(store, job, made, &rows, &err));
	ASSERT_OK(file_read(made, &got, &err));
	if (getenv("LANYARD_GOLDEN"))
		ASSERT_OK(file_replace(path, buf_text(&got), got.size, 0644, &err));
	ASSERT_OK(file_read(path, &expected, &err));
	assert_string_equal(buf_text(&got), buf_text(&expected));
	buf_release(&expected);
	buf_release(&got);
}

static void exports_are_as_they_always_were(void **state)
{
	(void)state;
	static const struct {
		struct export job;
		const char *golden;
	} rows[] = {
		{{.what = EXPORT_PEOPLE, .format = EXPORT_CSV, .employer = NULL}, "people.csv"},
		{{.what = EXPORT_PEOPLE, .format = EXPORT_JSON, .employer = NULL}, "people.json"},
		{{.what = EXPORT_CHECKINS, .format = EXPORT_CSV, .employer = NULL}, "checkins.csv"},
		{{.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = "coral"}, "leads-coral.csv"},
		{{.what = EXPORT_LEADS, .format = EXPORT_JSON, .employer = "B12"}, "leads-coral.json"},
		{{.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = NULL}, "leads-all.csv"},
		{{.what = EXPORT_PROFILES, .format = EXPORT_CSV, .employer = NULL}, "profiles.csv"},
		{{.what = EXPORT_TOWNHALL, .format = EXPORT_CSV, .employer = NULL}, "townhall.csv"},
		{{.what = EXPORT_TOWNHALL, .format = EXPORT_JSON, .employer = NULL}, "townhall.json"},
		{{.what = EXPORT_LEADS, .employer = "coral", .profile = LEADS_GREENHOUSE}, "leads-greenhouse.csv"},
		{{.what = EXPORT_LEADS, .employer = "coral", .profile = LEADS_LEVER}, "leads-lever.csv"},
		{{.what = EXPORT_LEADS, .employer = "coral", .profile = LEADS_HANDSHAKE}, "leads-handshake.csv"},
	};
	struct home home;
	struct store *store = make_fair(&home);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		expect_golden(store, &rows[i].job, rows[i].golden);
	store_close(store);
	home_remove(&home);
}

static void export_text(struct store *store, struct export job, struct buf *out)
{
	char path[300];
	snprintf(path, sizeof path, "%s/out", store_home(store));
	ASSERT_OK(export_file(store, &job, path, NULL, &err));
	buf_init(out, 1 << 20);
	ASSERT_OK(file_read(path, out, &err));
}

static void leads_say_only_what_was_shared_and_to_whom(void **state)
{
	(void)state;
	struct home home;
	struct buf coral, bay, all;
	struct store *store = make_fair(&home);
	export_text(store, (struct export){.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = "coral"}, &coral);
	export_text(store, (struct export){.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = "bay"}, &bay);
	export_text(store, (struct export){.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = NULL}, &all);
	assert_non_null(strstr(buf_text(&coral), "ana@example.org"));
	assert_non_null(strstr(buf_text(&coral), "BBBBBBBBBBBBBBBB"));
	assert_null(strstr(buf_text(&coral), "bo@example.org"));
	assert_null(strstr(buf_text(&coral), "Bo\"")); /* not even the rest of the name */
	assert_null(strstr(buf_text(&coral), "CCCCCCCCCCCCCCCC"));
	assert_null(strstr(buf_text(&bay), "coral"));
	assert_null(strstr(buf_text(&bay), "ana@example.org"));
	assert_non_null(strstr(buf_text(&all), "coral/AAAAAAAAAAAAAAAA"));
	assert_non_null(strstr(buf_text(&all), "bay/CCCCCCCCCCCCCCCC"));
	assert_null(strstr(buf_text(&all), "second line")); /* notes are the employer's */
	append(store, "consent.withdrawn",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", "P1", "purpose", "share", "wording", "1", "language", "en"));
	buf_release(&coral);
	export_text(store, (struct export){.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = "coral"}, &coral);
	assert_null(strstr(buf_text(&coral), "ana@example.org"));
	assert_null(strstr(buf_text(&coral), "triage"));
	buf_release(&coral);
	buf_release(&bay);
	buf_release(&all);
	store_close(store);
	home_remove(&home);
}

/* A recruiting system gets nobody who did not agree, not even the first name. */
static void recruiting_systems_get_only_who_agreed(void **state)
{
	(void)state;
	struct home home;
	struct store *store = make_fair(&home);
	for (int profile = LEADS_GREENHOUSE; profile < LEADS_PROFILES; profile++) {
		struct buf text;
		export_text(store,
			    (struct export){.what = EXPORT_LEADS, .employer = "coral", .profile = (enum leads_profile)profile},
			    &text);
		assert_non_null(strstr(buf_text(&text), "ana@example.org"));
		assert_null(strstr(buf_text(&text), "O’Brien"));
		buf_release(&text);
	}
	append(store, "consent.withdrawn",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", "P1", "purpose", "share", "wording", "1", "language", "en"));
	for (int profile = LEADS_GREENHOUSE; profile < LEADS_PROFILES; profile++) {
		struct buf text;
		export_text(store,
			    (struct export){.what = EXPORT_LEADS, .employer = "coral", .profile = (enum leads_profile)profile},
			    &text);
		assert_null(strstr(buf_text(&text), "ana@example.org"));
		assert_null(strstr(buf_text(&text), "Ana"));
		buf_release(&text);
	}
	store_close(store);
	home_remove(&home);
}

/* The text that is named is the one of the grant that stands: of what was taken back nothing is said. */
static void a_lead_says_what_was_agreed_to_and_when(void **state)
{
	(void)state;
	struct home home;
	struct buf text;
	struct store *store = make_fair(&home);
	struct export generic = {.what = EXPORT_LEADS, .employer = "coral"};
	export_text(store, generic, &text);
	assert_non_null(strstr(buf_text(&text), "\"share/1/en\",\"2026-03-12T13:29:05.120Z\"\r\n"));
	buf_release(&text);
	append(store, "consent.withdrawn",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", "P1", "purpose", "share", "wording", "1", "language", "en"));
	export_text(store, generic, &text);
	assert_null(strstr(buf_text(&text), "share/"));
	buf_release(&text);
	set_clock(&home, "1773323045120"); /* 13:44:05 */
	append(store, "consent.given",
	       json_pack("{s:s, s:s, s:s, s:s, s:o}", "person", "P1", "purpose", "share", "wording", "2026-03", "language",
			 "es", "over", view_withdrawals(store, "P1", CONSENT_SHARE)));
	export_text(store, generic, &text);
	assert_non_null(strstr(buf_text(&text), "\"share/2026-03/es\",\"2026-03-12T13:44:05.120Z\"\r\n"));
	buf_release(&text);
	for (int profile = LEADS_GREENHOUSE; profile <= LEADS_LEVER; profile++) {
		export_text(store,
			    (struct export){.what = EXPORT_LEADS, .employer = "coral", .profile = (enum leads_profile)profile},
			    &text);
		assert_non_null(strstr(buf_text(&text), "Consent: share/2026-03/es, 2026-03-12T13:44:05.120Z\""));
		buf_release(&text);
	}
	store_close(store);
	home_remove(&home);
}

/* Only what was promised: to who said yes and can be reached, and to the employer who asked. */
static void messages_are_what_was_promised(void **state)
{
	(void)state;
	struct home home;
	struct buf text;
	struct store *store = make_fair(&home);
	struct export job = {.what = EXPORT_MESSAGES, .format = EXPORT_JSON};
	struct registered yes, no;
	struct registration who = {.given = "Zenobia", .email = "zen@example.org", .language = "es", .source = "kiosk"};
	who.asked[CONSENT_MESSAGES] = true;
	ASSERT_OK(desk_register(store, &who, &no, &err));
	who.consent[CONSENT_MESSAGES] = true;
	who.email = "zoe@example.org";
	ASSERT_OK(desk_register(store, &who, &yes, &err));
	export_text(store, job, &text);
	json_t *rows = json_loads(buf_text(&text), 0, NULL), *row = json_array_get(rows, 0);
	assert_int_equal(json_array_size(rows), 1);
	assert_string_equal(json_string_value(json_object_get(row, "message")), "badge");
	assert_string_equal(json_string_value(json_object_get(row, "email")), "zoe@example.org");
	assert_string_equal(json_string_value(json_object_get(row, "badge_token")), yes.token);
	json_decref(rows);
	buf_release(&text);
	append(store, "employer.set", json_pack("{s:s, s:s}", "employer", "coral", "email", "jobs@coral.example.org"));
	ASSERT_OK(desk_leads_ask(store, "coral", &err));
	export_text(store, job, &text);
	rows = json_loads(buf_text(&text), 0, NULL);
	row = json_array_get(rows, 1);
	assert_int_equal(json_array_size(rows), 2);
	assert_string_equal(json_string_value(json_object_get(row, "message")), "leads");
	assert_string_equal(json_string_value(json_object_get(row, "email")), "jobs@coral.example.org");
	assert_string_equal(json_string_value(json_object_get(row, "employer")), "coral");
	json_decref(rows);
	buf_release(&text);
	store_close(store);
	home_remove(&home);
}

/* Of a person who is not known here, what their badge's card said. */
static void a_lead_from_a_card_has_its_name(void **state)
{
	(void)state;
	struct home home;
	struct buf text;
	struct store *store = make_fair(&home);
	append(store, "lead.scanned",
	       json_pack("{s:s, s:s, s:{s:s, s:b}}", "employer", "coral", "badge", "DDDDDDDDDDDDDDDD", "card", "name",
			 "Keisha Brown", "shared", 1));
	append(store, "lead.scanned",
	       json_pack("{s:s, s:s, s:{s:s, s:b}}", "employer", "coral", "badge", "EEEEEEEEEEEEEEEE", "card", "name",
			 "Marilyn", "shared", 0));
	export_text(store, (struct export){.what = EXPORT_LEADS, .employer = "coral"}, &text);
	assert_non_null(strstr(buf_text(&text), "Keisha Brown"));
	assert_non_null(strstr(buf_text(&text), "Marilyn"));
	buf_release(&text);
	store_close(store);
	home_remove(&home);
}

static void an_employer_nobody_knows_is_said_to_be_unknown(void **state)
{
	(void)state;
	struct home home;
	struct err err = {.code = ERR_NONE};
	struct stat there;
	char path[300];
	struct store *store = make_fair(&home);
	snprintf(path, sizeof path, "%s/out", home.path);
	assert_false(export_file(store, &(struct export){.what = EXPORT_LEADS, .format = EXPORT_CSV, .employer = "nobody"},
				 path, NULL, &err));
	assert_int_equal(err.code, ERR_MISSING);
	assert_int_not_equal(stat(path, &there), 0);
	store_close(store);
	home_remove(&home);
}

static void a_file_is_whole_or_not_there_and_for_its_owner_only(void **state)
{
	(void)state;
	struct home home;
	struct err err = {.code = ERR_NONE};
	struct stat there;
	char path[300];
	struct store *store = make_fair(&home);
	struct export job = {.what = EXPORT_PEOPLE, .format = EXPORT_CSV, .employer = NULL};
	snprintf(path, sizeof path, "%s/out", home.path);
	assert_true(export_file(store, &job, path, NULL, &err));
	assert_int_equal(stat(path, &there), 0);
	assert_int_equal(there.st_mode & 0777, 0600);

	FILE *full = fopen("/dev/full", "w");
	assert_non_null(full);
	assert_false(export_write(store, &job, full, NULL, &err));
	assert_int_equal(err.code, ERR_FULL);
	fclose(full);

	snprintf(path, sizeof path, "%s/missing/out", home.path);
	assert_false(export_file(store, &job, path, NULL, &err));
	store_close(store);
	home_remove(&home);
}

struct names {
	char text[64][4 * NAME_MOST];
	size_t count;
};

static bool keep_name(void *self, const struct person *person)
{
	struct names *names = self;
	text_format(names->text[names->count++], sizeof names->text[0], "%s|%s|%s|%s|%s", person->name, person->given,
		    person->family, person->email, person->phone);
	return true;
}

/* Names that break programs, in the manner of the Big List of Naughty Strings, as text_tidy() leaves them. */
static size_t register_naughty(struct store *store)
{
	static const char *const names[] = {
		"محمد بن علي",
		"Nguyễn Thị Bích",
		"李小龙",
		"Zoë 👩‍💻",
		"<script>alert(1)</script>",
		"Robert'); DROP TABLE person;--",
		"NULL",
		"undefined",
		"-1",
		"+1 Guest",
		"@SUM(1+1)",
		"＝1+1",
		"'=1",
		"''=1",
		"'-a",
		"a\"\"b",
		"x;",
		"Ana;Ruiz",
		"N/A Smith",
		"Łukasz Żółć",
		"Jean-Œuvre d’Ærø",
		"Ω≈ç√∫",
		"0x0",
		"1E+02",
		"%s%n%x",
	};
	size_t count = sizeof names / sizeof names[0];
	for (size_t i = 0; i < count; i++) {
		char id[ID_TEXT];
		snprintf(id, sizeof id, "N%zu", i);
		append(store, "person.registered", json_pack("{s:s, s:s}", "person", id, "name", names[i]));
	}
	return count;
}

static void what_was_exported_is_imported_as_it_was(void **state)
{
	(void)state;
	struct home first, second;
	struct import_report report;
	struct names before = {.count = 0}, after = {.count = 0};
	char path[300];
	struct store *store = make_fair(&first);
	size_t people = 5 + register_naughty(store);
	snprintf(path, sizeof path, "%s/out", first.path);
	ASSERT_OK(export_file(store, &(struct export){.what = EXPORT_PEOPLE, .format = EXPORT_CSV, .employer = NULL}, path,
			      NULL, &err));
	ASSERT_OK(view_people(store, keep_name, &before, &err));

	/* Into the fair that it came from: nothing to do. */
	ASSERT_OK(import_attendees(store, path, false, &report, &err));
	assert_string_equal(report.profile, "lanyard");
	assert_int_equal(report.unchanged, people);
	assert_int_equal(report.added + report.updated + report.skipped, 0);
	store_close(store);

	/* Into another: the same people. */
	home_make(&second);
	store = home_open(&second, STORE_WRITE);
	ASSERT_OK(import_attendees(store, path, false, &report, &err));
	assert_int_equal(report.added, people);
	ASSERT_OK(view_people(store, keep_name, &after, &err));
	assert_int_equal(after.count, before.count);
	for (size_t i = 0, found = 0; i < before.count; i++, found = 0) {
		for (size_t j = 0; j < after.count; j++)
			found += strcmp(before.text[i], after.text[j]) == 0;
		assert_int_equal(found, 1);
	}
	store_close(store);
	unsetenv("LANYARD_CLOCK");
	home_remove(&first);
	home_remove(&second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exports_are_as_they_always_were),
		cmocka_unit_test(leads_say_only_what_was_shared_and_to_whom),
		cmocka_unit_test(recruiting_systems_get_only_who_agreed),
		cmocka_unit_test(a_lead_says_what_was_agreed_to_and_when),
		cmocka_unit_test(messages_are_what_was_promised),
		cmocka_unit_test(a_lead_from_a_card_has_its_name),
		cmocka_unit_test(an_employer_nobody_knows_is_said_to_be_unknown),
		cmocka_unit_test(a_file_is_whole_or_not_there_and_for_its_owner_only),
		cmocka_unit_test(what_was_exported_is_imported_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
