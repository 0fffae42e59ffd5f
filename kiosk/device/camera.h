/* A camera that reads codes, behind three functions. Its thread sleeps and its device is closed until somebody looks; then it
 * shows what it sees, so that people know where to hold their code and that they are seen. Pictures are never stored, and are
 * overwritten when the camera goes off. */
#ifndef LANYARD_DEVICE_CAMERA_H
#define LANYARD_DEVICE_CAMERA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIEW_W = 480, VIEW_H = 480 };

/* What is seen, small, as in a mirror. */
struct view {
	uint64_t serial; /* of the picture; 0 none yet */
	int w, h;        /* at most VIEW_W x VIEW_H */
	uint8_t gray[VIEW_W * VIEW_H];
};

enum camera_state {
	CAMERA_NONE, /* there is none at this kiosk */
	CAMERA_OFF,
	CAMERA_ON,   /* it shows what it sees */
	CAMERA_LOST, /* it cannot be opened, or is gone; it is tried again while somebody looks */
	CAMERA_STATE_COUNT
};

struct camera {
	/* Whether somebody looks; does not wait. */
	void (*look)(struct camera *camera, bool on);
	/* Copies what is seen now if it is not what `view` has. */
	void (*view)(struct camera *camera, struct view *view);
	void (*destroy)(struct camera *camera);
};

/* All are called from the thread. */
struct camera_answers {
	void (*code)(void *self, const char *code, size_t size); /* the same one at most once a second */
	void (*state)(void *self, enum camera_state state);
	void (*seen)(void *self); /* there is a new view; not again until it was fetched */
	void *self;
};

/* `where` as of frames_open(). The quiet twin when there is no memory or thread. */
struct camera *camera_create(const char *where, const struct camera_answers *answers);
/* Sees nothing: for replays and pictures, and where there is no camera. */
struct camera *camera_quiet(void);

#endif
