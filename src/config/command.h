/* Programs as tables of commands. A program is a `struct program` and this main():
 *
 *     int main(int argc, char **argv) { return program_main(&kiosk_program, argc, argv); }
 *
 * To add a command: a file with its row (struct command) first and its one entry function, and a line in the program's table.
 * `--help`, `help COMMAND`, `--version`, the man page and the checks of usage come from the rows. Common options of every
 * command: --home DIR, --json, --help, --version, --help-man. */
#ifndef LANYARD_CONFIG_COMMAND_H
#define LANYARD_CONFIG_COMMAND_H

#include "config/options.h"

enum { HOME_MOST = 1024 };

/* One call of a command, checked against its row. */
struct call {
	const struct program *program;
	const struct command *command;
	char home[HOME_MOST]; /* as home_find() says */
	bool json;            /* one JSON document on standard output is wanted */
	bool terminal;        /* standard output is a terminal: colours and progress are welcome */
	int operand_count;    /* within the row's bounds */
	char *const *operands;
	const void *values; /* the command's options, filled in */
};

struct command {
	const char *name;                 /* "" when the program has only one */
	const char *operands;             /* "attendees|employers|roles FILE", "" = none */
	int least, most;                  /* how many operands */
	const char *brief;                /* half a sentence for lists: "reads a spreadsheet export" */
	const char *about;                /* paragraphs, an empty line between; for --help and the man page */
	const struct option_row *options; /* NULL = none of its own */
	size_t values_size;               /* sizeof the struct that `options` fill */
	bool homeless;                    /* works without knowing a home */
	/* On false the program prints "PROGRAM: sentence" on standard error and ends with err_exit_status(). */
	bool (*run)(const struct call *call, struct err *err);
};

struct program {
	const char *name;  /* "lanyard-sync" */
	const char *brief; /* for the man page's NAME line */
	const char *about;
	const struct command *const *commands; /* NULL at the end */
	const char *examples;                  /* lines, each a command; may be NULL */
};

/* Parses, runs, reports; the exit status: 0 done, 1 could not, 2 wrong usage, 3 refused. */
int program_main(const struct program *program, int argc, char **argv);

/* Where a home is: `option` (--home), $LANYARD_HOME, /var/lib/lanyard if that is there and writable, $XDG_DATA_HOME/lanyard,
 * ~/.local/share/lanyard. ERR_MISSING when nothing of that can be told, ERR_USAGE when it is too long. */
bool home_find(const char *option, char *out, size_t size, struct err *err);
/* Where the assets are: $LANYARD_ASSETS, ../assets beside the program's file (a build tree), ../share/lanyard (installed),
 * LANYARD_PREFIX/share/lanyard. Never NULL, no slash at the end; found once. */
const char *asset_dir(void);

/* What program_main() prints; for tests. `command` NULL = the whole program. */
void help_print(FILE *out, const struct program *program, const struct command *command);
void man_print(FILE *out, const struct program *program);

#endif
