/* The on-screen keyboard: keys laid out from rows of data, and what a press does to the text. A key's number is its character,
 * or one of enum cap_key, so it means the same in every size and language. */
#include "ui/keyboard.h"

#include "base/text.h"
#include "ui/keyboard_layouts.h"
#include "ui/part.h"

#include <math.h>
#include <sodium.h>
#include <string.h>
#include <utf8proc.h>

enum { REPEAT_MS = 80 }; /* a held delete key */

/* --- what a press does --- */

static bool ends_with(const char *text, const char *end)
{
	size_t size = strlen(text), tail = strlen(end);
	return size >= tail && memcmp(text + size - tail, end, tail) == 0;
}

/* Whether the next letter is a capital by itself. */
static bool begins(enum keyboard_layout layout, const char *text)
{
	if (layout == KEYBOARD_NAME)
		return !text[0] || ends_with(text, " ") || ends_with(text, "-") || ends_with(text, "’") || ends_with(text, "'");
	if (layout == KEYBOARD_NOTE)
		return !text[0] || ends_with(text, ". ") || ends_with(text, "! ") || ends_with(text, "? ");
	return false;
}

void keyboard_continue(struct keyboard *keyboard, enum keyboard_layout layout, const char *text)
{
	*keyboard = (struct keyboard){.layout = layout, .smart = keyboard->smart, .shift = begins(layout, text)};
}

void keyboard_start(struct keyboard *keyboard, enum keyboard_layout layout)
{
	keyboard_continue(keyboard, layout, "");
}

static bool fits(const char *text, size_t graphemes)
{
	return text_graphemes(text) <= graphemes;
}

/* Spaces separate words; none at the start and never two. */
static bool space_allowed(const char *text)
{
	return text[0] && !ends_with(text, " ");
}

static bool type_character(struct keyboard *keyboard, int32_t codepoint, char *text, size_t size, size_t graphemes)
{
	if (!keyboard_takes(keyboard->layout, codepoint) || (codepoint == ' ' && !space_allowed(text)))
		return false;
	if (keyboard->layout == KEYBOARD_PHONE && codepoint == '+' && text[0])
		return false;
	if (keyboard->shift || keyboard->layout == KEYBOARD_CODE)
		codepoint = utf8proc_toupper(codepoint);
	size_t before = strlen(text);
	if (!text_append_char(text, size, codepoint))
		return false;
	if (!fits(text, graphemes)) {
		text[before] = '\0';
		return false;
	}
	return true;
}

static bool type_text(const char *more, char *text, size_t size, size_t graphemes)
{
	size_t before = strlen(text), add = strlen(more);
	if (before + add >= size)
		return false;
	memcpy(text + before, more, add + 1);
	if (fits(text, graphemes))
		return true;
	text[before] = '\0';
	return false;
}

/* A domain completes what stands behind the @ already. */
static bool type_domain(const char *domain, char *text, size_t size, size_t graphemes)
{
	char whole[NODE_TEXT_MOST];
	const char *at = strchr(text, '@');
	size_t local = at ? (size_t)(at - text) : strlen(text);
	bool done = local + strlen(domain) < sizeof whole && local + strlen(domain) < size;
	if (done) {
		memcpy(whole, text, local);
		memcpy(whole + local, domain, strlen(domain) + 1);
		done = fits(whole, graphemes);
	}
	if (done)
		memcpy(text, whole, strlen(whole) + 1);
	sodium_memzero(whole, sizeof whole);
	return done;
}

static bool erase(char *text)
{
	size_t before = strlen(text);
	bool dropped = text_drop_last(text);
	size_t after = strlen(text);
	sodium_memzero(text + after, before - after);
	return dropped;
}

static const char *smart_text(const struct keyboard *keyboard, int32_t key)
{
	int i = key - CAP_SMART;
	return keyboard->smart && i >= 0 && i < SMART_MOST ? keyboard->smart[i] : NULL;
}

