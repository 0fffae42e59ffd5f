/* What each export holds, as tables of columns, and what may be in it.
 *
 * The leads' columns are a format that recruiting systems are fed with: their names and order stay, also of columns that
 * nothing fills yet. An employer never gets more than the person agreed to share, and the organiser's list of all leads leaves
 * out the notes, which are the employers' own. */
#include "table/export.h"

#include "base/file.h"
#include "base/text.h"
#include "desk/desk.h"
#include "table/leads.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT(name_, field) \
	{ \
		.name = (name_), .type = COLUMN_TEXT, .at = offsetof(struct record, field) \
	}
#define OF(type_, name_, field) \
	{ \
		.name = (name_), .type = (type_), .at = offsetof(struct record, field) \
	}

static const struct column people_columns[] = {
	TEXT("id", person.id),
	TEXT("name", person.name),
	TEXT("given_name", person.given),
	TEXT("family_name", person.family),
	TEXT("email", person.email),
	OF(COLUMN_PHONE, "phone", person.phone),
	TEXT("language", person.language),
	TEXT("source", person.source),
	OF(COLUMN_TIME, "registered_at", person.registered_at),
	OF(COLUMN_TIME, "checked_in_at", person.checked_in_at),
	TEXT("badge", person.badge),
	TEXT("age_band", person.age_band),
	{.name = NULL},
};

static const struct column checkin_columns[] = {
	TEXT("id", person.id),
	TEXT("name", person.name),
	TEXT("email", person.email),
	OF(COLUMN_PHONE, "phone", person.phone),
	TEXT("source", person.source),
	OF(COLUMN_TIME, "registered_at", person.registered_at),
	OF(COLUMN_TIME, "checked_in_at", visit.in),
	OF(COLUMN_CERTAINTY, "checked_in_time", visit.in),
	TEXT("badge", person.badge),
	OF(COLUMN_NUMBER, "visit", visit_number),
	OF(COLUMN_TIME, "checked_out_at", visit.out),
	OF(COLUMN_CERTAINTY, "checked_out_time", visit.out),
	{.name = NULL},
};

static const struct column townhall_columns[] = {
	TEXT("id", person.id),
	TEXT("name", person.name),
	TEXT("email", person.email),
	TEXT("language", person.language),
	OF(COLUMN_TIME, "signed_at", signing.at),
	OF(COLUMN_CERTAINTY, "signed_time", signing.at),
	TEXT("topics", signing.topics),
	TEXT("question", signing.question),
	{.name = NULL},
};

/* What a page promised to send, for whoever sends it: the badge to who said yes to that, the leads to the employer who asked.
 */
static const struct column message_columns[] = {
	TEXT("message", message),
	TEXT("email", person.email),
	OF(COLUMN_PHONE, "phone", person.phone),
	TEXT("name", person.name),
	TEXT("language", person.language),
	TEXT("badge_code", code),
	TEXT("badge_token", token),
	TEXT("employer", lead.employer),
	OF(COLUMN_TIME, "asked_at", asked_at),
	{.name = NULL},
};

static const struct column lead_columns[] = {
	TEXT("lead_id", lead_id),
	TEXT("event", event),
	TEXT("employer", lead.employer),
	{.name = "role_id", .type = COLUMN_EMPTY},
	{.name = "role_title", .type = COLUMN_EMPTY},
	OF(COLUMN_TIME, "scanned_at", lead.scanned_at),
	TEXT("first_name", person.given),
	TEXT("last_name", person.family),
	TEXT("full_name", person.name),
	{.name = "preferred_name", .type = COLUMN_EMPTY},
	TEXT("email", person.email),
	OF(COLUMN_PHONE, "phone", person.phone),
	{.name = "contact_pref", .type = COLUMN_PROFILE},
	TEXT("contact_lang", person.language),
	{.name = "languages", .type = COLUMN_PROFILE},
	{.name = "target_occ", .type = COLUMN_PROFILE},
	{.name = "skills", .type = COLUMN_PROFILE},
	{.name = "certs", .type = COLUMN_PROFILE},
	{.name = "work_mode", .type = COLUMN_PROFILE},
	{.name = "schedule", .type = COLUMN_PROFILE},
	{.name = "available_from", .type = COLUMN_PROFILE},
	OF(COLUMN_NUMBER, "rating", lead.rating),
	TEXT("status", lead.status),
	TEXT("tags", lead.tags),
	TEXT("note", lead.note),
	TEXT("next_step", lead.next_step),
	{.name = "follow_up_by", .type = COLUMN_EMPTY},
	{.name = "rep", .type = COLUMN_EMPTY},
	TEXT("consent_text_id", consent_text),
	OF(COLUMN_TIME, "consent_at", consent_at),
	{.name = NULL},
};

