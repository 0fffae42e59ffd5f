/* src/talent: the catalogue as it is delivered, a profile as facts, and the properties that make the list of booths fair: it
 * depends on skills and jobs alone, and the same person gets the same list on every device. LANYARD_SEED=n runs one seed. */
#include "home.h"

#include "base/text.h"
#include "desk/desk.h"
#include "talent/openings.h"

static struct skills *open_skills(void)
{
	struct skills *skills;
	ASSERT_OK(skills = skills_open(ASSETS "/talent.json", &err));
	return skills;
}

/* --- the catalogue ---------------------------------------------------------------------------------------------- */

static void every_term_has_every_name(void **state)
{
	(void)state;
	static const char *const languages[] = {"en", "es", "ht"};
	struct skills *skills = open_skills();
	for (int kind = 0; kind < TERM_KINDS; kind++)
		for (size_t i = 0; i < skills_count(skills, (enum term_kind)kind); i++) {
			const char *id = skills_id(skills, (enum term_kind)kind, i);
			size_t group = skills_group(skills, (enum term_kind)kind, i);
			assert_true(kind == TERM_GROUP || group < skills_count(skills, TERM_GROUP));
			for (size_t l = 0; l < 3; l++) {
				const char *name = skills_name(skills, (enum term_kind)kind, id, languages[l]);
				char entry[ENTRY_MOST];
				assert_string_not_equal(name, id);
				skills_entry(skills, (enum term_kind)kind, name, ENTRY_GRAPHEMES, entry);
				assert_string_equal(entry, id); /* what is shown finds what it is */
			}
		}
	assert_string_equal(skills_name(skills, TERM_SKILL, "spanish", "fr"), "Spanish"); /* a language without names */
	skills_close(skills);
}

static void texts_become_entries(void **state)
{
	(void)state;
	static const struct {
		enum term_kind kind;
		const char *text, *entry;
	} rows[] = {
		{TERM_SKILL, "Patient care", "patient-care"},
		{TERM_SKILL, "  PATIENT   CARE ", "patient-care"},
		{TERM_SKILL, "atencion a pacientes", "patient-care"}, /* Spanish, without its accent */
		{TERM_SKILL, "Kreyol", "haitian-creole"},             /* another way to write it */
		{TERM_SKILL, "Pottery", "Pottery"},
		{TERM_SKILL, " Glass  blowing ", "Glass blowing"},
		{TERM_SKILL, "…", ""},
		{TERM_JOB, "Certified Nursing Assistant", "31-1131.00"},
		{TERM_JOB, "Asistan medikal", "31-9092.00"},
		{TERM_JOB, "Kite maker", "Kite maker"},
	};
	struct skills *skills = open_skills();
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char entry[ENTRY_MOST];
		skills_entry(skills, rows[i].kind, rows[i].text, ENTRY_GRAPHEMES, entry);
		assert_string_equal(entry, rows[i].entry);
	}
	assert_true(skills_same("Pottery", "pottery"));
	assert_false(skills_same("Pottery", "Potter"));
	skills_close(skills);
}

static void search_begins_words(void **state)
{
	(void)state;
	struct skills *skills = open_skills();
	size_t found[8];
	assert_int_equal(skills_search(skills, TERM_SKILL, "cuid ni", "es", found, 8), 1);
	assert_string_equal(skills_id(skills, TERM_SKILL, found[0]), "child-care");
	assert_int_equal(skills_search(skills, TERM_SKILL, "excel", "ht", found, 8), 1);
	assert_string_equal(skills_id(skills, TERM_SKILL, found[0]), "spreadsheets");
	assert_int_equal(skills_search(skills, TERM_SKILL, "c", "en", found, 3), 3);
	assert_int_equal(skills_search(skills, TERM_SKILL, "pottery", "en", found, 8), 0);
	assert_int_equal(skills_search(skills, TERM_SKILL, "  ", "en", found, 8), 0);
	skills_close(skills);
}

