/* Text in lines: measured, wrapped at spaces, shrunk before anything is cut. What belongs together ("2 km") is written with a
 * no-break space, which is no place to wrap.
 * A line is a piece of the caller's words, so laying out copies nothing but an ellipsized last line. */
#include "ui/part.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

static const char ellipsis[] = "…";

struct face part_face(const struct ui *ui, enum type type)
{
	double scale = ui->text_scale > 0 ? ui->text_scale : 1;
	return (struct face){profile_type_font(&ui->profile, type), profile_type_px(&ui->profile, type, scale),
			     profile_type_line(&ui->profile, type, scale)};
}

struct face part_face_at(struct face face, int px)
{
	return (struct face){face.font, px, face.px > 0 ? (face.line * px + face.px / 2) / face.px : px};
}

struct face part_face_light(const struct ui *ui, enum type type)
{
	struct face face = part_face(ui, type);
	if (face.font > FONT_REGULAR)
		face.font--;
	return face;
}

static int width_of(struct ui *ui, struct face face, const char *from, size_t size)
{
	char piece[NODE_TEXT_MOST];
	if (size >= sizeof piece)
		size = sizeof piece - 1;
	memcpy(piece, from, size);
	piece[size] = '\0';
	return size ? render_text_width(ui->render, face.font, face.px, piece) : 0;
}

/* The next smaller size at which `words` may be one line of `width`: they grow with their size. */
static int smaller_px(struct ui *ui, struct face face, const char *words, int width)
{
	int now = width_of(ui, face, words, strlen(words));
	int px = now > width ? (int)((int64_t)face.px * width / now) : face.px;
	return px < face.px ? px : face.px - 1;
}

static const char *end_of_word(const char *at)
{
	while (*at == ' ')
		at++;
	return at + strcspn(at, " \n");
}

/* A piece of the words and how wide it is. */
struct piece {
	const char *end;
	int width;
};

/* As many characters of one long word as fit, at least one. */
static struct piece cut_word(struct ui *ui, const char *from, int width, struct face face)
{
	const char *at = from;
	text_next(&at);
	struct piece best = {at, width_of(ui, face, from, (size_t)(at - from))};
	while (*at && *at != ' ' && *at != '\n') {
		text_next(&at);
		int now = width_of(ui, face, from, (size_t)(at - from));
		if (now > width)
			break;
		best = (struct piece){at, now};
	}
	return best;
}

static struct piece next_line(struct ui *ui, const char *from, int width, struct face face)
{
	struct piece best = {NULL, 0};
	for (const char *at = from;;) {
		at = end_of_word(at);
		int now = width_of(ui, face, from, (size_t)(at - from));
		if (now > width)
			return best.end ? best : cut_word(ui, from, width, face);
		best = (struct piece){at, now};
		if (!*at || *at == '\n')
			return best;
	}
}

void lines_lay(struct ui *ui, struct lines *out, const char *words, int width, struct face face, size_t most)
{
	out->face = face;
	out->count = 0;
	out->width = 0;
	out->broken = false;
	if (most > LINES_MOST)
		most = LINES_MOST;
	const char *at = words + strspn(words, " ");
	while (*at && out->count < most) {
		struct piece line = next_line(ui, at, width, face);
		const char *end = line.end;
		out->list[out->count].from = at;
		out->list[out->count].size = (size_t)(end - at);
		out->list[out->count++].width = line.width;
		if (line.width > out->width)
			out->width = line.width;
		out->broken |= *end && *end != ' ' && *end != '\n';
		at = end + (*end == '\n');
		at += strspn(at, " ");
	}
	out->cut = *at != '\0';
}

static void widest(struct lines *lines)
{
	lines->width = 0;
	for (size_t i = 0; i < lines->count; i++)
		if (lines->list[i].width > lines->width)
			lines->width = lines->list[i].width;
}

void lines_end(struct ui *ui, struct lines *lines, int width)
{
	if (!lines->cut || !lines->count)
		return;
	size_t last = lines->count - 1, room = sizeof lines->tail - sizeof ellipsis;
	size_t size = lines->list[last].size < room ? lines->list[last].size : room;
	memcpy(lines->tail, lines->list[last].from, size);
	lines->tail[size] = '\0';
	int dots = width_of(ui, lines->face, ellipsis, sizeof ellipsis - 1);
	while (width_of(ui, lines->face, lines->tail, strlen(lines->tail)) + dots > width && text_drop_last(lines->tail))
		continue;
	size = strlen(lines->tail);
	while (size && strchr(" .,;:", lines->tail[size - 1])) /* no fourth dot */
		size--;
	memcpy(lines->tail + size, ellipsis, sizeof ellipsis);
	lines->list[last].from = lines->tail;
	lines->list[last].size = size + sizeof ellipsis - 1;
	lines->list[last].width = width_of(ui, lines->face, lines->tail, lines->list[last].size);
	widest(lines);
}

