/* The kiosk's side door to CUPS: reads orders on standard input, a line each, and answers on standard output with news of them
 * and of the printer, at least every few seconds. It ends when its input does, and may be killed at any moment. */
#ifndef LANYARD_PRINT_SERVE_H
#define LANYARD_PRINT_SERVE_H

#include "base/err.h"

#include <stdio.h>

enum speaks { SPEAKS_DRIVER, SPEAKS_ESCPOS, SPEAKS_COUNT };

struct serve_options {
	const char *printer; /* a queue of CUPS; "" its usual one */
	const char *template;
	int speaks; /* whether the queue has a driver, or the printer wants ESC/POS as it is */
};

bool serve(const struct serve_options *options, int in, FILE *out, struct err *err);

#endif
