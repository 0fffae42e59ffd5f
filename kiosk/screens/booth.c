/* Shared by the booth screens; see booth.h. */
#include "screens/booth.h"

#include "base/log.h"
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

/* --- tags ------------------------------------------------------------------------------------------------------------ */

const struct booth_tag booth_tags[BOOTH_TAGS] = {
	{.tag = "interview", .id = "tag-interview", .word = "tag.interview", .step = true},
	{.tag = "call back", .id = "tag-call-back", .word = "tag.call_back", .step = true},
	{.tag = "send link", .id = "tag-send-link", .word = "tag.send_link", .step = true},
	{.tag = "bilingual", .id = "tag-bilingual", .word = "tag.bilingual"},
};

/* Where a tag stands among the others, NULL if it does not. */
static const char *find_tag(const char *tags, const char *tag)
{
	size_t size = strlen(tag);
	for (const char *at = tags; *at;) {
		size_t n = strcspn(at, ";");
		if (n == size && memcmp(at, tag, n) == 0)
			return at;
		at += n + (at[n] == ';');
	}
	return NULL;
}

bool booth_has_tag(const char *tags, const char *tag)
{
	return find_tag(tags, tag) != NULL;
}

void booth_toggle_tag(char tags[TAGS_MOST], const char *tag)
{
	size_t used = strlen(tags), size = strlen(tag);
	const char *found = find_tag(tags, tag);
	if (!found) {
		if (used + size + 2 <= TAGS_MOST)
			snprintf(tags + used, TAGS_MOST - used, "%s%s", used ? ";" : "", tag);
		return;
	}
	size_t at = (size_t)(found - tags), end = at + size;
	if (tags[end] == ';')
		end++;
	else if (at > 0)
		at--;
	memmove(tags + at, tags + end, used - end + 1);
}

/* --- storing --------------------------------------------------------------------------------------------------------- */

static bool say_failure(struct app *app, const struct err *err)
{
	const char *key = err->code == ERR_FULL         ? "error.full"
			  : app->booth.employer.name[0] ? "error.save"
							: "booth.no_employer";
	log_line(LOG_ERROR, "%s", err->text);
	app_toast(app, ui_say(&app->ui, key), 0);
	return false;
}

bool booth_note(struct app *app, const struct lead_note *note)
{
	struct lead *lead = &app->booth.scan.lead;
	struct err err = {.code = ERR_NONE};
	if (!desk_lead_note(app->store, app->booth.employer.id, app->booth.scan.badge, note, &err))
		return say_failure(app, &err);
	if (note->rating)
		lead->rating = note->rating;
	if (note->tags)
		text_copy(lead->tags, sizeof lead->tags, note->tags);
	if (note->status)
		text_copy(lead->status, sizeof lead->status, note->status);
	if (note->next_step)
		text_copy(lead->next_step, sizeof lead->next_step, note->next_step);
	if (note->note)
		text_copy(lead->note, sizeof lead->note, note->note);
	return true;
}

bool booth_keep_note(struct app *app)
{
	struct booth *booth = &app->booth;
	if (!booth->note_open)
		return true;
	bool changed = strcmp(booth->note, booth->scan.lead.note) != 0;
	if (changed && !booth_note(app, &(struct lead_note){.note = booth->note}))
		return false;
	booth->note_open = false;
	sodium_memzero(booth->note, sizeof booth->note);
	return true;
}

/* --- opening and locking --------------------------------------------------------------------------------------------- */

static void forget_all(struct app *app)
{
	sodium_memzero(&app->booth, sizeof app->booth);
	sodium_memzero(app->toast, sizeof app->toast);
	app->toast_until = 0;
	if (app->ui.render)
		render_wipe(app->ui.render);
}

void booth_enter(struct app *app, const struct employer *employer)
{
	enum kiosk_mode mode = app->booth.by_code ? app->booth.locked_mode : app->mode;
	struct employer of = *employer;
	forget_all(app);
	app->booth.employer = of;
	app->booth.by_code = true;
	app->booth.locked_mode = mode;
	app->mode = MODE_BOOTH;
	app_end_visit(app);
}

bool booth_is_guest(const struct app *app)
{
	return app->mode == MODE_BOOTH && app->booth.by_code && app->booth.locked_mode != MODE_BOOTH;
}

void booth_lock(struct app *app)
{
	enum kiosk_mode mode = app->booth.locked_mode;
	forget_all(app);
	app->mode = mode;
	app_end_visit(app);
}

/* --- going to and from a card ---------------------------------------------------------------------------------------- */

static void wipe_card(struct app *app)
{
	struct booth *booth = &app->booth;
	sodium_memzero(&booth->scan, sizeof booth->scan);
	sodium_memzero(booth->note, sizeof booth->note);
	sodium_memzero(&booth->talent, sizeof booth->talent);
	booth->note_open = booth->from_list = false;
	booth->choosing = CHOOSE_NOTHING;
	booth->asked_count = booth->met_count = 0;
	if (app->ui.render)
		render_wipe(app->ui.render);
}

