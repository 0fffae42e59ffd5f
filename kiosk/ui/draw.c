/* Records draw commands into a fixed array, texts and codes into an arena behind it, each command with a hash of all that
 * decides its pixels. Nothing is drawn here. */
#include "ui/commands.h"
#include "ui/hash.h"

#include <sodium.h>
#include <stdlib.h>

struct draw *draw_create(void)
{
	return calloc(1, sizeof(struct draw));
}

static void wipe(struct draw *draw)
{
	sodium_memzero(draw->text, draw->text_used);
	draw->text_used = 0;
	draw->count = 0;
}

void draw_destroy(struct draw *draw)
{
	if (draw)
		wipe(draw);
	free(draw);
}

void draw_begin(struct draw *draw, int w, int h, enum theme theme, enum color background)
{
	wipe(draw);
	draw->w = w;
	draw->h = h;
	draw->theme = theme;
	draw->background = background;
	draw_clip(draw, NULL);
}

void draw_clip(struct draw *draw, const struct rect *r)
{
	struct rect frame = {0, 0, draw->w, draw->h};
	draw->clip = r ? rect_both(*r, frame) : frame;
}

uint64_t text_key(enum font font, int px, const char *text)
{
	uint64_t key = hash_word(hash_word(HASH_START, (uint64_t)font), (uint64_t)px);
	return hash_bytes(key, text, strlen(text));
}

/* The next command, zeroed up to its op and place; NULL when the list is full or nothing of it would be seen. */
static struct command *next(struct draw *draw, enum op op, struct rect r)
{
	if (draw->count == DRAW_COMMANDS_MOST || rect_empty(draw->clip))
		return NULL;
	struct command *command = &draw->commands[draw->count];
	memset(command, 0, sizeof *command);
	command->op = op;
	command->r = r;
	command->clip = op == OP_TEXT ? draw->clip : rect_both(draw->clip, r);
	command->fill = command->stroke = COLOR_NONE;
	return rect_empty(command->clip) ? NULL : command;
}

static uint64_t hash_rect(uint64_t hash, struct rect r)
{
	hash = hash_word(hash, (uint64_t)(uint32_t)r.x << 32 | (uint32_t)r.y);
	return hash_word(hash, (uint64_t)(uint32_t)r.w << 32 | (uint32_t)r.h);
}

/* Keeps the command; `content` is a hash of what its union says. */
static void keep(struct draw *draw, struct command *command, uint64_t content)
{
	uint64_t hash = hash_word(content, (uint64_t)command->op << 32 | (uint64_t)draw->theme);
	hash = hash_word(hash, (uint64_t)(uint32_t)command->fill << 32 | (uint32_t)command->stroke);
	command->hash = hash_rect(hash_rect(hash, command->r), command->clip);
	draw->count++;
}

/* Room for `size` bytes in the arena: their offset, or DRAW_TEXT_MOST when it is full. */
static size_t reserve(struct draw *draw, size_t size)
{
	if (size > DRAW_TEXT_MOST - draw->text_used)
		return DRAW_TEXT_MOST;
	size_t at = draw->text_used;
	draw->text_used += size;
	return at;
}

static size_t store(struct draw *draw, const char *text)
{
	size_t size = strlen(text) + 1, at = reserve(draw, size);
	if (at < DRAW_TEXT_MOST)
		memcpy(draw->text + at, text, size);
	return at;
}

void draw_rect(struct draw *draw, struct rect r, enum color fill)
{
	draw_round(draw, r, 0, 0, (int)fill, COLOR_NONE, 0);
}

void draw_round(struct draw *draw, struct rect r, int radius, unsigned corners, int fill, int stroke, int stroke_width)
{
	struct command *command = next(draw, OP_ROUND, r);
	if (!command)
		return;
	int most = (r.w < r.h ? r.w : r.h) / 2;
	command->fill = fill;
	command->stroke = stroke_width > 0 ? stroke : COLOR_NONE;
	command->as.round.radius = radius < most ? radius : most;
	command->as.round.stroke_width = stroke_width;
	command->as.round.corners = corners;
	uint64_t content = hash_word(HASH_START, (uint64_t)(uint32_t)radius << 32 | (uint32_t)stroke_width);
	keep(draw, command, hash_word(content, corners));
}