/* Laid a little narrower, the lines above spare some words for the last. */
static void fill_last(struct ui *ui, struct lines *lines)
{
	struct lines narrow = *lines;
	while (narrow.list[narrow.count - 1].width * 3 < narrow.width) {
		lines_lay(ui, &narrow, lines->list[0].from, narrow.width - 1, lines->face, lines->count);
		if (narrow.cut || narrow.broken)
			return;
		*lines = narrow;
	}
}

void lines_even(struct ui *ui, struct lines *lines, int width)
{
	if (lines->count < 2 || lines->cut || lines->broken)
		return;
	if (!strchr(lines->list[0].from, '\n'))
		fill_last(ui, lines);
	size_t last = lines->count - 1, before = last - 1, size = lines->list[before].size;
	const char *from = lines->list[before].from, *end = lines->list[last].from + lines->list[last].size;
	bool joined = lines->list[last].from[-1] == '\n', alone = !memchr(lines->list[last].from, ' ', lines->list[last].size);
	while (size > 0 && from[size - 1] != ' ')
		size--;
	const char *word = from + size;
	while (size > 0 && from[size - 1] == ' ')
		size--;
	int left = width_of(ui, lines->face, from, size), down = width_of(ui, lines->face, word, (size_t)(end - word));
	if (joined || !alone || left < lines->list[last].width || down > width)
		return;
	lines->list[before].size = size;
	lines->list[before].width = left;
	lines->list[last].from = word;
	lines->list[last].size = (size_t)(end - word);
	lines->list[last].width = down;
	widest(lines);
}

/* Not the "p." of "4:00 p. m.": a sentence begins with a capital. */
static bool ends_sentence(const char *at)
{
	return strchr(".?!", *at) && at[1] == ' ' && !islower((unsigned char)at[1 + strspn(at + 1, " ")]);
}

/* Two lines break where a sentence ends, if each part is one line and neither is a mere word or two. */
static bool break_at_sentence(struct ui *ui, struct lines *lines, int width)
{
	if (lines->count != 2 || lines->cut || lines->broken)
		return false;
	const char *from = lines->list[0].from, *end = lines->list[1].from + lines->list[1].size;
	int best = width + 1;
	for (const char *at = from; at + 1 < end; at++) {
		if (!ends_sentence(at))
			continue;
		const char *next = at + 1 + strspn(at + 1, " ");
		int one = width_of(ui, lines->face, from, (size_t)(at + 1 - from));
		int two = width_of(ui, lines->face, next, (size_t)(end - next));
		int wide = one > two ? one : two, narrow = one > two ? two : one;
		if (wide >= best || narrow * 3 < wide)
			continue;
		best = lines->width = wide;
		lines->list[0].size = (size_t)(at + 1 - from);
		lines->list[0].width = one;
		lines->list[1].from = next;
		lines->list[1].size = (size_t)(end - next);
		lines->list[1].width = two;
	}
	return best <= width;
}

int lines_height(const struct lines *lines)
{
	return (int)lines->count * lines->face.line;
}

struct rect lines_middle(const struct lines *lines, struct rect r)
{
	int height = lines_height(lines);
	return (struct rect){r.x, r.y + (r.h - height) / 2, r.w, height};
}

void lines_draw(struct ui *ui, const struct lines *lines, struct rect r, enum align align, enum color color)
{
	for (size_t i = 0; i < lines->count; i++) {
		char piece[NODE_TEXT_MOST];
		size_t size = lines->list[i].size < sizeof piece ? lines->list[i].size : sizeof piece - 1;
		memcpy(piece, lines->list[i].from, size);
		piece[size] = '\0';
		int free = r.w - lines->list[i].width;
		int x = r.x + (align == ALIGN_LEFT ? 0 : align == ALIGN_RIGHT ? free : free / 2);
		draw_text(ui->draw, x, r.y + (int)i * lines->face.line, lines->face.px, lines->face.line, lines->face.font,
			  color, piece);
	}
}

