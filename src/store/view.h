/* What the folded facts say: people, visits, badges, consents, employers, roles, leads. Read-only; answers come from memory.
 * Structures are filled copies; the caller wipes those that hold personal data (sodium_memzero) when a visitor is done. */
#ifndef LANYARD_STORE_VIEW_H
#define LANYARD_STORE_VIEW_H

#include "store/event.h"
#include "store/store.h"

enum {
	NAME_MOST = 80 * 4 + 1, /* 80 graphemes are asked for; bytes that are kept */
	EMAIL_MOST = 255,
	PHONE_MOST = 24,
	NOTE_MOST = 2001,
	HEADLINE_MOST = 161,
	TAGS_MOST = 513,
	BADGE_TEXT = 17, /* print id: 80 random bits as 16 base32 characters and NUL */
};

/* A time as it may be shown: "10:40", "about 10:40", or "order known, time unknown". */
struct moment {
	int64_t wall; /* ms; 0 = never. If unknown: what the device's untrusted clock showed, not to be printed */
	enum { MOMENT_EXACT, MOMENT_ABOUT, MOMENT_UNKNOWN } certainty;
};

struct person {
	char id[ID_TEXT];
	char name[NAME_MOST];  /* whole name as typed */
	char given[NAME_MOST]; /* "" if never split */
	char family[NAME_MOST];
	char email[EMAIL_MOST];
	char phone[PHONE_MOST]; /* E.164, or as imported when it is not one */
	char language[8];
	char headline[HEADLINE_MOST];
	char source[32];  /* "kiosk", "eventbrite", "luma", … */
	char age_band[8]; /* "under16", "16-17", "18plus", "" if never asked */
	struct moment registered_at;
	struct moment checked_in_at; /* of the visit that stands; wall 0 = not checked in */
	char badge[BADGE_TEXT];      /* newest badge that is not revoked, or "" */
};

bool view_person(struct store *store, const char *id, struct person *out); /* false: nobody by that id (or erased) */
/* Who was given this badge (print id); false if unknown here. `person` is "" for one that was revoked before this device heard
 * of its issue. */
bool view_badge(struct store *store, const char *badge, char person[ID_TEXT], bool *revoked);
/* Every badge that was issued; returning false stops. */
typedef bool badge_fn(void *self, const char *badge, const char *person, bool revoked);
bool view_badges(struct store *store, badge_fn *next, void *self, struct err *err);
/* Who holds this ticket code of another system; false if nobody. */
bool view_ticket(struct store *store, const char *code, char person[ID_TEXT]);
/* Who was imported under this external key (source and reference), for re-import. */
bool view_external(struct store *store, const char *key, char person[ID_TEXT]);
/* What the row under that key said when it was last imported (the fact's `version`); "" if nothing is known. */
void view_external_version(struct store *store, const char *key, char *version, size_t size);
/* Whether this person was erased: nothing about them may be taken in again. */
bool view_erased(struct store *store, const char *person);

/* A field of the fair that a fact has set ("staff_pin"), or of this device's kiosk ("languages"); false if none has. */
bool view_setting(struct store *store, const char *field, char *out, size_t size);
bool view_kiosk_setting(struct store *store, const char *field, char *out, size_t size);

/* The person.checked_in fact of the visit that stands, to be named in checkin.undone; false if not checked in. */
bool view_visit(struct store *store, const char *person, char event[EVENT_REF_TEXT]);

/* Everybody, by name; returning false stops. */
typedef bool person_fn(void *self, const struct person *person);
bool view_people(struct store *store, person_fn *next, void *self, struct err *err);
size_t view_people_count(struct store *store);
size_t view_checked_in_count(struct store *store); /* who is here now */

/* What stands behind the @ of people's e-mail addresses, in lower case, most used first; how many people use it. Returning
 * false stops. */
typedef bool domain_fn(void *self, const char *domain, int people);
void view_domains(struct store *store, domain_fn *next, void *self);

/* Search as you type: every word of `text` must be the beginning of a word of the name (accents, case and apostrophes do not
 * matter); e-mail local parts and phone ends of at least 4 characters match too. When fewer than `most` are found, names within
 * a small edit distance follow. Best first. Returns how many of `hits` were filled; `total` counts all exact hits, up to 1,000
 * (may be NULL). */
