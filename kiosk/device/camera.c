/* See camera.h. */
#include "device/camera.h"

#include "badge/token.h"
#include "base/log.h"
#include "base/text.h"
#include "device/decode.h"

#include <SDL.h>
#include <poll.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { PATH_MOST = 4096, PACE_MS = 90, WAIT_MS = 2000, AGAIN_MS = 1000, RETRY_MS = 1000, SETTLE_MS = 300 };

struct eye {
	struct camera camera; /* first: what is handed out */
	struct camera_answers answers;
	char where[PATH_MOST];
	SDL_Thread *thread;
	SDL_mutex *mutex;
	int wake; /* readable when `on` or `ends` has changed */
	atomic_bool on, ends;
	struct view view; /* under the mutex */
	bool told;        /* … and somebody has been told of it */
	enum camera_state state;
	struct decoder decoder;
	struct frame frame;
	char last[SCAN_MOST + 1]; /* the code that was given last, */
	size_t last_size;
	uint64_t last_at; /* and when */
};

static bool wanted(struct eye *eye)
{
	return atomic_load(&eye->on) && !atomic_load(&eye->ends);
}

static void tell(struct eye *eye, enum camera_state state)
{
	if (eye->state != state)
		eye->answers.state(eye->answers.self, state);
	eye->state = state;
}

/* --- what is seen ------------------------------------------------------------------------------------------------------------
 */

/* Small enough for the view by whole steps, left and right changed. */
static void shrink(const struct frame *frame, struct view *view)
{
	int step = 1;
	while (frame->w / step > VIEW_W || frame->h / step > VIEW_H)
		step++;
	view->w = frame->w / step;
	view->h = frame->h / step;
	for (int y = 0; y < view->h; y++) {
		const uint8_t *from = frame->gray + (size_t)(y * step) * (size_t)frame->w;
		uint8_t *to = view->gray + (size_t)y * (size_t)view->w;
		for (int x = 0; x < view->w; x++)
			to[view->w - 1 - x] = from[x * step];
	}
}

static void publish(struct eye *eye)
{
	SDL_LockMutex(eye->mutex);
	shrink(&eye->frame, &eye->view);
	eye->view.serial++;
	bool tell_them = !eye->told;
	eye->told = true;
	SDL_UnlockMutex(eye->mutex);
	if (tell_them)
		eye->answers.seen(eye->answers.self);
}

/* The app takes a code that stays for one scan; it need not hear it ten times a second for that. */
static void give(struct eye *eye, const char *code, size_t size)
{
	uint64_t now = SDL_GetTicks64();
	bool same = size == eye->last_size && memcmp(code, eye->last, size) == 0;
	if (same && now - eye->last_at < AGAIN_MS)
		return;
	memcpy(eye->last, code, size);
	eye->last_size = size;
	eye->last_at = now;
	eye->answers.code(eye->answers.self, code, size);
}

static void take_frame(struct eye *eye)
{
	char code[SCAN_MOST + 1];
	tell(eye, CAMERA_ON);
	publish(eye);
	size_t size = decoder_look(&eye->decoder, &eye->frame, code, sizeof code);
	if (size > 0 && wanted(eye))
		give(eye, code, size);
	sodium_memzero(code, size);
}

static void forget(struct eye *eye)
{
	frame_release(&eye->frame);
	decoder_close(&eye->decoder);
	sodium_memzero(eye->last, sizeof eye->last);
	eye->last_size = 0;
	SDL_LockMutex(eye->mutex);
	sodium_memzero(eye->view.gray, sizeof eye->view.gray);
	eye->view.w = eye->view.h = 0;
	eye->told = false;
	SDL_UnlockMutex(eye->mutex);
}

/* --- the thread --------------------------------------------------------------------------------------------------------------
 */

/* Sleeps until something is wanted otherwise, or for `ms`; -1 without end. */
static void sleep_for(const struct eye *eye, int ms)
{
	struct pollfd from = {.fd = eye->wake, .events = POLLIN};
	eventfd_t count;
	if (poll(&from, 1, ms) > 0)
		eventfd_read(eye->wake, &count);
}

/* A camera that is gone while nobody looks: sleeps until something appears where it was, and sees whether it is back. */
static void wait_for_return(struct eye *eye)
{
	char dir[PATH_MOST] = "/dev";
	struct frame_source *source;
	const char *slash = strrchr(eye->where, '/');
	if (slash)
		text_format(dir, sizeof dir, "%.*s", (int)(slash - eye->where + 1), eye->where);
	else if (strcmp(eye->where, "auto") != 0)
		text_copy(dir, sizeof dir, ".");
	struct pollfd from[2] = {{.fd = eye->wake, .events = POLLIN}, {.fd = inotify_init1(IN_CLOEXEC), .events = POLLIN}};
	bool watched = inotify_add_watch(from[1].fd, dir, IN_CREATE | IN_MOVED_TO | IN_ATTRIB) >= 0;
	poll(from, watched ? 2 : 1, -1);
	close(from[1].fd);
	if (from[0].revents) {
		sleep_for(eye, 0);
		return;
	}
	sleep_for(eye, SETTLE_MS);
	source = wanted(eye) ? NULL : frames_open(eye->where, eye->decoder.jpeg, NULL);
	if (source) {
		source->close(source);
		tell(eye, CAMERA_OFF);
	}
}

