/* Gathering facts: bodies are owned here until the commit has been tried. */
#include "desk/facts.h"

void facts_add(struct facts *facts, const char *kind, json_t *body)
{
	if (!body || facts->count == FACTS_MOST) {
		facts->lost = true;
		json_decref(body);
		return;
	}
	facts->list[facts->count++] = (struct fact){.kind = kind, .body = body};
}

bool facts_commit(struct facts *facts, struct store *store, struct err *err)
{
	bool ok = !facts->lost ||
		  err_set(err, ERR_MEMORY, "there is no memory to save this; close other programs and try again");
	if (ok && facts->count)
		ok = store_append(store, facts->list, facts->count, err);
	for (size_t i = 0; i < facts->count; i++)
		json_decref(facts->list[i].body);
	*facts = (struct facts){0};
	return ok;
}

void body_text(json_t *body, const char *field, const char *value)
{
	if (value && value[0])
		json_object_set_new(body, field, json_string(value));
}
