/* lanyard register: a walk-in, as the kiosk does it. */
#include "admin/admin.h"

#include "base/text.h"

#include <sodium.h>
#include <string.h>

static const char *const purposes[] = {
	[CONSENT_MESSAGES] = "messages",
	[CONSENT_SHARE] = "share",
	[CONSENT_TALENT] = "talent",
	[CONSENT_COUNT] = NULL,
};

static const char *const ages[] = {
	[AGE_UNSAID] = "not-asked", [AGE_UNDER_16] = "under16", [AGE_16_17] = "16-17",
	[AGE_ADULT] = "18plus",     [AGE_COUNT] = NULL,
};

struct register_values {
	const char *name, *family, *email, *phone, *language;
	unsigned consent;
	int age;
};

static const struct option_row register_options[] = {
	{
		.name = "name",
		.type = OPTION_TEXT,
		.required = true,
		.at = offsetof(struct register_values, name),
		.argument = "NAME",
		.help = "the name; the last word is taken as the family name unless --family or a comma says otherwise",
	},
	{
		.name = "family",
		.type = OPTION_TEXT,
		.at = offsetof(struct register_values, family),
		.argument = "NAME",
		.help = "the family name; --name is then the given name",
	},
	{
		.name = "email",
		.type = OPTION_TEXT,
		.at = offsetof(struct register_values, email),
		.argument = "ADDRESS",
		.standard = "",
		.help = "an e-mail address",
	},
	{
		.name = "phone",
		.type = OPTION_TEXT,
		.at = offsetof(struct register_values, phone),
		.argument = "NUMBER",
		.standard = "",
		.help = "a phone number, +1 is assumed",
	},
	{
		.name = "language",
		.type = OPTION_TEXT,
		.at = offsetof(struct register_values, language),
		.argument = "CODE",
		.help = "the language to speak to them; without it the fair's first",
	},
	{
		.name = "age",
		.type = OPTION_CHOICE,
		.at = offsetof(struct register_values, age),
		.argument = "BAND",
		.choices = ages,
		.standard = "not-asked",
		.help = "how old they are; under 18 nothing may be shared, under 16 there is only a first name",
	},
	{
		.name = "consent",
		.type = OPTION_LIST,
		.at = offsetof(struct register_values, consent),
		.argument = "LIST",
		.choices = purposes,
		.help = "what they said yes to; what is not named was not asked",
	},
	{.name = NULL},
};

/* Splits a whole name: "Family, Given" at the comma, else before the last word. `copy` is cut in place. */
static void split_name(char *copy, const char **given, const char **family)
{
	char *comma = strchr(copy, ','), *space = strrchr(copy, ' ');
	char *cut = comma ? comma : space;
	*given = copy;
	*family = "";
	if (!cut || cut == copy)
		return;
	*cut++ = '\0';
	cut += strspn(cut, " ");
	*given = comma && *cut ? cut : copy;
	*family = comma && *cut ? copy : cut;
}

static bool register_person(struct store *store, const struct register_values *values, struct registered *out, struct err *err)
{
	char name[2 * NAME_MOST], language[sizeof store_fair(store)->languages];
	if (!text_tidy(values->name, name, sizeof name, 160))
		return err_set(err, ERR_INPUT, "the name is too long; shorten it to 160 letters");
	text_copy(language, sizeof language, store_fair(store)->languages);
	language[strcspn(language, ",")] = '\0';
	struct registration registration = {
		.given = name,
		.family = values->family,
		.email = values->email,
		.phone = values->phone,
		.language = values->language ? values->language : language,
		.consent_wording = "command",
		.source = "command",
		.age = (enum age_band)values->age,
	};
	if (!values->family)
		split_name(name, &registration.given, &registration.family);
	for (unsigned i = 0; i < CONSENT_COUNT; i++)
		registration.asked[i] = registration.consent[i] = values->consent >> i & 1;
	bool ok = desk_register(store, &registration, out, err);
	sodium_memzero(name, sizeof name);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	struct registered registered = {0};
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	bool ok = store && register_person(store, call->values, &registered, err);
	store_close(store);
	if (!ok)
		return false;
	if (call->json)
		print_document(json_pack("{s:s, s:s}", "person", registered.person, "badge", registered.token));
	else
		printf("Registered and checked in: %s\nBadge: %s\n", registered.person, registered.token);
	sodium_memzero(&registered, sizeof registered);
	return true;
}

const struct command register_command = {
	.name = "register",
	.operands = "",
	.brief = "registers a walk-in and checks them in",
	.about = "Registers a walk-in, records what they agreed to, issues a badge and checks them in: one commit, as the "
		 "kiosk does "
		 "it.",
	.options = register_options,
	.values_size = sizeof(struct register_values),
	.run = run,
};
