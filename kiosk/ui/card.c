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

/* Cuts the art's place off the card: what `lines` below the heading leave, or its left when the card is wide and low. Tinted to
 * the edge. */
static void draw_picture(struct ui *ui, struct rect *inside, const struct card *card, int lines, int radius)
{
	bool beside = inside->w > 2 * inside->h;
	int line = ui_px(ui, STROKE_DIVIDER);
	int words = ui_line(ui, TYPE_HEADING) + lines * ui_line(ui, TYPE_BODY) + ui_design(ui, 24 + 6 + 24) + line;
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

/* What cards that stand side by side have in common: the size of their words, and how far down these begin. */
struct card_words {
	int percent, top;
	bool below; /* under a picture */
	int column; /* where the words stand beside their headings, those have this width; else 0 */
};

static struct text heading_of(const struct card_words *words, const struct card *card)
{
	return (struct text){.type = TYPE_HEADING,
			     .color = card->disabled ? COLOR_TEXT_DISABLED : COLOR_TEXT,
			     .lines = words->below ? 1 : 2,
			     .shrink = 20,
			     .percent = words->percent};
}

static struct text text_of(const struct card_words *words, const struct card *card)
{
	return (struct text){.type = TYPE_BODY,
			     .color = card->disabled ? COLOR_TEXT_DISABLED : COLOR_TEXT_MUTED,
			     .shrink = 20,
			     .percent = words->percent};
}

static int words_gap(const struct ui *ui)
{
	return ui_design(ui, 6);
}

static int words_height(struct ui *ui, int width, const struct card_words *words, const struct card *card)
{
	return ui_text_needs(ui, width, card->title, heading_of(words, card)) + words_gap(ui) +
	       ui_text_needs(ui, width, card->text, text_of(words, card));
}

/* How small both have to be, so that the heading is never smaller than what it heads: below a picture it has one line, else two
 * while there is room. */
static int percent_of(struct ui *ui, struct rect r, bool below, const struct card *card)
{
	int wide = ui_text_width(ui, TYPE_HEADING, card->title) + 1, one = wide > r.w ? r.w * 100 / wide : 100;
	struct card_words words = {.percent = below ? one : 100, .below = below};
	while (words.percent > 40 && words_height(ui, r.w, &words, card) > r.h)
		words.percent -= 4;
	return words.percent;
}

/* In the middle of their place; under a picture not lower than the design has them. */
static int top_of(struct ui *ui, struct rect r, const struct card_words *words, const struct card *card)
{
	int used = words_height(ui, r.w, words, card), free = r.h > used ? (r.h - used) / 2 : 0, most = ui_design(ui, 24);
	return words->below && free > most ? most : free;
}

/* Whether all words fit beside their headings in that size, in one line or two. */
static bool fits_beside(struct ui *ui, struct rect r, const struct card *cards, int count, const struct card_words *words)
{
	bool fits = words->column < r.w && ui_line(ui, TYPE_HEADING) * words->percent / 100 <= r.h;
	for (int i = 0; fits && i < count; i++)
		fits = ui_text_needs(ui, r.w - words->column, cards[i].text, text_of(words, &cards[i])) <= r.h;
	return fits;
}

/* Rows are wide and low: there larger text has more room with the words beside their headings, all beginning in one column. */
static void place_beside(struct ui *ui, struct rect r, const struct card *cards, int count, struct card_words *words)
{
	struct card_words beside = *words;
	int widest = 0;
	for (int i = 0; i < count; i++) {
		int wide = ui_text_width(ui, TYPE_HEADING, cards[i].title) + 1;
		widest = wide > widest ? wide : widest;
	}
	for (beside.percent = 100; beside.percent > words->percent; beside.percent -= 2) {
		beside.column = widest * beside.percent / 100 + ui_px(ui, SPACE_CARD_PAD);
		if (!fits_beside(ui, r, cards, count, &beside))
			continue;
		*words = beside;
		return;
	}
}

static void draw_beside(struct ui *ui, struct rect r, struct text heading, struct text text, const struct card_words *words,
			const struct card *card)
{
	heading.lines = 1;
	text.lines = 2;
	heading.middle = text.middle = true;
	ui_text(ui, rect_cut_left(&r, words->column, 0), card->title, heading);
	ui_text(ui, r, card->text, text);
}

static void draw_words(struct ui *ui, struct rect r, const struct card_words *words, const struct card *card, enum color fill)
{
	struct text heading = heading_of(words, card), text = text_of(words, card);
	heading.on = text.on = fill;
	if (words->column > 0) {
		draw_beside(ui, r, heading, text, words, card);
		return;
	}
	rect_cut_top(&r, words->top, 0);
	rect_cut_top(&r, ui_text(ui, r, card->title, heading), words_gap(ui));
	ui_text(ui, r, card->text, text);
}

/* How many lines the text of any of them takes, below a picture. */
static int lines_of(struct ui *ui, int width, const struct card *cards, int count)
{
	int most = 2, room = width - 2 * ui_px(ui, SPACE_CARD_PAD);
	for (int i = 0; i < count; i++) {
		int lines = ui_text_height(ui, room, TYPE_BODY, cards[i].text) / ui_line(ui, TYPE_BODY);
		most = lines > most ? lines : most;
	}
	return most;
}

/* The card itself; returns where its words are. */
static struct rect draw_card(struct ui *ui, struct rect r, const struct card *card, int lines, enum color fill, bool *below)
{
	int border = ui_px(ui, STROKE_CONTROL), radius = ui_px(ui, RADIUS_CARD), pad = ui_px(ui, SPACE_CARD_PAD);
	node_of(ui, r, card);
	part_box(ui, card->id, r, (struct box){.fill = (int)fill, .stroke = COLOR_BORDER_CONTROL, .radius = radius});
	struct rect inside = rect_inset(r, border, border);
	int top = inside.y;
	if ((card->art || card->icon) && !is_large(ui))
		draw_picture(ui, &inside, card, lines, radius - border);
	*below = inside.y > top;
	return rect_inset(inside, pad - border, ui_design(ui, 6));
}

void ui_choice_cards(struct ui *ui, struct rect r, int gap, bool rows, const struct card *cards, int count)
{
	struct rect places[CARDS_MOST];
	enum color fills[CARDS_MOST];
	struct card_words words = {.percent = 100};
	count = count < CARDS_MOST ? count : CARDS_MOST;
	struct rect first = rows ? rect_row(r, 0, count, gap) : rect_column(r, 0, count, gap);
	int lines = lines_of(ui, first.w, cards, count);
	for (int i = 0; i < count; i++) {
		fills[i] = part_down(ui, cards[i].id) ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE;
		places[i] = rows ? rect_row(r, i, count, gap) : rect_column(r, i, count, gap);
		places[i] = draw_card(ui, places[i], &cards[i], lines, fills[i], &words.below);
		int percent = percent_of(ui, places[i], words.below, &cards[i]);
		words.percent = percent < words.percent ? percent : words.percent;
	}
	if (rows && !words.below && is_large(ui))
		place_beside(ui, places[0], cards, count, &words);
	for (int i = 0; i < count; i++) {
		int top = top_of(ui, places[i], &words, &cards[i]);
		words.top = i == 0 || top < words.top ? top : words.top;
	}
	for (int i = 0; i < count; i++) {
		struct card_words own = words;
		own.top = rows ? top_of(ui, places[i], &words, &cards[i]) : words.top;
		draw_words(ui, places[i], &own, &cards[i], fills[i]);
	}
}
