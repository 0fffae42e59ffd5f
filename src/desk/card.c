/* The card on a badge (badge/card.h): what it says, made from the view, and what may be shown of one that was scanned. The view
 * always wins: of somebody who is known here a card tells nothing, and what was withdrawn is not shown from it either. */
#include "desk/desk.h"

#include "base/text.h"
#include "store/keys.h"

#include <sodium.h>
#include <string.h>

/* --- making ------------------------------------------------------------------------------------------------------------- */

/* A name that is too long ends at a word. */
static void put_name(struct badge_card *card, const char *name)
{
	bool whole = text_copy(card->name, sizeof card->name, name);
	char *space = strrchr(card->name, ' ');
	if (!whole && space)
		*space = '\0';
}

static void put_work(struct badge_card *card, const json_t *profile)
{
	size_t i;
	const json_t *skill = NULL, *job = json_array_get(json_object_get(profile, "target_occ"), 0);
	const char *words = json_string_value(json_object_get(job, "text"));
	if (json_is_string(job))
		card->job = skills_code(json_string_value(job));
	else
		text_copy(card->headline, sizeof card->headline, words ? words : "");
	json_array_foreach(json_object_get(profile, "skills"), i, skill)
	{
		const char *id = json_string_value(json_object_get(skill, "id"));
		if (id && card->skill_count < CARD_SKILLS)
			card->skills[card->skill_count++] = skills_code(id);
	}
}

/* Whether this person's badge carries a card: they share, or are in the Talent Database. Nobody under 18 is. */
static bool make_card(struct store *store, const struct person *person, struct badge_card *card)
{
	*card = (struct badge_card){.shared = view_consent(store, person->id, CONSENT_SHARE)};
	if (age_is_minor(age_of(person)) || (!card->shared && !view_consent(store, person->id, CONSENT_TALENT)))
		return false;
	if (!card->shared) {
		char given[NAME_MOST];
		desk_first_name(person, given);
		put_name(card, given);
		sodium_memzero(given, sizeof given);
		return true;
	}
	json_t *profile = view_profile(store, person->id);
	put_name(card, person->name);
	put_work(card, profile);
	json_decref(profile);
	return true;
}

bool desk_token(struct store *store, const char *badge, char token[TOKEN_TEXT])
{
	struct person person = {.id = ""};
	struct badge_card card = {.shared = false};
	char id[ID_TEXT];
	bool revoked, due = view_badge(store, badge, id, &revoked) && !revoked && view_person(store, id, &person) &&
			    make_card(store, &person, &card);
	bool ok = due ? token_with_card(store_fair_key(store), badge, &card, token)
		      : token_for_badge(store_fair_key(store), badge, token);
	sodium_memzero(&person, sizeof person);
	sodium_memzero(&card, sizeof card);
	return ok;
}

/* --- showing ------------------------------------------------------------------------------------------------------------ */

/* Leaves the first name, for somebody who does not share. */
static void reduce(struct badge_card *card)
{
	struct badge_card first = {.shared = false};
	text_copy(first.name, sizeof first.name, card->name);
	first.name[strcspn(first.name, " ")] = '\0';
	*card = first;
}

void desk_card_as_shared(struct store *store, const char *badge, struct badge_card *card)
{
	char person[ID_TEXT];
	bool revoked, linked = view_badge(store, badge, person, &revoked);
	if (!card->shared || (linked && view_consent_refused(store, person, CONSENT_SHARE)))
		reduce(card);
}

json_t *desk_card_body(const struct badge_card *card)
{
	json_t *body = json_pack("{s:s, s:b}", "name", card->name, "shared", card->shared), *skills = json_array();
	if (card->job)
		json_object_set_new(body, "job", json_integer(card->job));
	else if (card->headline[0])
		json_object_set_new(body, "headline", json_string(card->headline));
	for (size_t i = 0; i < card->skill_count; i++)
		json_array_append_new(skills, json_integer(card->skills[i]));
	if (card->skill_count)
		json_object_set(body, "skills", skills);
	json_decref(skills);
	return body;
}

static uint16_t read_code(const json_t *value)
{
	json_int_t code = json_integer_value(value);
	return code > 0 && code <= UINT16_MAX ? (uint16_t)code : 0;
}

static const char *text_at(const json_t *body, const char *field)
{
	const char *text = json_string_value(json_object_get(body, field));
	return text ? text : "";
}

bool desk_lead_card(struct store *store, const struct lead *lead, struct badge_card *out)
{
	struct person person = {.id = ""};
	bool known = lead->person[0] && view_person(store, lead->person, &person);
	json_t *body = known ? NULL : view_lead_card(store, lead->employer, lead->badge);
	*out = (struct badge_card){.shared = json_is_true(json_object_get(body, "shared"))};
	text_copy(out->name, sizeof out->name, text_at(body, "name"));
	text_copy(out->headline, sizeof out->headline, text_at(body, "headline"));
	out->job = read_code(json_object_get(body, "job"));
	size_t i;
	const json_t *value = NULL;
	json_array_foreach(json_object_get(body, "skills"), i, value)
	{
		uint16_t code = read_code(value);
		if (code && out->skill_count < CARD_SKILLS)
			out->skills[out->skill_count++] = code;
	}
	if (body)
		desk_card_as_shared(store, lead->badge, out);
	sodium_memzero(&person, sizeof person);
	json_decref(body);
	return body != NULL;
}

void desk_card_talent(const struct badge_card *card, const struct skills *skills, struct talent *out)
{
	size_t term;
	talent_init(out);
	if (card->job && skills_by_code(skills, TERM_JOB, card->job, &term))
		entries_toggle(&out->jobs, TALENT_JOBS, skills_id(skills, TERM_JOB, term));
	else if (card->headline[0])
		entries_toggle(&out->jobs, TALENT_JOBS, card->headline);
	for (size_t i = 0; i < card->skill_count; i++)
		if (skills_by_code(skills, TERM_SKILL, card->skills[i], &term))
			entries_toggle(&out->skills, TALENT_SKILLS, skills_id(skills, TERM_SKILL, term));
}
