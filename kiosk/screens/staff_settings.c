/* Part of 18: how this kiosk behaves, the staff PIN, the lists on a stick, and the end of the fair. What is set here takes
 * effect at once and is kept. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <stdio.h>
#include <string.h>

enum { ACT_LANGUAGES = ACT_SCREEN, ACT_SPEECH, ACT_PIN, ACT_SAVE, ACT_CLOSE, ACT_SAVED, BUTTONS = 3 };

/* --- groups -------------------------------------------------------------------------------------------------------------- */

/* The label of a group, in a size that it may share with the one beside it; returns where its segments go. */
static struct rect group(struct ui *ui, struct rect r, int percent, const char *id, const char *key)
{
	struct rect label = rect_cut_top(&r, ui_line(ui, TYPE_LABEL), pick(ui, 4, 12, 16));
	ui_text(ui, label, ui_say(ui, key),
		(struct text){.id = id,
			      .type = TYPE_LABEL,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .lines = 1,
			      .percent = percent,
			      .shrink = by_class(ui, 20, 24, 28)});
	return r;
}

/* In the order in which this kiosk has them; the one that is tapped goes to the front. */
static void languages(struct app *app, struct ui *ui, struct rect r, int percent)
{
	char ids[LANGUAGES_MOST][NODE_ID_MOST], labels[LANGUAGES_MOST][64];
	const char *id[LANGUAGES_MOST], *label[LANGUAGES_MOST];
	size_t count = catalog_count(app->catalog);
	for (size_t i = 0; i < count; i++) {
		text_format(ids[i], sizeof ids[i], "first-%s", catalog_code(app->catalog, i));
		text_format(labels[i], sizeof labels[i], "%zu. %s", i + 1, say(app->catalog, i, "language.name"));
		id[i] = ids[i];
		label[i] = labels[i];
	}
	ui_segments(ui, group(ui, r, percent, "languages", "staff.set.languages"),
		    (struct choice){.ids = id,
				    .labels = label,
				    .count = (int)count,
				    .chosen = 0,
				    .question = ui_say(ui, "staff.set.languages"),
				    .action = ACT_LANGUAGES});
	for (size_t i = 0; i < count; i++)
		nodes_find(ui->nodes, ids[i])->tongue = (unsigned)i + 1;
}

static void speech(struct app *app, struct ui *ui, struct rect r, int percent)
{
	static const char *const ids[] = {"may-speak-off", "may-speak-on"};
	const char *const labels[] = {ui_say(ui, "access.off"), ui_say(ui, "access.on")};
	ui_segments(ui, group(ui, r, percent, "may-speak", "staff.set.speech"),
		    (struct choice){.ids = ids,
				    .labels = labels,
				    .count = 2,
				    .chosen = !app->voice.barred,
				    .question = ui_say(ui, "staff.set.speech"),
				    .action = ACT_SPEECH});
}

/* --- page ---------------------------------------------------------------------------------------------------------------- */

static void buttons(struct app *app, struct ui *ui, struct rect area)
{
	bool closed = staff_is_closed(app->store);
	const struct button list[BUTTONS] = {
		{.id = "change-pin",
		 .label = ui_say(ui, "staff.set.pin.button"),
		 .look = BUTTON_SECONDARY,
		 .icon = ICON_LOCK,
		 .left = true,
		 .action = ACT_PIN},
		{.id = "save-lists",
		 .label = ui_say(ui, "staff.set.save.button"),
		 .look = BUTTON_SECONDARY,
		 .icon = ICON_USB,
		 .left = true,
		 .action = ACT_SAVE},
		{.id = "close-fair",
		 .label = ui_say(ui, closed ? "staff.set.open.button" : "staff.set.close.button"),
		 .look = closed ? BUTTON_SECONDARY : BUTTON_DANGER,
		 .icon = closed ? ICON_CALENDAR : ICON_CLOSE,
		 .left = true,
		 .action = ACT_CLOSE},
	};
	int columns = is_tall(ui) ? 1 : 2, rows = (BUTTONS + columns - 1) / columns, gap = pick(ui, 10, 18, 24);
	int high = pick(ui, 66, 88, 116), room = (area.h + gap) / rows - gap;
	high = high < room ? high : room;
	for (int i = 0; i < BUTTONS; i++) {
		struct rect row = {area.x, area.y + i / columns * (high + gap), area.w, high};
		ui_button(ui, rect_column(row, i % columns, columns, pick(ui, 20, 40, 0)), list[i]);
	}
}

