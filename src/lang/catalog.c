/* All words stand in one array sorted by key, a row with every language's forms; the texts lie where the .po files were read
 * to. The first language says which keys there are, and every other one must have the same. */
#include "lang/catalog.h"

#include "base/file.h"
#include "base/text.h"
#include "lang/plural.h"
#include "lang/po.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 20, WORDS_MOST = 4096, CODE_MOST = 8, PATH_MOST = 1024 };

struct word {
	const char *key;
	bool plural;
	const char *forms[LANGUAGES_MOST][PLURAL_FORMS_MOST];
};

struct language {
	char code[CODE_MOST];
	struct buf file;
	char name[64], brief[8], voice[16];
	struct plural plural;
};

struct catalog {
	size_t languages, words, room;
	struct language language[LANGUAGES_MOST];
	struct word *word;
	uint16_t *index; /* a power of two of places: number of a word + 1 at or behind where its key's hash says, 0 free */
	size_t places;
};

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static int by_key(const void *a, const void *b)
{
	const struct word *one = a, *two = b;
	return strcmp(one->key, two->key);
}

/* FNV-1a */
static size_t place_of(const struct catalog *catalog, const char *key)
{
	uint32_t hash = 2166136261u;
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 16777619u;
	return hash & (catalog->places - 1);
}

static bool make_index(struct catalog *catalog)
{
	for (catalog->places = 1; catalog->places < 2 * catalog->words;)
		catalog->places *= 2;
	catalog->index = calloc(catalog->places, sizeof *catalog->index);
	for (size_t i = 0; catalog->index && i < catalog->words; i++) {
		size_t at = place_of(catalog, catalog->word[i].key);
		while (catalog->index[at])
			at = (at + 1) & (catalog->places - 1);
		catalog->index[at] = (uint16_t)(i + 1);
	}
	return catalog->index != NULL;
}

static struct word *find(const struct catalog *catalog, const char *key)
{
	if (!catalog->index)
		return NULL;
	for (size_t at = place_of(catalog, key); catalog->index[at]; at = (at + 1) & (catalog->places - 1))
		if (strcmp(catalog->word[catalog->index[at] - 1].key, key) == 0)
			return &catalog->word[catalog->index[at] - 1];
	return NULL;
}

static struct word *add_word(struct catalog *catalog, const struct po_entry *entry)
{
	if (catalog->words == WORDS_MOST)
		return NULL;
	if (catalog->words == catalog->room) {
		size_t room = catalog->room ? catalog->room * 2 : 512;
		struct word *grown = realloc(catalog->word, room * sizeof *grown);
		if (!grown)
			return NULL;
		catalog->word = grown;
		catalog->room = room;
	}
	struct word *word = &catalog->word[catalog->words++];
	*word = (struct word){.key = entry->key, .plural = entry->plural};
	return word;
}

/* Copies the header field "FIELD: value" (up to its line's end). False if it is not there or longer than `size`. */
static bool header_field(const char *header, const char *field, char *out, size_t size)
{
	size_t length = strlen(field);
	for (const char *line = header; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		if (strncmp(line, field, length) != 0 || line[length] != ':')
			continue;
		line += length + 1 + strspn(line + length + 1, " ");
		return text_format(out, size, "%.*s", (int)strcspn(line, "\n"), line) && out[0];
	}
	return false;
}

static bool read_header(struct language *language, const char *header, struct err *err)
{
	char plural[PLURAL_RULE_MOST];
	if (!header_field(header, "Plural-Forms", plural, sizeof plural) || !plural_read(plural, &language->plural))
		return err_set(err, ERR_INPUT,
			       "%s.po has no Plural-Forms that can be used; copy the line from a language like it",
			       language->code);
	if (!header_field(header, "X-Language-Name", language->name, sizeof language->name) ||
	    !header_field(header, "X-Language-Short", language->brief, sizeof language->brief))
		return err_set(err, ERR_INPUT, "%s.po does not name its language; add X-Language-Name and X-Language-Short",
			       language->code);
	if (!header_field(header, "X-Voice", language->voice, sizeof language->voice))
		text_copy(language->voice, sizeof language->voice, language->code);
	return true;
}

static bool check_forms(const struct language *language, const struct po_entry *entry, struct err *err)
{
	size_t wanted = entry->plural ? language->plural.count : 1, have = 0;
	while (have < PLURAL_FORMS_MOST && entry->forms[have] && entry->forms[have][0])
		have++;
	if (have == wanted && (have == PLURAL_FORMS_MOST || !entry->forms[have]))
		return true;
	return err_set(err, ERR_INPUT, "%s.po line %zu: \"%s\" needs %zu text%s, none empty; translate it", language->code,
		       entry->line, entry->key, wanted, wanted == 1 ? "" : "s");
}

