/* Chips: a word that is on or off, or, not pressable, a skill that was asked for and is met (match) or missing (plain). */
#include "ui/part.h"

struct look {
	int fill, stroke;
	enum color fg;
	enum icon icon;
};

static struct look look_of(const struct ui *ui, const struct chip *chip)
{
	if (chip->match)
		return (struct look){COLOR_SURFACE_AQUA, COLOR_BORDER_SELECTED, COLOR_PRIMARY_TINT_TEXT, ICON_CHECK};
	if (chip->plain)
		return (struct look){COLOR_SURFACE, COLOR_DIVIDER, COLOR_TEXT_MUTED, ICON_NONE};
	if (chip->disabled)
		return (struct look){COLOR_DISABLED_FILL, part_contrast(ui) ? COLOR_TEXT_DISABLED : COLOR_NONE,
				     COLOR_TEXT_DISABLED, ICON_PLUS};
	bool down = part_down(ui, chip->id);
	if (chip->on)
		return (struct look){down ? COLOR_PRIMARY_PRESSED : COLOR_PRIMARY, COLOR_NONE, COLOR_TEXT_ON_PRIMARY,
				     ICON_CHECK};
	return (struct look){down ? COLOR_SECONDARY_PRESSED : COLOR_SURFACE, COLOR_BORDER_CONTROL, COLOR_TEXT, ICON_PLUS};
}

static struct content content_of(const struct ui *ui, const struct chip *chip)
{
	bool still = chip->match || chip->plain;
	return (struct content){.label = chip->label,
				.face = chip->on || chip->match ? part_face(ui, TYPE_LABEL) : part_face_light(ui, TYPE_LABEL),
				.align = chip->bare ? ALIGN_CENTER : ALIGN_LEFT,
				.pad = ui_design(ui, still ? 22 : 26),
				.icon_px = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, still ? 6 : 4),
				.gap = ui_design(ui, still ? 12 : 10)};
}

int ui_chip_width(struct ui *ui, const char *label)
{
	struct content content = content_of(ui, &(struct chip){.label = label, .on = true});
	content.icon = ICON_PLUS;
	return part_content_width(ui, content);
}

int ui_filter_width(struct ui *ui, const char *label)
{
	return part_content_width(ui, content_of(ui, &(struct chip){.label = label, .on = true}));
}

int ui_skill_width(struct ui *ui, const char *label, bool match)
{
	struct content content = content_of(ui, &(struct chip){.label = label, .match = match, .plain = !match});
	content.icon = match ? ICON_CHECK : ICON_NONE;
	return part_content_width(ui, content);
}

void ui_chip(struct ui *ui, struct rect r, struct chip chip)
{
	struct look look = look_of(ui, &chip);
	bool still = chip.match || chip.plain;
	struct node *node = part_node(ui, still ? NODE_TEXT : NODE_CHIP, chip.id, r, chip.label);
	node->selected = chip.on || chip.match;
	node->enabled = !chip.disabled;
	node->action = still ? 0 : chip.action;
	node->arg = chip.arg;
	node->fg = look.fg;
	node->bg = (enum color)look.fill;
	node->type = TYPE_LABEL;
	part_box(ui, chip.id, r, (struct box){.fill = look.fill, .stroke = look.stroke, .radius = r.h / 2});
	struct content content = content_of(ui, &chip);
	content.icon = chip.bare ? ICON_NONE : look.icon;
	content.color = look.fg;
	part_content(ui, r, content);
}
