/* One of several: segments in one frame, and the pair No / Yes. */
#include "ui/part.h"

#include "base/text.h"

static void choice_id(const struct choice *choice, int i, char id[NODE_ID_MOST])
{
	if (choice->ids)
		text_copy(id, NODE_ID_MOST, choice->ids[i]);
	else
		text_format(id, NODE_ID_MOST, "%s-%d", choice->id, i);
}

static void node_of(struct ui *ui, struct rect r, const struct choice *choice, const char *id, int i, enum type type)
{
	struct node *node = part_node(ui, NODE_CHOICE, id, r, choice->labels[i]);
	bool on = i == choice->chosen;
	text_copy(node->value, sizeof node->value, choice->question ? choice->question : "");
	node->selected = on;
	node->action = choice->action;
	node->arg = i;
	node->fg = on ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT;
	node->bg = on ? COLOR_PRIMARY : COLOR_SURFACE;
	node->type = type;
}

static unsigned corners_of(int i, int count)
{
	return (i == 0 ? CORNERS_LEFT : 0u) | (i == count - 1 ? CORNERS_RIGHT : 0u);
}

/* The part of a segment inside the frame, up to the line that divides it from the next. */
static struct rect inside_of(struct rect r, int i, int count, int border)
{
	int left = i == 0 ? border : 0, right = i == count - 1 ? border : 0;
	return (struct rect){r.x + left, r.y + border, r.w - left - right, r.h - 2 * border};
}

static int segment_pad(const struct ui *ui)
{
	return ui_design(ui, ui->profile.size == SIZE_COMPACT ? 4 : 8);
}

/* A control that is higher than a button has words as large as a button's. */
static enum type type_of(const struct ui *ui, struct rect r)
{
	return r.h > ui_px(ui, PART_BUTTON_HEIGHT) ? TYPE_BUTTON : TYPE_LABEL;
}

/* The size at which every label fits its segment: one control, one size. */
static struct face common_face(struct ui *ui, struct rect r, const struct choice *choice)
{
	struct face full = part_face(ui, type_of(ui, r));
	int px = full.px, room = r.w / (choice->count > 0 ? choice->count : 1) - 2 * segment_pad(ui);
	for (int i = 0; i < choice->count; i++) {
		struct lines lines;
		lines_label(ui, &lines, choice->labels[i], room, r.h, full);
		px = lines.face.px < px ? lines.face.px : px;
	}
	return part_face_at(full, px);
}

static void draw_segment(struct ui *ui, struct rect r, const struct choice *choice, int i, struct face face)
{
	char id[NODE_ID_MOST];
	choice_id(choice, i, id);
	int border = ui_px(ui, STROKE_CONTROL), radius = ui_px(ui, RADIUS_BUTTON);
	struct rect inside = inside_of(r, i, choice->count, border);
	bool on = i == choice->chosen;
	node_of(ui, r, choice, id, i, type_of(ui, r));
	part_ring(ui, id, r, radius);
	if (on || part_down(ui, id))
		draw_round(ui->draw, inside, radius - border, corners_of(i, choice->count),
			   on ? COLOR_PRIMARY : COLOR_SECONDARY_PRESSED, COLOR_NONE, 0);
	if (i)
		draw_rect(ui->draw, (struct rect){r.x, inside.y, border, inside.h}, COLOR_BORDER_CONTROL);
	part_content(ui, r,
		     (struct content){.label = choice->labels[i],
				      .face = face,
				      .align = ALIGN_CENTER,
				      .color = on ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT,
				      .pad = segment_pad(ui)});
}

void ui_segments(struct ui *ui, struct rect r, struct choice choice)
{
	struct face face = common_face(ui, r, &choice);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, COLOR_SURFACE, COLOR_BORDER_CONTROL,
		   ui_px(ui, STROKE_CONTROL));
	for (int i = 0; i < choice.count; i++)
		draw_segment(ui, rect_column(r, i, choice.count, 0), &choice, i, face);
}

void ui_yes_no(struct ui *ui, struct rect r, struct choice choice)
{
	static const char *const suffix[] = {"no", "yes"};
	for (int i = 0; i < 2; i++) {
		char id[NODE_ID_MOST];
		if (choice.ids)
			text_copy(id, sizeof id, choice.ids[i]);
		else
			text_format(id, sizeof id, "%s-%s", choice.id, suffix[i]);
		struct rect at = rect_column(r, i, 2, ui_design(ui, 12));
		bool on = i == choice.chosen, down = part_down(ui, id);
		node_of(ui, at, &choice, id, i, TYPE_BUTTON);
		int fill = on ? down ? COLOR_PRIMARY_PRESSED : COLOR_PRIMARY : down ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE;
		part_box(ui, id, at,
			 (struct box){.fill = fill,
				      .stroke = on ? COLOR_NONE : COLOR_BORDER_CONTROL,
				      .radius = ui_px(ui, RADIUS_BUTTON)});
		part_content(ui, at,
			     (struct content){.icon = on ? ICON_CHECK : ICON_NONE,
					      .label = choice.labels[i],
					      .face = part_face(ui, TYPE_BUTTON),
					      .color = on ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT,
					      .align = ALIGN_CENTER,
					      .icon_px = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 6),
					      .gap = ui_design(ui, 10),
					      .pad = ui_design(ui, 8)});
	}
}
