/* 17 PIN: six boxes and twelve keys that never change their places. The digits are compared by a device (device/pin.h) that
 * answers with an input; they are shown as dots, never said, and a recording has only how many there were. */
#include "base/text.h"
#include "screens/front.h"
#include "screens/staff.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { ACT_DIGIT = ACT_SCREEN, ACT_CLEAR, ACT_DELETE, KEY_CLEAR = 10, KEY_DELETE = 11, KEYS = 12 };

static bool has_pin(const struct app *app)
{
	char hash[PIN_HASH_MOST];
	bool has = app->store && app->folded && staff_pin_hash(app->store, hash);
	sodium_memzero(hash, sizeof hash);
	return has;
}

/* A new one may be the first: then the set-up asks for it (setup_pin.c), not the settings. */
static bool has_keys(const struct app *app)
{
	return has_pin(app) || app->staff->step != PIN_ENTER;
}

static enum screen_id after_new(const struct app *app)
{
	return app->staff->open ? SCREEN_STAFF_SETTINGS : SCREEN_SETUP_PIN;
}

static bool is_waiting(const struct app *app)
{
	return app->staff->until > app->now;
}

static bool takes_digits(const struct app *app)
{
	return has_keys(app) && !app->staff->checking && !is_waiting(app);
}

/* The next second of a wait, or the time at which nobody is there any more. */
void staff_pin_wait(struct app *app)
{
	int64_t second = app->staff->until - (app->staff->until - app->now - 1) / 1000 * 1000;
	app->deadline = staff_idle_at(app);
	if (is_waiting(app) && (!app->deadline || second < app->deadline))
		app->deadline = second;
}

