/* Panels, and rows: pressable panels whose content the screen draws on top. */
#include "ui/part.h"

#include "base/text.h"

void ui_panel(struct ui *ui, struct rect r, enum color fill, int stroke)
{
	if (stroke == COLOR_NONE && part_contrast(ui))
		stroke = fill == COLOR_SURFACE_SUN ? COLOR_ACCENT : COLOR_BORDER_CONTROL;
	draw_round(ui->draw, r, ui_px(ui, RADIUS_CARD), CORNERS_ALL, (int)fill, stroke,
		   stroke == COLOR_NONE ? 0 : ui_px(ui, STROKE_CONTROL));
}

struct rect ui_row(struct ui *ui, struct rect r, struct row row)
{
	struct node *node = part_node(ui, NODE_ROW, row.id, r, row.label);
	text_copy(node->value, sizeof node->value, row.value ? row.value : "");
	text_copy(node->spoken, sizeof node->spoken, row.spoken ? row.spoken : "");
	node->selected = row.selected;
	node->enabled = !row.disabled;
	node->personal = row.personal;
	node->action = row.action;
	node->arg = row.arg;
	enum color fill = row.selected ? COLOR_SURFACE_SELECTED : part_down(ui, row.id) ? COLOR_SECONDARY_PRESSED : row.fill;
	node->fg = row.selected ? COLOR_TEXT_ON_SELECTED : COLOR_TEXT;
	node->bg = fill;
	node->type = TYPE_BODY;
	struct box box = {.fill = (int)fill,
			  .stroke = row.selected ? COLOR_BORDER_SELECTED : COLOR_BORDER_CONTROL,
			  .width = ui_px(ui, row.selected ? STROKE_SELECTED : STROKE_CONTROL),
			  .radius = row.radius ? row.radius : ui_px(ui, RADIUS_BUTTON)};
	if (row.disabled)
		box.stroke = part_contrast(ui) ? (int)COLOR_TEXT_DISABLED : COLOR_NONE;
	int line = ui_px(ui, STROKE_DIVIDER);
	bool outlined = !row.flat || (part_contrast(ui) && row.action);
	if (!outlined) {
		box.stroke = COLOR_NONE;
		box.radius = row.radius;
		box.fill = fill == row.fill ? COLOR_NONE : (int)fill;
	} else if (row.flat) {
		r = rect_inset(r, 0, ui_px(ui, STROKE_CONTROL));
	}
	part_box(ui, row.id, r, box);
	if (!outlined && row.divided)
		draw_rect(ui->draw, (struct rect){r.x, r.y, r.w, line}, COLOR_DIVIDER);
	return row.flat && outlined ? rect_inset(r, ui_px(ui, SPACE_ICON_GAP) * 3 / 4, box.width) : r;
}
