/* What a person decides about themselves, at any kiosk or the desk: age band, consents, profile. The caller has made sure that
 * it is them. */
#include "desk/desk.h"

#include "base/text.h"
#include "desk/facts.h"

#include <sodium.h>
#include <string.h>

/* --- age ---------------------------------------------------------------------------------------------------------------- */

static const char *const ages[AGE_COUNT] = {"", "under16", "16-17", "18plus"};

const char *age_name(enum age_band age)
{
	return ages[age];
}

enum age_band age_of(const struct person *person)
{
	for (enum age_band age = AGE_UNDER_16; age < AGE_COUNT; age++)
		if (strcmp(person->age_band, ages[age]) == 0)
			return age;
	return AGE_UNSAID;
}

bool age_is_minor(enum age_band age)
{
	return age == AGE_UNDER_16 || age == AGE_16_17;
}

/* --- who it is ---------------------------------------------------------------------------------------------------------- */

static bool find(struct store *store, const char *id, enum age_band *age, struct err *err)
{
	struct person person;
	if (!view_person(store, id, &person))
		return err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
	*age = age_of(&person);
	sodium_memzero(&person, sizeof person);
	return true;
}

static bool find_adult(struct store *store, const char *id, struct err *err)
{
	enum age_band age = AGE_UNSAID;
	if (!find(store, id, &age, err))
		return false;
	return !age_is_minor(age) ||
	       err_set(err, ERR_REFUSED, "somebody under 18 is checked in only; there is no profile and nothing is shared");
}

bool desk_age(struct store *store, const char *person, enum age_band age, struct err *err)
{
	struct facts facts = {0};
	enum age_band before = AGE_UNSAID;
	if (!find(store, person, &before, err))
		return false;
	if (before != age)
		facts_add(&facts, "person.changed", json_pack("{s:s, s:s}", "person", person, "age_band", age_name(age)));
	return facts_commit(&facts, store, err);
}

/* --- consent ------------------------------------------------------------------------------------------------------------ */

static void add_consent(struct facts *facts, struct store *store, const char *person, enum consent_purpose purpose, bool yes,
			const char *wording, const char *language)
{
	json_t *body = json_pack("{s:s, s:s}", "person", person, "purpose", consent_name(purpose));
	body_text(body, "wording", wording);
	body_text(body, "language", language);
	if (yes)
		json_object_set_new(body, "over", view_withdrawals(store, person, purpose));
	facts_add(facts, yes ? "consent.given" : "consent.withdrawn", body);
}

bool desk_consent(struct store *store, const char *person, enum consent_purpose purpose, bool yes, const char *wording,
		  const char *language, struct err *err)
{
	struct facts facts = {0};
	enum age_band age;
	if (yes ? !find_adult(store, person, err) : !find(store, person, &age, err))
		return false;
	add_consent(&facts, store, person, purpose, yes, wording, language);
	return facts_commit(&facts, store, err);
}

/* --- profile ------------------------------------------------------------------------------------------------------------ */

static void add_profile(struct facts *facts, struct store *store, const char *person, const struct talent *talent,
			const struct skills *skills)
{
	char language[sizeof store_fair(store)->languages];
	text_copy(language, sizeof language, store_fair(store)->languages);
	language[strcspn(language, ",")] = '\0';
	json_t *body = talent_body(talent, skills, language);
	if (body)
		json_object_set_new(body, "person", json_string(person));
	facts_add(facts, "profile.set", body);
}

bool desk_profile(struct store *store, const char *person, const struct talent *talent, const struct skills *skills,
		  struct err *err)
{
	struct facts facts = {0};
	if (!find_adult(store, person, err))
		return false;
	if (!view_consent(store, person, CONSENT_TALENT))
		return err_set(err, ERR_REFUSED, "this person is not in the Talent Database; ask them first");
	add_profile(&facts, store, person, talent, skills);
	return facts_commit(&facts, store, err);
}

bool desk_leave_talent(struct store *store, const char *person, const struct skills *skills, const char *wording,
		       const char *language, struct err *err)
{
	struct facts facts = {0};
	struct talent nothing;
	enum age_band age;
	talent_init(&nothing);
	if (!find(store, person, &age, err))
		return false;
	add_consent(&facts, store, person, CONSENT_TALENT, false, wording, language);
	add_profile(&facts, store, person, &nothing, skills);
	return facts_commit(&facts, store, err);
}
