/* Small files beside the store, in FILE.tray/: invitations that wait to be fetched and devices that were revoked. Files,
 * because `lanyard-hub invite` and `revoke` run while the hub serves, and only one program may write into a SQLite file here.
 */
#ifndef LANYARD_HUB_TRAY_H
#define LANYARD_HUB_TRAY_H

#include "base/buf.h"
#include "base/err.h"
#include "base/rand.h"

#include <limits.h>
#include <stdint.h>

enum {
	INVITATION_ID_BYTES = 5,
	INVITATION_ID_TEXT = 9, /* 8 characters and the NUL */
};

struct tray {
	char path[PATH_MAX];
};

/* `store` is the store's file. Makes the directory (0700). */
bool tray_open(struct tray *tray, const char *store, struct err *err);

/* Puts a sealed invitation under a new id, to be fetched until `expires` (wall ms). */
bool tray_invite(struct tray *tray, const char *invitation, int64_t expires, char id[INVITATION_ID_TEXT], struct err *err);
/* Takes an invitation away for handing it out, so that nobody else gets it; ERR_MISSING if there is none or it has expired. */
bool tray_take(struct tray *tray, const char *id, int64_t now, struct buf *out, struct err *err);
/* After handing out: it is gone for good, or back in its place when it did not arrive. */
void tray_taken(struct tray *tray, const char *id, bool arrived);

bool tray_revoke(struct tray *tray, const char *device, struct err *err);
bool tray_revoked(const struct tray *tray, const char *device);

#endif
