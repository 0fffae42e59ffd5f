/* kiosk/device: codes in drawn pictures, pictures from files, from a camera whose driver is played, and the thread that looks.
 */
#include "device/camera.h"

#include "badge/token.h"
#include "base/text.h"
#include "device/decode.h"
#include "device/frame_video.h"
#include "frames.h"

#include <SDL_image.h>
#include <cairo.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define TOKEN "L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7"

static struct decoder decoder;

static int open_decoder(void **state)
{
	struct err err = {.code = ERR_NONE};
	(void)state;
	if (!decoder_open(&decoder, &err))
		fail_msg("%s", err.text);
	return 0;
}

static bool reads(const struct frame *frame, int looks)
{
	char code[SCAN_MOST];
	decoder.turn = 0;
	for (int i = 0; i < looks; i++) {
		size_t size = decoder_look(&decoder, frame, code, sizeof code);
		if (size == 0)
			continue;
		assert_int_equal(size, strlen(TOKEN));
		assert_memory_equal(code, TOKEN, size);
		return true;
	}
	return false;
}

/* --- codes in pictures -------------------------------------------------------------------------------------------------------
 */

/* One picture each: how many of many are read is measured in make bench. */
static void drawn_codes_are_read(void **state)
{
	(void)state;
	static const struct shot shots[] = {
		{.name = "near", .pixels = 9, .tilt = 10, .blur = 0.8, .noise = 4},
		{.name = "far", .pixels = 3, .tilt = 10, .blur = 0.8, .noise = 4},
		{.name = "blurred", .pixels = 4, .tilt = 10, .blur = 2, .noise = 4},
		{.name = "noisy", .pixels = 4, .tilt = 10, .blur = 0.8, .noise = 25},
		{.name = "tilted", .pixels = 5, .tilt = 45, .blur = 0.8, .noise = 4},
		{.name = "faint", .pixels = 4, .tilt = 10, .blur = 0.8, .noise = 4, .contrast = 0.3},
		{.name = "in glare", .pixels = 5, .tilt = 10, .blur = 0.8, .noise = 4, .glare = 0.3},
		{.name = "on a phone", .pixels = 5, .tilt = 10, .blur = 0.8, .noise = 4, .phone = true},
		{.name = "in dark mode", .pixels = 5, .tilt = 10, .blur = 0.8, .noise = 4, .phone = true, .inverted = true},
	};
	struct frame frame = {.gray = NULL};
	for (size_t i = 0; i < sizeof shots / sizeof shots[0]; i++) {
		assert_true(shot_take(&shots[i], TOKEN, 14, &frame));
		if (!reads(&frame, 3))
			fail_msg("the code that is %s was not read", shots[i].name);
	}
	memset(frame.gray, 128, frame.room);
	assert_false(reads(&frame, 3));
	frame_release(&frame);
}

static void frames_have_a_ceiling(void **state)
{
	(void)state;
	struct frame frame = {.gray = NULL};
	struct err err = {.code = ERR_NONE};
	assert_false(frame_size(&frame, FRAME_SIDE_MOST + 1, 1, &err));
	assert_false(frame_size(&frame, FRAME_SIDE_MOST, FRAME_SIDE_MOST, &err));
	assert_false(frame_size(&frame, 0, 5, &err));
	assert_non_null(strstr(err.text, "1280 x 720"));
	assert_true(frame_size(&frame, 1, 1, &err));
	assert_false(frame_half(&frame, &(struct frame){.gray = NULL}));
	frame_release(&frame);
}

/* --- files -------------------------------------------------------------------------------------------------------------------
 */

#define BYTES(text) (text), sizeof(text) - 1

