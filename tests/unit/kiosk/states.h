/* What the pages of visitors and booths show besides their samples: the other answers, the other pages, what is chosen or
 * missing. Each begins from the sample of its screen and is looked at like it. */
#ifndef LANYARD_TESTS_STATES_H
#define LANYARD_TESTS_STATES_H

#include "scenes.h"

#include "device/state.h"
#include "screens/booth.h"

#include <sodium.h>

static inline void at_hour(struct app *app, int hour, int minute)
{
	app->wall = demo_now + ((int64_t)(hour - 13) * 60 + (minute - 24)) * 60000; /* the demo's day stands at 1:24 PM */
}

static inline void before_opening(struct app *app)
{
	at_hour(app, 0, 5);
}
static inline void soon_closing(struct app *app)
{
	at_hour(app, 15, 45);
}
static inline void over(struct app *app)
{
	at_hour(app, 23, 0);
}

static inline void closed(struct app *app)
{
	ASSERT_OK(staff_close(app->store, true, &err));
}

static inline void open_again(struct app *app)
{
	ASSERT_OK(staff_close(app->store, false, &err));
}

static inline void no_printer(struct app *app)
{
	app->devices[EQUIPMENT_PRINTER].condition = PRINTER_MISSING;
	app->printer = false;
}

static inline void no_scanner(struct app *app)
{
	app->devices[EQUIPMENT_SCANNER].condition = SCANNER_MISSING;
}
static inline void field_1(struct app *app)
{
	app->field = 1;
}
static inline void field_2(struct app *app)
{
	app->field = 2;
}
static inline void field_3(struct app *app)
{
	app->field = 3;
}
static inline void rest(struct app *app)
{
	app->field = 0;
}

static inline void in_hall(struct app *app)
{
	app->mode = MODE_TOWN_HALL;
	text_copy(app->visitor->hall.name, sizeof app->visitor->hall.name, "Wideline Pierre");
}

static inline void hall_done(struct app *app)
{
	in_hall(app);
	text_copy(app->visitor->hall.question, sizeof app->visitor->hall.question, "When do buses run?");
	text_copy(app->visitor->registered.person, ID_TEXT, "SAMPLE");
}

static inline void hall_other_page(struct app *app)
{
	app->visitor->hall.page = !app->visitor->hall.page;
	text_copy(app->visitor->hall.topics[2], TOPIC_ID_MOST, "housing");
}

static inline void open_field(struct app *app, const char *id)
{
	app_build(app);
	struct node *node = nodes_find(app->ui.nodes, id);
	if (node)
		screens[app->screen]->act(app, node->action, node->arg);
}

static inline void typing_name(struct app *app)
{
	app->visitor->hall.page = 0;
	open_field(app, "name");
}

static inline void typing_email(struct app *app)
{
	app->visitor->hall.page = 0;
	open_field(app, "email");
}

static inline void typing_question(struct app *app)
{
	app->visitor->hall.page = 0;
	open_field(app, "question");
}

static inline void typing_code(struct app *app)
{
	open_field(app, "code");
}

static inline void wrong_code(struct app *app)
{
	app->booth.code_unknown = true;
}

static inline void wrong_pin(struct app *app)
{
	app->staff->wrong = 2;
	app->staff->digits[0] = '\0';
}

static inline void setup_uses(struct app *app)
{
	app->visitor->setup.page = 1;
}
static inline void setup_wrong(struct app *app)
{
	app->visitor->setup.news = ENROL_WRONG;
}
static inline void setup_unreachable(struct app *app)
{
	app->visitor->setup.news = ENROL_UNREACHABLE;
}

static inline void setup_file(struct app *app)
{
	text_copy(app->visitor->setup.job.file, sizeof app->visitor->setup.job.file, "/media/stick/kiosk.invite");
}

static inline void setup_pin_known(struct app *app)
{
	char hash[PIN_HASH_MOST];
	if (!staff_pin_hash(app->store, hash))
		ASSERT_OK(staff_pin_set(app->store, "274935", &err));
}

static inline void phone_page(struct app *app)
{
	app->visitor->no_email = true;
	app->visitor->email[0] = '\0';
	text_copy(app->visitor->phone, sizeof app->visitor->phone, "305555");
}

static inline void by_phone(struct app *app)
{
	app->visitor->email[0] = '\0';
	text_copy(app->visitor->phone, sizeof app->visitor->phone, "+13055550142");
}

static inline void misspelt(struct app *app)
{
	text_copy(app->visitor->email, sizeof app->visitor->email, "marisol@gmial.com");
}

