/* src/store: what facts mean. Visits, badges, consent, merged people, employers, leads. */
#include "home.h"

#include "store/device.h"

static struct home home;
static struct store *store;

static int open_store(void **state)
{
	(void)state;
	home_make(&home);
	store = home_open(&home, STORE_WRITE);
	return 0;
}

static int close_store(void **state)
{
	(void)state;
	uint64_t events;
	ASSERT_OK(store_rebuild(store, &events, &err)); /* whatever the test did, the log says the same */
	store_close(store);
	home_remove(&home);
	return 0;
}

static void person(const char *id, const char *name)
{
	append(store, "person.registered", json_pack("{s:s, s:s}", "person", id, "name", name));
}

static void about(const char *kind, const char *id)
{
	append(store, kind, json_pack("{s:s}", "person", id));
}

static bool is_here(const char *id)
{
	struct person found;
	assert_true(view_person(store, id, &found));
	return found.checked_in_at.wall != 0;
}

/* --- people ----------------------------------------------------------------------------------------------------- */

static void fields_change_one_by_one(void **state)
{
	(void)state;
	struct person found;
	person("P1", "Ana");
	append(store, "person.changed",
	       json_pack("{s:s, s:s, s:s}", "person", "P1", "email", "ana@example.org", "phone", "+1305"));
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "P1", "phone", ""));
	append(store, "profile.set", json_pack("{s:s, s:s, s:[s]}", "person", "P1", "headline", "Welder", "skills", "welding"));
	assert_true(view_person(store, "P1", &found));
	assert_string_equal(found.name, "Ana");
	assert_string_equal(found.email, "ana@example.org");
	assert_string_equal(found.phone, "");
	assert_string_equal(found.headline, "Welder");
	json_t *profile = view_profile(store, "P1");
	assert_string_equal(json_string_value(json_array_get(json_object_get(profile, "skills"), 0)), "welding");
	assert_int_equal(json_object_size(profile), 2);
	json_decref(profile);
	assert_false(view_person(store, "P2", &found));
}

static void a_visit_stands_until_it_is_taken_back_or_ends(void **state)
{
	(void)state;
	char event[EVENT_REF_TEXT];
	person("P1", "Ana");
	assert_false(is_here("P1"));
	assert_false(view_visit(store, "P1", event));
	about("person.checked_in", "P1");
	about("person.checked_in", "P1");
	assert_int_equal(view_checked_in_count(store), 1);
	assert_true(view_visit(store, "P1", event));
	append(store, "checkin.undone", json_pack("{s:s}", "checkin", event));
	assert_true(is_here("P1")); /* the second stands */
	assert_true(view_visit(store, "P1", event));
	append(store, "checkin.undone", json_pack("{s:s}", "checkin", event));
	assert_false(is_here("P1"));
	about("person.checked_in", "P1");
	about("person.checked_out", "P1");
	assert_false(is_here("P1"));
	assert_int_equal(view_checked_in_count(store), 0);
	about("person.checked_in", "P1");
	assert_true(is_here("P1"));
}

static void the_newest_badge_that_stands_is_the_badge(void **state)
{
	(void)state;
	struct person found;
	char id[ID_TEXT];
	bool revoked;
	person("P1", "Ana");
	append(store, "badge.revoked", json_pack("{s:s}", "badge", "B3")); /* before it was issued */
	for (int i = 1; i <= 3; i++) {
		char badge[16];
		snprintf(badge, sizeof badge, "B%d", i);
		append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", badge, "person", "P1"));
	}
	assert_true(view_person(store, "P1", &found));
	assert_string_equal(found.badge, "B2");
	assert_true(view_badge(store, "B3", id, &revoked) && revoked);
	assert_true(view_badge(store, "B1", id, &revoked) && !revoked);
	assert_false(view_badge(store, "B9", id, &revoked));
}

