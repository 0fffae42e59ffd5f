/* See seeker.h. */
#include "screens/seeker.h"

#include "base/log.h"
#include "base/text.h"
#include "screens/flow.h"

#include <sodium.h>
#include <string.h>

enum { OWN = 100000 /* of a chip's arg: the n-th entry of one's own, not a term */ };

/* --- what may be opened ------------------------------------------------------------------------------------------------- */

static enum age_band age(const struct app *app)
{
	return app->visitor->age != AGE_UNSAID ? app->visitor->age : age_of(&app->visitor->person);
}

bool seeker_offered(const struct app *app)
{
	return app->skills && app->store && app->visitor->registered.person[0] && !age_is_minor(age(app));
}

bool seeker_joined(const struct app *app)
{
	return app->store && view_consent(app->store, app->visitor->registered.person, CONSENT_TALENT);
}

enum screen_id seeker_home(const struct app *app)
{
	return app->visitor->already ? SCREEN_BACK : SCREEN_BADGE;
}

void seeker_open(struct app *app, enum screen_id page)
{
	app->visitor->after = page;
	if (app->visitor->proved)
		seeker_go_on(app);
	else
		app_go(app, SCREEN_PROOF);
}

void seeker_go_on(struct app *app)
{
	enum screen_id page = app->visitor->after;
	bool talent = page == SCREEN_SKILLS;
	if (talent && age(app) == AGE_UNSAID) {
		app_go(app, SCREEN_AGE);
	} else if (talent && !seeker_offered(app)) {
		app_go(app, seeker_home(app));
	} else if (talent && !seeker_joined(app)) {
		app_go(app, SCREEN_SHARE);
	} else {
		app->visitor->after = SCREEN_WELCOME;
		app_go(app, page);
	}
}

/* --- the profile -------------------------------------------------------------------------------------------------------- */

void seeker_begin(struct app *app)
{
	struct visitor *visitor = app->visitor;
	if (visitor->told || !app->skills)
		return;
	json_t *profile = app->store && visitor->registered.person[0] ? view_profile(app->store, visitor->registered.person)
								      : NULL;
	talent_read(&visitor->talent, app->skills, profile);
	json_decref(profile);
	visitor->told = true;
}

void seeker_code(struct app *app)
{
	struct registered *registered = &app->visitor->registered;
	if (registered->badge[0])
		desk_token(app->store, registered->badge, registered->token);
}

bool seeker_save(struct app *app)
{
	struct err err;
	if (desk_profile(app->store, app->visitor->registered.person, &app->visitor->talent, app->skills, &err)) {
		seeker_code(app);
		return true;
	}
	app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	return false;
}

const struct openings *seeker_openings(struct app *app)
{
	uint64_t revision = app->store ? store_revision(app->store) : 0;
	struct err err;
	if (!app->store || !app->skills || !app->folded || (app->openings_revision && app->openings_revision == revision))
		return &app->openings;
	openings_release(&app->openings);
	if (!openings_read(&app->openings, app->store, app->skills, &err))
		log_line(LOG_ERROR, "%s", err.text);
	app->openings_revision = revision;
	return &app->openings;
}

struct entries *seeker_entries(struct app *app, enum term_kind kind)
{
	return kind == TERM_JOB ? &app->visitor->talent.jobs : &app->visitor->talent.skills;
}

size_t seeker_most(enum term_kind kind)
{
	return kind == TERM_JOB ? TALENT_JOBS : TALENT_SKILLS;
}

/* --- chips -------------------------------------------------------------------------------------------------------------- */

void chips_add(struct chips *chips, const char *entry)
{
	for (size_t i = 0; i < chips->count; i++)
		if (skills_same(chips->entries[i], entry))
			return;
	if (chips->count < SEEKER_CHIPS_MOST)
		chips->entries[chips->count++] = entry;
}

const char *seeker_name(struct app *app, enum term_kind kind, const char *entry)
{
	return skills_name(app->skills, kind, entry, app_language(app));
}

