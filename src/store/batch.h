/* Events and certificates as they travel: the body of a pull's answer, a file in the inbox, a file on a stick.
 *
 *   {"certificates":[TEXT,…],
 *    "events":[{"device":ID,"seq":n,"at":n,"prev":BASE64,"sealed":BASE64,"sig":BASE64},…]}
 *
 * An erased event has "body_digest" in place of "sealed". Members that are not named here are ignored. */
#ifndef LANYARD_STORE_BATCH_H
#define LANYARD_STORE_BATCH_H

#include "store/store.h"

enum {
	BATCH_BYTES_MOST = 16 << 20,
	BATCH_EVENTS_MOST = 2000,
	BATCH_CERTIFICATES_MOST = 4096,
};

struct batch {
	struct event *events; /* digests filled in; bodies borrowed from `bytes` */
	size_t event_count;
	const char **certificates; /* borrowed from `json` */
	size_t certificate_count;
	uint8_t *bytes;
	json_t *json;
};

/* One event as its JSON object. New reference; NULL without memory. */
json_t *batch_event(const struct event *event);
/* Reads and checks shapes and sizes, not signatures. ERR_INPUT says what is wrong. Release in either case. */
bool batch_read(const char *fair, const void *text, size_t size, struct batch *out, struct err *err);
void batch_release(struct batch *batch);

#endif
