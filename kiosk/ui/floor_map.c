/* The map: rows of booths stand back to back in pairs, with a walkway below each pair and above the last, and the strap is the
 * way from the entrance to what is marked. It shows where, not how far: columns are spread evenly. */
#include "ui/part.h"

#include "base/text.h"

enum { SLOTS = 8 }; /* booths that are drawn in a row, half on each side of the aisle */

struct plan {
	struct ui *ui;
	const struct floor_map *map;
	struct rect hall; /* where booths stand */
	int row, gap, walk, aisle, slot;
	int entrance; /* y of "You are here" */
};

/* --- places ------------------------------------------------------------------------------------------------------------- */

static struct plan plan_of(struct ui *ui, struct rect r, const struct floor_map *map)
{
	struct plan plan = {.ui = ui, .map = map, .gap = ui_design(ui, 5), .aisle = ui_design(ui, 36)};
	int pad = ui_design(ui, 14), letters = ui_design(ui, 32), foot = r.h * 27 / 100;
	plan.hall = (struct rect){r.x + pad + letters, r.y + 2 * pad, r.w - 2 * pad - letters, r.h - 2 * pad - foot};
	int pairs = (map->row_count + 1) / 2, walks = pairs; /* the lowest walkway is below the first pair */
	int unit = plan.hall.h / (map->row_count + walks > 0 ? map->row_count + walks : 1), most = ui_design(ui, 50);
	plan.row = unit < most ? unit : most;
	plan.walk = (plan.hall.h - map->row_count * plan.row) / (walks > 0 ? walks : 1);
	plan.walk = plan.walk < 2 * plan.row ? plan.walk : 2 * plan.row;
	plan.slot = (plan.hall.w - plan.aisle) / SLOTS;
	plan.entrance = r.y + r.h - foot / 2;
	return plan;
}

static int row_y(const struct plan *plan, int row)
{
	int bottom = plan->hall.y + plan->hall.h;
	return bottom - (row + 1) * plan->row - (row / 2 + 1) * plan->walk;
}

/* The walkway that a row faces: the lower row of a pair the one below it, the upper row the one above. */
static int walk_y(const struct plan *plan, int row)
{
	int y = row_y(plan, row);
	return row % 2 == 0 ? y + plan->row + plan->walk / 2 : y - plan->walk / 2;
}

static int aisle_x(const struct plan *plan)
{
	return plan->hall.x + SLOTS / 2 * plan->slot + plan->aisle / 2;
}

static int slot_x(const struct plan *plan, int slot)
{
	return plan->hall.x + slot * plan->slot + (slot >= SLOTS / 2 ? plan->aisle : 0);
}

static int mark_x(const struct plan *plan, int column)
{
	int columns = plan->map->columns > SLOTS ? plan->map->columns : SLOTS;
	int slot = column * SLOTS / columns;
	return slot_x(plan, slot < SLOTS ? slot : SLOTS - 1) + plan->slot / 2;
}

/* --- drawing ------------------------------------------------------------------------------------------------------------ */

static void draw_rows(const struct plan *plan)
{
	struct ui *ui = plan->ui;
	for (int row = 0; row < plan->map->row_count; row++) {
		int y = row_y(plan, row);
		char letter[2] = {plan->map->rows[row], '\0'};
		for (int slot = 0; slot < SLOTS; slot++)
			draw_round(ui->draw,
				   (struct rect){slot_x(plan, slot), y, plan->slot - plan->gap, plan->row - plan->gap},
				   ui_design(ui, 6), CORNERS_ALL, part_contrast(ui) ? COLOR_SURFACE : COLOR_STRAP_AHEAD,
				   part_contrast(ui) ? COLOR_BORDER_CONTROL : COLOR_NONE, part_contrast(ui) ? 1 : 0);
		ui_text(ui, (struct rect){plan->hall.x - ui_design(ui, 32), y, ui_design(ui, 28), plan->row - plan->gap},
			letter,
			(struct text){.type = TYPE_CAPTION,
				      .color = COLOR_TEXT_MUTED,
				      .on = COLOR_SURFACE,
				      .lines = 1,
				      .middle = true});
	}
}

/* One straight piece of strap, along either axis. */
static void draw_piece(const struct plan *plan, int x0, int y0, int x1, int y1, int width, enum color color)
{
	int left = x0 < x1 ? x0 : x1, top = y0 < y1 ? y0 : y1, w = x0 < x1 ? x1 - x0 : x0 - x1, h = y0 < y1 ? y1 - y0 : y0 - y1;
	draw_rect(plan->ui->draw, (struct rect){left - width / 2, top - width / 2, w + width, h + width}, color);
}