/* Keys that change the keyboard, not the text. */
static bool press_mode(struct keyboard *keyboard, int key)
{
	switch (key) {
	case CAP_SHIFT:
	case CAP_SHIFT_RIGHT:
		keyboard->shift = !keyboard->shift;
		return true;
	case CAP_NUMBERS:
		keyboard->numbers = !keyboard->numbers;
		return true;
	case CAP_ACCENTS:
		keyboard->swapped = !keyboard->swapped;
		keyboard->numbers = false;
		return true;
	case CAP_HIDE:
		keyboard->hidden = true;
		return true;
	default:
		return false;
	}
}

static bool press_text(struct keyboard *keyboard, int key, char *text, size_t size, size_t graphemes)
{
	switch (key) {
	case CAP_DELETE:
		return erase(text);
	case CAP_CLEAR:
		sodium_memzero(text, size);
		return true;
	case CAP_DOT_COM:
		return type_text(".com", text, size, graphemes);
	case CAP_DOT_ORG:
		return type_text(".org", text, size, graphemes);
	default:
		break;
	}
	const char *smart = smart_text(keyboard, key);
	return smart ? type_domain(smart, text, size, graphemes) : type_character(keyboard, key, text, size, graphemes);
}

bool keyboard_press(struct keyboard *keyboard, int key, char *text, size_t size, size_t graphemes)
{
	if (press_mode(keyboard, key))
		return true;
	bool changed = press_text(keyboard, key, text, size, graphemes);
	if (changed)
		keyboard->shift = begins(keyboard->layout, text);
	return changed;
}

bool keyboard_type(struct keyboard *keyboard, int32_t codepoint, char *text, size_t size, size_t graphemes)
{
	bool erases = codepoint == 0x8 || codepoint == 0x7F;
	if (!erases && !keyboard_takes(keyboard->layout, codepoint))
		return false;
	return keyboard_press(keyboard, erases ? CAP_DELETE : codepoint, text, size, graphemes);
}

/* --- how it is drawn --- */

/* Design px of each class: from the area's edges to the first key. */
static const struct {
	int x, y;
} pads[SIZE_COUNT] = {[SIZE_COMPACT] = {10, 7}, [SIZE_REGULAR] = {32, 16}, [SIZE_TALL] = {20, 16}};

struct board {
	struct ui *ui;
	const struct keyboard *keyboard;
	int action;
	struct keyboard_page page;
	bool compact, smart; /* smart: the row being drawn is the smart row */
	int px;              /* the largest that its words may be; 0: no matter */
};

static bool is_creole(const struct ui *ui)
{
	return strcmp(catalog_code(ui->catalog, ui->language), "ht") == 0;
}

int keyboard_height(struct ui *ui, const struct keyboard *keyboard)
{
	if (keyboard->hidden)
		return 0;
	struct keyboard_page page = keyboard_page(keyboard, ui->profile.size == SIZE_COMPACT, false);
	return ui_px(ui, page.count > 4 ? PART_KEYBOARD_HEIGHT_5 : PART_KEYBOARD_HEIGHT_4);
}

static int units_of(const struct board *board, const struct cap *cap)
{
	if (cap->key >= CAP_SMART && !smart_text(board->keyboard, cap->key))
		return 0;
	return board->compact ? cap->compact : cap->wide;
}

/* The character as shown: a capital with shift. */
static void character_label(const struct board *board, int32_t key, char *out, size_t size)
{
	bool capital = board->keyboard->shift || board->keyboard->layout == KEYBOARD_CODE;
	out[0] = '\0';
	text_append_char(out, size, capital ? utf8proc_toupper(key) : key);
}

struct look {
	char id[NODE_ID_MOST], label[NODE_TEXT_MOST];
	const char *spoken;
	enum icon icon;
	enum type type;
	bool function, on;
};

static bool is_on(const struct board *board, int32_t key)
{
	if (key == CAP_ACCENTS)
		return board->page.accents || (board->compact && board->page.smart);
	return (key == CAP_SHIFT || key == CAP_SHIFT_RIGHT) && board->keyboard->shift;
}

/* "123" leads back to letters when it is on; on compact the email layout's smart row holds domains. */
static const char *face_label(const struct board *board, const struct cap_face *face)
{
	if (face->key == CAP_NUMBERS && board->keyboard->numbers)
		return ui_say(board->ui, "key.letters");
	if (face->key == CAP_ACCENTS && board->compact && board->keyboard->layout == KEYBOARD_EMAIL)
		return "@…";
	return face->label ? ui_say(board->ui, face->label) : face->text;
}

