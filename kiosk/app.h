/* The kiosk as a value: which screen is up, who stands in front of it, and what has been typed. Everything of a visitor lives
 * in struct visitor and is overwritten by app_end_visit(). */
#ifndef LANYARD_KIOSK_APP_H
#define LANYARD_KIOSK_APP_H

#include "banner.h"
#include "desk/townhall.h"
#include "device/enrol.h"
#include "device/health.h"
#include "input.h"
#include "print.h"
#include "scan.h"
#include "screens/spelling.h"
#include "sight.h"
#include "staff.h"
#include "talent/openings.h"
#include "ui/keyboard.h"
#include "ui/ui.h"
#include "voice.h"

enum screen_id {
	SCREEN_WELCOME,
	SCREEN_REGISTERED,
	SCREEN_SCAN_TICKET,
	SCREEN_SCAN_CAMERA,
	SCREEN_FIND_NAME,
	SCREEN_PROOF,
	SCREEN_NAME,
	SCREEN_CONTACT,
	SCREEN_AGE,
	SCREEN_YOUNG,
	SCREEN_CONSENT,
	SCREEN_REVIEW,
	SCREEN_BADGE,
	SCREEN_PRINTER_TROUBLE,
	SCREEN_BACK,
	SCREEN_SHARE,
	SCREEN_MEETINGS,
	SCREEN_SKILLS,
	SCREEN_WORK,
	SCREEN_MORE,
	SCREEN_SEEK,
	SCREEN_MATCHES,
	SCREEN_TOWN_HALL,
	SCREEN_EXIT,
	SCREEN_FULL,
	SCREEN_NOTICES,
	SCREEN_SETUP,
	SCREEN_SETUP_DONE,
	SCREEN_SETUP_PIN,
	SCREEN_DONE,
	SCREEN_STILL_THERE,
	SCREEN_BADGE_NOT_VALID,
	SCREEN_ACCESS,
	SCREEN_BOOTH_DOOR,
	SCREEN_BOOTH_IDLE,
	SCREEN_BOOTH_LEAD,
	SCREEN_BOOTH_ABOUT,
	SCREEN_BOOTH_LEADS,
	SCREEN_STAFF_PIN,
	SCREEN_STAFF_DESK,
	SCREEN_STAFF_PEOPLE,
	SCREEN_STAFF_PERSON,
	SCREEN_STAFF_EDIT,
	SCREEN_STAFF_BOOTHS,
	SCREEN_STAFF_DEVICES,
	SCREEN_STAFF_TEST,
	SCREEN_STAFF_SETTINGS,
	SCREEN_COUNT
};

enum kiosk_mode { MODE_FRONT, MODE_BOOTH, MODE_TOWN_HALL, MODE_EXIT, MODE_SETUP, MODE_COUNT };

enum { FIELD_GRAPHEMES = 40, FIELD_MOST = FIELD_GRAPHEMES * 4 + 1 };

/* All that is known of the person in front of the front kiosk. Never written anywhere but through desk_register(). */
struct visitor {
	char given[FIELD_MOST], family[FIELD_MOST], email[EMAIL_MOST], phone[PHONE_MOST], search[FIELD_MOST];
	signed char consent[CONSENT_COUNT]; /* -1 not answered, 0 no, 1 yes */
	struct registered registered;       /* person id "" until saved */
	struct person person;               /* after a scan or a find */
	char picked[ID_TEXT];               /* row chosen on find-name, waiting for the proof */
	char proof[8];                      /* what is typed there */
	int proof_tries;
	bool proved;          /* it is them: registered in this visit, or the proof was right */
	enum screen_id after; /* where the proof, the age and the question to join lead on to; 0 = to the check-in */
	bool leaving;         /* asked to leave the Talent Database; the proof comes first */
	enum age_band age;
	bool already;           /* was checked in before */
	enum verdict refused;   /* why a scan was not taken */
	char called[NAME_MOST]; /* first word of the person's name */
	const char *domains[5]; /* on the keyboard's top row while an e-mail is typed */
	bool no_email;          /* "I don't use email": the contact page asks for a phone */
	bool editing;           /* an Edit of the review page is open: Next returns there */
	bool told;              /* `talent` was read: what was said before, and what is chosen now */
	struct talent talent;
	int group, from;  /* on the pages of skills, jobs and booths: the group that is open, the first that is shown */
	bool seeking_job; /* what the search page looks for */
	char booth[16];   /* where to go first, once it was found */
	struct {
		char name[NAME_MOST], question[QUESTION_MOST];
		char topics[TOPICS_CHOSEN][TOPIC_ID_MOST]; /* ids, "" = none */
		int page;                                  /* where its one page is two */
	} hall;
	struct setup {
		struct enrolment job;
		int use, page; /* use: an enum kiosk_mode, -1 not chosen */
		bool busy, no_file /* a code, although there is a file */;
		enum enrol_news news;
	} setup;
	struct print_wait print; /* the badge that was ordered last */
	char problem[40];        /* key of what the page has to say about the last try, "" nothing */
};

