/* Buttons: four looks, one row each. */
#include "ui/part.h"

#include "base/text.h"

struct look {
	int fill, pressed, stroke;
	enum color fg;
};

static const struct look looks[] = {
	[BUTTON_PRIMARY] = {COLOR_PRIMARY, COLOR_PRIMARY_PRESSED, COLOR_NONE, COLOR_TEXT_ON_PRIMARY},
	[BUTTON_SECONDARY] = {COLOR_SURFACE, COLOR_SECONDARY_PRESSED, COLOR_BORDER_CONTROL, COLOR_TEXT},
	[BUTTON_QUIET] = {COLOR_NONE, COLOR_SECONDARY_PRESSED, COLOR_NONE, COLOR_PRIMARY_TINT_TEXT},
	[BUTTON_DANGER] = {COLOR_SURFACE, COLOR_SECONDARY_PRESSED, COLOR_ERROR, COLOR_ERROR},
};
static const struct look look_disabled = {COLOR_DISABLED_FILL, COLOR_DISABLED_FILL, COLOR_NONE, COLOR_TEXT_DISABLED};

static struct look look_of(const struct ui *ui, const struct button *button)
{
	struct look look = button->disabled ? look_disabled : looks[button->look];
	if (part_contrast(ui) && button->disabled)
		look.stroke = COLOR_TEXT_DISABLED;
	else if (part_contrast(ui) && button->look == BUTTON_QUIET)
		look = (struct look){COLOR_SURFACE, look.pressed, COLOR_BORDER_CONTROL, COLOR_TEXT};
	return look;
}

static struct content content_of(const struct ui *ui, const struct button *button)
{
	static const int quiet_icon[SIZE_COUNT] = {[SIZE_COMPACT] = 24, [SIZE_REGULAR] = 28, [SIZE_TALL] = 30};
	bool quiet = button->look == BUTTON_QUIET, small = button->small || quiet;
	return (struct content){
		.icon = button->icon,
		.behind = button->icon_behind,
		.label = button->icon_only ? NULL : button->label,
		.face = part_face(ui, small ? TYPE_LABEL : TYPE_BUTTON),
		.align = button->left ? ALIGN_LEFT : ALIGN_CENTER,
		.pad = ui_design(ui, quiet                              ? 22
				     : !small                           ? 30
				     : ui->profile.size == SIZE_COMPACT ? 17
									: 22),
		.icon_px = quiet ? ui_design(ui, quiet_icon[ui->profile.size])
				 : ui_px(ui, PART_ICON_SMALL) - (small ? 0 : ui_design(ui, 2)),
		.gap = ui_px(ui, SPACE_ICON_GAP),
	};
}

int ui_button_width(struct ui *ui, struct button button)
{
	int width = part_content_width(ui, content_of(ui, &button));
	int least = button.look == BUTTON_PRIMARY ? ui_px(ui, PART_PRIMARY_MIN_WIDTH) : ui_px(ui, PART_TOUCH_MIN);
	return width > least ? width : least;
}

int part_button_least(struct ui *ui, struct button button, bool shrunk)
{
	struct content content = content_of(ui, &button);
	int px = shrunk ? profile_type_px(&ui->profile, TYPE_CAPTION, 1) : content.face.px;
	content.face = part_face_at(content.face, px < content.face.px ? px : content.face.px);
	content.pad = part_pad_least(ui);
	int width = part_content_width(ui, content) + 1, least = ui_px(ui, PART_TOUCH_MIN);
	return width > least ? width : least;
}

void ui_button(struct ui *ui, struct rect r, struct button button)
{
	struct look look = look_of(ui, &button);
	bool down = part_down(ui, button.id) || button.held;
	int fill = down ? look.pressed : look.fill;
	struct node *node = part_node(ui, NODE_BUTTON, button.id, r, button.label);
	text_copy(node->spoken, sizeof node->spoken, button.spoken ? button.spoken : "");
	node->enabled = !button.disabled;
	node->selected = button.held;
	node->action = button.action;
	node->arg = button.arg;
	node->fg = look.fg;
	node->bg = fill == COLOR_NONE ? COLOR_PAGE : (enum color)fill;
	struct content content = content_of(ui, &button);
	node->type = button.small || button.look == BUTTON_QUIET ? TYPE_LABEL : TYPE_BUTTON;
	content.color = look.fg;
	part_box(ui, button.id, r, (struct box){.fill = fill, .stroke = look.stroke, .radius = ui_px(ui, RADIUS_BUTTON)});
	part_content(ui, r, content);
}
