/* Text to messages: each is a table of fields (wire/fields.h); lists are read by a reader of their own. */
#include "wire/fields.h"
#include "wire/grow.h"
#include "wire/messages.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* --- lists -------------------------------------------------------------------------------------------------------------- */

bool wire_certificates_add(struct wire_certificates *certificates, const char *text)
{
	void *list = certificates->texts;
	bool ok = grow(&list, &certificates->room, certificates->count, sizeof *certificates->texts, WIRE_CERTIFICATES_MOST);
	certificates->texts = list;
	if (ok)
		certificates->texts[certificates->count++] = text;
	return ok;
}

void wire_certificates_release(struct wire_certificates *certificates)
{
	free(certificates->texts);
	*certificates = (struct wire_certificates){0};
}

bool wire_heads_add(struct wire_heads *heads, const struct head *head)
{
	void *list = heads->heads;
	bool ok = grow(&list, &heads->room, heads->count, sizeof *heads->heads, WIRE_DEVICES_MOST);
	heads->heads = list;
	if (ok)
		heads->heads[heads->count++] = *head;
	return ok;
}

const struct head *wire_heads_find(const struct wire_heads *heads, const char *device)
{
	for (size_t i = 0; i < heads->count; i++)
		if (strcmp(heads->heads[i].device, device) == 0)
			return &heads->heads[i];
	return NULL;
}

void wire_heads_release(struct wire_heads *heads)
{
	free(heads->heads);
	*heads = (struct wire_heads){0};
}

bool field_certificates(struct scan *scan, void *place)
{
	struct wire_certificates *certificates = place;
	for (scan_array(scan); scan_item(scan);) {
		struct span text;
		if (!scan_string(scan, &text))
			return false;
		if (!wire_certificates_add(certificates, text.at))
			return scan_fail(scan, "too many certificates in one message");
	}
	return !scan->wrong;
}

static const struct field head_fields[] = {
	{"device", field_id, offsetof(struct head, device), false},
	{"seq", field_number, offsetof(struct head, seq), false},
	{"digest", field_digest, offsetof(struct head, digest), false},
};

static bool read_head(struct scan *scan, void *place)
{
	return fields_read(scan, head_fields, COUNT(head_fields), place, NULL);
}

static bool read_heads(struct scan *scan, void *place)
{
	for (scan_array(scan); scan_item(scan);) {
		struct head head = {0};
		if (!read_head(scan, &head))
			return false;
		if (!wire_heads_add(place, &head))
			return scan_fail(scan, "too many devices in one message");
	}
	return !scan->wrong;
}

/* --- messages ------------------------------------------------------------------------------------------------------------ */

/* Reads a whole text as one object of these fields. */
static bool read_message(char *text, size_t size, const struct field *fields, size_t count, void *out, struct err *err)
{
	struct scan scan;
	scan_start(&scan, text, size);
	fields_read(&scan, fields, count, out, NULL);
	return scan_done(&scan, err);
}

/* Sets the flag if the list has a 1. */
static bool read_versions(struct scan *scan, void *place)
{
	uint64_t version;
	for (scan_array(scan); scan_item(scan);)
		if (scan_number(scan, &version) && version == WIRE_VERSION)
			*(bool *)place = true;
	return !scan->wrong;
}

static bool read_service(struct scan *scan, void *place)
{
	(void)place;
	struct span name;
	return scan_string(scan, &name) && (span_is(&name, "lanyard-hub") || scan_fail(scan, "this is not a Lanyard hub"));
}

bool wire_get_hello(char *text, size_t size, struct wire_hello *hello, struct err *err)
{
	static const struct field fields[] = {
		{"service", read_service, 0, false},
		{"protocols", read_versions, offsetof(struct wire_hello, version_1), false},
		{"hub", field_id, offsetof(struct wire_hello, hub), false},
		{"fair", field_id_null, offsetof(struct wire_hello, fair), false},
		{"nonce", field_digest, offsetof(struct wire_hello, nonce), false},
		{"now", field_time, offsetof(struct wire_hello, now), false},
	};
	_Static_assert((int)NONCE_BYTES == (int)DIGEST_BYTES, "a nonce is read as a digest is");
	*hello = (struct wire_hello){0};
	return read_message(text, size, fields, COUNT(fields), hello, err);
}