static void enter(struct app *app)
{
	struct staff *staff = app->staff;
	sodium_memzero(staff->digits, sizeof staff->digits);
	staff->checking = false;
	staff->refused = 0;
	if (staff->step == PIN_ENTER)
		app->pin->look(app->pin);
	staff_pin_wait(app);
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void boxes(struct app *app, struct ui *ui, struct rect r)
{
	size_t typed = strlen(app->staff->digits);
	bool wrong = (app->staff->wrong > 0 || app->staff->refused) && typed == 0;
	int w = pick(ui, 48, 52, 76), gap = pick(ui, 12, 20, 28), dot = pick(ui, 18, 22, 30);
	struct node *node = nodes_add(ui->nodes, NODE_FIELD, "pin",
				      (struct rect){r.x, r.y, PIN_DIGITS * w + (PIN_DIGITS - 1) * gap, r.h});
	node->group = ui->group;
	text_copy(node->label, sizeof node->label, ui_say(ui, "pin.boxes"));
	for (size_t i = 0; i < typed; i++)
		text_append_char(node->value, sizeof node->value, 0x2022);
	node->masked = node->personal = node->selected = true;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_FIELD_VALUE;
	for (size_t i = 0; i < PIN_DIGITS; i++) {
		struct rect box = rect_cut_left(&r, w, gap);
		draw_round(ui->draw, box, ui_px(ui, RADIUS_KEY), CORNERS_ALL, COLOR_SURFACE,
			   wrong ? COLOR_ERROR : COLOR_BORDER_CONTROL, ui_px(ui, wrong ? STROKE_SELECTED : STROKE_CONTROL));
		if (i < typed)
			draw_disc(ui->draw, (struct rect){box.x + (box.w - dot) / 2, box.y + (box.h - dot) / 2, dot, dot},
				  COLOR_PRIMARY);
	}
}

static const char *wait_words(struct app *app, struct ui *ui)
{
	int64_t seconds = (app->staff->until - app->now + 999) / 1000;
	if (seconds > 90)
		return front_count(ui, "pin.wait.minutes", (unsigned long)((seconds + 59) / 60));
	return front_count(ui, "pin.wait.seconds", (unsigned long)seconds);
}

static int say_message(struct ui *ui, struct rect r, const char *words, bool bad)
{
	if (bad)
		return ui_error(ui, r, "message", words, false);
	return ui_text(ui, r, words,
		       (struct text){.id = "message",
				     .type = is_compact(ui) ? TYPE_BODY : TYPE_LEAD,
				     .color = COLOR_TEXT_MUTED,
				     .on = COLOR_PAGE,
				     .shrink = by_class(ui, 20, 24, 28)});
}

/* Of a new PIN. */
static int new_message(struct app *app, struct ui *ui, struct rect r)
{
	const struct staff *staff = app->staff;
	bool bad = staff->refused && !staff->digits[0];
	const char *words = ui_say(ui, staff->checking                     ? "pin.checking"
				       : bad && staff->refused == PIN_WEAK ? "pin.new.weak"
				       : bad                               ? "pin.new.differs"
									   : "pin.new.hint");
	int used = say_message(ui, r, words, bad);
	if (staff->checking)
		nodes_find(ui->nodes, "message")->kind = NODE_STATUS;
	return used;
}

/* What can be said now: that there is no PIN, how long to wait, how many tries are left, or how it works. */
static int message(struct app *app, struct ui *ui, struct rect r)
{
	const struct staff *staff = app->staff;
	bool waits = is_waiting(app), wrong = !waits && staff->wrong > 0 && !staff->digits[0];
	int left = PIN_TRIES - staff->wrong;
	if (staff->step != PIN_ENTER)
		return new_message(app, ui, r);
	const char *words = !has_pin(app)     ? ui_say(ui, app->folded ? "pin.none" : "welcome.loading")
			    : staff->checking ? ui_say(ui, "pin.checking")
			    : waits           ? wait_words(app, ui)
			    : wrong           ? front_count(ui, "pin.wrong", left > 1 ? (unsigned long)left : 1)
					      : ui_say(ui, "pin.hint");
	int used = say_message(ui, r, words, waits || wrong);
	struct node *node = nodes_find(ui->nodes, "message");
	if (staff->checking)
		node->kind = NODE_STATUS;
	if (waits)
		text_copy(node->spoken, sizeof node->spoken, ui_say(ui, "pin.wait.spoken"));
	return used;
}

static struct rect key_rect(const struct ui *ui, struct rect r, int place)
{
	int gap = pick(ui, 8, 14, 20);
	return rect_column(rect_row(r, place / 3, 4, gap), place % 3, 3, gap);
}

static void key(struct app *app, struct ui *ui, struct rect r, int digit)
{
	char id[NODE_ID_MOST], label[16];
	bool command = digit >= KEY_CLEAR;
	text_format(id, sizeof id, digit == KEY_CLEAR ? "pin-clear" : digit == KEY_DELETE ? "pin-delete" : "pin-%d", digit);
	text_format(label, sizeof label, "%d", digit);
	const char *words = digit == KEY_CLEAR    ? ui_say(ui, "key.clear")
			    : digit == KEY_DELETE ? ui_say(ui, "key.delete")
						  : label;
	bool down = strcmp(ui->pressed, id) == 0, off = !takes_digits(app);
	enum color fill = off ? COLOR_DISABLED_FILL : down ? COLOR_SECONDARY_PRESSED : command ? COLOR_KEY_FN : COLOR_SURFACE;
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = words,
			    .fill = fill,
			    .disabled = off,
			    .action = digit == KEY_CLEAR    ? ACT_CLEAR
				      : digit == KEY_DELETE ? ACT_DELETE
							    : ACT_DIGIT,
			    .arg = digit});
	struct node *node = nodes_find(ui->nodes, id);
	node->kind = NODE_KEY;
	node->fg = off ? COLOR_TEXT_DISABLED : COLOR_TEXT;
	node->bg = fill;
	int side = ui_px(ui, PART_ICON_MEDIUM);
	if (digit == KEY_DELETE)
		draw_icon(ui->draw, (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side}, ICON_DELETE,
			  node->fg);
	else
		ui_text(ui, rect_inset(r, pick(ui, 6, 8, 12), 0), words,
			(struct text){.type = command ? TYPE_LABEL : TYPE_TITLE_TIGHT,
				      .color = node->fg,
				      .on = fill,
				      .align = ALIGN_CENTER,
				      .lines = 1,
				      .shrink = by_class(ui, 20, 22, 28),
				      .middle = true});
}

