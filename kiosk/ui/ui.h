/* What a screen's build() is handed, and the words it is written in: each widget declares its node and records its drawing in
 * one call. Widgets keep the same beats: place (a rect comes in), declare (node), draw (commands). */
#ifndef LANYARD_UI_UI_H
#define LANYARD_UI_UI_H

#include "lang/catalog.h"
#include "ui/draw.h"
#include "ui/nodes.h"
#include "ui/render.h"

/* What every page with a header tells, below it or, where there is no room, in its place; `bold` NULL: nothing. */
struct notice {
	const char *bold, *words;
	enum icon icon;
	bool below, said; /* said: it was heard already */
};

struct ui {
	struct profile profile;
	enum theme theme;
	double text_scale; /* 1, 1.25, 1.5 */
	bool reduced_motion;
	const struct catalog *catalog;
	size_t language;
	struct nodes *nodes;
	struct draw *draw;
	struct render *render;
	char focus[NODE_ID_MOST];   /* node with the key focus, "" none */
	bool show_focus;            /* keys, not touch, are in use */
	char pressed[NODE_ID_MOST]; /* node that is held down, "" none */
	int64_t now;                /* steady ms */
	struct notice notice;       /* of the frame that is built */
	const char *group;          /* group given to nodes that are added */

	/* Left by the frame that was built last. */
	int64_t wake;     /* steady ms at which a widget wants to be drawn anew (caret); 0 never */
	struct rect ring; /* around the focused control, drawn last by ui_end() */
	int ring_radius;
	char filled[8][NODE_TEXT_MOST]; /* ui_fill()'s ring */
	size_t filled_next;
};

/* The visitor asked for larger text: pictures give their place to words. */
bool is_large(const struct ui *ui);

/* Around a screen's build(): the first empties the node list, wipes ui_fill()'s texts and starts the frame; the second draws
 * the focus ring on top of everything. */
void ui_begin(struct ui *ui);
void ui_end(struct ui *ui);

/* The words of a key in the visitor's language, and one with {placeholders} filled (a small ring of buffers: good until the
 * eighth next call). */
const char *ui_say(struct ui *ui, const char *key);
const char *ui_fill(struct ui *ui, const char *key, const char *name, const char *value);
int ui_px(const struct ui *ui, enum metric metric);
/* Design pixels of the class turned into window pixels, for the few places that tokens do not name. */
int ui_design(const struct ui *ui, int design_px);

/* --- text ------------------------------------------------------------------------------------------------------------ */

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct text {
	const char *id; /* NULL: drawn, but part of another node (not declared) */
	enum type type;
	enum color color, on; /* `on`: the colour behind it */
	enum align align;
	int lines;   /* most lines; 0 = as many as fit. The last one gets an ellipsis only if `shrink` did not help */
	int shrink;  /* smallest font size in design px that it may shrink to before wrapping is given up; 0 = never */
	int percent; /* of the type's size, but not below `shrink`; 0 = all of it */
	bool heading, personal, middle /* vertically centred in the rect */;
	const char *spoken;
};
/* Draws `words` in `r`, wrapped at spaces, and declares a node if it has an id. Returns the height used. */
int ui_text(struct ui *ui, struct rect r, const char *words, struct text text);
/* The height that the words need in `width`, all of them, at the text's own size. */
int ui_text_needs(struct ui *ui, int width, const char *words, struct text text);
int ui_text_width(struct ui *ui, enum type type, const char *words);
int ui_text_height(struct ui *ui, int width, enum type type, const char *words);
int ui_line(const struct ui *ui, enum type type);

/* --- controls ---------------------------------------------------------------------------------------------------------- */

