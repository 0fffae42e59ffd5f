/* How this kiosk was set at the staff desk. The facts are of one device, and read anew whenever the view has changed: what was
 * set somewhere else comes with the next batch, and what was set before the last start with the first fold. */
#include "app.h"

#include "base/text.h"

#include <string.h>

/* Who is in the middle of something keeps the language; where nobody is, the first one begins. */
static void order_languages(struct app *app, const char *languages)
{
	char code[8];
	bool first = app->ui.language == 0 && !app->staff->open && !app->visitor->registered.person[0] &&
		     !app->visitor->given[0];
	text_copy(code, sizeof code, app_language(app));
	catalog_reorder(app->catalog, languages);
	app->ui.language = first ? 0 : catalog_language(app->catalog, code);
}

void app_settings(struct app *app)
{
	char value[64];
	uint64_t revision = store_revision(app->store);
	if (app->settings_revision == revision)
		return;
	app->settings_revision = revision;
	if (view_kiosk_setting(app->store, "languages", value, sizeof value))
		order_languages(app, value);
	bool barred = view_kiosk_setting(app->store, "speech", value, sizeof value) && strcmp(value, "0") == 0;
	app->voice.barred = barred;
	if (barred)
		voice_turn(app, false);
}
