/* A text field: the value, its caret, its hint and what is wrong with it. A value too long shrinks to label type, then only its
 * end is shown. */
#include "ui/part.h"

#include "base/text.h"

#include <string.h>

enum { BLINK_MS = 500 };

static void node_of(struct ui *ui, struct rect r, const struct field *field)
{
	struct node *node = part_node(ui, NODE_FIELD, field->id, r, field->label ? field->label : field->hint);
	text_copy(node->value, sizeof node->value, field->value);
	node->selected = field->active;
	node->personal = field->personal;
	node->opens = field->opens;
	node->action = field->action;
	node->arg = field->arg;
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_FIELD_VALUE;
}

/* The caret is shown in every other half second; the frame asks to be drawn again at the next change. */
static bool caret_shown(struct ui *ui)
{
	if (ui->reduced_motion)
		return true;
	int64_t next = (ui->now / BLINK_MS + 1) * BLINK_MS;
	if (!ui->wake || next < ui->wake)
		ui->wake = next;
	return ui->now / BLINK_MS % 2 == 0;
}

/* Drops characters at the start until the rest fits; the shown piece is what is being typed. */
static const char *visible_end(struct ui *ui, const char *value, struct face face, int width)
{
	while (*value && render_text_width(ui->render, face.font, face.px, value) > width)
		text_next(&value);
	return value;
}

static void draw_caret(struct ui *ui, int x, int y, int height)
{
	int width = ui_design(ui, 4);
	draw_round(ui->draw, (struct rect){x, y, width, height}, width / 2, CORNERS_ALL, COLOR_BORDER_SELECTED, COLOR_NONE, 0);
}

static void draw_value(struct ui *ui, struct rect inner, const struct field *field)
{
	int caret = ui_design(ui, 4), caret_gap = ui_design(ui, 3), width = inner.w - caret - caret_gap;
	struct face full = part_face(ui, TYPE_FIELD_VALUE), face = full;
	int least = profile_type_px(&ui->profile, TYPE_LABEL, 1);
	while (face.px > least && render_text_width(ui->render, face.font, face.px, field->value) > width)
		face = part_face_at(full, face.px - 1);
	const char *value = visible_end(ui, field->value, face, width);
	int y = inner.y + (inner.h - face.line) / 2;
	draw_text(ui->draw, inner.x, y, face.px, face.line, face.font, COLOR_TEXT, value);
	if (!field->active || !caret_shown(ui))
		return;
	int x = inner.x + (*value ? render_text_width(ui->render, face.font, face.px, value) + caret_gap : 0);
	int height = full.line - ui_design(ui, 4);
	draw_caret(ui, x, inner.y + (inner.h - height) / 2, height);
}

/* Drops lines at the start so that the last `room` remain. */
static void keep_last(struct lines *lines, size_t room)
{
	if (lines->count <= room)
		return;
	memmove(lines->list, lines->list + (lines->count - room), room * sizeof lines->list[0]);
	lines->count = room;
}

static void draw_many(struct ui *ui, struct rect inner, const struct field *field)
{
	struct lines lines;
	struct face face = part_face(ui, TYPE_BODY);
	size_t room = inner.h >= 2 * face.line ? (size_t)(inner.h / face.line) : 1;
	lines_lay(ui, &lines, field->value, inner.w, face, field->active ? LINES_MOST : room);
	if (field->active)
		keep_last(&lines, room);
	else
		lines_end(ui, &lines, inner.w);
	if (room == 1 && lines.count)
		inner = lines_middle(&lines, inner);
	else if (room == 1)
		inner.y += (inner.h - face.line) / 2;
	lines_draw(ui, &lines, inner, ALIGN_LEFT, COLOR_TEXT);
	if (!field->active || !caret_shown(ui))
		return;
	size_t size = strlen(field->value);
	bool space = size && field->value[size - 1] == ' ';
	int x = inner.x, y = inner.y;
	if (lines.count) {
		x += lines.list[lines.count - 1].width + ui_design(ui, space ? 10 : 3);
		y += (int)(lines.count - 1) * face.line;
	}
	draw_caret(ui, x, y, face.line);
}

