/* What the printers and the parser of commands share: the options of every command, and rows with their gaps filled. */
#ifndef LANYARD_CONFIG_COMMON_H
#define LANYARD_CONFIG_COMMON_H

#include "config/command.h"

struct common {
	const char *home;
	bool json, help, version, help_man;
};

extern const struct option_row common_options[];

/* "" where the row says NULL. */
static inline const char *command_name(const struct command *command)
{
	return command->name ? command->name : "";
}

static inline const char *command_operands(const struct command *command)
{
	return command->operands ? command->operands : "";
}

/* The program is its only command. */
static inline bool program_is_one(const struct program *program)
{
	return !*command_name(program->commands[0]);
}

#endif
