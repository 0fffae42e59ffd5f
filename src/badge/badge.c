/* See badge.h. */
#include "badge/order.h"
#include "badge/page.h"
#include "base/file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { DOTS_MOST = 32 << 20 };

/* --- surfaces ------------------------------------------------------------------------------------------------------------- */

static cairo_status_t write_to_buf(void *self, const unsigned char *data, unsigned size)
{
	return buf_add(self, data, size) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static int dots_wide(double mm, int dpi)
{
	return (int)round(mm / 25.4 * dpi);
}

static cairo_surface_t *make_surface(const struct template *template, enum badge_format format, int dpi, struct buf *out)
{
	double wide = template->width / 25.4 * 72, high = template->height / 25.4 * 72;
	switch (format) {
	case BADGE_PDF:
		return cairo_pdf_surface_create_for_stream(write_to_buf, out, wide, high);
	case BADGE_SVG:
		return cairo_svg_surface_create_for_stream(write_to_buf, out, wide, high);
	case BADGE_PNG:
	case BADGE_PBM:
	case BADGE_FORMAT_COUNT:
		break;
	}
	return cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots_wide(template->width, dpi),
					  dots_wide(template->height, dpi));
}

/* `unit`: how many of the surface's units an inch has. */
static cairo_t *make_context(cairo_surface_t *surface, int unit)
{
	cairo_t *cr = cairo_create(surface);
	cairo_scale(cr, unit / 300.0, unit / 300.0);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
	return cr;
}

static bool draw_on(cairo_surface_t *surface, int unit, struct page *page, struct err *err)
{
	page->cr = make_context(surface, unit);
	bool ok = page_draw(page, err);
	cairo_destroy(page->cr);
	return ok;
}

/* Label printers know black and white only: every dot becomes one of them. */
static void make_bilevel(cairo_surface_t *image)
{
	cairo_surface_flush(image);
	unsigned char *row = cairo_image_surface_get_data(image);
	int stride = cairo_image_surface_get_stride(image);
	for (int y = 0; y < cairo_image_surface_get_height(image); y++, row += stride)
		for (int x = 0; x < cairo_image_surface_get_width(image); x++)
			memset(row + (ptrdiff_t)4 * x, (row[4 * x] + row[4 * x + 1] + row[4 * x + 2]) / 3 < 128 ? 0 : 255, 4);
	cairo_surface_mark_dirty(image);
}

static void wipe_image(cairo_surface_t *image)
{
	unsigned char *data = cairo_image_surface_get_data(image);
	if (data)
		sodium_memzero(data,
			       (size_t)cairo_image_surface_get_stride(image) * (size_t)cairo_image_surface_get_height(image));
}

static bool has_room(const struct template *template, int dpi, struct err *err)
{
	return (double)dots_wide(template->width, dpi) * dots_wide(template->height, dpi) <= DOTS_MOST ||
	       err_set(err, ERR_USAGE, "a badge of this size at %d dots an inch is too large; take fewer dots", dpi);
}

bool badge_raster(const struct template *template, const struct badge_content *content, int dpi, struct badge_raster *out,
		  unsigned *cut, struct err *err)
{
	struct page page = {.template = template, .content = content, .dpi = dpi};
	*out = (struct badge_raster){.dots = NULL};
	if (!has_room(template, dpi, err))
		return false;
	cairo_surface_t *image = make_surface(template, BADGE_PBM, dpi, NULL);
	*out = (struct badge_raster){.width = cairo_image_surface_get_width(image),
				     .height = cairo_image_surface_get_height(image)};
	bool ok = draw_on(image, dpi, &page, err);
	out->dots = ok ? malloc((size_t)out->width * (size_t)out->height) : NULL;
	if (ok && !out->dots)
		ok = err_set(err, ERR_MEMORY, "there is not enough memory to draw the badge; close other programs");
	if (ok && out->dots) {
		make_bilevel(image);
		const unsigned char *row = cairo_image_surface_get_data(image);
		for (int y = 0; y < out->height; y++, row += cairo_image_surface_get_stride(image))
			for (int x = 0; x < out->width; x++)
				out->dots[(size_t)y * (size_t)out->width + (size_t)x] = row[4 * x] == 0;
	}
	if (cut)
		*cut = page.cut;
	wipe_image(image);
	cairo_surface_destroy(image);
	return ok;
}

void badge_raster_release(struct badge_raster *raster)
{
	if (raster->dots)
		sodium_memzero(raster->dots, (size_t)raster->width * (size_t)raster->height);
	free(raster->dots);
	*raster = (struct badge_raster){0};
}

