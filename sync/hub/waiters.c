/* A list under a lock. The counter of news is compared under that lock, so a commit between looking and waiting is not missed.
 */
#include "hub/waiters.h"

#include "hub/request.h"

void waiters_init(struct waiters *waiters)
{
	*waiters = (struct waiters){0};
	pthread_mutex_init(&waiters->lock, NULL);
}

void waiters_release(struct waiters *waiters)
{
	pthread_mutex_destroy(&waiters->lock);
}

bool waiters_hold(struct waiters *waiters, struct roster *roster, struct waiter *waiter, uint64_t news, int64_t now)
{
	pthread_mutex_lock(&waiters->lock);
	bool hold = !waiters->closed && waiter->until > now && roster_news(roster) == news;
	if (hold) {
		request_suspend(waiter->request);
		waiter->next = waiters->first;
		waiters->first = waiter;
	}
	pthread_mutex_unlock(&waiters->lock);
	return hold;
}

/* Resumes those whose time is up by `now`. */
static void let_go(struct waiters *waiters, int64_t now)
{
	for (struct waiter **at = &waiters->first; *at;) {
		struct waiter *waiter = *at;
		if (waiter->until > now) {
			at = &waiter->next;
			continue;
		}
		*at = waiter->next;
		request_resume(waiter->request);
	}
}

void waiters_wake(struct waiters *waiters)
{
	pthread_mutex_lock(&waiters->lock);
	let_go(waiters, INT64_MAX);
	pthread_mutex_unlock(&waiters->lock);
}

void waiters_tick(struct waiters *waiters, int64_t now)
{
	pthread_mutex_lock(&waiters->lock);
	let_go(waiters, now);
	pthread_mutex_unlock(&waiters->lock);
}

void waiters_close(struct waiters *waiters)
{
	pthread_mutex_lock(&waiters->lock);
	waiters->closed = true;
	let_go(waiters, INT64_MAX);
	pthread_mutex_unlock(&waiters->lock);
}

bool waiters_closed(struct waiters *waiters)
{
	pthread_mutex_lock(&waiters->lock);
	bool closed = waiters->closed;
	pthread_mutex_unlock(&waiters->lock);
	return closed;
}
