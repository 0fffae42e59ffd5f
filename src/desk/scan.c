/* A scan is decided once, by decide(), the same for door, booth and a mere look; what follows from the verdict differs. Nothing
 * is recorded of a scan that is refused except that there was one, and why. */
#include "desk/desk.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "desk/facts.h"
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

enum { REFUSAL_PAUSE = 1000 }; /* ms between two audit facts of one verdict */

static const char *const names[VERDICT_COUNT] = {
	[VERDICT_VALID] = "valid",         [VERDICT_ALREADY] = "already", [VERDICT_REVOKED] = "revoked",
	[VERDICT_FORGED] = "forged",       [VERDICT_FOREIGN] = "foreign", [VERDICT_UNKNOWN] = "unknown",
	[VERDICT_MALFORMED] = "malformed",
};

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

static const enum verdict refusals[] = {
	[TOKEN_FORGED] = VERDICT_FORGED,
	[TOKEN_FOREIGN] = VERDICT_FOREIGN,
	[TOKEN_NEWER] = VERDICT_MALFORMED,
	[TOKEN_MALFORMED] = VERDICT_MALFORMED,
};

/* --- deciding ------------------------------------------------------------------------------------------------------------ */

/* Whether the scan is a ticket code of another system that was imported; `person` is its holder. */
static bool is_ticket(struct store *store, const char *code, size_t size, char person[ID_TEXT])
{
	char text[SCAN_MOST + 1];
	if (size > SCAN_MOST)
		return false;
	token_strip(&code, &size);
	if (!size || !text_is_clean(code, size, false))
		return false;
	memcpy(text, code, size);
	text[size] = '\0';
	bool found = view_ticket(store, text, person);
	sodium_memzero(text, sizeof text);
	return found;
}

bool desk_is_badge(struct store *store, const char *code, size_t size)
{
	struct token token;
	return token_read(store_fair_key(store), store_fair(store)->id, code, size, &token) == TOKEN_VALID;
}

static enum verdict decide_badge(struct store *store, const struct token *token, struct scan *out)
{
	char person[ID_TEXT];
	bool revoked = false;
	text_copy(out->badge, sizeof out->badge, token->badge);
	desk_token(store, token->badge, out->token);
	bool issued = view_badge(store, token->badge, person, &revoked);
	if (issued && revoked)
		return VERDICT_REVOKED;
	if (issued && view_person(store, person, &out->person))
		return VERDICT_VALID;
	out->has_card = token->has_card;
	out->card = token->card;
	return VERDICT_UNKNOWN;
}

/* Fills in badge, token and person as far as they are known; records nothing. */
static enum verdict decide(struct store *store, const char *code, size_t size, struct scan *out)
{
	struct token token;
	char person[ID_TEXT];
	*out = (struct scan){0};
	enum token_verdict read = token_read(store_fair_key(store), store_fair(store)->id, code, size, &token);
	if (read == TOKEN_VALID) {
		enum verdict verdict = decide_badge(store, &token, out);
		sodium_memzero(&token, sizeof token);
		return verdict;
	}
	if (read == TOKEN_FORGED || !is_ticket(store, code, size, person) || !view_person(store, person, &out->person))
		return refusals[read];
	text_copy(out->badge, sizeof out->badge, out->person.badge);
	if (out->badge[0])
		desk_token(store, out->badge, out->token);
	return VERDICT_VALID;
}

/* The audit fact of a refusal: no code in it, and at most one a second of each verdict, so that a box of false badges under the
 * scanner does not fill the log. A log that cannot take it does not change the answer. */
static void record_refusal(struct store *store, enum verdict why, const char *booth)
{
	static int64_t last[VERDICT_COUNT];
	int64_t now = clock_steady();
	struct err err = {0};
	if (last[why] && now >= last[why] && now - last[why] < REFUSAL_PAUSE)
		return;
	last[why] = now;
	json_t *body = json_pack("{s:s}", "why", verdict_name(why));
	body_text(body, "booth", booth);
	struct facts facts = {0};
	facts_add(&facts, "scan.refused", body);
	if (!facts_commit(&facts, store, &err))
		log_line(LOG_WARNING, "a refused scan was not noted: %s", err.text);
}

static bool refuse(struct store *store, struct scan *out, enum verdict why, const char *booth)
{
	sodium_memzero(out, sizeof *out);
	out->verdict = why;
	record_refusal(store, why, booth);
	return true;
}

/* --- door ---------------------------------------------------------------------------------------------------------------- */

bool desk_look(struct store *store, const char *code, size_t size, struct scan *out, struct err *err)
{
	(void)err;
	enum verdict verdict = decide(store, code, size, out);
	if (verdict == VERDICT_VALID && out->person.checked_in_at.wall)
		verdict = VERDICT_ALREADY;
	else if (verdict != VERDICT_VALID)
		sodium_memzero(out, sizeof *out);
	out->verdict = verdict;
	return true;
}

