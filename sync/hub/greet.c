/* Who is there: hello and sign-in. A sign-in needs the disk only when it brings certificates that are new or a first fair. */
#include "base/clock.h"
#include "base/log.h"
#include "hub/admit.h"
#include "hub/request.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

bool greet_hello(struct request *request)
{
	struct hub *hub = request->hub;
	struct wire_hello hello = {.now = clock_wall()};
	memcpy(hello.hub, hub->id, ID_TEXT);
	hub_fair(hub, hello.fair);
	sessions_nonce(hub->sessions, clock_steady(), hello.nonce);
	wire_put_hello(request_answer(request, 200), &hello);
	return true;
}

/* A sign-in on its way to the writer. */
struct sign_in {
	struct job job;
	struct request *request;
	struct wire_session session;
	struct wire_admissions fresh;
	bool refused;
};

static void release_sign_in(struct request *request, bool sent)
{
	struct sign_in *sign_in = request->work;
	(void)sent;
	wire_session_release(&sign_in->session);
	wire_admissions_release(&sign_in->fresh);
	free(sign_in);
}

static void open_session(struct request *request, const char *device)
{
	struct wire_token token = {.expires = clock_wall() + WIRE_SESSION_HOURS * 3600000LL};
	sessions_open(request->hub->sessions, clock_steady(), device, token.token);
	wire_put_token(request_answer(request, 200), &token);
	sodium_memzero(&token, sizeof token);
}

static void refuse_fair(struct request *request)
{
	request_refuse(request, 403, "fair", "this hub serves another fair; check the hub's address");
}

/* On the writer's thread: adopts the fair if there is none, and admits what is new. */
static bool run_sign_in(struct job *job, struct err *err)
{
	struct sign_in *sign_in = (struct sign_in *)job;
	struct hub *hub = sign_in->request->hub;
	const char *fair = sign_in->session.fair, *current = hub->fair[0] ? hub->fair : hub->next_fair;
	sign_in->refused = current[0] && strcmp(current, fair) != 0;
	if (sign_in->refused)
		return true;
	if (!current[0]) {
		if (!hub->store->type->set(hub->store, "fair", fair, err))
			return false;
		memcpy(hub->next_fair, fair, ID_TEXT);
	}
	return admit_all(hub, &sign_in->fresh, err);
}

static void done_sign_in(struct job *job, const struct err *err)
{
	struct sign_in *sign_in = (struct sign_in *)job;
	struct request *request = sign_in->request;
	if (err)
		request_fail(request, err);
	else if (sign_in->refused)
		refuse_fair(request);
	else
		open_session(request, sign_in->session.device);
	request_resume(request);
}

/* The key of the device that signs in, from the roster or from a certificate it brought. */
static bool find_signer(struct hub *hub, const struct sign_in *sign_in, uint8_t key[KEY_BYTES])
{
	for (size_t i = 0; i < sign_in->fresh.count; i++) {
		const struct device *device = &sign_in->fresh.list[i].device;
		if (strcmp(device->id, sign_in->session.device) != 0)
			continue;
		memcpy(key, device->public_key, KEY_BYTES);
		return true;
	}
	return roster_key(&hub->roster, sign_in->session.device, key);
}

/* Everything that can be checked without the writer; answers when it refuses. */
static bool check_sign_in(struct request *request, struct sign_in *sign_in)
{
	struct hub *hub = request->hub;
	struct wire_session *session = &sign_in->session;
	struct err err = {0};
	uint8_t key[KEY_BYTES], statement[WIRE_STATEMENT_BYTES];
	char fair[ID_TEXT];
	hub_fair(hub, fair);
	if (hub->options.fair && !fair[0])
		memcpy(fair, hub->options.fair, ID_TEXT);
	if (!wire_get_session(request->body.data, request->body.size, session, &err))
		request_fail(request, &err);
	else if (fair[0] && strcmp(fair, session->fair) != 0)
		refuse_fair(request);
	else if (!wire_check_certificates(&session->certificates, session->fair, roster_key, &hub->roster, &sign_in->fresh,
					  &err))
		request_refuse(request, 403, "certificate", "%s", err.text);
	else if (!find_signer(hub, sign_in, key))
		request_refuse(request, 403, "certificate", "the certificate of this device is missing; send it along");
	else if (!wire_session_statement(hub->id, session, statement) ||
		 !device_signed(key, statement, sizeof statement, session->signature))
		request_refuse(request, 403, "signature", "the sign-in is not signed by the device it names");
	else if (!sessions_answer(hub->sessions, clock_steady(), session->nonce))
		request_refuse(request, 401, "session", "the nonce is too old or was used already; say hello again");
	else if (tray_revoked(&hub->tray, session->device))
		request_refuse(request, 403, "revoked", "this device was revoked; enrol it anew with a fresh code");
	return !request->answered;
}

bool greet_session(struct request *request)
{
	struct hub *hub = request->hub;
	struct sign_in *sign_in = calloc(1, sizeof *sign_in);
	if (!sign_in || !request->body.data) {
		free(sign_in);
		request_refuse(request, 400, "malformed", "the request has no body");
		return true;
	}
	*sign_in = (struct sign_in){.job = {.run = run_sign_in, .done = done_sign_in}, .request = request};
	request->work = sign_in;
	request->finish = release_sign_in;
	if (!check_sign_in(request, sign_in))
		return true;
	char fair[ID_TEXT];
	hub_fair(hub, fair);
	if (fair[0] && sign_in->fresh.count == 0) {
		open_session(request, sign_in->session.device);
		return true;
	}
	request_suspend(request);
	writer_submit(hub->writer, &sign_in->job);
	return false;
}