static void ask(struct ui *ui, enum staff_question question)
{
	if (question == ASK_SAVE)
		staff_ask(ui, (struct staff_ask){.title = ui_say(ui, "staff.save.title"),
						 .text = ui_say(ui, "staff.save.text"),
						 .yes = ui_say(ui, "staff.save.yes.button")});
	else if (question == ASK_CLOSE)
		staff_ask(ui, (struct staff_ask){.title = ui_say(ui, "staff.close.title"),
						 .text = ui_say(ui, "staff.close.text"),
						 .yes = ui_say(ui, "staff.set.close.button"),
						 .look = BUTTON_DANGER});
}

/* While the lists are being written, and how it went. */
static void show_saving(struct app *app, struct ui *ui)
{
	const struct staff *staff = app->staff;
	char title[64], text[64];
	bool busy = staff->saving == SAVE_BUSY, good = staff->saved == STICK_SAVED;
	text_format(title, sizeof title, "stick.%s", busy ? "busy" : stick_word(staff->saved));
	text_format(text, sizeof text, "%s.text", title);
	struct rect in = ui_dialog(ui, "saving", 0, is_large(ui) ? pick(ui, 420, 620, 900) : 0);
	struct rect button = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_LARGE_HEIGHT), pick(ui, 8, 16, 24));
	int used = ui_text(ui, in, ui_say(ui, title),
			   (struct text){.id = "saving-title",
					 .type = TYPE_TITLE_TIGHT,
					 .color = busy || good ? COLOR_TEXT : COLOR_ERROR,
					 .on = COLOR_SURFACE,
					 .lines = 2,
					 .heading = true,
					 .shrink = by_class(ui, 22, 30, 32)});
	rect_cut_top(&in, used, pick(ui, 6, 16, 24));
	ui_text(ui, in, busy || !good ? ui_say(ui, text) : front_count(ui, text, (unsigned long)staff->saved_files),
		(struct text){.id = "saving-text",
			      .type = is_large(ui) ? TYPE_BODY : TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .shrink = by_class(ui, 20, 24, 28)});
	ui_button(ui, button,
		  (struct button){.id = "saving-done",
				  .label = ui_say(ui, "dock.done"),
				  .icon = ICON_CHECK,
				  .disabled = busy,
				  .spoken = busy ? ui_say(ui, title) : NULL,
				  .action = ACT_SAVED});
	ui_dialog_end(ui);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = staff_page(app, ui, TAB_SETTINGS);
	int high = ui_line(ui, TYPE_LABEL) + pick(ui, 4 + 58, 12 + 84, 16 + 108), gap = pick(ui, 10, 26, 48);
	rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 8 : 22, 28), 0);
	rect_cut_bottom(&area, pick(ui, 6, 18, 28), 0);
	if (is_compact(ui))
		front_line(ui, &area, ui_say(ui, "staff.tab.settings"), (struct text){.id = "hint"}, NULL);
	else
		front_title(ui, &area, TYPE_TITLE_TIGHT, ui_say(ui, "staff.tab.settings"), NULL);
	rect_cut_top(&area, pick(ui, 4, is_large(ui) ? 4 : 16, 24), 0);
	if (is_tall(ui)) {
		languages(app, ui, rect_cut_top(&area, high, gap), 100);
		speech(app, ui, rect_cut_top(&area, high, gap), 100);
	} else {
		struct rect line = rect_cut_top(&area, high, gap);
		struct rect right = rect_cut_right(&line, line.w * 36 / 100, pick(ui, 20, 40, 0));
		int words = ui_text_width(ui, TYPE_LABEL, ui_say(ui, "staff.set.languages")) + 1;
		int percent = words > line.w ? line.w * 100 / words : 100;
		languages(app, ui, line, percent);
		speech(app, ui, right, percent);
	}
	if (app->store)
		buttons(app, ui, area);
	const struct button none = {.label = NULL};
	staff_dock(ui, none, none);
	if (app->staff->saving != SAVE_NOT)
		show_saving(app, ui);
	else
		ask(ui, app->staff->question);
}

