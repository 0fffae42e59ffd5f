/* What the three booth screens share: scans, the leads as they are listed, tags, the bar, and what is said of a refused scan.
 */
#ifndef LANYARD_SCREENS_BOOTH_H
#define LANYARD_SCREENS_BOOTH_H

#include "screens/screen.h"

/* Actions that every booth screen answers through booth_act(). */
enum { ACT_BOOTH = 300, ACT_BRING_BACK, ACT_SCAN_AGAIN, ACT_TYPE_CODE };

/* --- tags ------------------------------------------------------------------------------------------------------------ */

enum { BOOTH_TAGS = 4 };
struct booth_tag {
	const char *tag;  /* as stored and exported */
	const char *id;   /* of its chip */
	const char *word; /* key of the catalogue */
	bool step;        /* is a next step */
};
extern const struct booth_tag booth_tags[BOOTH_TAGS];
bool booth_has_tag(const char *tags, const char *tag); /* `tags`: ';' between them */
void booth_toggle_tag(char tags[TAGS_MOST], const char *tag);
/* The first next step among the tags, "" none. */
const char *booth_next_step(const char *tags);
/* A stored next step in the language of the screen; as it is when it is none of ours. */
const char *booth_step_word(struct ui *ui, const char *step);

/* --- leads ----------------------------------------------------------------------------------------------------------- */

/* Reads tallies, the last badge and the page of rows if the view has changed or `always`. */
void booth_list(struct app *app, bool always);
/* Opens the card of a lead that is there. */
void booth_open(struct app *app, const char *badge);
/* Leaves the card: what is still only on the screen is stored, what was shown is wiped. */
void booth_leave(struct app *app, enum screen_id to);
/* Stores what was chosen; says so and returns false if it could not be. */
bool booth_note(struct app *app, const struct lead_note *note);
bool booth_keep_note(struct app *app); /* the note that is being typed, if it is */

/* --- frame ----------------------------------------------------------------------------------------------------------- */

/* The bar, and the content area below it. `status` NULL: the time of day. */
struct rect booth_page(struct app *app, struct ui *ui, const char *status);
void booth_dock(struct ui *ui, struct button primary, struct button secondary);
/* To be called last in build(): the dialog about a scan that was not taken. */
void booth_refused(struct app *app, struct ui *ui);
/* False if the action is none of ACT_BOOTH's. */
bool booth_act(struct app *app, int action);
/* "10:40", "about 10:40", "time unknown"; "just now", "4 minutes ago". In the ring of ui_fill(). */
const char *booth_time(struct ui *ui, struct moment moment);
const char *booth_ago(struct ui *ui, struct moment moment, int64_t wall);
/* Text with two placeholders, in the same ring. */
const char *booth_fill_two(struct ui *ui, const char *key, const char *a, const char *va, const char *b, const char *vb);
/* What the title says aloud: a text with {booth}, {employer} and {n} in its plural. */
void booth_says_count(struct ui *ui, const char *key, const struct employer *employer, size_t n);
/* The word of a rating, 0 … 4. */
const char *booth_fit(struct ui *ui, int rating);
/* Steady time at which an untouched list of people or card must be gone; 0: never. */
int64_t booth_idle_at(const struct app *app);

/* --- typing a code (part of 14) ---------------------------------------------------------------------------------------- */

void booth_code_enter(struct app *app);
void booth_code_build(struct app *app, struct ui *ui);
void booth_code_act(struct app *app, int action, int arg);
void booth_code_type(struct app *app, int32_t codepoint);

#endif
