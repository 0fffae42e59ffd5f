/* The file is read whole and stays in memory as JSON; each term's index holds every folded name, so that a text is found by a
 * binary search. */
#include "talent/skills.h"

#include "base/file.h"
#include "base/text.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 20, TERMS_MOST = 1000, NAMES_MOST = 8000 };

static const char *const lists[TERM_KINDS] = {"groups", "skills", "jobs"};
static const char english[] = "en";

struct name {
	char folded[ENTRY_MOST];
	size_t term;
};

struct skills {
	json_t *root;
	const json_t *terms[TERM_KINDS]; /* arrays of it */
	struct name *names[TERM_KINDS];  /* by folded text */
	size_t name_count[TERM_KINDS];
};

/* --- the file ----------------------------------------------------------------------------------------------------------- */

static const json_t *term_at(const struct skills *skills, enum term_kind kind, size_t i)
{
	return json_array_get(skills->terms[kind], i);
}

static const char *text_of(const json_t *term, const char *field)
{
	const char *text = json_string_value(json_object_get(term, field));
	return text ? text : "";
}

static bool add_name(struct skills *skills, enum term_kind kind, size_t term, const char *text, struct err *err)
{
	size_t *count = &skills->name_count[kind];
	if (*count == NAMES_MOST)
		return err_set(err, ERR_INPUT, "the catalogue has more than %d names of %s", NAMES_MOST, lists[kind]);
	struct name *name = &skills->names[kind][(*count)++];
	name->term = term;
	text_fold(text, name->folded, sizeof name->folded);
	return true;
}

/* Whatever is not one of these is a name in the language of that code. */
static bool is_name(const char *field)
{
	static const char *const others[] = {"group", "icon", "iso", "also"};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (strcmp(field, others[i]) == 0)
			return false;
	return true;
}

static bool read_term(struct skills *skills, enum term_kind kind, size_t i, struct err *err)
{
	json_t *term = json_array_get(skills->terms[kind], i), *value = NULL;
	const char *field = NULL, *id = text_of(term, "id");
	size_t n, group;
	if (!*id || strlen(id) >= ENTRY_MOST || !*text_of(term, english))
		return err_set(err, ERR_INPUT, "%s %zu of the catalogue (\"%.40s\") needs an id and an English name",
			       lists[kind], i + 1, id);
	if (kind != TERM_GROUP && !skills_index(skills, TERM_GROUP, text_of(term, "group"), &group))
		return err_set(err, ERR_INPUT, "\"%.40s\" of the catalogue is in a group that is not there", id);
	bool ok = true;
	json_object_foreach(term, field, value) if (ok && is_name(field) && json_is_string(value))
		ok = add_name(skills, kind, i, json_string_value(value), err);
	json_array_foreach(json_object_get(term, "also"), n, value) if (ok && json_is_string(value))
		ok = add_name(skills, kind, i, json_string_value(value), err);
	return ok;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->folded, ((const struct name *)b)->folded);
}

/* One name means one term. */
static bool check_names(const struct skills *skills, enum term_kind kind, struct err *err)
{
	const struct name *names = skills->names[kind];
	for (size_t i = 1; i < skills->name_count[kind]; i++)
		if (strcmp(names[i].folded, names[i - 1].folded) == 0 && names[i].term != names[i - 1].term)
			return err_set(err, ERR_INPUT, "two %s of the catalogue are called \"%s\"", lists[kind],
				       names[i].folded);
	return true;
}

static bool read_list(struct skills *skills, enum term_kind kind, struct err *err)
{
	skills->terms[kind] = json_object_get(skills->root, lists[kind]);
	size_t count = json_array_size(skills->terms[kind]);
	if (!count || count > TERMS_MOST)
		return err_set(err, ERR_INPUT, "the catalogue needs 1 to %d %s", TERMS_MOST, lists[kind]);
	skills->names[kind] = calloc(NAMES_MOST, sizeof *skills->names[kind]);
	if (!skills->names[kind])
		return err_set(err, ERR_MEMORY, "there is not enough memory for the catalogue of skills");
	for (size_t i = 0; i < count; i++)
		if (!read_term(skills, kind, i, err))
			return false;
	qsort(skills->names[kind], skills->name_count[kind], sizeof(struct name), compare_names);
	return check_names(skills, kind, err);
}

struct skills *skills_open(const char *path, struct err *err)
{
	struct buf text;
	json_error_t where;
	struct skills *skills = calloc(1, sizeof *skills);
	buf_init(&text, FILE_MOST);
	if (!skills) {
		err_set(err, ERR_MEMORY, "there is not enough memory for the catalogue of skills");
		return NULL;
	}
	bool ok = file_read(path, &text, err);
	if (ok) {
		skills->root = json_loadb(buf_text(&text), text.size, JSON_REJECT_DUPLICATES, &where);
		ok = skills->root || err_set(err, ERR_INPUT, "%s, line %d: %s", path, where.line, where.text);
	}
	for (int kind = 0; ok && kind < TERM_KINDS; kind++)
		ok = read_list(skills, (enum term_kind)kind, err);
	buf_release(&text);
	if (ok)
		return skills;
	skills_close(skills);
	return NULL;
}

