/* What only staff may do, in one place like the rest of the desk. Each call is one commit of all its facts. */
#ifndef LANYARD_DESK_STAFF_H
#define LANYARD_DESK_STAFF_H

#include "desk/desk.h"

/* --- the PIN -------------------------------------------------------------------------------------------------------- */

/* The staff PIN is the fair's: its Argon2id hash is a fact, sealed like all others, so that a device that joins knows it too,
 * without a network, and a change on one device changes it everywhere. Whoever holds the fair's key could try all PINs against
 * the hash, but holds all that the PIN protects already. */
enum { PIN_DIGITS = 6, PIN_TEXT = PIN_DIGITS + 1, PIN_HASH_MOST = 129 };

/* Six digits that are not all the same and not a row like 123456; the sentence says what is wrong. */
bool staff_pin_ok(const char *pin, struct err *err);
bool staff_pin_set(struct store *store, const char *pin, struct err *err);
/* The hash that stands; false if no PIN was ever set. */
bool staff_pin_hash(struct store *store, char hash[PIN_HASH_MOST]);
/* Takes a tenth of a second and 64 MB on purpose: never where a frame waits for it. */
bool staff_pin_fits(const char *hash, const char *pin);

/* --- people --------------------------------------------------------------------------------------------------------- */

/* Takes back the visit that stands, and revokes the badge that was given for it: one commit. ERR_MISSING if there is none. */
bool staff_undo_checkin(struct store *store, const char *id, struct err *err);

/* What shall be known of somebody from now on; NULL leaves a field as it is, "" empties it. Checked like a registration. */
struct staff_change {
	const char *given, *family, *email, *phone;
};
/* Only what differs is written. ERR_INPUT with a sentence for the field that is wrong. */
bool staff_change(struct store *store, const char *id, const struct staff_change *change, struct err *err);

/* Two records become one person; both stay in the log. Where both say something, `keep` is right; what only `other` says is
 * added. Badges of both stay good. */
bool staff_merge(struct store *store, const char *keep, const char *other, struct err *err);
/* Takes the newest merge of this person back, within a day: they are two again, each with what was said of it. What happened
 * while they were one stays with the one under whose id it was written. ERR_MISSING if there is none, ERR_REFUSED after a day.
 */
enum { UNMERGE_MS = 24 * 60 * 60 * 1000 };
bool staff_unmerge(struct store *store, const char *id, int64_t wall, struct err *err);
/* Whether it could be; and when they were merged. */
bool staff_may_unmerge(struct store *store, const char *id, int64_t wall, struct moment *at);
/* They are two, and are not asked about again. */
bool staff_keep_apart(struct store *store, const char *one, const char *other, struct err *err);
/* On request of the person: everything that is known of them goes, from the log too, and their badges stop working. */
bool staff_erase(struct store *store, const char *id, struct err *err);

/* --- the fair and this kiosk -------------------------------------------------------------------------------------------- */

/* Closed, or opened again, on every device. */
bool staff_close(struct store *store, bool closed, struct err *err);
bool staff_is_closed(struct store *store);
/* How the kiosk of this device behaves: its languages in order ("ht,en,es"), and whether it may speak. */
bool staff_set_languages(struct store *store, const char *languages, struct err *err);
bool staff_set_speech(struct store *store, bool speech, struct err *err);

/* --- the PIN, made by a device that takes its time -------------------------------------------------------------------- */

/* The hash of a new PIN; ERR_INPUT for one that is too easy. Takes as long as staff_pin_fits(). */
bool staff_pin_make(const char *pin, char hash[PIN_HASH_MOST], struct err *err);
bool staff_pin_store(struct store *store, const char *hash, struct err *err);

/* --- arrivals ------------------------------------------------------------------------------------------------------- */

enum { SPAN_MS = 15 * 60 * 1000, SPANS_A_HOUR = 4, SPANS_MOST = 64 };

/* The day of the fair that `wall` is in, in spans of a quarter of an hour that begin at a full hour. */
struct arrivals {
	int64_t from; /* wall time at which the first span begins */
	int count;    /* spans */
	int now;      /* the one that is still growing, -1 if it is not among them */
	int arrived[SPANS_MOST], expected[SPANS_MOST];
};
void staff_arrivals(struct store *store, int64_t wall, struct arrivals *out);
/* How many of `total` people are expected in each of `count` spans, for a fair that lasts `parts` spans and begins with the one
 * numbered `first`: most come early. */
void staff_expected(size_t total, int first, int parts, int *expected, int count);

#endif
