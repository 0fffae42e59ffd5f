/* Two sounds, made when they are wanted: a code was taken, or it was not. Neither is an alarm. */
#ifndef LANYARD_DEVICE_TONES_H
#define LANYARD_DEVICE_TONES_H

#include "device/speech_voice.h"

enum tone {
	TONE_NONE,
	TONE_GOOD, /* short and high */
	TONE_BAD,  /* low and soft */
	TONE_COUNT
};

/* False without memory; to be given back by samples_release(). */
bool tone_make(enum tone tone, struct samples *out);

#endif
