/* See shots.h. Each picture starts from a fresh visit, so that none depends on the one before. */
#include "shots.h"

#include "app.h"
#include "base/file.h"
#include "base/text.h"
#include "demo.h"
#include "screens/screen.h"
#include "tree.h"

#include <png.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char all_sizes[] = "800x480,1280x800,1080x1920";

struct session {
	const struct shots *shots;
	struct app app;
	struct catalog *catalog;
	struct render *render;
};

/* The next piece of "a,b,c"; false at the end. */
static bool next_piece(const char **list, char *out, size_t size)
{
	if (!**list)
		return false;
	size_t n = strcspn(*list, ",");
	text_format(out, size, "%.*s", (int)n, *list);
	*list += n + ((*list)[n] == ',');
	return true;
}

static bool is_wanted(const char *list, const char *name)
{
	char piece[64];
	if (!list || !*list)
		return true;
	while (next_piece(&list, piece, sizeof piece))
		if (strcmp(piece, name) == 0)
			return true;
	return false;
}

/* --- one picture --- */

static bool write_png(SDL_Surface *surface, const char *path, struct err *err)
{
	SDL_Surface *rgb = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGB24, 0);
	png_image png = {.version = PNG_IMAGE_VERSION,
			 .width = (png_uint_32)surface->w,
			 .height = (png_uint_32)surface->h,
			 .format = PNG_FORMAT_RGB,
			 .flags = PNG_IMAGE_FLAG_FAST};
	bool ok = rgb ? png_image_write_to_file(&png, path, 0, rgb->pixels, rgb->pitch, NULL) != 0 ||
				  err_set(err, ERR_IO, "%s cannot be written: %s", path, png.message)
		      : err_set(err, ERR_MEMORY, "there is not enough memory for a picture");
	SDL_FreeSurface(rgb);
	return ok;
}

static bool write_picture(struct session *session, const char *stem, struct err *err)
{
	char path[4096];
	struct app *app = &session->app;
	SDL_Rect changed;
	size_t pixels;
	SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, app->ui.profile.w, app->ui.profile.h, 32,
							      SDL_PIXELFORMAT_RGB888);
	char *tree = tree_text(app);
	bool ok = surface && tree;
	if (!ok)
		err_set(err, ERR_MEMORY, "there is not enough memory for a picture");
	if (ok) {
		render_forget(session->render);
		render_frame(session->render, app->ui.draw, surface, &changed, 1, &pixels);
		text_format(path, sizeof path, "%s.png", stem);
		ok = write_png(surface, path, err);
	}
	if (ok) {
		text_format(path, sizeof path, "%s.json", stem);
		ok = file_replace(path, tree, strlen(tree), 0644, err);
	}
	free(tree);
	SDL_FreeSurface(surface);
	return ok;
}

static void prepare(struct session *session, enum screen_id id, const struct profile *profile, enum theme theme, double scale,
		    size_t language)
{
	struct app *app = &session->app;
	const char *home = screens[id]->sample_home;
	app->mode = home && strcmp(home, modes[MODE_BOOTH].name) == 0 ? MODE_BOOTH : MODE_FRONT;
	app->printer = false;
	memset(app->devices, 0, sizeof app->devices);
	app->now = app->wall = demo_now;
	app->touched = demo_now - demo_now % 1000;
	app_input(app,
		  &(struct input){.type = INPUT_RESIZE, .at = demo_now, .wall = demo_now, .x = profile->w, .y = profile->h});
	app_end_visit(app);
	app->ui.language = language;
	app->ui.theme = theme;
	app->ui.text_scale = scale;
	app_go(app, id);
	if (screens[id]->sample)
		screens[id]->sample(app);
	app_build(app);
}

static bool one_size(struct session *session, enum screen_id id, enum theme theme, size_t language, const char *scale,
		     const char *size, struct err *err)
{
	char stem[4096];
	int w = 0, h = 0;
	if (sscanf(size, "%dx%d", &w, &h) != 2 || w < 320 || h < 240 || w > 8192 || h > 8192)
		return err_set(err, ERR_USAGE, "\"%s\" is not a size; write it as 1280x800", size);
	struct profile profile = profile_for(w, h, 0);
	prepare(session, id, &profile, theme, strtod(scale, NULL), language);
	const char *mark = strcmp(scale, "1") == 0 ? "" : ".x";
	text_format(stem, sizeof stem, "%s/%s.%s.%s.%s%s%s", session->shots->dir, screens[id]->name,
		    catalog_code(session->catalog, language), theme_name(theme), size, mark, *mark ? scale : "");
	return write_picture(session, stem, err);
}

static bool one_screen(struct session *session, enum screen_id id, struct err *err)
{
	const struct shots *shots = session->shots;
	const char *sizes, *scales;
	char size[32], scale[16];
	for (size_t language = 0; language < catalog_count(session->catalog); language++)
		for (int theme = 0; theme < THEME_COUNT; theme++) {
			if (!is_wanted(shots->languages, catalog_code(session->catalog, language)) ||
			    !is_wanted(shots->themes, theme_name((enum theme)theme)))
				continue;
			for (scales = shots->scales && *shots->scales ? shots->scales : "1";
			     next_piece(&scales, scale, sizeof scale);)
				for (sizes = shots->sizes && *shots->sizes ? shots->sizes : all_sizes;
				     next_piece(&sizes, size, sizeof size);)
					if (!one_size(session, id, (enum theme)theme, language, scale, size, err))
						return false;
		}
	return true;
}

bool shots_write(const struct shots *shots, struct err *err)
{
	struct demo demo = {.store = NULL};
	struct session session = {.shots = shots};
	char lang[4096];
	text_format(lang, sizeof lang, "%s/lang", shots->assets);
	bool ok = file_make_dirs(shots->dir, 0755, err) && demo_open(&demo, err);
	setenv("TZ", "America/New_York", 1);
	if (ok)
		session.catalog = catalog_open(lang, store_fair(demo.store)->languages, err);
	if (session.catalog)
		session.render = render_create(shots->assets, err);
	bool opened = session.render &&
		      app_open(&session.app, demo.store, session.catalog, session.render, MODE_FRONT, "B12", err);
	ok = opened;
	if (opened)
		app_fold(&session.app, SIZE_MAX);
	for (int id = 0; ok && id < SCREEN_COUNT; id++)
		if (screens[id] && is_wanted(shots->screens, screens[id]->name))
			ok = one_screen(&session, (enum screen_id)id, err);
	if (opened)
		app_close(&session.app);
	render_destroy(session.render);
	catalog_close(session.catalog);
	demo_close(&demo);
	return ok;
}
