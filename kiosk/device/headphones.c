/* See headphones.h. inotify tells of devices that come and go; input devices with the switch are read. */
#include "device/headphones.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "device/speech.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { JACKS_MOST = 8, NAME_MOST = 32, CARDS_MOST = 32, PATH_MOST = 256, SETTLE_MS = 500, TRIES = 6 };

struct headphones {
	struct headphones_options options;
	plug_fn *tell;
	void *self;
	SDL_Thread *thread;
	int stop, notify, input_watch, sound_watch;
	struct jack {
		int device;
		char name[NAME_MOST];
	} jacks[JACKS_MOST];
	size_t jack_count;
	unsigned usb;       /* cards of headsets that were plugged in, a bit each */
	int waiting, tries; /* a card whose name is not known yet, -1 none */
};

/* --- a jack -------------------------------------------------------------------------------------------------------------- */

static bool has_bit(const unsigned char *bits, unsigned bit)
{
	return bits[bit / 8] >> bit % 8 & 1;
}

static void drop_jack(struct headphones *headphones, size_t i)
{
	close(headphones->jacks[i].device);
	headphones->jacks[i] = headphones->jacks[--headphones->jack_count];
}

/* The kernel makes a device first and gives the right to open it later, so one name may come twice. */
static bool may_be_jack(const struct headphones *headphones, const char *name)
{
	for (size_t i = 0; i < headphones->jack_count; i++)
		if (strcmp(headphones->jacks[i].name, name) == 0)
			return false;
	return strncmp(name, "event", 5) == 0 && strlen(name) < NAME_MOST && headphones->jack_count < JACKS_MOST;
}

/* Keeps the device open if it has the switch, and says so if something is plugged in already. */
static void add_jack(struct headphones *headphones, const char *name)
{
	char path[PATH_MOST];
	unsigned char has[SW_MAX / 8 + 1] = {0}, is[SW_MAX / 8 + 1] = {0};
	if (!may_be_jack(headphones, name) || !text_format(path, sizeof path, "%s/%s", headphones->options.input, name))
		return;
	int device = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (device < 0)
		return;
	if (ioctl(device, EVIOCGBIT(EV_SW, sizeof has), has) < 0 || !has_bit(has, SW_HEADPHONE_INSERT)) {
		close(device);
		return;
	}
	struct jack *jack = &headphones->jacks[headphones->jack_count++];
	jack->device = device;
	text_copy(jack->name, sizeof jack->name, name);
	if (ioctl(device, EVIOCGSW(sizeof is), is) >= 0 && has_bit(is, SW_HEADPHONE_INSERT))
		headphones->tell(headphones->self, true, "");
}

static void read_jack(struct headphones *headphones, size_t i)
{
	struct input_event events[16];
	ssize_t got = read(headphones->jacks[i].device, events, sizeof events);
	if (got <= 0) {
		drop_jack(headphones, i);
		return;
	}
	for (size_t e = 0; e < (size_t)got / sizeof events[0]; e++)
		if (events[e].type == EV_SW && events[e].code == SW_HEADPHONE_INSERT)
			headphones->tell(headphones->self, events[e].value != 0, "");
}

/* --- a USB headset --- */

static bool is_usb(const struct headphones *headphones, int card)
{
	char path[PATH_MOST];
	return text_format(path, sizeof path, "%s/card%d/usbid", headphones->options.cards, card) && file_exists(path);
}

/* " 1 [Headset        ]: USB-Audio - Logitech USB Headset" -> "Logitech USB Headset", which SDL's name begins with. */
static bool name_of_card(const struct headphones *headphones, int card, char *out, size_t size)
{
	char path[PATH_MOST], start[16];
	struct buf buf;
	buf_init(&buf, 1 << 16);
	out[0] = '\0';
	text_format(start, sizeof start, "%2d [", card);
	if (text_format(path, sizeof path, "%s/cards", headphones->options.cards) && file_read(path, &buf, NULL)) {
		const char *line = strstr(buf_text(&buf), start);
		const char *end = line ? strchr(line, '\n') : NULL, *name = line ? strstr(line, " - ") : NULL;
		if (name && end && name < end)
			text_format(out, size, "%.*s", (int)(end - name - 3), name + 3);
	}
	buf_release(&buf);
	return out[0] != '\0';
}

/* The kernel makes the device before it tells all about it. False: ask again later. */
static bool add_card(struct headphones *headphones, int card)
{
	char name[SOUND_NAME_MOST];
	if (!is_usb(headphones, card))
		return false;
	if (!name_of_card(headphones, card, name, sizeof name))
		return false;
	headphones->usb |= 1u << card;
	headphones->tell(headphones->self, true, name);
	return true;
}