enum button_look { BUTTON_PRIMARY, BUTTON_SECONDARY, BUTTON_QUIET, BUTTON_DANGER };
struct button {
	const char *id, *label;
	enum button_look look;
	enum icon icon;   /* ICON_NONE */
	bool icon_behind; /* after the label */
	bool disabled;
	bool small;     /* in label type: beside a field, in the header */
	bool icon_only; /* the label is the node's, but not drawn */
	bool held;      /* shown pressed: what it opens is open */
	bool left;      /* icon and label stand at the left: in a grid of buttons */
	const char *spoken;
	int action, arg;
};
/* The label shrinks to label type before it wraps into two lines. */
void ui_button(struct ui *ui, struct rect r, struct button button);
/* Width that fits the label, icon and padding, at least the metric's minimum. */
int ui_button_width(struct ui *ui, struct button button);

struct field {
	const char *id, *label;   /* label is drawn by the screen above it; here it is spoken */
	const char *value, *hint; /* hint when empty */
	const char *error;        /* "" or NULL: fine; else told by ui_error() below it, its id "ID-error" */
	int beside;               /* so much room at its right, where the error is told instead; 0 none */
	enum icon icon;
	bool active, personal;
	bool opens;     /* it is typed into on a page of its own: the focus alone does not open it */
	bool multiline; /* words wrapped, from the top; while active the end is what is seen. Its icon stands at the right */
	int action, arg;
};
void ui_field(struct ui *ui, struct rect r, struct field field);
/* What is wrong, behind its icon, in as many lines as `r` has room for, from its top or in the middle. Returns the height used.
 */
int ui_error(struct ui *ui, struct rect r, const char *id, const char *words, bool middle);

struct choice {
	const char *id; /* of the i-th: "ID-i" unless ids is given; of ui_yes_no "ID-no" and "ID-yes" */
	const char *const *ids;
	const char *const *labels;
	int count, chosen;    /* chosen -1: none */
	const char *question; /* spoken before the label */
	bool check;           /* a check before what is chosen: where its fill alone does not tell */
	const struct swatch *swatches;
	int action; /* arg is the index */
};
/* The colours of a segment that shows what it stands for while it is not chosen; one a label, NULL: none. */
struct swatch {
	bool own;
	enum color fg, bg;
};
/* Segments in one frame, exactly one on. */
void ui_segments(struct ui *ui, struct rect r, struct choice choice);
/* Separate No and Yes buttons, none on at first (arg 0 no, 1 yes). */
void ui_yes_no(struct ui *ui, struct rect r, struct choice choice);

struct chip {
	const char *id, *label;
	bool on, match /* shown as met, not a control */, plain /* asked for but missing */, disabled;
	bool bare; /* no plus or check, words in the middle: a filter */
	int action, arg;
};
void ui_chip(struct ui *ui, struct rect r, struct chip chip);
int ui_chip_width(struct ui *ui, const char *label);
int ui_filter_width(struct ui *ui, const char *label); /* of a bare chip */
/* Of a chip that is a match or plain. */
int ui_skill_width(struct ui *ui, const char *label, bool match);

/* A row of a list that is on or off: box, words, and a note at the right. */
struct option {
	const char *id, *label, *note;
	enum icon icon; /* in place of the box, for one of a few; then the check stands at the right */
	bool on, disabled;
	int action, arg;
};
void ui_option(struct ui *ui, struct rect r, struct option option);

/* A number between two buttons ("ID-minus", "ID-plus"; arg -1 and 1), which act again while they are held. */
struct stepper {
	const char *id, *value, *unit; /* the value large, the unit behind it; "" = none */
	const char *question;          /* spoken before the value */
	const char *less, *more;       /* what the buttons are called */
	bool least, most;              /* the value is at an end */
	int action;
};
void ui_stepper(struct ui *ui, struct rect r, struct stepper stepper);

struct card {
	const char *id, *art, *title, *text;
	enum icon icon;  /* in place of art */
	enum color tint; /* behind it */
	bool disabled;
	int action, arg;
};
enum { CARDS_MOST = 4 };
/* Side by side, or one below the other; their words have one size. */
void ui_choice_cards(struct ui *ui, struct rect r, int gap, bool rows, const struct card *cards, int count);

