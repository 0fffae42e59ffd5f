/* Texts to coverage: Inter, and for characters that it lacks whatever other font is installed. Shaped by HarfBuzz in SDL_ttf.
 */
#ifndef LANYARD_UI_FONT_H
#define LANYARD_UI_FONT_H

#include "base/err.h"
#include "tokens.h"
#include "ui/font_file.h"
#include "ui/pixels.h"

#include <SDL_ttf.h>

enum { FACES_MOST = 16, FONT_FILES_MOST = 32, FONT_DIR_MOST = 256 };

struct face {
	TTF_Font *ttf;
	int file; /* enum font, or a fallback behind them, or a bold fallback behind these */
	int px;   /* its size now */
	enum script { SCRIPT_LEFT_TO_RIGHT, SCRIPT_ARABIC, SCRIPT_HEBREW } script;
	unsigned used; /* when, counted in calls */
};

struct fonts {
	char dir[FONT_DIR_MOST]; /* where the Inter files are */
	struct face faces[FACES_MOST];
	struct font_file files[FONT_FILES_MOST]; /* as struct face counts them */
	unsigned calls, absent;                  /* bit i: fallback i is not installed */
};

/* A line of text as coverage. The text begins `left` pixels inside it, its baseline is below the first `up` rows. */
struct text_picture {
	struct coverage coverage;
	int left, up;
};

/* Looks for Inter in assets/fonts and in the system; SDL_ttf is started. Files are opened at first use. */
bool fonts_init(struct fonts *fonts, const char *assets, struct err *err);
void fonts_release(struct fonts *fonts);

/* False, and nothing to free, for a text without a pixel. The caller frees and wipes coverage.alpha. */
bool fonts_draw(struct fonts *fonts, enum font font, int px, const char *text, struct text_picture *out);
int fonts_width(struct fonts *fonts, enum font font, int px, const char *text);
bool fonts_have(struct fonts *fonts, enum font font, const char *text);

/* Rows from the top of a line box to the baseline, as a browser places Inter in it. */
int font_baseline(int px, int line);

#endif
