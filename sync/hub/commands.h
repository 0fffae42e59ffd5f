/* The commands of lanyard-hub, one file each. */
#ifndef LANYARD_HUB_COMMANDS_H
#define LANYARD_HUB_COMMANDS_H

#include "config/command.h"

extern const struct command hub_serve, hub_invite, hub_revoke;

#endif
