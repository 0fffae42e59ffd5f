/* Help with the part of an e-mail address behind the @. */
#ifndef LANYARD_SCREENS_SPELLING_H
#define LANYARD_SCREENS_SPELLING_H

enum { DOMAIN_KEYS = 5 };

/* The domains for the keyboard's top row, at most `most`, each with its @ ("@gmail.com"): the usual ones, or those that begin
 * with what is typed behind the @. Unused places are NULL. The texts are constants. */
void domains_for(const char *email, int most, const char *keys[DOMAIN_KEYS]);

/* The usual domain that is one slip of a finger (a letter left out, added, changed, or two swapped) from the typed one; NULL
 * when it is fine, unknown or not finished. */
const char *domain_meant(const char *email);

#endif
