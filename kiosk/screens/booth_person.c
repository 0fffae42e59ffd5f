/* Part of 15: who stands there, as far as they agreed to share it, and how they fit what this employer looks for. Of a person
 * whom this device does not know yet the badge's own card tells name, work and skills. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/seeker.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* --- reading ------------------------------------------------------------------------------------------------------------- */

/* What the role that fits best asks for: what they have first, then what is missing. */
static void read_asked(struct app *app)
{
	struct booth *booth = &app->booth;
	const struct openings *openings = seeker_openings(app);
	size_t best = talent_best(&booth->talent, openings->list, openings->count, booth->employer.id);
	booth->asked_count = booth->met_count = 0;
	if (best == openings->count)
		return;
	const struct opening *opening = &openings->list[best];
	for (int missing = 0; missing < 2; missing++)
		for (size_t i = 0; i < opening->skill_count; i++)
			if (entries_has(&booth->talent.skills, opening->skills[i]) != (missing == 1)) {
				text_copy(booth->asked[booth->asked_count++], ENTRY_MOST, opening->skills[i]);
				booth->met_count += !missing;
			}
}

static void read_talent(struct app *app)
{
	struct scan *scan = &app->booth.scan;
	talent_init(&app->booth.talent);
	if (!app->skills)
		return;
	if (scan->has_card) {
		desk_card_talent(&scan->card, app->skills, &app->booth.talent);
	} else if (scan->shared) {
		json_t *profile = view_profile(app->store, scan->person.id);
		talent_read(&app->booth.talent, app->skills, profile);
		json_decref(profile);
	}
}

void booth_look(struct app *app, bool always)
{
	struct booth *booth = &app->booth;
	struct lead now;
	uint64_t revision = app->store ? store_revision(app->store) : 0;
	if (!app->store || !app->folded || (!always && booth->looked == revision))
		return;
	booth->looked = revision;
	if (!view_lead(app->store, booth->employer.id, booth->scan.badge, &now))
		return; /* not there any more: what is on the screen goes with the card */
	text_copy(booth->scan.lead.person, sizeof booth->scan.lead.person, now.person);
	text_copy(booth->scan.lead.name, sizeof booth->scan.lead.name, now.name);
	sodium_memzero(&now, sizeof now);
	desk_lead_as_shared(app->store, &booth->scan.lead);
	desk_as_shared(app->store, booth->scan.lead.person, &booth->scan.person, &booth->scan.shared);
	booth->scan.has_card = desk_lead_card(app->store, &booth->scan.lead, &booth->scan.card);
	read_talent(app);
	read_asked(app);
}

const char *booth_headline(struct app *app, const struct talent *talent, const char *words)
{
	size_t term;
	bool known = app->skills && talent->jobs.count && skills_index(app->skills, TERM_JOB, talent->jobs.list[0], &term);
	return known ? seeker_name(app, TERM_JOB, talent->jobs.list[0]) : words;
}

/* --- words --------------------------------------------------------------------------------------------------------------- */

static bool is_known(const struct booth *booth)
{
	return booth->scan.person.id[0] != '\0';
}

const char *booth_name(const struct booth *booth)
{
	return is_known(booth) ? booth->scan.person.name : booth->scan.lead.name;
}

static bool is_shared(const struct booth *booth)
{
	return is_known(booth) ? booth->scan.shared : booth->scan.has_card && booth->scan.card.shared;
}

static const char *headline_of(struct app *app)
{
	const struct booth *booth = &app->booth;
	if (!is_shared(booth))
		return "";
	return booth_headline(app, &booth->talent, is_known(booth) ? booth->scan.person.headline : booth->scan.card.headline);
}

/* Years are known as a band, by its least. */
static const char *experience(struct app *app, struct ui *ui)
{
	static const struct {
		int least;
		const char *band;
	} bands[] = {{1, "1–2"}, {3, "3–5"}, {6, "6–10"}, {11, "10+"}};
	int years = app->booth.talent.years;
	const char *band = NULL;
	for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++)
		band = years >= bands[i].least ? bands[i].band : band;
	if (years < 0)
		return "";
	return band ? ui_fill(ui, "lead.experience", "years", band) : ui_say(ui, "work.starting");
}

/* "Full time, can start in 2 weeks" */
static const char *times(struct app *app, struct ui *ui)
{
	static const char *const hours[HOURS_COUNT] = {"work.full", "work.part", "lead.hours.either"};
	static const char *const starts[START_COUNT] = {"lead.start.now", "lead.start.two_weeks", "lead.start.later"};
	const struct talent *talent = &app->booth.talent;
	const char *a = talent->hours >= 0 ? ui_say(ui, hours[talent->hours]) : "";
	const char *b = talent->start >= 0 ? ui_say(ui, starts[talent->start]) : "";
	if (!*a || !*b)
		return *a ? a : b;
	return booth_fill_two(ui, "lead.times", "hours", a, "start", b);
}

