/* What a recording has of the PIN page, and how it is played: see kiosk/staff.h. */
#include "base/text.h"
#include "screens/staff.h"

#include <sodium.h>
#include <string.h>

enum { MASKED_STEP = 8 /* the number of digits, and this times what they are for */ };

static bool is_key(const struct app *app, const char *id)
{
	const struct node *node = *id ? nodes_find(app->ui.nodes, id) : NULL;
	return node && node->kind == NODE_KEY;
}

struct staff_mask staff_mask_begin(const struct app *app, const struct input *input)
{
	struct staff_mask mask = {.page = app->screen == SCREEN_STAFF_PIN};
	const struct node *node = NULL;
	if (!mask.page)
		return mask;
	if (input->type == INPUT_DOWN)
		node = nodes_at(app->ui.nodes, input->x, input->y);
	mask.on_key = (node && node->kind == NODE_KEY) || input->type == INPUT_TEXT ||
		      (input->type == INPUT_KEY && (input->key == KEY_ERASE || is_key(app, app->ui.focus))) ||
		      ((input->type == INPUT_MOVE || input->type == INPUT_UP) && is_key(app, app->press.id));
	return mask;
}

bool staff_mask_end(const struct app *app, const struct staff_mask *mask, const struct input *input, struct input *out)
{
	bool moved = mask->page && input->type == INPUT_KEY && is_key(app, app->ui.focus);
	*out = (struct input){.type = INPUT_MASKED, .at = input->at, .wall = input->wall, .y = -1};
	if (!mask->on_key && !moved)
		return false;
	out->x = (int)strlen(app->staff->digits) + MASKED_STEP * (int)app->staff->step;
	const struct node *focus = app->ui.show_focus ? nodes_find(app->ui.nodes, app->ui.focus) : NULL;
	if (focus && focus->kind != NODE_KEY)
		out->y = (int)(focus - app->ui.nodes->list);
	return true;
}

void staff_masked(struct app *app, int digits, int focus)
{
	struct staff *staff = app->staff;
	int step = digits / MASKED_STEP;
	digits %= MASKED_STEP;
	if (app->screen != SCREEN_STAFF_PIN || digits < 0 || digits > PIN_DIGITS || step > PIN_AGAIN ||
	    (step != PIN_ENTER && !staff->open))
		return;
	staff->step = (enum pin_step)step;
	staff->refused = 0;
	sodium_memzero(staff->digits, sizeof staff->digits);
	memset(staff->digits, '0', (size_t)digits);
	staff->checking = digits == PIN_DIGITS;
	bool known = focus >= 0 && (size_t)focus < app->ui.nodes->count;
	app->ui.show_focus = known;
	text_copy(app->ui.focus, sizeof app->ui.focus, known ? app->ui.nodes->list[focus].id : "");
	staff_pin_wait(app);
}
