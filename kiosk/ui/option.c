/* Option rows: a box with a check (or an icon, and the check at the right), what it is, and a note. When on, the frame grows
 * inwards, so that no word moves. */
#include "ui/part.h"

#include "base/text.h"

static void draw_box(struct ui *ui, struct rect r, const struct option *option)
{
	bool on = option->on;
	int line = ui_px(ui, STROKE_CONTROL);
	draw_round(ui->draw, r, ui_design(ui, 10), CORNERS_ALL, on ? COLOR_PRIMARY : COLOR_SURFACE,
		   on ? COLOR_NONE : COLOR_BORDER_CONTROL, on ? 0 : line);
	if (on)
		draw_icon(ui->draw, rect_inset(r, r.w / 6, r.w / 6), ICON_CHECK, COLOR_TEXT_ON_PRIMARY);
}

static void draw_mark(struct ui *ui, struct rect r, struct rect *in, const struct option *option, enum color ink)
{
	draw_icon(ui->draw, r, option->icon, ink);
	struct rect right = rect_cut_right(in, r.w, ui_design(ui, 8));
	if (option->on)
		draw_icon(ui->draw, (struct rect){right.x, r.y, r.w, r.h}, ICON_CHECK, ink);
}

void ui_option(struct ui *ui, struct rect r, struct option option)
{
	ui_row(ui, r,
	       (struct row){.id = option.id,
			    .label = option.label,
			    .value = option.note,
			    .selected = option.on,
			    .disabled = option.disabled,
			    .fill = option.disabled ? COLOR_DISABLED_FILL : COLOR_SURFACE,
			    .action = option.action,
			    .arg = option.arg});
	struct node *node = nodes_find(ui->nodes, option.id);
	node->kind = NODE_CHIP; /* it is heard as what can be on or off */
	enum color on = option.on ? COLOR_SURFACE_SELECTED : option.disabled ? COLOR_DISABLED_FILL : COLOR_SURFACE;
	enum color ink = option.disabled ? COLOR_TEXT_DISABLED : option.on ? COLOR_TEXT_ON_SELECTED : COLOR_TEXT;
	node->fg = ink;
	node->bg = on;
	int side = ui_px(ui, PART_ICON_SMALL) + ui_design(ui, 8), pad = ui_design(ui, 22);
	struct rect in = rect_inset(r, pad, 0);
	struct rect box = rect_cut_left(&in, side, ui_design(ui, 14));
	box = (struct rect){box.x, r.y + (r.h - side) / 2, side, side};
	if (option.icon)
		draw_mark(ui, box, &in, &option, ink);
	else
		draw_box(ui, box, &option);
	struct text text = {.type = TYPE_CAPTION, .color = ink, .on = on, .lines = 1, .middle = true, .align = ALIGN_RIGHT};
	if (option.note && option.note[0]) {
		int w = ui_text_width(ui, TYPE_CAPTION, option.note) + 1;
		if (w < in.w / 2)
			ui_text(ui, rect_cut_right(&in, w, ui_design(ui, 12)), option.note, text);
	}
	struct lines lines;
	lines_label(ui, &lines, option.label, in.w, r.h - ui_design(ui, 8),
		    part_face(ui, option.note && option.note[0] ? TYPE_BUTTON : TYPE_LABEL));
	lines_draw(ui, &lines, lines_middle(&lines, in), ALIGN_LEFT, ink);
}
