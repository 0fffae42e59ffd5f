/* What was found by eye on contact sheets, held over every screen: sibling cards alike, words clear of edges, outlines apart, a
 * sentence that stays whole. */
#include "states.h"

#include "ui/keyboard.h"

static const char *text_of(const struct scene *scene, size_t i)
{
	const struct draw *draw = scene->player->app.ui.draw;
	return draw->commands[i].op == OP_TEXT ? draw->text + draw->commands[i].as.text.at : "";
}

static struct ui *ui_of(const struct scene *scene)
{
	return &scene->player->app.ui;
}

/* --- cards that stand together --- */

/* The words of a node from the top down, as far as both nodes have them. */
static const struct command *nth_text(const struct scene *scene, struct rect r, int n)
{
	const struct draw *draw = ui_of(scene)->draw;
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		if (command->op == OP_TEXT && rect_has(r, command->r.x, command->r.y + command->r.h / 2) && n-- == 0)
			return command;
	}
	return NULL;
}

/* A card is a button with two texts or more. */
static bool is_card(const struct scene *scene, const struct node *node)
{
	const struct command *one = nth_text(scene, node->rect, 0), *two = nth_text(scene, node->rect, 1);
	return node->kind == NODE_BUTTON && one && two && one->as.text.px != two->as.text.px;
}

/* Side by side or one below the other, of one size: so are their headings, and side by side these stand on one line. */
static void check_cards(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = i + 1; j < nodes->count; j++) {
			const struct node *one = &nodes->list[i], *other = &nodes->list[j];
			if (!is_front(scene) || one->rect.h != other->rect.h || abs(one->rect.w - other->rect.w) > 1)
				continue;
			if (!is_card(scene, one) || !is_card(scene, other) || one->personal || other->personal)
				continue;
			const struct command *a = nth_text(scene, one->rect, 0), *b = nth_text(scene, other->rect, 0);
			if (a->as.text.px != b->as.text.px)
				finding(scene, "%s has words of %d px, and %s of %d px", one->id, a->as.text.px, other->id,
					b->as.text.px);
			else if (one->rect.y == other->rect.y && a->r.y != b->r.y)
				finding(scene, "the heading of %s is at y = %d, that of %s at %d", one->id, a->r.y, other->id,
					b->r.y);
		}
}

/* --- words clear of edges --- */

/* Where the keyboard begins, else the dock. Keys in a column of the page are no keyboard. */
static int floor_of(const struct scene *scene)
{
	struct ui *ui = ui_of(scene);
	int floor = ui->profile.h - ui_px(ui, PART_DOCK_HEIGHT), left = ui->profile.w, right = 0;
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (nodes->list[i].kind == NODE_KEY) {
			struct rect key = nodes->list[i].rect;
			left = key.x < left ? key.x : left;
			right = key.x + key.w > right ? key.x + key.w : right;
		}
	bool board = right - left > ui->profile.w * 3 / 4;
	return board ? floor - keyboard_height(ui, &scene->player->app.keyboard) : floor;
}

static bool has_dock(const struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	const struct node *access = nodes_find(nodes, "access");
	return access && in_group(access, "dock") && scene->id != SCREEN_WELCOME && !dialog_open(scene) &&
	       !nodes_find(nodes, "toast");
}

/* Letters end well above the line of the keyboard or the dock. */
static void check_clear(struct scene *scene)
{
	const struct draw *draw = ui_of(scene)->draw;
	int floor = floor_of(scene), least = ui_design(ui_of(scene), scene->scale == 0 ? 5 : 2);
	for (size_t i = 0; i < draw->count && has_dock(scene); i++) {
		const char *text = text_of(scene, i);
		struct rect ink = ink_of(scene, &draw->commands[i], text);
		if (*text && ink.y < floor && ink.y + ink.h > floor - least)
			finding(scene, "\"%s\" ends %d px above the line below it", text, floor - ink.y - ink.h);
	}
}

/* --- outlines apart --- */

static bool is_outline(const struct command *command)
{
	return command->op == OP_ROUND && command->stroke != COLOR_NONE && command->as.round.stroke_width > 0;
}

/* How far the right and lower edges of `in` are from those of the panel that it lies in; large when it does not. */
static int apart(struct rect panel, struct rect in)
{
	int beside = panel.x + panel.w - in.x - in.w, below = panel.y + panel.h - in.y - in.h;
	bool inside = in.x > panel.x && in.y > panel.y && beside >= 0 && below >= 0;
	return !inside ? 1000 : beside < below ? beside : below;
}

/* In high contrast everything that is pressed has an outline, and so has its panel: there is ground between the two. */
static void check_outlines(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	const struct draw *draw = ui_of(scene)->draw;
	int least = ui_design(ui_of(scene), 6);
	for (size_t n = 0; n < nodes->count; n++) {
		const struct node *node = &nodes->list[n];
		bool wanted = node->kind == NODE_BUTTON && is_live(scene, node) && scene->theme != THEME_LIGHT;
		for (size_t i = 0; wanted && i < draw->count; i++) {
			const struct command *command = &draw->commands[i];
			if (is_outline(command) && !rect_empty(command->r) && apart(command->r, node->rect) < least)
				finding(scene, "the outline of %s meets one at %d,%d %dx%d", node->id, command->r.x,
					command->r.y, command->r.w, command->r.h);
		}
	}
}

/* --- last lines --- */

static int width_of(const struct scene *scene, const struct command *command)
{
	const struct draw *draw = ui_of(scene)->draw;
	return render_text_width(scene->player->render, command->as.text.font, command->as.text.px,
				 draw->text + command->as.text.at);
}

