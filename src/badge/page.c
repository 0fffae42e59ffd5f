/* The template's artwork first, then each text fitted into its place by its ink, then the code in dots of the printer. */
#include "badge/page.h"

#include "badge/qr.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

#define MM_INCH 25.4
#define LINE_ROOM 0.25 /* of the largest size, kept below the baseline for descenders */
#define BOOTH_BOX 0.86 /* of a booth's row */
#define BOOTH_INK 0.66 /* its text's size */
#define BOOTH_WIDE 2.2 /* the number's box, in heights */

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* --- texts ------------------------------------------------------------------------------------------------------------- */

static double anchor(const struct slot *slot)
{
	static const double share[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1};
	return slot->x + slot->width * share[slot->align];
}

/* The baseline of the last line. By "line" texts of one size stand on one line, whatever their letters. */
static double baseline(const struct slot *slot, const struct block *block)
{
	double high = block_height(block), below = block_descent(block), bottom = slot->y + slot->height;
	double least = slot->y + high - below, most = bottom - below;
	switch (slot->place) {
	case PLACE_TOP:
		return least;
	case PLACE_MIDDLE:
		return (least + most) / 2;
	case PLACE_BOTTOM:
		return most;
	case PLACE_LINE:
		break;
	}
	return fmax(least, fmin(most, bottom - LINE_ROOM * slot->largest));
}

static void ink(struct page *page, bool white)
{
	double shade = white ? 1 : 0;
	cairo_set_source_rgb(page->cr, shade, shade, shade);
}

static void draw_text(struct page *page, const struct slot *slot, const char *text, enum slot_name name)
{
	struct block block = {0};
	block_fit(page->cr, &block, text,
		  &(struct style){.font = slot->font,
				  .weight = slot->weight,
				  .lines = slot->lines,
				  .largest = slot->largest,
				  .least = slot->least,
				  .width = slot->width,
				  .height = slot->height});
	if (block.cut)
		page->cut |= 1U << name;
	ink(page, slot->white);
	block_draw(page->cr, &block, anchor(slot), baseline(slot, &block), slot->align);
	block_release(&block);
}

static void draw_texts(struct page *page)
{
	const struct badge_content *content = page->content;
	const char *texts[SLOT_COUNT] = {
		[SLOT_NAME] = content->given,
		[SLOT_SECOND] = content->family,
		[SLOT_HEADLINE] = content->headline,
		[SLOT_FAIR] = content->fair,
		[SLOT_DATE] = content->date,
		[SLOT_CODE] = content->code,
		[SLOT_LOOKING] = page->full ? "" : content->looking,
		[SLOT_VISIT] = content->booth_count ? content->visit : "",
		[SLOT_SCAN] = content->scan,
	};
	for (int i = 0; i < SLOT_COUNT; i++) {
		const struct slot *slot = template_slot(page->template, (enum slot_name)i, page->full);
		if (slot && texts[i] && texts[i][0])
			draw_text(page, slot, texts[i], (enum slot_name)i);
	}
}

/* A row a booth: its number white in a black box, its name beside it. */
static void draw_booths(struct page *page)
{
	const struct slot *place = template_slot(page->template, SLOT_BOOTHS, page->full);
	double row = place->height / BADGE_BOOTHS_MOST, high = row * BOOTH_BOX, wide = high * BOOTH_WIDE;
	struct slot text = *place;
	text.height = high;
	text.lines = 2;
	text.place = PLACE_MIDDLE;
	text.largest = row * BOOTH_INK;
	text.least = fmin(text.least, text.largest);
	for (size_t i = 0; i < page->content->booth_count && i < BADGE_BOOTHS_MOST; i++) {
		text.y = place->y + row * (double)i;
		ink(page, false);
		cairo_rectangle(page->cr, round(dots(place->x)), round(dots(text.y)), round(dots(wide)), round(dots(high)));
		cairo_fill(page->cr);
		struct slot number = text, name = text;
		number.x += wide * 0.06;
		number.width = wide * 0.88;
		number.align = ALIGN_CENTRE;
		number.lines = 1;
		number.white = true;
		draw_text(page, &number, or_empty(page->content->booths[i].number), SLOT_BOOTHS);
		name.x += wide * 1.2;
		name.width -= wide * 1.2;
		name.align = ALIGN_LEFT;
		draw_text(page, &name, or_empty(page->content->booths[i].name), SLOT_BOOTHS);
	}
}

