/* What happens by itself: the screen's own deadline, toasts, held keys, the caret, and visitors who walk away. Nothing here
 * polls; app_deadline() says when to come back. */
#include "press.h"
#include "screens/screen.h"

enum { CARET_REST_MS = 10000 };

static bool is_over(const struct app *app, enum screen_id id)
{
	return app->screen == id || (app->screen == SCREEN_STILL_THERE && app->covered == id);
}

/* Text & voice waits as long as the page below it; on the welcome page it must still be cleared some time. */
static int idle_seconds(const struct app *app)
{
	int seconds = screens[app->screen]->idle_s;
	if (is_over(app, SCREEN_ACCESS) && screens[app->under]->idle_s > seconds)
		seconds = screens[app->under]->idle_s;
	if (app->voice.on && seconds > 0 && seconds < TIMING_IDLE_WARNING_LONG_S)
		seconds = TIMING_IDLE_WARNING_LONG_S;
	return seconds * (app->more_time == TIME_DOUBLE ? 2 : 1);
}

static int64_t idle_at(const struct app *app)
{
	int seconds = idle_seconds(app);
	if (seconds == 0 || app->more_time == TIME_NO_LIMIT)
		return -1;
	int64_t since = app->touched > app->entered ? app->touched : app->entered;
	if (app->voice.on && app->voice.heard > since) /* who listens is not gone */
		since = app->voice.heard;
	return since + (int64_t)seconds * 1000;
}

void idle_tick(struct app *app)
{
	press_tick(app);
	print_tick(app);
	if (app->toast_until > 0 && app->toast_until <= app->now)
		app->toast_until = 0;
	const struct screen *screen = screens[app->screen];
	if (app->deadline > 0 && app->deadline <= app->now) {
		app->deadline = 0;
		if (screen->tick)
			screen->tick(app);
	}
	int64_t idle = idle_at(app);
	if (idle >= 0 && idle <= app->now)
		app_cover(app, SCREEN_STILL_THERE);
}

bool idle_caret_rests(const struct app *app)
{
	return app->now - app->touched >= CARET_REST_MS;
}

static void sooner(int64_t *deadline, int64_t at)
{
	if (at >= 0 && (*deadline < 0 || at < *deadline))
		*deadline = at;
}

int64_t app_deadline(const struct app *app)
{
	int64_t deadline = -1;
	sooner(&deadline, idle_at(app));
	sooner(&deadline, app->deadline > 0 ? app->deadline : -1);
	sooner(&deadline, app->toast_until > 0 ? app->toast_until : -1);
	sooner(&deadline, press_deadline(app));
	sooner(&deadline, print_deadline(app));
	sooner(&deadline, voice_deadline(app));
	sooner(&deadline, banner_deadline(app));
	sooner(&deadline, app->ui.wake > 0 && !idle_caret_rests(app) ? app->ui.wake : -1);
	return deadline;
}
