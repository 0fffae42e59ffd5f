/* Sound samples through SDL, whose device is open only between sound_open() and sound_close(). All of it belongs to
 * one thread; only sound_hush() may be called from another. */
#ifndef LANYARD_DEVICE_SPEECH_SOUND_H
#define LANYARD_DEVICE_SPEECH_SOUND_H

#include "device/speech_voice.h"

#include <SDL.h>
#include <stdatomic.h>

struct sound {
	SDL_AudioDeviceID device;
	bool started; /* SDL's audio part */
	SDL_sem *turn;
	int hz;
	/* what the device's callback plays; it has its own thread */
	const int16_t *samples;
	size_t count, at;
	int gain;                  /* of 32768 */
	int silent;                /* callbacks since the last sample: what it gave before is heard by then */
	const atomic_uint *wanted; /* played only while this … */
	unsigned turn_of;          /* … is that */
};

bool sound_init(struct sound *sound, const atomic_uint *wanted);
void sound_release(struct sound *sound);
/* Opens the device whose name has `name` in it ("": the usual one), if it is not open yet. False if there is none. */
bool sound_open(struct sound *sound, const char *name, int hz);
/* On an open device: plays to the end, or until *wanted is no longer `turn_of`. False if the device takes no sound. */
bool sound_play(struct sound *sound, const struct samples *samples, int volume, unsigned turn_of);
void sound_close(struct sound *sound);
/* After *wanted has changed: wakes sound_play(). What is heard ends with the piece that the device holds, 25 ms. */
void sound_hush(struct sound *sound);

#endif
