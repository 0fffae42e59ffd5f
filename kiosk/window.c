/* See window.h. The settings are measured ones: on X11 SDL's default window surface goes through a software GL, parses 512 kB
 * of compose rules and starts a D-Bus; without that the first picture is there in half the time and a key costs a hundredth. */
#include "window.h"

#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RECTANGLES_MOST = 16, FIRST_FRAMES = 3 };

void window_prepare(const char *assets)
{
	char compose[4096];
	if (text_format(compose, sizeof compose, "%s/compose", assets))
		setenv("XCOMPOSEFILE", compose, 0);
	setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2"); /* the only one that draws on bare KMS */
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "1");
}

static bool is_bare(void)
{
	const char *driver = SDL_GetCurrentVideoDriver();
	return driver && strcmp(driver, "KMSDRM") == 0;
}

/* With a desktop its window manager makes the window full screen; without one that costs 100 ms and can miss the size. */
static Uint32 flags_for(bool full)
{
	if (!full)
		return 0;
	bool desktop = getenv("XDG_CURRENT_DESKTOP") || getenv("WAYLAND_DISPLAY") || is_bare();
	return desktop ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_BORDERLESS;
}

/* Where there is no display SDL takes a driver that draws into memory; only who asks for one wants that. */
static bool is_seen(void)
{
	const char *driver = SDL_GetCurrentVideoDriver();
	return SDL_GetHint(SDL_HINT_VIDEODRIVER) ||
	       (driver && strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0);
}

bool window_reach(struct err *err)
{
	if (SDL_Init(SDL_INIT_VIDEO) != 0)
		return err_set(err, ERR_IO, "no screen can be opened: %s; start this on a display or give --shots DIR",
			       SDL_GetError());
	return is_seen() || err_set(err, ERR_IO, "there is no display; set DISPLAY to one, start this on a console, or give %s",
				    "--shots DIR");
}

struct window_place window_place(int w, int h, uint32_t color)
{
	struct window_place place = {.whole_screen = w <= 0 || h <= 0, .bounds = {0, 0, w, h}, .color = color};
	if (place.whole_screen && SDL_GetDisplayBounds(0, &place.bounds) != 0)
		place.bounds = (SDL_Rect){0, 0, 1280, 800};
	return place;
}

/* The first frame touches every page of the surface; to have them all at once takes a third of the time. */
static void populate(const SDL_Surface *surface)
{
	uintptr_t from = (uintptr_t)surface->pixels, page = (uintptr_t)sysconf(_SC_PAGESIZE), start = from & ~(page - 1);
	size_t size = (size_t)surface->pitch * (size_t)surface->h + (from - start);
	madvise((char *)surface->pixels - (from - start), size, MADV_POPULATE_WRITE); /* an older kernel does it page by page */
}

bool window_open(struct window *window, const struct window_place *place, struct err *err)
{
	const SDL_Rect *bounds = &place->bounds;
	*window = (struct window){.whole = true};
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, is_bare() ? "opengles2" : "0");
	window->again = is_bare() ? FIRST_FRAMES - 1 : 0;
	window->handle = SDL_CreateWindow("Lanyard", bounds->x, bounds->y, bounds->w, bounds->h,
					  flags_for(place->whole_screen));
	if (!window->handle)
		return err_set(err, ERR_IO, "no window can be opened: %s; check the display", SDL_GetError());
	if (place->whole_screen)
		SDL_ShowCursor(SDL_DISABLE);
	SDL_StartTextInput();
	SDL_Surface *surface = SDL_GetWindowSurface(window->handle);
	if (surface) {
		populate(surface);
		SDL_FillRect(
			surface, NULL,
			SDL_MapRGB(surface->format, place->color >> 16 & 255, place->color >> 8 & 255, place->color & 255));
		SDL_UpdateWindowSurface(window->handle);
	}
	return true;
}

void window_size(const struct window *window, int *w, int *h)
{
	SDL_GetWindowSize(window->handle, w, h);
}

bool window_show(struct window *window, struct app *app, struct err *err)
{
	SDL_Rect changed[RECTANGLES_MOST];
	size_t pixels;
	SDL_Surface *surface = SDL_GetWindowSurface(window->handle);
	if (!surface)
		return err_set(err, ERR_IO, "the window cannot be drawn: %s; check the display", SDL_GetError());
	if (surface->pixels != window->drawn)
		render_forget(app->ui.render);
	window->drawn = surface->pixels;
	size_t count = render_frame(app->ui.render, app->ui.draw, surface, changed, RECTANGLES_MOST, &pixels);
	if (window->whole) {
		changed[0] = (SDL_Rect){0, 0, surface->w, surface->h};
		count = 1;
	}
	window->whole = false;
	for (int frames = window->again + 1; count > 0 && frames > 0; frames--)
		if (SDL_UpdateWindowSurfaceRects(window->handle, changed, (int)count) != 0)
			return err_set(err, ERR_IO, "the screen cannot be updated: %s; check the display", SDL_GetError());
	window->again = 0;
	return true;
}

void window_close(struct window *window)
{
	if (window->handle)
		SDL_DestroyWindow(window->handle);
	window->handle = NULL;
	SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

void window_leave(void)
{
	SDL_Quit();
}
