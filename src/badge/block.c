/* Fitting by ink, not by the font's promises: an accent on a capital or a long descender makes a text smaller before it touches
 * anything. Each line is its own Pango layout. */
#include "badge/block.h"

#include "base/text.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

enum { LINES_MOST = BLOCK_LINES_MOST, LINE_TEXT_MOST = 1024, BREAKS_MOST = 48 };

#define LINE_GAP 0.06 /* of the font's size, between the ink of two lines */

static const double before[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1}; /* of the ink, left of x */

void block_release(struct block *block)
{
	for (size_t i = 0; i < LINES_MOST; i++)
		if (block->line[i])
			g_object_unref(block->line[i]);
	*block = (struct block){0};
}

/* --- lines at a size -------------------------------------------------------------------------------------------------------
 */

static PangoLayout *make_line(cairo_t *cr, const char *text, size_t length, const struct style *style, double size,
			      double ellipsize_at)
{
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = pango_font_description_new();
	pango_font_description_set_family(font, style->font);
	pango_font_description_set_weight(font, (PangoWeight)style->weight);
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
	pango_layout_set_text(layout, text, (int)length);
	return layout;
}

static double from_pango(int units)
{
	return (double)units / PANGO_SCALE * 25.4 / 300;
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
	double leading = block->lines > 1 ? block->size : 0;
	for (size_t i = 1; i < block->lines; i++) {
		const PangoRectangle *above = &block->ink[i - 1], *below = &block->ink[i];
		leading = fmax(leading, from_pango(above->y + above->height - below->y) + LINE_GAP * block->size);
	}
	return leading;
}

double block_height(const struct block *block)
{
	return block_ascent(block) + block_leading(block) * (double)(block->lines ? block->lines - 1 : 0) +
	       block_descent(block);
}

static double block_width(const struct block *block)
{
	double width = 0;
	for (size_t i = 0; i < block->lines; i++)
		width = fmax(width, from_pango(block->ink[i].width));
	return width;
}

/* Where the lines of a text begin and end. */
struct split {
	const char *from[LINES_MOST];
	size_t length[LINES_MOST], lines;
};

/* Sets the lines at a size; those that are wider than `ellipsize_at` (> 0) end in an ellipsis. */
static void set_lines(cairo_t *cr, struct block *block, const struct split *split, const struct style *style, double size,
		      double ellipsize_at)
{
	block_release(block);
	block->size = size;
	block->lines = split->lines;
	for (size_t i = 0; i < split->lines; i++) {
		block->line[i] = make_line(cr, split->from[i], split->length[i], style, size, ellipsize_at);
		pango_layout_get_extents(block->line[i], &block->ink[i], NULL);
		block->ink[i].y -= pango_layout_get_baseline(block->line[i]);
		block->cut = block->cut || pango_layout_is_ellipsized(block->line[i]);
	}
}

/* Sets the lines as large as they fit, down to `least`; false if they do not fit even so. */
static bool fit_lines(cairo_t *cr, struct block *block, const struct split *split, const struct style *style, double least)
{
	set_lines(cr, block, split, style, style->largest, 0);
	double shrink = fmin(style->width / fmax(0.1, block_width(block)), style->height / fmax(0.1, block_height(block)));
	/* Whole tenths, so that rounding in the font never makes the ink a hair too wide. */
	double size = shrink < 1 ? floor(style->largest * shrink * 9.95) / 10 : style->largest;
	if (size < least)
		return false;
	set_lines(cr, block, split, style, size, 0);
	return true;
}

/* --- breaking --------------------------------------------------------------------------------------------------------------
 */

/* The places behind a space or hyphen where a line may begin, the text's own beginning first and its end last. */
static size_t find_breaks(const char *text, const char *at[BREAKS_MOST + 2])
{
	size_t count = 0;
	at[count++] = text;
	for (const char *p = text; *p; p++)
		if ((*p == ' ' || *p == '-') && p[1] && count <= BREAKS_MOST)
			at[count++] = p + 1;
	at[count] = text + strlen(text);
	return count;
}

static double width_between(cairo_t *cr, const char *from, const char *to, const struct style *style)
{
	PangoRectangle ink;
	PangoLayout *line = make_line(cr, from, (size_t)(to - from), style, style->largest, 0);
	pango_layout_get_extents(line, &ink, NULL);
	g_object_unref(line);
	return from_pango(ink.width);
}

struct search {
	cairo_t *cr;
	const struct style *style;
	const char *at[BREAKS_MOST + 2];
	size_t count; /* of pieces */
	double widest;
	struct split best, now;
};

/* Tries every break of what is left into so many lines; keeps the one whose widest line is narrowest. */
static void try_breaks(struct search *search, size_t from, size_t line, size_t lines, double widest)
{
	bool last = line + 1 == lines;
	for (size_t to = last ? search->count : from + 1; to + (lines - line - 1) <= search->count; to++) {
		const char *start = search->at[from], *end = search->at[to];
		double wide = fmax(widest, width_between(search->cr, start, end, search->style));
		if (wide >= search->widest)
			break; /* longer lines are only wider */
		search->now.from[line] = start;
		search->now.length[line] = (size_t)(end - start) - (end[-1] == ' ');
		if (!last) {
			try_breaks(search, to, line + 1, lines, wide);
			continue;
		}
		search->widest = wide;
		search->best = search->now;
		search->best.lines = lines;
	}
}

static bool split_text(cairo_t *cr, const char *text, const struct style *style, size_t lines, struct split *out)
{
	struct search search = {.cr = cr, .style = style, .widest = INFINITY};
	search.count = find_breaks(text, search.at);
	if (lines > search.count)
		return false;
	try_breaks(&search, 0, 0, lines, 0);
	*out = search.best;
	return out->lines == lines;
}

/* As many lines as let it be set largest. */
static bool fit_broken(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	struct split split, best = {.lines = 0};
	double largest = 0;
	for (size_t lines = 1; lines <= (size_t)style->lines; lines++) {
		if (!split_text(cr, text, style, lines, &split))
			break;
		if (fit_lines(cr, block, &split, style, BLOCK_SIZE_LEAST) && block->size > largest) {
			largest = block->size;
			best = split;
		}
	}
	return best.lines > 0 && fit_lines(cr, block, &best, style, BLOCK_SIZE_LEAST);
}

/* The least size that can be read: as much as fits, the rest with an ellipsis. */
static void fit_cut(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	struct split split;
	size_t lines = (size_t)style->lines;
	while (lines > 0) {
		if (split_text(cr, text, style, lines, &split)) {
			set_lines(cr, block, &split, style, BLOCK_SIZE_LEAST, style->width * 0.98);
			if (lines == 1 || block_height(block) <= style->height)
				return;
		}
		lines--;
	}
}

void block_fit(cairo_t *cr, struct block *block, const char *text, const struct style *style)
{
	char line[LINE_TEXT_MOST];
	block_release(block);
	if (!text[0])
		return;
	text_copy(line, sizeof line, text);
	struct split whole = {.from = {line}, .length = {strlen(line)}, .lines = 1};
	if (!fit_lines(cr, block, &whole, style, style->least) && !fit_broken(cr, block, line, style))
		fit_cut(cr, block, line, style);
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
