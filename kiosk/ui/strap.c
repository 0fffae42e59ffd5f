/* The lanyard strap: lying across the header as progress, and hanging with its clip above a badge. Flat polygons only. */
#include "ui/strap.h"

#include "ui/part.h"

/* --- across the header ------------------------------------------------------------------------------------------------ */

/* Design px of each size class. */
static const struct {
	int length, clip, badge, clip_high;
} across[SIZE_COUNT] = {
	[SIZE_COMPACT] = {.length = 120, .clip = 12, .badge = 37, .clip_high = 6},
	[SIZE_REGULAR] = {.length = 400, .clip = 16, .badge = 52, .clip_high = 8},
	[SIZE_TALL] = {.length = 330, .clip = 22, .badge = 70, .clip_high = 11},
};

/* A piece of strap from x to x + w: done (with its stripe) or still ahead. */
static void draw_piece(struct ui *ui, int x, int middle, int w, bool done)
{
	int thick = ui_px(ui, STROKE_STRAP), stripe = ui_px(ui, STROKE_STRAP_STRIPE);
	draw_rect(ui->draw, (struct rect){x, middle - thick / 2, w, thick}, done ? COLOR_STRAP : COLOR_STRAP_AHEAD);
	if (done)
		draw_rect(ui->draw, (struct rect){x, middle - stripe / 2, w, stripe}, COLOR_STRAP_STRIPE);
}

static void draw_badge(struct ui *ui, struct rect r, bool done)
{
	int side = r.w;
	struct rect slot = {r.x + side * 7 / 52, r.y + side * 19 / 52, side * 5 / 52, side * 14 / 52};
	draw_round(ui->draw, r, side * 11 / 52, CORNERS_ALL, done ? COLOR_ACCENT : COLOR_SURFACE, COLOR_BORDER_SELECTED,
		   side > 52 ? 3 : 2);
	draw_round(ui->draw, slot, slot.w / 2, CORNERS_ALL, COLOR_STRAP, COLOR_NONE, 0);
	if (done) {
		int icon = side * 28 / 52;
		draw_icon(ui->draw, (struct rect){r.x + side * 16 / 52, r.y + (side - icon) / 2, icon, icon}, ICON_CHECK,
			  COLOR_TEXT_ON_ACCENT);
		return;
	}
	int high = side * 5 / 52;
	struct rect upper = {r.x + side * 19 / 52, r.y + side * 17 / 52, side * 22 / 52, high};
	struct rect lower = {upper.x, r.y + side * 29 / 52, side * 15 / 52, high};
	draw_round(ui->draw, upper, high / 2, CORNERS_ALL, COLOR_STRAP_AHEAD, COLOR_NONE, 0);
	draw_round(ui->draw, lower, high / 2, CORNERS_ALL, COLOR_STRAP_AHEAD, COLOR_NONE, 0);
}

int strap_across(struct ui *ui, int middle, int step, int steps)
{
	int length = ui_design(ui, across[ui->profile.size].length), gap = ui_px(ui, SPACE_HAIRLINE);
	for (int i = 0; i < steps; i++) {
		int from = length * i / steps + (i ? gap / 2 : 0);
		int to = length * (i + 1) / steps - (i < steps - 1 ? gap / 2 : 0);
		draw_piece(ui, from, middle, to - from, i < step);
		if (step == 0 && i == 0)
			draw_piece(ui, from, middle, (to - from) / 2, true);
	}
	int clip = ui_design(ui, across[ui->profile.size].clip), high = ui_design(ui, across[ui->profile.size].clip_high);
	draw_round(ui->draw, (struct rect){length, middle - high / 2, clip, high}, high / 2, CORNERS_LEFT, COLOR_METAL,
		   COLOR_NONE, 0);
	int badge = ui_design(ui, across[ui->profile.size].badge);
	draw_badge(ui, (struct rect){length + clip, middle - badge / 2, badge, badge}, step > steps);
	return length + clip + badge;
}

/* --- hanging ---------------------------------------------------------------------------------------------------------- */

/* The mock's measures at a strap 36 px wide, up from the badge's edge: the loop from 66 to 32, the strap's lower end at 48, and
 * the two straps' middle lines meeting at 40, 0.891 px outwards a px up; a strap is 48.5 px wide across. */
struct hang {
	struct ui *ui;
	int x, y, width;
};

static int at(const struct hang *hang, int tenths)
{
	return tenths * hang->width / 360;
}

/* One strap between `top` and its lower end, mirrored by `side` (-1 left, 1 right), `half` tenths wide to each side. */
static void draw_strap(const struct hang *hang, int top, int side, int half, enum color color)
{
	int low = hang->y - at(hang, 480), meet = hang->y - at(hang, 400);
	int upper = (meet - top) * 891 / 1000, lower = (meet - low) * 891 / 1000, w = at(hang, half);
	int points[] = {hang->x + side * (upper - w), top, hang->x + side * (upper + w), top,
			hang->x + side * (lower + w), low, hang->x + side * (lower - w), low};
	draw_polygon(hang->ui->draw, points, 4, color);
}

void ui_strap_hanging(struct ui *ui, int x, int top, int y, int width)
{
	struct hang hang = {ui, x, y, width};
	for (int side = 1; side >= -1; side -= 2) {
		draw_strap(&hang, top, side, 242, part_contrast(ui) && side > 0 ? COLOR_STRAP_AHEAD : COLOR_STRAP);
		draw_strap(&hang, top, side, 45, COLOR_STRAP_STRIPE);
	}
	int loop = at(&hang, 492), clip = at(&hang, 140), inlay = at(&hang, 333);
	struct rect metal = {x - clip / 2, y - at(&hang, 320), clip, at(&hang, 320)};
	draw_round(ui->draw, metal, at(&hang, 50), CORNERS_TOP, COLOR_METAL, COLOR_NONE, 0);
	struct rect block = {x - loop / 2, y - at(&hang, 660), loop, at(&hang, 340)};
	draw_round(ui->draw, block, at(&hang, 70), CORNERS_ALL, COLOR_STRAP, COLOR_NONE, 0);
	struct rect line = {x - inlay / 2, block.y + at(&hang, 150), inlay, at(&hang, 40)};
	draw_round(ui->draw, line, line.h / 2, CORNERS_ALL, COLOR_STRAP_STRIPE, COLOR_NONE, 0);
}
