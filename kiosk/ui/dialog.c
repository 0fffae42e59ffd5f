/* A dialog: everything below goes dark, and until ui_dialog_end() what is declared is in its group; nothing else can be
 * pressed. */
#include "ui/part.h"

struct rect ui_dialog(struct ui *ui, const char *id, int w, int h)
{
	w = w ? w : ui_px(ui, PART_DIALOG_WIDTH);
	h = h ? h : ui_px(ui, PART_DIALOG_HEIGHT);
	struct rect r = {(ui->profile.w - w) / 2, (ui->profile.h - h) / 2, w, h};
	draw_scrim(ui->draw);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_PANEL), CORNERS_ALL, COLOR_SURFACE,
		   part_contrast(ui) ? COLOR_BORDER_CONTROL : COLOR_NONE, part_contrast(ui) ? ui_px(ui, STROKE_CONTROL) : 0);
	ui->group = "dialog";
	struct node *node = part_node(ui, NODE_IMAGE, id, r, "");
	node->decorative = true;
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	int pad = ui_px(ui, SPACE_DIALOG_PAD);
	return rect_inset(r, pad, pad);
}

void ui_dialog_end(struct ui *ui)
{
	ui->group = "content";
}