/* Portable bitmap: a bit a dot, 1 black, rows of whole bytes. */
static bool add_pbm(const struct badge_raster *raster, struct buf *out)
{
	bool ok = buf_add_format(out, "P4\n%d %d\n", raster->width, raster->height);
	for (int y = 0; ok && y < raster->height; y++) {
		const unsigned char *row = raster->dots + (size_t)y * (size_t)raster->width;
		for (int x = 0; ok && x < raster->width; x += 8) {
			unsigned byte = 0;
			for (int bit = 0; bit < 8; bit++)
				byte = byte << 1 | (x + bit < raster->width && row[x + bit]);
			ok = buf_add_char(out, (char)byte);
		}
	}
	return ok;
}

static bool draw_dots(const struct template *template, const struct badge_content *content, int dpi, struct buf *out,
		      struct err *err)
{
	struct badge_raster raster;
	bool ok = badge_raster(template, content, dpi, &raster, NULL, err);
	if (ok && !add_pbm(&raster, out))
		ok = err_set(err, ERR_FULL, "the badge is too large for a file of dots; draw it with fewer dots an inch");
	badge_raster_release(&raster);
	return ok;
}

bool badge_draw(const struct template *template, const struct badge_content *content, enum badge_format format, int dpi,
		struct buf *out, struct err *err)
{
	struct page page = {.template = template, .content = content, .dpi = dpi};
	buf_wipe(out);
	if (format == BADGE_PBM)
		return draw_dots(template, content, dpi, out, err);
	if (!has_room(template, dpi, err))
		return false;
	cairo_surface_t *surface = make_surface(template, format, dpi, out);
	bool ok = draw_on(surface, format == BADGE_PNG ? dpi : 72, &page, err);
	if (ok && format == BADGE_PNG) {
		make_bilevel(surface);
		ok = cairo_surface_write_to_png_stream(surface, write_to_buf, out) == CAIRO_STATUS_SUCCESS;
	} else if (ok) {
		cairo_surface_finish(surface);
		ok = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	}
	if (!ok && err && err->code == ERR_NONE)
		err_set(err, ERR_MEMORY, "the badge's file cannot be made; close other programs and try again");
	if (format == BADGE_PNG)
		wipe_image(surface);
	cairo_surface_destroy(surface);
	return ok;
}

/* --- words ---------------------------------------------------------------------------------------------------------------- */

_Static_assert((int)ORDER_BOOTHS_MOST == (int)BADGE_BOOTHS_MOST, "an order holds what a badge shows");

struct badge_content badge_content_of(const struct badge_words *words)
{
	struct badge_content content = {.fair = words->fair,
					.date = words->date,
					.given = words->given,
					.family = words->family,
					.headline = words->headline,
					.looking = words->looking,
					.visit = words->visit,
					.scan = words->scan,
					.token = words->token,
					.code = words->code,
					.booth_count = words->booth_count};
	for (size_t i = 0; i < words->booth_count && i < BADGE_BOOTHS_MOST; i++) {
		content.booths[i].number = words->booths[i].number;
		content.booths[i].name = words->booths[i].name;
	}
	return content;
}

/* --- files --------------------------------------------------------------------------------------------------------------- */

static const char *const endings[BADGE_FORMAT_COUNT] = {
	[BADGE_PNG] = ".png", [BADGE_PDF] = ".pdf", [BADGE_SVG] = ".svg", [BADGE_PBM] = ".pbm"};

bool badge_format_of(const char *path, enum badge_format *format)
{
	size_t length = strlen(path);
	for (int i = 0; i < BADGE_FORMAT_COUNT; i++)
		if (length > 4 && strcmp(path + length - 4, endings[i]) == 0) {
			*format = (enum badge_format)i;
			return true;
		}
	return false;
}

bool badge_write(const struct template *template, const struct badge_content *content, const char *path, int dpi,
		 struct err *err)
{
	enum badge_format format;
	struct buf file;
	if (!badge_format_of(path, &format))
		return err_set(err, ERR_USAGE,
			       "a badge is drawn as .png, .pdf, .svg or .pbm; end the file's name in one of them");
	err_clear(err);
	buf_init(&file, BADGE_FILE_MOST);
	bool ok = badge_draw(template, content, format, dpi, &file, err) && file_replace(path, file.data, file.size, 0600, err);
	buf_wipe(&file);
	buf_release(&file);
	return ok;
}
