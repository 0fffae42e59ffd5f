/* Scanners that do not type into the window: serial ones (USB CDC-ACM and the like), and those that type but are read from
 * their own input device. One thread sleeps in the kernel until a byte comes, or a device does: unplugging and plugging in
 * again heals by itself. Nothing wakes up in between. */
#ifndef LANYARD_DEVICE_SCANNERS_H
#define LANYARD_DEVICE_SCANNERS_H

#include "base/err.h"
#include "device/source.h"

#include <stddef.h>

enum { SCANNERS_WAITING = 64 }; /* codes that are handed out and not yet taken; then the thread waits */

struct scanner_options {
	const char *where;           /* "auto", "/dev/ttyACM0", "keys:/dev/input/by-id/…", several with ',' between */
	const char *prefix, *suffix; /* as of device/wedge.h */
	const char *by_id;           /* where "auto" looks; NULL: /dev/serial/by-id */
};

/* Both are called from the thread. A code stays the caller's until the function returns; scanners_taken() follows once it was
 * dealt with. `all` is false while one that is named is missing, or none was found by "auto". */
struct scanner_answers {
	void (*code)(void *self, enum scan_source source, const char *code, size_t size);
	void (*ready)(void *self, bool all, int there);
	void *self;
};

struct scanners;
/* NULL with the reason if `where` cannot be understood or there is no thread. */
struct scanners *scanners_watch(const struct scanner_options *options, const struct scanner_answers *answers, struct err *err);
/* From any thread: a code was dealt with. */
void scanners_taken(struct scanners *scanners);
void scanners_close(struct scanners *scanners);

#endif
