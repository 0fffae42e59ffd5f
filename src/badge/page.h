/* One page of a badge: a template and a person's words on a cairo surface. Drawing units are dots of 300 to the inch, scaled by
 * the caller to whatever the surface counts in. */
#ifndef LANYARD_BADGE_PAGE_H
#define LANYARD_BADGE_PAGE_H

#include "badge/badge.h"

struct page {
	cairo_t *cr;
	const struct template *template;
	const struct badge_content *content;
	int dpi;      /* of the printer, for the code's dots */
	bool full;    /* there is a headline or a booth; set by page_draw() */
	unsigned cut; /* a bit for each slot whose text ends in an ellipsis */
};

bool page_draw(struct page *page, struct err *err);

#endif
