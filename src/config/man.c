/* `--help-man`: the rows as a man page (man(7) macros), so that page and program cannot say different things. */
#include "base/text.h"
#include "config/common.h"

#include <ctype.h>
#include <string.h>

/* Writes one character so that roff takes it as it is. */
static void put_char(FILE *out, int32_t c)
{
	static const char *const spelled[128] = {
		['\\'] = "\\e", ['-'] = "\\-", ['~'] = "\\(ti", ['^'] = "\\(ha", ['`'] = "\\(ga"};
	if (c >= 128)
		fprintf(out, "\\[u%04X]", (unsigned)c);
	else if (c > 0 && spelled[c])
		fputs(spelled[c], out);
	else if (c > 0)
		fputc(c, out);
}

/* Writes text: no request at a line's start, an empty line begins a paragraph. */
static void put(FILE *out, const char *text)
{
	bool line_start = true;
	for (int32_t c; (c = text_next(&text)) != 0;) {
		if (line_start && (c == '.' || c == '\''))
			fputs("\\&", out);
		line_start = c == '\n';
		put_char(out, c);
		if (c == '\n' && *text == '\n') {
			fputs(".PP\n", out);
			text++;
		}
	}
}

static void put_line(FILE *out, const char *macro, const char *text)
{
	fputs(macro, out);
	put(out, text);
	fputc('\n', out);
}

static void put_row(FILE *out, const struct option_row *row)
{
	fputs(".TP\n\\fB", out);
	if (row->letter)
		fprintf(out, "\\-%c\\fR, \\fB", row->letter);
	fputs("\\-\\-", out);
	put(out, row->name);
	fputs("\\fR", out);
	if (row->argument)
		fprintf(out, " \\fI%s\\fR", row->argument);
	fputc('\n', out);
	put(out, row->help);
	for (int i = 0; row->choices && row->choices[i]; i++) {
		fputs(i ? ", " : ": ", out);
		put(out, row->choices[i]);
	}
	fputs(".\n", out);
	if (row->required)
		fputs("Required.\n", out);
	if (row->standard)
		put_line(out, "Default: ", row->standard);
	if (row->environment)
		put_line(out, "Environment: $", row->environment);
}

static void put_rows(FILE *out, const struct option_row *rows)
{
	for (; rows && rows->name; rows++)
		put_row(out, rows);
}

static void put_usage(FILE *out, const struct program *program, const struct command *command)
{
	fputs("\\fB", out);
	put(out, program->name);
	if (*command_name(command))
		fprintf(out, " %s", command_name(command));
	fputs("\\fR [\\fIOPTIONS\\fR]", out);
	if (*command_operands(command)) {
		fputs(" \\fI", out);
		put(out, command_operands(command));
		fputs("\\fR", out);
	}
	fputc('\n', out);
}

static void put_commands(FILE *out, const struct program *program)
{
	if (program_is_one(program)) {
		put_rows(out, program->commands[0]->options);
		return;
	}
	fputs(".SH COMMANDS\n", out);
	for (const struct command *const *each = program->commands; *each; each++) {
		put_line(out, ".SS ", (*each)->name);
		put_usage(out, program, *each);
		fputs(".PP\n", out);
		put(out, (*each)->about ? (*each)->about : (*each)->brief);
		fputc('\n', out);
		put_rows(out, (*each)->options);
	}
}

static void put_head(FILE *out, const struct program *program)
{
	char title[64];
	size_t n = 0;
	for (; program->name[n] && n + 1 < sizeof title; n++)
		title[n] = (char)toupper((unsigned char)program->name[n]);
	title[n] = '\0';
	fprintf(out, ".TH %s 1 \"\" \"Lanyard %s\" \"Lanyard\"\n.SH NAME\n", title, LANYARD_VERSION);
	put(out, program->name);
	fprintf(out, " \\- ");
	put(out, program->brief);
	fputs("\n.SH SYNOPSIS\n.nf\n", out);
	for (const struct command *const *each = program->commands; *each; each++)
		put_usage(out, program, *each);
	fputs(".fi\n", out);
}

static const char exit_status[] = ".SH EXIT STATUS\n"
				  ".TP\n.B 0\nDone.\n"
				  ".TP\n.B 1\nCould not be done; one sentence on standard error says why and what to do.\n"
				  ".TP\n.B 2\nWrong usage.\n"
				  ".TP\n.B 3\nRefused: a badge that is not valid, a check that fails.\n";

static const char *const pages[] = {"lanyard", "lanyard-hub", "lanyard-kiosk", "lanyard-sync"};

static void put_tail(FILE *out, const struct program *program)
{
	fputs(exit_status, out);
	if (program->examples) {
		fputs(".SH EXAMPLES\n.nf\n", out);
		put(out, program->examples);
		fputs("\n.fi\n", out);
	}
	fputs(".SH SEE ALSO\n", out);
	const char *comma = "";
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (strcmp(pages[i], program->name) != 0) {
			fprintf(out, "%s.BR ", comma);
			put(out, pages[i]);
			fputs(" (1)", out);
			comma = ",\n";
		}
	fputc('\n', out);
}

void man_print(FILE *out, const struct program *program)
{
	put_head(out, program);
	put_line(out, ".SH DESCRIPTION\n", program->about);
	fputs(".SH OPTIONS\n", out);
	put_rows(out, common_options);
	put_commands(out, program);
	put_tail(out, program);
}
