/* 04 Name: first and last name, and the badge as it will look. On a small screen one field at a time. */
#include "base/text.h"
#include "screens/form.h"

#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, FIRST = 0, LAST = 1, FIELDS = 2 };

static char *active(struct app *app)
{
	return app->field == LAST ? app->visitor->family : app->visitor->given;
}

static void open_field(struct app *app, int field)
{
	app->field = field;
	keyboard_continue(&app->keyboard, KEYBOARD_NAME, active(app));
}

static void enter(struct app *app)
{
	open_field(app, FIRST);
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void field(struct app *app, struct ui *ui, struct rect r, int i)
{
	ui_field(ui, r,
		 (struct field){.id = i == LAST ? "last-name" : "first-name",
				.label = ui_say(ui, i == LAST ? "name.last" : "name.first"),
				.value = i == LAST ? app->visitor->family : app->visitor->given,
				.hint = i == LAST ? ui_say(ui, "form.optional") : NULL,
				.active = app->field == i,
				.personal = true,
				.action = ACT_FIELD,
				.arg = i});
}

static void labelled(struct app *app, struct ui *ui, struct rect r, int i)
{
	struct rect label = rect_cut_top(&r, ui_line(ui, TYPE_LABEL), pick(ui, 4, 8, 12));
	ui_text(ui, label, ui_say(ui, i == LAST ? "name.last" : "name.first"), front_label(ui, NULL));
	r.h = ui_px(ui, PART_FIELD_HEIGHT);
	field(app, ui, r, i);
}

static void preview(struct app *app, struct ui *ui, struct rect r)
{
	ui_badge(ui, r,
		 (struct badge_picture){.id = "preview",
					.fair = "",
					.date = "",
					.given = app->visitor->given,
					.family = app->visitor->family,
					.looking_for = "",
					.code = ""});
}

static void build_compact(struct app *app, struct ui *ui, struct rect area)
{
	char part[96];
	say_fill(part, sizeof part, ui_say(ui, "name.part"), "field",
		 ui_say(ui, app->field == LAST ? "name.last" : "name.first"), "n", app->field == LAST ? "2" : "1", "total", "2",
		 NULL);
	front_line(ui, &area, ui_say(ui, "name.title"), (struct text){.id = "part", .color = COLOR_TEXT_MUTED}, part);
	field(app, ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), 0), app->field);
}

/* Title and hint share a line when both fit on it. */
static void heading(struct ui *ui, struct rect *area)
{
	const char *title = ui_say(ui, "name.title"), *hint = ui_say(ui, "name.hint");
	int w = ui_text_width(ui, TYPE_TITLE_TIGHT, title), gap = pick(ui, 0, 22, 0);
	if (is_tall(ui) || w + gap + ui_text_width(ui, TYPE_BODY, hint) > area->w) {
		front_title(ui, area, TYPE_TITLE_TIGHT, title, is_tall(ui) ? hint : NULL);
		return;
	}
	struct rect line = rect_cut_top(area, ui_line(ui, TYPE_TITLE_TIGHT), ui_design(ui, 6));
	ui_text(ui, rect_cut_left(&line, w, gap), title,
		(struct text){.id = "title",
			      .type = TYPE_TITLE_TIGHT,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .heading = true});
	line.y += ui_design(ui, 4);
	ui_text(ui, line, hint,
		(struct text){.id = "hint",
			      .type = TYPE_BODY,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .middle = true});
}

static void build_regular(struct app *app, struct ui *ui, struct rect area)
{
	if (!is_large(ui)) {
		struct rect right = rect_cut_right(&area, ui_design(ui, 264), ui_design(ui, 40));
		right.y += ui_design(ui, 4);
		right.h = ui_design(ui, 196);
		preview(app, ui, right);
	}
	rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 4), 0);
	heading(ui, &area);
	rect_cut_top(&area, ui_design(ui, is_large(ui) ? 0 : 12), 0);
	for (int i = 0; i < FIELDS; i++)
		labelled(app, ui, rect_column(area, i, FIELDS, ui_design(ui, 20)), i);
}

static void build_tall(struct app *app, struct ui *ui, struct rect area)
{
	rect_cut_top(&area, ui_design(ui, 40), 0);
	if (!is_large(ui)) {
		struct rect panel = rect_cut_top(&area, ui_design(ui, 469), ui_design(ui, 54));
		front_tall_badge(app, ui, panel.y + panel.h);
	} else {
		int high = ui_text_height(ui, area.w, TYPE_TITLE_TIGHT, ui_say(ui, "name.title")) +
			   ui_text_height(ui, area.w, TYPE_LEAD, ui_say(ui, "name.hint")) + form_block_height(ui) +
			   ui_design(ui, 90);
		rect_cut_top(&area, area.h > high ? area.h - high : 0, 0);
	}
	heading(ui, &area);
	rect_cut_top(&area, ui_design(ui, 21), 0);
	for (int i = 0; i < FIELDS; i++)
		labelled(app, ui, rect_column(area, i, FIELDS, ui_design(ui, 28)), i);
}

static struct button next_button(struct app *app, struct ui *ui)
{
	const struct visitor *visitor = app->visitor;
	struct button next = front_next(ui, !is_blank(visitor->given));
	if (app->field == LAST && is_blank(visitor->family)) {
		next.label = ui_say(ui, "name.skip_last.button");
		next.icon = ICON_NONE;
	}
	if (next.disabled)
		next.spoken = ui_say(ui, "name.needed");
	return next;
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 1, "header.name");
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	if (is_compact(ui))
		build_compact(app, ui, area);
	else if (is_tall(ui))
		build_tall(app, ui, area);
	else
		build_regular(app, ui, area);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	front_dock(ui, next_button(app, ui), front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void next(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (is_blank(visitor->given))
		return;
	if (app->field == FIRST && (is_blank(visitor->family) || is_compact(&app->ui)))
		open_field(app, LAST);
	else
		front_next_page(app, SCREEN_CONTACT);
}

static void back(struct app *app)
{
	if (app->field == LAST && is_compact(&app->ui))
		open_field(app, FIRST);
	else
		front_next_page(app, SCREEN_REGISTERED);
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_KEY:
		keyboard_press(&app->keyboard, arg, active(app), FIELD_MOST, FIELD_GRAPHEMES);
		break;
	case ACT_FIELD:
		open_field(app, arg);
		break;
	case ACT_PRIMARY:
		next(app);
		break;
	case ACT_SECONDARY:
		back(app);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	keyboard_type(&app->keyboard, codepoint, active(app), FIELD_MOST, FIELD_GRAPHEMES);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	text_copy(app->visitor->family, sizeof app->visitor->family, "Peñ");
	open_field(app, is_compact(&app->ui) ? FIRST : LAST);
}

const struct screen screen_name = {
	.name = "name",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
