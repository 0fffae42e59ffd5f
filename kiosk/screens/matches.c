/* 11 Booths: the best three with their reasons, then the next three, and the way there as a strap. A card opens what is known
 * of the employer. */
#include "base/text.h"
#include "screens/hall.h"
#include "screens/seeker.h"

#include <sodium.h>
#include <string.h>

enum { ACT_CARD = ACT_SCREEN, ACT_MORE, ACT_CLOSE, ACT_PRINT, MATCHES_MOST = 12, ROLES_MOST = 4 };

/* Found anew for each frame: profile and roles are in memory. */
struct found {
	struct match list[MATCHES_MOST];
	size_t count, first, shown;
	const struct openings *openings;
	struct floor_map hall;
	bool has_hall;
};

static size_t cards_of(const struct ui *ui)
{
	return is_large(ui) && !is_tall(ui) ? (is_compact(ui) ? 2 : 3) : 3;
}

static void find(struct app *app, struct found *found)
{
	struct visitor *visitor = app->visitor;
	*found = (struct found){.openings = seeker_openings(app)};
	found->count = talent_match(&visitor->talent, visitor->registered.person, found->openings->list, found->openings->count,
				    found->list, MATCHES_MOST);
	found->first = (size_t)visitor->from < found->count ? (size_t)visitor->from : 0;
	size_t left = found->count - found->first, cards = cards_of(&app->ui);
	found->shown = left < cards ? left : cards;
	found->has_hall = hall_read(app->store, &found->hall);
}

static const struct opening *opening_of(const struct found *found, size_t i)
{
	return &found->openings->list[found->list[i].opening];
}

static void employer_of(struct app *app, const struct found *found, size_t i, struct employer *out)
{
	const struct opening *opening = opening_of(found, i);
	if (app->store && view_employer(app->store, opening->employer, out))
		return;
	*out = (struct employer){.id = ""};
	text_copy(out->name, sizeof out->name, opening->employer);
}

static void enter(struct app *app)
{
	struct found found;
	struct employer best;
	seeker_begin(app);
	app->visitor->from = 0;
	find(app, &found);
	app->visitor->booth[0] = '\0';
	if (!found.count)
		return;
	employer_of(app, &found, 0, &best);
	text_copy(app->visitor->booth, sizeof app->visitor->booth, best.booth);
}

/* --- words -------------------------------------------------------------------------------------------------------------- */

/* "Medical assistant, 6 openings" */
static void role_words(struct app *app, struct ui *ui, const struct opening *opening, char *out, size_t size)
{
	char number[16];
	text_format(number, sizeof number, "%d", opening->places);
	say_fill(out, size, say_count(ui->catalog, ui->language, "matches.role", (unsigned long)opening->places), "job",
		 seeker_name(app, TERM_JOB, opening->job), "n", number, NULL);
}

/* "Patient care, Spanish" */
static void skill_words(struct app *app, const struct found *found, size_t i, size_t most, char *out, size_t size)
{
	const struct match *match = &found->list[i];
	const struct opening *opening = opening_of(found, i);
	out[0] = '\0';
	for (size_t n = 0; n < match->reasons && n < most; n++) {
		char before[NODE_TEXT_MOST];
		text_copy(before, sizeof before, out);
		text_format(out, size, n ? "%s, %s" : "%s%s", before,
			    seeker_name(app, TERM_SKILL, opening->skills[match->reason[n]]));
	}
}

/* "Row B, on the left." */
static void way_words(struct ui *ui, const struct found *found, const char *booth, char *out, size_t size)
{
	int row, column;
	out[0] = '\0';
	if (!found->has_hall || !hall_find(&found->hall, booth, &row, &column))
		return;
	const char letter[2] = {found->hall.rows[row], '\0'};
	int columns = found->hall.columns > 1 ? found->hall.columns : 2;
	say_fill(out, size, ui_say(ui, column * 2 < columns ? "matches.way.left" : "matches.way.right"), "row", letter, NULL);
}

/* --- cards -------------------------------------------------------------------------------------------------------------- */

