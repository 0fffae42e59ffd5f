/* src/desk: what staff do to people, and what they are shown. The erasure is looked for everywhere it could have been left: in
 * the log's bodies, in the bytes of every file of the home, in every table of the view, in search, lists and exports. */
#include "home.h"

#include "desk/staff.h"
#include "store/internal.h"
#include "store/view_staff.h"
#include "table/export.h"

#include <dirent.h>
#include <sodium.h>

/* --- a fair for each test ------------------------------------------------------------------------------------------------ */

static struct home home;
static struct store *store;
static int64_t wall;

static void test_clock(struct instant *out)
{
	*out = (struct instant){.wall = wall, .trusted = true};
	wall += 60000;
}

static int open_fair(void **state)
{
	(void)state;
	wall = 1773336240000;
	home_make(&home);
	store = home_open(&home, STORE_WRITE);
	store->now = test_clock;
	append(store, "employer.set",
	       json_pack("{s:s, s:s, s:s}", "employer", "coral", "name", "Coral Health", "booth", "B12"));
	append(store, "employer.set",
	       json_pack("{s:s, s:s, s:s}", "employer", "port", "name", "Port Logistics", "booth", "A4"));
	append(store, "employer.set", json_pack("{s:s, s:s, s:s}", "employer", "tern", "name", "Tern Air", "booth", "A10"));
	return 0;
}

static int close_fair(void **state)
{
	(void)state;
	store_close(store);
	home_remove(&home);
	return 0;
}

static struct registered add(const char *given, const char *family, const char *email, const char *phone)
{
	struct registered out;
	struct registration registration = {.given = given,
					    .family = family,
					    .email = email,
					    .phone = phone,
					    .language = "en",
					    .consent = {true, true, true},
					    .asked = {true, true, true},
					    .consent_wording = "1",
					    .source = "kiosk"};
	ASSERT_OK(desk_register(store, &registration, &out, &err));
	return out;
}

static struct person look(const char *id)
{
	struct person person;
	assert_true(view_person(store, id, &person));
	return person;
}

static enum err_code fails(bool ok, const struct err *err)
{
	assert_false(ok);
	assert_non_null(strchr(err->text, ';'));
	return err->code;
}
#define FAILS(call, wanted) \
	do { \
		struct err err = {0}; \
		assert_int_equal(fails(call, &err), wanted); \
	} while (0)

/* --- details ---------------------------------------------------------------------------------------------------------------
 */

static void only_what_differs_is_written(void **state)
{
	(void)state;
	struct registered ana = add("Ana", "Cruz", "ana@example.org", "");
	uint64_t before = store_event_count(store);
	ASSERT_OK(staff_change(store, ana.person, &(struct staff_change){.given = "Ana", .email = " ana@example.org "}, &err));
	assert_int_equal(store_event_count(store), before);
	ASSERT_OK(staff_change(store, ana.person,
			       &(struct staff_change){.family = "de la Cruz", .email = "", .phone = "(305) 555-0137"}, &err));
	struct person person = look(ana.person);
	assert_string_equal(person.name, "Ana de la Cruz");
	assert_string_equal(person.family, "de la Cruz");
	assert_string_equal(person.email, "");
	assert_string_equal(person.phone, "+13055550137");
	assert_int_equal(store_event_count(store), before + 1);
}

static void what_cannot_be_changes_nothing(void **state)
{
	(void)state;
	struct registered ana = add("Ana", "Cruz", "ana@example.org", ""), kid;
	struct registration young = {.given = "Luz", .language = "es", .age = AGE_UNDER_16, .source = "desk"};
	ASSERT_OK(desk_register(store, &young, &kid, &err));
	uint64_t before = store_event_count(store);
	FAILS(staff_change(store, ana.person, &(struct staff_change){.given = "  "}, &err), ERR_INPUT);
	FAILS(staff_change(store, ana.person, &(struct staff_change){.email = "ana@"}, &err), ERR_INPUT);
	FAILS(staff_change(store, ana.person, &(struct staff_change){.phone = "12"}, &err), ERR_INPUT);
	FAILS(staff_change(store, kid.person, &(struct staff_change){.family = "Mar"}, &err), ERR_INPUT);
	FAILS(staff_change(store, kid.person, &(struct staff_change){.email = "luz@example.org"}, &err), ERR_INPUT);
	FAILS(staff_change(store, "NOBODY", &(struct staff_change){.given = "Ana"}, &err), ERR_MISSING);
	assert_int_equal(store_event_count(store), before);
}

