/* Attendees: who is already known, what changed in their row, what is written.
 *
 * Three ideas keep repeated imports safe. A person's id is made from the row's key, so two devices that import the same file
 * make the same person, and somebody who was erased cannot come back under a new id. Beside the key stands the version of the
 * row, one short digest a field: a field is written only if it changed in the file since, so a correction at the desk stays.
 * And a cancelled row never takes anybody out: staff are told. */
#include "table/import.h"

#include "base/text.h"
#include "table/attendee.h"
#include "table/job.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum part { PART_NAME, PART_EMAIL, PART_PHONE, PART_LANGUAGE, PART_TICKETS, PART_COUNT };

enum {
	PART_DIGEST = 7, /* base32 characters of 4 bytes */
	VERSION_ROOM = PART_COUNT * PART_DIGEST + 1,
};

static const char note_cancelled_known[] =
	"cancelled row(s) of people who were imported before; they stay on the list until the desk takes them off";
static const char note_too_many_keys[] = "row(s) behind 393,216 others, among which the same row twice is not noticed";
static const char note_refunds_unseen[] =
	"order(s) through a pipe, where a refund further down is not seen; import from a file to leave refunded ones out";

struct people {
	struct job job;
	struct seen *refunded; /* orders that a row somewhere in the file gives back; NULL if the file cannot have them */
	bool piped;
};

/* --- versions ----------------------------------------------------------------------------------------------------------- */

static void digest_part(const char *const *texts, size_t count, char out[PART_DIGEST + 1])
{
	uint8_t digest[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, sizeof digest);
	for (size_t i = 0; i < count; i++)
		crypto_generichash_update(&state, (const unsigned char *)texts[i], strlen(texts[i]) + 1);
	crypto_generichash_final(&state, digest, sizeof digest);
	base32_encode(digest, 4, out);
	sodium_memzero(&state, sizeof state);
}

static void version_of(const struct attendee *a, char version[VERSION_ROOM])
{
	const char *name[] = {a->name, a->given, a->family};
	const char *email = a->email, *phone = a->phone, *language = a->language;
	const char *tickets[TICKETS_MOST];
	for (size_t i = 0; i < a->ticket_count; i++)
		tickets[i] = a->tickets[i];
	digest_part(name, 3, version + PART_NAME * PART_DIGEST);
	digest_part(&email, 1, version + PART_EMAIL * PART_DIGEST);
	digest_part(&phone, 1, version + PART_PHONE * PART_DIGEST);
	digest_part(&language, 1, version + PART_LANGUAGE * PART_DIGEST);
	digest_part(tickets, a->ticket_count, version + PART_TICKETS * PART_DIGEST);
}

/* Whether a part of the row is another than when it was last imported; a version that cannot be read says nothing. */
static bool part_changed(enum part part, const char *before, const char *now)
{
	return strlen(before) != VERSION_ROOM - 1 ||
	       strncmp(before + part * PART_DIGEST, now + part * PART_DIGEST, PART_DIGEST) != 0;
}

/* --- who it is ---------------------------------------------------------------------------------------------------------- */

static void person_id(struct store *store, const char *key, char person[ID_TEXT])
{
	uint8_t id[ID_BYTES];
	const char *fair = store_fair(store)->id;
	crypto_generichash(id, sizeof id, (const unsigned char *)key, strlen(key), (const unsigned char *)fair, strlen(fair));
	base32_encode(id, sizeof id, person);
}

/* The person of this row: by its key, by its ticket, or (in a list that we exported) by the id itself. */
static bool find_person(struct store *store, const struct attendee *a, char person[ID_TEXT])
{
	static const char own[] = "lanyard:";
	struct person ours;
	if (view_external(store, a->key, person))
		return true;
	for (size_t i = 0; i < a->ticket_count; i++)
		if (view_ticket(store, a->tickets[i], person))
			return true;
	if (strncmp(a->key, own, sizeof own - 1) != 0 || !view_person(store, a->key + sizeof own - 1, &ours))
		return false;
	memcpy(person, ours.id, ID_TEXT);
	sodium_memzero(&ours, sizeof ours);
	return true;
}