static void merged_people_are_one(void **state)
{
	(void)state;
	struct person found, other;
	char id[ID_TEXT];
	struct lead lead;
	person("P2", "Ana");
	person("P1", "Ana Peña");
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "P2", "email", "ana@example.org"));
	append(store, "person.changed", json_pack("{s:s, s:[s], s:s}", "person", "P2", "ticket", "T1", "external", "list:7"));
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B2", "person", "P2"));
	append(store, "lead.scanned", json_pack("{s:s, s:s}", "employer", "E1", "badge", "B2"));
	about("person.checked_in", "P2");
	append(store, "person.merged", json_pack("{s:s, s:s}", "person", "P2", "into", "P1"));
	assert_true(view_person(store, "P1", &found));
	assert_true(view_person(store, "P2", &other));
	assert_memory_equal(&found, &other, sizeof found);
	assert_string_equal(found.name, "Ana Peña"); /* written last */
	assert_string_equal(found.email, "ana@example.org");
	assert_string_equal(found.badge, "B2");
	assert_true(found.checked_in_at.wall != 0);
	assert_int_equal(view_people_count(store), 1);
	assert_true(view_ticket(store, "T1", id) && strcmp(id, found.id) == 0);
	assert_true(view_external(store, "list:7", id) && strcmp(id, found.id) == 0);
	assert_true(view_lead(store, "E1", "B2", &lead) && strcmp(lead.person, found.id) == 0);
	append(store, "person.changed", json_pack("{s:s, s:s}", "person", "P2", "language", "ht"));
	assert_true(view_person(store, "P1", &found));
	assert_string_equal(found.language, "ht");
}

/* --- consent ---------------------------------------------------------------------------------------------------- */

static void give(const char *id, json_t *over)
{
	append(store, "consent.given",
	       json_pack("{s:s, s:s, s:s, s:s, s:o}", "person", id, "purpose", "share", "wording", "1", "language", "en",
			 "over", over));
}

static void withdraw(const char *id)
{
	append(store, "consent.withdrawn",
	       json_pack("{s:s, s:s, s:s, s:s}", "person", id, "purpose", "share", "wording", "1", "language", "en"));
}

static void a_withdrawal_wins_unless_the_consent_had_seen_it(void **state)
{
	(void)state;
	assert_false(view_consent(store, "P1", CONSENT_SHARE));
	give("P1", json_array());
	assert_true(view_consent(store, "P1", CONSENT_SHARE));
	assert_false(view_consent(store, "P1", CONSENT_TALENT));
	assert_false(view_consent(store, "P2", CONSENT_SHARE));
	json_t *before = view_withdrawals(store, "P1", CONSENT_SHARE);
	withdraw("P1");
	assert_false(view_consent(store, "P1", CONSENT_SHARE));
	give("P1", before); /* as another device would, that has not heard of the withdrawal: later, but blind */
	assert_false(view_consent(store, "P1", CONSENT_SHARE));
	json_t *seen = view_withdrawals(store, "P1", CONSENT_SHARE);
	assert_int_equal(json_array_size(seen), 1);
	give("P1", seen);
	assert_true(view_consent(store, "P1", CONSENT_SHARE));
	withdraw("P1");
	assert_false(view_consent(store, "P1", CONSENT_SHARE));
}

static void a_withdrawal_by_either_of_two_merged_people_counts(void **state)
{
	(void)state;
	give("P1", json_array());
	withdraw("P2");
	assert_true(view_consent(store, "P1", CONSENT_SHARE));
	append(store, "person.merged", json_pack("{s:s, s:s}", "person", "P1", "into", "P2"));
	assert_false(view_consent(store, "P1", CONSENT_SHARE));
	assert_false(view_consent(store, "P2", CONSENT_SHARE));
}

/* --- booths ----------------------------------------------------------------------------------------------------- */

static bool note_role(void *self, const struct role *role)
{
	*(struct role *)self = *role;
	return true;
}

