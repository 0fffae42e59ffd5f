/* lanyard checkout: notes that somebody left. */
#include "admin/admin.h"

#include <sodium.h>
#include <string.h>

static bool checkout_person(struct store *store, struct scan *scan, struct err *err)
{
	bool was_here = false;
	if (!desk_checkout(store, scan->person.id, &was_here, err))
		return false;
	scan->verdict = was_here ? VERDICT_VALID : VERDICT_ALREADY;
	scan->admitted = was_here;
	return true;
}

static void print_answer(const struct call *call, struct store *store, struct scan *scan)
{
	bool left = scan->verdict == VERDICT_VALID;
	view_person(store, scan->person.id, &scan->person);
	if (call->json)
		print_document(json_pack("{s:s, s:b, s:o}", "verdict", verdict_name(scan->verdict), "left", left, "person",
					 json_person(store, &scan->person)));
	else
		printf("%s: %s\n", scan->person.name, left ? "has left; the badge lets them in again" : "was not inside");
}

static bool run(const struct call *call, struct err *err)
{
	const char *who = call->operands[0];
	struct scan scan = {0};
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	if (!store)
		return false;
	bool ok = view_person(store, who, &scan.person) ? checkout_person(store, &scan, err)
							: desk_scan_out(store, who, strlen(who), &scan, err);
	if (ok && scan.person.id[0])
		print_answer(call, store, &scan);
	else
		ok = ok && scan_answer(call, store, &scan, err);
	sodium_memzero(&scan, sizeof scan);
	store_close(store);
	return ok;
}

const struct command checkout_command = {
	.name = "checkout",
	.operands = "TOKEN|PERSON-ID",
	.least = 1,
	.most = 1,
	.brief = "notes that somebody left",
	.about = "Ends the visit of whoever holds a badge or ticket, or of a person by id, as a kiosk at the exit does it "
		 "(lanyard-kiosk --mode exit). The badge lets them in again. Somebody who was not inside is an answer "
		 "(already), "
		 "not an error.",
	.run = run,
};
