/* See profile.h. Codes stand in tables, so that writing and reading cannot disagree. */
#include "talent/profile.h"

#include "base/text.h"

#include <string.h>

static const char *const starts[START_COUNT] = {"now", "2w", "later"};
static const char *const modes[WORK_COUNT] = {"onsite", "hybrid", "remote"};

static const struct band {
	int least;
	const char *code;
} bands[] = {{0, "0"}, {1, "1-2"}, {3, "3-5"}, {6, "6-10"}, {11, "10+"}};
enum { BANDS = sizeof bands / sizeof bands[0] };

static const struct {
	const char *code;
	bool in[HOURS_COUNT];
} schedules[] = {
	{"full", {[HOURS_FULL] = true, [HOURS_EITHER] = true}},
	{"part", {[HOURS_PART] = true, [HOURS_EITHER] = true}},
};
enum { SCHEDULES = sizeof schedules / sizeof schedules[0] };

/* --- entries ------------------------------------------------------------------------------------------------------------ */

static size_t entries_find(const struct entries *entries, const char *entry)
{
	size_t i = 0;
	while (i < entries->count && !skills_same(entries->list[i], entry))
		i++;
	return i;
}

bool entries_has(const struct entries *entries, const char *entry)
{
	return entries_find(entries, entry) < entries->count;
}

bool entries_toggle(struct entries *entries, size_t most, const char *entry)
{
	size_t i = entries_find(entries, entry);
	if (i < entries->count) {
		entries->count--;
		memmove(entries->list[i], entries->list[i + 1], (entries->count - i) * sizeof entries->list[0]);
		memset(entries->list[entries->count], 0, sizeof entries->list[0]);
		return true;
	}
	if (!entry[0] || entries->count >= most)
		return false;
	text_copy(entries->list[entries->count++], ENTRY_MOST, entry);
	return true;
}

/* --- a profile ---------------------------------------------------------------------------------------------------------- */

void talent_init(struct talent *talent)
{
	*talent = (struct talent){
		.years = TALENT_UNSAID, .hours = TALENT_UNSAID, .start = TALENT_UNSAID, .education = TALENT_UNSAID};
}

