/* A list of sockets under a lock. shutdown() is called under the same lock that forgetting takes, so a number that was closed
 * and given out again is never hit. */
#include "hub/reaper.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { TICK_MS = 250 };

struct reaped {
	struct reaped *next, **self;
	int64_t deadline;
	int fd;
};

struct reaper {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct reaped *first;
	void (*tick)(void *self, int64_t now);
	void *self;
	bool ending;
};

static void shut_late(struct reaper *reaper, int64_t now)
{
	for (struct reaped *one = reaper->first; one; one = one->next) {
		if (one->deadline == 0 || one->deadline > now)
			continue;
		shutdown(one->fd, SHUT_RDWR);
		one->deadline = 0;
	}
}

static void sleep_a_tick(struct reaper *reaper)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += TICK_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	pthread_cond_timedwait(&reaper->wake, &reaper->lock, &until);
}

static void *reaper_thread(void *self)
{
	struct reaper *reaper = self;
	pthread_mutex_lock(&reaper->lock);
	while (!reaper->ending) {
		int64_t now = clock_steady();
		shut_late(reaper, now);
		pthread_mutex_unlock(&reaper->lock);
		reaper->tick(reaper->self, now);
		pthread_mutex_lock(&reaper->lock);
		if (!reaper->ending)
			sleep_a_tick(reaper);
	}
	pthread_mutex_unlock(&reaper->lock);
	return NULL;
}

struct reaper *reaper_create(void (*tick)(void *self, int64_t now), void *self, struct err *err)
{
	struct reaper *reaper = calloc(1, sizeof *reaper);
	if (!reaper) {
		err_set(err, ERR_MEMORY, "no memory for deadlines");
		return NULL;
	}
	*reaper = (struct reaper){.tick = tick, .self = self};
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&reaper->lock, NULL);
	pthread_cond_init(&reaper->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&reaper->thread, NULL, reaper_thread, reaper) == 0)
		return reaper;
	err_set(err, ERR_MEMORY, "the thread for deadlines could not be started");
	free(reaper);
	return NULL;
}

void reaper_destroy(struct reaper *reaper)
{
	if (!reaper)
		return;
	pthread_mutex_lock(&reaper->lock);
	reaper->ending = true;
	pthread_cond_signal(&reaper->wake);
	pthread_mutex_unlock(&reaper->lock);
	pthread_join(reaper->thread, NULL);
	for (struct reaped *one = reaper->first, *next; one; one = next) {
		next = one->next;
		free(one);
	}
	pthread_cond_destroy(&reaper->wake);
	pthread_mutex_destroy(&reaper->lock);
	free(reaper);
}

struct reaped *reaper_watch(struct reaper *reaper, int fd, int64_t deadline)
{
	struct reaped *reaped = malloc(sizeof *reaped);
	if (!reaped)
		return NULL;
	pthread_mutex_lock(&reaper->lock);
	*reaped = (struct reaped){.next = reaper->first, .self = &reaper->first, .deadline = deadline, .fd = fd};
	if (reaped->next)
		reaped->next->self = &reaped->next;
	reaper->first = reaped;
	pthread_mutex_unlock(&reaper->lock);
	return reaped;
}

void reaper_forget(struct reaper *reaper, struct reaped *reaped)
{
	if (!reaped)
		return;
	pthread_mutex_lock(&reaper->lock);
	*reaped->self = reaped->next;
	if (reaped->next)
		reaped->next->self = reaped->self;
	pthread_mutex_unlock(&reaper->lock);
	free(reaped);
}

void reaper_deadline(struct reaper *reaper, struct reaped *reaped, int64_t deadline)
{
	if (!reaped)
		return;
	pthread_mutex_lock(&reaper->lock);
	reaped->deadline = deadline;
	pthread_mutex_unlock(&reaper->lock);
}
