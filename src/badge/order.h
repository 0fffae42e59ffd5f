/* What the kiosk and `lanyard-print` say to one another: an order to print a badge, and the news of orders and of the printer,
 * each one line of JSON. Both sides read with ceilings; what does not fit is refused whole. */
#ifndef LANYARD_BADGE_ORDER_H
#define LANYARD_BADGE_ORDER_H

#include "badge/token.h"

enum {
	ORDER_LINE_MOST = 8192, /* bytes of a line, its end included */
	ORDER_TEXT_MOST = 328,  /* bytes of a text, NUL included */
	ORDER_WORD_MOST = 16,
	ORDER_BOOTHS_MOST = 3, /* as BADGE_BOOTHS_MOST */
};

/* All that is on a badge, as owned copies: nothing of it points into a view that may change. */
struct badge_words {
	char fair[ORDER_TEXT_MOST], date[64], given[ORDER_TEXT_MOST], family[ORDER_TEXT_MOST], headline[ORDER_TEXT_MOST];
	char looking[ORDER_TEXT_MOST], visit[ORDER_TEXT_MOST], scan[ORDER_TEXT_MOST];
	char token[TOKEN_TEXT], code[SHORT_CODE_TEXT];
	struct {
		char number[ORDER_WORD_MOST], name[ORDER_TEXT_MOST];
	} booths[ORDER_BOOTHS_MOST];
	size_t booth_count;
};

enum print_kind {
	PRINT_BADGE,
	PRINT_LIST, /* the badge once more, with headline and booths */
	PRINT_TEST,
	PRINT_KIND_COUNT
};

struct print_order {
	enum { ORDER_PRINT, ORDER_FIND /* what became of it: nobody knows whether it was submitted */, ORDER_SETTLE } what;
	char job[ID_TEXT]; /* the order's id, and the name under which CUPS knows it */
	int number;        /* of the job in CUPS, 0 when it is not known; for ORDER_FIND and ORDER_SETTLE */
	struct badge_words words;
};

/* How the printer stands, worst last: of several troubles the later is told. */
enum printer_state {
	PRINTER_STATE_READY,
	PRINTER_STATE_EMPTY,     /* no labels, or no ribbon */
	PRINTER_STATE_OPEN,      /* its cover */
	PRINTER_STATE_JAM,       /* paper is stuck */
	PRINTER_STATE_TROUBLE,   /* it says so itself, and not what */
	PRINTER_STATE_OFFLINE,   /* CUPS cannot reach it */
	PRINTER_STATE_STOPPED,   /* somebody stopped the queue */
	PRINTER_STATE_REJECTING, /* the queue takes nothing */
	PRINTER_STATE_MEDIA,     /* it has no label of the template's size */
	PRINTER_STATE_TEMPLATE,  /* the template cannot be drawn */
	PRINTER_STATE_MISSING,   /* there is no such queue */
	PRINTER_STATE_NO_CUPS,   /* nobody answers where CUPS should be */
	PRINTER_STATE_HUNG,      /* CUPS does not answer: told by the kiosk, which kills the child */
	PRINTER_STATE_COUNT
};
const char *printer_state_word(enum printer_state state); /* "ready", "no-cups" */

enum print_news {
	NEWS_STATE,     /* of the printer; says also that the child is alive */
	NEWS_SUBMITTED, /* CUPS has it, as `number` */
	NEWS_DONE,
	NEWS_FAILED,  /* it was cancelled or could not be printed */
	NEWS_REFUSED, /* not submitted: see `state` */
	NEWS_NEVER,   /* CUPS has never heard of it */
	NEWS_COUNT
};

struct print_answer {
	enum print_news news;
	enum printer_state state;
	char job[ID_TEXT]; /* "" with NEWS_STATE */
	int number;
};

/* A line with its end. Returns its length, 0 if it does not fit. The caller wipes it. */
size_t order_write(const struct print_order *order, char line[ORDER_LINE_MOST]);
size_t answer_write(const struct print_answer *answer, char line[ORDER_LINE_MOST]);
/* False if the line is not one. */
bool order_read(const char *line, struct print_order *order);
bool answer_read(const char *line, struct print_answer *answer);

#endif