/* Of a term its index; of an own entry where it is among those that are chosen. */
static int chip_arg(struct app *app, enum term_kind kind, const char *entry)
{
	const struct entries *entries = seeker_entries(app, kind);
	size_t i;
	if (skills_index(app->skills, kind, entry, &i))
		return (int)i;
	for (i = 0; i < entries->count && !skills_same(entries->list[i], entry);)
		i++;
	return OWN + (int)i;
}

void seeker_toggle(struct app *app, enum term_kind kind, int arg)
{
	struct entries *entries = seeker_entries(app, kind);
	char entry[ENTRY_MOST] = "";
	if (arg >= OWN && (size_t)(arg - OWN) < entries->count)
		text_copy(entry, sizeof entry, entries->list[arg - OWN]);
	else if (arg < OWN)
		text_copy(entry, sizeof entry, skills_id(app->skills, kind, (size_t)arg));
	entries_toggle(entries, seeker_most(kind), entry);
	sodium_memzero(entry, sizeof entry);
}

static void chip(struct app *app, struct ui *ui, struct rect r, enum term_kind kind, const char *entry, int action)
{
	const struct entries *entries = seeker_entries(app, kind);
	char id[NODE_ID_MOST];
	int arg = chip_arg(app, kind, entry);
	bool on = entries_has(entries, entry);
	if (arg >= OWN)
		text_format(id, sizeof id, "chip-own-%d", arg - OWN + 1);
	else
		text_format(id, sizeof id, "chip-%s", entry);
	ui_chip(ui, r,
		(struct chip){.id = id,
			      .label = seeker_name(app, kind, entry),
			      .on = on,
			      .disabled = !on && entries->count >= seeker_most(kind),
			      .action = action,
			      .arg = arg});
}

/* Whether `count` chips from `from` on fit, and a button of width `more` behind them (0 = none). */
static bool fit(struct app *app, struct ui *ui, struct rect area, enum term_kind kind, const struct chips *chips, size_t from,
		size_t count, int more)
{
	struct flow flow = flow_in(area, ui_px(ui, PART_CHIP_HEIGHT), pick(ui, 8, 12, 16));
	struct rect r;
	for (size_t i = 0; i < count; i++)
		if (!flow_next(&flow, ui_chip_width(ui, seeker_name(app, kind, chips->entries[from + i])), &r))
			return false;
	return more == 0 || flow_next(&flow, more, &r);
}

static struct button more_button(struct ui *ui, size_t left, int action)
{
	return (struct button){.id = "more",
			       .label = left ? front_count(ui, "skills.more", left) : ui_say(ui, "skills.first"),
			       .look = BUTTON_QUIET,
			       .icon = left ? ICON_DOWN : ICON_UP,
			       .icon_behind = true,
			       .action = action};
}

void seeker_chips(struct app *app, struct ui *ui, struct rect *area, enum term_kind kind, const struct chips *chips,
		  size_t from, int action, int more_action)
{
	from = from < chips->count ? from : 0;
	size_t left = chips->count - from, count = left;
	bool paged = more_action != ACT_NONE && (from > 0 || !fit(app, ui, *area, kind, chips, 0, chips->count, 0));
	struct button more = more_button(ui, 0, more_action);
	int w = 0;
	while (paged && count > 0) {
		more = more_button(ui, left - count, more_action);
		w = ui_button_width(ui, more);
		if (fit(app, ui, *area, kind, chips, from, count, w))
			break;
		count--;
	}
	struct flow flow = flow_in(*area, ui_px(ui, PART_CHIP_HEIGHT), pick(ui, 8, 12, 16));
	struct rect r;
	for (size_t i = 0; i < count; i++)
		if (flow_next(&flow, ui_chip_width(ui, seeker_name(app, kind, chips->entries[from + i])), &r))
			chip(app, ui, r, kind, chips->entries[from + i], action);
	more.arg = count < left ? (int)(from + count) : 0;
	if (paged && flow_next(&flow, w, &r))
		ui_button(ui, r, more);
	rect_cut_top(area, flow_bottom(&flow) - area->y, 0);
}
