/* What happens at the door and at the booths, in one place: the kiosk and the `lanyard` commands call the same functions, so a
 * scan is decided the same way everywhere. Each call is one commit of all its facts (store_append). */
#ifndef LANYARD_DESK_DESK_H
#define LANYARD_DESK_DESK_H

#include "badge/token.h"
#include "store/view.h"
#include "talent/profile.h"

/* --- the door ------------------------------------------------------------------------------------------------------- */

/* Nobody's date of birth is ever asked. Who is under 16 is taken in at the staff desk, with the first name alone; who is 16 or
 * 17 is checked in, and nothing else: no consent, no profile. */
enum age_band { AGE_UNSAID, AGE_UNDER_16, AGE_16_17, AGE_ADULT, AGE_COUNT };
const char *age_name(enum age_band age); /* "", "under16", "16-17", "18plus" */
enum age_band age_of(const struct person *person);
bool age_is_minor(enum age_band age);

/* A walk-in as typed. Texts are checked and tidied (text_tidy) here; the caller's copy stays untouched. */
struct registration {
	const char *given, *family; /* given is required; family may be "" */
	const char *email, *phone;  /* "" = none; both empty is a real path */
	const char *language;       /* "en" … */
	enum age_band age;
	bool consent[CONSENT_COUNT];
	bool asked[CONSENT_COUNT];   /* only what was asked is recorded */
	const char *consent_wording; /* version of the consent text that was shown */
	const char *source;          /* "kiosk", "desk", "command" */
};

struct registered {
	char person[ID_TEXT];
	char badge[PRINT_ID_TEXT];
	char token[TOKEN_TEXT];
};

/* person.registered, consent.given/withdrawn for each that was asked, badge.issued, person.checked_in: one commit.
 * ERR_INPUT with a sentence for the visitor's field: no name, an address that is not one. */
bool desk_register(struct store *store, const struct registration *registration, struct registered *out, struct err *err);

/* Checks an e-mail address: one @, a dot after it, no spaces, at most 254 bytes. */
bool desk_email_ok(const char *email);
/* Writes E.164 ("+13055550137") from what people type, default country +1; false if it cannot be a phone number. */
bool desk_phone_normal(const char *typed, char *out, size_t size);

/* The token text of a badge of this fair, for its QR: with a card (badge/card.h) for who agreed to share or is in the Talent
 * Database, as things stand now. False if `badge` is not a print id. */
bool desk_token(struct store *store, const char *badge, char token[TOKEN_TEXT]);
/* The badge of a known person that stands, or one issued now; nobody is checked in. */
bool desk_badge(struct store *store, const char *id, struct registered *out, struct err *err);
/* Checks a known person in and gives the badge that stands, or issues one. `already` is set when the visit stood. */
bool desk_checkin(struct store *store, const char *id, struct registered *out, bool *already, struct err *err);
/* Ends the visit that stands. `was_here` is false, and nothing is recorded, when there is none: that is an answer. Who comes
 * back is checked in again by desk_checkin(), with the same badge. */
bool desk_checkout(struct store *store, const char *id, bool *was_here, struct err *err);

/* How many may be inside at once; 0 is any number. ERR_INPUT when it cannot be. */
enum { CAPACITY_MOST = 1000000 };
bool desk_set_capacity(struct store *store, int64_t capacity, struct err *err);
/* As many as may be are inside, as far as this device has heard. A registration that was begun is taken in all the same. */
bool desk_is_full(struct store *store);

/* What this kiosk is for, as its --mode is called; counts where no --mode is given. */
bool desk_set_use(struct store *store, const char *mode, struct err *err);

/* --- what a person decides about themselves --------------------------------------------------------------------------- */

/* How old somebody is who was registered elsewhere, where it was not asked. */
bool desk_age(struct store *store, const char *person, enum age_band age, struct err *err);
/* One answer, with the version of the text that was shown and its language. ERR_REFUSED for a minor's yes. */
bool desk_consent(struct store *store, const char *person, enum consent_purpose purpose, bool yes, const char *wording,
		  const char *language, struct err *err);
/* What they can do and want. ERR_REFUSED without their consent to the Talent Database. The headline is written in the fair's
 * first language, which staff and employers read. */
bool desk_profile(struct store *store, const char *person, const struct talent *talent, const struct skills *skills,
		  struct err *err);
/* Out of the Talent Database: consent and profile are taken back in one commit. */
bool desk_leave_talent(struct store *store, const char *person, const struct skills *skills, const char *wording,
		       const char *language, struct err *err);

/* --- scans ---------------------------------------------------------------------------------------------------------- */

enum verdict {
	VERDICT_VALID,
	VERDICT_ALREADY, /* at the door: checked in before; at a booth: a lead before. Not an error */
	VERDICT_REVOKED,
	VERDICT_FORGED,
	VERDICT_FOREIGN,
	VERDICT_UNKNOWN,   /* ours by its MAC, but this device has not heard of it yet (at a booth it is a lead all the same) */
	VERDICT_MALFORMED, /* not a badge or ticket we know; includes too long and binary */
	VERDICT_COUNT
};
const char *verdict_name(enum verdict verdict); /* "valid" … as in `lanyard scan --json` */

