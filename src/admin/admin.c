/* Opening a home, and the JSON shapes that several commands answer with. */
#include "admin/admin.h"

#include "base/clock.h"
#include "base/file.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct store *admin_open(const struct call *call, enum store_mode mode, struct err *err)
{
	char log[HOME_MOST + 16];
	snprintf(log, sizeof log, "%s/lanyard.db", call->home);
	if (!file_exists(log)) {
		err_set(err, ERR_MISSING, "there is no fair in %s; make one with lanyard init, or join one with lanyard join",
			call->home);
		return NULL;
	}
	return store_open(call->home, mode, err);
}

struct store *admin_open_folded(const struct call *call, enum store_mode mode, struct err *err)
{
	struct store *store = admin_open(call, mode, err);
	if (store && !store_fold_all(store, err)) {
		store_close(store);
		return NULL;
	}
	if (store && store_fair(store)->timezone[0]) {
		setenv("TZ", store_fair(store)->timezone, 1);
		tzset();
	}
	return store;
}

void print_document(json_t *document)
{
	json_dumpf(document, stdout, JSON_ENCODE_ANY | (isatty(STDOUT_FILENO) ? JSON_INDENT(2) : JSON_COMPACT));
	putchar('\n');
	json_decref(document);
}

json_t *json_time(int64_t wall)
{
	char text[32];
	if (wall == 0)
		return json_null();
	clock_format_utc(wall, text, sizeof text);
	return json_string(text);
}

json_t *json_certainty(struct moment moment)
{
	static const char *const names[] = {
		[MOMENT_EXACT] = "exact",
		[MOMENT_ABOUT] = "about",
		[MOMENT_UNKNOWN] = "unknown",
	};
	return moment.wall ? json_string(names[moment.certainty]) : json_null();
}

json_t *json_text(const char *text)
{
	return *text ? json_string(text) : json_null();
}

json_t *json_person(struct store *store, const struct person *person)
{
	char token[TOKEN_TEXT] = "";
	if (person->badge[0])
		desk_token(store, person->badge, token);
	json_t *out = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "id", person->id, "name",
				person->name, "given", json_text(person->given), "family", json_text(person->family), "email",
				json_text(person->email), "phone", json_text(person->phone), "language",
				json_text(person->language), "headline", json_text(person->headline), "source",
				json_text(person->source), "registered_at", json_time(person->registered_at.wall),
				"checked_in_at", json_time(person->checked_in_at.wall), "checked_in_certainty",
				json_certainty(person->checked_in_at), "badge", json_text(token));
	sodium_memzero(token, sizeof token);
	return out;
}

json_t *json_lead(const struct lead *lead)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:i, s:i, s:o, s:o, s:o, s:o}", "employer", lead->employer, "person",
			 json_text(lead->person), "badge", json_text(lead->badge), "name", json_text(lead->name), "scanned_at",
			 json_time(lead->scanned_at.wall), "first_scanned_at", json_time(lead->first_scanned_at.wall), "scans",
			 (int)lead->scans, "rating", lead->rating, "status", json_text(lead->status), "tags",
			 json_text(lead->tags), "note", json_text(lead->note), "next_step", json_text(lead->next_step));
}
