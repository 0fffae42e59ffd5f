/* Says when headphones are plugged in or pulled out, without a single wake-up in between: a thread sleeps in the kernel. It
 * knows two kinds: a jack that the kernel reports as a switch (SW_HEADPHONE_INSERT of an input device), and a USB headset,
 * which is a sound card that comes and goes. A USB card that is there from the start may be anything, and counts as a
 * loudspeaker.
 *
 * SDL's own news of sound devices come only while its audio part is open, which it is not while nothing is said. */
#ifndef LANYARD_DEVICE_HEADPHONES_H
#define LANYARD_DEVICE_HEADPHONES_H

#include <SDL.h>
#include <stdbool.h>

/* Called from the thread. `device` is part of the name of the sound device, "" for the usual one (a jack mutes the loudspeaker
 * by itself). */
typedef void plug_fn(void *self, bool in, const char *device);

struct headphones_options {
	const char *input; /* directory of input devices; NULL: /dev/input */
	const char *sound; /* … of sound devices; NULL: /dev/snd */
	const char *cards; /* … of what the kernel tells about sound cards; NULL: /proc/asound */
};

struct headphones;
/* NULL when nothing can be watched: there is no such hardware, or no right to look at it. */
struct headphones *headphones_watch(const struct headphones_options *options, plug_fn *tell, void *self);
void headphones_close(struct headphones *headphones);

#endif
