/* See scan.h. Of a code that was seen only a digest is kept. */
#include "scan.h"

#include "app.h"
#include "screens/screen.h"

#include <sodium.h>
#include <string.h>

bool scans_open(struct scans *scans)
{
	*scans = (struct scans){.waiting = sodium_allocarray(SCANS_WAITING, sizeof *scans->waiting)};
	return scans->waiting != NULL;
}

void scans_close(struct scans *scans)
{
	sodium_free(scans->waiting);
	sodium_memzero(scans, sizeof *scans);
}

void scans_forget(struct app *app)
{
	sodium_memzero(app->scans.recent, sizeof app->scans.recent);
}

/* Whether the code was seen a moment ago; it is remembered from now on, in place of the one that was seen longest ago. */
static bool is_again(struct scans *scans, const struct input *scan)
{
	unsigned char digest[SCAN_DIGEST];
	struct recent_scan *oldest = &scans->recent[0];
	crypto_generichash(digest, sizeof digest, (const unsigned char *)scan->scan, scan->size, NULL, 0);
	for (size_t i = 0; i < SCANS_RECENT; i++) {
		struct recent_scan *recent = &scans->recent[i];
		if (recent->until && memcmp(recent->digest, digest, sizeof digest) == 0) {
			bool again = scan->at < recent->until;
			recent->until = scan->at + SCAN_AGAIN_MS;
			return again;
		}
		if (recent->until < oldest->until)
			oldest = recent;
	}
	memcpy(oldest->digest, digest, sizeof digest);
	oldest->until = scan->at + SCAN_AGAIN_MS;
	return false;
}

static void decide(struct app *app, const struct input *scan)
{
	const struct screen *screen = screens[app->screen];
	app->scans.source = (enum scan_source)scan->x;
	if (screen->scan)
		screen->scan(app, scan->scan, scan->size);
	else if (modes[app->mode].scan)
		modes[app->mode].scan(app, scan->scan, scan->size);
}

void scans_go_on(struct app *app)
{
	struct scans *scans = &app->scans;
	for (size_t i = 0; i < scans->waiting_count; i++)
		decide(app, &scans->waiting[i]);
	sodium_memzero(scans->waiting, SCANS_WAITING * sizeof *scans->waiting);
	scans->waiting_count = 0;
}

/* While the log is still being folded, what is not folded could still say "revoked". */
static void wait_or_decide(struct app *app, const struct input *scan)
{
	struct scans *scans = &app->scans;
	if (app->folded) {
		decide(app, scan);
	} else if (scans->waiting_count < SCANS_WAITING) {
		scans->waiting[scans->waiting_count++] = *scan;
		app_toast(app, ui_say(&app->ui, "welcome.loading"), 0);
	} else {
		while (app_fold(app, SIZE_MAX)) {
		}
		decide(app, scan);
	}
}

void scans_take(struct app *app, const struct input *scan)
{
	bool known = scan->x >= 0 && scan->x < SCAN_SOURCE_COUNT;
	if (known && !is_again(&app->scans, scan))
		wait_or_decide(app, scan);
}