static void employers_and_roles_are_found_in_any_case(void **state)
{
	(void)state;
	struct employer employer;
	struct role role = {.openings = 0};
	append(store, "employer.set", json_pack("{s:s, s:s, s:s}", "employer", "Acme", "name", "Acme Welding", "booth", "B12"));
	append(store, "employer.set", json_pack("{s:s, s:s}", "employer", "Acme", "email", "jobs@example.org"));
	append(store, "role.set",
	       json_pack("{s:s, s:s, s:s, s:[s,s], s:[s], s:i}", "role", "R1", "employer", "Acme", "title", "Welder", "skills",
			 "forklift", "welding", "must", "welding", "openings", 3));
	assert_true(view_employer(store, "acme", &employer));
	assert_string_equal(employer.id, "Acme");
	assert_string_equal(employer.email, "jobs@example.org");
	assert_true(view_employer(store, "b12", &employer));
	assert_string_equal(employer.name, "Acme Welding");
	assert_false(view_employer(store, "b1", &employer));
	assert_false(view_employer(store, "", &employer));
	ASSERT_OK(view_roles(store, "Acme", note_role, &role, &err));
	assert_string_equal(role.skills, "welding;forklift"); /* must-haves first, nothing twice */
	assert_int_equal(role.openings, 3);
}

static void scan(const char *employer, const char *badge)
{
	append(store, "lead.scanned", json_pack("{s:s, s:s}", "employer", employer, "badge", badge));
}

struct leads {
	struct lead list[8];
	size_t count;
};

static bool gather(void *self, const struct lead *lead)
{
	struct leads *leads = self;
	leads->list[leads->count++] = *lead;
	return leads->count < 8;
}

static struct leads leads_of(const char *employer)
{
	struct leads leads = {.count = 0};
	ASSERT_OK(view_leads(store, employer, gather, &leads, &err));
	assert_int_equal(leads.count, view_lead_count(store, employer));
	return leads;
}

static void leads_are_one_row_a_person_newest_first(void **state)
{
	(void)state;
	person("P1", "Ana");
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B1", "person", "P1"));
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B1b", "person", "P1")); /* printed again */
	scan("E1", "B1");
	append(store, "lead.scanned",
	       json_pack("{s:s, s:s, s:{s:s}}", "employer", "E1", "badge", "B2", "card", "name", "Jean"));
	scan("E2", "B1");
	scan("E1", "B1b");
	append(store, "lead.noted",
	       json_pack("{s:s, s:s, s:i, s:s}", "employer", "E1", "badge", "B1", "rating", 3, "note", "old"));
	append(store, "lead.noted", json_pack("{s:s, s:s, s:s}", "employer", "E1", "badge", "B1b", "note", "new"));
	struct leads leads = leads_of("E1");
	assert_int_equal(leads.count, 2);
	assert_string_equal(leads.list[0].person, "P1");
	assert_string_equal(leads.list[0].name, "Ana");
	assert_int_equal(leads.list[0].scans, 2);
	assert_int_equal(leads.list[0].rating, 3);
	assert_string_equal(leads.list[0].note, "new");
	assert_string_equal(leads.list[0].badge, "B1b");
	assert_string_equal(leads.list[1].person, "");
	assert_string_equal(leads.list[1].name, "Jean");
	assert_int_equal(leads_of("E2").count, 1);
	assert_int_equal(leads_of("E3").count, 0);
	person("P2", "Jean Pierre"); /* the badge becomes known */
	append(store, "badge.issued", json_pack("{s:s, s:s}", "badge", "B2", "person", "P2"));
	leads = leads_of("E1");
	assert_string_equal(leads.list[1].person, "P2");
	assert_string_equal(leads.list[1].name, "Jean Pierre");
}

