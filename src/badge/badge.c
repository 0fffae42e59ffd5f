/* The badge is laid out in tenths of a millimetre and drawn in dots of 300 to the inch, whatever file comes out, so that the
 * modules of its QR stand on whole dots. The given name is fitted first, and what its ink leaves is the family name's. */
#include "badge/badge.h"

#include "badge/block.h"
#include "badge/qr.h"
#include "base/file.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <sodium.h>
#include <string.h>

enum {
	DOTS_WIDE = 1200, /* 4 x 3 in at 300 dpi */
	DOTS_HIGH = 900,
	FILE_MOST = 4 << 20,
};

/* Places in tenths of a millimetre (the design's units); the top centre stays clear for the slot. */
#define LEFT 52.0
#define RIGHT 964.0
#define HEAD_BASE 82.0
#define HEAD_WIDE 360.0
#define GIVEN_TOP 104.0
#define GIVEN_BASE 298.0
#define GIVEN_END 355.0
#define FAMILY_BASE 440.0
#define FAMILY_END 516.0
#define COLUMN_WIDE 560.0 /* what stands beside the code */
#define LOOKING_BASE 556.0
#define LINE_TOP 694.0
#define LINE_THICK 6.0
#define CODE_MIDDLE 523.0 /* of the QR */
#define CODE_BASE 733.0
#define GAP 10.0

enum { QR_DOTS = 312 }; /* at most; 25 modules of 12 dots, down to 49 of 6 (0.5 mm) */

/* --- drawing ------------------------------------------------------------------------------------------------------------- */

static void draw_text(cairo_t *cr, const char *text, const struct style *style, double x, double base, enum align align)
{
	struct block block = {0};
	block_fit(cr, &block, text, style);
	block_draw(cr, &block, x, base, align);
	block_release(&block);
}

static void draw_rule(cairo_t *cr, double x, double y, double width, double height)
{
	cairo_rectangle(cr, round(dots(x)), round(dots(y)), round(dots(width)), round(dots(height)));
	cairo_fill(cr);
}

/* Given name, and below its ink the family name. */
static void draw_names(cairo_t *cr, const struct badge_content *content)
{
	struct block given = {0}, family = {0};
	block_fit(cr, &given, content->given,
		  &(struct style){
			  .weight = 800, .most = 226, .least = 100, .width = RIGHT - LEFT, .height = GIVEN_END - GIVEN_TOP});
	double base = fmin(fmax(GIVEN_BASE, GIVEN_TOP + block_height(&given) - block_descent(&given)),
			   GIVEN_END - block_descent(&given));
	block_draw(cr, &given, LEFT, base, ALIGN_LEFT);
	double top = base + block_descent(&given) + GAP;
	block_fit(cr, &family, content->family,
		  &(struct style){.weight = 600, .most = 130, .least = 60, .width = COLUMN_WIDE, .height = FAMILY_END - top});
	base = fmax(FAMILY_BASE, top + block_height(&family) - block_descent(&family));
	block_draw(cr, &family, LEFT, fmin(base, FAMILY_END - block_descent(&family)), ALIGN_LEFT);
	block_release(&given);
	block_release(&family);
}

/* The code's right edge is the text's, its modules are whole dots, and four of them around it stay white. */
static bool draw_code(cairo_t *cr, const struct badge_content *content)
{
	static const struct style style = {.weight = 700, .most = 38, .least = 30, .width = 300, .height = 60};
	struct qr qr;
	if (!qr_make(content->token, &qr) || qr.side * 4 > QR_DOTS)
		return false;
	int module = QR_DOTS / qr.side, side = module * qr.side;
	int left = (int)round(dots(RIGHT)) - side, top = (int)round(dots(CODE_MIDDLE)) - side / 2;
	for (int y = 0; y < qr.side; y++)
		for (int x = 0; x < qr.side; x++)
			if (qr_dark(&qr, x, y))
				cairo_rectangle(cr, left + x * module, top + y * module, module, module);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
	cairo_fill(cr);
	cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
	draw_text(cr, content->code, &style, (left + side / 2.0) * 254 / 300, CODE_BASE, ALIGN_CENTRE);
	return true;
}

