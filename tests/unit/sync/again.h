/* Every message read and written again, for the protocol's test and the fuzzer: one function a message. */
#ifndef TEST_SYNC_AGAIN_H
#define TEST_SYNC_AGAIN_H

#include "wire/messages.h"

typedef bool again_fn(char *text, size_t size, struct buf *out, struct err *err);

static inline bool again_hello(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_hello hello;
	return wire_get_hello(text, size, &hello, err) && wire_put_hello(out, &hello);
}

static inline bool again_session(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_session session;
	bool ok = wire_get_session(text, size, &session, err) && wire_put_session(out, &session);
	wire_session_release(&session);
	return ok;
}

static inline bool again_token(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_token token;
	return wire_get_token(text, size, &token, err) && wire_put_token(out, &token);
}

static inline bool again_heads(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_heads heads;
	bool ok = wire_get_heads(text, size, &heads, err) && wire_put_heads(out, &heads);
	wire_heads_release(&heads);
	return ok;
}

static inline bool again_batch(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_batch batch;
	bool ok = wire_get_batch(text, size, &batch, err) && wire_put_batch(out, &batch);
	wire_batch_release(&batch);
	return ok;
}

static inline bool again_have(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_heads have;
	bool ok = wire_get_have(text, size, &have, err) && wire_put_have(out, &have);
	wire_heads_release(&have);
	return ok;
}

static inline bool again_certificates(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_certificates certificates;
	char fair[ID_TEXT];
	bool ok = wire_get_certificates(text, size, fair, &certificates, err) &&
		  wire_put_certificates(out, fair, &certificates);
	wire_certificates_release(&certificates);
	return ok;
}

static inline bool again_refusal(char *text, size_t size, struct buf *out, struct err *err)
{
	struct wire_refusal refusal;
	return wire_get_refusal(text, size, &refusal, err) && wire_put_refusal(out, &refusal);
}

static inline bool again_invitation(char *text, size_t size, struct buf *out, struct err *err)
{
	const char *invitation;
	return wire_get_invitation(text, size, &invitation, err) && wire_put_invitation(out, invitation);
}

#endif