void draw_text(struct draw *draw, int x, int y, int px, int line, enum font font, enum color color, const char *text)
{
	struct command *command = next(draw, OP_TEXT, (struct rect){x, y, 0, line});
	if (!command || !*text || px <= 0)
		return;
	command->fill = (int)color;
	command->as.text.px = px;
	command->as.text.font = font;
	command->as.text.key = text_key(font, px, text);
	command->as.text.at = store(draw, text);
	if (command->as.text.at < DRAW_TEXT_MOST)
		keep(draw, command, command->as.text.key);
}

void draw_icon(struct draw *draw, struct rect r, enum icon icon, enum color color)
{
	struct command *command = icon == ICON_NONE ? NULL : next(draw, OP_ICON, r);
	if (!command)
		return;
	command->fill = (int)color;
	command->as.icon = icon;
	keep(draw, command, hash_word(HASH_START, (uint64_t)icon));
}

void draw_art(struct draw *draw, struct rect r, const char *name)
{
	struct command *command = next(draw, OP_ART, r);
	if (!command)
		return;
	command->as.art = store(draw, name);
	if (command->as.art < DRAW_TEXT_MOST)
		keep(draw, command, hash_bytes(HASH_START, name, strlen(name)));
}

void draw_qr(struct draw *draw, struct rect r, const struct qr *qr)
{
	struct command *command = qr->side > 0 && qr->side <= QR_SIDE_MOST ? next(draw, OP_QR, r) : NULL;
	if (!command)
		return;
	size_t modules = (size_t)(qr->side * qr->side), size = (modules + 7) / 8, at = reserve(draw, size);
	if (at == DRAW_TEXT_MOST)
		return;
	memset(draw->text + at, 0, size);
	for (size_t i = 0; i < modules; i++)
		if (qr->dark[i])
			draw->text[at + i / 8] = (char)(draw->text[at + i / 8] | 1 << i % 8);
	command->as.qr.at = at;
	command->as.qr.side = qr->side;
	keep(draw, command, hash_bytes(HASH_START, draw->text + at, size));
}

void draw_photo(struct draw *draw, struct rect r, int radius, const struct photo *picture)
{
	struct command *command = picture->w > 0 && picture->h > 0 ? next(draw, OP_PHOTO, r) : NULL;
	if (!command)
		return;
	command->as.photo.from = *picture;
	command->as.photo.radius = radius;
	uint64_t content = hash_word(HASH_START, (uint64_t)(uint32_t)picture->w << 32 | (uint32_t)picture->h);
	keep(draw, command, hash_word(hash_word(content, picture->serial), (uint64_t)radius));
}

void draw_disc(struct draw *draw, struct rect r, enum color fill)
{
	draw_ring(draw, r, r.w, fill, fill, 1);
}

void draw_ring(struct draw *draw, struct rect r, int width, enum color done, enum color left, double part)
{
	struct command *command = next(draw, OP_RING, r);
	if (!command)
		return;
	command->fill = (int)done;
	command->stroke = (int)left;
	command->as.ring.width = width;
	command->as.ring.part = part < 0 ? 0 : part > 1 ? 1 : part;
	uint64_t content = hash_word(HASH_START, (uint64_t)(uint32_t)width);
	keep(draw, command, hash_bytes(content, &command->as.ring.part, sizeof command->as.ring.part));
}

static struct rect bounds(const int *points, int count)
{
	int left = points[0], right = left, top = points[1], bottom = top;
	for (int i = 1; i < count; i++) {
		int x = points[2 * i], y = points[2 * i + 1];
		left = x < left ? x : left;
		right = x > right ? x : right;
		top = y < top ? y : top;
		bottom = y > bottom ? y : bottom;
	}
	return (struct rect){left, top, right - left, bottom - top};
}

void draw_polygon(struct draw *draw, const int *points, int count, enum color fill)
{
	if (count < 3 || count > POLYGON_MOST)
		return;
	struct command *command = next(draw, OP_POLYGON, bounds(points, count));
	if (!command)
		return;
	size_t size = 2 * (size_t)count * sizeof points[0];
	command->fill = (int)fill;
	command->as.polygon.count = count;
	memcpy(command->as.polygon.points, points, size);
	keep(draw, command, hash_bytes(HASH_START, points, size));
}

void draw_scrim(struct draw *draw)
{
	struct command *command = next(draw, OP_SCRIM, draw->clip);
	if (!command)
		return;
	command->fill = COLOR_SCRIM;
	keep(draw, command, HASH_START);
}
