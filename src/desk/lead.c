/* Leads: what a booth writes about people it met, and how much of a person it may see. */
#include "desk/desk.h"

#include "base/text.h"
#include "desk/facts.h"

#include <sodium.h>
#include <string.h>

void desk_first_name(const struct person *person, char out[NAME_MOST])
{
	if (person->given[0])
		text_copy(out, NAME_MOST, person->given);
	else
		text_format(out, NAME_MOST, "%.*s", (int)strcspn(person->name, " "), person->name);
}

void desk_as_shared(struct store *store, const char *id, struct person *out, bool *shared)
{
	struct person whole;
	bool known = view_person(store, id, &whole); /* before `out` is touched: `id` may stand in it */
	*out = (struct person){0};
	*shared = known && view_consent(store, whole.id, CONSENT_SHARE);
	if (!known)
		return;
	if (*shared) {
		*out = whole;
	} else {
		text_copy(out->id, sizeof out->id, whole.id);
		desk_first_name(&whole, out->name);
		text_copy(out->given, sizeof out->given, out->name);
		text_copy(out->badge, sizeof out->badge, whole.badge);
	}
	sodium_memzero(&whole, sizeof whole);
}

void desk_lead_as_shared(struct store *store, struct lead *lead)
{
	struct person person;
	struct badge_card card;
	bool shared;
	desk_as_shared(store, lead->person, &person, &shared);
	if (person.id[0])
		text_copy(lead->name, sizeof lead->name, person.name);
	else if (desk_lead_card(store, lead, &card))
		text_copy(lead->name, sizeof lead->name, card.name);
	sodium_memzero(&person, sizeof person);
	sodium_memzero(&card, sizeof card);
}

struct reduced {
	struct store *store;
	lead_fn *next;
	void *self;
};

static bool reduce(void *self, const struct lead *lead)
{
	struct reduced *reduced = self;
	struct lead copy = *lead;
	desk_lead_as_shared(reduced->store, &copy);
	bool more = reduced->next(reduced->self, &copy);
	sodium_memzero(&copy, sizeof copy);
	return more;
}

bool desk_leads(struct store *store, const char *employer, lead_fn *next, void *self, struct err *err)
{
	struct reduced reduced = {.store = store, .next = next, .self = self};
	return view_leads(store, employer, reduce, &reduced, err);
}

/* Puts a text of at most `most` bytes with the NUL into a body; NULL leaves it as it is, "" clears it. */
static bool put_text(json_t *body, const char *field, const char *value, size_t most, struct err *err)
{
	if (!value)
		return true;
	size_t length = strlen(value);
	if (length >= most || !text_is_clean(value, length, true))
		return err_set(err, ERR_INPUT, "the %s is longer than %zu bytes or not text; shorten it", field, most - 1);
	json_object_set_new(body, field, json_string(value));
	return true;
}

bool desk_lead_note(struct store *store, const char *employer, const char *badge, const struct lead_note *note, struct err *err)
{
	struct lead lead;
	struct facts facts = {0};
	bool known = view_lead(store, employer, badge, &lead);
	if (!known)
		return err_set(err, ERR_MISSING, "this employer has no such lead; scan the badge first");
	json_t *body = json_pack("{s:s, s:s}", "employer", lead.employer, "badge", badge);
	sodium_memzero(&lead, sizeof lead);
	size_t fields = json_object_size(body);
	bool ok = (note->rating >= 0 && note->rating <= 4) || err_set(err, ERR_INPUT, "a rating is 1 to 4; choose one of them");
	if (ok && note->rating)
		json_object_set_new(body, "rating", json_integer(note->rating));
	ok = ok && put_text(body, "tags", note->tags, TAGS_MOST, err) && put_text(body, "note", note->note, NOTE_MOST, err) &&
	     put_text(body, "status", note->status, sizeof lead.status, err) &&
	     put_text(body, "next_step", note->next_step, sizeof lead.next_step, err);
	if (!ok || (body && json_object_size(body) == fields)) {
		json_decref(body);
		return ok;
	}
	facts_add(&facts, "lead.noted", body);
	return facts_commit(&facts, store, err);
}

bool desk_lead_remove(struct store *store, const char *employer, const char *badge, bool removed, struct err *err)
{
	struct facts facts = {0};
	struct lead lead;
	bool known = !removed || view_lead(store, employer, badge, &lead);
	if (!known)
		return err_set(err, ERR_MISSING, "this employer has no such lead; scan the badge first");
	facts_add(&facts, "lead.noted",
		  json_pack("{s:s, s:s, s:b}", "employer", employer, "badge", badge, "removed", (int)removed));
	return facts_commit(&facts, store, err);
}

bool desk_leads_ask(struct store *store, const char *employer, struct err *err)
{
	struct employer known;
	struct facts facts = {0};
	if (!view_employer(store, employer, &known) || !known.email[0])
		return err_set(err, ERR_MISSING, "there is no e-mail address of this employer; import employers with one");
	facts_add(&facts, "leads.asked", json_pack("{s:s}", "employer", known.id));
	return facts_commit(&facts, store, err);
}