void booth_leave(struct app *app, enum screen_id to)
{
	if (!booth_keep_note(app))
		return;
	wipe_card(app);
	app_go(app, to);
}

void booth_open(struct app *app, const char *badge)
{
	struct booth *booth = &app->booth;
	char wanted[BADGE_TEXT];
	text_copy(wanted, sizeof wanted, badge);
	wipe_card(app);
	if (!view_lead(app->store, booth->employer.id, wanted, &booth->scan.lead))
		return;
	booth->scan.verdict = VERDICT_ALREADY;
	text_copy(booth->scan.badge, sizeof booth->scan.badge, wanted);
	booth_look(app, true);
	app_go(app, SCREEN_BOOTH_LEAD);
}

/* A card that is open is kept before the next one opens; what is not taken is said over the screen that is up. */
void booth_scan(struct app *app, const char *code, size_t size)
{
	struct booth *booth = &app->booth;
	struct err err = {.code = ERR_NONE};
	struct employer other;
	if (!booth_keep_note(app))
		return;
	if (booth->by_code && desk_is_booth_card(code, size) && desk_by_booth_code(app->store, code, size, &other)) {
		booth_enter(app, &other);
		return;
	}
	struct scan scan;
	if (!desk_scan_booth(app->store, booth->employer.id, code, size, &scan, &err)) {
		voice_tone(app, TONE_BAD);
		say_failure(app, &err);
		return;
	}
	voice_tone(app, scan.admitted ? TONE_GOOD : TONE_BAD);
	booth->show_refused = !scan.admitted;
	booth->refused = scan.verdict;
	if (scan.admitted) {
		booth->code_open = false;
		app->toast_until = 0;
		wipe_card(app);
		booth->scan = scan;
		booth_look(app, true);
		app_go(app, SCREEN_BOOTH_LEAD);
	} else if (app->screen == SCREEN_ACCESS) {
		app_go(app, SCREEN_BOOTH_IDLE);
		booth->show_refused = true;
	}
	sodium_memzero(&scan, sizeof scan);
}

static void bring_back(struct app *app)
{
	struct booth *booth = &app->booth;
	struct err err = {.code = ERR_NONE};
	char badge[BADGE_TEXT];
	text_copy(badge, sizeof badge, booth->removed);
	app->toast_until = 0;
	if (!badge[0] || !booth_keep_note(app))
		return;
	if (desk_lead_remove(app->store, booth->employer.id, badge, false, &err))
		booth_open(app, badge);
	else
		say_failure(app, &err);
	booth->removed[0] = '\0';
}

bool booth_act(struct app *app, int action)
{
	switch (action) {
	case ACT_LOCK:
		booth_lock(app);
		return true;
	case ACT_BRING_BACK:
		bring_back(app);
		return true;
	case ACT_SCAN_AGAIN:
		app->booth.show_refused = false;
		return true;
	case ACT_TYPE_CODE:
		app->booth.show_refused = false;
		booth_leave(app, SCREEN_BOOTH_IDLE);
		booth_code_enter(app);
		return true;
	default:
		return false;
	}
}

/* --- frame ----------------------------------------------------------------------------------------------------------- */

struct rect booth_page(struct app *app, struct ui *ui, const char *status)
{
	char time[64] = "";
	const struct employer *employer = &app->booth.employer;
	if (!status && app->wall > 0)
		say_time(ui->catalog, ui->language, app->wall, time, sizeof time);
	return ui_bar(ui, (struct bar){.number = employer->booth,
				       .name = employer->name[0] ? employer->name : employer->id,
				       .icon = status ? ICON_CHECK : ICON_NONE,
				       .status = status ? status : time,
				       .lock = app->booth.by_code && !status ? ui_say(ui, "booth.lock.button") : NULL,
				       .lock_action = ACT_LOCK});
}

void booth_dock(struct ui *ui, struct button primary, struct button secondary, struct button extra)
{
	ui_dock(ui, (struct dock){.primary = primary,
				  .secondary = secondary,
				  .extra = extra,
				  .short_languages = true,
				  .language_action = ACT_LANGUAGE,
				  .access_action = ACT_ACCESS});
}

/* What is said of each verdict at a booth. */
static const struct {
	const char *title, *text;
} answers[VERDICT_COUNT] = {
	[VERDICT_MALFORMED] = {"refused.malformed.title", "refused.booth.malformed.text"},
	[VERDICT_FORGED] = {"refused.title", "refused.booth.forged.text"},
	[VERDICT_FOREIGN] = {"refused.title", "refused.booth.foreign.text"},
	[VERDICT_REVOKED] = {"refused.title", "refused.booth.revoked.text"},
};

