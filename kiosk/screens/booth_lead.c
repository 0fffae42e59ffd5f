/* 15 Booth: a lead card. It opens with a scan and is saved already; each choice is stored when it is made, the note when its
 * keyboard closes. Shown is what the person agreed to share. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum { ACT_SAVE = ACT_PRIMARY, ACT_UNDO = ACT_SECONDARY, ACT_FIT = ACT_SCREEN, ACT_TAG, ACT_NOTE, NOTE_GRAPHEMES = 400 };

static void enter(struct app *app)
{
	app->booth.note_open = false;
	app->deadline = booth_idle_at(app);
}

static bool is_known(const struct booth *booth)
{
	return booth->scan.person.id[0] != '\0';
}

/* The name to show, "" when it is not known here yet. */
static const char *name_of(const struct booth *booth)
{
	return is_known(booth) ? booth->scan.person.name : booth->scan.lead.name;
}

/* --- who this is ----------------------------------------------------------------------------------------------------- */

static void fact(struct ui *ui, struct rect *area, const char *id, enum icon icon, const char *words)
{
	int high = ui_line(ui, TYPE_BODY), side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 2);
	if (!words[0] || area->h < high)
		return;
	struct rect r = rect_cut_top(area, high, pick(ui, 4, 9, 14));
	struct rect at = rect_cut_left(&r, side, pick(ui, 10, 18, 22));
	draw_icon(ui->draw, (struct rect){at.x, r.y + (high - side) / 2, side, side}, icon, COLOR_PRIMARY_TINT_TEXT);
	ui_text(ui, r, words,
		(struct text){.id = id,
			      .type = TYPE_BODY,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = 1,
			      .shrink = 16,
			      .personal = true,
			      .middle = true});
}

static void sentence(struct ui *ui, struct rect *area, const char *id, const char *words)
{
	struct text text = {
		.id = id, .type = TYPE_BODY, .color = COLOR_TEXT_MUTED, .on = COLOR_SURFACE, .shrink = 18, .personal = true};
	rect_cut_top(area, ui_text(ui, *area, words, text), pick(ui, 6, 12, 18));
}

static const char *speaks(struct app *app, struct ui *ui)
{
	const char *code = app->booth.scan.person.language;
	size_t language = catalog_language(ui->catalog, code);
	bool known = code[0] && strcmp(catalog_code(ui->catalog, language), code) == 0;
	return known ? ui_fill(ui, "lead.languages", "languages", say(ui->catalog, language, "language.name")) : "";
}

static void details(struct app *app, struct ui *ui, struct rect *area)
{
	const struct person *person = &app->booth.scan.person;
	char phone[PHONE_MOST + 8];
	front_phone(person->phone, phone, sizeof phone);
	fact(ui, area, "email", ICON_MAIL, person->email);
	fact(ui, area, "phone", ICON_PHONE, phone);
	fact(ui, area, "languages", ICON_SPEECH, speaks(app, ui));
	sodium_memzero(phone, sizeof phone);
}

/* "You met at 11:05" in a tinted strip, when this is not the first scan. */
static void met_before(struct app *app, struct ui *ui, struct rect *area)
{
	const struct booth *booth = &app->booth;
	int high = ui_line(ui, TYPE_LABEL) + pick(ui, 8, 16, 24);
	if (booth->scan.verdict != VERDICT_ALREADY || area->h < high)
		return;
	struct rect r = rect_cut_top(area, high, pick(ui, 8, 16, 22));
	draw_round(ui->draw, r, ui_px(ui, RADIUS_KEY), CORNERS_ALL, COLOR_INFO_TINT, COLOR_NONE, 0);
	int side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 4);
	rect_cut_left(&r, pick(ui, 8, 14, 20), 0);
	struct rect at = rect_cut_left(&r, side, pick(ui, 8, 12, 16));
	draw_icon(ui->draw, (struct rect){at.x, r.y + (r.h - side) / 2, side, side}, ICON_CLOCK, COLOR_INFO);
	ui_text(ui, r, ui_fill(ui, "lead.before", "time", booth_time(ui, booth->scan.lead.first_scanned_at)),
		(struct text){.id = "before",
			      .type = TYPE_LABEL,
			      .color = COLOR_TEXT,
			      .on = COLOR_INFO_TINT,
			      .lines = 1,
			      .shrink = 16,
			      .middle = true});
}

