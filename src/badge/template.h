/* Badge templates: SVG drawings that an organiser can change in Inkscape. The artwork is drawn as it stands; a rectangle whose
 * id (or Inkscape label) is slot-name, slot-qr … marks where a text, the code or the booths go, and is not drawn itself. What
 * stands in its description says how: "weight 800, largest 22.6 mm, least 10 mm, lines 2, left". Groups called if-blank,
 * if-headline and if-booths are drawn only then. "slot-name-full" is used in place of slot-name when there is a headline or a
 * booth. README of assets/badges has the table.
 *
 * A template comes from people we do not know: nothing it says is fetched, opened or run, and every size has a ceiling. */
#ifndef LANYARD_BADGE_TEMPLATE_H
#define LANYARD_BADGE_TEMPLATE_H

#include "badge/block.h"
#include "base/buf.h"
#include "base/err.h"

#include <librsvg/rsvg.h>

enum {
	TEMPLATE_BYTES_MOST = 1 << 20,
	TEMPLATE_MM_LEAST = 20, /* of a side */
	TEMPLATE_MM_MOST = 300,
	TEMPLATE_ID_MOST = 64,
};

enum slot_name {
	SLOT_NAME,
	SLOT_SECOND,
	SLOT_HEADLINE,
	SLOT_FAIR,
	SLOT_DATE,
	SLOT_CODE,
	SLOT_QR,
	SLOT_BOOTHS,
	SLOT_REQUIRED, /* so many must be there */
	/* Words in the visitor's language, where the template has a place for them. */
	SLOT_LOOKING = SLOT_REQUIRED, /* "I'm looking for", on a badge without headline and booths */
	SLOT_VISIT,                   /* "Visit these booths" */
	SLOT_SCAN,                    /* "Employers scan this code" */
	SLOT_COUNT
};
extern const char *const slot_names[SLOT_COUNT]; /* "name" … */

struct slot {
	char id[TEMPLATE_ID_MOST];   /* of the element, "" when there is none */
	double x, y, width, height;  /* mm on the page */
	char font[TEMPLATE_ID_MOST]; /* family */
	int weight, lines;
	double largest, least; /* font size in mm */
	enum align align;
	enum { PLACE_LINE, PLACE_TOP, PLACE_MIDDLE, PLACE_BOTTOM } place;
	bool white; /* for a text on black artwork */
};

enum condition { IF_BLANK, IF_HEADLINE, IF_BOOTHS, CONDITION_COUNT };
extern const char *const condition_names[CONDITION_COUNT]; /* "if-blank" … */

enum { VARIANT_PLAIN, VARIANT_FULL, VARIANT_COUNT };

struct template
{
	double width, height; /* mm */
	struct slot slots[SLOT_COUNT][VARIANT_COUNT];
	char conditions[CONDITION_COUNT][TEMPLATE_ID_MOST]; /* ids of groups, "" none */
	struct buf file;
	RsvgHandle *drawing;
};

/* Reads a template. The sentence says which element is wrong and what to do about it. */
bool template_load(struct template *template, const char *path, struct err *err);
void template_release(struct template *template);

/* The slot that counts for a badge with (`full`) or without headline or booths; NULL when there is none. */
const struct slot *template_slot(const struct template *template, enum slot_name name, bool full);

/* The file of a template: "4x3in" is DIR/4x3in.svg; what has a slash or ends in .svg is a file itself. */
bool template_path(const char *dir, const char *name, char *out, size_t size, struct err *err);

/* Reads what the elements say (names, descriptions) and refuses what is hostile. Fills slots[].id and how they are set. */
bool template_read(struct template *template, struct err *err);

#endif
