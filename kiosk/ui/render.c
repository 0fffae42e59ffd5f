/* One frame: where is each command, which cells changed, and those again, background first, each command cut to the changed
 * rectangle. Needs no SDL_Renderer: pixels are written into the surface. */
#include "ui/render.h"

#include "base/file.h"
#include "base/text.h"
#include "ui/commands.h"
#include "ui/damage.h"
#include "ui/hash.h"
#include "ui/pictures.h"
#include "ui/shapes.h"
#include "ui/texts.h"
#include "ui/wall.h"

#include <SDL_ttf.h>
#include <stdlib.h>

enum { SCRIM_COVER = 199 /* 0.78 */ };

struct render {
	struct fonts fonts;
	struct texts texts;
	struct pictures pictures;
	struct wall wall;
	struct shapes shapes;
	struct damage damage;
	bool ttf;
	SDL_Surface *shadow;                    /* for surfaces whose pixels are not 0x??RRGGBB */
	struct rect covers[DRAW_COMMANDS_MOST]; /* the pixels of each command */
};

struct render *render_create(const char *assets, struct err *err)
{
	char path[PICTURES_DIR_MOST + 64];
	struct render *render = calloc(1, sizeof *render);
	if (!render) {
		err_set(err, ERR_MEMORY, "no memory for the screen");
		return NULL;
	}
	text_copy(render->pictures.assets, sizeof render->pictures.assets, assets);
	text_format(path, sizeof path, "%s/icons", assets);
	if (!file_exists(path)) {
		err_set(err, ERR_MISSING, "the pictures %s are not there; install Lanyard again or set LANYARD_ASSETS", path);
		goto out;
	}
	if (TTF_Init() != 0) {
		err_set(err, ERR_MEMORY, "text cannot be drawn: %s", TTF_GetError());
		goto out;
	}
	render->ttf = true;
	if (!fonts_init(&render->fonts, assets, err))
		goto out;
	return render;
out:
	render_destroy(render);
	return NULL;
}

const char *render_assets(const struct render *render)
{
	return render->pictures.assets;
}

void render_destroy(struct render *render)
{
	if (!render)
		return;
	SDL_FreeSurface(render->shadow);
	damage_release(&render->damage);
	shapes_release(&render->shapes);
	pictures_release(&render->pictures);
	wall_release(&render->wall);
	texts_wipe(&render->texts);
	fonts_release(&render->fonts);
	if (render->ttf)
		TTF_Quit();
	free(render);
}

void render_forget(struct render *render)
{
	damage_forget(&render->damage);
}

void render_wipe(struct render *render)
{
	texts_wipe(&render->texts);
	damage_forget(&render->damage);
	if (render->shadow)
		SDL_FillRect(render->shadow, NULL, 0);
}

int render_text_width(struct render *render, enum font font, int px, const char *text)
{
	return texts_width(&render->texts, &render->fonts, font, px, text);
}

bool render_text_drawable(struct render *render, enum font font, const char *text)
{
	return fonts_have(&render->fonts, font, text);
}

/* --- one command ------------------------------------------------------------------------------------------------------ */

struct frame {
	struct render *render;
	const struct draw *draw;
};

static uint32_t color_of(const struct frame *frame, int color)
{
	return 0xFF000000 | theme_color(frame->draw->theme, (enum color)color);
}

static const struct text_picture *picture_of(const struct frame *frame, const struct command *command)
{
	struct render *render = frame->render;
	return texts_picture(&render->texts, &render->fonts, command->as.text.key, command->as.text.font, command->as.text.px,
			     frame->draw->text + command->as.text.at);
}

/* Where a text's picture goes: its line box says where the baseline is. */
static struct rect text_place(const struct command *command, const struct text_picture *picture)
{
	int baseline = command->r.y + font_baseline(command->as.text.px, command->r.h);
	return (struct rect){command->r.x - picture->left, baseline - picture->up, picture->coverage.w, picture->coverage.h};
}

static struct rect cover_of(const struct frame *frame, const struct command *command)
{
	if (command->op != OP_TEXT)
		return command->clip;
	return rect_both(command->clip, text_place(command, picture_of(frame, command)));
}

