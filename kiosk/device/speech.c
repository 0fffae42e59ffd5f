/* See speech.h. One thread takes the newest script; the number of the turn says whether anybody still wants to hear it, and
 * everything that can last (the child, the sound) looks at that number or at a descriptor that becomes readable with it. */
#include "device/speech.h"

#include "base/log.h"
#include "base/text.h"
#include "device/speech_sound.h"
#include "device/speech_voice.h"

#include <SDL.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LIMIT_MS = 3000 };

struct espeak {
	struct speech speech; /* first: what is handed out */
	struct speech_options options;
	speech_fn *answer;
	void *self;
	SDL_Thread *thread;
	SDL_mutex *mutex;
	SDL_cond *wake;
	struct sound sound;
	atomic_uint turn; /* of the newest say() or stop() */
	int cancel;       /* readable from a say() or stop() until the thread has taken notice */
	atomic_bool mute; /* there was no sound device */
	/* under the mutex */
	struct script next;
	struct manner manner;
	char device[SOUND_NAME_MOST];
	enum tone tone; /* that is to be heard first */
	int tone_volume;
	bool waiting, ends;
};

/* --- the thread --- */

struct work {
	struct script script;
	struct manner manner;
	char device[SOUND_NAME_MOST];
	unsigned turn;
	bool says; /* there is a script */
	enum tone tone;
	int tone_volume;
};

static bool is_wanted(struct espeak *espeak, const struct work *work)
{
	return atomic_load(&espeak->turn) == work->turn;
}

static void answer(struct espeak *espeak, const struct work *work, int news)
{
	if (is_wanted(espeak, work))
		espeak->answer(espeak->self, work->manner.serial, news);
}

/* What became of an utterance, or of a script. */
static int say_one(struct espeak *espeak, const struct work *work, const struct utterance *utterance)
{
	struct order order = {.program = espeak->options.program,
			      .voice = utterance->voice,
			      .text = utterance->text,
			      .rate = work->manner.rate,
			      .cancel = espeak->cancel,
			      .limit_ms = espeak->options.limit_ms};
	struct samples samples;
	if (!voice_make(&order, &samples))
		return SPEECH_NO_VOICE;
	bool heard = samples.count == 0 || (sound_open(&espeak->sound, work->device, samples.hz) &&
					    sound_play(&espeak->sound, &samples, work->manner.volume, work->turn));
	samples_release(&samples);
	if (heard)
		return SPEECH_ENDED;
	atomic_store(&espeak->mute, true);
	return SPEECH_NO_SOUND;
}

static void say_all(struct espeak *espeak, const struct work *work)
{
	int became = atomic_load(&espeak->mute) ? SPEECH_NO_SOUND : SPEECH_ENDED;
	for (size_t i = work->manner.from; became == SPEECH_ENDED && i < work->script.count && is_wanted(espeak, work); i++) {
		if (work->script.list[i].personal && !work->manner.headphones)
			continue;
		answer(espeak, work, (int)i);
		became = say_one(espeak, work, &work->script.list[i]);
	}
	sound_close(&espeak->sound);
	answer(espeak, work, became);
}

static void sound_tone(struct espeak *espeak, const struct work *work)
{
	struct samples samples;
	if (work->tone == TONE_NONE || atomic_load(&espeak->mute) || !tone_make(work->tone, &samples))
		return;
	if (!sound_open(&espeak->sound, work->device, samples.hz) ||
	    !sound_play(&espeak->sound, &samples, work->tone_volume, work->turn))
		atomic_store(&espeak->mute, true);
	samples_release(&samples);
	sound_close(&espeak->sound);
}

static bool take_work(struct espeak *espeak, struct work *work)
{
	eventfd_t count;
	SDL_LockMutex(espeak->mutex);
	while (!espeak->waiting && !espeak->tone && !espeak->ends)
		SDL_CondWait(espeak->wake, espeak->mutex);
	bool more = !espeak->ends;
	script_copy(&work->script, &espeak->next);
	script_wipe(&espeak->next);
	work->manner = espeak->manner;
	text_copy(work->device, sizeof work->device, espeak->device);
	work->turn = atomic_load(&espeak->turn);
	work->says = espeak->waiting;
	work->tone = espeak->tone;
	work->tone_volume = espeak->tone_volume;
	espeak->waiting = false;
	espeak->tone = TONE_NONE;
	if (more)
		eventfd_read(espeak->cancel, &count);
	SDL_UnlockMutex(espeak->mutex);
	return more;
}

static int run(void *self)
{
	struct espeak *espeak = self;
	struct work *work = calloc(1, sizeof *work);
	if (!work)
		return 1;
	while (take_work(espeak, work)) {
		sound_tone(espeak, work);
		if (work->says)
			say_all(espeak, work);
		script_wipe(&work->script);
	}
	script_wipe(&work->script);
	free(work);
	return 0;
}