static void card(struct app *app, struct ui *ui, struct rect r, const struct found *found, size_t i)
{
	const struct match *match = &found->list[i];
	const struct opening *opening = opening_of(found, i);
	struct employer employer;
	char id[NODE_ID_MOST], reason[NODE_TEXT_MOST], skills[NODE_TEXT_MOST], spoken[NODE_TEXT_MOST];
	employer_of(app, found, i, &employer);
	role_words(app, ui, opening, reason, sizeof reason);
	skill_words(app, found, i, MATCH_REASONS, skills, sizeof skills);
	say_fill(spoken, sizeof spoken, ui_say(ui, skills[0] ? "matches.spoken" : "matches.spoken_role"), "booth",
		 employer.booth, "employer", employer.name, "role", reason, "skills", skills, NULL);
	text_format(id, sizeof id, "booth-%zu", i + 1);
	struct match_card look = {.id = id,
				  .number = employer.booth,
				  .name = employer.name,
				  .reason = reason,
				  .spoken = spoken,
				  .action = ACT_CARD,
				  .arg = (int)i + 1};
	for (size_t n = 0; n < match->reasons && n < MATCH_CARD_SKILLS; n++)
		look.skills[n] = seeker_name(app, TERM_SKILL, opening->skills[match->reason[n]]);
	ui_match_card(ui, r, look);
}

static void cards(struct app *app, struct ui *ui, struct rect area, const struct found *found)
{
	int gap = pick(ui, 8, 14, 20), n = (int)cards_of(ui), share = (area.h - (n - 1) * gap) / n;
	int most = is_large(ui) ? ui_design(ui, 320) : pick(ui, 110, 148, 260);
	for (size_t i = 0; i < found->shown; i++)
		card(app, ui, rect_cut_top(&area, share < most ? share : most, gap), found, found->first + i);
}

static struct button more_button(struct ui *ui, const struct found *found)
{
	size_t next = found->first + found->shown, left = found->count - next;
	return (struct button){.id = "more",
			       .label = left ? front_count(ui, "matches.more", left) : ui_say(ui, "matches.first"),
			       .look = BUTTON_QUIET,
			       .icon = left ? ICON_DOWN : ICON_UP,
			       .icon_behind = true,
			       .small = true,
			       .action = ACT_MORE,
			       .arg = left ? (int)next : 0};
}

static void says_title(struct ui *ui, const struct found *found)
{
	const char *words = found->count ? front_count(ui, "spoken.matches", found->count) : ui_say(ui, "matches.none");
	front_says(ui, "title", words, false);
}

/* Title, and at its right the way to the next three. */
static void title_line(struct ui *ui, struct rect *area, const struct found *found)
{
	struct button more = more_button(ui, found);
	int high = ui_px(ui, PART_QUIET_BUTTON_HEIGHT);
	struct rect line = rect_cut_top(area, high, pick(ui, 6, 14, 16));
	bool paged = found->count > found->shown;
	int w = ui_button_width(ui, more), most = line.w / 2,
	    title = ui_text_width(ui, TYPE_TITLE_TIGHT, ui_say(ui, "matches.title"));
	most = title > most ? line.w * 2 / 5 : most;
	if (paged)
		ui_button(ui, rect_cut_right(&line, w < most ? w : most, pick(ui, 8, 16, 20)), more);
	ui_text(ui, line, ui_say(ui, "matches.title"),
		(struct text){.id = "title",
			      .type = is_compact(ui) || is_large(ui) ? TYPE_TITLE_TIGHT : TYPE_TITLE,
			      .color = COLOR_TEXT,
			      .on = COLOR_PAGE,
			      .heading = true,
			      .lines = 2,
			      .shrink = by_class(ui, 20, 26, 36),
			      .middle = true});
}

/* --- map ---------------------------------------------------------------------------------------------------------------- */

