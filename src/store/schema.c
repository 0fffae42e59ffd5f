/* Every table: the log's, which are kept for ever, and the view's, which are made anew at each start. */
#include "store/db.h"

/* Nothing personal stands here in clear: labels are of devices, certificates hold keys. */
const char schema_log[] =
	"CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

	/* Who may write; `no` is this store's small number for the device. */
	"CREATE TABLE device(no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, certificate TEXT NOT NULL, public_key BLOB NOT "
	"NULL, label TEXT NOT NULL, role TEXT NOT NULL, employer TEXT NOT NULL, inviter TEXT NOT NULL) STRICT;"

	/* id = device.no << 40 | seq: one b-tree, each device's events side by side. Either the sealed body is there, or, once
	 * erased, its digest. */
	"CREATE TABLE event(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, prev BLOB NOT NULL, digest BLOB NOT NULL, sealed "
	"BLOB, "
	"body_digest BLOB, signature BLOB NOT NULL, CHECK ((sealed IS NULL) = (body_digest IS NOT NULL))) STRICT;"

	/* Events of a cloned device that do not fit into the chain above: same (device, seq) or behind such a one. */
	"CREATE TABLE fork(no INTEGER PRIMARY KEY, id INTEGER NOT NULL, at INTEGER NOT NULL, prev BLOB NOT NULL, digest BLOB "
	"NOT NULL UNIQUE, sealed BLOB, body_digest BLOB, signature BLOB NOT NULL) STRICT;";

/* Whether somebody is inside, anew. */
#define LOOK_AGAIN_AT(id) \
	"DELETE FROM inside WHERE person = " id "; INSERT INTO inside(person) SELECT p.id FROM person p WHERE p.id = " id \
	" AND p.registered IS NOT NULL AND EXISTS (" STANDING_VISIT ");"
#define TRIGGER(name, when, id) "CREATE TRIGGER " name " AFTER " when " BEGIN " LOOK_AGAIN_AT(id) " END;"

/* A stamp is 36 bytes that sort as facts are ordered: at 8, device 16, seq 8, and 4 of the digest for a clone's sake; x'' sorts
 * before all. `seen` is what is known of the time: wall ms, or "BOOT:UPTIME:SAID" from a device without a clock. Texts named
 * `person` hold the canonical id (see alias). */
