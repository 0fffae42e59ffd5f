/* See child.h. */
#include "device/child.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void close_one(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

static bool add_files(posix_spawn_file_actions_t *files, int in, int out, bool hushed)
{
	return posix_spawn_file_actions_adddup2(files, in, STDIN_FILENO) == 0 &&
	       posix_spawn_file_actions_adddup2(files, out, STDOUT_FILENO) == 0 &&
	       (!hushed || posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0);
}

/* `in` and `out` become the child's standard input and output. */
static pid_t spawn(char *const argv[], int in, int out, bool hushed)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	pid_t pid = -1;
	sigemptyset(&none);
	if (posix_spawn_file_actions_init(&files) != 0)
		return -1;
	if (posix_spawnattr_init(&attributes) != 0) {
		posix_spawn_file_actions_destroy(&files);
		return -1;
	}
	bool ready = add_files(&files, in, out, hushed) && posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
		     posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK) == 0;
	if (!ready || posix_spawnp(&pid, argv[0], &files, &attributes, argv, environ) != 0)
		pid = -1;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return pid;
}

bool child_start(struct child *child, char *const argv[], bool hushed)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1};
	*child = child_none();
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 &&
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, out) == 0)
		child->pid = spawn(argv, in[1], out[1], hushed);
	close_one(&in[1]);
	close_one(&out[1]);
	child->in = in[0];
	child->out = out[0];
	if (child->pid > 0)
		setpriority(PRIO_PROCESS, (id_t)child->pid, 5); /* the screen comes first */
	return child->pid > 0;
}

void child_close_in(struct child *child)
{
	close_one(&child->in);
}

bool child_end(struct child *child, int patience_ms)
{
	int status = -1;
	pid_t gone = 0, pid = child->pid;
	close_one(&child->in);
	close_one(&child->out);
	child->pid = -1;
	if (pid <= 0)
		return false;
	for (int waited = 0; waited < patience_ms && gone == 0; waited += 5) {
		gone = waitpid(pid, &status, WNOHANG);
		if (gone == 0)
			nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
	}
	if (gone == 0) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return false;
	}
	return gone == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
