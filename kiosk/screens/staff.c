/* See staff.h: the frame of the pages behind the PIN. */
#include "screens/staff.h"

#include "base/clock.h"
#include "base/text.h"
#include "screens/front.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct {
	const char *id, *word;
	enum icon icon;
	enum screen_id screen;
} tabs[TAB_COUNT] = {
	[TAB_OVERVIEW] = {"tab-overview", "staff.tab.overview", ICON_NONE, SCREEN_STAFF_DESK},
	[TAB_PEOPLE] = {"tab-people", "staff.tab.people", ICON_NONE, SCREEN_STAFF_PEOPLE},
	[TAB_BOOTHS] = {"tab-booths", "staff.tab.booths", ICON_NONE, SCREEN_STAFF_BOOTHS},
	[TAB_DEVICES] = {"tab-devices", "staff.tab.devices", ICON_NONE, SCREEN_STAFF_DEVICES},
	[TAB_SETTINGS] = {"tab-settings", "staff.tab.settings", ICON_GEAR, SCREEN_STAFF_SETTINGS},
};

/* --- frame ------------------------------------------------------------------------------------------------------------- */

struct rect staff_page(struct app *app, struct ui *ui, enum staff_tab chosen)
{
	char clock[64] = "";
	struct tabs bar = {.name = ui_say(ui, "staff.title"),
			   .lock = ui_say(ui, "staff.lock.button"),
			   .clock = clock,
			   .chosen = (int)chosen,
			   .action = ACT_STAFF_TAB,
			   .lock_action = ACT_STAFF_LOCK};
	if (app->wall > 0)
		say_time(ui->catalog, ui->language, app->wall, clock, sizeof clock);
	for (int i = 0; i < TAB_COUNT; i++)
		if (screens[tabs[i].screen])
			bar.list[bar.count++] = (struct tab){
				.id = tabs[i].id, .label = ui_say(ui, tabs[i].word), .icon = tabs[i].icon, .arg = i};
	return ui_tabs(ui, bar);
}

void staff_dock(struct ui *ui, struct button primary, struct button secondary)
{
	ui_dock(ui, (struct dock){.primary = primary,
				  .secondary = secondary,
				  .short_languages = true,
				  .language_action = ACT_LANGUAGE,
				  .access_action = ACT_ACCESS});
}

bool staff_act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_STAFF_TAB:
		if (arg >= 0 && arg < TAB_COUNT && screens[tabs[arg].screen])
			app_go(app, tabs[arg].screen);
		return true;
	case ACT_STAFF_LOCK:
		staff_lock(app);
		return true;
	case ACT_STAFF_NO:
		app->staff->question = ASK_NOTHING;
		return true;
	default:
		return false;
	}
}

/* --- time -------------------------------------------------------------------------------------------------------------- */

static void wait_for_next(struct app *app)
{
	int64_t idle = staff_idle_at(app), refresh = app->now + STAFF_REFRESH_MS;
	app->deadline = idle < refresh ? idle : refresh;
}

void staff_enter(struct app *app)
{
	if (!app->staff->open) { /* nobody comes here but through the PIN */
		staff_lock(app);
		return;
	}
	app->staff->question = ASK_NOTHING;
	app->health->look(app->health);
	wait_for_next(app);
}

void staff_tick(struct app *app)
{
	if (staff_idle_at(app) <= app->now) {
		staff_lock(app);
		return;
	}
	app->health->look(app->health);
	wait_for_next(app);
}

int64_t staff_idle_at(const struct app *app)
{
	int64_t since = app->touched > app->entered ? app->touched : app->entered;
	return since + INT64_C(1000) * STAFF_IDLE_S;
}

/* --- asking once --------------------------------------------------------------------------------------------------------- */

void staff_ask(struct ui *ui, struct staff_ask ask)
{
	struct rect in = ui_dialog(ui, "sure", 0, is_large(ui) ? pick(ui, 420, 620, 900) : 0);
	struct rect buttons = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_LARGE_HEIGHT), pick(ui, 8, 16, 24));
	struct text text = {.id = "sure-title",
			    .type = TYPE_TITLE_TIGHT,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .heading = true,
			    .personal = ask.personal,
			    .shrink = by_class(ui, 22, 30, 32)};
	rect_cut_top(&in, ui_text(ui, in, ask.title, text), pick(ui, 6, 16, 24));
	ui_text(ui, in, ask.text,
		(struct text){.id = "sure-text",
			      .type = is_large(ui) ? TYPE_BODY : TYPE_LEAD,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_SURFACE,
			      .shrink = by_class(ui, 20, 24, 28)});
	struct rect no = rect_cut_left(&buttons, (buttons.w - ui_px(ui, SPACE_STACK_GAP)) * 2 / 5, ui_px(ui, SPACE_STACK_GAP));
	ui_button(ui, no,
		  (struct button){
			  .id = "sure-no", .label = ui_say(ui, "answer.no"), .look = BUTTON_SECONDARY, .action = ACT_STAFF_NO});
	ui_button(ui, buttons, (struct button){.id = "sure-yes", .label = ask.yes, .look = ask.look, .action = ACT_STAFF_YES});
	ui_dialog_end(ui);
}

/* --- words ------------------------------------------------------------------------------------------------------------- */

const char *staff_number(struct ui *ui, size_t n)
{
	char *out = ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])], digits[24];
	size_t count = (size_t)snprintf(digits, sizeof digits, "%zu", n), used = 0;
	for (size_t i = 0; i < count; i++) {
		if (i && (count - i) % 3 == 0)
			out[used++] = ',';
		out[used++] = digits[i];
	}
	out[used] = '\0';
	return out;
}

