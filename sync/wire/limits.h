/* Ceilings of the protocol, in one place (PROTOCOL.md, "Limits"). Both sides keep them: a sender never sends more, a receiver
 * refuses more before it believes a byte of it. */
#ifndef LANYARD_WIRE_LIMITS_H
#define LANYARD_WIRE_LIMITS_H

#include "store/store.h"

enum {
	WIRE_VERSION = 1,

	WIRE_BODY_MOST = 4 * 1024 * 1024,   /* bytes of a request's body */
	WIRE_ANSWER_MOST = 8 * 1024 * 1024, /* bytes of an answer's body */
	WIRE_HEADER_MOST = 32 * 1024,       /* bytes of a request's head */
	WIRE_DEPTH_MOST = 8,                /* nesting of objects and arrays */

	WIRE_BATCH_EVENTS = 2000,       /* what a sender puts into one batch … */
	WIRE_BATCH_BYTES = 1024 * 1024, /* … or this many sealed bytes, whatever comes first */
	WIRE_EVENTS_MOST = 2000,        /* what a receiver takes in one batch */
	WIRE_CERTIFICATES_MOST = 4096,  /* in one message */
	WIRE_DEVICES_MOST = 4096,       /* heads in one message */

	WIRE_WAIT_MOST = 60, /* seconds a pull may wait for news */
	WIRE_SESSION_HOURS = 24,
	WIRE_NONCE_SECONDS = 120, /* how long a nonce of hello may be answered */

	NONCE_BYTES = 32,
	TOKEN_BYTES = 32,
	TOKEN_TEXT = 53,              /* 52 base32 characters and the NUL */
	SEQ_BITS = 40,                /* events are numbered below 2^40 */
	INVITATION_MOST = 512 * 1024, /* bytes of a sealed invitation */
};

#endif