bool talent_is_empty(const struct talent *talent)
{
	return !talent->skills.count && !talent->jobs.count && !talent->open_to_any;
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

static json_t *skill_json(const struct skills *skills, const char *entry)
{
	size_t i;
	const char *field = skills_index(skills, TERM_SKILL, entry, &i) ? "id" : "text";
	return json_pack("{s:s, s:i, s:s}", field, entry, "level", 2, "source", "self");
}

static json_t *job_json(const struct skills *skills, const char *entry)
{
	size_t i;
	return skills_index(skills, TERM_JOB, entry, &i) ? json_string(entry) : json_pack("{s:s}", "text", entry);
}

static json_t *entries_json(const struct entries *entries, const struct skills *skills,
			    json_t *(*of)(const struct skills *skills, const char *entry))
{
	json_t *list = json_array();
	for (size_t i = 0; i < entries->count; i++)
		json_array_append_new(list, of(skills, entries->list[i]));
	return list;
}

static json_t *languages_json(const struct talent *talent, const struct skills *skills)
{
	json_t *list = json_array();
	for (size_t i = 0; i < talent->skills.count; i++) {
		size_t term;
		const char *iso = skills_index(skills, TERM_SKILL, talent->skills.list[i], &term) ? skills_iso(skills, term)
												  : "";
		if (*iso)
			json_array_append_new(list, json_pack("{s:s}", "id", iso));
	}
	return list;
}

static json_t *schedule_json(int hours)
{
	json_t *list = json_array();
	for (size_t i = 0; hours >= 0 && i < SCHEDULES; i++)
		if (schedules[i].in[hours])
			json_array_append_new(list, json_string(schedules[i].code));
	return list;
}

static json_t *modes_json(const struct talent *talent)
{
	json_t *list = json_array();
	for (size_t i = 0; i < WORK_COUNT; i++)
		if (talent->mode[i])
			json_array_append_new(list, json_string(modes[i]));
	return list;
}

static const char *band_of(int years)
{
	size_t i = BANDS - 1;
	while (i > 0 && bands[i].least > years)
		i--;
	return bands[i].code;
}

json_t *talent_body(const struct talent *talent, const struct skills *skills, const char *language)
{
	const char *job = talent->jobs.count ? skills_name(skills, TERM_JOB, talent->jobs.list[0], language) : "";
	json_t *education = talent->education >= 0 ? json_integer(talent->education) : json_null();
	return json_pack("{s:s, s:o, s:b, s:o, s:o, s:s?, s:o, s:s?, s:o, s:o}", "headline", job, "target_occ",
			 entries_json(&talent->jobs, skills, job_json), "open_to_any", talent->open_to_any, "skills",
			 entries_json(&talent->skills, skills, skill_json), "languages", languages_json(talent, skills),
			 "exp_years_band", talent->years >= 0 ? band_of(talent->years) : NULL, "schedule",
			 schedule_json(talent->hours), "available_from", talent->start >= 0 ? starts[talent->start] : NULL,
			 "work_mode", modes_json(talent), "education", education);
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static const char *entry_text(const json_t *value)
{
	if (json_is_object(value)) {
		const json_t *id = json_object_get(value, "id");
		value = id ? id : json_object_get(value, "text");
	}
	const char *text = json_string_value(value);
	return text ? text : "";
}

static void read_entries(struct entries *entries, size_t most, const struct skills *skills, enum term_kind kind,
			 const json_t *list)
{
	size_t i, known;
	const json_t *value = NULL;
	json_array_foreach(list, i, value)
	{
		char entry[ENTRY_MOST];
		const char *text = entry_text(value);
		if (skills_index(skills, kind, text, &known))
			text_copy(entry, sizeof entry, text);
		else
			skills_entry(skills, kind, text, ENTRY_MOST, entry);
		if (!entries_has(entries, entry))
			entries_toggle(entries, most, entry);
	}
}

static bool lists(const json_t *list, const char *code)
{
	size_t i;
	const json_t *value;
	json_array_foreach(list, i,
			   value) if (json_is_string(value) && strcmp(json_string_value(value), code) == 0) return true;
	return false;
}

static int read_hours(const json_t *list)
{
	for (int hours = HOURS_EITHER; hours >= 0; hours--) {
		bool all = true;
		for (size_t i = 0; i < SCHEDULES; i++)
			all = all && (!schedules[i].in[hours] || lists(list, schedules[i].code));
		if (all)
			return hours;
	}
	return TALENT_UNSAID;
}

static int read_start(const char *code)
{
	for (int i = 0; code && i < START_COUNT; i++)
		if (strcmp(code, starts[i]) == 0)
			return i;
	return TALENT_UNSAID;
}

static int read_years(const char *code)
{
	for (size_t i = 0; code && i < BANDS; i++)
		if (strcmp(code, bands[i].code) == 0)
			return bands[i].least;
	return TALENT_UNSAID;
}

void talent_read(struct talent *talent, const struct skills *skills, const json_t *profile)
{
	talent_init(talent);
	read_entries(&talent->skills, TALENT_SKILLS, skills, TERM_SKILL, json_object_get(profile, "skills"));
	read_entries(&talent->jobs, TALENT_JOBS, skills, TERM_JOB, json_object_get(profile, "target_occ"));
	talent->open_to_any = json_is_true(json_object_get(profile, "open_to_any"));
	talent->years = read_years(json_string_value(json_object_get(profile, "exp_years_band")));
	talent->hours = read_hours(json_object_get(profile, "schedule"));
	talent->start = read_start(json_string_value(json_object_get(profile, "available_from")));
	const json_t *education = json_object_get(profile, "education");
	json_int_t level = json_integer_value(education);
	if (json_is_integer(education) && level >= 0 && level < EDUCATION_COUNT)
		talent->education = (int)level;
	for (size_t i = 0; i < WORK_COUNT; i++)
		talent->mode[i] = lists(json_object_get(profile, "work_mode"), modes[i]);
}
