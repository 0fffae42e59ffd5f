/* Pictures from files: PGM, the simplest there is, and PNG through cairo. Their sizes are looked at before anything is
 * unpacked. */
#include "device/frame.h"

#include "base/file.h"

#include <cairo.h>
#include <string.h>

/* --- PGM ---------------------------------------------------------------------------------------------------------------------
 */

struct reading {
	const uint8_t *bytes;
	size_t size, at;
};

static bool is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void skip_space(struct reading *reading)
{
	while (reading->at < reading->size) {
		uint8_t c = reading->bytes[reading->at];
		if (c == '#')
			while (reading->at < reading->size && reading->bytes[reading->at] != '\n')
				reading->at++;
		else if (is_space(c))
			reading->at++;
		else
			return;
	}
}

/* A number of up to five digits and the byte behind it: 1 read, 0 more bytes are needed, -1 there is none. */
static int read_number(struct reading *reading, int *out)
{
	int digits = 0;
	skip_space(reading);
	for (*out = 0; reading->at < reading->size; reading->at++) {
		uint8_t c = reading->bytes[reading->at];
		if (c < '0' || c > '9')
			return digits > 0 && is_space(c) ? 1 : -1;
		if (++digits > 5)
			return -1;
		*out = 10 * *out + (c - '0');
	}
	return 0;
}

int frame_pgm(const uint8_t *bytes, size_t size, struct frame *out, size_t *used)
{
	struct reading reading = {bytes, size, 2};
	int number[3];
	if (size < 2)
		return size == 0 || bytes[0] == 'P' ? 0 : -1;
	if (memcmp(bytes, "P5", 2) != 0)
		return -1;
	for (int i = 0; i < 3; i++) {
		int got = read_number(&reading, &number[i]);
		if (got <= 0)
			return got < 0 || size > 512 ? -1 : 0;
	}
	reading.at++;
	if (number[2] != 255 || !frame_size(out, number[0], number[1], NULL))
		return -1;
	size_t pixels = (size_t)number[0] * (size_t)number[1];
	if (size - reading.at < pixels)
		return 0;
	memcpy(out->gray, bytes + reading.at, pixels);
	*used = reading.at + pixels;
	return 1;
}

/* --- PNG ---------------------------------------------------------------------------------------------------------------------
 */

static uint32_t big_endian(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static cairo_status_t read_some(void *self, unsigned char *to, unsigned int size)
{
	struct reading *reading = self;
	if (reading->size - reading->at < size)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, reading->bytes + reading->at, size);
	reading->at += size;
	return CAIRO_STATUS_SUCCESS;
}

/* What is transparent is white, as it is on paper. */
static bool take_pixels(cairo_surface_t *png, struct frame *out)
{
	cairo_surface_t *rgb = cairo_image_surface_create(CAIRO_FORMAT_RGB24, out->w, out->h);
	cairo_t *cairo = cairo_create(rgb);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_set_source_surface(cairo, png, 0, 0);
	cairo_paint(cairo);
	bool ok = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cairo);
	cairo_surface_flush(rgb);
	const unsigned char *pixels = cairo_image_surface_get_data(rgb);
	int stride = cairo_image_surface_get_stride(rgb);
	for (int y = 0; ok && pixels && y < out->h; y++) {
		const unsigned char *row = pixels + (size_t)y * (size_t)stride;
		for (int x = 0; x < out->w; x++) {
			uint32_t pixel;
			memcpy(&pixel, row + (size_t)x * 4, 4);
			out->gray[(size_t)y * (size_t)out->w + (size_t)x] =
				(uint8_t)((77 * (pixel >> 16 & 255) + 150 * (pixel >> 8 & 255) + 29 * (pixel & 255)) >> 8);
		}
	}
	cairo_surface_destroy(rgb);
	return ok && pixels;
}

static bool read_png(const struct buf *file, struct frame *out, struct err *err)
{
	enum { HEAD = 24 }; /* signature, length and name of the first chunk, width, height */
	struct reading reading = {(const uint8_t *)buf_text(file), file->size, 0};
	if (file->size < HEAD || memcmp(reading.bytes, "\x89PNG\r\n\x1a\n", 8) != 0)
		return err_set(err, ERR_INPUT, "it is neither PGM nor PNG");
	uint32_t w = big_endian(reading.bytes + 16), h = big_endian(reading.bytes + 20);
	if (!frame_size(out, w < INT16_MAX ? (int)w : INT16_MAX, h < INT16_MAX ? (int)h : INT16_MAX, err))
		return false;
	cairo_surface_t *png = cairo_image_surface_create_from_png_stream(read_some, &reading);
	bool ok = cairo_surface_status(png) == CAIRO_STATUS_SUCCESS && take_pixels(png, out);
	cairo_surface_destroy(png);
	return ok || err_set(err, ERR_INPUT, "its PNG is damaged");
}

bool frame_file(const char *path, struct frame *out, struct err *err)
{
	struct buf file;
	size_t used;
	buf_init(&file, FRAME_FILE_MOST);
	bool ok = file_read(path, &file, err);
	if (ok && frame_pgm((const uint8_t *)buf_text(&file), file.size, out, &used) != 1)
		ok = read_png(&file, out, err);
	buf_wipe(&file);
	buf_release(&file);
	return ok;
}