/* What a camera sees (NULL: nothing yet), in the frame that a code is to be held in. */
void ui_finder(struct ui *ui, struct rect r, const char *id, const char *label, const struct photo *picture);

/* A booth that fits: its number in a block, who it is, why, and up to two skills that are shared. */
enum { MATCH_CARD_SKILLS = 2 };
struct match_card {
	const char *id, *number, *name, *reason;
	const char *skills[MATCH_CARD_SKILLS]; /* NULL = none */
	const char *spoken;
	int action, arg;
};
void ui_match_card(struct ui *ui, struct rect r, struct match_card card);

/* The hall as rows of booths in two halves with an aisle between them, from the entrance at the bottom up. What is marked is
 * reached by the strap. */
enum { FLOOR_ROWS = 12, FLOOR_MARKS = 3 };
struct floor_map {
	const char *id, *spoken;
	const char *here, *desk; /* "You are here", "Help desk" */
	char rows[FLOOR_ROWS];   /* letters, from the entrance */
	int row_count, columns;  /* columns: booths in the longest row */
	int mark_count;
	struct {
		const char *label; /* "B12" */
		int row, column;   /* from 0 */
	} marks[FLOOR_MARKS];
};
void ui_floor_map(struct ui *ui, struct rect r, const struct floor_map *map);

/* A panel with card corners; `stroke` is a colour or COLOR_NONE. Not a node. In high contrast every panel gets a border. */
void ui_panel(struct ui *ui, struct rect r, enum color fill, int stroke);
/* Chip-like, row-like: a pressable rectangle with border whose content the screen draws on top. Declares the node, and returns
 * where the content may lie: what can be pressed has a border in high contrast, and nothing touches it. */
struct row {
	const char *id, *label, *value, *spoken;
	bool selected, disabled, personal;
	bool flat;    /* a row of a table: no border of its own, but in high contrast, if it can be pressed */
	bool divided; /* of a flat one: a line above it, where it has no border */
	enum color fill;
	int radius;
	int action, arg;
};
struct rect ui_row(struct ui *ui, struct rect r, struct row row);

/* A table: a panel, a head with the name of each column, and below it rows that the screen draws. A column is as wide as its
 * head and as `needs`; one of them has what is left. */
enum { TABLE_COLUMNS_MOST = 6 };
struct table_column {
	const char *id, *head; /* NULL: it has no name */
	int needs;             /* window pixels */
	bool rest;
	int x, w;    /* left by ui_table_columns(), in a row; */
	int percent; /* and the size of all its words, where it had to give way */
};
struct table {
	int count;
	bool presses; /* its rows are pressed: in high contrast they have borders, and then there is none around them all */
	struct table_column columns[TABLE_COLUMNS_MOST];
};
void ui_table_fits(struct ui *ui, struct table_column *column, enum type type, const char *words); /* `needs` grows to it */
/* Places the columns in `width`: where it is scarce they give way, so that `least` is left. Returns what would have been. */
int ui_table_columns(struct ui *ui, struct table *table, int width, int least);
/* Panel and head; returns where the rows lie. */
struct rect ui_table(struct ui *ui, struct rect r, int head, const struct table *table);
struct rect ui_table_cell(const struct table *table, struct rect row, int column);
/* One line in a cell, in `percent` of its type's size (0: all of it); no node: the row says it. */
void ui_cell(struct ui *ui, struct rect r, int percent, enum type type, enum color color, const char *words);

struct countdown {
	const char *id;
	int seconds;
	double part; /* of the ring that is left */
};
void ui_countdown(struct ui *ui, struct rect r, struct countdown countdown);
/* 16 px above the dock, in the middle. `undo` is the label of its button ("ID-undo"), NULL: none. */
void ui_toast(struct ui *ui, const char *id, const char *words, const char *undo, int undo_action);
/* `tint` is COLOR_INFO_TINT, COLOR_WARNING_TINT, COLOR_ERROR_TINT or COLOR_SUCCESS_TINT. */
void ui_banner(struct ui *ui, struct rect r, const char *id, enum icon icon, enum color tint, const char *bold,
	       const char *words);

