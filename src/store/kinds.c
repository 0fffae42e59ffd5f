/* What every kind of fact does to the view.
 *
 * Order of arrival must not matter, so each statement is one of four shapes:
 *   - a field of a row: the newest stamp wins (NEWEST), field by field;
 *   - a member of a set, named by its event: INSERT OR IGNORE, and taking back is a set of its own;
 *   - the earliest of several claims: the smallest stamp wins;
 *   - a group of merged people: named by its smallest id, whichever merge came first. A merge that was undone is passed over;
 *     if it had been folded, the whole log is folded anew without it (fold.c).
 * Erasure is a set that only grows, because bodies that are gone do not come back: everybody whom an erased person was ever
 * merged with, but for the merges that the erasure itself says were undone. Who is in `erased` is never folded again (fold.c
 * asks before it comes here). */
#include "store/kinds.h"

#include <string.h>

/* SQL is laid out by hand, one clause a line. */
/* clang-format off */

/* A field and the stamp that it was written with: x'' when the fact does not speak of it. */
#define SAYS(field) ":body->>'" #field "', iif(:body->>'" #field "' IS NULL, x'', :stamp)"
#define NEWEST(field) \
	#field " = iif(excluded." #field "_at > " #field "_at, excluded." #field ", " #field "), " \
	#field "_at = max(" #field "_at, excluded." #field "_at)"

#define PERSON_COLUMNS \
	"name, name_at, given, given_at, family, family_at, email, email_at, phone, phone_at, language, language_at, " \
	"source, source_at, age_band, age_band_at"
#define PERSON_NEWEST \
	NEWEST(name) ", " NEWEST(given) ", " NEWEST(family) ", " NEWEST(email) ", " NEWEST(phone) ", " NEWEST(language) ", " \
	NEWEST(source) ", " NEWEST(age_band)
#define PERSON_EARLIEST \
	"registered_seen = iif(excluded.registered < coalesce(registered, x'FF'), excluded.registered_seen, registered_seen), " \
	"registered = iif(excluded.registered < coalesce(registered, x'FF'), excluded.registered, registered)"

/* One field of the fair, said by a fact of its own. */
#define FAIR_SAYS(field, of) \
	"INSERT INTO fair(field, value, stamp) SELECT '" field "', :body->>'" of "', :stamp WHERE :body->>'" of \
	"' IS NOT NULL ON CONFLICT(field) DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE excluded.stamp " \
	"> stamp"

/* A row appears with the first fact about a person; people see it once `registered` is not NULL. */
#define PERSON_SAYS(registered, seen) \
	"INSERT INTO person(id, registered, registered_seen, " PERSON_COLUMNS ") " \
	"SELECT :person, " registered ", " seen ", " SAYS(name) ", " SAYS(given) ", " SAYS(family) ", " SAYS(email) ", " \
		SAYS(phone) ", " SAYS(language) ", " SAYS(source) ", " SAYS(age_band) " " \
	"WHERE :person IS NOT NULL " \
	"ON CONFLICT(id) DO UPDATE SET " PERSON_EARLIEST ", " PERSON_NEWEST
/* Several people may claim one key (two devices imported the same list); all claims stay, so that one can be erased. `version`
 * is what the list's row said when it was imported last. */
#define PERSON_EXTERNAL \
	"INSERT INTO external(key, person, stamp, version, version_at) " \
	"SELECT :body->>'external', :person, :stamp, " SAYS(version) " " \
	"WHERE :body->>'external' IS NOT NULL AND :person IS NOT NULL " \
	"ON CONFLICT(key, person) DO UPDATE SET " CLAIM_EARLIEST
#define CLAIM_EARLIEST "stamp = min(stamp, excluded.stamp), " NEWEST(version)
#define PERSON_TICKETS \
	"INSERT INTO ticket(code, person, stamp) " \
	"SELECT value, :person, :stamp FROM json_each(:body, '$.ticket') " \
	"WHERE value IS NOT NULL AND :person IS NOT NULL " \
	"ON CONFLICT(code, person) DO UPDATE SET stamp = max(stamp, excluded.stamp)"

#define VISIT(arrived) \
	"INSERT OR IGNORE INTO visit(event, person, arrived, stamp, seen, device) " \
	"VALUES (:event, :person, " arrived ", :stamp, :seen, :device)"
