/* Messages to text: each function reads like the example in PROTOCOL.md. */
#include "base/rand.h"
#include "wire/messages.h"
#include "wire/put.h"

#include <inttypes.h>
#include <string.h>

bool wire_put_hello(struct buf *out, const struct wire_hello *hello)
{
	return buf_add_text(out, "{\"service\":\"lanyard-hub\",\"protocols\":[1],\"hub\":") && put_string(out, hello->hub) &&
	       buf_add_text(out, ",\"fair\":") && put_id_or_null(out, hello->fair) && buf_add_text(out, ",\"nonce\":") &&
	       put_base64(out, hello->nonce, NONCE_BYTES) && buf_add_text(out, ",\"now\":") && put_time(out, hello->now) &&
	       buf_add_char(out, '}');
}

static bool put_certificate_list(struct buf *out, const struct wire_certificates *certificates)
{
	bool ok = buf_add_text(out, "\"certificates\":[");
	for (size_t i = 0; ok && i < certificates->count; i++)
		ok = (i == 0 || buf_add_char(out, ',')) && put_string(out, certificates->texts[i]);
	return ok && buf_add_char(out, ']');
}

bool wire_put_session(struct buf *out, const struct wire_session *session)
{
	return buf_add_format(out, "{\"fair\":\"%s\",\"device\":\"%s\",\"nonce\":", session->fair, session->device) &&
	       put_base64(out, session->nonce, NONCE_BYTES) && buf_add_text(out, ",\"signature\":") &&
	       put_base64(out, session->signature, SIGNATURE_BYTES) && buf_add_char(out, ',') &&
	       put_certificate_list(out, &session->certificates) && buf_add_char(out, '}');
}

bool wire_session_statement(const char *hub, const struct wire_session *session, uint8_t out[WIRE_STATEMENT_BYTES])
{
	const char *ids[] = {hub, session->fair, session->device};
	memcpy(out, "LYS1", 4);
	for (size_t i = 0; i < 3; i++)
		if (!base32_decode(ids[i], strlen(ids[i]), out + 4 + i * ID_BYTES, ID_BYTES))
			return false;
	memcpy(out + 4 + sizeof ids / sizeof *ids * ID_BYTES, session->nonce, NONCE_BYTES);
	return true;
}

bool wire_put_token(struct buf *out, const struct wire_token *token)
{
	return buf_add_text(out, "{\"token\":") && put_string(out, token->token) && buf_add_text(out, ",\"expires\":") &&
	       put_time(out, token->expires) && buf_add_char(out, '}');
}

static bool put_head(struct buf *out, const struct head *head)
{
	return buf_add_format(out, "{\"device\":\"%s\",\"seq\":%" PRIu64 ",\"digest\":", head->device, head->seq) &&
	       put_base64(out, head->digest, DIGEST_BYTES) && buf_add_char(out, '}');
}

bool wire_put_heads(struct buf *out, const struct wire_heads *heads)
{
	bool ok = buf_add_format(out, "{\"fair\":\"%s\",\"stored\":%" PRIu64 ",\"forks\":%" PRIu64 ",\"heads\":[", heads->fair,
				 heads->stored, heads->forks);
	for (size_t i = 0; ok && i < heads->count; i++)
		ok = (i == 0 || buf_add_char(out, ',')) && put_head(out, &heads->heads[i]);
	return ok && buf_add_text(out, "]}");
}

bool wire_put_have(struct buf *out, const struct wire_heads *have)
{
	bool ok = buf_add_text(out, "{\"have\":{");
	for (size_t i = 0; ok && i < have->count; i++)
		ok = buf_add_format(out, "%s\"%s\":%" PRIu64, i ? "," : "", have->heads[i].device, have->heads[i].seq);
	return ok && buf_add_text(out, "}}");
}

bool wire_put_certificates(struct buf *out, const char *fair, const struct wire_certificates *certificates)
{
	return buf_add_format(out, "{\"fair\":\"%s\",", fair) && put_certificate_list(out, certificates) &&
	       buf_add_char(out, '}');
}

bool wire_put_invitation(struct buf *out, const char *invitation)
{
	return buf_add_text(out, "{\"invitation\":") && put_string(out, invitation) && buf_add_char(out, '}');
}

static bool put_named_head(struct buf *out, const char *name, const struct head *head)
{
	return head->seq == 0 || (buf_add_format(out, ",\"%s\":", name) && put_head(out, head));
}

bool wire_put_refusal(struct buf *out, const struct wire_refusal *refusal)
{
	return buf_add_text(out, "{\"error\":") && put_string(out, refusal->error) && buf_add_text(out, ",\"message\":") &&
	       put_string(out, refusal->message) &&
	       (!refusal->device[0] || buf_add_format(out, ",\"device\":\"%s\"", refusal->device)) &&
	       (!refusal->expected || buf_add_format(out, ",\"expected\":%" PRIu64, refusal->expected)) &&
	       put_named_head(out, "head", &refusal->head) && put_named_head(out, "kept", &refusal->kept) &&
	       buf_add_char(out, '}');
}
