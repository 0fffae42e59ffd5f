/* What the three booth screens share: scans, the leads as they are listed, tags, the bar, and what is said of a refused scan.
 */
#ifndef LANYARD_SCREENS_BOOTH_H
#define LANYARD_SCREENS_BOOTH_H

#include "screens/screen.h"

/* Actions that every booth screen answers through booth_act(). */
enum { ACT_BOOTH = 300, ACT_BRING_BACK, ACT_SCAN_AGAIN, ACT_TYPE_CODE, ACT_LOCK };

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

/* --- what is chosen of a few ------------------------------------------------------------------------------------------- */

/* What comes of a lead, and what is to be done next: each a stored word and the key of its word in the catalogue. */
enum booth_choice { CHOOSE_NOTHING, CHOOSE_STATUS, CHOOSE_STEP, CHOICES };
enum { BOOTH_WORDS = 6 };
struct booth_word {
	const char *stored, *word;
};
extern const struct booth_word booth_words[CHOICES][BOOTH_WORDS];
/* A stored word in the language of the screen; as it is when it is none of ours. */
const char *booth_word(struct ui *ui, enum booth_choice choice, const char *stored);

/* --- opening and locking --------------------------------------------------------------------------------------------- */

/* Opens an employer's booth: nothing that was of another employer is kept. Whoever opened it with a code can lock it again,
 * which leads back to what the kiosk was before. */
void booth_enter(struct app *app, const struct employer *employer);
void booth_lock(struct app *app);
/* It was opened with a card or code at a kiosk that is something else. */
bool booth_is_guest(const struct app *app);

/* --- leads ----------------------------------------------------------------------------------------------------------- */

/* Reads tallies, the last badge and the page of rows if the view has changed or `always`. */
void booth_list(struct app *app, bool always);
/* Reads what may be shown of the person on the open card, if the view has changed since or `always`: who came with a card alone
 * becomes the real person when they arrive. */
void booth_look(struct app *app, bool always);
/* What somebody wants to be, in the language of the screen: their first job, if the catalogue has it, or else `words`. */
const char *booth_headline(struct app *app, const struct talent *talent, const char *words);
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
/* `extra` stands left of the secondary; a button whose label is NULL is not there. */
void booth_dock(struct ui *ui, struct button primary, struct button secondary, struct button extra);
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

/* --- parts of 15 -------------------------------------------------------------------------------------------------------- */

/* The panel that says who it is, and how its title is heard. */
void booth_person(struct app *app, struct ui *ui, struct rect r);
/* The skills that are asked for: whether all find room in the rows that the panel has at the usual sizes; a piece for them cut
 * off the bottom of *area, empty where there is no room; and the chips in it. */
bool booth_skills_fit(struct app *app, struct ui *ui, struct rect panel);
struct rect booth_skills_cut(struct app *app, struct ui *ui, struct rect *area);
void booth_skills(struct app *app, struct ui *ui, struct rect r);
/* What is known besides name and headline, as it is shown; words "" for what is not. Hold what is personal. */
enum { BOOTH_FACTS = 5 };
struct booth_fact {
	const char *id;
	enum icon icon;
	char words[NODE_TEXT_MOST];
};
void booth_facts(struct app *app, struct ui *ui, struct booth_fact facts[BOOTH_FACTS]);
/* Leads to the page that has room for all of it. */
enum { ACT_ABOUT = 330 };
/* What the card's pages share: their bar; their tick(): untouched for too long, they go back to waiting, and a touch puts it
 * off; their sample(). */
struct rect booth_card_page(struct app *app, struct ui *ui);
void booth_card_tick(struct app *app);
void booth_card_sample(struct app *app);
/* The name to show, "" when it is not known here yet. */
const char *booth_name(const struct booth *booth);
/* The two buttons that open a choice, and its page. */
enum { ACT_CHOOSE = 320, ACT_CHOSEN };
void booth_choices(struct app *app, struct ui *ui, struct rect r);
void booth_choice_build(struct app *app, struct ui *ui, struct rect area);
bool booth_choice_act(struct app *app, int action, int arg);

/* --- part of 16 --------------------------------------------------------------------------------------------------------- */

/* The page of leads that is read: `rows` of them at most; the action's argument is the row. */
struct booth_table {
	struct rect r;
	int head, row_high, rows, action;
};
void booth_table(struct app *app, struct ui *ui, struct booth_table place);

/* --- typing a code (part of 14, and the door) -------------------------------------------------------------------------- */

/* A page on which a code is typed into app->booth.code: boxes in two halves, a hint, and the keyboard. */
struct code_page {
	const char *title, *hint;
	size_t letters;
	struct rect area;
};
void booth_code_page(struct app *app, struct ui *ui, struct code_page page);
struct button booth_code_button(struct app *app, struct ui *ui, size_t letters);
void booth_code_enter(struct app *app);
void booth_code_build(struct app *app, struct ui *ui);
void booth_code_act(struct app *app, int action, int arg);
void booth_code_type(struct app *app, int32_t codepoint);

#endif
