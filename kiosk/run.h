/* The kiosk from the opening of its home to the end: a loop that sleeps until an event, a deadline or a batch from the sync
 * agent comes. */
#ifndef LANYARD_KIOSK_RUN_H
#define LANYARD_KIOSK_RUN_H

#include "base/err.h"

/* What the command line says; see the table in main.c. */
struct run_options {
	int mode, theme;
	bool debug;
	const char *booth, *window, *language, *tree, *shots, *screens, *languages, *themes, *sizes, *scales, *record, *replay,
		*prefix, *suffix, *plugs, *scanner, *camera, *printer, *template;
	int printer_speaks;
	double diagonal;
};

/* Runs until SIGTERM, the end of a replay, or a failure, which `err` then tells. */
bool run_kiosk(const struct run_options *options, const char *home, struct err *err);

#endif
