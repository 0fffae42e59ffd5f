/* The speech device against children that behave and children that do not; what is heard goes to a file (SDL's disk driver). */
#include "device/speech.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"

#include <SDL.h>
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { HZ = 22050, ANSWERS_MOST = 64, PATIENCE_MS = 20000 };

static char dir[] = "speech-XXXXXX";
static char child[64], log_file[64], pcm_file[64];

/* --- children --- */

static void write_file(const char *path, const void *data, size_t size, mode_t mode)
{
	struct err err;
	if (!file_replace(path, data, size, mode, &err))
		fail_msg("%s", err.text);
}

static const char *read_all(const char *path, struct buf *into)
{
	struct err err;
	buf_init(into, 1 << 24);
	if (file_exists(path) && !file_read(path, into, &err))
		fail_msg("%s", err.text);
	return buf_text(into);
}

/* A tone of so many seconds as espeak-ng would write it, with sizes in its head that are not true. */
static void write_tone(const char *path, int seconds)
{
	size_t count = (size_t)HZ * (size_t)seconds, size = 44 + 2 * count;
	unsigned char *wav = calloc(1, size);
	static const unsigned char head[44] = "RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\1\0\1\0\x22\x56\0\0\x44\xac\0\0\2\0\x10\0"
					      "data\0\xf0\xff\x7f";
	memcpy(wav, head, sizeof head);
	for (size_t i = 0; i < count; i++) {
		int16_t sample = i % 100 < 50 ? 20000 : -20000;
		memcpy(wav + 44 + 2 * i, &sample, 2);
	}
	write_file(path, wav, size, 0600);
	free(wav);
}

/* Writes its arguments, its process id and the words to the log, then goes on as `rest` says. */
static void write_child(const char *rest)
{
	char text[512];
	int size = snprintf(text, sizeof text, "#!/bin/sh\n{ echo \"args $*\"; echo \"pid $$\"; cat; } >>%s\n%s\n", log_file,
			    rest);
	write_file(child, text, (size_t)size, 0700);
	unlink(log_file);
}

static void write_speaker(int seconds)
{
	char tone[80], rest[128];
	text_format(tone, sizeof tone, "%s/tone.wav", dir);
	text_format(rest, sizeof rest, "cat %s", tone);
	write_tone(tone, seconds);
	write_child(rest);
}

/* --- answers --- */

struct heard {
	SDL_mutex *mutex;
	int count, serial[ANSWERS_MOST], news[ANSWERS_MOST];
};

static void hear(void *self, int serial, int news)
{
	struct heard *heard = self;
	SDL_LockMutex(heard->mutex);
	if (heard->count < ANSWERS_MOST) {
		heard->serial[heard->count] = serial;
		heard->news[heard->count++] = news;
	}
	SDL_UnlockMutex(heard->mutex);
}

/* Waits for the answer that ends the script, and returns it. */
static int wait_end(struct heard *heard, int serial)
{
	for (int waited = 0; waited < PATIENCE_MS; waited += 5) {
		SDL_LockMutex(heard->mutex);
		int last = heard->count - 1, news = last >= 0 ? heard->news[last] : 0;
		bool ended = last >= 0 && heard->serial[last] == serial && news < 0;
		SDL_UnlockMutex(heard->mutex);
		if (ended)
			return news;
		SDL_Delay(5);
	}
	fail_msg("script %d never ended", serial);
	return 0;
}

static void wait_text(const char *path, const char *text)
{
	for (int waited = 0; waited < PATIENCE_MS; waited += 5) {
		struct buf buf;
		bool there = strstr(read_all(path, &buf), text) != NULL;
		buf_release(&buf);
		if (there)
			return;
		SDL_Delay(5);
	}
	fail_msg("\"%s\" never came into %s", text, path);
}

/* The child's process id, once it has written all of its log. */
static pid_t child_pid(void)
{
	struct buf buf;
	wait_text(log_file, "pid ");
	wait_text(log_file, "\n\n");
	pid_t pid = (pid_t)atol(strstr(read_all(log_file, &buf), "pid ") + 4);
	buf_release(&buf);
	return pid;
}