static bool draw(cairo_t *cr, const struct badge_content *content)
{
	static const struct style head = {.weight = 700, .most = 34, .least = 26, .width = HEAD_WIDE, .height = 64};
	static const struct style date = {.weight = 600, .most = 34, .least = 26, .width = HEAD_WIDE, .height = 64};
	static const struct style looking = {.weight = 700, .most = 38, .least = 30, .width = COLUMN_WIDE, .height = 60};
	static const struct style headline = {.weight = 600, .most = 52, .least = 38, .width = COLUMN_WIDE, .height = 140};
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	draw_text(cr, content->fair, &head, LEFT, HEAD_BASE, ALIGN_LEFT);
	draw_text(cr, content->date, &date, RIGHT, HEAD_BASE, ALIGN_RIGHT);
	draw_names(cr, content);
	if (content->headline[0]) {
		struct block block = {0};
		block_fit(cr, &block, content->headline, &headline);
		block_draw(cr, &block, LEFT, FAMILY_END + 3 * GAP + block_height(&block) - block_descent(&block), ALIGN_LEFT);
		block_release(&block);
	} else {
		draw_text(cr, content->looking_for_label, &looking, LEFT, LOOKING_BASE, ALIGN_LEFT);
		draw_rule(cr, LEFT, LINE_TOP, COLUMN_WIDE, LINE_THICK);
	}
	return draw_code(cr, content);
}

/* --- files --------------------------------------------------------------------------------------------------------------- */

static cairo_status_t write_to_buf(void *self, const unsigned char *data, unsigned size)
{
	return buf_add(self, data, size) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Label printers know black and white only: every dot becomes one of them. */
static void make_bilevel(cairo_surface_t *image)
{
	cairo_surface_flush(image);
	unsigned char *row = cairo_image_surface_get_data(image);
	int stride = cairo_image_surface_get_stride(image);
	for (int y = 0; y < DOTS_HIGH; y++, row += stride)
		for (int x = 0; x < DOTS_WIDE; x++)
			memset(row + 4 * x, row[4 * x] < 128 ? 0 : 255, 4);
	cairo_surface_mark_dirty(image);
}

enum format { PNG, PDF, SVG };

static const struct {
	const char *ending;
	enum format format;
} formats[] = {{".png", PNG}, {".pdf", PDF}, {".svg", SVG}};

static bool format_of(const char *path, enum format *format)
{
	size_t length = strlen(path);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		if (length > 4 && strcmp(path + length - 4, formats[i].ending) == 0) {
			*format = formats[i].format;
			return true;
		}
	}
	return false;
}

static cairo_surface_t *make_surface(enum format format, struct buf *out)
{
	double wide = DOTS_WIDE * 72.0 / 300, high = DOTS_HIGH * 72.0 / 300;
	switch (format) {
	case PDF:
		return cairo_pdf_surface_create_for_stream(write_to_buf, out, wide, high);
	case SVG:
		return cairo_svg_surface_create_for_stream(write_to_buf, out, wide, high);
	case PNG:
		break;
	}
	return cairo_image_surface_create(CAIRO_FORMAT_RGB24, DOTS_WIDE, DOTS_HIGH);
}

static cairo_t *make_context(cairo_surface_t *surface, enum format format)
{
	cairo_t *cr = cairo_create(surface);
	if (format != PNG)
		cairo_scale(cr, 72.0 / 300, 72.0 / 300);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_set_font_options(cr, options);
	cairo_font_options_destroy(options);
	return cr;
}

/* Finishes the file's bytes; false if cairo could not, or they were too many. */
static bool finish(cairo_surface_t *surface, enum format format, struct buf *out)
{
	if (format == PNG) {
		make_bilevel(surface);
		bool ok = cairo_surface_write_to_png_stream(surface, write_to_buf, out) == CAIRO_STATUS_SUCCESS;
		sodium_memzero(cairo_image_surface_get_data(surface),
			       (size_t)cairo_image_surface_get_stride(surface) * DOTS_HIGH);
		return ok;
	}
	cairo_surface_finish(surface);
	return cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
}

bool badge_write(const struct badge_content *content, const char *path, struct err *err)
{
	enum format format;
	struct buf file;
	if (!format_of(path, &format))
		return err_set(err, ERR_USAGE, "a badge is drawn as .png, .pdf or .svg; end the file's name in one of them");
	buf_init(&file, FILE_MOST);
	cairo_surface_t *surface = make_surface(format, &file);
	cairo_t *cr = make_context(surface, format);
	bool ok = draw(cr, content) ||
		  err_set(err, ERR_INPUT, "the badge's token does not fit into its code; issue the badge again");
	if (ok && cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		ok = err_set(err, ERR_MEMORY, "the badge cannot be drawn: %s; close other programs and try again",
			     cairo_status_to_string(cairo_status(cr)));
	cairo_destroy(cr);
	if (ok && !finish(surface, format, &file))
		ok = err_set(err, ERR_MEMORY, "the badge's file cannot be made; close other programs and try again");
	cairo_surface_destroy(surface);
	ok = ok && file_replace(path, file.data, file.size, 0600, err);
	buf_wipe(&file);
	buf_release(&file);
	return ok;
}
