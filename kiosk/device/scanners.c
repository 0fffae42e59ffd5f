/* See scanners.h. What is wanted stays; a port is a wanted device that is open. Whatever changes in the directories in which
 * wanted devices are missing makes the thread look again; device/port.c opens one. */
#include "device/scanners.h"

#include "base/log.h"
#include "base/text.h"
#include "device/port.h"

#include <SDL.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { WANTED_MOST = 8, PORTS_MOST = 8, RETRY_MS = 400, RETRIES = 12, READ_MOST = 4096 };

struct wanted {
	char path[PORT_PATH_MOST]; /* of a device; or of a directory of serial devices */
	bool any;                  /* it is such a directory */
	enum scan_source source;
};

struct scanners {
	struct scanner_answers answers;
	char prefix[BYTES_MARK_MOST + 1], suffix[BYTES_MARK_MOST + 1];
	struct wanted wanted[WANTED_MOST];
	size_t wanted_count;
	struct port ports[PORTS_MOST];
	size_t port_count;
	enum scan_source source; /* of the port that is read */
	int stop, room, notify;  /* descriptors; `room` counts what may be handed out */
	int retries;             /* looks that are still to come by themselves: a device may take a moment to settle */
	int told;                /* what ready() said last; -1 nothing */
	SDL_Thread *thread;
};

/* --- what is wanted --------------------------------------------------------------------------------------------------------
 */

static bool add_wanted(struct scanners *scanners, const char *piece, const char *by_id, struct err *err)
{
	static const char keys[] = "keys:";
	bool is_keys = strncmp(piece, keys, sizeof keys - 1) == 0, any = strcmp(piece, "auto") == 0;
	const char *path = any ? by_id : is_keys ? piece + sizeof keys - 1 : piece;
	struct wanted *wanted = &scanners->wanted[scanners->wanted_count];
	if (path[0] != '/')
		return err_set(err, ERR_USAGE,
			       "--scanner %s is not a device; give auto, a path as /dev/ttyACM0, or keys: and a path", piece);
	if (scanners->wanted_count == WANTED_MOST || !text_copy(wanted->path, sizeof wanted->path, path))
		return err_set(err, ERR_USAGE, "--scanner names too many devices, or one too long; give up to %d", WANTED_MOST);
	wanted->any = any;
	wanted->source = is_keys ? SCAN_KEYS : SCAN_SERIAL;
	scanners->wanted_count++;
	return true;
}

static bool parse_where(struct scanners *scanners, const char *where, const char *by_id, struct err *err)
{
	char piece[PORT_PATH_MOST + 8];
	while (*where) {
		size_t n = strcspn(where, ",");
		text_format(piece, sizeof piece, "%.*s", (int)(n < PORT_PATH_MOST ? n : PORT_PATH_MOST), where);
		if (n > 0 && !add_wanted(scanners, piece, by_id, err))
			return false;
		where += n + (where[n] == ',');
	}
	return true;
}

/* --- looking for them ------------------------------------------------------------------------------------------------------
 */

static bool is_open(const struct scanners *scanners, const char *path)
{
	for (size_t i = 0; i < scanners->port_count; i++)
		if (port_is(&scanners->ports[i], path))
			return true;
	return false;
}

static bool open_one(struct scanners *scanners, const char *path, enum scan_source source)
{
	if (is_open(scanners, path))
		return true;
	if (scanners->port_count == PORTS_MOST || !port_open(&scanners->ports[scanners->port_count], path, source))
		return false;
	scan_bytes_init(&scanners->ports[scanners->port_count++].bytes, scanners->prefix, scanners->suffix);
	log_line(LOG_INFO, "scanner found: %s", path);
	return true;
}

static bool open_any(struct scanners *scanners, const struct wanted *wanted)
{
	char path[PORT_PATH_MOST];
	bool found = false;
	DIR *dir = opendir(wanted->path);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (entry->d_name[0] != '.' && text_format(path, sizeof path, "%s/%s", wanted->path, entry->d_name) &&
		    open_one(scanners, path, wanted->source))
			found = true;
	if (dir)
		closedir(dir);
	return found;
}

/* Watches the directory that a device would appear in, or the nearest one above that is there. */
static void watch_for(const struct scanners *scanners, const struct wanted *wanted)
{
	char dir[PORT_PATH_MOST], after[PORT_PATH_MOST] = "none";
	for (;;) {
		text_copy(dir, sizeof dir, wanted->path);
		if (!wanted->any)
			*strrchr(dir, '/') = '\0';
		while (dir[0] && access(dir, F_OK) != 0)
			*strrchr(dir, '/') = '\0';
		if (strcmp(dir, after) == 0)
			return; /* no nearer one was made meanwhile */
		text_copy(after, sizeof after, dir);
		inotify_add_watch(scanners->notify, dir[0] ? dir : "/", IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF);
	}
}

/* The watches come first, so that nothing is missed in between; anew each time, so that none stays that is not needed. */
static void look(struct scanners *scanners)
{
	bool all = true;
	if (scanners->notify >= 0)
		close(scanners->notify);
	scanners->notify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	for (size_t i = 0; i < scanners->wanted_count; i++) {
		const struct wanted *wanted = &scanners->wanted[i];
		if (wanted->any || !is_open(scanners, wanted->path))
			watch_for(scanners, wanted);
		bool found = wanted->any ? open_any(scanners, wanted) : open_one(scanners, wanted->path, wanted->source);
		all = all && found;
	}
	if (all)
		scanners->retries = 0;
	int told = (int)scanners->port_count * 2 + all;
	if (scanners->told != told)
		scanners->answers.ready(scanners->answers.self, all, (int)scanners->port_count);
	scanners->told = told;
}