static inline void minor(struct app *app)
{
	app->visitor->age = AGE_16_17;
}
static inline void printing(struct app *app)
{
	app->visitor->print.is = PRINT_RUNS;
}

static inline void nobody_found(struct app *app)
{
	text_copy(app->visitor->search, sizeof app->visitor->search, "zacarias");
}

static inline void proof_locked(struct app *app)
{
	app->visitor->proof_tries = 3;
	app->keyboard.hidden = true;
}

static inline void malformed(struct app *app)
{
	app->visitor->refused = VERDICT_MALFORMED;
}
static inline void foreign(struct app *app)
{
	app->visitor->refused = VERDICT_FOREIGN;
}
static inline void revoked(struct app *app)
{
	app->visitor->refused = VERDICT_REVOKED;
}
static inline void unknown(struct app *app)
{
	app->visitor->refused = VERDICT_UNKNOWN;
}

static inline void ten_skills(struct app *app)
{
	struct entries *skills = &app->visitor->talent.skills;
	for (size_t i = 0; skills->count < TALENT_SKILLS && i < skills_count(app->skills, TERM_SKILL); i++)
		if (!entries_has(skills, skills_id(app->skills, TERM_SKILL, i)))
			entries_toggle(skills, TALENT_SKILLS, skills_id(app->skills, TERM_SKILL, i));
}

static inline void nothing_fits(struct app *app)
{
	sodium_memzero(&app->visitor->talent, sizeof app->visitor->talent);
}

static inline void choosing_status(struct app *app)
{
	app->booth.choosing = CHOOSE_STATUS;
}
static inline void choosing_step(struct app *app)
{
	app->booth.choosing = CHOOSE_STEP;
}

static inline void typing_note(struct app *app)
{
	open_field(app, "note");
}

static inline void met_before(struct app *app)
{
	app->booth.scan.verdict = VERDICT_ALREADY;
	app->booth.scan.lead.first_scanned_at = (struct moment){.wall = app->wall - 3600000};
}

static inline void not_shared(struct app *app)
{
	app->booth.scan.shared = false;
}

static inline void many_skills(struct app *app)
{
	struct booth *booth = &app->booth;
	for (size_t i = 0; booth->asked_count < OPENING_SKILLS && i < skills_count(app->skills, TERM_SKILL); i++)
		text_copy(booth->asked[booth->asked_count++], ENTRY_MOST, skills_id(app->skills, TERM_SKILL, i));
}

static inline void second_page(struct app *app)
{
	app->booth.about_page = 1;
}

static inline void scan_refused(struct app *app)
{
	app->booth.show_refused = true;
	app->booth.refused = VERDICT_FOREIGN;
}

static inline void no_leads(struct app *app)
{
	memset(app->booth.counts, 0, sizeof app->booth.counts);
	app->booth.row_count = 0;
}

