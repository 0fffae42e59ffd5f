/* What the eye sees first, on every screen in every language, size and text size: the arrow of Back, the mark of an error, room
 * around words, one size for what stands in one list. */
#include "states.h"

static const char *words_of(const struct scene *scene, const struct command *command)
{
	return command->op == OP_TEXT ? scene->player->app.ui.draw->text + command->as.text.at : "";
}

/* --- signs --- */

static bool icon_in(const struct scene *scene, struct rect r, enum icon icon, int color)
{
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		if (command->op == OP_ICON && command->as.icon == icon && overlap(command->r, r) &&
		    (color == COLOR_NONE || command->fill == color))
			return true;
	}
	return false;
}

static void check_back(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	const char *back = say(scene->player->catalog, scene->language_index, "dock.back");
	for (size_t i = 0; i < nodes->count; i++)
		if (strcmp(nodes->list[i].label, back) == 0 && !icon_in(scene, nodes->list[i].rect, ICON_BACK, COLOR_NONE))
			finding(scene, "%s has no arrow", nodes->list[i].id);
}

/* The icon stands before the first line; a button that warns is no error. */
static void check_mark(struct scene *scene, const struct node *node)
{
	struct rect before = {node->rect.x - 100, node->rect.y, 100, node->rect.h};
	bool error = node->fg == COLOR_ERROR && !node->action && node->kind == NODE_STATUS;
	if (error && !icon_in(scene, before, ICON_WARN, COLOR_ERROR))
		finding(scene, "%s has no mark of an error", node->id);
}

/* Of a field, or of the first of its boxes. */
static bool has_error_border(const struct scene *scene, const struct node *field)
{
	const struct draw *draw = scene->player->app.ui.draw;
	int least = ui_px(&scene->player->app.ui, STROKE_SELECTED);
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		bool at = command->op == OP_ROUND && command->r.x == field->rect.x && command->r.y == field->rect.y;
		if (at && command->stroke == COLOR_ERROR && command->as.round.stroke_width >= least)
			return true;
	}
	return false;
}

static void check_errors(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	bool error = false, marked = false;
	for (size_t i = 0; i < nodes->count; i++) {
		check_mark(scene, &nodes->list[i]);
		error = error || (nodes->list[i].fg == COLOR_ERROR && nodes->list[i].kind == NODE_STATUS);
		marked = marked || (nodes->list[i].kind == NODE_FIELD && has_error_border(scene, &nodes->list[i]));
	}
	if (error != marked)
		finding(scene,
			error ? "no field has the border of an error" : "a field has the border of an error without words");
}

/* --- room --- */

/* Left and right of the words in a button. */
static void check_padding(struct scene *scene)
{
	static const int least[SIZES] = {13, 17, 19};
	const struct draw *draw = scene->player->app.ui.draw;
	const struct nodes *nodes = nodes_of(scene);
	for (size_t n = 0; n < nodes->count; n++) {
		const struct node *node = &nodes->list[n];
		if (node->kind != NODE_BUTTON || !is_live(scene, node))
			continue;
		for (size_t i = first_command(draw); i < draw->count; i++) {
			const struct command *command = &draw->commands[i];
			const char *words = words_of(scene, command);
			struct rect ink = ink_of(scene, command, words);
			int left = ink.x - node->rect.x, right = node->rect.x + node->rect.w - ink.x - ink.w;
			if (!*words || !overlap(ink, node->rect) || !strstr(node->label, words))
				continue;
			if (left < least[scene->size] || right < least[scene->size])
				finding(scene, "\"%s\" is %d and %d px from the edges of %s", words, left, right, node->id);
		}
	}
}

static bool in_control(const struct scene *scene, struct rect r)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t n = 0; n < nodes->count; n++)
		if (is_live(scene, &nodes->list[n]) && overlap(nodes->list[n].rect, r))
			return true;
	return false;
}

/* Between words and the controls around them; a small keyboard leaves the least. */
static void check_air(struct scene *scene)
{
	static const int across[SIZES] = {5, 8, 10}, down[SIZES] = {1, 3, 4};
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = first_command(draw); i < draw->count; i++) {
		const char *words = words_of(scene, &draw->commands[i]);
		struct rect ink = ink_of(scene, &draw->commands[i], words);
		struct rect around = rect_inset(ink, -across[scene->size], -down[scene->size]);
		if (*words && !in_control(scene, ink) && in_control(scene, around))
			finding(scene, "\"%s\" is close to a control", words);
	}
}

/* --- one size --- */

/* Of the words that begin in a node; 0 without. */
static int px_of(const struct scene *scene, const struct node *node)
{
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = 0; i < draw->count; i++) {
		const char *words = words_of(scene, &draw->commands[i]);
		if (*words && overlap(ink_of(scene, &draw->commands[i], words), node->rect) && strstr(node->label, words))
			return draw->commands[i].as.text.px;
	}
	return 0;
}

/* "choice-1" and "choice-2", "c1-text" and "c2-text": the same but for numbers. */
static bool one_list(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if (*a != *b && !(*a >= '0' && *a <= '9' && *b >= '0' && *b <= '9'))
			return false;
	return *a == *b;
}

static void check_sizes(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct node *a = &nodes->list[i], *b = &nodes->list[j];
			if (a->kind != b->kind || a->kind != NODE_TEXT || a->personal || !one_list(a->id, b->id))
				continue;
			int one = px_of(scene, a), other = px_of(scene, b);
			if (one && other && one != other)
				finding(scene, "%s is %d px high and %s %d", a->id, one, b->id, other);
		}
}

/* --- all --- */

enum { BACK, ERRORS, PADDING, AIR, ONE_SIZE, CHECKS };
static struct check checks[CHECKS] = {
	[BACK] = {.look = check_back}, [ERRORS] = {.look = check_errors},  [PADDING] = {.look = check_padding},
	[AIR] = {.look = check_air},   [ONE_SIZE] = {.look = check_sizes},
};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.themes = 2}, checks, CHECKS);
	for_each_state(*state, 0, checks, CHECKS);
	return opened;
}

static void back_has_its_arrow(void **state)
{
	(void)state;
	assert_nothing_found(&checks[BACK]);
}

static void errors_have_border_and_mark(void **state)
{
	(void)state;
	assert_nothing_found(&checks[ERRORS]);
}

static void buttons_leave_room_for_words(void **state)
{
	(void)state;
	assert_nothing_found(&checks[PADDING]);
}

static void words_keep_off_controls(void **state)
{
	(void)state;
	assert_nothing_found(&checks[AIR]);
}

static void lists_have_one_size(void **state)
{
	(void)state;
	assert_nothing_found(&checks[ONE_SIZE]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(back_has_its_arrow),           cmocka_unit_test(errors_have_border_and_mark),
		cmocka_unit_test(buttons_leave_room_for_words), cmocka_unit_test(words_keep_off_controls),
		cmocka_unit_test(lists_have_one_size),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
