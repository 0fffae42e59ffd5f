/* lanyard revoke: a lost badge admits nobody any more. */
#include "admin/admin.h"

#include "base/text.h"
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

struct revoke_values {
	const char *why;
};

static const struct option_row revoke_options[] = {
	{
		.name = "why",
		.type = OPTION_TEXT,
		.at = offsetof(struct revoke_values, why),
		.argument = "WORD",
		.standard = "lost",
		.help = "the reason that is kept with it",
	},
	{.name = NULL},
};

/* The badge that is meant: a person's newest, or the one a token says. */
static bool find_badge(struct store *store, const char *who, char badge[PRINT_ID_TEXT], struct err *err)
{
	struct person person;
	struct token token;
	bool known = view_person(store, who, &person);
	bool found = known ? person.badge[0] != '\0'
			   : token_read(store_fair_key(store), store_fair(store)->id, who, strlen(who), &token) == TOKEN_VALID;
	if (found)
		text_copy(badge, PRINT_ID_TEXT, known ? person.badge : token.badge);
	else if (known)
		err_set(err, ERR_MISSING, "this person holds no badge that stands; nothing to revoke");
	else
		err_set(err, ERR_MISSING, "there is no such person or badge; see lanyard people");
	sodium_memzero(&person, sizeof person);
	return found;
}

static bool revoke(struct store *store, const char *who, const char *why, char badge[PRINT_ID_TEXT], struct err *err)
{
	if (!find_badge(store, who, badge, err))
		return false;
	struct fact fact = {.kind = "badge.revoked", .body = json_pack("{s:s, s:s}", "badge", badge, "why", why)};
	bool ok = store_append(store, &fact, 1, err);
	json_decref(fact.body);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	const struct revoke_values *values = call->values;
	char badge[PRINT_ID_TEXT] = "";
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	bool ok = store && revoke(store, call->operands[0], values->why, badge, err);
	store_close(store);
	if (!ok)
		return false;
	if (call->json)
		print_document(json_pack("{s:s}", "revoked", badge));
	else
		puts("The badge is revoked. Checking the person in again gives a new one.");
	return true;
}

const struct command revoke_command = {
	.name = "revoke",
	.operands = "TOKEN|PERSON-ID",
	.least = 1,
	.most = 1,
	.brief = "makes a badge worth nothing",
	.about = "Revokes a badge that was lost: the one of a token, or the newest of a person. Every device that hears of it "
		 "refuses the "
		 "badge. Checking the person in again gives a new one.",
	.options = revoke_options,
	.values_size = sizeof(struct revoke_values),
	.run = run,
};
