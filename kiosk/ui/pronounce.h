/* Words as a voice can read them: the signs of an e-mail address by name, a telephone number digit by digit, a badge's code
 * letter by letter, and drawn signs ("·", "•••") as pauses. */
#ifndef LANYARD_UI_PRONOUNCE_H
#define LANYARD_UI_PRONOUNCE_H

#include "lang/catalog.h"

/* Cut at `size`, at a character. */
void pronounce(const struct catalog *catalog, size_t language, const char *words, char *out, size_t size);
/* "at sign" for "@": the name of a sign that a voice swallows; other text as it is. */
const char *pronounce_sign(const struct catalog *catalog, size_t language, const char *sign);

#endif
