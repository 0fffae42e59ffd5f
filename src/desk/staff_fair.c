/* What staff decide about the fair and about one kiosk. */
#include "desk/staff.h"

#include "desk/facts.h"

#include <string.h>

bool staff_close(struct store *store, bool closed, struct err *err)
{
	struct facts facts = {0};
	if (staff_is_closed(store) != closed)
		facts_add(&facts, "fair.closed", json_pack("{s:i}", "closed", closed));
	return facts_commit(&facts, store, err);
}

bool staff_is_closed(struct store *store)
{
	char closed[8];
	return view_setting(store, "closed", closed, sizeof closed) && strcmp(closed, "1") == 0;
}

static bool set(struct store *store, const char *field, json_t *value, struct err *err)
{
	struct facts facts = {0};
	facts_add(&facts, "kiosk.set", json_pack("{s:s, s:o}", "of", store_device(store), field, value));
	return facts_commit(&facts, store, err);
}

bool staff_set_languages(struct store *store, const char *languages, struct err *err)
{
	return set(store, "languages", json_string(languages), err);
}

bool staff_set_speech(struct store *store, bool speech, struct err *err)
{
	return set(store, "speech", json_integer(speech), err);
}
