/* 03 Find name: nothing until three letters, then at most three masked rows. What a row shows of a contact never gives away
 * what the proof page asks for. */
#include "base/text.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum { ACT_FIELD = ACT_SCREEN, ACT_PICK, ACT_LIST, LETTERS_LEAST = 3, ROWS_MOST = 3 };

static void enter(struct app *app)
{
	keyboard_start(&app->keyboard, KEYBOARD_SEARCH);
}

/* --- rows -------------------------------------------------------------------------------------------------------------- */

struct found {
	struct hit hits[ROWS_MOST + 1];
	size_t count, total;
};

static struct found find(const struct app *app)
{
	struct found found = {.count = 0};
	if (!app->folded || text_graphemes(app->visitor->search) < LETTERS_LEAST)
		return found;
	found.count = view_find(app->store, app->visitor->search, found.hits, ROWS_MOST + 1, &found.total);
	return found;
}

/* "Marisol P.": the first name and the initial of the last. */
static void masked_name(const struct person *person, char *out, size_t size)
{
	const char *last = person->family;
	char first[NAME_MOST], initial[8] = "";
	text_copy(first, sizeof first, person->given[0] ? person->given : person->name);
	if (!person->given[0]) {
		last = strrchr(person->name, ' ');
		last = last ? last + 1 : "";
		first[strcspn(first, " ")] = '\0';
	}
	const char *at = last;
	if (*last)
		text_append_char(initial, sizeof initial, text_next(&at));
	text_format(out, size, *last ? "%s %s." : "%s", first, initial);
	sodium_memzero(first, sizeof first);
}

/* Of an e-mail without a phone the first letter is asked for later, so it is hidden here; of a phone the last two digits. */
static void masked_contact(struct ui *ui, const struct person *person, char *out, size_t size)
{
	if (person->email[0]) {
		text_mask_email(person->email, out, size);
		if (!person->phone[0] && out[0] && (out[0] & 0x80) == 0) {
			char rest[EMAIL_MOST + 64];
			text_copy(rest, sizeof rest, out + 1);
			text_format(out, size, "•%s", rest);
		}
	} else if (person->phone[0]) {
		front_phone(person->phone, out, size);
		char *end = out + strlen(out);
		for (int hidden = 0; end > out && hidden < 7; end--)
			if (end[-1] >= '0' && end[-1] <= '9') {
				end[-1] = 'x';
				hidden++;
			}
	} else {
		text_copy(out, size, ui_say(ui, "find.no_contact"));
	}
}

static void row(struct app *app, struct ui *ui, struct rect r, const struct hit *hit, int i)
{
	struct person person;
	char id[NODE_ID_MOST], name[NAME_MOST], contact[EMAIL_MOST + 64];
	if (!view_person(app->store, hit->person, &person))
		return;
	masked_name(&person, name, sizeof name);
	masked_contact(ui, &person, contact, sizeof contact);
	sodium_memzero(&person, sizeof person);
	text_format(id, sizeof id, "result-%d", i + 1);
	ui_row(ui, r,
	       (struct row){.id = id,
			    .label = name,
			    .value = contact,
			    .personal = true,
			    .fill = COLOR_SURFACE,
			    .action = ACT_PICK,
			    .arg = i});
	struct rect in = rect_inset(r, pick(ui, 16, 26, 36), 0);
	int side = ui_px(ui, PART_ICON_SMALL);
	struct rect icon = rect_cut_right(&in, side, pick(ui, 8, 16, 20));
	draw_icon(ui->draw, (struct rect){icon.x, r.y + (r.h - side) / 2, side, side}, ICON_NEXT, COLOR_TEXT);
	struct text text = {.type = TYPE_HEADING,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 1,
			    .shrink = by_class(ui, 20, 24, 28),
			    .middle = true};
	ui_text(ui, rect_cut_left(&in, in.w * 33 / 100, pick(ui, 6, 10, 14)), name, text);
	text.type = TYPE_BODY;
	text.color = COLOR_TEXT_MUTED;
	ui_text(ui, in, contact, text);
	sodium_memzero(name, sizeof name);
	sodium_memzero(contact, sizeof contact);
}

static void note(struct ui *ui, struct rect r, const char *id, const char *key)
{
	if (r.h < ui_line(ui, TYPE_BODY) * 3 / 4)
		return;
	ui_text(ui, r, ui_say(ui, key),
		(struct text){.id = id,
			      .type = TYPE_BODY,
			      .color = COLOR_TEXT_MUTED,
			      .on = COLOR_PAGE,
			      .lines = 2,
			      .shrink = by_class(ui, 20, 24, 28)});
	if (strcmp(id, "hint") != 0)
		nodes_find(ui->nodes, id)->kind = NODE_STATUS; /* it comes and goes with what is typed */
}

static void results(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	int high = ui_px(ui, PART_LIST_ROW_HEIGHT), gap = pick(ui, 8, 9, 20), above = pick(ui, 4, 6, 8);
	int room = area.h - above - ui_line(ui, TYPE_BODY) -
		   pick(ui, 4, 6, 8); /* a note below them stays clear of the keyboard */
	size_t shown = found->count < ROWS_MOST ? found->count : ROWS_MOST;
	int share = (room - (ROWS_MOST - 1) * gap) / ROWS_MOST, least = ui_px(ui, PART_TOUCH_MIN);
	high = share >= high ? high : share > least ? share : least;
	for (size_t i = 0; i < shown; i++)
		row(app, ui, rect_cut_top(&area, high, gap), &found->hits[i], (int)i);
	area.y -= shown ? gap - above : 0;
	area.h += shown ? gap - above : 0;
	if (!app->folded)
		note(ui, area, "loading", "welcome.loading");
	else if (found->total > ROWS_MOST)
		note(ui, area, "more", "find.more");
	else if (shown && found->hits[0].near)
		note(ui, area, "near", "find.near");
	else if (!shown && text_graphemes(app->visitor->search) >= LETTERS_LEAST)
		note(ui, area, "none", "find.none");
}

