/* The badge token: what the QR of a badge says, and nothing about the person to a stranger.
 *
 * Short: "L" and Crockford base32 of 20 bytes: version 1 (3 bits) and type 1 (5 bits), key epoch (1 byte), print id (10 random
 * bytes), MAC (8 bytes: keyed BLAKE2b over all before, key = libsodium's KDF of the fair key, context "LnyBadge", sub-key
 * number = epoch). 33 characters, QR version 2-M.
 *
 * With a card: "L" and base32 of version 2 and type 1, key epoch, print id, salt (4 bytes), and the card (badge/card.h) sealed
 * with XChaCha20-Poly1305, all bytes before it authenticated with it. Key: KDF context "LnyCards". 89 or 121 characters, QR
 * version 4-M or 5-M. A person whose card changed gets the same print id with another card, so the nonce cannot come from the
 * print id alone: it is keyed BLAKE2b over print id and salt, and the salt keyed BLAKE2b over print id and card. The same card
 * gives the same token, and two cards do not share a key stream.
 *
 * Every enrolled device verifies both with no network; nobody without the fair's key can make one. The key of another fair does
 * not fit, so a foreign badge and a forged one look alike except for the fair tag: the first 2 bytes of the print id are
 * not random but BLAKE2b-16 of the fair's id xor the next two bytes, which tells "other event" from "altered" (not a proof,
 * only a kinder sentence). */
#ifndef LANYARD_BADGE_TOKEN_H
#define LANYARD_BADGE_TOKEN_H

#include "badge/card.h"
#include "base/rand.h"

enum {
	TOKEN_BYTES = 20,                                     /* the short one */
	TOKEN_OVER_CARD = 32,                                 /* bytes beside the card */
	TOKEN_BYTES_MOST = TOKEN_OVER_CARD + CARD_LARGE,      /* the longest */
	TOKEN_SHORT = 1 + BASE32_LENGTH(TOKEN_BYTES),         /* characters without the NUL */
	TOKEN_TEXT = 1 + BASE32_LENGTH(TOKEN_BYTES_MOST) + 1, /* room for any, with the NUL */
	PRINT_ID_BYTES = 10,
	PRINT_ID_TEXT = BASE32_LENGTH(PRINT_ID_BYTES) + 1,
	SHORT_CODE_TEXT = 8, /* "7K2-Q9M" */
	SCAN_MOST = 512,     /* bytes of a scan that are looked at; more is "malformed" */
};

enum token_verdict {
	TOKEN_VALID,     /* ours, unaltered; says nothing yet about revocation */
	TOKEN_FORGED,    /* the right shape and fair tag, the MAC does not fit: altered or forged */
	TOKEN_FOREIGN,   /* a Lanyard badge of another fair */
	TOKEN_NEWER,     /* a version or type that this program does not know: update the device */
	TOKEN_MALFORMED, /* not a Lanyard token: too short, too long, binary, a ticket of another system, a URL … */
};

struct token {
	uint8_t version, type, epoch;
	uint8_t print_id[PRINT_ID_BYTES];
	char badge[PRINT_ID_TEXT]; /* print id as text: the badge's id in facts */
	bool has_card;
	struct badge_card card;
};

/* A new badge of this fair, epoch 1. */
void token_make(const uint8_t fair_key[32], const char *fair_id, char text[TOKEN_TEXT], struct token *out);
/* The short token text of a badge that was issued (print id as text). False if `badge` is not a print id. */
bool token_for_badge(const uint8_t fair_key[32], const char *badge, char text[TOKEN_TEXT]);
/* The same with a card. */
bool token_with_card(const uint8_t fair_key[32], const char *badge, const struct badge_card *card, char text[TOKEN_TEXT]);
/* Whether a badge's token may be so many characters long. */
bool token_is_length(size_t size);
/* Decides what a scan of `size` bytes is. Accepts lower case and O I L; strips AIM and ECI prefixes ("]Q3", "\000026") and
 * white space at the ends. Constant work on the MAC. */
enum token_verdict token_read(const uint8_t fair_key[32], const char *fair_id, const char *scan, size_t size,
			      struct token *out);
/* Narrows a scan to the code itself: drops what scanners add around it (as above). Good for tickets of other systems too. */
void token_strip(const char **scan, size_t *size);
/* The short code under the QR, for people to read out: the print id's last 6 characters with Y for 0 and Z for 1, "7K2-Q9M".
 * "" if `badge` is too short to be a print id. */
void token_short_code(const char *badge, char out[SHORT_CODE_TEXT]);

#endif