static const struct column profile_columns[] = {
	TEXT("id", person.id),
	TEXT("name", person.name),
	TEXT("email", person.email),
	OF(COLUMN_PHONE, "phone", person.phone),
	TEXT("language", person.language),
	{.name = "headline", .type = COLUMN_PROFILE},
	{.name = "target_occ", .type = COLUMN_PROFILE},
	{.name = "skills", .type = COLUMN_PROFILE},
	{.name = "certs", .type = COLUMN_PROFILE},
	{.name = "languages", .type = COLUMN_PROFILE},
	{.name = "work_mode", .type = COLUMN_PROFILE},
	{.name = "schedule", .type = COLUMN_PROFILE},
	{.name = "available_from", .type = COLUMN_PROFILE},
	OF(COLUMN_TIME, "registered_at", person.registered_at),
	{.name = "exp_years_band", .type = COLUMN_PROFILE},
	{.name = "open_to_any", .type = COLUMN_PROFILE},
	{.name = "education", .type = COLUMN_PROFILE},
	{.name = NULL},
};

/* --- who is in it ------------------------------------------------------------------------------------------------------- */

struct walk {
	struct store *store;
	const struct export *job;
	struct writer writer;
	struct record record;
	bool notes; /* leads: with the employer's own notes */
	bool more;
	struct err inner; /* of a walk within a walk */
};

static bool write_record(struct walk *walk)
{
	walk->more = writer_row(&walk->writer, &walk->record);
	json_decref(walk->record.profile);
	sodium_memzero(&walk->record, sizeof walk->record);
	return walk->more;
}

static bool person_row(void *self, const struct person *person)
{
	struct walk *walk = self;
	walk->record.person = *person;
	return write_record(walk);
}

/* A row a visit: who left and came back is there twice, and "visit" counts. */
struct visitor {
	struct walk *walk;
	const struct person *person;
	int number;
};

static bool visit_row(void *self, const struct visit *visit)
{
	struct visitor *visitor = self;
	struct walk *walk = visitor->walk;
	walk->record.visit = *visit;
	walk->record.visit_number = ++visitor->number;
	return person_row(walk, visitor->person);
}

static bool checkin_row(void *self, const struct person *person)
{
	struct walk *walk = self;
	struct visitor visitor = {.walk = walk, .person = person};
	return view_visits(walk->store, person->id, visit_row, &visitor, &walk->inner) && walk->more;
}

static bool signing_row(void *self, const struct signing *signing)
{
	struct walk *walk = self;
	walk->record.signing = *signing;
	if (!view_person(walk->store, signing->person, &walk->record.person))
		text_copy(walk->record.person.id, sizeof walk->record.person.id, signing->person);
	return write_record(walk);
}

static bool profile_row(void *self, const struct person *person)
{
	struct walk *walk = self;
	if (!view_consent(walk->store, person->id, CONSENT_TALENT))
		return true;
	walk->record.profile = view_profile(walk->store, person->id);
	return person_row(walk, person);
}

/* The token is what a QR of the badge holds; of who has no badge yet there is nothing to send. */
static bool badge_message(void *self, const struct person *person)
{
	struct walk *walk = self;
	struct record *record = &walk->record;
	struct consent_given given;
	if (!(person->email[0] || person->phone[0]) || !view_consent_given(walk->store, person->id, CONSENT_MESSAGES, &given) ||
	    !desk_token(walk->store, person->badge, record->token))
		return true;
	text_copy(record->message, sizeof record->message, "badge");
	token_short_code(person->badge, record->code);
	record->asked_at = given.at;
	return person_row(walk, person);
}

