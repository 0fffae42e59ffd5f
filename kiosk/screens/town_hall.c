/* 20 Town hall: sign in on one page: a name, and if one likes an e-mail, topics and a question for the panel. A field that is
 * typed into has the page to itself, above the keyboard. Where the page has no room for all of it, on a small screen or in
 * large text, it is two: the fields, then the topics. */
#include "base/text.h"
#include "desk/townhall.h"
#include "screens/form.h"
#include "screens/spelling.h"

#include <sodium.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_TOPIC, NAME_LETTERS = 80 };
enum field_id { FIELD_NONE, FIELD_NAME, FIELD_EMAIL, FIELD_QUESTION, FIELD_COUNT };

static const struct form_field fields[FIELD_COUNT] = {
	[FIELD_NAME] = {"name", "townhall.name", NULL, KEYBOARD_NAME, NAME_LETTERS, false, false},
	[FIELD_EMAIL] = {"email", "townhall.email", "townhall.notes", KEYBOARD_EMAIL, EMAIL_MOST, true, false},
	[FIELD_QUESTION] = {"question", "townhall.question", "form.optional", KEYBOARD_NOTE, QUESTION_GRAPHEMES, true, true},
};

/* --- what is typed ------------------------------------------------------------------------------------------------------ */

static struct form_place place_of(struct app *app, int field)
{
	struct visitor *visitor = app->visitor;
	struct form_place places[FIELD_COUNT] = {
		[FIELD_NAME] = {visitor->hall.name, sizeof visitor->hall.name},
		[FIELD_EMAIL] = {visitor->email, sizeof visitor->email},
		[FIELD_QUESTION] = {visitor->hall.question, sizeof visitor->hall.question},
	};
	return places[field];
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

/* Somebody whose ticket or badge was scanned. */
static bool is_known(const struct app *app)
{
	return app->visitor->person.id[0] != '\0';
}

/* Of a minor no e-mail is kept, so it is not asked for. */
static bool asks_email(const struct app *app)
{
	return !age_is_minor(age_of(&app->visitor->person));
}

static bool email_is_good(const struct app *app)
{
	return !app->visitor->email[0] || desk_email_ok(app->visitor->email);
}

static void offer_domains(struct app *app, int field)
{
	if (field != FIELD_EMAIL)
		return;
	domains_count(&app->domains, app->store);
	domains_for(&app->domains, app->visitor->email, is_tall(&app->ui) ? DOMAIN_KEYS - 1 : DOMAIN_KEYS,
		    app->visitor->domains);
	app->keyboard.smart = app->visitor->domains;
}

static const struct form form = {.fields = fields, .action = ACT_FIELD, .place = place_of, .changed = offer_domains};

static int topics_chosen(const struct app *app)
{
	int n = 0;
	for (int i = 0; i < TOPICS_CHOSEN; i++)
		n += app->visitor->hall.topics[i][0] != '\0';
	return n;
}

static bool is_chosen(const struct app *app, const char *topic)
{
	for (int i = 0; i < TOPICS_CHOSEN; i++)
		if (strcmp(app->visitor->hall.topics[i], topic) == 0)
			return true;
	return false;
}

/* Chooses a topic, or takes it back; a fourth is not taken. */
static void toggle(struct app *app, const char *topic)
{
	bool on = is_chosen(app, topic);
	for (int i = 0; i < TOPICS_CHOSEN; i++) {
		char *at = app->visitor->hall.topics[i];
		if (strcmp(at, on ? topic : "") != 0)
			continue;
		text_copy(at, TOPIC_ID_MOST, on ? "" : topic);
		return;
	}
}

/* --- parts of the page -------------------------------------------------------------------------------------------------- */

static bool is_split(const struct ui *ui)
{
	return is_compact(ui) || is_large(ui);
}

static void block(struct app *app, struct ui *ui, struct rect r, int field)
{
	form_block(app, ui, &form, r, field, field == FIELD_NAME && is_known(app));
}

static struct text notes_text(const struct ui *ui)
{
	return (struct text){.id = "notes",
			     .type = TYPE_CAPTION,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_PAGE,
			     .lines = 1,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = true};
}

/* What the e-mail is for, with its icon. */
static void notes(struct app *app, struct ui *ui, struct rect r)
{
	if (!asks_email(app))
		return;
	int side = ui_px(ui, PART_ICON_SMALL);
	struct rect icon = rect_cut_left(&r, side, ui_px(ui, SPACE_ICON_GAP));
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, ICON_MAIL, COLOR_PRIMARY_TINT_TEXT);
	ui_text(ui, r, ui_say(ui, "townhall.notes"), notes_text(ui));
}

