/* Employers and the roles they hire for. Ids are the organiser's or made from names, so importing again finds the same ones. */
#include "base/text.h"
#include "store/view.h"
#include "table/cell.h"
#include "table/import.h"
#include "table/job.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { BOOTH_ID_MOST = sizeof((struct employer *)0)->id, LIST_MOST = 64, OPENINGS_MOST = 100000 };

static const char note_email[] = "e-mail cell(s) without an address, left out";
static const char note_openings[] = "cell(s) for openings without a number, left out";
static const char why_twice[] = "the same one stands in an earlier row";

static void tidy(const char *cell, char *out, size_t size)
{
	text_tidy(cell, out, size, size);
	if (cell_is_empty(out))
		out[0] = '\0';
}

/* The id in `given`, else one made of two names. */
static void make_id(const char *given, const char *first, const char *second, char out[BOOTH_ID_MOST])
{
	char names[512];
	tidy(given, out, BOOTH_ID_MOST);
	if (out[0])
		return;
	text_format(names, sizeof names, "%s%s%s", first, *second ? " " : "", second);
	cell_slug(names, out, BOOTH_ID_MOST);
}

static bool is_twice(struct job *job, const char *id)
{
	char folded[BOOTH_ID_MOST];
	bool full;
	cell_slug(id, folded, sizeof folded);
	return seen_add(job->seen, folded, &full) > 0;
}

static bool unchanged(struct job *job)
{
	job->report->unchanged++;
	return true;
}

/* --- employers ---------------------------------------------------------------------------------------------------------- */

/* By its id only: view_employer() also answers to a booth. */
static bool find_employer(struct store *store, const char *id, struct employer *out)
{
	bool found = view_employer(store, id, out) && strcasecmp(out->id, id) == 0;
	if (!found)
		*out = (struct employer){.id = ""};
	return found;
}

/* Without a column for the name, the employer's column holds it. */
static void read_employer(struct job *job, const struct heading *heading, const struct sheet_row *row, struct employer *out)
{
	bool named = heading->column[FIELD_NAME] >= 0;
	*out = (struct employer){.id = ""};
	tidy(row->cell[named ? FIELD_NAME : FIELD_EMPLOYER], out->name, sizeof out->name);
	make_id(named ? row->cell[FIELD_EMPLOYER] : "", out->name, "", out->id);
	tidy(row->cell[FIELD_BOOTH], out->booth, sizeof out->booth);
	if (!cell_email(row->cell[FIELD_EMAIL], out->email, sizeof out->email))
		job_note(job, row->line, note_email);
}

static void body_changed(json_t *body, const char *field, const char *now, const char *held)
{
	if (*now && strcmp(now, held) != 0)
		json_object_set_new(body, field, json_string(now));
}

static bool take_employer(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct job *job = self;
	struct employer now, held;
	job_learn(job, info);
	if (row->why)
		return job_skip(job, row->line, row->why, err);
	read_employer(job, &info->heading, row, &now);
	if (!now.id[0])
		return job_skip(job, row->line, "no employer's name", err);
	if (is_twice(job, now.id))
		return job_skip(job, row->line, why_twice, err);
	bool known = find_employer(job->store, now.id, &held);
	if (!known && !now.name[0])
		return job_skip(job, row->line, "no employer's name", err);
	json_t *body = json_pack("{s:s}", "employer", known ? held.id : now.id);
	body_changed(body, "name", now.name, held.name);
	body_changed(body, "booth", now.booth, held.booth);
	body_changed(body, "email", now.email, held.email);
	if (!known || !body || json_object_size(body) > 1)
		return job_add(job, "employer.set", body, !known, err);
	json_decref(body);
	return unchanged(job);
}

bool import_employers(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err)
{
	struct job job;
	bool ok = job_begin(&job, store, dry_run, report, err) &&
		  sheet_read(path, SHEET_EMPLOYERS, take_employer, &job, NULL, err);
	return job_end(&job, ok, err);
}

/* --- roles -------------------------------------------------------------------------------------------------------------- */

/* Looking something up among all: what for, and what was found. */
struct search {
	const char *wanted;
	char folded[BOOTH_ID_MOST];
	bool found;
	struct employer employer;
	struct role role;
};

static bool match_name(void *self, const struct employer *employer)
{
	struct search *search = self;
	char folded[BOOTH_ID_MOST];
	cell_slug(employer->name, folded, sizeof folded);
	search->found = strcmp(folded, search->folded) == 0;
	if (search->found)
		search->employer = *employer;
	return !search->found;
}

