/* What staff do to people. */
#include "desk/staff.h"

#include "desk/facts.h"

#include <sodium.h>

bool staff_undo_checkin(struct store *store, const char *id, struct err *err)
{
	struct person person;
	struct facts facts = {0};
	char visit[EVENT_REF_TEXT];
	bool ok = view_person(store, id, &person) || err_set(err, ERR_MISSING, "nobody is known by this id; search by name");
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
