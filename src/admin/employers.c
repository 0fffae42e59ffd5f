/* lanyard employers: who has a booth. */
#include "admin/admin.h"
#include "admin/rows.h"

static const struct column columns[] = {
	{.key = "id", .title = "ID"},
	{.key = "booth", .title = "BOOTH"},
	{.key = "name", .title = "NAME"},
	{.key = "roles", .title = "ROLES", .kind = COLUMN_NUMBER},
	{.key = "leads", .title = "LEADS", .kind = COLUMN_NUMBER},
	{.key = NULL},
};

struct listing {
	struct store *store;
	struct rows *rows;
};

static bool count_role(void *self, const struct role *role)
{
	(void)role;
	++*(int *)self;
	return true;
}

static bool list_one(void *self, const struct employer *employer)
{
	struct listing *listing = self;
	int roles = 0;
	view_roles(listing->store, employer->id, count_role, &roles, NULL);
	rows_add(listing->rows,
		 json_pack("{s:s, s:o, s:s, s:o, s:i, s:I}", "id", employer->id, "booth", json_text(employer->booth), "name",
			   employer->name, "email", json_text(employer->email), "roles", roles, "leads",
			   (json_int_t)view_lead_count(listing->store, employer->id)));
	return true;
}

static bool run(const struct call *call, struct err *err)
{
	struct store *store = admin_open_folded(call, STORE_READ, err);
	if (!store)
		return false;
	struct listing listing = {.store = store, .rows = rows_open(call, columns)};
	bool ok = listing.rows ? view_employers(store, list_one, &listing, err) : err_set(err, ERR_MEMORY, "memory is out");
	rows_close(listing.rows, "No employers yet; see lanyard import employers.");
	store_close(store);
	return ok;
}

const struct command employers_command = {
	.name = "employers",
	.operands = "",
	.brief = "lists employers and their booths",
	.about = "Lists the employers with their booths, how many roles they offer and how many leads they have.",
	.run = run,
};