/* By id, booth or name. */
static bool whose_role(struct store *store, const char *cell, char out[BOOTH_ID_MOST], struct err *err)
{
	struct search search = {.wanted = cell};
	char typed[BOOTH_ID_MOST * 4];
	out[0] = '\0';
	tidy(cell, typed, sizeof typed);
	cell_slug(typed, search.folded, sizeof search.folded);
	if (!search.folded[0])
		return true;
	search.found = view_employer(store, typed, &search.employer);
	if (!search.found && !view_employers(store, match_name, &search, err))
		return false;
	if (search.found)
		memcpy(out, search.employer.id, BOOTH_ID_MOST);
	return true;
}

static bool match_role(void *self, const struct role *role)
{
	struct search *search = self;
	search->found = strcmp(role->id, search->wanted) == 0;
	if (search->found)
		search->role = *role;
	return !search->found;
}

/* "RN license; CPR" as an array; commas part the list where no ';' does. */
static json_t *read_list(const char *cell)
{
	json_t *list = json_array();
	const char *parts = strchr(cell, ';') ? ";\n" : ",\n";
	for (const char *at = cell; *at && json_array_size(list) < LIST_MOST;) {
		char raw[256], text[256];
		size_t size = strcspn(at, parts);
		text_format(raw, sizeof raw, "%.*s", (int)(size < sizeof raw ? size : sizeof raw - 1), at);
		tidy(raw, text, sizeof text);
		if (text[0])
			json_array_append_new(list, json_string(text));
		at += size + (at[size] != '\0');
	}
	return list;
}

static bool list_has(const json_t *list, const char *text)
{
	size_t i;
	const json_t *value;
	json_array_foreach(list, i, value) if (strcmp(json_string_value(value), text) == 0) return true;
	return false;
}

static void join_list(struct buf *out, const json_t *list, const json_t *without)
{
	size_t i;
	const json_t *value;
	json_array_foreach(list, i, value)
	{
		if (!list_has(without, json_string_value(value)))
			buf_add_format(out, "%s%s", out->size ? ";" : "", json_string_value(value));
	}
}

/* Whether the store says of this role what the row says; it lists skills with the must-haves first. */
static bool role_is_same(const struct role *held, const struct role *now, const json_t *must, const json_t *skills)
{
	char text[sizeof now->skills];
	struct buf all;
	buf_init(&all, 2 * LIST_MOST * 256);
	join_list(&all, must, NULL);
	join_list(&all, skills, must);
	text_copy(text, sizeof text, buf_text(&all));
	buf_release(&all);
	return strcmp(held->title, now->title) == 0 && strcmp(held->employer, now->employer) == 0 &&
	       held->openings == now->openings && strcmp(held->skills, text) == 0;
}

static bool write_role(struct job *job, const struct sheet_row *row, const struct role *now, struct err *err)
{
	struct search search = {.wanted = now->id};
	if (!view_roles(job->store, NULL, match_role, &search, err))
		return false;
	json_t *must = read_list(row->cell[FIELD_MUST]), *skills = read_list(row->cell[FIELD_SKILLS]);
	if (search.found && role_is_same(&search.role, now, must, skills)) {
		json_decref(must);
		json_decref(skills);
		return unchanged(job);
	}
	json_t *body = json_pack("{s:s, s:s, s:s, s:o, s:o, s:i}", "role", now->id, "employer", now->employer, "title",
				 now->title, "must", must, "skills", skills, "openings", now->openings);
	return job_add(job, "role.set", body, !search.found, err);
}

static bool take_role(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct job *job = self;
	struct role now = {.openings = 0};
	job_learn(job, info);
	if (row->why)
		return job_skip(job, row->line, row->why, err);
	if (!whose_role(job->store, row->cell[FIELD_EMPLOYER], now.employer, err))
		return false;
	if (!now.employer[0])
		return job_skip(job, row->line, "the employer is not known; import employers first", err);
	bool titled = info->heading.column[FIELD_TITLE] >= 0;
	tidy(row->cell[titled ? FIELD_TITLE : FIELD_ROLE], now.title, sizeof now.title);
	make_id(titled ? row->cell[FIELD_ROLE] : "", now.employer, now.title, now.id);
	if (!now.title[0] || !now.id[0])
		return job_skip(job, row->line, "no title", err);
	if (is_twice(job, now.id))
		return job_skip(job, row->line, why_twice, err);
	if (!cell_count(row->cell[FIELD_OPENINGS], OPENINGS_MOST, &now.openings))
		job_note(job, row->line, note_openings);
	return write_role(job, row, &now, err);
}

bool import_roles(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err)
{
	struct job job;
	bool ok = job_begin(&job, store, dry_run, report, err) && sheet_read(path, SHEET_ROLES, take_role, &job, NULL, err);
	return job_end(&job, ok, err);
}
