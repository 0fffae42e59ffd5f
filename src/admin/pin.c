/* lanyard pin: the number that opens the staff desk. */
#include "admin/admin.h"

#include "desk/staff.h"

#include <sodium.h>
#include <stdio.h>

static bool set_pin(struct store *store, struct err *err)
{
	char pin[PASSPHRASE_MOST];
	bool ok = secret_get("staff PIN", "LANYARD_PIN", true, pin, err) && staff_pin_set(store, pin, err);
	sodium_memzero(pin, sizeof pin);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	bool ok = store && set_pin(store, err);
	store_close(store);
	if (!ok)
		return false;
	if (call->json)
		print_document(json_pack("{s:b}", "set", true));
	else
		puts("The staff PIN is set, on every device of the fair that hears of it.");
	return true;
}

const struct command pin_command = {
	.name = "pin",
	.operands = "",
	.brief = "sets the number that opens the staff desk",
	.about = "Sets the staff PIN of the fair: six digits, asked twice without echo, or taken from $LANYARD_PIN. Only a "
		 "hash of it "
		 "is kept, sealed in the log like everything else, so the other devices of the fair open with the same PIN as "
		 "soon as they hear of it.",
	.run = run,
};
