/* Options against their rows: what is taken, what is refused, and that help and man page say what the rows say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "config/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const fruits[] = {"apple", "pear", "fig", NULL};

struct values {
	bool loud;
	const char *name;
	long count;
	double inches;
	int fruit;
	unsigned basket;
};

static const struct option_row rows[] = {
	{.name = "loud", .letter = 'l', .type = OPTION_FLAG, .at = offsetof(struct values, loud), .help = "shout"},
	{
		.name = "name",
		.letter = 'n',
		.type = OPTION_TEXT,
		.required = true,
		.at = offsetof(struct values, name),
		.argument = "NAME",
		.help = "whom to greet",
	},
	{
		.name = "count",
		.type = OPTION_NUMBER,
		.at = offsetof(struct values, count),
		.argument = "N",
		.least = 1,
		.most = 10,
		.standard = "3",
		.environment = "LANYARD_TEST_COUNT",
		.help = "how often",
	},
	{
		.name = "inches",
		.type = OPTION_REAL,
		.at = offsetof(struct values, inches),
		.argument = "INCHES",
		.least = 3,
		.most = 80,
		.help = "how large",
	},
	{
		.name = "fruit",
		.type = OPTION_CHOICE,
		.at = offsetof(struct values, fruit),
		.argument = "FRUIT",
		.choices = fruits,
		.help = "which one",
	},
	{
		.name = "basket",
		.type = OPTION_LIST,
		.at = offsetof(struct values, basket),
		.argument = "FRUITS",
		.choices = fruits,
		.help = "which ones",
	},
	{.name = NULL},
};

enum { WORDS_MOST = 8 };

struct reading {
	struct values values;
	struct err err;
	int rest;
	char *argv[WORDS_MOST + 1];
	bool ok;
};

/* Parses a NULL-ended list of words as a command does. */
static struct reading read_words(const char *const *words)
{
	struct reading r = {0};
	static char copies[WORDS_MOST][64];
	while (words[r.rest]) {
		strcpy(copies[r.rest], words[r.rest]);
		r.argv[r.rest] = copies[r.rest];
		r.rest++;
	}
	struct option_set set = {.rows = rows, .values = &r.values};
	r.ok = options_defaults(&set, 1, &r.err) && options_parse(&set, 1, &r.rest, r.argv, false, &r.err) &&
	       options_complete(&set, 1, &r.err);
	return r;
}

#define READ(...) read_words((const char *const[]){__VA_ARGS__, NULL})

static void takes_every_form(void **state)
{
	(void)state;
	struct reading r = READ("--name=Ana", "one", "-l", "--count", "7", "two", "--fruit", "fig");
	assert_true(r.ok);
	assert_string_equal(r.values.name, "Ana");
	assert_true(r.values.loud);
	assert_int_equal(r.values.count, 7);
	assert_int_equal(r.values.fruit, 2);
	assert_int_equal(r.rest, 2);
	assert_string_equal(r.argv[0], "one");
	assert_string_equal(r.argv[1], "two");

	r = READ("-nAna", "--inches", "10.1", "--basket=apple,fig", "--", "--loud", "-");
	assert_true(r.ok);
	assert_string_equal(r.values.name, "Ana");
	assert_true(r.values.inches > 10.09 && r.values.inches < 10.11);
	assert_int_equal(r.values.basket, 5);
	assert_false(r.values.loud);
	assert_int_equal(r.rest, 2);
	assert_string_equal(r.argv[0], "--loud");
	assert_string_equal(r.argv[1], "-");
}

static void fills_in_defaults(void **state)
{
	(void)state;
	struct reading r = READ("-n", "Ana");
	assert_true(r.ok);
	assert_int_equal(r.values.count, 3);
	assert_int_equal(r.values.fruit, -1);
	setenv("LANYARD_TEST_COUNT", "9", 1);
	r = READ("-n", "Ana");
	assert_int_equal(r.values.count, 9);
	r = READ("-n", "Ana", "--count=2");
	assert_int_equal(r.values.count, 2);
	setenv("LANYARD_TEST_COUNT", "90", 1);
	r = READ("-n", "Ana");
	assert_false(r.ok);
	assert_non_null(strstr(r.err.text, "$LANYARD_TEST_COUNT"));
	unsetenv("LANYARD_TEST_COUNT");
}

