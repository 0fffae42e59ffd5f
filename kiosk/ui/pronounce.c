/* See pronounce.h. At each place of the text the first rule that knows what stands there takes it; what none knows is copied.
 */
#include "ui/pronounce.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

enum { PHONE_DIGITS = 7, CODE_HALF = 3 };

struct reading {
	const struct catalog *catalog;
	size_t language;
	const char *start, *at;
	char *out;
	size_t size;
};

static void put(struct reading *reading, const char *text, size_t length)
{
	size_t used = strlen(reading->out);
	text_format(reading->out + used, reading->size - used, "%.*s", (int)length, text);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_code(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z');
}

static bool at_word(const struct reading *reading)
{
	return reading->at == reading->start || reading->at[-1] == ' ';
}

static void put_space(struct reading *reading)
{
	size_t used = strlen(reading->out);
	put(reading, " ", used && reading->out[used - 1] != ' ');
}

/* Characters one by one, and a pause where something else stood between. */
static void put_apart(struct reading *reading, size_t length, bool (*is)(char))
{
	const char *from = reading->at;
	for (size_t i = 0; i < length; i++) {
		if (is(from[i])) {
			put_space(reading);
			put(reading, from + i, 1);
		} else if (i > 0 && is(from[i - 1])) {
			put(reading, ",", 1);
		}
	}
	reading->at += length;
}

/* --- rules: each takes something at the place, or returns false --- */

/* "(305) 555-0142" */
static bool take_phone(struct reading *reading)
{
	size_t length = strspn(reading->at, "0123456789()+- "), digits = 0;
	for (size_t i = 0; i < length; i++)
		digits += is_digit(reading->at[i]);
	while (length > 0 && !is_digit(reading->at[length - 1]))
		length--;
	if (!at_word(reading) || digits < PHONE_DIGITS || strchr(" -", reading->at[0]))
		return false;
	put_apart(reading, length, is_digit);
	return true;
}

/* "3T6-VWX" */
static bool take_code(struct reading *reading)
{
	const char *at = reading->at;
	size_t half = 0, rest = 0;
	while (is_code(at[half]))
		half++;
	while (at[half] == '-' && is_code(at[half + 1 + rest]))
		rest++;
	char behind = at[half + (rest ? 1 + rest : 0)];
	if (!at_word(reading) || half != CODE_HALF || rest != CODE_HALF || (behind && !strchr(" .,;", behind)))
		return false;
	put_apart(reading, 2 * CODE_HALF + 1, is_code);
	return true;
}

static void put_sign(struct reading *reading, const char *sign)
{
	const char *name = pronounce_sign(reading->catalog, reading->language, sign);
	if (name != sign)
		put_space(reading);
	put(reading, name, strlen(name));
	if (name != sign)
		put(reading, " ", 1);
}

/* "ana@example.com", "m••••@example.com" */
static bool take_email(struct reading *reading)
{
	const char *at = reading->at;
	size_t length = strcspn(at, " ,;?!"), local = strcspn(at, "@");
	while (length > 0 && at[length - 1] == '.')
		length--;
	if (!at_word(reading) || local == 0 || local + 1 >= length)
		return false;
	for (const char *end = at + length; at < end;) {
		const char *from = at;
		char sign[8];
		text_next(&at);
		text_format(sign, sizeof sign, "%.*s", (int)(at - from), from);
		put_sign(reading, strcmp(sign, "•") == 0 ? "" : sign);
	}
	reading->at = at;
	return true;
}

/* Any run of drawn signs is one pause. */
static bool take_drawn(struct reading *reading)
{
	static const char *const drawn[] = {"·", "•", "…"};
	const char *before = reading->at;
	for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++)
		while (strncmp(reading->at, drawn[i], strlen(drawn[i])) == 0)
			reading->at += strlen(drawn[i]);
	if (reading->at == before)
		return false;
	size_t used = strlen(reading->out);
	if (used && reading->out[used - 1] == ' ')
		reading->out[used - 1] = '\0';
	put(reading, ",", used > 0 && *reading->at != '\0');
	return true;
}

/* A no-break space is for the eye. */
static bool take_joint(struct reading *reading)
{
	static const char joint[] = "\u00A0";
	if (strncmp(reading->at, joint, sizeof joint - 1) != 0)
		return false;
	put(reading, " ", 1);
	reading->at += sizeof joint - 1;
	return true;
}

const char *pronounce_sign(const struct catalog *catalog, size_t language, const char *sign)
{
	static const struct {
		const char *sign, *key;
	} names[] = {
		{" ", "key.space"},
		{"@", "key.at.spoken"},
		{".", "key.dot.spoken"},
		{",", "key.comma.spoken"},
		{"-", "key.hyphen.spoken"},
		{"_", "key.underscore.spoken"},
		{"’", "key.apostrophe.spoken"},
		{"'", "key.apostrophe.spoken"},
		{"+", "key.plus.spoken"},
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(sign, names[i].sign) == 0)
			return say(catalog, language, names[i].key);
	return sign;
}

void pronounce(const struct catalog *catalog, size_t language, const char *words, char *out, size_t size)
{
	struct reading reading = {
		.catalog = catalog, .language = language, .start = words, .at = words, .out = out, .size = size};
	out[0] = '\0';
	while (*reading.at) {
		if (take_phone(&reading) || take_code(&reading) || take_email(&reading) || take_drawn(&reading) ||
		    take_joint(&reading))
			continue;
		const char *from = reading.at;
		text_next(&reading.at);
		put(&reading, from, (size_t)(reading.at - from));
	}
}
