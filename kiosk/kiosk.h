/* The running program as run.c, opening.c, devices.c and loop.c share it; nobody else includes it. */
#ifndef LANYARD_KIOSK_KIOSK_H
#define LANYARD_KIOSK_KIOSK_H

#include "app.h"
#include "device/headphones.h"
#include "device/speech.h"
#include "events.h"
#include "replay.h"
#include "run.h"
#include "scanning.h"
#include "tree.h"
#include "watch.h"
#include "window.h"

/* Facts at a time: before the first visitor, and between the touches of one. */
enum { FOLD_SLICE = 500, FOLD_BESIDE = 100 };

struct kiosk {
	const struct run_options *options;
	const char *home;
	struct store *store;
	struct catalog *catalog;
	struct render *render;
	struct window window;
	struct app app;
	struct events events;
	struct watch watch;
	struct speech *speech;
	struct headphones *headphones;
	struct scanning scanning;
	struct pin *pin;
	struct stick *stick;
	struct enrol *enrol;
	bool fresh; /* set up in the session before */
	struct health_check health;
	struct printer *printer;
	Uint32 speech_event, plug_event, pin_event, stick_event, print_event, enrol_event;
	struct recorder recorder;
	struct tree tree;
	uint64_t revision;
	bool folding; /* facts are waiting, in the log or in the inbox */
	bool frozen;  /* LANYARD_CLOCK is set: look at its file now and then */
	bool look;    /* somebody wants to know how the devices stand */
	bool stale;   /* the frame has to be built */
};

/* What a set-up said. */
struct joined {
	bool done;
	enum kiosk_mode mode;
};

/* opening.c */
/* Reads the log and composes the first page beside reaching the display and opening a window on it: one waits for the disk, the
 * other for a server. What the log has to say goes first, since nobody needs a window on a log that cannot be opened. */
bool open_kiosk(struct kiosk *kiosk, const struct joined *joined, struct err *err);
/* --headphone-keys "F15,F16". */
bool parse_plugs(const char *text, struct events *events, struct err *err);

/* devices.c */
/* What can be said of them before they are started, so that the first page is not laid out twice. */
void foresee_devices(struct kiosk *kiosk);
bool start_devices(struct kiosk *kiosk, struct err *err);
void stop_devices(struct kiosk *kiosk);
/* An event that a thread of a device has sent; false if it is none. */
bool take_device_event(struct kiosk *kiosk, const SDL_Event *event);
/* If somebody wants to know how the devices stand. */
void look_at_devices(struct kiosk *kiosk);

/* loop.c */
/* Each input sees the nodes of the frame before it, however many come at once. */
void take(void *self, const struct input *from);
/* The same for what came through the window. */
void take_window(void *self, const struct input *input);
bool run_live(struct kiosk *kiosk, struct err *err);
/* Recorded times drive everything; the last frame stays in --tree. */
bool run_replay(struct kiosk *kiosk, struct replay *replay, struct err *err);

#endif