/* The name of a language as it is written in the middle of a sentence. */
static void language_name(struct ui *ui, const char *name, char *out, size_t size)
{
	text_copy(out, size, name);
	if (strcmp(ui_say(ui, "lead.languages.case"), "lower") == 0)
		text_small(out, size);
}

/* The languages among the skills; without any, the one that they use the kiosk in. */
static void speaks(struct app *app, struct ui *ui, char *out, size_t size)
{
	const struct entries *skills = &app->booth.talent.skills;
	char list[NODE_TEXT_MOST] = "", name[ENTRY_MOST];
	for (size_t i = 0; i < skills->count && app->skills; i++) {
		size_t term, used = strlen(list);
		if (!skills_index(app->skills, TERM_SKILL, skills->list[i], &term) || !*skills_iso(app->skills, term))
			continue;
		language_name(ui, seeker_name(app, TERM_SKILL, skills->list[i]), name, sizeof name);
		text_format(list + used, sizeof list - used, "%s%s", used ? ", " : "", name);
	}
	const char *code = app->booth.scan.person.language;
	size_t language = catalog_language(ui->catalog, code);
	if (!list[0] && code[0] && strcmp(catalog_code(ui->catalog, language), code) == 0)
		language_name(ui, say(ui->catalog, language, "language.name"), list, sizeof list);
	text_copy(out, size, list[0] ? ui_fill(ui, "lead.languages", "languages", list) : "");
}

/* --- drawing ------------------------------------------------------------------------------------------------------------- */