static bool read_entry(void *self, const struct po_entry *entry, struct err *err)
{
	struct catalog *catalog = self;
	size_t at = catalog->languages;
	struct language *language = &catalog->language[at];
	if (!entry->key[0])
		return read_header(language, entry->forms[0], err);
	if (!language->plural.count)
		return err_set(err, ERR_INPUT, "%s.po does not begin with a header; copy that of en.po", language->code);
	if (!check_forms(language, entry, err))
		return false;
	struct word *word = at ? find(catalog, entry->key) : add_word(catalog, entry);
	if (!word)
		return at ? err_set(err, ERR_INPUT, "%s.po line %zu: there is no \"%s\" in %s.po; add or remove it",
				    language->code, entry->line, entry->key, catalog->language[0].code)
			  : err_set(err, ERR_FULL, "%s.po has more than %d texts; leave some out", language->code, WORDS_MOST);
	if (word->forms[at][0] || word->plural != entry->plural)
		return err_set(err, ERR_INPUT, "%s.po line %zu: \"%s\" is there twice or is a plural in one language only; %s",
			       language->code, entry->line, entry->key, "remove one");
	memcpy(word->forms[at], entry->forms, sizeof entry->forms);
	return true;
}

/* --- checks ------------------------------------------------------------------------------------------------------------- */

/* The next "{name}" at or after `at`; its size goes to `size`. NULL if there is none. */
static const char *next_placeholder(const char *at, size_t *size)
{
	while ((at = strchr(at, '{'))) {
		*size = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_0123456789") + 2;
		if (*size > 2 && at[*size - 1] == '}')
			return at;
		at++;
	}
	return NULL;
}

static bool has_placeholder(const struct word *word, size_t language, const char *wanted, size_t size)
{
	for (size_t f = 0; f < PLURAL_FORMS_MOST && word->forms[language][f]; f++) {
		size_t length;
		for (const char *at = word->forms[language][f]; (at = next_placeholder(at, &length)); at += length)
			if (length == size && memcmp(at, wanted, size) == 0)
				return true;
	}
	return false;
}

/* Every placeholder of one language is in the other. Patterns of dates and times choose among what they are offered. */
static bool check_placeholders(const struct catalog *catalog, const struct word *word, size_t from, size_t to, struct err *err)
{
	if (strncmp(word->key, "date.", 5) == 0 || strncmp(word->key, "time.clock", 10) == 0)
		return true;
	for (size_t f = 0; f < PLURAL_FORMS_MOST && word->forms[from][f]; f++) {
		size_t size;
		for (const char *at = word->forms[from][f]; (at = next_placeholder(at, &size)); at += size)
			if (!has_placeholder(word, to, at, size))
				return err_set(err, ERR_INPUT, "%s.po: \"%s\" lacks %.*s, which %s.po has; add it",
					       catalog->language[to].code, word->key, (int)size, at,
					       catalog->language[from].code);
	}
	return true;
}

static bool check_language(const struct catalog *catalog, size_t at, struct err *err)
{
	for (size_t i = 0; i < catalog->words; i++) {
		const struct word *word = &catalog->word[i];
		if (!word->forms[at][0])
			return err_set(err, ERR_INPUT,
				       "%s.po has no text for \"%s\"; translate it (a fuzzy one does not count)",
				       catalog->language[at].code, word->key);
		if (i && strcmp(word->key, word[-1].key) == 0)
			return err_set(err, ERR_INPUT, "%s.po has \"%s\" twice; remove one", catalog->language[at].code,
				       word->key);
		if (!check_placeholders(catalog, word, 0, at, err) || !check_placeholders(catalog, word, at, 0, err))
			return false;
	}
	return true;
}

static bool read_language(struct catalog *catalog, const char *dir, const char *code, size_t length, struct err *err)
{
	size_t at = catalog->languages;
	char path[PATH_MOST];
	if (at == LANGUAGES_MOST)
		return err_set(err, ERR_INPUT, "more than %d languages are asked for; leave some out", LANGUAGES_MOST);
	if (length < 2 || length >= CODE_MOST || strspn(code, "abcdefghijklmnopqrstuvwxyz") < length)
		return err_set(err, ERR_INPUT, "\"%.*s\" is not the code of a language; use en, es, ht", (int)length, code);
	struct language *language = &catalog->language[at];
	text_format(language->code, sizeof language->code, "%.*s", (int)length, code);
	buf_init(&language->file, FILE_MOST);
	if (!text_format(path, sizeof path, "%s/%s.po", dir, language->code) || !file_read(path, &language->file, err))
		return err_wrap(err, "the words of \"%s\" cannot be read", language->code);
	if (!text_is_clean(buf_text(&language->file), language->file.size, true))
		return err_set(err, ERR_INPUT, "%s.po is not UTF-8 text with line feeds; save it as UTF-8", language->code);
	char name[CODE_MOST + 3];
	text_format(name, sizeof name, "%s.po", language->code);
	if (!language->file.size)
		return err_set(err, ERR_INPUT, "%s is empty; copy en.po and translate it", name);
	if (!po_read(language->file.data, name, read_entry, catalog, err))
		return false;
	if (at == 0 && catalog->words)
		qsort(catalog->word, catalog->words, sizeof *catalog->word, by_key);
	if (at == 0 && !make_index(catalog))
		return err_set(err, ERR_MEMORY, "there is no memory for the words; close other programs");
	return check_language(catalog, at, err);
}

