/* The badge as it will be printed (4:3, UX section 10), and codes. Black on white in every theme.
 * Places are those of the printed badge, in tenths of a millimetre: 1016 x 762. */
#include "ui/part.h"

#include "base/text.h"

#include <string.h>

enum { SHEET_W = 1016, SHEET_H = 762, LEFT = 52, RIGHT = 964, GIVEN_MOST = 226, GIVEN_LEAST = 113, FAMILY_MOST = 130 };

struct sheet {
	struct ui *ui;
	struct rect r;
};

static int scaled(const struct sheet *sheet, int tenths)
{
	return tenths * sheet->r.w / SHEET_W;
}

static int width_at(const struct sheet *sheet, enum font font, int tenths, const char *words)
{
	return render_text_width(sheet->ui->render, font, scaled(sheet, tenths), words);
}

/* The largest size, between most and least, at which the words fit into `width`. */
static int largest(const struct sheet *sheet, enum font font, const char *words, int width, int most, int least)
{
	int size = most;
	while (size > least && width_at(sheet, font, size, words) > scaled(sheet, width))
		size -= 4;
	return size;
}

static void write_at(const struct sheet *sheet, int x, int baseline, int size, enum font font, const char *words)
{
	part_text_at(sheet->ui, sheet->r.x + scaled(sheet, x), sheet->r.y + scaled(sheet, baseline), scaled(sheet, size), font,
		     COLOR_INK, words);
}

/* Shortened with an ellipsis if the smallest size does not hold it. */
static void write_name(const struct sheet *sheet, const char *name, int baseline, enum font font, int width, int most,
		       int least)
{
	struct lines lines;
	int size = largest(sheet, font, name, width, most, least), px = scaled(sheet, size);
	lines_lay(sheet->ui, &lines, name, scaled(sheet, width), (struct face){font, px, px}, 1);
	lines_end(sheet->ui, &lines, scaled(sheet, width));
	/* Large letters stand a little in from where small ones begin. */
	struct rect r = {sheet->r.x + scaled(sheet, LEFT - size / 25), sheet->r.y + scaled(sheet, baseline) - px * 864 / 1000,
			 scaled(sheet, width), px};
	lines_draw(sheet->ui, &lines, r, ALIGN_LEFT, COLOR_INK);
}

static void draw_paper(struct ui *ui, struct rect r, bool whole)
{
	bool contrast = part_contrast(ui);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BADGE), CORNERS_ALL, COLOR_PAPER,
		   contrast ? COLOR_BORDER_CONTROL
		   : whole  ? COLOR_DIVIDER
			    : COLOR_BORDER_CONTROL,
		   ui_px(ui, STROKE_CONTROL));
	int w = r.w * (whole ? 158 : 170) / 1000, h = r.w * (whole ? 34 : 38) / 1000;
	struct rect slot = {r.x + (r.w - w) / 2, r.y + r.h * (whole ? 5 : 8) / 100, w, h};
	draw_round(ui->draw, slot, h / 2, CORNERS_ALL, contrast ? COLOR_INK : COLOR_ILLUS_SHADE, COLOR_NONE, 0);
}

/* About 270 wide without its quiet zone, its middle at 829, 523; whole pixels a module. */
static void draw_code(const struct sheet *sheet, const struct qr *qr)
{
	int module = (scaled(sheet, 270) + qr->side / 2) / qr->side,
	    side = (module > 1 ? module : 1) * (qr->side + 2 * QR_QUIET);
	draw_qr(sheet->ui->draw,
		(struct rect){sheet->r.x + scaled(sheet, 829) - side / 2, sheet->r.y + scaled(sheet, 523) - side / 2, side,
			      side},
		qr);
}

