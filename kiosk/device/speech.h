/* Speech behind four functions: whoever calls them never waits, and hears back by a callback. espeak-ng runs as a child process
 * (its licence stays outside ours, and a child that hangs is killed); its sound is played through SDL by a thread that opens
 * the sound device only while something is said, because an open one wakes the processor all the time.
 *
 * Nothing that goes wrong is an error: without espeak-ng or a sound device the callback says so and the screen goes on. */
#ifndef LANYARD_DEVICE_SPEECH_H
#define LANYARD_DEVICE_SPEECH_H

#include "device/tones.h"
#include "script.h"

enum { SOUND_NAME_MOST = 64 };
enum { RATES = 3, VOLUMES = 10, RATE_USUAL = 1, VOLUME_USUAL = 7 };

struct manner {
	int serial;      /* comes back with every answer */
	size_t from;     /* the first utterance to be said */
	int rate;        /* 0 slow … RATES - 1 */
	int volume;      /* 0 … VOLUMES - 1, each 5 dB above the one before */
	bool headphones; /* without them personal utterances are left out, whoever put them in */
};

struct speech {
	/* Says a script, of which it takes a copy, in place of whatever is being said. */
	void (*say)(struct speech *speech, const struct script *script, const struct manner *manner);
	/* Silence, within 100 ms. No answer comes for what was stopped, but for one that is under way already. */
	void (*stop)(struct speech *speech);
	/* A tone, before whatever is said next; no answer comes for it. */
	void (*tone)(struct speech *speech, enum tone tone, int volume);
	/* Forgets that there was no sound. From now on only a device whose name has `device` in it is used, "" the system's
	 * usual one, NULL as before: what is meant for headphones must not come from whatever else can sound. */
	void (*retry)(struct speech *speech, const char *device);
	void (*destroy)(struct speech *speech);
};

/* What an answer says: 0 or more is the number of the utterance that begins. */
enum { SPEECH_ENDED = -1, SPEECH_NO_SOUND = -2, SPEECH_NO_VOICE = -3 };
/* Called from a thread of the device's own. */
typedef void speech_fn(void *self, int serial, int news);

struct speech_options {
	const char *program; /* NULL: "espeak-ng", found on PATH */
	int limit_ms;        /* how long it may take for an utterance before it is killed; 0: 3 s */
};

/* Never NULL: the quiet twin when there is no memory or thread. */
struct speech *speech_create(const struct speech_options *options, speech_fn *answer, void *self);
/* Says nothing and answers nothing: for replays and pictures. */
struct speech *speech_quiet(void);

#endif