/* Until nobody looks any more. A camera that sends nothing for a while is as good as gone. */
static bool watch(struct eye *eye, struct frame_source *source, struct err *err)
{
	int silent = 0;
	while (wanted(eye)) {
		uint64_t begun = SDL_GetTicks64();
		enum frame_news news = source->next(source, &eye->frame, eye->wake, WAIT_MS, err);
		uint64_t took = SDL_GetTicks64() - begun;
		if (news == FRAME_LOST)
			return false;
		silent = news == FRAME_NEW ? 0 : silent + (int)took;
		if (silent > 2 * WAIT_MS)
			tell(eye, CAMERA_LOST);
		if (news == FRAME_NEW)
			take_frame(eye);
		took = SDL_GetTicks64() - begun;
		if (took < PACE_MS && wanted(eye))
			sleep_for(eye, (int)(PACE_MS - took));
	}
	return true;
}

static void look_out(struct eye *eye)
{
	struct err err = {.code = ERR_NONE};
	struct frame_source *source = decoder_open(&eye->decoder, &err) ? frames_open(eye->where, eye->decoder.jpeg, &err)
									: NULL;
	bool ok = source && watch(eye, source, &err);
	if (source)
		source->close(source);
	forget(eye);
	if (ok) {
		tell(eye, CAMERA_OFF);
		return;
	}
	if (eye->state != CAMERA_LOST)
		log_line(LOG_WARNING, "%s", err.text);
	tell(eye, CAMERA_LOST);
	if (wanted(eye))
		sleep_for(eye, RETRY_MS);
}

static int run(void *self)
{
	struct eye *eye = self;
	while (!atomic_load(&eye->ends)) {
		if (wanted(eye))
			look_out(eye);
		else if (eye->state == CAMERA_LOST)
			wait_for_return(eye);
		else
			sleep_for(eye, -1);
	}
	return 0;
}

/* --- the three functions
 * ------------------------------------------------------------------------------------------------------- */

static void look(struct camera *camera, bool on)
{
	struct eye *eye = (struct eye *)camera;
	if (atomic_exchange(&eye->on, on) != on)
		eventfd_write(eye->wake, 1);
}

static void view(struct camera *camera, struct view *out)
{
	struct eye *eye = (struct eye *)camera;
	SDL_LockMutex(eye->mutex);
	if (eye->view.serial != out->serial || eye->view.w == 0) {
		out->serial = eye->view.serial;
		out->w = eye->view.w;
		out->h = eye->view.h;
		memcpy(out->gray, eye->view.gray, (size_t)out->w * (size_t)out->h);
	}
	eye->told = false;
	SDL_UnlockMutex(eye->mutex);
}

static void destroy(struct camera *camera)
{
	struct eye *eye = (struct eye *)camera;
	atomic_store(&eye->ends, true);
	if (eye->thread) {
		eventfd_write(eye->wake, 1);
		SDL_WaitThread(eye->thread, NULL);
	}
	if (eye->wake >= 0)
		close(eye->wake);
	if (eye->mutex)
		SDL_DestroyMutex(eye->mutex);
	free(eye);
}

struct camera *camera_create(const char *where, const struct camera_answers *answers)
{
	struct eye *eye = calloc(1, sizeof *eye);
	if (!eye)
		return camera_quiet();
	eye->camera = (struct camera){.look = look, .view = view, .destroy = destroy};
	eye->answers = *answers;
	eye->state = CAMERA_OFF;
	eye->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	eye->mutex = SDL_CreateMutex();
	if (text_copy(eye->where, sizeof eye->where, where) && eye->wake >= 0 && eye->mutex)
		eye->thread = SDL_CreateThread(run, "camera", eye);
	if (eye->thread)
		return &eye->camera;
	log_line(LOG_WARNING, "the camera cannot be watched: %s", SDL_GetError());
	destroy(&eye->camera);
	return camera_quiet();
}

/* --- the quiet twin
 * ------------------------------------------------------------------------------------------------------------ */

static void look_nowhere(struct camera *camera, bool on)
{
	(void)camera;
	(void)on;
}

static void see_nothing(struct camera *camera, struct view *out)
{
	(void)camera;
	(void)out;
}

static void do_nothing(struct camera *camera)
{
	(void)camera;
}

struct camera *camera_quiet(void)
{
	static struct camera quiet = {.look = look_nowhere, .view = see_nothing, .destroy = do_nothing};
	return &quiet;
}