static void refuses_with_a_sentence(void **state)
{
	(void)state;
	static const struct {
		const char *words[3], *sentence, *why;
	} refused[] = {
		{{"--nmae=Ana"}, "there is no option --nmae", "a slip of the fingers is named"},
		{{"--name"}, "--name wants NAME", "the value is missing"},
		{{"-x"}, "there is no option -x", "an unknown letter"},
		{{"--loud=yes", "-na"}, "takes no value", "a flag has none"},
		{{"--count=0", "-na"}, "from 1 to 10", "below the range"},
		{{"--count=11", "-na"}, "from 1 to 10", "above the range"},
		{{"--count=7x", "-na"}, "wants a number", "not a number to its end"},
		{{"--count=99999999999999999999", "-na"}, "wants a number", "more than a long holds"},
		{{"--inches=nan", "-na"}, "wants a number", "not a size"},
		{{"--fruit=kiwi", "-na"}, "choose from apple, pear, fig", "choices are listed"},
		{{"--fruit=app", "-na"}, "choose from", "no shortened words"},
		{{"--basket=fig,kiwi", "-na"}, "\"kiwi\"", "the one that is wrong is named"},
		{{"--loud"}, "--name NAME is missing", "required"},
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct reading r = read_words(refused[i].words);
		if (r.ok || r.err.code != ERR_USAGE || !strstr(r.err.text, refused[i].sentence))
			fail_msg("%s: got \"%s\"", refused[i].why, r.err.text);
	}
}

static bool run_nothing(const struct call *call, struct err *err)
{
	(void)call;
	(void)err;
	return true;
}

static const struct command greet = {
	.name = "greet",
	.operands = "PLACE",
	.least = 0,
	.most = 1,
	.brief = "says hello",
	.about = "Says hello.\n\n.Not a request; a \\ and a - stay.",
	.options = rows,
	.values_size = sizeof(struct values),
	.run = run_nothing,
};

static const struct program program = {
	.name = "greeter",
	.brief = "greets",
	.about = "Greets people.",
	.commands = (const struct command *const[]){&greet, NULL},
};

static char *printed(void (*print)(FILE *), char *text, size_t size)
{
	FILE *out = fmemopen(text, size, "w");
	assert_non_null(out);
	print(out);
	fclose(out);
	return text;
}

static void print_help(FILE *out)
{
	help_print(out, &program, &greet);
}

static void print_man(FILE *out)
{
	man_print(out, &program);
}

static void prints_every_row(void **state)
{
	(void)state;
	char help[8192], man[8192];
	printed(print_help, help, sizeof help);
	printed(print_man, man, sizeof man);
	for (const struct option_row *row = rows; row->name; row++) {
		assert_non_null(strstr(help, row->name));
		assert_non_null(strstr(man, row->name));
		assert_non_null(strstr(help, row->help));
		assert_non_null(strstr(man, row->help));
	}
	assert_non_null(strstr(help, "apple, pear, fig"));
	assert_non_null(strstr(help, "(default 3)"));
	assert_non_null(strstr(man, "\n\\&.Not a request; a \\e and a \\- stay."));
}

static void finds_a_home(void **state)
{
	(void)state;
	char home[HOME_MOST];
	struct err err = {0};
	setenv("LANYARD_HOME", "/from/variable", 1);
	assert_true(home_find("/from/option", home, sizeof home, &err));
	assert_string_equal(home, "/from/option");
	assert_true(home_find(NULL, home, sizeof home, &err));
	assert_string_equal(home, "/from/variable");
	unsetenv("LANYARD_HOME");
	if (access("/var/lib/lanyard", W_OK) == 0)
		return;
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_true(home_find("", home, sizeof home, &err));
	assert_string_equal(home, "/data/lanyard");
	setenv("XDG_DATA_HOME", "", 1);
	setenv("HOME", "/me", 1);
	assert_true(home_find(NULL, home, sizeof home, &err));
	assert_string_equal(home, "/me/.local/share/lanyard");
	unsetenv("HOME");
	assert_false(home_find(NULL, home, sizeof home, &err));
	assert_int_equal(err.code, ERR_MISSING);
}

static void finds_the_assets(void **state)
{
	(void)state;
	setenv("LANYARD_ASSETS", ASSETS, 1);
	assert_string_equal(asset_dir(), ASSETS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_every_form),
		cmocka_unit_test(fills_in_defaults),
		cmocka_unit_test(refuses_with_a_sentence),
		cmocka_unit_test(prints_every_row),
		cmocka_unit_test(finds_a_home),
		cmocka_unit_test(finds_the_assets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
