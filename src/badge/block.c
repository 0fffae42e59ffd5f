/* Fitting by ink, not by the font's promises: an accent on a capital or a long descender makes a text smaller before it touches
 * anything. Each line is its own Pango layout. */
#include "badge/block.h"

#include "base/text.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

enum { LINES_MOST = BLOCK_LINES_MOST, LINE_TEXT_MOST = 1024 };

#define LINE_GAP 0.06    /* of the font's size, between the ink of two lines */
#define BROKEN_LEAST 0.8 /* two lines may be this much smaller than one before anything is left out */

static const double before[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1}; /* of the ink, left of x */

void block_release(struct block *block)
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

double block_descent(const struct block *block)
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

double block_height(const struct block *block)
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

void block_fit(cairo_t *cr, struct block *block, const char *text, const struct style *style)
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

void block_draw(cairo_t *cr, const struct block *block, double x, double base, enum align align)
{
	for (size_t i = 0; i < block->lines; i++) {
		const PangoRectangle *ink = &block->ink[i];
		double left = dots(x) - (ink->x + ink->width * before[align]) / PANGO_SCALE;
		double y = dots(base - (double)(block->lines - 1 - i) * block_leading(block));
		cairo_move_to(cr, left, y - (double)pango_layout_get_baseline(block->line[i]) / PANGO_SCALE);
		pango_cairo_show_layout(cr, block->line[i]);
	}
}
