/* Pulls that wait for news. Each is held (its connection suspended) until the writer commits events or its time is up; then it
 * looks again. For any thread. */
#ifndef LANYARD_HUB_WAITERS_H
#define LANYARD_HUB_WAITERS_H

#include "hub/roster.h"

struct request;

struct waiter {
	struct waiter *next;
	struct request *request;
	int64_t until; /* steady ms */
};

struct waiters {
	pthread_mutex_t lock;
	struct waiter *first;
	bool closed;
};

void waiters_init(struct waiters *waiters);
void waiters_release(struct waiters *waiters);
/* Holds the request unless news came since `news`, its time is up or the hub is stopping: then false, and it must look again or
 * answer. On true the caller must not touch the request any more: another thread may have it. */
bool waiters_hold(struct waiters *waiters, struct roster *roster, struct waiter *waiter, uint64_t news, int64_t now);
/* Lets go of all. */
void waiters_wake(struct waiters *waiters);
/* Lets go of those whose time is up. */
void waiters_tick(struct waiters *waiters, int64_t now);
/* Lets go of all and holds nobody any more. */
void waiters_close(struct waiters *waiters);
bool waiters_closed(struct waiters *waiters);

#endif