/* --- what is written ---------------------------------------------------------------------------------------------------- */

static void body_tickets(struct store *store, json_t *body, const struct attendee *a, const char *person)
{
	json_t *codes = json_array();
	for (size_t i = 0; i < a->ticket_count; i++) {
		char holder[ID_TEXT];
		if (!view_ticket(store, a->tickets[i], holder) || strcmp(holder, person) != 0)
			json_array_append_new(codes, json_string(a->tickets[i]));
	}
	if (json_array_size(codes))
		json_object_set(body, "ticket", codes);
	json_decref(codes);
}

static json_t *body_for(const char *person, const struct attendee *a, const char *version)
{
	return json_pack("{s:s, s:s, s:s}", "person", person, "external", a->key, "version", version);
}

static bool add_person(struct people *people, const struct sheet_info *info, const struct attendee *a, const char *version,
		       uint64_t line, struct err *err)
{
	char person[ID_TEXT];
	person_id(people->job.store, a->key, person);
	if (view_erased(people->job.store, person))
		return job_skip(&people->job, line, "this person asked to be erased", err);
	json_t *body = body_for(person, a, version);
	json_object_set_new(body, "name", json_string(a->name));
	set_text(body, "given", a->given);
	set_text(body, "family", a->family);
	set_text(body, "email", a->email);
	set_text(body, "phone", a->phone);
	set_text(body, "language", a->language);
	set_text(body, "source", info->heading.profile->name);
	body_tickets(people->job.store, body, a, person);
	return job_add(&people->job, "person.registered", body, true, err);
}

/* A contact that is gone from the list is not taken away: it may be the only way to reach somebody. */
static bool body_changed_text(json_t *body, const char *field, const char *now, const char *held)
{
	if (!*now || strcmp(now, held) == 0)
		return false;
	json_object_set_new(body, field, json_string(now));
	return true;
}

static bool body_changed_name(json_t *body, const struct attendee *a, const struct person *held)
{
	if (strcmp(a->name, held->name) == 0 && strcmp(a->given, held->given) == 0 && strcmp(a->family, held->family) == 0)
		return false;
	json_object_set_new(body, "name", json_string(a->name));
	json_object_set_new(body, "given", json_string(a->given));
	json_object_set_new(body, "family", json_string(a->family));
	return true;
}

static bool update_person(struct people *people, const char *person, const struct attendee *a, const char *version,
			  struct err *err)
{
	struct store *store = people->job.store;
	struct person held;
	char before[VERSION_ROOM + 1];
	view_external_version(store, a->key, before, sizeof before);
	if (strcmp(before, version) == 0 || !view_person(store, person, &held)) {
		people->job.report->unchanged++;
		return true;
	}
	json_t *body = body_for(person, a, version);
	bool changed = part_changed(PART_NAME, before, version) && body_changed_name(body, a, &held);
	changed |= part_changed(PART_EMAIL, before, version) && body_changed_text(body, "email", a->email, held.email);
	changed |= part_changed(PART_PHONE, before, version) && body_changed_text(body, "phone", a->phone, held.phone);
	changed |= part_changed(PART_LANGUAGE, before, version) &&
		   body_changed_text(body, "language", a->language, held.language);
	if (part_changed(PART_TICKETS, before, version))
		body_tickets(store, body, a, person);
	changed |= json_object_get(body, "ticket") != NULL;
	sodium_memzero(&held, sizeof held);
	if (changed || !body)
		return job_add(&people->job, "person.changed", body, false, err);
	json_decref(body);
	people->job.report->unchanged++;
	return true;
}

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static bool is_refunded(const struct people *people, const struct attendee *a)
{
	return a->order_key && people->refunded && seen_count(people->refunded, a->key) > 0;
}