/* In one line, or small in two, when several words are too long for one and there is room for both. */
static void fact(struct ui *ui, struct rect *area, const char *id, enum icon icon, const char *words)
{
	int high = ui_line(ui, TYPE_BODY), side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 2),
	    two = 2 * ui_line(ui, TYPE_CAPTION);
	int gap = pick(ui, 10, 18, 22), room = area->w - side - gap;
	bool wide = ui_text_width(ui, TYPE_CAPTION, words) > room, split = strchr(words, ' ') && wide && area->h >= two;
	bool elsewhere = is_large(ui); /* the page behind the button has it, in full size */
	if (!words[0] || area->h < high || (wide && !split && elsewhere))
		return;
	high = split ? two : high;
	struct rect r = rect_cut_top(area, high, pick(ui, 2, 9, 14));
	struct rect at = rect_cut_left(&r, side, gap);
	draw_icon(ui->draw, (struct rect){at.x, r.y + (high - side) / 2, side, side}, icon, COLOR_PRIMARY_TINT_TEXT);
	ui_text(ui, r, words,
		(struct text){.id = id,
			      .type = split ? TYPE_CAPTION : TYPE_BODY,
			      .color = COLOR_TEXT,
			      .on = COLOR_SURFACE,
			      .lines = split ? 2 : 1,
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

void booth_facts(struct app *app, struct ui *ui, struct booth_fact facts[BOOTH_FACTS])
{
	const struct person *person = &app->booth.scan.person;
	static const struct booth_fact empty[BOOTH_FACTS] = {{"experience", ICON_BRIEFCASE, ""},
							     {"times", ICON_CLOCK, ""},
							     {"languages", ICON_SPEECH, ""},
							     {"email", ICON_MAIL, ""},
							     {"phone", ICON_PHONE, ""}};
	memcpy(facts, empty, sizeof empty);
	text_copy(facts[0].words, sizeof facts[0].words, experience(app, ui));
	text_copy(facts[1].words, sizeof facts[1].words, times(app, ui));
	speaks(app, ui, facts[2].words, sizeof facts[2].words);
	text_copy(facts[3].words, sizeof facts[3].words, person->email);
	front_phone(person->phone, facts[4].words, sizeof facts[4].words);
}

static void details(struct app *app, struct ui *ui, struct rect *area)
{
	struct booth_fact facts[BOOTH_FACTS];
	booth_facts(app, ui, facts);
	for (int i = 0; i < BOOTH_FACTS; i++)
		fact(ui, area, facts[i].id, facts[i].icon, facts[i].words);
	sodium_memzero(facts, sizeof facts);
}

/* "You met at 11:05" in a tinted strip, when this is not the first scan. */
static void met_before(struct app *app, struct ui *ui, struct rect *area)
{
	const struct booth *booth = &app->booth;
	const char *words = ui_fill(ui, "lead.before", "time", booth_time(ui, booth->scan.lead.first_scanned_at));
	int side = ui_px(ui, PART_ICON_SMALL) - ui_design(ui, 4), pad = pick(ui, 8, 14, 20), gap = pick(ui, 8, 12, 16);
	bool two = ui_text_width(ui, TYPE_LABEL, words) > area->w - side - gap - 2 * pad;
	int high = (two ? 2 : 1) * ui_line(ui, TYPE_LABEL) + pick(ui, 8, 16, 24);
	if (booth->scan.verdict != VERDICT_ALREADY || area->h < high)
		return;
	struct rect r = rect_cut_top(area, high, pick(ui, 8, 16, 22));
	draw_round(ui->draw, r, ui_px(ui, RADIUS_KEY), CORNERS_ALL, COLOR_INFO_TINT, COLOR_NONE, 0);
	r = rect_inset(r, pad, 0);
	struct rect at = rect_cut_left(&r, side, gap);
	draw_icon(ui->draw, (struct rect){at.x, r.y + (r.h - side) / 2, side, side}, ICON_CLOCK, COLOR_INFO);
	ui_text(ui, r, words,
		(struct text){.id = "before",
			      .type = TYPE_LABEL,
			      .color = COLOR_TEXT,
			      .on = COLOR_INFO_TINT,
			      .lines = 2,
			      .shrink = by_class(ui, 20, 24, 28),
			      .middle = true});
}

/* --- the panel ----------------------------------------------------------------------------------------------------------- */

/* How the title is heard. */
static void say_person(struct app *app, struct ui *ui)
{
	const char *name = booth_name(&app->booth), *headline = headline_of(app);
	if (name[0])
		front_says(ui, "title",
			   headline[0] ? booth_fill_two(ui, "spoken.lead", "name", name, "headline", headline)
				       : ui_fill(ui, "spoken.lead_plain", "name", name),
			   true);
}

static void who(struct app *app, struct ui *ui, struct rect *area)
{
	const char *name = booth_name(&app->booth), *headline = headline_of(app);
	struct text text = {.id = "title",
			    .type = is_compact(ui) ? is_large(ui) ? TYPE_HEADING : TYPE_TITLE
				    : is_large(ui) ? TYPE_TITLE_TIGHT
						   : TYPE_NUMERAL,
			    .color = COLOR_TEXT,
			    .on = COLOR_SURFACE,
			    .lines = 2,
			    .shrink = is_compact(ui) ? 22 : 34,
			    .heading = true,
			    .personal = true};
	rect_cut_top(area, ui_text(ui, *area, name[0] ? name : ui_say(ui, "lead.unknown.title"), text), pick(ui, 2, 2, 6));
	text = (struct text){.id = "headline",
			     .type = is_large(ui) ? TYPE_LABEL : TYPE_HEADING,
			     .color = COLOR_TEXT,
			     .on = COLOR_SURFACE,
			     .lines = 2,
			     .shrink = 20,
			     .personal = true};
	rect_cut_top(area, headline[0] ? ui_text(ui, *area, headline, text) : 0, pick(ui, 4, 10, 14));
}

/* Where the panel has no room for all of it, a button at the end of its first line leads to the page that has. Returns how
 * high it is. */
static int about_button(struct ui *ui, struct rect *line)
{
	int side = pick(ui, 57, 72, 96);
	struct rect at = rect_cut_right(line, side, pick(ui, 6, 12, 16));
	ui_button(ui, (struct rect){at.x, at.y, side, side},
		  (struct button){.id = "about",
				  .label = ui_say(ui, "lead.about.button"),
				  .look = BUTTON_SECONDARY,
				  .icon = ICON_INFO,
				  .icon_only = true,
				  .action = ACT_ABOUT});
	return side;
}

void booth_person(struct app *app, struct ui *ui, struct rect r)
{
	const struct booth *booth = &app->booth;
	char code[SHORT_CODE_TEXT];
	struct rect area = rect_inset(r, pick(ui, 16, 32, 44), pick(ui, 8, 26, 36));
	bool about = is_shared(booth) && (is_compact(ui) || is_large(ui) || !booth_skills_fit(app, ui, area));
	struct rect top = area;
	ui_panel(ui, r, COLOR_SURFACE, COLOR_DIVIDER);
	int beside = about ? about_button(ui, &top) : 0;
	who(app, ui, &top);
	rect_cut_top(&area, top.y - area.y > beside ? top.y - area.y : beside, 0);
	say_person(app, ui);
	met_before(app, ui, &area);
	struct rect skills = is_shared(booth) ? booth_skills_cut(app, ui, &area) : (struct rect){.h = 0};
	if (!is_known(booth) && !booth->scan.has_card)
		sentence(ui, &area, "unknown", ui_say(ui, "lead.unknown.text"));
	else if (!is_shared(booth))
		sentence(ui, &area, "private", ui_fill(ui, "lead.private", "name", booth_name(booth)));
	else
		details(app, ui, &area);
	if (booth->scan.has_card && booth->scan.card.shared)
		sentence(ui, &area, "from-badge", ui_say(ui, "lead.from_badge"));
	token_short_code(booth->scan.badge, code);
	fact(ui, &area, "code", ICON_BADGE, booth->scan.badge[0] ? code : "");
	booth_skills(app, ui, skills);
}