bool wire_get_session(char *text, size_t size, struct wire_session *session, struct err *err)
{
	static const struct field fields[] = {
		{"fair", field_id, offsetof(struct wire_session, fair), false},
		{"device", field_id, offsetof(struct wire_session, device), false},
		{"nonce", field_digest, offsetof(struct wire_session, nonce), false},
		{"signature", field_signature, offsetof(struct wire_session, signature), false},
		{"certificates", field_certificates, offsetof(struct wire_session, certificates), false},
	};
	*session = (struct wire_session){0};
	return read_message(text, size, fields, COUNT(fields), session, err);
}

void wire_session_release(struct wire_session *session)
{
	wire_certificates_release(&session->certificates);
}

static bool read_token(struct scan *scan, void *place)
{
	return scan_text(scan, place, TOKEN_TEXT) &&
	       (strlen(place) == TOKEN_TEXT - 1 || scan_fail(scan, "a token of another length than it must have"));
}

bool wire_get_token(char *text, size_t size, struct wire_token *token, struct err *err)
{
	static const struct field fields[] = {
		{"token", read_token, offsetof(struct wire_token, token), false},
		{"expires", field_time, offsetof(struct wire_token, expires), false},
	};
	*token = (struct wire_token){0};
	return read_message(text, size, fields, COUNT(fields), token, err);
}

bool wire_get_heads(char *text, size_t size, struct wire_heads *heads, struct err *err)
{
	static const struct field fields[] = {
		{"fair", field_id, offsetof(struct wire_heads, fair), false},
		{"stored", field_number, offsetof(struct wire_heads, stored), true},
		{"forks", field_number, offsetof(struct wire_heads, forks), true},
		{"heads", read_heads, 0, false},
	};
	*heads = (struct wire_heads){0};
	return read_message(text, size, fields, COUNT(fields), heads, err);
}

/* {"DEVICE": seq, …}: the keys are data here. */
static bool read_have(struct scan *scan, void *place)
{
	struct span key;
	for (scan_object(scan); scan_key(scan, &key);) {
		struct head head = {0};
		uint8_t id[ID_BYTES];
		if (!base32_decode(key.at, key.size, id, sizeof id))
			return scan_fail(scan, "an id of 26 base32 characters was expected");
		base32_encode(id, sizeof id, head.device);
		if (!scan_number(scan, &head.seq))
			return false;
		if (!wire_heads_add(place, &head))
			return scan_fail(scan, "too many devices in one message");
	}
	return !scan->wrong;
}

bool wire_get_have(char *text, size_t size, struct wire_heads *have, struct err *err)
{
	static const struct field fields[] = {{"have", read_have, 0, false}};
	*have = (struct wire_heads){0};
	return read_message(text, size, fields, COUNT(fields), have, err);
}

struct certificates_message {
	char fair[ID_TEXT];
	struct wire_certificates certificates;
};

bool wire_get_certificates(char *text, size_t size, char fair[ID_TEXT], struct wire_certificates *certificates, struct err *err)
{
	static const struct field fields[] = {
		{"fair", field_id, offsetof(struct certificates_message, fair), false},
		{"certificates", field_certificates, offsetof(struct certificates_message, certificates), false},
	};
	struct certificates_message message = {0};
	bool ok = read_message(text, size, fields, COUNT(fields), &message, err);
	memcpy(fair, message.fair, ID_TEXT);
	*certificates = message.certificates;
	return ok;
}

static bool read_borrowed(struct scan *scan, void *place)
{
	struct span text;
	if (!scan_string(scan, &text))
		return false;
	*(const char **)place = text.at;
	return true;
}

bool wire_get_invitation(char *text, size_t size, const char **invitation, struct err *err)
{
	static const struct field fields[] = {{"invitation", read_borrowed, 0, false}};
	*invitation = NULL;
	return read_message(text, size, fields, COUNT(fields), invitation, err);
}

static bool read_word(struct scan *scan, void *place)
{
	return scan_text(scan, place, sizeof((struct wire_refusal *)0)->error);
}

static bool read_sentence(struct scan *scan, void *place)
{
	return scan_text(scan, place, sizeof((struct wire_refusal *)0)->message);
}

bool wire_get_refusal(char *text, size_t size, struct wire_refusal *refusal, struct err *err)
{
	static const struct field fields[] = {
		{"error", read_word, offsetof(struct wire_refusal, error), false},
		{"message", read_sentence, offsetof(struct wire_refusal, message), false},
		{"device", field_id, offsetof(struct wire_refusal, device), true},
		{"expected", field_number, offsetof(struct wire_refusal, expected), true},
		{"head", read_head, offsetof(struct wire_refusal, head), true},
		{"kept", read_head, offsetof(struct wire_refusal, kept), true},
	};
	*refusal = (struct wire_refusal){0};
	return read_message(text, size, fields, COUNT(fields), refusal, err);
}