/* A list may have a phone that nobody could type; changing the e-mail does not stumble over it. */
static void what_is_left_alone_is_not_judged(void **state)
{
	(void)state;
	append(store, "person.registered",
	       json_pack("{s:s, s:s, s:s}", "person", "IMPORTED", "name", "Jo Doe", "phone", "ask at the desk"));
	ASSERT_OK(staff_change(store, "IMPORTED", &(struct staff_change){.email = "jo@example.org"}, &err));
	struct person person = look("IMPORTED");
	assert_string_equal(person.name, "Jo Doe");
	assert_string_equal(person.phone, "ask at the desk");
	assert_string_equal(person.email, "jo@example.org");
}

/* --- history ---------------------------------------------------------------------------------------------------------------
 */

struct told {
	char text[512];
	struct moment last;
};

static bool tell(void *self, const struct history_row *row)
{
	static const char *const words[] = {"known", "arrival", "leaving", "print", "profile", "scan"};
	struct told *told = self;
	size_t used = strlen(told->text);
	assert_int_equal(row->at.certainty, MOMENT_EXACT);
	assert_true(row->at.wall >= told->last.wall);
	told->last = row->at;
	snprintf(told->text + used, sizeof told->text - used, "%s%s%s%s", used ? ", " : "", words[row->what],
		 row->where[0] ? " " : "", row->where);
	return true;
}

static void assert_history(const char *person, const char *wanted)
{
	struct told told = {.text = ""};
	ASSERT_OK(view_history(store, person, tell, &told, &err));
	assert_string_equal(told.text, wanted);
}

static void what_happened_is_told_in_order(void **state)
{
	(void)state;
	struct registered ana = add("Ana", "Cruz", "ana@example.org", ""), leo = add("Leo", "Paz", "", "");
	struct scan scan;
	append(store, "badge.printed", json_pack("{s:s}", "badge", ana.badge));
	append(store, "profile.set", json_pack("{s:s, s:s}", "person", ana.person, "headline", "Nurse"));
	ASSERT_OK(desk_scan_booth(store, "coral", ana.token, strlen(ana.token), &scan, &err));
	ASSERT_OK(desk_scan_booth(store, "port", ana.token, strlen(ana.token), &scan, &err));
	assert_history(ana.person, "known, arrival Front desk, print, profile, scan B12, scan A4");
	ASSERT_OK(desk_lead_remove(store, "port", ana.badge, true, &err));
	ASSERT_OK(staff_undo_checkin(store, ana.person, &err));
	assert_history(ana.person, "known, print, profile, scan B12");
	assert_history(leo.person, "known, arrival Front desk");
	assert_history("NOBODY", "");
}

/* --- duplicates ------------------------------------------------------------------------------------------------------------
 */

