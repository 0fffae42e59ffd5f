/* What only staff are shown: totals, arrivals, a person's history, and who may be the same person twice. */
#ifndef LANYARD_STORE_VIEW_STAFF_H
#define LANYARD_STORE_VIEW_STAFF_H

#include "store/view.h"

struct totals {
	size_t people;
	size_t checked_in; /* who came at all */
	size_t inside;     /* who is here now */
	size_t printed;    /* badges that came out of a printer */
	size_t profiles;   /* people with a talent profile that they agreed to */
	size_t scans;      /* of badges at booths */
	size_t forged;     /* scans refused for their signature */
};
void view_totals(struct store *store, struct totals *out);

/* First arrivals of each person that stand, counted in `count` spans of `span` ms from `from` on. Those of unknown time are
 * left out. */
void view_arrivals(struct store *store, int64_t from, int64_t span, int *counts, size_t count);
/* Wall time of the earliest of them that is known, 0 if there is none. */
int64_t view_first_arrival(struct store *store);

/* --- one person ------------------------------------------------------------------------------------------------------- */

/* What happened to somebody, oldest first. Check-ins and scans that were taken back are left out. */
enum happening { HAPPENED_KNOWN, HAPPENED_ARRIVAL, HAPPENED_LEAVING, HAPPENED_PRINT, HAPPENED_PROFILE, HAPPENED_SCAN };
struct history_row {
	enum happening what;
	struct moment at;
	char where[64]; /* the device's label; of a scan the booth, else the employer's name */
};
typedef bool history_fn(void *self, const struct history_row *row);
bool view_history(struct store *store, const char *person, history_fn *next, void *self, struct err *err);

/* Somebody who is likely the same person under another id: a name that is the same but for slips of the finger together with
 * the same e-mail or phone, or the same name with no contact that contradicts. False if there is nobody, or if staff have said
 * that they are two. */
bool view_duplicate(struct store *store, const char *person, char other[ID_TEXT]);

/* The newest merge that stands of those that made this person one: its fact, to be named in person.unmerged, and when. */
bool view_merge(struct store *store, const char *person, char event[EVENT_REF_TEXT], struct moment *at);
/* The merges of this person that were taken back, as a JSON array of event_ref() texts, to put into person.erased as "apart".
 * New reference. */
json_t *view_undone_merges(struct store *store, const char *person);

/* --- booths ----------------------------------------------------------------------------------------------------------- */

/* How many people an employer met and when it scanned last; nothing of what it wrote. */
struct booth_count {
	struct employer employer;
	size_t leads;
	struct moment last; /* wall 0: nobody yet */
};
typedef bool booth_fn(void *self, const struct booth_count *booth);
/* By booth number. */
bool view_booths(struct store *store, booth_fn *next, void *self, struct err *err);

#endif
