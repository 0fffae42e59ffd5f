/* See banner.h. Only a kiosk that has a hub can sync later; one that works alone has nothing to tell. */
#include "banner.h"

#include "app.h"
#include "screens/screen.h"

enum { WAIT_MS = 10000, SAVED_MS = TIMING_TOAST_S * 1000 };

static bool is_missed(const struct app *app)
{
	enum condition network = app->devices[EQUIPMENT_NETWORK].condition, sync = app->devices[EQUIPMENT_SYNC].condition;
	bool hub = sync != SYNC_NONE && sync != CONDITION_UNKNOWN;
	return hub && (network == NETWORK_DOWN || network == NETWORK_NO_HUB);
}

void banner_tick(struct app *app)
{
	struct banner *banner = &app->banner;
	bool missed = is_missed(app);
	if (missed && !banner->since)
		banner->since = app->now > 0 ? app->now : 1;
	if (missed && app->now - banner->since >= WAIT_MS) {
		banner->shown = true;
		banner->saved = 0;
	}
	if (!missed) {
		if (banner->shown)
			banner->saved = app->now + SAVED_MS;
		banner->since = 0;
		banner->shown = false;
	}
	if (banner->saved && banner->saved <= app->now)
		banner->saved = 0;
}

int64_t banner_deadline(const struct app *app)
{
	const struct banner *banner = &app->banner;
	if (banner->saved)
		return banner->saved;
	return banner->since && !banner->shown ? banner->since + WAIT_MS : -1;
}

/* On pages where somebody stands: not the first of a mode. */
void banner_show(struct app *app)
{
	const struct banner *banner = &app->banner;
	struct ui *ui = &app->ui;
	ui->notice = (struct notice){.bold = NULL};
	if ((!banner->shown && !banner->saved) || app->screen == modes[app->mode].first || app->mode == MODE_BOOTH)
		return;
	ui->notice = (struct notice){.bold = ui_say(ui, banner->shown ? "offline.title" : "offline.back"),
				     .words = banner->shown ? ui_say(ui, "offline.text") : "",
				     .icon = banner->shown ? ICON_CLOUD_LATER : ICON_CHECK,
				     .said = banner->said,
				     .below = screens[app->screen]->roomy && ui->profile.size != SIZE_COMPACT &&
					      ui->text_scale < 1.1};
}
