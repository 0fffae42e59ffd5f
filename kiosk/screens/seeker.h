/* What the pages for job seekers share: their profile as it is chosen, the roles of the fair, chips to choose from, and what
 * has to be known before something personal is opened. */
#ifndef LANYARD_SCREENS_SEEKER_H
#define LANYARD_SCREENS_SEEKER_H

#include "screens/front.h"

enum { SEEKER_STEPS = 3, SEEKER_CHIPS_MOST = 40 };

/* Opens a page that shows or changes something personal: after the proof that it is them, and, for the Talent Database, their
 * age and their yes to it. */
void seeker_open(struct app *app, enum screen_id page);
/* Goes on to what seeker_open() was asked for, with what is known by now. */
void seeker_go_on(struct app *app);
/* Whether this visitor can join the Talent Database. */
bool seeker_offered(const struct app *app);
bool seeker_joined(const struct app *app);
/* Where this visitor's pages begin and end: the badge, or the page of who comes back. */
enum screen_id seeker_home(const struct app *app);

/* Reads what was said before into visitor->talent, once a visit. */
void seeker_begin(struct app *app);
/* Stores visitor->talent; false with a toast when it could not be. */
bool seeker_save(struct app *app);
/* What the badge's code tells a booth follows what was just stored: the code of the next badge is another. */
void seeker_code(struct app *app);
/* The roles of the fair, read anew when the view has changed. */
const struct openings *seeker_openings(struct app *app);

/* The entries of one row of chips. */
struct chips {
	size_t count;
	const char *entries[SEEKER_CHIPS_MOST]; /* in the catalogue or in visitor->talent */
};
void chips_add(struct chips *chips, const char *entry); /* once each; more than fit are left out */
/* What an entry is called in the visitor's language. */
const char *seeker_name(struct app *app, enum term_kind kind, const char *entry);
/* Draws chips from `from` on, as many as fit into *area with a button "more" behind them if some are left, and cuts off what it
 * used. That button's arg is the index to go on from. */
void seeker_chips(struct app *app, struct ui *ui, struct rect *area, enum term_kind kind, const struct chips *chips,
		  size_t from, int action, int more_action);
/* Chooses the entry of a chip, or takes it back. */
void seeker_toggle(struct app *app, enum term_kind kind, int arg);
struct entries *seeker_entries(struct app *app, enum term_kind kind);
size_t seeker_most(enum term_kind kind);

#endif
