/* The kiosk as a value: which screen is up, who stands in front of it, and what has been typed. Everything of a visitor lives in
 * struct visitor and is overwritten by app_end_visit(). */
#ifndef LANYARD_KIOSK_APP_H
#define LANYARD_KIOSK_APP_H

#include "desk/desk.h"
#include "input.h"
#include "ui/keyboard.h"
#include "ui/ui.h"

enum screen_id {
	SCREEN_WELCOME,
	SCREEN_REGISTERED,
	SCREEN_SCAN_TICKET,
	SCREEN_FIND_NAME,
	SCREEN_PROOF,
	SCREEN_NAME,
	SCREEN_CONTACT,
	SCREEN_CONSENT,
	SCREEN_REVIEW,
	SCREEN_BADGE,
	SCREEN_DONE,
	SCREEN_STILL_THERE,
	SCREEN_BADGE_NOT_VALID,
	SCREEN_ACCESS,
	SCREEN_BOOTH_IDLE,
	SCREEN_BOOTH_LEAD,
	SCREEN_BOOTH_LEADS,
	SCREEN_COUNT
};

enum kiosk_mode { MODE_FRONT, MODE_BOOTH };

enum { FIELD_GRAPHEMES = 40, FIELD_MOST = FIELD_GRAPHEMES * 4 + 1 };

/* All that is known of the person in front of the front kiosk. Never written anywhere but through desk_register(). */
struct visitor {
	char given[FIELD_MOST], family[FIELD_MOST], email[EMAIL_MOST], phone[PHONE_MOST], search[FIELD_MOST];
	signed char consent[CONSENT_COUNT]; /* -1 not answered, 0 no, 1 yes */
	struct registered registered;       /* person id "" until saved */
	struct person person;               /* after a scan or a find */
	char picked[ID_TEXT];               /* row chosen on find-name, waiting for the proof */
	int proof_tries;
	bool already;                       /* was checked in before */
	enum verdict refused;               /* why a scan was not taken */
};

/* What a booth screen shows; only ever this employer's. */
struct booth {
	struct employer employer;
	struct scan scan;      /* the lead card that is open */
	bool note_open;        /* keyboard over the card */
	char note[NOTE_MOST];
	char code[16];         /* typed short code */
	bool code_open;
	int page, filter;
	enum verdict refused;
	bool show_refused;
};

struct app {
	struct ui ui;
	struct store *store;
	struct catalog *catalog;
	enum kiosk_mode mode;
	enum screen_id screen, under; /* under: where a dialog or Text & voice returns to */
	struct visitor *visitor;      /* sodium_malloc'd */
	struct booth booth;
	struct keyboard keyboard;
	int field;                    /* active field of a screen with several */
	int64_t now, wall;            /* of the input being handled */
	int64_t touched;              /* steady time of the last input by a person */
	int64_t entered;              /* steady time the screen came up */
	int64_t deadline;             /* steady time at which the screen's tick() wants to be called, 0 none */
	bool more_time;               /* doubled time-outs */
	char toast[256];
	int64_t toast_until;
	int toast_undo;               /* action, 0 none */
	bool folded;                  /* the whole log is in the view */
	bool quit;
};

/* Prepares an app around an open store. */
bool app_open(struct app *app, struct store *store, struct catalog *catalog, struct render *render, enum kiosk_mode mode,
              const char *employer, struct err *err);
void app_close(struct app *app);

/* The one way state changes. */
void app_input(struct app *app, const struct input *input);
/* Declares the current screen into app->ui.nodes and records its drawing. */
void app_build(struct app *app);
/* Steady time of the next thing that happens by itself (time-out, toast, countdown, caret); -1 never. */
int64_t app_deadline(const struct app *app);

/* For screens. */
void app_go(struct app *app, enum screen_id to);
void app_toast(struct app *app, const char *words, int undo_action);
/* Wipes everything of the visitor, settings of Text & voice included, and shows the mode's first screen. */
void app_end_visit(struct app *app);

#endif
