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

static const struct swatch *swatch_of(const struct choice *choice, int i)
{
	static const struct swatch chosen = {true, COLOR_TEXT_ON_PRIMARY, COLOR_PRIMARY},
				   usual = {false, COLOR_TEXT, COLOR_SURFACE};
	if (i == choice->chosen)
		return &chosen;
	return choice->swatches && choice->swatches[i].own ? &choice->swatches[i] : &usual;
}

static void node_of(struct ui *ui, struct rect r, const struct choice *choice, const char *id, int i, enum type type)
{
	struct node *node = part_node(ui, NODE_CHOICE, id, r, choice->labels[i]);
	bool on = i == choice->chosen;
	text_copy(node->value, sizeof node->value, choice->question ? choice->question : "");
	node->selected = on;
	node->action = choice->action;
	node->arg = i;
	node->fg = swatch_of(choice, i)->fg;
	node->bg = swatch_of(choice, i)->bg;
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

static struct content content_of(const struct ui *ui, const struct choice *choice, int i, struct face face)
{
	bool checked = choice->check && i == choice->chosen;
	return (struct content){.icon = checked ? ICON_CHECK : ICON_NONE,
				.label = choice->labels[i],
				.face = face,
				.align = ALIGN_CENTER,
				.color = swatch_of(choice, i)->fg,
				.icon_px = face.px * 4 / 5,
				.gap = ui_px(ui, SPACE_HAIRLINE) + face.px / 8,
				.pad = segment_pad(ui)};
}

/* The size at which every label fits its segment: one control, one size. */
static struct face common_face(struct ui *ui, struct rect r, const struct choice *choice)
{
	struct face full = part_face(ui, type_of(ui, r));
	int px = full.px, room = r.w / (choice->count > 0 ? choice->count : 1) - 2 * segment_pad(ui);
	for (int i = 0; i < choice->count; i++) {
		struct lines lines;
		struct content content = content_of(ui, choice, i, full);
		lines_label(ui, &lines, choice->labels[i], room - (content.icon ? content.icon_px + content.gap : 0), r.h,
			    full);
		px = lines.face.px < px ? lines.face.px : px;
	}
	return part_face_at(full, px);
}

/* What a segment needs for its words in one line, whether it is chosen or not. Words as large as a button's have more room. */
static int need_of(struct ui *ui, struct rect r, const struct choice *choice, int i, struct face face)
{
	struct content content = content_of(ui, choice, i, face);
	content.icon = choice->check ? ICON_CHECK : ICON_NONE;
	content.pad = ui_design(ui, ui->profile.size == SIZE_COMPACT ? 7 : type_of(ui, r) == TYPE_BUTTON ? 18 : 12);
	return part_content_width(ui, content) + 1;
}

enum { SEGMENTS_MOST = 12 };

struct shares {
	struct face face;
	int width[SEGMENTS_MOST];
};

/* Segments are equal while all labels fit into one line of theirs; else each has what its words need, and what is left is
 * shared, in the size in which all have it. Where even that is too small to be read they are equal and their words wrap. */
static struct shares shares_of(struct ui *ui, struct rect r, const struct choice *choice)
{
	struct shares shares = {.face = part_face(ui, type_of(ui, r))};
	int count = choice->count < SEGMENTS_MOST ? choice->count : SEGMENTS_MOST,
	    least = profile_type_px(&ui->profile, TYPE_LABEL, 1);
	for (int px = shares.face.px; px >= least; px--) {
		int sum = 0, most = 0;
		shares.face = part_face_at(shares.face, px);
		for (int i = 0; i < count; i++) {
			shares.width[i] = need_of(ui, r, choice, i, shares.face);
			sum += shares.width[i];
			most = shares.width[i] > most ? shares.width[i] : most;
		}
		if (sum > r.w)
			continue;
		for (int i = 0, left = r.w; i < count; left -= shares.width[i++])
			shares.width[i] = most * count <= r.w ? left / (count - i) : shares.width[i] + (r.w - sum) / count;
		return shares;
	}
	shares.face = common_face(ui, r, choice);
	for (int i = 0; i < count; i++)
		shares.width[i] = rect_column(r, i, count, 0).w;
	return shares;
}

static void draw_segment(struct ui *ui, struct rect r, const struct choice *choice, int i, struct face face)
{
	char id[NODE_ID_MOST];
	choice_id(choice, i, id);
	int border = ui_px(ui, STROKE_CONTROL), radius = ui_px(ui, RADIUS_BUTTON);
	struct rect inside = inside_of(r, i, choice->count, border);
	const struct swatch *swatch = swatch_of(choice, i);
	bool down = part_down(ui, id) && i != choice->chosen;
	node_of(ui, r, choice, id, i, type_of(ui, r));
	part_ring(ui, id, r, radius);
	if (swatch->own || down)
		draw_round(ui->draw, inside, radius - border, corners_of(i, choice->count),
			   down ? COLOR_SECONDARY_PRESSED : (int)swatch->bg, COLOR_NONE, 0);
	bool filled = i && swatch->own && swatch_of(choice, i - 1)->own; /* a line of ground tells two fills apart */
	if (i)
		draw_rect(ui->draw, (struct rect){r.x, inside.y, border, inside.h},
			  filled ? COLOR_SURFACE : COLOR_BORDER_CONTROL);
	struct content content = content_of(ui, choice, i, face);
	content.color = down ? COLOR_TEXT : content.color;
	part_content(ui, r, content);
}

void ui_segments(struct ui *ui, struct rect r, struct choice choice)
{
	struct shares shares = shares_of(ui, r, &choice);
	draw_round(ui->draw, r, ui_px(ui, RADIUS_BUTTON), CORNERS_ALL, COLOR_SURFACE, COLOR_BORDER_CONTROL,
		   ui_px(ui, STROKE_CONTROL));
	struct rect left = r;
	for (int i = 0; i < choice.count && i < SEGMENTS_MOST; i++) {
		bool last = i + 1 == choice.count;
		draw_segment(ui, rect_cut_left(&left, last ? left.w : shares.width[i], 0), &choice, i, shares.face);
	}
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
		struct face face = part_face(ui, TYPE_BUTTON);
		int check = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 6);
		part_content(ui, at,
			     (struct content){.icon = on ? ICON_CHECK : ICON_NONE,
					      .label = choice.labels[i],
					      .face = face,
					      .color = on ? COLOR_TEXT_ON_PRIMARY : COLOR_TEXT,
					      .align = ALIGN_CENTER,
					      .icon_px = check > face.px * 4 / 5 ? check : face.px * 4 / 5,
					      .gap = ui_design(ui, 10),
					      .pad = ui_design(ui, 8)});
	}
}
