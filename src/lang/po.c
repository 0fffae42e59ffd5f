/* Line by line. Unescaping and joining only ever shorten a string, so each is written over the place where it was read. */
#include "lang/po.h"

#include <string.h>

enum field { NONE, KEY, KEY_PLURAL, FORM };

struct reader {
	const char *name;
	size_t line;
	struct po_entry entry; /* being read; key NULL before the first */
	enum field field;      /* which a following string continues */
	char *end;             /* the NUL of the string being read */
	bool fuzzy;            /* said in a comment, of the entry being read or to come */
	po_fn *next;
	void *self;
	struct err *err;
};

static bool wrong(const struct reader *reader, const char *what)
{
	return err_set(reader->err, ERR_INPUT, "%s line %zu: %s", reader->name, reader->line, what);
}

/* Hands the entry over, if one has been read. */
static bool finish(struct reader *reader)
{
	struct po_entry entry = reader->entry;
	bool skip = !entry.key || (reader->fuzzy && entry.key[0]);
	if (entry.key && !entry.forms[0])
		return wrong(reader, "the entry before this line has no msgstr; add one");
	if (entry.key)
		reader->fuzzy = false;
	reader->entry = (struct po_entry){0};
	reader->field = NONE;
	return skip || reader->next(reader->self, &entry, reader->err);
}

static bool read_comment(struct reader *reader, const char *at)
{
	if (reader->entry.forms[0] && !finish(reader))
		return false;
	if (at[1] == ',' && strstr(at, "fuzzy"))
		reader->fuzzy = true;
	return true;
}

static char unescaped(char c)
{
	static const char from[] = "ntr\\\"", to[] = "\n\t\r\\\"";
	const char *place = c ? strchr(from, c) : NULL;
	return place ? to[place - from] : '\0';
}

/* Adds the quoted string at `at` to the one that is being read. */
static bool read_string(struct reader *reader, const char *at)
{
	if (*at++ != '"' || reader->field == NONE)
		return wrong(reader, "a quoted text is expected after msgid or msgstr; check the quotes");
	for (; *at && *at != '"'; at++) {
		char c = *at;
		if (c == '\\' && !(c = unescaped(*++at)))
			return wrong(reader, "only \\n \\t \\r \\\\ and \\\" may follow a backslash; change it");
		*reader->end++ = c;
	}
	if (*at != '"' || at[1 + strspn(at + 1, " \t\r")])
		return wrong(reader, "the text does not end with a quote; add it");
	*reader->end = '\0';
	return true;
}

/* Starts a field whose first string is at `at`. */
static bool start(struct reader *reader, enum field field, size_t form, char *at)
{
	at += strspn(at, " \t");
	if ((field == KEY && reader->entry.key) || (field != KEY && !reader->entry.key))
		return wrong(reader, "msgid and msgstr must take turns; put them in order");
	if (form >= PLURAL_FORMS_MOST || (form > 0 && !reader->entry.forms[form - 1]) ||
	    (field == FORM && reader->entry.forms[form]))
		return wrong(reader, "the plural forms must be msgstr[0], msgstr[1] and so on; number them in order");
	if (field == KEY)
		reader->entry = (struct po_entry){.key = at, .line = reader->line};
	reader->entry.plural |= field == KEY_PLURAL;
	if (field == FORM)
		reader->entry.forms[form] = at;
	reader->field = field;
	reader->end = at;
	return read_string(reader, at);
}

static bool read_line(struct reader *reader, char *at)
{
	at += strspn(at, " \t\r");
	if (!*at)
		return true;
	if (*at == '#')
		return read_comment(reader, at);
	if (*at == '"')
		return read_string(reader, at);
	if (strncmp(at, "msgid_plural ", 13) == 0)
		return start(reader, KEY_PLURAL, 0, at + 13);
	if (strncmp(at, "msgid ", 6) == 0)
		return finish(reader) && start(reader, KEY, 0, at + 6);
	if (strncmp(at, "msgstr ", 7) == 0)
		return start(reader, FORM, 0, at + 7);
	if (strncmp(at, "msgstr[", 7) == 0 && at[7] >= '0' && at[7] <= '9' && at[8] == ']')
		return start(reader, FORM, (size_t)(at[7] - '0'), at + 9);
	return wrong(reader, "only msgid, msgid_plural, msgstr and comments are read; remove this line");
}

bool po_read(char *text, const char *name, po_fn *next, void *self, struct err *err)
{
	struct reader reader = {.name = name, .next = next, .self = self, .err = err};
	while (text) {
		char *end = strchr(text, '\n');
		if (end)
			*end = '\0';
		reader.line++;
		if (!read_line(&reader, text))
			return false;
		text = end ? end + 1 : NULL;
	}
	return finish(&reader);
}
