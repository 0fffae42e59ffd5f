/* Badges on their way to paper, as the screens see them: who orders one, what became of the visitor's, and the fact when it
 * came out. The device (device/printer.h) tells by INPUT_PRINT; nobody waits for it. */
#ifndef LANYARD_KIOSK_PRINT_H
#define LANYARD_KIOSK_PRINT_H

#include "device/printer.h"
#include "input.h"

struct app;

enum { PRINT_PATIENCE_MS = 8000, PRINT_AGAIN_MS = 20000, PRINTS_A_VISIT = 3, PRINTS_DUE = 8 };

/* What became of one that somebody waits for. */
struct print_wait {
	char job[ID_TEXT]; /* "" none */
	enum { PRINT_RUNS, PRINT_CAME_OUT, PRINT_FAILED } is;
	int64_t since; /* steady time of the order, or of what became of it */
	int count;     /* ordered so often */
};

struct printing {
	struct printer *device; /* the caller's */
	struct print_wait test; /* the staff desk's test badge */
	int twice;              /* badges that may have come out twice, and nobody has looked yet */
	struct print_due {
		char job[ID_TEXT], badge[PRINT_ID_TEXT];
		bool twice;
		int64_t since;
	} due[PRINTS_DUE]; /* came out, not recorded yet */
	size_t due_count;
};

/* Orders a badge of a person (issuing one if none stands), or the list of their booths, and fills in `wait`. False with a toast
 * when it could not be; for the staff desk too. */
bool print_person(struct app *app, const char *person, enum print_kind kind, struct print_wait *wait);
/* The badge of the visitor, or the list of the booths that were found for them. */
bool print_visitor(struct app *app, enum print_kind kind);
/* A badge of nobody: `second` says what to do with it. */
void print_test(struct app *app);
/* Whether the visitor may have it once more: it came out a moment ago. */
bool print_may_again(const struct app *app);

/* Takes an INPUT_PRINT: x which kind, y what is told (device/printer.h), codepoint the printer's state, and as its scan
 * "JOB BADGE". */
void print_take(struct app *app, const struct input *input);
struct input print_input(const struct printer_news *news);
/* Records what came out, in a moment in which nobody touches the screen: it costs a write to the disk. */
void print_tick(struct app *app);
int64_t print_deadline(const struct app *app); /* -1 nothing is due */

#endif
