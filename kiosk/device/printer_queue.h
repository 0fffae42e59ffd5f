/* The badges that are to be printed, in HOME/prints, so that a restart neither loses nor doubles one. The file holds ids only:
 * what is on a badge is asked for again when its turn comes. Each change is on the disk before anybody acts on it. */
#ifndef LANYARD_DEVICE_PRINTER_QUEUE_H
#define LANYARD_DEVICE_PRINTER_QUEUE_H

#include "badge/order.h"

#include <limits.h>

enum { PRINTS_MOST = 64 };

enum print_stage {
	PRINT_WAITING, /* never submitted, or known to have failed */
	PRINT_SENDING, /* it may have been submitted: ask CUPS before doing it again */
	PRINT_SENT,    /* CUPS has it */
	PRINT_OUT,     /* it came out of the printer; whoever ordered it has not settled it yet */
	PRINT_STAGE_COUNT
};

struct print {
	char job[ID_TEXT];
	char badge[PRINT_ID_TEXT]; /* "" for a test */
	enum print_kind kind;
	enum print_stage stage;
	int tries;
	int number; /* in CUPS, 0 not known */
	bool twice; /* it may come out a second time */

	/* not in the file */
	bool has_words, asked; /* its content is there; whoever ordered it was asked for it, or told that it came out */
	bool found, finding;   /* it is followed in CUPS, or was looked for; nobody has answered yet */
	bool refused;          /* CUPS took nothing: due as soon as the printer is ready */
	int64_t due;           /* time of the next try, 0 now */
	struct badge_words words;
};

struct print_queue {
	char path[PATH_MAX];
	struct print *list; /* PRINTS_MOST, in guarded memory; oldest first */
	size_t count;
};

/* Reads what the last run left. False when there is no memory. */
bool print_queue_open(struct print_queue *queue, const char *home);
void print_queue_close(struct print_queue *queue); /* wipes */
struct print *print_queue_find(struct print_queue *queue, const char *job);
/* NULL when the queue is full. Not saved yet. */
struct print *print_queue_add(struct print_queue *queue, const struct print *print);
void print_queue_remove(struct print_queue *queue, struct print *print);
/* False (and the log says why) when the disk takes nothing: printing goes on, a restart will not know. */
bool print_queue_save(const struct print_queue *queue);

#endif
