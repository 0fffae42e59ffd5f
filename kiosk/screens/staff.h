/* What the pages behind the staff PIN share: their bar with tabs, their dock, when they lock, and how they say things. */
#ifndef LANYARD_SCREENS_STAFF_H
#define LANYARD_SCREENS_STAFF_H

#include "screens/screen.h"

enum { STAFF_IDLE_S = TIMING_STAFF_LOCK_S, STAFF_REFRESH_MS = 5000 };
/* Actions that every staff page answers through staff_act(). */
enum { ACT_STAFF_BAR = 400, ACT_STAFF_TAB = ACT_STAFF_BAR, ACT_STAFF_LOCK, ACT_STAFF_NO };
/* What staff_ask()'s other button does. */
enum { ACT_STAFF_YES = 450 };

enum staff_tab { TAB_OVERVIEW, TAB_PEOPLE, TAB_BOOTHS, TAB_DEVICES, TAB_SETTINGS, TAB_COUNT };

/* The bar, and the content area below it. */
struct rect staff_page(struct app *app, struct ui *ui, enum staff_tab chosen);
void staff_dock(struct ui *ui, struct button primary, struct button secondary);
/* False if the action is none of ACT_STAFF_BAR's. */
bool staff_act(struct app *app, int action, int arg);
/* A page's enter() and tick(): the devices are looked at every five seconds, and after two minutes without a touch the desk is
 * locked. */
void staff_enter(struct app *app);
void staff_tick(struct app *app);
/* Steady time at which nobody has touched the screen for too long. */
int64_t staff_idle_at(const struct app *app);

/* Asks once before something that is hard to take back: to be called last in build(), while staff->question is not ASK_NOTHING.
 * No clears the question; yes is the page's ACT_STAFF_YES. */
struct staff_ask {
	const char *title, *text, *yes;
	bool personal; /* the title has a name */
	enum button_look look;
};
void staff_ask(struct ui *ui, struct staff_ask ask);

/* The PIN page comes back when a wait's next second is over, or when nobody is there any more. */
void staff_pin_wait(struct app *app);

/* A number as people write it: "1,204". In the ring of ui_fill(). */
const char *staff_number(struct ui *ui, size_t n);

/* "10:42" of today, "Mar 3" of another day, "about 10:40", or a dash when nobody knows. In the same ring. */
const char *staff_clock(struct ui *ui, struct moment moment, int64_t wall);

/* The arrivals, inside a panel. */
void staff_chart(struct app *app, struct ui *ui, struct rect in);

/* As much of an e-mail or phone as tells two people apart; "" if there is neither. */
void staff_contact(const struct person *person, char *out, size_t size);

/* Opens the page of details: of the person whose page is open, or, with `adding`, of a walk-in. */
void staff_edit(struct app *app, bool adding);

/* --- devices ---------------------------------------------------------------------------------------------------------------
 */

/* The word ("12 waiting") and the sentence of a condition; in the ring of ui_fill(). */
const char *staff_device_word(struct ui *ui, const struct device_state *state);
const char *staff_device_text(struct ui *ui, const struct device_state *state);
const char *staff_device_name(struct ui *ui, enum equipment equipment);
/* A row with its icon, name and word, and a line above it if `divided`; its argument is the equipment. */
void staff_device_row(struct app *app, struct ui *ui, struct rect r, enum equipment equipment, bool divided, int action);
/* How many want somebody's attention. */
size_t staff_attention(const struct app *app);
/* For sample(): the page behind an open PIN, with equipment in several states. */
void staff_sample(struct app *app, enum screen_id id);

#endif