static void pgm_is_read_with_care(void **state)
{
	(void)state;
	static const struct {
		const char *why, *bytes;
		size_t size;
		int got;
		size_t used;
	} rows[] = {
		{"a picture", BYTES("P5\n2 2\n255\nabcd"), 1, 15},
		{"with a remark", BYTES("P5 # by hand\n2 2 # wide\n255\nabcd"), 1, 32},
		{"more behind it", BYTES("P5\n2 2\n255\nabcdP5"), 1, 15},
		{"not all yet", BYTES("P5\n2 2\n255\nabc"), 0, 0},
		{"the head only begins", BYTES("P5\n2 "), 0, 0},
		{"a letter", BYTES("P"), 0, 0},
		{"another kind", BYTES("P6\n2 2\n255\nabcd"), -1, 0},
		{"16 bits", BYTES("P5\n2 2\n65535\nabcdefgh"), -1, 0},
		{"no numbers", BYTES("P5\nx 2\n255\nabcd"), -1, 0},
		{"too large", BYTES("P5\n99999 99999\n255\n"), -1, 0},
		{"of no size", BYTES("P5\n0 2\n255\n"), -1, 0},
		{"six digits", BYTES("P5\n100000 1\n255\n"), -1, 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct frame frame = {.gray = NULL};
		size_t used = 0;
		int got = frame_pgm((const uint8_t *)rows[i].bytes, rows[i].size, &frame, &used);
		if (got != rows[i].got || used != rows[i].used)
			fail_msg("%s: got %d, %zu bytes", rows[i].why, got, used);
		if (got == 1)
			assert_memory_equal(frame.gray, "abcd", 4);
		frame_release(&frame);
	}
}

static void write_bytes(const char *path, const void *bytes, size_t size)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	fclose(file);
}

