/* What stands in for a camera: a folder, whose pictures are shown in turn as if held before it, and a pipe of PGMs. */
#include "device/frame.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAME_MOST = 256, PATH_MOST = 4096, TURN_MS = 100 };

/* Whether `wake` became readable within that time. */
static bool is_woken(int wake, int ms)
{
	struct pollfd from = {.fd = wake, .events = POLLIN};
	return poll(&from, 1, ms) > 0;
}

/* --- folder ------------------------------------------------------------------------------------------------------------------
 */

struct folder {
	struct frame_source source; /* first: what is handed out */
	char path[PATH_MOST], last[NAME_MOST];
};

static bool is_picture(const char *name)
{
	size_t n = strlen(name);
	return n < NAME_MOST && n > 4 && name[0] != '.' &&
	       (strcmp(name + n - 4, ".pgm") == 0 || strcmp(name + n - 4, ".png") == 0);
}

/* The picture whose name comes after the last one's, or else the first; false if there is none. */
static bool turn_page(struct folder *folder, DIR *dir)
{
	char first[NAME_MOST] = "", after[NAME_MOST] = "";
	for (struct dirent *entry; (entry = readdir(dir));) {
		const char *name = entry->d_name;
		if (!is_picture(name))
			continue;
		if (!first[0] || strcmp(name, first) < 0)
			text_copy(first, sizeof first, name);
		if (strcmp(name, folder->last) > 0 && (!after[0] || strcmp(name, after) < 0))
			text_copy(after, sizeof after, name);
	}
	text_copy(folder->last, sizeof folder->last, after[0] ? after : first);
	return folder->last[0] != '\0';
}

static enum frame_news folder_next(struct frame_source *source, struct frame *out, int wake, int ms, struct err *err)
{
	struct folder *folder = (struct folder *)source;
	char path[PATH_MOST + NAME_MOST];
	struct err why = {.code = ERR_NONE};
	if (is_woken(wake, ms < TURN_MS ? ms : TURN_MS))
		return FRAME_NONE;
	DIR *dir = opendir(folder->path);
	if (!dir) {
		err_errno(err, "the pictures in %s are not there any more", folder->path);
		return FRAME_LOST;
	}
	bool any = turn_page(folder, dir);
	closedir(dir);
	text_format(path, sizeof path, "%s/%s", folder->path, folder->last);
	if (any && frame_file(path, out, &why))
		return FRAME_NEW;
	if (any)
		log_line(LOG_DEBUG, "%s: %s", path, why.text);
	return FRAME_NONE;
}

static void folder_close(struct frame_source *source)
{
	free(source);
}

struct frame_source *frames_folder(const char *path, struct err *err)
{
	struct folder *folder = calloc(1, sizeof *folder);
	if (folder && text_copy(folder->path, sizeof folder->path, path)) {
		folder->source = (struct frame_source){.next = folder_next, .close = folder_close};
		return &folder->source;
	}
	free(folder);
	err_set(err, ERR_INPUT, "the path of the pictures is too long; move them to a shorter one");
	return NULL;
}

/* --- pipe --------------------------------------------------------------------------------------------------------------------
 */

struct pipe_source {
	struct frame_source source;
	struct buf bytes;
	int fd;
};

/* The newest whole picture of what was read; what is no picture is thrown away. */
static bool take_newest(struct pipe_source *pipe, struct frame *out)
{
	size_t at = 0, used;
	int got;
	bool any = false;
	const uint8_t *bytes = (const uint8_t *)buf_text(&pipe->bytes);
	while ((got = frame_pgm(bytes + at, pipe->bytes.size - at, out, &used)) == 1) {
		at += used;
		any = true;
	}
	size_t left = got < 0 ? 0 : pipe->bytes.size - at;
	if (pipe->bytes.data)
		memmove(pipe->bytes.data, pipe->bytes.data + at, left);
	pipe->bytes.size = left;
	return any;
}

static enum frame_news pipe_next(struct frame_source *source, struct frame *out, int wake, int ms, struct err *err)
{
	struct pipe_source *pipe = (struct pipe_source *)source;
	struct pollfd from[2] = {{.fd = wake, .events = POLLIN}, {.fd = pipe->fd, .events = POLLIN}};
	char bytes[1 << 16];
	ssize_t got;
	if (poll(from, 2, ms) <= 0 || from[0].revents)
		return FRAME_NONE;
	while ((got = read(pipe->fd, bytes, sizeof bytes)) > 0)
		if (!buf_add(&pipe->bytes, bytes, (size_t)got))
			buf_clear(&pipe->bytes);
	if (got < 0 && errno != EAGAIN && errno != EINTR) {
		err_errno(err, "the pipe of pictures cannot be read");
		return FRAME_LOST;
	}
	struct frame newest = {.gray = NULL};
	bool any = take_newest(pipe, &newest);
	if (any && frame_size(out, newest.w, newest.h, NULL))
		memcpy(out->gray, newest.gray, (size_t)newest.w * (size_t)newest.h);
	frame_release(&newest);
	return any ? FRAME_NEW : FRAME_NONE;
}

static void pipe_close(struct frame_source *source)
{
	struct pipe_source *pipe = (struct pipe_source *)source;
	if (pipe->fd >= 0)
		close(pipe->fd);
	buf_wipe(&pipe->bytes);
	buf_release(&pipe->bytes);
	free(pipe);
}

struct frame_source *frames_pipe(const char *path, struct err *err)
{
	struct pipe_source *pipe = calloc(1, sizeof *pipe);
	if (!pipe) {
		err_set(err, ERR_MEMORY, "there is not enough memory for a picture");
		return NULL;
	}
	buf_init(&pipe->bytes, FRAME_FILE_MOST);
	pipe->source = (struct frame_source){.next = pipe_next, .close = pipe_close};
	pipe->fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC); /* for writing too, or it would end with its first writer */
	if (pipe->fd >= 0)
		return &pipe->source;
	err_errno(err, "the pipe of pictures %s cannot be opened", path);
	pipe_close(&pipe->source);
	return NULL;
}
