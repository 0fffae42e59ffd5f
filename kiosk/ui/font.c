/* A text is cut into runs of one font file each, usually one; the runs are drawn by SDL_ttf and put side by side on one
 * baseline. */
#include "ui/font.h"

#include "base/file.h"
#include "base/text.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Inter's own metrics, in em (hhea table: 2728 and 680 of 2816). */
static const double ascent_em = 2728.0 / 2816, descent_em = 680.0 / 2816;

static const char system_dir[] = "/usr/share/fonts/opentype/inter";
static const char *const inter_files[FONT_COUNT] = {
	[FONT_REGULAR] = "Inter-Regular.otf", [FONT_MEDIUM] = "Inter-Medium.otf",       [FONT_SEMIBOLD] = "Inter-SemiBold.otf",
	[FONT_BOLD] = "Inter-Bold.otf",       [FONT_EXTRABOLD] = "Inter-ExtraBold.otf",
};
/* Tried in order for a character that Inter lacks; the first column for regular and medium weights. */
static const char *const fallback_files[][2] = {
	{"truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf"},
	{"truetype/noto/NotoSans-Regular.ttf", "truetype/noto/NotoSans-Bold.ttf"},
	{"opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"},
	{"truetype/wqy/wqy-zenhei.ttc", "truetype/wqy/wqy-zenhei.ttc"},
	{"truetype/droid/DroidSansFallbackFull.ttf", "truetype/droid/DroidSansFallbackFull.ttf"},
	{"truetype/noto/NotoSansArabic-Regular.ttf", "truetype/noto/NotoSansArabic-Bold.ttf"},
	{"truetype/noto/NotoSansHebrew-Regular.ttf", "truetype/noto/NotoSansHebrew-Bold.ttf"},
	{"truetype/noto/NotoSansDevanagari-Regular.ttf", "truetype/noto/NotoSansDevanagari-Bold.ttf"},
	{"truetype/noto/NotoSansBengali-Regular.ttf", "truetype/noto/NotoSansBengali-Bold.ttf"},
	{"truetype/noto/NotoSansEthiopic-Regular.ttf", "truetype/noto/NotoSansEthiopic-Bold.ttf"},
	{"truetype/noto/NotoSansThai-Regular.ttf", "truetype/noto/NotoSansThai-Bold.ttf"},
};
enum {
	FALLBACKS = sizeof fallback_files / sizeof fallback_files[0],
	RUNS_MOST = 32,
	TEXT_MOST = 1024, /* bytes that are drawn of a line */
	PX_MOST = 1024,
};
_Static_assert(FONT_COUNT + 2 * FALLBACKS <= FONT_FILES_MOST, "a slot for every font file");

bool fonts_init(struct fonts *fonts, const char *assets, struct err *err)
{
	char path[FONT_DIR_MOST + 32];
	*fonts = (struct fonts){0};
	text_format(fonts->dir, sizeof fonts->dir, "%s/fonts", assets);
	text_format(path, sizeof path, "%s/%s", fonts->dir, inter_files[FONT_REGULAR]);
	if (!file_exists(path))
		text_copy(fonts->dir, sizeof fonts->dir, system_dir);
	text_format(path, sizeof path, "%s/%s", fonts->dir, inter_files[FONT_REGULAR]);
	if (!file_exists(path))
		return err_set(err, ERR_MISSING, "the font %s is not there; install the package fonts-inter", path);
	return true;
}

void fonts_release(struct fonts *fonts)
{
	for (size_t i = 0; i < FACES_MOST; i++)
		if (fonts->faces[i].ttf)
			TTF_CloseFont(fonts->faces[i].ttf);
	for (size_t i = 0; i < FONT_FILES_MOST; i++)
		font_file_release(&fonts->files[i]);
	*fonts = (struct fonts){0};
}

int font_baseline(int px, int line)
{
	int ascent = nearest_px(px * ascent_em), free = line - ascent - nearest_px(px * descent_em);
	return (free < 0 ? -((1 - free) / 2) : free / 2) + ascent; /* half of it, rounded down */
}

/* --- font files ------------------------------------------------------------------------------------------------------- */

