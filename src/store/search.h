/* Search as you type over everybody's name, in memory only.
 *
 * Folded words (text_fold) are kept once each with the people who bear them (words.h). Each typed word gives spans of the
 * sorted words, exact ones or near ones; people who are in a span of every typed word are the hits. E-mail local parts and
 * phone numbers read backwards are words too, behind a mark that no name has. */
#ifndef LANYARD_STORE_SEARCH_H
#define LANYARD_STORE_SEARCH_H

#include "store/db.h"

enum {
	SEARCH_WORDS_MOST = 8,    /* typed words that are looked at */
	SEARCH_HITS_MOST = 256,   /* hits that are ranked */
	SEARCH_COUNT_MOST = 1000, /* hits that are counted: "1,000 or more" */
	SEARCH_CONTACT_LEAST = 4, /* characters of an e-mail or phone number */
};

struct search;

struct search *search_create(void);
/* Wipes every name. NULL is welcome. */
void search_destroy(struct search *search);
/* Reads view.person's row anew: new, changed or gone. */
void search_update(struct search *search, struct db *db, int64_t row);
/* Forgets everything and reads all of view.person. */
void search_rebuild(struct search *search, struct db *db);
/* People who can be found. */
size_t search_people(const struct search *search);

struct search_hit {
	int64_t row;       /* view.person.row */
	unsigned distance; /* 0: every typed word begins a word of the name */
};
/* Best first; `total` counts exact hits up to SEARCH_COUNT_MOST. */
size_t search_find(struct search *search, const char *text, struct search_hit *hits, size_t most, size_t *total);

#endif
