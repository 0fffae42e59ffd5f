/* CUPS, asked over its own protocol: which queue prints the badges, how it stands, and which of its labels has the size of the
 * badge. Every function may block as long as CUPS likes; whoever started this program kills it then. */
#ifndef LANYARD_PRINT_QUEUE_H
#define LANYARD_PRINT_QUEUE_H

#include "badge/badge.h"
#include "badge/order.h"

#include <cups/cups.h>

enum { QUEUE_NAME_MOST = 128, REASONS_MOST = 32 };

struct queue {
	char name[QUEUE_NAME_MOST];
	enum printer_state state;
	bool raw; /* no driver: what is sent goes to the printer as it is */
	int dpi;  /* of its usual resolution, across; 0 unknown */
};

/* A connection to CUPS, or NULL if nobody answers. */
http_t *queue_connect(void);

/* Every queue, one by one; false when CUPS did not answer. `waiting` as in struct reasons. */
typedef void queue_fn(void *self, const struct queue *queue);
bool queue_each(http_t *http, bool waiting, queue_fn *next, void *self);

/* The queue that is called `wanted`; with "" CUPS' default, or the only one there is. False: out->state says why not. */
bool queue_find(http_t *http, const char *wanted, bool waiting, struct queue *out);

/* The options that print a page of that size (mm) whole on a label of that size; *options is to be freed by cupsFreeOptions().
 * False if the queue knows no such label: CUPS would print on its usual one without a word. */
bool queue_media(http_t *http, const struct queue *queue, double width, double height, int *count, cups_option_t **options);

/* What became of a job. */
enum job_state { JOB_UNKNOWN, JOB_WAITING, JOB_PRINTING, JOB_DONE, JOB_FAILED, JOB_NO_ANSWER };
/* `why` says of a failed one what the printer complained of; READY when nothing: then somebody took it back. */
enum job_state queue_job(http_t *http, const struct queue *queue, int number, enum printer_state *why);
/* The number of the job of that name, whatever its state; 0 if CUPS does not know it, -1 when it did not answer. */
int queue_job_named(http_t *http, const struct queue *queue, const char *title);

/* Submits a document; the job's number or 0. */
int queue_submit(http_t *http, const struct queue *queue, const char *title, const char *format, const struct buf *document,
		 int count, cups_option_t *options);
/* Takes the job and its document out of CUPS' keeping: a badge is personal. */
void queue_forget(http_t *http, const struct queue *queue, int number);

#endif