static void wait_gone(pid_t pid)
{
	for (int waited = 0; waited < PATIENCE_MS; waited += 5) {
		if (kill(pid, 0) != 0 && errno == ESRCH)
			return;
		SDL_Delay(5);
	}
	fail_msg("the child lives on");
}

/* --- stage --- */

struct stage {
	struct heard heard;
	struct speech *speech;
	struct script script;
};

static void stage_open(struct stage *stage, int limit_ms)
{
	*stage = (struct stage){.heard.mutex = SDL_CreateMutex()};
	stage->speech = speech_create(&(struct speech_options){.program = child, .limit_ms = limit_ms}, hear, &stage->heard);
	setenv("SDL_AUDIODRIVER", "disk", 1);
	setenv("SDL_DISKAUDIOFILE", pcm_file, 1);
	unlink(pcm_file);
}

static void stage_close(struct stage *stage)
{
	stage->speech->destroy(stage->speech);
	SDL_DestroyMutex(stage->heard.mutex);
	script_wipe(&stage->script);
}

static void speak(struct stage *stage, int serial, int volume, bool headphones)
{
	stage->speech->say(stage->speech, &stage->script,
			   &(struct manner){.serial = serial, .rate = RATE_USUAL, .volume = volume, .headphones = headphones});
}

static int peak(void)
{
	struct buf buf;
	int most = 0;
	read_all(pcm_file, &buf);
	for (size_t i = 0; i + 2 <= buf.size; i += 2) {
		int16_t sample;
		memcpy(&sample, buf.data + i, 2);
		most = sample > most ? sample : most;
	}
	buf_release(&buf);
	return most;
}

/* --- tests --- */

static void says_each_sentence_in_order(void **state)
{
	(void)state;
	struct stage stage;
	struct buf buf;
	write_speaker(1);
	stage_open(&stage, 0);
	script_add(&stage.script, "First words. Second words.", "en-us", false);
	script_add(&stage.script, "Dènye mo.", "ht", false);
	assert_int_equal(stage.script.count, 3);
	speak(&stage, 7, VOLUMES - 1, false);
	assert_int_equal(wait_end(&stage.heard, 7), SPEECH_ENDED);
	assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0); /* the device is open only while something is said */
	assert_int_equal(stage.heard.count, 4);
	for (int i = 0; i < 3; i++)
		assert_int_equal(stage.heard.news[i], i);
	const char *log = read_all(log_file, &buf);
	const char *first = strstr(log, "First words."), *second = strstr(log, "Second words."),
		   *last = strstr(log, "Dènye mo.");
	assert_true(first && second && last && first < second && second < last);
	assert_non_null(strstr(log, "-v ht"));
	buf_release(&buf);
	assert_true(peak() > 15000);
	stage_close(&stage);
}

/* Words go through a pipe; a name with brackets is no order to the voice. */
static void keeps_words_off_the_command_line(void **state)
{
	(void)state;
	struct stage stage;
	struct buf buf;
	write_child("exit 0");
	stage_open(&stage, 0);
	script_add(&stage.script, "Marisol [[h@loU]] -w file", "en-us", true);
	speak(&stage, 1, VOLUME_USUAL, true);
	assert_int_equal(wait_end(&stage.heard, 1), SPEECH_ENDED);
	const char *log = read_all(log_file, &buf);
	assert_non_null(strstr(log, "\nMarisol   h@loU]] -w file\n"));
	assert_null(strstr(log, "[["));
	const char *arguments = strstr(log, "args "), *end = strchr(arguments, '\n');
	assert_true(end < strstr(log, "Marisol"));
	buf_release(&buf);
	stage_close(&stage);
}

