/* print/escpos: the commands are read back as a receipt printer reads them, and the picture is the badge, dot by dot. */
#include "escpos.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A page with one odd dot pattern in the middle and white margins. */
static struct badge_raster page(int width, int height, int margin)
{
	struct badge_raster raster = {.width = width, .height = height, .dots = calloc((size_t)width, (size_t)height)};
	for (int y = 0; y < height; y++)
		for (int x = margin; x < width - margin; x++)
			raster.dots[y * width + x] = (unsigned char)((x * 7 + y * 13) % 5 == 0);
	return raster;
}

/* Reads `ESC @`, pictures and the cut; returns the rows of the picture. */
static int read_back(const struct buf *bytes, int head, unsigned char *dots)
{
	const unsigned char *at = (const unsigned char *)bytes->data, *end = at + bytes->size;
	int y = 0;
	assert_memory_equal(at, "\x1B@", 2);
	for (at += 2; at + 8 <= end && memcmp(at, "\x1Dv0", 4) == 0;) {
		int across = at[4] | at[5] << 8, rows = at[6] | at[7] << 8;
		assert_int_equal(across, head / 8);
		assert_in_range(rows, 1, ESCPOS_BAND);
		at += 8;
		for (int row = 0; row < rows; row++, y++)
			for (int x = 0; x < head; x++)
				dots[y * head + x] = at[row * across + x / 8] >> (7 - x % 8) & 1;
		at += rows * across;
	}
	assert_int_equal(end - at, 7);
	assert_memory_equal(at,
			    "\x1B"
			    "d\x03\x1DV\x42",
			    7);
	return y;
}

static void every_dot_arrives(void **state)
{
	(void)state;
	static const struct {
		int width, height, head;
	} papers[] = {{464, 903, 384}, {640, 1047, 576}, {384, 1, 384}, {576, ESCPOS_BAND, 576}};
	for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
		int left = (papers[i].width - papers[i].head) / 2, head = papers[i].head;
		struct badge_raster raster = page(papers[i].width, papers[i].height, left);
		unsigned char *dots = calloc((size_t)head, (size_t)papers[i].height);
		struct buf bytes;
		struct err err = {.code = ERR_NONE};
		buf_init(&bytes, ESCPOS_MOST);
		assert_true(escpos_write(&raster, head, &bytes, &err));
		assert_int_equal(read_back(&bytes, head, dots), papers[i].height);
		for (int y = 0; y < papers[i].height; y++)
			assert_memory_equal(dots + y * head, raster.dots + y * papers[i].width + left, (size_t)head);
		buf_release(&bytes);
		badge_raster_release(&raster);
		free(dots);
	}
}

static void what_the_head_does_not_reach_is_refused(void **state)
{
	(void)state;
	struct badge_raster raster = page(464, 100, 39); /* a dot more than the margin of 40 */
	struct buf bytes;
	struct err err = {.code = ERR_NONE};
	buf_init(&bytes, ESCPOS_MOST);
	assert_false(escpos_write(&raster, escpos_head(58), &bytes, &err));
	assert_int_equal(err.code, ERR_INPUT);
	assert_non_null(strstr(err.text, "; leave more white"));
	buf_release(&bytes);
	badge_raster_release(&raster);
}

static void there_is_a_ceiling(void **state)
{
	(void)state;
	struct badge_raster raster = page(464, 900, 40);
	struct buf bytes;
	struct err err = {.code = ERR_NONE};
	buf_init(&bytes, 1000);
	assert_false(escpos_write(&raster, 384, &bytes, &err));
	assert_int_equal(err.code, ERR_FULL);
	buf_release(&bytes);
	badge_raster_release(&raster);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_dot_arrives),
		cmocka_unit_test(what_the_head_does_not_reach_is_refused),
		cmocka_unit_test(there_is_a_ceiling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
