/* Words in every language: assets/lang/LL.po, read at start (no compiled form, no C change to add a language).
 * English is the key language: msgid is a short key ("welcome.title"), every language incl. English is a .po file. Each file's
 * header names itself: "X-Language-Name: Kreyòl ayisyen", "X-Language-Short: HT", "Plural-Forms: …". */
#ifndef LANYARD_LANG_CATALOG_H
#define LANYARD_LANG_CATALOG_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct catalog;

enum { LANGUAGES_MOST = 8 };

/* Reads DIR/LL.po for each LL of "en,es,ht"; the first is the fallback. Checks on reading: same keys, same {placeholders}, no
 * empty texts (ERR_INPUT names file, key and what to do). */
struct catalog *catalog_open(const char *dir, const char *languages, struct err *err);
void catalog_close(struct catalog *catalog);
/* Puts the languages of "ht,en" first, in that order, the others behind as they were; codes that are not there are passed over.
 * Indices change. */
void catalog_reorder(struct catalog *catalog, const char *languages);

size_t catalog_count(const struct catalog *catalog);
const char *catalog_code(const struct catalog *catalog, size_t language);  /* "ht" */
const char *catalog_name(const struct catalog *catalog, size_t language);  /* "Kreyòl ayisyen" */
const char *catalog_short(const struct catalog *catalog, size_t language); /* "HT" */
/* espeak-ng's name of the voice that speaks it: "X-Voice" of its header, "es-419"; the code where there is none. */
const char *catalog_voice(const struct catalog *catalog, size_t language);
/* The index of a code, or 0 (the fallback). */
size_t catalog_language(const struct catalog *catalog, const char *code);

/* The text of a key in a language; the key itself, in brackets, if it is missing (the lint finds those). Never NULL. */
const char *say(const struct catalog *catalog, size_t language, const char *key);
/* The plural form for n. */
const char *say_count(const struct catalog *catalog, size_t language, const char *key, unsigned long n);

/* Fills {name} placeholders from pairs name, value, …, NULL into `out`. Values are put in as they are. Returns out. */
const char *say_fill(char *out, size_t size, const char *text, ...) __attribute__((sentinel));

/* All keys, for lints. NULL at the end. */
const char *catalog_key(const struct catalog *catalog, size_t index);

/* "1:24 PM", "1:24 p. m."; "Thursday, March 12" ; "Mar 12, 2026", in the fair's time zone (set with TZ before). */
void say_time(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size);
void say_time_short(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size); /* no AM or PM */
void say_date_long(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size);
void say_date_short(const struct catalog *catalog, size_t language, int64_t wall, char *out, size_t size);

#endif
