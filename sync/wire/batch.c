/* Batches: the one message that is large and comes often, so an event is written into one reserved piece of the buffer and read
 * without a copy; its sealed body is decoded where it stands in the text. */
#include "store/event.h"
#include "wire/base64.h"
#include "wire/fields.h"
#include "wire/grow.h"
#include "wire/messages.h"
#include "wire/put.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* --- writing ------------------------------------------------------------------------------------------------------------- */

bool wire_batch_begin(struct buf *out, const char *fair)
{
	return buf_add_format(out, "{\"fair\":\"%s\",\"certificates\":[", fair);
}

/* A comma, unless the list was just opened. */
static bool put_comma(struct buf *out)
{
	return out->data[out->size - 1] == '[' || buf_add_char(out, ',');
}

bool wire_batch_certificate(struct buf *out, const char *certificate)
{
	return put_comma(out) && put_string(out, certificate);
}

bool wire_batch_events(struct buf *out)
{
	return buf_add_text(out, "],\"events\":[");
}

bool wire_batch_event(struct buf *out, const struct event *event)
{
	const void *body = event->sealed ? event->sealed : event->body_digest;
	size_t size = event->sealed ? event->sealed_size : DIGEST_BYTES;
	char head[128];
	int n = snprintf(head, sizeof head,
			 "{\"device\":\"%s\",\"seq\":%" PRIu64 ",\"at\":%" PRIu64 ",\"prev\":", event->device, event->seq,
			 event->at);
	return put_comma(out) && buf_add(out, head, (size_t)n) && put_base64(out, event->prev, DIGEST_BYTES) &&
	       buf_add_text(out, event->sealed ? ",\"sealed\":" : ",\"body_digest\":") && put_base64(out, body, size) &&
	       buf_add_text(out, ",\"sig\":") && put_base64(out, event->signature, SIGNATURE_BYTES) && buf_add_char(out, '}');
}

bool wire_batch_end(struct buf *out, bool more)
{
	return buf_add_format(out, "],\"more\":%s}", more ? "true" : "false");
}

bool wire_put_batch(struct buf *out, const struct wire_batch *batch)
{
	bool ok = wire_batch_begin(out, batch->fair);
	for (size_t i = 0; ok && i < batch->certificates.count; i++)
		ok = wire_batch_certificate(out, batch->certificates.texts[i]);
	ok = ok && wire_batch_events(out);
	for (size_t i = 0; ok && i < batch->count; i++)
		ok = wire_batch_event(out, &batch->events[i]);
	return ok && wire_batch_end(out, batch->more);
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

static bool read_sealed(struct scan *scan, void *place)
{
	struct event *event = place;
	struct span sealed;
	if (!scan_base64(scan, &sealed))
		return false;
	if (sealed.size < EVENT_OVERHEAD || sealed.size > EVENT_SEALED_MOST)
		return scan_fail(scan, "a sealed body of a size that is not allowed");
	event->sealed = (const uint8_t *)sealed.at;
	event->sealed_size = sealed.size;
	return true;
}

static const struct field event_fields[] = {
	{"device", field_id, offsetof(struct event, device), false},
	{"seq", field_number, offsetof(struct event, seq), false},
	{"at", field_number, offsetof(struct event, at), false},
	{"prev", field_digest, offsetof(struct event, prev), false},
	{"sealed", read_sealed, 0, true},
	{"sig", field_signature, offsetof(struct event, signature), false},
	{"body_digest", field_digest, offsetof(struct event, body_digest), true},
};
enum { SEEN_SEALED = 1 << 4, SEEN_BODY_DIGEST = 1 << 6 };

static bool read_event(struct scan *scan, struct event *event)
{
	uint32_t seen;
	*event = (struct event){0};
	if (!fields_read(scan, event_fields, COUNT(event_fields), event, &seen))
		return false;
	uint32_t body = seen & (SEEN_SEALED | SEEN_BODY_DIGEST);
	if (body != SEEN_SEALED && body != SEEN_BODY_DIGEST)
		return scan_fail(scan, "an event must have either \"sealed\" or \"body_digest\"");
	if (event->seq == 0 || event->seq >> SEQ_BITS)
		return scan_fail(scan, "events are numbered from 1 to 2^40 - 1");
	return event->at <= INT64_MAX || scan_fail(scan, "a time that cannot be");
}

static bool read_events(struct scan *scan, void *place)
{
	struct wire_batch *batch = place;
	for (scan_array(scan); scan_item(scan);) {
		void *list = batch->events;
		bool ok = grow(&list, &batch->room, batch->count, sizeof *batch->events, WIRE_EVENTS_MOST);
		batch->events = list;
		if (!ok)
			return scan_fail(scan, "too many events in one batch");
		if (!read_event(scan, &batch->events[batch->count]))
			return false;
		batch->count++;
	}
	return !scan->wrong;
}

bool wire_get_batch(char *text, size_t size, struct wire_batch *batch, struct err *err)
{
	static const struct field fields[] = {
		{"fair", field_id, offsetof(struct wire_batch, fair), false},
		{"certificates", field_certificates, offsetof(struct wire_batch, certificates), true},
		{"events", read_events, 0, false},
		{"more", field_flag, offsetof(struct wire_batch, more), true},
	};
	struct scan scan;
	*batch = (struct wire_batch){0};
	scan_start(&scan, text, size);
	fields_read(&scan, fields, COUNT(fields), batch, NULL);
	return scan_done(&scan, err);
}

void wire_batch_release(struct wire_batch *batch)
{
	wire_certificates_release(&batch->certificates);
	free(batch->events);
	*batch = (struct wire_batch){0};
}
