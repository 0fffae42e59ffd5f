/* 19 in its parts: what is known of a person, and who may be the same. */
#ifndef LANYARD_SCREENS_STAFF_PERSON_H
#define LANYARD_SCREENS_STAFF_PERSON_H

#include "screens/staff.h"

/* Actions of the parts, answered by the page. */
enum { ACT_TWIN_APART = ACT_SCREEN + 50, ACT_TWIN_MERGE };

/* Reads history and likely duplicate of the person whose page is open, when the view or the person has changed. */
void staff_read_person(struct app *app);
/* The facts and what happened, in a panel. */
void staff_facts(struct app *app, struct ui *ui, struct rect r, const struct person *person);
/* Person and likely duplicate side by side; what differs is bold. */
void staff_compare(struct app *app, struct ui *ui, struct rect r, const struct person *person);

#endif