static void draw_person(struct app *app, struct ui *ui, struct rect r)
{
	const struct booth *booth = &app->booth;
	const char *name = name_of(booth);
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect area = rect_inset(r, pick(ui, 16, 32, 44), pick(ui, 12, 26, 36));
	struct text title = {.id = "title",
			     .type = is_compact(ui) ? TYPE_TITLE : TYPE_NUMERAL,
			     .color = COLOR_TEXT,
			     .on = COLOR_SURFACE,
			     .lines = 2,
			     .shrink = is_compact(ui) ? 22 : 34,
			     .heading = true,
			     .personal = true};
	rect_cut_top(&area, ui_text(ui, area, name[0] ? name : ui_say(ui, "lead.unknown.title"), title), pick(ui, 2, 2, 6));
	if (booth->scan.person.headline[0] && booth->scan.shared) {
		title = (struct text){.id = "headline",
				      .type = TYPE_HEADING,
				      .color = COLOR_TEXT,
				      .on = COLOR_SURFACE,
				      .lines = 2,
				      .shrink = 20,
				      .personal = true};
		rect_cut_top(&area, ui_text(ui, area, booth->scan.person.headline, title), pick(ui, 4, 10, 14));
	} else {
		rect_cut_top(&area, pick(ui, 4, 10, 14), 0);
	}
	met_before(app, ui, &area);
	if (!is_known(booth))
		sentence(ui, &area, "unknown", ui_say(ui, "lead.unknown.text"));
	else if (!booth->scan.shared)
		sentence(ui, &area, "private", ui_fill(ui, "lead.private", "name", name));
	else
		details(app, ui, &area);
	char code[SHORT_CODE_TEXT];
	token_short_code(booth->scan.badge, code);
	fact(ui, &area, "code", ICON_BADGE, booth->scan.badge[0] ? code : "");
}

/* How the title is heard. */
static void say_person(struct ui *ui, const struct booth *booth)
{
	const char *name = name_of(booth), *headline = booth->scan.shared ? booth->scan.person.headline : "";
	if (name[0])
		front_says(ui, "title",
			   headline[0] ? booth_fill_two(ui, "spoken.lead", "name", name, "headline", headline)
				       : ui_fill(ui, "spoken.lead_plain", "name", name),
			   true);
}

/* --- what we thought ------------------------------------------------------------------------------------------------- */

static void label(struct ui *ui, struct rect *area, const char *id, const char *key)
{
	struct text text = {.id = id, .type = TYPE_LABEL, .color = COLOR_TEXT, .on = COLOR_PAGE, .lines = 1, .shrink = 18};
	rect_cut_top(area, ui_text(ui, *area, ui_say(ui, key), text), pick(ui, 2, 12, 14));
}

static void fit(struct app *app, struct ui *ui, struct rect r)
{
	static const char *const ids[] = {"fit-1", "fit-2", "fit-3", "fit-4"};
	const char *words[4];
	for (int i = 0; i < 4; i++)
		words[i] = booth_fit(ui, i + 1);
	ui_segments(ui, r,
		    (struct choice){.ids = ids,
				    .labels = words,
				    .count = 4,
				    .chosen = app->booth.scan.lead.rating - 1,
				    .question = ui_say(ui, "lead.fit"),
				    .action = ACT_FIT});
}

static void tags(struct app *app, struct ui *ui, struct rect r)
{
	int gap = pick(ui, 6, 12, 20);
	for (int i = 0; i < BOOTH_TAGS; i++)
		ui_chip(ui, rect_column(rect_row(r, i / 2, 2, gap), i % 2, 2, gap),
			(struct chip){.id = booth_tags[i].id,
				      .label = ui_say(ui, booth_tags[i].word),
				      .on = booth_has_tag(app->booth.scan.lead.tags, booth_tags[i].tag),
				      .action = ACT_TAG,
				      .arg = i});
}

