/* lanyard join: this device enters a fair with an invitation. */
#include "admin/admin.h"

#include "base/clock.h"
#include "base/file.h"
#include "store/device.h"

#include <sodium.h>

enum { INVITATION_MOST = 1024 * 1024 };

static bool accept_file(const struct call *call, char device[ID_TEXT], struct err *err)
{
	char passphrase[PASSPHRASE_MOST] = "";
	struct buf text;
	buf_init(&text, INVITATION_MOST);
	bool ok = file_read(call->operands[0], &text, err) && passphrase_get(false, passphrase, err) &&
		  invitation_accept(call->home, buf_text(&text), passphrase, clock_wall(), device, err);
	sodium_memzero(passphrase, sizeof passphrase);
	buf_release(&text);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	char device[ID_TEXT] = "";
	if (!accept_file(call, device, err))
		return false;
	struct store *store = admin_open(call, STORE_READ, err);
	if (!store)
		return false;
	if (call->json)
		print_document(
			json_pack("{s:s, s:s, s:s}", "fair", store_fair(store)->id, "device", device, "home", call->home));
	else
		printf("This device is in the fair; its home is %s.\n", call->home);
	store_close(store);
	return true;
}

const struct command join_command = {
	.name = "join",
	.operands = "FILE",
	.least = 1,
	.most = 1,
	.brief = "enters a fair with an invitation",
	.about = "Reads an invitation that lanyard invite wrote on another device. This device makes its own keys and a home "
		 "that has "
		 "joined the fair. The pass phrase is asked on the terminal or taken from $LANYARD_PASSPHRASE.",
	.run = run,
};
