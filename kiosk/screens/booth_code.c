/* Part of 14: typing the six characters under a badge's code when the scanner cannot read it. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <sodium.h>
#include <string.h>

enum { CODE_LETTERS = 6 };

void booth_code_enter(struct app *app)
{
	struct booth *booth = &app->booth;
	sodium_memzero(booth->code, sizeof booth->code);
	booth->code_open = true;
	booth->code_unknown = false;
	keyboard_start(&app->keyboard, KEYBOARD_CODE);
}

static void leave(struct app *app)
{
	sodium_memzero(app->booth.code, sizeof app->booth.code);
	app->booth.code_open = false;
}

/* --- page ------------------------------------------------------------------------------------------------------------ */

/* Boxes in two halves, as the code is printed. One node holds what was typed. */
static void boxes(struct app *app, struct ui *ui, struct rect r, const struct code_page *page)
{
	const char *code = app->booth.code;
	size_t typed = strlen(code);
	int gap = pick(ui, 8, 14, 16), middle = pick(ui, 18, 34, 40), letters = (int)page->letters;
	int w = (r.w - (letters - 2) * gap - middle) / letters;
	struct node *node = nodes_add(ui->nodes, NODE_FIELD, "code-typed", r);
	node->group = ui->group;
	text_copy(node->label, sizeof node->label, page->title);
	text_copy(node->value, sizeof node->value, code);
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_FIELD_VALUE;
	for (size_t i = 0; i < page->letters; i++) {
		struct rect box = rect_cut_left(&r, w, i + 1 == page->letters / 2 ? middle : gap);
		bool next = i == typed, wrong = app->booth.code_unknown;
		draw_round(ui->draw, box, ui_px(ui, RADIUS_FIELD), CORNERS_ALL, COLOR_SURFACE,
			   wrong  ? COLOR_ERROR
			   : next ? COLOR_BORDER_SELECTED
				  : COLOR_BORDER_CONTROL,
			   ui_px(ui, next || wrong ? STROKE_SELECTED : STROKE_CONTROL));
		char letter[2] = {i < typed ? code[i] : '\0', '\0'};
		ui_text(ui, box, letter,
			(struct text){.type = TYPE_FIELD_VALUE,
				      .color = COLOR_TEXT,
				      .on = COLOR_SURFACE,
				      .align = ALIGN_CENTER,
				      .lines = 1,
				      .middle = true});
	}
}

struct button booth_code_button(struct app *app, struct ui *ui, size_t letters)
{
	return (struct button){.id = "open",
			       .label = ui_say(ui, "booth.code.open.button"),
			       .icon = ICON_NEXT,
			       .icon_behind = true,
			       .disabled = strlen(app->booth.code) != letters,
			       .action = ACT_PRIMARY};
}

void booth_code_page(struct app *app, struct ui *ui, struct code_page page)
{
	struct rect area = page.area;
	int most = pick(ui, 460, 660, 900) * (int)page.letters / CODE_LETTERS, room = is_compact(ui) ? area.w * 2 / 3 : area.w;
	most = most < room ? most : room;
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	rect_cut_top(&area, pick(ui, 2, 12, 60), 0);
	struct rect beside = {area.x + most + 14, area.y, area.w - most - 14, 0};
	if (is_compact(ui)) /* no room below: the hint stands beside the boxes */
		area.w = most;
	struct text text = {.id = "title",
			    .type = is_compact(ui) ? TYPE_LABEL : TYPE_TITLE_TIGHT,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .lines = is_compact(ui) ? 1 : 2,
			    .shrink = by_class(ui, 20, 24, 28),
			    .heading = true};
	struct rect head = area;
	head.h -= ui_px(ui, PART_FIELD_HEIGHT) + pick(ui, 2, 10, 30);
	rect_cut_top(&area, ui_text(ui, head, page.title, text), pick(ui, 2, 10, 30));
	struct rect field = rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), pick(ui, 2, 12, 28));
	beside.h = field.y + field.h - beside.y - ui_design(ui, 4);
	boxes(app, ui, (struct rect){field.x, field.y, most, field.h}, &page);
	struct rect at = is_compact(ui) ? beside : area;
	text = (struct text){.id = "hint",
			     .type = is_compact(ui) ? TYPE_CAPTION : TYPE_BODY,
			     .color = COLOR_TEXT_MUTED,
			     .on = COLOR_PAGE,
			     .lines = is_compact(ui) ? 3 : 2,
			     .shrink = by_class(ui, 20, 24, 28),
			     .middle = is_compact(ui)};
	if (app->booth.code_unknown)
		ui_error(ui, at, "hint", page.hint, is_compact(ui));
	else
		ui_text(ui, at, page.hint, text);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
}

void booth_code_build(struct app *app, struct ui *ui)
{
	struct rect area = booth_page(app, ui, NULL);
	booth_code_page(app, ui,
			(struct code_page){.title = ui_say(ui, "booth.code.title"),
					   .hint = ui_say(ui, app->booth.code_unknown ? "booth.code.none" : "booth.code.text"),
					   .letters = CODE_LETTERS,
					   .area = area});
	booth_dock(ui, booth_code_button(app, ui, CODE_LETTERS), front_back(ui), (struct button){.label = NULL});
}

/* --- acting ---------------------------------------------------------------------------------------------------------- */

static void open_typed(struct app *app)
{
	char badge[PRINT_ID_TEXT], token[TOKEN_TEXT];
	bool found = desk_by_short_code(app->store, app->booth.code, badge) && desk_token(app->store, badge, token);
	app->booth.code_unknown = !found;
	if (found)
		booth_scan(app, token, strlen(token));
	sodium_memzero(token, sizeof token);
}

void booth_code_act(struct app *app, int action, int arg)
{
	struct booth *booth = &app->booth;
	switch (action) {
	case ACT_KEY:
		if (keyboard_press(&app->keyboard, arg, booth->code, sizeof booth->code, CODE_LETTERS))
			booth->code_unknown = false;
		break;
	case ACT_PRIMARY:
		open_typed(app);
		break;
	case ACT_SECONDARY:
		leave(app);
		break;
	default:
		break;
	}
}

void booth_code_type(struct app *app, int32_t codepoint)
{
	struct booth *booth = &app->booth;
	if (keyboard_type(&app->keyboard, codepoint, booth->code, sizeof booth->code, CODE_LETTERS))
		booth->code_unknown = false;
}
