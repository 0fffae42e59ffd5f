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

static int words_width(struct ui *ui, const struct content *content)
{
	bool labelled = content->label && content->label[0];
	return labelled ? render_text_width(ui->render, content->face.font, content->face.px, content->label) : 0;
}

/* The icon with the gap behind it; the padding is not in it. */
static int icon_width(const struct content *content)
{
	bool labelled = content->label && content->label[0];
	return content->icon ? content->icon_px + (labelled ? content->gap : 0) : 0;
}

int part_content_width(struct ui *ui, struct content content)
{
	return 2 * content.pad + icon_width(&content) + words_width(ui, &content);
}

int part_pad_least(const struct ui *ui)
{
	static const int least[SIZE_COUNT] = {[SIZE_COMPACT] = 14, [SIZE_REGULAR] = 18, [SIZE_TALL] = 20};
	return ui_design(ui, least[ui->profile.size]);
}

/* Padding gives way before words do, but not all of it; `width` is what it is around. */
static int pad_of(const struct ui *ui, struct rect r, int pad, int width)
{
	int over = 2 * pad + width - r.w, least = part_pad_least(ui), left = over > 0 ? pad - (over + 1) / 2 : pad;
	return left >= least ? left : least < pad ? least : pad;
}

void part_content(struct ui *ui, struct rect r, struct content content)
{
	int icon = icon_width(&content), words = words_width(ui, &content);
	struct rect inner = rect_inset(r, pad_of(ui, r, content.pad, icon + words), 0);
	struct lines lines;
	lines.count = 0;
	lines.width = 0;
	if (words > 0 && !lines_one(&lines, content.label, words, inner.w - icon, content.face))
		lines_label(ui, &lines, content.label, inner.w - icon, r.h, content.face);
	int x = content.align == ALIGN_CENTER ? inner.x + (inner.w - icon - lines.width) / 2 : inner.x;
	int icon_x = content.behind ? x + lines.width + icon - content.icon_px : x;
	if (content.icon)
		draw_icon(ui->draw, (struct rect){icon_x, r.y + (r.h - content.icon_px) / 2, content.icon_px, content.icon_px},
			  content.icon, content.color);
	struct rect place = {content.behind ? x : x + icon, r.y, lines.width, r.h};
	if (words > 0)
		lines_draw(ui, &lines, lines_middle(&lines, place), content.align, content.color);
}

void part_text_at(struct ui *ui, int x, int baseline, int px, enum font font, enum color color, const char *text)
{
	/* Inter's ascent is 0.969 em and its descent 0.241 em; in a line box of one em the baseline lies at 0.864 em. */
	draw_text(ui->draw, x, baseline - px * 864 / 1000, px, px, font, color, text);
}