static void map(struct app *app, struct ui *ui, struct rect r, struct found *found)
{
	struct floor_map hall = found->hall; /* with marks and words of this function */
	char spoken[NODE_TEXT_MOST] = "";
	struct employer employers[FLOOR_MARKS];
	for (size_t i = 0; i < found->shown && i < FLOOR_MARKS; i++) {
		int row, column;
		char way[128], before[NODE_TEXT_MOST];
		employer_of(app, found, found->first + i, &employers[i]);
		if (!hall_find(&hall, employers[i].booth, &row, &column))
			continue;
		hall.marks[hall.mark_count].label = employers[i].booth;
		hall.marks[hall.mark_count].row = row;
		hall.marks[hall.mark_count++].column = column;
		way_words(ui, found, employers[i].booth, way, sizeof way);
		text_copy(before, sizeof before, spoken);
		text_format(spoken, sizeof spoken, "%s%s%s. %s", before, before[0] ? " " : "", employers[i].booth, way);
	}
	hall.id = "map";
	hall.here = ui_say(ui, "matches.here");
	hall.desk = ui_say(ui, "matches.desk");
	hall.spoken = spoken[0] ? spoken : hall.desk;
	ui_floor_map(ui, r, &hall);
}

/* --- what is known of an employer --------------------------------------------------------------------------------------- */

static void line(struct ui *ui, struct rect *area, const char *id, enum type type, enum color color, const char *words)
{
	int high = ui_text_height(ui, area->w, type, words);
	if (!words[0] || high > area->h)
		return;
	struct text text = {.id = id, .type = type, .color = color, .on = COLOR_SURFACE, .personal = true};
	rect_cut_top(area, ui_text(ui, *area, words, text), pick(ui, 4, 8, 14));
}

static void roles_of(struct app *app, struct ui *ui, struct rect *area, const struct found *found, const char *employer)
{
	size_t n = 0;
	for (size_t i = 0; i < found->openings->count && n < ROLES_MOST; i++) {
		char id[NODE_ID_MOST], words[NODE_TEXT_MOST];
		if (strcmp(found->openings->list[i].employer, employer) != 0)
			continue;
		text_format(id, sizeof id, "role-%zu", ++n);
		role_words(app, ui, &found->openings->list[i], words, sizeof words);
		line(ui, area, id, TYPE_BODY, COLOR_TEXT, words);
	}
}

static void details(struct app *app, struct ui *ui, const struct found *found)
{
	size_t i = (size_t)app->field - 1;
	if (app->field == 0 || i >= found->count || app->screen != SCREEN_MATCHES) /* one dialog at a time */
		return;
	struct employer employer;
	char way[128], where[NODE_TEXT_MOST], skills[NODE_TEXT_MOST], both[NODE_TEXT_MOST] = "";
	employer_of(app, found, i, &employer);
	way_words(ui, found, employer.booth, way, sizeof way);
	text_format(where, sizeof where, "%s%s%s",
		    employer.booth[0] ? ui_fill(ui, "matches.booth", "booth", employer.booth) : "", way[0] ? " " : "", way);
	skill_words(app, found, i, MATCH_REASONS, skills, sizeof skills);
	if (skills[0])
		say_fill(both, sizeof both, ui_say(ui, "matches.both"), "skills", skills, NULL);
	int margin = ui_px(ui, SPACE_PAGE_MARGIN), w = pick(ui, 740, 920, 968);
	int h = is_tall(ui)                      ? ui_design(ui, 1000)
		: is_large(ui) || is_compact(ui) ? ui->profile.h - margin
						 : ui_design(ui, 560);
	struct rect in = ui_dialog(ui, "details", w, h);
	struct rect button = rect_cut_bottom(&in, ui_px(ui, PART_BUTTON_HEIGHT), pick(ui, 8, 16, 28));
	rect_cut_top(&in,
		     ui_text(ui, in, employer.name,
			     (struct text){.id = "employer",
					   .type = TYPE_TITLE_TIGHT,
					   .color = COLOR_TEXT,
					   .on = COLOR_SURFACE,
					   .heading = true,
					   .personal = true,
					   .lines = 2,
					   .shrink = by_class(ui, 20, 26, 36)}),
		     pick(ui, 4, 8, 14));
	line(ui, &in, "where", TYPE_LEAD, COLOR_TEXT_MUTED, where);
	line(ui, &in, "both", TYPE_LABEL, COLOR_PRIMARY_TINT_TEXT, both);
	roles_of(app, ui, &in, found, opening_of(found, i)->employer);
	struct button close = {.id = "close",
			       .label = ui_say(ui, "matches.close.button"),
			       .look = BUTTON_PRIMARY,
			       .icon = ICON_CHECK,
			       .action = ACT_CLOSE};
	int wide = ui_button_width(ui, close);
	ui_button(ui, rect_cut_right(&button, wide, 0), close);
	ui_dialog_end(ui);
}