/* --- acting -------------------------------------------------------------------------------------------------------------- */

static void tell(struct app *app, bool ok, const char *done, const struct err *err)
{
	app_settings(app);
	app_toast(app, ui_say(&app->ui, ok ? done : app_problem(app, err)), 0);
}

/* The tapped one, then the others as they stand. */
static void put_first(struct app *app, size_t chosen)
{
	char order[LANGUAGES_MOST * 8] = "";
	struct err err = {.code = ERR_NONE};
	if (chosen == 0 || chosen >= catalog_count(app->catalog))
		return;
	text_copy(order, sizeof order, catalog_code(app->catalog, chosen));
	for (size_t i = 0; i < catalog_count(app->catalog); i++) {
		size_t used = strlen(order);
		if (i != chosen)
			text_format(order + used, sizeof order - used, ",%s", catalog_code(app->catalog, i));
	}
	tell(app, staff_set_languages(app->store, order, &err), "staff.set.done", &err);
}

static void yes(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	enum staff_question question = app->staff->question;
	app->staff->question = ASK_NOTHING;
	if (question == ASK_SAVE) {
		app->staff->saving = SAVE_BUSY;
		app->stick->save(app->stick);
	} else if (question == ASK_CLOSE) {
		tell(app, staff_close(app->store, true, &err), "staff.close.done", &err);
	}
}

static void close_or_open(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	if (staff_is_closed(app->store))
		tell(app, staff_close(app->store, false, &err), "staff.open.done", &err);
	else
		app->staff->question = ASK_CLOSE;
}

static void change_pin(struct app *app)
{
	app->staff->step = PIN_NEW;
	app_go(app, SCREEN_STAFF_PIN);
}

static void act(struct app *app, int action, int arg)
{
	struct err err = {.code = ERR_NONE};
	if (staff_act(app, action, arg))
		return;
	switch (action) {
	case ACT_LANGUAGES:
		put_first(app, (size_t)arg);
		break;
	case ACT_SPEECH:
		if ((arg == 1) == app->voice.barred)
			tell(app, staff_set_speech(app->store, arg == 1, &err), "staff.set.done", &err);
		break;
	case ACT_PIN:
		change_pin(app);
		break;
	case ACT_SAVE:
		app->staff->question = ASK_SAVE;
		break;
	case ACT_SAVED:
		app->staff->saving = SAVE_NOT;
		break;
	case ACT_CLOSE:
		close_or_open(app);
		break;
	case ACT_STAFF_YES:
		yes(app);
		break;
	default:
		break;
	}
}

/* Only who asked for the lists and is still there is told. */
void staff_saved(struct app *app, int news, int files)
{
	struct staff *staff = app->staff;
	if (staff->saving != SAVE_BUSY || news < 0 || news >= STICK_NEWS_COUNT)
		return;
	staff->saving = SAVE_DONE;
	staff->saved = (enum stick_news)news;
	staff->saved_files = files;
}

static void enter(struct app *app)
{
	app->staff->saving = app->staff->saving == SAVE_BUSY ? SAVE_BUSY : SAVE_NOT;
	staff_enter(app);
}

/* As it was before anybody set anything. */
static void sample(struct app *app)
{
	catalog_reorder(app->catalog, store_fair(app->store)->languages);
	app->voice.barred = false;
	app->settings_revision = store_revision(app->store);
	staff_sample(app, SCREEN_STAFF_SETTINGS);
}

const struct screen screen_staff_settings = {
	.name = "staff-settings",
	.enter = enter,
	.build = build,
	.act = act,
	.tick = staff_tick,
	.sample = sample,
	.sample_home = "staff",
};
