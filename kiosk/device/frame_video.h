/* A camera through Video4Linux, its pictures in memory that the kernel and we share. */
#ifndef LANYARD_DEVICE_FRAME_VIDEO_H
#define LANYARD_DEVICE_FRAME_VIDEO_H

#include "device/frame.h"

#include <sys/types.h>

/* What is asked of the kernel: as of open(2), ioctl(2), mmap(2), munmap(2). A test answers in its place. */
struct video_calls {
	int (*open)(const char *path, int flags);
	int (*control)(int fd, unsigned long request, void *argument);
	void *(*map)(int fd, size_t size, off_t offset);
	int (*unmap)(void *at, size_t size);
};

/* `calls` NULL: the kernel. */
struct frame_source *video_open(const char *path, const struct video_calls *calls, reader_jpeg_fn *jpeg, struct err *err);
/* The first device of /dev/video* that can do. */
struct frame_source *video_open_any(const struct video_calls *calls, reader_jpeg_fn *jpeg, struct err *err);

#endif
