/* What widgets share, and screens do not see: text laid out in lines, a box with its states, and an icon beside a label. */
#ifndef LANYARD_UI_PART_H
#define LANYARD_UI_PART_H

#include "ui/ui.h"

/* --- nodes and states ------------------------------------------------------------------------------------------------- */

/* Adds a node in the current group. */
struct node *part_node(struct ui *ui, enum node_kind kind, const char *id, struct rect r, const char *label);
bool part_down(const struct ui *ui, const char *id);
bool part_contrast(const struct ui *ui); /* a high-contrast theme is on */
/* Remembers the focus ring if this control has the focus. */
void part_ring(struct ui *ui, const char *id, struct rect r, int radius);

struct box {
	int fill, stroke; /* colours or COLOR_NONE */
	int width;        /* of the stroke; 0: STROKE_CONTROL */
	int radius;
};
/* Draws the box of a control and its focus ring. */
void part_box(struct ui *ui, const char *id, struct rect r, struct box box);

/* --- lines of text ------------------------------------------------------------------------------------------------------ */

enum { LINES_MOST = 24 };

struct face {
	enum font font;
	int px, line; /* window pixels */
};
/* With the visitor's text size. */
struct face part_face(const struct ui *ui, enum type type);
/* The same a weight lighter: what is off beside what is on, a detail beside its label. */
struct face part_face_light(const struct ui *ui, enum type type);
/* The same cut at another size, line height in proportion. */
struct face part_face_at(struct face face, int px);

/* The smallest text that may be read, in units of the design, for a text's `shrink`. */
static inline int part_least(const struct ui *ui)
{
	static const int least[SIZE_COUNT] = {[SIZE_COMPACT] = 20, [SIZE_REGULAR] = 24, [SIZE_TALL] = 28};
	return least[ui->profile.size];
}

struct lines {
	struct face face;
	size_t count;
	int width;   /* of the widest */
	bool cut;    /* words were left over */
	bool broken; /* a word did not fit into a line and goes on in the next */
	struct {
		const char *from; /* into the words that were laid out, or into `tail` */
		size_t size;
		int width;
	} list[LINES_MOST];
	char tail[NODE_TEXT_MOST]; /* the last line with its ellipsis */
};
/* Wraps words at spaces (and, if one word is wider than a line, inside it) into at most `most` lines. */
void lines_lay(struct ui *ui, struct lines *out, const char *words, int width, struct face face, size_t most);
/* Puts an ellipsis to the last line if something was cut. */
void lines_end(struct ui *ui, struct lines *lines, int width);
/* The last line is no mere word or two: those above it spare it some, where that makes them more even. */
void lines_even(struct ui *ui, struct lines *lines, int width);
int lines_height(const struct lines *lines);
/* Where they stand in r, as high as they are, centred up and down. */
struct rect lines_middle(const struct lines *lines, struct rect r);
void lines_draw(struct ui *ui, const struct lines *lines, struct rect r, enum align align, enum color color);
/* One line, if `measured`, which is how wide the words are, fits into `width`. */
bool lines_one(struct lines *out, const char *words, int measured, int width, struct face face);
/* A control's label: one line, shrunk to a little less than label type; then two lines of that if `height` allows; then
 * smaller; then an ellipsis. */
void lines_label(struct ui *ui, struct lines *out, const char *words, int width, int height, struct face full);

/* --- icon and label ------------------------------------------------------------------------------------------------------ */

struct content {
	enum icon icon;
	bool behind; /* icon after the label */
	const char *label;
	struct face face;
	enum color color;
	enum align align;
	int pad, icon_px, gap; /* window pixels */
};
/* Draws both, centred or from the left, inside r. */
void part_content(struct ui *ui, struct rect r, struct content content);
int part_content_width(struct ui *ui, struct content content);
/* The least that is free at the left and right of a control's words, however long they are. */
int part_pad_least(const struct ui *ui);
/* The narrowest a button may get before its label would have to shrink, or, `shrunk`, before it would be cut on one line. */
int part_button_least(struct ui *ui, struct button button, bool shrunk);

/* Text that stands beside a font's usual places: `y` is the baseline, as drawings of the badge give it. */
void part_text_at(struct ui *ui, int x, int baseline, int px, enum font font, enum color color, const char *text);

#endif
