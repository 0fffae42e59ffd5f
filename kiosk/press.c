/* From touches and keys to actions, through the node list alone: a press looks up its node, and the screen's act() gets the
 * node's action. */
#include "press.h"

#include "base/text.h"
#include "screens/screen.h"

#include <stdlib.h>
#include <string.h>

enum {
	GROW_PX = 16, /* a release counts this far outside the target */
	PRESS_MS = MOTION_PRESS_MS,
	AGAIN_MS = 300,        /* the same control (not a key) acts at most so often */
	AGAIN_PX = 24,         /* … and a double tap does not reach the control that the next screen has there */
	REPEAT_AFTER_MS = 400, /* a key or button that is held */
};

/* --- acting ------------------------------------------------------------------------------------------------------------ */

static void open_access(struct app *app)
{
	if (app->screen != SCREEN_STILL_THERE)
		app_cover(app, SCREEN_ACCESS);
}

static void act(struct app *app, int action, int arg)
{
	const struct screen *screen = screens[app->screen];
	switch (action) {
	case ACT_LANGUAGE:
		app->ui.language = (size_t)arg;
		return;
	case ACT_ACCESS:
		open_access(app);
		return;
	case ACT_START_OVER:
		app_end_visit(app);
		return;
	case ACT_TOAST:
		app->toast_until = 0;
		return;
	default:
		if (screen->act)
			screen->act(app, action, arg);
	}
}

/* --- fingers ----------------------------------------------------------------------------------------------------------- */

void press_forget(struct app *app)
{
	app->press.id[0] = '\0';
	app->press.repeat = 0;
}

static bool is_double_tap(const struct app *app, const struct node *node, int x, int y)
{
	const struct press *press = &app->press;
	int64_t since = app->now - press->acted;
	if (node->kind == NODE_KEY || since <= 0 || since >= AGAIN_MS)
		return false;
	bool moved_on = app->entered >= press->acted, same = !moved_on && strcmp(press->acted_id, node->id) == 0;
	bool here = moved_on && abs(press->x - x) < AGAIN_PX && abs(press->y - y) < AGAIN_PX;
	return same || here;
}

static void pointer_down(struct app *app, int x, int y)
{
	struct press *press = &app->press;
	app->ui.show_focus = false;
	press_forget(app);
	struct node *node = nodes_at(app->ui.nodes, x, y);
	if (!node || !node->enabled || !node->action || is_double_tap(app, node, x, y))
		return;
	text_copy(press->id, sizeof press->id, node->id);
	press->action = node->action;
	press->arg = node->arg;
	press->inside = true;
	press->x = x;
	press->y = y;
	press->at = app->now;
	press->show_until = app->now + PRESS_MS;
	press->repeat = node->repeat_ms ? app->now + REPEAT_AFTER_MS : 0;
	press->repeat_ms = node->repeat_ms;
}

static bool is_inside(struct app *app, int x, int y)
{
	const struct node *node = nodes_find(app->ui.nodes, app->press.id);
	return node && node->enabled && rect_has(rect_inset(node->rect, -GROW_PX, -GROW_PX), x, y);
}

static void pointer_up(struct app *app, int x, int y)
{
	struct press *press = &app->press;
	bool acts = press->id[0] && is_inside(app, x, y), repeated = press->repeat > press->at + REPEAT_AFTER_MS;
	if (acts)
		text_copy(press->acted_id, sizeof press->acted_id, press->id);
	press_forget(app);
	if (!acts || repeated)
		return;
	press->acted = app->now;
	act(app, press->action, press->arg);
}

void press_pointer(struct app *app, const struct input *input)
{
	app->touched = app->now;
	if (input->type == INPUT_DOWN)
		pointer_down(app, input->x, input->y);
	else if (input->type == INPUT_UP)
		pointer_up(app, input->x, input->y);
	else if (app->press.id[0])
		app->press.inside = is_inside(app, input->x, input->y);
}

void press_show(struct app *app)
{
	const struct press *press = &app->press;
	const char *id = "";
	if (press->id[0] && press->inside)
		id = press->id;
	else if (!press->id[0] && press->show_until > app->now)
		id = press->acted_id;
	text_copy(app->ui.pressed, sizeof app->ui.pressed, id);
}

void press_tick(struct app *app)
{
	struct press *press = &app->press;
	while (press->id[0] && press->inside && press->repeat > 0 && press->repeat <= app->now) {
		press->repeat += press->repeat_ms;
		act(app, press->action, press->arg);
	}
}