static void broken_catalogues_are_named(void **state)
{
	(void)state;
	static const char good_group[] =
		"\"groups\":[{\"id\":\"a\",\"en\":\"A\"}],\"jobs\":[{\"id\":\"j\",\"group\":\"a\",\"en\":\"J\"}]";
	static const struct {
		const char *skills, *says;
	} rows[] = {
		{"[]", "needs 1 to"},
		{"[{\"id\":\"x\",\"group\":\"b\",\"en\":\"X\"}]", "a group that is not there"},
		{"[{\"id\":\"x\",\"group\":\"a\"}]", "needs an id and an English name"},
		{"[{\"id\":\"x\",\"group\":\"a\",\"en\":\"X\"},{\"id\":\"y\",\"group\":\"a\",\"en\":\"x\"}]",
		 "are called \"x\""},
		{"[", "line 1"},
	};
	char path[] = "/tmp/lanyard-skills.XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		FILE *file = fopen(path, "w");
		assert_non_null(file);
		fprintf(file, "{%s,\"skills\":%s}", good_group, rows[i].skills);
		fclose(file);
		assert_null(skills_open(path, &err));
		assert_int_equal(err.code, ERR_INPUT);
		if (!strstr(err.text, rows[i].says))
			fail_msg("\"%s\" does not say \"%s\"", err.text, rows[i].says);
	}
	unlink(path);
}

/* --- a profile as facts ----------------------------------------------------------------------------------------- */

static struct talent sample(void)
{
	struct talent talent;
	talent_init(&talent);
	entries_toggle(&talent.skills, TALENT_SKILLS, "patient-care");
	entries_toggle(&talent.skills, TALENT_SKILLS, "spanish");
	entries_toggle(&talent.skills, TALENT_SKILLS, "Pottery");
	entries_toggle(&talent.jobs, TALENT_JOBS, "31-9092.00");
	entries_toggle(&talent.jobs, TALENT_JOBS, "Kite maker");
	talent.years = 3;
	talent.hours = HOURS_EITHER;
	talent.start = START_TWO_WEEKS;
	talent.education = 6;
	talent.mode[WORK_ONSITE] = talent.mode[WORK_REMOTE] = true;
	talent.open_to_any = true;
	return talent;
}

static void a_profile_comes_back(void **state)
{
	(void)state;
	struct skills *skills = open_skills();
	struct talent talent = sample(), back;
	json_t *body = talent_body(&talent, skills, "en");
	assert_non_null(body);
	talent_read(&back, skills, body);
	assert_memory_equal(&back, &talent, sizeof back);
	char *text = json_dumps(body, JSON_COMPACT | JSON_SORT_KEYS);
	assert_string_equal(text,
			    "{\"available_from\":\"2w\",\"education\":6,\"exp_years_band\":\"3-5\",\"headline\":\"Medical "
			    "assistant\",\"languages\":[{\"id\":\"spa\"}],\"open_to_any\":true,\"schedule\":[\"full\","
			    "\"part\"],\"skills\":[{\"id\":\"patient-care\",\"level\":2,\"source\":\"self\"},{\"id\":"
			    "\"spanish\",\"level\":2,\"source\":\"self\"},{\"level\":2,\"source\":\"self\",\"text\":"
			    "\"Pottery\"}],\"target_occ\":[\"31-9092.00\",{\"text\":\"Kite maker\"}],\"work_mode\":["
			    "\"onsite\",\"remote\"]}");
	free(text);
	json_decref(body);
	skills_close(skills);
}

static void nothing_said_is_nothing(void **state)
{
	(void)state;
	struct skills *skills = open_skills();
	struct talent talent, back;
	talent_init(&talent);
	assert_true(talent_is_empty(&talent));
	json_t *body = talent_body(&talent, skills, "en");
	talent_read(&back, skills, body);
	assert_memory_equal(&back, &talent, sizeof back);
	json_decref(body);
	static const char *const odd[] = {
		"{\"skills\":7,\"education\":99,\"schedule\":\"full\",\"available_from\":3,\"exp_years_band\":\"1990\"}",
		"{\"skills\":[null,{\"id\":4},{\"text\":\"\"},\"\",[]],\"target_occ\":{\"a\":1},\"work_mode\":[1,\"moon\"]}",
		"[]",
	};
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
		json_t *profile = json_loads(odd[i], 0, NULL);
		assert_non_null(profile);
		talent_read(&back, skills, profile);
		assert_memory_equal(&back, &talent, sizeof back);
		json_decref(profile);
	}
	skills_close(skills);
}

