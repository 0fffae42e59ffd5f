/* lanyard-hub invite: a one-time code with which another device enters the fair.
 *
 * The code is four groups of four characters: an id, under which the hub hands the invitation out once, and a pass phrase,
 * which seals it and never travels. 40 random bits behind Argon2id, and the sealed text can be had once only. */
#include "badge/qr.h"
#include "base/clock.h"
#include "hub/commands.h"
#include "hub/store.h"
#include "hub/tray.h"
#include "store/device.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct invite_values {
	const char *store, *label, *employer, *url;
	int role;
	long hours;
};

static const char *const roles[] = {"kiosk", "booth", "staff", NULL};

static const struct option_row options[] = {
	{.name = "store",
	 .type = OPTION_TEXT,
	 .required = true,
	 .at = offsetof(struct invite_values, store),
	 .argument = "URL",
	 .environment = "LANYARD_HUB_STORE",
	 .help = "the store of the hub: sqlite:FILE"},
	{.name = "label",
	 .type = OPTION_TEXT,
	 .required = true,
	 .at = offsetof(struct invite_values, label),
	 .argument = "TEXT",
	 .help = "what the device is called, such as \"Kiosk 3\""},
	{.name = "role",
	 .type = OPTION_CHOICE,
	 .required = true,
	 .at = offsetof(struct invite_values, role),
	 .choices = roles,
	 .argument = "ROLE",
	 .help = "what the device is for"},
	{.name = "employer",
	 .type = OPTION_TEXT,
	 .at = offsetof(struct invite_values, employer),
	 .argument = "ID",
	 .help = "for a booth: the employer it belongs to"},
	{.name = "url",
	 .type = OPTION_TEXT,
	 .at = offsetof(struct invite_values, url),
	 .argument = "URL",
	 .help = "where the hub is reached; it goes into the QR, so that a kiosk that scans it needs nothing typed"},
	{.name = "hours",
	 .type = OPTION_NUMBER,
	 .at = offsetof(struct invite_values, hours),
	 .least = 1,
	 .most = 720,
	 .standard = "24",
	 .argument = "N",
	 .help = "how long the code is good for"},
	{0},
};

enum {
	PHRASE_BYTES = 5,
	PHRASE_TEXT = 9,
	URL_MOST = 160,
	CARD_MOST = URL_MOST + 24,
	CODE_TEXT = 20, /* "AAAA-BBBB-CCCC-DDDD" and the NUL */
};

static void format_code(const char *id, const char *phrase, char code[CODE_TEXT])
{
	snprintf(code, CODE_TEXT, "%.4s-%.4s-%.4s-%.4s", id, id + 4, phrase, phrase + 4);
}

/* Two modules a character, upper and lower half; the quiet zone is part of the symbol. */
static void print_qr(const char *text)
{
	static const char *const halves[] = {"█", "▄", "▀", " "};
	struct qr qr;
	if (!qr_make(text, &qr))
		return;
	for (int y = -QR_QUIET; y < qr.side + QR_QUIET; y += 2) {
		for (int x = -QR_QUIET; x < qr.side + QR_QUIET; x++) {
			bool inside = x >= 0 && x < qr.side;
			int upper = inside && y >= 0 && y < qr.side && qr_dark(&qr, x, y);
			int lower = inside && y + 1 >= 0 && y + 1 < qr.side && qr_dark(&qr, x, y + 1);
			fputs(halves[upper << 1 | lower], stdout);
		}
		putchar('\n');
	}
}

/* With the hub's address before it a kiosk that is set up needs nothing typed: "URL#CODE". */
static void print_invitation(const struct call *call, const char *code, int64_t expires)
{
	const struct invite_values *values = call->values;
	char until[40], card[CARD_MOST];
	clock_format_utc(expires, until, sizeof until);
	snprintf(card, sizeof card, "%s%s%s", values->url ? values->url : "", values->url ? "#" : "", code);
	if (call->json) {
		printf("{\"code\":\"%s\",\"card\":\"%s\",\"expires\":\"%s\"}\n", code, card, until);
		return;
	}
	print_qr(card);
	printf("%s\n\nOn a kiosk that is set up: scan the code above.\nOn another device: lanyard-sync join %s --hub URL\nGood "
	       "once, until %s.\n",
	       code, code, until);
}

/* A relay without a home cannot invite: it has no key to give. */
static struct store *open_home(const char *home, struct err *err)
{
	struct store *store = store_open(home, STORE_READ, err);
	if (!store && err)
		err_wrap(err, "only a device that has joined the fair can invite others; name its home with --home");
	return store;
}

static bool make_invitation(const struct call *call, struct tray *tray, const char *phrase, int64_t expires,
			    char id[INVITATION_ID_TEXT], struct err *err)
{
	const struct invite_values *values = call->values;
	enum device_role role;
	char *text = NULL;
	struct store *store = open_home(call->home, err);
	bool ok = store != NULL && (role_parse(roles[values->role], &role) || err_set(err, ERR_USAGE, "no such role"));
	if (ok)
		text = invitation_make(store, values->label, role, values->employer ? values->employer : "", phrase, expires,
				       err);
	ok = text && tray_invite(tray, text, expires, id, err);
	free(text);
	store_close(store);
	return ok;
}

static bool check_url(const char *url, struct err *err)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]%";
	bool web = !url || strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
	return (web && (!url || (strlen(url) < URL_MOST && url[strspn(url, plain)] == '\0'))) ||
	       err_set(err, ERR_USAGE, "--url is not an address like https://hub.example.org");
}

static bool run_invite(const struct call *call, struct err *err)
{
	const struct invite_values *values = call->values;
	const char *file = hub_store_file(values->store, err);
	int64_t expires = clock_wall() + values->hours * 3600000LL;
	uint8_t random[PHRASE_BYTES];
	char phrase[PHRASE_TEXT], id[INVITATION_ID_TEXT], code[CODE_TEXT];
	struct tray tray;
	if (!check_url(values->url, err) || !file || !tray_open(&tray, file, err))
		return false;
	rand_bytes(random, sizeof random);
	base32_encode(random, sizeof random, phrase);
	bool ok = make_invitation(call, &tray, phrase, expires, id, err);
	if (ok) {
		format_code(id, phrase, code);
		print_invitation(call, code, expires);
	}
	sodium_memzero(random, sizeof random);
	sodium_memzero(phrase, sizeof phrase);
	sodium_memzero(code, sizeof code);
	return ok;
}

const struct command hub_invite = {
	.name = "invite",
	.brief = "makes a one-time code for another device",
	.about = "Needs a home that has joined the fair (--home), and works while the hub serves. The hub hands the invitation "
		 "out "
		 "once; `lanyard-sync join CODE --hub URL` on the new device fetches it.",
	.options = options,
	.values_size = sizeof(struct invite_values),
	.run = run_invite,
};
