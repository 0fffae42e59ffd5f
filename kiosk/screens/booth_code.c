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

/* Six boxes in two threes, as the code is printed. One node holds what was typed. */
static void boxes(struct app *app, struct ui *ui, struct rect r)
{
	const char *code = app->booth.code;
	size_t typed = strlen(code);
	int gap = pick(ui, 8, 14, 16), middle = pick(ui, 18, 34, 40), w = (r.w - 4 * gap - middle) / CODE_LETTERS;
	struct node *node = nodes_add(ui->nodes, NODE_FIELD, "code-typed", r);
	node->group = ui->group;
	text_copy(node->label, sizeof node->label, ui_say(ui, "booth.code.title"));
	text_copy(node->value, sizeof node->value, code);
	node->fg = COLOR_TEXT;
	node->bg = COLOR_SURFACE;
	node->type = TYPE_FIELD_VALUE;
	for (size_t i = 0; i < CODE_LETTERS; i++) {
		struct rect box = rect_cut_left(&r, w, i == 2 ? middle : gap);
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

void booth_code_build(struct app *app, struct ui *ui)
{
	struct rect area = booth_page(app, ui, NULL);
	rect_cut_bottom(&area, keyboard_height(ui, &app->keyboard), 0);
	rect_cut_top(&area, pick(ui, 2, 12, 60), 0);
	bool unknown = app->booth.code_unknown;
	struct text text = {.id = "title",
			    .type = is_compact(ui) ? TYPE_LABEL : TYPE_TITLE_TIGHT,
			    .color = COLOR_TEXT,
			    .on = COLOR_PAGE,
			    .lines = is_compact(ui) ? 1 : 2,
			    .shrink = 18,
			    .heading = true};
	rect_cut_top(&area, ui_text(ui, area, ui_say(ui, "booth.code.title"), text), pick(ui, 2, 10, 30));
	struct rect field = rect_cut_top(&area, ui_px(ui, PART_FIELD_HEIGHT), pick(ui, 2, 12, 28));
	int most = pick(ui, 460, 660, 900);
	boxes(app, ui, (struct rect){field.x, field.y, field.w < most ? field.w : most, field.h});
	text = (struct text){.id = "hint",
			     .type = is_compact(ui) ? TYPE_CAPTION : TYPE_BODY,
			     .color = unknown ? COLOR_ERROR : COLOR_TEXT_MUTED,
			     .on = COLOR_PAGE,
			     .lines = 2,
			     .shrink = 18};
	if (is_compact(ui)) { /* no room below: beside the boxes */
		area = (struct rect){field.x + most + 14, field.y, field.w - most - 14, field.h};
		text.middle = true;
	}
	ui_text(ui, area, ui_say(ui, unknown ? "booth.code.none" : "booth.code.text"), text);
	keyboard_build(ui, &app->keyboard, ACT_KEY);
	booth_dock(ui,
		   (struct button){.id = "open",
				   .label = ui_say(ui, "booth.code.open.button"),
				   .icon = ICON_NEXT,
				   .icon_behind = true,
				   .disabled = strlen(app->booth.code) != CODE_LETTERS,
				   .action = ACT_PRIMARY},
		   front_back(ui));
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
