/* Reading options against their rows. The trick: a row says by its type what a text must be and where it goes, so there is one
 * function that takes a value, whether it was typed, stands in the environment or is the row's default. */
#include "config/options.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where one row's value goes. */
struct slot {
	const struct option_row *row;
	void *field;
};

static int choice_index(const struct option_row *row, const char *word, size_t length)
{
	for (int i = 0; row->choices[i]; i++)
		if (strlen(row->choices[i]) == length && strncmp(row->choices[i], word, length) == 0)
			return i;
	return -1;
}

static bool refuse_choice(const struct option_row *row, const char *word, size_t length, struct err *err)
{
	char all[256] = "";
	for (size_t i = 0, n = 0; row->choices[i] && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? ", " : "", row->choices[i]);
	return err_set(err, ERR_USAGE, "\"%.*s\" is not a value of --%s; choose from %s", (int)length, word, row->name, all);
}

static bool take_list(const struct slot *slot, const char *text, struct err *err)
{
	unsigned mask = 0;
	for (const char *word = text; *word;) {
		size_t length = strcspn(word, ",");
		int index = choice_index(slot->row, word, length);
		if (index < 0)
			return refuse_choice(slot->row, word, length, err);
		mask |= 1u << index;
		word += length + (word[length] == ',');
	}
	*(unsigned *)slot->field = mask;
	return true;
}

static bool take_number(const struct slot *slot, const char *text, struct err *err)
{
	const struct option_row *row = slot->row;
	char *end = NULL;
	errno = 0;
	double real = row->type == OPTION_REAL ? strtod(text, &end) : (double)strtol(text, &end, 10);
	if (end == text || *end || errno || !isfinite(real))
		return err_set(err, ERR_USAGE, "--%s wants a number, not \"%s\"", row->name, text);
	if (real < row->least || real > row->most)
		return err_set(err, ERR_USAGE, "--%s may be from %g to %g", row->name, row->least, row->most);
	if (row->type == OPTION_REAL)
		*(double *)slot->field = real;
	else
		*(long *)slot->field = strtol(text, NULL, 10);
	return true;
}

static bool take_value(const struct slot *slot, const char *text, struct err *err)
{
	if (strlen(text) > OPTION_VALUE_MOST)
		return err_set(err, ERR_USAGE, "the value of --%s is too long", slot->row->name);
	switch (slot->row->type) {
	case OPTION_FLAG:
		*(bool *)slot->field = true;
		return true;
	case OPTION_TEXT:
	case OPTION_PATH:
		*(const char **)slot->field = text;
		return true;
	case OPTION_NUMBER:
	case OPTION_REAL:
		return take_number(slot, text, err);
	case OPTION_LIST:
		return take_list(slot, text, err);
	case OPTION_CHOICE:
		break;
	}
	int index = choice_index(slot->row, text, strlen(text));
	if (index < 0)
		return refuse_choice(slot->row, text, strlen(text), err);
	*(int *)slot->field = index;
	return true;
}

static struct slot slot_of(const struct option_set *set, const struct option_row *row)
{
	return (struct slot){.row = row, .field = (char *)set->values + row->at};
}

/* The row with this long name (`length` bytes) or, when `length` is 0, with this letter. */
static bool find_row(const struct option_set *sets, size_t count, const char *name, size_t length, struct slot *out)
{
	for (size_t i = 0; i < count; i++)
		for (const struct option_row *row = sets[i].rows; row && row->name; row++) {
			bool match = length ? strlen(row->name) == length && strncmp(row->name, name, length) == 0
					    : row->letter && row->letter == *name;
			if (match) {
				*out = slot_of(&sets[i], row);
				return true;
			}
		}
	return false;
}

bool options_defaults(const struct option_set *sets, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		for (const struct option_row *row = sets[i].rows; row && row->name; row++) {
			struct slot slot = slot_of(&sets[i], row);
			if (row->type == OPTION_CHOICE)
				*(int *)slot.field = -1;
			const char *said = row->environment ? getenv(row->environment) : NULL;
			const char *text = said && *said ? said : row->standard;
			if (text && !take_value(&slot, text, err))
				return text == said ? err_wrap(err, "$%s", row->environment) : false;
		}
	return true;
}

/* One word that begins with a dash: finds its row and takes its value from behind the `=`, behind the letter, or from the next
 * word. `used` counts the words. */
static bool parse_word(const struct option_set *sets, size_t count, int words, char **argv, int *used, struct err *err)
{
	const char *word = argv[0], *value = NULL;
	bool is_long = word[1] == '-';
	const char *name = word + (is_long ? 2 : 1);
	size_t length = is_long ? strcspn(name, "=") : 0;
	struct slot slot;
	*used = 1;
	if (!find_row(sets, count, name, length, &slot))
		return err_set(err, ERR_USAGE, "there is no option %.*s; --help lists them", is_long ? (int)length + 2 : 2,
			       word);
	if (is_long && name[length] == '=')
		value = name + length + 1;
	else if (!is_long && name[1])
		value = name + 1;
	if (slot.row->type == OPTION_FLAG)
		return value ? err_set(err, ERR_USAGE, "--%s takes no value", slot.row->name) : take_value(&slot, "", err);
	if (!value && words < 2)
		return err_set(err, ERR_USAGE, "--%s wants %s behind it", slot.row->name, slot.row->argument);
	if (!value) {
		value = argv[1];
		*used = 2;
	}
	return take_value(&slot, value, err);
}

bool options_parse(const struct option_set *sets, size_t count, int *argc, char **argv, bool first_only, struct err *err)
{
	int rest = 0, at = 0;
	while (at < *argc) {
		if (strcmp(argv[at], "--") == 0) {
			at++;
			break;
		}
		if (argv[at][0] != '-' || !argv[at][1]) {
			if (first_only)
				break;
			argv[rest++] = argv[at++];
			continue;
		}
		int used = 0;
		if (!parse_word(sets, count, *argc - at, argv + at, &used, err))
			return false;
		at += used;
	}
	while (at < *argc)
		argv[rest++] = argv[at++];
	*argc = rest;
	return true;
}

static bool has_value(const struct slot *slot)
{
	if (slot->row->type == OPTION_CHOICE)
		return *(const int *)slot->field >= 0;
	return *(const char *const *)slot->field != NULL;
}

bool options_complete(const struct option_set *sets, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		for (const struct option_row *row = sets[i].rows; row && row->name; row++) {
			struct slot slot = slot_of(&sets[i], row);
			if (row->required && !has_value(&slot))
				return err_set(err, ERR_USAGE, "--%s %s is missing; --help says what it is", row->name,
					       row->argument);
		}
	return true;
}
