/* One file an item: invitation.ID (its first line is the time of expiry), taken.ID while it is being handed out,
 * revoked.DEVICE. */
#include "hub/tray.h"

#include "base/file.h"
#include "wire/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool tray_open(struct tray *tray, const char *store, struct err *err)
{
	if (snprintf(tray->path, sizeof tray->path - 64, "%s.tray", store) >= (int)sizeof tray->path - 64)
		return err_set(err, ERR_USAGE, "the path of the store is too long");
	return file_make_dirs(tray->path, 0700, err);
}

static void path_of(const struct tray *tray, const char *kind, const char *name, char out[PATH_MAX])
{
	size_t size = strlen(tray->path);
	memcpy(out, tray->path, size);
	snprintf(out + size, PATH_MAX - size, "/%s.%s", kind, name);
}

/* Ids come from the network: only base32 ever becomes part of a path. */
static bool is_id(const char *id, size_t bytes)
{
	uint8_t decoded[ID_BYTES];
	return base32_decode(id, strlen(id), decoded, bytes);
}

bool tray_invite(struct tray *tray, const char *invitation, int64_t expires, char id[INVITATION_ID_TEXT], struct err *err)
{
	uint8_t random[INVITATION_ID_BYTES];
	char path[PATH_MAX];
	struct buf content;
	rand_bytes(random, sizeof random);
	base32_encode(random, sizeof random, id);
	path_of(tray, "invitation", id, path);
	buf_init(&content, INVITATION_MOST + 32);
	bool ok = (buf_add_format(&content, "%" PRId64 "\n", expires) && buf_add_text(&content, invitation)) ||
		  err_set(err, ERR_FULL, "the invitation is too large");
	ok = ok && file_replace(path, content.data, content.size, 0600, err);
	buf_release(&content);
	return ok;
}

static bool no_invitation(struct err *err)
{
	return err_set(
		err, ERR_MISSING,
		"there is no such invitation: it was used already, has expired, or the code is mistyped; ask for a new one");
}

/* Leaves the text behind the line with the time of expiry. */
static bool read_invitation(const char *path, int64_t now, struct buf *out, struct err *err)
{
	struct buf content;
	buf_init(&content, INVITATION_MOST + 32);
	bool ok = file_read(path, &content, err);
	char *text = NULL;
	ok = ok && ((strtoll(buf_text(&content), &text, 10) > now && *text++ == '\n') || no_invitation(err));
	ok = ok && (buf_add_text(out, text) || no_invitation(err));
	buf_release(&content);
	return ok;
}

bool tray_take(struct tray *tray, const char *id, int64_t now, struct buf *out, struct err *err)
{
	char path[PATH_MAX], taken[PATH_MAX];
	if (!is_id(id, INVITATION_ID_BYTES))
		return no_invitation(err);
	path_of(tray, "invitation", id, path);
	path_of(tray, "taken", id, taken);
	if (rename(path, taken) != 0)
		return no_invitation(err);
	if (read_invitation(taken, now, out, err))
		return true;
	unlink(taken);
	return false;
}

void tray_taken(struct tray *tray, const char *id, bool arrived)
{
	char path[PATH_MAX], taken[PATH_MAX];
	path_of(tray, "invitation", id, path);
	path_of(tray, "taken", id, taken);
	if (arrived || rename(taken, path) != 0)
		unlink(taken);
	file_sync_dir(tray->path, NULL);
}

bool tray_revoke(struct tray *tray, const char *device, struct err *err)
{
	char path[PATH_MAX];
	if (!is_id(device, ID_BYTES))
		return err_set(err, ERR_USAGE, "\"%.40s\" is not a device's id; it has 26 letters and digits", device);
	path_of(tray, "revoked", device, path);
	return file_replace(path, "", 0, 0600, err);
}

bool tray_revoked(const struct tray *tray, const char *device)
{
	char path[PATH_MAX];
	path_of(tray, "revoked", device, path);
	return file_exists(path);
}
