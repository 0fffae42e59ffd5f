/* See door_page.h. */
#include "screens/door_page.h"

static void words(struct app *app, struct ui *ui, struct rect r, struct door_answer answer)
{
	int gap = pick(ui, 10, 22, 32), floor = by_class(ui, 20, 24, 28);
	struct text text = {.on = COLOR_PAGE, .color = COLOR_TEXT, .shrink = floor};
	struct words list[] = {{.words = answer.title, .text = text, .after = gap},
			       {.words = answer.text, .text = text, .after = gap},
			       {.words = app->store ? front_inside(app, ui) : "", .text = text}};
	list[0].text.id = "title";
	list[0].text.type = TYPE_TITLE;
	list[0].text.heading = true;
	list[0].text.personal = answer.named;
	list[0].text.shrink = by_class(ui, 24, 34, 48);
	list[1].text.id = "text";
	list[1].text.type = TYPE_LEAD;
	list[1].text.color = COLOR_TEXT_MUTED;
	list[2].text.id = "inside";
	list[2].text.type = TYPE_LABEL;
	front_words(ui, r, list, app->store ? 3 : 2, !is_tall(ui));
}

void door_page(struct app *app, struct ui *ui, struct rect area, struct door_answer answer)
{
	rect_cut_bottom(&area, pick(ui, 10, 24, 28), 0);
	if (!is_large(ui) || is_tall(ui)) {
		int side = pick(ui, 150, 240, 320);
		struct rect panel = front_scan_panel(ui, &area, answer.icon == ICON_NONE),
			    sign = {panel.x + (panel.w - side) / 2, panel.y + (panel.h - side) / 2, side, side};
		if (answer.icon != ICON_NONE)
			front_disc(ui, sign, answer.icon, COLOR_ACCENT, COLOR_TEXT_ON_ACCENT);
	}
	words(app, ui, area, answer);
}