void skills_close(struct skills *skills)
{
	if (!skills)
		return;
	for (int kind = 0; kind < TERM_KINDS; kind++)
		free(skills->names[kind]);
	json_decref(skills->root);
	free(skills);
}

/* --- terms -------------------------------------------------------------------------------------------------------------- */

size_t skills_count(const struct skills *skills, enum term_kind kind)
{
	return json_array_size(skills->terms[kind]);
}

const char *skills_id(const struct skills *skills, enum term_kind kind, size_t i)
{
	return text_of(term_at(skills, kind, i), "id");
}

size_t skills_group(const struct skills *skills, enum term_kind kind, size_t i)
{
	size_t group = 0;
	skills_index(skills, TERM_GROUP, text_of(term_at(skills, kind, i), "group"), &group);
	return group;
}

const char *skills_icon(const struct skills *skills, size_t group)
{
	return text_of(term_at(skills, TERM_GROUP, group), "icon");
}

const char *skills_iso(const struct skills *skills, size_t i)
{
	return text_of(term_at(skills, TERM_SKILL, i), "iso");
}

/* FNV-1a, both halves folded into one. */
uint16_t skills_code(const char *id)
{
	uint32_t hash = 0x811C9DC5u;
	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * 0x01000193u;
	uint16_t code = (uint16_t)(hash >> 16 ^ hash);
	return code ? code : 1;
}

bool skills_by_code(const struct skills *skills, enum term_kind kind, uint16_t code, size_t *i)
{
	size_t count = skills_count(skills, kind);
	for (*i = 0; *i < count; ++*i)
		if (skills_code(skills_id(skills, kind, *i)) == code)
			return true;
	return false;
}

bool skills_index(const struct skills *skills, enum term_kind kind, const char *entry, size_t *i)
{
	size_t count = skills_count(skills, kind);
	for (*i = 0; *i < count; ++*i)
		if (strcmp(skills_id(skills, kind, *i), entry) == 0)
			return true;
	return false;
}

static const char *name_in(const json_t *term, const char *language)
{
	const char *name = text_of(term, language);
	return *name ? name : text_of(term, english);
}

const char *skills_name(const struct skills *skills, enum term_kind kind, const char *entry, const char *language)
{
	size_t i;
	return skills_index(skills, kind, entry, &i) ? name_in(term_at(skills, kind, i), language) : entry;
}

/* --- texts -------------------------------------------------------------------------------------------------------------- */

void skills_entry(const struct skills *skills, enum term_kind kind, const char *text, size_t graphemes, char out[ENTRY_MOST])
{
	struct name wanted = {.term = 0};
	out[0] = '\0';
	if (!text_fold(text, wanted.folded, sizeof wanted.folded))
		return;
	const struct name *found = bsearch(&wanted, skills->names[kind], skills->name_count[kind], sizeof wanted,
					   compare_names);
	if (found)
		text_copy(out, ENTRY_MOST, skills_id(skills, kind, found->term));
	else
		text_tidy(text, out, ENTRY_MOST, graphemes);
}

bool skills_same(const char *a, const char *b)
{
	char first[ENTRY_MOST], second[ENTRY_MOST];
	if (strcmp(a, b) == 0)
		return true;
	if (isalnum((unsigned char)*a) && isalnum((unsigned char)*b) &&
	    tolower((unsigned char)*a) != tolower((unsigned char)*b))
		return false; /* most pairs end here, without folding */
	text_fold(a, first, sizeof first);
	text_fold(b, second, sizeof second);
	return first[0] && strcmp(first, second) == 0;
}

/* Whether each word of `typed` begins a word of the name; both folded. */
static bool begins_words(const char *name, const char *typed)
{
	while (*typed) {
		size_t size = strcspn(typed, " ");
		const char *at = name;
		while (at && strncmp(at, typed, size) != 0) {
			at = strchr(at, ' ');
			at += at != NULL;
		}
		if (!at)
			return false;
		typed += size;
		typed += strspn(typed, " ");
	}
	return true;
}

static bool is_called(const char *name, const char *typed)
{
	char folded[ENTRY_MOST];
	text_fold(name, folded, sizeof folded);
	return begins_words(folded, typed);
}

size_t skills_search(const struct skills *skills, enum term_kind kind, const char *typed, const char *language, size_t *found,
		     size_t most)
{
	char wanted[ENTRY_MOST];
	size_t count = 0;
	if (!text_fold(typed, wanted, sizeof wanted))
		return 0;
	for (size_t i = 0; i < skills_count(skills, kind) && count < most; i++) {
		const json_t *term = term_at(skills, kind, i), *value;
		bool is = is_called(name_in(term, language), wanted) || is_called(text_of(term, english), wanted);
		size_t n;
		json_array_foreach(json_object_get(term, "also"), n, value)
			is = is || (json_is_string(value) && is_called(json_string_value(value), wanted));
		if (is)
			found[count++] = i;
	}
	return count;
}
