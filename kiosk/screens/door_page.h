/* What the exit and the full hall share: a large sign, an answer in words, and how many are inside. */
#ifndef LANYARD_SCREENS_DOOR_PAGE_H
#define LANYARD_SCREENS_DOOR_PAGE_H

#include "screens/front.h"

struct door_answer {
	const char *title, *text; /* as they are shown */
	enum icon icon;           /* the sign; ICON_NONE: the picture of where to hold a code */
	bool named;               /* the title has somebody's name in it */
};
/* Fills what the header leaves of the page. */
void door_page(struct app *app, struct ui *ui, struct rect area, struct door_answer answer);

#endif
