/* The hall is full: a calm page to wait on. It changes by itself as soon as somebody leaves. Who is inside already is not asked
 * to wait, and a registration that has begun is taken in. */
#include "base/text.h"
#include "screens/door_page.h"
#include "screens/seeker.h"

#include <sodium.h>

enum { SHOWN_AS_FULL = 1 };

static bool is_full(const struct app *app)
{
	return app->field == SHOWN_AS_FULL || (app->store && desk_is_full(app->store));
}

static void build(struct app *app, struct ui *ui)
{
	struct rect area = front_page(ui, 0, "header.check_in");
	bool full = is_full(app);
	door_page(app, ui, area,
		  (struct door_answer){.title = ui_say(ui, full ? "full.title" : "full.room.title"),
				       .text = ui_say(ui, full ? "full.text" : "full.room.text"),
				       .icon = full ? ICON_CLOCK : ICON_CHECK});
	struct button go = front_next(ui, !full);
	go.label = ui_say(ui, "full.go.button");
	if (full)
		go.spoken = ui_say(ui, "full.title");
	front_dock(ui, go, front_back(ui));
}

/* Whoever came with a badge or a ticket is in at once; others go the usual way. */
static void go_on(struct app *app)
{
	struct visitor *visitor = app->visitor;
	struct err err;
	if (!visitor->person.id[0] || app->mode == MODE_TOWN_HALL)
		app_go(app, modes[app->mode].start);
	else if (desk_checkin(app->store, visitor->person.id, &visitor->registered, &visitor->already, &err))
		app_go(app, seeker_home(app));
	else
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
}

static void act(struct app *app, int action, int arg)
{
	(void)arg;
	if (action == ACT_PRIMARY && !is_full(app))
		go_on(app);
	else if (action == ACT_SECONDARY)
		app_end_visit(app);
}

static void sample(struct app *app)
{
	app->field = SHOWN_AS_FULL;
}

const struct screen screen_full = {
	.name = "full",
	.build = build,
	.act = act,
	.sample = sample,
	.sample_home = "front",
	.roomy = true,
	.idle_s = TIMING_IDLE_WARNING_LONG_S,
};

/* --- scans -------------------------------------------------------------------------------------------------------------- */

bool full_scan(struct app *app, const char *code, size_t size)
{
	struct scan scan;
	struct err err;
	bool waits = is_full(app) && desk_look(app->store, code, size, &scan, &err) && scan.verdict == VERDICT_VALID;
	if (waits) {
		voice_tone(app, TONE_GOOD);
		bool fresh = app->screen == SCREEN_WELCOME;
		app_forget_visitor(app);
		app->visitor->person = scan.person;
		text_copy(app->visitor->hall.name, sizeof app->visitor->hall.name, scan.person.name);
		if (fresh)
			app_speak(app, scan.person.language);
		app_go(app, SCREEN_FULL);
	}
	sodium_memzero(&scan, sizeof scan);
	return waits;
}
