/* Under 16: a kind word and the way to the staff desk. What was typed is gone already. */
#include "screens/front.h"

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 0, "header.check_in");
	const char *title = ui_say(ui, app->mode == MODE_TOWN_HALL ? "young.hall.title" : "young.title"),
		   *text = ui_say(ui, "young.text");
	rect_cut_bottom(&area, pick(ui, 12, 40, 44), 0);
	if (is_tall(ui)) {
		front_tall_art(ui, ui_design(ui, 640), "mark");
		rect_cut_top(&area, ui_design(ui, 700) - area.y, 0);
	} else if (!is_large(ui)) {
		struct rect panel = rect_cut_left(&area, pick(ui, 260, 440, 0), pick(ui, 28, 56, 0));
		ui_panel(ui, panel, COLOR_SURFACE_SUN, COLOR_NONE);
		int disc = pick(ui, 130, 220, 0);
		front_disc(ui, (struct rect){panel.x + (panel.w - disc) / 2, panel.y + (panel.h - disc) / 2, disc, disc},
			   ICON_CHILD, COLOR_ACCENT, COLOR_TEXT_ON_ACCENT);
	}
	int high = ui_text_height(ui, area.w, TYPE_TITLE, title) + ui_text_height(ui, area.w, TYPE_LEAD, text);
	rect_cut_top(&area, !is_tall(ui) && high < area.h ? (area.h - high) / 3 : 0, 0);
	front_title(ui, &area, is_large(ui) || is_compact(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE, title, NULL);
	ui_text(ui, area, text,
		(struct text){.id = "text",
			      .type = TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_PAGE,
			      .shrink = by_class(ui, 20, 24, 28)});
	struct button finish = front_next(ui, true);
	finish.label = ui_say(ui, "done.finish.button");
	finish.icon = ICON_CHECK;
	front_dock(ui, finish, (struct button){.label = NULL});
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY)
		app_end_visit(app);
}

const struct screen screen_young = {
	.name = "young",
	.build = build,
	.act = act,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_S,
};