static const char *topic_name(struct ui *ui, const struct topic *topic)
{
	char key[TOPIC_ID_MOST + 8];
	text_format(key, sizeof key, "topic.%s", topic->id);
	return topic->name[0] ? topic->name : ui_say(ui, key);
}

/* How many may be chosen, or that it is enough. */
static const char *topics_note(struct app *app, struct ui *ui)
{
	return ui_say(ui, topics_chosen(app) == TOPICS_CHOSEN ? "townhall.full" : "townhall.up_to");
}

static void topics_label(struct app *app, struct ui *ui, struct rect *area)
{
	struct rect label = rect_cut_top(area, ui_line(ui, TYPE_LABEL), pick(ui, 2, 6, 12));
	form_label(ui, label, "topics", ui_say(ui, "townhall.topics"), topics_note(app, ui));
}

static void topics(struct app *app, struct ui *ui, struct rect area, int most)
{
	struct topic list[TOPICS_MOST];
	char id[NODE_ID_MOST];
	int count = (int)townhall_topics(app->store, app_language(app), list), rows = (count + 1) / 2,
	    gap = pick(ui, 8, 14, 16);
	bool full = topics_chosen(app) == TOPICS_CHOSEN;
	int fit = (area.h - (rows - 1) * gap) / rows, high = fit < most ? fit : most;
	area.h = rows * high + (rows - 1) * gap;
	for (int i = 0; i < count; i++) {
		bool on = is_chosen(app, list[i].id);
		text_format(id, sizeof id, "topic-%s", list[i].id);
		ui_option(ui, rect_column(rect_row(area, i / 2, rows, gap), i % 2, 2, gap),
			  (struct option){.id = id,
					  .label = topic_name(ui, &list[i]),
					  .on = on,
					  .disabled = full && !on,
					  .action = ACT_TOPIC,
					  .arg = i});
	}
}

/* --- the page ----------------------------------------------------------------------------------------------------------- */

/* The hall's name and where it is, in place of steps. */
static struct rect header(struct app *app, struct ui *ui)
{
	char when[512];
	const char *group = ui->group;
	ui->group = "header";
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), high = ui_px(ui, PART_HEADER_HEIGHT), side = pick(ui, 32, 46, 62);
	struct rect area = {margin, high, ui->profile.w - 2 * margin, ui->profile.h - high - ui_px(ui, PART_DOCK_HEIGHT)};
	if (ui_notice(ui, ui->profile.w, &area)) {
		ui->group = group;
		return area;
	}
	struct rect line = {margin, 0, ui->profile.w - 2 * margin, high},
		    mark = rect_cut_left(&line, side, pick(ui, 10, 16, 22));
	draw_art(ui->draw, (struct rect){mark.x, (high - side) / 2, side, side}, "mark");
	struct text text = {.id = "hall",
			    .type = TYPE_BUTTON,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .lines = 1,
			    .shrink = by_class(ui, 20, 24, 28),
			    .middle = true};
	const char *name = store_fair(app->store)->name;
	int w = ui_text_width(ui, TYPE_BUTTON, name) + 1;
	ui_text(ui, rect_cut_left(&line, w < line.w ? w : line.w, pick(ui, 14, 26, 36)), name, text);
	front_when(app, when, sizeof when);
	text.id = "when";
	text.type = TYPE_CAPTION;
	text.color = COLOR_TEXT_MUTED;
	if (when[0] && ui_text_width(ui, TYPE_CAPTION, when) < line.w)
		ui_text(ui, line, when, text);
	ui->group = group;
	return area;
}

/* Cut off the top of *area, so that `below` is left for what comes under them. */
static void build_fields(struct app *app, struct ui *ui, struct rect *area, int below)
{
	int count = FIELD_COUNT - 1 - !asks_email(app), high = form_block_height(ui), most = pick(ui, 4, 22, 32);
	int free = (area->h - below - count * high) / count, gap = free < most ? free : most, least = pick(ui, 4, 6, 32);
	gap = gap < least ? least : gap;
	int room = (area->h - (count - 1) * gap) / count;
	for (int field = FIELD_NAME; field < FIELD_COUNT; field++)
		if (field != FIELD_EMAIL || asks_email(app))
			block(app, ui, rect_cut_top(area, high < room ? high : room, gap), field);
}

/* The title of one of two pages; on a small display with a note at its right, else below. */
static void split_title(struct ui *ui, struct rect *area, const char *title, struct text note, const char *words)
{
	if (is_compact(ui))
		front_line(ui, area, title, note, words);
	else
		front_title(ui, area, TYPE_TITLE_TIGHT, title, words);
}

