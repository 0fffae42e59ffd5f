/* A disk that takes its time: preloaded into a program, each sync of a write-ahead log takes $SLOW_DISK_MS longer. Between the
 * write and the end of the sync the new facts are in the file and nobody may see them yet. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A write-ahead log that holds more than its header. */
static int is_log(int fd)
{
	char link[64], path[PATH_MAX];
	struct stat info;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t size = readlink(link, path, sizeof path - 1);
	return size > 4 && strncmp(path + size - 4, "-wal", 4) == 0 && fstat(fd, &info) == 0 && info.st_size > 4096;
}

static int slowly(const char *name, int fd)
{
	int (*real)(int);
	*(void **)&real = dlsym(RTLD_NEXT, name);
	const char *ms = getenv("SLOW_DISK_MS");
	long delay = ms && is_log(fd) ? strtol(ms, NULL, 10) : 0;
	nanosleep(&(struct timespec){.tv_sec = delay / 1000, .tv_nsec = delay % 1000 * 1000000}, NULL);
	return real(fd);
}

int fsync(int fd)
{
	return slowly("fsync", fd);
}

int fdatasync(int fd)
{
	return slowly("fdatasync", fd);
}
