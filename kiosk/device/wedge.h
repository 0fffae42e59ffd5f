/* A scanner that types like a keyboard ("keyboard wedge"), told from a person by speed, an ending key or a prefix. It needs no
 * focus: everything typed on a real keyboard comes through here first, and leaves as text or as one whole scan.
 *
 * The trick is to hold characters back for a moment: a person's next key takes longer than WEDGE_HOLD_MS, so a lone character
 * is let go as text after that; characters that follow one another faster belong together, and with WEDGE_LEAST of them in a
 * row no person types them. Pure: times come with the inputs, results go to a callback. */
#ifndef LANYARD_DEVICE_WEDGE_H
#define LANYARD_DEVICE_WEDGE_H

#include "input.h"

#include <stdbool.h>

enum {
	WEDGE_HOLD_MS = 35,     /* so long a lone character is held back; a run of a few, longer: see wedge_deadline() */
	WEDGE_STALL_MS = 700,   /* … but a scan that has begun may stall this long before its end is missed */
	WEDGE_QUIET_MS = 120,   /* a second ending key ("CR LF") so soon after a scan belongs to it */
	WEDGE_REPEAT_MS = 150,  /* no keyboard repeats a key that is held for less */
	WEDGE_LEAST = 8,        /* characters that make a run a scan */
	WEDGE_PREFIX_MOST = 16, /* bytes of prefix or suffix */
	WEDGE_KEYS = 2 * WEDGE_PREFIX_MOST + TOKEN_TEXT + 9, /* a badge behind a prefix, "]Q3" and "\\000001" */
};

/* Whether a code is a badge of this fair beyond doubt. */
typedef bool wedge_known_fn(const void *self, const char *code, size_t size);

struct wedge_options {
	const char *prefix;    /* what the scanner is set up to send first; "" or NULL: nothing. Taken off */
	const char *suffix;    /* what it sends last, besides Enter and Tab which always end a scan. Taken off */
	wedge_known_fn *known; /* NULL: codes are taken as they are typed */
	const void *self;      /* of known() */
};

struct wedge {
	char prefix[WEDGE_PREFIX_MOST + 1], suffix[WEDGE_PREFIX_MOST + 1];
	wedge_known_fn *known;
	const void *self;
	char bytes[SCAN_MOST + 1];     /* of the run, UTF-8; more than fit are counted and dropped */
	size_t size;                   /* bytes kept */
	size_t count;                  /* characters of the run, kept or not */
	char keys[WEDGE_KEYS];         /* the same run by the places of its keys on a US keyboard, */
	char key;                      /* and the key that will give the next character; 0 not known */
	int32_t early[WEDGE_LEAST];    /* the first characters, to be let go as text, */
	int64_t early_at[WEDGE_LEAST]; /* and when they came */
	int32_t latest;                /* the last character of the run */
	int64_t last;                  /* when the last one came */
	char head[TOKEN_TEXT];         /* what was let go last as text, in case a badge follows that lacks its beginning */
	int64_t head_at;               /* when it came */
	int64_t ended;                 /* when the last scan ended */
};

typedef void wedge_fn(void *self, const struct input *input);

/* ERR-free: a prefix or suffix that is too long is cut. */
void wedge_init(struct wedge *wedge, const struct wedge_options *options);
/* Overwrites what is held. */
void wedge_wipe(struct wedge *wedge);
/* The key that gives the next INPUT_TEXT, as the character in its place on a US keyboard, or 0. A scanner presses the keys of a
 * US keyboard unless it is set up otherwise; on a machine with a French or German layout its text is another, and the keys tell
 * what it meant. */
void wedge_key(struct wedge *wedge, char key);
/* Takes an INPUT_TEXT or INPUT_KEY; `repeat` says that the keyboard repeats a key that is held. Calls `give` for each
 * INPUT_TEXT, INPUT_KEY and INPUT_SCAN that is certain now. */
void wedge_take(struct wedge *wedge, const struct input *input, bool repeat, wedge_fn *give, void *self);
/* Lets go what has waited long enough at `now`. To be called only when no input is waiting: a busy program is no slow typist.
 */
void wedge_tick(struct wedge *wedge, int64_t now, wedge_fn *give, void *self);
/* When wedge_tick() has something to do; -1 never. */
int64_t wedge_deadline(const struct wedge *wedge);

#endif
