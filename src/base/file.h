/* Files that are either whole or not there: write, flush, fsync, rename, fsync the directory. */
#ifndef LANYARD_BASE_FILE_H
#define LANYARD_BASE_FILE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdint.h>
#include <sys/types.h>

/* Reads a whole file into `out` (emptied first); refuses one larger than out's ceiling. "-" is standard input. */
bool file_read(const char *path, struct buf *out, struct err *err);
/* Replaces `path` in one step; after success the new content survives a power cut. */
bool file_replace(const char *path, const void *data, size_t size, mode_t mode, struct err *err);
bool file_sync_dir(const char *path, struct err *err);
/* Makes a directory and its parents. */
bool file_make_dirs(const char *path, mode_t mode, struct err *err);
bool file_exists(const char *path);
/* Bytes free for this user on the file system of `path`; -1 if it cannot be told. */
int64_t file_space(const char *path);

/* Takes an exclusive lock on a file that it creates, waiting up to `patience_ms` for another process to give it back; after
 * that ERR_BUSY. Returns a descriptor to give to file_unlock(), or -1. The holder's process id is in the file. */
int file_lock(const char *path, int patience_ms, struct err *err);
void file_unlock(int lock);

#endif
