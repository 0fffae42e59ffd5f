/* See speech_sound.h. The callback itself looks whether it is still wanted, so silence does not wait for any thread of ours. */
#include "device/speech_sound.h"

#include "device/speech.h"

#include <string.h>

enum { PIECE = 512, TAIL = 3, STALL_MS = 2000 };

/* 5 dB a step: 32768 * 10^(-dB / 20). */
static const int gains[VOLUMES] = {184, 328, 583, 1036, 1843, 3277, 5827, 10362, 18427, 32768};

bool sound_init(struct sound *sound, const atomic_uint *wanted)
{
	*sound = (struct sound){.turn = SDL_CreateSemaphore(0), .wanted = wanted};
	return sound->turn != NULL;
}

void sound_release(struct sound *sound)
{
	sound_close(sound);
	if (sound->turn)
		SDL_DestroySemaphore(sound->turn);
	sound->turn = NULL;
}

static bool is_wanted(const struct sound *sound)
{
	return atomic_load(sound->wanted) == sound->turn_of;
}

static void SDLCALL fill(void *self, Uint8 *bytes, int size)
{
	struct sound *sound = self;
	int16_t *out = (int16_t *)(void *)bytes;
	size_t room = (size_t)size / sizeof *out, left = is_wanted(sound) ? sound->count - sound->at : 0, i = 0;
	for (; i < room && i < left; i++)
		out[i] = (int16_t)(sound->samples[sound->at++] * sound->gain / 32768);
	memset(out + i, 0, (room - i) * sizeof *out);
	if (left == 0 && ++sound->silent == TAIL)
		SDL_SemPost(sound->turn);
}

/* SDL's name of the device that is wanted; NULL if it is not there. */
static const char *find_device(const char *part)
{
	for (int i = 0; i < SDL_GetNumAudioDevices(0); i++) {
		const char *name = SDL_GetAudioDeviceName(i, 0);
		if (name && strstr(name, part))
			return name;
	}
	return NULL;
}

bool sound_open(struct sound *sound, const char *name, int hz)
{
	SDL_AudioSpec want = {
		.freq = hz, .format = AUDIO_S16SYS, .channels = 1, .samples = PIECE, .callback = fill, .userdata = sound};
	if (sound->device && sound->hz == hz)
		return true;
	sound_close(sound);
	sound->started = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
	const char *found = sound->started && name[0] ? find_device(name) : NULL;
	if (sound->started && (found || !name[0]))
		sound->device = SDL_OpenAudioDevice(found, 0, &want, NULL, 0);
	sound->hz = hz;
	if (!sound->device)
		sound_close(sound);
	return sound->device != 0;
}

static void load(struct sound *sound, const struct samples *samples, int gain, unsigned turn_of)
{
	SDL_LockAudioDevice(sound->device);
	sound->samples = samples ? samples->first : NULL;
	sound->count = samples ? samples->count : 0;
	sound->at = 0;
	sound->gain = gain;
	sound->silent = samples ? 0 : TAIL;
	sound->turn_of = turn_of;
	SDL_UnlockAudioDevice(sound->device);
}

bool sound_play(struct sound *sound, const struct samples *samples, int volume, unsigned turn_of)
{
	while (SDL_SemTryWait(sound->turn) == 0)
		continue;
	load(sound, samples, gains[volume], turn_of);
	SDL_PauseAudioDevice(sound->device, 0);
	Uint32 most = (Uint32)(samples->count * 1000 / (size_t)samples->hz) + STALL_MS;
	int ended = SDL_SemWaitTimeout(sound->turn, most);
	bool stalled = ended == SDL_MUTEX_TIMEDOUT && is_wanted(sound);
	load(sound, NULL, 0, turn_of);
	return !stalled;
}

void sound_close(struct sound *sound)
{
	if (sound->device)
		SDL_CloseAudioDevice(sound->device);
	sound->device = 0;
	if (sound->started)
		SDL_QuitSubSystem(SDL_INIT_AUDIO);
	sound->started = false;
}

void sound_hush(struct sound *sound)
{
	SDL_SemPost(sound->turn);
}
