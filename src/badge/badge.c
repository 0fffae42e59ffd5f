/* The badge is laid out in tenths of a millimetre and drawn in dots of 300 to the inch, whatever file comes out, so that the
 * modules of its QR stand on whole dots. Texts are fitted by their ink, not by their font's promises: an accent on a capital or
 * a long descender makes a name smaller before it touches anything. */
#include "badge/badge.h"

#include "badge/qr.h"
#include "base/file.h"
#include "base/text.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <sodium.h>
#include <string.h>

enum {
	DOTS_WIDE = 1200, /* 4 x 3 in at 300 dpi */
	DOTS_HIGH = 900,
	FILE_MOST = 4 << 20,
	LINES_MOST = 2,
	LINE_TEXT_MOST = 1024,
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
#define LINE_GAP 0.06    /* of the font's size, between the ink of two lines */
#define BROKEN_LEAST 0.8 /* two lines may be this much smaller than one before anything is left out */

enum { QR_DOTS = 312 }; /* at most; 25 modules of 12 dots, down to 49 of 6 (0.5 mm) */

static double dots(double tenths)
{
	return tenths * 300 / 254;
}

/* --- fitting ------------------------------------------------------------------------------------------------------------- */

struct style {
	int weight;           /* 600, 700, 800 */
	double most, least;   /* font size */
	double width, height; /* of the ink */
};

/* One or two lines of text at one size. Distances are from the baselines. */
struct block {
	PangoLayout *line[LINES_MOST];
	PangoRectangle ink[LINES_MOST]; /* y from the baseline, in Pango's units */
	size_t lines;
	double size;
};

static void block_release(struct block *block)
{
	for (size_t i = 0; i < LINES_MOST; i++)
		if (block->line[i])
			g_object_unref(block->line[i]);
	*block = (struct block){0};
}

static PangoLayout *make_line(cairo_t *cr, const char *text, int weight, double size, double ellipsize_at)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family(font, "Inter, sans-serif");
	pango_font_description_set_weight(font, (PangoWeight)weight);
	pango_font_description_set_absolute_size(font, dots(size) * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	PangoAttrList *digits = pango_attr_list_new();
	pango_attr_list_insert(digits, pango_attr_font_features_new("tnum"));
	pango_layout_set_attributes(layout, digits);
	pango_attr_list_unref(digits);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	if (ellipsize_at > 0) {
		pango_layout_set_width(layout, (int)(dots(ellipsize_at) * PANGO_SCALE));
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	pango_layout_set_text(layout, text, -1);
	return layout;
}

static double from_pango(int units)
{
	return (double)units / PANGO_SCALE * 254 / 300;
}

static double block_ascent(const struct block *block)
{
	return block->lines ? -from_pango(block->ink[0].y) : 0;
}

static double block_descent(const struct block *block)
{
	const PangoRectangle *ink = &block->ink[block->lines ? block->lines - 1 : 0];
	return block->lines ? fmax(0, from_pango(ink->y + ink->height)) : 0;
}

/* From baseline to baseline: an em, or more where a descender stands over an accented capital. */
static double block_leading(const struct block *block)
{
	const PangoRectangle *ink = block->ink;
	if (block->lines < 2)
		return 0;
	return fmax(block->size, from_pango(ink[0].y + ink[0].height - ink[1].y) + LINE_GAP * block->size);
}

static double block_height(const struct block *block)
{
	return block_ascent(block) + block_leading(block) + block_descent(block);
}

static double block_width(const struct block *block)
{
	double width = 0;
	for (size_t i = 0; i < block->lines; i++)
		width = fmax(width, from_pango(block->ink[i].width));
	return width;
}

/* Sets the lines at a size; the last one ends in an ellipsis if `ellipsize_at` (> 0) is passed. */
static void set_lines(cairo_t *cr, struct block *block, char text[LINES_MOST][LINE_TEXT_MOST], size_t lines, int weight,
		      double size, double ellipsize_at)
{
	block_release(block);
	block->size = size;
	block->lines = lines;
	for (size_t i = 0; i < lines; i++) {
		block->line[i] = make_line(cr, text[i], weight, size, i + 1 == lines ? ellipsize_at : 0);
		pango_layout_get_extents(block->line[i], &block->ink[i], NULL);
		block->ink[i].y -= pango_layout_get_baseline(block->line[i]);
	}
}

/* Sets the lines as large as they fit, down to the least size; false if they do not fit even so. */
static bool fit_lines(cairo_t *cr, struct block *block, char text[LINES_MOST][LINE_TEXT_MOST], size_t lines,
		      const struct style *style)
{
	set_lines(cr, block, text, lines, style->weight, style->most, 0);
	double shrink = fmin(style->width / fmax(1, block_width(block)), style->height / fmax(1, block_height(block)));
	/* Whole tenths, so that rounding in the font never makes the ink a hair too wide. */
	double size = shrink < 1 ? floor(style->most * shrink * 0.995) : style->most;
	if (size < style->least)
		return false;
	set_lines(cr, block, text, lines, style->weight, size, 0);
	return true;
}

/* The next place behind a space or hyphen where a line may end; NULL if there is none. */
static const char *next_break(const char *at)
{
	while (*at && *at != ' ' && *at != '-')
		at++;
	return *at && at[1] ? at + 1 : NULL;
}

static void split(const char *text, const char *at, char lines[LINES_MOST][LINE_TEXT_MOST])
{
	text_format(lines[0], LINE_TEXT_MOST, "%.*s", (int)(at - text - (at[-1] == ' ')), text);
	text_copy(lines[1], LINE_TEXT_MOST, at);
}

/* Breaks into the two lines that can be set largest. False if no break lets both fit. */
static bool fit_broken(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	char lines[LINES_MOST][LINE_TEXT_MOST];
	const char *best = NULL;
	double largest = 0;
	struct style smaller = *style;
	smaller.least *= BROKEN_LEAST;
	for (const char *at = text; (at = next_break(at));) {
		split(text, at, lines);
		if (fit_lines(cr, block, lines, 2, &smaller) && block->size > largest) {
			largest = block->size;
			best = at;
		}
	}
	if (!best)
		return false;
	split(text, best, lines);
	return fit_lines(cr, block, lines, 2, &smaller);
}

/* The least size: as much as fits on the first of two lines, the rest with an ellipsis. */
static void fit_cut(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	char lines[LINES_MOST][LINE_TEXT_MOST];
	const char *best = NULL;
	for (const char *at = text; (at = next_break(at));) {
		split(text, at, lines);
		set_lines(cr, block, lines, 2, style->weight, style->least * BROKEN_LEAST, style->width * 0.98);
		if (block_width(block) <= style->width && block_height(block) <= style->height)
			best = at;
	}
	if (best)
		split(text, best, lines);
	else
		text_copy(lines[0], LINE_TEXT_MOST, text);
	set_lines(cr, block, lines, best ? 2 : 1, style->weight, style->least * (best ? BROKEN_LEAST : 1), style->width * 0.98);
}

static void fit(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	char line[LINES_MOST][LINE_TEXT_MOST];
	block_release(block);
	if (!text[0])
		return;
	text_copy(line[0], LINE_TEXT_MOST, text);
	if (!fit_lines(cr, block, line, 1, style) && !fit_broken(cr, block, text, style))
		fit_cut(cr, block, text, style);
	sodium_memzero(line, sizeof line);
}

/* --- drawing ------------------------------------------------------------------------------------------------------------- */

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };
static const double before[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1}; /* of the ink, left of x */

/* Draws with the ink's edge or middle at `x` and the last line's baseline at `base`. */
static void draw_block(cairo_t *cr, const struct block *block, double x, double base, enum align align)
{
	for (size_t i = 0; i < block->lines; i++) {
		const PangoRectangle *ink = &block->ink[i];
		double left = dots(x) - (ink->x + ink->width * before[align]) / PANGO_SCALE;
		double y = dots(base - (double)(block->lines - 1 - i) * block_leading(block));
		cairo_move_to(cr, left, y - (double)pango_layout_get_baseline(block->line[i]) / PANGO_SCALE);
		pango_cairo_show_layout(cr, block->line[i]);
	}
}

static void draw_text(cairo_t *cr, const char *text, const struct style *style, double x, double base, enum align align)
{
	struct block block = {0};
	fit(cr, &block, text, style);
	draw_block(cr, &block, x, base, align);
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
	fit(cr, &given, content->given,
	    &(struct style){.weight = 800, .most = 226, .least = 100, .width = RIGHT - LEFT, .height = GIVEN_END - GIVEN_TOP});
	double base = fmin(fmax(GIVEN_BASE, GIVEN_TOP + block_height(&given) - block_descent(&given)),
			   GIVEN_END - block_descent(&given));
	draw_block(cr, &given, LEFT, base, ALIGN_LEFT);
	double top = base + block_descent(&given) + GAP;
	fit(cr, &family, content->family,
	    &(struct style){.weight = 600, .most = 130, .least = 60, .width = COLUMN_WIDE, .height = FAMILY_END - top});
	base = fmax(FAMILY_BASE, top + block_height(&family) - block_descent(&family));
	draw_block(cr, &family, LEFT, fmin(base, FAMILY_END - block_descent(&family)), ALIGN_LEFT);
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
		fit(cr, &block, content->headline, &headline);
		draw_block(cr, &block, LEFT, FAMILY_END + 3 * GAP + block_height(&block) - block_descent(&block), ALIGN_LEFT);
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
