/* What staff do to people. */
#include "desk/staff.h"

#include "base/text.h"
#include "desk/facts.h"
#include "desk/tidy.h"
#include "store/view_staff.h"

#include <sodium.h>
#include <string.h>

static bool find(struct store *store, const char *id, struct person *out, struct err *err)
{
	return view_person(store, id, out) || err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
}

bool staff_undo_checkin(struct store *store, const char *id, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	char visit[EVENT_REF_TEXT];
	bool ok = find(store, id, &person, err);
	if (ok && !view_visit(store, person.id, visit))
		ok = err_set(err, ERR_MISSING, "this person is not checked in; nothing to undo");
	if (ok) {
		facts_add(&facts, "checkin.undone", json_pack("{s:s}", "checkin", visit));
		if (person.badge[0])
			facts_add(&facts, "badge.revoked", json_pack("{s:s, s:s}", "badge", person.badge, "why", "undone"));
		ok = facts_commit(&facts, store, err);
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}

/* --- details ------------------------------------------------------------------------------------------------------------ */

/* A field of the body if it is another than what is known; "" is said too, for it empties the field. */
static void say_new(json_t *body, const char *field, const char *before, const char *after)
{
	if (strcmp(before, after) != 0)
		json_object_set_new(body, field, json_string(after));
}

/* Where a name was never split, the whole is taken for the first name. */
static const char *given_of(const struct person *person)
{
	return person->given[0] || person->family[0] ? person->given : person->name;
}

bool staff_change(struct store *store, const char *id, const struct staff_change *change, struct err *err)
{
	struct person person;
	struct tidy tidy = {0};
	struct facts facts = {0};
	bool ok = find(store, id, &person, err);
	bool named = ok && (change->given || change->family);
	/* What is left alone is not judged: an imported phone may be one that nobody could type. */
	ok = ok &&
	     tidy_person(change->given ? change->given : given_of(&person), change->family ? change->family : person.family,
			 change->email, change->phone, age_of(&person), &tidy, err);
	if (ok) {
		json_t *body = json_pack("{s:s}", "person", person.id);
		if (named) {
			say_new(body, "given", person.given, tidy.given);
			say_new(body, "family", person.family, tidy.family);
			say_new(body, "name", person.name, tidy.name);
		}
		if (change->email)
			say_new(body, "email", person.email, tidy.email);
		if (change->phone)
			say_new(body, "phone", person.phone, tidy.phone);
		if (json_object_size(body) > 1)
			facts_add(&facts, "person.changed", json_incref(body));
		json_decref(body);
		ok = facts_commit(&facts, store, err);
	}
	sodium_memzero(&person, sizeof person);
	sodium_memzero(&tidy, sizeof tidy);
	return ok;
}

/* --- two records of one person -------------------------------------------------------------------------------------------- */

/* Says again what is kept and would be drowned by what the other says later. */
static json_t *kept_words(const struct person *keep, const struct person *other)
{
	json_t *body = json_pack("{s:s}", "person", keep->id);
	if (strcmp(keep->name, other->name) != 0 || strcmp(keep->given, other->given) != 0 ||
	    strcmp(keep->family, other->family) != 0) {
		json_object_set_new(body, "name", json_string(keep->name));
		json_object_set_new(body, "given", json_string(keep->given));
		json_object_set_new(body, "family", json_string(keep->family));
	}
	if (keep->email[0])
		say_new(body, "email", other->email, keep->email);
	if (keep->phone[0])
		say_new(body, "phone", other->phone, keep->phone);
	if (keep->language[0])
		say_new(body, "language", other->language, keep->language);
	if (keep->age_band[0])
		say_new(body, "age_band", other->age_band, keep->age_band);
	return body;
}

/* Both, and that they are two. */
static bool find_two(struct store *store, const char *one, const char *other, struct person people[2], struct err *err)
{
	if (!find(store, one, &people[0], err) || !find(store, other, &people[1], err))
		return false;
	return strcmp(people[0].id, people[1].id) != 0 ||
	       err_set(err, ERR_REFUSED, "these two are one person already; nothing to do");
}

bool staff_merge(struct store *store, const char *keep, const char *other, struct err *err)
{
	struct person people[2];
	struct facts facts = {0};
	bool ok = find_two(store, keep, other, people, err);
	if (ok) {
		json_t *body = kept_words(&people[0], &people[1]);
		facts_add(&facts, "person.merged", json_pack("{s:s, s:s}", "person", people[1].id, "into", people[0].id));
		if (json_object_size(body) > 1)
			facts_add(&facts, "person.changed", json_incref(body));
		json_decref(body);
		ok = facts_commit(&facts, store, err);
	}
	sodium_memzero(people, sizeof people);
	return ok;
}

/* Where nobody knows the time, the benefit of the doubt. */
static bool is_recent(const struct moment *at, int64_t wall)
{
	return at->certainty == MOMENT_UNKNOWN || wall - at->wall < UNMERGE_MS;
}

bool staff_may_unmerge(struct store *store, const char *id, int64_t wall, struct moment *at)
{
	char event[EVENT_REF_TEXT];
	return view_merge(store, id, event, at) && is_recent(at, wall);
}

bool staff_unmerge(struct store *store, const char *id, int64_t wall, struct err *err)
{
	struct moment at;
	struct facts facts = {0};
	char event[EVENT_REF_TEXT];
	if (!view_merge(store, id, event, &at))
		return err_set(err, ERR_MISSING, "this person is one record; there is nothing to take apart");
	if (!is_recent(&at, wall))
		return err_set(err, ERR_REFUSED, "they were merged more than a day ago; register the other person anew");
	facts_add(&facts, "person.unmerged", json_pack("{s:s}", "merge", event));
	return facts_commit(&facts, store, err);
}

bool staff_keep_apart(struct store *store, const char *one, const char *other, struct err *err)
{
	struct person people[2];
	struct facts facts = {0};
	bool ok = find_two(store, one, other, people, err);
	if (ok) {
		facts_add(&facts, "person.kept_apart", json_pack("{s:s, s:s}", "person", people[0].id, "other", people[1].id));
		ok = facts_commit(&facts, store, err);
	}
	sodium_memzero(people, sizeof people);
	return ok;
}

bool staff_erase(struct store *store, const char *id, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	bool ok = find(store, id, &person, err);
	if (ok) {
		facts_add(&facts, "person.erased",
			  json_pack("{s:s, s:o}", "person", person.id, "apart", view_undone_merges(store, person.id)));
		ok = facts_commit(&facts, store, err);
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}