static bool leads_message(void *self, const struct employer *employer)
{
	struct walk *walk = self;
	struct record *record = &walk->record;
	if (!employer->email[0] || !view_leads_asked(walk->store, employer->id, &record->asked_at))
		return true;
	text_copy(record->message, sizeof record->message, "leads");
	text_copy(record->person.email, sizeof record->person.email, employer->email);
	text_copy(record->person.name, sizeof record->person.name, employer->name);
	text_copy(record->lead.employer, sizeof record->lead.employer, employer->id);
	return write_record(walk);
}

/* The given name alone: as it was typed apart, else the first word. */
static void keep_given_name(struct person *person, const char *name)
{
	char given[NAME_MOST];
	text_copy(given, sizeof given, person->given);
	if (!given[0])
		text_format(given, sizeof given, "%.*s", (int)strcspn(name, " ,"), name);
	sodium_memzero(person, sizeof *person);
	text_copy(person->given, sizeof person->given, given);
	text_copy(person->name, sizeof person->name, given);
	sodium_memzero(given, sizeof given);
}

/* What they agreed to when they said that employers may know them: purpose, version of the text, language. */
static bool fill_consent(struct walk *walk, const char *person)
{
	struct consent_given given;
	struct record *record = &walk->record;
	if (!view_consent_given(walk->store, person, CONSENT_SHARE, &given))
		return false;
	text_format(record->consent_text, sizeof record->consent_text, "%s%s%s%s%s", consent_name(CONSENT_SHARE),
		    given.wording[0] ? "/" : "", given.wording, given.language[0] ? "/" : "", given.language);
	record->consent_at = given.at;
	return true;
}

/* False if no more than the given name may be said. Of somebody who is not known here the badge's card says who shares. */
static bool fill_shared(struct walk *walk, const struct lead *lead)
{
	struct record *record = &walk->record;
	struct badge_card card;
	bool known = lead->person[0] && view_person(walk->store, lead->person, &record->person);
	bool shared = known && fill_consent(walk, lead->person);
	if (!known && desk_lead_card(walk->store, lead, &card) && card.shared) {
		text_copy(record->person.name, sizeof record->person.name, card.name);
		sodium_memzero(&card, sizeof card);
		return true;
	}
	if (shared)
		record->profile = view_profile(walk->store, lead->person);
	else
		keep_given_name(&record->person, known ? record->person.name : lead->name);
	return shared;
}

/* Whether a recruiting system gets this row. */
static bool is_for(const struct lead_format *format, const struct record *record, bool shared)
{
	return !format || (shared && (record->person.email[0] || !format->address));
}

static bool has_room(struct walk *walk, const struct lead_format *format)
{
	walk->more = !format || walk->writer.rows < format->most;
	return walk->more ||
	       err_set(&walk->inner, ERR_INPUT, "%s takes no more than %llu rows a file; export one employer at a time",
		       format->name, (unsigned long long)format->most);
}

static bool lead_row(void *self, const struct lead *lead)
{
	struct walk *walk = self;
	struct record *record = &walk->record;
	const struct lead_format *format = lead_format(walk->job->profile);
	record->lead = *lead;
	bool shared = fill_shared(walk, lead);
	text_format(record->lead_id, sizeof record->lead_id, "%s/%s", lead->employer, lead->badge);
	text_copy(record->event, sizeof record->event, store_fair(walk->store)->name);
	if (!walk->notes)
		sodium_memzero(record->lead.note, sizeof record->lead.note);
	if (format)
		lead_format_fill(record);
	if (is_for(format, record, shared))
		return has_room(walk, format) && write_record(walk);
	json_decref(record->profile);
	sodium_memzero(record, sizeof *record);
	return true;
}

static bool employer_leads(void *self, const struct employer *employer)
{
	struct walk *walk = self;
	return view_leads(walk->store, employer->id, lead_row, walk, &walk->inner) && walk->more;
}

/* --- the exports -------------------------------------------------------------------------------------------------------- */

static bool walk_people(struct walk *walk, struct err *err)
{
	return view_people(walk->store, person_row, walk, err);
}

/* What ended a walk within the walk is its error. */
static bool inner_ok(const struct walk *walk, struct err *err)
{
	return walk->inner.code == ERR_NONE || err_set(err, walk->inner.code, "%s", walk->inner.text);
}