static void note_field(struct app *app, struct ui *ui, struct rect r)
{
	const struct booth *booth = &app->booth;
	ui_field(ui, r,
		 (struct field){.id = "note",
				.label = ui_say(ui, "lead.note"),
				.value = booth->note_open ? booth->note : booth->scan.lead.note,
				.hint = ui_say(ui, "lead.note.empty"),
				.icon = booth->note_open ? ICON_NONE : ICON_EDIT,
				.active = booth->note_open,
				.personal = true,
				.multiline = true,
				.action = ACT_NOTE});
}

static void draw_opinion(struct app *app, struct ui *ui, struct rect area)
{
	int chips = 2 * ui_px(ui, PART_CHIP_HEIGHT) + pick(ui, 6, 12, 20), gap = pick(ui, 8, 24, 40);
	int line = ui_line(ui, TYPE_LABEL), segment = pick(ui, 58, 84, 96), note = pick(ui, 57, 84, 120);
	label(ui, &area, "fit", "lead.fit");
	fit(app, ui, rect_cut_top(&area, segment, gap));
	if (area.h >= line + pick(ui, 2, 12, 14) + chips + gap + note)
		label(ui, &area, "tags", "lead.tags");
	tags(app, ui, rect_cut_top(&area, chips, gap));
	if (area.h >= line + pick(ui, 2, 12, 14) + note)
		label(ui, &area, "note-label", "lead.note");
	int most = pick(ui, 200, 300, 400);
	note_field(app, ui, (struct rect){area.x, area.y, area.w, area.h < most ? area.h : most});
}

/* --- page ------------------------------------------------------------------------------------------------------------ */

static struct button save_button(struct ui *ui)
{
	return (struct button){.id = "save",
			       .label = ui_say(ui, "lead.save.button"),
			       .icon = ICON_CHECK,
			       .icon_behind = true,
			       .action = ACT_SAVE};
}

/* Who was met before stays a lead: there the way out is Back, not Undo. */
static struct button other_button(struct app *app, struct ui *ui)
{
	if (app->booth.scan.verdict == VERDICT_ALREADY)
		return front_back(ui);
	return (struct button){.id = "undo",
			       .label = ui_say(ui, "lead.undo.button"),
			       .look = BUTTON_SECONDARY,
			       .icon = ICON_UNDO,
			       .action = ACT_UNDO};
}

static void build_card(struct app *app, struct ui *ui, struct rect area)
{
	rect_cut_top(&area, pick(ui, 12, 26, 32), 0);
	rect_cut_bottom(&area, pick(ui, 12, 22, 28), 0);
	struct rect person = is_tall(ui) ? rect_cut_top(&area, ui_design(ui, 520), ui_design(ui, 44))
					 : rect_cut_left(&area, pick(ui, 316, 560, 0), pick(ui, 18, 36, 0));
	draw_person(app, ui, person);
	say_person(ui, &app->booth);
	draw_opinion(app, ui, area);
	booth_dock(ui, save_button(ui), other_button(app, ui));
}

static void build_note(struct app *app, struct ui *ui, struct rect area)
{
	const char *name = name_of(&app->booth);
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard) + pick(ui, 5, 24, 40), 0);
	rect_cut_top(&area, pick(ui, 5, 22, 60), 0);
	struct text text = {.id = "title",
			    .type = TYPE_HEADING,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .lines = 1,
			    .shrink = 20,
			    .heading = true,
			    .personal = true};
	if (!is_compact(ui))
		rect_cut_top(&area, ui_text(ui, area, name[0] ? name : ui_say(ui, "lead.note"), text), pick(ui, 0, 12, 24));
	int most = pick(ui, 200, 400, 500);
	note_field(app, ui, area.h < most ? area : rect_cut_bottom(&area, most, 0));
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	struct button save = save_button(ui);
	save.id = "save-note";
	save.label = ui_say(ui, "lead.note.button");
	booth_dock(ui, save, (struct button){.label = NULL});
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = booth_page(app, ui, ui_say(ui, app->booth.from_list ? "lead.saved" : "booth.saved"));
	if (app->booth.note_open)
		build_note(app, ui, area);
	else
		build_card(app, ui, area);
	booth_refused(app, ui);
}