#define CONSENT(given) \
	"INSERT OR IGNORE INTO consent(event, person, purpose, given, over, stamp, seen, wording, language) " \
	"VALUES (:event, :person, :body->>'purpose', " given ", :body->'over', :stamp, :seen, :body->>'wording', " \
		":body->>'language')"

/* Everybody who is erased by what is known now becomes nobody, and what the view knows of them goes. Leads of their badges too:
 * a lead may carry the name from the badge's card. `badge` stays, so that a late lead is recognised. */
#define ERASE \
	"INSERT OR IGNORE INTO erased(person) WITH RECURSIVE gone(event, person) AS (SELECT event, person FROM erasure UNION " \
	"SELECT g.event, iif(m.one = g.person, m.other, m.one) FROM gone g JOIN merged m ON m.one = g.person OR m.other = " \
	"g.person WHERE m.event NOT IN (SELECT j.value FROM erasure e, json_each(coalesce(e.apart, '[]')) j WHERE e.event = " \
	"g.event)) SELECT person FROM gone", \
	GONE("person", "id"), GONE("external", "person"), GONE("ticket", "person"), GONE("visit", "person"), \
	GONE("consent", "person"), GONE("profile", "person"), GONE("townhall", "person"), GONE("lead_scan", "person"), \
	"DELETE FROM lead_scan WHERE badge IN " GONE_BADGES, \
	"DELETE FROM lead_note WHERE badge IN " GONE_BADGES
#define GONE(table, column) "DELETE FROM " table " WHERE " column " IN (SELECT person FROM erased)"
#define GONE_BADGES "(SELECT b.badge FROM badge b JOIN erased e ON e.person = b.owner)"

/* People who turn out to be one: rows keyed by a person move to the canonical id. */
#define GROUP_OF(id) "(SELECT canonical FROM alias WHERE person = " id ")"
/* Of a merge: nobody has taken it back. */
#define STANDS "NOT EXISTS (SELECT 1 FROM unmerged WHERE event = :event)"
#define ONE GROUP_OF(":body->>'person'")
#define OTHER GROUP_OF(":body->>'into'")
#define MOVED "(SELECT person FROM alias WHERE canonical = " ONE " AND person <> canonical)"
#define MOVE(table) "UPDATE " table " SET person = " GROUP_OF(table ".person") " WHERE person IN " MOVED
#define MOVE_EXTERNAL \
	"INSERT INTO external(key, person, stamp, version, version_at) " \
	"SELECT key, " GROUP_OF("external.person") ", stamp, version, version_at FROM external WHERE person IN " MOVED " " \
	"ON CONFLICT(key, person) DO UPDATE SET " CLAIM_EARLIEST
#define MOVE_TICKETS \
	"INSERT INTO ticket(code, person, stamp) " \
	"SELECT code, " GROUP_OF("ticket.person") ", stamp FROM ticket WHERE person IN " MOVED " " \
	"ON CONFLICT(code, person) DO UPDATE SET stamp = max(stamp, excluded.stamp)"
#define MOVE_PERSON \
	"INSERT INTO person(id, registered, registered_seen, " PERSON_COLUMNS ") " \
	"SELECT " ONE ", registered, registered_seen, " PERSON_COLUMNS " FROM person WHERE id IN " MOVED " " \
	"ON CONFLICT(id) DO UPDATE SET " PERSON_EARLIEST ", " PERSON_NEWEST
#define MOVE_PROFILE \
	"INSERT INTO profile(person, field, value, stamp, seen) " \
	"SELECT " ONE ", field, value, stamp, seen FROM profile WHERE person IN " MOVED " " \
	"ON CONFLICT(person, field) DO UPDATE SET value = excluded.value, stamp = excluded.stamp, seen = excluded.seen " \
	"WHERE excluded.stamp > stamp"

