/* lanyard topics: what people may say matters to them at a town hall. */
#include "admin/admin.h"
#include "admin/rows.h"

#include "base/text.h"
#include "desk/townhall.h"
#include "lang/catalog.h"

#include <string.h>

struct topics_values {
	const char *set;
	bool usual;
};

static const struct option_row topics_options[] = {
	{
		.name = "set",
		.type = OPTION_TEXT,
		.at = offsetof(struct topics_values, set),
		.argument = "LIST",
		.help = "these topics, with ; between: ids of usual ones, or words in the fair's languages with | between",
	},
	{
		.name = "usual",
		.type = OPTION_FLAG,
		.at = offsetof(struct topics_values, usual),
		.help = "the usual topics again",
	},
	{.name = NULL},
};

static const struct column columns[] = {
	{.key = "id", .title = "ID"},
	{.key = "name", .title = "NAME"},
	{.key = NULL},
};

static const char *first_language(struct store *store, char out[16])
{
	text_format(out, 16, "%.*s", (int)strcspn(store_fair(store)->languages, ","), store_fair(store)->languages);
	return out;
}

static bool list_topics(const struct call *call, struct store *store, struct err *err)
{
	char language[16], dir[4096], key[TOPIC_ID_MOST + 8];
	struct topic topics[TOPICS_MOST];
	size_t count = townhall_topics(store, first_language(store, language), topics);
	text_format(dir, sizeof dir, "%s/lang", asset_dir());
	struct catalog *catalog = catalog_open(dir, store_fair(store)->languages, err);
	struct rows *rows = catalog ? rows_open(call, columns) : NULL;
	for (size_t i = 0; rows && i < count; i++) {
		text_format(key, sizeof key, "topic.%s", topics[i].id);
		rows_add(rows, json_pack("{s:s, s:s}", "id", topics[i].id, "name",
					 topics[i].name[0] ? topics[i].name : say(catalog, 0, key)));
	}
	rows_close(rows, "");
	bool ok = rows || (catalog && err_set(err, ERR_MEMORY, "memory is out"));
	catalog_close(catalog);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	const struct topics_values *values = call->values;
	bool sets = values->set || values->usual;
	if (values->set && values->usual)
		return err_set(err, ERR_USAGE, "say either --set LIST or --usual");
	struct store *store = admin_open_folded(call, sets ? STORE_WRITE : STORE_READ, err);
	bool ok = store && (!sets || townhall_set_topics(store, values->set, err)) && list_topics(call, store, err);
	store_close(store);
	return ok;
}

const struct command topics_command = {
	.name = "topics",
	.operands = "",
	.brief = "lists or sets the topics of a town hall",
	.about = "Lists what people may say matters to them when they sign in to a town hall, and sets it: up to eight, of "
		 "which "
		 "each person chooses up to three. There are usual ones in every language; others are given in the fair's "
		 "languages, in their order:\n\n"
		 "lanyard topics --set \"child-care; housing; Rent help|Ayuda con la renta|Èd pou lwaye\"\n\n"
		 "What was chosen and asked is written by lanyard export townhall.",
	.options = topics_options,
	.values_size = sizeof(struct topics_values),
	.run = run,
};
