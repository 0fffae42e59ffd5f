/* See sight.h. */
#include "sight.h"

#include "app.h"
#include "screens/screen.h"

#include <sodium.h>
#include <stdlib.h>

bool sight_open(struct sight *sight)
{
	*sight = (struct sight){.camera = camera_quiet(), .view = calloc(1, sizeof *sight->view)};
	return sight->view != NULL;
}

static void wipe(struct view *view)
{
	sodium_memzero(view->gray, (size_t)view->w * (size_t)view->h);
	view->w = view->h = 0;
}

void sight_close(struct sight *sight)
{
	if (sight->view)
		wipe(sight->view);
	free(sight->view);
	sight->view = NULL;
}

void sight_follow(struct app *app)
{
	struct sight *sight = &app->sight;
	bool looks = sight->state != CAMERA_NONE && screens[app->screen]->camera;
	sight->camera->look(sight->camera, looks);
	if (!looks)
		wipe(sight->view);
}

void sight_take(struct app *app, const struct input *input)
{
	if (input->x < 0 || input->x >= CAMERA_STATE_COUNT)
		return;
	app->sight.state = (enum camera_state)input->x;
	sight_follow(app);
}

void sight_fetch(struct app *app)
{
	struct sight *sight = &app->sight;
	if (screens[app->screen]->camera)
		sight->camera->view(sight->camera, sight->view);
}

bool sight_photo(const struct app *app, struct photo *out)
{
	const struct view *view = app->sight.view;
	*out = (struct photo){.w = view->w, .h = view->h, .gray = view->gray, .serial = view->serial};
	return app->sight.state == CAMERA_ON && view->w > 0;
}

/* A sheet with a code before a wall. */
void sight_sample(struct app *app)
{
	static const char token[] = "L440MD2R0MNKGZ0R5AE2K2J1B51P7S9T7";
	struct view *view = app->sight.view;
	struct qr qr;
	enum { W = 480, H = 270, LEFT = 176, TOP = 60, UNIT = 5, SHEET = 22 };
	app->sight.state = CAMERA_ON;
	*view = (struct view){.serial = 1, .w = W, .h = H};
	if (!qr_make(token, &qr))
		return;
	int side = qr.side * UNIT;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			int in_x = x - LEFT, in_y = y - TOP;
			bool sheet = in_x >= -SHEET && in_y >= -SHEET && in_x < side + SHEET && in_y < side + SHEET;
			bool code = in_x >= 0 && in_y >= 0 && in_x < side && in_y < side;
			bool dark = code && qr.dark[in_y / UNIT * qr.side + in_x / UNIT];
			view->gray[y * W + x] = (uint8_t)(dark ? 34 : sheet ? 224 : 90 + x / 6 + y / 9);
		}
}