static void png_is_read_with_care(void **state)
{
	(void)state;
	char path[] = "/tmp/lanyard-camera.XXXXXX";
	struct frame frame = {.gray = NULL};
	struct err err = {.code = ERR_NONE};
	close(mkstemp(path));
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 3, 2);
	cairo_t *cairo = cairo_create(surface);
	cairo_rectangle(cairo, 0, 0, 1, 2); /* one dark column; the rest stays transparent */
	cairo_fill(cairo);
	cairo_destroy(cairo);
	cairo_surface_write_to_png(surface, path);
	cairo_surface_destroy(surface);
	assert_true(frame_file(path, &frame, &err));
	assert_int_equal(frame.w, 3);
	assert_int_equal(frame.h, 2);
	assert_memory_equal(frame.gray, "\x00\xff\xff\x00\xff\xff", 6);
	write_bytes(path, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\10\2\0\0\0\xe3\xe6\xa7\xb4\0\0\0\1IDAT", 41);
	assert_false(frame_file(path, &frame, &err)); /* 65536 x 65536 is not unpacked */
	assert_non_null(strstr(err.text, "is not taken"));
	static const char cut[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\2\0\0\0\2\10\2\0\0\0\xfd\xd4\x9a\x73\0\0\0\1IDAT";
	write_bytes(path, cut, 41);
	assert_false(frame_file(path, &frame, &err));
	assert_non_null(strstr(err.text, "damaged"));
	write_bytes(path, cut, 29);
	assert_false(frame_file(path, &frame, &err));
	assert_non_null(strstr(err.text, "damaged"));
	write_bytes(path, "GIF89a", 6);
	assert_false(frame_file(path, &frame, &err));
	unlink(path);
	frame_release(&frame);
}

/* --- sources -----------------------------------------------------------------------------------------------------------------
 */

static enum frame_news next_of(struct frame_source *source, struct frame *frame, int tries)
{
	struct err err = {.code = ERR_NONE};
	int wake = eventfd(0, EFD_CLOEXEC);
	enum frame_news news = FRAME_NONE;
	while (news == FRAME_NONE && tries-- > 0)
		news = source->next(source, frame, wake, 100, &err);
	close(wake);
	return news;
}

static void a_folder_is_shown_in_turn(void **state)
{
	(void)state;
	char dir[] = "/tmp/lanyard-camera.XXXXXX", path[64];
	struct frame frame = {.gray = NULL};
	struct err err = {.code = ERR_NONE};
	assert_non_null(mkdtemp(dir));
	struct frame_source *source = frames_open(dir, NULL, &err);
	assert_non_null(source);
	assert_int_equal(next_of(source, &frame, 2), FRAME_NONE);
	static const struct {
		const char *name, *bytes;
	} files[] = {{"b.pgm", "P5 1 1 255 b"}, {"a.pgm", "P5 1 1 255 a"}, {"c.txt", "P5 1 1 255 c"}, {"d.pgm", "no picture"}};
	for (size_t i = 0; i < 4; i++) {
		text_format(path, sizeof path, "%s/%s", dir, files[i].name);
		write_bytes(path, files[i].bytes, strlen(files[i].bytes));
	}
	for (const char *want = "abab"; *want; want++) {
		assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
		assert_int_equal(frame.gray[0], *want);
	}
	for (size_t i = 0; i < 4; i++) {
		text_format(path, sizeof path, "%s/%s", dir, files[i].name);
		unlink(path);
	}
	assert_int_equal(next_of(source, &frame, 2), FRAME_NONE);
	rmdir(dir);
	assert_int_equal(next_of(source, &frame, 2), FRAME_LOST);
	source->close(source);
	frame_release(&frame);
}

static void a_pipe_gives_its_newest(void **state)
{
	(void)state;
	char dir[] = "/tmp/lanyard-camera.XXXXXX", path[64];
	struct frame frame = {.gray = NULL};
	struct err err = {.code = ERR_NONE};
	assert_non_null(mkdtemp(dir));
	text_format(path, sizeof path, "%s/pipe", dir);
	assert_int_equal(mkfifo(path, 0600), 0);
	struct frame_source *source = frames_open(path, NULL, &err);
	assert_non_null(source);
	int to = open(path, O_WRONLY);
	assert_int_equal(next_of(source, &frame, 1), FRAME_NONE);
	assert_int_equal(write(to, "P5 1 1 255 aP5 1 1 255 bP5 1 ", 29), 29);
	assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
	assert_int_equal(frame.gray[0], 'b');
	assert_int_equal(write(to, "1 255 c", 7), 7);
	assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
	assert_int_equal(frame.gray[0], 'c');
	assert_int_equal(write(to, "garbage", 7), 7); /* thrown away, and the next picture is taken */
	assert_int_equal(next_of(source, &frame, 1), FRAME_NONE);
	assert_int_equal(write(to, "P5 1 1 255 d", 12), 12);
	assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
	assert_int_equal(frame.gray[0], 'd');
	close(to);
	source->close(source);
	unlink(path);
	rmdir(dir);
	frame_release(&frame);
}

/* --- a driver that is played
 * --------------------------------------------------------------------------------------------------- */

enum { FAKE_W = 32, FAKE_H = 4, FAKE_BUFFERS = 3, FAKE_SIZE = 8192 };

static struct driver {
	uint32_t caps, formats[4], format;
	uint32_t stride;
	int ready[2]; /* a pipe: readable while pictures wait */
	uint8_t memory[FAKE_BUFFERS][FAKE_SIZE];
	bool queued[FAKE_BUFFERS], done[FAKE_BUFFERS];
	size_t used[FAKE_BUFFERS];
	int waiting[FAKE_BUFFERS], waiting_count;
	bool streaming, gone, busy;
	uint32_t flags;
} fake;

static int fake_open(const char *path, int flags)
{
	(void)flags;
	if (strcmp(path, "/dev/video2") != 0) {
		errno = ENOENT;
		return -1;
	}
	return dup(fake.ready[0]);
}

static int refuse(int why)
{
	errno = why;
	return -1;
}

static int fake_dequeue(struct v4l2_buffer *buffer)
{
	char byte;
	if (fake.gone)
		return refuse(ENODEV);
	if (fake.waiting_count == 0)
		return refuse(EAGAIN);
	int i = fake.waiting[0];
	memmove(fake.waiting, fake.waiting + 1, sizeof fake.waiting - sizeof fake.waiting[0]);
	fake.waiting_count--;
	assert_int_equal(read(fake.ready[0], &byte, 1), 1);
	fake.queued[i] = false;
	buffer->index = (uint32_t)i;
	buffer->bytesused = (uint32_t)fake.used[i];
	buffer->flags = fake.flags;
	return 0;
}

static int fake_control(int fd, unsigned long request, void *argument)
{
	(void)fd;
	struct v4l2_capability *can = argument;
	struct v4l2_fmtdesc *one = argument;
	struct v4l2_format *format = argument;
	struct v4l2_requestbuffers *want = argument;
	struct v4l2_buffer *buffer = argument;
	switch (request) {
	case VIDIOC_QUERYCAP:
		can->capabilities = V4L2_CAP_DEVICE_CAPS;
		can->device_caps = fake.caps;
		return 0;
	case VIDIOC_ENUM_FMT:
		if (one->index >= 4 || !fake.formats[one->index])
			return refuse(EINVAL);
		one->pixelformat = fake.formats[one->index];
		return 0;
	case VIDIOC_S_FMT:
		if (fake.busy)
			return refuse(EBUSY);
		assert_int_equal(format->fmt.pix.width, 1280);
		fake.format = format->fmt.pix.pixelformat;
		format->fmt.pix.width = FAKE_W;
		format->fmt.pix.height = FAKE_H;
		format->fmt.pix.bytesperline = fake.stride;
		return 0;
	case VIDIOC_REQBUFS:
		want->count = FAKE_BUFFERS;
		return 0;
	case VIDIOC_QUERYBUF:
		buffer->length = FAKE_SIZE;
		buffer->m.offset = buffer->index * FAKE_SIZE;
		return 0;
	case VIDIOC_QBUF:
		assert_false(fake.queued[buffer->index]);
		fake.queued[buffer->index] = true;
		return 0;
	case VIDIOC_DQBUF:
		return fake_dequeue(buffer);
	case VIDIOC_STREAMON:
	case VIDIOC_STREAMOFF:
		fake.streaming = request == VIDIOC_STREAMON;
		return 0;
	default:
		return refuse(ENOTTY);
	}
}

static void *fake_map(int fd, size_t size, off_t offset)
{
	(void)fd;
	assert_int_equal(size, FAKE_SIZE);
	return fake.memory[offset / FAKE_SIZE];
}

static int fake_unmap(void *at, size_t size)
{
	const uint8_t *bytes = at;
	for (size_t i = 0; i < size; i++) /* whoever stood there is gone from it */
		assert_int_equal(bytes[i], 0);
	return 0;
}

static const struct video_calls calls = {fake_open, fake_control, fake_map, fake_unmap};

/* The driver has filled a buffer. */
static void fill(int i, const void *bytes, size_t size)
{
	assert_true(fake.queued[i] && size <= FAKE_SIZE);
	memcpy(fake.memory[i], bytes, size);
	fake.used[i] = size;
	fake.waiting[fake.waiting_count++] = i;
	assert_int_equal(write(fake.ready[1], "", 1), 1);
}

static int driver_open(void **state)
{
	(void)state;
	fake = (struct driver){.caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING, .formats = {V4L2_PIX_FMT_GREY}};
	return pipe(fake.ready);
}

static int driver_close(void **state)
{
	(void)state;
	close(fake.ready[0]);
	close(fake.ready[1]);
	return 0;
}

static struct frame_source *open_fake(void)
{
	struct err err = {.code = ERR_NONE};
	struct frame_source *source = video_open("/dev/video2", &calls, decoder.jpeg, &err);
	if (!source)
		fail_msg("%s", err.text);
	return source;
}

static void a_camera_gives_plain_pixels(void **state)
{
	(void)state;
	static const struct {
		uint32_t formats[4], best, stride;
		size_t step;
	} rows[] = {
		{{V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_GREY}, V4L2_PIX_FMT_GREY, FAKE_W, 1},
		{{V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV, V4L2_PIX_FMT_RGB24}, V4L2_PIX_FMT_YUYV, 2 * FAKE_W + 16, 2},
		{{V4L2_PIX_FMT_NV12}, V4L2_PIX_FMT_NV12, 0, 1},
	};
	struct frame frame = {.gray = NULL};
	uint8_t bytes[FAKE_SIZE];
	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
		memcpy(fake.formats, rows[r].formats, sizeof fake.formats);
		fake.stride = rows[r].stride;
		memset(fake.queued, 0, sizeof fake.queued);
		struct frame_source *source = open_fake();
		size_t stride = rows[r].stride ? rows[r].stride : FAKE_W, size = stride * FAKE_H;
		assert_int_equal(fake.format, rows[r].best);
		assert_true(fake.streaming);
		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)(i % stride % rows[r].step ? 255 : i % stride / rows[r].step + i / stride * 40);
		fill(0, "older", 5);
		fill(1, bytes, size);
		assert_int_equal(next_of(source, &frame, 5), FRAME_NEW); /* the newest; both buffers are the driver's again */
		assert_true(fake.queued[0] && fake.queued[1]);
		assert_int_equal(frame.w, FAKE_W);
		for (int y = 0; y < FAKE_H; y++)
			for (int x = 0; x < FAKE_W; x++)
				assert_int_equal(frame.gray[y * FAKE_W + x], x + 40 * y);
		fill(0, bytes, size - 20); /* a picture that was cut off is none */
		assert_int_equal(next_of(source, &frame, 2), FRAME_NONE);
		fake.flags = V4L2_BUF_FLAG_ERROR;
		fill(0, bytes, size);
		assert_int_equal(next_of(source, &frame, 2), FRAME_NONE);
		fake.flags = 0;
		source->close(source);
		assert_false(fake.streaming);
	}
	frame_release(&frame);
}

