/* See frame.h: the frame itself, and which source is meant. */
#include "device/frame.h"

#include "device/frame_video.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool frame_size(struct frame *frame, int w, int h, struct err *err)
{
	size_t size = (size_t)(w > 0 ? w : 0) * (size_t)(h > 0 ? h : 0);
	if (size == 0 || w > FRAME_SIDE_MOST || h > FRAME_SIDE_MOST || size > FRAME_PIXELS_MOST)
		return err_set(err, ERR_INPUT, "a picture of %d x %d pixels is not taken; set the camera to 1280 x 720", w, h);
	if (size > frame->room) {
		frame_release(frame);
		frame->gray = malloc(size);
		if (!frame->gray)
			return err_set(err, ERR_MEMORY, "there is not enough memory for a picture");
		frame->room = size;
	}
	frame->w = w;
	frame->h = h;
	return true;
}

void frame_wipe(struct frame *frame)
{
	if (frame->gray)
		sodium_memzero(frame->gray, frame->room);
	frame->w = frame->h = 0;
}

void frame_release(struct frame *frame)
{
	frame_wipe(frame);
	free(frame->gray);
	*frame = (struct frame){.gray = NULL};
}

bool frame_half(const struct frame *frame, struct frame *out)
{
	int w = frame->w / 2, h = frame->h / 2;
	if (!frame_size(out, w, h, NULL))
		return false;
	for (int y = 0; y < h; y++) {
		const uint8_t *above = frame->gray + (size_t)(2 * y) * (size_t)frame->w, *below = above + frame->w;
		uint8_t *to = out->gray + (size_t)y * (size_t)w;
		for (int x = 0; x < w; x++)
			to[x] = (uint8_t)((above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1] + 2) / 4);
	}
	return true;
}

void frame_invert(const struct frame *frame, struct frame *out)
{
	size_t size = (size_t)frame->w * (size_t)frame->h;
	if (!frame_size(out, frame->w, frame->h, NULL))
		return;
	for (size_t i = 0; i < size; i++)
		out->gray[i] = (uint8_t)(255 - frame->gray[i]);
}

/* One line of n pixels: a sum that moves along. Beyond the ends the last pixels count again. */
static void smooth_line(const uint8_t *from, uint8_t *to, int n, int reach)
{
	int sum = 0, width = 2 * reach + 1;
	for (int i = -reach; i <= reach; i++)
		sum += from[i < 0 ? 0 : i < n ? i : n - 1];
	for (int i = 0; i < n; i++) {
		to[i] = (uint8_t)((sum + reach) / width);
		int in = i + reach + 1, out = i - reach;
		sum += from[in < n ? in : n - 1] - from[out > 0 ? out : 0];
	}
}

void frame_smooth(const struct frame *frame, int reach, struct frame *out)
{
	uint8_t column[FRAME_SIDE_MOST], smooth[FRAME_SIDE_MOST];
	size_t w = (size_t)frame->w;
	if (!frame_size(out, frame->w, frame->h, NULL))
		return;
	for (int y = 0; y < frame->h; y++)
		smooth_line(frame->gray + (size_t)y * w, out->gray + (size_t)y * w, frame->w, reach);
	for (int x = 0; x < frame->w; x++) {
		for (int y = 0; y < frame->h; y++)
			column[y] = out->gray[(size_t)y * w + (size_t)x];
		smooth_line(column, smooth, frame->h, reach);
		for (int y = 0; y < frame->h; y++)
			out->gray[(size_t)y * w + (size_t)x] = smooth[y];
	}
	sodium_memzero(column, sizeof column);
	sodium_memzero(smooth, sizeof smooth);
}

void frame_sharpen(const struct frame *frame, const struct frame *smooth, int times, struct frame *out)
{
	size_t size = (size_t)frame->w * (size_t)frame->h;
	if (!frame_size(out, frame->w, frame->h, NULL))
		return;
	for (size_t i = 0; i < size; i++) {
		int shade = frame->gray[i] + times * (frame->gray[i] - smooth->gray[i]);
		out->gray[i] = (uint8_t)(shade < 0 ? 0 : shade > 255 ? 255 : shade);
	}
}

struct frame_source *frames_open(const char *where, reader_jpeg_fn *jpeg, struct err *err)
{
	struct stat is;
	if (strcmp(where, "auto") == 0)
		return video_open_any(NULL, jpeg, err);
	if (stat(where, &is) != 0) {
		err_errno(err, "the camera %s is not there; plug it in", where);
		return NULL;
	}
	if (S_ISDIR(is.st_mode))
		return frames_folder(where, err);
	if (S_ISFIFO(is.st_mode))
		return frames_pipe(where, err);
	return video_open(where, NULL, jpeg, err);
}