static void years_are_kept_as_a_band(void **state)
{
	(void)state;
	struct skills *skills = open_skills();
	static const int back[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 6, 11, 11};
	for (int years = 0; years <= TALENT_YEARS_MOST; years++) {
		struct talent talent;
		talent_init(&talent);
		talent.years = years;
		json_t *body = talent_body(&talent, skills, "en");
		talent_read(&talent, skills, body);
		assert_int_equal(talent.years, years < 13 ? back[years] : 11);
		json_decref(body);
	}
	skills_close(skills);
}

static void ten_skills_at_most(void **state)
{
	(void)state;
	struct entries entries = {.count = 0};
	for (int i = 0; i < TALENT_SKILLS; i++) {
		char text[32];
		snprintf(text, sizeof text, "Skill %d", i);
		assert_true(entries_toggle(&entries, TALENT_SKILLS, text));
	}
	assert_false(entries_toggle(&entries, TALENT_SKILLS, "One more"));
	assert_true(entries_toggle(&entries, TALENT_SKILLS, "skill 3"));
	assert_int_equal(entries.count, TALENT_SKILLS - 1);
	assert_false(entries_has(&entries, "Skill 3"));
	assert_string_equal(entries.list[3], "Skill 4");
	assert_false(entries_toggle(&entries, TALENT_SKILLS, ""));
}

/* --- matches ---------------------------------------------------------------------------------------------------- */

enum { MANY = 40, LIST = 6 };

static uint64_t chance_state;

static unsigned chance(unsigned below)
{
	uint64_t z = chance_state += 0x9E3779B97F4A7C15ull; /* splitmix64 */
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
	return (unsigned)((z ^ z >> 27) >> 33) % below;
}

static void chance_skill(char out[ENTRY_MOST])
{
	snprintf(out, ENTRY_MOST, "skill %u", chance(12));
}

static void random_fair(struct opening *openings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct opening *opening = &openings[i];
		*opening = (struct opening){.places = 1 + (int)chance(9)};
		snprintf(opening->role, sizeof opening->role, "R%zu", i);
		snprintf(opening->employer, sizeof opening->employer, "E%u", chance(12));
		snprintf(opening->job, sizeof opening->job, "job %u", chance(8));
		struct entries skills = {.count = 0};
		for (unsigned n = chance(5); n > 0; n--) {
			char skill[ENTRY_MOST];
			chance_skill(skill);
			if (!entries_has(&skills, skill))
				entries_toggle(&skills, TALENT_SKILLS, skill);
		}
		opening->skill_count = skills.count;
		memcpy(opening->skills, skills.list, sizeof skills.list);
	}
}

static struct talent random_talent(void)
{
	struct talent talent;
	talent_init(&talent);
	for (unsigned n = chance(6); n > 0; n--) {
		char skill[ENTRY_MOST];
		chance_skill(skill);
		entries_toggle(&talent.skills, TALENT_SKILLS, skill);
	}
	if (chance(2))
		entries_toggle(&talent.jobs, TALENT_JOBS, "job 3");
	talent.open_to_any = chance(2);
	return talent;
}

static void shuffle(struct opening *openings, size_t count)
{
	for (size_t i = count - 1; i > 0; i--) {
		size_t j = chance((unsigned)i + 1);
		struct opening held = openings[i];
		openings[i] = openings[j];
		openings[j] = held;
	}
}

static size_t place_of(const struct opening *openings, const struct match *list, size_t count, const char *employer)
{
	size_t i = 0;
	while (i < count && strcmp(openings[list[i].opening].employer, employer) != 0)
		i++;
	return i;
}