static bool walk_checkins(struct walk *walk, struct err *err)
{
	return view_people(walk->store, checkin_row, walk, err) && inner_ok(walk, err);
}

static bool walk_townhall(struct walk *walk, struct err *err)
{
	return view_signings(walk->store, signing_row, walk, err);
}

static bool walk_profiles(struct walk *walk, struct err *err)
{
	return view_people(walk->store, profile_row, walk, err);
}

static bool walk_messages(struct walk *walk, struct err *err)
{
	return view_people(walk->store, badge_message, walk, err) && view_employers(walk->store, leads_message, walk, err);
}

static bool walk_leads(struct walk *walk, struct err *err)
{
	struct employer employer;
	const char *wanted = walk->job->employer;
	walk->notes = wanted != NULL;
	if (!wanted) {
		return view_employers(walk->store, employer_leads, walk, err) && inner_ok(walk, err);
	}
	if (view_employer(walk->store, wanted, &employer))
		return view_leads(walk->store, employer.id, lead_row, walk, err) && inner_ok(walk, err);
	if (view_lead_count(walk->store, wanted))
		return view_leads(walk->store, wanted, lead_row, walk, err) && inner_ok(walk, err);
	return err_set(err, ERR_MISSING, "there is no employer called %.60s; `lanyard employers` lists them", wanted);
}

static const struct kind_of_export {
	const char *name;
	const struct column *columns;
	bool (*walk)(struct walk *walk, struct err *err);
} kinds_of_export[EXPORT_COUNT] = {
	[EXPORT_PEOPLE] = {"people", people_columns, walk_people},
	[EXPORT_CHECKINS] = {"checkins", checkin_columns, walk_checkins},
	[EXPORT_LEADS] = {"leads", lead_columns, walk_leads},
	[EXPORT_PROFILES] = {"profiles", profile_columns, walk_profiles},
	[EXPORT_TOWNHALL] = {"townhall", townhall_columns, walk_townhall},
	[EXPORT_MESSAGES] = {"messages", message_columns, walk_messages},
};

const char *export_name(enum export_what what)
{
	return kinds_of_export[what].name;
}

bool export_parse(const char *name, enum export_what *what)
{
	for (int i = 0; i < EXPORT_COUNT; i++) {
		if (strcmp(name, kinds_of_export[i].name) == 0) {
			*what = (enum export_what)i;
			return true;
		}
	}
	return false;
}

bool export_write(struct store *store, const struct export *job, FILE *out, uint64_t *rows, struct err *err)
{
	struct walk walk = {.store = store, .job = job, .more = true};
	const struct lead_format *format = job->what == EXPORT_LEADS ? lead_format(job->profile) : NULL;
	writer_begin(&walk.writer, out, job->format, format ? format->columns : kinds_of_export[job->what].columns);
	bool ok = kinds_of_export[job->what].walk(&walk, err);
	if (rows)
		*rows = walk.writer.rows;
	return writer_end(&walk.writer, ok ? err : NULL) && ok;
}

/* --- files -------------------------------------------------------------------------------------------------------------- */

static bool close_whole(FILE *file, const char *fresh, const char *path, bool ok, struct err *err)
{
	bool safe = ok && fflush(file) == 0 && fsync(fileno(file)) == 0;
	safe = fclose(file) == 0 && safe;
	safe = safe && rename(fresh, path) == 0;
	if (safe)
		return true;
	if (ok)
		err_errno(err, "%s", path);
	unlink(fresh);
	return false;
}

bool export_file(struct store *store, const struct export *job, const char *path, uint64_t *rows, struct err *err)
{
	char fresh[PATH_MAX], parent[PATH_MAX];
	if (!path || strcmp(path, "-") == 0)
		return export_write(store, job, stdout, rows, err);
	if (!text_format(fresh, sizeof fresh, "%s.new-%ld", path, (long)getpid()))
		return err_set(err, ERR_INPUT, "the path is too long: %.200s", path);
	text_copy(parent, sizeof parent, path);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	if (!file) {
		err_errno(err, "%s", path);
		if (fd >= 0)
			close(fd);
		return false;
	}
	bool ok = export_write(store, job, file, rows, err);
	return close_whole(file, fresh, path, ok, err) && file_sync_dir(dirname(parent), err);
}
