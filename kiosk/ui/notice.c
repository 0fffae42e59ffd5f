/* What tells without asking: the banner under the header, and the toast above the dock with its Undo. */
#include "ui/part.h"

#include "base/text.h"

#include <string.h>

static enum color on_tint(enum color tint)
{
	return tint == COLOR_WARNING_TINT   ? COLOR_WARNING
	       : tint == COLOR_ERROR_TINT   ? COLOR_ERROR
	       : tint == COLOR_SUCCESS_TINT ? COLOR_SUCCESS
					    : COLOR_TEXT;
}

void ui_banner(struct ui *ui, struct rect r, const char *id, enum icon icon, enum color tint, const char *bold,
	       const char *words)
{
	enum color fg = on_tint(tint);
	struct node *node = part_node(ui, NODE_STATUS, id, r, bold);
	text_copy(node->value, sizeof node->value, words);
	node->fg = fg;
	node->bg = tint;
	node->type = TYPE_LABEL;
	int line = ui_px(ui, STROKE_DIVIDER), icon_px = ui_px(ui, PART_ICON_MEDIUM) * 3 / 4;
	draw_rect(ui->draw, r, tint);
	draw_rect(ui->draw, (struct rect){r.x, r.y + r.h - line, r.w, line}, COLOR_DIVIDER);
	struct rect inner = rect_inset(r, ui_px(ui, SPACE_PAGE_MARGIN), 0);
	struct rect at = rect_cut_left(&inner, icon_px, ui_px(ui, SPACE_INLINE_GAP));
	draw_icon(ui->draw, (struct rect){at.x, r.y + (r.h - icon_px) / 2, icon_px, icon_px}, icon, fg);
	struct lines lines;
	lines_label(ui, &lines, bold, inner.w, r.h, part_face(ui, TYPE_LABEL));
	lines_draw(ui, &lines, lines_middle(&lines, inner), ALIGN_LEFT, fg);
	rect_cut_left(&inner, lines.width, ui_px(ui, SPACE_ICON_GAP));
	if (!words[0] || inner.w < ui_line(ui, TYPE_LABEL))
		return;
	lines_label(ui, &lines, words, inner.w, r.h, part_face_light(ui, TYPE_LABEL));
	lines_draw(ui, &lines, lines_middle(&lines, inner), ALIGN_LEFT, fg);
}

static int undo_width(struct ui *ui, const char *undo)
{
	return undo ? ui_text_width(ui, TYPE_LABEL, undo) + 2 * ui_design(ui, 18) : 0;
}

static void draw_undo(struct ui *ui, struct rect r, const char *id, const char *undo, int action)
{
	char name[NODE_ID_MOST];
	text_format(name, sizeof name, "%s-undo", id);
	struct node *node = part_node(ui, NODE_BUTTON, name, r, undo);
	node->action = action;
	node->fg = COLOR_TOAST_ACTION;
	node->bg = COLOR_TOAST;
	node->type = TYPE_LABEL;
	part_box(ui, name, r,
		 (struct box){.fill = COLOR_TOAST,
			      .stroke = part_contrast(ui) ? COLOR_TOAST_ACTION : COLOR_NONE,
			      .radius = ui_px(ui, RADIUS_BUTTON)});
	struct face face = part_face(ui, TYPE_LABEL);
	int w = ui_text_width(ui, TYPE_LABEL, undo), x = r.x + (r.w - w) / 2, y = r.y + (r.h - face.line) / 2;
	draw_text(ui->draw, x, y, face.px, face.line, face.font, COLOR_TOAST_ACTION, undo);
	draw_rect(ui->draw, (struct rect){x, y + face.line - ui_design(ui, 3), w, ui_design(ui, 2)}, COLOR_TOAST_ACTION);
}

void ui_toast(struct ui *ui, const char *id, const char *words, const char *undo, int undo_action)
{
	const char *group = ui->group;
	ui->group = "toast";
	int pad = ui_design(ui, 28), icon = ui_px(ui, PART_ICON_SMALL), gap = ui_px(ui, SPACE_INLINE_GAP);
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), most = ui->profile.w - 2 * margin;
	int w = 2 * pad + icon + gap + ui_text_width(ui, TYPE_LABEL, words) + gap + undo_width(ui, undo);
	int least = ui_design(ui, 640) < most ? ui_design(ui, 640) : most;
	w = w < least ? least : w > most ? most : w;
	int h = ui_px(ui, PART_TOAST_HEIGHT);
	struct rect r = {(ui->profile.w - w) / 2, ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT) - ui_design(ui, 16) - h, w, h};
	struct node *node = part_node(ui, NODE_STATUS, id, r, words);
	node->fg = COLOR_TEXT_ON_TOAST;
	node->bg = COLOR_TOAST;
	node->type = TYPE_LABEL;
	draw_round(ui->draw, r, ui_px(ui, RADIUS_CARD), CORNERS_ALL, COLOR_TOAST, COLOR_NONE, 0);
	struct rect inner = rect_inset(r, pad, ui_design(ui, 8));
	if (undo) {
		inner.w += pad - ui_design(ui, 16);
		draw_undo(ui, rect_cut_right(&inner, undo_width(ui, undo), gap), id, undo, undo_action);
	}
	part_content(ui, inner,
		     (struct content){.icon = ICON_CHECK,
				      .label = words,
				      .face = part_face(ui, TYPE_LABEL),
				      .color = COLOR_TEXT_ON_TOAST,
				      .align = ALIGN_LEFT,
				      .icon_px = icon,
				      .gap = gap});
	ui->group = group;
}
