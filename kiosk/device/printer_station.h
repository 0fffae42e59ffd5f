/* What the printer's thread owns: the badges that are to be printed, the child that prints them, and what is told of both. One
 * order at a time is with the child, and each has an answer. Nothing here waits but station_wait(). */
#ifndef LANYARD_DEVICE_PRINTER_STATION_H
#define LANYARD_DEVICE_PRINTER_STATION_H

#include "device/child.h"
#include "device/printer.h"
#include "device/printer_queue.h"

struct station {
	struct printer_options options; /* complete: station_open() fills in what is missing */
	char program[PATH_MAX];
	printer_fn *tell;
	void *self;
	struct print_queue queue;
	struct child child;
	int64_t heard, start_at;    /* when it spoke last; when it may be started */
	char busy[ID_TEXT];         /* the job whose answer is awaited */
	char line[ORDER_LINE_MOST]; /* of an answer, as far as it has come */
	size_t used;
	enum printer_state state, failure, told; /* as CUPS says; of a badge that is to be tried again; as was told */
	bool has_told;
};

/* Reads what the last run left; nothing is started yet. False when there is no memory. To be closed in any case. */
bool station_open(struct station *station, const char *home, const struct printer_options *options, printer_fn *tell,
		  void *self);
void station_close(struct station *station); /* ends the child */

/* Another badge, or the words of one that is in the queue already. One that finds no room is told as failed. */
void station_add(struct station *station, enum print_kind kind, const char *badge, const struct print_order *order);
void station_settle(struct station *station, const char *job);

/* Gives the child what it has to do, starting it if need be, and tells how the printer stands. */
void station_go_on(struct station *station);
/* Until the child says something or ought to have, a badge is due, or there is something to be read from `wake`. */
void station_wait(struct station *station, int wake);

#endif