/* Gives a key that is not the row's own the number of its person; why not, if the row was there before. */
static const char *number_key(struct people *people, struct attendee *a, uint64_t line)
{
	bool full;
	size_t size = strlen(a->key);
	uint32_t before = seen_add(people->job.seen, a->key, &full);
	if (full)
		job_note(&people->job, line, note_too_many_keys);
	if (before == 0)
		return NULL;
	if (a->own_key)
		return "the same ticket stands in an earlier row";
	text_format(a->key + size, sizeof a->key - size, "#%u", (unsigned)before + 1);
	return NULL;
}

static bool take(struct people *people, const struct sheet_info *info, struct attendee *a, uint64_t line, struct err *err)
{
	char person[ID_TEXT], version[VERSION_ROOM];
	for (enum attendee_note note = 0; note < NOTE_COUNT; note++)
		if (a->notes & 1U << note)
			job_note(&people->job, line, attendee_note_text(note));
	if (people->piped && a->order_key)
		job_note(&people->job, line, note_refunds_unseen);
	version_of(a, version);
	if (find_person(people->job.store, a, person))
		return update_person(people, person, a, version, err);
	return add_person(people, info, a, version, line, err);
}

static bool take_row(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct people *people = self;
	struct attendee a;
	bool cancelled = false;
	char person[ID_TEXT];
	job_learn(&people->job, info);
	if (row->why)
		return job_skip(&people->job, row->line, row->why, err);
	const char *why = attendee_read(&info->heading, row, &a, &cancelled);
	if (!why && is_refunded(people, &a)) {
		why = "refunded or cancelled in another row of the same order";
		cancelled = true;
	}
	if (cancelled && a.key[0] && find_person(people->job.store, &a, person))
		job_note(&people->job, row->line, note_cancelled_known);
	if (!why)
		why = number_key(people, &a, row->line);
	bool ok = why ? job_skip(&people->job, row->line, why, err) : take(people, info, &a, row->line, err);
	sodium_memzero(&a, sizeof a);
	return ok;
}

/* --- refunds that stand in a row of their own --------------------------------------------------------------------------- */

static bool may_have_refund_rows(const struct heading *heading)
{
	return heading->profile->refunds_follow && heading->column[FIELD_ID] < 0 && heading->column[FIELD_TICKET] < 0;
}

static bool note_refund(void *self, const struct sheet_info *info, const struct sheet_row *row, struct err *err)
{
	struct people *people = self;
	struct attendee a;
	bool cancelled = false, full;
	(void)err;
	if (!may_have_refund_rows(&info->heading))
		return false;
	if (!people->refunded)
		people->refunded = seen_create();
	if (!people->refunded)
		return err_set(err, ERR_MEMORY, "out of memory while importing; close other programs");
	if (!row->why && attendee_read(&info->heading, row, &a, &cancelled) && cancelled)
		seen_add(people->refunded, a.key, &full);
	sodium_memzero(&a, sizeof a);
	return true;
}

/* A first walk through the file, which ends at its first row unless it is one where refunds are rows. What is wrong with the
 * file is said by the second. */
static bool find_refunds(struct people *people, const char *path, struct err *err)
{
	struct err first = {.code = ERR_NONE};
	people->piped = strcmp(path, "-") == 0;
	if (!people->piped && !sheet_read(path, SHEET_PEOPLE, note_refund, people, NULL, &first) && first.code == ERR_MEMORY)
		return err_set(err, first.code, "%s", first.text);
	return true;
}

bool import_attendees(struct store *store, const char *path, bool dry_run, struct import_report *report, struct err *err)
{
	struct people people = {.refunded = NULL};
	bool ok = job_begin(&people.job, store, dry_run, report, err) && find_refunds(&people, path, err) &&
		  sheet_read(path, SHEET_PEOPLE, take_row, &people, NULL, err);
	ok = job_end(&people.job, ok, err);
	seen_destroy(people.refunded);
	return ok;
}
