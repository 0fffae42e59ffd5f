/* The `lanyard` command: a table of commands, one file each. */
#include "admin/admin.h"

static const struct command *const commands[] = {
	&init_command,      &invite_command,   &join_command,
	&import_command,    &people_command,   &register_command,
	&checkin_command,   &checkout_command, &capacity_command,
	&topics_command,    &scan_command,     &badge_command,
	&template_command,  &revoke_command,   &pin_command,
	&employers_command, &export_command,   &log_command,
	&verify_command,    &rebuild_command,  NULL,
};

static const struct program lanyard = {
	.name = "lanyard",
	.brief = "make and look after a hiring fair on this device",
	.about = "Lanyard checks people in at hiring fairs and town halls. This program makes a fair, lets devices join it, "
		 "reads and "
		 "writes spreadsheets, and proves that nothing was lost. The screens are lanyard-kiosk; lanyard-sync moves "
		 "facts "
		 "between devices.\n\n"
		 "All that a device knows is a log of sealed facts in its home. Commands that read work beside a running "
		 "kiosk; those that write wait a few seconds when another program holds the home, and say so if it keeps it.",
	.commands = commands,
	.examples = "lanyard init --name \"Biscayne Hiring Fair\" --venue \"Little River Hall, Miami\"\n"
		    "lanyard import attendees orders.csv --dry-run\n"
		    "lanyard people --find maria\n"
		    "lanyard export leads --employer acme --out acme.csv",
};

int main(int argc, char **argv)
{
	return program_main(&lanyard, argc, argv);
}
