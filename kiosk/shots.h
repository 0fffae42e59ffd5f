/* --shots DIR: every screen with its sample content in every language, theme and size, as DIR/SCREEN.LANGUAGE.THEME.SIZE.png
 * with the node list beside it. Off screen, against a demo fair of its own that is made in a temporary home. */
#ifndef LANYARD_SHOTS_H
#define LANYARD_SHOTS_H

#include "base/err.h"

struct shots {
	const char *dir;
	const char *screens;                    /* "welcome,done"; NULL or "": all */
	const char *languages, *themes, *sizes; /* "en,es", "light,high-contrast", "800x480"; the same */
	const char *scales;                     /* "1,1.5"; NULL or "": 1 */
	const char *assets;
};
bool shots_write(const struct shots *shots, struct err *err);

#endif
