/* The card that a longer token carries: what a booth that has never synced may know of whoever stands there.
 *
 * In clear it is CARD_SMALL or CARD_LARGE bytes, filled up with zeros, so that its length tells nothing and the code has one of
 * two sizes: a byte (bit 7 shared, bits 5-6 what the headline is, bits 0-4 bytes of the name), the name, the headline (a job's
 * code in 2 bytes, or a byte of length and the words), and codes of skills, 2 bytes each, most significant first, the best
 * first. A code is what skills_code() makes of a term's id; 0 is none. */
#ifndef LANYARD_BADGE_CARD_H
#define LANYARD_BADGE_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CARD_NAME_MOST = 32,     /* bytes with the NUL */
	CARD_HEADLINE_MOST = 25, /* bytes with the NUL */
	CARD_SKILLS = 6,
	CARD_SMALL = 23, /* QR version 4-M */
	CARD_LARGE = 43, /* version 5-M */
};

struct badge_card {
	bool shared;                       /* they agreed to share; without it there is only a first name */
	char name[CARD_NAME_MOST];         /* the whole name, or the first name */
	uint16_t job;                      /* the job they want, 0 none: then the words of `headline` */
	char headline[CARD_HEADLINE_MOST]; /* "" none */
	uint16_t skills[CARD_SKILLS];
	size_t skill_count;
};

/* Returns CARD_SMALL or CARD_LARGE. What does not fit is cut: last skills first, then words at a letter. */
size_t card_pack(const struct badge_card *card, uint8_t out[CARD_LARGE]);
/* False if the bytes are no card; `out` is then empty. */
bool card_unpack(const uint8_t *bytes, size_t size, struct badge_card *out);

#endif
