/* See scan_keys.h. */
#include "device/scan_keys.h"

#include <linux/input.h>
#include <string.h>

_Static_assert(sizeof(struct input_event) == KEYS_EVENT, "events are read in pieces of this size");

/* By the kernel's number of the key: plain, and with Shift. */
static const char plain[] = {
	[KEY_1] = '1',          [KEY_2] = '2',           [KEY_3] = '3',      [KEY_4] = '4',          [KEY_5] = '5',
	[KEY_6] = '6',          [KEY_7] = '7',           [KEY_8] = '8',      [KEY_9] = '9',          [KEY_0] = '0',
	[KEY_MINUS] = '-',      [KEY_EQUAL] = '=',       [KEY_TAB] = '\t',   [KEY_Q] = 'q',          [KEY_W] = 'w',
	[KEY_E] = 'e',          [KEY_R] = 'r',           [KEY_T] = 't',      [KEY_Y] = 'y',          [KEY_U] = 'u',
	[KEY_I] = 'i',          [KEY_O] = 'o',           [KEY_P] = 'p',      [KEY_LEFTBRACE] = '[',  [KEY_RIGHTBRACE] = ']',
	[KEY_ENTER] = '\n',     [KEY_A] = 'a',           [KEY_S] = 's',      [KEY_D] = 'd',          [KEY_F] = 'f',
	[KEY_G] = 'g',          [KEY_H] = 'h',           [KEY_J] = 'j',      [KEY_K] = 'k',          [KEY_L] = 'l',
	[KEY_SEMICOLON] = ';',  [KEY_APOSTROPHE] = '\'', [KEY_GRAVE] = '`',  [KEY_BACKSLASH] = '\\', [KEY_Z] = 'z',
	[KEY_X] = 'x',          [KEY_C] = 'c',           [KEY_V] = 'v',      [KEY_B] = 'b',          [KEY_N] = 'n',
	[KEY_M] = 'm',          [KEY_COMMA] = ',',       [KEY_DOT] = '.',    [KEY_SLASH] = '/',      [KEY_SPACE] = ' ',
	[KEY_KP7] = '7',        [KEY_KP8] = '8',         [KEY_KP9] = '9',    [KEY_KPMINUS] = '-',    [KEY_KP4] = '4',
	[KEY_KP5] = '5',        [KEY_KP6] = '6',         [KEY_KPPLUS] = '+', [KEY_KP1] = '1',        [KEY_KP2] = '2',
	[KEY_KP3] = '3',        [KEY_KP0] = '0',         [KEY_KPDOT] = '.',  [KEY_KPENTER] = '\n',   [KEY_KPSLASH] = '/',
	[KEY_KPASTERISK] = '*',
};
static const char from_us[] = "1234567890-=[];'`\\,./", shifted[] = "!@#$%^&*()_+{}:\"~|<>?";

static char with_shift(char c)
{
	const char *at = strchr(from_us, c);
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return c && at ? shifted[at - from_us] : c;
}

/* '\0': no character. */
static char take_event(struct scan_keys *keys, const struct input_event *event)
{
	if (event->type != EV_KEY)
		return '\0';
	if (event->code == KEY_LEFTSHIFT || event->code == KEY_RIGHTSHIFT)
		keys->shift = event->value != 0;
	else if (event->code == KEY_LEFTCTRL || event->code == KEY_RIGHTCTRL)
		keys->control = event->value != 0;
	if (event->value != 1 || event->code >= sizeof plain)
		return '\0';
	char c = plain[event->code];
	if (keys->control)
		return c >= 'a' && c <= 'z' ? (char)(c & 0x1f) : '\0';
	return keys->shift ? with_shift(c) : c;
}

size_t scan_keys_take(struct scan_keys *keys, const unsigned char *from, size_t count, char *out)
{
	size_t made = 0;
	while (count > 0) {
		size_t missing = KEYS_EVENT - keys->part_size, n = count < missing ? count : missing;
		memcpy(keys->part + keys->part_size, from, n);
		keys->part_size += n;
		from += n;
		count -= n;
		if (keys->part_size < KEYS_EVENT)
			break;
		struct input_event event;
		memcpy(&event, keys->part, sizeof event);
		keys->part_size = 0;
		char c = take_event(keys, &event);
		if (c)
			out[made++] = c;
	}
	return made;
}