static void a_camera_gives_jpeg(void **state)
{
	(void)state;
	static uint8_t jpeg[FAKE_SIZE];
	struct frame frame = {.gray = NULL};
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, FAKE_W, FAKE_H, 24, SDL_PIXELFORMAT_RGB24);
	SDL_FillRect(surface, NULL, SDL_MapRGB(surface->format, 200, 200, 200));
	SDL_RWops *to = SDL_RWFromMem(jpeg, sizeof jpeg);
	assert_int_equal(IMG_SaveJPG_RW(surface, to, 0, 90), 0);
	size_t size = (size_t)SDL_RWtell(to);
	SDL_RWclose(to);
	SDL_FreeSurface(surface);
	fake.formats[0] = V4L2_PIX_FMT_MJPEG;
	struct frame_source *source = open_fake();
	fill(0, jpeg, size);
	assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
	assert_int_equal(frame.w, FAKE_W);
	assert_in_range(frame.gray[5], 195, 205);
	fill(0, "no JPEG", 7);
	assert_int_equal(next_of(source, &frame, 2), FRAME_NONE);
	fill(1, jpeg, size);
	assert_int_equal(next_of(source, &frame, 5), FRAME_NEW);
	fake.gone = true;
	assert_int_equal(write(fake.ready[1], "", 1), 1);
	assert_int_equal(next_of(source, &frame, 5), FRAME_LOST);
	source->close(source);
	frame_release(&frame);
}

