/* Every screen with its sample content, in every language, size, theme and text size: read from the node list and from what the
 * fonts can draw. A new screen in the table is covered by itself. */
#include "player.h"

#include "ui/commands.h"

enum { SIZES = 3, SCALES = 3 };

static const struct {
	int w, h;
	double least_mm; /* of a touch target, either way (UX.md section 2); keys of compact keyboards are narrower, never lower
			  */
} sizes[SIZES] = {{800, 480, 10.8}, {1280, 800, 10.8}, {1080, 1920, 17.8}};
static const double scales[SCALES] = {1, 1.25, 1.5};

struct scene {
	struct player *player;
	const char *screen, *language;
	enum theme theme;
	int size;
	double scale;
	char name[160];
};

typedef void check_fn(struct scene *scene);

static void prepare(struct player *player, enum screen_id id, const struct scene *scene, size_t language)
{
	struct app *app = &player->app;
	app->mode = strcmp(screens[id]->sample_home, "booth") == 0 ? MODE_BOOTH : MODE_FRONT;
	play(player, (struct input){.type = INPUT_RESIZE, .x = sizes[scene->size].w, .y = sizes[scene->size].h});
	app_end_visit(app);
	app->ui.language = language;
	app->ui.theme = scene->theme;
	app->ui.text_scale = scene->scale;
	app->touched = app->now;
	app_go(app, id);
	if (screens[id]->sample)
		screens[id]->sample(app);
	app_build(app);
}

static void for_all(struct player *player, bool themes, int most_scales, check_fn *check)
{
	for (int id = 0; id < SCREEN_COUNT; id++)
		for (size_t language = 0; screens[id] && language < catalog_count(player->catalog); language++)
			for (int theme = 0; theme < (themes ? THEME_COUNT : 1); theme++)
				for (int size = 0; size < SIZES; size++)
					for (int scale = 0; scale < most_scales; scale++) {
						struct scene scene = {.player = player,
								      .screen = screens[id]->name,
								      .language = catalog_code(player->catalog, language),
								      .theme = (enum theme)theme,
								      .size = size,
								      .scale = scales[scale]};
						prepare(player, (enum screen_id)id, &scene, language);
						text_format(scene.name, sizeof scene.name, "%s.%s.%s.%dx%d.x%.2f", scene.screen,
							    scene.language, theme_name(scene.theme), sizes[size].w,
							    sizes[size].h, scene.scale);
						check(&scene);
					}
}

static struct nodes *nodes_of(const struct scene *scene)
{
	return scene->player->app.ui.nodes;
}

static bool is_front(const struct scene *scene)
{
	return strcmp(screens[scene->player->app.screen]->sample_home, "front") == 0;
}

static bool dialog_open(const struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (strcmp(nodes->list[i].group, "dialog") == 0)
			return true;
	return false;
}

/* Nodes that can be pressed now: under a dialog nothing else counts. */
static bool is_live(const struct scene *scene, const struct node *node)
{
	return node->action && (!dialog_open(scene) || strcmp(node->group, "dialog") == 0);
}

/* --- places --- */

static void check_inside(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		struct rect r = nodes->list[i].rect;
		bool inside = r.x >= 0 && r.y >= 0 && r.x + r.w <= sizes[scene->size].w && r.y + r.h <= sizes[scene->size].h;
		if (!inside || r.w <= 0 || r.h <= 0)
			fail_msg("%s: %s lies at %d,%d %dx%d", scene->name, nodes->list[i].id, r.x, r.y, r.w, r.h);
	}
}

static bool overlap(struct rect a, struct rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

static void check_apart(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = i + 1; j < nodes->count; j++) {
			const struct node *a = &nodes->list[i], *b = &nodes->list[j];
			if (is_live(scene, a) && is_live(scene, b) && strcmp(a->group, "toast") != 0 &&
			    strcmp(b->group, "toast") != 0 && overlap(a->rect, b->rect))
				fail_msg("%s: %s and %s overlap", scene->name, a->id, b->id);
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
				fail_msg("%s: the words of %s run into %s", scene->name, a->id, b->id);
		}
}