/* Lines of one text come one after the other, each a line below the one before. */
static bool follows(const struct command *one, const struct command *next)
{
	return next->op == OP_TEXT && next->as.text.px == one->as.text.px && next->as.text.font == one->as.text.font &&
	       next->r.h == one->r.h && next->r.y == one->r.y + one->r.h;
}

/* The last line is no short word alone. */
static void check_last(struct scene *scene)
{
	const struct draw *draw = ui_of(scene)->draw;
	for (size_t i = first_command(draw); is_front(scene) && i + 1 < draw->count; i++) {
		const struct command *first = &draw->commands[i], *last = first;
		int most = 0;
		if (first->op != OP_TEXT || (i && follows(first - 1, first)) || is_personal(scene, first))
			continue;
		for (; last + 1 < draw->commands + draw->count && follows(last, last + 1); last++)
			most = width_of(scene, last) > most ? width_of(scene, last) : most;
		const char *words = draw->text + last->as.text.at;
		if (last != first && !strchr(words, ' ') && width_of(scene, last) * 5 < most)
			finding(scene, "\"%s\" stands alone in the last line", words);
	}
}

/* --- a check as large as its words --- */

static void check_checks(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	const struct draw *draw = ui_of(scene)->draw;
	for (size_t n = 0; n < nodes->count; n++) {
		const struct node *node = &nodes->list[n];
		const struct command *words = nth_text(scene, node->rect, 0);
		for (size_t i = 0; node->kind == NODE_CHOICE && words && i < draw->count; i++) {
			const struct command *icon = &draw->commands[i];
			if (icon->op != OP_ICON || icon->as.icon != ICON_CHECK || !overlap(icon->r, node->rect))
				continue;
			int off = icon->r.y + icon->r.h / 2 - node->rect.y - node->rect.h / 2;
			if (icon->r.h * 10 < words->as.text.px * 7 || abs(off) > 2)
				finding(scene, "the check of %s is %d px high beside words of %d px, and %d px off", node->id,
					icon->r.h, words->as.text.px, off);
		}
	}
}

/* --- sentences of single pages --- */

static int lines_in(const struct scene *scene, const char *id)
{
	const struct node *node = nodes_find(nodes_of(scene), id);
	int lines = 0;
	while (node && nth_text(scene, node->rect, lines))
		lines++;
	return lines;
}

/* Where the badge comes out is said in every text size, and in one line but on a small screen or in larger text. */
static void check_take(struct scene *scene)
{
	const char *words = ui_say(&scene->player->app.ui, "badge.take");
	bool said = false;
	for (size_t i = 0; i < nodes_of(scene)->count; i++)
		said = said || strcmp(nodes_of(scene)->list[i].label, words) == 0;
	if (scene->id == SCREEN_BADGE && !said)
		finding(scene, "it does not say where the badge comes out");
	if (scene->id == SCREEN_BADGE && scene->scale == 0 && sizes[scene->size].w > 800 && lines_in(scene, "take") != 1)
		finding(scene, "where the badge comes out is said in %d lines", lines_in(scene, "take"));
}

/* That the kiosk can speak is told before anything is touched, and the way to one's rights has its words where they fit. */
static void check_welcome(struct scene *scene)
{
	if (scene->id != SCREEN_WELCOME)
		return;
	if (!nodes_find(nodes_of(scene), "headphones"))
		finding(scene, "it does not tell of headphones");
	if (scene->scale == 0 && sizes[scene->size].w > 800 && lines_in(scene, "notices") != 1)
		finding(scene, "the way to the notices has no words");
	const struct node *when = nodes_find(nodes_of(scene), "when");
	if (!when || when->label[0] < 'A' || when->label[0] > 'Z')
		finding(scene, "the day begins with a small letter");
}

/* --- all --- */

enum { CARDS, CLEAR, LAST, CHECK_MARKS, TAKE, WELCOME, CHECKS };
static struct check checks[CHECKS] = {
	[CARDS] = {.look = check_cards}, [CLEAR] = {.look = check_clear}, [CHECK_MARKS] = {.look = check_checks},
	[LAST] = {.look = check_last},   [TAKE] = {.look = check_take},   [WELCOME] = {.look = check_welcome},
};
static struct check outlines = {.look = check_outlines};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.themes = 1}, checks, CHECKS);
	for_each_state(*state, 0, checks, TAKE);
	for_each_scene(*state, (struct span){.scales = 1}, &outlines, 1);
	return opened;
}

static void cards_are_alike(void **state)
{
	(void)state;
	assert_nothing_found(&checks[CARDS]);
}

static void words_are_clear_of_what_is_below(void **state)
{
	(void)state;
	assert_nothing_found(&checks[CLEAR]);
}

static void no_word_stands_alone(void **state)
{
	(void)state;
	assert_nothing_found(&checks[LAST]);
}

static void outlines_are_apart(void **state)
{
	(void)state;
	assert_nothing_found(&outlines);
}

static void checks_are_as_large_as_words(void **state)
{
	(void)state;
	assert_nothing_found(&checks[CHECK_MARKS]);
}

static void the_way_to_the_badge_is_one_line(void **state)
{
	(void)state;
	assert_nothing_found(&checks[TAKE]);
}

static void the_welcome_tells_of_its_help(void **state)
{
	(void)state;
	assert_nothing_found(&checks[WELCOME]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cards_are_alike),
		cmocka_unit_test(words_are_clear_of_what_is_below),
		cmocka_unit_test(no_word_stands_alone),
		cmocka_unit_test(outlines_are_apart),
		cmocka_unit_test(checks_are_as_large_as_words),
		cmocka_unit_test(the_way_to_the_badge_is_one_line),
		cmocka_unit_test(the_welcome_tells_of_its_help),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
