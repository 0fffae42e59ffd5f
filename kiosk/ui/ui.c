/* The frame around a screen's build(), its words, and sizes. */
#include "ui/ui.h"

#include "base/text.h"

#include <string.h>

void ui_begin(struct ui *ui)
{
	memset(ui->filled, 0, sizeof ui->filled);
	ui->filled_next = 0;
	ui->group = "content";
	ui->wake = 0;
	ui->ring = (struct rect){0};
	nodes_clear(ui->nodes);
	draw_begin(ui->draw, ui->profile.w, ui->profile.h, ui->theme, COLOR_PAGE);
}

/* The ring lies outside the control: a gap in the colour behind, then the focus colour. At the edge of the display it is drawn
 * over the control rather than out of sight. */
void ui_end(struct ui *ui)
{
	if (ui->ring.w <= 0)
		return;
	int gap = ui_px(ui, STROKE_FOCUS_GAP), ring = ui_px(ui, STROKE_FOCUS), out = gap + ring;
	struct rect display = {0, 0, ui->profile.w, ui->profile.h};
	struct rect outer = rect_both(display, rect_inset(ui->ring, -out, -out)), inner = rect_inset(outer, ring, ring);
	draw_round(ui->draw, inner, ui->ring_radius + gap, CORNERS_ALL, COLOR_NONE, COLOR_FOCUS_GAP, gap);
	draw_round(ui->draw, outer, ui->ring_radius + out, CORNERS_ALL, COLOR_NONE, COLOR_FOCUS, ring);
}

bool is_large(const struct ui *ui)
{
	return ui->text_scale > 1.1;
}

const char *ui_say(struct ui *ui, const char *key)
{
	return say(ui->catalog, ui->language, key);
}

const char *ui_fill(struct ui *ui, const char *key, const char *name, const char *value)
{
	char *out = ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])];
	return say_fill(out, sizeof ui->filled[0], ui_say(ui, key), name, value, NULL);
}

int ui_px(const struct ui *ui, enum metric metric)
{
	return profile_px(&ui->profile, metric);
}

int ui_design(const struct ui *ui, int design_px)
{
	return nearest_px(design_px * ui->profile.scale);
}
