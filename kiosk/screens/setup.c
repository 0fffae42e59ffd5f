/* 22 Set up: a kiosk whose home is empty. The organiser's card is scanned, or its code is typed, or an invitation lies on a
 * stick; then what the kiosk is for, and Join. What the equipment says stands beside it; none of it holds anybody up. The other
 * two steps are in setup_done.c. */
#include "screens/setup.h"
#include "base/text.h"
#include "screens/form.h"
#include "screens/staff.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_USE, ACT_STICK, LOOK_MS = 2000, CODE_LETTERS = 16 };
enum field_id { FIELD_NONE, FIELD_CODE, FIELD_HUB, FIELD_PHRASE, FIELD_COUNT };

static const struct form_field fields[FIELD_COUNT] = {
	[FIELD_CODE] = {"code", "setup.code", NULL, KEYBOARD_EMAIL, 0, false, false},
	[FIELD_HUB] = {"hub", "setup.hub", NULL, KEYBOARD_EMAIL, 0, false, false},
	[FIELD_PHRASE] = {"phrase", "setup.phrase", NULL, KEYBOARD_SEARCH, 0, false, false},
};

static const struct {
	const char *id, *label;
	enum icon icon;
	enum kiosk_mode mode;
} uses[] = {
	{"use-front", "setup.use.front", ICON_BADGE, MODE_FRONT},
	{"use-booth", "setup.use.booth", ICON_BOOTH, MODE_BOOTH},
	{"use-town-hall", "setup.use.town_hall", ICON_SPEECH, MODE_TOWN_HALL},
	{"use-exit", "setup.use.exit", ICON_LOGOUT, MODE_EXIT},
};
enum { USES = sizeof uses / sizeof uses[0] };

static const char *const problems[ENROL_NEWS_COUNT] = {
	[ENROL_WRONG] = "setup.wrong", [ENROL_REFUSED] = "setup.refused", [ENROL_UNREACHABLE] = "setup.unreachable"};

/* --- what is known ------------------------------------------------------------------------------------------------------ */

static struct setup *setup_of(struct app *app)
{
	return &app->visitor->setup;
}

static bool has_file(struct app *app)
{
	return setup_of(app)->job.file[0] != '\0' && !setup_of(app)->no_file;
}

static struct form_place place_of(struct app *app, int field)
{
	struct enrolment *job = &setup_of(app)->job;
	struct form_place places[FIELD_COUNT] = {
		[FIELD_CODE] = {job->code, sizeof job->code},
		[FIELD_HUB] = {job->hub, sizeof job->hub},
		[FIELD_PHRASE] = {job->phrase, sizeof job->phrase},
	};
	return places[field];
}

static const struct form form = {.fields = fields, .action = ACT_FIELD, .place = place_of};

static bool is_complete(struct app *app)
{
	const struct enrolment *job = &setup_of(app)->job;
	size_t letters = 0;
	for (const char *at = job->code; *at; at++)
		letters += isalnum((unsigned char)*at) != 0;
	if (setup_of(app)->busy || setup_of(app)->use < 0)
		return false;
	return has_file(app) ? job->phrase[0] != '\0' : letters == CODE_LETTERS && job->hub[0];
}

static void look(struct app *app)
{
	struct setup *setup = setup_of(app);
	char file[PATH_MAX];
	if (!setup->busy && !setup->job.file[0] && app->enrol->find(app->enrol, file))
		text_copy(setup->job.file, sizeof setup->job.file, file);
	app->health->look(app->health);
	app->deadline = app->now + LOOK_MS;
}