static void likely_duplicates_are_found(void **state)
{
	(void)state;
	static const struct {
		const char *why, *given, *family, *email, *phone;
		bool found;
	} rows[] = {
		{"marks", "Marisol", "Pena", "marisol@example.org", "", true},
		{"a slip, and the case of the address", "Marisool", "Peña", "Marisol@Example.org", "", true},
		{"the phone alone", "MARISOL", "PEÑA", "", "3055550142", true},
		{"a longer name", "Marisol", "Peña Ruiz", "marisol@example.org", "", true},
		{"no contact that contradicts", "Marisol", "Peña", "", "", true},
		{"another address and phone", "Marisol", "Peña", "other@example.org", "7865550100", false},
		{"a brother with the same phone", "Mateo", "Peña", "", "3055550142", false},
		{"another name", "Keisha", "Brown", "", "", false},
	};
	struct registered first = add("Marisol", "Peña", "marisol@example.org", "3055550142");
	char other[ID_TEXT];
	assert_false(view_duplicate(store, first.person, other));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct registered second = add(rows[i].given, rows[i].family, rows[i].email, rows[i].phone);
		bool found = view_duplicate(store, second.person, other);
		if (found != rows[i].found || (found && strcmp(other, first.person) != 0))
			fail_msg("%s: %s", rows[i].why, found ? "found" : "not found");
		assert_int_equal(view_duplicate(store, first.person, other), rows[i].found);
		ASSERT_OK(staff_erase(store, second.person, &err));
	}
}

/* Two children are often called Ana, and nothing else is known of them. */
static void a_first_name_alone_is_nobody_twice(void **state)
{
	(void)state;
	char other[ID_TEXT];
	struct registered one = add("Ana", "", "", "");
	add("Ana", "", "", "");
	assert_false(view_duplicate(store, one.person, other));
}

static void who_is_kept_apart_is_not_asked_about_again(void **state)
{
	(void)state;
	char found[ID_TEXT];
	struct registered one = add("Ana", "Cruz", "", ""), other = add("Ana", "Cruz", "", "");
	assert_true(view_duplicate(store, one.person, found));
	ASSERT_OK(staff_keep_apart(store, other.person, one.person, &err));
	assert_false(view_duplicate(store, one.person, found));
	assert_false(view_duplicate(store, other.person, found));
	FAILS(staff_keep_apart(store, one.person, one.person, &err), ERR_REFUSED);
	struct registered third = add("Ana", "Cruz", "", "");
	ASSERT_OK(staff_merge(store, third.person, other.person, &err)); /* the word holds for whoever they become */
	assert_false(view_duplicate(store, one.person, found));
}