static void what_is_no_camera_is_said(void **state)
{
	(void)state;
	struct err err = {.code = ERR_NONE};
	assert_null(video_open("/dev/video0", &calls, NULL, &err));
	assert_non_null(strstr(err.text, "/dev/video0"));
	fake.caps = V4L2_CAP_VIDEO_OUTPUT | V4L2_CAP_STREAMING;
	assert_null(video_open("/dev/video2", &calls, NULL, &err));
	assert_non_null(strstr(err.text, "no camera"));
	fake.caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
	fake.formats[0] = V4L2_PIX_FMT_MJPEG; /* and nothing to unpack it with */
	assert_null(video_open("/dev/video2", &calls, NULL, &err));
	assert_non_null(strstr(err.text, "MJPEG"));
	fake.formats[0] = V4L2_PIX_FMT_GREY;
	fake.busy = true;
	assert_null(video_open("/dev/video2", &calls, NULL, &err));
	assert_non_null(strstr(err.text, "another program"));
	fake.busy = false;
	struct frame_source *source = video_open_any(&calls, NULL, &err);
	assert_non_null(source);
	source->close(source);
	assert_null(frames_open("/nowhere/video0", NULL, &err));
	assert_non_null(strstr(err.text, "plug it in"));
}

/* --- the thread that looks
 * ------------------------------------------------------------------------------------------------------- */

struct watcher {
	SDL_mutex *mutex;
	int codes, seen;
	char code[64];
	enum camera_state state;
};

static void on_code(void *self, const char *code, size_t size)
{
	struct watcher *watcher = self;
	SDL_LockMutex(watcher->mutex);
	watcher->codes++;
	text_format(watcher->code, sizeof watcher->code, "%.*s", (int)size, code);
	SDL_UnlockMutex(watcher->mutex);
}

static void on_state(void *self, enum camera_state state)
{
	struct watcher *watcher = self;
	SDL_LockMutex(watcher->mutex);
	watcher->state = state;
	SDL_UnlockMutex(watcher->mutex);
}