static TTF_Font *open_file(struct fonts *fonts, int file, int px, enum script script)
{
	static const char *const script_names[] = {[SCRIPT_ARABIC] = "Arab", [SCRIPT_HEBREW] = "Hebr"};
	char path[FONT_DIR_MOST + 64];
	if (file < FONT_COUNT)
		text_format(path, sizeof path, "%s/%s", fonts->dir, inter_files[file]);
	else
		text_format(path, sizeof path, "/usr/share/fonts/%s",
			    fallback_files[(file - FONT_COUNT) % FALLBACKS][file >= FONT_COUNT + FALLBACKS]);
	SDL_RWops *stream = font_file_open(&fonts->files[file], path);
	TTF_Font *ttf = stream ? TTF_OpenFontRW(stream, 1, px) : NULL;
	if (!ttf)
		return NULL;
	TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT);
	if (script != SCRIPT_LEFT_TO_RIGHT) {
		TTF_SetFontDirection(ttf, TTF_DIRECTION_RTL);
		TTF_SetFontScriptName(ttf, script_names[script]);
	}
	return ttf;
}

/* The slot of a face, or the least recently used one, emptied. */
static struct face *slot(struct fonts *fonts, int file, enum script script)
{
	struct face *oldest = &fonts->faces[0];
	for (size_t i = 0; i < FACES_MOST; i++) {
		struct face *face = &fonts->faces[i];
		if (face->ttf && face->file == file && face->script == script)
			return face;
		if (face->used < oldest->used)
			oldest = face;
	}
	if (oldest->ttf)
		TTF_CloseFont(oldest->ttf);
	*oldest = (struct face){.file = file, .script = script};
	return oldest;
}

/* NULL when the file is not there. One face of a file serves all sizes: each would take a quarter of a megabyte and half a
 * millisecond to open, and what is drawn is kept as a picture anyway (texts.h). */
static TTF_Font *face(struct fonts *fonts, enum font font, int file, int px, enum script script)
{
	unsigned bit = file < FONT_COUNT ? 0 : 1U << (file - FONT_COUNT);
	if (fonts->absent & bit)
		return NULL;
	int bold = file >= FONT_COUNT && font >= FONT_SEMIBOLD ? FALLBACKS : 0;
	struct face *found = slot(fonts, file + bold, script);
	found->used = ++fonts->calls;
	if (!found->ttf)
		found->ttf = open_file(fonts, file + bold, px, script);
	else if (found->px != px && TTF_SetFontSize(found->ttf, px) != 0)
		return NULL;
	found->px = px;
	if (!found->ttf) {
		found->used = 0;
		fonts->absent |= bit;
	}
	return found->ttf;
}

/* Characters that show nothing of their own and stay with their neighbours: joiners, marks of direction, variation selectors.
 */
