/* Whole files or none. The order in file_replace() is the promise: write, fsync, close, rename, fsync the directory. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

bool file_read(const char *path, struct buf *out, struct err *err)
{
	bool input = strcmp(path, "-") == 0;
	int fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "%s", path);
	bool ok = true;
	buf_clear(out);
	for (;;) {
		char block[65536];
		ssize_t n = read(fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			ok = err_errno(err, "%s", path);
		else if (n > 0 && !buf_add(out, block, (size_t)n))
			ok = err_set(err, ERR_INPUT, "%s is larger than the %zu bytes allowed; check that it is the right file",
				     path, out->ceiling);
		if (n <= 0 || !ok)
			break;
	}
	if (!input)
		close(fd);
	return ok;
}

static bool write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		data += n;
		size -= (size_t)n;
	}
	return true;
}

bool file_sync_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, "%s", path);
	bool ok = fsync(fd) == 0 || err_errno(err, "%s", path);
	close(fd);
	return ok;
}

bool file_replace(const char *path, const void *data, size_t size, mode_t mode, struct err *err)
{
	char fresh[PATH_MAX], parent[PATH_MAX];
	if (snprintf(fresh, sizeof fresh, "%s.new-%ld", path, (long)getpid()) >= (int)sizeof fresh)
		return err_set(err, ERR_INPUT, "the path is too long: %.200s", path);
	memcpy(parent, fresh, sizeof parent);

	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return err_errno(err, "%s", path);
	bool ok = fchmod(fd, mode) == 0 && write_all(fd, data, size) && fsync(fd) == 0;
	int reason = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		reason = errno;
	}
	if (ok && rename(fresh, path) != 0) {
		ok = false;
		reason = errno;
	}
	if (!ok) {
		unlink(fresh);
		errno = reason;
		return err_errno(err, "%s", path);
	}
	return file_sync_dir(dirname(parent), err);
}

bool file_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char part[PATH_MAX];
	size_t length = strlen(path);
	if (length == 0 || length >= sizeof part)
		return err_set(err, ERR_INPUT, "the path is empty or too long: %.200s", path);
	memcpy(part, path, length + 1);
	for (char *at = part + 1;; at++) {
		if (*at != '/' && *at != '\0')
			continue;
		bool last = *at == '\0';
		*at = '\0';
		if (mkdir(part, mode) != 0 && errno != EEXIST)
			return err_errno(err, "%s", part);
		if (last)
			return true;
		*at = '/';
	}
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

int64_t file_space(const char *path)
{
	struct statvfs room;
	return statvfs(path, &room) == 0 ? (int64_t)room.f_bavail * (int64_t)room.f_frsize : -1;
}

static bool lock_within(int fd, int ms)
{
	const int step = 10;
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if ((errno != EWOULDBLOCK && errno != EINTR) || ms <= 0)
			return false;
		nanosleep(&(struct timespec){.tv_nsec = step * 1000000L}, NULL);
		ms -= step;
	}
	return true;
}

int file_lock(const char *path, int patience_ms, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0) {
		err_errno(err, "%s", path);
		return -1;
	}
	if (!lock_within(fd, patience_ms)) {
		char holder[16] = "";
		ssize_t n = read(fd, holder, sizeof holder - 1);
		holder[n > 0 ? strcspn(holder, "\n") : 0] = '\0';
		err_set(err, ERR_BUSY, "another Lanyard program (process %s) is writing here; close it and try again",
			holder[0] ? holder : "unknown");
		close(fd);
		return -1;
	}
	char self[16];
	int size = snprintf(self, sizeof self, "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 || !write_all(fd, self, (size_t)size)) {
		err_errno(err, "%s", path);
		close(fd);
		return -1;
	}
	return fd;
}

void file_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
