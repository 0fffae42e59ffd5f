/* What a camera sees, and on it the corners of the frame that a code is to be held in. */
#include "ui/part.h"

enum { INSET_PERCENT = 14, ARM_PERCENT = 16 };

static void corner(struct ui *ui, struct rect r, int arm, int thick, bool right, bool bottom)
{
	int x = right ? r.x + r.w - arm : r.x, y = bottom ? r.y + r.h - arm : r.y;
	int edge_x = right ? r.x + r.w - thick : r.x, edge_y = bottom ? r.y + r.h - thick : r.y;
	draw_rect(ui->draw, (struct rect){x, edge_y, arm, thick}, COLOR_ACCENT);
	draw_rect(ui->draw, (struct rect){edge_x, y, thick, arm}, COLOR_ACCENT);
}

void ui_finder(struct ui *ui, struct rect r, const char *id, const char *label, const struct photo *picture)
{
	struct node *node = part_node(ui, NODE_IMAGE, id, r, label);
	int radius = ui_px(ui, RADIUS_CARD), thick = ui_design(ui, 8);
	int side = (r.w < r.h ? r.w : r.h) * (100 - 2 * INSET_PERCENT) / 100, arm = side * ARM_PERCENT / 100;
	node->personal = true;
	draw_round(ui->draw, r, radius, CORNERS_ALL, COLOR_INK, COLOR_NONE, 0);
	if (picture)
		draw_photo(ui->draw, r, radius, picture);
	struct rect frame = {r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
	for (int i = 0; i < 4; i++)
		corner(ui, frame, arm, thick, i & 1, i & 2);
}
