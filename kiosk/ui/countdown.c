/* The countdown disc: a number that a ring drains around. */
#include "ui/part.h"

#include "base/text.h"

void ui_countdown(struct ui *ui, struct rect r, struct countdown countdown)
{
	char number[16];
	text_format(number, sizeof number, "%d", countdown.seconds);
	struct node *node = part_node(ui, NODE_STATUS, countdown.id, r, number);
	node->fg = COLOR_TEXT_ON_ACCENT;
	node->bg = COLOR_ACCENT;
	node->type = TYPE_NUMERAL_HERO;
	int side = r.w < r.h ? r.w : r.h;
	struct rect box = {r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
	struct rect ring = rect_inset(box, side * 3 / 100, side * 3 / 100);
	struct rect disc = rect_inset(box, side * 103 / 1000, side * 103 / 1000);
	int width = side * 10 / 232 > 4 ? side * 10 / 232 : 4;
	if (!ui->reduced_motion)
		draw_ring(ui->draw, ring, width, COLOR_PRIMARY, COLOR_STRAP_AHEAD, countdown.part);
	draw_disc(ui->draw, disc, COLOR_ACCENT);
	enum font font = profile_type_font(&ui->profile, TYPE_NUMERAL_HERO);
	int px = side * 48 / 100;
	int w = render_text_width(ui->render, font, px, number);
	draw_text(ui->draw, box.x + (side - w) / 2, box.y + (side - px) / 2, px, px, font, COLOR_TEXT_ON_ACCENT, number);
}