static void a_merge_keeps_what_is_kept_and_adds_the_rest(void **state)
{
	(void)state;
	struct scan scan;
	struct registered keep = add("Marisol", "Peña", "marisol@example.org", "");
	struct registered other = add("Marisol", "Pena", "mp@example.org", "3055550142");
	ASSERT_OK(staff_merge(store, keep.person, other.person, &err));
	struct person person = look(other.person);
	assert_string_equal(person.name, "Marisol Peña");
	assert_string_equal(person.family, "Peña");
	assert_string_equal(person.email, "marisol@example.org");
	assert_string_equal(person.phone, "+13055550142");
	assert_string_equal(look(keep.person).id, person.id);
	assert_int_equal(view_people_count(store), 1);
	ASSERT_OK(desk_scan(store, other.token, strlen(other.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_ALREADY);
	assert_string_equal(scan.person.name, "Marisol Peña");
	ASSERT_OK(desk_scan(store, keep.token, strlen(keep.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_ALREADY);
	FAILS(staff_merge(store, keep.person, other.person, &err), ERR_REFUSED);
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err));
}

/* Each has what was said of it before, badges and leads included; and what is known of a merge that was undone keeps the
 * erasure of one from the other. */
static void a_merge_is_undone_within_a_day(void **state)
{
	(void)state;
	struct scan scan;
	struct moment at;
	char found[ID_TEXT];
	uint64_t events;
	struct registered ana = add("Mariana", "Cruz", "ana@example.org", ""),
			  other = add("Marianna", "Cruz", "ana@example.org", "3055550142");
	ASSERT_OK(desk_scan_booth(store, "coral", other.token, strlen(other.token), &scan, &err));
	FAILS(staff_unmerge(store, ana.person, wall, &err), ERR_MISSING);
	ASSERT_OK(staff_merge(store, ana.person, other.person, &err));
	assert_true(staff_may_unmerge(store, other.person, wall, &at) && at.certainty == MOMENT_EXACT && at.wall < wall);
	assert_false(staff_may_unmerge(store, other.person, wall + UNMERGE_MS, &at));
	FAILS(staff_unmerge(store, other.person, wall + UNMERGE_MS, &err), ERR_REFUSED);
	assert_history(ana.person, "known, arrival Front desk, arrival Front desk, scan B12");
	ASSERT_OK(staff_unmerge(store, other.person, wall, &err));
	assert_string_equal(look(ana.person).name, "Mariana Cruz");
	assert_string_equal(look(ana.person).phone, "");
	assert_string_equal(look(other.person).name, "Marianna Cruz");
	assert_string_equal(look(other.person).phone, "+13055550142");
	assert_int_equal(view_people_count(store), 2);
	assert_history(ana.person, "known, arrival Front desk");
	assert_history(other.person, "known, arrival Front desk, scan B12");
	ASSERT_OK(desk_scan(store, other.token, strlen(other.token), &scan, &err));
	assert_string_equal(scan.person.name, "Marianna Cruz");
	assert_true(view_duplicate(store, ana.person, found));
	FAILS(staff_unmerge(store, ana.person, wall, &err), ERR_MISSING);
	ASSERT_OK(store_rebuild(store, &events, &err));

	ASSERT_OK(staff_erase(store, other.person, &err));
	assert_string_equal(look(ana.person).name, "Mariana Cruz");
	assert_int_equal(view_people_count(store), 1);
	ASSERT_OK(store_rebuild(store, &events, &err));
}

/* --- erasing ---------------------------------------------------------------------------------------------------------------
 */

static bool holds(const void *bytes, size_t size, const void *part, size_t part_size)
{
	const char *at = bytes, *end = at + size;
	while (at && (size_t)(end - at) >= part_size) {
		at = memchr(at, *(const char *)part, (size_t)(end - at) - part_size + 1);
		if (at && memcmp(at, part, part_size) == 0)
			return true;
		at = at ? at + 1 : NULL;
	}
	return false;
}

static bool names_zenobia(const char *text, size_t size)
{
	return holds(text, size, "Zenobia", 7) || holds(text, size, "zenobia", 7) || holds(text, size, "ZENOBIA", 7);
}

enum { BODIES_MOST = 64 };
struct bodies {
	size_t count, sizes[BODIES_MOST];
	uint8_t sealed[BODIES_MOST][512]; /* the beginning is enough to know one by */
};

/* The sealed bodies that hold the name. */
static bool keep_sealed(void *self, const struct event *event, json_t *body)
{
	struct bodies *bodies = self;
	char *text = body ? json_dumps(body, 0) : NULL;
	if (text && names_zenobia(text, strlen(text))) {
		size_t size = event->sealed_size < 512 ? event->sealed_size : 512;
		assert_true(bodies->count < BODIES_MOST);
		memcpy(bodies->sealed[bodies->count], event->sealed, size);
		bodies->sizes[bodies->count++] = size;
	}
	free(text);
	return true;
}

static struct bodies bodies_with_name(void)
{
	struct bodies bodies = {.count = 0};
	ASSERT_OK(store_events(store, NULL, 0, SIZE_MAX, true, keep_sealed, &bodies, &err));
	return bodies;
}

static void assert_not_in_file(const char *path, const struct bodies *bodies)
{
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	size_t size = (size_t)ftell(file);
	rewind(file);
	char *bytes = malloc(size + 1);
	assert_non_null(bytes);
	assert_int_equal(fread(bytes, 1, size, file), size);
	fclose(file);
	assert_false(names_zenobia(bytes, size));
	for (size_t i = 0; i < bodies->count; i++)
		if (holds(bytes, size, bodies->sealed[i], bodies->sizes[i]))
			fail_msg("a sealed body is still in %s", path);
	free(bytes);
}

static size_t assert_not_in_files(const char *dir, const struct bodies *bodies)
{
	DIR *list = opendir(dir);
	size_t files = 0;
	assert_non_null(list);
	for (struct dirent *entry; (entry = readdir(list));) {
		char path[1024];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
		if (entry->d_type == DT_DIR)
			files += assert_not_in_files(path, bodies);
		else
			assert_not_in_file(path, bodies), files++;
	}
	closedir(list);
	return files;
}

/* Every cell of every table of the view. */
static void assert_not_in_view(void)
{
	sqlite3_stmt *tables = NULL, *rows;
	size_t cells = 0;
	assert_int_equal(sqlite3_prepare_v2(store->db.handle, "SELECT name FROM view.sqlite_schema WHERE type = 'table'", -1,
					    &tables, NULL),
			 SQLITE_OK);
	while (sqlite3_step(tables) == SQLITE_ROW) {
		char sql[128];
		snprintf(sql, sizeof sql, "SELECT * FROM view.\"%s\"", sqlite3_column_text(tables, 0));
		assert_int_equal(sqlite3_prepare_v2(store->db.handle, sql, -1, &rows, NULL), SQLITE_OK);
		while (sqlite3_step(rows) == SQLITE_ROW)
			for (int i = 0; i < sqlite3_column_count(rows); i++, cells++) {
				const char *text = (const char *)sqlite3_column_text(rows, i);
				if (text && names_zenobia(text, (size_t)sqlite3_column_bytes(rows, i)))
					fail_msg("the name is in %s", sqlite3_column_text(tables, 0));
			}
		sqlite3_finalize(rows);
	}
	sqlite3_finalize(tables);
	assert_true(cells > 0);
}

static void assert_not_exported(void)
{
	for (int what = 0; what < EXPORT_COUNT; what++) {
		char *text = NULL;
		size_t size = 0;
		FILE *out = open_memstream(&text, &size);
		ASSERT_OK(export_write(store, &(struct export){.what = (enum export_what)what}, out, NULL, &err));
		fclose(out);
		assert_false(names_zenobia(text, size));
		free(text);
	}
}

static bool count_leads(void *self, const struct lead *lead)
{
	assert_false(names_zenobia(lead->name, strlen(lead->name)) || names_zenobia(lead->note, strlen(lead->note)));
	++*(size_t *)self;
	return true;
}

static void an_erased_person_is_nowhere(void **state)
{
	(void)state;
	struct scan scan;
	struct hit hit;
	char found[ID_TEXT];
	struct registered ana = add("Ana", "Cruz", "ana@example.org", "");
	struct registered one = add("Zenobia", "Wick", "zenobia@example.org", "3055550142");
	struct registered two = add("Zenobia", "Wick", "zenobia@example.org", "");
	append(store, "profile.set", json_pack("{s:s, s:s}", "person", one.person, "headline", "Zenobia the welder"));
	ASSERT_OK(desk_scan_booth(store, "coral", one.token, strlen(one.token), &scan, &err));
	append(store, "lead.scanned",
	       json_pack("{s:s, s:s, s:{s:s}}", "employer", "port", "badge", two.badge, "card", "name", "Zenobia Wick"));
	ASSERT_OK(desk_lead_note(store, "coral", one.badge, &(struct lead_note){.note = "Call Zenobia", .rating = 4}, &err));
	ASSERT_OK(staff_merge(store, one.person, two.person, &err));
	struct bodies bodies = bodies_with_name();
	assert_true(bodies.count == 5);

	ASSERT_OK(staff_erase(store, two.person, &err)); /* by either id: all of them */
	assert_int_equal(bodies_with_name().count, 0);
	assert_not_in_view();
	assert_not_exported();
	assert_int_equal(view_find(store, "Zenobia", &hit, 1, NULL), 0);
	assert_int_equal(view_find(store, "zenob", &hit, 1, NULL), 0);
	assert_false(view_person(store, one.person, &scan.person) || view_person(store, two.person, &scan.person));
	assert_false(view_duplicate(store, one.person, found));
	assert_history(one.person, "");
	size_t leads = 0;
	ASSERT_OK(view_leads(store, "coral", count_leads, &leads, &err));
	ASSERT_OK(view_leads(store, "port", count_leads, &leads, &err));
	assert_int_equal(leads, 0);
	ASSERT_OK(desk_scan(store, one.token, strlen(one.token), &scan, &err));
	assert_int_equal(scan.verdict, VERDICT_REVOKED);
	assert_string_equal(scan.person.name, "");
	assert_string_equal(look(ana.person).name, "Ana Cruz");
	assert_true(assert_not_in_files(home.path, &bodies) >= 3);

	uint64_t events;
	ASSERT_OK(store_verify(store, &events, &err));
	ASSERT_OK(store_rebuild(store, &events, &err));
	store_close(store);
	assert_not_in_files(home.path, &bodies);
	store = home_open(&home, STORE_WRITE);
	store->now = test_clock;
	assert_not_in_view();
	assert_int_equal(view_people_count(store), 1);
	FAILS(staff_erase(store, one.person, &err), ERR_MISSING);
}

/* --- booths ----------------------------------------------------------------------------------------------------------------
 */

struct counted {
	size_t count;
	struct booth_count rows[8];
};

static bool keep_booth(void *self, const struct booth_count *booth)
{
	struct counted *counted = self;
	counted->rows[counted->count++] = *booth;
	return true;
}

static void booths_are_counted_as_their_own_lists_are(void **state)
{
	(void)state;
	struct scan scan;
	struct counted counted = {.count = 0};
	struct registered people[4];
	for (int i = 0; i < 4; i++) {
		people[i] = add("Person", (char[]){(char)('A' + i), '\0'}, "", "");
		ASSERT_OK(desk_scan_booth(store, "coral", people[i].token, strlen(people[i].token), &scan, &err));
	}
	ASSERT_OK(desk_scan_booth(store, "coral", people[0].token, strlen(people[0].token), &scan, &err));
	ASSERT_OK(desk_scan_booth(store, "tern", people[1].token, strlen(people[1].token), &scan, &err));
	append(store, "lead.scanned", json_pack("{s:s, s:s}", "employer", "CORAL", "badge", "7K2Q9M4D8R3T6VWX"));
	ASSERT_OK(desk_lead_remove(store, "coral", people[2].badge, true, &err));
	ASSERT_OK(desk_lead_remove(store, "coral", people[3].badge, true, &err));
	ASSERT_OK(desk_scan_booth(store, "coral", people[3].token, strlen(people[3].token), &scan, &err)); /* comes back */
	ASSERT_OK(staff_merge(store, people[0].person, people[1].person, &err));
	int64_t before = wall;
	ASSERT_OK(view_booths(store, keep_booth, &counted, &err));
	assert_int_equal(counted.count, 3);
	assert_string_equal(counted.rows[0].employer.booth, "A4");
	assert_string_equal(counted.rows[1].employer.booth, "A10");
	assert_string_equal(counted.rows[2].employer.name, "Coral Health");
	for (size_t i = 0; i < counted.count; i++)
		assert_int_equal(counted.rows[i].leads, view_lead_count(store, counted.rows[i].employer.id));
	assert_int_equal(counted.rows[0].leads, 0);
	assert_int_equal(counted.rows[0].last.wall, 0);
	assert_int_equal(counted.rows[2].leads, 3);
	assert_true(counted.rows[2].last.wall > 1773336240000 && counted.rows[2].last.wall < before);
}

#define STAFF(test) cmocka_unit_test_setup_teardown(test, open_fair, close_fair)

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	const struct CMUnitTest tests[] = {
		STAFF(only_what_differs_is_written),
		STAFF(what_cannot_be_changes_nothing),
		STAFF(what_is_left_alone_is_not_judged),
		STAFF(what_happened_is_told_in_order),
		STAFF(likely_duplicates_are_found),
		STAFF(a_first_name_alone_is_nobody_twice),
		STAFF(who_is_kept_apart_is_not_asked_about_again),
		STAFF(a_merge_keeps_what_is_kept_and_adds_the_rest),
		STAFF(a_merge_is_undone_within_a_day),
		STAFF(an_erased_person_is_nowhere),
		STAFF(booths_are_counted_as_their_own_lists_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