static bool is_silent(int32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/* The file that draws a character; -1 when none does. */
static int file_for(struct fonts *fonts, enum font font, int px, int32_t c, int previous)
{
	if (c < 0x80 || is_silent(c))
		return c < 0x80 || previous < 0 ? (int)font : previous;
	for (int i = -1; i < FALLBACKS; i++) {
		int file = i < 0 ? (int)font : FONT_COUNT + i;
		TTF_Font *ttf = face(fonts, font, file, px, SCRIPT_LEFT_TO_RIGHT);
		if (ttf && TTF_GlyphIsProvided32(ttf, (Uint32)c))
			return file;
	}
	return -1;
}

bool fonts_have(struct fonts *fonts, enum font font, const char *text)
{
	int32_t c;
	while ((c = text_next(&text)) != 0)
		if (c < 0 || file_for(fonts, font, 24, c, -1) < 0)
			return false;
	return true;
}

/* --- runs ------------------------------------------------------------------------------------------------------------- */

struct run {
	const char *text; /* NUL-terminated, in struct line */
	int file;
	enum script script;
};
struct line {
	size_t count;
	struct run runs[RUNS_MOST];
	char text[TEXT_MOST + RUNS_MOST];
};

static enum script script_of(int32_t c)
{
	if ((c >= 0x590 && c < 0x600) || (c >= 0xFB1D && c < 0xFB50))
		return SCRIPT_HEBREW;
	return (c >= 0x600 && c < 0x900) || (c >= 0xFB50 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFD) ? SCRIPT_ARABIC
												       : SCRIPT_LEFT_TO_RIGHT;
}

/* What the next character needs. Spaces between words that are read from the right belong to them, so that their order holds.
 */
static struct run need_of(struct fonts *fonts, enum font font, int px, int32_t c, const char *rest, const struct run *before)
{
	enum script script = c < 0 ? SCRIPT_LEFT_TO_RIGHT : script_of(c);
	if (before && c == ' ' && before->script != SCRIPT_LEFT_TO_RIGHT && script_of(text_next(&rest)) == before->script)
		return *before;
	int file = c < 0 ? (int)font : file_for(fonts, font, px, c, before ? before->file : -1);
	return (struct run){.file = file < 0 ? (int)font : file, .script = script};
}

/* Cuts a text into runs. Wipe the line after use. */
static void split(struct fonts *fonts, enum font font, int px, const char *text, struct line *line)
{
	char *end = line->text;
	const char *limit = text + TEXT_MOST, *from = text;
	struct run *run = NULL;
	line->count = 0;
	for (int32_t c; (c = text_next(&text)) != 0 && text <= limit; from = text) {
		struct run need = need_of(fonts, font, px, c, text, run);
		if (!run || ((need.file != run->file || need.script != run->script) && line->count < RUNS_MOST)) {
			end += run ? 1 : 0;
			run = &line->runs[line->count++];
			*run = (struct run){end, need.file, need.script};
		}
		memcpy(end, from, (size_t)(text - from));
		end += text - from;
		*end = '\0';
	}
}

/* The face of a run; NULL when its file went away. */
static TTF_Font *face_of(struct fonts *fonts, enum font font, int px, const struct run *run)
{
	return face(fonts, font, run->file, px, run->script);
}

int fonts_width(struct fonts *fonts, enum font font, int px, const char *text)
{
	struct line line;
	int width = 0;
	if (px <= 0 || px > PX_MOST)
		return 0;
	split(fonts, font, px, text, &line);
	for (size_t i = 0; i < line.count; i++) {
		int w = 0;
		TTF_Font *ttf = face_of(fonts, font, px, &line.runs[i]);
		if (ttf && TTF_SizeUTF8(ttf, line.runs[i].text, &w, NULL) == 0)
			width += w;
	}
	sodium_memzero(&line, sizeof line);
	return width;
}

/* How far SDL_ttf moved a run to the right and down so that its first glyph and its highest one are inside the picture. */
static void shift_of(TTF_Font *ttf, const char *text, int *left, int *up)
{
	int ascent = TTF_FontAscent(ttf), least = 0, highest = ascent;
	bool first = true;
	for (int32_t c; (c = text_next(&text)) != 0; first = false) {
		int minx = 0, maxy = 0;
		if (c < 0 || TTF_GlyphMetrics32(ttf, (Uint32)c, &minx, NULL, NULL, &maxy, NULL) != 0)
			continue;
		least = first && minx < 0 ? minx : least;
		highest = maxy > highest ? maxy : highest;
	}
	*left = -least;
	*up = highest;
}

struct drawn {
	SDL_Surface *surface;
	int left, up;
};

static void drawn_release(struct drawn *drawn, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		SDL_Surface *surface = drawn[i].surface;
		if (surface)
			sodium_memzero(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
		SDL_FreeSurface(surface);
	}
}

/* Puts the runs side by side on one baseline. */
static bool join(const struct drawn *drawn, size_t count, struct text_picture *out)
{
	int w = 0, up = 0, down = 0;
	for (size_t i = 0; i < count; i++) {
		int below = drawn[i].surface->h - drawn[i].up;
		w += drawn[i].surface->w;
		up = drawn[i].up > up ? drawn[i].up : up;
		down = below > down ? below : down;
	}
	uint8_t *alpha = w > 0 && up + down > 0 ? calloc((size_t)w, (size_t)(up + down)) : NULL;
	*out = (struct text_picture){{w, up + down, alpha}, count ? drawn[0].left : 0, up};
	for (size_t i = 0, x = 0; alpha && i < count; x += (size_t)drawn[i].surface->w, i++) {
		const SDL_Surface *surface = drawn[i].surface;
		for (int row = 0; row < surface->h; row++)
			memcpy(alpha + (size_t)(up - drawn[i].up + row) * (size_t)w + x,
			       (const uint8_t *)surface->pixels + (size_t)row * (size_t)surface->pitch, (size_t)surface->w);
	}
	return alpha != NULL;
}

bool fonts_draw(struct fonts *fonts, enum font font, int px, const char *text, struct text_picture *out)
{
	/* White on black: the picture's eight bits are the coverage itself. */
	static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
	struct line line;
	struct drawn drawn[RUNS_MOST] = {0};
	size_t count = 0;
	if (px <= 0 || px > PX_MOST)
		return false;
	split(fonts, font, px, text, &line);
	for (size_t i = 0; i < line.count; i++) {
		TTF_Font *ttf = face_of(fonts, font, px, &line.runs[i]);
		drawn[count].surface = ttf ? TTF_RenderUTF8_Shaded(ttf, line.runs[i].text, white, black) : NULL;
		if (drawn[count].surface) {
			shift_of(ttf, line.runs[i].text, &drawn[count].left, &drawn[count].up);
			count++;
		}
	}
	bool done = join(drawn, count, out);
	drawn_release(drawn, count);
	sodium_memzero(&line, sizeof line);
	return done;
}
