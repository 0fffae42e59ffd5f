/* Whether a template can be trusted with a queue of people: it is drawn with the longest names and read back dot by dot. */
#ifndef LANYARD_BADGE_CHECK_H
#define LANYARD_BADGE_CHECK_H

#include "badge/badge.h"

#define CODE_MM_LEAST 15.0  /* side of the QR without its quiet zone */
#define MODULE_MM_LEAST 0.5 /* what a phone still reads from a thermal print */

struct template_report {
	double code_mm;   /* at 203 dpi, the coarser of the usual printers */
	double module_mm; /* one of its squares */
	int problems;
};

/* Called once for each problem, with a sentence that says what to do. */
typedef void template_problem_fn(void *self, const char *sentence);

/* False only if the template cannot be drawn at all. */
bool template_check(const struct template *template, template_problem_fn *say, void *self, struct template_report *report,
		    struct err *err);

/* Whether every dot of a code and its quiet zone in a raster is as it must be. */
bool badge_code_stands(const struct badge_raster *raster, const struct badge_code *code, const char *token);

#endif
