/* Accessibility that only the finished picture shows: the contrast of letters as they were drawn, the ring around the focus,
 * and what is chosen told apart without colour. Every pixel is one that a visitor sees. */
#include "scenes.h"

/* --- a picture --- */

static SDL_Surface *picture;

/* Draws the scene that is built; whole when the one before had another size. */
static void draw_scene(const struct scene *scene)
{
	struct app *app = &scene->player->app;
	int w = sizes[scene->size].w, h = sizes[scene->size].h;
	SDL_Rect changed;
	size_t pixels;
	if (!picture || picture->w != w || picture->h != h) {
		SDL_FreeSurface(picture);
		picture = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
		assert_non_null(picture);
		render_forget(app->ui.render);
	}
	render_frame(app->ui.render, app->ui.draw, picture, &changed, 1, &pixels);
}

static uint32_t pixel_at(int x, int y)
{
	uint32_t pixel;
	memcpy(&pixel, (const uint8_t *)picture->pixels + (size_t)y * (size_t)picture->pitch + (size_t)x * 4, 4);
	return pixel & 0xFFFFFF;
}

static struct rect on_picture(struct rect r)
{
	return rect_both(r, (struct rect){0, 0, picture->w, picture->h});
}

/* --- letters --- */

enum { SHADES = 64 };

/* The ground is the commonest colour of a line's box; the ink is what differs from it most. */
static double contrast_in(struct rect r, uint32_t *ground)
{
	static struct {
		uint32_t color;
		int count;
	} shades[SHADES];
	size_t count = 0, most = 0;
	double contrast = 1;
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = r.x; x < r.x + r.w; x++) {
			uint32_t pixel = pixel_at(x, y);
			size_t i = 0;
			while (i < count && shades[i].color != pixel)
				i++;
			if (i == count && count < SHADES) {
				shades[count].color = pixel;
				shades[count++].count = 0;
			}
			if (i < count)
				shades[i].count++;
		}
	for (size_t i = 0; i < count; i++)
		most = shades[i].count > shades[most].count ? i : most;
	for (size_t i = 0; i < count; i++) {
		double other = contrast_of(shades[i].color, shades[most].color);
		contrast = shades[i].count > 1 && other > contrast ? other : contrast;
	}
	*ground = shades[most].color;
	return contrast;
}

static bool is_disabled_at(const struct scene *scene, struct rect r)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		if (!nodes->list[i].enabled && overlap(nodes->list[i].rect, r))
			return true;
	return false;
}

/* What lies under a dialog is darkened on purpose. */
static bool is_covered(const struct scene *scene, const struct command *command)
{
	const struct draw *draw = scene->player->app.ui.draw;
	for (const struct command *later = command + 1; later < draw->commands + draw->count; later++)
		if (later->op == OP_SCRIM ||
		    (later->op == OP_ROUND && later->fill != COLOR_NONE && overlap(later->r, command->r)))
			return true;
	return false;
}

/* Text 7, what cannot be pressed 4.5; in high contrast 10 and 7. */
static double least_contrast(const struct scene *scene, struct rect r)
{
	bool high = scene->theme != THEME_LIGHT;
	return is_disabled_at(scene, r) ? high ? 7 : 4.5 : high ? 10 : 7;
}

static void check_letters(struct scene *scene)
{
	const struct app *app = &scene->player->app;
	const struct draw *draw = app->ui.draw;
	draw_scene(scene);
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		const char *text = command->op == OP_TEXT ? draw->text + command->as.text.at : "";
		if (!text[strspn(text, " ")] || is_covered(scene, command))
			continue;
		struct rect r = command->r;
		r.w = render_text_width(app->ui.render, command->as.text.font, command->as.text.px, text);
		r = on_picture(rect_both(r, command->clip));
		if (rect_empty(r))
			continue;
		uint32_t ground = 0;
		double contrast = contrast_in(r, &ground), least = least_contrast(scene, r);
		if (contrast < least - 0.1)
			finding(scene, "\"%s\" is drawn with a contrast of %.2f on #%06X", text, contrast, (unsigned)ground);
	}
}