/* --- the code ------------------------------------------------------------------------------------------------------------ */

struct badge_code badge_code_place(const struct slot *slot, int side, int dpi)
{
	double room = fmin(slot->width, slot->height) / MM_INCH * dpi;
	struct badge_code code = {.side = side, .module = (int)(room + 0.01) / (side + 2 * QR_QUIET)};
	int wide = code.module * side;
	code.left = (int)round((slot->x + slot->width / 2) / MM_INCH * dpi - wide / 2.0);
	code.top = (int)round((slot->y + slot->height / 2) / MM_INCH * dpi - wide / 2.0);
	return code;
}

/* White with its quiet zone, whatever the artwork has there. */
static bool draw_code(struct page *page)
{
	struct qr qr;
	if (!qr_make(page->content->token, &qr))
		return false;
	struct badge_code code = badge_code_place(template_slot(page->template, SLOT_QR, page->full), qr.side, page->dpi);
	int quiet = QR_QUIET * code.module, side = code.side * code.module;
	if (code.module < 1)
		return false;
	cairo_save(page->cr);
	cairo_scale(page->cr, 300.0 / page->dpi, 300.0 / page->dpi); /* from here on a unit is a dot of the printer */
	cairo_set_antialias(page->cr, CAIRO_ANTIALIAS_NONE);
	ink(page, true);
	cairo_rectangle(page->cr, code.left - quiet, code.top - quiet, side + 2 * quiet, side + 2 * quiet);
	cairo_fill(page->cr);
	for (int y = 0; y < qr.side; y++)
		for (int x = 0; x < qr.side; x++)
			if (qr_dark(&qr, x, y))
				cairo_rectangle(page->cr, code.left + x * code.module, code.top + y * code.module, code.module,
						code.module);
	ink(page, false);
	cairo_fill(page->cr);
	cairo_restore(page->cr);
	sodium_memzero(&qr, sizeof qr);
	return true;
}

/* --- the page --------------------------------------------------------------------------------------------------------------
 */

/* Groups that are drawn only now and then. */
static bool show_groups(struct page *page)
{
	const bool shown[CONDITION_COUNT] = {
		[IF_BLANK] = !page->full,
		[IF_HEADLINE] = or_empty(page->content->headline)[0] != '\0',
		[IF_BOOTHS] = page->content->booth_count > 0,
	};
	struct buf css;
	buf_init(&css, 8192);
	bool ok = buf_add_text(&css, "*{}");
	for (int i = 0; ok && i < CONDITION_COUNT; i++)
		if (page->template->conditions[i][0]) /* said either way, because the drawing remembers the badge before */
			ok = buf_add_format(&css, "#%s{display:%s!important}", page->template->conditions[i],
					    shown[i] ? "inline" : "none");
	for (int i = 0; ok && i < SLOT_COUNT; i++)
		for (int variant = 0; ok && variant < VARIANT_COUNT; variant++)
			if (page->template->slots[i][variant].id[0])
				ok = buf_add_format(&css, "#%s{visibility:hidden!important}",
						    page->template->slots[i][variant].id);
	ok = ok && rsvg_handle_set_stylesheet(page->template->drawing, (const guint8 *)css.data, css.size, NULL);
	buf_release(&css);
	return ok;
}

static bool draw_art(struct page *page)
{
	RsvgRectangle whole = {.width = dots(page->template->width), .height = dots(page->template->height)};
	ink(page, true);
	cairo_paint(page->cr);
	return show_groups(page) && rsvg_handle_render_document(page->template->drawing, page->cr, &whole, NULL);
}

bool page_draw(struct page *page, struct err *err)
{
	const struct badge_content *content = page->content;
	page->full = content->booth_count > 0 || or_empty(content->headline)[0];
	if (!draw_art(page))
		return err_set(err, ERR_INPUT, "the template's artwork cannot be drawn; simplify it and save it as plain SVG");
	draw_texts(page);
	draw_booths(page);
	if (!draw_code(page))
		return err_set(err, ERR_INPUT,
			       "the badge's code does not fit into its place; make slot-qr larger, or issue the "
			       "badge again");
	if (cairo_status(page->cr) != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_MEMORY, "the badge cannot be drawn: %s; close other programs and try again",
			       cairo_status_to_string(cairo_status(page->cr)));
	return true;
}