struct hit {
	char person[ID_TEXT];
	bool near; /* found by edit distance */
};
size_t view_find(struct store *store, const char *text, struct hit *hits, size_t most, size_t *total);

/* --- consent ---------------------------------------------------------------------------------------------------- */

enum consent_purpose { CONSENT_MESSAGES, CONSENT_SHARE, CONSENT_TALENT, CONSENT_COUNT };
const char *consent_name(enum consent_purpose purpose); /* "messages", "share", "talent" */
/* True only if given and not withdrawn since; a withdrawal always wins over a grant that had not seen it. */
bool view_consent(struct store *store, const char *person, enum consent_purpose purpose);
/* What they agreed to in the newest grant that stands, and when; false if none does. */
struct consent_given {
	char wording[32]; /* version of the text that was shown, "" if it was not noted */
	char language[8];
	struct moment at;
};
bool view_consent_given(struct store *store, const char *person, enum consent_purpose purpose, struct consent_given *out);
/* Whether they said no, or took it back: unlike somebody who was never asked, as far as is known here. */
bool view_consent_refused(struct store *store, const char *person, enum consent_purpose purpose);
/* The withdrawals known here, as a JSON array of event_ref() texts, to put into a new consent.given as "over". New reference.
 */
json_t *view_withdrawals(struct store *store, const char *person, enum consent_purpose purpose);

/* What profile.set facts say, field by field, as one JSON object. New reference. */
json_t *view_profile(struct store *store, const char *person);

/* --- employers, roles, leads ------------------------------------------------------------------------------------ */

struct employer {
	char id[64]; /* given by the organiser, else made from the name */
	char name[256];
	char booth[16]; /* "B12" */
	char email[EMAIL_MOST];
};
bool view_employer(struct store *store, const char *id, struct employer *out); /* by id or booth, any case */
typedef bool employer_fn(void *self, const struct employer *employer);
bool view_employers(struct store *store, employer_fn *next, void *self, struct err *err);

struct role {
	char id[64];
	char employer[64];
	char title[256];
	char skills[1024]; /* ';' between them, must-haves first */
	int openings;
};
typedef bool role_fn(void *self, const struct role *role);
/* Of one employer, or of all (NULL). */
bool view_roles(struct store *store, const char *employer, role_fn *next, void *self, struct err *err);

struct lead {
	char employer[64];
	char person[ID_TEXT]; /* "" if the badge is not known here yet */
	char badge[BADGE_TEXT];
	struct moment scanned_at, first_scanned_at;
	size_t scans;
	int rating; /* 1 not now, 2 maybe, 3 good, 4 strong; 0 = not rated */
	char status[24];
	char tags[TAGS_MOST]; /* ';' between them */
	char note[NOTE_MOST];
	char next_step[128];
	char name[NAME_MOST]; /* from the badge's sealed card if the person is unknown here; else as view_person */
};
/* One employer's leads, newest first, one row a person. Nobody else's are ever given. */
typedef bool lead_fn(void *self, const struct lead *lead);
bool view_leads(struct store *store, const char *employer, lead_fn *next, void *self, struct err *err);
bool view_lead(struct store *store, const char *employer, const char *badge, struct lead *out);
/* The card that a badge carried when this employer scanned it last with one, as lead.scanned has it; NULL if there is none. For
 * as long as the person is not known here. New reference. */
json_t *view_lead_card(struct store *store, const char *employer, const char *badge);
/* When an employer asked last for its leads to be sent; false if it never did. */
bool view_leads_asked(struct store *store, const char *employer, struct moment *at);
size_t view_lead_count(struct store *store, const char *employer);

/* Who met a person: each employer whose scan stands, with the time of the last one, newest first. For that person alone. */
struct meeting {
	struct employer employer; /* only id if nothing else is known of it here */
	struct moment at;
};
typedef bool meeting_fn(void *self, const struct meeting *meeting);
bool view_meetings(struct store *store, const char *person, meeting_fn *next, void *self, struct err *err);

#endif