int64_t press_deadline(const struct app *app)
{
	const struct press *press = &app->press;
	if (press->id[0])
		return press->inside && press->repeat > 0 ? press->repeat : -1;
	return press->show_until > app->now ? press->show_until : -1;
}

/* --- keys -------------------------------------------------------------------------------------------------------------- */

static int distance(const struct rect *from, const struct rect *to, int step)
{
	int dy = step * (to->y + to->h / 2 - from->y - from->h / 2), dx = abs(to->x + to->w / 2 - from->x - from->w / 2);
	bool beside = step > 0 ? to->y < from->y + from->h : to->y + to->h > from->y;
	return beside || dy <= 0 ? -1 : dy * 2 + dx;
}

/* The nearest node above or below the focus; when there is none, the next in reading order. */
static struct node *nearest(struct app *app, int step)
{
	struct nodes *nodes = app->ui.nodes;
	struct node *from = nodes_find(nodes, app->ui.focus), *best = NULL, *start = nodes_focus(nodes, app->ui.focus, step);
	int least = 0;
	if (!from || !start)
		return start;
	for (struct node *node = start; node != from; node = nodes_focus(nodes, node->id, step)) {
		int far = distance(&from->rect, &node->rect, step);
		if (far >= 0 && (!best || far < least)) {
			best = node;
			least = far;
		}
		if (strcmp(nodes_focus(nodes, node->id, step)->id, start->id) == 0)
			break;
	}
	return best ? best : start;
}

static void focus_on(struct app *app, const struct node *node)
{
	if (!node)
		return;
	text_copy(app->ui.focus, sizeof app->ui.focus, node->id);
	if (node->kind == NODE_FIELD && !node->opens)
		act(app, node->action, node->arg);
}

/* A node that left the list, by a change of screen or language, leaves no focus behind. */
static const char *focus_from(struct app *app)
{
	return nodes_find(app->ui.nodes, app->ui.focus) ? app->ui.focus : "";
}

static void press_node(struct app *app, const struct node *node)
{
	if (!node || !node->enabled || !node->action)
		return;
	text_copy(app->press.acted_id, sizeof app->press.acted_id, node->id);
	app->press.show_until = app->now + PRESS_MS;
	act(app, node->action, node->arg);
}

/* Esc: the page's Back, unless a dialog lies over it. */
static void go_back(struct app *app)
{
	struct nodes *nodes = app->ui.nodes;
	for (size_t i = 0; i < nodes->count; i++)
		if (strcmp(nodes->list[i].group, "dialog") == 0)
			return;
	press_node(app, nodes_find(nodes, "back"));
}

/* The first key only shows where the focus is. */
static void select_focus(struct app *app, const char *from, bool showed)
{
	if (*from && showed)
		press_node(app, nodes_find(app->ui.nodes, from));
	else if (!*from)
		focus_on(app, nodes_focus(app->ui.nodes, "", 1));
}

void press_key(struct app *app, enum input_key key)
{
	struct nodes *nodes = app->ui.nodes;
	const struct screen *screen = screens[app->screen];
	bool showed = app->ui.show_focus;
	app->touched = app->now;
	if (key == KEY_ERASE) {
		if (screen->type)
			screen->type(app, 0x8);
		return;
	}
	app->ui.show_focus = true;
	const char *from = focus_from(app);
	switch (key) {
	case KEY_UP:
	case KEY_DOWN:
		focus_on(app, *from ? nearest(app, key == KEY_DOWN ? 1 : -1) : nodes_focus(nodes, "", 1));
		break;
	case KEY_LEFT:
	case KEY_PREVIOUS_FIELD:
		focus_on(app, nodes_focus(nodes, from, -1));
		break;
	case KEY_RIGHT:
	case KEY_NEXT_FIELD:
		focus_on(app, nodes_focus(nodes, from, 1));
		break;
	case KEY_SELECT:
		select_focus(app, from, showed);
		break;
	case KEY_BACK:
		go_back(app);
		break;
	case KEY_HELP:
		act(app, ACT_ACCESS, 0);
		break;
	default:
		break;
	}
}

void press_text(struct app *app, int32_t codepoint)
{
	const struct screen *screen = screens[app->screen];
	const struct node *focus = app->ui.show_focus ? nodes_find(app->ui.nodes, app->ui.focus) : NULL;
	app->touched = app->now;
	if (codepoint == ' ' && (!screen->type || (focus && focus->kind != NODE_FIELD)))
		press_key(app, KEY_SELECT);
	else if (screen->type && codepoint >= ' ' && codepoint != 0x7f)
		screen->type(app, codepoint);
}