static void says_personal_words_to_headphones_only(void **state)
{
	(void)state;
	struct stage stage;
	struct buf buf;
	write_child("exit 0");
	stage_open(&stage, 0);
	script_add(&stage.script, "Your name.", "en-us", false);
	script_add(&stage.script, "Marisol.", "en-us", true);
	script_add(&stage.script, "Next, button.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 1), SPEECH_ENDED);
	const char *log = read_all(log_file, &buf);
	assert_non_null(strstr(log, "Your name."));
	assert_non_null(strstr(log, "Next, button."));
	assert_null(strstr(log, "Marisol"));
	buf_release(&buf);
	speak(&stage, 2, VOLUME_USUAL, true);
	assert_int_equal(wait_end(&stage.heard, 2), SPEECH_ENDED);
	assert_non_null(strstr(read_all(log_file, &buf), "Marisol"));
	buf_release(&buf);
	stage_close(&stage);
}

static void stops_a_child_that_is_working(void **state)
{
	(void)state;
	struct stage stage;
	write_child("echo >>$0.log; exec sleep 600");
	stage_open(&stage, 600000);
	script_add(&stage.script, "Never heard.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	pid_t pid = child_pid();
	stage.speech->stop(stage.speech);
	wait_gone(pid);
	write_child("exit 0");
	speak(&stage, 2, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 2), SPEECH_ENDED);
	for (int i = 1; i < stage.heard.count; i++)
		assert_int_equal(stage.heard.serial[i], 2); /* what was stopped did not end */
	stage_close(&stage);
}

static void stops_sound_at_once(void **state)
{
	(void)state;
	struct stage stage;
	struct stat info = {.st_size = 0};
	write_speaker(20);
	stage_open(&stage, 0);
	script_add(&stage.script, "A long speech.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	for (int waited = 0; waited < PATIENCE_MS && info.st_size < 8192; waited += 5) {
		SDL_Delay(5);
		stat(pcm_file, &info);
	}
	assert_true(info.st_size >= 8192);
	stage.speech->stop(stage.speech);
	for (int waited = 0; waited < PATIENCE_MS && SDL_WasInit(SDL_INIT_AUDIO); waited += 5)
		SDL_Delay(5);
	assert_int_equal(SDL_WasInit(SDL_INIT_AUDIO), 0);
	assert_int_equal(stat(pcm_file, &info), 0);
	assert_true(info.st_size < 2 * HZ * 15);
	stage.speech->destroy(stage.speech);
	assert_int_equal(stage.heard.count, 1); /* it began, and did not end */
	SDL_DestroyMutex(stage.heard.mutex);
	script_wipe(&stage.script);
}

/* Destroying while it speaks ends the child, too. */
static void ends_in_the_middle(void **state)
{
	(void)state;
	struct stage stage;
	write_child("echo >>$0.log; exec sleep 600");
	stage_open(&stage, 600000);
	script_add(&stage.script, "Never heard.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	pid_t pid = child_pid();
	stage_close(&stage);
	wait_gone(pid);
}

static void kills_a_child_that_hangs(void **state)
{
	(void)state;
	static const char *const hangs[] = {"echo >>$0.log; exec sleep 600", "echo >>$0.log; cat $0.head; exec sleep 600",
					    "echo >>$0.log; exec 1>&-; exec sleep 600", "echo >>$0.log; exec yes RIFF"};
	char head[80];
	text_format(head, sizeof head, "%s.head", child);
	write_file(head, "RIFF", 4, 0600);
	for (size_t i = 0; i < sizeof hangs / sizeof hangs[0]; i++) {
		struct stage stage;
		write_child(hangs[i]);
		stage_open(&stage, 300);
		script_add(&stage.script, "One. Two.", "en-us", false);
		speak(&stage, 1, VOLUME_USUAL, false);
		assert_int_equal(wait_end(&stage.heard, 1), SPEECH_NO_VOICE);
		struct buf buf;
		const char *pid = strstr(read_all(log_file, &buf), "pid ");
		if (pid)
			wait_gone((pid_t)atol(pid + 4));
		buf_release(&buf);
		stage_close(&stage);
	}
}

static void answers_when_there_is_no_voice(void **state)
{
	(void)state;
	static const char *const bad[] = {"exit 3", "echo this is no sound at all, but quite a few words about it",
					  "kill -9 $$"};
	struct stage stage;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		write_child(bad[i]);
		stage_open(&stage, 0);
		script_add(&stage.script, "One. Two.", "en-us", false);
		speak(&stage, 1, VOLUME_USUAL, false);
		assert_int_equal(wait_end(&stage.heard, 1), SPEECH_NO_VOICE);
		stage_close(&stage);
	}
	unlink(child);
	stage_open(&stage, 0);
	script_add(&stage.script, "One.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 1), SPEECH_NO_VOICE);
	stage_close(&stage);
}

static void answers_when_there_is_no_sound_and_tries_again(void **state)
{
	(void)state;
	struct stage stage;
	write_speaker(1);
	stage_open(&stage, 0);
	setenv("SDL_AUDIODRIVER", "none-such", 1);
	script_add(&stage.script, "Hello.", "en-us", false);
	speak(&stage, 1, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 1), SPEECH_NO_SOUND);
	unlink(log_file);
	speak(&stage, 2, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 2), SPEECH_NO_SOUND);
	assert_false(file_exists(log_file)); /* nobody is asked for words that cannot be heard */
	setenv("SDL_AUDIODRIVER", "disk", 1);
	stage.speech->retry(stage.speech, NULL);
	speak(&stage, 3, VOLUME_USUAL, false);
	assert_int_equal(wait_end(&stage.heard, 3), SPEECH_ENDED);
	assert_true(peak() > 0);
	stage_close(&stage);
}

