/* Before 14: a kiosk in booth mode that was not told whose booth it is. The card of a booth, or the code on it, opens that
 * booth and no other. */
#include "base/text.h"
#include "screens/booth.h"
#include "screens/front.h"

#include <string.h>

static void enter(struct app *app)
{
	app->booth.code[0] = '\0';
	app->booth.code_unknown = false;
	keyboard_start(&app->keyboard, KEYBOARD_CODE);
}

static void build(struct app *app, struct ui *ui)
{
	const char *fair = app->store ? store_fair(app->store)->name : "";
	char time[64] = "";
	if (app->wall > 0)
		say_time(ui->catalog, ui->language, app->wall, time, sizeof time);
	struct rect area = ui_bar(ui, (struct bar){.name = fair, .status = time});
	booth_code_page(app, ui,
			(struct code_page){.title = ui_say(ui, "door.title"),
					   .hint = ui_say(ui, app->booth.code_unknown ? "door.none" : "door.text"),
					   .letters = BOOTH_CODE_LETTERS,
					   .area = area});
	struct button none = {.label = NULL};
	booth_dock(ui, booth_code_button(app, ui, BOOTH_CODE_LETTERS), none, none);
}

static void try_code(struct app *app, const char *code, size_t size)
{
	struct employer employer;
	if (app->store && desk_by_booth_code(app->store, code, size, &employer))
		booth_enter(app, &employer);
	else
		app->booth.code_unknown = true;
}

static void act(struct app *app, int action, int arg)
{
	struct booth *booth = &app->booth;
	if (action == ACT_PRIMARY)
		try_code(app, booth->code, strlen(booth->code));
	else if (action == ACT_KEY && keyboard_press(&app->keyboard, arg, booth->code, sizeof booth->code, BOOTH_CODE_LETTERS))
		booth->code_unknown = false;
}

static void type(struct app *app, int32_t codepoint)
{
	if (keyboard_type(&app->keyboard, codepoint, app->booth.code, sizeof app->booth.code, BOOTH_CODE_LETTERS))
		app->booth.code_unknown = false;
}

static void sample(struct app *app)
{
	text_copy(app->booth.code, sizeof app->booth.code, "7K2Q");
}

const struct screen screen_booth_door = {
	.name = "booth-door",
	.enter = enter,
	.build = build,
	.act = act,
	.type = type,
	.scan = try_code,
	.sample = sample,
	.sample_home = "booth",
};