/* Fifty times a frame: no printf. */
static void name_key(struct look *look, const char *name)
{
	look->id[0] = 'k';
	look->id[1] = '-';
	text_copy(look->id + 2, sizeof look->id - 2, name);
}

static void look_at(const struct board *board, int32_t key, struct look *look)
{
	const struct cap_face *face = cap_face(key);
	const char *smart = smart_text(board->keyboard, key);
	look->id[0] = look->label[0] = '\0'; /* not all of it: there are fifty a frame */
	look->spoken = NULL;
	look->icon = ICON_NONE;
	look->type = TYPE_KEY_CAP;
	look->function = false;
	look->on = is_on(board, key);
	if (smart) {
		name_key(look, smart);
		text_copy(look->label, sizeof look->label, smart);
		look->type = TYPE_LABEL;
	} else if (face) {
		name_key(look, face->id);
		text_copy(look->label, sizeof look->label, face_label(board, face));
		look->spoken = face->spoken ? ui_say(board->ui, face->spoken) : NULL;
		look->icon = face->icon;
		look->function = face->function;
		look->type = face->label || key > CAP_GAP ? TYPE_LABEL : TYPE_KEY_CAP;
	} else {
		char lower[8] = "";
		text_append_char(lower, sizeof lower, key);
		name_key(look, lower);
		character_label(board, key, look->label, sizeof look->label);
	}
}

struct paint {
	enum color fill, edge, fg;
	int stroke;
};

static struct paint paint_of(const struct board *board, const struct look *look)
{
	bool contrast = part_contrast(board->ui);
	if (part_down(board->ui, look->id))
		return (struct paint){COLOR_KEY_PRESSED, COLOR_PRIMARY_PRESSED, COLOR_TEXT_ON_PRIMARY, COLOR_NONE};
	if (look->on)
		return (struct paint){COLOR_PRIMARY, COLOR_PRIMARY_PRESSED, COLOR_TEXT_ON_PRIMARY, COLOR_NONE};
	int stroke = contrast ? COLOR_BORDER_CONTROL : COLOR_NONE;
	bool smart = board->smart && !look->function;
	enum color fill = look->function ? COLOR_KEY_FN : !smart ? COLOR_KEY : contrast ? COLOR_KEY_FN : COLOR_SURFACE_AQUA;
	return (struct paint){fill, COLOR_KEY_EDGE, COLOR_TEXT, stroke};
}

enum { KEY_PAD = 4 };

static struct face face_of(const struct board *board, enum type type)
{
	struct face face = part_face(board->ui, type);
	return board->px && board->px < face.px ? part_face_at(face, board->px) : face;
}

/* Domains have one size: the largest at which each fits a key of this width. */
static int domains_px(const struct board *board, const struct cap_row *caps, int width, int height)
{
	struct face full = part_face(board->ui, TYPE_LABEL);
	int px = full.px;
	for (int i = 0; i < ROW_CAPS_MOST && caps->caps[i].key; i++) {
		struct lines lines;
		const char *domain = smart_text(board->keyboard, caps->caps[i].key);
		if (!domain)
			continue;
		lines_label(board->ui, &lines, domain, width - 2 * ui_design(board->ui, KEY_PAD), height, full);
		px = lines.face.px < px ? lines.face.px : px;
	}
	return px;
}

