/* Words 40 % longer than English, with accents, between « and »: what a language that nobody has written yet may look like.
 * They are made from en.po, into a directory of their own beside the other languages as they are. */
#ifndef LANYARD_TESTS_PSEUDO_H
#define LANYARD_TESTS_PSEUDO_H

#include "base/err.h"
#include "base/text.h"
#include "lang/catalog.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What no language makes longer: its own name, pictures on keys, and how dates and times are put together. */
static inline bool pseudo_keeps(const char *key)
{
	static const char *const kept[] = {"language.name", "key.accents",       "key.numbers",
					   "key.letters",   "dock.access_short", "time.clock",
					   "time.am",       "time.pm",           "time.clock_short"};
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		if (strcmp(kept[i], key) == 0)
			return true;
	return strncmp(key, "date.", 5) == 0;
}

/* Letters that are read, without {placeholders}. */
static inline int pseudo_count(const char *text)
{
	int count = 0;
	bool inside = false;
	while (*text) {
		int32_t c = text_next(&text);
		inside = c == '{' || (inside && c != '}');
		count += !inside && c != '}';
	}
	return count;
}

static inline void pseudo_accents(const char *text, char *out, size_t size)
{
	static const char plain[] = "aeioucnAEIOU";
	static const char *const accented[] = {"á", "é", "í", "ó", "ú", "ç", "ñ", "Á", "É", "Í", "Ó", "Ú"};
	size_t used = strlen(out);
	for (bool inside = false; *text && used + 4 < size; text++) {
		inside = *text == '{' || (inside && *text != '}');
		const char *at = inside || text[0] == '\\' || (used > 0 && out[used - 1] == '\\') ? NULL : strchr(plain, *text);
		used += (size_t)snprintf(out + used, size - used, "%s", at ? accented[at - plain] : (char[]){*text, '\0'});
	}
}

static inline void pseudo_text(const char *text, char *out, size_t size)
{
	static const char padding[] = " lo ipsu dolo sita mel ardu venio quam tesi ro";
	int count = pseudo_count(text), more = (count * 14 + 9) / 10 - count - 2;
	text_copy(out, size, "«");
	pseudo_accents(text, out, size);
	size_t used = strlen(out);
	for (int i = 0; i < more && used + 4 < size; i++)
		out[used++] = more < 3 ? 'x' : padding[(size_t)i % (sizeof padding - 1)];
	if (out[used - 1] == ' ')
		out[used - 1] = 'x';
	text_copy(out + used, size - used, "»");
}

static inline void pseudo_line(const char *line, char key[128], FILE *to)
{
	char text[2048], longer[4096];
	int head = 0;
	if (sscanf(line, "msgid \"%127[^\"]", key) == 1 || strncmp(line, "msgstr", 6) != 0 || !*key || pseudo_keeps(key) ||
	    sscanf(line, "%*[^\"]%n\"%2047[^\n]", &head, text) != 1) {
		fputs(line, to);
		return;
	}
	text[strlen(text) - 1] = '\0'; /* its closing quote */
	pseudo_text(text, longer, sizeof longer);
	fprintf(to, "%.*s\"%s\"\n", head, line, longer);
}

static inline void pseudo_file(const char *assets, const char *dir, const char *code, bool longer)
{
	char path[512], line[4096], key[128] = "";
	text_format(path, sizeof path, "%s/lang/%s.po", assets, code);
	FILE *from = fopen(path, "r");
	text_format(path, sizeof path, "%s/%s.po", dir, code);
	FILE *to = fopen(path, "w");
	while (from && to && fgets(line, sizeof line, from)) {
		if (longer)
			pseudo_line(line, key, to);
		else
			fputs(line, to);
	}
	if (from)
		fclose(from);
	if (to)
		fclose(to);
}

/* The catalogue en, es, ht whose English is longer; NULL with a sentence if it is not a catalogue. */
static inline struct catalog *pseudo_catalog(const char *assets, struct err *err)
{
	static const char *const codes[] = {"en", "es", "ht"};
	char dir[] = "/tmp/lanyard-pseudo.XXXXXX", path[512];
	if (!mkdtemp(dir)) {
		err_errno(err, "%s", dir);
		return NULL;
	}
	for (int i = 0; i < 3; i++)
		pseudo_file(assets, dir, codes[i], i == 0);
	struct catalog *catalog = catalog_open(dir, "en,es,ht", err);
	for (int i = 0; i < 3; i++) {
		text_format(path, sizeof path, "%s/%s.po", dir, codes[i]);
		unlink(path);
	}
	rmdir(dir);
	return catalog;
}

#endif