static void enter(struct app *app)
{
	const char *hub = getenv("LANYARD_HUB");
	struct setup *setup = setup_of(app);
	setup->use = -1;
	if (hub)
		text_copy(setup->job.hub, sizeof setup->job.hub, hub);
	look(app);
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static struct text plain(const struct ui *ui, const char *id, enum type type)
{
	return (struct text){.id = id,
			     .type = type,
			     .color = COLOR_TEXT,
			     .on = COLOR_PAGE,
			     .lines = 2,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
}

/* On a small screen, and in large text, the invitation first and what the kiosk is for after it. */
static bool is_split(const struct ui *ui)
{
	return is_compact(ui) || is_large(ui);
}

/* Where there is nothing on the page but the fields they may stand apart. */
static int block_gap(const struct ui *ui, struct rect area)
{
	int free = (area.h - 2 * form_block_height(ui)) / 3, most = pick(ui, 20, 28, 32), least = pick(ui, 4, 8, 24);
	return !is_split(ui) || free < least ? least : free < most ? free : most;
}

static void block(struct app *app, struct ui *ui, struct rect *area, int field)
{
	form_block(app, ui, &form, rect_cut_top(area, form_block_height(ui), block_gap(ui, *area)), field, false);
}

/* What went wrong with the last try, or that it is being done. */
static const char *news(struct app *app, struct ui *ui)
{
	const struct setup *setup = setup_of(app);
	if (setup->busy)
		return ui_say(ui, "setup.busy");
	return problems[setup->news] ? ui_say(ui, problems[setup->news]) : NULL;
}

static void invitation(struct app *app, struct ui *ui, struct rect *area)
{
	if (has_file(app)) {
		block(app, ui, area, FIELD_PHRASE);
		return;
	}
	block(app, ui, area, FIELD_CODE);
	block(app, ui, area, FIELD_HUB);
}

static int uses_gap(const struct ui *ui)
{
	return pick(ui, 8, 14, 20);
}

static int uses_high(const struct ui *ui)
{
	return pick(ui, 64, 92, 120);
}

static void use_options(struct app *app, struct ui *ui, struct rect area)
{
	int gap = uses_gap(ui), least = ui_px(ui, PART_TOUCH_MIN), most = uses_high(ui), high = (area.h - gap) / 2;
	high = high > most ? most : high < least ? least : high;
	struct rect grid = {area.x, area.y, area.w, 2 * high + gap};
	for (int i = 0; i < USES; i++)
		ui_option(ui, rect_column(rect_row(grid, i / 2, 2, gap), i % 2, 2, gap),
			  (struct option){.id = uses[i].id,
					  .label = ui_say(ui, uses[i].label),
					  .icon = uses[i].icon,
					  .on = setup_of(app)->use == (int)uses[i].mode,
					  .action = ACT_USE,
					  .arg = (int)uses[i].mode});
}

void setup_equipment(struct app *app, struct ui *ui, struct rect r)
{
	static const enum equipment rows[] = {EQUIPMENT_SCANNER, EQUIPMENT_PRINTER, EQUIPMENT_NETWORK, EQUIPMENT_DISK,
					      EQUIPMENT_CLOCK};
	enum { ROWS = sizeof rows / sizeof rows[0] };
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	struct rect in = rect_inset(r, pick(ui, 14, 22, 36), pick(ui, 8, 20, 28));
	struct text title = plain(ui, "equipment", TYPE_BUTTON);
	title.on = COLOR_SURFACE;
	ui_text(ui, rect_cut_top(&in, ui_line(ui, TYPE_BUTTON), pick(ui, 4, 8, 16)), ui_say(ui, "setup.equipment"), title);
	for (int i = 0; i < ROWS; i++)
		staff_device_row(app, ui, rect_row(in, i, ROWS, 0), rows[i], true, ACT_NONE);
}

/* In one line, if only a little smaller; what went wrong may take two. */
static void hint_below(struct ui *ui, struct rect *area, const char *hint)
{
	struct text text = plain(ui, "hint", TYPE_LEAD);
	text.color = COLOR_TEXT_MUTED;
	text.middle = false;
	text.lines = ui_text_width(ui, TYPE_LEAD, hint) * 4 / 5 < area->w ? 1 : 2;
	rect_cut_top(area, ui_text(ui, *area, hint, text), pick(ui, 4, 8, 16));
}

/* What is pressed on a tall screen stands at its foot. */
static int tall_form_height(struct app *app, const struct ui *ui)
{
	int blocks = has_file(app) ? 1 : 2;
	return blocks * (form_block_height(ui) + pick(ui, 4, 8, 24)) + ui_line(ui, TYPE_LABEL) + pick(ui, 4, 8, 12) +
	       2 * uses_high(ui) + uses_gap(ui);
}

static void build_page(struct app *app, struct ui *ui, struct rect area)
{
	const char *hint = news(app, ui), *title = ui_say(ui, "setup.title");
	bool split = is_split(ui);
	hint = hint ? hint : ui_say(ui, has_file(app) ? "setup.hint.file" : "setup.hint");
	rect_cut_bottom(&area, pick(ui, 6, 16, 28), 0);
	if (!split && !is_tall(ui))
		setup_equipment(app, ui, rect_cut_right(&area, ui_design(ui, 500), ui_design(ui, 40)));
	if (is_compact(ui)) {
		front_line(ui, &area, title, (struct text){.id = "hint"}, NULL);
		int high = ui_text_height(ui, area.w, TYPE_CAPTION, hint), line = ui_line(ui, TYPE_CAPTION);
		ui_text(ui, rect_cut_top(&area, high < 2 * line ? high : 2 * line, 2), hint, plain(ui, "hint", TYPE_CAPTION));
		rect_cut_top(&area, split && setup_of(app)->page == 1 ? 0 : block_gap(ui, area), 0);
	} else {
		if (is_tall(ui) && split) /* what is pressed is within reach */
			rect_cut_top(&area, ui_design(ui, 560) - 2 * ui_line(ui, TYPE_TITLE_TIGHT) - area.y, 0);
		front_title(ui, &area, is_tall(ui) && !split ? TYPE_TITLE : TYPE_TITLE_TIGHT, title, NULL);
		hint_below(ui, &area, hint);
		rect_cut_top(&area, pick(ui, 0, split ? 4 : 12, 12), 0);
		if (split && setup_of(app)->page == 0)
			rect_cut_top(&area, block_gap(ui, area) / 2, 0);
	}
	if (is_tall(ui) && !split) {
		int gap = ui_design(ui, 40), high = area.h - gap - tall_form_height(app, ui), most = ui_design(ui, 700);
		setup_equipment(app, ui, rect_cut_top(&area, high < most ? high : most, gap));
	}
	if (split && setup_of(app)->page == 1) {
		use_options(app, ui, area);
		return;
	}
	invitation(app, ui, &area);
	if (split)
		return;
	struct text label = plain(ui, "uses", TYPE_LABEL);
	ui_text(ui, rect_cut_top(&area, ui_line(ui, TYPE_LABEL), pick(ui, 4, 8, 12)), ui_say(ui, "setup.uses"), label);
	use_options(app, ui, area);
}

static bool is_last(struct app *app)
{
	return !is_split(&app->ui) || setup_of(app)->page == 1;
}

static void dock(struct app *app, struct ui *ui)
{
	bool typing = form_is_open(app);
	struct button join = front_next(ui, typing || !is_last(app) || is_complete(app)), other = front_back(ui);
	if (!typing && is_last(app))
		join.label = ui_say(ui, "setup.join.button");
	if (join.disabled)
		join.spoken = ui_say(ui, setup_of(app)->use < 0 ? "setup.needs_use" : "setup.needed");
	if (!typing && setup_of(app)->page == 0) {
		other = (struct button){.id = "stick", .look = BUTTON_SECONDARY, .action = ACT_STICK};
		if (setup_of(app)->job.file[0])
			other.label = ui_say(ui, has_file(app) ? "setup.type.button" : "setup.stick.button");
	}
	front_dock(ui, join, other);
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = ui_header(
		ui,
		(struct header){.step = 1, .steps = SETUP_STEPS, .name = ui_say(ui, "header.setup"), .no_start_over = true});
	if (form_is_open(app))
		form_typing(app, ui, &form, area);
	else
		build_page(app, ui, area);
	dock(app, ui);
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void join(struct app *app)
{
	struct setup *setup = setup_of(app);
	struct enrolment job = setup->job;
	if (!has_file(app))
		job.file[0] = '\0';
	setup->busy = true;
	setup->news = ENROL_NOTHING;
	app->enrol->begin(app->enrol, &job);
	sodium_memzero(&job, sizeof job);
}

static void go_on(struct app *app)
{
	if (app->field == FIELD_CODE && !setup_of(app)->job.hub[0])
		form_open(app, &form, FIELD_HUB);
	else if (form_is_open(app))
		form_open(app, &form, FIELD_NONE);
	else if (!is_last(app))
		setup_of(app)->page = 1;
	else if (is_complete(app))
		join(app);
}

static void go_back(struct app *app)
{
	if (form_is_open(app))
		form_open(app, &form, FIELD_NONE);
	else
		setup_of(app)->page = 0;
}

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_KEY:
		form_press(app, &form, arg);
		break;
	case ACT_FIELD:
		form_open(app, &form, arg);
		break;
	case ACT_USE:
		setup_of(app)->use = arg;
		break;
	case ACT_STICK:
		setup_of(app)->no_file = !setup_of(app)->no_file;
		break;
	case ACT_PRIMARY:
		go_on(app);
		break;
	case ACT_SECONDARY:
		go_back(app);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	if (!form_is_open(app))
		form_open(app, &form, has_file(app) ? FIELD_PHRASE : FIELD_CODE);
	form_type(app, &form, codepoint);
}

/* The organiser's card; whatever else is scanned says so. */
static void scan(struct app *app, const char *code, size_t size)
{
	struct setup *setup = setup_of(app);
	if (!enrol_read_card(code, size, &setup->job)) {
		app_toast(app, ui_say(&app->ui, "setup.no_card"), 0);
		return;
	}
	setup->no_file = true;
	form_open(app, &form, FIELD_NONE);
	app_toast(app, ui_say(&app->ui, "setup.card_read"), 0);
}

void setup_answer(struct app *app, enum enrol_news news)
{
	struct setup *setup = setup_of(app);
	setup->busy = false;
	setup->news = news;
	setup->page = 0;
	if (news != ENROL_JOINED)
		return;
	app->joined = true;
	app->joined_mode = (enum kiosk_mode)setup->use;
	app->quit = true; /* of this session: the next one begins with the fair */
}

static void sample(struct app *app)
{
	struct setup *setup = setup_of(app);
	text_copy(setup->job.code, sizeof setup->job.code, "Q7M4-K2");
	text_copy(setup->job.hub, sizeof setup->job.hub, "https://hub.example.org");
	setup->job.file[0] = '\0';
	setup->use = MODE_FRONT;
	app->devices[EQUIPMENT_PRINTER].condition = PRINTER_MISSING;
	app->devices[EQUIPMENT_SCANNER] = (struct device_state){SCANNER_READY, 1};
	app->devices[EQUIPMENT_NETWORK].condition = NETWORK_UP;
	app->devices[EQUIPMENT_DISK] = (struct device_state){DISK_FINE, 24};
	app->devices[EQUIPMENT_CLOCK].condition = CLOCK_GOOD;
}

const struct screen screen_setup = {
	.name = "setup",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.scan = scan,
	.tick = look,
	.sample = sample,
	.sample_home = "front",
};