/* --- the four functions --- */

/* Whatever is under way is not wanted any more. The mutex is held. */
static void next_turn(struct espeak *espeak)
{
	atomic_fetch_add(&espeak->turn, 1);
	eventfd_write(espeak->cancel, 1);
	sound_hush(&espeak->sound);
}

static int within(int value, int count)
{
	return value < 0 ? 0 : value < count ? value : count - 1;
}

static void say(struct speech *speech, const struct script *script, const struct manner *manner)
{
	struct espeak *espeak = (struct espeak *)speech;
	SDL_LockMutex(espeak->mutex);
	next_turn(espeak);
	script_copy(&espeak->next, script);
	espeak->manner = *manner;
	espeak->manner.rate = within(manner->rate, RATES);
	espeak->manner.volume = within(manner->volume, VOLUMES);
	espeak->waiting = true;
	SDL_CondSignal(espeak->wake);
	SDL_UnlockMutex(espeak->mutex);
}

static void stop(struct speech *speech)
{
	struct espeak *espeak = (struct espeak *)speech;
	SDL_LockMutex(espeak->mutex);
	next_turn(espeak);
	script_wipe(&espeak->next);
	espeak->waiting = false;
	SDL_UnlockMutex(espeak->mutex);
}

static void tone(struct speech *speech, enum tone which, int volume)
{
	struct espeak *espeak = (struct espeak *)speech;
	SDL_LockMutex(espeak->mutex);
	espeak->tone = which;
	espeak->tone_volume = within(volume, VOLUMES);
	SDL_CondSignal(espeak->wake);
	SDL_UnlockMutex(espeak->mutex);
}

static void retry(struct speech *speech, const char *device)
{
	struct espeak *espeak = (struct espeak *)speech;
	SDL_LockMutex(espeak->mutex);
	if (device)
		text_copy(espeak->device, sizeof espeak->device, device);
	SDL_UnlockMutex(espeak->mutex);
	atomic_store(&espeak->mute, false);
}

static void destroy(struct speech *speech)
{
	struct espeak *espeak = (struct espeak *)speech;
	if (espeak->thread) {
		SDL_LockMutex(espeak->mutex);
		next_turn(espeak);
		espeak->ends = true;
		SDL_CondSignal(espeak->wake);
		SDL_UnlockMutex(espeak->mutex);
		SDL_WaitThread(espeak->thread, NULL);
	}
	script_wipe(&espeak->next);
	sound_release(&espeak->sound);
	if (espeak->cancel >= 0)
		close(espeak->cancel);
	if (espeak->wake)
		SDL_DestroyCond(espeak->wake);
	if (espeak->mutex)
		SDL_DestroyMutex(espeak->mutex);
	free(espeak);
}

struct speech *speech_create(const struct speech_options *options, speech_fn *answer_fn, void *self)
{
	struct espeak *espeak = calloc(1, sizeof *espeak);
	if (!espeak)
		return speech_quiet();
	espeak->speech = (struct speech){.say = say, .stop = stop, .tone = tone, .retry = retry, .destroy = destroy};
	espeak->options = options ? *options : (struct speech_options){.program = NULL};
	if (!espeak->options.program)
		espeak->options.program = "espeak-ng";
	if (espeak->options.limit_ms <= 0)
		espeak->options.limit_ms = LIMIT_MS;
	espeak->answer = answer_fn;
	espeak->self = self;
	espeak->cancel = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	espeak->mutex = SDL_CreateMutex();
	espeak->wake = SDL_CreateCond();
	if (sound_init(&espeak->sound, &espeak->turn) && espeak->cancel >= 0 && espeak->mutex && espeak->wake)
		espeak->thread = SDL_CreateThread(run, "speech", espeak);
	if (espeak->thread)
		return &espeak->speech;
	log_line(LOG_WARNING, "speech cannot be started: %s", SDL_GetError());
	destroy(&espeak->speech);
	return speech_quiet();
}

/* --- the quiet twin --- */

static void say_nothing(struct speech *speech, const struct script *script, const struct manner *manner)
{
	(void)speech;
	(void)script;
	(void)manner;
}

static void do_nothing(struct speech *speech)
{
	(void)speech;
}

static void sound_nothing(struct speech *speech, enum tone which, int volume)
{
	(void)speech;
	(void)which;
	(void)volume;
}

static void try_nothing(struct speech *speech, const char *device)
{
	(void)speech;
	(void)device;
}

struct speech *speech_quiet(void)
{
	static struct speech quiet = {
		.say = say_nothing, .stop = do_nothing, .tone = sound_nothing, .retry = try_nothing, .destroy = do_nothing};
	return &quiet;
}
