/* From argv to the entry function of a command: common options, the command's name, its own options, its operands. */
#include "config/common.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VALUES_MOST = 1024 };

/* What one start of the program has read so far. */
struct start {
	const struct program *program;
	const struct command *command;
	struct common common;
	_Alignas(max_align_t) unsigned char values[VALUES_MOST];
	struct option_set sets[2];
	int words;
	char **argv;
};

static bool command_find(const struct program *program, const char *name, const struct command **out, struct err *err)
{
	for (const struct command *const *each = program->commands; *each; each++)
		if (strcmp(command_name(*each), name) == 0) {
			*out = *each;
			return true;
		}
	return err_set(err, ERR_USAGE, "there is no command \"%.40s\"; %s --help lists them", name, program->name);
}

/* Reads common options up to the command's name, and the name. Leaves `command` NULL when none was given. */
static bool read_name(struct start *start, struct err *err)
{
	if (program_is_one(start->program)) {
		start->command = start->program->commands[0];
		return true;
	}
	if (!options_parse(start->sets, 1, &start->words, start->argv, true, err))
		return false;
	if (start->words > 0 && strcmp(start->argv[0], "help") == 0) {
		start->common.help = true;
		start->argv++;
		start->words--;
	}
	if (start->words == 0)
		return true;
	if (!command_find(start->program, start->argv[0], &start->command, err))
		return false;
	start->argv++;
	start->words--;
	return true;
}

static bool read_options(struct start *start, struct err *err)
{
	assert(start->command->values_size <= VALUES_MOST);
	start->sets[1] = (struct option_set){.rows = start->command->options, .values = start->values};
	return options_defaults(start->sets + 1, 1, err) &&
	       options_parse(start->sets, 2, &start->words, start->argv, false, err);
}

static bool check_operands(const struct start *start, struct err *err)
{
	const struct command *command = start->command;
	if (start->words >= command->least && start->words <= command->most)
		return options_complete(start->sets, 2, err);
	const char *operands = command_operands(command), *name = command_name(command), *gap = *name ? " " : "";
	if (!*operands)
		return err_set(err, ERR_USAGE, "%s%s%s takes no \"%.40s\"; --help says what it takes", start->program->name,
			       gap, name, start->argv[0]);
	return err_set(err, ERR_USAGE, "%s%s%s wants %s; --help says more", start->program->name, gap, name, operands);
}

static bool run(struct start *start, struct err *err)
{
	struct call call = {
		.program = start->program,
		.command = start->command,
		.json = start->common.json,
		.terminal = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
		.operand_count = start->words,
		.operands = start->argv,
		.values = start->values,
	};
	if (!home_find(start->common.home, call.home, sizeof call.home, err)) {
		if (!start->command->homeless)
			return false;
		err_clear(err);
	}
	return start->command->run(&call, err);
}

/* Answers --help, --version and --help-man, else runs the command. */
static bool answer(struct start *start, struct err *err)
{
	start->sets[0] = (struct option_set){.rows = common_options, .values = &start->common};
	if (!options_defaults(start->sets, 1, err) || !read_name(start, err))
		return false;
	if (start->command && !read_options(start, err))
		return false;
	if (start->common.help)
		help_print(stdout, start->program, start->command);
	else if (start->common.help_man)
		man_print(stdout, start->program);
	else if (start->common.version)
		printf("%s %s\n", start->program->name, LANYARD_VERSION);
	else if (!start->command)
		return err_set(err, ERR_USAGE, "which command? %s --help lists them", start->program->name);
	else
		return check_operands(start, err) && run(start, err);
	return true;
}

int program_main(const struct program *program, int argc, char **argv)
{
	struct start start = {.program = program, .words = argc > 1 ? argc - 1 : 0, .argv = argv + (argc > 0)};
	struct err err = {0};
	bool done = answer(&start, &err);
	if ((fflush(stdout) || ferror(stdout)) && done)
		done = err_errno(&err, "the answer could not be written");
	if (done)
		return 0;
	fprintf(stderr, "%s: %s\n", program->name, err.text);
	return err.code == ERR_NONE ? 1 : err_exit_status(err.code);
}
