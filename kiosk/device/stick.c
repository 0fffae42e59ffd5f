/* See stick.h. What is mounted stands in /proc/self/mountinfo (proc(5)), each with its block device's numbers; /sys says
 * whether that device, or the disk that it is a part of, can be pulled out. */
#include "device/stick.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "table/export.h"

#include <SDL.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MOST = 4096, NAME_OF_FAIR_MOST = 48 };

const char *stick_word(enum stick_news news)
{
	static const char *const words[STICK_NEWS_COUNT] = {
		[STICK_SAVED] = "saved", [STICK_NONE] = "none", [STICK_CLOSED] = "closed", [STICK_LOCKED] = "locked",
		[STICK_FULL] = "full",   [STICK_GONE] = "gone", [STICK_FAILED] = "failed"};
	return words[news];
}

/* --- finding --------------------------------------------------------------------------------------------------------- */

/* A file of /sys that holds one number; 0 if it is not there. */
static long long number_in(const char *path)
{
	char text[32] = "";
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	bool read = fgets(text, sizeof text, file) != NULL;
	fclose(file);
	return read ? strtoll(text, NULL, 10) : 0;
}

/* /sys/dev/block/8:17 leads to the partition, beside whose directory the whole disk's files stand. */
static bool is_removable(const char *root, const char *numbers)
{
	char path[PATH_MAX];
	if (text_format(path, sizeof path, "%s/sys/dev/block/%s/removable", root, numbers) && number_in(path))
		return true;
	return text_format(path, sizeof path, "%s/sys/dev/block/%s/../removable", root, numbers) && number_in(path);
}

/* "/media/USB\040STICK" -> "/media/USB STICK", in place. */
static void unescape(char *text)
{
	char *out = text;
	for (; *text; text++) {
		unsigned value;
		if (*text == '\\' && sscanf(text + 1, "%3o", &value) == 1 && strlen(text) > 3) {
			*out++ = (char)value;
			text += 3;
		} else {
			*out++ = *text;
		}
	}
	*out = '\0';
}

struct mount {
	char numbers[24], at[PATH_MAX], options[256];
};

/* "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw": a line that is not so is passed over. */
static bool read_mount(FILE *file, struct mount *out)
{
	char line[LINE_MOST];
	while (fgets(line, sizeof line, file)) {
		char at[LINE_MOST];
		if (sscanf(line, "%*d %*d %23s %*s %4095s %255s", out->numbers, at, out->options) != 3)
			continue;
		unescape(at);
		if (text_copy(out->at, sizeof out->at, at))
			return true;
	}
	return false;
}

static bool is_read_only(const struct mount *mount)
{
	return strcmp(mount->options, "ro") == 0 || strncmp(mount->options, "ro,", 3) == 0;
}

/* The machine may itself run from something that can be pulled out. */
static bool is_system(const char *home, const struct mount *mount)
{
	struct stat at;
	char own[24] = "";
	if (stat(home, &at) == 0)
		text_format(own, sizeof own, "%u:%u", major(at.st_dev), minor(at.st_dev));
	return strcmp(mount->at, "/") == 0 || strncmp(mount->at, "/boot", 5) == 0 || strcmp(mount->numbers, own) == 0;
}

/* A disk that can be pulled out and has something in it; drives for discs are no sticks. */
static bool is_plugged(const char *root)
{
	char path[PATH_MAX];
	bool found = false;
	DIR *disks = text_format(path, sizeof path, "%s/sys/block", root) ? opendir(path) : NULL;
	for (struct dirent *disk; disks && !found && (disk = readdir(disks));) {
		if (disk->d_name[0] == '.' || strncmp(disk->d_name, "sr", 2) == 0 || strncmp(disk->d_name, "fd", 2) == 0)
			continue;
		found = text_format(path, sizeof path, "%s/sys/block/%s/removable", root, disk->d_name) && number_in(path) &&
			text_format(path, sizeof path, "%s/sys/block/%s/size", root, disk->d_name) && number_in(path);
	}
	if (disks)
		closedir(disks);
	return found;
}

enum stick_news stick_find(const char *home, const char *root, char dir[PATH_MAX])
{
	char path[PATH_MAX];
	struct mount mount;
	bool locked = false, found = false;
	dir[0] = '\0';
	FILE *mounts = text_format(path, sizeof path, "%s/proc/self/mountinfo", root) ? fopen(path, "re") : NULL;
	while (mounts && !found && read_mount(mounts, &mount)) {
		if (!is_removable(root, mount.numbers) || is_system(home, &mount))
			continue;
		if (is_read_only(&mount))
			locked = true;
		else
			found = text_copy(dir, PATH_MAX, mount.at);
	}
	if (mounts)
		fclose(mounts);
	return found ? STICK_SAVED : locked ? STICK_LOCKED : is_plugged(root) ? STICK_CLOSED : STICK_NONE;
}

/* --- writing --------------------------------------------------------------------------------------------------------- */