static void build_split(struct app *app, struct ui *ui, struct rect area)
{
	const char *title = ui_say(ui, "townhall.title");
	if (is_tall(ui)) {
		rect_cut_top(&area, ui_design(ui, 640) - ui_line(ui, TYPE_TITLE_TIGHT) - area.y, 0);
		front_title(ui, &area, TYPE_TITLE_TIGHT, title, NULL);
		rect_cut_top(&area, ui_design(ui, 8), 0);
	}
	if (app->visitor->hall.page == 0) {
		const char *beside = is_compact(ui) && asks_email(app) ? ui_say(ui, "townhall.notes") : NULL;
		if (!is_tall(ui))
			split_title(ui, &area, title, notes_text(ui), beside);
		build_fields(app, ui, &area, beside ? 0 : ui_line(ui, TYPE_CAPTION) + ui_design(ui, 10));
		if (!beside)
			notes(app, ui, rect_cut_top(&area, ui_line(ui, TYPE_CAPTION), 0));
	} else {
		/* On the lower displays the question is the page's title. */
		if (is_tall(ui))
			topics_label(app, ui, &area);
		else
			split_title(ui, &area, ui_say(ui, "townhall.topics"),
				    (struct text){.id = "topics", .color = COLOR_TEXT_MUTED}, topics_note(app, ui));
		rect_cut_top(&area, pick(ui, 4, 4, 0), 0);
		rect_cut_bottom(&area, pick(ui, 6, 20, 28), 0);
		topics(app, ui, area, pick(ui, 64, 110, 150));
	}
}

static void build_regular(struct app *app, struct ui *ui, struct rect area)
{
	rect_cut_bottom(&area, ui_design(ui, is_large(ui) ? 4 : 14), 0);
	front_title(ui, &area, TYPE_TITLE, ui_say(ui, "townhall.title"), ui_say(ui, "townhall.hint"));
	rect_cut_top(&area, ui_design(ui, 8), 0);
	struct rect below = rect_cut_bottom(&area, ui_design(ui, 36), 0);
	struct rect left = rect_cut_left(&area, ui_design(ui, 500), ui_design(ui, 44));
	build_fields(app, ui, &left, 0);
	topics_label(app, ui, &area);
	topics(app, ui, area, ui_design(ui, 84));
	notes(app, ui, below);
}

/* What is pressed is within reach; above it the wall and the hall's words. */
static void build_tall(struct app *app, struct ui *ui, struct rect area)
{
	int top = ui_design(ui, 650), gap = ui_design(ui, 32);
	struct rect wall = {0, area.y, ui->profile.w, ui_design(ui, 286)};
	draw_clip(ui->draw, &wall);
	draw_art(ui->draw, (struct rect){0, wall.y + wall.h - ui_design(ui, 540), wall.w, ui_design(ui, 540)}, "wall-tall");
	draw_clip(ui->draw, NULL);
	struct rect words = {area.x, wall.y + wall.h + gap, area.w, top - wall.y - wall.h - gap};
	front_title(ui, &words, TYPE_TITLE_TIGHT, ui_say(ui, "townhall.title"), ui_say(ui, "townhall.hint"));
	area.h -= top - area.y + ui_design(ui, 28);
	area.y = top;
	struct rect two = rect_cut_top(&area, form_block_height(ui), gap);
	block(app, ui, asks_email(app) ? rect_column(two, 0, 2, gap) : two, FIELD_NAME);
	if (asks_email(app))
		block(app, ui, rect_column(two, 1, 2, gap), FIELD_EMAIL);
	block(app, ui, rect_cut_top(&area, form_block_height(ui), ui_design(ui, 16)), FIELD_QUESTION);
	notes(app, ui, rect_cut_top(&area, ui_line(ui, TYPE_CAPTION), gap));
	topics_label(app, ui, &area);
	topics(app, ui, area, ui_design(ui, 112));
}

static bool is_last(const struct app *app)
{
	return !is_split(&app->ui) || app->visitor->hall.page == 1;
}

