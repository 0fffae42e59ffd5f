/* The table of conditions. */
#include "device/state.h"

static const struct {
	const char *word;
	enum health health;
	bool counts;
} conditions[CONDITION_COUNT] = {
	[CONDITION_UNKNOWN] = {"unknown", HEALTH_UNKNOWN, false},
	[PRINTER_READY] = {"printer.ready", HEALTH_GOOD, false},
	[PRINTER_MISSING] = {"printer.missing", HEALTH_BAD, false},
	[PRINTER_EMPTY] = {"printer.empty", HEALTH_BAD, false},
	[PRINTER_OPEN] = {"printer.open", HEALTH_BAD, false},
	[PRINTER_JAM] = {"printer.jam", HEALTH_BAD, false},
	[PRINTER_TROUBLE] = {"printer.trouble", HEALTH_BAD, false},
	[PRINTER_OFFLINE] = {"printer.offline", HEALTH_BAD, false},
	[PRINTER_STOPPED] = {"printer.stopped", HEALTH_BAD, false},
	[PRINTER_REJECTING] = {"printer.rejecting", HEALTH_BAD, false},
	[PRINTER_MEDIA] = {"printer.media", HEALTH_BAD, false},
	[PRINTER_TEMPLATE] = {"printer.template", HEALTH_BAD, false},
	[PRINTER_NO_CUPS] = {"printer.no_cups", HEALTH_BAD, false},
	[PRINTER_HUNG] = {"printer.hung", HEALTH_BAD, false},
	[PRINTER_TWICE] = {"printer.twice", HEALTH_NOTE, true},
	[SCANNER_READY] = {"scanner.ready", HEALTH_GOOD, false},
	[SCANNER_MISSING] = {"scanner.missing", HEALTH_BAD, false},
	[NETWORK_UP] = {"network.up", HEALTH_GOOD, false},
	[NETWORK_DOWN] = {"network.down", HEALTH_NOTE, false},
	[NETWORK_NO_HUB] = {"network.no_hub", HEALTH_NOTE, false},
	[SYNC_DONE] = {"sync.done", HEALTH_GOOD, true},
	[SYNC_WAITING] = {"sync.waiting", HEALTH_NOTE, true},
	[SYNC_LATE] = {"sync.late", HEALTH_BAD, true},
	[SYNC_NONE] = {"sync.none", HEALTH_NOTE, false},
	[DISK_FINE] = {"disk.fine", HEALTH_GOOD, true},
	[DISK_LOW] = {"disk.low", HEALTH_BAD, true},
	[DISK_FULL] = {"disk.full", HEALTH_BAD, false},
	[CLOCK_GOOD] = {"clock.good", HEALTH_GOOD, false},
	[CLOCK_DOUBTED] = {"clock.doubted", HEALTH_BAD, false},
};

enum health state_health(enum condition condition)
{
	return conditions[condition].health;
}

const char *state_word(enum condition condition)
{
	return conditions[condition].word;
}

bool state_counts(enum condition condition)
{
	return conditions[condition].counts;
}
