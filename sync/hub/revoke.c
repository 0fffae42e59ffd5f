/* lanyard-hub revoke: a device that is lost is refused from its next request on. */
#include "hub/commands.h"
#include "hub/store.h"
#include "hub/tray.h"

#include <stdio.h>

struct revoke_values {
	const char *store;
};

static const struct option_row options[] = {
	{.name = "store",
	 .type = OPTION_TEXT,
	 .required = true,
	 .at = offsetof(struct revoke_values, store),
	 .argument = "URL",
	 .environment = "LANYARD_HUB_STORE",
	 .help = "the store of the hub: sqlite:FILE"},
	{0},
};

static bool run_revoke(const struct call *call, struct err *err)
{
	const struct revoke_values *values = call->values;
	const char *file = hub_store_file(values->store, err), *device = call->operands[0];
	struct tray tray;
	if (!file || !tray_open(&tray, file, err) || !tray_revoke(&tray, device, err))
		return false;
	printf(call->json ? "{\"revoked\":\"%s\"}\n" : "%s is refused from now on; what it wrote stays\n", device);
	return true;
}

const struct command hub_revoke = {
	.name = "revoke",
	.operands = "DEVICE",
	.least = 1,
	.most = 1,
	.brief = "refuses a device that was lost",
	.about = "Works while the hub serves. The device keeps its log, which nobody without the fair's key can read.",
	.options = options,
	.values_size = sizeof(struct revoke_values),
	.homeless = true,
	.run = run_revoke,
};