static struct button primary(struct app *app, struct ui *ui)
{
	bool named = is_known(app) || !is_blank(app->visitor->hall.name), good = email_is_good(app);
	if (form_is_open(app)) {
		struct button next = front_next(ui, app->field == FIELD_NAME ? named : app->field != FIELD_EMAIL || good);
		if (next.disabled)
			next.spoken = ui_say(ui, named ? "contact.needed" : "townhall.needed");
		return next;
	}
	struct button sign = front_next(ui, named && good);
	if (is_last(app)) {
		sign.label = ui_say(ui, "townhall.sign.button");
		sign.icon = ICON_CHECK;
	}
	if (sign.disabled)
		sign.spoken = ui_say(ui, named ? "contact.needed" : "townhall.needed");
	return sign;
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = header(app, ui);
	if (form_is_open(app))
		form_typing(app, ui, &form, area);
	else if (is_split(ui))
		build_split(app, ui, area);
	else if (is_tall(ui))
		build_tall(app, ui, area);
	else
		build_regular(app, ui, area);
	front_dock(ui, primary(app, ui), front_back(ui));
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

void hall_sign(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (!visitor->person.id[0] && age_is_minor(visitor->age))
		sodium_memzero(visitor->email, sizeof visitor->email);
	struct signing_in in = {.person = visitor->person.id,
				.name = visitor->hall.name,
				.email = visitor->email,
				.age = visitor->age,
				.language = app_language(app),
				.source = "kiosk",
				.question = visitor->hall.question};
	struct err err;
	for (int i = 0; i < TOPICS_CHOSEN; i++)
		in.topics[i] = visitor->hall.topics[i];
	if (!townhall_sign(app->store, &in, &visitor->registered, &err)) {
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
		return;
	}
	visitor->proved = true;
	view_person(app->store, visitor->registered.person, &visitor->person);
	app_go(app, SCREEN_DONE);
}

/* Who has a ticket is known by who gave it out; others say how old they are. */
static void sign(struct app *app)
{
	if (is_known(app) || app->visitor->age != AGE_UNSAID)
		hall_sign(app);
	else
		app_go(app, SCREEN_AGE);
}

static int next_field(const struct app *app)
{
	int next = (app->field + 1) % FIELD_COUNT;
	return next == FIELD_EMAIL && !asks_email(app) ? FIELD_QUESTION : next;
}

static void go_on(struct app *app)
{
	bool named = is_known(app) || !is_blank(app->visitor->hall.name);
	if (form_is_open(app)) {
		bool held = app->field == FIELD_NAME ? !named : app->field == FIELD_EMAIL && !email_is_good(app);
		form_open(app, &form, held ? app->field : next_field(app));
	} else if (named && email_is_good(app)) {
		if (is_last(app))
			sign(app);
		else
			app->visitor->hall.page = 1;
	}
}

static void go_back(struct app *app)
{
	if (form_is_open(app))
		form_open(app, &form, FIELD_NONE);
	else if (is_split(&app->ui) && app->visitor->hall.page == 1)
		app->visitor->hall.page = 0;
	else
		app_end_visit(app);
}

static void act(struct app *app, int action, int arg)
{
	struct topic list[TOPICS_MOST];
	switch (action) {
	case ACT_KEY:
		form_press(app, &form, arg);
		break;
	case ACT_FIELD:
		form_open(app, &form, arg);
		break;
	case ACT_TOPIC:
		if ((size_t)arg < townhall_topics(app->store, app_language(app), list))
			toggle(app, list[arg].id);
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

/* Whoever just types begins with the name. */
static void type(struct app *app, int32_t codepoint)
{
	if (!form_is_open(app) && !is_known(app))
		form_open(app, &form, FIELD_NAME);
	form_type(app, &form, codepoint);
}

static void sample(struct app *app)
{
	struct visitor *visitor = app->visitor;
	text_copy(visitor->hall.name, sizeof visitor->hall.name, "Wideline Pierre");
	text_copy(visitor->hall.topics[0], TOPIC_ID_MOST, "getting-to-work");
	text_copy(visitor->hall.topics[1], TOPIC_ID_MOST, "child-care");
	visitor->hall.page = is_compact(&app->ui);
}

const struct screen screen_town_hall = {
	.name = "town-hall",
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};

/* --- scans -------------------------------------------------------------------------------------------------------------- */

/* Who has a ticket or a badge need not type a name: the page has it, and waits for topics and a question. */
void hall_scan(struct app *app, const char *code, size_t size)
{
	struct scan scan;
	struct err err;
	if (full_scan(app, code, size))
		return;
	if (!desk_look(app->store, code, size, &scan, &err) ||
	    (scan.verdict != VERDICT_VALID && scan.verdict != VERDICT_ALREADY)) {
		front_scan(app, code, size); /* says why not */
	} else {
		struct visitor *visitor = app->visitor;
		voice_tone(app, TONE_GOOD);
		bool fresh = app->screen == SCREEN_WELCOME;
		app_forget_visitor(app);
		visitor->person = scan.person;
		text_copy(visitor->hall.name, sizeof visitor->hall.name, scan.person.name);
		if (fresh)
			app_speak(app, scan.person.language);
		app_go(app, SCREEN_TOWN_HALL);
	}
	sodium_memzero(&scan, sizeof scan);
}
