/* See form.h. */
#include "screens/form.h"

#include "base/text.h"

/* --- typing ------------------------------------------------------------------------------------------------------------- */

bool form_is_open(const struct app *app)
{
	return app->field != 0;
}

static void changed(struct app *app, const struct form *form)
{
	if (form->changed)
		form->changed(app, app->field);
}

void form_open(struct app *app, const struct form *form, int field)
{
	app->field = field;
	app->keyboard.smart = NULL;
	if (!field)
		return;
	keyboard_continue(&app->keyboard, form->fields[field].keyboard, form->place(app, field).text);
	changed(app, form);
}

static size_t letters(const struct form *form, int field, size_t size)
{
	return form->fields[field].letters ? form->fields[field].letters : size;
}

void form_press(struct app *app, const struct form *form, int key)
{
	if (!form_is_open(app))
		return;
	struct form_place place = form->place(app, app->field);
	keyboard_press(&app->keyboard, key, place.text, place.size, letters(form, app->field, place.size));
	changed(app, form);
	if (app->keyboard.hidden)
		form_open(app, form, 0);
}

void form_type(struct app *app, const struct form *form, int32_t codepoint)
{
	if (!form_is_open(app))
		return;
	struct form_place place = form->place(app, app->field);
	keyboard_type(&app->keyboard, codepoint, place.text, place.size, letters(form, app->field, place.size));
	changed(app, form);
}

/* --- places ------------------------------------------------------------------------------------------------------------- */

static void text_field(struct app *app, struct ui *ui, const struct form *form, struct rect r, int field, bool fixed)
{
	const struct form_field *row = &form->fields[field];
	ui_field(ui, r,
		 (struct field){.id = row->id,
				.label = ui_say(ui, row->label),
				.value = form->place(app, field).text,
				.hint = app->field == field ? NULL : ui_say(ui, "form.tap"),
				.active = app->field == field,
				.personal = true,
				.opens = !form_is_open(app),
				.multiline = row->multiline,
				.action = fixed ? ACT_NONE : form->action,
				.arg = field});
}

void form_label(struct ui *ui, struct rect r, const char *id, const char *label, const char *note)
{
	char note_id[NODE_ID_MOST];
	struct text text = front_label(ui, id);
	int w = ui_text_width(ui, TYPE_LABEL, label) + 1, gap = ui_px(ui, SPACE_INLINE_GAP);
	if (note && w + gap + ui_text_width(ui, TYPE_CAPTION, note) < r.w) {
		struct rect right = r;
		rect_cut_left(&right, w, gap);
		text_format(note_id, sizeof note_id, "%s-note", id ? id : "");
		ui_text(ui, right, note,
			(struct text){.id = id ? note_id : NULL,
				      .type = TYPE_CAPTION,
				      .color = COLOR_TEXT_MUTED,
				      .on = COLOR_PAGE,
				      .lines = 1,
				      .middle = true,
				      .align = ALIGN_RIGHT});
	}
	r.w = w < r.w ? w : r.w;
	ui_text(ui, r, label, text);
}

static int label_gap(const struct ui *ui)
{
	return pick(ui, 0, 6, 12);
}

int form_block_height(const struct ui *ui)
{
	return ui_line(ui, TYPE_LABEL) + label_gap(ui) + ui_px(ui, PART_FIELD_HEIGHT);
}

void form_block(struct app *app, struct ui *ui, const struct form *form, struct rect r, int field, bool fixed)
{
	const struct form_field *row = &form->fields[field];
	int high = ui_line(ui, TYPE_LABEL), room = r.h - label_gap(ui) - ui_px(ui, PART_FIELD_HEIGHT);
	struct rect label = rect_cut_top(&r, high < room ? high : room, label_gap(ui));
	form_label(ui, label, NULL, ui_say(ui, row->label), row->optional ? ui_say(ui, "form.optional") : NULL);
	r.h = ui_px(ui, PART_FIELD_HEIGHT);
	text_field(app, ui, form, r, field, fixed);
}

void form_typing(struct app *app, struct ui *ui, const struct form *form, struct rect area)
{
	const struct form_field *row = &form->fields[app->field];
	const char *label = ui_say(ui, row->label), *hint = row->hint ? ui_say(ui, row->hint) : NULL;
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	if (is_compact(ui)) {
		front_line(ui, &area, label, (struct text){.id = "hint", .color = COLOR_TEXT_MUTED}, hint);
	} else {
		if (is_tall(ui)) { /* just above the keyboard */
			int words = ui_text_height(ui, area.w, TYPE_TITLE_TIGHT, label) +
				    (hint ? ui_text_height(ui, area.w, TYPE_LEAD, hint) : 0);
			int high = words + ui_design(ui, 90) +
				   (row->multiline ? ui_design(ui, 180) : ui_px(ui, PART_FIELD_HEIGHT));
			rect_cut_top(&area, area.h > high ? area.h - high : 0, 0);
		}
		bool room = !is_large(ui) || area.h > 3 * ui_line(ui, TYPE_TITLE_TIGHT);
		front_title(ui, &area, TYPE_TITLE_TIGHT, label, room ? hint : NULL);
	}
	int high = ui_px(ui, PART_FIELD_HEIGHT), most = row->multiline ? pick(ui, 58, 130, 180) : high;
	area.h = area.h < most ? area.h : most;
	area.h = area.h < high ? high : area.h;
	text_field(app, ui, form, area, app->field, false);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
}
