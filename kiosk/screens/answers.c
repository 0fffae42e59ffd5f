/* What the front kiosk does with a scan, whatever page is up: a good one checks in and shows the badge, any other says plainly
 * why not. Whoever held the code up is a new visitor. */
#include "base/log.h"
#include "screens/booth.h"
#include "screens/seeker.h"

#include "base/text.h"

#include <sodium.h>

static bool is_taken(enum verdict verdict)
{
	return verdict == VERDICT_VALID || verdict == VERDICT_ALREADY;
}

static void show_badge(struct app *app, const struct scan *scan)
{
	struct visitor *visitor = app->visitor;
	bool fresh = app->screen == SCREEN_WELCOME;
	app_forget_visitor(app);
	visitor->person = scan->person;
	visitor->already = scan->verdict == VERDICT_ALREADY;
	text_copy(visitor->registered.person, sizeof visitor->registered.person, scan->person.id);
	text_copy(visitor->registered.badge, sizeof visitor->registered.badge, scan->badge);
	text_copy(visitor->registered.token, sizeof visitor->registered.token, scan->token);
	if (fresh)
		app_speak(app, scan->person.language);
	app_go(app, seeker_home(app));
}

void front_scan(struct app *app, const char *code, size_t size)
{
	struct scan scan;
	struct err err;
	struct employer employer;
	if (desk_is_booth_card(code, size) && desk_by_booth_code(app->store, code, size, &employer)) {
		app_forget_visitor(app);
		booth_enter(app, &employer);
		return;
	}
	if (full_scan(app, code, size))
		return;
	bool ok = desk_scan(app->store, code, size, &scan, &err), taken = ok && is_taken(scan.verdict);
	voice_tone(app, taken ? TONE_GOOD : TONE_BAD);
	if (!ok) {
		app_toast(app, ui_say(&app->ui, app_problem(app, &err)), 0);
	} else if (taken) {
		show_badge(app, &scan);
	} else {
		log_line(LOG_INFO, "scan refused: %s", verdict_name(scan.verdict));
		app->visitor->refused = scan.verdict;
		app_go(app, SCREEN_BADGE_NOT_VALID);
	}
	sodium_memzero(&scan, sizeof scan);
}