bool desk_scan(struct store *store, const char *code, size_t size, struct scan *out, struct err *err)
{
	struct registered registered;
	bool already;
	enum verdict verdict = decide(store, code, size, out);
	if (verdict != VERDICT_VALID)
		return refuse(store, out, verdict, NULL);
	bool ok = desk_checkin(store, out->person.id, &registered, &already, err);
	if (!ok) {
		sodium_memzero(out, sizeof *out);
		return false;
	}
	if (!out->badge[0]) { /* a ticket: the badge to show is the one given now */
		text_copy(out->badge, sizeof out->badge, registered.badge);
		text_copy(out->token, sizeof out->token, registered.token);
	}
	view_person(store, registered.person, &out->person);
	out->verdict = already ? VERDICT_ALREADY : VERDICT_VALID;
	out->admitted = !already;
	return true;
}

bool desk_scan_out(struct store *store, const char *code, size_t size, struct scan *out, struct err *err)
{
	bool was_here = false;
	enum verdict verdict = decide(store, code, size, out);
	if (verdict != VERDICT_VALID)
		return refuse(store, out, verdict, NULL);
	if (!desk_checkout(store, out->person.id, &was_here, err)) {
		sodium_memzero(out, sizeof *out);
		return false;
	}
	out->verdict = was_here ? VERDICT_VALID : VERDICT_ALREADY;
	out->admitted = was_here;
	return true;
}

/* --- booth --------------------------------------------------------------------------------------------------------------- */

/* The employer's id, as leads are kept under. */
static bool employer_id(struct store *store, const char *employer, char out[64], struct err *err)
{
	struct employer known;
	if (view_employer(store, employer, &known))
		return text_copy(out, 64, known.id);
	if (desk_own_employer(store, out) && strcmp(out, employer) == 0)
		return true;
	return err_set(err, ERR_MISSING, "there is no employer by that id or booth; lanyard employers lists them");
}

static bool record_lead(struct store *store, const char *employer, struct scan *out, struct err *err)
{
	struct facts facts = {0};
	json_t *body = json_pack("{s:s, s:s}", "employer", employer, "badge", out->badge);
	body_text(body, "person", out->person.id);
	if (out->has_card)
		json_object_set_new(body, "card", desk_card_body(&out->card));
	facts_add(&facts, "lead.scanned", body);
	return facts_commit(&facts, store, err) &&
	       (view_lead(store, employer, out->badge, &out->lead) ||
		err_set(err, ERR_CORRUPT, "the lead was saved but cannot be shown; run lanyard rebuild"));
}

bool desk_scan_booth(struct store *store, const char *employer, const char *code, size_t size, struct scan *out,
		     struct err *err)
{
	char id[64];
	struct registered registered;
	*out = (struct scan){0};
	if (!employer_id(store, employer, id, err))
		return false;
	enum verdict verdict = decide(store, code, size, out);
	if (verdict != VERDICT_VALID && verdict != VERDICT_UNKNOWN)
		return refuse(store, out, verdict, id);
	bool ok = true;
	if (!out->badge[0]) { /* a ticket of somebody who was not at the door: a lead is kept under a badge */
		ok = desk_badge(store, out->person.id, &registered, err);
		text_copy(out->badge, sizeof out->badge, registered.badge);
		text_copy(out->token, sizeof out->token, registered.token);
	}
	if (out->has_card)
		desk_card_as_shared(store, out->badge, &out->card);
	bool before = ok && view_lead(store, id, out->badge, &out->lead);
	ok = ok && record_lead(store, id, out, err);
	if (!ok) {
		sodium_memzero(out, sizeof *out);
		return false;
	}
	out->verdict = before ? VERDICT_ALREADY : verdict;
	out->admitted = true;
	if (out->person.id[0])
		desk_as_shared(store, out->person.id, &out->person, &out->shared);
	desk_lead_as_shared(store, &out->lead);
	return true;
}

/* --- short codes --------------------------------------------------------------------------------------------------------- */

struct short_code {
	char wanted[SHORT_CODE_TEXT];
	char badge[PRINT_ID_TEXT];
	size_t found;
};

static bool match_short_code(void *self, const char *badge, const char *person, bool revoked)
{
	struct short_code *search = self;
	char code[SHORT_CODE_TEXT];
	(void)person;
	token_short_code(badge, code);
	if (revoked || strcmp(code, search->wanted) != 0)
		return true;
	text_copy(search->badge, sizeof search->badge, badge);
	return ++search->found < 2;
}

/* "7k2 q9m" -> "7K2-Q9M"; false if it is not six letters and digits. */
static bool normal_short_code(const char *typed, char out[SHORT_CODE_TEXT])
{
	size_t count = 0;
	for (; *typed; typed++) {
		char c = *typed >= 'a' && *typed <= 'z' ? (char)(*typed - 'a' + 'A') : *typed;
		if (c == ' ' || c == '-')
			continue;
		if (count == 6 || !((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
			return false;
		out[count + (count >= 3)] = c;
		count++;
	}
	out[3] = '-';
	out[SHORT_CODE_TEXT - 1] = '\0';
	return count == 6;
}

bool desk_by_short_code(struct store *store, const char *code, char badge[PRINT_ID_TEXT])
{
	struct short_code search = {0};
	struct err err = {0};
	if (!normal_short_code(code, search.wanted) || !view_badges(store, match_short_code, &search, &err) ||
	    search.found != 1)
		return false;
	text_copy(badge, PRINT_ID_TEXT, search.badge);
	return true;
}
