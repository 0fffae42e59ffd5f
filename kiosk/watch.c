/* See watch.h. */
#include "watch.h"

#include "base/file.h"
#include "base/text.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

static int watch_thread(void *self)
{
	struct watch *watch = self;
	char names[4096];
	struct pollfd from[2] = {{.fd = watch->notify, .events = POLLIN}, {.fd = watch->stop[0], .events = POLLIN}};
	while (poll(from, 2, -1) >= 0 && !from[1].revents) {
		if (read(watch->notify, names, sizeof names) <= 0)
			break;
		SDL_Event event = {.type = watch->event};
		SDL_PushEvent(&event);
	}
	return 0;
}

bool watch_start(struct watch *watch, const char *home, struct err *err)
{
	char inbox[4096];
	*watch = (struct watch){.notify = -1, .stop = {-1, -1}, .event = SDL_RegisterEvents(1)};
	if (!text_format(inbox, sizeof inbox, "%s/inbox", home))
		return err_set(err, ERR_USAGE, "the path of the home is too long; move it to a shorter one");
	if (!file_make_dirs(inbox, 0700, err))
		return false;
	watch->notify = inotify_init1(IN_CLOEXEC);
	if (watch->notify < 0 || inotify_add_watch(watch->notify, inbox, IN_MOVED_TO | IN_CLOSE_WRITE) < 0 ||
	    pipe(watch->stop) < 0) {
		err_errno(err, "%s cannot be watched", inbox);
		watch_stop(watch);
		return false;
	}
	watch->thread = SDL_CreateThread(watch_thread, "inbox", watch);
	return watch->thread ? true : err_set(err, ERR_MEMORY, "%s cannot be watched: %s", inbox, SDL_GetError());
}

static void close_one(int *descriptor)
{
	if (*descriptor > 0)
		close(*descriptor);
	*descriptor = -1;
}

void watch_stop(struct watch *watch)
{
	if (watch->thread && write(watch->stop[1], "", 1) == 1)
		SDL_WaitThread(watch->thread, NULL);
	watch->thread = NULL;
	close_one(&watch->notify);
	close_one(&watch->stop[0]);
	close_one(&watch->stop[1]);
}