enum { LEADS_PAGE_MOST = 12, LEAD_FILTERS = 4 };

/* A lead as the lists show it. */
struct lead_row {
	char badge[BADGE_TEXT], name[NAME_MOST], headline[HEADLINE_MOST], status[24], next_step[128];
	struct moment at;
	int rating;
};

/* What a booth screen shows; only ever this employer's. */
struct booth {
	struct employer employer;
	bool by_code;                /* opened with the booth's code: it can be locked again, */
	enum kiosk_mode locked_mode; /* and this is what the kiosk is then */
	struct scan scan;            /* the lead card that is open; its lead holds what was chosen, as stored */
	bool from_list;              /* it was opened from the list, where Back leads */
	uint64_t looked;             /* store's revision when what is shown of the person was read */
	struct talent talent;
	char asked[OPENING_SKILLS][ENTRY_MOST]; /* skills of the role that fits best, those the person has first */
	size_t asked_count, met_count;
	int choosing;   /* enum booth_choice: a page of the card on which one of a few is chosen */
	int about_page; /* of all that is known of the person */
	bool note_open; /* keyboard over the card */
	char note[NOTE_MOST];
	char removed[BADGE_TEXT]; /* the scan that was undone last, for the toast that brings it back */
	char code[16];            /* typed short code */
	bool code_open, code_unknown;
	enum verdict refused;
	bool show_refused;

	/* Read from the view; anew when the store's revision is another. */
	bool listed;
	uint64_t revision;
	size_t language; /* that jobs were written in */
	int page, filter, per_page;
	size_t counts[LEAD_FILTERS]; /* as the filters: all, strong, call back, interview */
	int64_t busiest;             /* wall time in whose quarter of an hour most were met, 0 none */
	struct lead_row last, rows[LEADS_PAGE_MOST];
	size_t row_count;
};

/* What is held down, and what was let go last. */
struct press {
	char id[NODE_ID_MOST]; /* "" nothing is held */
	int action, arg;
	bool key, inside;
	int x, y;      /* where the last press that acted began */
	int64_t at;    /* when the finger came down */
	int64_t acted; /* when the last press acted */
	char acted_id[NODE_ID_MOST];
	int64_t show_until; /* the pressed look stays at least so long */
	int64_t repeat;     /* when what is held acts again, 0 never */
	int repeat_ms;
};

enum more_time { TIME_NORMAL, TIME_DOUBLE, TIME_NO_LIMIT };

/* Wrong proofs of a person, over all visits: who found a badge does not get new tries by scanning it again. */
enum { WRONG_MOST = 16 };
struct wrong {
	char person[ID_TEXT];
	int tries;
	int64_t at; /* steady time of the last */
};

