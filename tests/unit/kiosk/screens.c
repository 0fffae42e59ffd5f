/* Where things lie and what they say, on every screen in every language, size and text size: read from the node list and from
 * what the fonts can draw. */
#include "scenes.h"

/* --- places --- */

static void check_inside(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		struct rect r = nodes->list[i].rect;
		bool inside = r.x >= 0 && r.y >= 0 && r.x + r.w <= sizes[scene->size].w && r.y + r.h <= sizes[scene->size].h;
		if (!inside || r.w <= 0 || r.h <= 0)
			finding(scene, "%s lies at %d,%d %dx%d", nodes->list[i].id, r.x, r.y, r.w, r.h);
	}
}

static void check_apart(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = i + 1; j < nodes->count; j++) {
			const struct node *a = &nodes->list[i], *b = &nodes->list[j];
			if (is_live(scene, a) && is_live(scene, b) && strcmp(a->group, "toast") != 0 &&
			    strcmp(b->group, "toast") != 0 && overlap(a->rect, b->rect))
				finding(scene, "%s and %s overlap", a->id, b->id);
		}
}

/* Words do not run into other words, into fields or under the keyboard. */
static void check_words_apart(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	bool dialog = dialog_open(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = 0; j < nodes->count; j++) {
			const struct node *a = &nodes->list[i], *b = &nodes->list[j];
			bool words = a->kind == NODE_TEXT || a->kind == NODE_HEADING;
			bool other = b->kind == NODE_TEXT || b->kind == NODE_HEADING || b->kind == NODE_FIELD ||
				     b->kind == NODE_KEY || b->kind == NODE_BUTTON || b->kind == NODE_CHOICE;
			if (i == j || !words || !other || strcmp(a->group, b->group) != 0)
				continue;
			if (dialog && strcmp(a->group, "dialog") != 0)
				continue;
			if (b->kind == NODE_FIELD && strncmp(a->id, b->id, strlen(b->id)) == 0)
				continue;                               /* a field's own hint */
			struct rect shrunk = rect_inset(a->rect, 1, 3); /* line boxes have air above and below */
			if (overlap(shrunk, b->rect))
				finding(scene, "the words of %s run into %s", a->id, b->id);
		}
}

/* On a tall display all that is pressed but Start over is within reach of a seated visitor. */
static void check_reach(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count && sizes[scene->size].h == 1920; i++) {
		const struct node *node = &nodes->list[i];
		bool exempt = strcmp(node->id, "start-over") == 0 || strcmp(node->id, "reset") == 0;
		if (node->action && !exempt && node->rect.y < 640 && is_front(scene))
			finding(scene, "%s begins at y = %d", node->id, node->rect.y);
	}
}

static void check_places(struct scene *scene)
{
	check_inside(scene);
	check_apart(scene);
	check_words_apart(scene);
	if (scene->scale == 0)
		check_reach(scene);
}

/* --- words --- */

static void check_words(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	bool heading = false;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		const char *texts[] = {node->label, node->value, node->spoken};
		heading = heading || node->kind == NODE_HEADING || strcmp(node->id, "employer") == 0; /* a booth's bar */
		if (node->action && !node->label[0])
			finding(scene, "%s has no words", node->id);
		for (size_t j = 0; j < 3; j++) {
			if (!render_text_drawable(scene->player->render, FONT_REGULAR, texts[j]))
				finding(scene, "\"%s\" of %s cannot be drawn", texts[j], node->id);
			if (strchr(texts[j], '[') || strchr(texts[j], '{'))
				finding(scene, "\"%s\" of %s is not a sentence", texts[j], node->id);
		}
		for (size_t j = 0; j < i; j++)
			if (strcmp(nodes->list[j].id, node->id) == 0)
				finding(scene, "two nodes are called %s", node->id);
	}
	if (!heading)
		finding(scene, "it has no heading");
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);
	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Nothing had to be cut: what is drawn ends with an ellipsis only where the words themselves do. */
static void check_uncut(struct scene *scene)
{
	const struct draw *draw = scene->player->app.ui.draw;
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < draw->count; i++) {
		const char *text = draw->commands[i].op == OP_TEXT ? draw->text + draw->commands[i].as.text.at : "";
		bool meant = !ends_with(text, "…");
		for (size_t n = 0; !meant && n < nodes->count; n++)
			meant = ends_with(nodes->list[n].label, text);
		if (!meant && !is_personal(scene, &draw->commands[i]))
			finding(scene, "\"%s\" was cut", text);
	}
}

/* The smallest text that the design allows. */
static void check_legible(struct scene *scene)
{
	static const int least[SIZES] = {20, 24, 28};
	const struct draw *draw = scene->player->app.ui.draw;
	for (size_t i = 0; is_front(scene) && i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		if (command->op == OP_TEXT && command->as.text.px < least[scene->size] && !is_personal(scene, command))
			finding(scene, "\"%s\" is drawn in %d px", draw->text + command->as.text.at, command->as.text.px);
	}
}

enum { PLACES, WORDS, UNCUT, LEGIBLE, CHECKS };
static struct check checks[CHECKS] = {
	[PLACES] = {.look = check_places},
	[WORDS] = {.look = check_words},
	[UNCUT] = {.look = check_uncut},
	[LEGIBLE] = {.look = check_legible},
};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.themes = 1}, checks, CHECKS);
	return opened;
}

static void everything_has_its_place(void **state)
{
	(void)state;
	assert_nothing_found(&checks[PLACES]);
}

static void everything_has_words(void **state)
{
	(void)state;
	assert_nothing_found(&checks[WORDS]);
}

static void nothing_is_cut(void **state)
{
	(void)state;
	assert_nothing_found(&checks[UNCUT]);
}

static void everything_is_legible(void **state)
{
	(void)state;
	assert_nothing_found(&checks[LEGIBLE]);
}

/* High contrast moves some boxes. */
static void places_in_every_theme(void **state)
{
	struct check inside = {.look = check_inside};
	for_each_scene(*state, (struct span){.scales = 1}, &inside, 1);
	assert_nothing_found(&inside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_has_its_place), cmocka_unit_test(everything_has_words),
		cmocka_unit_test(nothing_is_cut),           cmocka_unit_test(everything_is_legible),
		cmocka_unit_test(places_in_every_theme),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
