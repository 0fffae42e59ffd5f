/* Accessibility that can be measured in millimetres, on every screen: targets, the gaps between them, how far from the edge
 * they lie, how high capitals are, and whether what is always there stands where it always stands. */
#include "scenes.h"

/* UX.md section 2: 10.9 mm on small and usual displays, 17.9 mm on a tall one. A hair less is what whole pixels leave. */
static const double target_mm[SIZES] = {10.85, 10.85, 17.84};
/* Keys of a keyboard with ten in a row are narrower, never lower. */
static const double key_mm = 9;
/* Between two targets, keys too: the design's 4, 8 and 8 pixels or more, in millimetres. */
static const double gap_mm[SIZES] = {0.75, 1.3, 1.9};

/* --- targets --- */

static void check_target(struct scene *scene, const struct node *node)
{
	bool key = node->kind == NODE_KEY;
	double w = mm_of(scene, node->rect.w), h = mm_of(scene, node->rect.h), least = target_mm[scene->size];
	if (h < least || w < (key ? key_mm : least))
		finding(scene, "%s is %.2f x %.2f mm", node->id, w, h);
}

static int gap_between(int from, int size, int other, int other_size)
{
	int after = other - (from + size), before = from - (other + other_size);
	return after > before ? after : before;
}

/* Segments share a frame, rows a table: a finger between two of them still chooses one of the same. */
static bool one_control(const struct node *a, const struct node *b)
{
	bool kind = a->kind == b->kind && (a->kind == NODE_CHOICE || a->kind == NODE_ROW);
	return kind && a->action == b->action;
}

static void check_gap(struct scene *scene, const struct node *a, const struct node *b)
{
	int across = gap_between(a->rect.x, a->rect.w, b->rect.x, b->rect.w),
	    down = gap_between(a->rect.y, a->rect.h, b->rect.y, b->rect.h);
	double gap = mm_of(scene, across > down ? across : down);
	if (!one_control(a, b) && gap < gap_mm[scene->size])
		finding(scene, "%s and %s are %.2f mm apart", a->id, b->id, gap);
}

static void check_targets(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		if (!is_live(scene, node))
			continue;
		check_target(scene, node);
		for (size_t j = 0; j < i; j++)
			if (is_live(scene, &nodes->list[j]) && in_group(node, nodes->list[j].group))
				check_gap(scene, node, &nodes->list[j]);
	}
}

/* --- the edge of the display --- */

/* What the design leaves between the bezel and Start over, which fills its header, and the dock's buttons (UX.md section 2). */
static const double edge_mm[SIZES] = {0.19, 2, 4.4};

static void check_edge(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	int w = sizes[scene->size].w, h = sizes[scene->size].h;
	for (size_t i = 0; i < nodes->count; i++) {
		struct rect r = nodes->list[i].rect;
		int side = r.x < w - r.x - r.w ? r.x : w - r.x - r.w, end = r.y < h - r.y - r.h ? r.y : h - r.y - r.h;
		double least = mm_of(scene, side < end ? side : end);
		if (is_live(scene, &nodes->list[i]) && least < edge_mm[scene->size])
			finding(scene, "%s lies %.2f mm from the edge", nodes->list[i].id, least);
	}
}

/* --- letters --- */

/* Inter's capitals are 0.727 of its size. Body text, by text size: compact, usual, tall. */
static const double capital = 0.727;
static const double body_mm[SIZES][SCALES] = {{2.8, 3.5, 4.8}, {3.3, 4.1, 4.8}, {6, 7.5, 9}};

static void check_body(struct scene *scene)
{
	const struct app *app = &scene->player->app;
	double mm = mm_of(scene, 1) * capital * profile_type_px(&app->ui.profile, TYPE_BODY, app->ui.text_scale);
	if (mm < body_mm[scene->size][scene->scale])
		finding(scene, "capitals of body text are %.2f mm", mm);
}

static bool is_word(const struct scene *scene, const struct command *command)
{
	return command->op == OP_TEXT && !is_personal(scene, command);
}

/* What had to shrink is still read from where the finger is. */
static void check_letters(struct scene *scene)
{
	static const double least_mm[SIZES] = {2.7, 2.9, 4.9};
	const struct draw *draw = scene->player->app.ui.draw;
	check_body(scene);
	for (size_t i = 0; is_front(scene) && i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		double mm = is_word(scene, command) ? mm_of(scene, command->as.text.px) * capital : 99;
		if (mm < least_mm[scene->size])
			finding(scene, "\"%s\" has capitals of %.2f mm", draw->text + command->as.text.at, mm);
	}
}

