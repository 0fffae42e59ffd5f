/* Pictures from files: PGM, the simplest there is, and PNG through libpng. Their sizes are looked at before anything is
 * unpacked. */
#include "device/frame.h"

#include "base/file.h"

#include <png.h>
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

/* What is transparent is white, as it is on paper. */
static bool read_png(const struct buf *file, struct frame *out, struct err *err)
{
	png_image png = {.version = PNG_IMAGE_VERSION};
	const png_color paper = {255, 255, 255};
	if (!png_image_begin_read_from_memory(&png, buf_text(file), file->size))
		return err_set(err, ERR_INPUT, "it is neither PGM nor PNG, or damaged");
	png.format = PNG_FORMAT_GRAY;
	int w = png.width < INT16_MAX ? (int)png.width : INT16_MAX, h = png.height < INT16_MAX ? (int)png.height : INT16_MAX;
	bool ok = frame_size(out, w, h, err);
	if (ok && !png_image_finish_read(&png, &paper, out->gray, 0, NULL))
		ok = err_set(err, ERR_INPUT, "its PNG is damaged");
	png_image_free(&png);
	return ok;
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
