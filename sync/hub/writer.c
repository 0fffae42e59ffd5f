/* A list of jobs under a lock, and a thread that empties it by handfuls. */
#include "hub/writer.h"

#include "base/clock.h"

#include <pthread.h>
#include <stdlib.h>

enum { JOBS_A_COMMIT = 128 };

struct writer {
	struct writer_hooks hooks;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct job *first, **last;
	int64_t busy_since;
	bool ending;
};

/* Takes a handful of jobs, waiting for the first; NULL when the writer is to end. */
static struct job *take_jobs(struct writer *writer)
{
	pthread_mutex_lock(&writer->lock);
	writer->busy_since = 0;
	while (!writer->first && !writer->ending)
		pthread_cond_wait(&writer->wake, &writer->lock);
	struct job *taken = writer->first, **end = &taken;
	for (int i = 0; i < JOBS_A_COMMIT && *end; i++)
		end = &(*end)->next;
	writer->first = *end;
	*end = NULL;
	if (!writer->first)
		writer->last = &writer->first;
	writer->busy_since = taken ? clock_steady() : 0;
	pthread_mutex_unlock(&writer->lock);
	return taken;
}

static bool run_all(struct writer *writer, struct job *jobs, struct err *err)
{
	const struct writer_hooks *hooks = &writer->hooks;
	bool ok = hooks->begin(hooks->self, err);
	for (struct job *job = jobs; ok && job; job = job->next)
		ok = job->run(job, err);
	return ok && hooks->commit(hooks->self, err);
}

/* One transaction for all of them. If it fails, each gets one of its own, so that one bad job does not refuse the others. */
static void run_jobs(struct writer *writer, struct job *jobs)
{
	struct err err = {0};
	bool ok = run_all(writer, jobs, &err);
	if (!ok)
		writer->hooks.rollback(writer->hooks.self);
	writer->hooks.settle(writer->hooks.self, ok);
	bool alone = !jobs->next;
	for (struct job *job = jobs, *next; job; job = next) {
		next = job->next;
		job->next = NULL;
		if (ok || alone)
			job->done(job, ok ? NULL : &err);
		else
			run_jobs(writer, job);
	}
}

static void *writer_thread(void *self)
{
	struct writer *writer = self;
	for (struct job *jobs; (jobs = take_jobs(writer));)
		run_jobs(writer, jobs);
	return NULL;
}

struct writer *writer_create(const struct writer_hooks *hooks, struct err *err)
{
	struct writer *writer = calloc(1, sizeof *writer);
	if (!writer) {
		err_set(err, ERR_MEMORY, "no memory for the writer");
		return NULL;
	}
	writer->hooks = *hooks;
	writer->last = &writer->first;
	pthread_mutex_init(&writer->lock, NULL);
	pthread_cond_init(&writer->wake, NULL);
	if (pthread_create(&writer->thread, NULL, writer_thread, writer) == 0)
		return writer;
	err_set(err, ERR_MEMORY, "the writer's thread could not be started");
	free(writer);
	return NULL;
}

void writer_destroy(struct writer *writer)
{
	if (!writer)
		return;
	pthread_mutex_lock(&writer->lock);
	writer->ending = true;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->lock);
	pthread_join(writer->thread, NULL);
	pthread_cond_destroy(&writer->wake);
	pthread_mutex_destroy(&writer->lock);
	free(writer);
}

void writer_submit(struct writer *writer, struct job *job)
{
	job->next = NULL;
	pthread_mutex_lock(&writer->lock);
	*writer->last = job;
	writer->last = &job->next;
	pthread_cond_signal(&writer->wake);
	pthread_mutex_unlock(&writer->lock);
}

int64_t writer_busy_since(struct writer *writer)
{
	pthread_mutex_lock(&writer->lock);
	int64_t since = writer->busy_since;
	pthread_mutex_unlock(&writer->lock);
	return since;
}