/* In the largest text size, words are larger than in the usual one, not cut down to it. */
static double mean_px(const struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	size_t sum = 0, letters = 0;
	for (size_t i = 0; i < draw->count; i++)
		if (is_word(scene, &draw->commands[i])) {
			size_t n = strlen(draw->text + draw->commands[i].as.text.at);
			sum += n * (size_t)draw->commands[i].as.text.px;
			letters += n;
		}
	return letters ? (double)sum / (double)letters : 0;
}

static void check_growth(struct scene *scene)
{
	struct scene usual = *scene;
	if (scene->scale != SCALES - 1)
		return;
	double large = mean_px(scene);
	usual.scale = 0;
	scene_show(&usual);
	if (is_front(scene) && large < 1.1 * mean_px(&usual))
		finding(scene, "letters grow only %.2f times", large / mean_px(&usual));
}

/* --- always in the same place --- */

static const char *const everywhere[] = {"access", "lang-en", "lang-es", "lang-ht", "start-over"};
enum { EVERYWHERE = sizeof everywhere / sizeof everywhere[0] };

struct place {
	const char *screen;
	struct rect rect;
};
static struct place places[EVERYWHERE][SIZES][SCALES][LANGUAGES_MOST];

/* The welcome has no header, Text & voice has Start over in its dock, a dialog covers its page. */
static bool stands_elsewhere(const struct scene *scene, int thing)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (strcmp(nodes->list[i].id, everywhere[thing]) == 0 && thing == EVERYWHERE - 1)
			return !in_group(&nodes->list[i], "header");
	return scene->id == SCREEN_WELCOME || scene->id == SCREEN_ACCESS;
}

static void check_place(struct scene *scene)
{
	for (int i = 0; i < EVERYWHERE; i++) {
		const struct node *node = nodes_find(nodes_of(scene), everywhere[i]);
		struct place *place = &places[i][scene->size][scene->scale][scene->language_index];
		if (!node || !is_front(scene) || stands_elsewhere(scene, i))
			continue;
		if (!place->screen)
			*place = (struct place){scene->screen, node->rect};
		struct rect a = place->rect, b = node->rect;
		if (a.x != b.x || a.y != b.y || a.w != b.w || a.h != b.h)
			finding(scene, "%s is at %d,%d, and on %s at %d,%d", node->id, b.x, b.y, place->screen, a.x, a.y);
	}
}

static void check_help(struct scene *scene)
{
	if (!dialog_open(scene) && !nodes_find(nodes_of(scene), "access"))
		finding(scene, "Text & voice is not there");
}

/* --- reading order --- */

/* The next one lies below, or beside, or at the top of the next column; never up and to the left. The dock goes the other way
 * round, primary first, as the design has it. */
static void check_order(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	const struct node *last = NULL;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		if (!is_focusable(scene, node) || !(in_group(node, "content") || in_group(node, "dialog")))
			continue;
		bool above = last && node->rect.y + node->rect.h <= last->rect.y,
		     left = last && node->rect.x + node->rect.w <= last->rect.x;
		if (last && in_group(node, last->group) && above && left)
			finding(scene, "%s comes after %s", node->id, last->id);
		last = node;
	}
}

/* --- all --- */

enum { TARGETS, EDGE, LETTERS, PLACE, HELP, ORDER, GROWTH, CHECKS };
static struct check checks[CHECKS] = {
	[TARGETS] = {.look = check_targets}, [EDGE] = {.look = check_edge}, [LETTERS] = {.look = check_letters},
	[PLACE] = {.look = check_place},     [HELP] = {.look = check_help}, [ORDER] = {.look = check_order},
	[GROWTH] = {.look = check_growth}, /* last: it shows another scene */
};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.themes = 1}, checks, CHECKS);
	return opened;
}

static void targets_are_large_and_apart(void **state)
{
	(void)state;
	assert_nothing_found(&checks[TARGETS]);
}

static void controls_keep_off_the_edge(void **state)
{
	(void)state;
	assert_nothing_found(&checks[EDGE]);
}

static void capitals_are_high(void **state)
{
	(void)state;
	assert_nothing_found(&checks[LETTERS]);
}

static void larger_text_is_larger(void **state)
{
	(void)state;
	assert_nothing_found(&checks[GROWTH]);
}

static void help_and_start_over_never_move(void **state)
{
	(void)state;
	assert_nothing_found(&checks[PLACE]);
}

static void help_is_on_every_screen(void **state)
{
	(void)state;
	assert_nothing_found(&checks[HELP]);
}

static void focus_goes_in_reading_order(void **state)
{
	(void)state;
	assert_nothing_found(&checks[ORDER]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_are_large_and_apart),
		cmocka_unit_test(controls_keep_off_the_edge),
		cmocka_unit_test(capitals_are_high),
		cmocka_unit_test(larger_text_is_larger),
		cmocka_unit_test(help_and_start_over_never_move),
		cmocka_unit_test(help_is_on_every_screen),
		cmocka_unit_test(focus_goes_in_reading_order),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