static void keypad(struct app *app, struct ui *ui, struct rect r)
{
	static const int order[KEYS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, KEY_CLEAR, 0, KEY_DELETE};
	const char *group = ui->group;
	ui->group = "keyboard";
	for (int i = 0; i < KEYS; i++)
		key(app, ui, key_rect(ui, r, i), order[i]);
	ui->group = group;
}

/* The mark and "Staff desk" in place of the strap: nobody is on the way to a badge here. */
static struct rect head(struct ui *ui)
{
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), high = ui_px(ui, PART_HEADER_HEIGHT), side = pick(ui, 32, 46, 62);
	draw_art(ui->draw, (struct rect){margin, (high - side) / 2, side, side}, "mark");
	int x = margin + side + pick(ui, 10, 14, 20);
	ui_text(ui, (struct rect){x, 0, ui->profile.w - x - margin, high}, ui_say(ui, "staff.title"),
		(struct text){
			.id = "page", .type = TYPE_BUTTON, .color = COLOR_TEXT, .on = COLOR_PAGE, .lines = 1, .middle = true});
	return (struct rect){margin, high, ui->profile.w - 2 * margin, ui->profile.h - high - ui_px(ui, PART_DOCK_HEIGHT)};
}

static void words(struct app *app, struct ui *ui, struct rect r)
{
	static const char *const titles[] = {
		[PIN_ENTER] = "pin.title", [PIN_NEW] = "pin.new.title", [PIN_AGAIN] = "pin.again.title"};
	const char *title = ui_say(ui, titles[app->staff->step]);
	front_title(ui, &r, TYPE_TITLE, title, NULL);
	front_says(ui, "title", app->staff->step == PIN_ENTER ? ui_say(ui, "spoken.staff_pin") : title, false);
	rect_cut_top(&r, pick(ui, 2, 30, 30), 0);
	if (has_keys(app))
		boxes(app, ui, rect_cut_top(&r, pick(ui, 56, 64, 92), pick(ui, 10, 30, 36)));
	bool entering = app->staff->step == PIN_ENTER;
	int hint = is_large(ui) || is_compact(ui) || !entering ? 0 : pick(ui, 0, 116, 160);
	struct rect place = r;
	place.h -= hint;
	rect_cut_top(&r, message(app, ui, place), pick(ui, 10, 34, 36));
	if (!hint || r.h < hint)
		return;
	front_hint(ui, rect_cut_top(&r, hint, 0), "employers", ICON_BOOTH, ui_say(ui, "pin.employers"));
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = head(ui), keys;
	if (is_tall(ui)) {
		rect_cut_bottom(&area, ui_design(ui, 48), 0);
		keys = rect_cut_bottom(&area, ui_design(ui, 4 * 150 + 3 * 20), ui_design(ui, 40));
		rect_cut_top(&area, ui_design(ui, 260), 0);
	} else {
		rect_cut_top(&area, pick(ui, 4, 73, 0), 0);
		keys = rect_cut_right(&area, pick(ui, 348, 436, 0), pick(ui, 20, 72, 0));
		keys.h = pick(ui, 338, 442, 0);
	}
	words(app, ui, area);
	if (has_keys(app))
		keypad(app, ui, keys);
	front_dock(ui, (struct button){.label = NULL}, front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

/* The first time a new PIN is only kept; the second time the device makes it. */
static void take_new(struct app *app)
{
	struct staff *staff = app->staff;
	staff->refused = 0;
	if (staff->step == PIN_AGAIN) {
		staff->checking = true;
		app->pin->make(app->pin, staff->first, staff->digits);
		return;
	}
	text_copy(staff->first, sizeof staff->first, staff->digits);
	sodium_memzero(staff->digits, sizeof staff->digits);
	staff->step = PIN_AGAIN;
}

static void compare(struct app *app)
{
	char hash[PIN_HASH_MOST];
	if (!staff_pin_hash(app->store, hash))
		return;
	app->staff->checking = true;
	app->pin->compare(app->pin, app->staff->digits, hash);
	sodium_memzero(hash, sizeof hash);
}

static void add(struct app *app, int digit)
{
	char *digits = app->staff->digits;
	size_t typed = strlen(digits);
	if (!takes_digits(app) || typed == PIN_DIGITS)
		return;
	digits[typed] = (char)('0' + digit);
	if (typed + 1 < PIN_DIGITS)
		return;
	if (app->staff->step == PIN_ENTER)
		compare(app);
	else
		take_new(app);
}

static void erase(struct app *app, size_t leave)
{
	if (takes_digits(app))
		sodium_memzero(app->staff->digits + leave, PIN_DIGITS - leave);
}

/* Back to the first digit of a new PIN, or to another page. */
static void forget_new(struct app *app, enum screen_id to)
{
	struct staff *staff = app->staff;
	sodium_memzero(staff->first, sizeof staff->first);
	sodium_memzero(staff->digits, sizeof staff->digits);
	staff->step = to == SCREEN_STAFF_PIN ? PIN_NEW : PIN_ENTER;
	if (to != SCREEN_STAFF_PIN)
		app_go(app, to);
}

static void act(struct app *app, int action, int arg)
{
	size_t typed = strlen(app->staff->digits);
	if (action == ACT_DIGIT)
		add(app, arg);
	else if (action == ACT_DELETE)
		erase(app, typed ? typed - 1 : 0);
	else if (action == ACT_CLEAR)
		erase(app, 0);
	else if (action == ACT_SECONDARY && app->staff->step != PIN_ENTER)
		forget_new(app, after_new(app));
	else if (action == ACT_SECONDARY)
		app_end_visit(app);
	if (app->screen == SCREEN_STAFF_PIN)
		staff_pin_wait(app);
}

static void type(struct app *app, int32_t codepoint)
{
	if (codepoint >= '0' && codepoint <= '9')
		act(app, ACT_DIGIT, (int)(codepoint - '0'));
	else if (codepoint == 0x8)
		act(app, ACT_DELETE, 0);
}

static void tick(struct app *app)
{
	int64_t end = staff_idle_at(app);
	if (end && end <= app->now)
		app_end_visit(app);
	else
		staff_pin_wait(app);
}

/* --- answers --------------------------- -------------------------------------------------------------------------------- */

/* A new PIN was made, or why not. */
static void take_made(struct app *app, int answer)
{
	char hash[PIN_HASH_MOST];
	struct err err = {.code = ERR_NONE};
	struct staff *staff = app->staff;
	if (app->screen != SCREEN_STAFF_PIN || staff->step != PIN_AGAIN || !staff->checking)
		return;
	staff->checking = false;
	if (answer != PIN_MADE) {
		forget_new(app, SCREEN_STAFF_PIN);
		staff->refused = answer;
		staff_pin_wait(app);
		return;
	}
	bool ok = !app->pin->made(app->pin, hash) || staff_pin_store(app->store, hash, &err); /* a replay has no hash */
	sodium_memzero(hash, sizeof hash);
	forget_new(app, after_new(app));
	app_toast(app, ui_say(&app->ui, ok ? "pin.new.done" : app_problem(app, &err)), 0);
}

void staff_answer(struct app *app, int wrong, int wait_ms)
{
	struct staff *staff = app->staff;
	if (wrong <= PIN_MADE) {
		take_made(app, wrong);
		return;
	}
	bool right = wrong == PIN_RIGHT && staff->checking && app->screen == SCREEN_STAFF_PIN;
	if (staff->checking)
		sodium_memzero(staff->digits, sizeof staff->digits);
	staff->checking = false;
	staff->wrong = wrong > 0 ? wrong : 0;
	staff->until = wait_ms > 0 ? app->now + wait_ms : 0;
	if (right) {
		staff->open = true;
		app_go(app, SCREEN_STAFF_DESK);
	} else if (app->screen == SCREEN_STAFF_PIN) {
		staff_pin_wait(app);
	}
}

void staff_lock(struct app *app)
{
	sodium_memzero(app->staff, sizeof *app->staff);
	app_go(app, SCREEN_STAFF_PIN);
}

static void sample(struct app *app)
{
	struct err err = {.code = ERR_NONE};
	if (!has_pin(app))
		staff_pin_set(app->store, "274935", &err);
	text_copy(app->staff->digits, sizeof app->staff->digits, "274");
}

const struct screen screen_staff_pin = {
	.name = "staff-pin",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.tick = tick,
	.sample = sample,
	.sample_home = "front",
};