static void paint_round(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	struct shapes *shapes = &frame->render->shapes;
	int diameter = 2 * command->as.round.radius, width = command->as.round.stroke_width;
	unsigned corners = command->as.round.corners;
	struct rect r = command->r;
	if (command->stroke != COLOR_NONE && command->fill == COLOR_NONE) {
		shapes_frame(shapes, canvas, r, diameter, corners, width, color_of(frame, command->stroke));
		return;
	}
	if (command->stroke != COLOR_NONE) {
		shapes_round(shapes, canvas, r, diameter, corners, color_of(frame, command->stroke));
		r = rect_inset(r, width, width);
		diameter -= 2 * width;
	}
	if (command->fill != COLOR_NONE)
		shapes_round(shapes, canvas, r, diameter, corners, color_of(frame, command->fill));
}

static void paint_text(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	const struct text_picture *picture = picture_of(frame, command);
	struct rect place = text_place(command, picture);
	canvas_cover(canvas, place.x, place.y, &picture->coverage, color_of(frame, command->fill));
}

/* The top left corner of something w x h that is centred in r. */
static struct rect centred(struct rect r, int w, int h)
{
	return (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
}

static const struct coverage *icon_of(const struct frame *frame, const struct command *command)
{
	int side = command->r.w < command->r.h ? command->r.w : command->r.h;
	return pictures_icon(&frame->render->pictures, command->as.icon, side);
}

static const char *art_name(const struct frame *frame, const struct command *command)
{
	return frame->draw->text + command->as.art;
}

static const struct image *art_of(const struct frame *frame, const struct command *command)
{
	return pictures_art(&frame->render->pictures, art_name(frame, command), frame->draw->theme, command->r.w, command->r.h);
}

static void paint_icon(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	const struct coverage *icon = icon_of(frame, command);
	struct rect place = centred(command->r, icon->w, icon->h);
	canvas_cover(canvas, place.x, place.y, icon, color_of(frame, command->fill));
}

static void paint_art(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	const struct wall_look *wall = wall_find(art_name(frame, command));
	if (wall) {
		wall_draw(&frame->render->wall, wall, frame->draw->theme, canvas, command->r);
		return;
	}
	const struct image *image = art_of(frame, command);
	struct rect place = centred(command->r, image->w, image->h);
	canvas_image(canvas, place.x, place.y, image);
}

static void paint_qr(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	const char *bits = frame->draw->text + command->as.qr.at;
	int side = command->as.qr.side, most = command->r.w < command->r.h ? command->r.w : command->r.h;
	int unit = most / (side + 2 * QR_QUIET);
	struct rect place = centred(command->r, unit * side, unit * side);
	canvas_fill(canvas, command->r, color_of(frame, COLOR_PAPER));
	for (int i = 0; i < side * side; i++)
		if (bits[i / 8] >> i % 8 & 1)
			canvas_fill(canvas, (struct rect){place.x + i % side * unit, place.y + i / side * unit, unit, unit},
				    color_of(frame, COLOR_INK));
}

static void paint_ring(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	shapes_ring(&frame->render->shapes, canvas, command->r, command->as.ring.width, command->as.ring.part,
		    color_of(frame, command->fill), color_of(frame, command->stroke));
}

static void paint_polygon(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	shapes_polygon(canvas, command->as.polygon.points, command->as.polygon.count, color_of(frame, command->fill));
}

static void paint_photo(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	shapes_photo(&frame->render->shapes, canvas, command->r, command->as.photo.radius, &command->as.photo.from);
}

static void paint_scrim(const struct frame *frame, const struct canvas *canvas, const struct command *command)
{
	canvas_veil(canvas, color_of(frame, command->fill), SCRIM_COVER);
}

/* --- the frame -------------------------------------------------------------------------------------------------------- */

static bool holds(struct rect outer, struct rect inner)
{
	struct rect both = rect_both(outer, inner);
	return both.w == inner.w && both.h == inner.h;
}

/* The last command that fills all of the rectangle, below which nothing is seen; the number of commands if there is none. */
static size_t find_floor(const struct frame *frame, struct rect r)
{
	for (size_t i = frame->draw->count; i-- > 0;) {
		const struct command *command = &frame->draw->commands[i];
		if (command->op != OP_ROUND || command->fill == COLOR_NONE || !holds(command->clip, r))
			continue;
		int edge = command->as.round.radius + (command->stroke == COLOR_NONE ? 0 : command->as.round.stroke_width);
		if (holds(rect_inset(command->r, edge, 0), r) || holds(rect_inset(command->r, 0, edge), r))
			return i;
	}
	return frame->draw->count;
}

static void paint_rect(const struct frame *frame, SDL_Surface *surface, struct rect r)
{
	static void (*const painters[])(const struct frame *, const struct canvas *, const struct command *) = {
		[OP_ROUND] = paint_round,     [OP_TEXT] = paint_text,   [OP_ICON] = paint_icon,
		[OP_ART] = paint_art,         [OP_QR] = paint_qr,       [OP_RING] = paint_ring,
		[OP_POLYGON] = paint_polygon, [OP_SCRIM] = paint_scrim, [OP_PHOTO] = paint_photo,
	};
	struct canvas canvas = {surface->pixels, (size_t)surface->pitch / sizeof(uint32_t), r};
	size_t floor = find_floor(frame, r), count = frame->draw->count;
	if (floor == count)
		canvas_fill(&canvas, r, color_of(frame, (int)frame->draw->background));
	for (size_t i = floor < count ? floor : 0; i < count; i++) {
		canvas.clip = rect_both(r, frame->render->covers[i]);
		if (!rect_empty(canvas.clip))
			painters[frame->draw->commands[i].op](frame, &canvas, &frame->draw->commands[i]);
	}
}

static size_t find_damage(const struct frame *frame, const SDL_Surface *surface, struct rect *out, size_t most)
{
	struct render *render = frame->render;
	const struct draw *draw = frame->draw;
	int w = draw->w < surface->w ? draw->w : surface->w, h = draw->h < surface->h ? draw->h : surface->h;
	uint64_t empty = hash_word(hash_word(HASH_START, (uint64_t)draw->theme), (uint64_t)draw->background);
	if (!damage_begin(&render->damage, w, h, empty))
		return 0;
	for (size_t i = 0; i < draw->count; i++) {
		render->covers[i] = cover_of(frame, &draw->commands[i]);
		damage_add(&render->damage, render->covers[i], draw->commands[i].hash);
	}
	return damage_end(&render->damage, out, most);
}

/* Where to paint: the surface itself if its pixels are 0x??RRGGBB, else a shadow of it. */
static SDL_Surface *target(struct render *render, SDL_Surface *surface)
{
	const SDL_PixelFormat *format = surface->format;
	if (format->BytesPerPixel == 4 && format->Rmask == 0xFF0000 && format->Gmask == 0xFF00 && format->Bmask == 0xFF)
		return surface;
	if (!render->shadow || render->shadow->w != surface->w || render->shadow->h != surface->h) {
		SDL_FreeSurface(render->shadow);
		render->shadow = SDL_CreateRGBSurfaceWithFormat(0, surface->w, surface->h, 32, SDL_PIXELFORMAT_RGB888);
		damage_forget(&render->damage);
	}
	return render->shadow;
}

void render_prepare(struct render *render, const struct draw *draw)
{
	struct frame frame = {render, draw};
	for (size_t i = 0; i < draw->count; i++) {
		const struct command *command = &draw->commands[i];
		if (command->op == OP_TEXT)
			picture_of(&frame, command);
		else if (command->op == OP_ICON)
			icon_of(&frame, command);
		else if (command->op == OP_ART && !wall_find(art_name(&frame, command)))
			art_of(&frame, command);
	}
}

size_t render_frame(struct render *render, struct draw *draw, SDL_Surface *surface, SDL_Rect *changed, size_t most,
		    size_t *pixels)
{
	struct rect rects[DAMAGE_RECTS_MOST];
	struct frame frame = {render, draw};
	SDL_Surface *to = target(render, surface);
	size_t count = to && most > 0 ? find_damage(&frame, surface, rects, most) : 0;
	*pixels = 0;
	for (size_t i = 0; i < count; i++) {
		changed[i] = (SDL_Rect){rects[i].x, rects[i].y, rects[i].w, rects[i].h};
		*pixels += (size_t)rects[i].w * (size_t)rects[i].h;
		paint_rect(&frame, to, rects[i]);
		if (to != surface)
			SDL_BlitSurface(to, &changed[i], surface, &changed[i]);
	}
	return count;
}
