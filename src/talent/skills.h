/* The catalogue of what people choose from: groups, skills and jobs, with their names in every language. It is a file of data
 * (assets/talent.json); adding a term, a name or a language touches no C.
 *
 * What somebody chose is an *entry*: the id of a term, or words of their own where the catalogue has none. Every text that is
 * written anywhere (typed, or imported with a role) becomes an entry by skills_entry(), so equal entries are equal skills. */
#ifndef LANYARD_TALENT_SKILLS_H
#define LANYARD_TALENT_SKILLS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { ENTRY_MOST = 97, ENTRY_GRAPHEMES = 24 };

enum term_kind { TERM_GROUP, TERM_SKILL, TERM_JOB, TERM_KINDS };

struct skills;

/* ERR_INPUT names what is wrong with the file: a term without id or name, twice the same, a group that is not there. */
struct skills *skills_open(const char *path, struct err *err);
void skills_close(struct skills *skills);

size_t skills_count(const struct skills *skills, enum term_kind kind);
/* Of the i-th term, in the order of the file. */
const char *skills_id(const struct skills *skills, enum term_kind kind, size_t i);
size_t skills_group(const struct skills *skills, enum term_kind kind, size_t i);
const char *skills_icon(const struct skills *skills, size_t group); /* "heart", a file of assets/icons */
/* "spa" of a language (ISO 639-3), "" of any other skill. */
const char *skills_iso(const struct skills *skills, size_t i);

/* A short number for a term's id, never 0, for where there is no room for the id. Ids never change, so neither do the numbers;
 * unit/core/talent sees to it that no two skills and no two jobs have the same. */
uint16_t skills_code(const char *id);
bool skills_by_code(const struct skills *skills, enum term_kind kind, uint16_t code, size_t *i);

/* The index of an entry that is a term's id; false for words of somebody's own. */
bool skills_index(const struct skills *skills, enum term_kind kind, const char *entry, size_t *i);
/* How an entry is called in a language (English where the term has no name in it); an own entry is its own name. */
const char *skills_name(const struct skills *skills, enum term_kind kind, const char *entry, const char *language);
/* The entry of a text: the id of the term that is called so in any language, whatever its case and accents, else the text,
 * tidied and cut to `graphemes` letters. "" for a text without letters. */
void skills_entry(const struct skills *skills, enum term_kind kind, const char *text, size_t graphemes, char out[ENTRY_MOST]);
/* Whether two entries mean the same. */
bool skills_same(const char *a, const char *b);
/* The terms of which a name (in the language, in English, or another way to write it) has a word that begins with each word of
 * `typed`. Returns how many of `found` were filled, in the order of the file. */
size_t skills_search(const struct skills *skills, enum term_kind kind, const char *typed, const char *language, size_t *found,
		     size_t most);

#endif
