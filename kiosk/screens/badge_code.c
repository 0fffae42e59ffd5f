/* See badge_code.h. */
#include "screens/badge_code.h"

#include "base/text.h"

int badge_code_side(const struct ui *ui, const struct qr *qr)
{
	int modules = qr->side + 2 * QR_QUIET, least = ui_px(ui, PART_QR_MIN);
	return (least + modules - 1) / modules * modules;
}

void badge_words(struct ui *ui, struct rect r, const char *id, const char *title, const char *text, enum color on)
{
	char below[NODE_ID_MOST];
	text_format(below, sizeof below, "%s-text", id);
	const struct words list[] = {
		{.words = title,
		 .text = {.id = id, .type = TYPE_HEADING, .color = COLOR_TEXT, .on = on, .shrink = by_class(ui, 20, 24, 30)},
		 .after = pick(ui, 2, 6, 8)},
		{.words = text,
		 .text = {.id = below,
			  .type = TYPE_BODY,
			  .color = on == COLOR_SURFACE ? COLOR_TEXT_MUTED : COLOR_TEXT,
			  .on = on,
			  .shrink = by_class(ui, 20, 24, 28)}},
	};
	front_words(ui, r, list, 2, true);
}

bool badge_words_fit(struct ui *ui, struct rect r, const char *title, const char *text)
{
	const struct words list[] = {
		{.words = title,
		 .text = {.type = TYPE_HEADING, .shrink = by_class(ui, 20, 24, 30)},
		 .after = pick(ui, 2, 6, 8)},
		{.words = text, .text = {.type = TYPE_BODY, .shrink = by_class(ui, 20, 24, 28)}},
	};
	return front_words_height(ui, r.w, list, 2, 1) <= r.h;
}

void badge_code_panel(struct app *app, struct ui *ui, struct rect r, const struct qr *qr, const char *id, const char *title,
		      const char *text)
{
	int side = badge_code_side(ui, qr), pad = (r.h - side) / 2;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	ui_qr(ui, (struct rect){r.x + pad, r.y + pad, side, side}, "qr", qr, app->visitor->registered.token,
	      ui_say(ui, "badge.qr"));
	struct rect in = rect_inset(r, pick(ui, 10, 14, 40), pick(ui, 6, 12, 20));
	rect_cut_left(&in, r.x + pad + side - in.x, pick(ui, 12, 20, 28));
	badge_words(ui, in, id, title, text, COLOR_SURFACE);
}
