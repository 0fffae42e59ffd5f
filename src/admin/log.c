/* lanyard log: the facts, without what they say. */
#include "admin/admin.h"
#include "admin/rows.h"

#include <string.h>

struct log_values {
	const char *kind, *device;
};

static const struct option_row log_options[] = {
	{
		.name = "kind",
		.type = OPTION_TEXT,
		.at = offsetof(struct log_values, kind),
		.argument = "KIND",
		.help = "only facts of this kind, \"person.registered\"",
	},
	{
		.name = "device",
		.type = OPTION_TEXT,
		.at = offsetof(struct log_values, device),
		.argument = "DEVICE",
		.help = "only what this device wrote",
	},
	{.name = NULL},
};

static const struct column columns[] = {
	{.key = "device", .title = "DEVICE"},
	{.key = "seq", .title = "SEQ", .kind = COLUMN_NUMBER},
	{.key = "at", .title = "AT", .kind = COLUMN_TIME},
	{.key = "kind", .title = "KIND"},
	{.key = NULL},
};

struct listing {
	struct rows *rows;
	const char *kind;
};

static bool list_event(void *self, const struct event *event, json_t *body)
{
	const struct listing *listing = self;
	const char *kind = json_string_value(json_object_get(body, "kind"));
	if (listing->kind && (!kind || strcmp(kind, listing->kind) != 0))
		return true;
	rows_add(listing->rows, json_pack("{s:s, s:I, s:o, s:s?}", "device", event->device, "seq", (json_int_t)event->seq, "at",
					  json_time((int64_t)(event->at >> 16)), "kind", kind));
	return true;
}

static bool run(const struct call *call, struct err *err)
{
	const struct log_values *values = call->values;
	struct store *store = admin_open(call, STORE_READ, err);
	if (!store)
		return false;
	struct listing listing = {.rows = rows_open(call, columns), .kind = values->kind};
	bool ok = listing.rows ? store_events(store, values->device, 0, SIZE_MAX, true, list_event, &listing, err)
			       : err_set(err, ERR_MEMORY, "memory is out");
	rows_close(listing.rows, "No facts of that kind.");
	store_close(store);
	return ok;
}

const struct command log_command = {
	.name = "log",
	.operands = "",
	.brief = "lists the facts",
	.about = "Lists the facts of the log by device and number: when, and of what kind. An erased fact has no kind. What a "
		 "fact says "
		 "of a person is not shown.",
	.options = log_options,
	.values_size = sizeof(struct log_values),
	.run = run,
};
