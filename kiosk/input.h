/* Input is data: touch, mouse, keyboard, scanner and time become one small struct. The app is state x input -> state, so a
 * recorded visit replays exactly, and is a test. */
#ifndef LANYARD_KIOSK_INPUT_H
#define LANYARD_KIOSK_INPUT_H

#include "badge/token.h"
#include "device/source.h"

#include <stdint.h>

enum input_type {
	INPUT_DOWN, /* pointer: finger or mouse; x, y in window pixels */
	INPUT_MOVE,
	INPUT_UP,
	INPUT_KEY,    /* a key that is not text: `key` */
	INPUT_TEXT,   /* a character typed on a real keyboard: `codepoint` */
	INPUT_SCAN,   /* a whole scan: `scan`, `size`; x: enum scan_source */
	INPUT_TICK,   /* only time passed */
	INPUT_RESIZE, /* x, y: the new size */
	INPUT_QUIT,
	INPUT_SPEECH,     /* the speech device: x is the serial of what was to be said, y its news (device/speech.h) */
	INPUT_HEADPHONES, /* x: 1 plugged in, 0 pulled out */
	INPUT_PIN,        /* the PIN device: x is PIN_RIGHT or how many were wrong, y how long to wait in ms (device/pin.h) */
	INPUT_DEVICE,     /* how a device stands: x is which, y its condition, codepoint a number (device/state.h) */
	INPUT_STICK,      /* the lists on a stick: x how it went, y how many there are */
	INPUT_PRINT,      /* of the badge printer, see print.h */
	INPUT_ENROL,      /* how joining a fair went: x is the news (device/enrol.h) */
	INPUT_CAMERA,     /* x: enum camera_state (device/camera.h) */
	INPUT_MASKED,     /* in recordings, for what was typed on the PIN page: x digits are there, y has the focus (staff.h) */
	INPUT_TYPE_COUNT
};

enum input_key {
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_SELECT,
	KEY_BACK,
	KEY_HELP,
	KEY_NEXT_FIELD,
	KEY_PREVIOUS_FIELD,
	KEY_ERASE,
	KEY_PAUSE, /* of speech: pauses, goes on */
	KEY_LOUDER,
	KEY_SOFTER,
	KEY_FASTER,
	KEY_SLOWER,
	KEY_COUNT
};

struct input {
	enum input_type type;
	int64_t at;   /* steady ms */
	int64_t wall; /* wall ms */
	int x, y;
	enum input_key key;
	int32_t codepoint;
	size_t size;
	char scan[SCAN_MOST + 1]; /* one byte more than is looked at, so that "too long" can be told */
};

#endif
