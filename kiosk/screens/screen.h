/* The table of screens: a screen is a row, and the loop knows nothing of registration or booths.
 *
 * To add a screen: write screens/NAME.c with a `const struct screen screen_NAME`, add it to enum screen_id and to the table in
 * screens.c, and its words to every assets/lang/LL.po. build() declares its nodes top to bottom as the visitor sees them; act()
 * gets the action and argument of the node that was pressed. `lanyard-kiosk --shots` and the tests then cover it by themselves:
 * give it a sample() that fills in what it shows. What it says on arrival is "spoken.NAME" in the catalogue, or its title; what
 * shows or says something of a visitor is marked personal, or a test finds it. */
#ifndef LANYARD_SCREENS_SCREEN_H
#define LANYARD_SCREENS_SCREEN_H

#include "app.h"
#include "ui/ui.h"

/* Actions that mean the same on every screen; a screen's own begin at ACT_SCREEN. */
enum action {
	ACT_NONE,
	ACT_PRIMARY,
	ACT_SECONDARY, /* Back, or the other button of the dock */
	ACT_START_OVER,
	ACT_LANGUAGE, /* arg: index */
	ACT_ACCESS,
	ACT_KEY, /* of the on-screen keyboard, arg: key number */
	ACT_TOAST,
	ACT_SCREEN = 100,
};

struct screen {
	const char *name; /* "name": in --tree, --shots and logs */
	void (*enter)(struct app *app);
	void (*build)(struct app *app, struct ui *ui);
	void (*act)(struct app *app, int action, int arg);
	void (*type)(struct app *app, int32_t codepoint);             /* a real keyboard's character; NULL: ignored */
	void (*scan)(struct app *app, const char *code, size_t size); /* NULL: the mode's usual answer */
	void (*tick)(struct app *app);                                /* called when `deadline` is reached; NULL: none */
	void (*sample)(struct app *app);                              /* fills in what --shots shows */
	const char *sample_home;                                      /* "front" or "booth": which --mode it belongs to */
	bool roomy;  /* there is room for a banner below its header, unless the screen is small or the text large */
	bool camera; /* a camera may look while it is up */
	int idle_s;  /* seconds without input until "Still there?"; 0 = never asks */
};

/* NULL where a screen is not there yet. */
extern const struct screen *const screens[SCREEN_COUNT];

/* What a mode begins with, and what it does with a scan that the screen leaves alone. */
struct mode {
	const char *name; /* of --mode */
	enum screen_id first;
	enum screen_id start; /* where the language buttons of the welcome page lead */
	void (*scan)(struct app *app, const char *code, size_t size);
};
extern const struct mode modes[MODE_COUNT];
void front_scan(struct app *app, const char *code, size_t size);
void booth_scan(struct app *app, const char *code, size_t size);
void hall_scan(struct app *app, const char *code, size_t size);
/* Signs in what was typed on the town hall's page; the age is said by now. */
void hall_sign(struct app *app);
/* How joining went. */
void setup_answer(struct app *app, enum enrol_news news);
/* Checks out the visitor whose badge was scanned, and says so. */
void exit_leave(struct app *app);
void exit_scan(struct app *app, const char *code, size_t size);
/* Whether somebody who is not inside has to wait because the hall is full; then the page that says so is up. */
bool full_scan(struct app *app, const char *code, size_t size);

#endif