static void wait_for_card(struct headphones *headphones, int card)
{
	headphones->tries = TRIES;
	headphones->waiting = add_card(headphones, card) ? -1 : card;
}

static void ask_again(struct headphones *headphones)
{
	if (add_card(headphones, headphones->waiting) || --headphones->tries == 0)
		headphones->waiting = -1;
}

static void drop_card(struct headphones *headphones, int card)
{
	if (headphones->waiting == card)
		headphones->waiting = -1;
	if (!(headphones->usb >> card & 1))
		return;
	headphones->usb &= ~(1u << card);
	headphones->tell(headphones->self, false, "");
}

/* --- what comes and goes --- */

static void take_change(struct headphones *headphones, const struct inotify_event *event)
{
	int card = -1, used = 0;
	if (event->len == 0)
		return;
	if (event->wd == headphones->input_watch) {
		add_jack(headphones, event->name);
	} else if (sscanf(event->name, "controlC%d%n", &card, &used) == 1 && event->name[used] == '\0' && card >= 0 &&
		   card < CARDS_MOST) {
		if (event->mask & IN_DELETE)
			drop_card(headphones, card);
		else
			wait_for_card(headphones, card);
	}
}

static void read_changes(struct headphones *headphones)
{
	_Alignas(struct inotify_event) char bytes[4096];
	ssize_t got = read(headphones->notify, bytes, sizeof bytes);
	for (ssize_t at = 0; at < got;) {
		const struct inotify_event *event = (const void *)(bytes + at);
		take_change(headphones, event);
		at += (ssize_t)(sizeof *event + event->len);
	}
}

static int run(void *self)
{
	struct headphones *headphones = self;
	for (;;) {
		struct pollfd from[2 + JACKS_MOST] = {{.fd = headphones->stop, .events = POLLIN},
						      {.fd = headphones->notify, .events = POLLIN}};
		size_t jacks = headphones->jack_count;
		for (size_t i = 0; i < jacks; i++)
			from[2 + i] = (struct pollfd){.fd = headphones->jacks[i].device, .events = POLLIN};
		int ready = poll(from, 2 + jacks, headphones->waiting < 0 ? -1 : SETTLE_MS);
		if (from[0].revents)
			return 0;
		for (size_t i = jacks; ready > 0 && i > 0; i--)
			if (from[1 + i].revents)
				read_jack(headphones, i - 1);
		if (ready > 0 && from[1].revents)
			read_changes(headphones);
		if (headphones->waiting >= 0)
			ask_again(headphones);
	}
}

/* --- life --- */

static void look_for_jacks(struct headphones *headphones)
{
	DIR *dir = opendir(headphones->options.input);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		add_jack(headphones, entry->d_name);
	if (dir)
		closedir(dir);
}

struct headphones *headphones_watch(const struct headphones_options *options, plug_fn *tell, void *self)
{
	struct headphones *headphones = calloc(1, sizeof *headphones);
	if (!headphones)
		return NULL;
	*headphones = (struct headphones){.tell = tell, .self = self, .waiting = -1};
	headphones->options.input = options && options->input ? options->input : "/dev/input";
	headphones->options.sound = options && options->sound ? options->sound : "/dev/snd";
	headphones->options.cards = options && options->cards ? options->cards : "/proc/asound";
	headphones->stop = eventfd(0, EFD_CLOEXEC);
	headphones->notify = inotify_init1(IN_CLOEXEC);
	headphones->input_watch = inotify_add_watch(headphones->notify, headphones->options.input, IN_CREATE | IN_ATTRIB);
	headphones->sound_watch = inotify_add_watch(headphones->notify, headphones->options.sound, IN_CREATE | IN_DELETE);
	look_for_jacks(headphones);
	bool any = headphones->input_watch >= 0 || headphones->sound_watch >= 0;
	if (any && headphones->stop >= 0 && headphones->notify >= 0)
		headphones->thread = SDL_CreateThread(run, "headphones", headphones);
	if (headphones->thread)
		return headphones;
	headphones_close(headphones);
	return NULL;
}

void headphones_close(struct headphones *headphones)
{
	if (!headphones)
		return;
	if (headphones->thread && eventfd_write(headphones->stop, 1) == 0)
		SDL_WaitThread(headphones->thread, NULL);
	while (headphones->jack_count)
		drop_jack(headphones, 0);
	if (headphones->notify >= 0)
		close(headphones->notify);
	if (headphones->stop >= 0)
		close(headphones->stop);
	free(headphones);
}
