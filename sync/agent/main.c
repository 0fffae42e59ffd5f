/* lanyard-sync: moves a home's facts. One command a file. */
#include "agent/commands.h"

static const struct command *const commands[] = {&sync_push,   &sync_pull,  &sync_once, &sync_watch, &sync_verify,
						 &sync_status, &sync_carry, &sync_join, NULL};

static const struct program sync_program = {
	.name = "lanyard-sync",
	.brief = "carries the facts of a device to its hub and back",
	.about = "Sends what this device wrote to the fair's hub and brings what the others wrote. Everything may be repeated "
		 "and "
		 "interrupted at any time. It works beside a running kiosk.\n\n"
		 "The hub's address and how it is trusted are remembered after the first success, so --hub is needed once.",
	.commands = commands,
	.examples = "lanyard-sync once --hub https://hub.example.org\n"
		    "lanyard-sync watch\n"
		    "lanyard-sync verify\n"
		    "lanyard-sync carry export /media/stick/kiosk-3.carry",
};

int main(int argc, char **argv)
{
	return program_main(&sync_program, argc, argv);
}
