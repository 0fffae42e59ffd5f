/* lanyard checkin: checks a known person or a badge in. */
#include "admin/admin.h"

#include <sodium.h>
#include <string.h>

static bool checkin_person(struct store *store, const char *id, struct scan *scan, struct err *err)
{
	struct registered registered = {0};
	bool already = false;
	if (!desk_checkin(store, id, &registered, &already, err))
		return false;
	scan->verdict = already ? VERDICT_ALREADY : VERDICT_VALID;
	scan->admitted = true;
	memcpy(scan->badge, registered.badge, sizeof scan->badge);
	memcpy(scan->token, registered.token, sizeof scan->token);
	view_person(store, id, &scan->person);
	sodium_memzero(&registered, sizeof registered);
	return true;
}

static bool run(const struct call *call, struct err *err)
{
	const char *who = call->operands[0];
	struct scan scan = {0};
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	if (!store)
		return false;
	bool ok = view_person(store, who, &scan.person) ? checkin_person(store, who, &scan, err)
							: desk_scan(store, who, strlen(who), &scan, err);
	ok = ok && scan_answer(call, store, &scan, err);
	sodium_memzero(&scan, sizeof scan);
	store_close(store);
	return ok;
}

const struct command checkin_command = {
	.name = "checkin",
	.operands = "TOKEN|PERSON-ID",
	.least = 1,
	.most = 1,
	.brief = "checks somebody in",
	.about = "Checks in whoever holds a badge or ticket, or a person by id, as the kiosk does it. Somebody without a badge "
		 "that "
		 "stands gets one.",
	.run = run,
};