bool lines_one(struct lines *out, const char *words, int measured, int width, struct face face)
{
	if (measured > width || strchr(words, '\n'))
		return false;
	out->face = face;
	out->count = measured > 0;
	out->width = measured;
	out->cut = out->broken = false;
	out->list[0].from = words;
	out->list[0].size = strlen(words);
	out->list[0].width = measured;
	return true;
}

static bool one_line(struct ui *ui, struct lines *out, const char *words, int width, struct face face)
{
	return lines_one(out, words, render_text_width(ui->render, face.font, face.px, words), width, face);
}

void lines_label(struct ui *ui, struct lines *out, const char *words, int width, int height, struct face full)
{
	if (one_line(ui, out, words, width, full))
		return;
	int label = part_face(ui, TYPE_LABEL).px, caption = profile_type_px(&ui->profile, TYPE_CAPTION, 1);
	int least = label < full.px ? label : full.px, floor = caption < least ? caption : least;
	int single = least * 9 / 10 > floor ? least * 9 / 10 : floor;
	for (int px = full.px; px >= single;) {
		struct face face = part_face_at(full, px);
		if (one_line(ui, out, words, width, face))
			return;
		int next = px > least ? smaller_px(ui, face, words, width) : px - 1;
		px = px > least && next < least ? least : next;
	}
	for (int px = least; px >= floor; px--) {
		struct face face = part_face_at(full, px);
		if (one_line(ui, out, words, width, face))
			return;
		face.line = face.px * 6 / 5;
		if (2 * face.line > height)
			continue;
		lines_lay(ui, out, words, width, face, 2);
		if (!out->cut && !out->broken) {
			lines_even(ui, out, width);
			return;
		}
	}
	lines_lay(ui, out, words, width, part_face_at(full, floor), 1);
	lines_end(ui, out, width);
}

int ui_text_width(struct ui *ui, enum type type, const char *words)
{
	return width_of(ui, part_face(ui, type), words, strlen(words));
}

int ui_text_height(struct ui *ui, int width, enum type type, const char *words)
{
	struct lines lines;
	lines_lay(ui, &lines, words, width, part_face(ui, type), LINES_MOST);
	return lines_height(&lines);
}

int ui_line(const struct ui *ui, enum type type)
{
	return part_face(ui, type).line;
}

/* The size a text begins with. */
static struct face face_of(struct ui *ui, const struct text *text, int *least)
{
	struct face full = part_face(ui, text->type);
	*least = text->shrink ? ui_design(ui, text->shrink) : full.px;
	*least = *least < full.px ? *least : full.px;
	int px = text->percent ? full.px * text->percent / 100 : full.px;
	return part_face_at(full, px > *least ? px : *least);
}

int ui_text_needs(struct ui *ui, int width, const char *words, struct text text)
{
	struct lines lines;
	int least;
	lines_lay(ui, &lines, words, width, face_of(ui, &text, &least), LINES_MOST);
	return lines_height(&lines);
}

/* From the type's size down to the smallest allowed, the first at which all words are inside the rectangle. */
static void fit(struct ui *ui, struct lines *out, struct rect r, const char *words, const struct text *text)
{
	int least, slack = ui_design(ui, 2); /* lines have air */
	struct face full = face_of(ui, text, &least);
	for (int px = full.px, next;; px = next) {
		struct face face = part_face_at(full, px);
		int room = r.h >= face.line ? r.h / face.line : r.h + slack >= face.line;
		int most = text->lines > 0 && text->lines < room ? text->lines : room;
		lines_lay(ui, out, words, r.w, face, most > 1 ? (size_t)most : 1);
		if ((!out->cut && !out->broken && room > 0) || px <= least)
			break;
		next = text->lines == 1 && room > 0 ? smaller_px(ui, face, words, r.w) : px - 1;
		next = next < least ? least : next;
	}
	lines_end(ui, out, r.w);
	if (!break_at_sentence(ui, out, r.w))
		lines_even(ui, out, r.w);
}

int ui_text(struct ui *ui, struct rect r, const char *words, struct text text)
{
	struct lines lines;
	fit(ui, &lines, r, words, &text);
	int height = lines_height(&lines);
	struct rect used = {r.x, text.middle ? r.y + (r.h - height) / 2 : r.y, r.w, height};
	if (text.id) {
		struct node *node = part_node(ui, text.heading ? NODE_HEADING : NODE_TEXT, text.id, used, words);
		text_copy(node->spoken, sizeof node->spoken, text.spoken ? text.spoken : "");
		node->personal = text.personal;
		node->fg = text.color;
		node->bg = text.on;
		node->type = text.type;
	}
	lines_draw(ui, &lines, used, text.align, text.color);
	return height;
}
