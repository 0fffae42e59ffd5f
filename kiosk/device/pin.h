/* The staff PIN behind three functions: the comparison takes a tenth of a second and more on purpose, so a thread does it, and
 * the answer comes by a callback. Wrong tries are counted in HOME/pin-tries, written before the comparison begins: pulling the
 * plug in the middle costs a try, and does not shorten the wait. */
#ifndef LANYARD_DEVICE_PIN_H
#define LANYARD_DEVICE_PIN_H

#include "desk/staff.h"

#include <stdint.h>

enum { PIN_TRIES = 5 /* before the first wait */, PIN_WAIT_MS = 60000, PIN_WAIT_MOST_MS = 15 * 60000 };

/* The wait after so many wrong tries in a row: none below PIN_TRIES, then a minute, doubled with each further one. */
int pin_wait_ms(int wrong);

/* What an answer says: PIN_RIGHT, or how many wrong tries there were in a row; and how long to wait, in ms. Of make() one of
 * the others. Called from a thread of the device's own. */
enum { PIN_RIGHT = -1, PIN_MADE = -2, PIN_WEAK = -3 /* too easy to guess */, PIN_DIFFERS = -4 };
typedef void pin_fn(void *self, int wrong, int wait_ms);

struct pin {
	/* Compares six digits with a hash; while there is a wait it only says how long. Takes copies. */
	void (*compare)(struct pin *pin, const char *digits, const char *hash);
	/* A new PIN that was typed twice. Takes copies; the hash is fetched once with made(), false if there is none. */
	void (*make)(struct pin *pin, const char *digits, const char *again);
	bool (*made)(struct pin *pin, char hash[PIN_HASH_MOST]);
	/* Says how things stand. */
	void (*look)(struct pin *pin);
	void (*destroy)(struct pin *pin);
};

/* Never NULL: the quiet twin when there is no memory or thread. */
struct pin *pin_create(const char *home, pin_fn *answer, void *self);
/* Compares nothing and answers nothing: for replays and pictures. */
struct pin *pin_quiet(void);

#endif