/* A headset is wanted and not there: nothing else is to sound in its place. */
static void keeps_to_the_device_that_is_named(void **state)
{
	(void)state;
	struct stage stage;
	write_speaker(1);
	stage_open(&stage, 0);
	script_add(&stage.script, "Marisol.", "en-us", true);
	stage.speech->retry(stage.speech, "No Such Headset");
	speak(&stage, 1, VOLUME_USUAL, true);
	assert_int_equal(wait_end(&stage.heard, 1), SPEECH_NO_SOUND);
	assert_false(file_exists(pcm_file));
	stage.speech->retry(stage.speech, "");
	speak(&stage, 2, VOLUME_USUAL, true);
	assert_int_equal(wait_end(&stage.heard, 2), SPEECH_ENDED);
	assert_true(peak() > 0);
	stage_close(&stage);
}

/* 5 dB a step: three steps are a factor of 5.6. */
static void is_as_loud_as_asked(void **state)
{
	(void)state;
	struct stage stage;
	int peaks[2];
	write_speaker(1);
	for (int i = 0; i < 2; i++) {
		stage_open(&stage, 0);
		script_add(&stage.script, "Hello.", "en-us", false);
		speak(&stage, 1, VOLUMES - 1 - 3 * i, false);
		assert_int_equal(wait_end(&stage.heard, 1), SPEECH_ENDED);
		peaks[i] = peak();
		stage_close(&stage);
	}
	assert_in_range(peaks[0] * 10 / peaks[1], 55, 58);
}

/* What was heard since the last time: its loudest sample, and how often it crosses zero in a second. */
static void measure(struct stage *stage, enum tone tone, int *loudest, int *pitch)
{
	struct buf buf;
	int crossings = 0, count = 0;
	unlink(pcm_file);
	stage->speech->tone(stage->speech, tone, VOLUMES - 1);
	for (int ms = 0; ms < 20000 && !file_exists(pcm_file); ms += 10)
		SDL_Delay(10);
	for (int ms = 0; ms < 20000 && SDL_WasInit(SDL_INIT_AUDIO); ms += 10) /* open only while it sounds */
		SDL_Delay(10);
	read_all(pcm_file, &buf);
	const int16_t *samples = (const int16_t *)(const void *)buf_text(&buf);
	*loudest = 0;
	for (size_t i = 1; i < buf.size / sizeof *samples; i++) {
		*loudest = abs(samples[i]) > *loudest ? abs(samples[i]) : *loudest;
		count += samples[i] != 0;
		crossings += (samples[i] > 0) != (samples[i - 1] > 0);
	}
	*pitch = count ? (int)((int64_t)crossings * HZ / count / 2) : 0;
	buf_release(&buf);
}

