/* The door: who comes in, as one commit. A person is either registered with consents, badge and check-in, or not at all. */
#include "desk/desk.h"

#include "base/text.h"
#include "desk/facts.h"
#include "desk/tidy.h"
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

static bool tidy_registration(const struct registration *in, struct tidy *out, struct err *err)
{
	for (enum consent_purpose purpose = 0; purpose < CONSENT_COUNT; purpose++)
		if (age_is_minor(in->age) && in->asked[purpose])
			return err_set(err, ERR_INPUT, "somebody under 18 is checked in only; leave out all consents");
	return tidy_person(in->given, in->family, in->email, in->phone, in->age, out, err);
}

static json_t *person_body(const char *person, const struct registration *in, const struct tidy *tidy)
{
	json_t *body = json_pack("{s:s, s:s}", "person", person, "name", tidy->name);
	body_text(body, "given", tidy->given);
	body_text(body, "family", tidy->family);
	body_text(body, "email", tidy->email);
	body_text(body, "phone", tidy->phone);
	body_text(body, "language", in->language);
	body_text(body, "source", in->source);
	body_text(body, "age_band", age_name(in->age));
	return body;
}

/* A "no" is an answer too: it is recorded as withdrawn, so that nobody is asked again for want of knowing. */
static void add_consents(struct facts *facts, const char *person, const struct registration *in)
{
	for (enum consent_purpose purpose = 0; purpose < CONSENT_COUNT; purpose++) {
		if (!in->asked[purpose])
			continue;
		json_t *body = json_pack("{s:s, s:s}", "person", person, "purpose", consent_name(purpose));
		body_text(body, "wording", in->consent_wording);
		body_text(body, "language", in->language);
		if (in->consent[purpose])
			json_object_set_new(body, "over", json_array());
		facts_add(facts, in->consent[purpose] ? "consent.given" : "consent.withdrawn", body);
	}
}

static void add_badge(struct facts *facts, struct store *store, const char *person, struct registered *out)
{
	struct token token;
	token_make(store_fair_key(store), store_fair(store)->id, out->token, &token);
	text_copy(out->badge, sizeof out->badge, token.badge);
	facts_add(facts, "badge.issued", json_pack("{s:s, s:s}", "badge", out->badge, "person", person));
}

static void add_checkin(struct facts *facts, const char *person, const char *badge)
{
	facts_add(facts, "person.checked_in", json_pack("{s:s, s:s}", "person", person, "badge", badge));
}

bool desk_register(struct store *store, const struct registration *registration, struct registered *out, struct err *err)
{
	struct tidy tidy = {0};
	struct facts facts = {0};
	*out = (struct registered){0};
	bool ok = tidy_registration(registration, &tidy, err);
	if (ok) {
		rand_id(out->person);
		facts_add(&facts, "person.registered", person_body(out->person, registration, &tidy));
		add_consents(&facts, out->person, registration);
		add_badge(&facts, store, out->person, out);
		add_checkin(&facts, out->person, out->badge);
		ok = facts_commit(&facts, store, err) && desk_token(store, out->badge, out->token);
	}
	if (!ok)
		*out = (struct registered){0};
	sodium_memzero(&tidy, sizeof tidy);
	return ok;
}

/* The badge that stands, or one that is issued with the other facts. */
static void give_badge(struct facts *facts, struct store *store, const struct person *person, struct registered *out)
{
	text_copy(out->person, sizeof out->person, person->id);
	if (person->badge[0])
		text_copy(out->badge, sizeof out->badge, person->badge);
	else
		add_badge(facts, store, person->id, out);
}

bool desk_badge(struct store *store, const char *id, struct registered *out, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	*out = (struct registered){0};
	bool ok = view_person(store, id, &person) || err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
	if (ok) {
		give_badge(&facts, store, &person, out);
		ok = facts_commit(&facts, store, err) && desk_token(store, out->badge, out->token);
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}

bool desk_checkin(struct store *store, const char *id, struct registered *out, bool *already, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	*out = (struct registered){0};
	*already = false;
	bool ok = view_person(store, id, &person) || err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
	if (ok) {
		*already = person.checked_in_at.wall != 0;
		give_badge(&facts, store, &person, out);
		if (!*already)
			add_checkin(&facts, person.id, out->badge);
		ok = facts_commit(&facts, store, err) && desk_token(store, out->badge, out->token);
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}
