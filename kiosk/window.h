/* The one window, its surface, and presenting what changed. */
#ifndef LANYARD_WINDOW_H
#define LANYARD_WINDOW_H

#include "app.h"

struct window {
	SDL_Window *handle;
	bool whole;        /* present everything next time */
	const void *drawn; /* the pixels of the last frame; other ones know nothing of it */
	int again;         /* frames that are still to be presented twice: bare KMS loses the first ones */
};

/* Sets the environment and the hints that make SDL start fast and idle at zero; before window_reach() and any thread. */
void window_prepare(const char *assets);
/* Connects to the display; before window_open(). */
bool window_reach(struct err *err);

struct window_place {
	SDL_Rect bounds;
	uint32_t color;
	bool whole_screen;
};
/* Where a window of w x h goes, or with 0 one over the whole screen; after window_reach(). */
struct window_place window_place(int w, int h, uint32_t color);
/* Shows the place's color (0x??RRGGBB) until there is a page: the display server needs as long to meet the surface as to show
 * it. */
bool window_open(struct window *window, const struct window_place *place, struct err *err);
void window_size(const struct window *window, int *w, int *h);
/* Draws what app_build() recorded and shows what differs. */
bool window_show(struct window *window, struct app *app, struct err *err);
void window_close(struct window *window);
/* Leaves the display; once, after the last window. A display that loses its only client may start anew, and not be there for
 * the next window. */
void window_leave(void);

#endif