static void draw_hint(struct ui *ui, struct rect inner, const struct field *field)
{
	char id[NODE_ID_MOST];
	text_format(id, sizeof id, "%s-hint", field->id);
	struct text text = {.id = id,
			    .type = field->multiline && inner.h >= 2 * ui_line(ui, TYPE_BODY) ? TYPE_BODY : TYPE_FIELD_VALUE,
			    .color = COLOR_TEXT_MUTED,
			    .on = COLOR_SURFACE,
			    .lines = 1,
			    .shrink = 20,
			    .middle = !field->multiline || inner.h < 2 * ui_line(ui, TYPE_BODY)};
	int caret = field->active ? ui_design(ui, 8) : 0;
	inner.x += caret;
	inner.w -= caret;
	ui_text(ui, inner, field->hint, text);
}

int ui_error(struct ui *ui, struct rect r, const char *id, const char *words, bool middle)
{
	int icon = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 6);
	struct rect mark = rect_cut_left(&r, icon, ui_px(ui, SPACE_ICON_GAP));
	int used = ui_text(ui, r, words,
			   (struct text){.id = id,
					 .type = TYPE_LABEL,
					 .color = COLOR_ERROR,
					 .on = COLOR_PAGE,
					 .shrink = part_least(ui),
					 .middle = middle});
	nodes_find(ui->nodes, id)->kind = NODE_STATUS;
	int top = middle ? r.y + (r.h - used) / 2 : r.y, line = ui_line(ui, TYPE_LABEL);
	draw_icon(ui->draw, (struct rect){mark.x, top + ((used < line ? used : line) - icon) / 2, icon, icon}, ICON_WARN,
		  COLOR_ERROR);
	return used;
}

static void draw_error(struct ui *ui, struct rect r, const struct field *field)
{
	char id[NODE_ID_MOST];
	text_format(id, sizeof id, "%s-error", field->id);
	int gap = ui_px(ui, SPACE_INLINE_GAP);
	struct rect below = {r.x, r.y + r.h + ui_design(ui, 6), r.w, ui_line(ui, TYPE_LABEL)};
	struct rect beside = {r.x + r.w + gap, r.y, field->beside - gap, r.h};
	ui_error(ui, field->beside ? beside : below, id, field->error, field->beside);
}

/* The field's icon: at the left in the middle, or at the right of one of many lines, up where these are. */
static void draw_mark(struct ui *ui, struct rect *inner, const struct field *field)
{
	if (!field->icon)
		return;
	int icon = ui_px(ui, PART_ICON_SMALL), gap = ui_px(ui, SPACE_INLINE_GAP);
	struct rect at = field->multiline ? rect_cut_right(inner, icon, gap) : rect_cut_left(inner, icon, gap);
	bool upper = field->multiline && at.h >= 2 * ui_line(ui, TYPE_BODY);
	at.y += upper ? ui_design(ui, 2) : (at.h - icon) / 2;
	draw_icon(ui->draw, (struct rect){at.x, at.y, icon, icon}, field->icon, COLOR_TEXT);
}

void ui_field(struct ui *ui, struct rect r, struct field field)
{
	bool wrong = field.error && field.error[0], thick = wrong || field.active;
	field.value = field.value ? field.value : "";
	node_of(ui, r, &field);
	int fill = part_down(ui, field.id) && !field.active ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE;
	int stroke = wrong ? COLOR_ERROR : field.active ? COLOR_BORDER_SELECTED : COLOR_BORDER_CONTROL;
	part_box(ui, field.id, r,
		 (struct box){.fill = fill,
			      .stroke = stroke,
			      .radius = ui_px(ui, RADIUS_FIELD),
			      .width = ui_px(ui, thick ? STROKE_SELECTED : STROKE_CONTROL)});
	struct rect inner = rect_inset(r, ui_design(ui, 24), field.multiline ? ui_px(ui, SPACE_INLINE_GAP) * 4 / 5 : 0);
	draw_mark(ui, &inner, &field);
	if (field.multiline)
		draw_many(ui, inner, &field);
	else
		draw_value(ui, inner, &field);
	if (!field.value[0] && field.hint && field.hint[0])
		draw_hint(ui, inner, &field);
	if (wrong)
		draw_error(ui, r, &field);
}
