/* The options that every command has. */
#ifndef LANYARD_CONFIG_COMMON_H
#define LANYARD_CONFIG_COMMON_H

#include "config/options.h"

struct common {
	const char *home;
	bool json, help, version, help_man;
};

extern const struct option_row common_options[];

#endif
