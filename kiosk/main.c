/* lanyard-kiosk: its options and its command; run.c, opening.c, devices.c and loop.c do the rest. */
#include "app.h"
#include "base/log.h"
#include "config/command.h"
#include "run.h"
#include "shots.h"

static const char *const mode_names[] = {[MODE_FRONT] = "front",
					 [MODE_BOOTH] = "booth",
					 [MODE_TOWN_HALL] = "town-hall",
					 [MODE_EXIT] = "exit",
					 [MODE_SETUP] = NULL};
static const char *const speaks_names[] = {"driver", "escpos", NULL};
static const char *const theme_names[] = {"light", "high-contrast", "high-contrast-light", NULL};

#define AT(field) offsetof(struct run_options, field)
static const struct option_row rows[] = {
	{.name = "mode",
	 .type = OPTION_CHOICE,
	 .at = AT(mode),
	 .argument = "MODE",
	 .choices = mode_names,
	 .help = "what this kiosk is for; without it front, or town-hall if that is what is held"},
	{.name = "booth",
	 .type = OPTION_TEXT,
	 .at = AT(booth),
	 .argument = "EMPLOYER",
	 .help = "the employer of a booth, by id or booth number; without it the one this device was invited for, or whoever "
		 "opens the "
		 "booth with its code"},
	{.name = "window",
	 .type = OPTION_TEXT,
	 .at = AT(window),
	 .argument = "WxH",
	 .help = "a window of that size instead of the full screen"},
	{.name = "diagonal",
	 .type = OPTION_REAL,
	 .at = AT(diagonal),
	 .argument = "INCHES",
	 .least = 0,
	 .most = 200,
	 .standard = "0",
	 .help = "size of the display, so that touch targets are true; 0 takes the usual one for its shape"},
	{.name = "language", .type = OPTION_TEXT, .at = AT(language), .argument = "LL", .help = "language to begin with"},
	{.name = "theme",
	 .type = OPTION_CHOICE,
	 .at = AT(theme),
	 .argument = "THEME",
	 .choices = theme_names,
	 .standard = "light",
	 .help = "colors to begin with"},
	{.name = "scanner",
	 .type = OPTION_TEXT,
	 .at = AT(scanner),
	 .argument = "WHERE",
	 .environment = "LANYARD_SCANNER",
	 .help = "scanners that do not type into the window: auto takes every serial one (/dev/serial/by-id), a path one of "
		 "them, "
		 "keys: and the path of an input device one that types but is read from there; several with ',' between"},
	{.name = "camera",
	 .type = OPTION_TEXT,
	 .at = AT(camera),
	 .argument = "WHERE",
	 .environment = "LANYARD_CAMERA",
	 .help = "a camera that reads codes while a page shows what it sees: auto, a path as /dev/video0, or for tests a "
		 "folder of "
		 "PGM and PNG pictures or a pipe of PGMs"},
	{.name = "scan-prefix",
	 .type = OPTION_TEXT,
	 .at = AT(prefix),
	 .argument = "TEXT",
	 .environment = "LANYARD_SCAN_PREFIX",
	 .help = "what the scanner is set up to send before each code"},
	{.name = "scan-suffix",
	 .type = OPTION_TEXT,
	 .at = AT(suffix),
	 .argument = "TEXT",
	 .environment = "LANYARD_SCAN_SUFFIX",
	 .help = "what it sends behind, besides Enter or Tab"},
	{.name = "headphone-keys",
	 .type = OPTION_TEXT,
	 .at = AT(plugs),
	 .argument = "IN,OUT",
	 .environment = "LANYARD_HEADPHONE_KEYS",
	 .help = "the keys that a keypad with a headphone jack sends when something is plugged in and pulled out, as F15,F16"},
	{.name = "printer",
	 .type = OPTION_TEXT,
	 .at = AT(printer),
	 .argument = "QUEUE",
	 .environment = "LANYARD_PRINTER",
	 .standard = "",
	 .help = "the queue of CUPS that prints badges, as lanyard-print list names it; without it the usual one; none: no "
		 "printer"},
	{.name = "template",
	 .type = OPTION_TEXT,
	 .at = AT(template),
	 .argument = "NAME",
	 .environment = "LANYARD_TEMPLATE",
	 .standard = "4x3in",
	 .help = "the drawing of the badge: a name that lanyard template list shows, or an SVG file"},
	{.name = "printer-speaks",
	 .type = OPTION_CHOICE,
	 .at = AT(printer_speaks),
	 .argument = "LANGUAGE",
	 .choices = speaks_names,
	 .standard = "driver",
	 .help = "driver: the queue has one; escpos: it is a raw queue of a receipt printer"},
	{.name = "tree",
	 .type = OPTION_PATH,
	 .at = AT(tree),
	 .argument = "FILE",
	 .help = "keep FILE the list of what is shown, as JSON"},
	{.name = "shots",
	 .type = OPTION_PATH,
	 .at = AT(shots),
	 .argument = "DIR",
	 .help = "draw every screen into DIR as PNG and JSON, without a display, and end"},
	{.name = "screens", .type = OPTION_TEXT, .at = AT(screens), .argument = "LIST", .help = "with --shots: only these"},
	{.name = "languages", .type = OPTION_TEXT, .at = AT(languages), .argument = "LIST", .help = "with --shots: only these"},
	{.name = "themes", .type = OPTION_TEXT, .at = AT(themes), .argument = "LIST", .help = "with --shots: only these"},
	{.name = "sizes",
	 .type = OPTION_TEXT,
	 .at = AT(sizes),
	 .argument = "LIST",
	 .help = "with --shots: only these, 1280x800"},
	{.name = "scales",
	 .type = OPTION_TEXT,
	 .at = AT(scales),
	 .argument = "LIST",
	 .help = "with --shots: text sizes, 1,1.25,1.5"},
	{.name = "record",
	 .type = OPTION_PATH,
	 .at = AT(record),
	 .argument = "FILE",
	 .help = "write every input to FILE; it holds what was typed, so only for tests"},
	{.name = "replay", .type = OPTION_PATH, .at = AT(replay), .argument = "FILE", .help = "play a recording and end"},
	{.name = "debug", .type = OPTION_FLAG, .at = AT(debug), .help = "log each change of screen"},
	{.name = NULL},
};

