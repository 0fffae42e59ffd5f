/* See frame_video.h. Plain pixels are taken before JPEG, and 1280 x 720 is asked for: the driver says what it will be. */
#include "device/frame_video.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BUFFERS = 4, DEVICES_MOST = 64, WIDTH = 1280, HEIGHT = 720 };

/* What can be read, the best first: bytes from one shade of gray to the next, 0 a JPEG. */
static const struct format {
	uint32_t is;
	int step;
} formats[] = {{V4L2_PIX_FMT_GREY, 1},   {V4L2_PIX_FMT_YUYV, 2},  {V4L2_PIX_FMT_NV12, 1},
	       {V4L2_PIX_FMT_YUV420, 1}, {V4L2_PIX_FMT_MJPEG, 0}, {V4L2_PIX_FMT_JPEG, 0}};
enum { FORMATS = sizeof formats / sizeof formats[0] };

struct video {
	struct frame_source source; /* first: what is handed out */
	const struct video_calls *calls;
	reader_jpeg_fn *jpeg;
	int fd;
	const struct format *format;
	int w, h;
	size_t stride;
	bool streaming;
	struct {
		void *at;
		size_t size;
	} buffers[BUFFERS];
	unsigned buffer_count;
};

/* --- the kernel --------------------------------------------------------------------------------------------------------------
 */

static int real_open(const char *path, int flags)
{
	return open(path, flags);
}

static int real_control(int fd, unsigned long request, void *argument)
{
	return ioctl(fd, request, argument);
}

static void *real_map(int fd, size_t size, off_t offset)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);
}

static const struct video_calls kernel = {.open = real_open, .control = real_control, .map = real_map, .unmap = munmap};

static bool control(const struct video *video, unsigned long request, void *argument)
{
	int got;
	do
		got = video->calls->control(video->fd, request, argument);
	while (got < 0 && errno == EINTR);
	return got >= 0;
}

/* --- opening -----------------------------------------------------------------------------------------------------------------
 */

static bool captures(const struct video *video)
{
	struct v4l2_capability can = {.capabilities = 0};
	if (!control(video, VIDIOC_QUERYCAP, &can))
		return false;
	uint32_t caps = can.capabilities & V4L2_CAP_DEVICE_CAPS ? can.device_caps : can.capabilities;
	return (caps & V4L2_CAP_VIDEO_CAPTURE) && (caps & V4L2_CAP_STREAMING);
}

static const struct format *best_format(const struct video *video)
{
	size_t best = FORMATS;
	struct v4l2_fmtdesc one = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
	for (; one.index < 256 && control(video, VIDIOC_ENUM_FMT, &one); one.index++)
		for (size_t i = 0; i < best; i++)
			if (one.pixelformat == formats[i].is && (formats[i].step || video->jpeg))
				best = i;
	return best < FORMATS ? &formats[best] : NULL;
}

static bool set_format(struct video *video, struct err *err)
{
	video->format = best_format(video);
	if (!video->format)
		return err_set(err, ERR_INPUT, "the camera sends no pictures that can be read; use one with YUYV or MJPEG");
	struct v4l2_format format = {
		.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
		.fmt.pix = {.width = WIDTH, .height = HEIGHT, .pixelformat = video->format->is, .field = V4L2_FIELD_NONE}};
	if (!control(video, VIDIOC_S_FMT, &format))
		return err_errno(err, "the camera cannot be set up; another program may use it");
	const struct v4l2_pix_format *pix = &format.fmt.pix;
	if (pix->pixelformat != video->format->is || pix->width == 0 || pix->width > FRAME_SIDE_MOST || pix->height == 0 ||
	    pix->height > FRAME_SIDE_MOST)
		return err_set(err, ERR_INPUT, "the camera does not keep to a size that can be read; use another one");
	video->w = (int)pix->width;
	video->h = (int)pix->height;
	size_t least = pix->width * (size_t)video->format->step;
	video->stride = pix->bytesperline > least ? pix->bytesperline : least;
	return true;
}

