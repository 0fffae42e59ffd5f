/* How one kiosk behaves, as a fact about this device. */
#include "desk/desk.h"

#include "desk/facts.h"

bool desk_set_use(struct store *store, const char *mode, struct err *err)
{
	struct facts facts = {0};
	facts_add(&facts, "kiosk.set", json_pack("{s:s, s:s}", "of", store_device(store), "mode", mode));
	return facts_commit(&facts, store, err);
}
