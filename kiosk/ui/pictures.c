/* SVG files by nanosvg in SDL_image. Icons become coverage, to be drawn in any colour; art keeps its own colours and has a twin
 * file for high contrast. The walls, which need clip paths that nanosvg lacks, are drawn by wall.c. */
#include "ui/pictures.h"

#include "base/text.h"
#include "ui/hash.h"

#include <SDL_image.h>
#include <stdlib.h>

static const char *const icon_files[ICON_COUNT] = {
#define ICON_FILE(name, file) [ICON_##name] = (file),
	ICON_LIST(ICON_FILE)
#undef ICON_FILE
};

void pictures_release(struct pictures *pictures)
{
	for (size_t i = 0; i < ICONS_MOST; i++)
		free(pictures->icons[i].coverage.alpha);
	for (size_t i = 0; i < ARTS_MOST; i++)
		free(pictures->arts[i].image.pixels);
	*pictures = (struct pictures){0};
}

/* The file as 0xAARRGGBB pixels, fitted into w x h; NULL when it cannot be read. */
static SDL_Surface *rasterise(const char *path, int w, int h)
{
	SDL_RWops *file = SDL_RWFromFile(path, "rb");
	if (!file)
		return NULL;
	SDL_Surface *picture = IMG_LoadSizedSVG_RW(file, w, h), *out = NULL;
	SDL_RWclose(file);
	if (picture)
		out = SDL_ConvertSurfaceFormat(picture, SDL_PIXELFORMAT_ARGB8888, 0);
	SDL_FreeSurface(picture);
	return out;
}

static const uint32_t *row_of(const SDL_Surface *surface, int y)
{
	return (const uint32_t *)(const void *)((const char *)surface->pixels + (size_t)y * (size_t)surface->pitch);
}

static struct coverage draw_icon_file(const struct pictures *pictures, enum icon icon, int px)
{
	char path[PICTURES_DIR_MOST + 64];
	text_format(path, sizeof path, "%s/icons/%s.svg", pictures->assets, icon_files[icon]);
	SDL_Surface *surface = rasterise(path, px, px);
	struct coverage out = {0};
	uint8_t *alpha = surface ? malloc((size_t)surface->w * (size_t)surface->h) : NULL;
	if (alpha) {
		out = (struct coverage){surface->w, surface->h, alpha};
		for (int y = 0; y < out.h; y++)
			for (int x = 0; x < out.w; x++)
				alpha[y * out.w + x] = (uint8_t)(row_of(surface, y)[x] >> 24);
	}
	SDL_FreeSurface(surface);
	return out;
}

const struct coverage *pictures_icon(struct pictures *pictures, enum icon icon, int px)
{
	size_t at = 0;
	for (size_t i = 0; i < ICONS_MOST; i++) {
		at = pictures->icons[i].used < pictures->icons[at].used ? i : at;
		if (pictures->icons[i].icon == icon && pictures->icons[i].px == px) {
			pictures->icons[i].used = ++pictures->calls;
			return &pictures->icons[i].coverage;
		}
	}
	free(pictures->icons[at].coverage.alpha);
	pictures->icons[at].icon = icon;
	pictures->icons[at].px = px;
	pictures->icons[at].used = ++pictures->calls;
	pictures->icons[at].coverage = draw_icon_file(pictures, icon, px);
	return &pictures->icons[at].coverage;
}

/* Multiplies a colour by its alpha, as struct image wants it. */
static uint32_t multiplied(uint32_t pixel)
{
	uint32_t alpha = pixel >> 24, color = pixel_blend(0, pixel, alpha) & 0xFFFFFF;
	return alpha << 24 | color;
}

static struct image draw_art_file(const struct pictures *pictures, const char *name, enum theme theme, int w, int h)
{
	char path[PICTURES_DIR_MOST + 64];
	struct image out = {0};
	/* what is drawn for black is, on white, its negative */
	uint32_t negative = theme == THEME_HIGH_CONTRAST_LIGHT ? 0xFFFFFF : 0;
	text_format(path, sizeof path, "%s/art/%s%s.svg", pictures->assets, name, theme == THEME_LIGHT ? "" : ".hc");
	SDL_Surface *surface = rasterise(path, w, h);
	uint32_t *pixels = surface ? malloc((size_t)surface->w * (size_t)surface->h * sizeof *pixels) : NULL;
	if (pixels) {
		out = (struct image){surface->w, surface->h, pixels};
		for (int y = 0; y < out.h; y++)
			for (int x = 0; x < out.w; x++)
				pixels[y * out.w + x] = multiplied(row_of(surface, y)[x] ^ negative);
	}
	SDL_FreeSurface(surface);
	return out;
}

const struct image *pictures_art(struct pictures *pictures, const char *name, enum theme theme, int w, int h)
{
	uint64_t key = hash_word(hash_word(HASH_START, (uint64_t)(uint32_t)w << 32 | (uint32_t)h), (uint64_t)theme);
	key = hash_bytes(key, name, strlen(name)) | 1;
	size_t at = 0;
	for (size_t i = 0; i < ARTS_MOST; i++) {
		at = pictures->arts[i].used < pictures->arts[at].used ? i : at;
		if (pictures->arts[i].key == key) {
			pictures->arts[i].used = ++pictures->calls;
			return &pictures->arts[i].image;
		}
	}
	free(pictures->arts[at].image.pixels);
	pictures->arts[at].key = key;
	pictures->arts[at].used = ++pictures->calls;
	pictures->arts[at].image = draw_art_file(pictures, name, theme, w, h);
	return &pictures->arts[at].image;
}