/* Bars for what came, a stepped line for what was expected; `now` is the bar that is still growing, -1 none. */
enum { CHART_HOURS_MOST = 16 };
struct chart_hour {
	char label[24]; /* "9 AM" */
	char said[160]; /* its row of the table: "9 AM: 75 arrived, 88 expected" */
};
struct chart {
	const char *id; /* of the i-th hour: "ID-i" */
	const int *arrived, *expected;
	int count, now, per_hour;
	const struct chart_hour *hours;
	int hour_count;
};
void ui_chart(struct ui *ui, struct rect r, struct chart chart);

/* --- pictures ---------------------------------------------------------------------------------------------------------- */

/* The badge as it will be printed, scaled into r (4:3 with the slot at the top). Empty texts leave their place free. */
struct badge_picture {
	const char *id, *fair, *date, *given, *family, *looking_for, *code;
	const struct qr *qr; /* NULL: the small preview without code */
};
void ui_badge(struct ui *ui, struct rect r, struct badge_picture badge);
void ui_qr(struct ui *ui, struct rect r, const char *id, const struct qr *qr, const char *value, const char *spoken);
/* The strap with its clip hanging from `top` (a panel's upper edge, where it is cut) down to the badge's upper edge at (x, y).
 * `width` is the breadth of the strap; ui_design(ui, 36) looks right with 98 px between top and y. */
void ui_strap_hanging(struct ui *ui, int x, int top, int y, int width);

/* --- frame of a page ----------------------------------------------------------------------------------------------------- */

struct header {
	int step, steps;  /* 0 of n: half of the first segment; steps+1: done, badge with a check */
	const char *name; /* page's short name */
	bool title;       /* `name` is the page's title, in title type (compact) */
	bool no_start_over;
	int start_over_action;
};
/* Strap, step, name and Start over. Returns the content area between header and dock, the page margins left and right taken
 * off: x from the left margin to the right one. */
struct rect ui_header(struct ui *ui, struct header header);
/* For a page that draws a header of its own: tells the notice below it, cut off *area (or in place of it, up to `right`, then
 * true: the page draws none). */
bool ui_notice(struct ui *ui, int right, struct rect *area);
/* Booth pages: solid bar with a number block, a name, and at the right a status and Lock; NULL: not there. */
struct bar {
	const char *number, *name;
	enum icon icon; /* before the status */
	const char *status, *lock;
	int lock_action;
};
struct rect ui_bar(struct ui *ui, struct bar bar);

/* Staff pages: a solid bar with tabs, the time of day and Lock. */
enum { TABS_MOST = 6 };
struct tab {
	const char *id, *label;
	enum icon icon; /* in place of the label, which is still its name */
	int arg;
};
struct tabs {
	const char *name, *clock, *lock;
	struct tab list[TABS_MOST];
	int count, chosen; /* chosen: a tab's arg */
	int action, lock_action;
};
struct rect ui_tabs(struct ui *ui, struct tabs tabs);

struct dock {
	struct button primary, secondary, extra; /* label NULL: not there; extra stands left of secondary */
	bool short_languages;                    /* booth and staff */
	bool no_languages;
	bool access_open;                   /* Text & voice is what is shown */
	int language_action, access_action; /* arg of the first is the language's index */
};
void ui_dock(struct ui *ui, struct dock dock);
/* Opens the dialog group over a scrim, `w` x `h` window pixels in the middle (0: the usual dialog of the size), and returns the
 * area inside its padding. Everything declared until ui_dialog_end() is in it. */
struct rect ui_dialog(struct ui *ui, const char *id, int w, int h);
void ui_dialog_end(struct ui *ui);

#endif
