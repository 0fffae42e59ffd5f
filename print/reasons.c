/* See reasons.h. A reason ends in its severity or has none; a mere report is history (CUPS keeps the last jam for days), but
 * for what it says of the connection. */
#include "reasons.h"

#include <string.h>

static const struct row {
	const char *word;
	enum printer_state state;
} rows[] = {
	{"media-empty", PRINTER_STATE_EMPTY},
	{"media-needed", PRINTER_STATE_EMPTY},
	{"marker-supply-empty", PRINTER_STATE_EMPTY},
	{"toner-empty", PRINTER_STATE_EMPTY},
	{"input-tray-missing", PRINTER_STATE_EMPTY},
	{"cover-open", PRINTER_STATE_OPEN},
	{"door-open", PRINTER_STATE_OPEN},
	{"interlock-open", PRINTER_STATE_OPEN},
	{"media-jam", PRINTER_STATE_JAM},
	{"output-area-full", PRINTER_STATE_JAM},
	{"other", PRINTER_STATE_TROUBLE},
	{"fuser-over-temp", PRINTER_STATE_TROUBLE},
	{"spool-area-full", PRINTER_STATE_TROUBLE},
	{"cups-missing-filter", PRINTER_STATE_TROUBLE},
	{"offline", PRINTER_STATE_OFFLINE},
	{"shutdown", PRINTER_STATE_OFFLINE},
	{"timed-out", PRINTER_STATE_OFFLINE},
	{"paused", PRINTER_STATE_STOPPED},
};

static bool ends_with(const char *text, const char *ending)
{
	size_t n = strlen(text), m = strlen(ending);
	return n >= m && strcmp(text + n - m, ending) == 0;
}

static enum printer_state state_of(const char *reason, bool reports)
{
	static const char *const severities[] = {"", "-error", "-warning", "-report"};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		for (size_t s = 0; s < sizeof severities / sizeof severities[0]; s++) {
			size_t n = strlen(rows[i].word);
			if (strncmp(reason, rows[i].word, n) == 0 && strcmp(reason + n, severities[s]) == 0)
				return ends_with(reason, "-report") && !reports && rows[i].state != PRINTER_STATE_OFFLINE
					       ? PRINTER_STATE_READY
					       : rows[i].state;
		}
	return PRINTER_STATE_READY;
}

/* What backends of CUPS write while they try again and again. */
static bool is_out_of_reach(const char *message)
{
	static const char *const beginnings[] = {
		"The printer is not connected", "The printer is not responding",
		"The printer is unreachable",   "The printer may not exist",
		"Unable to locate printer",     "Waiting for printer to become available",
		"Unable to connect to printer", "Network host",
	};
	for (size_t i = 0; message && i < sizeof beginnings / sizeof beginnings[0]; i++)
		if (strncmp(message, beginnings[i], strlen(beginnings[i])) == 0)
			return true;
	return false;
}

enum printer_state reasons_state(const struct reasons *reasons)
{
	enum printer_state worst = is_out_of_reach(reasons->message) ? PRINTER_STATE_OFFLINE : PRINTER_STATE_READY;
	for (size_t i = 0; i < reasons->count; i++) {
		enum printer_state state = state_of(reasons->words[i], reasons->reports);
		if (reasons->waiting && strcmp(reasons->words[i], "connecting-to-device") == 0)
			state = PRINTER_STATE_OFFLINE;
		worst = state > worst ? state : worst;
	}
	if (reasons->stopped && worst < PRINTER_STATE_STOPPED)
		worst = PRINTER_STATE_STOPPED;
	if (!reasons->accepting)
		worst = PRINTER_STATE_REJECTING;
	return worst;
}
