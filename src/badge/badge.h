/* The badge as a drawing: a template (SVG) with one person's words in its places, as PNG, PDF (vector), SVG or dots of black
 * and white for a label printer. Whatever comes out, the modules of the QR stand on whole dots of the printer. */
#ifndef LANYARD_BADGE_BADGE_H
#define LANYARD_BADGE_BADGE_H

#include "badge/template.h"
#include "badge/token.h"

enum {
	BADGE_BOOTHS_MOST = 3,
	BADGE_DPI_LEAST = 150,
	BADGE_DPI_USUAL = 300,
	BADGE_DPI_MOST = 1200,
	BADGE_FILE_MOST = 16 << 20,
};

/* Any text may be "" or NULL. */
struct badge_content {
	const char *fair;     /* "Biscayne Hiring Fair" */
	const char *date;     /* "Mar 12, 2026" in the person's language */
	const char *given;    /* large */
	const char *family;   /* second line */
	const char *headline; /* without it and booths: the "I'm looking for" writing line */
	struct {
		const char *number, *name; /* "B12", "Mangrove Health" */
	} booths[BADGE_BOOTHS_MOST];
	size_t booth_count;
	const char *looking, *visit, *scan; /* the words of SLOT_LOOKING … in the person's language */
	const char *token;                  /* for the QR; upper case letters and digits */
	const char *code;                   /* "7K2-Q9M" */
};

struct badge_words;
/* Borrows from `words` (badge/order.h), which has to outlive it. */
struct badge_content badge_content_of(const struct badge_words *words);

enum badge_format { BADGE_PNG, BADGE_PDF, BADGE_SVG, BADGE_PBM, BADGE_FORMAT_COUNT };

/* Black and white dots, a byte each (1 black). */
struct badge_raster {
	int width, height;
	unsigned char *dots; /* malloc'd */
};

/* Draws into `out` (emptied first). `dpi` is the printer's. */
bool badge_draw(const struct template *template, const struct badge_content *content, enum badge_format format, int dpi,
		struct buf *out, struct err *err);
/* As dots; `cut` (may be NULL) gets a bit for each slot whose text did not fit whole. */
bool badge_raster(const struct template *template, const struct badge_content *content, int dpi, struct badge_raster *out,
		  unsigned *cut, struct err *err);
void badge_raster_release(struct badge_raster *raster); /* wipes */

/* Where the QR's dots stand in a raster; module 0 when it does not fit. */
struct badge_code {
	int module, side; /* dots of a module; modules of a side */
	int left, top;    /* dot of the first module */
};
struct badge_code badge_code_place(const struct slot *slot, int side, int dpi);

/* The format is the ending of `path`: .png, .pdf, .svg or .pbm (the printer's dots). The file is replaced in one step. */
bool badge_format_of(const char *path, enum badge_format *format);
bool badge_write(const struct template *template, const struct badge_content *content, const char *path, int dpi,
		 struct err *err);

#endif