/* --- acting ---------------------------------------------------------------------------------------------------------- */

static void open_note(struct app *app)
{
	struct booth *booth = &app->booth;
	if (booth->note_open)
		return;
	text_copy(booth->note, sizeof booth->note, booth->scan.lead.note);
	booth->note_open = true;
	keyboard_continue(&app->keyboard, KEYBOARD_NOTE, booth->note);
}

static void press_key(struct app *app, int key)
{
	struct booth *booth = &app->booth;
	keyboard_press(&app->keyboard, key, booth->note, sizeof booth->note, NOTE_GRAPHEMES);
	if (app->keyboard.hidden)
		booth_keep_note(app);
}

/* The tags of the lead with one of them changed, and the next step that follows from them. */
static void toggle(struct app *app, int i)
{
	char changed[TAGS_MOST];
	text_copy(changed, sizeof changed, app->booth.scan.lead.tags);
	booth_toggle_tag(changed, booth_tags[i].tag);
	booth_note(app, &(struct lead_note){.tags = changed, .next_step = booth_next_step(changed)});
}

static void undo(struct app *app)
{
	struct booth *booth = &app->booth;
	struct err err = {.code = ERR_NONE};
	if (booth->scan.verdict == VERDICT_ALREADY) {
		booth_leave(app, booth->from_list ? SCREEN_BOOTH_LEADS : SCREEN_BOOTH_IDLE);
		return;
	}
	if (!desk_lead_remove(app->store, booth->employer.id, booth->scan.badge, true, &err)) {
		app_toast(app, ui_say(&app->ui, err.code == ERR_FULL ? "error.full" : "error.save"), 0);
		return;
	}
	text_copy(booth->removed, sizeof booth->removed, booth->scan.badge);
	scans_forget(app);
	booth_leave(app, SCREEN_BOOTH_IDLE);
	app_toast(app, ui_say(&app->ui, "lead.removed"), ACT_BRING_BACK);
}

static void act(struct app *app, int action, int arg)
{
	app->deadline = booth_idle_at(app);
	if (booth_act(app, action))
		return;
	switch (action) {
	case ACT_FIT:
		booth_note(app, &(struct lead_note){.rating = arg + 1});
		break;
	case ACT_TAG:
		toggle(app, arg);
		break;
	case ACT_NOTE:
		open_note(app);
		break;
	case ACT_KEY:
		press_key(app, arg);
		break;
	case ACT_SAVE:
		if (app->booth.note_open)
			booth_keep_note(app);
		else
			booth_leave(app, SCREEN_BOOTH_IDLE);
		break;
	case ACT_UNDO:
		undo(app);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	struct booth *booth = &app->booth;
	if (booth->note_open)
		keyboard_type(&app->keyboard, codepoint, booth->note, sizeof booth->note, NOTE_GRAPHEMES);
}

/* An untouched card goes back to waiting; a touch since then puts it off. */
static void tick(struct app *app)
{
	int64_t end = booth_idle_at(app);
	if (end && end <= app->now)
		booth_leave(app, SCREEN_BOOTH_IDLE);
	else
		app->deadline = end;
}

static void sample(struct app *app)
{
	struct booth *booth = &app->booth;
	booth->employer = (struct employer){.id = "mangrove", .name = "Mangrove Health", .booth = "B12"};
	booth->scan = (struct scan){
		.verdict = VERDICT_VALID,
		.admitted = true,
		.shared = true,
		.badge = "7K2Q9MXT4WZDB3HC",
		.person = {.id = "P",
			   .name = "Marisol Peña",
			   .headline = "Medical assistant",
			   .email = "marisol.pena@example.com",
			   .phone = "+13055550142",
			   .language = "es"},
		.lead = {.rating = 4,
			 .tags = "interview;bilingual",
			 .note = "Ran intake at a clinic in Hialeah. Interview Monday 9 AM.",
			 .scans = 1},
	};
}

const struct screen screen_booth_lead = {
	.name = "booth-lead",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.tick = tick,
	.sample = sample,
	.sample_home = "booth",
};
