/* What stands on somebody's badge, for the kiosk's printer and `lanyard badge` alike, and that it was printed. */
#ifndef LANYARD_DESK_BADGE_H
#define LANYARD_DESK_BADGE_H

#include "badge/order.h"
#include "lang/catalog.h"
#include "store/view.h"

/* The badge that stands, in the person's language, with the fair's day (or `now`). Headline and booths stay empty. ERR_MISSING
 * when the person has no badge. The caller wipes `out`. */
bool desk_badge_words(struct store *store, struct catalog *catalog, const struct person *person, int64_t now,
		      struct badge_words *out, struct err *err);
/* Adds what makes it a list of booths: the headline, and a booth by its employer's id; those beyond three are left out. */
void desk_badge_headline(struct badge_words *words, const char *headline);
void desk_badge_booth(struct store *store, struct badge_words *words, const char *employer);
/* A badge of nobody, to try a printer with: `name` large, and a code that no fair knows. */
#define DESK_TEST_CODE "TESTNOTABADGE"
void desk_badge_test(struct store *store, const char *name, const char *second, struct badge_words *out);

/* badge.printed. `print` is the id of the printer's order: told twice, it counts once. */
bool desk_printed(struct store *store, const char *badge, const char *print, bool twice, struct err *err);

#endif
