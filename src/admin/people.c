/* lanyard people: lists or searches. */
#include "admin/admin.h"
#include "admin/rows.h"

#include <limits.h>
#include <sodium.h>

enum { FOUND_MOST = 1000 };

struct people_values {
	const char *find;
	long limit;
};

static const struct option_row people_options[] = {
	{
		.name = "find",
		.letter = 'f',
		.type = OPTION_TEXT,
		.at = offsetof(struct people_values, find),
		.argument = "TEXT",
		.help = "only those whose name, e-mail or phone fits, as the kiosk searches",
	},
	{
		.name = "limit",
		.letter = 'n',
		.type = OPTION_NUMBER,
		.at = offsetof(struct people_values, limit),
		.argument = "N",
		.least = 1,
		.most = INT_MAX,
		.help = "at most so many; without it everybody, or 20 that fit",
	},
	{.name = NULL},
};

static const struct column columns[] = {
	{.key = "id", .title = "ID"},
	{.key = "name", .title = "NAME"},
	{.key = "email", .title = "E-MAIL"},
	{.key = "phone", .title = "PHONE"},
	{.key = "source", .title = "SOURCE"},
	{.key = "checked_in_at", .title = "CHECKED IN", .kind = COLUMN_TIME, .certainty = "checked_in_certainty"},
	{.key = NULL},
};

struct listing {
	struct store *store;
	struct rows *rows;
	long left;
};

static bool list_one(void *self, const struct person *person)
{
	struct listing *listing = self;
	rows_add(listing->rows, json_person(listing->store, person));
	return --listing->left > 0;
}

static void list_found(struct listing *listing, const char *text)
{
	static struct hit hits[FOUND_MOST];
	struct person person;
	size_t most = listing->left < FOUND_MOST ? (size_t)listing->left : FOUND_MOST;
	size_t count = view_find(listing->store, text, hits, most, NULL);
	for (size_t i = 0; i < count; i++)
		if (view_person(listing->store, hits[i].person, &person))
			list_one(listing, &person);
	sodium_memzero(&person, sizeof person);
}

static bool run(const struct call *call, struct err *err)
{
	const struct people_values *values = call->values;
	struct store *store = admin_open_folded(call, STORE_READ, err);
	if (!store)
		return false;
	struct listing listing = {
		.store = store,
		.rows = rows_open(call, columns),
		.left = values->limit  ? values->limit
			: values->find ? 20
				       : LONG_MAX,
	};
	bool ok = listing.rows != NULL || err_set(err, ERR_MEMORY, "memory is out");
	if (ok && values->find)
		list_found(&listing, values->find);
	else if (ok)
		ok = view_people(store, list_one, &listing, err);
	rows_close(listing.rows, values->find ? "Nobody fits." : "Nobody is registered yet.");
	store_close(store);
	return ok;
}

const struct command people_command = {
	.name = "people",
	.operands = "",
	.brief = "lists or searches people",
	.about = "Lists everybody by name, or those that fit a text. Every word must begin a word of the name; accents and "
		 "case do not "
		 "matter. When few fit, names with a slip of the fingers follow.",
	.options = people_options,
	.values_size = sizeof(struct people_values),
	.run = run,
};
