/* Where things lie and what they say, on every screen in every language, size and text size: read from the node list and from
 * what the fonts can draw. */
#include "drawn.h"
#include "pseudo.h"
#include "states.h"

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

enum { PLACES, WORDS, UNCUT, WHOLE, UNCOVERED, LEGIBLE, TEXTS, METERS, SKILLS, CHECKS };
static struct check checks[CHECKS] = {
	[PLACES] = {.look = check_places},     [WORDS] = {.look = check_words},         [UNCUT] = {.look = check_uncut},
	[WHOLE] = {.look = check_whole},       [UNCOVERED] = {.look = check_uncovered}, [LEGIBLE] = {.look = check_legible},
	[TEXTS] = {.look = check_texts_apart}, [METERS] = {.look = check_meters},       [SKILLS] = {.look = check_skills},
};
/* The same with words 40 % longer than English. */
static struct check longer[CHECKS] = {
	[PLACES] = {.look = check_places},     [WORDS] = {.look = check_words},         [UNCUT] = {.look = check_uncut},
	[WHOLE] = {.look = check_whole},       [UNCOVERED] = {.look = check_uncovered}, [LEGIBLE] = {.look = check_legible},
	[TEXTS] = {.look = check_texts_apart}, [METERS] = {.look = check_meters},       [SKILLS] = {.look = check_skills},
};

static void use_words(struct player *player, struct catalog *catalog)
{
	player->app.catalog = catalog;
	player->app.ui.catalog = catalog;
}

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	struct player *player = *state;
	struct err err = {.code = ERR_NONE};
	for_each_scene(player, (struct span){.themes = 1}, checks, CHECKS);
	for_each_state(player, 0, checks, CHECKS);
	struct catalog *words = pseudo_catalog(ASSETS, &err);
	if (!words)
		fail_msg("%s", err.text);
	use_words(player, words);
	for_each_scene(player, (struct span){.languages = 1, .themes = 1}, longer, CHECKS);
	for_each_state(player, 1, longer, CHECKS);
	use_words(player, player->catalog);
	catalog_close(words);
	return opened;
}

static void everything_has_its_place(void **state)
{
	(void)state;
	assert_nothing_found(&checks[PLACES]);
	assert_nothing_found(&checks[TEXTS]);
	assert_nothing_found(&checks[METERS]);
	assert_nothing_found(&checks[SKILLS]);
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

static void letters_are_whole(void **state)
{
	(void)state;
	assert_nothing_found(&checks[WHOLE]);
	assert_nothing_found(&checks[UNCOVERED]);
}

static void everything_is_legible(void **state)
{
	(void)state;
	assert_nothing_found(&checks[LEGIBLE]);
}

static void longer_words_have_their_place(void **state)
{
	(void)state;
	assert_nothing_found(&longer[PLACES]);
	assert_nothing_found(&longer[TEXTS]);
	assert_nothing_found(&longer[WORDS]);
}

static void longer_words_are_not_cut(void **state)
{
	(void)state;
	assert_nothing_found(&longer[UNCUT]);
	assert_nothing_found(&longer[WHOLE]);
	assert_nothing_found(&longer[UNCOVERED]);
}

static void longer_words_are_legible(void **state)
{
	(void)state;
	assert_nothing_found(&longer[LEGIBLE]);
}

/* High contrast moves some boxes, and has more outlines. */
static void places_in_every_theme(void **state)
{
	struct check themed[] = {{.look = check_inside}, {.look = check_outlines}};
	for_each_scene(*state, (struct span){.scales = 1}, themed, sizeof themed / sizeof themed[0]);
	for (size_t i = 0; i < sizeof themed / sizeof themed[0]; i++)
		assert_nothing_found(&themed[i]);
}

/* Nothing is drawn over it: what comes after it in the frame lies elsewhere, but for a dialog and
 * its scrim, and pictures that are clipped. */
static void check_banner(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	const struct node *banner = nodes_find(nodes, "banner");
	const struct draw *draw = scene->player->app.ui.draw;
	bool after = false;
	if (!banner || dialog_open(scene))
		return;
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		bool inside = overlap(command->r, rect_inset(banner->rect, 1, 3));
		if (after && inside && command->op != OP_TEXT && command->op != OP_ART &&
		    !rect_has(banner->rect, command->r.x, command->r.y))
			finding(scene, "something is drawn over the banner");
		after = after ||
			(command->r.x == banner->rect.x && command->r.y == banner->rect.y && command->r.h == banner->rect.h);
	}
}

/* With the banner of a network that is away, below the header or in its place. */
static void a_banner_has_its_place(void **state)
{
	struct check told[] = {{.look = check_places}, {.look = check_uncut}, {.look = check_banner}};
	struct player *player = *state;
	player->app.devices[EQUIPMENT_SYNC].condition = SYNC_LATE;
	player->app.devices[EQUIPMENT_NETWORK].condition = NETWORK_DOWN;
	player->app.banner = (struct banner){.since = 1, .shown = true};
	for_each_scene(player, (struct span){.themes = 1}, told, sizeof told / sizeof told[0]);
	player->app.banner = (struct banner){.shown = false};
	player->app.devices[EQUIPMENT_NETWORK].condition = CONDITION_UNKNOWN;
	for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
		assert_nothing_found(&told[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_has_its_place), cmocka_unit_test(everything_has_words),
		cmocka_unit_test(nothing_is_cut),           cmocka_unit_test(letters_are_whole),
		cmocka_unit_test(everything_is_legible),    cmocka_unit_test(longer_words_have_their_place),
		cmocka_unit_test(longer_words_are_not_cut), cmocka_unit_test(longer_words_are_legible),
		cmocka_unit_test(places_in_every_theme),    cmocka_unit_test(a_banner_has_its_place),
	};
	return cmocka_run_group_tests(tests, look_everywhere, player_close);
}