static bool map_buffers(struct video *video, struct err *err)
{
	struct v4l2_requestbuffers want = {.count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
	if (!control(video, VIDIOC_REQBUFS, &want) || want.count == 0)
		return err_errno(err, "the camera gives no memory for pictures; another program may use it");
	for (unsigned i = 0; i < want.count && i < BUFFERS; i++) {
		struct v4l2_buffer buffer = {.index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
		if (!control(video, VIDIOC_QUERYBUF, &buffer))
			return err_errno(err, "the camera's pictures cannot be read");
		void *at = video->calls->map(video->fd, buffer.length, (off_t)buffer.m.offset);
		if (at == MAP_FAILED)
			return err_errno(err, "the camera's pictures cannot be read");
		video->buffers[i].at = at;
		video->buffers[i].size = buffer.length;
		video->buffer_count = i + 1;
		if (!control(video, VIDIOC_QBUF, &buffer))
			return err_errno(err, "the camera's pictures cannot be read");
	}
	return true;
}

static bool start(struct video *video, struct err *err)
{
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	video->streaming = control(video, VIDIOC_STREAMON, &type);
	return video->streaming || err_errno(err, "the camera does not start; plug it in again");
}

static void video_close(struct frame_source *source)
{
	struct video *video = (struct video *)source;
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	if (video->streaming)
		control(video, VIDIOC_STREAMOFF, &type);
	for (unsigned i = 0; i < video->buffer_count; i++) {
		sodium_memzero(video->buffers[i].at, video->buffers[i].size);
		video->calls->unmap(video->buffers[i].at, video->buffers[i].size);
	}
	if (video->fd >= 0)
		close(video->fd);
	free(video);
}

/* --- pictures ----------------------------------------------------------------------------------------------------------------
 */

/* Every `step`th byte of each row; false if the driver gave less than it promised. */
static bool take_pixels(const struct video *video, const uint8_t *bytes, size_t size, struct frame *out)
{
	size_t w = (size_t)video->w, step = (size_t)video->format->step;
	if (size < video->stride * ((size_t)video->h - 1) + w * step || !frame_size(out, video->w, video->h, NULL))
		return false;
	for (int y = 0; y < video->h; y++) {
		const uint8_t *from = bytes + (size_t)y * video->stride;
		uint8_t *to = out->gray + (size_t)y * w;
		if (step == 1)
			memcpy(to, from, w);
		else
			for (size_t x = 0; x < w; x++)
				to[x] = from[x * step];
	}
	return true;
}

static bool take_jpeg(const struct video *video, const uint8_t *bytes, size_t size, struct frame *out)
{
	int w, h;
	if (!frame_size(out, video->w, video->h, NULL) || video->jpeg(bytes, size, out->gray, out->room, &w, &h) != 0)
		return false;
	out->w = w;
	out->h = h;
	return true;
}

static bool take(const struct video *video, const struct v4l2_buffer *buffer, struct frame *out)
{
	if (buffer->index >= video->buffer_count || (buffer->flags & V4L2_BUF_FLAG_ERROR))
		return false;
	size_t size = video->buffers[buffer->index].size;
	size = buffer->bytesused && buffer->bytesused < size ? buffer->bytesused : size;
	const uint8_t *bytes = video->buffers[buffer->index].at;
	return video->format->step ? take_pixels(video, bytes, size, out) : take_jpeg(video, bytes, size, out);
}

/* All that are waiting are taken, and the newest is kept: what was seen a while ago helps nobody. */
static enum frame_news video_next(struct frame_source *source, struct frame *out, int wake, int ms, struct err *err)
{
	struct video *video = (struct video *)source;
	struct pollfd from[2] = {{.fd = wake, .events = POLLIN}, {.fd = video->fd, .events = POLLIN}};
	struct v4l2_buffer held = {.length = 0};
	bool holding = false, any = false;
	if (poll(from, 2, ms) <= 0 || from[0].revents)
		return FRAME_NONE;
	for (int i = 0; i < BUFFERS; i++) {
		struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
		if (!control(video, VIDIOC_DQBUF, &buffer)) {
			if (errno == EAGAIN)
				break;
			err_errno(err, "the camera is gone; plug it in again");
			return FRAME_LOST;
		}
		if (holding)
			control(video, VIDIOC_QBUF, &held);
		held = buffer;
		holding = true;
	}
	if (holding) {
		any = take(video, &held, out);
		control(video, VIDIOC_QBUF, &held);
	}
	return any ? FRAME_NEW : FRAME_NONE;
}

/* --- life --------------------------------------------------------------------------------------------------------------------
 */

struct frame_source *video_open(const char *path, const struct video_calls *calls, reader_jpeg_fn *jpeg, struct err *err)
{
	struct video *video = calloc(1, sizeof *video);
	if (!video) {
		err_set(err, ERR_MEMORY, "there is not enough memory for the camera");
		return NULL;
	}
	video->source = (struct frame_source){.next = video_next, .close = video_close};
	video->calls = calls ? calls : &kernel;
	video->jpeg = jpeg;
	video->fd = video->calls->open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	bool ok = video->fd >= 0 || err_errno(err, "the camera %s cannot be opened", path);
	if (ok && !captures(video))
		ok = err_set(err, ERR_INPUT, "%s is no camera; give the path of one, as /dev/video0", path);
	if (ok && set_format(video, err) && map_buffers(video, err) && start(video, err))
		return &video->source;
	video_close(&video->source);
	return NULL;
}

struct frame_source *video_open_any(const struct video_calls *calls, reader_jpeg_fn *jpeg, struct err *err)
{
	char path[32];
	for (int i = 0; i < DEVICES_MOST; i++) {
		text_format(path, sizeof path, "/dev/video%d", i);
		struct frame_source *source = video_open(path, calls, jpeg, NULL);
		if (source)
			return source;
	}
	err_set(err, ERR_MISSING, "there is no camera; plug one in");
	return NULL;
}
