/* A picture of a camera in shades of gray, and where such pictures come from: a source behind two functions, so that a folder
 * or a pipe of pictures stands in for a camera. Whoever stands before a camera is in its pictures: they are overwritten. */
#ifndef LANYARD_DEVICE_FRAME_H
#define LANYARD_DEVICE_FRAME_H

#include "base/err.h"
#include "reader/reader.h"

enum { FRAME_SIDE_MOST = 4096, FRAME_PIXELS_MOST = 4096 * 2304, FRAME_FILE_MOST = 16 << 20 };

struct frame {
	int w, h;
	size_t room;
	uint8_t *gray; /* w * h, row by row */
};

/* Makes it w x h; its pixels are then anything. False if it may not be so large. The zero value is a frame. */
bool frame_size(struct frame *frame, int w, int h, struct err *err);
void frame_wipe(struct frame *frame);
void frame_release(struct frame *frame); /* wipes too */

/* Half as wide and high, each pixel the mean of four; a quarter as much noise. */
bool frame_half(const struct frame *frame, struct frame *out);
void frame_invert(const struct frame *frame, struct frame *out);
/* Each pixel the mean of those around it, up to `reach` away. */
void frame_smooth(const struct frame *frame, int reach, struct frame *out);
/* Each pixel as much further from `smooth`, of the same picture, as it was `times` before. */
void frame_sharpen(const struct frame *frame, const struct frame *smooth, int times, struct frame *out);

/* --- files -----------------------------------------------------------------------------------------------------------------
 */

/* A binary PGM ("P5") at the start of `bytes`: 1 with the bytes that it takes in *used, 0 if more are needed, -1 if it is none.
 */
int frame_pgm(const uint8_t *bytes, size_t size, struct frame *out, size_t *used);
/* A file: PGM or PNG. */
bool frame_file(const char *path, struct frame *out, struct err *err);

/* --- sources -----------------------------------------------------------------------------------------------------------------
 */

enum frame_news { FRAME_NONE /* in good time, or `wake` became readable */, FRAME_NEW, FRAME_LOST };

struct frame_source {
	/* Waits at most `ms`, and no longer than until the descriptor `wake` is readable. */
	enum frame_news (*next)(struct frame_source *source, struct frame *out, int wake, int ms, struct err *err);
	void (*close)(struct frame_source *source);
};

/* "auto" or a video device; a folder, whose pictures it shows in turn; or a pipe of PGMs. NULL with a sentence. `jpeg` may be
 * NULL: then only cameras that send plain pixels will do. */
struct frame_source *frames_open(const char *where, reader_jpeg_fn *jpeg, struct err *err);

struct frame_source *frames_folder(const char *path, struct err *err);
struct frame_source *frames_pipe(const char *path, struct err *err);

#endif