/* And as the tokens have it, for what is not letters: icons, and pictures with words. */
static void check_tokens(struct scene *scene)
{
	struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		double ratio = contrast_of(theme_color(scene->theme, node->fg), theme_color(scene->theme, node->bg));
		double least = !node->enabled ? 4.5 : scene->theme == THEME_LIGHT ? 7 : 10;
		if (!node->decorative && ratio < least - 0.005)
			finding(scene, "%s has a contrast of %.2f", node->id, ratio);
	}
}

/* --- what is not letters
 * ------------------------------------------------------------------------------------------------------
 */

/* From a little outside a control to a little inside, half way up its left side: somewhere there is a step of 3 to 1. */
static bool has_edge(struct rect r)
{
	struct rect line = on_picture((struct rect){r.x - 4, r.y + r.h / 2, 14, 1});
	double least = 1;
	for (int x = line.x; x + 1 < line.x + line.w; x++)
		for (int other = x + 1; other < line.x + line.w; other++) {
			double contrast = contrast_of(pixel_at(x, line.y), pixel_at(other, line.y));
			least = contrast > least ? contrast : least;
		}
	return least >= 3;
}

/* A field, a chip, a segment is known by its edge. In high contrast everything that can be pressed has one. */
static void check_edges(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = &nodes->list[i];
		bool known = node->kind == NODE_FIELD || node->kind == NODE_CHIP || node->kind == NODE_CHOICE;
		bool high = scene->theme != THEME_LIGHT && node->enabled;
		if (is_live(scene, node) && (known || high) && !has_edge(node->rect))
			finding(scene, "%s has no edge that is seen", node->id);
	}
}

/* Segments that stand in one frame: it runs along all of them in one colour, above and below. */
static void check_frames(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	uint32_t frame = theme_color(scene->theme, COLOR_BORDER_CONTROL);
	for (size_t i = 0; i + 1 < nodes->count; i++) {
		const struct node *node = &nodes->list[i], *next = &nodes->list[i + 1];
		bool pair = node->kind == NODE_CHOICE && next->kind == NODE_CHOICE && node->action == next->action;
		if (!pair || node->rect.y != next->rect.y || node->rect.x + node->rect.w != next->rect.x || dialog_open(scene))
			continue;
		for (int n = 0; n < 2; n++) {
			struct rect r = n ? next->rect : node->rect;
			int middle = r.x + r.w / 2, top = r.y, bottom = r.y + r.h - 1;
			if (pixel_at(middle, top) != frame || pixel_at(middle, bottom) != frame)
				finding(scene, "the frame is broken at %s", n ? next->id : node->id);
		}
	}
}

/* --- without colour
 * ------------------------------------------------------------------------------------------------------------
 */

static int icons_in(const struct scene *scene, struct rect r)
{
	const struct draw *draw = scene->player->app.ui.draw;
	int icons = 0;
	for (size_t i = 0; i < draw->count; i++)
		icons += draw->commands[i].op == OP_ICON && overlap(r, draw->commands[i].r);
	return icons;
}

/* Greys only: what is chosen beside what is not is three times as bright or dark, or has a check. */
static void check_chosen(struct scene *scene)
{
	const struct nodes *nodes = nodes_of(scene);
	for (size_t i = 0; i < nodes->count; i++)
		for (size_t j = 0; j < nodes->count; j++) {
			const struct node *on = &nodes->list[i], *off = &nodes->list[j];
			bool pair = on->selected && !off->selected && on->kind == off->kind && on->action == off->action;
			if (!pair || !on->action || on->kind == NODE_FIELD) /* a field has a thicker frame and a caret */
				continue;
			double grounds = contrast_of(theme_color(scene->theme, on->bg), theme_color(scene->theme, off->bg));
			if (grounds < 3 && icons_in(scene, on->rect) <= icons_in(scene, off->rect))
				finding(scene, "%s is chosen and %s is not, and only colour tells", on->id, off->id);
		}
}

/* --- the ring
 * --------------------------------------------------------------------------------------------------------------------
 */