struct catalog *catalog_open(const char *dir, const char *languages, struct err *err)
{
	struct catalog *catalog = calloc(1, sizeof *catalog);
	if (!catalog) {
		err_set(err, ERR_MEMORY, "there is no memory for the words; close other programs");
		return NULL;
	}
	do {
		languages += strspn(languages, ", ");
		size_t length = strcspn(languages, ", ");
		if (!read_language(catalog, dir, languages, length, err)) {
			catalog->languages++; /* what was read of it is released too */
			catalog_close(catalog);
			return NULL;
		}
		catalog->languages++;
		languages += length;
	} while (languages[strspn(languages, ", ")]);
	return catalog;
}

void catalog_close(struct catalog *catalog)
{
	if (!catalog)
		return;
	for (size_t i = 0; i < catalog->languages && i < LANGUAGES_MOST; i++)
		buf_release(&catalog->language[i].file);
	free(catalog->index);
	free(catalog->word);
	free(catalog);
}

/* --- order -------------------------------------------------------------------------------------------------------------- */

/* Moves the language at `from` up to `to`; those between go down by one. */
static void move_up(struct catalog *catalog, size_t from, size_t to)
{
	struct language language = catalog->language[from];
	memmove(&catalog->language[to + 1], &catalog->language[to], (from - to) * sizeof language);
	catalog->language[to] = language;
	for (size_t i = 0; i < catalog->words; i++) {
		const char *one[PLURAL_FORMS_MOST];
		const char *(*forms)[PLURAL_FORMS_MOST] = catalog->word[i].forms;
		memcpy(one, forms[from], sizeof one);
		memmove(forms[to + 1], forms[to], (from - to) * sizeof one);
		memcpy(forms[to], one, sizeof one);
	}
}

void catalog_reorder(struct catalog *catalog, const char *languages)
{
	size_t done = 0;
	while (*(languages += strspn(languages, ", "))) {
		size_t length = strcspn(languages, ", "), at = done;
		while (at < catalog->languages && (strlen(catalog->language[at].code) != length ||
						   memcmp(catalog->language[at].code, languages, length) != 0))
			at++;
		if (at < catalog->languages)
			move_up(catalog, at, done++);
		languages += length;
	}
}

/* --- asking ------------------------------------------------------------------------------------------------------------- */

size_t catalog_count(const struct catalog *catalog)
{
	return catalog->languages;
}

static const struct language *language_at(const struct catalog *catalog, size_t language)
{
	return &catalog->language[language < catalog->languages ? language : 0];
}

const char *catalog_code(const struct catalog *catalog, size_t language)
{
	return language_at(catalog, language)->code;
}

const char *catalog_name(const struct catalog *catalog, size_t language)
{
	return language_at(catalog, language)->name;
}

const char *catalog_short(const struct catalog *catalog, size_t language)
{
	return language_at(catalog, language)->brief;
}

const char *catalog_voice(const struct catalog *catalog, size_t language)
{
	return language_at(catalog, language)->voice;
}

size_t catalog_language(const struct catalog *catalog, const char *code)
{
	for (size_t i = 0; i < catalog->languages; i++)
		if (strcmp(catalog->language[i].code, code) == 0)
			return i;
	return 0;
}

const char *catalog_key(const struct catalog *catalog, size_t index)
{
	return index < catalog->words ? catalog->word[index].key : NULL;
}

static const char *bracketed(const char *key)
{
	static _Thread_local char text[128];
	text_format(text, sizeof text, "[%s]", key);
	return text;
}

const char *say(const struct catalog *catalog, size_t language, const char *key)
{
	const struct word *word = find(catalog, key);
	return word ? word->forms[language < catalog->languages ? language : 0][0] : bracketed(key);
}

const char *say_count(const struct catalog *catalog, size_t language, const char *key, unsigned long n)
{
	const struct word *word = find(catalog, key);
	size_t at = language < catalog->languages ? language : 0;
	if (!word)
		return bracketed(key);
	return word->forms[at][word->plural ? plural_form(&catalog->language[at].plural, n) : 0];
}

static const char *value_of(const char *name, size_t length, va_list pairs)
{
	const char *key, *value;
	while ((key = va_arg(pairs, const char *)) && (value = va_arg(pairs, const char *)))
		if (strlen(key) == length && memcmp(key, name, length) == 0)
			return value;
	return NULL;
}

const char *say_fill(char *out, size_t size, const char *text, ...)
{
	size_t used = 0, length;
	const char *at;
	bool room = size > 0;
	while (room && (at = next_placeholder(text, &length))) {
		va_list pairs;
		va_start(pairs, text);
		const char *value = value_of(at + 1, length - 2, pairs);
		va_end(pairs);
		/* One that nobody gave stays as it is written. */
		room = text_format(out + used, size - used, "%.*s%.*s", (int)(at - text), text,
				   value ? (int)strlen(value) : (int)length, value ? value : at);
		used += strlen(out + used);
		text = at + length;
	}
	if (room)
		text_copy(out + used, size - used, text);
	return out;
}