const struct kind kinds[] = {
	/* --- the fair --- */
	{
		.name = "fair.set", /* type: "hiring-fair" or "town-hall"; capacity: how many may be inside at once, 0 any number */
		.fields = "name?, type?, venue?, timezone?, languages?, starts?, ends?, capacity?",
		.sql = {"INSERT INTO fair(field, value, stamp) "
			"SELECT key, value, :stamp FROM json_each(:body) WHERE key NOT IN ('kind', 'boot', 'up', 'said', 'wall') "
			"ON CONFLICT(field) DO UPDATE SET value = excluded.value, stamp = excluded.stamp "
			"WHERE excluded.stamp > stamp"},
	},
	{
		.name = "staff.pin_set", /* hash: Argon2id, as libsodium writes it */
		.fields = "hash",
		.sql = {FAIR_SAYS("staff_pin", "hash")},
	},
	{
		.name = "fair.closed", /* closed: 1, or 0 when it was opened again */
		.fields = "closed",
		.sql = {FAIR_SAYS("closed", "closed")},
	},
	{
		.name = "kiosk.set", /* how one device behaves: languages "ht,en,es" in order, speech 1 or 0, mode "front" */
		.fields = "of, languages?, speech?, mode?",
		.sql = {"INSERT INTO kiosk(device, field, value, stamp) SELECT :body->>'of', key, value, :stamp FROM "
			"json_each(:body) WHERE :body->>'of' IS NOT NULL AND key NOT IN ('kind', 'of', 'boot', 'up', 'said', "
			"'wall') ON CONFLICT(device, field) DO UPDATE SET value = excluded.value, stamp = excluded.stamp WHERE "
			"excluded.stamp > stamp"},
	},
	{
		.name = "employer.set",
		.fields = "employer, name?, booth?, email?",
		.sql = {"INSERT INTO employer(id, name, name_at, booth, booth_at, email, email_at) "
			"SELECT :body->>'employer', " SAYS(name) ", " SAYS(booth) ", " SAYS(email) " "
			"WHERE :body->>'employer' IS NOT NULL "
			"ON CONFLICT(id) DO UPDATE SET " NEWEST(name) ", " NEWEST(booth) ", " NEWEST(email)},
	},
	{
		.name = "role.set",
		.fields = "role, employer?, title?, skills[]?, must[]?, openings?",
		.sql = {"INSERT INTO role(id, employer, employer_at, title, title_at, skills, skills_at, openings, openings_at) "
			"SELECT :body->>'role', " SAYS(employer) ", " SAYS(title) ", "
				"(SELECT group_concat(value, ';') FROM (SELECT value FROM json_each(:body, '$.must') "
				"UNION ALL SELECT value FROM json_each(:body, '$.skills') "
				"WHERE value NOT IN (SELECT value FROM json_each(:body, '$.must')))), "
				"iif(coalesce(:body->'skills', :body->'must') IS NULL, x'', :stamp), " SAYS(openings) " "
			"WHERE :body->>'role' IS NOT NULL "
			"ON CONFLICT(id) DO UPDATE SET " NEWEST(employer) ", " NEWEST(title) ", " NEWEST(skills) ", "
				NEWEST(openings)},
	},
	/* --- people --- */
	{
		.name = "person.registered", /* age_band: "under16", "16-17" or "18plus"; never a date of birth */
		.fields = "person, name, given?, family?, email?, phone?, language?, source?, age_band?, external?, version?, "
			  "ticket[]?",
		.sql = {PERSON_SAYS(":stamp", ":seen"), PERSON_EXTERNAL, PERSON_TICKETS},
	},
	{
		.name = "person.changed", /* only what changed; "" clears a field */
		.fields = "person, name?, given?, family?, email?, phone?, language?, source?, age_band?, external?, version?, "
			  "ticket[]?",
		.sql = {PERSON_SAYS("NULL", "NULL"), PERSON_EXTERNAL, PERSON_TICKETS},
	},
	{
		.name = "person.checked_in",
		.fields = "person, badge?",
		.sql = {VISIT("1")},
	},
	{
		.name = "person.checked_out",
		.fields = "person",
		.sql = {VISIT("0")},
	},
	{
		.name = "checkin.undone", /* takes back a person.checked_in or person.checked_out */
		.fields = "checkin",
		.sql = {"INSERT OR IGNORE INTO undone(event) VALUES (:body->>'checkin')"},
	},
	{
		.name = "person.merged", /* both are one person; which of the two ids is named first does not matter */
		.fields = "person, into",
		.kept = true,
		.sql = {"INSERT OR IGNORE INTO merged(event, one, other, stamp, seen) SELECT :event, :body->>'person', "
			":body->>'into', :stamp, :seen WHERE :body->>'person' IS NOT NULL AND :body->>'into' IS NOT NULL",
			"INSERT OR IGNORE INTO alias(person, canonical) "
			"SELECT value, value FROM json_each(json_array(:body->>'person', :body->>'into')) "
			"WHERE value IS NOT NULL AND " STANDS,
			"UPDATE alias SET canonical = min(" ONE ", " OTHER ") WHERE canonical IN (" ONE ", " OTHER ") AND " STANDS,
			MOVE_PERSON, "DELETE FROM person WHERE id IN " MOVED,
			MOVE_EXTERNAL, "DELETE FROM external WHERE person IN " MOVED,
			MOVE_TICKETS, "DELETE FROM ticket WHERE person IN " MOVED,
			MOVE("visit"), MOVE("badge"), MOVE("consent"), MOVE("townhall"), MOVE("lead_scan"),
			MOVE_PROFILE, "DELETE FROM profile WHERE person IN " MOVED,
			/* If one of them was erased, all are: whatever the group holds is about that person. */
			ERASE},
	},
	{
		.name = "person.unmerged", /* takes back a person.merged: they are two */
		.fields = "merge",
		.kept = true,
		.sql = {"INSERT OR IGNORE INTO unmerged(event) SELECT :body->>'merge' WHERE :body->>'merge' IS NOT NULL"},
	},
	{
		.name = "person.kept_apart", /* they look like one, but staff know that they are two */
		.fields = "person, other",
		.kept = true,
		.sql = {"INSERT OR IGNORE INTO apart(one, other) SELECT min(:body->>'person', :body->>'other'), "
			"max(:body->>'person', :body->>'other') WHERE :body->>'person' <> :body->>'other'"},
	},
	{
		.name = "person.erased", /* apart: merges of this person that were undone when it was written */
		.fields = "person, apart[]?",
		.kept = true,
		.sql = {"INSERT OR IGNORE INTO erasure(event, person, apart) SELECT :event, :body->>'person', :body->'apart' "
			"WHERE :body->>'person' IS NOT NULL",
			"INSERT OR IGNORE INTO unmerged(event) SELECT value FROM json_each(:body, '$.apart') WHERE type = 'text'",
			ERASE},
	},
	/* --- badges --- */
	{
		.name = "badge.issued", /* badge: print id as text */
		.fields = "badge, person",
		.kept = true,
		.sql = {"INSERT INTO badge(badge, person, owner, stamp) "
			"SELECT :body->>'badge', :person, :body->>'person', :stamp WHERE :body->>'badge' IS NOT NULL AND :person "
			"IS NOT NULL "
			"ON CONFLICT(badge) DO UPDATE SET person = excluded.person, owner = excluded.owner, stamp = excluded.stamp "
			"WHERE excluded.stamp < stamp",
			"DELETE FROM lead_scan WHERE badge = :body->>'badge' AND badge IN " GONE_BADGES,
			"DELETE FROM lead_note WHERE badge = :body->>'badge' AND badge IN " GONE_BADGES},
	},
	{
		.name = "badge.revoked",
		.fields = "badge",
		.kept = true,
		.sql = {"INSERT OR IGNORE INTO badge_revoked(badge) VALUES (:body->>'badge')"},
	},
	{
		/* print: the printer's order, which may be told of twice and counts once; twice: 1 when it may have come out twice */
		.name = "badge.printed",
		.fields = "badge, print?, twice?",
		.kept = true,
		.sql = {"INSERT INTO badge_print(print, badge, twice, stamp, seen) "
			"SELECT coalesce(:body->>'print', :event), :body->>'badge', coalesce(:body->>'twice', 0) = 1, :stamp, :seen "
			"WHERE :body->>'badge' IS NOT NULL "
			"ON CONFLICT(print) DO UPDATE SET badge = excluded.badge, twice = excluded.twice, stamp = excluded.stamp, "
			"seen = excluded.seen "
			"WHERE excluded.stamp < stamp"},
	},
	/* --- consent --- */
	{
		.name = "consent.given", /* over: the withdrawals that were known when it was given, view_withdrawals() */
		.fields = "person, purpose, wording, language, over[]",
		.sql = {CONSENT("1")},
	},
	{
		.name = "consent.withdrawn",
		.fields = "person, purpose, wording, language",
		.sql = {CONSENT("0")},
	},
	/* --- talent --- */
	{
		.name = "profile.set", /* any fields, see talent/profile.h; each is kept as JSON, the newest wins */
		.fields = "person, headline?, target_occ[]?, open_to_any?, skills[]?, languages[]?, exp_years_band?, "
			  "schedule[]?, available_from?, work_mode[]?, education?, …",
		.sql = {"INSERT INTO profile(person, field, value, stamp, seen) "
			"SELECT :person, key, :body->fullkey, :stamp, :seen FROM json_each(:body) "
			"WHERE :person IS NOT NULL AND key NOT IN ('kind', 'person', 'boot', 'up', 'said', 'wall') "
			"ON CONFLICT(person, field) DO UPDATE SET value = excluded.value, stamp = excluded.stamp, "
				"seen = excluded.seen WHERE excluded.stamp > stamp"},
	},
	/* --- town halls --- */
	{
		.name = "townhall.set", /* topics: ids of the usual ones, or {"id", "names": {"en": …}} for the hall's own */
		.fields = "topics[]",
		.sql = {FAIR_SAYS("topics", "topics")},
	},
	{
		.name = "townhall.signed", /* topics: ids; question: for the panel, as typed */
		.fields = "person, topics[]?, question?",
		.sql = {"INSERT OR IGNORE INTO townhall(event, person, topics, question, stamp, seen) "
			"VALUES (:event, :person, :body->'topics', :body->>'question', :stamp, :seen)"},
	},
	/* --- booths --- */
	{
		.name = "lead.scanned", /* person: as the scanner knew it; card, of a person it did not know, from the badge: {"name",
					"shared", "job"? or "headline"?, "skills"?}, with codes of skills_code() */
		.fields = "employer, badge, person?, card?",
		.sql = {"INSERT OR IGNORE INTO lead_scan(event, employer, badge, person, card, stamp, seen, device) "
			"VALUES (:event, :body->>'employer', :body->>'badge', :person, :body->'card', :stamp, :seen, :device)"},
	},
	{
		.name = "lead.noted", /* only what changed; tags: text with ';' between */
		.fields = "employer, badge, rating?, status?, tags?, note?, next_step?, removed?",
		.sql = {"INSERT INTO lead_note(employer, badge, rating, rating_at, status, status_at, tags, tags_at, note, note_at, "
				"next_step, next_step_at, removed, removed_at) "
			"SELECT lower(:body->>'employer'), :body->>'badge', " SAYS(rating) ", " SAYS(status) ", " SAYS(tags) ", "
				SAYS(note) ", " SAYS(next_step) ", " SAYS(removed) " "
			"WHERE :body->>'employer' IS NOT NULL AND :body->>'badge' IS NOT NULL "
			"ON CONFLICT(employer, badge) DO UPDATE SET " NEWEST(rating) ", " NEWEST(status) ", " NEWEST(tags) ", "
				NEWEST(note) ", " NEWEST(next_step) ", " NEWEST(removed)},
	},
	{
		.name = "leads.asked", /* this employer wants its leads by mail, as they are when it goes out */
		.fields = "employer",
		.sql = {"INSERT OR IGNORE INTO leads_asked(event, employer, stamp, seen) "
			"SELECT :event, :body->>'employer', :stamp, :seen WHERE :body->>'employer' IS NOT NULL"},
	},
	/* --- devices --- */
	{
		.name = "device.joined",
		.fields = "label, role, employer?",
		.sql = {"INSERT INTO joined(device, label, role, employer, stamp) "
			"VALUES (:device, :body->>'label', :body->>'role', :body->>'employer', :stamp) "
			"ON CONFLICT(device) DO UPDATE SET label = excluded.label, role = excluded.role, "
				"employer = excluded.employer, stamp = excluded.stamp "
			"WHERE excluded.stamp > stamp"},
	},
	{
		.name = "device.revoked",
		.fields = "revoked",
		.sql = {"INSERT INTO revoked(device, stamp, seen) "
			"SELECT :body->>'revoked', :stamp, :seen WHERE :body->>'revoked' IS NOT NULL "
			"ON CONFLICT(device) DO UPDATE SET stamp = excluded.stamp, seen = excluded.seen "
			"WHERE excluded.stamp < stamp"},
	},
	{
		.name = "clock.anchor", /* written by the store: at `up` ms after the start `boot` it was `wall` */
		.fields = "boot, up, wall",
		.sql = {"INSERT OR IGNORE INTO anchor(event, device, boot, up, wall, stamp) "
			"VALUES (:event, :device, :body->>'boot', :body->>'up', :body->>'wall', :stamp)"},
	},
	{
		.name = "scan.refused",
		.fields = "why, booth?",
		.sql = {"INSERT OR IGNORE INTO refusal(event, why, booth, device, stamp, seen) "
			"VALUES (:event, :body->>'why', :body->>'booth', :device, :stamp, :seen)"},
	},
};

/* clang-format on */

const size_t kind_count = sizeof kinds / sizeof kinds[0];

const struct kind *kind_find(const char *name)
{
	for (size_t i = 0; i < kind_count; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}
