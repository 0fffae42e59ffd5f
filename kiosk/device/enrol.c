/* See enrol.h. */
#include "device/enrol.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "config/command.h"
#include "device/stick.h"
#include "store/device.h"

#include <SDL.h>
#include <ctype.h>
#include <dirent.h>
#include <sodium.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { FILE_MOST = 1024 * 1024, DEPTH_MOST = 3, ENTRIES_MOST = 4096, CODE_LETTERS = 16 };

struct enroller {
	struct enrol enrol; /* first: what is handed out */
	enrol_fn *answer;
	void *self;
	char home[PATH_MAX];
	SDL_Thread *thread;
	struct enrolment job;
};

/* --- a code -------------------------------------------------------------------------------------------------------------- */

/* The program beside this one, else where the shell would find it. */
static void sync_path(char out[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
	out[n > 0 ? n : 0] = '\0';
	char *name = strrchr(out, '/');
	if (name)
		text_copy(name + 1, PATH_MAX - (size_t)(name + 1 - out), "lanyard-sync");
	if (!name || access(out, X_OK) != 0)
		text_copy(out, PATH_MAX, "lanyard-sync");
}

/* The exit status of lanyard-sync with these arguments, -1 if it could not be run. What it says goes to the log. */
static int run_sync(char *const arguments[])
{
	char path[PATH_MAX];
	pid_t child;
	int status;
	sync_path(path);
	int failed = posix_spawnp(&child, path, NULL, NULL, arguments, environ);
	if (failed) {
		log_line(LOG_ERROR, "%s cannot be run: %s", path, strerror(failed));
		return -1;
	}
	return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Joins, then fetches what is known so far, so that the screen knows its fair; that may fail, and is done again later. */
static enum enrol_news join_code(struct enroller *enroller)
{
	struct enrolment *job = &enroller->job;
	char program[] = "lanyard-sync", join[] = "join", once[] = "once", home[] = "--home", hub[] = "--hub";
	char *const joins[] = {program, join, job->code, hub, job->hub, home, enroller->home, NULL};
	char *const fetches[] = {program, once, home, enroller->home, NULL};
	int status = run_sync(joins);
	if (status == 0 && run_sync(fetches) != 0)
		log_line(LOG_WARNING, "joined, but nothing could be fetched yet");
	return status == 0 ? ENROL_JOINED : status == 3 ? ENROL_REFUSED : status == 2 ? ENROL_WRONG : ENROL_UNREACHABLE;
}

/* --- a file -------------------------------------------------------------------------------------------------------------- */

static enum enrol_news join_file(struct enroller *enroller)
{
	struct buf text;
	struct err err = {.code = ERR_NONE};
	char device[ID_TEXT];
	buf_init(&text, FILE_MOST);
	bool ok = file_read(enroller->job.file, &text, &err) &&
		  invitation_accept(enroller->home, buf_text(&text), enroller->job.phrase, clock_wall(), device, &err);
	if (!ok)
		log_line(LOG_WARNING, "%s", err.text);
	buf_release(&text);
	return ok ? ENROL_JOINED : ENROL_WRONG;
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);
	return n > m && strcmp(text + n - m, end) == 0;
}

static bool find_below(const char *dir, int depth, int *left, char out[PATH_MAX])
{
	DIR *list = opendir(dir);
	bool found = false;
	for (struct dirent *entry; list && !found && (entry = readdir(list)) && --*left > 0;) {
		char path[PATH_MAX];
		struct stat stat;
		if (entry->d_name[0] == '.' || !text_format(path, sizeof path, "%s/%s", dir, entry->d_name) ||
		    lstat(path, &stat) != 0)
			continue;
		if (S_ISDIR(stat.st_mode) && depth > 1)
			found = find_below(path, depth - 1, left, out);
		else if (S_ISREG(stat.st_mode) && stat.st_size <= FILE_MOST && ends_with(path, ".invite"))
			found = text_copy(out, PATH_MAX, path);
	}
	if (list)
		closedir(list);
	return found;
}

static bool find(struct enrol *enrol, char out[PATH_MAX])
{
	const struct enroller *enroller = (const struct enroller *)enrol;
	const char *root = getenv("LANYARD_ROOT");
	char dir[PATH_MAX];
	int left = ENTRIES_MOST;
	return stick_find(enroller->home, root ? root : "", dir) == STICK_SAVED && find_below(dir, DEPTH_MOST, &left, out);
}

bool enrol_read_card(const char *text, size_t size, struct enrolment *out)
{
	const char *mark = memchr(text, '#', size), *code = mark ? mark + 1 : text;
	size_t length = size - (size_t)(code - text), letters = 0;
	bool url = mark && (strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0);
	if (!text_is_clean(text, size, false) || (mark && !url) || length >= sizeof out->code ||
	    (mark && (size_t)(mark - text) >= sizeof out->hub))
		return false;
	for (size_t i = 0; i < length; i++) {
		if (!isalnum((unsigned char)code[i]) && code[i] != '-')
			return false;
		letters += code[i] != '-';
	}
	if (letters != CODE_LETTERS)
		return false;
	memcpy(out->code, code, length);
	out->code[length] = '\0';
	if (url) {
		memcpy(out->hub, text, (size_t)(mark - text));
		out->hub[mark - text] = '\0';
	}
	return true;
}

/* --- the thread ---------------------------------------------------------------------------------------------------------- */

static int run(void *self)
{
	struct enroller *enroller = self;
	enum enrol_news news = enroller->job.file[0] ? join_file(enroller) : join_code(enroller);
	sodium_memzero(&enroller->job, sizeof enroller->job);
	enroller->answer(enroller->self, news);
	return 0;
}

static void end_thread(struct enroller *enroller)
{
	if (enroller->thread)
		SDL_WaitThread(enroller->thread, NULL);
	enroller->thread = NULL;
}

static void begin(struct enrol *enrol, const struct enrolment *enrolment)
{
	struct enroller *enroller = (struct enroller *)enrol;
	end_thread(enroller);
	enroller->job = *enrolment;
	enroller->thread = SDL_CreateThread(run, "enrol", enroller);
	if (!enroller->thread)
		enroller->answer(enroller->self, ENROL_UNREACHABLE);
}

static void destroy(struct enrol *enrol)
{
	struct enroller *enroller = (struct enroller *)enrol;
	end_thread(enroller);
	sodium_free(enroller);
}

struct enrol *enrol_create(const char *home, enrol_fn *answer, void *self)
{
	struct enroller *enroller = sodium_init() < 0 ? NULL : sodium_malloc(sizeof *enroller);
	if (!enroller)
		return enrol_quiet();
	*enroller = (struct enroller){
		.enrol = {.begin = begin, .find = find, .destroy = destroy}, .answer = answer, .self = self};
	text_copy(enroller->home, sizeof enroller->home, home);
	return &enroller->enrol;
}

/* --- the quiet twin ------------------------------------------------------------------------------------------------------ */

static void quiet_begin(struct enrol *enrol, const struct enrolment *enrolment)
{
	(void)enrol;
	(void)enrolment;
}

static bool quiet_find(struct enrol *enrol, char out[PATH_MAX])
{
	(void)enrol;
	(void)out;
	return false;
}

static void quiet_destroy(struct enrol *enrol)
{
	(void)enrol;
}

struct enrol *enrol_quiet(void)
{
	static struct enrol twin = {.begin = quiet_begin, .find = quiet_find, .destroy = quiet_destroy};
	return &twin;
}