struct scan {
	enum verdict verdict;
	bool admitted;             /* something was recorded */
	char badge[PRINT_ID_TEXT]; /* "" if the token could not be read */
	char token[TOKEN_TEXT];    /* the badge to show: the scanned one, or for a ticket the one issued now */
	struct person person;      /* id "" when nobody is known; at a booth only what the person agreed to share */
	bool has_card;             /* at a booth: nobody is known, but the badge tells a little */
	struct badge_card card;    /* then: as it may be shown */
	bool shared;               /* at a booth: the person said yes to sharing */
	struct lead lead;          /* at a booth: after this scan; employer "" else */
};

/* Decides a scan at the door and, if it is valid, checks in. A ticket code of another system counts as the person's. False only
 * if the store failed. A refused scan leaves nothing in `out` but its verdict and nothing in the log but scan.refused, at most
 * one a second of each verdict. */
bool desk_scan(struct store *store, const char *code, size_t size, struct scan *out, struct err *err);
/* Decides a scan at the exit and, if it is valid, checks out. VERDICT_ALREADY: was not inside, so nothing was recorded. */
bool desk_scan_out(struct store *store, const char *code, size_t size, struct scan *out, struct err *err);
/* Decides a scan at a booth and, if valid (or unknown but ours), records the lead before it returns. `employer`: id or booth of
 * one that is known, or the id that this device was invited for (ERR_MISSING else). A
 * lead that was taken back comes back when its badge is scanned again. */
bool desk_scan_booth(struct store *store, const char *employer, const char *code, size_t size, struct scan *out,
		     struct err *err);
/* Whether a code is a genuine badge of this fair; looks at nothing but the code. */
bool desk_is_badge(struct store *store, const char *code, size_t size);
/* Reads without recording anything: what would the answer be? */
bool desk_look(struct store *store, const char *code, size_t size, struct scan *out, struct err *err);
/* The person behind six characters of a short code ("7K2Q9M", any case, hyphen or not); false if none or several. */
bool desk_by_short_code(struct store *store, const char *code, char badge[PRINT_ID_TEXT]);

/* --- booths --------------------------------------------------------------------------------------------------------- */

/* What opens an employer's booth at a kiosk, "7K2Q-9M4D"; on a card as a QR it stands behind "LB", without the hyphen. */
enum { BOOTH_CODE_LETTERS = 8, BOOTH_CODE_TEXT = BOOTH_CODE_LETTERS + 2 };
void desk_booth_code(struct store *store, const char *employer, char out[BOOTH_CODE_TEXT]);
/* The employer whose code was typed or scanned; false if it is nobody's. */
bool desk_by_booth_code(struct store *store, const char *code, size_t size, struct employer *out);
/* Whether a scan has the shape of a booth's card, right or wrong. */
bool desk_is_booth_card(const char *code, size_t size);
/* The employer that this device was invited for, which may be before it has heard of the employer itself; false if for none. */
bool desk_own_employer(struct store *store, char out[64]);

/* --- leads ---------------------------------------------------------------------------------------------------------- */

struct lead_note {
	int rating;            /* 0 = leave as it is */
	const char *tags;      /* NULL = leave; ';' between */
	const char *note;      /* NULL = leave */
	const char *status;    /* NULL = leave */
	const char *next_step; /* NULL = leave */
};
bool desk_lead_note(struct store *store, const char *employer, const char *badge, const struct lead_note *note,
		    struct err *err);
/* Takes a scan back (true) or brings it back (false). */
bool desk_lead_remove(struct store *store, const char *employer, const char *badge, bool removed, struct err *err);

/* Asks for this employer's leads to be mailed to the address on file once a device with a network can; ERR_MISSING without one.
 */
bool desk_leads_ask(struct store *store, const char *employer, struct err *err);

/* What an employer may see of a person: name and details with consent, else given name only; fills a copy. */
void desk_as_shared(struct store *store, const char *id, struct person *out, bool *shared);
/* The given name alone: as it was typed apart, else the first word. */
void desk_first_name(const struct person *person, char out[NAME_MOST]);
/* The same for a lead: without consent its name becomes the given name. */
void desk_lead_as_shared(struct store *store, struct lead *lead);
/* What the badge of a lead told of a person who is not known here; false if they are, or it told nothing. */
bool desk_lead_card(struct store *store, const struct lead *lead, struct badge_card *out);
/* Takes from a card what may not be shown: without consent, and when it is known here that it was withdrawn. */
void desk_card_as_shared(struct store *store, const char *badge, struct badge_card *card);
/* A card as lead.scanned keeps it. New reference. */
json_t *desk_card_body(const struct badge_card *card);
/* The job and the skills of a card, as far as the catalogue knows them. */
void desk_card_talent(const struct badge_card *card, const struct skills *skills, struct talent *out);
/* view_leads() with desk_lead_as_shared(): what a booth's screens and an employer's export may show. */
bool desk_leads(struct store *store, const char *employer, lead_fn *next, void *self, struct err *err);

#endif