/* --- page -------------------------------------------------------------------------------------------------------------- */

static void field(struct app *app, struct ui *ui, struct rect r)
{
	ui_field(ui, r,
		 (struct field){.id = "name",
				.label = ui_say(ui, "find.field"),
				.value = app->visitor->search,
				.icon = ICON_SEARCH,
				.active = !app->keyboard.hidden,
				.personal = true,
				.action = ACT_FIELD});
}

static void build_compact(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	bool list = app->keyboard.hidden;
	bool none = found->count == 0 && app->folded && text_graphemes(app->visitor->search) >= LETTERS_LEAST;
	front_line(ui, &area, ui_say(ui, "find.title"), (struct text){.id = none ? "none" : "hint", .color = COLOR_TEXT_MUTED},
		   none   ? ui_say(ui, "find.none")
		   : list ? NULL
			  : ui_say(ui, "find.hint"));
	field(app, ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), ui_design(ui, 10)));
	if (list && !none)
		results(app, ui, area, found);
}

static void build_tall(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	int rows = ROWS_MOST * (ui_px(ui, PART_LIST_ROW_HEIGHT) + ui_design(ui, 20)) + ui_line(ui, TYPE_BODY);
	int high = ui_px(ui, PART_FIELD_HEIGHT) + ui_design(ui, 32) + rows + ui_design(ui, 16), top = area.y + area.h - high;
	int least = ui_design(ui, app->keyboard.hidden ? 676 : 640), bottom = area.y + area.h;
	area.y = top > least && !app->keyboard.hidden ? top : least;
	area.h = bottom - area.y;
	front_tall_title(app, ui, area.y, ui_say(ui, "find.title"), ui_say(ui, "find.hint"), "search");
	field(app, ui, rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), ui_design(ui, 32)));
	results(app, ui, area, found);
}

static void build_regular(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	rect_cut_top(&area, ui_design(ui, 4), 0);
	struct rect left = rect_cut_left(&area, ui_design(ui, 452), ui_design(ui, 36));
	front_title(ui, &left, TYPE_TITLE_TIGHT, ui_say(ui, "find.title"), NULL);
	rect_cut_top(&left, ui_design(ui, is_large(ui) ? 0 : 8), 0);
	field(app, ui, rect_cut_top(&left, ui_px(ui, PART_FIELD_HEIGHT), ui_design(ui, 14)));
	note(ui, left, "hint", "find.hint");
	results(app, ui, area, found);
}

static struct button beside_back(struct app *app, struct ui *ui, const struct found *found)
{
	if (is_compact(ui) && !app->keyboard.hidden && found->count > 0)
		return (struct button){
			.id = "show",
			.label = front_count(ui, "find.count", found->count < ROWS_MOST ? found->count : ROWS_MOST),
			.look = BUTTON_PRIMARY,
			.action = ACT_LIST};
	return (struct button){.id = "not-listed",
			       .label = ui_say(ui, "find.not_listed.button"),
			       .look = BUTTON_SECONDARY,
			       .action = ACT_PRIMARY};
}

static void build(struct app *app, struct ui *ui)
{
	struct found found = find(app);
	struct rect area = front_page(ui, 0, "header.check_in");
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	if (is_compact(ui))
		build_compact(app, ui, area, &found);
	else if (is_tall(ui))
		build_tall(app, ui, area, &found);
	else
		build_regular(app, ui, area, &found);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	front_dock(ui, beside_back(app, ui, &found), front_back(ui));
	sodium_memzero(&found, sizeof found);
}

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void choose(struct app *app, int i)
{
	struct found found = find(app);
	if ((size_t)i < found.count && view_person(app->store, found.hits[i].person, &app->visitor->person)) {
		text_copy(app->visitor->picked, sizeof app->visitor->picked, found.hits[i].person);
		app_go(app, SCREEN_PROOF);
	}
	sodium_memzero(&found, sizeof found);
}

/* Somebody new who has typed a name here need not type it again. */
static void not_listed(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (!visitor->given[0] && !visitor->family[0]) {
		char *space = strchr(visitor->search, ' ');
		text_copy(visitor->family, sizeof visitor->family, space ? space + 1 : "");
		if (space)
			*space = '\0';
		text_tidy(visitor->search, visitor->given, sizeof visitor->given, FIELD_GRAPHEMES);
	}
	app_go(app, SCREEN_NAME);
}

static void act(struct app *app, int action, int arg)
{
	char *search = app->visitor->search;
	switch (action) {
	case ACT_KEY:
		keyboard_press(&app->keyboard, arg, search, sizeof app->visitor->search, FIELD_GRAPHEMES);
		break;
	case ACT_FIELD:
		app->keyboard.hidden = false;
		break;
	case ACT_LIST:
		app->keyboard.hidden = true;
		break;
	case ACT_PICK:
		choose(app, arg);
		break;
	case ACT_PRIMARY:
		not_listed(app);
		break;
	case ACT_SECONDARY:
		app_go(app, SCREEN_REGISTERED);
		break;
	default:
		break;
	}
}

static void type(struct app *app, int32_t codepoint)
{
	keyboard_type(&app->keyboard, codepoint, app->visitor->search, sizeof app->visitor->search, FIELD_GRAPHEMES);
}

static void sample(struct app *app)
{
	text_copy(app->visitor->search, sizeof app->visitor->search, "Mari");
	app->keyboard.hidden = is_compact(&app->ui);
}

const struct screen screen_find_name = {
	.name = "find-name",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
