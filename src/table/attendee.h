/* One row of a list of attendees as one person, or the reason why it is not one. */
#ifndef LANYARD_TABLE_ATTENDEE_H
#define LANYARD_TABLE_ATTENDEE_H

#include "store/view.h"
#include "table/sheet.h"

enum {
	TICKET_MOST = 256,
	TICKETS_MOST = 3,
	KEY_MOST = 160,
	KEY_NUMBER_ROOM = 16, /* always left free, for "#2" */
};

/* What is worth a note but keeps no row out. */
enum attendee_note {
	NOTE_NAME_FROM_EMAIL,
	NOTE_NAME_CUT,
	NOTE_EMAIL_DROPPED,
	NOTE_PHONE_KEPT,
	NOTE_QUANTITY,
	NOTE_STATUS_UNKNOWN,
	NOTE_COUNT
};
const char *attendee_note_text(enum attendee_note note);

struct attendee {
	char name[NAME_MOST], given[NAME_MOST], family[NAME_MOST];
	char email[EMAIL_MOST];
	char phone[PHONE_MOST];
	char language[8];
	char tickets[TICKETS_MOST][TICKET_MOST];
	size_t ticket_count;
	/* "PROFILE:…": the same for the same row of a later export. When it is the row's own (`own_key`), a second row with it
	 * is the same ticket again; else (an order's number, or a digest of who it is) it is the next person of that key. */
	char key[KEY_MOST];
	bool own_key, order_key;
	unsigned notes; /* 1 << enum attendee_note */
};

/* NULL and `out` filled, or why not (a constant text without anything personal; `out` then holds at most the key). With
 * `cancelled` the reason is that the ticket was given back. The caller wipes `out`. */
const char *attendee_read(const struct heading *heading, const struct sheet_row *row, struct attendee *out, bool *cancelled);

#endif