static void a_lead_taken_back_returns_with_the_next_scan(void **state)
{
	(void)state;
	struct lead lead;
	scan("E1", "B1");
	append(store, "lead.noted", json_pack("{s:s, s:s, s:b}", "employer", "E1", "badge", "B1", "removed", 1));
	assert_int_equal(leads_of("E1").count, 0);
	assert_false(view_lead(store, "E1", "B1", &lead));
	append(store, "lead.noted", json_pack("{s:s, s:s, s:b}", "employer", "E1", "badge", "B1", "removed", 0));
	assert_true(view_lead(store, "E1", "B1", &lead));
	append(store, "lead.noted", json_pack("{s:s, s:s, s:b}", "employer", "E1", "badge", "B1", "removed", 1));
	scan("E1", "B1");
	assert_true(view_lead(store, "E1", "B1", &lead));
	assert_int_equal(lead.scans, 2);
}

/* --- what cannot be --------------------------------------------------------------------------------------------- */

static void faulty_facts_hurt_nobody(void **state)
{
	(void)state;
	struct person found;
	static const char *const bodies[][2] = {
		{"person.registered", "{}"},
		{"person.registered", "{\"person\":7,\"name\":[\"a\",{}]}"},
		{"person.registered", "{\"person\":\"P1\",\"name\":\"Ana\",\"ticket\":{\"a\":[1]},\"external\":null}"},
		{"person.registered", "{\"person\":\"P2\",\"name\":\"\\u0000Ana\",\"email\":\"a\\u0000b\"}"},
		{"person.merged", "{\"person\":\"P1\"}"},
		{"person.merged", "{\"person\":\"P1\",\"into\":\"P1\"}"},
		{"person.merged", "{}"},
		{"person.erased", "{}"},
		{"person.checked_in", "{\"person\":null}"},
		{"checkin.undone", "{\"checkin\":[1]}"},
		{"badge.issued", "{\"badge\":{},\"person\":{}}"},
		{"consent.given", "{\"person\":\"P1\",\"purpose\":\"share\",\"over\":\"text\"}"},
		{"profile.set", "{\"person\":\"P1\",\"a.b\\\"c\":1,\"headline\":{\"x\":1}}"},
		{"lead.noted", "{\"employer\":null,\"badge\":1}"},
		{"role.set", "{\"role\":\"R\",\"skills\":\"welding\",\"must\":5,\"openings\":\"many\"}"},
		{"fair.set", "{\"name\":{\"x\":1},\"starts\":\"soon\"}"},
		{"clock.anchor", "{\"boot\":\"x\",\"up\":\"y\",\"wall\":[]}"},
		{"device.revoked", "{}"},
	};
	for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
		append(store, bodies[i][0], json_loads(bodies[i][1], JSON_ALLOW_NUL, NULL));
	assert_true(view_person(store, "P1", &found));
	assert_string_equal(found.name, "Ana");
	view_consent(store, "P1", CONSENT_SHARE);
	json_decref(view_profile(store, "P1"));
	uint64_t events;
	ASSERT_OK(store_verify(store, &events, &err));
}

static void a_revoked_device_is_known_as_such(void **state)
{
	(void)state;
	struct device device;
	struct err said = {0};
	ASSERT_OK(store_device_find(store, home.device, &device, &err));
	assert_int_equal(device.revoked_at, 0);
	append(store, "device.revoked", json_pack("{s:s}", "revoked", home.device));
	ASSERT_OK(store_device_find(store, home.device, &device, &err));
	assert_true(device.revoked_at > 0);
	assert_null(invitation_make(store, "Kiosk", ROLE_KIOSK, "", "seven brown pelicans", INT64_MAX, &said));
	assert_int_equal(said.code, ERR_REFUSED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fields_change_one_by_one),
		TEST(a_visit_stands_until_it_is_taken_back_or_ends),
		TEST(the_newest_badge_that_stands_is_the_badge),
		TEST(merged_people_are_one),
		TEST(a_withdrawal_wins_unless_the_consent_had_seen_it),
		TEST(a_withdrawal_by_either_of_two_merged_people_counts),
		TEST(employers_and_roles_are_found_in_any_case),
		TEST(leads_are_one_row_a_person_newest_first),
		TEST(a_lead_taken_back_returns_with_the_next_scan),
		TEST(faulty_facts_hurt_nobody),
		TEST(a_revoked_device_is_known_as_such),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