const char *const schema_view[] = {
	/* --- the fair and its people --- */
	"CREATE TABLE fair(field TEXT NOT NULL UNIQUE, value TEXT, stamp BLOB NOT NULL);"
	"CREATE TABLE kiosk(device TEXT NOT NULL, field TEXT NOT NULL, value TEXT, stamp BLOB NOT NULL, PRIMARY KEY(device, "
	"field)) WITHOUT ROWID;"

	"CREATE TABLE person(row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, registered BLOB, registered_seen, name TEXT, "
	"name_at BLOB NOT NULL, given TEXT, given_at BLOB NOT NULL, family TEXT, family_at BLOB NOT NULL, email TEXT, email_at "
	"BLOB NOT NULL, phone TEXT, phone_at BLOB NOT NULL, language TEXT, language_at BLOB NOT NULL, source TEXT, source_at "
	"BLOB NOT NULL, age_band TEXT, age_band_at BLOB NOT NULL);"

	/* Merges as they were said, and those that were taken back: the one table that a fold anew keeps. */
	"CREATE TABLE merged(event TEXT PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL, stamp BLOB NOT NULL, seen) "
	"WITHOUT "
	"ROWID;"
	"CREATE INDEX merged_one ON merged(one);"
	"CREATE INDEX merged_other ON merged(other);"
	"CREATE TABLE unmerged(event TEXT PRIMARY KEY) WITHOUT ROWID;"
	/* Merged people: every id of a merge that stands -> the smallest id of its group. */
	"CREATE TABLE alias(person TEXT PRIMARY KEY, canonical TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX alias_canonical ON alias(canonical);"
	/* Pairs who look like one person and are two, as they were named. */
	"CREATE TABLE apart(one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY(one, other)) WITHOUT ROWID;"
	"CREATE TABLE erasure(event TEXT PRIMARY KEY, person TEXT NOT NULL, apart TEXT) WITHOUT ROWID;"
	/* Nothing about these people is ever folded again. */
	"CREATE TABLE erased(person TEXT NOT NULL UNIQUE);"

	"CREATE TABLE external(key TEXT NOT NULL, person TEXT NOT NULL, stamp BLOB NOT NULL, version TEXT, version_at BLOB NOT "
	"NULL, PRIMARY KEY(key, person)) WITHOUT ROWID;"
	"CREATE INDEX external_person ON external(person);"
	"CREATE TABLE ticket(code TEXT NOT NULL, person TEXT NOT NULL, stamp BLOB NOT NULL, PRIMARY KEY(code, person)) WITHOUT "
	"ROWID;"
	"CREATE INDEX ticket_person ON ticket(person);"

	"CREATE TABLE visit(event TEXT PRIMARY KEY, person TEXT NOT NULL, arrived INTEGER NOT NULL, stamp BLOB NOT NULL, seen, "
	"device TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX visit_person ON visit(person, stamp);"
	"CREATE TABLE undone(event TEXT PRIMARY KEY) WITHOUT ROWID;"

	/* owner: as the fact names the person, whoever that is merged with. */
	"CREATE TABLE badge(badge TEXT PRIMARY KEY, person TEXT NOT NULL, owner TEXT NOT NULL, stamp BLOB NOT NULL) WITHOUT "
	"ROWID;"
	"CREATE INDEX badge_person ON badge(person);"
	"CREATE TABLE badge_revoked(badge TEXT PRIMARY KEY) WITHOUT ROWID;"
	"CREATE TABLE badge_print(print TEXT PRIMARY KEY, badge TEXT NOT NULL, twice INTEGER NOT NULL, stamp BLOB NOT NULL, "
	"seen) WITHOUT ROWID;"
	"CREATE INDEX badge_print_badge ON badge_print(badge);"

	"CREATE TABLE consent(event TEXT PRIMARY KEY, person TEXT NOT NULL, purpose TEXT NOT NULL, given INTEGER NOT NULL, "
	"over "
	"TEXT, stamp BLOB NOT NULL, seen, wording TEXT, language TEXT) WITHOUT ROWID;"
	"CREATE INDEX consent_person ON consent(person, purpose);"

	"CREATE TABLE profile(person TEXT NOT NULL, field TEXT NOT NULL, value TEXT, stamp BLOB NOT NULL, seen, PRIMARY "
	"KEY(person, field)) WITHOUT ROWID;"
	"CREATE TABLE townhall(event TEXT PRIMARY KEY, person TEXT NOT NULL, topics TEXT, question TEXT, stamp BLOB NOT NULL, "
	"seen) WITHOUT "
	"ROWID;"
	"CREATE INDEX townhall_person ON townhall(person);",

	/* --- who is here now: kept as what it follows from changes, since each answer at the door needs the number --- */
	"CREATE TABLE inside(person TEXT PRIMARY KEY) WITHOUT ROWID;",
	TRIGGER("visit_said", "INSERT ON visit", "new.person"),
	TRIGGER("visit_came", "UPDATE OF person ON visit", "new.person"),
	TRIGGER("visit_went", "UPDATE OF person ON visit", "old.person"),
	TRIGGER("visit_gone", "DELETE ON visit", "old.person"),
	TRIGGER("visit_undone", "INSERT ON undone", "(SELECT person FROM visit WHERE event = new.event)"),
	TRIGGER("person_said", "INSERT ON person", "new.id"),
	TRIGGER("person_registered", "UPDATE OF registered ON person WHEN (old.registered IS NULL) <> (new.registered IS NULL)",
		"new.id"),
	TRIGGER("person_gone", "DELETE ON person", "old.id"),

	/* --- booths and devices --- */
	"CREATE TABLE employer(id TEXT PRIMARY KEY, name TEXT, name_at BLOB NOT NULL, booth TEXT, booth_at BLOB "
	"NOT NULL, email TEXT, email_at BLOB NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE role(id TEXT PRIMARY KEY, employer TEXT, employer_at BLOB NOT NULL, title TEXT, title_at BLOB NOT NULL, "
	"skills TEXT, skills_at BLOB NOT NULL, openings INTEGER, openings_at BLOB NOT NULL) WITHOUT ROWID;"

	"CREATE TABLE lead_scan(event TEXT PRIMARY KEY, employer TEXT NOT NULL COLLATE NOCASE, badge TEXT NOT NULL, person "
	"TEXT, "
	"card TEXT, stamp BLOB NOT NULL, seen, device TEXT NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX lead_scan_employer ON lead_scan(employer, badge);"
	"CREATE INDEX lead_scan_badge ON lead_scan(badge);"
	"CREATE INDEX lead_scan_person ON lead_scan(person) WHERE person IS NOT NULL;"
	"CREATE TABLE lead_note(employer TEXT NOT NULL COLLATE NOCASE, badge TEXT NOT NULL, rating INTEGER, rating_at BLOB NOT "
	"NULL, status TEXT, status_at BLOB NOT NULL, tags TEXT, tags_at BLOB NOT NULL, note TEXT, note_at BLOB NOT NULL, "
	"next_step TEXT, next_step_at BLOB NOT NULL, removed INTEGER, removed_at BLOB NOT NULL, PRIMARY KEY(employer, badge)) "
	"WITHOUT ROWID;"
	"CREATE INDEX lead_note_badge ON lead_note(badge);"
	"CREATE TABLE leads_asked(event TEXT PRIMARY KEY, employer TEXT NOT NULL COLLATE NOCASE, stamp BLOB NOT NULL, seen) "
	"WITHOUT ROWID;"

	"CREATE TABLE joined(device TEXT PRIMARY KEY, label TEXT, role TEXT, employer TEXT, stamp BLOB NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE revoked(device TEXT PRIMARY KEY, stamp BLOB NOT NULL, seen) WITHOUT ROWID;"
	"CREATE TABLE anchor(event TEXT PRIMARY KEY, device TEXT NOT NULL, boot TEXT NOT NULL, up INTEGER NOT NULL, wall "
	"INTEGER "
	"NOT NULL, stamp BLOB NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX anchor_boot ON anchor(boot, stamp);"
	"CREATE INDEX anchor_device ON anchor(device, stamp);"
	"CREATE TABLE refusal(event TEXT PRIMARY KEY, why TEXT, booth TEXT, device TEXT NOT NULL, stamp BLOB NOT NULL, seen) "
	"WITHOUT ROWID;",
	NULL,
};