static bool run(const struct call *call, struct err *err)
{
	const struct run_options *options = call->values;
	log_open("lanyard-kiosk", options->debug ? LOG_DEBUG : LOG_INFO);
	if (options->shots)
		return shots_write(&(struct shots){.dir = options->shots,
						   .screens = options->screens,
						   .languages = options->languages,
						   .themes = options->themes,
						   .sizes = options->sizes,
						   .scales = options->scales,
						   .assets = asset_dir()},
				   err);
	return run_kiosk(options, call->home, err);
}

static const struct command command = {
	.name = "",
	.operands = "",
	.brief = "the full-screen kiosk of a fair",
	.about = "Shows the kiosk of the fair in the home: visitors check in at the front, employers scan badges at a booth. "
		 "USB scanners "
		 "that type like a keyboard work at once, whatever the layout of the keyboard. The window system mixes the "
		 "keys of "
		 "two of them that scan in the same moment: no wrong badge comes of that, but both have to be scanned again. "
		 "Where two are used, read each from its own device: --scanner keys:/dev/input/by-id/...,keys:...\n\nIt speaks "
		 "when headphones are plugged in, or when Text & voice "
		 "says "
		 "so. Arrow keys, Enter and Escape reach everything; while it speaks F1 repeats, F2 pauses, F3 and F4 change "
		 "the "
		 "speed and F5 and F6 the volume, and any key or touch silences it.\n\nSIGTERM ends it well.",
	.options = rows,
	.values_size = sizeof(struct run_options),
	.run = run,
};

static const struct command *const commands[] = {&command, NULL};

static const struct program program = {
	.name = "lanyard-kiosk",
	.brief = "the full-screen kiosk of a fair",
	.about = "",
	.commands = commands,
	.examples = "lanyard-kiosk --home fair --window 1280x800\nlanyard-kiosk --home fair --mode booth --booth B12\n"
		    "lanyard-kiosk --shots pictures --languages en",
};

int main(int argc, char **argv)
{
	return program_main(&program, argc, argv);
}