static void refused_words(struct ui *ui, struct rect r, enum verdict verdict)
{
	int side = ui_px(ui, PART_ICON_LARGE);
	struct rect icon = rect_cut_left(&r, side, pick(ui, 16, 32, 40));
	draw_icon(ui->draw, (struct rect){icon.x, icon.y + pick(ui, 0, 4, 6), side, side}, ICON_WARN, COLOR_WARNING);
	struct text text = {.id = "refused-title",
			    .type = TYPE_TITLE,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .shrink = 24,
			    .heading = true};
	rect_cut_top(&r, ui_text(ui, r, ui_say(ui, answers[verdict].title), text), pick(ui, 8, 16, 24));
	text = (struct text){.id = "reason", .type = TYPE_LEAD, .color = COLOR_TEXT_MUTED, .on = COLOR_SURFACE, .shrink = 20};
	ui_text(ui, r, ui_say(ui, answers[verdict].text), text);
}

void booth_refused(struct app *app, struct ui *ui)
{
	if (!app->booth.show_refused)
		return;
	enum verdict verdict = answers[app->booth.refused].text ? app->booth.refused : VERDICT_MALFORMED;
	struct rect inner = ui_dialog(ui, "refused", 0,
				      is_large(ui)  ? pick(ui, 420, 620, 900)
				      : is_tall(ui) ? ui_design(ui, 640)
						    : 0);
	struct rect buttons = rect_cut_bottom(&inner, ui_px(ui, PART_BUTTON_LARGE_HEIGHT), pick(ui, 8, 16, 24));
	refused_words(ui, inner, verdict);
	struct button code = {.id = "type-code",
			      .label = ui_say(ui, "refused.code.button"),
			      .look = BUTTON_SECONDARY,
			      .action = ACT_TYPE_CODE};
	struct button again = {.id = "again", .label = ui_say(ui, "refused.again.button"), .action = ACT_SCAN_AGAIN};
	struct rect left = rect_cut_left(&buttons, buttons.w * 2 / 5, ui_px(ui, SPACE_STACK_GAP));
	ui_button(ui, buttons, again);
	ui_button(ui, left, code);
	ui_dialog_end(ui);
}

/* --- words ----------------------------------------------------------------------------------------------------------- */

static char *next_filled(struct ui *ui)
{
	return ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])];
}

const char *booth_time(struct ui *ui, struct moment moment)
{
	char time[64];
	if (moment.certainty == MOMENT_UNKNOWN || !moment.wall)
		return ui_say(ui, "time.unknown");
	char *out = next_filled(ui);
	say_time(ui->catalog, ui->language, moment.wall, time, sizeof time);
	text_copy(out, NODE_TEXT_MOST, time);
	return moment.certainty == MOMENT_ABOUT ? ui_fill(ui, "time.about", "time", time) : out;
}

const char *booth_ago(struct ui *ui, struct moment moment, int64_t wall)
{
	if (moment.certainty == MOMENT_UNKNOWN || !moment.wall)
		return ui_say(ui, "time.unknown");
	int64_t minutes = (wall - moment.wall) / MINUTE_MS;
	if (minutes < 1)
		return ui_say(ui, "time.now");
	if (minutes < 60)
		return front_count(ui, "time.minutes_ago", (unsigned long)minutes);
	return front_count(ui, "time.hours_ago", (unsigned long)(minutes / 60));
}

void booth_says_count(struct ui *ui, const char *key, const struct employer *employer, size_t n)
{
	char number[24];
	snprintf(number, sizeof number, "%zu", n);
	front_says(ui, "title",
		   say_fill(next_filled(ui), NODE_TEXT_MOST, say_count(ui->catalog, ui->language, key, n), "booth",
			    employer->booth, "employer", employer->name, "n", number, NULL),
		   false);
}

const char *booth_fill_two(struct ui *ui, const char *key, const char *a, const char *va, const char *b, const char *vb)
{
	return say_fill(next_filled(ui), NODE_TEXT_MOST, ui_say(ui, key), a, va, b, vb, NULL);
}

const char *booth_fit(struct ui *ui, int rating)
{
	static const char *const keys[] = {"lead.fit.0", "lead.fit.1", "lead.fit.2", "lead.fit.3", "lead.fit.4"};
	return ui_say(ui, keys[rating >= 0 && rating <= 4 ? rating : 0]);
}

int64_t booth_idle_at(const struct app *app)
{
	if (app->more_time == TIME_NO_LIMIT)
		return 0;
	int64_t since = app->touched > app->entered ? app->touched : app->entered;
	return since + (int64_t)TIMING_BOOTH_CARD_IDLE_S * 1000 * (app->more_time == TIME_DOUBLE ? 2 : 1);
}
