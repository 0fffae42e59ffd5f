/* The lists of the fair on a USB stick. A thread finds the stick, reads the log beside the kiosk that writes it, and writes
 * each list whole or not at all; the screen never waits. The lists are in the clear: whoever asks for them has been warned. */
#ifndef LANYARD_DEVICE_STICK_H
#define LANYARD_DEVICE_STICK_H

#include <limits.h>

/* How it went; "stick.WORD" in the catalogue says it to staff. */
enum stick_news {
	STICK_SAVED,
	STICK_NONE,
	STICK_CLOSED, /* one is plugged in, but the machine has not mounted it */
	STICK_LOCKED, /* it can only be read */
	STICK_FULL,
	STICK_GONE, /* pulled out while it was written */
	STICK_FAILED,
	STICK_NEWS_COUNT
};
const char *stick_word(enum stick_news news);
/* `files`: how many lists there are now. Called from a thread of the device's own. */
typedef void stick_fn(void *self, enum stick_news news, int files);

struct stick {
	void (*save)(struct stick *stick);
	void (*destroy)(struct stick *stick); /* waits until what is being written is done */
};

/* Never NULL: the quiet twin when there is no memory or thread. `root` stands before /proc and /sys: "" but in tests. */
struct stick *stick_create(const char *home, const char *root, stick_fn *tell, void *self);
/* Writes nothing and answers nothing: for replays and pictures. */
struct stick *stick_quiet(void);

/* Its two halves, for tests. The directory on which the stick is mounted. */
enum stick_news stick_find(const char *home, const char *root, char dir[PATH_MAX]);
enum stick_news stick_write(const char *home, const char *root, int *files);

#endif