static void check_list(const struct talent *talent, const struct opening *openings, const struct match *list, size_t count)
{
	assert_true(count <= LIST);
	for (size_t i = 0; i < count; i++) {
		const struct opening *opening = &openings[list[i].opening];
		assert_int_equal(place_of(openings, list, count, opening->employer), i); /* each employer once */
		assert_true(i == 0 || list[i - 1].points >= list[i].points);
		for (size_t j = 0; j < list[i].reasons; j++)
			assert_true(entries_has(&talent->skills, opening->skills[list[i].reason[j]]));
		assert_true(list[i].shared || list[i].wanted || talent->open_to_any);
	}
}

/* Whatever order the roles came in, and whatever else is known of the person. */
static void check_same(const struct talent *talent, struct opening *openings, const struct match *list, size_t count)
{
	struct match again[LIST];
	struct opening shuffled[MANY];
	struct talent other = *talent;
	memcpy(shuffled, openings, sizeof shuffled);
	shuffle(shuffled, MANY);
	other.years = 30;
	other.education = 0;
	other.start = START_LATER;
	assert_int_equal(talent_match(&other, "P1", shuffled, MANY, again, LIST), count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(shuffled[again[i].opening].role, openings[list[i].opening].role);
}

/* One more skill that an employer asks for never moves that employer down, in points or out of the list. */
static void check_more_is_not_less(const struct talent *talent, struct opening *openings, const struct match *list,
				   size_t count)
{
	struct match again[MANY];
	for (size_t i = 0; i < count; i++) {
		const struct opening *opening = &openings[list[i].opening];
		for (size_t s = 0; s < opening->skill_count; s++) {
			struct talent more = *talent;
			if (entries_has(&more.skills, opening->skills[s]) ||
			    !entries_toggle(&more.skills, TALENT_SKILLS, opening->skills[s]))
				continue;
			size_t n = talent_match(&more, "P1", openings, MANY, again, MANY);
			size_t place = place_of(openings, again, n, opening->employer);
			assert_true(place < n);
			assert_true(again[place].points >= list[i].points);
		}
	}
}

static void lists_are_fair(void **state)
{
	(void)state;
	const char *only = getenv("LANYARD_SEED");
	for (uint64_t seed = only ? strtoull(only, NULL, 10) : 1; seed <= 400; seed++) {
		struct opening openings[MANY];
		struct match list[LIST];
		chance_state = seed;
		random_fair(openings, MANY);
		struct talent talent = random_talent();
		size_t count = talent_match(&talent, "P1", openings, MANY, list, LIST);
		check_list(&talent, openings, list, count);
		check_same(&talent, openings, list, count);
		check_more_is_not_less(&talent, openings, list, count);
		if (only)
			break;
	}
}

/* Two booths that fit equally are first about equally often. */
static void equals_take_turns(void **state)
{
	(void)state;
	struct opening openings[2] = {{.role = "a-1", .employer = "a", .skill_count = 1, .skills = {"welding"}},
				      {.role = "b-1", .employer = "b", .skill_count = 1, .skills = {"welding"}}};
	struct talent talent;
	struct match list[2];
	size_t first = 0;
	talent_init(&talent);
	entries_toggle(&talent.skills, TALENT_SKILLS, "welding");
	for (int i = 0; i < 1000; i++) {
		char person[16];
		snprintf(person, sizeof person, "P%d", i);
		assert_int_equal(talent_match(&talent, person, openings, 2, list, 2), 2);
		first += list[0].opening == 0;
	}
	assert_in_range(first, 400, 600);
}

static void nothing_fits_nobody(void **state)
{
	(void)state;
	struct talent talent;
	struct match list[LIST];
	struct opening opening = {.role = "r", .employer = "e", .job = "Cook"};
	talent_init(&talent);
	assert_int_equal(talent_match(&talent, "P", &opening, 1, list, LIST), 0);
	assert_int_equal(talent_match(&talent, "P", NULL, 0, list, LIST), 0);
	talent.open_to_any = true; /* a role that asks for no skill */
	assert_int_equal(talent_match(&talent, "P", &opening, 1, list, LIST), 1);
	opening.skill_count = 1;
	strcpy(opening.skills[0], "cooking");
	assert_int_equal(talent_match(&talent, "P", &opening, 1, list, LIST), 0);
}

/* --- roles of the store ----------------------------------------------------------------------------------------- */

static void roles_become_openings(void **state)
{
	(void)state;
	struct home home;
	struct openings openings;
	char jobs[8][ENTRY_MOST], wanted[8][ENTRY_MOST];
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	struct skills *skills = open_skills();
	append(store, "role.set",
	       json_pack("{s:s, s:s, s:s, s:[s], s:[s,s,s], s:i}", "role", "1", "employer", "acme", "title", "Asistente médico",
			 "must", "Patient care", "skills", "español", "patient CARE", "Pottery", "openings", 6));
	append(store, "role.set",
	       json_pack("{s:s, s:s, s:s, s:[s], s:i}", "role", "2", "employer", "bolt", "title", "medical assistant", "skills",
			 "Atención a pacientes", "openings", 2));
	append(store, "role.set", json_pack("{s:s, s:s, s:s}", "role", "3", "employer", "bolt", "title", "Kite maker"));
	ASSERT_OK(openings_read(&openings, store, skills, &err));
	assert_int_equal(openings.count, 3);
	assert_int_equal(openings_places(&openings, "31-9092.00"), 8);
	assert_int_equal(openings_jobs(&openings, jobs, 8), 2);
	assert_string_equal(jobs[0], "31-9092.00");
	assert_string_equal(jobs[1], "Kite maker");
	assert_int_equal(openings_wanted(&openings, skills, SIZE_MAX, wanted, 8), 2);
	assert_string_equal(wanted[0], "patient-care");
	assert_string_equal(wanted[1], "spanish");
	assert_int_equal(openings_wanted(&openings, skills, 5, wanted, 8), 1);
	assert_string_equal(wanted[0], "spanish");
	openings_release(&openings);
	skills_close(skills);
	store_close(store);
	home_remove(&home);
}

/* --- what a person decides -------------------------------------------------------------------------------------- */

static enum err_code code_of_profile(struct store *store, const char *person, const struct skills *skills)
{
	struct talent talent = sample();
	struct err err = {0};
	return desk_profile(store, person, &talent, skills, &err) ? ERR_NONE : err.code;
}

static void joins_and_leaves(void **state)
{
	(void)state;
	struct home home;
	struct registered one;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	struct skills *skills = open_skills();
	struct registration typed = {.given = "Ana", .language = "es", .source = "kiosk", .age = AGE_ADULT};
	ASSERT_OK(desk_register(store, &typed, &one, &err));
	assert_int_equal(code_of_profile(store, one.person, skills), ERR_REFUSED); /* nobody asked her */
	ASSERT_OK(desk_consent(store, one.person, CONSENT_TALENT, true, "2026-03", "es", &err));
	assert_int_equal(code_of_profile(store, one.person, skills), ERR_NONE);
	struct person person;
	assert_true(view_person(store, one.person, &person));
	assert_string_equal(person.headline, "Medical assistant");
	assert_string_equal(person.age_band, "18plus");
	ASSERT_OK(desk_leave_talent(store, one.person, skills, "2026-03", "es", &err));
	assert_false(view_consent(store, one.person, CONSENT_TALENT));
	struct talent left;
	json_t *profile = view_profile(store, one.person);
	talent_read(&left, skills, profile);
	json_decref(profile);
	assert_true(talent_is_empty(&left));
	assert_true(view_person(store, one.person, &person));
	assert_string_equal(person.headline, "");
	ASSERT_OK(desk_consent(store, one.person, CONSENT_TALENT, true, "2026-03", "es", &err)); /* and comes again */
	assert_true(view_consent(store, one.person, CONSENT_TALENT));
	assert_int_equal(code_of_profile(store, "NOBODY", skills), ERR_MISSING);
	skills_close(skills);
	store_close(store);
	home_remove(&home);
}

static void minors_are_checked_in_only(void **state)
{
	(void)state;
	struct home home;
	struct registered one;
	struct err bad = {0};
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	struct skills *skills = open_skills();
	struct registration typed = {.given = "Kim", .family = "Li", .source = "desk", .age = AGE_16_17};
	ASSERT_OK(desk_register(store, &typed, &one, &err));
	assert_false(desk_consent(store, one.person, CONSENT_SHARE, true, "1", "en", &bad));
	assert_int_equal(bad.code, ERR_REFUSED);
	ASSERT_OK(desk_consent(store, one.person, CONSENT_SHARE, false, "1", "en", &err)); /* a no is always taken */
	assert_int_equal(code_of_profile(store, one.person, skills), ERR_REFUSED);
	typed.asked[CONSENT_TALENT] = typed.consent[CONSENT_TALENT] = true;
	assert_false(desk_register(store, &typed, &one, &bad));
	assert_int_equal(bad.code, ERR_INPUT);
	typed = (struct registration){.given = "Kim", .family = "Li", .source = "desk", .age = AGE_UNDER_16};
	assert_false(desk_register(store, &typed, &one, &bad)); /* a first name alone */
	assert_int_equal(bad.code, ERR_INPUT);
	typed.family = "";
	ASSERT_OK(desk_register(store, &typed, &one, &err));
	ASSERT_OK(desk_age(store, one.person, AGE_16_17, &err));
	struct person person;
	assert_true(view_person(store, one.person, &person));
	assert_int_equal(age_of(&person), AGE_16_17);
	skills_close(skills);
	store_close(store);
	home_remove(&home);
}

/* --- who met a person ------------------------------------------------------------------------------------------- */

struct met {
	size_t count;
	char names[4][64];
};

static bool collect_meeting(void *self, const struct meeting *meeting)
{
	struct met *met = self;
	text_copy(met->names[met->count++], 64, meeting->employer.name[0] ? meeting->employer.name : meeting->employer.id);
	return true;
}

static void meetings_are_told_to_the_person(void **state)
{
	(void)state;
	struct home home;
	struct registered one, other;
	struct scan scan;
	home_make(&home);
	struct store *store = home_open(&home, STORE_WRITE);
	append(store, "employer.set", json_pack("{s:s, s:s, s:s}", "employer", "acme", "name", "Acme", "booth", "A1"));
	append(store, "employer.set", json_pack("{s:s, s:s, s:s}", "employer", "bolt", "name", "Bolt", "booth", "A2"));
	struct registration typed = {.given = "Ana", .source = "kiosk"};
	ASSERT_OK(desk_register(store, &typed, &one, &err));
	ASSERT_OK(desk_register(store, &typed, &other, &err));
	ASSERT_OK(desk_scan_booth(store, "acme", one.token, strlen(one.token), &scan, &err));
	ASSERT_OK(desk_scan_booth(store, "bolt", one.token, strlen(one.token), &scan, &err));
	struct met met = {.count = 0};
	ASSERT_OK(view_meetings(store, one.person, collect_meeting, &met, &err));
	assert_int_equal(met.count, 2);
	assert_string_equal(met.names[0], "Bolt");
	assert_string_equal(met.names[1], "Acme");
	ASSERT_OK(desk_lead_remove(store, "acme", one.badge, true, &err)); /* the booth took its scan back */
	met.count = 0;
	ASSERT_OK(view_meetings(store, one.person, collect_meeting, &met, &err));
	assert_int_equal(met.count, 1);
	met.count = 0;
	ASSERT_OK(view_meetings(store, other.person, collect_meeting, &met, &err));
	assert_int_equal(met.count, 0);
	store_close(store);
	home_remove(&home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_term_has_every_name),
		cmocka_unit_test(texts_become_entries),
		cmocka_unit_test(search_begins_words),
		cmocka_unit_test(broken_catalogues_are_named),
		cmocka_unit_test(a_profile_comes_back),
		cmocka_unit_test(nothing_said_is_nothing),
		cmocka_unit_test(years_are_kept_as_a_band),
		cmocka_unit_test(ten_skills_at_most),
		cmocka_unit_test(lists_are_fair),
		cmocka_unit_test(equals_take_turns),
		cmocka_unit_test(nothing_fits_nobody),
		cmocka_unit_test(roles_become_openings),
		cmocka_unit_test(joins_and_leaves),
		cmocka_unit_test(minors_are_checked_in_only),
		cmocka_unit_test(meetings_are_told_to_the_person),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
