/* The badge printer behind three functions: whoever calls them never waits, and hears back by a callback. `lanyard-print` runs
 * as a child process and speaks with CUPS; when it does not answer for a while it is killed, its orders are looked for in CUPS,
 * and only what never got there is ordered again. What is to be printed survives a restart (printer_queue.h).
 *
 * Nothing that goes wrong is an error: the callback says how the printer stands, and the screen goes on. */
#ifndef LANYARD_DEVICE_PRINTER_H
#define LANYARD_DEVICE_PRINTER_H

#include "badge/order.h"

struct printer {
	/* Takes a copy; order->job is a new id (rand_id()), or the one that was asked for by TOLD_WANTED. `badge` is "" for a
	 * test. */
	void (*print)(struct printer *printer, enum print_kind kind, const char *badge, const struct print_order *order);
	/* That it came out is recorded, or nobody wants it any more: the job leaves the queue and CUPS' keeping. */
	void (*settle)(struct printer *printer, const char *job);
	void (*destroy)(struct printer *printer);
};

enum printer_told {
	TOLD_STATE,   /* how the printer stands */
	TOLD_PRINTED, /* it came out; to be settled */
	TOLD_TWICE,   /* as TOLD_PRINTED, but it may have come out twice */
	TOLD_FAILED,  /* it will not be tried again */
	TOLD_WANTED,  /* a job of the last run: print() it again, or settle() it if there is no such badge any more */
	TOLD_COUNT
};

struct printer_news {
	enum printer_told told;
	enum printer_state state;
	enum print_kind kind;
	char job[ID_TEXT], badge[PRINT_ID_TEXT];
};
/* Called from a thread of the device's own. */
typedef void printer_fn(void *self, const struct printer_news *news);

struct printer_options {
	const char *program; /* NULL: lanyard-print beside this program */
	const char *queue;   /* of CUPS; NULL or "" its usual one; "none": there is no printer */
	const char *template, *speaks;
	int hung_ms;  /* how long the child may be silent; 0: 8 s */
	int retry_ms; /* between two tries of a badge that failed; 0: 15 s */
};

/* Never NULL: the quiet twin when there is no memory or thread. */
struct printer *printer_create(const char *home, const struct printer_options *options, printer_fn *tell, void *self);
/* Whether there is a CUPS to print with at all: a server that is named, or one on this machine. Waits for nothing. */
bool printer_has_cups(void);
/* Prints nothing and tells nothing: for replays and pictures. */
struct printer *printer_quiet(void);

#endif
