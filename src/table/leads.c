/* See leads.h. What a system has no column for (how strong the fit is, what is next,
 * what the person agreed to) goes into its notes, as sentences. */
#include "table/leads.h"

#include "base/clock.h"
#include "base/text.h"

#include <string.h>

#define TEXT(title, field) \
	{ \
		.name = (title), .type = COLUMN_TEXT, .at = offsetof(struct record, field) \
	}
#define PHONE(title) \
	{ \
		.name = (title), .type = COLUMN_PHONE, .at = offsetof(struct record, person.phone) \
	}
#define EMPTY(title) \
	{ \
		.name = (title), .type = COLUMN_EMPTY \
	}
#define ALWAYS(title, words) \
	{ \
		.name = (title), .type = COLUMN_ALWAYS, .always = (words) \
	}

static const struct column greenhouse[] = {
	TEXT("First Name", person.given),
	TEXT("Last Name", person.family),
	EMPTY("Company"),
	TEXT("Title", person.headline),
	PHONE("Phone"),
	TEXT("Email", person.email),
	EMPTY("Social Media"),
	EMPTY("Website"),
	EMPTY("Address"),
	TEXT("Source", event),
	EMPTY("Who gets credit"),
	EMPTY("Job"),
	EMPTY("Department"),
	EMPTY("Office"),
	TEXT("Notes", told),
	TEXT("Prospect Pool", event),
	TEXT("Prospect Stage", lead.status),
	{.name = NULL},
};

static const struct column lever[] = {
	TEXT("Full name", person.name), TEXT("Email", person.email), PHONE("Phone"),
	EMPTY("Lever Posting URL"),     TEXT("Stage", lead.status),  TEXT("Sources", event),
	ALWAYS("Origin", "Sourced"),    TEXT("Tags", lead.tags),     TEXT("Note", told),
	ALWAYS("IsSecretNote", "TRUE"), EMPTY("Resume Filename"),    {.name = NULL},
};

static const struct column handshake[] = {
	TEXT("student_email_address", person.email),
	ALWAYS("registered", "TRUE"),
	TEXT("checked_in", here),
	ALWAYS("identifiable_type", "CareerFairSession"),
	EMPTY("identifiable_id"),
	TEXT("identifier", lead.badge),
	{.name = NULL},
};

static const struct lead_format formats[LEADS_PROFILES] = {
	[LEADS_GREENHOUSE] = {"greenhouse", greenhouse, 8000, false},
	[LEADS_LEVER] = {"lever", lever, 55000, false},
	[LEADS_HANDSHAKE] = {"handshake", handshake, 50000, true},
};

const struct lead_format *lead_format(enum leads_profile profile)
{
	return formats[profile].name ? &formats[profile] : NULL;
}

/* "interview;bilingual" -> "interview, bilingual" */
static void put_commas(char tags[TAGS_MOST])
{
	char out[TAGS_MOST] = "";
	for (const char *at = tags; *at;) {
		size_t size = strcspn(at, ";"), used = strlen(out);
		text_format(out + used, sizeof out - used, "%s%.*s", used ? ", " : "", (int)size, at);
		at += size + (at[size] == ';');
	}
	text_copy(tags, TAGS_MOST, out);
}

static void tell(struct record *record, const char *label, const char *text)
{
	size_t used = strlen(record->told);
	if (*text)
		text_format(record->told + used, sizeof record->told - used, "%s%s%s%s", used ? "\n" : "", label,
			    *label ? ": " : "", text);
}

/* "share/2026-03/es, 2026-03-12T13:29:05.120Z" */
static void tell_consent(struct record *record)
{
	char at[32] = "", consent[sizeof record->consent_text + sizeof at + 2];
	const struct moment *moment = &record->consent_at;
	if (moment->wall && moment->certainty != MOMENT_UNKNOWN)
		clock_format_utc(moment->wall, at, sizeof at);
	text_format(consent, sizeof consent, "%s%s%s", record->consent_text, at[0] ? ", " : "", at);
	tell(record, "Consent", consent);
}

/* A name that came in one piece: a family name is the last word of it. */
static void split_name(struct person *person)
{
	const char *last = strrchr(person->name, ' ');
	if (person->given[0] || person->family[0])
		return;
	text_format(person->given, sizeof person->given, "%.*s", last ? (int)(last - person->name) : NAME_MOST, person->name);
	text_copy(person->family, sizeof person->family, last ? last + 1 : "");
}

void lead_format_fill(struct record *record)
{
	static const char *const fits[] = {"", "1 of 4 (not now)", "2 of 4 (maybe)", "3 of 4 (good)", "4 of 4 (strong)"};
	struct lead *lead = &record->lead;
	put_commas(lead->tags);
	record->told[0] = '\0';
	tell(record, "", lead->note);
	tell(record, "Fit", fits[lead->rating >= 0 && lead->rating <= 4 ? lead->rating : 0]);
	tell(record, "Next step", lead->next_step);
	tell(record, "Tags", lead->tags);
	tell_consent(record);
	text_copy(record->here, sizeof record->here, record->person.checked_in_at.wall ? "TRUE" : "FALSE");
	split_name(&record->person);
}
