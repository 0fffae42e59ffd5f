/* Reading is strict: whatever is read here came over a network or from a stick. */
#include "store/batch.h"

#include "store/encode.h"
#include "store/event.h"
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

json_t *batch_event(const struct event *event)
{
	json_t *json = json_pack("{s:s, s:I, s:I, s:o, s:o}", "device", event->device, "seq", (json_int_t)event->seq, "at",
				 (json_int_t)event->at, "prev", json_bytes(event->prev, DIGEST_BYTES), "sig",
				 json_bytes(event->signature, SIGNATURE_BYTES));
	json_t *body = event->sealed ? json_bytes(event->sealed, event->sealed_size)
				     : json_bytes(event->body_digest, DIGEST_BYTES);
	if (!json || json_object_set_new(json, event->sealed ? "sealed" : "body_digest", body) != 0) {
		json_decref(json);
		return NULL;
	}
	return json;
}

static bool read_number(const json_t *json, const char *name, uint64_t *out)
{
	const json_t *number = json_object_get(json, name);
	*out = (uint64_t)json_integer_value(number);
	return json_is_integer(number) && json_integer_value(number) > 0;
}

/* `bytes` has room for what base64 of `sealed` can hold. */
static bool read_event(const char *fair, const json_t *json, uint8_t *bytes, struct event *out)
{
	const json_t *sealed = json_object_get(json, "sealed");
	size_t size = 0;
	*out = (struct event){.seq = 0};
	if (!json_to_text(json_object_get(json, "device"), out->device, ID_TEXT) || !read_number(json, "seq", &out->seq) ||
	    !read_number(json, "at", &out->at) || !json_to_bytes(json_object_get(json, "prev"), out->prev, DIGEST_BYTES) ||
	    !json_to_bytes(json_object_get(json, "sig"), out->signature, SIGNATURE_BYTES))
		return false;
	if (sealed) {
		if (!json_to_some_bytes(sealed, bytes, EVENT_SEALED_MOST, &size) || size < EVENT_OVERHEAD)
			return false;
		out->sealed = bytes;
		out->sealed_size = size;
	} else if (!json_to_bytes(json_object_get(json, "body_digest"), out->body_digest, DIGEST_BYTES)) {
		return false;
	}
	return event_digest(fair, out);
}

static bool read_certificates(struct batch *batch, struct err *err)
{
	const json_t *list = json_object_get(batch->json, "certificates"), *text;
	size_t i, count = json_array_size(list);
	if (list && (!json_is_array(list) || count > BATCH_CERTIFICATES_MOST))
		return err_set(err, ERR_INPUT, "the certificates of a batch are not what they should be; fetch it again");
	batch->certificates = calloc(count ? count : 1, sizeof *batch->certificates);
	if (!batch->certificates)
		return err_set(err, ERR_MEMORY, "there is no memory to read a batch");
	json_array_foreach(list, i, text)
	{
		if (!json_is_string(text) || strlen(json_string_value(text)) != json_string_length(text))
			return err_set(err, ERR_INPUT, "certificate %zu of a batch is not text; fetch it again", i + 1);
		batch->certificates[batch->certificate_count++] = json_string_value(text);
	}
	return true;
}

static bool read_events(const char *fair, struct batch *batch, struct err *err)
{
	const json_t *list = json_object_get(batch->json, "events"), *json;
	size_t i, room = 0, used = 0, count = json_array_size(list);
	if (list && (!json_is_array(list) || count > BATCH_EVENTS_MOST))
		return err_set(err, ERR_INPUT, "the facts of a batch are not what they should be; fetch it again");
	json_array_foreach(list, i, json) room += json_string_length(json_object_get(json, "sealed"));
	batch->events = calloc(count ? count : 1, sizeof *batch->events);
	batch->bytes = malloc(room + EVENT_SEALED_MOST); /* base64 shrinks; the reader is told the most one body may have */
	if (!batch->events || !batch->bytes)
		return err_set(err, ERR_MEMORY, "there is no memory to read a batch");
	json_array_foreach(list, i, json)
	{
		struct event *event = &batch->events[i];
		if (!read_event(fair, json, batch->bytes + used, event))
			return err_set(err, ERR_INPUT, "fact %zu of a batch is not well-formed; fetch it again", i + 1);
		used += event->sealed_size;
		batch->event_count++;
	}
	return true;
}

bool batch_read(const char *fair, const void *text, size_t size, struct batch *out, struct err *err)
{
	*out = (struct batch){0};
	if (size > BATCH_BYTES_MOST)
		return err_set(err, ERR_INPUT, "a batch has %zu bytes; at most %d are allowed", size, BATCH_BYTES_MOST);
	out->json = json_read(text, size);
	if (!out->json)
		return err_set(err, ERR_INPUT, "a batch is cut off or not JSON; fetch it again");
	return read_certificates(out, err) && read_events(fair, out, err);
}

void batch_release(struct batch *batch)
{
	free(batch->events);
	free(batch->certificates);
	free(batch->bytes);
	json_decref(batch->json);
	*batch = (struct batch){0};
}

bool store_take_batch(struct store *store, const void *json, size_t size, size_t *added, struct err *err)
{
	struct batch batch;
	*added = 0;
	bool ok = batch_read(store->keys->fair, json, size, &batch, err);
	for (size_t i = 0; ok && i < batch.certificate_count; i++)
		ok = store_admit(store, batch.certificates[i], err);
	ok = ok && (batch.event_count == 0 || store_ingest(store, batch.events, batch.event_count, added, err));
	batch_release(&batch);
	return ok;
}