/* Rounded ends leave a pixel a shade off. */
static bool is_near(uint32_t one, uint32_t other)
{
	for (int shift = 0; shift <= 16; shift += 8)
		if (abs((int)(one >> shift & 255) - (int)(other >> shift & 255)) > 24)
			return false;
	return true;
}

/* How many pixels along a line of the ring have the colour of the focus. */
static int ring_on(struct rect line, uint32_t focus)
{
	int count = 0;
	for (int y = line.y; y < line.y + line.h; y++)
		for (int x = line.x; x < line.x + line.w; x++)
			count += is_near(pixel_at(x, y), focus);
	return count;
}

/* On all four sides, half way along, at least 0.7 mm of it; nothing lies over it. */
static void check_ring(struct scene *scene)
{
	const struct ui *ui = &scene->player->app.ui;
	uint32_t focus = theme_color(scene->theme, COLOR_FOCUS);
	int out = ui_px(ui, STROKE_FOCUS) + ui_px(ui, STROKE_FOCUS_GAP), look = 2 * out;
	struct rect r = ui->ring;
	const struct rect sides[] = {{r.x - out, r.y + r.h / 2, look, 1},
				     {r.x + r.w - out, r.y + r.h / 2, look, 1},
				     {r.x + r.w / 2, r.y - out, 1, look},
				     {r.x + r.w / 2, r.y + r.h - out, 1, look}};
	for (size_t i = 0; i < 4; i++)
		if (mm_of(scene, ring_on(on_picture(sides[i]), focus)) < 0.7)
			finding(scene, "the ring of %s is not seen on side %zu", ui->focus, i);
}

static void check_rings(struct scene *scene)
{
	struct player *player = scene->player;
	char first[NODE_ID_MOST] = "";
	for (int steps = 0; steps < NODES_MOST; steps++) {
		play(player, (struct input){.type = INPUT_KEY, .key = KEY_RIGHT});
		if (strcmp(player->app.ui.focus, first) == 0)
			return;
		if (!first[0])
			text_copy(first, sizeof first, player->app.ui.focus);
		if (player->app.ui.ring.w <= 0)
			continue;
		draw_scene(scene);
		check_ring(scene);
	}
}

/* --- all --- */

enum { LETTERS, TOKENS, EDGES, FRAMES, CHOSEN, RINGS, CHECKS };
static struct check checks[CHECKS] = {
	[LETTERS] = {.look = check_letters}, [TOKENS] = {.look = check_tokens}, [EDGES] = {.look = check_edges},
	[FRAMES] = {.look = check_frames},   [CHOSEN] = {.look = check_chosen}, [RINGS] = {.look = check_rings},
};

static int look_everywhere(void **state)
{
	int opened = player_open(state);
	for_each_scene(*state, (struct span){.languages = 1, .scales = 1}, checks, CHECKS);
	return opened;
}

static int close_everything(void **state)
{
	SDL_FreeSurface(picture);
	return player_close(state);
}

static void letters_contrast_as_drawn(void **state)
{
	(void)state;
	assert_nothing_found(&checks[LETTERS]);
}

static void tokens_contrast(void **state)
{
	(void)state;
	assert_nothing_found(&checks[TOKENS]);
}

static void controls_have_edges(void **state)
{
	(void)state;
	assert_nothing_found(&checks[EDGES]);
}

static void frames_are_whole(void **state)
{
	(void)state;
	assert_nothing_found(&checks[FRAMES]);
}

static void choices_show_without_colour(void **state)
{
	(void)state;
	assert_nothing_found(&checks[CHOSEN]);
}

static void the_ring_is_seen_on_all_sides(void **state)
{
	(void)state;
	assert_nothing_found(&checks[RINGS]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_contrast_as_drawn),   cmocka_unit_test(tokens_contrast),
		cmocka_unit_test(controls_have_edges),         cmocka_unit_test(frames_are_whole),
		cmocka_unit_test(choices_show_without_colour), cmocka_unit_test(the_ring_is_seen_on_all_sides),
	};
	return cmocka_run_group_tests(tests, look_everywhere, close_everything);
}
