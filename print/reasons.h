/* What a printer says of itself, in the words of IPP (RFC 8011 section 5.4.12, PWG 5100.9 and CUPS' own), as one state. */
#ifndef LANYARD_PRINT_REASONS_H
#define LANYARD_PRINT_REASONS_H

#include "badge/order.h"

#include <stddef.h>

struct reasons {
	const char *const *words; /* "media-empty-warning", "paused" … */
	size_t count;
	bool stopped;        /* printer-state is "stopped" */
	bool accepting;      /* printer-is-accepting-jobs */
	bool waiting;        /* a job of ours has waited so long that "connecting" is no excuse any more */
	bool reports;        /* reports count too: they belong to a job that has just failed */
	const char *message; /* printer-state-message in English; says alone that a backend finds nobody. May be NULL */
};

enum printer_state reasons_state(const struct reasons *reasons);

#endif