static void draw_way(const struct plan *plan, int width, enum color color)
{
	int aisle = aisle_x(plan);
	for (int i = 0; i < plan->map->mark_count; i++) {
		int row = plan->map->marks[i].row, x = mark_x(plan, plan->map->marks[i].column), walk = walk_y(plan, row);
		draw_piece(plan, aisle, plan->entrance, aisle, walk, width, color);
		draw_piece(plan, aisle, walk, x, walk, width, color);
		draw_piece(plan, x, walk, x, row_y(plan, row) + plan->row / 2, width, color);
	}
}

static void draw_mark(const struct plan *plan, int i)
{
	struct ui *ui = plan->ui;
	const char *label = plan->map->marks[i].label;
	int w = ui_text_width(ui, TYPE_LABEL, label) + 2 * ui_design(ui, 14), h = ui_line(ui, TYPE_LABEL) + ui_design(ui, 20);
	int x = mark_x(plan, plan->map->marks[i].column) - w / 2, most = plan->hall.x + plan->hall.w - w;
	struct rect r = {x < most ? x : most, row_y(plan, plan->map->marks[i].row) + (plan->row - h) / 2, w, h};
	draw_round(ui->draw, r, ui_px(ui, RADIUS_KEY), CORNERS_ALL, COLOR_ACCENT, COLOR_TEXT_ON_ACCENT, ui_design(ui, 3));
	ui_text(ui, r, label,
		(struct text){.type = TYPE_LABEL,
			      .color = COLOR_TEXT_ON_ACCENT,
			      .on = COLOR_ACCENT,
			      .lines = 1,
			      .align = ALIGN_CENTER,
			      .middle = true});
}

/* Where one stands, the help desk, and the door. */
static void draw_entrance(const struct plan *plan, struct rect r)
{
	struct ui *ui = plan->ui;
	int aisle = aisle_x(plan), radius = ui_design(ui, 19), gap = ui_design(ui, 14), door = ui_design(ui, 112);
	int high = r.y + r.h - (plan->hall.y + plan->hall.h);
	draw_disc(ui->draw, (struct rect){aisle - radius, plan->entrance - radius, 2 * radius, 2 * radius}, COLOR_PRIMARY);
	draw_disc(ui->draw, (struct rect){aisle - radius / 2, plan->entrance - radius / 2, radius, radius}, COLOR_ACCENT);
	draw_rect(ui->draw, (struct rect){aisle - door / 2, r.y + r.h - ui_design(ui, 7), door, ui_design(ui, 7)}, COLOR_STRAP);
	struct text text = {.type = TYPE_CAPTION,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .shrink = 20,
			    .align = ALIGN_RIGHT,
			    .middle = true};
	struct rect here = {r.x + gap, plan->entrance - high / 2 + gap, aisle - radius - 2 * gap - r.x, high - 2 * gap};
	ui_text(ui, here, plan->map->here, text);
	struct rect desk = {aisle + radius + gap, here.y, r.x + r.w - gap - aisle - radius - gap, here.h};
	draw_round(ui->draw, desk, ui_design(ui, 14), CORNERS_ALL, COLOR_SURFACE_SUN,
		   part_contrast(ui) ? COLOR_ACCENT : COLOR_NONE, part_contrast(ui) ? 2 : 0);
	text.align = ALIGN_CENTER;
	text.on = COLOR_SURFACE_SUN;
	ui_text(ui, rect_inset(desk, ui_design(ui, 8), 0), plan->map->desk, text);
}

void ui_floor_map(struct ui *ui, struct rect r, const struct floor_map *map)
{
	struct plan plan = plan_of(ui, r, map);
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct node *node = part_node(ui, NODE_IMAGE, map->id, r, map->here);
	text_copy(node->spoken, sizeof node->spoken, map->spoken);
	node->personal = true;
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	draw_rows(&plan);
	draw_way(&plan, ui_design(ui, 12), COLOR_STRAP);
	draw_way(&plan, ui_design(ui, 4), COLOR_STRAP_STRIPE);
	for (int i = 0; i < map->mark_count; i++)
		draw_mark(&plan, i);
	draw_entrance(&plan, r);
}
