/* lanyard employers: who has a booth. */
#include "admin/admin.h"
#include "admin/rows.h"

static const struct column columns[] = {
	{.key = "id", .title = "ID"},
	{.key = "booth", .title = "BOOTH"},
	{.key = "name", .title = "NAME"},
	{.key = "roles", .title = "ROLES", .kind = COLUMN_NUMBER},
	{.key = "leads", .title = "LEADS", .kind = COLUMN_NUMBER},
	{.key = "code", .title = "CODE"},
	{.key = "leads_asked_at", .title = "SEND LEADS", .kind = COLUMN_TIME},
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
	char code[BOOTH_CODE_TEXT];
	struct moment asked;
	desk_booth_code(listing->store, employer->id, code);
	view_leads_asked(listing->store, employer->id, &asked);
	view_roles(listing->store, employer->id, count_role, &roles, NULL);
	rows_add(listing->rows,
		 json_pack("{s:s, s:o, s:s, s:o, s:i, s:I, s:s, s:o}", "id", employer->id, "booth", json_text(employer->booth),
			   "name", employer->name, "email", json_text(employer->email), "roles", roles, "leads",
			   (json_int_t)view_lead_count(listing->store, employer->id), "code", code, "leads_asked_at",
			   json_time(asked.wall)));
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
	.about = "Lists the employers with their booths, how many roles they offer and how many leads they have, and the "
		 "code that opens each booth at a kiosk. Give a code to nobody but its employer. \"Send leads\" is when an "
		 "employer asked for its list: lanyard export leads --employer writes it.",
	.run = run,
};
