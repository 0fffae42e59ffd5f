/* Who is inside: leaving, and how many may be there at once. */
#include "desk/desk.h"

#include "desk/facts.h"

#include <sodium.h>

bool desk_checkout(struct store *store, const char *id, bool *was_here, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	*was_here = false;
	bool ok = view_person(store, id, &person) || err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
	if (ok && person.checked_in_at.wall) {
		facts_add(&facts, "person.checked_out", json_pack("{s:s}", "person", person.id));
		ok = facts_commit(&facts, store, err);
		*was_here = ok;
	}
	sodium_memzero(&person, sizeof person);
	return ok;
}

bool desk_set_capacity(struct store *store, int64_t capacity, struct err *err)
{
	struct facts facts = {0};
	if (capacity < 0 || capacity > CAPACITY_MOST)
		return err_set(err, ERR_INPUT, "a hall holds between 1 and %d people; 0 means any number", CAPACITY_MOST);
	facts_add(&facts, "fair.set", json_pack("{s:I}", "capacity", (json_int_t)capacity));
	return facts_commit(&facts, store, err);
}

bool desk_is_full(struct store *store)
{
	int64_t capacity = store_fair(store)->capacity;
	return capacity > 0 && view_checked_in_count(store) >= (uint64_t)capacity;
}
