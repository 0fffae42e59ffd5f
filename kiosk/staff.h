/* What stands behind the staff PIN: the state of its screens. It lives in guarded memory and is overwritten when the desk is
 * locked. */
#ifndef LANYARD_KIOSK_STAFF_H
#define LANYARD_KIOSK_STAFF_H

#include "desk/staff.h"
#include "device/pin.h"
#include "device/source.h"
#include "device/stick.h"
#include "print.h"
#include "store/view_staff.h"

#include <stdbool.h>
#include <stdint.h>

struct app;
struct input;

enum { STAFF_SEARCH_GRAPHEMES = 40, STAFF_PAST_MOST = 12, STAFF_BOOTHS_MOST = 16 };

/* What the digits of the PIN page are for. */
enum pin_step { PIN_ENTER, PIN_NEW, PIN_AGAIN };

/* What is asked once more before it is done. */
enum staff_question { ASK_NOTHING, ASK_UNDO, ASK_ERASE, ASK_SAVE, ASK_CLOSE };

/* The details of a person as they are changed, or of a walk-in that staff take in. */
enum detail { DETAIL_GIVEN, DETAIL_FAMILY, DETAIL_EMAIL, DETAIL_PHONE, DETAIL_COUNT };
struct staff_edit {
	bool adding; /* a walk-in; else `person` of struct staff */
	bool open;   /* the keyboard is up for `detail` */
	enum detail detail;
	char typed[EMAIL_MOST];               /* in the open field */
	char value[DETAIL_COUNT][EMAIL_MOST]; /* what shall be known */
	bool said[DETAIL_COUNT];              /* it is new */
	enum age_band age;
	const char *domains[5]; /* on the keyboard's top row while an e-mail is typed */
};

/* The last code that was read on the page of tests. */
struct staff_read {
	int count;
	enum scan_source source;
	bool ours, trial; /* a badge of this fair; the test badge */
	char code[48];    /* as much of it as is shown */
};

struct staff {
	/* the PIN page */
	char digits[PIN_TEXT];
	bool checking; /* the device compares */
	int wrong;     /* tries in a row */
	int64_t until; /* steady time at which the next may be made, 0 now */
	bool open;     /* the PIN was right */
	enum pin_step step;
	char first[PIN_TEXT]; /* a new PIN, while it is typed again */
	int refused;          /* PIN_WEAK, PIN_DIFFERS: why the last new one was not taken; 0 */

	/* 18, counted when the view changes */
	bool counted;
	uint64_t revision;
	int64_t span; /* quarter of an hour in which it was counted */
	struct totals totals;
	struct arrivals arrivals;

	/* people */
	char search[4 * STAFF_SEARCH_GRAPHEMES + 1];
	char person[ID_TEXT]; /* whose page is open */
	enum staff_question question;
	bool badge_shown;        /* their badge's code, to be photographed */
	struct print_wait print; /* what was ordered for them last */

	/* 19, read when the view or the person has changed */
	char read[ID_TEXT];
	uint64_t read_revision;
	struct history_row past[STAFF_PAST_MOST]; /* the newest, oldest first */
	size_t past_count;
	struct person twin; /* likely the same person; id "" none */
	bool comparing;     /* the two fill the page */
	struct moment merged_at;
	bool may_unmerge;
	bool parting; /* they are being made two again, which takes a moment */

	struct staff_edit edit;

	/* booths, read when the view has changed */
	struct booth_count booths[STAFF_BOOTHS_MOST];
	size_t booth_count, booth_total, met_total;
	int booth_page, booth_page_read, booths_a_page;
	uint64_t booth_revision;

	/* lists on a stick */
	enum { SAVE_NOT, SAVE_BUSY, SAVE_DONE } saving;
	enum stick_news saved;
	int saved_files;

	struct staff_read test;
	int device; /* row of the devices page that is explained */
};

/* Takes an answer of the PIN device. */
void staff_answer(struct app *app, int wrong, int wait_ms);
/* What became of what was ordered on a person's page. */
void staff_printed(struct app *app, bool out);
/* The log is folded: who was being parted is two. */
void staff_parted(struct app *app);
/* Takes an answer of the stick. */
void staff_saved(struct app *app, int news, int files);
/* Locks: wipes what staff saw and asks for the PIN again. */
void staff_lock(struct app *app);

/* --- what a recording may hold of the PIN page -----------------------------------------------------------------------------
 */

/* A touch or key on the keys of the PIN page is recorded as what it led to: INPUT_MASKED with the number of digits (and
 * what they are for) and the place of the focus, if that is not on a digit. To be called before the input is handled. */
struct staff_mask {
	bool page, on_key;
};
struct staff_mask staff_mask_begin(const struct app *app, const struct input *input);
/* After it was handled: false if the input may be recorded as it is, else `out` is what stands for it. */
bool staff_mask_end(const struct app *app, const struct staff_mask *mask, const struct input *input, struct input *out);
/* Plays one of those. */
void staff_masked(struct app *app, int digits, int focus);

#endif
