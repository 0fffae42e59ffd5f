/* A recorded visit: one line an input, with its times, and the seed of all randomness in front. Played back against a home in
 * the same state it ends in the same state, node for node. A recording holds what was typed: it is for tests and bug reports.
 */
#ifndef LANYARD_REPLAY_H
#define LANYARD_REPLAY_H

#include "base/err.h"
#include "input.h"

#include <stdbool.h>
#include <stdio.h>

enum { REPLAY_SEED = 32, REPLAY_LINE_MOST = 2 * (SCAN_MOST + 1) + 128 };

/* Makes libsodium's randomness follow a seed from here on; must come before anything else uses it. */
void predictable_random(const unsigned char seed[REPLAY_SEED]);
/* Replaces the clock by a private file (LANYARD_CLOCK), so that what the store stamps is what was recorded. */
bool predictable_clock(int64_t wall, struct err *err);
void predictable_clock_end(void);

struct recorder {
	FILE *file; /* NULL: nothing is recorded */
};
/* Starts FILE (mode 0600) and makes randomness follow the seed that is written into it. */
bool recorder_open(struct recorder *recorder, const char *path, struct err *err);
/* Each line is flushed: a crash keeps what led to it. */
void recorder_add(struct recorder *recorder, const struct input *input);
bool recorder_close(struct recorder *recorder, struct err *err);

struct replay {
	FILE *file;
	size_t line;
};
/* Opens FILE and makes randomness follow its seed. */
bool replay_open(struct replay *replay, const char *path, struct err *err);
/* False at the end (err stays clear) and at a line that is not one (ERR_INPUT names it). */
bool replay_next(struct replay *replay, struct input *input, struct err *err);
void replay_close(struct replay *replay);

/* One line, without its end; for tests. False if the line is not an input. */
void input_format(const struct input *input, char line[REPLAY_LINE_MOST]);
bool input_parse(const char *line, struct input *input);

#endif
