/* A program that is spoken with over its standard input and output, and that can be killed. */
#ifndef LANYARD_DEVICE_CHILD_H
#define LANYARD_DEVICE_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

struct child {
	pid_t pid;   /* -1 none */
	int in, out; /* what it reads and what it writes, as we hold them; -1 closed. Sockets: they never raise SIGPIPE with
		      * send(MSG_NOSIGNAL) */
};

static inline struct child child_none(void)
{
	return (struct child){.pid = -1, .in = -1, .out = -1};
}

/* argv[0] is the program, found on PATH if it has no slash; NULL at the end. Its complaints go where ours go, or, `hushed`,
 * nowhere. It gets less of the processor than the screen. */
bool child_start(struct child *child, char *const argv[], bool hushed);
/* Closes what it reads, which asks it to end. */
void child_close_in(struct child *child);
/* Ends it: waits so long for it to go by itself, then kills it. True if it went by itself and well. */
bool child_end(struct child *child, int patience_ms);

#endif