struct app {
	struct ui ui;
	struct store *store;
	struct catalog *catalog;
	enum kiosk_mode mode;
	enum screen_id screen, under; /* under: where Text & voice returns to */
	enum screen_id covered;       /* what "Still there?" lies over */
	int64_t covered_deadline, under_deadline;
	double diagonal; /* of the display in inches, 0 = as designed */
	struct press press;
	struct scans scans;
	struct sight sight;
	struct visitor *visitor; /* sodium_malloc'd */
	struct booth booth;
	struct staff *staff; /* sodium_malloc'd */
	struct pin *pin;     /* the devices; the caller's */
	struct health_check *health;
	struct stick *stick;
	struct enrol *enrol;
	bool joined; /* the set-up is done: what follows begins with the fair */
	enum kiosk_mode joined_mode;
	bool fresh; /* the set-up has just been done */
	struct device_state devices[EQUIPMENT_COUNT];
	struct banner banner;
	struct printing print;
	struct keyboard keyboard;
	struct voice voice;
	struct skills *skills; /* read with the first fold; NULL: the Talent Database is not offered here */
	bool skills_read;
	struct domains domains;
	struct openings openings;
	uint64_t settings_revision; /* of the store, when the kiosk's settings were read; 0 never */
	uint64_t openings_revision; /* of the store, when they were read; 0 never */
	struct wrong wrong[WRONG_MOST];
	int field;                /* active field of a screen with several */
	int64_t now, wall;        /* of the input being handled */
	int64_t touched;          /* steady time of the last input by a person */
	int64_t entered;          /* steady time the screen came up */
	int64_t deadline;         /* steady time at which the screen's tick() wants to be called, 0 none */
	enum more_time more_time; /* time-outs as designed, doubled, or none */
	char toast[256];
	int64_t toast_until;
	int toast_undo;    /* action, 0 none */
	bool printer;      /* a badge printer is there and prints */
	bool follows_fair; /* front or town hall, as the fair says */
	bool folded;       /* the whole log is in the view */
	bool failed;       /* the log takes nothing more: ends with the visit, to be started anew */
	bool quit;
};

/* Prepares an app around an open store, on the mode's first screen. `employer` (id or booth) is for MODE_BOOTH; it is looked up
 * when the log is folded. The window's size comes with the first INPUT_RESIZE. */
bool app_open(struct app *app, struct store *store, struct catalog *catalog, struct render *render, enum kiosk_mode mode,
	      const char *employer, struct err *err);
void app_close(struct app *app); /* wipes; the store, catalogue and renderer stay the caller's */

/* The one way state changes. */
void app_input(struct app *app, const struct input *input);
/* Declares the current screen into app->ui.nodes and records its drawing. */
void app_build(struct app *app);
/* Steady time of the next thing that happens by itself (time-out, toast, countdown, caret); -1 never. */
int64_t app_deadline(const struct app *app);

/* Folds up to `most` more facts into the view, takes in what lies in the inbox, and hands over the scans that had to wait.
 * False once nothing is left to fold. To be called between inputs. */
bool app_fold(struct app *app, size_t most);

/* With follows_fair: takes the mode of what is held, as far as the log has said it. */
void app_follow_fair(struct app *app);

/* For screens. */
void app_go(struct app *app, enum screen_id to);
/* Lays a screen over the current one, which keeps all that was typed; app_uncover() brings it back as it was. */
void app_cover(struct app *app, enum screen_id with);
void app_uncover(struct app *app);
void app_toast(struct app *app, const char *words, int undo_action);
/* What could not be stored, as the key of a sentence for the visitor. A log that is broken ends the program once the visitor
 * has gone, so that whoever watches over it starts it anew. */
const char *app_problem(struct app *app, const struct err *err);
/* Wipes everything of the visitor, settings of Text & voice included, and shows the mode's first screen. */
void app_end_visit(struct app *app);
/* Wipes what is known of the visitor but keeps language and settings: somebody else's badge was scanned. */
void app_forget_visitor(struct app *app);
/* Takes over how this kiosk was set at the staff desk, when the view has changed: the order of languages, and speech. */
void app_settings(struct app *app);
/* Sets the language if the fair has it. */
void app_speak(struct app *app, const char *code);
/* The code of the language that is spoken now, "es". */
const char *app_language(const struct app *app);

#endif