static void on_seen(void *self)
{
	struct watcher *watcher = self;
	SDL_LockMutex(watcher->mutex);
	watcher->seen++;
	SDL_UnlockMutex(watcher->mutex);
}

static bool has(struct watcher *watcher, enum camera_state state, int codes, int seen)
{
	SDL_LockMutex(watcher->mutex);
	bool yes = watcher->state == state && watcher->codes >= codes && watcher->seen >= seen;
	SDL_UnlockMutex(watcher->mutex);
	return yes;
}

static void wait_for(struct watcher *watcher, enum camera_state state, int codes, int seen)
{
	for (int ms = 0; ms < 20000; ms += 10, SDL_Delay(10))
		if (has(watcher, state, codes, seen))
			return;
	fail_msg("state %d, %d codes, seen %d", watcher->state, watcher->codes, watcher->seen);
}

static void the_camera_looks_when_it_is_told(void **state)
{
	(void)state;
	char dir[] = "/tmp/lanyard-camera.XXXXXX", path[64], head[32];
	static struct view view;
	struct frame frame = {.gray = NULL};
	struct watcher watcher = {.mutex = SDL_CreateMutex(), .state = CAMERA_OFF};
	struct camera_answers answers = {.code = on_code, .state = on_state, .seen = on_seen, .self = &watcher};
	assert_non_null(mkdtemp(dir));
	assert_true(shot_take(&(struct shot){.pixels = 5, .tilt = 10}, TOKEN, 14, &frame));
	text_format(path, sizeof path, "%s/a.pgm", dir);
	text_format(head, sizeof head, "P5 %d %d 255\n", frame.w, frame.h);
	FILE *file = fopen(path, "wb");
	fputs(head, file);
	fwrite(frame.gray, 1, (size_t)frame.w * (size_t)frame.h, file);
	fclose(file);
	struct camera *camera = camera_create(dir, &answers);
	SDL_Delay(200);
	assert_true(has(&watcher, CAMERA_OFF, 0, 0) && watcher.seen == 0);
	camera->look(camera, true);
	wait_for(&watcher, CAMERA_ON, 1, 1);
	assert_string_equal(watcher.code, TOKEN);
	SDL_Delay(250);
	assert_int_equal(watcher.seen, 1); /* nothing more is told of until it was fetched */
	camera->view(camera, &view);
	assert_true(view.serial > 0 && view.w == 320 && view.h == 240);
	for (int x = 0; x < view.w; x++) /* as in a mirror */
		assert_int_equal(view.gray[120 * view.w + x], frame.gray[240 * frame.w + 2 * (view.w - 1 - x)]);
	wait_for(&watcher, CAMERA_ON, 1, 2);
	camera->look(camera, false);
	wait_for(&watcher, CAMERA_OFF, 1, 2);
	camera->view(camera, &view);
	assert_int_equal(view.w, 0);
	int codes = watcher.codes;
	SDL_Delay(250);
	assert_int_equal(watcher.codes, codes);
	unlink(path);
	rmdir(dir); /* the camera is pulled out, and comes back while nobody looks */
	camera->look(camera, true);
	wait_for(&watcher, CAMERA_LOST, 1, 2);
	camera->look(camera, false);
	SDL_Delay(50);
	assert_int_equal(mkdir(dir, 0700), 0);
	wait_for(&watcher, CAMERA_OFF, 1, 2);
	camera->look(camera, true);
	camera->destroy(camera);
	rmdir(dir);
	SDL_DestroyMutex(watcher.mutex);
	frame_release(&frame);
}

#define DRIVEN(test) cmocka_unit_test_setup_teardown(test, driver_open, driver_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drawn_codes_are_read),      cmocka_unit_test(frames_have_a_ceiling),
		cmocka_unit_test(pgm_is_read_with_care),     cmocka_unit_test(png_is_read_with_care),
		cmocka_unit_test(a_folder_is_shown_in_turn), cmocka_unit_test(a_pipe_gives_its_newest),
		DRIVEN(a_camera_gives_plain_pixels),         DRIVEN(a_camera_gives_jpeg),
		DRIVEN(what_is_no_camera_is_said),           cmocka_unit_test(the_camera_looks_when_it_is_told),
	};
	int failed = cmocka_run_group_tests(tests, open_decoder, NULL);
	decoder_close(&decoder);
	return failed;
}
