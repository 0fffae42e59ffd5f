/* When what is said. The voice looks at the node list after every frame and says what has changed: a page when it comes up and
 * the visitor has been quiet for a moment, the control that has the focus, the letter that was typed. Any key or touch stops
 * it.
 *
 * All of it is state and inputs: which utterance the device has reached comes back as an input, so a recorded visit speaks
 * again as it did, and a test needs no sound. */
#ifndef LANYARD_VOICE_H
#define LANYARD_VOICE_H

#include "device/speech.h"
#include "input.h"
#include "ui/spoken.h"

#include <stdint.h>

struct app;

/* What the frame before held, to tell what is new. */
struct seen {
	bool page; /* false: the page has not been looked at */
	int screen;
	size_t language;
	uint64_t arrival, line, news; /* hashes of what would be said */
	bool selected;                /* the focused control */
	char focus[NODE_ID_MOST], field[NODE_ID_MOST], value[NODE_TEXT_MOST];
};

struct voice {
	struct speech *speech; /* the device; the caller's */
	struct script *said;   /* last, for Repeat and Pause: personal */
	struct script *draft;
	bool on, headphones;
	bool barred;   /* this kiosk does not speak: staff set it so */
	bool oriented; /* this visitor was told how to use the keys */
	bool told;     /* … and that there is no sound */
	bool saying, paused;
	int rate, volume, serial;
	size_t at;         /* utterance that is being said, or at which it was stopped */
	size_t follow;     /* so many of the first utterances take the focus to their language's start button */
	int64_t arrive_at; /* when the page will be said; 0 not */
	int64_t heard;     /* when the device answered last */
	struct seen seen;
	char asked[NODE_ID_MOST]; /* a control that cannot act was touched: it says why */
};

bool voice_open(struct voice *voice); /* on the quiet twin; false without memory */
void voice_close(struct voice *voice);

/* Before an input is handled: a person's key or touch silences. True if the input was for the voice alone. */
bool voice_takes(struct app *app, const struct input *input);
/* After a frame: says what is new in it. */
void voice_look(struct app *app);
/* When voice_look() wants to be called without an input; -1 never. */
int64_t voice_deadline(const struct app *app);

/* A tone for a scan, whether or not the voice is on; as loud as that is. */
void voice_tone(struct app *app, enum tone tone);

/* Of the Text & voice page. */
void voice_turn(struct app *app, bool on);
void voice_rate(struct app *app, int rate);
/* Silence, and nothing of what was said stays in memory. */
void voice_forget(struct app *app);
/* A new visitor: usual rate and volume, and speech only for who has headphones in. */
void voice_reset(struct app *app);

/* --- between voice.c and voice_look.c ------------------------------------------------------------------------------------ */

enum { VOICE_QUIET_MS = 400 };

struct speaker voice_speaker(const struct app *app);
void voice_hush(struct voice *voice);
/* Says the draft, if there is one, in place of what is being said. */
void voice_say_draft(struct voice *voice);

#endif
