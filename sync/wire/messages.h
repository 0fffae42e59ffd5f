/* What travels: one struct a message, one function to write it, one to read it. PROTOCOL.md says what each is for.
 *
 * A reader takes the body as a text it may overwrite (`size` bytes and one more behind them); spans, events and certificates of
 * what it fills point into that text, so the text must outlive them. It answers ERR_INPUT for anything that is not as
 * written in PROTOCOL.md or passes a limit. A writer returns false only when the buffer's ceiling is reached. */
#ifndef LANYARD_WIRE_MESSAGES_H
#define LANYARD_WIRE_MESSAGES_H

#include "base/buf.h"
#include "wire/limits.h"

/* GET /v1/hello */
struct wire_hello {
	char hub[ID_TEXT];
	char fair[ID_TEXT]; /* "" = the hub has adopted none yet */
	uint8_t nonce[NONCE_BYTES];
	int64_t now;    /* the hub's wall clock */
	bool version_1; /* the hub speaks version 1 */
};
bool wire_put_hello(struct buf *out, const struct wire_hello *hello);
bool wire_get_hello(char *text, size_t size, struct wire_hello *hello, struct err *err);

/* Certificates as exact texts, in an order in which they can be admitted. Zero value is empty. */
struct wire_certificates {
	const char **texts; /* borrowed */
	size_t count, room;
};
bool wire_certificates_add(struct wire_certificates *certificates, const char *text);
void wire_certificates_release(struct wire_certificates *certificates);

/* POST /v1/session */
struct wire_session {
	char fair[ID_TEXT];
	char device[ID_TEXT];
	uint8_t nonce[NONCE_BYTES];
	uint8_t signature[SIGNATURE_BYTES];
	struct wire_certificates certificates;
};
bool wire_put_session(struct buf *out, const struct wire_session *session);
bool wire_get_session(char *text, size_t size, struct wire_session *session, struct err *err);
void wire_session_release(struct wire_session *session);
/* The bytes that the device signs: "LYS1", hub, fair, device, nonce. False if an id is not one. */
enum { WIRE_STATEMENT_BYTES = 4 + 3 * ID_BYTES + NONCE_BYTES };
bool wire_session_statement(const char *hub, const struct wire_session *session, uint8_t out[WIRE_STATEMENT_BYTES]);

struct wire_token {
	char token[TOKEN_TEXT];
	int64_t expires; /* wall ms */
};
bool wire_put_token(struct buf *out, const struct wire_token *token);
bool wire_get_token(char *text, size_t size, struct wire_token *token, struct err *err);

/* GET /v1/fairs/FAIR/heads, and the answer to a push. */
struct wire_heads {
	char fair[ID_TEXT];
	struct head *heads;
	size_t count, room;
	uint64_t forks;  /* events kept beside others of the same device and number */
	uint64_t stored; /* in the answer to a push: events that were new */
};
bool wire_heads_add(struct wire_heads *heads, const struct head *head);
const struct head *wire_heads_find(const struct wire_heads *heads, const char *device);
void wire_heads_release(struct wire_heads *heads);
bool wire_put_heads(struct buf *out, const struct wire_heads *heads);
bool wire_get_heads(char *text, size_t size, struct wire_heads *heads, struct err *err);

/* POST /v1/fairs/FAIR/events, the answer to a pull, and a file on a stick. */
struct wire_batch {
	char fair[ID_TEXT];
	struct wire_certificates certificates;
	struct event *events; /* digest is not filled in: see wire/check.h */
	size_t count, room;
	bool more; /* in the answer to a pull: ask again at once */
};
void wire_batch_release(struct wire_batch *batch);
bool wire_get_batch(char *text, size_t size, struct wire_batch *batch, struct err *err);
/* A batch is written as it comes: begin, certificates, events, end. */
bool wire_batch_begin(struct buf *out, const char *fair);
bool wire_batch_certificate(struct buf *out, const char *certificate);
bool wire_batch_events(struct buf *out); /* behind the last certificate */
bool wire_batch_event(struct buf *out, const struct event *event);
bool wire_batch_end(struct buf *out, bool more);
/* All at once. */
bool wire_put_batch(struct buf *out, const struct wire_batch *batch);

/* POST /v1/fairs/FAIR/pull: what the caller has. */
bool wire_put_have(struct buf *out, const struct wire_heads *have);
bool wire_get_have(char *text, size_t size, struct wire_heads *have, struct err *err);

/* GET /v1/fairs/FAIR/certificates */
bool wire_put_certificates(struct buf *out, const char *fair, const struct wire_certificates *certificates);
bool wire_get_certificates(char *text, size_t size, char fair[ID_TEXT], struct wire_certificates *certificates,
			   struct err *err);

/* GET /v1/invitations/ID */
bool wire_put_invitation(struct buf *out, const char *invitation);
bool wire_get_invitation(char *text, size_t size, const char **invitation, struct err *err);

/* Every answer that is not a 2xx. */
struct wire_refusal {
	char error[24];    /* a word for the program */
	char message[384]; /* a sentence for people */
	char device[ID_TEXT];
	uint64_t expected; /* of a gap: the number that should have come; 0 = not said */
	struct head head;  /* of a gap or fork: what the hub has; seq 0 = nothing */
	struct head kept;  /* of a fork: the last event that was kept beside the other; seq 0 = not said */
};
bool wire_put_refusal(struct buf *out, const struct wire_refusal *refusal);
bool wire_get_refusal(char *text, size_t size, struct wire_refusal *refusal, struct err *err);

#endif
