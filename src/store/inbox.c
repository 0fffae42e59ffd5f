/* HOME/inbox: what the sync agent pulled while this program held the lock. The agent writes NAME.part, syncs it and renames it
 * to NAME.batch; names sort in the order in which batches are to be taken. */
#include "store/internal.h"

#include "base/file.h"
#include "base/log.h"
#include "store/batch.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool is_batch(const char *name)
{
	size_t size = strlen(name);
	return name[0] != '.' && size > 6 && size < NAME_MAX && strcmp(name + size - 6, ".batch") == 0;
}

/* The first name in order, "" if there is none; how many there are. */
static size_t first_batch(const char *inbox, char first[NAME_MAX])
{
	size_t count = 0;
	first[0] = '\0';
	DIR *directory = opendir(inbox);
	for (const struct dirent *entry; directory && (entry = readdir(directory));)
		if (is_batch(entry->d_name) && (count++ == 0 || strcmp(entry->d_name, first) < 0))
			memcpy(first, entry->d_name, strlen(entry->d_name) + 1);
	if (directory)
		closedir(directory);
	return count;
}

/* Whether trying again later may help, or the file itself is at fault. */
static bool may_pass(enum err_code code)
{
	return code == ERR_FULL || code == ERR_IO || code == ERR_BUSY || code == ERR_MEMORY;
}

static void set_aside(const char *path, const struct err *err)
{
	char aside[PATH_MAX];
	log_line(LOG_WARNING, "a batch in the inbox was not taken: %s", err->text);
	if (!may_pass(err->code) && (size_t)snprintf(aside, sizeof aside, "%s.refused", path) < sizeof aside)
		rename(path, aside);
}

size_t inbox_take(struct store *store)
{
	char inbox[PATH_MAX], name[NAME_MAX], path[PATH_MAX];
	struct err err = {0};
	size_t added, count;
	if (!home_path(store->home, "inbox", inbox, NULL) || (count = first_batch(inbox, name)) == 0 ||
	    !home_path(inbox, name, path, NULL))
		return 0;
	struct buf text;
	buf_init(&text, BATCH_BYTES_MOST);
	bool ok = file_read(path, &text, &err) && store_take_batch(store, buf_text(&text), text.size, &added, &err);
	buf_release(&text);
	if (ok)
		unlink(path);
	else
		set_aside(path, &err);
	return ok || !may_pass(err.code) ? count - 1 : 0;
}
