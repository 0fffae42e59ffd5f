/* The recorded frame: what draw.c writes and render.c reads. Nobody else looks inside. */
#ifndef LANYARD_UI_COMMANDS_H
#define LANYARD_UI_COMMANDS_H

#include "ui/draw.h"

enum op { OP_ROUND, OP_TEXT, OP_ICON, OP_ART, OP_QR, OP_RING, OP_POLYGON, OP_SCRIM, OP_PHOTO };
enum { POLYGON_MOST = 8 };

struct command {
	enum op op;
	struct rect r;    /* as asked for; of text only x, y and h (the line box) count */
	struct rect clip; /* pixels outside stay as they are; inside the frame */
	uint64_t hash;    /* of everything that can change its pixels */
	int fill, stroke; /* enum color or COLOR_NONE; of a ring: done, left */
	union {
		struct {
			int radius, stroke_width;
			unsigned corners;
		} round;
		struct {
			uint64_t key; /* text_key() */
			size_t at;    /* in struct draw's text, NUL-terminated */
			int px;
			enum font font;
		} text;
		enum icon icon;
		size_t art; /* the name in struct draw's text */
		struct {
			size_t at; /* in struct draw's text: a bit a module, row by row without padding */
			int side;
		} qr;
		struct {
			struct photo from;
			int radius;
		} photo;
		struct {
			int width;
			double part;
		} ring;
		struct {
			int count;
			int points[2 * POLYGON_MOST];
		} polygon;
	} as;
};

struct draw {
	int w, h;
	enum theme theme;
	enum color background;
	struct rect clip;
	size_t count, text_used;
	struct command commands[DRAW_COMMANDS_MOST];
	char text[DRAW_TEXT_MOST];
};

/* What a picture of a text is known by: the text itself is never kept longer than its frame. */
uint64_t text_key(enum font font, int px, const char *text);

#endif