static const struct state {
	enum screen_id screen;
	const char *name;
	void (*set)(struct app *app);
	void (*undo)(struct app *app); /* of what lies in the store; NULL */
} states[] = {
	{SCREEN_WELCOME, "before opening", before_opening, NULL},
	{SCREEN_WELCOME, "soon closing", soon_closing, NULL},
	{SCREEN_WELCOME, "over", over, NULL},
	{SCREEN_WELCOME, "closed", closed, open_again},
	{SCREEN_WELCOME, "no printer", no_printer, NULL},
	{SCREEN_WELCOME, "hall", in_hall, NULL},
	{SCREEN_REGISTERED, "no scanner", no_scanner, NULL},
	{SCREEN_FIND_NAME, "nobody", nobody_found, NULL},
	{SCREEN_PROOF, "locked", proof_locked, NULL},
	{SCREEN_CONTACT, "phone", phone_page, NULL},
	{SCREEN_CONTACT, "misspelt", misspelt, NULL},
	{SCREEN_AGE, "hall", in_hall, NULL},
	{SCREEN_YOUNG, "hall", in_hall, NULL},
	{SCREEN_CONSENT, "phone", by_phone, NULL},
	{SCREEN_CONSENT, "page 2", field_1, NULL},
	{SCREEN_CONSENT, "page 3", field_2, NULL},
	{SCREEN_REVIEW, "no printer", no_printer, NULL},
	{SCREEN_REVIEW, "minor", minor, NULL},
	{SCREEN_BADGE, "printing", printing, NULL},
	{SCREEN_BADGE, "minor", minor, NULL},
	{SCREEN_BACK, "leaving", field_1, NULL},
	{SCREEN_SKILLS, "ten", ten_skills, NULL},
	{SCREEN_WORK, "page 2", field_1, NULL},
	{SCREEN_WORK, "page 3", field_2, NULL},
	{SCREEN_MORE, "page 2", field_1, NULL},
	{SCREEN_MATCHES, "one booth", field_1, NULL},
	{SCREEN_MATCHES, "none", nothing_fits, NULL},
	{SCREEN_TOWN_HALL, "other page", hall_other_page, NULL},
	{SCREEN_TOWN_HALL, "name", typing_name, NULL},
	{SCREEN_TOWN_HALL, "email", typing_email, NULL},
	{SCREEN_TOWN_HALL, "question", typing_question, NULL},
	{SCREEN_EXIT, "rest", rest, NULL},
	{SCREEN_EXIT, "not here", field_2, NULL},
	{SCREEN_EXIT, "refused", field_3, NULL},
	{SCREEN_FULL, "room", rest, NULL},
	{SCREEN_NOTICES, "equal", rest, NULL},
	{SCREEN_NOTICES, "data", field_2, NULL},
	{SCREEN_SETUP, "uses", setup_uses, NULL},
	{SCREEN_SETUP, "code", typing_code, NULL},
	{SCREEN_SETUP, "wrong", setup_wrong, NULL},
	{SCREEN_SETUP, "unreachable", setup_unreachable, NULL},
	{SCREEN_SETUP, "file", setup_file, NULL},
	{SCREEN_SETUP_DONE, "scanned, no printer", no_printer, NULL},
	{SCREEN_SETUP_DONE, "scanned", field_1, NULL},
	{SCREEN_SETUP_PIN, "known", setup_pin_known, NULL},
	{SCREEN_BOOTH_DOOR, "wrong", wrong_code, NULL},
	{SCREEN_STAFF_PIN, "wrong", wrong_pin, NULL},
	{SCREEN_DONE, "hall", hall_done, NULL},
	{SCREEN_BOOTH_IDLE, "no leads", no_leads, NULL},
	{SCREEN_BOOTH_IDLE, "refused", scan_refused, NULL},
	{SCREEN_BOOTH_LEAD, "status", choosing_status, NULL},
	{SCREEN_BOOTH_LEAD, "next step", choosing_step, NULL},
	{SCREEN_BOOTH_LEAD, "note", typing_note, NULL},
	{SCREEN_BOOTH_LEAD, "met before", met_before, NULL},
	{SCREEN_BOOTH_LEAD, "not shared", not_shared, NULL},
	{SCREEN_BOOTH_LEAD, "many skills", many_skills, NULL},
	{SCREEN_BOOTH_ABOUT, "page 2", second_page, NULL},
	{SCREEN_BOOTH_ABOUT, "many skills", many_skills, NULL},
	{SCREEN_BOOTH_LEADS, "none", no_leads, NULL},
	{SCREEN_BADGE_NOT_VALID, "malformed", malformed, NULL},
	{SCREEN_BADGE_NOT_VALID, "foreign", foreign, NULL},
	{SCREEN_BADGE_NOT_VALID, "revoked", revoked, NULL},
	{SCREEN_BADGE_NOT_VALID, "unknown", unknown, NULL},
};
enum { STATES = sizeof states / sizeof states[0] };

/* Every state in the first `languages` languages (0: all), sizes and text sizes. */
static inline void for_each_state(struct player *player, size_t languages, struct check *checks, size_t count)
{
	languages = within(languages, catalog_count(player->catalog));
	for (int i = 0; i < STATES * (int)languages * SIZES * SCALES; i++) {
		int rest_of = i;
		struct scene scene = {.player = player, .theme = THEME_LIGHT};
		scene.scale = rest_of % SCALES, rest_of /= SCALES;
		scene.size = rest_of % SIZES, rest_of /= SIZES;
		scene.language_index = (size_t)rest_of % languages, rest_of /= (int)languages;
		const struct state *state = &states[rest_of];
		scene.id = state->screen;
		scene.screen = screens[scene.id]->name;
		scene.language = catalog_code(player->catalog, scene.language_index);
		scene_show(&scene);
		state->set(&player->app);
		app_build(&player->app);
		text_format(scene.name, sizeof scene.name, "%s (%s).%s.%dx%d.x%.2f", scene.screen, state->name, scene.language,
			    sizes[scene.size].w, sizes[scene.size].h, scales[scene.scale]);
		for (size_t c = 0; c < count; c++) {
			checking = &checks[c];
			checking->look(&scene);
		}
		if (state->undo)
			state->undo(&player->app);
	}
}

#endif
