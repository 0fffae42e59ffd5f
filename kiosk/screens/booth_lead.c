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
	app->booth.choosing = CHOOSE_NOTHING;
	app->deadline = booth_idle_at(app);
}

/* --- what we thought ------------------------------------------------------------------------------------------------- */

static void label(struct ui *ui, struct rect *area, const char *id, const char *key)
{
	struct text text = {.id = id, .type = TYPE_LABEL, .color = COLOR_TEXT, .on = COLOR_PAGE, .lines = 1, .shrink = 18};
	rect_cut_top(area, ui_text(ui, *area, ui_say(ui, key), text), pick(ui, 2, 10, 14));
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

/* On a small screen, or in large text, there is no room for all the labels: they go last first, and are heard all the same. */
static void draw_opinion(struct app *app, struct ui *ui, struct rect area)
{
	int chips = 2 * ui_px(ui, PART_CHIP_HEIGHT) + pick(ui, 6, 12, 20), gap = pick(ui, 6, 12, 28);
	int line = ui_line(ui, TYPE_LABEL) + pick(ui, 2, 10, 14), segment = pick(ui, 58, 80, 96), note = pick(ui, 57, 80, 120);
	int choice = pick(ui, 57, 72, 96), spare = area.h - (segment + choice + chips + note + 3 * gap);
	bool fit_label = spare >= line, tags_label = spare >= 2 * line, note_label = spare >= 3 * line;
	if (fit_label)
		label(ui, &area, "fit", "lead.fit");
	fit(app, ui, rect_cut_top(&area, segment, gap));
	booth_choices(app, ui, rect_cut_top(&area, choice, gap));
	if (tags_label)
		label(ui, &area, "tags", "lead.tags");
	tags(app, ui, rect_cut_top(&area, chips, gap));
	if (note_label)
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
	rect_cut_top(&area, pick(ui, 4, 26, 32), 0);
	rect_cut_bottom(&area, pick(ui, 4, 22, 28), 0);
	struct rect person = is_tall(ui) ? rect_cut_top(&area, ui_design(ui, 700), ui_design(ui, 36))
					 : rect_cut_left(&area, pick(ui, 300, 560, 0), pick(ui, 14, 36, 0));
	booth_person(app, ui, person);
	draw_opinion(app, ui, area);
	booth_dock(ui, save_button(ui), other_button(app, ui), (struct button){.label = NULL});
}

static void build_note(struct app *app, struct ui *ui, struct rect area)
{
	const char *name = booth_name(&app->booth);
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
	struct button none = {.label = NULL};
	booth_dock(ui, save, none, none);
}

struct rect booth_card_page(struct app *app, struct ui *ui)
{
	return booth_page(app, ui, ui_say(ui, app->booth.from_list ? "lead.saved" : "booth.saved"));
}

static void build(struct app *app, struct ui *ui)
{
	booth_look(app, false);
	struct rect area = booth_card_page(app, ui);
	if (app->booth.note_open)
		build_note(app, ui, area);
	else if (app->booth.choosing)
		booth_choice_build(app, ui, area);
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

/* A tag that is a next step is chosen as that, too; taken off, there is none unless another was chosen. */
static void toggle(struct app *app, int i)
{
	const struct lead *lead = &app->booth.scan.lead;
	const struct booth_tag *tag = &booth_tags[i];
	char changed[TAGS_MOST];
	struct lead_note note = {.tags = changed};
	text_copy(changed, sizeof changed, lead->tags);
	booth_toggle_tag(changed, tag->tag);
	bool on = booth_has_tag(changed, tag->tag);
	if (tag->step && (on || strcmp(lead->next_step, tag->tag) == 0))
		note.next_step = on ? tag->tag : "";
	booth_note(app, &note);
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
	if (booth_act(app, action) || booth_choice_act(app, action, arg))
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
	case ACT_ABOUT:
		app_go(app, SCREEN_BOOTH_ABOUT);
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

void booth_card_tick(struct app *app)
{
	int64_t end = booth_idle_at(app);
	if (end && end <= app->now)
		booth_leave(app, SCREEN_BOOTH_IDLE);
	else
		app->deadline = end;
}

static void sample_fit(struct booth *booth)
{
	static const char *const asked[] = {"patient-care", "spanish", "cpr", "scheduling", "drawing-blood"};
	talent_init(&booth->talent);
	booth->talent.years = 3;
	booth->talent.hours = HOURS_FULL;
	booth->talent.start = START_TWO_WEEKS;
	entries_toggle(&booth->talent.jobs, TALENT_JOBS, "31-9092.00");
	entries_toggle(&booth->talent.skills, TALENT_SKILLS, "spanish");
	entries_toggle(&booth->talent.skills, TALENT_SKILLS, "english");
	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
		text_copy(booth->asked[booth->asked_count++], ENTRY_MOST, asked[i]);
	booth->met_count = booth->asked_count - 1;
}

void booth_card_sample(struct app *app)
{
	struct booth *booth = &app->booth;
	booth->employer = (struct employer){.id = "mangrove", .name = "Mangrove Health", .booth = "B12"};
	booth->looked = app->store ? store_revision(app->store) : 0;
	sample_fit(booth);
	booth->scan = (struct scan){
		.verdict = VERDICT_VALID,
		.admitted = true,
		.shared = true,
		.badge = "7K2Q9MXT4WZDB3HC",
		.person = {.id = "P",
			   .name = "Marisol Peña",
			   .email = "marisol.pena@example.com",
			   .phone = "+13055550142",
			   .language = "es"},
		.lead = {.rating = 4,
			 .status = "shortlist",
			 .next_step = "interview",
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
	.tick = booth_card_tick,
	.sample = booth_card_sample,
	.sample_home = "booth",
};
