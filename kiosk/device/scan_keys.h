/* A scanner that types, read from its own input device instead of through the window: it presses the keys of a US keyboard, so
 * the machine's layout does not matter, and two scanners at once are two devices whose characters cannot mix. */
#ifndef LANYARD_DEVICE_SCAN_KEYS_H
#define LANYARD_DEVICE_SCAN_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum { KEYS_EVENT = 24 }; /* bytes of a struct input_event */

struct scan_keys {
	bool shift, control;
	unsigned char part[KEYS_EVENT]; /* of an event that was read only in part */
	size_t part_size;
};

/* Turns what was read from the device into the bytes that the keys stand for (Enter is "\n"); `out` has room for one byte an
 * event, count / KEYS_EVENT + 1. Returns how many. */
size_t scan_keys_take(struct scan_keys *keys, const unsigned char *from, size_t count, char *out);

#endif
