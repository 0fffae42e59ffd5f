/* Every screen of the table with its sample content, in every language, size, theme and text size, for checks that hold for all
 * of them. A new screen is covered by itself. All checks of a program look at a scene while it is there; what each finds is
 * listed, and fails the test that bears its name. */
#ifndef LANYARD_TESTS_SCENES_H
#define LANYARD_TESTS_SCENES_H

#include "player.h"

#include "ui/commands.h"

enum { SIZES = 3, SCALES = 3, FINDINGS_SHOWN = 20 };

static const struct {
	int w, h;
} sizes[SIZES] = {{800, 480}, {1280, 800}, {1080, 1920}};
static const double scales[SCALES] = {1, 1.25, 1.5};

struct scene {
	struct player *player;
	enum screen_id id;
	const char *screen, *language;
	size_t language_index;
	enum theme theme;
	int size, scale;
	char name[160];
};

typedef void scene_fn(struct scene *scene);

/* Which part of the matrix: counts from the first. 0 is all. */
struct span {
	size_t languages;
	int themes, sizes, scales;
};

struct check {
	scene_fn *look;
	int found;
};
static struct check *checking;

__attribute__((format(printf, 2, 3))) static inline void finding(const struct scene *scene, const char *format, ...)
{
	va_list list;
	if (checking->found++ >= FINDINGS_SHOWN)
		return;
	va_start(list, format);
	fprintf(stderr, "%s: ", scene->name);
	vfprintf(stderr, format, list);
	fputc('\n', stderr);
	va_end(list);
}

static inline enum kiosk_mode scene_mode(enum screen_id id)
{
	for (int mode = 0; mode < MODE_COUNT; mode++)
		if (screens[id]->sample_home && strcmp(modes[mode].name, screens[id]->sample_home) == 0)
			return (enum kiosk_mode)mode;
	return MODE_FRONT;
}

/* Shows the scene anew, as --shots does. */
static inline void scene_show(const struct scene *scene)
{
	struct player *player = scene->player;
	struct app *app = &player->app;
	app->mode = scene_mode(scene->id);
	app->printer = false;
	memset(app->devices, 0, sizeof app->devices);
	play(player, (struct input){.type = INPUT_RESIZE, .x = sizes[scene->size].w, .y = sizes[scene->size].h});
	app_end_visit(app);
	app->ui.language = scene->language_index;
	app->ui.theme = scene->theme;
	app->ui.text_scale = scales[scene->scale];
	app->touched = app->now;
	app_go(app, scene->id);
	if (screens[scene->id]->sample)
		screens[scene->id]->sample(app);
	app_build(app);
}

static inline size_t within(size_t wanted, size_t all)
{
	return wanted && wanted < all ? wanted : all;
}

static inline void for_each_scene(struct player *player, struct span span, struct check *checks, size_t count)
{
	size_t languages = within(span.languages, catalog_count(player->catalog));
	int themes = (int)within((size_t)span.themes, THEME_COUNT), some = (int)within((size_t)span.sizes, SIZES),
	    text_sizes = (int)within((size_t)span.scales, SCALES);
	for (int i = 0; i < SCREEN_COUNT * (int)languages * themes * some * text_sizes; i++) {
		int rest = i;
		struct scene scene = {.player = player};
		scene.scale = rest % text_sizes, rest /= text_sizes;
		scene.size = rest % some, rest /= some;
		scene.theme = (enum theme)(rest % themes), rest /= themes;
		scene.language_index = (size_t)rest % languages, rest /= (int)languages;
		scene.id = (enum screen_id)rest;
		if (!screens[scene.id])
			continue;
		scene.screen = screens[scene.id]->name;
		scene.language = catalog_code(player->catalog, scene.language_index);
		scene_show(&scene);
		text_format(scene.name, sizeof scene.name, "%s.%s.%s.%dx%d.x%.2f", scene.screen, scene.language,
			    theme_name(scene.theme), sizes[scene.size].w, sizes[scene.size].h, scales[scene.scale]);
		for (size_t c = 0; c < count; c++) {
			checking = &checks[c];
			checking->look(&scene);
		}
	}
}

static inline void assert_nothing_found(const struct check *check)
{
	if (check->found)
		fail_msg("%d findings", check->found);
}

static inline struct nodes *nodes_of(const struct scene *scene)
{
	return scene->player->app.ui.nodes;
}

static inline double mm_of(const struct scene *scene, int px)
{
	return px * scene->player->app.ui.profile.mm_per_px;
}

/* Visitors' own pages, not those of booths and staff. */
static inline bool is_front(const struct scene *scene)
{
	const char *home = screens[scene->id]->sample_home;
	return (!home || strcmp(home, "booth") != 0) && strncmp(scene->screen, "staff-", 6) != 0;
}

static inline bool in_group(const struct node *node, const char *group)
{
	return strcmp(node->group, group) == 0;
}

static inline bool dialog_open(const struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (in_group(&nodes->list[i], "dialog"))
			return true;
	return false;
}

/* Nodes that can be pressed now: under a dialog nothing else counts. */
static inline bool is_live(const struct scene *scene, const struct node *node)
{
	return node->action && (!dialog_open(scene) || in_group(node, "dialog"));
}

static inline bool is_focusable(const struct scene *scene, const struct node *node)
{
	return is_live(scene, node) && node->enabled;
}

static inline bool overlap(struct rect a, struct rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Names, addresses and notes are as long as they are, so they may shrink and be cut; a badge's picture is a picture. */
static inline bool is_personal(const struct scene *scene, const struct command *command)
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

/* From the top of the capitals to the line that they stand on, and below it if a letter goes there. Inter's capitals are 0.727
 * of its size, in the middle of their line. */
static inline struct rect ink_of(const struct scene *scene, const struct command *command, const char *text)
{
	int px = command->as.text.px, high = px * 727 / 1000, y = command->r.y + (command->r.h - high) / 2;
	high += strpbrk(text, "gjpqyçQ") ? px / 5 : 0;
	int w = render_text_width(scene->player->render, command->as.text.font, px, text);
	return (struct rect){command->r.x, y, w, high};
}

/* Where the page, or the dialog over it, begins. */
static inline size_t first_command(const struct draw *draw)
{
	size_t first = 0;
	for (size_t i = 0; i < draw->count; i++)
		if (draw->commands[i].op == OP_SCRIM)
			first = i + 1;
	return first;
}

/* Relative luminance and contrast ratio, WCAG 2.2. */
static inline double channel_of(uint32_t value)
{
	double c = value / 255.0;
	return c <= 0.04045 ? c / 12.92 : __builtin_pow((c + 0.055) / 1.055, 2.4);
}

static inline double luminance_of(uint32_t rgb)
{
	return 0.2126 * channel_of(rgb >> 16 & 255) + 0.7152 * channel_of(rgb >> 8 & 255) + 0.0722 * channel_of(rgb & 255);
}

static inline double contrast_of(uint32_t one, uint32_t other)
{
	double a = luminance_of(one) + 0.05, b = luminance_of(other) + 0.05;
	return a > b ? a / b : b / a;
}

#endif
