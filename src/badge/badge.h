/* The badge as a drawing (cairo): PNG, PDF (vector) or SVG file; 4x3 in, black only. The fitting rules are UX.md section 10's:
 * first name as large as fits down to 10 mm, then two lines broken at a space or hyphen down to 8 mm, then an ellipsis. */
#ifndef LANYARD_BADGE_BADGE_H
#define LANYARD_BADGE_BADGE_H

#include "badge/token.h"
#include "base/err.h"

struct badge_content {
	const char *fair;     /* "Biscayne Hiring Fair" */
	const char *date;     /* "Mar 12, 2026" in the person's language */
	const char *given;    /* large */
	const char *family;   /* second line, may be "" */
	const char *headline; /* "" -> the "I'm looking for" writing line */
	const char *looking_for_label;
	const char *token; /* for the QR */
	const char *code;  /* "7K2-Q9M" */
};

/* The format is the ending of `path`: .png (300 dpi), .pdf, .svg. The file is replaced in one step. */
bool badge_write(const struct badge_content *content, const char *path, struct err *err);

#endif
