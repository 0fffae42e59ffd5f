/* What widgets share: nodes in the current group, boxes with states, an icon beside a label. */
#include "ui/part.h"

#include "base/text.h"

#include <string.h>

struct node *part_node(struct ui *ui, enum node_kind kind, const char *id, struct rect r, const char *label)
{
	struct node *node = nodes_add(ui->nodes, kind, id, r);
	node->group = ui->group;
	text_copy(node->label, sizeof node->label, label ? label : "");
	return node;
}

bool part_down(const struct ui *ui, const char *id)
{
	return id && ui->pressed[0] && strcmp(ui->pressed, id) == 0;
}

bool part_contrast(const struct ui *ui)
{
	return ui->theme != THEME_LIGHT;
}

void part_ring(struct ui *ui, const char *id, struct rect r, int radius)
{
	if (!id || !ui->show_focus || !ui->focus[0] || strcmp(ui->focus, id) != 0)
		return;
	ui->ring = r;
	ui->ring_radius = radius;
}

void part_box(struct ui *ui, const char *id, struct rect r, struct box box)
{
	int width = box.width ? box.width : ui_px(ui, STROKE_CONTROL);
	draw_round(ui->draw, r, box.radius, CORNERS_ALL, box.fill, box.stroke, box.stroke == COLOR_NONE ? 0 : width);
	part_ring(ui, id, r, box.radius);
}

int part_content_width(struct ui *ui, struct content content)
{
	int width = 2 * content.pad;
	if (content.icon)
		width += content.icon_px;
	if (content.label && content.label[0])
		width += render_text_width(ui->render, content.face.font, content.face.px, content.label) +
			 (content.icon ? content.gap : 0);
	return width;
}

int part_pad_least(const struct ui *ui)
{
	static const int least[SIZE_COUNT] = {[SIZE_COMPACT] = 14, [SIZE_REGULAR] = 18, [SIZE_TALL] = 20};
	return ui_design(ui, least[ui->profile.size]);
}

/* Padding gives way before words do, but not all of it. */
static int pad_of(struct ui *ui, struct rect r, struct content content)
{
	int over = part_content_width(ui, content) - r.w, least = part_pad_least(ui);
	int pad = over > 0 ? content.pad - (over + 1) / 2 : content.pad;
	return pad < least && least < content.pad ? least : pad < least ? content.pad : pad;
}

void part_content(struct ui *ui, struct rect r, struct content content)
{
	bool labelled = content.label && content.label[0];
	int icon = content.icon ? content.icon_px : 0, gap = icon && labelled ? content.gap : 0;
	struct rect inner = rect_inset(r, pad_of(ui, r, content), 0);
	struct lines lines = {0};
	if (labelled)
		lines_label(ui, &lines, content.label, inner.w - icon - gap, r.h, content.face);
	int width = icon + gap + lines.width;
	int x = content.align == ALIGN_CENTER ? inner.x + (inner.w - width) / 2 : inner.x;
	int text_x = content.behind ? x : x + icon + gap, icon_x = content.behind ? x + lines.width + gap : x;
	if (icon)
		draw_icon(ui->draw, (struct rect){icon_x, r.y + (r.h - icon) / 2, icon, icon}, content.icon, content.color);
	if (labelled)
		lines_draw(ui, &lines, lines_middle(&lines, (struct rect){text_x, r.y, lines.width, r.h}), content.align,
			   content.color);
}

void part_text_at(struct ui *ui, int x, int baseline, int px, enum font font, enum color color, const char *text)
{
	/* Inter's ascent is 0.969 em and its descent 0.241 em; in a line box of one em the baseline lies at 0.864 em. */
	draw_text(ui->draw, x, baseline - px * 864 / 1000, px, px, font, color, text);
}
