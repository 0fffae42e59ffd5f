/* See watch.h. */
#include "watch.h"

#include "base/file.h"
#include "base/text.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

static void tell(const struct watch *watch, enum watch_news news)
{
	SDL_Event event = {.user = {.type = watch->event, .code = news}};
	SDL_PushEvent(&event);
}

/* What is new in the home itself: only hub.json is renamed into place there. */
static void read_names(const struct watch *watch)
{
	char names[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool inbox = false, home = false;
	ssize_t size = read(watch->notify, names, sizeof names);
	for (ssize_t at = 0; at < size;) {
		const struct inotify_event *one = (const struct inotify_event *)(const void *)(names + at);
		home = home || one->wd == watch->home;
		inbox = inbox || one->wd != watch->home;
		at += (ssize_t)(sizeof *one + one->len);
	}
	if (inbox)
		tell(watch, WATCH_INBOX);
	if (home)
		tell(watch, WATCH_DEVICES);
}

static void read_links(const struct watch *watch)
{
	char news[4096];
	if (recv(watch->links, news, sizeof news, 0) > 0)
		tell(watch, WATCH_DEVICES);
}

static int watch_thread(void *self)
{
	struct watch *watch = self;
	struct pollfd from[3] = {{.fd = watch->notify, .events = POLLIN},
				 {.fd = watch->stop[0], .events = POLLIN},
				 {.fd = watch->links, .events = POLLIN}};
	while (poll(from, 3, -1) >= 0 && !from[1].revents && !(from[0].revents & (POLLERR | POLLHUP))) {
		if (from[0].revents)
			read_names(watch);
		if (from[2].revents)
			read_links(watch);
	}
	return 0;
}

/* Networks that come and go; without it the kiosk only does not know, and goes on. */
static int open_links(void)
{
	struct sockaddr_nl address = {.nl_family = AF_NETLINK,
				      .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR};
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

bool watch_start(struct watch *watch, const char *home, struct err *err)
{
	char inbox[4096];
	*watch = (struct watch){
		.notify = -1, .home = -1, .links = open_links(), .stop = {-1, -1}, .event = SDL_RegisterEvents(1)};
	if (!text_format(inbox, sizeof inbox, "%s/inbox", home))
		return err_set(err, ERR_USAGE, "the path of the home is too long; move it to a shorter one");
	if (!file_make_dirs(inbox, 0700, err))
		return false;
	watch->notify = inotify_init1(IN_CLOEXEC);
	if (watch->notify < 0 || inotify_add_watch(watch->notify, inbox, IN_MOVED_TO | IN_CLOSE_WRITE) < 0 ||
	    (watch->home = inotify_add_watch(watch->notify, home, IN_MOVED_TO)) < 0 || pipe(watch->stop) < 0) {
		err_errno(err, "%s cannot be watched", inbox);
		watch_stop(watch);
		return false;
	}
	watch->thread = SDL_CreateThread(watch_thread, "watch", watch);
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
	close_one(&watch->links);
	close_one(&watch->stop[0]);
	close_one(&watch->stop[1]);
}
