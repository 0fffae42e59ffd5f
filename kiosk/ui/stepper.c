/* The stepper: a number that two buttons take down and up. */
#include "ui/part.h"

#include "base/text.h"

enum { REPEAT_MS = 150 };

static void end_button(struct ui *ui, struct rect r, const struct stepper *stepper, bool up)
{
	char id[NODE_ID_MOST];
	text_format(id, sizeof id, "%s-%s", stepper->id, up ? "plus" : "minus");
	ui_button(ui, r,
		  (struct button){.id = id,
				  .label = up ? stepper->more : stepper->less,
				  .look = BUTTON_SECONDARY,
				  .icon = up ? ICON_PLUS : ICON_MINUS,
				  .icon_only = true,
				  .disabled = up ? stepper->most : stepper->least,
				  .action = stepper->action,
				  .arg = up ? 1 : -1});
	nodes_find(ui->nodes, id)->repeat_ms = REPEAT_MS;
}

/* Number and unit in the middle, on one baseline as near as their line boxes allow; words alone in one or two lines. */
static void draw_value(struct ui *ui, struct rect r, const struct stepper *stepper)
{
	bool words = !stepper->unit[0];
	struct face big = words ? part_face(ui, TYPE_BUTTON) : part_face(ui, TYPE_NUMERAL), small = part_face(ui, TYPE_LEAD);
	struct lines value, unit;
	lines_label(ui, &value, stepper->value, r.w, r.h, big);
	if (words) {
		lines_draw(ui, &value, lines_middle(&value, r), ALIGN_CENTER, COLOR_TEXT);
		return;
	}
	int gap = ui_design(ui, 14), room = r.w - value.width - gap;
	lines_label(ui, &unit, stepper->unit, room > 0 ? room : 1, r.h, small);
	struct rect at = lines_middle(&value, r);
	at.x = r.x + (r.w - value.width - gap - unit.width) / 2;
	at.w = value.width + 1;
	lines_draw(ui, &value, at, ALIGN_LEFT, COLOR_TEXT);
	int base = at.y + at.h - (value.face.line - value.face.px) / 2 - value.face.px / 5;
	struct rect behind = {at.x + at.w + gap, base - unit.face.px - (unit.face.line - unit.face.px) / 2 + unit.face.px / 5,
			      unit.width + 1, unit.face.line};
	lines_draw(ui, &unit, behind, ALIGN_LEFT, COLOR_TEXT);
}

void ui_stepper(struct ui *ui, struct rect r, struct stepper stepper)
{
	int side = ui_px(ui, PART_STEPPER_BUTTON), pad = ui_design(ui, 14);
	int high = r.h - 2 * pad;
	struct rect in = rect_inset(r, pad, pad);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, COLOR_SURFACE,
		   part_contrast(ui) ? COLOR_BORDER_CONTROL : COLOR_DIVIDER, ui_px(ui, STROKE_CONTROL));
	struct rect minus = rect_cut_left(&in, side, pad), plus = rect_cut_right(&in, side, pad);
	minus.h = plus.h = high;
	end_button(ui, minus, &stepper, false);
	struct node *node = part_node(ui, NODE_STATUS, stepper.id, in, stepper.value);
	text_format(node->label, sizeof node->label, stepper.unit[0] ? "%s %s" : "%s%s", stepper.value, stepper.unit);
	text_format(node->spoken, sizeof node->spoken, "%s: %s", stepper.question, node->label);
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_NUMERAL;
	draw_value(ui, in, &stepper);
	end_button(ui, plus, &stepper, true);
}
