/* Names are numbers of eight digits, one higher than the highest there, so that they sort as they came. */
#include "agent/inbox.h"

#include "agent/memory.h"
#include "base/file.h"
#include "store/batch.h"
#include "store/event.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_DIGITS = 8 };

static bool inbox_path(const char *home, const char *name, char out[PATH_MAX])
{
	return snprintf(out, PATH_MAX, "%s/inbox%s%s", home, *name ? "/" : "", name) < PATH_MAX;
}

/* "00000012.batch", or "….batch.refused" that the store set aside: its events are had too, or they would come again and again.
 */
static bool is_batch(const char *name, bool *waiting)
{
	const char *kind = strstr(name, ".batch");
	*waiting = kind && strcmp(kind, ".batch") == 0;
	return *waiting || (kind && strcmp(kind, ".batch.refused") == 0);
}

/* Calls `visit` for each; false from it stops. */
static bool walk(const char *home, bool (*visit)(void *self, const char *name, bool waiting), void *self)
{
	char path[PATH_MAX];
	DIR *directory = inbox_path(home, "", path) ? opendir(path) : NULL;
	bool ok = true, waiting;
	for (const struct dirent *entry; ok && directory && (entry = readdir(directory));)
		if (is_batch(entry->d_name, &waiting))
			ok = visit(self, entry->d_name, waiting);
	if (directory)
		closedir(directory);
	return ok;
}

struct having {
	const char *home;
	struct wire_heads *have;
	struct buf text;
};

static bool raise_head(struct wire_heads *have, const struct event *event)
{
	struct head head = {.seq = event->seq};
	memcpy(head.device, event->device, ID_TEXT);
	memcpy(head.digest, event->digest, DIGEST_BYTES);
	return heads_seq(have, head.device) >= head.seq || heads_set(have, &head);
}

/* A file that vanishes meanwhile was taken in; one that cannot be read counts for nothing. */
static bool read_one(void *self, const char *name, bool waiting)
{
	struct having *having = self;
	struct wire_batch batch = {0};
	char path[PATH_MAX];
	bool ok = true;
	(void)waiting;
	if (inbox_path(having->home, name, path) && file_read(path, &having->text, NULL) && having->text.size &&
	    wire_get_batch(having->text.data, having->text.size, &batch, NULL))
		for (size_t i = 0; ok && i < batch.count; i++)
			ok = !event_digest(batch.fair, &batch.events[i]) || raise_head(having->have, &batch.events[i]);
	wire_batch_release(&batch);
	return ok;
}

bool inbox_have(const char *home, struct wire_heads *have, struct err *err)
{
	struct having having = {.home = home, .have = have};
	buf_init(&having.text, BATCH_BYTES_MOST);
	bool ok = walk(home, read_one, &having) || err_set(err, ERR_MEMORY, "no memory to look into the inbox");
	buf_release(&having.text);
	return ok;
}

struct counting {
	size_t waiting;
	unsigned long highest;
};

static bool count_one(void *self, const char *name, bool waiting)
{
	struct counting *counting = self;
	unsigned long number = strtoul(name, NULL, 10);
	counting->waiting += waiting;
	if (number > counting->highest)
		counting->highest = number;
	return true;
}

size_t inbox_count(const char *home)
{
	struct counting counting = {0};
	walk(home, count_one, &counting);
	return counting.waiting;
}

bool inbox_leave(const char *home, const struct wire_batch *batch, struct err *err)
{
	struct counting counting = {0};
	char directory[PATH_MAX], path[PATH_MAX], name[64];
	struct buf text;
	walk(home, count_one, &counting);
	if (counting.waiting >= INBOX_MOST)
		return err_set(err, ERR_BUSY,
			       "the inbox is full: the program that holds this home takes nothing in; restart it");
	snprintf(name, sizeof name, "%0*lu.batch", NAME_DIGITS, counting.highest + 1);
	if (!inbox_path(home, "", directory) || !inbox_path(home, name, path))
		return err_set(err, ERR_USAGE, "the path of the home is too long");
	buf_init(&text, BATCH_BYTES_MOST);
	bool ok = (wire_put_batch(&text, batch) || err_set(err, ERR_MEMORY, "no memory for the inbox")) &&
		  file_make_dirs(directory, 0700, err) && file_replace(path, text.data, text.size, 0600, err);
	buf_release(&text);
	return ok;
}
