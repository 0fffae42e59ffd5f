/* A badge as the bytes that a queue takes: PDF for one with a driver, ESC/POS for a receipt printer without. */
#ifndef LANYARD_PRINT_DOCUMENT_H
#define LANYARD_PRINT_DOCUMENT_H

#include "queue.h"
#include "serve.h"

struct document {
	struct buf bytes; /* personal */
	const char *format;
	int count;
	cups_option_t *options;
};

/* False: *state says why, PRINTER_STATE_MEDIA or PRINTER_STATE_TEMPLATE. To be released in any case. */
bool document_make(http_t *http, const struct queue *queue, const struct template *template, int speaks,
		   const struct badge_words *words, struct document *out, enum printer_state *state);
void document_release(struct document *document);

/* Whether the queue has a label of the template's size, or needs none. */
bool document_fits(http_t *http, const struct queue *queue, const struct template *template, int speaks);

#endif