/* "biscayne-hiring-fair-2027-03-12-1405": letters that every stick takes. */
static bool name_dir(struct store *store, const char *dir, char out[PATH_MAX])
{
	char name[NAME_OF_FAIR_MOST], when[32];
	time_t now = (time_t)(clock_wall() / 1000);
	struct tm local;
	text_fold(store_fair(store)->name, name, sizeof name);
	for (char *at = name; *at; at++)
		*at = (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') ? *at : '-';
	localtime_r(&now, &local);
	strftime(when, sizeof when, "%Y-%m-%d-%H%M", &local);
	return text_format(out, PATH_MAX, "%s/%s-%s", dir, name[0] ? name : "fair", when);
}

static bool name_file(const char *dir, int what, char out[PATH_MAX])
{
	return text_format(out, PATH_MAX, "%s/%s.csv", dir, export_name((enum export_what)what));
}

static void take_back(const char *dir, int files)
{
	char path[PATH_MAX];
	for (int what = 0; what < files; what++)
		if (name_file(dir, what, path))
			unlink(path);
	rmdir(dir);
}

static bool write_lists(struct store *store, const char *at, int *files, struct err *err)
{
	char dir[PATH_MAX], path[PATH_MAX];
	bool ok = name_dir(store, at, dir) && file_make_dirs(dir, 0700, err);
	for (*files = 0; ok && *files < EXPORT_COUNT; ++*files)
		ok = name_file(dir, *files, path) &&
		     export_file(store, &(struct export){.what = (enum export_what) * files}, path, NULL, err);
	ok = ok && file_sync_dir(at, err);
	if (!ok)
		take_back(dir, *files);
	return ok;
}

static enum stick_news why_not(const char *home, const char *root, const struct err *err)
{
	char dir[PATH_MAX];
	log_line(LOG_WARNING, "the lists could not be saved on the stick: %s", err->text);
	if (stick_find(home, root, dir) != STICK_SAVED || !file_exists(dir))
		return STICK_GONE;
	return err->code == ERR_FULL ? STICK_FULL : STICK_FAILED;
}

enum stick_news stick_write(const char *home, const char *root, int *files)
{
	char dir[PATH_MAX];
	struct err err = {.code = ERR_NONE};
	enum stick_news news = stick_find(home, root, dir);
	*files = 0;
	if (news != STICK_SAVED)
		return news;
	struct store *store = store_open(home, STORE_READ, &err);
	bool ok = store && store_fold_all(store, &err) && write_lists(store, dir, files, &err);
	store_close(store);
	return ok ? STICK_SAVED : why_not(home, root, &err);
}

/* --- the thread ------------------------------------------------------------------------------------------------------ */

struct writer {
	struct stick stick; /* first: what is handed out */
	stick_fn *tell;
	void *self;
	char home[PATH_MAX], root[PATH_MAX];
	SDL_Thread *thread;
	SDL_mutex *mutex;
	SDL_cond *wake;
	/* under the mutex */
	bool wanted, ends;
};

static bool next_job(struct writer *writer)
{
	SDL_LockMutex(writer->mutex);
	while (!writer->ends && !writer->wanted)
		SDL_CondWait(writer->wake, writer->mutex);
	bool goes_on = !writer->ends;
	writer->wanted = false;
	SDL_UnlockMutex(writer->mutex);
	return goes_on;
}

static int run(void *self)
{
	struct writer *writer = self;
	while (next_job(writer)) {
		int files;
		enum stick_news news = stick_write(writer->home, writer->root, &files);
		writer->tell(writer->self, news, files);
	}
	return 0;
}

static void give(struct writer *writer, bool ends)
{
	SDL_LockMutex(writer->mutex);
	writer->wanted = true;
	writer->ends = writer->ends || ends;
	SDL_CondSignal(writer->wake);
	SDL_UnlockMutex(writer->mutex);
}

static void writer_save(struct stick *stick)
{
	give((struct writer *)stick, false);
}

static void writer_destroy(struct stick *stick)
{
	struct writer *writer = (struct writer *)stick;
	if (writer->thread) {
		give(writer, true);
		SDL_WaitThread(writer->thread, NULL);
	}
	SDL_DestroyCond(writer->wake);
	SDL_DestroyMutex(writer->mutex);
	free(writer);
}

struct stick *stick_create(const char *home, const char *root, stick_fn *tell, void *self)
{
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer)
		return stick_quiet();
	*writer = (struct writer){.stick = {.save = writer_save, .destroy = writer_destroy},
				  .tell = tell,
				  .self = self,
				  .mutex = SDL_CreateMutex(),
				  .wake = SDL_CreateCond()};
	bool fits = text_copy(writer->home, sizeof writer->home, home) && text_copy(writer->root, sizeof writer->root, root);
	if (fits && writer->mutex && writer->wake)
		writer->thread = SDL_CreateThread(run, "stick", writer);
	if (writer->thread)
		return &writer->stick;
	writer_destroy(&writer->stick);
	return stick_quiet();
}

/* --- the quiet twin -------------------------------------------------------------------------------------------------- */

static void quiet(struct stick *stick)
{
	(void)stick;
}

struct stick *stick_quiet(void)
{
	static struct stick twin = {.save = quiet, .destroy = quiet};
	return &twin;
}