static void draw_key(struct board *board, struct rect r, int32_t key)
{
	struct ui *ui = board->ui;
	struct look look;
	look_at(board, key, &look);
	struct paint paint = paint_of(board, &look);
	struct node *node = part_node(ui, NODE_KEY, look.id, r, look.label);
	text_copy(node->spoken, sizeof node->spoken, look.spoken ? look.spoken : "");
	node->selected = look.on;
	node->repeat_ms = key == CAP_DELETE ? REPEAT_MS : 0;
	node->action = board->action;
	node->arg = key;
	node->fg = paint.fg;
	node->bg = paint.fill;
	node->type = look.type;
	int radius = ui_px(ui, RADIUS_KEY), edge = part_contrast(ui) ? 0 : ui_design(ui, 3);
	if (edge)
		draw_round(ui->draw, (struct rect){r.x, r.y + edge, r.w, r.h - edge}, radius, CORNERS_ALL, (int)paint.edge,
			   COLOR_NONE, 0);
	struct rect top = {r.x, r.y, r.w, r.h - edge};
	draw_round(ui->draw, top, radius, CORNERS_ALL, (int)paint.fill, paint.stroke,
		   paint.stroke == COLOR_NONE ? 0 : ui_px(ui, STROKE_CONTROL));
	part_ring(ui, look.id, r, radius);
	part_content(ui, top,
		     (struct content){.icon = look.icon,
				      .label = look.icon ? NULL : look.label,
				      .face = face_of(board, look.type),
				      .color = paint.fg,
				      .align = ALIGN_CENTER,
				      .icon_px = ui_px(ui, PART_ICON_SMALL),
				      .pad = ui_design(ui, KEY_PAD)});
}

/* Shares the row's width by units; edges are rounded each for itself so that gaps stay even. */
static void draw_row(struct board *board, struct rect row, const struct cap_row *caps)
{
	int gap = ui_px(board->ui, PART_KEY_GAP), units = 0, keys = 0;
	for (int i = 0; i < ROW_CAPS_MOST && caps->caps[i].key; i++)
		if (units_of(board, &caps->caps[i])) {
			units += units_of(board, &caps->caps[i]);
			keys++;
		}
	if (!keys)
		return;
	double unit = (double)(row.w - gap * (keys - 1)) / units, x = row.x;
	bool domains = board->smart && board->keyboard->layout == KEYBOARD_EMAIL;
	board->px = domains ? domains_px(board, caps, (row.w - gap * (keys - 1)) / keys, row.h) : 0;
	for (int i = 0; i < ROW_CAPS_MOST && caps->caps[i].key; i++) {
		int tenths = units_of(board, &caps->caps[i]);
		if (!tenths)
			continue;
		int left = (int)lround(x), right = (int)lround(x + unit * tenths);
		if (caps->caps[i].key != CAP_GAP)
			draw_key(board, (struct rect){left, row.y, right - left, row.h}, caps->caps[i].key);
		x += unit * tenths + gap;
	}
}

/* A phone pad is not wider than a hand. */
static struct rect keys_area(struct ui *ui, const struct keyboard *keyboard, struct rect area)
{
	struct rect keys = rect_inset(area, ui_design(ui, pads[ui->profile.size].x), ui_design(ui, pads[ui->profile.size].y));
	int most = ui_px(ui, PART_PIN_KEY_WIDTH) * 9 / 2;
	if (keyboard->layout == KEYBOARD_PHONE && keys.w > most)
		keys = (struct rect){keys.x + (keys.w - most) / 2, keys.y, most, keys.h};
	return keys;
}

void keyboard_build(struct ui *ui, const struct keyboard *keyboard, int action)
{
	struct board board = {.ui = ui, .keyboard = keyboard, .action = action, .compact = ui->profile.size == SIZE_COMPACT};
	int height = keyboard_height(ui, keyboard);
	if (!height)
		return;
	const char *group = ui->group;
	ui->group = "keyboard";
	board.page = keyboard_page(keyboard, board.compact, is_creole(ui));
	struct rect area = {0, ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT) - height, ui->profile.w, height};
	draw_rect(ui->draw, area, COLOR_SURFACE_SUNKEN);
	draw_rect(ui->draw, (struct rect){area.x, area.y, area.w, ui_px(ui, STROKE_DIVIDER)}, COLOR_DIVIDER);
	struct rect keys = keys_area(ui, keyboard, area);
	int high = ui_px(ui, PART_KEY_HEIGHT), gap = ui_px(ui, PART_KEY_GAP);
	for (size_t i = 0; i < board.page.count; i++) {
		board.smart = i == 0 && board.page.smart;
		draw_row(&board, rect_cut_top(&keys, high, gap), board.page.rows[i]);
	}
	ui->group = group;
}