static void check_targets(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	double mm = scene->player->app.ui.profile.mm_per_px;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		bool key = node->kind == NODE_KEY;
		double w = node->rect.w * mm, h = node->rect.h * mm, least = sizes[scene->size].least_mm;
		if (!is_live(scene, node))
			continue;
		if (h < least || w < (key ? 9 : least))
			fail_msg("%s: %s is %.1f x %.1f mm", scene->name, node->id, w, h);
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
			fail_msg("%s: %s begins at y = %d", scene->name, node->id, node->rect.y);
	}
}

static void check_places(struct scene *scene)
{
	check_inside(scene);
	check_apart(scene);
	check_words_apart(scene);
	check_targets(scene);
	if (scene->scale < 1.1)
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
			fail_msg("%s: %s has no words", scene->name, node->id);
		for (size_t j = 0; j < 3; j++) {
			if (!render_text_drawable(scene->player->render, FONT_REGULAR, texts[j]))
				fail_msg("%s: \"%s\" of %s cannot be drawn", scene->name, texts[j], node->id);
			if (strchr(texts[j], '[') || strchr(texts[j], '{'))
				fail_msg("%s: \"%s\" of %s is not a sentence", scene->name, texts[j], node->id);
		}
		for (size_t j = 0; j < i; j++)
			if (strcmp(nodes->list[j].id, node->id) == 0)
				fail_msg("%s: two nodes are called %s", scene->name, node->id);
	}
	if (!heading)
		fail_msg("%s has no heading", scene->name);
}

/* Names, addresses and notes are as long as they are, so they may shrink and be cut; a badge's picture is a picture. */
static bool is_personal(const struct scene *scene, const struct command *command)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t n = 0; n < nodes->count; n++) {
		const struct node *node = &nodes->list[n];
		bool picture = node->kind == NODE_IMAGE && !node->decorative;
		if ((node->personal || picture) && rect_has(node->rect, command->r.x, command->r.y + command->r.h / 2))
			return true;
	}
	return false;
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
			fail_msg("%s: \"%s\" was cut", scene->name, text);
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
			fail_msg("%s: \"%s\" is drawn in %d px", scene->name, draw->text + command->as.text.at,
				 command->as.text.px);
	}
}

static void check_all(struct scene *scene)
{
	check_places(scene);
	check_words(scene);
	check_uncut(scene);
	check_legible(scene);
}

static void places_and_words(void **state)
{
	for_all(*state, false, SCALES, check_all);
}

/* --- colours --- */

static double channel(uint32_t value)
{
	double c = value / 255.0;
	return c <= 0.04045 ? c / 12.92 : __builtin_pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance, WCAG 2.2. */
static double luminance(uint32_t rgb)
{
	return 0.2126 * channel(rgb >> 16 & 255) + 0.7152 * channel(rgb >> 8 & 255) + 0.0722 * channel(rgb & 255);
}

static void check_contrast(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		double a = luminance(theme_color(scene->theme, node->fg)), b = luminance(theme_color(scene->theme, node->bg));
		double ratio = (a > b ? a + 0.05 : b + 0.05) / (a > b ? b + 0.05 : a + 0.05);
		double least = !node->enabled ? 4.5 : 7;
		if (!node->decorative && ratio < least - 0.005)
			fail_msg("%s: %s has a contrast of %.2f", scene->name, node->id, ratio);
	}
}

static void check_colours(struct scene *scene)
{
	check_contrast(scene);
	check_inside(scene);
}

static void colours(void **state)
{
	for_all(*state, true, 1, check_colours);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(places_and_words, player_open, player_close),
		cmocka_unit_test_setup_teardown(colours, player_open, player_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