static void draw_whole(struct ui *ui, struct rect r, const struct badge_picture *badge)
{
	struct sheet sheet = {ui, r};
	bool family = badge->family && badge->family[0];
	write_at(&sheet, LEFT, 82, largest(&sheet, FONT_BOLD, badge->fair, 360, 34, 22), FONT_BOLD, badge->fair);
	int date = largest(&sheet, FONT_SEMIBOLD, badge->date, 360, 34, 22);
	int date_w = width_at(&sheet, FONT_SEMIBOLD, date, badge->date) * SHEET_W / (r.w ? r.w : 1);
	write_at(&sheet, RIGHT - date_w, 82, date, FONT_SEMIBOLD, badge->date);
	write_name(&sheet, badge->given, 298, FONT_EXTRABOLD, RIGHT - LEFT, GIVEN_MOST, GIVEN_LEAST);
	if (family)
		write_name(&sheet, badge->family, 440, FONT_SEMIBOLD, 600, FAMILY_MOST, 52);
	write_at(&sheet, LEFT, 556, 38, FONT_BOLD, badge->looking_for);
	int rule = scaled(&sheet, 6);
	draw_rect(
		ui->draw,
		(struct rect){r.x + scaled(&sheet, LEFT), r.y + scaled(&sheet, 694), scaled(&sheet, 560), rule > 1 ? rule : 1},
		COLOR_INK);
	draw_code(&sheet, badge->qr);

	int code_w = width_at(&sheet, FONT_BOLD, 38, badge->code) * SHEET_W / (r.w ? r.w : 1);
	write_at(&sheet, 829 - code_w / 2, 733, 38, FONT_BOLD, badge->code);
}

/* While the name is typed: the name only, larger on its smaller card. */
static void draw_preview(struct ui *ui, struct rect r, const struct badge_picture *badge)
{
	int pad = r.w * 9 / 100, w = r.w - 2 * pad, px = r.w * 22 / 100, least = px / 2;
	while (px > least && render_text_width(ui->render, FONT_EXTRABOLD, px, badge->given) > w)
		px--;
	struct lines lines;
	lines_lay(ui, &lines, badge->given, w, (struct face){FONT_EXTRABOLD, px, px}, 1);
	lines_end(ui, &lines, w);
	int base = r.y + r.h * 55 / 100;
	lines_draw(ui, &lines, (struct rect){r.x + pad, base - px * 864 / 1000, w, px}, ALIGN_LEFT, COLOR_INK);
	if (!badge->family || !badge->family[0])
		return;
	px = r.w * 135 / 1000;
	lines_lay(ui, &lines, badge->family, w, (struct face){FONT_SEMIBOLD, px, px}, 1);
	lines_end(ui, &lines, w);
	base = r.y + r.h * 755 / 1000;
	lines_draw(ui, &lines, (struct rect){r.x + pad, base - px * 864 / 1000, w, px}, ALIGN_LEFT, COLOR_INK);
}

void ui_badge(struct ui *ui, struct rect r, struct badge_picture badge)
{
	const char *parts[] = {badge.fair, badge.date, badge.given, badge.family, badge.looking_for, badge.code};
	struct node *node = part_node(ui, NODE_IMAGE, badge.id, r, "");
	badge.fair = badge.fair ? badge.fair : "";
	badge.date = badge.date ? badge.date : "";
	badge.given = badge.given ? badge.given : "";
	badge.looking_for = badge.looking_for ? badge.looking_for : "";
	badge.code = badge.code ? badge.code : "";
	size_t used = 0;
	for (size_t i = badge.qr ? 0 : 2, n = badge.qr ? 6 : 4; i < n; i++)
		if (parts[i] && parts[i][0]) {
			text_format(node->label + used, sizeof node->label - used, "%s%s", used ? " " : "", parts[i]);
			used += strlen(node->label + used);
		}
	node->personal = true;
	node->fg = COLOR_INK;
	node->bg = COLOR_PAPER;
	draw_paper(ui, r, badge.qr != NULL);
	struct rect paper = rect_inset(r, ui_px(ui, STROKE_CONTROL), ui_px(ui, STROKE_CONTROL)); /* the border stays */
	draw_clip(ui->draw, &paper);
	if (badge.qr)
		draw_whole(ui, r, &badge);
	else
		draw_preview(ui, r, &badge);
	draw_clip(ui->draw, NULL);
}

void ui_qr(struct ui *ui, struct rect r, const char *id, const struct qr *qr, const char *value, const char *spoken)
{
	struct node *node = part_node(ui, NODE_IMAGE, id, r, spoken);
	text_copy(node->value, sizeof node->value, value ? value : "");
	text_copy(node->spoken, sizeof node->spoken, spoken ? spoken : "");
	node->fg = COLOR_INK;
	node->bg = COLOR_PAPER;
	draw_qr(ui->draw, r, qr);
}