/* Good is high, bad is low and softer; no child and no answer. */
static void tones_are_heard(void **state)
{
	(void)state;
	struct stage stage;
	int good, high, bad, low;
	write_child("exit 0");
	stage_open(&stage, 0);
	measure(&stage, TONE_GOOD, &good, &high);
	assert_in_range(high, 1200, 1450);
	assert_in_range(good, 10000, 20000);
	measure(&stage, TONE_BAD, &bad, &low);
	assert_in_range(low, 170, 230);
	assert_in_range(bad, 4000, good - 1);
	assert_int_equal(stage.heard.count, 0);
	assert_false(file_exists(log_file));
	stage_close(&stage);
}

static void quiet_twin_does_nothing(void **state)
{
	(void)state;
	struct speech *quiet = speech_quiet();
	struct script script = {.count = 0};
	script_add(&script, "Hello.", "en-us", false);
	quiet->say(quiet, &script, &(struct manner){.serial = 1});
	quiet->stop(quiet);
	quiet->retry(quiet, "");
	quiet->destroy(quiet);
	assert_string_equal(script.list[0].text, "Hello.");
}

static void splits_into_sentences(void **state)
{
	(void)state;
	static const struct {
		const char *words, *first, *second;
		size_t count;
		const char *why;
	} rows[] = {
		{"One. Two? Three!", "One.", "Two?", 3, "ends of sentences"},
		{"Mail ana@example.com now", "Mail ana@example.com now", NULL, 1, "a dot inside a word"},
		{"  ", NULL, NULL, 0, "nothing"},
		{"Name, and nothing else", "Name, and nothing else", NULL, 1, "a short list stays whole"},
		{"Only when they scan your badge at their booth, with your name, contact and skills on it",
		 "Only when they scan your badge at their booth, with your name,", "contact and skills on it", 2,
		 "a long one is cut at a comma"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct script script = {.count = 0};
		script_add(&script, rows[i].words, "en-us", true);
		if (script.count != rows[i].count)
			fail_msg("%s: %zu sentences instead of %zu", rows[i].why, script.count, rows[i].count);
		if (rows[i].first)
			assert_string_equal(script.list[0].text, rows[i].first);
		if (rows[i].second)
			assert_string_equal(script.list[1].text, rows[i].second);
		script_wipe(&script);
		assert_int_equal(script.list[0].text[0], 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_each_sentence_in_order),
		cmocka_unit_test(keeps_words_off_the_command_line),
		cmocka_unit_test(says_personal_words_to_headphones_only),
		cmocka_unit_test(stops_a_child_that_is_working),
		cmocka_unit_test(stops_sound_at_once),
		cmocka_unit_test(ends_in_the_middle),
		cmocka_unit_test(kills_a_child_that_hangs),
		cmocka_unit_test(answers_when_there_is_no_voice),
		cmocka_unit_test(answers_when_there_is_no_sound_and_tries_again),
		cmocka_unit_test(keeps_to_the_device_that_is_named),
		cmocka_unit_test(is_as_loud_as_asked),
		cmocka_unit_test(tones_are_heard),
		cmocka_unit_test(quiet_twin_does_nothing),
		cmocka_unit_test(splits_into_sentences),
	};
	if (!mkdtemp(dir))
		return 1;
	text_format(child, sizeof child, "%s/child", dir);
	text_format(log_file, sizeof log_file, "%s/child.log", dir);
	text_format(pcm_file, sizeof pcm_file, "%s/heard.raw", dir);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	SDL_Quit();
	return failed;
}
