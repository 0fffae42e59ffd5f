/* lanyard rebuild: the view can always be dropped. */
#include "admin/admin.h"

static bool run(const struct call *call, struct err *err)
{
	uint64_t events = 0;
	struct store *store = admin_open_folded(call, STORE_READ, err);
	bool ok = store && store_rebuild(store, &events, err);
	store_close(store);
	bool refused = !ok && err->code == ERR_CORRUPT;
	if (refused)
		err->code = ERR_REFUSED;
	if (call->json && (ok || refused))
		print_document(json_pack("{s:b, s:I}", "ok", ok, "events", (json_int_t)events));
	else if (ok)
		printf("The view folds the same from all %llu facts.\n", (unsigned long long)events);
	return ok;
}

const struct command rebuild_command = {
	.name = "rebuild",
	.operands = "",
	.brief = "folds the view anew and compares",
	.about = "Drops the view, folds it anew from the log and compares every table with what stood. The exit status is 3 "
		 "when they "
		 "differ.",
	.run = run,
};
