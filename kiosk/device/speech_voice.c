/* See speech_voice.h. One child an utterance: it starts in a few milliseconds, and nothing of one visitor outlives it. */
#include "device/speech_voice.h"

#include "device/child.h"
#include "device/speech.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { WAV_HEAD = 44, HZ_MOST = 48000, SECONDS_MOST = 30, WAV_MOST = WAV_HEAD + 2 * 22050 * SECONDS_MOST, LEAVE_MS = 200 };

static const char *const words_a_minute[RATES] = {"125", "170", "250"};

static bool start(struct child *child, const struct order *order)
{
	char *const argv[] = {(char *)order->program,
			      "--stdin",
			      "--stdout",
			      "-b1", /* UTF-8 */
			      "-v",
			      (char *)order->voice,
			      "-s",
			      (char *)words_a_minute[order->rate],
			      NULL};
	return child_start(child, argv, true);
}

/* --- talking with it --- */

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sends what is left of the words and closes behind the last. */
static bool send_words(struct child *child, const char **words)
{
	ssize_t sent = send(child->in, *words, strlen(*words), MSG_NOSIGNAL | MSG_DONTWAIT);
	if (sent < 0)
		return errno == EAGAIN || errno == EINTR;
	*words += sent;
	if (!**words)
		child_close_in(child);
	return true;
}

/* False at the end, or when there is more than a sentence can be. */
static bool take_samples(struct child *child, struct samples *out, bool *whole)
{
	if (out->size == WAV_MOST)
		return false;
	ssize_t got = recv(child->out, out->wav + out->size, WAV_MOST - out->size, MSG_DONTWAIT);
	*whole = got == 0;
	if (got > 0)
		out->size += (size_t)got;
	return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

/* True when all came before the limit and nobody cancelled. */
static bool talk(struct child *child, const struct order *order, const char *words, struct samples *out)
{
	int64_t limit = now_ms() + order->limit_ms;
	bool whole = false, more = true;
	while (more) {
		struct pollfd from[] = {{.fd = order->cancel, .events = POLLIN},
					{.fd = child->out, .events = POLLIN},
					{.fd = child->in, .events = POLLOUT}};
		int64_t left = limit - now_ms();
		int ready = left > 0 ? poll(from, child->in < 0 ? 2 : 3, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0 || from[0].revents)
			return false;
		if (child->in >= 0 && from[2].revents)
			more = send_words(child, &words);
		if (more && from[1].revents)
			more = take_samples(child, out, &whole);
	}
	return whole;
}

/* --- WAV: http://soundfile.sapp.org/doc/WaveFormat. Sizes in a stream's head are not to be believed --- */

static unsigned little(const unsigned char *at, int bytes)
{
	unsigned number = 0;
	for (int i = 0; i < bytes; i++)
		number |= (unsigned)at[i] << (8 * i);
	return number;
}

static bool read_wav(struct samples *out)
{
	const unsigned char *wav = out->wav;
	if (out->size == 0)
		return true;
	if (out->size < WAV_HEAD || memcmp(wav, "RIFF", 4) != 0 || memcmp(wav + 8, "WAVEfmt ", 8) != 0)
		return false;
	unsigned hz = little(wav + 24, 4);
	if (little(wav + 22, 2) != 1 || little(wav + 34, 2) != 16 || hz < 8000 || hz > HZ_MOST)
		return false;
	out->hz = (int)hz;
	out->first = (const int16_t *)(const void *)(wav + WAV_HEAD);
	out->count = (out->size - WAV_HEAD) / sizeof(int16_t);
	return true;
}

/* "[[" begins espeak-ng's own phonemes. */
static void plain_words(const char *text, char *out, size_t size)
{
	snprintf(out, size, "%s\n", text);
	for (char *at = out; (at = strstr(at, "[["));)
		at[0] = at[1] = ' ';
}

bool voice_make(const struct order *order, struct samples *out)
{
	char words[UTTERANCE_MOST + 1];
	struct child child = child_none();
	*out = (struct samples){.wav = malloc(WAV_MOST)};
	plain_words(order->text, words, sizeof words);
	bool ok = out->wav && start(&child, order) && talk(&child, order, words, out);
	if (!ok && child.pid > 0)
		kill(child.pid, SIGKILL);
	ok = child_end(&child, LEAVE_MS) && ok && read_wav(out);
	sodium_memzero(words, sizeof words);
	if (!ok)
		samples_release(out);
	return ok;
}

void samples_release(struct samples *samples)
{
	if (samples->wav)
		sodium_memzero(samples->wav, samples->size);
	free(samples->wav);
	*samples = (struct samples){.wav = NULL};
}
