/* From words to sound samples, by espeak-ng in a child process. */
#ifndef LANYARD_DEVICE_SPEECH_VOICE_H
#define LANYARD_DEVICE_SPEECH_VOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct samples {
	unsigned char *wav; /* as the child wrote it: personal when the words are */
	size_t size;
	int hz;
	const int16_t *first; /* mono, into `wav` */
	size_t count;         /* 0: nothing to be heard, as of a lone comma */
};

struct order {
	const char *program, *voice, *text;
	int rate;     /* 0 … RATES - 1 */
	int cancel;   /* a descriptor: once it can be read, the child is killed */
	int limit_ms; /* and after so long */
};

/* The words go through a pipe, never through the command line, which others can see. False if there is no sound: no program, a
 * child that failed, hung or was cancelled; `out` is empty then. */
bool voice_make(const struct order *order, struct samples *out);
/* Overwrites and frees. */
void samples_release(struct samples *samples);

#endif
