/* `--help`: the rows, in columns for people. */
#include "config/common.h"

#include <string.h>

enum { COLUMN = 30, WIDTH = 96 };

const struct option_row common_options[] = {
	{
		.name = "home",
		.type = OPTION_PATH,
		.at = offsetof(struct common, home),
		.argument = "DIR",
		.help = "where the fair is kept; else $LANYARD_HOME, /var/lib/lanyard if writable, or ~/.local/share/lanyard",
	},
	{.name = "json", .type = OPTION_FLAG, .at = offsetof(struct common, json), .help = "answer with one JSON document"},
	{.name = "help", .letter = 'h', .type = OPTION_FLAG, .at = offsetof(struct common, help), .help = "say this, and end"},
	{.name = "version", .type = OPTION_FLAG, .at = offsetof(struct common, version), .help = "say the version, and end"},
	{.name = "help-man",
	 .type = OPTION_FLAG,
	 .at = offsetof(struct common, help_man),
	 .help = "print the man page, and end"},
	{.name = NULL},
};

/* Prints words from column `from` on, the cursor being at column `at`; lines break before WIDTH. */
static void print_words(FILE *out, const char *text, int from, int at)
{
	while (*text) {
		int length = (int)strcspn(text, " \n");
		bool paragraph = text[length] == '\n' && text[length + 1] == '\n';
		if (at > from && at + 1 + length > WIDTH) {
			fprintf(out, "\n");
			at = 0;
		}
		if (at < from)
			at += fprintf(out, "%*s", from - at, "");
		else if (at > from)
			at += fprintf(out, " ");
		at += fprintf(out, "%.*s", length, text);
		text += length;
		text += strspn(text, " \n");
		if (paragraph) {
			fprintf(out, "\n\n");
			at = 0;
		}
	}
	fprintf(out, "\n");
}

static void print_left(FILE *out, const char *left, const char *right)
{
	int at = fprintf(out, "  %s", left);
	if (at + 2 > COLUMN) {
		fprintf(out, "\n");
		at = 0;
	}
	print_words(out, right, COLUMN, at);
}

static void print_row(FILE *out, const struct option_row *row)
{
	char left[128], right[1024];
	int n = row->letter ? snprintf(left, sizeof left, "-%c, ", row->letter) : 0;
	snprintf(left + n, sizeof left - (size_t)n, "--%s%s%s", row->name, row->argument ? " " : "",
		 row->argument ? row->argument : "");
	n = snprintf(right, sizeof right, "%s", row->help);
	if (row->choices) {
		n += snprintf(right + n, sizeof right - (size_t)n, ": ");
		for (int i = 0; row->choices[i]; i++)
			n += snprintf(right + n, sizeof right - (size_t)n, "%s%s", i ? ", " : "", row->choices[i]);
	}
	if (row->standard)
		n += snprintf(right + n, sizeof right - (size_t)n, " (default %s)", row->standard);
	if (row->environment)
		n += snprintf(right + n, sizeof right - (size_t)n, " [$%s]", row->environment);
	if (row->required)
		snprintf(right + n, sizeof right - (size_t)n, " (required)");
	print_left(out, left, right);
}

static void print_rows(FILE *out, const char *title, const struct option_row *rows)
{
	if (!rows || !rows->name)
		return;
	fprintf(out, "\n%s:\n", title);
	for (; rows->name; rows++)
		print_row(out, rows);
}

static void print_command(FILE *out, const struct program *program, const struct command *command)
{
	const char *name = command_name(command), *operands = command_operands(command);
	fprintf(out, "Usage: %s%s%s [OPTIONS]%s%s\n\n", program->name, *name ? " " : "", name, *operands ? " " : "", operands);
	print_words(out, command->about ? command->about : command->brief, 0, 0);
	print_rows(out, "Options", command->options);
	print_rows(out, "Options of every command", common_options);
}

void help_print(FILE *out, const struct program *program, const struct command *command)
{
	if (!command && program_is_one(program))
		command = program->commands[0];
	if (command) {
		print_command(out, program, command);
		return;
	}
	fprintf(out, "Usage: %s COMMAND [OPTIONS] ...\n\n", program->name);
	print_words(out, program->about, 0, 0);
	fprintf(out, "\nCommands:\n");
	for (const struct command *const *each = program->commands; *each; each++)
		print_left(out, command_name(*each), (*each)->brief);
	print_rows(out, "Options of every command", common_options);
	fprintf(out, "\n%s help COMMAND says more.\n", program->name);
}
