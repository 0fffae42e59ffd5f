/* lanyard-hub: the central service. One command a file. */
#include "hub/commands.h"

static const struct command *const commands[] = {&hub_serve, &hub_invite, &hub_revoke, NULL};

static const struct program hub_program = {
	.name = "lanyard-hub",
	.brief = "the central service of a fair",
	.about = "Collects what the devices of a fair record and gives each what the others recorded. It holds no key: what it "
		 "stores is sealed, and whoever may write is proved by certificates.\n\n"
		 "Reachable from outside the venue it belongs behind nginx, which ends TLS; inside, --tls-cert and --tls-key "
		 "do.",
	.commands = commands,
	.examples = "lanyard-hub serve --store sqlite:/var/lib/lanyard/hub.db --listen 0.0.0.0:8440 --tls-cert hub.pem "
		    "--tls-key hub.key\n"
		    "lanyard-hub invite --store sqlite:/var/lib/lanyard/hub.db --label \"Kiosk 3\" --role kiosk",
};

int main(int argc, char **argv)
{
	return program_main(&hub_program, argc, argv);
}
