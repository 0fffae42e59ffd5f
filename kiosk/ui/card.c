/* A choice card: art or an icon above (beside it on wide, low cards), a heading and a few words. At large text the art is left
 * out. */
#include "ui/part.h"

#include "base/text.h"

static void node_of(struct ui *ui, struct rect r, const struct card *card)
{
	struct node *node = part_node(ui, NODE_BUTTON, card->id, r, card->title);
	text_copy(node->value, sizeof node->value, card->text ? card->text : "");
	node->enabled = !card->disabled;
	node->action = card->action;
	node->arg = card->arg;
	node->fg = card->disabled ? COLOR_TEXT_DISABLED : COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_HEADING;
}

/* Cuts the art's place off the card: half of its height, or its left when the card is wide and low. Tinted to the edge. */
static void draw_picture(struct ui *ui, struct rect *inside, const struct card *card, int radius)
{
	bool beside = inside->w > 2 * inside->h;
	int line = ui_px(ui, STROKE_DIVIDER);
	int words = ui_line(ui, TYPE_HEADING) + 2 * ui_line(ui, TYPE_BODY) + ui_design(ui, 24 + 6 + 24) + line;
	int high = inside->h - words > inside->h / 3 ? inside->h - words : inside->h / 3;
	struct rect art = beside ? rect_cut_left(inside, inside->h * 13 / 10, line) : rect_cut_top(inside, high, line);
	enum color tint = card->disabled ? COLOR_DISABLED_FILL : card->tint;
	draw_round(ui->draw, art, radius, beside ? CORNERS_LEFT : CORNERS_TOP, (int)tint, COLOR_NONE, 0);
	int side = art.h * 11 / 20, most = ui_design(ui, 112);
	side = side < most ? side : most;
	if (card->art)
		draw_art(ui->draw, art, card->art);
	else
		draw_icon(ui->draw, (struct rect){art.x + (art.w - side) / 2, art.y + (art.h - side) / 2, side, side},
			  card->icon, COLOR_TEXT);
	struct rect edge = beside ? (struct rect){inside->x - line, inside->y, line, inside->h}
				  : (struct rect){inside->x, inside->y - line, inside->w, line};
	draw_rect(ui->draw, edge, COLOR_DIVIDER);
}

/* How small both have to be, so that the heading is never smaller than what it heads: below a picture it has one line, else two
 * while there is room. */
static int percent_of(struct ui *ui, struct rect r, int gap, struct text heading, struct text words, const struct card *card)
{
	int wide = ui_text_width(ui, TYPE_HEADING, card->title) + 1, least = wide > r.w ? r.w * 100 / wide : 100, percent = 100;
	if (heading.lines == 1)
		return least;
	for (; percent > least; percent -= 4) {
		heading.percent = words.percent = percent;
		if (ui_text_needs(ui, r.w, card->title, heading) + gap + ui_text_needs(ui, r.w, card->text, words) <= r.h)
			break;
	}
	return percent;
}

/* Heading and words, in the middle of their place; under a picture not lower than the design has them. */
static void draw_words(struct ui *ui, struct rect r, const struct card *card, enum color fill, bool below)
{
	int gap = ui_design(ui, 6), top = ui_design(ui, 24);
	struct text heading = {.type = TYPE_HEADING,
			       .color = card->disabled ? COLOR_TEXT_DISABLED : COLOR_TEXT,
			       .on = fill,
			       .lines = below ? 1 : 2,
			       .shrink = 20};
	struct text words = {
		.type = TYPE_BODY, .color = card->disabled ? COLOR_TEXT_DISABLED : COLOR_TEXT_MUTED, .on = fill, .shrink = 20};
	heading.percent = words.percent = percent_of(ui, r, gap, heading, words, card);
	int used = ui_text_needs(ui, r.w, card->title, heading) + gap + ui_text_needs(ui, r.w, card->text, words);
	int free = r.h > used ? (r.h - used) / 2 : 0;
	rect_cut_top(&r, below && free > top ? top : free, 0);
	rect_cut_top(&r, ui_text(ui, r, card->title, heading), gap);
	ui_text(ui, r, card->text, words);
}

void ui_choice_card(struct ui *ui, struct rect r, struct card card)
{
	int border = ui_px(ui, STROKE_CONTROL), radius = ui_px(ui, RADIUS_CARD), pad = ui_px(ui, SPACE_CARD_PAD);
	enum color fill = part_down(ui, card.id) ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE;
	node_of(ui, r, &card);
	part_box(ui, card.id, r, (struct box){.fill = (int)fill, .stroke = COLOR_BORDER_CONTROL, .radius = radius});
	struct rect inside = rect_inset(r, border, border);
	int top = inside.y;
	if ((card.art || card.icon) && ui->text_scale < 1.25)
		draw_picture(ui, &inside, &card, radius - border);
	draw_words(ui, rect_inset(inside, pad - border, 0), &card, fill, inside.y > top);
}