const char *staff_clock(struct ui *ui, struct moment moment, int64_t wall)
{
	char *out = ui->filled[ui->filled_next++ % (sizeof ui->filled / sizeof ui->filled[0])];
	if (moment.certainty == MOMENT_UNKNOWN || !moment.wall)
		return text_copy(out, NODE_TEXT_MOST, "–"), out;
	if (!clock_same_day(moment.wall, wall)) {
		say_date_short(ui->catalog, ui->language, moment.wall, out, NODE_TEXT_MOST);
		return out;
	}
	say_time(ui->catalog, ui->language, moment.wall, out, NODE_TEXT_MOST);
	out[strspn(out, "0123456789:.")] = '\0'; /* a fair is one day, and the column is narrow */
	return out;
}

void staff_contact(const struct person *person, char *out, size_t size)
{
	out[0] = '\0';
	if (person->email[0])
		text_mask_email(person->email, out, size);
	else if (person->phone[0])
		text_mask_phone(person->phone, out, size);
}

/* --- devices ----------------------------------------------------------------------------------------------------------- */

static const char *device_words(struct ui *ui, const struct device_state *state, const char *behind)
{
	char key[64];
	text_format(key, sizeof key, "device.%s%s", state_word(state->condition), behind);
	return state_counts(state->condition) ? front_count(ui, key, (unsigned long)state->number) : ui_say(ui, key);
}

const char *staff_device_word(struct ui *ui, const struct device_state *state)
{
	return device_words(ui, state, "");
}

const char *staff_device_text(struct ui *ui, const struct device_state *state)
{
	return device_words(ui, state, ".text");
}

size_t staff_attention(const struct app *app)
{
	size_t count = 0;
	for (int i = 0; i < EQUIPMENT_COUNT; i++)
		count += state_health(app->devices[i].condition) == HEALTH_BAD;
	return count;
}

static const struct {
	const char *id, *word;
	enum icon icon;
} equipment_rows[EQUIPMENT_COUNT] = {
	[EQUIPMENT_PRINTER] = {"device-printer", "device.printer", ICON_PRINTER},
	[EQUIPMENT_SCANNER] = {"device-scanner", "device.scanner", ICON_SCAN},
	[EQUIPMENT_NETWORK] = {"device-network", "device.network", ICON_WIFI},
	[EQUIPMENT_SYNC] = {"device-sync", "device.sync", ICON_SYNC},
	[EQUIPMENT_DISK] = {"device-disk", "device.disk", ICON_DEVICE},
	[EQUIPMENT_CLOCK] = {"device-clock", "device.clock", ICON_CLOCK},
};

static const struct {
	enum color color;
	enum icon icon;
} health_looks[] = {
	[HEALTH_UNKNOWN] = {COLOR_TEXT_MUTED, ICON_INFO},
	[HEALTH_GOOD] = {COLOR_SUCCESS, ICON_CHECK},
	[HEALTH_NOTE] = {COLOR_INFO, ICON_INFO},
	[HEALTH_BAD] = {COLOR_WARNING, ICON_WARN},
};

const char *staff_device_name(struct ui *ui, enum equipment equipment)
{
	return ui_say(ui, equipment_rows[equipment].word);
}

void staff_device_row(struct app *app, struct ui *ui, struct rect r, enum equipment equipment, bool divided, int action)
{
	const struct device_state *state = &app->devices[equipment];
	enum health health = state_health(state->condition);
	const char *name = staff_device_name(ui, equipment), *word = staff_device_word(ui, state);
	enum color color = health_looks[health].color;
	r = ui_row(ui, r,
		   (struct row){.id = equipment_rows[equipment].id,
				.label = name,
				.value = word,
				.flat = true,
				.divided = divided,
				.fill = COLOR_SURFACE,
				.action = action,
				.arg = (int)equipment});
	int side = ui_px(ui, PART_ICON_SMALL), gap = ui_px(ui, SPACE_ICON_GAP);
	struct rect in = rect_inset(r, ui_design(ui, 2), 0), icon = rect_cut_left(&in, side, gap + gap / 2);
	struct rect mark = rect_cut_right(&in, side, gap);
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, equipment_rows[equipment].icon, color);
	draw_icon(ui->draw, (struct rect){mark.x, r.y + (r.h - side) / 2, side, side}, health_looks[health].icon, color);
	struct text text = {.type = TYPE_LABEL,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .shrink = by_class(ui, 20, 24, 28),
			    .middle = true};
	int room = in.w, w = ui_text_width(ui, TYPE_LABEL, name) + 1;
	ui_text(ui, rect_cut_left(&in, w < room / 2 ? w : room / 2, gap), name, text);
	text.type = TYPE_CAPTION;
	text.color = color;
	text.align = ALIGN_RIGHT;
	ui_text(ui, in, word, text);
}

void staff_sample(struct app *app, enum screen_id id)
{
	app->staff->open = true;
	app_go(app, id);
	app->devices[EQUIPMENT_PRINTER] = (struct device_state){PRINTER_EMPTY, 0};
	app->devices[EQUIPMENT_SCANNER] = (struct device_state){SCANNER_READY, 0};
	app->devices[EQUIPMENT_NETWORK] = (struct device_state){NETWORK_UP, 0};
	app->devices[EQUIPMENT_SYNC] = (struct device_state){SYNC_WAITING, 12};
	app->devices[EQUIPMENT_DISK] = (struct device_state){DISK_FINE, 21};
	app->devices[EQUIPMENT_CLOCK] = (struct device_state){CLOCK_GOOD, 0};
}