/* --- page --------------------------------------------------------------------------------------------------------------- */

static void build_tall(struct app *app, struct ui *ui, struct rect area, struct found *found)
{
	int top = ui_design(ui, 640);
	struct rect upper = {area.x, area.y + ui_design(ui, 20), area.w, top - area.y - ui_design(ui, 40)};
	if (found->has_hall)
		map(app, ui, upper, found);
	area.h -= top - area.y;
	area.y = top;
	title_line(ui, &area, found);
	cards(app, ui, area, found);
}

static void nothing(struct ui *ui, struct rect area)
{
	front_hint(ui, rect_cut_top(&area, pick(ui, 110, is_large(ui) ? 200 : 148, 240), 0), "none", ICON_BOOTH,
		   ui_say(ui, "matches.none"));
}

/* With a printer the list can be taken along on a label. */
static void dock(struct app *app, struct ui *ui, const struct found *found)
{
	struct button done = front_next(ui, true), back = front_back(ui), print = done;
	done.id = "done";
	done.label = ui_say(ui, "badge.done.button");
	if (!app->printer || !found->count || app->visitor->print.count >= PRINTS_A_VISIT) {
		front_dock(ui, done, back);
		return;
	}
	done.look = BUTTON_SECONDARY;
	done.icon = ICON_NONE;
	print.id = "print-list";
	print.label = ui_say(ui, "matches.print.button");
	print.icon = ICON_PRINTER;
	print.action = ACT_PRINT;
	front_dock(ui, print, done);
}

static void build(struct app *app, struct ui *ui)
{
	struct found found;
	find(app, &found);
	struct rect area = front_page_of(ui, SEEKER_STEPS + 1, SEEKER_STEPS, "header.booths");
	rect_cut_bottom(&area, pick(ui, 6, 36, 28), 0);
	if (is_tall(ui)) {
		build_tall(app, ui, area, &found);
	} else {
		if (!is_compact(ui) && !is_large(ui) && found.has_hall) {
			struct rect right = rect_cut_right(&area, ui_design(ui, 404), ui_design(ui, 32));
			rect_cut_top(&right, ui_design(ui, 4), 0);
			map(app, ui, right, &found);
		}
		rect_cut_top(&area, pick(ui, 5, 4, 0), 0); /* in high contrast its button has an edge, and Start over too */
		title_line(ui, &area, &found);
		cards(app, ui, area, &found);
	}
	if (!found.count) {
		struct rect rest = area;
		rect_cut_top(&rest, is_tall(ui) ? ui_design(ui, 640) - rest.y + ui_design(ui, 120) : 0, 0);
		nothing(ui, rest);
	}
	says_title(ui, &found);
	dock(app, ui, &found);
	details(app, ui, &found);
	sodium_memzero(&found, sizeof found);
}

/* --- acting ------------------------------------------------------------------------------------------------------------- */

static void act(struct app *app, int action, int arg)
{
	switch (action) {
	case ACT_CARD:
		app->field = arg;
		break;
	case ACT_CLOSE:
		app->field = 0;
		break;
	case ACT_MORE:
		app->visitor->from = arg;
		break;
	case ACT_PRINT:
		if (print_visitor(app, PRINT_LIST))
			app_toast(app, ui_say(&app->ui, "matches.printing"), 0);
		break;
	case ACT_PRIMARY:
		app_go(app, SCREEN_DONE);
		break;
	case ACT_SECONDARY:
		app_go(app, SCREEN_WORK);
		break;
	default:
		break;
	}
}

static void sample(struct app *app)
{
	static const char *const chosen[] = {"patient-care", "cpr", "spreadsheets", "spanish", "scheduling", "inventory"};
	struct talent *talent = &app->visitor->talent;
	app->printer = true;
	text_copy(app->visitor->given, sizeof app->visitor->given, "Marisol");
	for (size_t i = 0; i < sizeof chosen / sizeof chosen[0]; i++)
		entries_toggle(&talent->skills, TALENT_SKILLS, chosen[i]);
	entries_toggle(&talent->jobs, TALENT_JOBS, "31-9092.00");
}

const struct screen screen_matches = {
	.name = "matches",
	.enter = enter,
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};