/* --- reading ---------------------------------------------------------------------------------------------------------------
 */

/* Waits until there is room; not at all once the end was asked for. */
static void give(void *self, const char *code, size_t size)
{
	struct scanners *scanners = self;
	struct pollfd from[2] = {{.fd = scanners->stop, .events = POLLIN}, {.fd = scanners->room, .events = POLLIN}};
	eventfd_t one;
	while (poll(from, 2, -1) < 0 && errno == EINTR) {
	}
	if (from[0].revents || eventfd_read(scanners->room, &one) != 0)
		return;
	scanners->answers.code(scanners->answers.self, scanners->source, code, size);
}

static void drop_port(struct scanners *scanners, size_t i)
{
	log_line(LOG_WARNING, "scanner lost: %s", scanners->ports[i].path);
	port_close(&scanners->ports[i]);
	scanners->ports[i] = scanners->ports[--scanners->port_count];
	scanners->retries = RETRIES;
}

static void read_port(struct scanners *scanners, size_t i, int64_t now)
{
	char bytes[READ_MOST];
	size_t count;
	struct port *port = &scanners->ports[i];
	scanners->source = port->source;
	bool there = port_read(port, bytes, sizeof bytes, &count);
	scan_bytes_take(&port->bytes, bytes, count, now, give, scanners);
	SDL_memset(bytes, 0, count);
	if (!there)
		drop_port(scanners, i);
}

static int next_wait(const struct scanners *scanners, int64_t now)
{
	int64_t wait = scanners->retries > 0 ? RETRY_MS : -1;
	for (size_t i = 0; i < scanners->port_count; i++) {
		int64_t at = scan_bytes_deadline(&scanners->ports[i].bytes), left = at > now ? at - now : 0;
		if (at >= 0 && (wait < 0 || left < wait))
			wait = left;
	}
	return (int)wait;
}

static void drain(int notify)
{
	char names[4096];
	while (read(notify, names, sizeof names) > 0) {
	}
}

static int run(void *self)
{
	struct scanners *scanners = self;
	scanners->retries = RETRIES;
	look(scanners);
	for (;;) {
		struct pollfd from[2 + PORTS_MOST] = {{.fd = scanners->stop, .events = POLLIN},
						      {.fd = scanners->notify, .events = POLLIN}};
		size_t count = scanners->port_count;
		for (size_t i = 0; i < count; i++)
			from[2 + i] = (struct pollfd){.fd = scanners->ports[i].fd, .events = POLLIN};
		int ready = poll(from, 2 + count, next_wait(scanners, (int64_t)SDL_GetTicks64()));
		if (from[0].revents)
			return 0;
		int64_t now = (int64_t)SDL_GetTicks64();
		for (size_t i = count; ready > 0 && i > 0; i--)
			if (from[1 + i].revents)
				read_port(scanners, i - 1, now);
		for (size_t i = 0; i < scanners->port_count; i++) {
			scanners->source = scanners->ports[i].source;
			scan_bytes_tick(&scanners->ports[i].bytes, now, give, scanners);
		}
		bool changed = ready > 0 && from[1].revents;
		if (changed) {
			drain(scanners->notify);
			scanners->retries = RETRIES;
		}
		if (changed || scanners->retries > 0 || scanners->port_count < count) {
			scanners->retries -= scanners->retries > 0;
			look(scanners);
		}
	}
}

/* --- life ------------------------------------------------------------------------------------------------------------------
 */

struct scanners *scanners_watch(const struct scanner_options *options, const struct scanner_answers *answers, struct err *err)
{
	struct scanners *scanners = calloc(1, sizeof *scanners);
	if (!scanners) {
		err_set(err, ERR_MEMORY, "there is not enough memory for the scanners");
		return NULL;
	}
	*scanners = (struct scanners){.answers = *answers, .stop = -1, .room = -1, .notify = -1, .told = -1};
	text_copy(scanners->prefix, sizeof scanners->prefix, options->prefix ? options->prefix : "");
	text_copy(scanners->suffix, sizeof scanners->suffix, options->suffix ? options->suffix : "");
	if (!parse_where(scanners, options->where, options->by_id ? options->by_id : "/dev/serial/by-id", err))
		goto out;
	scanners->stop = eventfd(0, EFD_CLOEXEC);
	scanners->room = eventfd(SCANNERS_WAITING, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE);
	if (scanners->stop >= 0 && scanners->room >= 0)
		scanners->thread = SDL_CreateThread(run, "scanners", scanners);
	if (scanners->thread)
		return scanners;
	err_set(err, ERR_MEMORY, "the scanners cannot be watched: %s; start the machine anew", SDL_GetError());
out:
	scanners_close(scanners);
	return NULL;
}

void scanners_taken(struct scanners *scanners)
{
	if (scanners)
		eventfd_write(scanners->room, 1);
}

static void close_one(int descriptor)
{
	if (descriptor >= 0)
		close(descriptor);
}

void scanners_close(struct scanners *scanners)
{
	if (!scanners)
		return;
	if (scanners->thread && eventfd_write(scanners->stop, 1) == 0)
		SDL_WaitThread(scanners->thread, NULL);
	for (size_t i = 0; i < scanners->port_count; i++)
		port_close(&scanners->ports[i]);
	close_one(scanners->notify);
	close_one(scanners->room);
	close_one(scanners->stop);
	free(scanners);
}
