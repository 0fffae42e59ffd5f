/* See tones.h. A sine that swells and fades, so that it neither clicks nor startles. */
#include "device/tones.h"

#include <math.h>
#include <stdlib.h>

enum { HZ = 22050, SWELL_MS = 8, FADE_MS = 60 };

static const struct {
	int ms;
	double pitch, loud; /* of full scale */
} tones[TONE_COUNT] = {[TONE_GOOD] = {120, 1318.5, 0.5}, [TONE_BAD] = {240, 196, 0.25}};

static double envelope(int i, int count)
{
	double swell = i * 1000.0 / (HZ * SWELL_MS), fade = (count - i) * 1000.0 / (HZ * FADE_MS);
	return fmin(1, fmin(swell, fade));
}

bool tone_make(enum tone tone, struct samples *out)
{
	int count = HZ * tones[tone].ms / 1000;
	int16_t *samples = calloc((size_t)count + 1, sizeof *samples);
	*out = (struct samples){.wav = (unsigned char *)samples,
				.size = (size_t)count * sizeof *samples,
				.hz = HZ,
				.first = samples,
				.count = samples ? (size_t)count : 0};
	for (int i = 0; samples && i < count; i++)
		samples[i] = (int16_t)lround(32767 * tones[tone].loud * envelope(i, count) *
					     sin(2 * acos(-1) * tones[tone].pitch * i / HZ));
	return samples != NULL;
}
