/* lanyard invite: lets another device into the fair. */
#include "admin/admin.h"

#include "base/clock.h"
#include "base/file.h"
#include "store/device.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const char *const roles[] = {
	[ROLE_KIOSK] = "kiosk", [ROLE_BOOTH] = "booth", [ROLE_STAFF] = "staff", [ROLE_RELAY] = "relay", [ROLE_COUNT] = NULL,
};

struct invite_values {
	const char *label, *employer, *out;
	int role;
	long hours;
};

static const struct option_row invite_options[] = {
	{
		.name = "label",
		.type = OPTION_TEXT,
		.required = true,
		.at = offsetof(struct invite_values, label),
		.argument = "LABEL",
		.help = "what the other device is called, \"Kiosk 2\"",
	},
	{
		.name = "role",
		.type = OPTION_CHOICE,
		.required = true,
		.at = offsetof(struct invite_values, role),
		.argument = "ROLE",
		.choices = roles,
		.help = "what it is for",
	},
	{
		.name = "employer",
		.type = OPTION_TEXT,
		.at = offsetof(struct invite_values, employer),
		.argument = "EMPLOYER",
		.help = "whose booth it is, by id or booth",
	},
	{
		.name = "hours",
		.type = OPTION_NUMBER,
		.at = offsetof(struct invite_values, hours),
		.argument = "N",
		.least = 1,
		.most = 24 * 30,
		.standard = "24",
		.help = "how long the invitation can be used",
	},
	{
		.name = "out",
		.letter = 'o',
		.type = OPTION_PATH,
		.required = true,
		.at = offsetof(struct invite_values, out),
		.argument = "FILE",
		.help = "where to write it, on a stick for example",
	},
	{.name = NULL},
};

/* A booth's device belongs to an employer that is known here. */
static bool check_employer(struct store *store, const struct invite_values *values, struct employer *out, struct err *err)
{
	if (!values->employer)
		return values->role != ROLE_BOOTH ||
		       err_set(err, ERR_USAGE, "a booth's device needs --employer; lanyard employers lists them");
	return view_employer(store, values->employer, out) ||
	       err_set(err, ERR_MISSING, "there is no employer \"%.60s\"; import employers first", values->employer);
}

static bool write_invitation(struct store *store, const struct invite_values *values, int64_t expires, struct err *err)
{
	char passphrase[PASSPHRASE_MOST];
	char *text = NULL;
	struct employer employer = {0};
	bool ok = check_employer(store, values, &employer, err) && passphrase_get(true, passphrase, err);
	if (ok)
		text = invitation_make(store, values->label, (enum device_role)values->role, employer.id, passphrase, expires,
				       err);
	ok = text && file_replace(values->out, text, strlen(text), 0600, err);
	sodium_memzero(passphrase, sizeof passphrase);
	free(text);
	return ok;
}

static bool run(const struct call *call, struct err *err)
{
	const struct invite_values *values = call->values;
	int64_t expires = clock_wall() + (int64_t)values->hours * 3600 * 1000;
	struct store *store = admin_open_folded(call, STORE_WRITE, err);
	bool ok = store && write_invitation(store, values, expires, err);
	store_close(store);
	if (!ok)
		return false;
	if (call->json)
		print_document(json_pack("{s:s, s:o}", "file", values->out, "expires", json_time(expires)));
	else
		printf("%s invites \"%s\" for %ld hours, once. On the other device: lanyard join FILE\n", values->out,
		       values->label, values->hours);
	return true;
}

const struct command invite_command = {
	.name = "invite",
	.operands = "",
	.brief = "writes an invitation for another device",
	.about = "Writes a one-time invitation for another device, sealed with a pass phrase that is asked on the terminal or "
		 "taken "
		 "from $LANYARD_PASSPHRASE. A stick carries it; no network is needed.",
	.options = invite_options,
	.values_size = sizeof(struct invite_values),
	.run = run,
};
