/* The one path of a scan, wherever it came from: the same code within SCAN_AGAIN_MS is one scan (a camera sees a badge many
 * times, a scanner's trigger bounces); what comes before the log is folded waits; then the screen or the mode decides, as
 * `lanyard scan` does. */
#ifndef LANYARD_SCAN_H
#define LANYARD_SCAN_H

#include "input.h"

#include <stdbool.h>

enum { SCAN_AGAIN_MS = 2500, SCANS_WAITING = 8, SCANS_RECENT = 8, SCAN_DIGEST = 16 };

struct app;

struct scans {
	enum scan_source source; /* of the one that is being decided */
	struct input *waiting;   /* SCANS_WAITING that came before the log was folded; guarded memory */
	size_t waiting_count;
	struct recent_scan {
		unsigned char digest[SCAN_DIGEST];
		int64_t until; /* steady time up to which the same code is the same scan; 0 none */
	} recent[SCANS_RECENT];
};

bool scans_open(struct scans *scans);
void scans_close(struct scans *scans);

/* Takes an INPUT_SCAN. */
void scans_take(struct app *app, const struct input *scan);
/* Decides what had to wait; to be called when the log is folded. */
void scans_go_on(struct app *app);
/* What was scanned just now may be scanned again at once: it was taken back. */
void scans_forget(struct app *app);

#endif
