/* A USB headset that comes and goes, in directories like the kernel's. A jack's switch needs real hardware to answer ioctl(); a
 * file that does not answer must be left alone. */
#include "device/headphones.h"

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATIENCE_MS = 20000 };

static char dir[] = "headphones-XXXXXX";
static char input[64], sound[64], cards[64];

struct heard {
	SDL_mutex *mutex;
	int count;
	bool in;
	char device[64];
};

static void hear(void *self, bool in, const char *device)
{
	struct heard *heard = self;
	SDL_LockMutex(heard->mutex);
	heard->count++;
	heard->in = in;
	text_copy(heard->device, sizeof heard->device, device);
	SDL_UnlockMutex(heard->mutex);
}

static void wait_count(struct heard *heard, int count)
{
	for (int waited = 0; waited < PATIENCE_MS; waited += 5) {
		SDL_LockMutex(heard->mutex);
		int have = heard->count;
		SDL_UnlockMutex(heard->mutex);
		if (have >= count)
			return;
		SDL_Delay(5);
	}
	fail_msg("nothing was told");
}

static void write_in(const char *where, const char *name, const char *text)
{
	char path[256];
	text_format(path, sizeof path, "%s/%s", where, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void remove_in(const char *where, const char *name)
{
	char path[256];
	text_format(path, sizeof path, "%s/%s", where, name);
	assert_int_equal(unlink(path), 0);
}

static struct headphones *watch(struct heard *heard)
{
	struct headphones_options options = {.input = input, .sound = sound, .cards = cards};
	*heard = (struct heard){.mutex = SDL_CreateMutex()};
	return headphones_watch(&options, hear, heard);
}

static void a_usb_headset_comes_and_goes(void **state)
{
	(void)state;
	struct heard heard;
	struct headphones *headphones = watch(&heard);
	assert_non_null(headphones);
	write_in(cards, "cards",
		 " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0x1 irq 1\n"
		 " 3 [Headset        ]: USB-Audio - Logitech USB Headset\n                      Logitech at usb-1\n");
	write_in(cards, "card3/usbid", "046d:0a44\n");
	write_in(sound, "controlC3", "");
	wait_count(&heard, 1);
	assert_true(heard.in);
	assert_string_equal(heard.device, "Logitech USB Headset");
	remove_in(sound, "controlC3");
	wait_count(&heard, 2);
	assert_false(heard.in);
	assert_string_equal(heard.device, "");
	headphones_close(headphones);
	remove_in(cards, "card3/usbid");
	SDL_DestroyMutex(heard.mutex);
}

/* The kernel makes the device before it tells about it. */
static void a_headset_that_is_slow_to_name_itself(void **state)
{
	(void)state;
	struct heard heard;
	remove_in(cards, "cards");
	struct headphones *headphones = watch(&heard);
	write_in(sound, "controlC3", "");
	SDL_Delay(50);
	write_in(cards, "card3/usbid", "046d:0a44\n");
	write_in(cards, "cards", " 3 [Headset        ]: USB-Audio - Late Headset\n");
	wait_count(&heard, 1);
	assert_string_equal(heard.device, "Late Headset");
	headphones_close(headphones);
	remove_in(sound, "controlC3");
	remove_in(cards, "card3/usbid");
	SDL_DestroyMutex(heard.mutex);
}

/* A card inside the machine, a card that was there before, other devices and plain files: none is a headset. */
static void what_is_no_headset(void **state)
{
	(void)state;
	struct heard heard;
	write_in(cards, "card3/usbid", "046d:0a44\n");
	write_in(sound, "controlC3", "");
	struct headphones *headphones = watch(&heard);
	write_in(sound, "controlC0", "");
	write_in(sound, "pcmC3D0p", "");
	write_in(sound, "controlC3x", "");
	write_in(sound, "controlC99", "");
	write_in(input, "event7", "no switch");
	write_in(input, "mouse0", "");
	remove_in(sound, "controlC3");
	write_in(cards, "card5/usbid", "046d:0a44\n");
	write_in(cards, "cards", " 5 [Headset        ]: USB-Audio - Real Headset\n");
	write_in(sound, "controlC5", "");
	wait_count(&heard, 1);
	assert_int_equal(heard.count, 1);
	assert_string_equal(heard.device, "Real Headset");
	headphones_close(headphones);
	SDL_DestroyMutex(heard.mutex);
}

static void nothing_to_watch(void **state)
{
	(void)state;
	struct headphones_options options = {.input = "no-such", .sound = "no-such", .cards = "no-such"};
	assert_null(headphones_watch(&options, hear, NULL));
	headphones_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_usb_headset_comes_and_goes),
		cmocka_unit_test(a_headset_that_is_slow_to_name_itself),
		cmocka_unit_test(what_is_no_headset),
		cmocka_unit_test(nothing_to_watch),
	};
	char card[96];
	struct err err;
	if (!mkdtemp(dir))
		return 1;
	text_format(input, sizeof input, "%s/input", dir);
	text_format(sound, sizeof sound, "%s/snd", dir);
	text_format(cards, sizeof cards, "%s/asound", dir);
	bool made = file_make_dirs(input, 0700, &err) && file_make_dirs(sound, 0700, &err);
	for (int i = 3; i <= 5; i += 2) {
		text_format(card, sizeof card, "%s/card%d", cards, i);
		made = made && file_make_dirs(card, 0700, &err);
	}
	return made ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
