/* Help with the part of an e-mail address behind the @. */
#ifndef LANYARD_SCREENS_SPELLING_H
#define LANYARD_SCREENS_SPELLING_H

#include "store/view.h"

enum { DOMAIN_KEYS = 5, DOMAIN_TEXT = 40, DOMAINS_MOST = 24, DOMAIN_PEOPLE = 5 };

/* The domains that are offered, each with its @ ("@gmail.com"), those that most people of this event use first. One that is not
 * among the usual ones is offered only when DOMAIN_PEOPLE use it: what stands on a key must not tell of anybody. */
struct domains {
	uint64_t revision; /* of the store, when they were counted; 0 never */
	size_t count;
	char list[DOMAINS_MOST][DOMAIN_TEXT];
};
/* Counts anew if the view has changed. `store` may be NULL. */
void domains_count(struct domains *domains, struct store *store);

/* The domains for the keyboard's top row, at most `most`: the first, or those that begin with what is typed behind the @.
 * Unused places are NULL. The texts are those of `domains`. */
void domains_for(const struct domains *domains, const char *email, int most, const char *keys[DOMAIN_KEYS]);

/* The usual domain that is one slip of a finger (a letter left out, added, changed, or two swapped) from the typed one; NULL
 * when it is fine, unknown or not finished. */
const char *domain_meant(const char *email);

#endif
