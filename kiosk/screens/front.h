/* What the pages of the front kiosk share: their frame, their title, their dock, and names as they are shown. */
#ifndef LANYARD_SCREENS_FRONT_H
#define LANYARD_SCREENS_FRONT_H

#include "screens/screen.h"

enum { FRONT_STEPS = 4 };

/* What the design gives for each class; pick() in window pixels. */
int by_class(const struct ui *ui, int compact, int regular, int tall);
int pick(const struct ui *ui, int compact, int regular, int tall);
bool is_compact(const struct ui *ui);
bool is_tall(const struct ui *ui);

/* Header and page margins; returns what is left for the page. `step` 0 is before the first, FRONT_STEPS + 1 after the last. */
struct rect front_page(struct ui *ui, int step, const char *name_key);
/* The same for a row of pages of its own, as those of the Talent Database. */
struct rect front_page_of(struct ui *ui, int step, int steps, const char *name_key);
/* The narrowest width at which the words take no more lines than in `width`: lines of even length. */
int front_balance(struct ui *ui, int width, enum type type, const char *words);
/* A heading with the id "title" cut off the top of *area, with an optional second line. */
void front_title(struct ui *ui, struct rect *area, enum type type, const char *words, const char *hint);
/* The heading of a small screen with a keyboard: one line, and at its right a note when there is room. Cut off *area. */
void front_line(struct ui *ui, struct rect *area, const char *title, struct text note, const char *words);
/* How a label is written: one line of label type in the middle of its height, on the page. */
struct text front_label(const struct ui *ui, const char *id);
/* Texts one below the other, each at once as large as its type and no smaller than its `shrink`: when they do not fit together
 * all give way alike. An icon may stand before one. */
struct words {
	const char *words;
	struct text text;
	int after;       /* free below it, unless it is the last */
	int indent, gap; /* room for the icon, with the gap behind it; 0 none */
	enum icon icon;
};
/* Draws them in `r`, from the top or in the middle, and returns what is left below. */
struct rect front_words(struct ui *ui, struct rect r, const struct words *list, size_t count, bool middle);
int front_words_height(struct ui *ui, int width, const struct words *list, size_t count, int percent);
/* The dock of a visitor's page; a button whose label is NULL is not there. */
void front_dock(struct ui *ui, struct button primary, struct button secondary);
/* A quiet button at the left of `r`, as wide as its words. In high contrast its border stands there, else its words do. */
void front_quiet(struct ui *ui, struct rect r, struct button button);
struct button front_next(struct ui *ui, bool enabled);
struct button front_back(struct ui *ui);
/* A sentence in a tinted panel with an icon. */
void front_hint(struct ui *ui, struct rect r, const char *id, enum icon icon, const char *words);
/* A round mark in `fill` with an icon in it. */
void front_disc(struct ui *ui, struct rect r, enum icon icon, enum color fill, enum color color);
/* The tinted panel of pages about the scanner, cut off *area at the left, at the top of a tall screen; with the picture of
 * where to hold a code, or empty. Returns where it is. */
struct rect front_scan_panel(struct ui *ui, struct rect *area, bool art);
/* "342 of 400 inside", or without the second number where any number may be; in the same ring as ui_fill(). */
const char *front_inside(struct app *app, struct ui *ui);
/* The product's mark and name at the top left of pages without a header. Returns where they end. */
int front_brand(struct ui *ui, int x, int y);

/* On a tall screen what is pressed stays low; above it, down to `bottom`, hangs the visitor's badge as far as it is known, or a
 * picture by name. Nothing at large text or when there is no room. */
void front_tall_badge(struct app *app, struct ui *ui, int bottom);
void front_tall_art(struct ui *ui, int bottom, const char *art);
/* On a tall screen: title and hint just above `top`, and the badge (art NULL) or a picture above them. */
void front_tall_title(struct app *app, struct ui *ui, int top, const char *title, const char *hint, const char *art);
/* The visitor's badge as it will be printed; `qr` NULL while there is no token yet. */
void front_badge(struct app *app, struct ui *ui, struct rect r, const char *id, const struct qr *qr, const char *code);

/* How a node that is declared is heard: in other words (NULL: as it is seen), and whether it is personal. */
void front_says(struct ui *ui, const char *id, const char *spoken, bool personal);
/* Text with {n} and its plural, in the same ring as ui_fill(). */
const char *front_count(struct ui *ui, const char *key, unsigned long n);
/* What to call the visitor: the first name as typed, or the first word of a name that came in one piece. */
const char *front_first_name(struct app *app);
/* "Thursday, March 12 · Little River Hall", as far as it is known. */
void front_when(const struct app *app, char *out, size_t size);
/* "(305) 555-0123" while it is typed or as it is stored. */
void front_phone(const char *typed, char *out, size_t size);
/* Opens the page of a field for editing and comes back to the review; or goes on. */
void front_next_page(struct app *app, enum screen_id next);
/* Whether a consent can apply to this visitor at all: only then it is asked, counted and recorded. */
bool consent_is_asked(const struct visitor *visitor, int purpose);
unsigned long consent_left(const struct visitor *visitor); /* asked and not answered */

#endif
